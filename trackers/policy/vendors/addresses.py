"""Vendors that a document gives by nothing but the address of their site, in a list of those that it uses."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from trackers.catalogue import Alias, Catalogue
from trackers.policy.documents.document import Document
from trackers.policy.introductions import Introductions
from trackers.policy.vendors.cues import list_cues
from trackers.policy.vendors.names import Name

_ADDRESS = regex.compile(r"\W*(?:https?://|www\.)\S+\W*", regex.IGNORECASE)


def vendors_by_address(document: Document, catalogue: Catalogue) -> Iterator[Name]:
    """The vendors whose address is all that an entry of a list says: "The networks we use: https://…"."""
    introductions = None
    for link in document.links:
        sentence = document.sentence_at(link.start)
        if sentence is None or not _ADDRESS.fullmatch(sentence.text):
            continue
        company = catalogue.company_of_url(link.url)
        if company is None:
            continue
        introductions = introductions or Introductions(document)
        lead = introductions.lead(sentence)
        if lead is not None and list_cues().we_use_these.search(lead.text):
            alias = Alias(company.name, company.name, company.name, "company", ambiguous=False, by_hand=True)
            yield Name(alias, sentence, 0, len(sentence.text), "known")
