"""Judgements in the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reports.judge import judge
from reports.judgement_store import load_report, store_judgement
from reports.model import Site, Tool
from reports.records import PolicySearch
from reports.store import Store, StoreError
from tests.reports.builders import TODAY, evidence, small_catalogue, visit
from tests.reports.sample import sample_report
from tests.reports.test_store import PLAN, RUN, SITE, record

TOOL = Tool(name="undeclared", version="0.1.0")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "audit.db")
    store.begin_run(RUN, [SITE], PLAN[:3])
    return store


def judged(store: Store, *vendors: str) -> Site:
    store.end_visit(SITE, visit("baseline", 1, vendors, id="v1"))
    store.end_policy_search(SITE.id, PolicySearch("not_found"))
    done = judge(store.evidence(SITE), small_catalogue(), today=TODAY, profiles=("baseline",))
    store_judgement(store, SITE.id, done)
    return done.site


def test_a_judged_site_is_its_part_of_the_report(store: Store) -> None:
    assert not store.is_judged(SITE.id)
    site = judged(store, "Tally Ads", "Plaza")
    assert store.is_judged(SITE.id)
    report = load_report(store, None, TOOL)
    assert report.sites == [site]
    assert report.run.rules == list(RUN.rules)
    assert (report.run.id, report.run.not_measured) == (RUN.id, ["accept"])


def test_tables_can_be_queried(store: Store) -> None:
    judged(store, "Tally Ads")
    assert store.db.execute(
        "select vendor, company, declared, json_extract(hosts, '$[0]') from trackers"
    ).fetchall() == [("Tally Ads", "Tally", "undeclared", "ads.tally.example")]
    assert store.db.execute("select rule, severity from findings").fetchall() == [("policy-missing", "high")]
    assert store.db.execute("select vendor, basis from requests where vendor is not null").fetchall() == [
        ("Tally Ads", "catalogue")
    ]
    assert store.db.execute("select status from sites").fetchall() == [("complete",)]


def test_judging_again_replaces_the_earlier_judgement(store: Store) -> None:
    judged(store, "Tally Ads", "Plaza")
    nothing = judge(evidence([visit()]), small_catalogue(), today=TODAY, profiles=("baseline",))
    store_judgement(store, SITE.id, nothing)
    assert store.db.table("trackers").count == 0
    assert load_report(store, None, TOOL).sites == [nothing.site]


@pytest.mark.parametrize("number", range(len(sample_report().sites)))
def test_every_part_of_a_report_can_be_stored(store: Store, number: int) -> None:
    site = sample_report().sites[number]
    shell = judge(evidence([record()]), small_catalogue(), today=TODAY, profiles=("baseline",))
    store_judgement(store, SITE.id, type(shell)(site, shell.observation, None))
    assert load_report(store, RUN.id[:10], TOOL).sites == [site]
    quotes = store.db.execute("select count(*) from declarations where quote is not null").fetchone()[0]
    said = site.policy
    expected = sum(
        len(s.quotes)
        for s in (*said.vendors, *said.technologies, *said.recipients, *said.claims, *said.opt_outs)
    ) + sum(len(c.quotes) for c in said.cookies_declared)
    if said.documents:
        expected += len(said.dnt.quotes) + len(said.gpc.quotes)
    assert quotes == expected
    for (text,) in store.db.execute("select evidence from findings"):
        json.loads(text)


def test_a_run_without_a_judged_site_has_an_empty_report(store: Store) -> None:
    assert load_report(store, None, TOOL).sites == []
    with pytest.raises(StoreError):
        load_report(store, "nothing", TOOL)
