"""Ordinary regular expressions of the lexicons, for sentences in lower case.

A sentence is searched once for the literals of all expressions of a lexicon; an expression is tried only where
those that it needs occur, and compiled when it is first tried.
"""

from __future__ import annotations

import regex

from trackers.policy.literals import FUSE_FROM, Vocabulary, needs_of

_TIMEOUT = 0.5
"""Seconds for one expression on one sentence; every gap is bounded, so this is a fuse."""

_CHOICE_OF_LITERALS = regex.compile(r"[\w ]{2,}(?:\|[\w ]{2,})+")
"""An expression that its literals say all of."""


class Wording:
    """A regular expression for text in lower case; `vocabulary` is shared by those that read the same texts."""

    __slots__ = ("_compiled", "_is_choice", "_needs", "_source", "_vocabulary")

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self._source = source
        self._vocabulary = vocabulary
        self._needs = vocabulary.mask(needs_of(source))
        self._is_choice = _CHOICE_OF_LITERALS.fullmatch(source) is not None
        self._compiled: regex.Pattern[str] | None = None

    @property
    def compiled(self) -> regex.Pattern[str]:
        """The expression. Raises regex.error where the lexicon's is none."""
        if self._compiled is None:
            self._compiled = regex.compile(self._source)
        return self._compiled

    def occurs_in(self, text: str, present: int | None = None) -> bool:
        """Whether the expression matches somewhere; a text that takes too long counts as none.

        `present`: the vocabulary's literals that occur in the text, if they are known already.
        """
        if self._needs:
            if present is None:
                present = self._vocabulary.present(text)
            for group in self._needs:
                if not group & present:
                    return False
            if self._is_choice:
                return True
        if len(text) < FUSE_FROM:
            return self.compiled.search(text) is not None
        try:
            return self.compiled.search(text, timeout=_TIMEOUT) is not None
        except TimeoutError:
            return False
