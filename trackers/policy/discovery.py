"""Which links of a page lead to the site's policies. Pure: scores what it is given and explains its choice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from trackers.declarations import DocumentKind
from trackers.policy.documents.document import Document
from trackers.policy.lexicons import has_lexicon, read_lexicon
from trackers.site import registrable_domain

_KINDS: tuple[DocumentKind, ...] = ("privacy_policy", "cookie_policy", "do_not_sell", "opt_out_page")
_LARGEST_SITEMAP = 5_000_000
"""Bytes."""
_MOST_ENTRIES = 20_000
_LONGEST_TEXT = 120
"""A link text beyond this is a teaser or a paragraph, not the name of a policy."""
_AT_LENGTH = 350
"""Characters of a text that is a policy by its words alone."""
_AGAIN = 3
_BRIEFLY = 12
"""Words below a policy's title that make it one."""
_TITLES = 4


@dataclass(frozen=True, slots=True)
class OfferedLink:
    """A link as a page shows it."""

    url: str
    text: str
    rel: str = ""
    region: str = ""
    """`footer`, `header`, `nav`, `main` or empty."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may hold a policy."""

    url: str
    kind: DocumentKind
    score: float
    """The higher the likelier; the scale has no unit."""
    why: str
    """The signs that count, for people."""


def candidates(
    links: Iterable[OfferedLink], site_url: str, first_party: Iterable[str] = ()
) -> list[Candidate]:
    """The links that look like the site's own policies, likeliest first, each address once."""
    own = {registrable_domain(site_url), *first_party}
    best: dict[str, Candidate] = {}
    for link in links:
        found = _candidate(link, own)
        if found is None:
            continue
        key = urldefrag(found.url).url.rstrip("/")
        if key not in best or best[key].score < found.score:
            best[key] = found
    return sorted(best.values(), key=lambda c: (-c.score, _KINDS.index(c.kind), len(c.url), c.url))


