"""The same thing seen in many visits becomes one row."""

from __future__ import annotations

from reports.folding import MOST_EVENTS, fold_cookies, fold_events, fold_storage
from reports.observe import ObservedTracker, observe
from tests.reports.builders import HOME, evidence, long_cookie, sent, small_catalogue, visit
from trackers.evidence import StoredItem
from trackers.payloads import Hit


def test_a_cookie_of_many_visits_is_one_row_with_its_longest_life() -> None:
    made = [
        visit("baseline", 1, cookies=(long_cookie("_tally", ".shop.test", lifetime_days=None),)),
        visit(
            "baseline", 2, cookies=(long_cookie("_tally", ".shop.test", lifetime_days=30.0, set_by="script"),)
        ),
        visit("gpc", 1, cookies=(long_cookie("_tally", ".shop.test", lifetime_days=400.0),)),
    ]
    (row,) = fold_cookies(observe(evidence(made), small_catalogue()))
    assert (row.name, row.lifetime_days, row.profiles, row.party) == (
        "_tally",
        400.0,
        ["baseline", "gpc"],
        "first",
    )
    assert (row.vendor, row.set_by, row.before_consent) == ("Tally Count", "script", True)


def test_a_refused_cookie_is_a_row_of_its_own_with_all_reasons() -> None:
    refused = {"stored": False, "lifetime_days": None}
    made = [
        visit(
            cookies=(
                long_cookie("a", "x.example", **refused, refused_because=("SameSiteLax",)),
                long_cookie("a", "x.example"),
            )
        ),
        visit(
            "dnt", cookies=(long_cookie("a", "x.example", **refused, refused_because=("UserPreferences",)),)
        ),
    ]
    rows = fold_cookies(observe(evidence(made), small_catalogue()))
    assert [(r.stored, r.refused_because, r.profiles) for r in rows] == [
        (False, ["SameSiteLax", "UserPreferences"], ["baseline", "dnt"]),
        (True, [], ["baseline"]),
    ]
    assert rows[0].party == "third"


def test_a_cookie_after_refusal_only_was_not_there_before_consent() -> None:
    made = [visit("reject", cookies=(long_cookie("late", ".shop.test"),)), visit()]
    (row,) = fold_cookies(observe(evidence(made), small_catalogue()))
    assert not row.before_consent


def test_failed_visits_lend_no_rows() -> None:
    item = StoredItem("local", HOME, "k")
    made = [visit(outcome="blocked", cookies=(long_cookie("a", "x.example"),), storage=(item,))]
    seen = observe(evidence(made), small_catalogue())
    assert (fold_cookies(seen), fold_storage(seen)) == ([], [])


def test_a_stored_key_is_one_row_by_kind_and_origin() -> None:
    keys = (
        StoredItem("local", "https://www.shop.test", "tally.visitor", "1"),
        StoredItem("session", "https://www.shop.test", "tally.visitor", "1"),
    )
    seen = observe(evidence([visit(storage=keys), visit("dnt", storage=keys[:1])]), small_catalogue())
    assert [(r.kind, r.vendor, r.profiles) for r in fold_storage(seen)] == [
        ("local", "Tally Count", ["baseline", "dnt"]),
        ("session", "Tally Count", ["baseline"]),
    ]


def test_events_are_told_by_kind_with_their_number_and_long_values_are_cut() -> None:
    tracker = ObservedTracker("Coin", "Mint", "analytics")
    hits = [
        Hit("Coin", "view", {"page": "x" * 900, "n": 4}, ("email",), {}),
        Hit("Coin", "view", {"page": "y"}, ("phone",), {}),
        Hit("Coin", "buy", {}, (), {}),
    ]
    tracker.requests += [sent("baseline-1", "baseline", *hits), sent("dnt-1", "dnt", hits[1])]
    rows = fold_events(tracker)
    assert [(r["event"], r["count"], r["personal_data"]) for r in rows] == [
        ("buy", 1, []),
        ("view", 3, ["email", "phone"]),
    ]
    assert len(rows[1]["fields"]["page"]) == 500
    assert rows[1]["fields"]["n"] == 4


def test_no_tracker_fills_the_report_with_kinds_of_events() -> None:
    tracker = ObservedTracker("Coin", "Mint", "analytics")
    tracker.requests.append(
        sent("baseline-1", "baseline", *(Hit("Coin", f"e{n}", {}, (), {}) for n in range(99)))
    )
    assert len(fold_events(tracker)) == MOST_EVENTS
