"""Page addresses that tell something intimate: health, religion, sexuality, politics, money trouble.

The lexicon is sensitive_terms.toml. A term counts as whole words of host, path and query; the word order
of phrases counts, what joins the words (`-`, `_`, `/`, `%20`) does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import unquote

_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def sensitive_terms(url: str) -> tuple[str, ...]:
    """`category: term` of each sensitive term in a URL, in order, without repeats."""
    words = f" {_NOT_WORDS.sub(' ', unquote(url.partition('://')[2] or url)).lower()} "
    pattern, categories, harmless = _lexicon()
    if not pattern.search(words):
        return ()
    words = harmless.sub(" ", words)
    found = [match[1] for match in pattern.finditer(words)]
    return tuple(dict.fromkeys(f"{categories[term]}: {term}" for term in found))


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    text = resources.files("trackers.payloads").joinpath("sensitive_terms.toml").read_text("utf-8")
    data = tomllib.loads(text)
    categories = {term: category for category, terms in data["terms"].items() for term in terms}
    return _any_of(categories), categories, _any_of(data["harmless"])


def _any_of(terms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<= )({'|'.join(map(re.escape, longest_first))})(?= )")
