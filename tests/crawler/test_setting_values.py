"""What a value of the settings file may be, where the file's own tests do not reach."""

from __future__ import annotations

import zoneinfo

import pytest
from pydantic import TypeAdapter

from crawler.setting_values import TimeZone, nearest


def test_a_machine_without_a_time_zone_database_leaves_the_zone_to_the_browser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    assert TypeAdapter(TimeZone).validate_python("Europe/Berlin") == "Europe/Berlin"


def test_the_nearest_is_found_in_any_case_and_nothing_is_made_up() -> None:
    assert nearest("hotjr", ["Hotjar", "Meta"]) == "did you mean 'Hotjar'? "
    assert nearest("zzz", ["Hotjar", "Meta"]) == ""
