"""Words that lead to a name, found from where the name begins to the left."""

from __future__ import annotations

import regex

_MOST_REMEMBERED = 50_000


class LeadingWords:
    """An expression read to the left (`(?r)`) that ends right before a name.

    Most names stand behind a word that ends no lead: those words are told apart once and remembered.
    """

    def __init__(self, expression: str) -> None:
        self._expression = regex.compile(expression)
        self._may_end: dict[str, bool] = {}

    def match(self, text: str, start: int, end: int) -> regex.Match[str] | None:
        """What leads to the name at `end`, within `start:end`."""
        last = text[max(start, text.rfind(" ", start, end - 1) + 1) : end]
        if last not in self._may_end:
            if len(self._may_end) >= _MOST_REMEMBERED:
                self._may_end.clear()
            self._may_end[last] = self._expression.match(last, partial=True) is not None
        return self._expression.match(text, start, end) if self._may_end[last] else None
