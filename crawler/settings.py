"""The settings of an audit: TOML file, environment, command line; the later beats the earlier.

Every mistake becomes one `SettingsError` line that names the key, the value and what is allowed.
"""

from __future__ import annotations

import contextlib
import csv
import difflib
import hashlib
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from crawler.setting_values import (
    Domain,
    Locale,
    PageAddress,
    ProxyAddress,
    RuleIdentifier,
    Switch,
    TimeZone,
    VendorName,
    WebAddress,
    Whole,
    nearest,
)

Profile = Literal["baseline", "dnt", "gpc", "accept", "reject", "withdraw", "opted_out"]

MEASURED_PROFILES: tuple[Profile, ...] = ("baseline", "dnt", "gpc")
"""What this version visits; the other profiles are accepted and reported as not measured."""
ALL_PROFILES: tuple[Profile, ...] = get_args(Profile)


OTHER_VARIABLES = ("UNDECLARED_DATA", "UNDECLARED_CACHE", "UNDECLARED_NO_INSTALL", "UNDECLARED_ORACLE")
"""Variables that are no settings of an audit: folders, whether to install, the tests' oracle."""


class SettingsError(click.ClickException):
    """Bad settings: exit code 2, one line."""

    exit_code = 2


class Section(BaseModel):
    """Base of every table: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Settle(Section):
    """When is a page done."""

    quiet_ms: Whole = Field(default=1000, ge=50, le=60_000)
    """How long nothing new may happen before the page counts as quiet."""
    max_ms: Whole = Field(default=20_000, ge=500, le=300_000)
    """The longest a page is watched."""
    late_ms: Whole = Field(default=6_000, ge=0, le=60_000)
    """Timers that the page has set and that fire within this time after it was loaded are waited for."""


class Audit(Section):
    """What to do."""

    name: str = ""
    """What the report is called."""
    profiles: tuple[Profile, ...] = ALL_PROFILES
    """What is visited. `baseline` must be among them; what this version cannot measure is reported as not measured."""
    repeats: Whole = Field(default=3, ge=1, le=50)
    """Visits per site and profile."""
    max_repeats: Whole = Field(default=6, ge=1, le=100)
    """Up to this many where `repeats` visits do not settle whether a signal changed anything."""
    pages_per_site: Whole = Field(default=3, ge=1, le=100)
    """The entry page and internal pages; which ones is decided by a rule, never by chance."""
    concurrency: Whole = Field(default=4, ge=1, le=64)
    """Visits at the same time."""
    fail_on: Literal["high", "medium", "low", "info", "never"] = "high"
    """Exit with 1 where a finding is at least this severe."""
    navigation_ms: Whole = Field(default=30_000, ge=1000, le=300_000)
    """How long a page may take to answer at all."""
    check_links: Switch = True
    """Whether opt-out links are tried."""
    settle: Settle = Settle()
    """When a page is done."""


class Browser(Section):
    """The browser that looks."""

    executable: Path | None = None
    """The browser itself, not a wrapper script. By default one is found, or installed."""
    args: tuple[str, ...] = ()
    """Switches for Chromium, passed as they are."""
    ignore_https_errors: Switch = False
    """Visit pages with a bad certificate all the same. No opt-out link is then called insecure for its certificate."""
    proxy: ProxyAddress | None = None
    """For example `http://127.0.0.1:3128` or `socks5://127.0.0.1:1080`."""
    locale: Locale = "en-US"
    """The language that the visitor asks for."""
    timezone: TimeZone | None = None
    """For example `America/Los_Angeles`; this machine's by default."""
    width: Whole = Field(default=1366, ge=320, le=7680)
    """Of the window, in CSS pixels."""
    height: Whole = Field(default=768, ge=240, le=4320)
    """Of the window, in CSS pixels."""


class SiteSettings(Section):
    """One site to audit."""

    url: WebAddress
    """The entry page; `https://` is added where no scheme stands."""
    name: str = ""
    """What the report calls the site."""
    first_party: tuple[Domain, ...] = ()
    """Other domains that belong to the site's owner."""
    policy_urls: tuple[WebAddress, ...] = ()
    """Where the policies are; by default they are looked for."""
    pages: tuple[PageAddress, ...] = ()
    """Internal pages to visit, as paths or addresses; by default they are chosen."""


