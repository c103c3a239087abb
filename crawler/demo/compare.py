"""Holds a report of the demonstration web against the manifest: what was missed, what was invented.

Planted, and counted one by one: each site's outcome and its problems, each tracker, the verdicts on both
signals, what the policy says, each cookie and each finding. Invented is whatever a report claims beyond that
in one of these kinds: a tracker of a tracking category, a vendor the policy is said to name, an opt-out link
said to be broken, a problem, a finding, a site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.demo.manifest import Manifest, PlantedPolicy, PlantedSite, PlantedTracker
from reports.model import Finding, Report, Site

NOT_TRACKING = frozenset(
    {"tag_manager", "consent", "cdn_hosting", "error_monitoring", "fraud_security", "other"}
)
"""Categories in which a report may name more than was planted."""

BROKEN_LINKS = frozenset({"dead", "insecure", "redirected_home"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome. `missed` and `invented` are sentences for people."""

    planted: int
    found: int
    missed: tuple[str, ...]
    invented: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the report tells the truth, all of it and nothing else."""
        return not self.missed and not self.invented

    @property
    def line(self) -> str:
        """The last line of `undeclared demo`."""
        return f"planted {self.planted}, found {self.found}"


@dataclass(frozen=True, slots=True)
class _Plant:
    what: str
    found: bool
    instead: str = ""
    """What the report says in its place."""


def compare(report: Report, manifest: Manifest) -> Comparison:
    """How far `report` tells the truth about the demonstration web."""
    reported = {site.url: site for site in report.sites}
    planted, found, missed, invented = 0, 0, [], []
    for truth in manifest.sites:
        site = reported.pop(truth.url, None)
        plants = list(_plants(truth, site))
        planted += len(plants)
        found += sum(plant.found for plant in plants)
        missed += [_sentence(truth, plant) for plant in plants if not plant.found]
        if site is not None:
            invented += [f"{truth.name}: {what}" for what in _inventions(truth, site)]
    invented += [f"a site that does not exist: {url}" for url in sorted(reported)]
    return Comparison(planted, found, tuple(missed), tuple(invented))


def _sentence(truth: PlantedSite, plant: _Plant) -> str:
    return f"{truth.name}: {plant.what}" + (f" (the report says: {plant.instead})" if plant.instead else "")


def _plants(truth: PlantedSite, site: Site | None) -> Iterator[_Plant]:
    status = site.status if site else "no such site"
    yield _Plant(f"is {truth.status}", status == truth.status, status)
    kinds = {problem.kind for problem in site.problems} if site else set()
    for kind in truth.problems:
        yield _Plant(f"problem {kind}", kind in kinds, _listed(kinds))
    yield from _verdicts(truth, site)
    for tracker in truth.tracker:
        yield _tracker(tracker, site)
    seen = {cookie.name: cookie.vendor for cookie in site.cookies} if site else {}
    for name in truth.cookies:
        yield _Plant(f"cookie {name}", name in seen)
    for tracker in truth.tracker:
        for name in tracker.cookies:
            instead = f"cookie of {seen[name]}" if name in seen else "not seen"
            yield _Plant(f"cookie {name} of {tracker.vendor}", seen.get(name) == tracker.vendor, instead)
    if truth.policy is not None:
        yield from _policy(truth.policy, site)
    for planted in truth.finding:
        what = planted.rule + (f" for {planted.vendor}" if planted.vendor else "")
        yield _Plant(what, any(_same(planted.rule, planted.vendor, found) for found in _findings(site)))


def _verdicts(truth: PlantedSite, site: Site | None) -> Iterator[_Plant]:
    signals = site.signals if site else None
    for name, planted, signal in (
        ("DNT", truth.dnt, signals.dnt if signals else None),
        ("GPC", truth.gpc, signals.gpc if signals else None),
    ):
        if planted is not None:
            verdict = signal.verdict if signal else "not measured"
            yield _Plant(f"{name} {planted}", verdict == planted, verdict)


def _tracker(planted: PlantedTracker, site: Site | None) -> _Plant:
    what = f"tracker {planted.vendor}"
    tracker = next((t for t in (site.trackers if site else []) if t.vendor == planted.vendor), None)
    if tracker is None:
        return _Plant(what, found=False, instead="not seen")
    differences = [
        f"{name} {said}, not {true}"
        for name, said, true in (
            ("category", tracker.category, planted.category),
            ("party", tracker.party, planted.party),
            ("dnt", tracker.dnt, planted.dnt),
            ("gpc", tracker.gpc, planted.gpc),
            ("declared", tracker.declared.status, planted.declared),
        )
        if said != true
    ]
    return _Plant(what, not differences, "; ".join(differences))


def _policy(planted: PlantedPolicy, site: Site | None) -> Iterator[_Plant]:
    policy = site.policy if site else None
    for name, true, said in (
        ("DNT", planted.dnt, policy.dnt.stance if policy else "nothing"),
        ("GPC", planted.gpc, policy.gpc.stance if policy else "nothing"),
    ):
        yield _Plant(f"policy on {name}: {true}", said == true, said)
    stances = {(v.vendor, v.stance) for v in policy.vendors} if policy else set()
    for stance, vendors in (("used", planted.used), ("denied", planted.denied)):
        for vendor in vendors:
            yield _Plant(f"policy: {vendor} {stance}", (vendor, stance) in stances)
    outcomes = {o.url: o.check.outcome for o in policy.opt_outs} if policy else {}
    for link in planted.opt_outs:
        said = outcomes.get(link.url, "not listed")
        yield _Plant(f"opt-out link {link.url} {link.outcome}", said == link.outcome, said)


def _inventions(truth: PlantedSite, site: Site) -> Iterator[str]:
    vendors = {tracker.vendor for tracker in truth.tracker}
    for tracker in site.trackers:
        if tracker.vendor not in vendors and tracker.category not in NOT_TRACKING:
            seen = ", ".join(tracker.hosts + tracker.cookies)
            yield f"tracker {tracker.vendor} ({tracker.category}; {seen})"
    yield from _invented_declarations(truth.policy, site)
    for problem in site.problems:
        if problem.kind not in truth.problems:
            yield f"problem {problem.kind}: {problem.detail}"
    for finding in _findings(site):
        if not any(_same(planted.rule, planted.vendor, finding) for planted in truth.finding):
            yield f"finding {finding.rule}" + (f" for {finding.vendor}" if finding.vendor else "")


def _invented_declarations(planted: PlantedPolicy | None, site: Site) -> Iterator[str]:
    known = (
        {(v, "used") for v in planted.used} | {(v, "denied") for v in planted.denied} if planted else set()
    )
    companies = {v.company for v in site.policy.vendors if (v.vendor, v.stance) in known}
    for vendor in site.policy.vendors:
        of_a_known_company = vendor.level == "company" and vendor.company in companies
        if (vendor.vendor, vendor.stance) not in known and not of_a_known_company:
            yield f"policy: {vendor.vendor} {vendor.stance}"
    broken = {link.url for link in planted.opt_outs if link.outcome in BROKEN_LINKS} if planted else set()
    for opt_out in site.policy.opt_outs:
        if opt_out.check.outcome in BROKEN_LINKS and opt_out.url not in broken:
            yield f"opt-out link {opt_out.url} {opt_out.check.outcome}"


def _findings(site: Site | None) -> list[Finding]:
    return [finding for finding in site.findings if finding.waived is None] if site else []


def _same(rule: str, vendor: str | None, finding: Finding) -> bool:
    return finding.rule == rule and (vendor is None or finding.vendor == vendor)


def _listed(kinds: set[str]) -> str:
    return ", ".join(sorted(kinds)) or "no problem"
