"""Which companies are the document's own: those that speak in it of themselves."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from trackers.catalogue import Catalogue, Company
from trackers.policy.documents.document import Document
from trackers.policy.vendors.mention_rules import MentionLexicon, matches
from trackers.policy.vendors.names import Name, marked_sentence
from trackers.site import host_of, registrable_domain

_TITLE_WORDS = regex.compile(
    r"priva|cookie|terms|polic|notice|statement|datenschutz|confidential|personv|integrit|gegevens|prywatno",
    regex.IGNORECASE,
)
_DOMAIN = regex.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_TITLES = 3
_OF_OTHERS = regex.compile(
    r"\bthird|\(|\bdritt|\btiers\b|\btercer|\bterz|\bderden\b|\b(?:use|using|nutzung|verwendung|einsatz|utilisation|uso"
    r"|gebruik|utiliza\w+)\b",
    regex.IGNORECASE,
)
"""Before a name in a heading: it is no title of the site's own document."""
_OTHER_NAME = regex.compile(
    r" (?!Inc|LLC|Ltd|Limited|Corp|Group|Compan|GmbH|AG\b|SE\b|Media|Holding|International|Europe|Services|Technolog"
    r"|Plc|PLC)[A-Z]\w"
)
"""Another word with a capital: the vendor's name only begins the site's own ("Stripe Helper")."""
_OTHERS_FIRST = 2
_WE = regex.compile(r"\b(?:we|wir|nous|wij|noi|vi)\b", regex.IGNORECASE)


def own_companies(
    document: Document, names: Sequence[Name], catalogue: Catalogue, lexicon: MentionLexicon
) -> set[str]:
    """Companies that speak here of themselves."""
    own = set()
    # A file is often named after its site.
    for domain in _DOMAIN.findall(host_of(document.url) or document.url.rsplit("/", 1)[-1].lower()):
        company = catalogue.company_of_domain(registrable_domain(domain))
        own |= {company.name} if company else set()
    headings = 0
    for name in names:
        block = document.blocks[name.sentence.block] if name.sentence.block >= 0 else None
        text = name.sentence.text
        early = name.sentence.at < 6000 and not _comes_late(document, name, names)
        is_title = block is not None and block.kind == "heading" and _TITLE_WORDS.search(text)
        is_glued = text[name.end : name.end + 1].isalnum()
        of_others = _OF_OTHERS.search(text[: name.start])
        if name.alias.text not in _names_of(catalogue.companies[name.alias.company]):
            is_title = None
        if early and is_title and not is_glued and not of_others and headings < _TITLES:
            headings += 1
            own.add(name.alias.company)
        elif (
            early
            and not _OTHER_NAME.match(text, name.end)
            and matches(lexicon.own, marked_sentence(text, [name], []))
        ):
            own.add(name.alias.company)
    title = document.title.lower()
    if _TITLE_WORDS.search(title) and not _OF_OTHERS.search(title):
        own |= {
            name.alias.company
            for name in names
            if name.standing == "known" and name.alias.text.lower() in title
        }
    return own


def _names_of(company: Company) -> frozenset[str]:
    """What a company is called; its products have names of their own."""
    return frozenset((company.name, company.legal_name, *company.aliases, *company.former_names))


def _comes_late(document: Document, name: Name, names: Sequence[Name]) -> bool:
    """Whether the site has spoken of other companies before: its own name comes first."""
    before = {
        other.alias.company
        for other in names
        if other.sentence.at < name.sentence.at and other.standing == "known"
    }
    told = document.reading.text[: name.sentence.at]
    return len(before - {name.alias.company}) >= _OTHERS_FIRST and _WE.search(told) is not None
