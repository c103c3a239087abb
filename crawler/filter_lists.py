"""Keeps filter lists on this machine: downloads, checks, replaces, and works without a network.

Everything is in one folder: `lists.json`, which says what there is, and one file a list. A download that
fails or is no list leaves the last good copy where it was.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import os
import re
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from trackers.filters import FilterList, FilterListError, FilterLists, ListKind, read_cnames

_TIMEOUT_SECONDS = 60
_MOST_BYTES = 64 * 1024 * 1024

Outcome = Literal["new", "updated", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class KeptList:
    """What is known of one list on this machine."""

    name: str
    url: str
    """Where it is from: `https:`, `http:` or `file:`."""
    kind: ListKind = "filters"
    sha256: str = ""
    """Of the kept copy; empty before the first download."""
    fetched: str = ""
    """When the copy was last confirmed to be current; RFC 3339, UTC."""
    etag: str = ""
    last_modified: str = ""
    size: int = 0
    """Bytes of the kept copy."""
    problem: str = ""
    """Why the last update failed; empty where it did not."""


DEFAULT_LISTS = (
    KeptList("EasyList", "https://easylist.to/easylist/easylist.txt"),
    KeptList("EasyPrivacy", "https://easylist.to/easylist/easyprivacy.txt"),
    KeptList(
        "AdGuard CNAME trackers",
        "https://raw.githubusercontent.com/AdguardTeam/cname-trackers/master/data/combined_disguised_trackers.json",
        "cnames",
    ),
)
"""The lists of a fresh folder. They are downloaded, never shipped: EasyList and EasyPrivacy are GPL-3 or
CC-BY-SA-3, AdGuard's is under MIT."""


def data_folder() -> Path:
    """Where downloaded knowledge lives: `$UNDECLARED_DATA`, else the user's data folder."""
    chosen = os.environ.get("UNDECLARED_DATA")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "undeclared"


class ListFolder:
    """The filter lists of one folder (default: `lists` in the data folder)."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else data_folder() / "lists"
        self._index = self.folder / "lists.json"

    def lists(self) -> list[KeptList]:
        """Every list, downloaded or not, by name. Raises FilterListError where the index is damaged."""
        try:
            rows = json.loads(self._index.read_text("utf-8"))
        except FileNotFoundError:
            return list(DEFAULT_LISTS)
        except (OSError, ValueError) as error:
            raise FilterListError(f"{self._index}: cannot be read: {error}") from error
        try:
            return [KeptList(**row) for row in rows]
        except TypeError as error:
            raise FilterListError(f"{self._index}: {error}") from error

    def add(self, name: str, source: str, kind: ListKind = "filters") -> KeptList:
        """Add a list, or give one a new source; `source` is a URL or a path. Raises FilterListError."""
        if "://" not in source:
            path = Path(source).expanduser().resolve()
            if not path.is_file():
                raise FilterListError(f"{source}: no such file")
            source = path.as_uri()
        if not source.startswith(("https://", "http://", "file://")):
            raise FilterListError(f"{source}: only https, http and file are read")
        added = KeptList(name, source, kind)
        self._write([one for one in self.lists() if one.name != name] + [added])
        return added

    def remove(self, name: str) -> bool:
        """Forget a list and its copy; whether there was one."""
        before = self.lists()
        after = [one for one in before if one.name != name]
        if len(after) == len(before):
            return False
        self._write(after)
        for one in before:
            if one.name == name:
                self.copy_of(one).unlink(missing_ok=True)
        return True

    def update(self, names: tuple[str, ...] = ()) -> Iterator[tuple[KeptList, Outcome]]:
        """Bring lists up to date (all, or those named), yielding each as it is done."""
        for one in self.lists():
            if names and one.name not in names:
                continue
            updated, outcome = self._update_one(one)
            self._write([updated if other.name == one.name else other for other in self.lists()])
            yield updated, outcome

    def load(self) -> tuple[FilterLists | None, list[KeptList]]:
        """An engine of all lists that have a sound copy, and these lists; None where there is none."""
        sound: list[KeptList] = []
        texts: list[FilterList] = []
        for one in self.lists():
            content = self._sound_copy(one)
            if content is not None:
                sound.append(one)
                texts.append(FilterList(one.name, content.decode("utf-8", "replace"), one.kind))
        return (FilterLists(texts) if texts else None), sound

    def is_sound(self, one: KeptList) -> bool:
        """Whether a list's copy is there and is what was downloaded."""
        return self._sound_copy(one) is not None

    def copy_of(self, one: KeptList) -> Path:
        """The file of a list's copy."""
        plain = re.sub(r"[^a-z0-9]+", "-", one.name.lower()).strip("-")
        distinct = hashlib.sha256(one.name.encode()).hexdigest()[:8]
        return self.folder / f"{plain}-{distinct}.{'json' if one.kind == 'cnames' else 'txt'}"

    def _sound_copy(self, one: KeptList) -> bytes | None:
        try:
            content = self.copy_of(one).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == one.sha256 else None

    def _update_one(self, one: KeptList) -> tuple[KeptList, Outcome]:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        had_copy = self.is_sound(one)
        try:
            answer = _fetch(one if had_copy else replace(one, etag="", last_modified=""))
            if answer is None:
                return replace(one, fetched=now, problem=""), "unchanged"
            content, etag, last_modified = answer
            check_list(FilterList(one.name, content.decode("utf-8", "replace"), one.kind))
            digest = hashlib.sha256(content).hexdigest()
            if not had_copy or digest != one.sha256:
                _replace_file(self.copy_of(one), content)
        except (OSError, FilterListError, ValueError) as error:
            return replace(one, problem=str(error)), "failed"
        same = had_copy and digest == one.sha256
        updated = replace(
            one,
            sha256=digest,
            fetched=now,
            etag=etag,
            last_modified=last_modified,
            size=len(content),
            problem="",
        )
        return updated, "unchanged" if same else "updated" if had_copy else "new"

    def _write(self, lists: list[KeptList]) -> None:
        text = json.dumps([asdict(one) for one in lists], indent=1, ensure_ascii=False)
        _replace_file(self._index, text.encode())


