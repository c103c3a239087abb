"""Which language a document is in, and what kind of document it is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import regex

from trackers.declarations import DocumentKind
from trackers.policy.lexicons import read_lexicon

_ENOUGH = 40
"""Words below which a text must be full of a language's own to be told."""
_SAMPLES = 5
_SAMPLE = 3000
"""Characters of each part looked at; policies do not change language, but pages have menus and tables."""
_NO_WORDS = frozenset("@/\\{}_<>=")
"""What only addresses, tags and code have in a word."""
_ENGLISH_EVERYWHERE = "do not track"
"""A signal's name, in whatever language is spoken of it; Portuguese, too, has a word "do"."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", r"[\p{Hiragana}\p{Katakana}]"),
    ("ko", r"\p{Hangul}"),
    ("zh", r"\p{Han}"),
    ("el", r"\p{Greek}"),
    ("ru", r"\p{Cyrillic}"),
    ("ar", r"\p{Arabic}"),
    ("he", r"\p{Hebrew}"),
    ("th", r"\p{Thai}"),
)
"""Languages told by their script; Japanese before Chinese, whose characters it uses."""


@cache
def _lexicon() -> tuple[dict[str, frozenset[str]], tuple[tuple[DocumentKind, regex.Pattern[str]], ...]]:
    data = read_lexicon("documents.toml")
    words = {language: frozenset(text.split()) for language, text in data["frequent_words"].items()}
    kinds = tuple((kind, regex.compile(pattern, regex.IGNORECASE)) for kind, pattern in data["kinds"].items())
    return words, kinds


def detect_language(text: str, declared: str = "") -> str:
    """ISO 639-1 code of a text, `und` where it cannot be told.

    Counts each language's most frequent short words. `declared` (`<html lang>`) only settles short texts and
    ties: many sites declare the language of their template.
    """
    frequent, _ = _lexicon()
    counts = _words(_sampled(text).lower().replace(_ENGLISH_EVERYWHERE, ""))
    number = counts.total()
    if not number:
        return declared if declared in frequent else "und"
    shares = sorted(
        ((sum(counts[word] for word in known) / number, language) for language, known in frequent.items()),
        reverse=True,
    )
    (best, language), (second, _) = shares[0], shares[1]
    if best < (0.12 if number >= _ENOUGH else 0.2) or best < second * 1.15:
        return _by_script(counts) or (declared if declared in frequent else "und")
    return language


def _sampled(text: str) -> str:
    """Parts of a long text, spread over it evenly; a short one whole."""
    if len(text) <= _SAMPLES * _SAMPLE:
        return text
    step = (len(text) - _SAMPLE) // (_SAMPLES - 1)
    return " ".join(text[start : start + _SAMPLE] for start in range(0, _SAMPLES * step, step))


def _words(text: str) -> Counter[str]:
    """The words of a text without those of addresses and code. What is repeated is taken apart once."""
    counts: Counter[str] = Counter()
    for token, times in Counter(text.split()).items():
        if token.isalpha():
            counts[token] += times
        elif _NO_WORDS.isdisjoint(token):
            for word in _WORD.findall(token):
                counts[word] += times
    return counts


def _by_script(words: Counter[str]) -> str:
    joined = "".join(words.elements())
    for language, script in _SCRIPTS:
        if len(regex.findall(script, joined)) > len(joined) * 0.15:
            return language
    return ""


def kind_of_document(title: str, url: str, heading: str) -> DocumentKind:
    """The kind by title, address and first heading; a privacy policy where nothing says otherwise."""
    _, kinds = _lexicon()
    for words in (title, url.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1], heading):
        for kind, pattern in kinds:
            if pattern.search(words):
                return kind
    return "privacy_policy"
