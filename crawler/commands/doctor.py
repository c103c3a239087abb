"""`undeclared doctor`: can this machine make a true audit?"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from playwright.async_api import async_playwright

from crawler.browser import launched
from crawler.browser_finding import find_or_install_browser
from crawler.proof import Check, ProofWeb, prove
from crawler.settings import MEASURED_PROFILES, Browser, load_settings

_LEAST_FREE_BYTES = 1_000_000_000
_WELL_KNOWN = ("www.iana.org", "www.wikipedia.org", "www.google.com")
"""Names that are there wherever the internet is; one is enough."""


@click.command(short_help="Check whether this machine can make a true audit.")
@click.option(
    "--config", type=click.Path(path_type=Path), help="Check the browser that this settings file names."
)
@click.option("--install/--no-install", default=None, help="Whether a missing browser may be installed.")
def doctor(config: Path | None, install: bool | None) -> None:
    """Check this machine: browser, third-party cookies, signals, sandbox, disk, names. One line each.

    Exit code 1 where an audit made here would be false; what only leaves something unmeasured is a warning.
    """
    settings = load_settings(config).browser
    executable = find_or_install_browser(
        settings.executable, lambda line: click.echo(line, err=True), install=install
    )
    click.echo(f"ok    browser: {executable}")
    checks = [*asyncio.run(_browser_checks(executable, settings)), _sandbox(), _disk(), host_names(settings)]
    for check in checks:
        click.echo(f"{_mark(check)} {check.name}: {check.detail}")
    sys.exit(0 if all(check.ok for check in checks) else 1)


def host_names(settings: Browser) -> Check:
    """Whether names of the internet can be resolved here; the demonstration and an audit at home need none."""
    if settings.proxy:
        return Check("host names", True, "resolved by the proxy")
    with ThreadPoolExecutor(len(_WELL_KNOWN)) as pool:
        if any(pool.map(_is_resolved, _WELL_KNOWN)):
            return Check("host names", True, "resolved on this machine")
    detail = "cannot be resolved on this machine: sites elsewhere cannot be visited, nor opt-out links judged"
    return Check("host names", True, detail, warns=True)


def _is_resolved(name: str) -> bool:
    try:
        return bool(socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM))
    except OSError:
        return False


def _mark(check: Check) -> str:
    if not check.ok:
        return "FAIL "
    return "warn " if check.warns else "ok   "


async def _browser_checks(executable: Path, settings: Browser) -> list[Check]:
    checks: list[Check] = []
    with ProofWeb() as web:
        async with async_playwright() as playwright:
            for profile in MEASURED_PROFILES:
                async with launched(
                    playwright, executable, profile, settings, web.host_resolver_rules, web.spki
                ) as browser:
                    if profile == "baseline":
                        checks.append(Check("version", True, f"Chromium {browser.version}"))
                    proof = await prove(browser, web)
                    if profile == "gpc" and not proof.ok:
                        browser.gpc = "injected"
                        proof = await prove(browser, web)
                        checks.append(
                            Check("native GPC", True, "absent; header and property are injected instead")
                        )
                    checks += [Check(f"{c.name} ({profile})", c.ok, c.detail) for c in proof.checks]
    return checks


def _sandbox() -> Check:
    """Not a failure: evidence is as true without it, only the machine is less safe from hostile pages."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Check("sandbox", True, "off, because this is root: better run as an ordinary user")
    return Check("sandbox", True, "on where the system allows it")


def _disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free
    return Check("disk", free > _LEAST_FREE_BYTES, f"{free / 1e9:.1f} GB free in {Path.cwd()}")
