"""From evidence to trackers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.observe import carries_identifier, observe, persistent_cookies, says_denied
from tests.reports.builders import evidence, long_cookie, request_to, sent, small_catalogue, visit
from trackers.evidence import StoredItem
from trackers.payloads import Hit


def names(*made: object, **more: object) -> list[str]:
    return [t.vendor for t in observe(evidence(made, **more), small_catalogue()).trackers]  # type: ignore[arg-type]


def test_only_measured_visits_are_evidence() -> None:
    assert names(visit(vendors=["Plaza"], outcome="blocked"), visit("dnt", vendors=["Ramp"])) == ["Ramp"]


def test_a_preflight_is_not_yet_a_call() -> None:
    assert names(visit(requests=(request_to("Plaza", type="preflight"),))) == []


def test_a_certain_cookie_name_alone_makes_a_tracker_and_a_strange_one_does_not() -> None:
    assert names(visit(cookies=(long_cookie("_tally", ".shop.test"),))) == ["Tally Count"]
    assert names(visit(cookies=(long_cookie("basket", ".shop.test"),))) == []


def test_a_stored_key_makes_a_tracker() -> None:
    seen = observe(
        evidence([visit(storage=(StoredItem("local", "https://www.shop.test", "tally.visitor", "1"),))]),
        small_catalogue(),
    )
    (tracker,) = seen.trackers
    assert (tracker.vendor, tracker.basis, tracker.visits) == ("Tally Count", {"storage"}, {"baseline-1"})


def test_a_tracker_is_seen_in_each_visit_by_request_cookie_or_key() -> None:
    made = [
        visit("baseline", 1, ["Tally Count"]),
        visit("baseline", 2, cookies=(long_cookie("_tally", ".shop.test"),)),
        visit("baseline", 3),
    ]
    (tracker,) = observe(evidence(made), small_catalogue()).trackers
    assert tracker.visits == {"baseline-1", "baseline-2"}
    assert tracker.hosts == ["count.tally.example"]
    assert tracker.basis == {"catalogue", "cookie"}


def test_party_follows_the_sites_own_domains() -> None:
    made = [visit(vendors=["Tally Ads"])]
    assert observe(evidence(made), small_catalogue()).trackers[0].party == "third"
    mine = observe(evidence(made, first_party=("tally.example",)), small_catalogue())
    assert [t.party for t in mine.trackers] in ([], ["first"])
    (by_cookie,) = observe(
        evidence([visit(cookies=(long_cookie("_tally", ".shop.test"),))]), small_catalogue()
    ).trackers
    assert by_cookie.party == "first"


def test_a_host_that_nobody_knows_and_that_keeps_an_identifier_behaves_as_a_tracker() -> None:
    stranger = replace(request_to("Plaza"), url="https://px.stranger.example/p.gif", id="s1")
    cookie = long_cookie(
        "sid", ".stranger.example", value="a8f3k29dk2m4x7q1", setter=stranger.url, request="s1", set_by="http"
    )
    seen = observe(evidence([visit(requests=(stranger,), cookies=(cookie,))]), small_catalogue())
    (tracker,) = seen.trackers
    assert (tracker.category, tracker.basis, tracker.hosts) == (
        "unknown",
        {"behaviour"},
        ["px.stranger.example"],
    )
    assert [c.name for _, c in tracker.cookies] == ["sid"]
    owner = seen.cookie_owners[("sid", ".stranger.example")]
    assert owner is not None
    assert owner.attribution is not None
    assert owner.attribution.vendor == "stranger.example"


def test_a_cookie_of_the_whole_company_proves_only_the_product_that_set_it() -> None:
    cookie = long_cookie("tallyid", ".tally.example", request="r1", set_by="http")
    seen = observe(evidence([visit(vendors=["Tally Ads"], cookies=(cookie,))]), small_catalogue())
    (tracker,) = seen.trackers
    assert (tracker.vendor, [c.name for _, c in tracker.cookies]) == ("Tally Ads", ["tallyid"])
    assert names(visit(cookies=(cookie,))) == ["Tally Count"]


@pytest.mark.parametrize(
    ("personal", "identifies"),
    [
        (("identifier",), True),
        (("email",), True),
        (("session_id",), False),
        (("page_id", "order_id"), False),
        ((), False),
    ],
)
def test_only_what_recognises_a_person_again_identifies(personal: tuple[str, ...], identifies: bool) -> None:
    assert carries_identifier(sent("v", "baseline", Hit("Coin", "view", {}, personal, {}))) == identifies


def test_a_third_partys_cookie_identifies_and_the_sites_own_does_not() -> None:
    theirs = sent("v", "baseline", cookie="uid=1")
    assert carries_identifier(theirs)
    own = replace(theirs, request=replace(theirs.request, url="https://stats.shop.test/t"))
    assert not carries_identifier(own)


def test_denial_is_read_from_the_hits() -> None:
    assert says_denied(sent("v", "gpc", Hit("Coin", "view", {}, (), {"us_privacy": "1YYN"})))
    assert not says_denied(sent("v", "gpc", Hit("Coin", "view", {}, (), {"us_privacy": "1YNN"})))
    assert not says_denied(sent("v", "gpc"))


def test_persistent_means_stored_and_longer_than_a_day() -> None:
    kept = long_cookie("_tally", ".shop.test")
    made = [
        visit(
            cookies=(
                kept,
                replace(kept, path="/short", lifetime_days=1.0),
                replace(kept, path="/session", lifetime_days=None),
                replace(kept, path="/refused", stored=False),
            )
        )
    ]
    (tracker,) = observe(evidence(made), small_catalogue()).trackers
    assert [c.path for c in persistent_cookies(tracker, "baseline")] == ["/"]
    assert persistent_cookies(tracker, "dnt") == []
