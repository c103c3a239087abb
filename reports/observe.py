"""From evidence to trackers: whose everything is, visit by visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reports.records import SiteEvidence, VisitRecord
from trackers.behaviour import behaving_hosts
from trackers.catalogue import Catalogue
from trackers.consent_strings import declares_denial, google_answers
from trackers.evidence import Attribution, Cookie, Request, StoredItem
from trackers.filters import FilterLists
from trackers.identify import CookieAttribution, Identifier, is_tracking
from trackers.payloads import Hit, decode_all
from trackers.site import host_of, is_below, party, registrable_domain

_NOT_IDENTIFYING = frozenset(("sensitive_url", "session_id", "page_id", "event_id", "order_id"))
"""Labels of docs/payloads.md that do not recognise a person who comes back."""
_COMPANYS_PURPOSES = frozenset(("functional", "necessary"))
"""Purposes of cookies that a company sets with any of its products, such as LinkedIn's `bcookie`."""
_PERSISTENT_DAYS = 1.0
"""A cookie that outlives a day recognises a person who comes back."""


@dataclass(frozen=True, slots=True)
class TrackerRequest:
    """One request to a tracker and what it said."""

    visit: str
    profile: str
    request: Request
    attribution: Attribution
    hits: tuple[Hit, ...]


@dataclass
class ObservedTracker:
    """One tracker on one site, over all visits."""

    vendor: str
    company: str
    category: str
    requests: list[TrackerRequest] = field(default_factory=list)
    cookies: list[tuple[VisitRecord, Cookie]] = field(default_factory=list)
    storage: list[tuple[VisitRecord, StoredItem]] = field(default_factory=list)
    basis: set[str] = field(default_factory=set)
    confidence: str = "certain"
    party: Literal["first", "third"] = "third"

    @property
    def visits(self) -> frozenset[str]:
        """Ids of the visits in which it was seen."""
        return frozenset(
            [r.visit for r in self.requests]
            + [v.id for v, _ in self.cookies]
            + [v.id for v, _ in self.storage]
        )

    @property
    def hosts(self) -> list[str]:
        """Hosts that it was reached at."""
        return sorted({host_of(r.request.url) for r in self.requests})


@dataclass(frozen=True)
class Observation:
    """What was observed on a site."""

    evidence: SiteEvidence
    trackers: tuple[ObservedTracker, ...]
    """Trackers only: what is_tracking says, and tools of people's concern such as accessibility overlays."""
    cookie_owners: Mapping[tuple[str, str], CookieAttribution | None]
    """Cookie name and domain → whose it is."""
    storage_owners: Mapping[tuple[str, str], Attribution | None]
    """Storage key and origin → whose it is."""
    request_owners: Mapping[tuple[str, str], Attribution]
    """Visit id and request id → whose it is."""

    def visits(self, profile: str) -> list[VisitRecord]:
        """The visits of a profile that count as evidence."""
        return [v for v in self.evidence.visits if v.profile == profile and v.measured]


NAMED_CATEGORIES = frozenset(("accessibility", "error_monitoring", "fraud_security", "consent"))
"""Not tracking by themselves, but listed as trackers of the site: people ask whether they are there."""


def observe(evidence: SiteEvidence, catalogue: Catalogue, filters: FilterLists | None = None) -> Observation:
    """Attribute all evidence of a site's measured visits."""
    return _Observer(evidence, Identifier(catalogue, filters, evidence.site.first_party)).observe()


