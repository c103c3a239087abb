"""Ordinary regular expressions of the lexicons, for sentences in lower case.

A sentence is searched once for the literals of all expressions of a lexicon. Of an expression, only those
alternatives are tried whose literals occur; each is compiled when it is first tried.
"""

from __future__ import annotations

import regex

from trackers.policy.literals import Vocabulary, alternatives_of, needs_of
from trackers.policy.patterns import Pattern, search

_SECONDS = 0.5
"""For one alternative on one sentence."""
_LITERAL = regex.compile(r"[\w ]{2,}")


class _Alternative(Pattern):
    """`is_literal`: it is found by its literal alone, without the expression."""

    __slots__ = ("is_literal",)

    def __init__(self, source: str, needs: tuple[int, ...]) -> None:
        super().__init__(source, needs)
        self.is_literal = bool(source.strip()) and _LITERAL.fullmatch(source) is not None


class Wording:
    """A regular expression for text in lower case; `vocabulary` is shared by those that read the same texts.

    What one alternative captures, no other may refer to.
    """

    __slots__ = ("_alternatives", "_vocabulary", "_whole", "source")

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self._vocabulary = vocabulary
        self._whole = Pattern(source, vocabulary.mask(needs_of(source)))
        self._alternatives = tuple(
            _Alternative(one, vocabulary.mask(needs_of(one))) for one in alternatives_of(source)
        )

    def occurs_in(self, text: str, present: int | None = None) -> bool:
        """Whether the expression matches somewhere; a text that takes too long counts as none.

        `present`: the vocabulary's literals that occur in the text, if they are known already. Raises
        regex.error where the lexicon's expression is none.
        """
        if present is None:
            present = self._vocabulary.present(text)
        for need in self._whole.needs:
            if not need & present:
                return False
        for one in self._alternatives:
            if one.may_match(present) and (one.is_literal or search(one, text, seconds=_SECONDS) is not None):
                return True
        return False
