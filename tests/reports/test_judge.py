"""From evidence to a site's part of the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.judge import judge, not_judged
from reports.model import Site
from reports.records import DocumentRecord, PolicySearch, Problem, SiteEvidence
from reports.waivers import WaiverRule
from tests.reports.builders import HOME, POLICY, TODAY, checked, evidence, small_catalogue, visit, visits
from trackers.evidence import Request, ScriptCall
from trackers.policy import read_document

TEXT = (
    "Privacy policy\nLast updated: 4 March 2019\n\nWe are a small shop and we count visits with Tally Count, which "
    "keeps personal data for us. You may opt out of Tally Ads at https://ads.tally.example/leave at any time.\n"
)
PROFILES = ("baseline", "dnt", "gpc")
ALL = {"baseline": [["Tally Count"]] * 3, "dnt": [["Tally Count"]] * 3, "gpc": [["Tally Count"]] * 3}


def found_policy(**more: object) -> PolicySearch:
    read = read_document(TEXT, url=POLICY, kind="privacy_policy")
    record = DocumentRecord(
        POLICY, "privacy_policy", "text/plain", TEXT.encode(), read.text, read.sha256, "2026-11-22T03:00:00Z"
    )
    return replace(PolicySearch("found", (record,)), **more)  # type: ignore[arg-type]


def judged(seen: SiteEvidence, **more: object) -> Site:
    return judge(seen, small_catalogue(), **{"today": TODAY, "profiles": PROFILES, **more}).site  # type: ignore[arg-type]


def test_a_site_with_every_profile_and_its_policy_is_complete() -> None:
    site = judged(evidence(visits(ALL), found_policy()))
    assert (site.status, site.registrable_domain) == ("complete", "shop.test")
    assert [t.vendor for t in site.trackers] == ["Tally Count"]
    assert site.trackers[0].profiles["dnt"].model_dump() == {"visits": 3, "seen": 3}
    assert site.trackers[0].country == "NL"
    assert site.trackers[0].declared.status == "named"
    assert site.signals.dnt is not None
    assert (site.signals.dnt.verdict, site.signals.dnt.repeats) == ("not_honoured", 3)


def test_a_site_without_a_policy_is_measured_completely() -> None:
    site = judged(evidence(visits(ALL), PolicySearch("not_found")))
    assert site.status == "complete"
    assert [f.rule for f in site.findings] == ["policy-missing"]
    assert site.trackers[0].declared.status == "undeclared"


@pytest.mark.parametrize("outcome", ["blocked", "failed", "skipped"])
def test_a_policy_that_could_not_be_read_makes_a_site_partial(outcome: str) -> None:
    site = judged(evidence(visits(ALL), PolicySearch(outcome)))
    assert site.status == "partial"
    assert site.trackers[0].declared.status == "not_measured"
    assert not {f.rule for f in site.findings} & {"undeclared-tracker", "policy-missing"}


def test_a_profile_without_a_visit_makes_a_site_partial() -> None:
    site = judged(evidence(visits({k: v for k, v in ALL.items() if k != "gpc"}), found_policy()))
    assert (site.status, site.signals.gpc) == ("partial", None)


def test_one_failed_visit_makes_a_site_partial() -> None:
    made = (*visits(ALL), visit("dnt", 4, outcome="timeout"))
    assert judged(evidence(made, found_policy())).status == "partial"


@pytest.mark.parametrize("kind", ["not_recorded", "capture_failed", "too_large"])
def test_a_visit_that_did_not_record_everything_makes_a_site_partial(kind: str) -> None:
    problem = Problem(kind, "https://shop.test/w.js ran before it could be watched", "v1")
    assert judged(evidence(visits(ALL), found_policy(), [problem])).status == "partial"


def test_a_search_that_never_ended_makes_a_site_partial() -> None:
    assert judged(evidence(visits(ALL), None)).status == "partial"


@pytest.mark.parametrize("outcome", ["dns", "blocked", "timeout", "crash", "http_error", "skipped"])
def test_a_site_without_a_measured_baseline_has_failed_and_has_no_findings(outcome: str) -> None:
    failed = tuple(visit("baseline", n, ["Tally Ads"], outcome=outcome) for n in (1, 2, 3))
    site = judged(
        evidence(failed, PolicySearch("skipped"), [Problem(outcome, "it did not work", "baseline-1")])
    )
    assert (site.status, site.findings, site.trackers) == ("failed", [], [])
    assert [p.kind for p in site.problems] == [outcome]


def test_visits_with_a_signal_alone_accuse_nobody() -> None:
    made = (visit("baseline", 1, outcome="timeout"), visit("gpc", 1, ["Tally Ads"]))
    site = judged(evidence(made, PolicySearch("not_found")))
    assert (site.status, site.findings) == ("failed", [])


def test_a_site_that_was_never_visited_has_failed() -> None:
    assert judged(evidence((), None)).status == "failed"


def test_the_day_of_the_audit_decides_how_old_a_policy_is() -> None:
    seen = evidence(visits(ALL), found_policy())
    assert "policy-outdated" in {f.rule for f in judged(seen).findings}
    assert "policy-outdated" not in {f.rule for f in judged(seen, today=date(2019, 6, 1)).findings}


def test_quotes_are_the_characters_of_the_stored_text() -> None:
    search = found_policy()
    site = judged(evidence(visits(ALL), search))
    quotes = [q for v in site.policy.vendors for q in v.quotes] + [q for f in site.findings for q in f.quotes]
    assert quotes
    for one in quotes:
        assert search.documents[0].text[one.start : one.end] == one.text


def test_a_checked_link_is_told_with_its_opt_out() -> None:
    link = "https://ads.tally.example/leave"
    site = judged(evidence(visits(ALL), found_policy(checks=(checked(link, "dead", "HTTP 410"),))))
    assert [(o.check.outcome, o.check.detail) for o in site.policy.opt_outs if o.url == link] == [
        ("dead", "HTTP 410")
    ]
    assert "opt-out-link-dead" in {f.rule for f in site.findings}


def test_a_waived_finding_stays_and_says_why() -> None:
    site = judged(
        evidence(visits(ALL), PolicySearch("not_found")), waivers=[WaiverRule("policy-missing", "known")]
    )
    assert site.findings[0].waived is not None
    assert site.findings[0].waived.reason == "known"


def test_problems_are_told_once_with_the_first_visit_that_had_them() -> None:
    same = [Problem("timeout", "slow", f"baseline-{n}") for n in (1, 2)]
    site = judged(evidence(visits(ALL), found_policy(), [*same, Problem("tls", "bad", "dnt-1")]))
    assert [(p.kind, p.visit) for p in site.problems] == [("timeout", "baseline-1"), ("tls", "dnt-1")]


def test_scripts_that_read_a_signal_and_the_tk_header_are_told() -> None:
    call = ScriptCall("navigator.doNotTrack", "https://count.tally.example/c.js", HOME, "1")
    document = Request(url=HOME, document_url=HOME, type="document", id="d", response_headers=(("tk", "N"),))
    made = (*visits({"baseline": [[]]}), visit("dnt", 1, calls=(call,), requests=(document,)))
    signal = judged(evidence(made, None)).signals.dnt
    assert signal is not None
    assert (signal.read_by, signal.tk_header) == (["https://count.tally.example/c.js"], "N")


def test_the_well_known_resource_is_told_as_it_was_found() -> None:
    search = found_policy(well_known_gpc='{"present": true, "gpc": false}')
    signal = judged(evidence(visits(ALL), search)).signals.gpc
    assert signal is not None
    assert signal.well_known is not None
    assert signal.well_known.model_dump() == {"present": True, "gpc": False}


def test_a_site_that_could_not_be_judged_keeps_its_visits_and_says_why() -> None:
    site = not_judged(evidence(visits(ALL)), "ValueError: no").site
    assert (site.status, site.problems[0].kind, site.problems[0].detail) == (
        "failed",
        "internal_error",
        "ValueError: no",
    )
    assert (len(site.visits), site.requests.total, site.findings) == (9, 18, [])


def test_requests_are_counted_by_party() -> None:
    assert judged(evidence(visits({"baseline": [["Tally Ads"]]}))).requests.third_party == 1
    mine = judged(evidence(visits({"baseline": [["Tally Ads"]]}), first_party=("tally.example",)))
    assert mine.requests.third_party == 0
