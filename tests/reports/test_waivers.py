"""Accepted findings."""

from __future__ import annotations

from datetime import date

import pytest

from reports.model import Finding
from reports.waivers import WaiverRule, waive

DAY = date(2026, 11, 22)
SITE = "https://www.shop.test/start"
FINDING = Finding(
    rule="undeclared-tracker", severity="high", vendor="Hotjar", title="t", detail="d", confidence="certain"
)


@pytest.mark.parametrize(
    ("given", "waived"),
    [
        ({}, True),
        ({"rule": "policy-missing"}, False),
        ({"vendor": "Hotjar"}, True),
        ({"vendor": "hotjar"}, True),
        ({"vendor": "Plaza"}, False),
        ({"site": "www.shop.test"}, True),
        ({"site": "shop.test"}, True),
        ({"site": "SHOP.test"}, True),
        ({"site": "https://www.shop.test/"}, True),
        ({"site": "www.shop.test:443"}, True),
        ({"site": "op.test"}, False),
        ({"site": "inner.www.shop.test"}, False),
        ({"until": date(2026, 11, 22)}, True),
        ({"until": date(2026, 11, 23)}, True),
        ({"until": date(2026, 11, 21)}, False),
    ],
)
def test_a_waiver_fits_by_rule_vendor_host_and_day(given: dict[str, object], waived: bool) -> None:
    rule = WaiverRule(**{"rule": "undeclared-tracker", "reason": "DPIA 14", **given})  # type: ignore[arg-type]
    (found,) = waive([FINDING], SITE, [rule], DAY)
    assert (found.waived is not None) == waived
    if found.waived:
        assert found.waived.reason == "DPIA 14"
        assert found.model_copy(update={"waived": None}) == FINDING


def test_a_finding_about_no_vendor_is_not_waived_for_a_vendor() -> None:
    nobody = FINDING.model_copy(update={"vendor": None})
    (found,) = waive([nobody], SITE, [WaiverRule("undeclared-tracker", "r", vendor="Hotjar")], DAY)
    assert found.waived is None


def test_the_first_waiver_that_fits_gives_the_reason() -> None:
    rules = [
        WaiverRule("undeclared-tracker", "over", until=date(2020, 1, 1)),
        WaiverRule("undeclared-tracker", "first", until=date(2027, 1, 31)),
        WaiverRule("undeclared-tracker", "second"),
    ]
    (found,) = waive([FINDING], SITE, rules, DAY)
    assert found.waived is not None
    assert (found.waived.reason, found.waived.until) == ("first", "2027-01-31")


def test_nothing_is_waived_without_waivers() -> None:
    assert waive([FINDING], SITE, [], DAY) == [FINDING]
