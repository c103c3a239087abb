import re

from hypothesis import given
from hypothesis import strategies as st

from trackers.name_patterns import NameIndex


def found(name: str, *patterns: str) -> list[str]:
    return [pattern for pattern, _ in NameIndex((pattern, None) for pattern in patterns).matches(name)]


def test_stars_stand_for_anything_and_number_signs_for_digits() -> None:
    assert found("_ga_1A", "_ga", "_ga_*", "_ga_#") == ["_ga_*"]
    assert found("_ga_12", "_ga", "_ga_*", "_ga_#") == ["_ga_*", "_ga_#"]
    assert found("mp_abc_mixpanel", "mp_*_mixpanel") == ["mp_*_mixpanel"]
    assert found("mp_mixpanel", "mp_*_mixpanel") == []


def test_the_whole_name_comes_first_and_then_the_longer_beginnings() -> None:
    assert found("_hjid", "*", "_hj*", "_h*", "_hjid") == ["_hjid", "_hj*", "_h*", "*"]


def test_other_characters_stand_for_themselves() -> None:
    assert found("a.b", "a.b*", "a.?*") == ["a.b*"]
    assert found("axb", "a.b*") == []


@given(st.lists(st.text("ab1*#", min_size=1, max_size=6), max_size=6), st.text("ab1", max_size=8))
def test_the_index_finds_what_each_pattern_would_by_itself(patterns: list[str], name: str) -> None:
    expected = [p for p in patterns if re.fullmatch(p.replace("*", ".*").replace("#", r"\d+"), name)]
    assert sorted(found(name, *patterns)) == sorted(expected)
