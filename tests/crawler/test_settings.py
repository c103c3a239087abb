"""Settings: file, environment and flags, and one line for every mistake."""

from __future__ import annotations

import io
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.settings import ALL_PROFILES, OTHER_VARIABLES, SettingsError, load_settings, read_site_list


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("UNDECLARED_"):
            monkeypatch.delenv(name)


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(text: str) -> Path:
        path = tmp_path / "audit.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


EVERYTHING = """
[audit]
name = "Q4 portfolio"
profiles = ["gpc", "baseline", "dnt", "accept"]
repeats = 4
pages_per_site = 2
concurrency = 8
fail_on = "medium"
[audit.settle]
quiet_ms = 500
max_ms = 9000
[browser]
executable = "/usr/lib/chromium/chromium"
args = ["--host-resolver-rules=MAP a.test 127.0.0.1:8443"]
ignore_https_errors = true
proxy = "http://127.0.0.1:3128"
locale = "de-DE"
timezone = "Europe/Berlin"
[[site]]
url = "https://www.example.test"
name = "Example"
first_party = ["example-cdn.test", "https://static.Example-Media.test/"]
policy_urls = ["https://www.example.test/privacy"]
pages = ["/pricing"]
[[waiver]]
rule = "undeclared-tracker"
vendor = "Hotjar"
site = "www.example.test"
reason = "DPIA 2026-14"
until = 2027-01-31
"""


def test_a_file_with_every_key_is_read(file: Any) -> None:
    settings = load_settings(file(EVERYTHING))
    assert settings.audit.name == "Q4 portfolio"
    assert settings.profiles == ("baseline", "dnt", "gpc")
    assert settings.not_measured == ("accept",)
    assert (settings.audit.repeats, settings.audit.pages_per_site, settings.audit.concurrency) == (4, 2, 8)
    assert (settings.audit.settle.quiet_ms, settings.audit.settle.max_ms) == (500, 9000)
    assert settings.browser.executable == Path("/usr/lib/chromium/chromium")
    assert settings.site[0].url == "https://www.example.test/"
    assert settings.site[0].first_party == ("example-cdn.test", "example-media.test")
    assert settings.waiver[0].until == date(2027, 1, 31)


