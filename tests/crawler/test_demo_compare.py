"""Holding a report against the manifest: nothing missed, nothing invented, or said so in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.demo import Comparison, compare, load_manifest
from reports.model import LinkCheck, PolicyOptOut, PolicyStance, Problem, Report, Site
from tests.crawler.demo_report import finding, tracker, truthful_report, vendor_mention

MANIFEST = load_manifest()
HALDEN = "https://www.halden-care.example/"


def altered(url: str, alter: Callable[[Site], dict[str, object]]) -> Comparison:
    """The comparison of a true report in which one site was altered."""
    report = truthful_report(MANIFEST)
    sites = [site.model_copy(update=alter(site)) if site.url == url else site for site in report.sites]
    return compare(report.model_copy(update={"sites": sites}), MANIFEST)


def test_a_true_report_is_exact() -> None:
    outcome = compare(truthful_report(MANIFEST), MANIFEST)
    assert (outcome.missed, outcome.invented) == ((), ())
    assert outcome.exact
    assert outcome.planted == outcome.found > 150
    assert outcome.line == f"planted {outcome.planted}, found {outcome.planted}"


def test_an_empty_report_finds_nothing() -> None:
    empty = truthful_report(MANIFEST).model_copy(update={"sites": []})
    outcome = compare(empty, MANIFEST)
    assert outcome.found == 0
    assert len(outcome.missed) == outcome.planted
    assert not outcome.exact


def test_a_missed_tracker_is_named() -> None:
    outcome = altered(HALDEN, lambda site: {"trackers": [t for t in site.trackers if t.vendor != "Hotjar"]})
    assert outcome.missed == ("Halden Virtual Care: tracker Hotjar (the report says: not seen)",)


def test_a_wrong_effect_is_a_miss_and_both_words_are_shown() -> None:
    def obedient(site: Site) -> dict[str, object]:
        return {
            "trackers": [t.model_copy(update={"dnt": "stopped"}) for t in site.trackers[:1]]
            + site.trackers[1:]
        }

    (missed,) = altered(HALDEN, obedient).missed
    assert (
        missed
        == "Halden Virtual Care: tracker Google Analytics (the report says: dnt stopped, not continued)"
    )


def test_a_cookie_given_to_the_wrong_vendor_is_a_miss() -> None:
    def mistaken(site: Site) -> dict[str, object]:
        return {
            "cookies": [
                c.model_copy(update={"vendor": "Matomo"}) if c.name == "_fbp" else c for c in site.cookies
            ]
        }

    (missed,) = altered(HALDEN, mistaken).missed
    assert missed == "Halden Virtual Care: cookie _fbp of Facebook Pixel (the report says: cookie of Matomo)"


def test_a_wrong_verdict_and_a_wrong_stance_are_misses() -> None:
    def wrong(site: Site) -> dict[str, object]:
        assert site.signals.dnt is not None
        dnt = site.signals.dnt.model_copy(update={"verdict": "honoured"})
        policy = site.policy.model_copy(update={"dnt": PolicyStance(stance="honoured")})
        return {"signals": site.signals.model_copy(update={"dnt": dnt}), "policy": policy}

    assert altered(HALDEN, wrong).missed == (
        "Halden Virtual Care: DNT not_honoured (the report says: honoured)",
        "Halden Virtual Care: policy on DNT: not_honoured (the report says: honoured)",
    )


@pytest.mark.parametrize(
    "category", ["advertising", "analytics", "unknown", "session_replay", "accessibility"]
)
def test_a_tracker_that_was_not_planted_is_invented(category: str) -> None:
    outcome = altered(HALDEN, lambda site: {"trackers": [*site.trackers, tracker("Matomo", category)]})
    assert len(outcome.invented) == 1
    assert "tracker Matomo" in outcome.invented[0]
    assert outcome.found == outcome.planted
    assert not outcome.exact


@pytest.mark.parametrize("category", ["tag_manager", "cdn_hosting", "consent"])
def test_what_does_not_track_may_be_named_besides(category: str) -> None:
    assert altered(HALDEN, lambda site: {"trackers": [*site.trackers, tracker("Any", category)]}).exact


def test_a_finding_that_was_not_planted_is_invented() -> None:
    outcome = altered(
        HALDEN, lambda site: {"findings": [*site.findings, finding("undeclared-tracker", "Criteo")]}
    )
    assert outcome.invented == ("Halden Virtual Care: finding undeclared-tracker for Criteo",)


def test_a_finding_for_the_wrong_vendor_is_missed_and_invented() -> None:
    def mistaken(site: Site) -> dict[str, object]:
        kept = [f for f in site.findings if f.rule != "undeclared-tracker"]
        return {"findings": [*kept, finding("undeclared-tracker", "Criteo")]}

    outcome = altered(HALDEN, mistaken)
    assert outcome.missed == ("Halden Virtual Care: undeclared-tracker for Hotjar",)
    assert len(outcome.invented) == 1


def test_a_rule_planted_for_the_site_may_name_any_vendor_any_number_of_times() -> None:
    def by_vendor(site: Site) -> dict[str, object]:
        kept = [f for f in site.findings if f.rule != "gpc-ignored"]
        return {
            "findings": [*kept, finding("gpc-ignored", "Hotjar"), finding("gpc-ignored", "Facebook Pixel")]
        }

    assert altered(HALDEN, by_vendor).exact


def test_a_vendor_read_into_the_policy_is_invented_but_its_known_company_is_not() -> None:
    def misread(site: Site) -> dict[str, object]:
        company = site.policy.vendors[0].company
        extra = [vendor_mention("TikTok Pixel", "used"), vendor_mention(company, "used", company, "company")]
        return {"policy": site.policy.model_copy(update={"vendors": site.policy.vendors + extra})}

    assert altered(HALDEN, misread).invented == ("Halden Virtual Care: policy: TikTok Pixel used",)


def test_a_good_link_called_dead_is_missed_and_invented() -> None:
    def pessimist(site: Site) -> dict[str, object]:
        links = [
            link.model_copy(update={"check": LinkCheck(outcome="dead")}) for link in site.policy.opt_outs[:1]
        ]
        policy = site.policy.model_copy(update={"opt_outs": links + site.policy.opt_outs[1:]})
        return {"policy": policy}

    outcome = altered(HALDEN, pessimist)
    assert len(outcome.missed) == len(outcome.invented) == 1


def test_an_opt_out_without_a_link_is_no_invention() -> None:
    def more(site: Site) -> dict[str, object]:
        extra = PolicyOptOut(kind="contact", url=None, vendor=None, quotes=[])
        return {"policy": site.policy.model_copy(update={"opt_outs": [*site.policy.opt_outs, extra]})}

    assert altered(HALDEN, more).exact


def test_problems_and_outcomes_must_be_those_that_were_planted() -> None:
    outcome = altered(
        HALDEN, lambda _: {"status": "failed", "problems": [Problem(kind="timeout", detail="20 s")]}
    )
    assert outcome.missed == ("Halden Virtual Care: is complete (the report says: failed)",)
    assert outcome.invented == ("Halden Virtual Care: problem timeout: 20 s",)


def test_a_site_that_was_never_planted_is_invented() -> None:
    report: Report = truthful_report(MANIFEST)
    stranger = report.sites[0].model_copy(update={"url": "https://stranger.example/"})
    outcome = compare(report.model_copy(update={"sites": [*report.sites, stranger]}), MANIFEST)
    assert outcome.invented == ("a site that does not exist: https://stranger.example/",)
