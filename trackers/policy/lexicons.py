"""The lexicons: TOML files below `lexicon/`, read as they stand. Who reads one says with a type what it must hold."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

_FOLDER = files("trackers.policy") / "lexicon"


def read_lexicon(path: str) -> dict[str, Any]:
    """`lexicon/PATH`.

    Raises:
        FileNotFoundError: there is no such file.
        tomllib.TOMLDecodeError: it is no TOML.
    """
    return tomllib.loads(_FOLDER.joinpath(*path.split("/")).read_text("utf-8"))


def read_expressions(path: str) -> dict[str, re.Pattern[str]]:
    """`lexicon/PATH`, a file whose every value is a regular expression.

    Raises:
        re.error: one of them is none.
    """
    return {name: re.compile(source) for name, source in read_lexicon(path).items()}


def find_lexicon(path: str) -> dict[str, Any] | None:
    """`lexicon/PATH`, None where there is none: not every language has words of its own."""
    return read_lexicon(path) if has_lexicon(path) else None


def has_lexicon(path: str) -> bool:
    """Whether there is a `lexicon/PATH`."""
    return _FOLDER.joinpath(*path.split("/")).is_file()