class _Observer:
    def __init__(self, evidence: SiteEvidence, identifier: Identifier) -> None:
        self._evidence = evidence
        self._identifier = identifier
        self._trackers: dict[str, ObservedTracker] = {}
        self._request_owners: dict[tuple[str, str], Attribution] = {}
        self._cookie_owners: dict[tuple[str, str], CookieAttribution | None] = {}
        self._storage_owners: dict[tuple[str, str], Attribution | None] = {}

    def observe(self) -> Observation:
        visits = [v for v in self._evidence.visits if v.measured]
        for visit in visits:
            self._requests(visit)
        self._behaving(visits)
        for visit in visits:
            self._cookies(visit)
            self._storage(visit)
        for tracker in self._trackers.values():
            self._set_party(tracker)
        return Observation(
            evidence=self._evidence,
            trackers=tuple(self._trackers[name] for name in sorted(self._trackers)),
            cookie_owners=self._cookie_owners,
            storage_owners=self._storage_owners,
            request_owners=self._request_owners,
        )

    def _requests(self, visit: VisitRecord) -> None:
        for request in visit.requests:
            if request.type == "preflight":
                continue
            found = self._identifier.request(request)
            if found is None:
                continue
            self._request_owners[(visit.id, request.id)] = found
            if is_tracking(found) or found.category in NAMED_CATEGORIES:
                self._add_request(visit, request, found)

    def _behaving(self, visits: Sequence[VisitRecord]) -> None:
        """Hosts that nobody knows and that behave as trackers do."""
        for visit in visits:
            unknown = [r for r in visit.requests if (visit.id, r.id) not in self._request_owners]
            behaving = behaving_hosts(unknown, visit.cookies, visit.storage, self._identifier)
            found = {one.host: one.attribution for one in behaving}
            for request in unknown:
                asked = host_of(request.url)
                # A cookie of `.example.com` is set, and sent, by the hosts below it.
                attribution = found.get(asked) or next(
                    (owner for host, owner in found.items() if is_below(asked, host)), None
                )
                if attribution is not None:
                    self._request_owners[(visit.id, request.id)] = attribution
                    self._add_request(visit, request, attribution)

    def _add_request(self, visit: VisitRecord, request: Request, found: Attribution) -> None:
        tracker = self._tracker(found)
        tracker.basis.add(found.basis)
        if found.filter and ": @@" not in found.filter:
            tracker.basis.add("filter-list")
        hits = decode_all(request, found)
        tracker.requests.append(TrackerRequest(visit.id, visit.profile, request, found, hits))

    def _tracker(self, found: Attribution) -> ObservedTracker:
        tracker = self._trackers.get(found.vendor)
        if tracker is None:
            tracker = ObservedTracker(
                found.vendor, found.company, found.category, confidence=found.confidence
            )
            self._trackers[found.vendor] = tracker
        return tracker

    def _cookies(self, visit: VisitRecord) -> None:
        for cookie in visit.cookies:
            key = (cookie.name, cookie.domain)
            if key not in self._cookie_owners:
                self._cookie_owners[key] = self._identifier.cookie(
                    cookie.name, cookie.domain, cookie.value, cookie.lifetime_days, visit.final_url
                )
            owner = self._cookie_owners[key]
            if owner is None or owner.attribution is None:
                owner = self._cookie_owners[key] = self._of_its_setter(visit, cookie, owner)
            elif owner.purpose in _COMPANYS_PURPOSES and owner.attribution.vendor not in self._trackers:
                owner = self._cookie_owners[key] = self._of_its_company(
                    visit, cookie, owner, owner.attribution
                )
            if owner is None or owner.attribution is None or owner.opt_out:
                continue
            self._add_stored(owner.attribution, visit, cookie)

    def _of_its_setter(
        self, visit: VisitRecord, cookie: Cookie, owner: CookieAttribution | None
    ) -> CookieAttribution | None:
        """A cookie that nobody knows belongs to the unknown tracker whose response set it."""
        setter = self._request_owners.get((visit.id, cookie.request or ""))
        if setter is None or setter.basis != "behaviour" or (owner is not None and owner.opt_out):
            return owner
        return CookieAttribution(setter, "unknown", opt_out=False)

    def _of_its_company(
        self, visit: VisitRecord, cookie: Cookie, owner: CookieAttribution, named: Attribution
    ) -> CookieAttribution:
        """A cookie that serves a whole company proves none of its products but the one whose response set it."""
        setter = self._request_owners.get((visit.id, cookie.request or ""))
        if setter is None or setter.company != named.company or setter.vendor not in self._trackers:
            return owner
        return replace(owner, attribution=replace(named, vendor=setter.vendor, product=setter.product))

    def _storage(self, visit: VisitRecord) -> None:
        for item in visit.storage:
            key = (item.key, item.origin)
            if key not in self._storage_owners:
                self._storage_owners[key] = self._identifier.stored_item(item)
            owner = self._storage_owners[key]
            if owner is not None:
                self._add_stored(owner, visit, item)

    def _add_stored(self, owner: Attribution, visit: VisitRecord, item: Cookie | StoredItem) -> None:
        """A name alone makes a tracker only where the name is certain; else it joins one that was seen."""
        known = owner.vendor in self._trackers
        tracking = is_tracking(owner) or owner.category in NAMED_CATEGORIES
        if not known and not (tracking and owner.confidence == "certain"):
            return
        tracker = self._tracker(owner)
        if isinstance(item, Cookie):
            tracker.cookies.append((visit, item))
            tracker.basis.add("behaviour" if owner.basis == "behaviour" else "cookie")
        else:
            tracker.storage.append((visit, item))
            tracker.basis.add("storage")

    def _set_party(self, tracker: ObservedTracker) -> None:
        own = {registrable_domain(self._evidence.site.url), *self._evidence.site.first_party}
        domains = {registrable_domain(host) for host in tracker.hosts} or {
            registrable_domain(c.domain.lstrip(".")) for _, c in tracker.cookies
        }
        tracker.party = "first" if domains and domains <= own else "third"


def carries_identifier(sent: TrackerRequest) -> bool:
    """Whether a request recognises the person: an identifier in its payload, or the tracker's own cookie with it."""
    if any(set(hit.personal_data) - _NOT_IDENTIFYING for hit in sent.hits):
        return True
    if party(sent.request.url, sent.request.document_url) == "first":
        return False  # what came along are the site's cookies
    return any(name == "cookie" and value for name, value in sent.request.request_headers)


def says_denied(sent: TrackerRequest) -> bool:
    """Whether a request declares that consent is denied or the person has opted out.

    Google's consent mode answers for advertising and for analytics apart: an analytics hit that is denied
    advertising alone goes on measuring.
    """
    return any(_denied(hit.consent, sent.attribution.category) for hit in sent.hits if hit.consent)


def _denied(consent: Mapping[str, str], category: str) -> bool:
    if category in ("analytics", "session_replay"):
        answer = google_answers(consent).get("analytics_storage")
        if answer is not None:
            return answer == "denied"
    return declares_denial(consent)


def persistent_cookies(tracker: ObservedTracker, profile: str | None) -> list[Cookie]:
    """Cookies of a tracker that outlive a day, stored in visits of a profile (None: of any)."""
    return [
        cookie
        for visit, cookie in tracker.cookies
        if profile in (None, visit.profile)
        and cookie.stored
        and (cookie.lifetime_days or 0) > _PERSISTENT_DAYS
    ]
