"""What the policy says of a tracker that was observed: named, its company named, its kind named, denied."""

from __future__ import annotations

from dataclasses import dataclass

from reports.model import DeclaredStatus
from reports.observe import ObservedTracker
from trackers.catalogue import Catalogue
from trackers.declarations import Declarations, Quote, VendorMention
from trackers.site import registrable_domain

_GENERIC = {
    "advertising": ("advertising_networks", "data_brokers", "advertisers"),
    "identity": ("advertising_networks", "data_brokers", "advertisers"),
    "analytics": ("analytics_providers",),
    "social": ("social_networks",),
    "unknown": ("advertising_networks", "analytics_providers"),
}
"""Recipients that cover a category of trackers without naming anybody."""
_GENERIC_TECHNOLOGIES = {
    "session_replay": ("session_replay",),
    "fingerprinting": ("device_fingerprinting",),
    "social": ("social_plugins",),
}


@dataclass(frozen=True, slots=True)
class DeclaredFact:
    """The status and its proof."""

    status: DeclaredStatus
    quotes: tuple[Quote, ...] = ()


def declared(
    tracker: ObservedTracker, says: Declarations | None, catalogue: Catalogue, *, searched: bool
) -> DeclaredFact:
    """How the policy speaks of a tracker.

    `searched`: the search for the policy came to its end, with or without one. Where it did not, a policy that
    could not be read may name the tracker, and silence elsewhere is `not_measured`.
    """
    silence = DeclaredFact("undeclared" if searched else "not_measured")
    if says is None or not says.documents:
        return silence
    about = [m for m in says.vendors if _means(m, tracker, catalogue)]
    used = [m for m in about if m.stance == "used"]
    by_name = [m for m in used if tracker.vendor in (m.vendor, m.product) or not m.catalogued]
    by_suite = [m for m in used if m.level == "product" and _is_of_suite(m, tracker, catalogue)]
    denied = [m for m in about if m.stance == "denied"]
    if by_name:
        return DeclaredFact("named", _quotes(by_name))
    if denied:
        return DeclaredFact("denied", _quotes(denied))
    if by_suite:
        return DeclaredFact("named", _quotes(by_suite))
    if used:
        return DeclaredFact("company", _quotes(used))
    generic = [
        statement
        for statements, kinds in (
            (says.recipients, _GENERIC.get(tracker.category, ())),
            (says.technologies, _GENERIC_TECHNOLOGIES.get(tracker.category, ())),
        )
        for statement in statements
        if statement.kind in kinds
    ]
    if generic:
        return DeclaredFact("category", tuple(q for statement in generic for q in statement.quotes)[:5])
    return silence


def is_observed(mention: VendorMention, trackers: tuple[ObservedTracker, ...], catalogue: Catalogue) -> bool:
    """Whether a vendor that the policy names was seen: itself, a part of it, or a product of the named company."""
    return any(_means(mention, tracker, catalogue) for tracker in trackers)


def _means(mention: VendorMention, tracker: ObservedTracker, catalogue: Catalogue) -> bool:
    """Whether a mention covers a tracker: the product itself, its suite, its company, or the company's group.

    Another product of the same company does not: "Google Analytics" does not declare an advertising pixel.
    """
    if tracker.vendor in (mention.vendor, mention.product):
        return True
    if not mention.catalogued:
        return _is_called_so(mention, tracker, catalogue)
    if mention.level == "product" and _is_of_suite(mention, tracker, catalogue):
        return True
    if not tracker.company or not _names_company(mention):
        return False
    return mention.company == tracker.company or (
        catalogue.owner(mention.company) == catalogue.owner(tracker.company)
        and mention.company == catalogue.owner(tracker.company)
    )


def _names_company(mention: VendorMention) -> bool:
    """Whether a mention names a company: as such, or as used by a product that is called like it.

    Whoever says that "Tally" is not used may mean Tally's product of that name alone.
    """
    return mention.level == "company" or (mention.stance == "used" and mention.product == mention.company)


def _is_of_suite(mention: VendorMention, tracker: ObservedTracker, catalogue: Catalogue) -> bool:
    """Whether the tracker is a part of the suite that is named, or serves the part that is named as used."""
    if mention.product in catalogue.suites(tracker.vendor):
        return True
    suite = catalogue.products.get(tracker.vendor)
    if suite is None or not suite.serves_parts or mention.stance == "denied":
        return False
    return suite.name in catalogue.suites(mention.product)


def _is_called_so(mention: VendorMention, tracker: ObservedTracker, catalogue: Catalogue) -> bool:
    """Whether a tracker that the catalogue does not know is what the policy names: by its link or the domain's word."""
    if tracker.vendor in catalogue.products or tracker.company in catalogue.companies:
        return False
    hosts = {tracker.vendor.lower(), *tracker.hosts}
    domains = {domain for host in hosts if (domain := registrable_domain(host))}
    name = "".join(filter(str.isalnum, mention.vendor.casefold()))
    words = {domain.partition(".")[0].replace("-", "") for domain in domains}
    return bool(domains.intersection(mention.domains)) or name in words


def _quotes(mentions: list[VendorMention]) -> tuple[Quote, ...]:
    return tuple(q for mention in mentions for q in mention.quotes)[:5]