def well_known_addresses(site_url: str) -> list[Candidate]:
    """The usual addresses of a privacy policy, for sites whose pages link to none."""
    paths = _lexicon().names["privacy_policy"].paths
    return [
        Candidate(urljoin(site_url, path), "privacy_policy", 1.0, f"usual address {path}") for path in paths
    ]


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap lists (sitemaps.org): pages, named by their addresses, and further sitemaps."""

    pages: tuple[OfferedLink, ...]
    sitemaps: tuple[str, ...]


def read_sitemap(xml: bytes) -> Sitemap:
    """Read a sitemap or an index of sitemaps; empty where it is neither."""
    soup = BeautifulSoup(xml[:_LARGEST_SITEMAP], "xml")
    pages = [_text(entry.find("loc")) for entry in soup.find_all("url", limit=_MOST_ENTRIES)]
    sitemaps = [_text(entry.find("loc")) for entry in soup.find_all("sitemap", limit=50)]
    return Sitemap(
        tuple(OfferedLink(url, _name_in(url)) for url in pages if url), tuple(url for url in sitemaps if url)
    )


def _text(found: PageElement | None) -> str:
    return found.get_text(strip=True) if isinstance(found, Tag) else ""


def _name_in(url: str) -> str:
    """The last part of an address as a person would read it: `/legal/privacy-policy.html` → `privacy policy`."""
    try:
        last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return re.sub(r"[-_+]+", " ", re.sub(r"\.\w{2,5}$", "", last))


def reads_as_policy(document: Document) -> bool:
    """Whether a text speaks as a policy does: of personal data again and again, or briefly under a policy's title.

    Small sites have policies of a sentence or two; a page that shows no more than its title has none. Below such a
    title, text in a language that is not read is taken for what the title says.
    """
    text, lexicon = document.text, _lexicon()
    if len(text) >= _AT_LENGTH and len(lexicon.policy_words.findall(text, 0, 60_000)) >= _AGAIN:
        return True
    blocks = [block for block in document.blocks if document.region_at(block.start) == "main"]
    titles = [document.title, *(text[b.start : b.end] for b in blocks if b.kind == "heading")][:_TITLES]
    if not any(_names_a_policy(title) for title in titles):
        return False
    said = " ".join(text[b.start : b.end] for b in blocks if b.kind != "heading")
    if len(said.split()) < _BRIEFLY or lexicon.nothing_shown.search(said):
        return False
    if document.language != "und" and not has_lexicon(f"mentions/{document.language}.toml"):
        return True
    return lexicon.policy_words.search(said) is not None or lexicon.data_words.search(said) is not None


def has_words_of_a_policy(text: str) -> bool:
    """Whether any word of privacy, data or cookies stands in a text."""
    lexicon = _lexicon()
    return lexicon.policy_words.search(text) is not None or lexicon.data_words.search(text) is not None


def _names_a_policy(title: str) -> bool:
    words = _plain(title)
    return len(words) <= _LONGEST_TEXT and any(
        _stands_in(name, words) for name in _lexicon().names["privacy_policy"].strong
    )


@dataclass(frozen=True, slots=True)
class _Names:
    strong: frozenset[str]
    weak: frozenset[str]
    address: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    names: dict[DocumentKind, _Names]
    not_a_policy: frozenset[str]
    policy_words: re.Pattern[str]
    data_words: re.Pattern[str]
    nothing_shown: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    raw = read_lexicon("discovery.toml")
    names = {
        kind: _Names(
            frozenset(_plain(word) for words in raw[kind].get("strong", {}).values() for word in words),
            frozenset(_plain(word) for words in raw[kind].get("weak", {}).values() for word in words),
            tuple(raw[kind]["address"]),
            tuple(raw[kind]["paths"]),
        )
        for kind in _KINDS
    }
    in_text = {key: re.compile("|".join(lines), re.IGNORECASE) for key, lines in raw["in_text"].items()}
    return _Lexicon(names, frozenset(raw["not_a_policy"]["text"]), **in_text)


def _plain(text: str) -> str:
    """Lower case without accents (capitals often lack them), soft hyphens and doubled spaces."""
    letters = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", "".join(letters))).strip().lower()


def _candidate(link: OfferedLink, own: set[str]) -> Candidate | None:
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or registrable_domain(link.url) not in own:
        return None
    text = _plain(link.text).strip(" .:>»›→|-")
    if len(text) > _LONGEST_TEXT or any(_stands_in(word, text) for word in _lexicon().not_a_policy):
        return None
    address = _plain(unquote(f"{parts.path}?{parts.query}#{parts.fragment}"))
    scored = [
        (score, kind, why)
        for kind, names in _lexicon().names.items()
        for score, why in [_score(link, text, address, names)]
        if score >= 3
    ]
    if not scored:
        return None
    score, kind, why = max(scored, key=lambda found: (found[0], -_KINDS.index(found[1])))
    return Candidate(link.url, kind, score, why)


def _score(link: OfferedLink, text: str, address: str, names: _Names) -> tuple[float, str]:
    score, why = 0.0, []
    if text in names.strong:
        score, why = 6.0, [f"link text {text!r}"]
    elif found := [name for name in names.strong if _stands_in(name, text)]:
        longest = max(found, key=lambda name: (len(name), name))
        score, why = 4.0 + min(len(longest) / 20, 1.5), [f"link text contains {longest!r}"]
    elif text in names.weak:
        score, why = 2.0, [f"link text {text!r}"]
    sign = next((part for part in names.address if part in address), None)
    if sign:
        score += 2.5
        why.append(f"{sign!r} in the address")
    if "privacy-policy" in link.rel.split() and "privacy" in names.address:
        score += 5
        why.append("rel=privacy-policy")
    if score and link.region == "footer":
        score += 1
        why.append("in the footer")
    return score, ", ".join(why)


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, bounded by word ends (scripts without spaces need none)."""
    if ord(name[0]) > 0x3000:
        return name in text
    return re.search(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])", text) is not None
