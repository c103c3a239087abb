"""Server-side includes and the coin of the demonstration web."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from crawler.demo.coin import FairCoin, thue_morse
from crawler.demo.pages import depends_on, expand, months_ago, render

TODAY = datetime.date(2026, 3, 17)


def test_an_include_may_include_others() -> None:
    files = {"a": "(<!--#include b -->)", "b": "deep"}
    assert expand("x<!--#include a -->y", files.__getitem__) == "x(deep)y"


@pytest.mark.parametrize(
    ("facts", "shown"), [((), "always not-gpc"), (("dnt",), "always dnt not-gpc"), (("gpc",), "always")]
)
def test_conditions_follow_the_visitors_signals(facts: tuple[str, ...], shown: str) -> None:
    page = "always<!--#if dnt --> dnt<!--#end --><!--#unless gpc --> not-gpc<!--#end -->"
    assert render(page, facts)[0] == shown


def test_dates_stay_as_old_as_they_were_written() -> None:
    styles = ("5 long", "3 month", "0 iso", "26 british", "2 us")
    page = "|".join(f"<!--#date {style} -->" for style in styles)
    shown = render(page, (), TODAY)[0]
    assert shown == "October 1, 2025|December 2025|2026-03-01|1 January 2024|01/01/2026"


def test_an_unknown_date_style_is_an_error() -> None:
    with pytest.raises(KeyError):
        render("<!--#date 5 roman -->", ())


def test_months_are_counted_over_new_year() -> None:
    assert months_ago(3, TODAY) == datetime.date(2025, 12, 1)
    assert months_ago(15, TODAY) == datetime.date(2024, 12, 1)


def test_cookie_lines_leave_the_page_and_go_into_the_response() -> None:
    body, cookies = render("<!--#cookie basket={id}; Path=/ -->\n<p>Hello</p>", ())
    assert (body, cookies) == ("<p>Hello</p>", ("basket={id}; Path=/",))


def test_a_page_knows_which_facts_change_it() -> None:
    page = "<!--#if heads -->x<!--#end -->"
    assert depends_on(page, "heads")
    assert not depends_on(page, "gpc")


def test_any_three_tosses_in_a_row_are_mixed() -> None:
    sides = [thue_morse(n) for n in range(300)]
    assert all(len({a, b, c}) == 2 for (a, b), (_, c) in pairwise(pairwise(sides)))


def test_the_coin_is_fair_over_every_pair_of_visits() -> None:
    assert all(thue_morse(2 * n) != thue_morse(2 * n + 1) for n in range(200))


def test_a_kind_of_visitor_sees_the_same_sequence_however_visits_interleave() -> None:
    apart, together = FairCoin(), FairCoin()
    kinds = ("baseline", "dnt", "gpc")
    one_after_another = {kind: [apart.toss(kind) for _ in range(6)] for kind in kinds}
    interleaved: dict[str, list[bool]] = {kind: [] for kind in kinds}
    for _ in range(6):
        for kind in reversed(kinds):
            interleaved[kind].append(together.toss(kind))
    assert interleaved == one_after_another


def test_one_extra_load_does_not_make_the_first_three_baseline_visits_alike() -> None:
    coin = FairCoin()
    first = [coin.toss("baseline") for _ in range(4)]
    for skipped in range(4):
        assert len(set(first[:skipped] + first[skipped + 1 :])) == 2


def test_a_single_pair_of_visits_looks_like_obedience() -> None:
    coin = FairCoin()
    assert coin.toss("baseline")
    assert not coin.toss("dnt")
