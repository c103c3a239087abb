"""What the policy says of a tracker that was seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.declared import declared, is_observed
from reports.observe import ObservedTracker
from tests.reports.builders import named, quote, says, small_catalogue
from trackers.catalogue import load_catalogue
from trackers.declarations import Declarations, Statement, VendorMention

COUNT = ObservedTracker("Tally Count", "Tally", "analytics")


@pytest.mark.parametrize(
    ("mentions", "status"),
    [
        ([named("Tally Count")], "named"),
        ([named("Tally Count"), named("Tally", level="company")], "named"),
        ([named("Tally", level="company")], "company"),
        ([named("Tally Ads")], "undeclared"),
        ([named("Tally Count", stance="denied")], "denied"),
        ([named("Tally", level="company", stance="denied")], "denied"),
        ([named("Tally", level="company"), named("Tally Count", stance="denied")], "denied"),
        ([named("Tally Count"), named("Tally", level="company", stance="denied")], "named"),
        ([named("Mirror", "Mirror", level="company")], "undeclared"),
        ([], "undeclared"),
    ],
)
def test_the_nearest_statement_counts(mentions: list[VendorMention], status: str) -> None:
    fact = declared(COUNT, says(*mentions), small_catalogue(), searched=True)
    assert fact.status == status
    assert bool(fact.quotes) == (status != "undeclared")


def test_a_general_statement_covers_where_nothing_names_the_tracker() -> None:
    general = says(recipients=(Statement("analytics_providers", (quote("analytics partners"),)),))
    fact = declared(COUNT, general, small_catalogue(), searched=True)
    assert (fact.status, [q.text for q in fact.quotes]) == ("category", ["analytics partners"])


@pytest.mark.parametrize("says_", [None, Declarations(), says()])
def test_silence_counts_only_where_the_search_came_to_its_end(says_: Declarations | None) -> None:
    assert declared(COUNT, says_, small_catalogue(), searched=True).status == "undeclared"
    assert declared(COUNT, says_, small_catalogue(), searched=False).status == "not_measured"


def test_no_more_than_five_quotes_are_shown() -> None:
    many = named("Tally Count", quotes=tuple(quote(f"line {n}") for n in range(9)))
    assert len(declared(COUNT, says(many), small_catalogue(), searched=True).quotes) == 5


def test_a_company_is_observed_through_any_of_its_products_and_a_product_only_itself() -> None:
    assert is_observed(named("Tally", level="company"), (COUNT,), small_catalogue())
    assert is_observed(named("Tally Count"), (COUNT,), small_catalogue())
    assert not is_observed(named("Tally Ads"), (COUNT,), small_catalogue())
    assert not is_observed(named("Tally Count"), (), small_catalogue())


@pytest.mark.parametrize(
    ("mention", "tracker", "status"),
    [
        ("Google Workspace", "Google Docs", "named"),
        ("Google Workspace", "Google Forms", "named"),
        ("Google Docs", "Google Forms", "undeclared"),
        ("Google Forms", "Google's own services", "named"),
        ("Google Analytics", "Google's own services", "undeclared"),
        ("Microsoft 365", "Microsoft Forms", "named"),
        ("Microsoft 365", "Microsoft Bookings", "named"),
        ("Microsoft Forms", "Microsoft 365", "named"),
        ("Microsoft Forms", "Microsoft Teams", "undeclared"),
        ("Freshdesk", "Freshworks platform", "named"),
        ("Freshdesk", "Freshchat", "undeclared"),
        ("Amazon Web Services", "Amazon Pinpoint", "named"),
        ("Amazon S3", "Amazon Pinpoint", "undeclared"),
        ("DoubleClick", "Google Campaign Manager 360", "named"),
        ("Display & Video 360", "DoubleClick", "named"),
        ("Zendesk Chat", "Zendesk", "named"),
        ("Zendesk", "Zendesk Chat", "named"),
        ("Spotify", "Spotify Ads", "company"),
        ("Mandrill", "Mailchimp", "undeclared"),
    ],
)
def test_a_suite_declares_its_parts_and_a_part_what_serves_it_too(
    mention: str, tracker: str, status: str
) -> None:
    catalogue = load_catalogue()
    known = catalogue.products[mention], catalogue.products[tracker]
    policy = says(named(mention, known[0].company))
    observed = ObservedTracker(tracker, known[1].company, known[1].category)
    assert declared(observed, policy, catalogue, searched=True).status == status


def test_a_suite_is_observed_through_its_parts() -> None:
    observed = (ObservedTracker("Google Forms", "Google", "other"),)
    assert is_observed(named("Google Workspace", "Google"), observed, load_catalogue())
    assert not is_observed(named("Google Docs", "Google"), observed, load_catalogue())


@pytest.mark.parametrize(
    ("mentions", "tracker", "status"),
    [
        ([("Google Workspace", "denied")], "Google Forms", "denied"),
        ([("Google Workspace", "used"), ("Google Forms", "denied")], "Google Forms", "denied"),
        ([("Google Workspace", "denied"), ("Google Forms", "used")], "Google Forms", "named"),
        ([("Google Forms", "denied")], "Google's own services", "undeclared"),
        ([("Zendesk", "denied")], "Zendesk Chat", "denied"),
        ([("Spotify", "denied")], "Spotify Ads", "undeclared"),
    ],
)
def test_a_denied_suite_denies_its_parts_and_a_denied_part_nothing_else(
    mentions: list[tuple[str, str]], tracker: str, status: str
) -> None:
    catalogue = load_catalogue()
    product = catalogue.products[tracker]
    policy = says(*(named(name, product.company, stance=stance) for name, stance in mentions))
    observed = ObservedTracker(tracker, product.company, product.category)
    assert declared(observed, policy, catalogue, searched=True).status == status


STRANGER = ObservedTracker("foometer.io", "", "unknown")


@pytest.mark.parametrize(
    ("mention", "status"),
    [
        (named("Foometer", "Foometer", level="company", catalogued=False), "named"),
        (named("Foo Meter", "Foo Meter", level="company", catalogued=False), "named"),
        (named("FM Systems", level="company", catalogued=False, domains=("foometer.io",)), "named"),
        (named("Barmeter", level="company", catalogued=False, domains=("barmeter.io",)), "undeclared"),
        (named("Foo", level="company", catalogued=False), "undeclared"),
    ],
)
def test_a_name_outside_of_the_catalogue_declares_the_tracker_whose_domain_it_is(
    mention: VendorMention, status: str
) -> None:
    assert declared(STRANGER, says(mention), small_catalogue(), searched=True).status == status


def test_a_name_outside_of_the_catalogue_declares_no_tracker_that_the_catalogue_knows() -> None:
    mention = named("Tally Count", level="company", catalogued=False, domains=("tally.test",))
    other = ObservedTracker("Tally Ads", "Tally", "advertising")
    assert declared(other, says(mention), small_catalogue(), searched=True).status == "undeclared"


def test_a_product_that_is_called_by_its_former_name_is_declared() -> None:
    mention = replace(named("Tally Count"), vendor="Abacus", called_now="Tally Count")
    assert declared(COUNT, says(mention), small_catalogue(), searched=True).status == "named"
    assert is_observed(mention, (COUNT,), small_catalogue())
