"""Invented evidence and declarations for the tests of the middle floor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reports.compare import judge_signal
from reports.crosscheck.case import Case
from reports.declared import declared
from reports.observe import Observation, ObservedTracker, TrackerRequest, observe
from reports.records import LinkCheckRecord, PlannedSite, PolicySearch, Problem, SiteEvidence, VisitRecord
from trackers.catalogue import Catalogue, load_catalogue
from trackers.declarations import Declarations, DocumentFacts, Quote, Stance, VendorMention
from trackers.evidence import Attribution, Cookie, Request
from trackers.payloads import Hit

HOME = "https://www.shop.test/"
POLICY = "https://www.shop.test/privacy"
TODAY = date(2026, 11, 22)

_VENDORS = """
company = "Tally"
country = "NL"
domains = ["tally.example"]

[[product]]
name = "Tally Count"
category = "analytics"
hosts = ["count.tally.example"]
cookies = ["_tally", { name = "tallyid", purpose = "functional" }]
storage = ["tally.visitor"]

[[product]]
name = "Tally Ads"
category = "advertising"
hosts = ["ads.tally.example"]

[[product]]
name = "Tally Box"
category = "tag_manager"
hosts = ["box.tally.example"]
"""
_OTHERS = """
company = "Mirror"

[[product]]
name = "Mirror Replay"
category = "session_replay"
hosts = ["mirror.example"]

[[product]]
name = "Ramp"
category = "accessibility"
hosts = ["ramp.example"]

[[product]]
name = "Plaza"
category = "social"
hosts = ["plaza.example"]
"""
HOSTS = {
    "Tally Count": "count.tally.example",
    "Tally Ads": "ads.tally.example",
    "Tally Box": "box.tally.example",
    "Mirror Replay": "mirror.example",
    "Ramp": "ramp.example",
    "Plaza": "plaza.example",
}


@cache
def small_catalogue() -> Catalogue:
    """Two invented companies with six products."""
    with TemporaryDirectory() as folder:
        vendors = Path(folder) / "vendors"
        vendors.mkdir()
        (vendors / "tally.toml").write_text(_VENDORS, "utf-8")
        (vendors / "mirror.toml").write_text(_OTHERS, "utf-8")
        return load_catalogue(vendors, None)


def request_to(vendor: str, number: int = 1, **more: Any) -> Request:
    """A request to one of the small catalogue's products."""
    url = f"https://{HOSTS[vendor]}/hit?n={number}"
    return Request(**{"url": url, "document_url": HOME, "type": "image", "id": f"r{number}", **more})


def visit(
    profile: str = "baseline", repeat: int = 1, vendors: Iterable[str] = (), **more: Any
) -> VisitRecord:
    """A visit that worked and in which these vendors were called."""
    home = Request(url=HOME, document_url=HOME, type="document", id="d:0", status=200)
    requests = (home, *(request_to(vendor, n) for n, vendor in enumerate(vendors, 1)))
    given: dict[str, Any] = {
        "id": f"{profile}-{repeat}",
        "profile": profile,
        "repeat": repeat,
        "outcome": "ok",
        "detail": "",
        "started": f"2026-11-22T03:{repeat:02}:00.000Z",
        "seconds": 1.5,
        "pages": (HOME,),
        "final_url": HOME,
        "requests": requests,
        **more,
    }
    return VisitRecord(**given)


def visits(seen: dict[str, Sequence[Iterable[str]]]) -> tuple[VisitRecord, ...]:
    """Profile → the vendors of each of its visits."""
    return tuple(
        visit(profile, number, vendors)
        for profile, rounds in seen.items()
        for number, vendors in enumerate(rounds, 1)
    )


def evidence(
    made: Iterable[VisitRecord] = (),
    policy: PolicySearch | None = None,
    problems: Iterable[Problem] = (),
    url: str = HOME,
    first_party: tuple[str, ...] = (),
) -> SiteEvidence:
    """All that was recorded of the invented shop."""
    return SiteEvidence(PlannedSite("s1", url, "Shop", first_party), tuple(made), policy, tuple(problems))


def quote(text: str = "the words", document: str = POLICY) -> Quote:
    """A quote whose offsets fit its length."""
    return Quote(document, 10, 10 + len(text), text)


def document(**more: Any) -> DocumentFacts:
    """One English privacy policy without a date."""
    given: dict[str, Any] = {
        "url": POLICY,
        "kind": "privacy_policy",
        "language": "en",
        "last_updated": None,
        "sha256": "0" * 64,
        "characters": 5000,
        **more,
    }
    return DocumentFacts(**given)


def says(
    *vendors: VendorMention, dnt: str = "not_honoured", gpc: str = "silent", **more: Any
) -> Declarations:
    """Declarations of one privacy policy."""
    given: dict[str, Any] = {"documents": (document(),), **more}
    return Declarations(
        vendors=vendors,
        dnt=Stance(dnt, (quote(f"dnt {dnt}"),)),
        gpc=Stance(gpc, (quote(f"gpc {gpc}"),)),
        **given,
    )


def named(vendor: str, company: str = "Tally", **more: Any) -> VendorMention:
    """The policy names a vendor."""
    given: dict[str, Any] = {"stance": "used", "quotes": (quote(f"We use {vendor}."),), **more}
    return VendorMention(vendor, company, **given)


FOUND = PolicySearch("found")


def case(
    made: Iterable[VisitRecord] = (),
    declarations: Declarations | None = None,
    *,
    policy: PolicySearch | None = FOUND,
    problems: Iterable[Problem] = (),
    today: date = TODAY,
) -> Case:
    """A case as `judge` makes it, with declarations that no document has to be written for."""
    catalogue = small_catalogue()
    observation = observe(evidence(made, policy, problems), catalogue)
    searched = policy is not None and policy.outcome in ("found", "not_found")
    facts = {t.vendor: declared(t, declarations, catalogue, searched=searched) for t in observation.trackers}
    return Case(
        observation,
        declarations,
        facts,
        judge_signal(observation, "dnt"),
        judge_signal(observation, "gpc"),
        catalogue,
        today,
    )


def checked(url: str, outcome: str, detail: str = "") -> LinkCheckRecord:
    """A checked link."""
    return LinkCheckRecord(url, outcome, 200, url, detail)


def counted(made: dict[str, Sequence[bool]], category: str = "analytics") -> Observation:
    """An observation with one tracker that was seen in these visits."""
    records = tuple(visit(p, n) for p, seen in made.items() for n, _ in enumerate(seen, 1))
    tracker = ObservedTracker("Coin", "Mint", category)
    for profile, seen in made.items():
        for number, there in enumerate(seen, 1):
            if there:
                tracker.requests.append(sent(f"{profile}-{number}", profile))
    return Observation(evidence(records), (tracker,), {}, {}, {})


def sent(visit_id: str, profile: str, *hits: Hit, cookie: str = "") -> TrackerRequest:
    """One request to the coin's host."""
    request = Request(url="https://coin.example/t", document_url=HOME, id="r")
    if cookie:
        request = replace(request, request_headers=(("cookie", cookie),))
    return TrackerRequest(
        visit_id, profile, request, Attribution("Coin", "Coin", "Mint", "analytics", "catalogue"), hits
    )


def long_cookie(name: str, domain: str, **more: Any) -> Cookie:
    """A stored cookie that lives a year."""
    given: dict[str, Any] = {"value": "v", "lifetime_days": 365.0, "document_url": HOME, **more}
    return Cookie(name=name, domain=domain, **given)