def _fetch(one: KeptList) -> tuple[bytes, str, str] | None:
    """Content, ETag and Last-Modified; None where the copy is current. Raises OSError, ValueError."""
    headers = {"User-Agent": "undeclared"}
    if one.etag:
        headers["If-None-Match"] = one.etag
    if one.last_modified:
        headers["If-Modified-Since"] = one.last_modified
    request = urllib.request.Request(one.url, headers=headers)  # noqa: S310 - ListFolder.add admits three schemes
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(_MOST_BYTES + 1)
            fields = answer.headers
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        raise
    if len(content) > _MOST_BYTES:
        raise ValueError(f"larger than {_MOST_BYTES} bytes")
    expected = fields.get("Content-Length")
    if expected is not None and expected.isdigit() and len(content) != int(expected):
        raise ValueError(f"broken off after {len(content)} of {expected} bytes")
    return content, fields.get("ETag") or "", fields.get("Last-Modified") or ""


def check_list(one: FilterList) -> None:
    """Raise FilterListError for what is no list: an error page, an empty file, a failing checksum."""
    if one.kind == "cnames":
        if not read_cnames(one):
            raise FilterListError(f"{one.name}: empty")
        return
    lines = [line.strip() for line in one.text.splitlines()]
    filters = [line for line in lines if line and not line.startswith(("!", "[", "#"))]
    if not filters or one.text.lstrip()[:1] in ("<", "{"):
        raise FilterListError(f"{one.name}: no filter list (begins with {one.text.lstrip()[:40]!r})")
    stated = re.search(r"^\s*!\s*checksum[\s\-:]+([\w+/=]+).*\n", one.text, re.IGNORECASE | re.MULTILINE)
    if stated and _checksum(one.text.replace(stated[0], "", 1)) != stated[1].rstrip("="):
        raise FilterListError(f"{one.name}: its checksum does not fit its text")


def _checksum(text: str) -> str:
    """The checksum that lists in Adblock Plus's format state: base64 of MD5, without empty lines."""
    normal = re.sub(r"\n+", "\n", text.replace("\r", ""))
    digest = hashlib.md5(normal.encode(), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode().rstrip("=")


def _replace_file(path: Path, content: bytes) -> None:
    """Write so that a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
