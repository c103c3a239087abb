"""The words that people read for the keys that programs read: `wording.toml`, as labels."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Tone = Literal["good", "bad", "mixed", "unknown", "absent", "neutral"]
"""How a label is coloured; its text says the same without colour."""

ABSENT = "none"
"""Key of the label for a value that is null."""


@dataclass(frozen=True, slots=True)
class Label:
    """A key in words."""

    text: str
    tone: Tone = "neutral"
    meaning: str = ""
    """What it means, in a sentence for the glossary."""

    @property
    def inside(self) -> str:
        """The text inside a sentence: no capital, but `HTTP error` keeps its own."""
        return self.text if self.text[1:2].isupper() else self.text[:1].lower() + self.text[1:]


def label(kind: str, key: str | None) -> Label:
    """The label of `key` among labels of one kind; a key without one is shown as it is, with spaces."""
    known = _labels().get(kind, {})
    if key is None:
        return known.get(ABSENT, Label("Not measured", "absent"))
    return known.get(key) or Label(key.replace("_", " ").capitalize())


def glossary(kind: str) -> tuple[Label, ...]:
    """The labels of one kind that have a meaning to explain, in the file's order."""
    return tuple(entry for entry in _labels().get(kind, {}).values() if entry.meaning)


@cache
def _labels() -> dict[str, dict[str, Label]]:
    tables = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
    return {
        kind: {
            key: Label(**({"text": entry} if isinstance(entry, str) else entry))
            for key, entry in table.items()
        }
        for kind, table in tables.items()
    }
