"""Finds personal data in decoded parameters, and names it by label.

Documented parameters are judged by what the vendor's documentation says they carry; others only by e-mail
addresses in plain sight and by names that mean one thing everywhere. Labels: docs/payloads.md.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

from trackers.payloads.grammar import Meaning

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w.@-])")
_NO_EMAIL = re.compile(r"@(?:\d+x|\d+\.)|\.(?:png|jpe?g|gif|webp|svg|js|css|mjs|map)$", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-fA-F]+")
_HASH_NAMES = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
_SHA256_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{43}=?")
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}")
_PRECISE = re.compile(r"-?\d{1,3}\.\d{3,}")
_NOTHING = frozenset(
    {
        *("", "0", "-1", "null", "undefined", "none", "nan", "n/a", "false", "true", "unknown", "(not set)"),
        *("anonymous", "guest", "[object object]", "00000000-0000-0000-0000-000000000000"),
    }
)
_NEVER_EMAIL = frozenset({"page_host", "page_domain", "account_id"})
"""Fields in which `video@site.example` names a part of a site."""
_EMPTY_HASHES = frozenset(
    hashlib.new(name, word.encode(), usedforsecurity=False).hexdigest()
    for name in ("md5", "sha1", "sha256")
    for word in ("", "undefined", "null")
)


def email_hashes(address: str) -> dict[str, str]:
    """The hashes under which an e-mail address travels, each with its label; for `known` below."""
    plain = address.strip().lower().encode()
    return {
        hashlib.new(name, plain, usedforsecurity=False).hexdigest(): f"email_{name}"
        for name in ("md5", "sha1", "sha256")
    }


def labels(
    parameters: Iterable[tuple[str, Meaning, Any]], known: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The labels of all personal data in (parameter, meaning, value); may repeat.

    `known` maps hashes of values that the visit itself typed (see email_hashes) to labels.
    """
    for parameter, meaning, value in parameters:
        if isinstance(value, list):
            texts = [item for item in value if isinstance(item, str)]
        elif isinstance(value, str):
            texts = [value]
        else:
            texts = [] if isinstance(value, bool) else [str(value)]
        for text in texts:
            yield from _of_value(parameter, meaning, text, known)


def _of_value(parameter: str, meaning: Meaning, text: str, known: Mapping[str, str] | None) -> Iterator[str]:
    if meaning.personal:
        label = _documented(meaning, text)
        if label:
            yield label
    elif not meaning.documented or meaning.type == "text":
        kind = _kind_by_name(parameter)
        if kind:
            label = _by_name(kind, text)
            if label:
                yield label
    if ("@" in text or "%40" in text) and meaning.name not in _NEVER_EMAIL:
        yield from _emails(meaning, text)
    if known and text.lower() in known:
        yield known[text.lower()]


def _documented(meaning: Meaning, text: str) -> str:
    """The label of a documented parameter, or an empty string where the value does not bear it out."""
    if text.lower() in _NOTHING or text.lower() in _EMPTY_HASHES:
        return ""
    text = text.strip("[]\"' ")
    hashed = hash_name(text)
    base = meaning.personal if meaning.personal in ("email", "phone") else meaning.label
    if meaning.personal == "identifier":
        return base
    if hashed:
        return f"{base}_{hashed}"
    return base if _PLAIN[meaning.personal](meaning, text) else ""


def _by_name(kind: str, text: str) -> str:
    if text.lower() in _NOTHING or text.lower() in _EMPTY_HASHES:
        return ""
    hashed = hash_name(text)
    if kind == "email":
        return f"email_{hashed}" if hashed else ""  # a plain address is found by its looks
    if kind == "phone":
        return f"phone_{hashed}" if hashed else "phone" if _is_phone(text) else ""
    if kind in ("latitude", "longitude"):
        return "location" if _PRECISE.fullmatch(text) else ""
    if kind in ("postal_code", "date_of_birth") and not hashed and not any(map(str.isdigit, text)):
        return ""
    # An identifier may look like a hash without being one of anything.
    return f"{kind}_{hashed}" if hashed and "_id" not in kind else kind


def hash_name(text: str) -> str:
    """`md5`, `sha1`, `sha256`, `sha512` by the look of a value, or an empty string."""
    name = _HASH_NAMES.get(len(text), "")
    if name and _HEX.fullmatch(text):
        return name
    if len(text) in (43, 44) and _SHA256_BASE64.fullmatch(text):
        return "sha256"
    return ""


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text.strip())) and 7 <= sum(map(str.isdigit, text)) <= 15


def _is_address(meaning: Meaning, text: str) -> bool:
    if meaning.label == "postal_code" and not any(map(str.isdigit, text)):
        return False
    return "_" not in text


_PLAIN: Mapping[str, Callable[[Meaning, str], object]] = {
    "email": lambda _, text: _EMAIL.search(unquote(text)),
    "phone": lambda _, text: _is_phone(text),
    "location": lambda _, text: _PRECISE.search(text),
    "name": lambda _, text: any(map(str.isalpha, text)),
    "address": _is_address,
    "other": lambda *_: True,
    "hash": lambda *_: False,
}
"""What an unhashed value must look like to be what its parameter is documented to carry."""


def _emails(meaning: Meaning, text: str) -> Iterator[str]:
    plain = unquote(unquote(text)) if "%" in text else text
    found = [
        match[0]
        for match in _EMAIL.finditer(plain)
        # `https://key@host/` names a credential, not a person.
        if not _NO_EMAIL.search(match[0]) and not plain.endswith("//", 0, match.start())
    ]
    if found:
        yield "email"
        if meaning.type == "url" or plain.startswith(("http://", "https://")):
            yield "email_in_url"


@lru_cache(maxsize=16384)
def _kind_by_name(parameter: str) -> str:
    last = re.split(r"[.\[\]:]", parameter.rstrip("]"))[-1]
    return _names().get(re.sub(r"[^a-z]", "", last.lower()), "")


@cache
def _names() -> dict[str, str]:
    text = resources.files("trackers.payloads").joinpath("common.toml").read_text("utf-8")
    return {name: kind for kind, names in tomllib.loads(text)["personal"].items() for name in names}