def test_without_a_file_everything_has_a_default() -> None:
    settings = load_settings(None, ["example.test"])
    assert settings.audit.profiles == ALL_PROFILES
    assert (settings.audit.repeats, settings.audit.pages_per_site, settings.audit.fail_on) == (3, 3, "high")
    assert [site.url for site in settings.site] == ["https://example.test/"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[audit]\nrepeets = 3\n", ["'audit.repeets'", "'audit.repeats'"]),
        ("[audits]\n", ["'audits'", "'audit'"]),
        ("[audit.settle]\nquiet = 3\n", ["'audit.settle.quiet'", "'audit.settle.quiet_ms'"]),
        (
            "[[site]]\nurl='a.test'\n[[site]]\nurl='b.test'\npolicy_url='x'\n",
            ["'site[1].policy_url'", "policy_urls"],
        ),
        ("[browser]\nzzzzzz = 1\n", ["'browser.zzzzzz'", "allowed here: executable"]),
        ("[audit]\nrepeats = 'many'\n", ['audit.repeats = "many"', "integer"]),
        ("[audit]\nrepeats = 0\n", ["audit.repeats = 0", "greater than or equal to 1"]),
        ("[audit]\nconcurrency = 1000\n", ["audit.concurrency = 1000", "64"]),
        ("[audit]\nfail_on = 'loud'\n", ['audit.fail_on = "loud"', "'never'", "'high'"]),
        ("[audit]\nprofiles = ['baseline', 'dtn']\n", ['audit.profiles[1] = "dtn"', "'dnt'"]),
        ("[audit]\nprofiles = ['dnt']\n", ["audit.profiles", "'baseline'"]),
        ("[audit]\nname = 5\n", ["audit.name = 5", "string"]),
        ("[browser]\nargs = '--x'\n", ['browser.args = "--x"']),
        (
            "[browser]\nignore_https_errors = 'perhaps'\n",
            ['browser.ignore_https_errors = "perhaps"', "boolean"],
        ),
        ("[[site]]\nname = 'no address'\n", ["site[0].url", "required"]),
        ("[[site]]\nurl = 'ftp://a.test/'\n", ['site[0].url = "ftp://a.test/"', "https://"]),
        ("[[site]]\nurl = 'https://'\n", ['site[0].url = "https://"', "not a web address"]),
        ("[[site]]\nurl = 'https://a b.test/'\n", ["site[0].url", "not a web address"]),
        ("[[site]]\nurl = 'https://a.test:port/'\n", ["site[0].url", "not a web address"]),
        ("[[site]]\nurl = 'https://[::1/'\n", ["site[0].url", "not a web address"]),
        ("[[site]]\nurl = 'a.test'\npolicy_urls = ['javascript:void(0)']\n", ["site[0].policy_urls[0]"]),
        ("[[site]]\nurl = 'a.test'\nfirst_party = ['']\n", ["site[0].first_party[0]", "not a domain"]),
        ("[site]\nurl = 'a.test'\n", ["site = ", "[[site]]"]),
        ("site = ['a.test']\n", ["site = ", "[[site]]"]),
        ("audit = 3\n", ["audit = 3", "[audit]"]),
        ("waiver = 'all'\n", ['waiver = "all"', "[[waiver]]"]),
        (
            "[[waiver]]\nrule = 'undeclared-trackers'\nreason='x'\n",
            ["waiver[0].rule", "'undeclared-tracker'"],
        ),
        ("[[waiver]]\nrule = 'undeclared-tracker'\n", ["waiver[0].reason", "required"]),
        (
            "[[waiver]]\nrule = 'policy-missing'\nreason='x'\nuntil='soon'\n",
            ['waiver[0].until = "soon"', "date"],
        ),
        ("[audit]\nrepeats = '3'\n", ['audit.repeats = "3"', "integer"]),
        ("[audit]\nrepeats = true\n", ["audit.repeats = true", "integer"]),
        ("[audit]\ncheck_links = 'no'\n", ['audit.check_links = "no"', "boolean"]),
        ("[audit.settle]\nquiet_ms = '500'\n", ['audit.settle.quiet_ms = "500"', "integer"]),
        ("[audit]\nrepeats = 5\nmax_repeats = 3\n", ["audit.max_repeats = 3", "audit.repeats = 5"]),
        (
            "[[waiver]]\nrule = 'undeclared-tracker'\nreason='x'\nvendor='Hotjr'\n",
            ['waiver[0].vendor = "Hotjr"', "'Hotjar'"],
        ),
        (
            "[[waiver]]\nrule = 'undeclared-tracker'\nreason='x'\nvendor='GA4'\n",
            ['waiver[0].vendor = "GA4"', "findings call it 'Google Analytics'"],
        ),
        (
            "[[site]]\nurl = 'a.test'\npages = ['/ok', 'ftp://x']\n",
            ['site[0].pages[1] = "ftp://x"', "https://"],
        ),
        ("[[site]]\nurl = 'a.test'\npages = ['mailto:a@b.test']\n", ["site[0].pages[0]", "https://"]),
        ("[[site]]\nurl = 'a.test'\npages = ['']\n", ["site[0].pages[0]", "/pricing"]),
        ("[browser]\ntimezone = 'Mars/Base'\n", ['browser.timezone = "Mars/Base"', "America/Los_Angeles"]),
        ("[browser]\ntimezone = 'europe/berlin'\n", ["browser.timezone", "did you mean 'Europe/Berlin'?"]),
        ("[browser]\nlocale = 'klingon!!'\n", ['browser.locale = "klingon!!"', "en-US"]),
        ("[browser]\nproxy = 'foo bar'\n", ['browser.proxy = "foo bar"', "http://127.0.0.1:3128"]),
        ("[browser]\nproxy = 'ftp://a.test:1'\n", ["browser.proxy", "socks5://"]),
        ("[audit]\nrepeats = = 3\n", ["not valid TOML", "line 2"]),
        ("[audit\n", ["not valid TOML", "line 1"]),
    ],
)
def test_every_mistake_is_one_line_that_names_key_value_and_what_is_allowed(
    file: Any, text: str, parts: list[str]
) -> None:
    path = file(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    message = caught.value.format_message()
    assert caught.value.exit_code == 2
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    for part in parts:
        assert part in message


def test_a_file_that_is_not_there_or_not_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        load_settings(tmp_path / "nothing.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "binary.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    path.write_bytes(b"\xef\xbb\xbf[audit]\nrepeats = 5\n")
    assert load_settings(path).audit.repeats == 5


def test_the_environment_beats_the_file_and_flags_beat_the_environment(
    file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file("[audit]\nrepeats = 2\nconcurrency = 2\npages_per_site = 2\n")
    monkeypatch.setenv("UNDECLARED_AUDIT_REPEATS", "5")
    monkeypatch.setenv("UNDECLARED_AUDIT_CONCURRENCY", "5")
    audit = load_settings(path, overrides={"audit.repeats": 7, "audit.concurrency": None}).audit
    assert (audit.repeats, audit.concurrency, audit.pages_per_site) == (7, 5, 2)


def test_all_mistakes_of_a_file_are_named_at_once(file: Any) -> None:
    written = file('[audit]\nnmae = "x"\nrepeats = 0\n[[site]]\nurl = "htp://shop.test/"\nfrist_party = []\n')
    with pytest.raises(SettingsError) as caught:
        load_settings(written)
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    for line, key in zip(lines, ("nmae", "frist_party", "audit.repeats", "site[0].url"), strict=True):
        assert line.startswith(f"{written}: ")
        assert key in line


def test_a_bad_value_in_the_environment_is_a_bad_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDECLARED_AUDIT_REPEATS", "lots")
    with pytest.raises(SettingsError, match=r'audit\.repeats = "lots"'):
        load_settings(None)


@pytest.mark.parametrize("name", ["UNDECLARED_AUDIT_REPEAT", "UNDECLARED_BROWSER_TIMEZON"])
def test_an_unknown_variable_of_a_setting_is_an_error_that_names_the_nearest(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "2")
    with pytest.raises(SettingsError, match=rf"unknown variable {name}; did you mean '{name}[SE]'\?"):
        load_settings(None)


def test_a_variable_that_means_nothing_is_said_and_those_that_do_are_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNDECLARED_DATA", "folder")
    monkeypatch.setenv("UNDECLARED_FAIL_ON", "never")
    load_settings(None)
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "environment: UNDECLARED_FAIL_ON means nothing to undeclared; did you mean 'UNDECLARED_AUDIT_FAIL_ON'?"
    ]


def test_every_variable_that_the_program_reads_is_known() -> None:
    root = Path(__file__).parents[2]
    sources = [
        f.read_text("utf-8")
        for part in ("crawler", "reports", "trackers")
        for f in (root / part).rglob("*.py")
    ]
    read = {name for text in sources for name in re.findall(r'environ\S*?\(?"(UNDECLARED_\w+)"', text)}
    assert read
    assert read <= set(OTHER_VARIABLES)


def test_more_repeats_than_the_default_of_max_repeats_are_no_mistake(file: Any) -> None:
    assert load_settings(file("[audit]\nrepeats = 9\n")).audit.repeats == 9


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("timezone", "UTC"),
        ("timezone", "Asia/Kolkata"),
        ("timezone", "GMT+02:00"),
        ("locale", "de"),
        ("locale", "zh-Hant-TW"),
        ("locale", "es-419"),
        ("proxy", "127.0.0.1:3128"),
        ("proxy", "socks5://proxy.test:1080"),
    ],
)
def test_what_the_browser_takes_is_taken(file: Any, key: str, value: str) -> None:
    assert getattr(load_settings(file(f'[browser]\n{key} = "{value}"\n')).browser, key) == value


