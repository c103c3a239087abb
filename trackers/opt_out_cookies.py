"""Recognises cookies by which a person's refusal is remembered."""

from __future__ import annotations

import re

_NAME = re.compile(r"opt[-_.]?out|do[-_.]?not[-_.]?track|no[-_.]?track(ing)?", re.IGNORECASE)
_VALUE = re.compile(r"^(opt[-_ ]?(ed)?[-_ ]?out|do[-_ ]?not[-_ ]?track)", re.IGNORECASE)
_NO = frozenset({"", "0", "false", "no", "n", "none", "off", "null", "undefined"})


def records_refusal(name: str, value: str) -> bool:
    """Whether a cookie of this name and value says that the person has opted out."""
    return bool(_VALUE.match(value)) or (bool(_NAME.search(name)) and value.strip().lower() not in _NO)
