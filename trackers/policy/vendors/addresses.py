"""Vendors that a document gives by nothing but the address of their site: in a list of those that it uses, or where
it speaks of a provider of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import regex

from trackers.catalogue import Alias, Catalogue, Company, Product
from trackers.policy.documents.document import Document, Link
from trackers.policy.documents.sentences import Sentence
from trackers.policy.introductions import Introductions
from trackers.policy.kept import once_for_each
from trackers.policy.vendors.cues import entry_cues, list_cues
from trackers.policy.vendors.entries import says_function
from trackers.policy.vendors.names import Name, name_lexicon
from trackers.policy.vendors.uncatalogued_lexicon import uncatalogued_lexicon
from trackers.site import host_of, registrable_domain

_BARE = regex.compile(r"\W*(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", regex.IGNORECASE)
"""The words of a link that are its address."""
_HOST_IN_ENTRY = regex.compile(
    r"[^\w(]*(?P<host>(?:[\w-]+\.)+[a-z]{2,6})\s*(?:[:\u2013\u2014=]|\s-)\s+(?P<said>.{3,80})",
    regex.IGNORECASE,
)
"""An entry of a list: "js.acme.example – payments"."""
_LONGEST_ENTRY = 160
_ADDRESS = regex.compile(
    r"\W*(?:(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,6}(?:/\S*)?)(?:\s*\([^()]{2,40}\))?\W*",
    regex.IGNORECASE,
)
"""An entry that is an address, and perhaps whose it is: "pixel.acme.example (Acme)"."""


def vendors_by_host(document: Document, catalogue: Catalogue) -> Iterator[Name]:
    """The vendors whose host heads an entry that says what it does for the site: "js.acme.example – payments"."""
    for sentence in document.sentences():
        text = sentence.text
        match = _HOST_IN_ENTRY.fullmatch(text) if len(text) <= _LONGEST_ENTRY and "." in text else None
        if (
            match is None
            or not says_function(match["said"])
            or entry_cues().elsewhere.occurs_in(match["said"].lower())
        ):
            continue
        if (company := catalogue.company_of_domain(registrable_domain(match["host"].lower()))) is not None:
            yield _name(company, sentence)


def _name(vendor: Company | Product, sentence: Sentence) -> Name:
    """The whole sentence as the name of a vendor, which its address stands for."""
    named = partial(Alias, vendor.name, vendor.name, ambiguous=False, by_hand=True)
    alias = (
        named(company=vendor.company, level="product")
        if isinstance(vendor, Product)
        else named(company=vendor.name, level="company")
    )
    return Name(alias, sentence, 0, len(sentence.text), "known")


def vendors_by_address(document: Document, catalogue: Catalogue) -> Iterator[Name]:
    """The vendors whose address is all that an entry of a list, or a sentence on a provider, says of them.

    "The networks we use: https://…"; "What our payment provider does with it: example.com/privacy".
    """
    introductions = None
    for link in document.links:
        sentence = document.sentence_at(link.start)
        if sentence is None or not (company := catalogue.company_of_url(link.url)):
            continue
        if _ADDRESS.fullmatch(sentence.text):
            introductions = introductions or Introductions(document)
            lead = introductions.lead(sentence)
            is_used = lead is not None and _opens_list_of_use(lead.text)
        else:
            is_used = company.name.lower() not in name_lexicon().household and _is_providers(link, sentence)
        if is_used:
            product = _products_of_domains(catalogue).get(registrable_domain(host_of(link.url)))
            yield _name(product or company, sentence)


def _opens_list_of_use(lead: str) -> bool:
    cues = list_cues()
    return cues.we_use_these.search(lead) is not None or cues.cookies_used_here.search(lead) is not None


@once_for_each
def _products_of_domains(catalogue: Catalogue) -> dict[str, Product]:
    """The only product of each domain that has no more than one."""
    found: dict[str, list[Product]] = {}
    for product in catalogue.products.values():
        for domain in {
            registrable_domain(host) for host in product.hosts if "*" not in host and "/" not in host
        }:
            found.setdefault(domain, []).append(product)
    return {domain: products[0] for domain, products in found.items() if len(products) == 1 and domain}


def _is_providers(link: Link, sentence: Sentence) -> bool:
    """Whether the sentence gives the address itself as that of a provider of the site."""
    if not _BARE.fullmatch(link.text):
        return False
    before = sentence.text[: link.start - sentence.start]
    ours = list_cues().our_provider.search(before)
    # "… our providers of the offers on our page: acme.example" is the page's own address.
    is_said = ours is not None and list_cues().our.search(before, ours.end()) is None
    is_said = is_said or list_cues().of_our_providers.search(sentence.text) is not None
    return is_said and uncatalogued_lexicon().denied.search(before) is None