@pytest.mark.parametrize("vendor", ["hotjar", "Meta", "ads.tracker.test"])
def test_a_waiver_names_a_product_a_company_or_a_host(file: Any, vendor: str) -> None:
    text = f'[[waiver]]\nrule = "undeclared-tracker"\nreason = "x"\nvendor = "{vendor}"\n'
    assert load_settings(file(text)).waiver[0].vendor == vendor


def test_pages_are_paths_or_addresses(file: Any) -> None:
    pages = ["/pricing", "contact?a=b:c", "https://a.test/x", "/a:b"]
    text = f'[[site]]\nurl = "a.test"\npages = {pages}\n'
    assert load_settings(file(text)).site[0].pages == tuple(pages)


def test_lists_and_switches_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDECLARED_AUDIT_PROFILES", "baseline, gpc,")
    monkeypatch.setenv(
        "UNDECLARED_BROWSER_ARGS", "--host-resolver-rules=MAP a 1.2.3.4,MAP b 1.2.3.4, --no-zygote"
    )
    monkeypatch.setenv("UNDECLARED_BROWSER_IGNORE_HTTPS_ERRORS", "true")
    settings = load_settings(None)
    assert settings.profiles == ("baseline", "gpc")
    assert settings.browser.args == ("--host-resolver-rules=MAP a 1.2.3.4,MAP b 1.2.3.4", "--no-zygote")
    assert settings.browser.ignore_https_errors is True


