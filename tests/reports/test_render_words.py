"""The words: visible strings, links, one line a site, quotes in context, labels."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import model
from reports.crosscheck import rule_identifiers
from reports.render import wording
from reports.render.plain_words import in_short, lifetime, listed
from reports.render.quotes import in_context
from reports.render.rules import known_rules
from reports.render.summary import counts, site_line, verdict_in_words
from reports.render.visible import link, shorten, visible
from reports.render.wording import Label, label
from tests.reports.sample import CLINIC, DOCUMENTS, quote, sample_report
from trackers.vendor_file import Category

LINES = {site.url: site_line(site) for site in sample_report().sites}


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200b", "\u0000", "\u001b", "\u009b", "\ufeff", "\U000e0041"]
)
def test_a_character_that_hides_or_reorders_is_spelled_out(character: str) -> None:
    assert visible(f"a{character}b") == f"a⟨U+{ord(character):04X}⟩b"


def test_words_of_other_scripts_are_left_alone() -> None:
    for text in ("سياسة الخصوصية", "می\u200cخواهم", "👩\u200d⚕️", "line\nline\tend"):
        assert visible(text) == text


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_says_how_long_it_was(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert short == text if len(text) <= limit else short.endswith(f"({len(text):,} characters in all)")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://good.test@evil.test/",
        "https://good.test/ x",
        "https://good.test/\u202egpj",
        "//good.test/",
        "https:///path",
        "http://[broken",
        "https://good.test/" + "a" * 3000,
        "",
        None,
    ],
)
def test_an_address_that_could_mislead_is_not_linked(url: str | None) -> None:
    assert link(url) is None


def test_a_plain_address_is_linked() -> None:
    assert link("https://good.test/a?b=c#d") == "https://good.test/a?b=c#d"


def test_one_line_a_site_says_what_matters() -> None:
    assert LINES["https://www.harbour-clinic.test/"] == (
        "www.harbour-clinic.test: 3 high, 2 medium, 1 low; DNT not honoured; GPC partly honoured; "
        "4 trackers; 1 waived"
    )
    assert LINES["https://lost-at-sea.test/"] == "lost-at-sea.test: NOT MEASURED (name not found)"
    assert LINES["https://quiet-garden.test/"].startswith(
        "quiet-garden.test: no findings in what was measured;"
    )
    assert "measured only in part" in LINES["https://theatre.test/"]


def test_trackers_that_ran_on_are_held_against_a_site_only_with_a_finding() -> None:
    clinic = next(site for site in sample_report().sites if site.registrable_domain == "harbour-clinic.test")
    assert verdict_in_words(clinic, "dnt") == "not_honoured"
    unbroken = clinic.model_copy(update={"findings": []})
    assert verdict_in_words(unbroken, "dnt") == "not_honoured_unbroken"
    assert label("verdict", verdict_in_words(unbroken, "dnt")).tone == "neutral"


def test_a_failed_site_counts_as_nothing_but_failed() -> None:
    found = counts(sample_report())
    assert (found.sites, found.complete, found.partial, found.failed) == (8, 4, 2, 2)
    assert (found.findings.high, found.findings.total, found.findings.waived) == (6, 10, 1)


def test_a_failed_site_is_summed_up_in_one_sentence_that_says_so() -> None:
    walled = next(site for site in sample_report().sites if site.registrable_domain == "walled.test")
    (only,) = in_short(walled)
    assert only.verdict == "Not measured"
    assert "does not mean that nothing is there" in only.text


def test_a_quote_is_shown_between_whole_words() -> None:
    view = in_context(quote(CLINIC, "We have never sold a patient's data."), DOCUMENTS)
    assert view.exact is True
    assert view.before.startswith("…")
    assert view.after.endswith("…")
    inside = f"{view.before[1:]}{view.quote.text}{view.after[:-1]}"
    assert " ".join(inside.split()) in " ".join(DOCUMENTS[CLINIC].split())


def test_a_quote_without_its_document_stands_alone() -> None:
    view = in_context(quote(CLINIC, "We have never sold"), {})
    assert (view.before, view.after, view.exact) == ("", "", None)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("verdict", model.SignalVerdict),
        ("effect", model.SignalEffect),
        ("severity", model.Severity),
        ("confidence", model.Confidence),
        ("declared", model.DeclaredStatus),
        ("link", model.LinkOutcome),
        ("profile", model.Profile),
        ("visited", model.Profile),
        ("category", Category),
    ],
)
def test_every_key_of_the_report_has_its_words(kind: str, keys: object) -> None:
    words = tomllib.loads(Path(wording.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    assert set(get_args(keys)) <= set(words[kind])


def test_a_key_that_nobody_foresaw_is_shown_as_it_is() -> None:
    assert label("problem", "paper_jam") == Label("Paper jam")
    assert label("verdict", None).text == "Not measured"
    assert label("outcome", "http_error").inside == "HTTP error"


def test_every_rule_needs_something_that_is_measured() -> None:
    measurable = {*get_args(model.Profile), "policy"}
    assert len(known_rules()) == 33
    for rule in known_rules().values():
        assert rule.needs
        assert set(rule.needs) <= measurable
        assert rule.looks_for.endswith(".")


def test_every_rule_that_is_examined_is_described() -> None:
    assert set(rule_identifiers()) <= set(known_rules())


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, "session"), (0.01, "14 minutes"), (0.5, "12 hours"), (1.0, "24 hours"), (400.0, "400 days")],
)
def test_a_lifetime_is_said_in_its_unit(days: float | None, words: str) -> None:
    assert lifetime(days) == words


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
