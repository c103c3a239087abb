"""What can be the name of a cookie, in a cell of its own and in the middle of a sentence."""

from __future__ import annotations

import re
from functools import cache

import regex

from trackers.policy.cookies.lexicon import cookie_lexicon

_NAME = regex.compile(r"[A-Za-z0-9_.$!~*#%&+:^|@{}<>\[\]()\u2026-]{2,90}")
_LIKE_A_NAME = regex.compile(r"[_\d*]|[a-z][A-Z]|^[A-Z]{3,}$|^[a-z]{2,12}$|[a-z]-[a-z]|\.")
_PLACEHOLDER = regex.compile(
    r"(?<=UA-)[Xx\d-]+|<[^<>]{1,40}>|\{[^{}]{1,40}\}|\[[^\[\]]{1,40}\]|#+|[Xx]{3,}|\.{3}|\u2026|%\w*%|\*+"
)
_NO_WORD = regex.compile(r"[_\d*]|\.\w|[a-z][A-Z]|^[A-Z]{3,}ID$")
_HUMPED = regex.compile(r"[a-z][A-Z]")
_WILDCARDS = regex.compile(r"<[^<>]{1,40}>|\{[^{}]{1,40}\}|\[[^\[\]]{1,40}\]")
_MARKED = re.compile(r"[_\d*#%<{\[\u2026]|[Xx]{3}|\.\w|\.{3}|[a-z][A-Z]|ID")
"""What a word must hold to be a name that cannot be a word, wildcards still written out."""


def cookie_names(text: str) -> list[str]:
    """The cookie names of a cell: none where its words are prose, `*` for what changes in a name."""
    text = regex.sub(
        r"\((?!\w+\))[^()]{0,200}\)", " ", text.replace("\u201c", "").replace('"', "").replace("'", "")
    )
    text = _PLACEHOLDER.sub("*", text)
    tokens = [token.strip(",:;()").rstrip(".") for token in _between_names().split(text.strip())]
    tokens = [token for token in tokens if token.strip(".")]
    if not tokens or len(tokens) > 40:
        return []
    if all(_NAME.fullmatch(token) and _LIKE_A_NAME.search(token) for token in tokens):
        plain = sum(1 for token in tokens if token.isalpha() and token.islower())
        if len(tokens) == 1 or plain <= len(tokens) / 3:
            return list(dict.fromkeys(regex.sub(r"\*+", "*", token) for token in tokens))
    return [token for token in tokens if "_" in token and _NAME.fullmatch(token)][:20]


def may_name(text: str) -> bool:
    """A quick look whether a text may begin with names that cannot be words: its first word tells."""
    if "(" not in text and "<" not in text and "{" not in text and "[" not in text:
        text = "".join(text.lstrip(" :*\"'\u201c\u2022-,;/").split(maxsplit=1)[:1])
    return _MARKED.search(text) is not None


def names_alone(text: str) -> list[str]:
    """The cookie names of a text that holds nothing else, and that cannot be words of a sentence."""
    if len(text) > 200 or not may_name(text):
        return []
    names = cookie_names(text)
    words = [
        word for word in _between_names().split(_WILDCARDS.sub("*", text).strip(" :*\"'")) if word.strip("()")
    ]
    if len(words) != len(names) or not all(_NO_WORD.search(name) for name in names):
        return []
    return [name for name in names if name.lower() not in _no_cookies()]


def names_in_prose(text: str) -> list[tuple[int, int, str]]:
    """Where a sentence names cookies: only words that cannot be anything else count there."""
    found = [(m.start(), m.end(), m.group().rstrip(".-")) for m in _in_prose().finditer(text)]
    found = [place for place in found if _is_cookie(place[2])]
    for m in _named().finditer(text):
        name = m.group(1).rstrip(".-")
        if _LIKE_A_NAME.search(name) and not name.isalpha():
            found.append((m.start(1), m.end(1), name))
    return [(start, end, _PLACEHOLDER.sub("*", name)) for start, end, name in sorted(set(found))]


@cache
def _in_prose() -> regex.Pattern[str]:
    well_known = cookie_lexicon()["prose"]["well_known"]
    return regex.compile(
        r"(?<![\w/.@\\#&=-])(?:_{1,2}[a-zA-Z][\w*-]{1,50}(?:\.[\w*]+)?|[A-Za-z]{2,20}_[A-Za-z0-9_*-]{1,50}"
        rf"|[A-Z]{{2,12}}SESS(?:ION)?_?ID\w*|(?:{well_known})(?=['\" ,.);]))(?![\w@/({{<\[-])"
    )


@cache
def _between_names() -> regex.Pattern[str]:
    return regex.compile(rf"[\s,;/]+(?:(?:{cookie_lexicon()['between_names']}) )?")


@cache
def _no_cookies() -> frozenset[str]:
    return frozenset(cookie_lexicon()["prose"]["no_cookies"])


@cache
def _named() -> regex.Pattern[str]:
    return regex.compile(cookie_lexicon()["prose"]["named"], regex.IGNORECASE)


def _is_cookie(token: str) -> bool:
    """Whether a token that begins with or holds an underscore is a cookie's name rather than emphasis."""
    if token.lower() in _no_cookies() or (token[:1] == "_" and token[1:2].isupper() and token[2:].isalpha()):
        return False
    return (
        "_" in token.strip("_")
        or not token.startswith("_")
        or len(token) <= 9
        or _HUMPED.search(token) is not None
    )