class WaiverSettings(Section):
    """An accepted finding."""

    rule: RuleIdentifier
    """The rule's identifier; see docs/rules.md."""
    reason: str
    """Why it is accepted; the report shows it."""
    vendor: VendorName | None = None
    """Only findings about this vendor, called as findings call it."""
    site: str | None = None
    """Only findings on sites at this host or below it, for example `www.example.test`."""
    until: date | None = None
    """The last day on which it holds, for example `2027-01-31`."""


class Settings(Section):
    """Everything that decides what a run measures."""

    audit: Audit = Audit()
    browser: Browser = Browser()
    site: tuple[SiteSettings, ...] = ()
    waiver: tuple[WaiverSettings, ...] = ()

    @model_validator(mode="after")
    def _profiles_make_sense(self) -> Settings:
        if "baseline" not in self.audit.profiles:
            raise ValueError("audit.profiles must contain 'baseline': a signal is judged against it")
        return self

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The profiles that are visited, in the order of interleaving."""
        return tuple(p for p in MEASURED_PROFILES if p in self.audit.profiles)

    @property
    def not_measured(self) -> tuple[Profile, ...]:
        """Profiles that were asked for and cannot be measured yet."""
        return tuple(p for p in ALL_PROFILES if p in self.audit.profiles and p not in MEASURED_PROFILES)

    def fingerprint(self) -> str:
        """SHA-256 of everything that decides what is measured: two runs with the same are the same audit."""
        content = self.model_dump(mode="json", exclude={"waiver": True, "audit": {"concurrency", "fail_on"}})
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def load_settings(
    config: Path | None, urls: Sequence[str] = (), overrides: Mapping[str, Any] | None = None
) -> Settings:
    """Read the settings file and put environment and command line on top.

    `overrides` maps dotted keys (`audit.repeats`) to values; None means "not given". Raises `SettingsError`.
    """
    content: dict[str, Any] = {}
    where = "settings"
    if config is not None:
        where = str(config)
        content = _read_toml(config)
        _check_tables(content, where)
    given = {key: value for key, value in (overrides or {}).items() if value is not None}
    for dotted, value in {**_environment(), **given}.items():
        _put(content, dotted, value)
    content["site"] = [*content.get("site", []), *({"url": url} for url in urls)]
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        problems = [*_unknown_keys(content, Settings), *_wrong_values(error)]
        raise SettingsError("\n".join(f"{where}: {problem}" for problem in problems)) from None
    _check_repeats(settings.audit, where)
    return _without_repeated_sites(settings)


def read_site_list(source: Path | Literal["-"]) -> list[str]:
    """Site addresses from a CSV or plain list (`-`: standard input), one a line; `#` begins a comment.

    Of a CSV the column `url` counts where there is a header with one, else the first column.
    """
    try:
        text = sys.stdin.read() if source == "-" else source.read_text(encoding="utf-8")
        lines = text.removeprefix("\ufeff").splitlines()
        lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        rows = list(csv.reader(lines, delimiter=_delimiter(lines)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{source}: cannot be read as a list of sites: {error}") from None
    if not rows:
        return []
    header = [cell.strip().lower() for cell in rows[0]]
    column = header.index("url") if "url" in header else 0
    if "url" in header:
        rows = rows[1:]
    cells = (row[column].split(" #")[0].strip() for row in rows if len(row) > column)
    return [cell for cell in cells if cell]


def _delimiter(lines: Sequence[str]) -> str:
    """Spreadsheets write semicolons or tabs where the comma is the decimal mark."""
    first = lines[0] if lines else ""
    return next((mark for mark in (",", ";", "\t") if mark in first), ",")


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such settings file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from None


def _check_tables(content: Mapping[str, Any], where: str) -> None:
    """A value where a table should be, or one table where a list of them should be."""
    for key, written, kind in (
        ("audit", "[audit]", dict),
        ("browser", "[browser]", dict),
        ("site", "[[site]]", list),
        ("waiver", "[[waiver]]", list),
    ):
        value = content.get(key, kind())
        tables = value if kind is list and isinstance(value, list) else [value]
        if not isinstance(value, kind) or not all(isinstance(table, dict) for table in tables):
            shown = json.dumps(value, default=str)
            raise SettingsError(f"{where}: {key} = {shown[:80]}: write it as the table {written}")


def _unknown_keys(content: Mapping[str, Any], model: type[BaseModel], path: str = "") -> Iterator[str]:
    """What to say of keys that the model does not have: which one was probably meant, which there are."""
    for key, value in content.items():
        field = model.model_fields.get(key)
        if field is None:
            near = difflib.get_close_matches(key, model.model_fields, n=1, cutoff=0.4)
            hint = f"did you mean {path + near[0]!r}?" if near else ""
            yield f"unknown key {path + key!r}; {hint} allowed here: {', '.join(model.model_fields)}"
            continue
        inner = _model_inside(field.annotation)
        if inner is None:
            continue
        for number, table in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(table, dict):
                index = f"[{number}]" if isinstance(value, list) else ""
                yield from _unknown_keys(table, inner, f"{path}{key}{index}.")


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_inside(part))), None)


def _check_repeats(audit: Audit, where: str) -> None:
    """Only a `max_repeats` that somebody wrote is a mistake; the default gives way to more repeats."""
    if "max_repeats" in audit.model_fields_set and audit.max_repeats < audit.repeats:
        raise SettingsError(
            f"{where}: audit.max_repeats = {audit.max_repeats}: less than audit.repeats = {audit.repeats}"
        )


def _environment() -> dict[str, Any]:
    """`UNDECLARED_AUDIT_REPEATS=5` is `audit.repeats = 5`; lists are separated by commas."""
    found: dict[str, Any] = {}
    keys = {
        f"UNDECLARED_{section}_{key}".upper(): (f"{section}.{key}", field.annotation)
        for section, model in (("audit", Audit), ("browser", Browser))
        for key, field in model.model_fields.items()
        if key != "settle"
    }
    for name, text in sorted(os.environ.items()):
        if name in keys:
            dotted, annotation = keys[name]
            found[dotted] = _from_text(text, annotation)
        elif name.startswith(("UNDECLARED_AUDIT_", "UNDECLARED_BROWSER_")):
            raise SettingsError(
                f"environment: unknown variable {name}; {nearest(name, keys)}see docs/settings.md"
            )
        elif name.startswith("UNDECLARED_") and name not in OTHER_VARIABLES:
            hint = nearest(name, [*keys, *OTHER_VARIABLES])
            click.echo(f"environment: {name} means nothing to undeclared; {hint}".rstrip("; "), err=True)
    return found


def _from_text(text: str, annotation: Any) -> Any:
    """A variable's text as the value that it stands for; left as it is where it stands for none, to be refused."""
    if get_origin(annotation) is tuple:
        return _listed(text)
    if annotation in (int, bool):
        with contextlib.suppress(ValidationError):
            return TypeAdapter(annotation).validate_python(text)
    return text


