"""What a reader must know before trusting what was read of a document: its language has no rules, it is no policy."""

from __future__ import annotations

from trackers.policy.discovery import has_words_of_a_policy
from trackers.policy.documents.document import Document
from trackers.policy.lexicons import has_lexicon
from trackers.policy.vendors.mention_rules import mention_lexicon

_SUBJECTS = {
    "signals": "Do Not Track and GPC",
    "opt_outs": "opt-outs",
    "claims": "claims, technologies and recipients",
}
"""Folders of the lexicon, and what their words are for."""


def doubts(document: Document, *, says_something: bool) -> tuple[str, ...]:
    """Sentences about a document, beside its own `problems`. `says_something`: a statement was read of it."""
    told = []
    if language := _of_language(document.language):
        told.append(language)
    if not says_something and _is_in_letters_we_know(document) and not has_words_of_a_policy(document.text):
        told.append("is this a policy? It has no word of privacy, data or cookies")
    return tuple(told)


def _of_language(language: str) -> str:
    if language == "und":
        return "language not recognised: only vendors, links and dates are surely read"
    borrowed = [what for folder, what in _SUBJECTS.items() if not has_lexicon(f"{folder}/{language}.toml")]
    if len(borrowed) == len(_SUBJECTS) and not _has_words_for_vendors(language):
        return f"language {language}: only vendors, links and dates are read"
    return f"language {language}: {', '.join(borrowed)} are read by English words only" if borrowed else ""


def _has_words_for_vendors(language: str) -> bool:
    return language == "en" or mention_lexicon(language) is not mention_lexicon("en")


def _is_in_letters_we_know(document: Document) -> bool:
    """Whether the words of a policy would be found: those of other languages are not known."""
    if document.language != "und":
        return _has_words_for_vendors(document.language)
    letters = [letter for letter in document.text[:5_000] if letter.isalpha()]
    return sum(map(str.isascii, letters)) * 2 >= len(letters)
