"""What the vendors that a policy names are called: by the policy's own word, where the catalogue has several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from trackers.catalogue import Catalogue, Company
from trackers.declarations import VendorMention
from trackers.policy.kept import once_for_each

_Said = TypeVar("_Said")


def as_called(mentions: Iterable[VendorMention], catalogue: Catalogue) -> tuple[VendorMention, ...]:
    """The mentions as the policy calls them, each vendor once: a company's name is no product's."""
    return _together(_as_called(mention, catalogue) for mention in mentions)


def _as_called(mention: VendorMention, catalogue: Catalogue) -> VendorMention:
    """A company under the name that the policy itself uses, where that is one of its names: "Facebook" of Meta."""
    company = catalogue.companies.get(mention.company)
    said = " ".join(quote.text for quote in mention.quotes)
    low = said.casefold()
    if company is not None and _names_only(company, mention, said, catalogue):
        mention = replace(mention, vendor=company.name, level="company")
    if company is not None and _is_called_as_formerly(company, mention, low, catalogue):
        mention = replace(mention, level="company")
    if mention.level != "company" or company is None or company.name in said:
        return mention
    names = [name for name in (*company.former_names, *company.aliases) if name in said]
    names = names or [name for name in (*company.former_names, *company.aliases) if name.casefold() in low]
    called = min(names, key=len, default=company.name)
    return replace(mention, vendor=called) if called.casefold() != company.name.casefold() else mention


def _is_called_as_formerly(company: Company, mention: VendorMention, low: str, catalogue: Catalogue) -> bool:
    """Whether a product that is called like its company is told by a name that the company had before."""
    product = catalogue.products.get(mention.vendor)
    if product is None or mention.stance != "used" or product.name != company.name:
        return False
    if any(name.casefold() in low for name in (product.name, company.legal_name) if name):
        return False
    return any(name.casefold() in low for name in company.former_names)


def _names_only(company: Company, mention: VendorMention, said: str, catalogue: Catalogue) -> bool:
    """Whether a product was told by its company's name alone: "FedEx" says nothing of one of its services.

    The only product of a company, and called like it, is meant by both names.
    """
    product = catalogue.products.get(mention.vendor)
    names = (company.name, *company.aliases, *company.former_names)
    if product is None or product.name in names or not any(name in said for name in names):
        return False
    if company.name in product.name and _numbers_of_products(catalogue)[company.name] == 1:
        return False
    said = said.lower().replace("-", " ")
    return not any(
        name.lower().replace("-", " ") in said
        for name in (product.name, *product.aliases)
        if name not in names
    )


def _together(mentions: Iterable[VendorMention]) -> tuple[VendorMention, ...]:
    """One mention for each vendor: a name may have stood for several products of a company. Use outweighs denial."""
    found: dict[str, VendorMention] = {}
    for mention in mentions:
        before = found.get(mention.vendor)
        if before is None or before.stance != mention.stance:
            found[mention.vendor] = mention if before is None or mention.stance == "used" else before
            continue
        found[mention.vendor] = replace(
            before,
            quotes=_each_once(before.quotes, mention.quotes),
            purposes=_each_once(before.purposes, mention.purposes),
            data=_each_once(before.data, mention.data),
            opt_out_urls=_each_once(before.opt_out_urls, mention.opt_out_urls),
        )
    return tuple(found.values())


def _each_once(some: tuple[_Said, ...], others: tuple[_Said, ...]) -> tuple[_Said, ...]:
    return tuple(dict.fromkeys((*some, *others)))


@once_for_each
def _numbers_of_products(catalogue: Catalogue) -> Counter[str]:
    """How many products each company has."""
    return Counter(product.company for product in catalogue.products.values())
