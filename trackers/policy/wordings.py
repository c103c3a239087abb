"""Ordinary regular expressions of the lexicons, for sentences in lower case.

A sentence is searched once for the literals of all expressions of a lexicon. Of an expression, only those
alternatives are tried whose literals occur; each is compiled when it is first tried.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

import regex

from trackers.policy.literals import Vocabulary, alternatives_of, needs_of
from trackers.policy.patterns import Pattern, search

_SECONDS = 0.5
"""For one alternative on one sentence."""
_LITERAL = regex.compile(r"[\w ]{2,}")


class Wording:
    """A regular expression for text in lower case; `vocabulary` is shared by those that read the same texts.

    What one alternative captures, no other may refer to.
    """

    __slots__ = ("_expressions", "_literals", "_vocabulary", "needs", "source")

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self._vocabulary = vocabulary
        self.needs = vocabulary.mask(needs_of(source))
        """Bits of the vocabulary: no match without one of each number."""
        alternatives = [
            Pattern(one, vocabulary.mask(needs), needs)
            for one, needs in ((one, needs_of(one)) for one in alternatives_of(source))
        ]
        self._literals = reduce(or_, (one.needs[0] for one in alternatives if _is_literal(one)), 0)
        """The bits of the alternatives that are no more than a literal: finding that is finding them."""
        self._expressions = tuple(one for one in alternatives if not _is_literal(one))

    def occurs_in(self, text: str, present: int | None = None) -> bool:
        """Whether the expression matches somewhere; a text that takes too long counts as none.

        `present`: the vocabulary's literals that occur in the text, if they are known already. Raises
        regex.error where the lexicon's expression is none.
        """
        if present is None:
            present = self._vocabulary.present(text)
        for need in self.needs:
            if not need & present:
                return False
        if self._literals & present:
            return True
        for one in self._expressions:
            for need in one.needs:  # `may_match`, without the call for each of a hundred alternatives
                if not need & present:
                    break
            else:
                if search(one, text, seconds=_SECONDS) is not None:
                    return True
        return False


def _is_literal(alternative: Pattern) -> bool:
    return len(alternative.needs) == 1 and _LITERAL.fullmatch(alternative.source) is not None
