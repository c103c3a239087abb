"""Page addresses that tell something intimate: health, religion, sexuality, politics, money trouble.

The lexicon is sensitive_terms.toml. A term counts as whole words of host, path and query; the word order
of phrases counts, what joins the words (`-`, `_`, `/`, `%20`) does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def sensitive_terms(url: str) -> tuple[str, ...]:
    """`category: term` of each sensitive term in a URL, in order, without repeats."""
    address = unquote(url.partition("://")[2] or url).lower()
    return (*_in_host(address.partition("/")[0]), *_in_words(address))


def _in_host(host: str) -> Iterator[str]:
    for category, part in _host_parts():
        if part in host:
            yield f"{category}: {part}"


def _in_words(address: str) -> tuple[str, ...]:
    words = f" {_NOT_WORDS.sub(' ', address)} "
    pattern, categories, harmless = _lexicon()
    if not pattern.search(words):
        return ()
    words = harmless.sub(" ", words)
    found = [match[1] for match in pattern.finditer(words)]
    return tuple(dict.fromkeys(f"{categories[term]}: {term}" for term in found))


@cache
def _data() -> dict[str, Any]:
    text = resources.files("trackers.payloads").joinpath("sensitive_terms.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _host_parts() -> tuple[tuple[str, str], ...]:
    return tuple((category, part) for category, parts in _data()["host_parts"].items() for part in parts)


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    data = _data()
    categories = {term: category for category, terms in data["terms"].items() for term in terms}
    return _any_of(categories), categories, _any_of(data["harmless"])


def _any_of(terms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<= )({'|'.join(map(re.escape, longest_first))})(?= )")
