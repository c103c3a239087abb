"""Words that lead to a name, found from where the name begins to the left."""

from __future__ import annotations

import regex

_MOST_REMEMBERED = 50_000
_LONGEST = 60
"""Characters of a word, with what stands behind it."""


class LeadingWords:
    """An expression read to the left (`(?r)`) that ends right before a name.

    Most names stand behind a word that ends no lead: those words are told apart once and remembered.
    """

    def __init__(self, expression: str) -> None:
        self._expression = regex.compile(expression)
        self._may_end: dict[str, bool] = {}

    def may_end(self, text: str, end: int) -> bool:
        """Whether the word before `end` is one with which such words may end."""
        start = max(0, end - _LONGEST)
        last = text[max(start, text.rfind(" ", start, end - 1) + 1, text.rfind("\n", start, end) + 1) : end]
        known = self._may_end.get(last)
        if known is None:
            if len(self._may_end) >= _MOST_REMEMBERED:
                self._may_end.clear()
            known = self._may_end[last] = self._expression.match(last, partial=True) is not None
        return known

    def match(self, text: str, start: int, end: int) -> regex.Match[str] | None:
        """What leads to the name at `end`, within `start:end`."""
        return self._expression.match(text, start, end) if self.may_end(text, end) else None
