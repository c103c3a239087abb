"""Ordinary regular expressions of the lexicons, for sentences in lower case.

A sentence is searched once for the literals of all expressions of a lexicon. Of an expression, only those
alternatives are tried whose literals occur; each is compiled when it is first tried.
"""

from __future__ import annotations

import regex

from trackers.policy.literals import FUSE_FROM, Vocabulary, alternatives_of, needs_of

_TIMEOUT = 0.5
"""Seconds for one alternative on one sentence; every gap is bounded, so this is a fuse."""
_LITERAL = regex.compile(r"[\w ]{2,}")


class _Alternative:
    __slots__ = ("_compiled", "is_literal", "needs", "source")

    def __init__(self, source: str, needs: tuple[int, ...]) -> None:
        self.source = source
        self.needs = needs
        self.is_literal = bool(source.strip()) and _LITERAL.fullmatch(source) is not None
        self._compiled: regex.Pattern[str] | None = None

    @property
    def compiled(self) -> regex.Pattern[str]:
        if self._compiled is None:
            self._compiled = regex.compile(self.source)
        return self._compiled

    def matches(self, text: str) -> bool:
        if len(text) < FUSE_FROM:
            return self.compiled.search(text) is not None
        try:
            return self.compiled.search(text, timeout=_TIMEOUT) is not None
        except TimeoutError:
            return False


class Wording:
    """A regular expression for text in lower case; `vocabulary` is shared by those that read the same texts.

    What one alternative captures, no other may refer to.
    """

    __slots__ = ("_alternatives", "_vocabulary", "source")

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self._vocabulary = vocabulary
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
        for one in self._alternatives:
            for group in one.needs:
                if not group & present:
                    break
            else:
                if one.is_literal or one.matches(text):
                    return True
        return False
