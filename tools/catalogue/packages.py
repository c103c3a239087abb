"""The pinned npm packages: fetched, checked against their hash, their licence checked against their words."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).with_name("packages.toml")


class PackageError(Exception):
    """A package is not what it was when its licence was read."""


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package and its files."""

    name: str
    version: str
    licence: str
    files: dict[str, bytes]
    """Path inside the package → content."""
    copyright: str
    what: str

    @property
    def origin(self) -> str:
        """How rows name their origin."""
        return f"{self.name} {self.version}"

    def text(self, path: str) -> str:
        """A file's content."""
        return self.files[path].decode("utf-8")


def load_packages(folder: Path | None = None) -> dict[str, Package]:
    """All pinned packages by name, from tarballs in `folder` or fetched by npm. Raises PackageError."""
    pins = tomllib.loads(PINS.read_text("utf-8"))["package"]
    with tempfile.TemporaryDirectory() as temporary:
        return {pin["name"]: _load(pin, folder or Path(temporary), fetch=folder is None) for pin in pins}


def _load(pin: dict[str, str], folder: Path, *, fetch: bool) -> Package:
    name, version = pin["name"], pin["version"]
    if fetch:
        command = ["npm", "pack", "--silent", f"{name}@{version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - pinned names
    tarball = folder / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    content = tarball.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != pin["integrity"]:
        raise PackageError(f"{name} {version}: hash {found}, pinned {pin['integrity']}")
    files = _unpack(content)
    if not _says(files.get(pin["proof_file"], b"").decode("utf-8", "replace"), pin["proof"]):
        raise PackageError(f"{name} {version}: {pin['proof_file']} no longer says {pin['proof']!r}")
    return Package(name, version, pin["licence"], files, pin["copyright"], pin["what"])


def _says(text: str, words: str) -> bool:
    return re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", text)


def _unpack(content: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.isfile() else None
            if opened is not None:
                files[member.name.partition("/")[2]] = opened.read()
    return files
