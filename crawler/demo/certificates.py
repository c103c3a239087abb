"""A certificate for every host of the demonstration web, and the value that lets Chromium accept it."""

from __future__ import annotations

import base64
import hashlib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True, slots=True)
class ServerIdentity:
    """What a server needs to speak TLS, and what a browser needs to believe it."""

    tls: ssl.SSLContext
    spki: str
    """Base64 SHA-256 of the SubjectPublicKeyInfo, for `--ignore-certificate-errors-spki-list`."""
    ca_pem: bytes
    """The certificate authority, for clients that can be given one."""


def issue_identity(hosts: Iterable[str]) -> ServerIdentity:
    """A fresh authority and one certificate for all `hosts`; nothing stays on disk."""
    authority = trustme.CA()
    leaf = authority.issue_cert(*sorted(hosts))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(tls)
    tls.set_alpn_protocols(["http/1.1"])
    key = x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes()).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    spki = base64.b64encode(hashlib.sha256(der).digest()).decode("ascii")
    return ServerIdentity(tls=tls, spki=spki, ca_pem=authority.cert_pem.bytes())
