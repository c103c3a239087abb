"""What the vendors that a policy names are called: by the policy's own word, where the catalogue has several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from trackers.catalogue import Catalogue, Company
from trackers.declarations import OptOut, VendorMention
from trackers.policy.kept import once_for_each
from trackers.policy.vendors.names import name_lexicon, run_together
from trackers.policy.vendors.uncatalogued_lexicon import uncatalogued_lexicon
from trackers.site import host_of, registrable_domain

_SHORTEST = 4
"""Letters of a name that is rather no abbreviation."""
_MISSPELT = 0.75
"""Likeness of a word and one that was misspelt."""
_Said = TypeVar("_Said")


def as_called(mentions: Iterable[VendorMention], catalogue: Catalogue) -> tuple[VendorMention, ...]:
    """The mentions as the policy calls them, each vendor once: a company's name is no product's."""
    return _together(_as_called(mention, catalogue) for mention in mentions)


def ways_as_called(ways: Iterable[OptOut], mentions: Iterable[VendorMention]) -> tuple[OptOut, ...]:
    """The ways out with their vendors as the policy calls them: the company, or its product of that address."""
    companies: dict[str, str] = {}
    products: dict[tuple[str, str], str] = {}
    for mention in mentions:
        if mention.level == "company":
            companies[mention.company] = mention.vendor
        else:
            products[mention.company, run_together(mention.vendor)] = mention.vendor

    def called(way: OptOut) -> str | None:
        company = way.vendor or ""
        word = registrable_domain(host_of(way.url or "")).partition(".")[0].replace("-", "")
        return products.get((company, word)) or companies.get(company, way.vendor)

    return tuple(replace(way, vendor=called(way)) for way in ways)


def _as_called(mention: VendorMention, catalogue: Catalogue) -> VendorMention:
    """A company under the name that the policy itself uses, where that is one of its names: "Facebook" of Meta."""
    company = catalogue.companies.get(mention.company)
    said = " ".join(quote.text for quote in mention.quotes)
    if company is not None and _names_only(company, mention, said, catalogue):
        mention = replace(mention, vendor=company.name, level="company")
    if other := _other_name(mention, said, catalogue):
        return replace(mention, vendor=other, called_now=mention.vendor)
    if mention.level != "company" or company is None or company.name in said:
        return mention
    names = [name for name in (*company.former_names, *company.aliases) if name in said]
    names = names or [name for name in (*company.former_names, *company.aliases) if _is_said(name, said)]
    called = min(names, key=len, default=company.name)
    return replace(mention, vendor=called) if called.casefold() != company.name.casefold() else mention


def _other_name(mention: VendorMention, said: str, catalogue: Catalogue) -> str:
    """Another name of a product, where the policy calls it by that alone: "Widgetly" that is now Acme."""
    product = catalogue.products.get(mention.vendor) if mention.level == "product" else None
    if product is None or _is_said(product.name, said):
        return ""
    if former := [name for name in product.former_names if _is_said(name, said)]:
        return max(former, key=len)
    company = catalogue.companies.get(product.company)
    known = (product.name, product.company, *(_names_of(company) if company else ()))
    named = [name for name in product.aliases if _is_said(name, said)]
    if not all(_is_unlike(name, known) for name in named):
        return ""
    return min(named, key=lambda name: (said.lower().find(name.lower()), -len(name)), default="")


def _names_of(company: Company) -> tuple[str, ...]:
    return (company.name, *company.aliases, *company.former_names)


def _is_unlike(name: str, known: Iterable[str]) -> bool:
    """Whether a name is none of the known ones in other words, misspelt or abbreviated: another thing was called so."""
    together, general = run_together(name), uncatalogued_lexicon().in_names
    if len(together) < _SHORTEST or "." in name or name.rsplit(maxsplit=1)[-1].islower():
        return False
    words = {word for word in _words(name) if word.lower() not in general}
    return not any(
        words & set(_words(other))
        or run_together(other) in together
        or together == _initials(other)
        or SequenceMatcher(None, together, run_together(other)).ratio() >= _MISSPELT
        for other in known
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.casefold().split())


def _words(name: str) -> list[str]:
    """The words of a name, and those that capitals tell within them: "hotjar" as well as "Hot" and "Jar"."""
    return [
        word for word in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", name.lower() + " " + name) if len(word) > 2
    ]


def _is_said(name: str, said: str) -> bool:
    """Whether a name stands there as a word; as it is written, where it is an ordinary word."""
    if name.lower() not in said.lower():  # most do not, and an expression for each would have to be compiled
        return False
    case = "" if name.casefold() in name_lexicon().ordinary else "(?i)"
    return re.search(rf"{case}(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _names_only(company: Company, mention: VendorMention, said: str, catalogue: Catalogue) -> bool:
    """Whether a product was told by its company's name alone: "FedEx" says nothing of one of its services.

    The only product of a company, and called like it, is meant by both names.
    """
    product = catalogue.products.get(mention.vendor)
    names = _names_of(company)
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
