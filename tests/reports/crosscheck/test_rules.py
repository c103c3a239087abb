"""The list of rules, what each rests on, and the order of findings."""

from __future__ import annotations

import tomllib
from pathlib import Path

import reports
from reports.crosscheck import RULES, cross_check, rule_identifiers
from reports.render.rules import known_rules
from tests.reports.builders import case, named, says, visits

STABLE = [
    "undeclared-tracker",
    "declared-only-generically",
    "denied-tracker-observed",
    "declared-not-observed",
    "undeclared-cookie",
    "cookie-outlives-declaration",
    "cookie-lifetime-excessive",
    "dnt-promise-broken",
    "dnt-not-disclosed",
    "dnt-statements-contradict",
    "no-tracking-claim-contradicted",
    "gpc-ignored",
    "gpc-promise-broken",
    "gpc-well-known-missing",
    "opt-out-link-dead",
    "opt-out-link-insecure",
    "opt-out-ineffective",
    "opt-out-missing",
    "do-not-sell-link-missing",
    "no-sale-claim-contradicted",
    "tracking-before-consent",
    "tracking-after-reject",
    "consent-withdrawal-ignored",
    "reject-harder-than-accept",
    "promised-banner-missing",
    "personal-data-sent-to-tracker",
    "undeclared-session-replay",
    "undeclared-fingerprinting",
    "sensitive-page-sent-to-tracker",
    "policy-missing",
    "policy-unreachable",
    "policy-outdated",
    "policy-changed",
]
"""The rule identifiers that other programs rely on."""
LEGAL = tomllib.loads((Path(reports.__file__).parent / "legal.toml").read_text("utf-8"))["rules"]


def test_every_stable_rule_is_described() -> None:
    assert sorted(known_rules()) == sorted(STABLE)


def test_every_rule_that_is_examined_is_a_stable_one_with_its_legal_references() -> None:
    assert set(rule_identifiers()) <= set(STABLE)
    assert len(rule_identifiers()) == len(RULES)
    for rule in rule_identifiers():
        assert LEGAL.get(rule), f"{rule} has no legal reference"
        assert all(isinstance(reference, str) and reference for reference in LEGAL[rule])


def test_no_legal_reference_is_of_a_rule_that_does_not_exist() -> None:
    assert set(LEGAL) <= set(STABLE)


def test_findings_come_gravest_first_and_in_the_same_order_every_time() -> None:
    made = visits(
        {"baseline": [["Tally Ads", "Ramp", "Plaza"]] * 3, "gpc": [["Tally Ads", "Ramp", "Plaza"]] * 3}
    )
    found = cross_check(case(made, says(named("Mirror Replay", "Mirror"), dnt="silent")))
    ranks = [("high", "medium", "low", "info").index(f.severity) for f in found]
    assert ranks == sorted(ranks)
    assert found == cross_check(case(made, says(named("Mirror Replay", "Mirror"), dnt="silent")))
    assert {f.rule for f in found} == {
        "undeclared-tracker",
        "gpc-ignored",
        "dnt-not-disclosed",
        "declared-not-observed",
    }