def _listed(text: str) -> list[str]:
    """Between commas; inside a switch of Chromium (`--host-resolver-rules=MAP a b,MAP c d`) a comma is its own."""
    separator = r",(?=\s*-)" if text.lstrip().startswith("-") else ","
    return [part for piece in re.split(separator, text) if (part := piece.strip())]


def _put(content: dict[str, Any], dotted: str, value: Any) -> None:
    *tables, key = dotted.split(".")
    for table in tables:
        content = content.setdefault(table, {})
    content[key] = value


def _wrong_values(error: ValidationError) -> Iterator[str]:
    """What to say of each value: where it is, what it is, what is allowed."""
    for problem in error.errors():
        key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in problem["loc"]).lstrip(
            "."
        )
        allowed = problem["msg"].removeprefix("Value error, ").replace("a valid tuple", 'a list, as in ["…"]')
        if problem["type"] == "missing":
            yield f"{key} is required, and is missing"
        elif problem["type"] == "extra_forbidden":
            continue
        elif not key:
            yield allowed
        else:
            yield f"{key} = {json.dumps(problem['input'], default=str)}: {allowed[0].lower()}{allowed[1:]}"


def _without_repeated_sites(settings: Settings) -> Settings:
    first: dict[str, SiteSettings] = {}
    for site in settings.site:
        first.setdefault(site.url, site)
    return settings.model_copy(update={"site": tuple(first.values())})
