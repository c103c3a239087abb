"""The command line that Chromium gets: ours and the user's as one, since it heeds only the last of a kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.browser import _arguments, _write_preferences
from crawler.settings import Browser, Profile

AGENT = "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0"


def arguments(
    profile: Profile = "baseline", *args: str, rules: str = "", spki: str = "", **more: str
) -> dict[str, str]:
    made = _arguments(profile, Browser(args=args, **more), rules, spki, AGENT)  # type: ignore[arg-type]
    names = [arg.partition("=")[0] for arg in made]
    assert len(names) == len(set(names)), "a switch given twice loses its first value"
    return dict(arg.partition("=")[::2] for arg in made)


def test_host_rules_of_ours_and_of_the_user_are_one_list_with_ours_first() -> None:
    found = arguments(
        "baseline", "--host-resolver-rules=MAP a.test 127.0.0.1,MAP b.test 127.0.0.1", rules="MAP p 127.0.0.1"
    )
    assert found["--host-resolver-rules"] == "MAP p 127.0.0.1,MAP a.test 127.0.0.1,MAP b.test 127.0.0.1"
    assert "--host-resolver-rules" not in arguments()


def test_features_of_ours_and_of_the_user_are_one_list() -> None:
    plain, found = (
        arguments(),
        arguments("baseline", "--enable-features=Mine", "--disable-features=Yours,Theirs"),
    )
    assert found["--enable-features"] == plain["--enable-features"] + ",Mine"
    assert found["--disable-features"] == plain["--disable-features"] + ",Yours,Theirs"


def test_several_switches_of_one_kind_from_the_user_are_joined() -> None:
    found = arguments("baseline", "--enable-features=One", "--enable-features=Two")
    assert found["--enable-features"].endswith(",One,Two")


def test_certificates_that_are_believed_are_joined() -> None:
    found = arguments("baseline", "--ignore-certificate-errors-spki-list=user=", spki="proof=")
    assert found["--ignore-certificate-errors-spki-list"] == "proof=,user="


def test_other_switches_are_passed_on_as_they_are() -> None:
    assert arguments("baseline", "--no-zygote", "--js-flags=--a=b,c") | {
        "--no-zygote": "",
        "--js-flags": "--a=b,c",
    } == arguments("baseline", "--no-zygote", "--js-flags=--a=b,c")


@pytest.mark.parametrize(("profile", "sent"), [("baseline", False), ("dnt", False), ("gpc", True)])
def test_gpc_is_sent_natively_by_its_own_profile_only(profile: Profile, sent: bool) -> None:
    assert ("GlobalPrivacyControlForce" in arguments(profile)["--enable-features"].split(",")) == sent


def test_nothing_says_that_the_browser_is_driven() -> None:
    found = arguments()
    assert found["--user-agent"] == AGENT
    assert "AutomationControlled" in found["--disable-blink-features"]
    assert "ThirdPartyStoragePartitioning" not in found["--disable-features"]
    assert arguments(locale="de-DE")["--lang"] == "de-DE"


@pytest.mark.parametrize(("profile", "dnt"), [("baseline", False), ("dnt", True), ("gpc", False)])
def test_third_party_cookies_are_an_ordinary_persons_and_dnt_is_its_own_profile(
    tmp_path: Path, profile: Profile, dnt: bool
) -> None:
    _write_preferences(tmp_path, profile)
    preferences = json.loads((tmp_path / "Default" / "Preferences").read_text())
    assert preferences["profile"]["cookie_controls_mode"] == 0
    assert preferences.get("enable_do_not_track", False) == dnt


def test_bad_certificates_are_ignored_for_the_whole_browser_or_not_at_all() -> None:
    assert "--ignore-certificate-errors" not in arguments()
    lenient = _arguments("baseline", Browser(ignore_https_errors=True), "", "", AGENT)
    assert "--ignore-certificate-errors" in lenient