@pytest.mark.parametrize(
    ("given_", "address"),
    [
        ("example.test", "https://example.test/"),
        ("http://example.test", "http://example.test/"),
        (" https://example.test/a?b#c ", "https://example.test/a?b#c"),
        ("https://example.test?x=1", "https://example.test/?x=1"),
        ("localhost:8080", "https://localhost:8080/"),
        ("http://s", "http://s/"),
        ("https://t?x", "https://t/?x"),
        ("http://[::1]:8080", "http://[::1]:8080/"),
        ("https://bücher.test", "https://bücher.test/"),
    ],
)
def test_an_address_gets_a_scheme_and_a_path(given_: str, address: str) -> None:
    assert load_settings(None, [given_]).site[0].url == address


@given(st.text(max_size=30))
def test_any_address_is_taken_or_refused_in_one_line(text: str) -> None:
    try:
        (site,) = load_settings(None, [text]).site
    except SettingsError as error:
        message = error.format_message()
    else:
        message = "one line"
        assert site.url.lower().startswith(("http://", "https://"))
        assert load_settings(None, [site.url]).site[0].url == site.url
    assert len(message.splitlines()) == 1


def test_a_site_given_twice_is_audited_once_with_the_files_settings(file: Any) -> None:
    path = file("[[site]]\nurl = 'https://a.test/'\nname = 'A'\n")
    settings = load_settings(path, ["a.test", "https://a.test", "b.test", "b.test"])
    assert [(site.url, site.name) for site in settings.site] == [
        ("https://a.test/", "A"),
        ("https://b.test/", ""),
    ]


def test_two_runs_are_the_same_audit_when_they_measure_the_same(file: Any) -> None:
    base = load_settings(file(EVERYTHING))
    assert base.fingerprint() == load_settings(file(EVERYTHING)).fingerprint()
    same = load_settings(file(EVERYTHING), overrides={"audit.concurrency": 1, "audit.fail_on": "never"})
    assert same.fingerprint() == base.fingerprint()
    other = load_settings(file(EVERYTHING), overrides={"audit.repeats": 9})
    assert other.fingerprint() != base.fingerprint()
    assert load_settings(file(EVERYTHING), ["more.test"]).fingerprint() != base.fingerprint()


LIST = ["https://a.test/", "b.test"]


@pytest.mark.parametrize(
    "text",
    [
        "https://a.test/\nb.test\n",
        "# my sites\nhttps://a.test/\n\n   # more\n  b.test  \n",
        "url\nhttps://a.test/\nb.test\n",
        "name,URL ,note\nA,https://a.test/,x\nB,b.test,\nC,,nothing\n",
        '\ufeffurl,name\r\nhttps://a.test/,"A, the first"\r\nb.test,B\r\n',
        "name;url\nA;https://a.test/\nB;b.test\n",
        "url\tname\nhttps://a.test/\tA\nb.test\tB\n",
        "https://a.test/ # the first\nb.test # the second\n",
        "https://a.test/,A\nb.test,B\nshort\n".replace("short\n", ""),
    ],
)
def test_a_list_of_sites_is_read_from_a_file_and_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    path = tmp_path / "sites.csv"
    path.write_text(text, encoding="utf-8")
    assert read_site_list(path) == LIST
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert read_site_list("-") == LIST


def test_an_empty_list_has_no_sites(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("# nothing yet\n\n")
    assert read_site_list(path) == []


def test_a_list_that_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "long.csv").write_text('"' + "x" * 200_000 + '"\n')
    for name in ("none.csv", "bad.csv", "long.csv"):
        with pytest.raises(SettingsError, match="cannot be read as a list of sites"):
            read_site_list(tmp_path / name)


def test_two_hundred_sites_are_an_ordinary_case(tmp_path: Path) -> None:
    path = tmp_path / "sites.txt"
    path.write_text("\n".join(f"site{n}.test" for n in range(200)))
    assert len(load_settings(None, read_site_list(path)).site) == 200
