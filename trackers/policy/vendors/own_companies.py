"""Which companies are the document's own: those that speak in it of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from trackers.catalogue import Catalogue
from trackers.policy.documents.document import Document
from trackers.policy.vendors.cues import own_company_cues
from trackers.policy.vendors.mention_rules import MentionLexicon
from trackers.policy.vendors.names import Name, marked_sentence, run_together
from trackers.policy.vendors.speakers import is_of_another, is_of_company, is_whole_name, speakers
from trackers.site import host_of, registrable_domain

_DOMAIN = regex.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_ONLY_DOMAINS = regex.compile(r"(?:\s*\.?(?:[a-z0-9-]+\.)+[a-z]{2,}[\s,;]*){1,6}")
_CELL = 200
_BAR = 4
"""Characters of a row before its first cell."""
_ENTRY = 8
"""Blocks before the domain of a cookie among which its entry begins."""
_MAIL_SIGN = regex.compile("@")
_BEFORE_SIGN = 220
_LONGEST_HOST = 80
"""Characters around the sign of a mail address among which it is said whose it is."""
_TITLES = 3
_OTHERS_FIRST = 2
_EARLY = 6000
"""Characters in which a document has said whose it is."""
_COUNTRY = regex.compile(r"(?<=\()US(?=[),])|(?<=, )US(?=\))")
"""In brackets without quotation marks: where a company is, and not "us"."""


def own_companies(
    document: Document, names: Sequence[Name], catalogue: Catalogue, lexicon: MentionLexicon
) -> set[str]:
    """Companies that speak here of themselves."""
    own = _named_by_address(document, catalogue) | _named_by_title(document, names, catalogue)
    own |= _named_by_contact(document, catalogue) | _named_by_cookie_domain(document, names, catalogue)
    others = _Others(document, names)
    headings = 0
    of_another: set[str] = set()
    for place, name in enumerate(names):
        if name.sentence.at >= _EARLY or others.come_before(name):
            continue
        if is_of_another(names, place):
            of_another.add(name.alias.company)
        if (
            headings < _TITLES
            and name.alias.company not in of_another
            and _is_title(document, name, catalogue)
        ):
            headings += 1
            own.add(name.alias.company)
        elif is_whole_name(name, document) and _speaks(name, lexicon):
            own.add(name.alias.company)
    return own | speakers(document, names, catalogue, own)


def _named_by_address(document: Document, catalogue: Catalogue) -> set[str]:
    """Whose host the document is on; a file is often named after its site."""
    address = host_of(document.url) or document.url.rsplit("/", 1)[-1].lower()
    found = (catalogue.company_of_domain(registrable_domain(domain)) for domain in _DOMAIN.findall(address))
    return {company.name for company in found if company is not None}


def _named_by_title(document: Document, names: Sequence[Name], catalogue: Catalogue) -> set[str]:
    title = document.title.lower()
    cues = own_company_cues()
    if not cues.title.search(title) or cues.of_others.search(title):
        return set()
    # "Privacy policy for Acme Statistics", where a text about one service is all there is.
    return {
        name.alias.company
        for name in names
        if name.standing == "known"
        and (place := title.find(name.alias.text.lower())) >= 0
        and (is_of_company(name, catalogue) or cues.title_for.search(title, 0, place) is None)
    }


def _named_by_contact(document: Document, catalogue: Catalogue) -> set[str]:
    """Whose mail the document gives for writing to "us", and on whose site "our" policy is.

    Only a company that is called as its domain: mail and pages are also kept at others'. Those who keep policies
    for sites do so on a domain of their name.
    """
    text = document.reading.text
    cues = own_company_cues()
    hosts = {
        mail["host"].lower()
        for sign in _MAIL_SIGN.finditer(text)
        for mail in cues.mail_to_us.finditer(
            text, max(0, sign.start() - _BEFORE_SIGN), sign.end() + _LONGEST_HOST
        )
    }
    for link in document.links:
        if cues.title.search(link.text) and link.url.startswith("http"):
            before = document.reading.position(link.start)
            if cues.our.search(text[max(0, before - 30) : before]):
                hosts.add(host_of(link.url).removeprefix("www."))
    found = ((host, catalogue.company_of_domain(host)) for host in hosts if host == registrable_domain(host))
    return {
        company.name
        for host, company in found
        if company is not None
        and host not in cues.mail_hosts
        and host.partition(".")[0].replace("-", "") == run_together(company.name)
    }


def _named_by_cookie_domain(document: Document, names: Sequence[Name], catalogue: Catalogue) -> set[str]:
    """Whose domain the cookies of several others are said to be set on: "Cloudflare | __cf_bm | acme.example"."""
    others: dict[str, set[str]] = {}
    for start, end, domains in _domains_of_cookies(document):
        hosts = (catalogue.company_of_domain(registrable_domain(domain.lower())) for domain in domains)
        owners = {company.name for company in hosts if company is not None}
        if len(owners) == 1:
            there = {name.alias.company for name in names if start - _BAR <= name.sentence.start <= end}
            others.setdefault(min(owners), set()).update(there - owners)
    return {owner for owner, there in others.items() if len(there) >= _OTHERS_FIRST}


def _domains_of_cookies(document: Document) -> Iterator[tuple[int, int, list[str]]]:
    """Start, end and domains of rows with a cell that holds nothing but domains, and of entries that label one."""
    label = own_company_cues().domain
    entry = 0
    for place, block in enumerate(document.blocks):
        if label.match(text := document.block_text(place)):
            yield max(entry, document.blocks[max(0, place - _ENTRY)].start), block.end, _DOMAIN.findall(text)
            entry = block.end
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                held = document.reading.between(cell.start, cell.end)
                if cell.end - cell.start <= _CELL and _ONLY_DOMAINS.fullmatch(held):
                    yield row[0].start, row[-1].end, _DOMAIN.findall(held)


class _Others:
    """The companies that the site speaks of; its own name comes before theirs."""

    def __init__(self, document: Document, names: Sequence[Name]) -> None:
        self._first: dict[str, int] = {}
        for name in names:
            if name.standing == "known":
                self._first.setdefault(name.alias.company, name.sentence.at)
        we = own_company_cues().we.search(document.reading.text)
        self._we = we.end() if we else len(document.reading.text) + 1

    def come_before(self, name: Name) -> bool:
        """Whether the site has spoken of itself as "we" and named others before this name."""
        at = name.sentence.at
        before = (company for company, first in self._first.items() if first < at)
        return self._we <= at and len({*before} - {name.alias.company}) >= _OTHERS_FIRST


def _is_title(document: Document, name: Name, catalogue: Catalogue) -> bool:
    """Whether a heading such as "Acme's Privacy Notice" is the name's; what a company makes has no policy."""
    cues = own_company_cues()
    text = name.sentence.text
    return (
        document.in_heading(name.sentence)
        and is_of_company(name, catalogue)
        and cues.title.search(text) is not None
        and not text[name.end : name.end + 1].isalnum()
        and (name.standing == "known" or _is_beside_title(name))
        and cues.of_others.search(text[: name.start]) is None
        and not _is_for_service(document, name)
    )


def _is_for_service(document: Document, name: Name) -> bool:
    """Whether the heading is one "for" a service, below the title of the document: "Privacy policy for Acme"."""
    cues = own_company_cues()
    if cues.title_for.search(name.sentence.text, 0, name.start) is None:
        return False
    above = document.blocks[: name.sentence.block]
    return any(
        block.kind == "heading" and cues.title.search(document.text[block.start : block.end])
        for block in above
    )


def _is_beside_title(name: Name) -> bool:
    """Whether nothing but a mark stands between an ordinary word that is a name and the title."""
    text, cues = name.sentence.text, own_company_cues()
    return len(name.alias.text) > 1 and (
        cues.title_after.match(text, name.end) is not None
        or cues.title_before.match(text, 0, name.start) is not None
    )


def _speaks(name: Name, lexicon: MentionLexicon) -> bool:
    """Whether the sentence introduces the company as the one that writes ("Acme Inc. (\"we\")")."""
    text = name.sentence.text
    if own_company_cues().other_name.match(text, name.end) is not None:
        return False
    return lexicon.own.occurs_in(marked_sentence(_COUNTRY.sub("--", text), [name], []))
