"""Launching Chromium as an ordinary person has it, one process for each signal.

Measured facts behind every choice are in docs/browser.md: third-party cookies and Do Not Track come from the
profile's Preferences file, Global Privacy Control from a feature flag, and nothing is injected where the
browser can do it itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser as PlaywrightBrowser
from playwright.async_api import BrowserContext, Playwright, ProxySettings
from playwright.async_api import Error as PlaywrightError

from crawler.settings import Browser as BrowserSettings
from crawler.settings import Profile
from crawler.user_agent import ordinary_user_agent
from crawler.watcher import Watcher

GpcMode = Literal["native", "injected"]

# Playwright switches these off to keep tests steady. An ordinary user has third-party storage
# partitioning, so that one is left out of the list; HTTPS upgrades stay off, for an upgrade would hide that a
# site or an opt-out link is insecure. RenderDocument gives every navigation a new frame host, and with the old one
# its debugging session goes: what a page sends on `pagehide` would leave the browser unseen.
_DISABLED_FEATURES = (
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "RenderDocument",
    "Translate",
    # The address bar's pop-up is a page of the browser's own: two more renderers for every context.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
_ENABLED_FEATURES = ("CDPScreenshotNewSurface",)
_NOT_AS_PLAYWRIGHT = ("--disable-popup-blocking",)
"""Playwright's switches that would let a page do what an ordinary user's browser refuses."""
_GPC_FEATURE = "GlobalPrivacyControlForce"

_GPC_HEADER = {"Sec-GPC": "1"}
_JS = Path(__file__).parent / "capture" / "js"


class BrowserLaunchError(Exception):
    """Chromium could not be started; the message says why."""


@dataclass
class RunningBrowser:
    """One Chromium process with one signal, and the watcher beside Playwright."""

    profile: Profile
    playwright_browser: PlaywrightBrowser
    watcher: Watcher
    settings: BrowserSettings
    version: str
    user_agent: str
    args: tuple[str, ...]
    """The effective command line, as the browser tells it."""
    gpc: GpcMode = "native"
    crashed: asyncio.Event = field(default_factory=asyncio.Event)

    @contextlib.asynccontextmanager
    async def fresh_context(self) -> AsyncIterator[BrowserContext]:
        """A context without cookies, storage or cache, closed at the end."""
        options: dict[str, Any] = {
            "viewport": {"width": self.settings.width, "height": self.settings.height},
            "screen": {"width": self.settings.width, "height": self.settings.height},
            "locale": self.settings.locale,
            "ignore_https_errors": self.settings.ignore_https_errors,
        }
        if self.settings.timezone:
            options["timezone_id"] = self.settings.timezone
        inject = self.profile == "gpc" and self.gpc == "injected"
        if inject:
            options["extra_http_headers"] = _GPC_HEADER
        context = await self.playwright_browser.new_context(**options)
        try:
            if inject:
                await context.add_init_script(path=_JS / "gpc.js")
            yield context
        finally:
            with contextlib.suppress(PlaywrightError, asyncio.TimeoutError):
                await asyncio.wait_for(context.close(), 10)


@contextlib.asynccontextmanager
async def launched(
    playwright: Playwright,
    executable: Path,
    profile: Profile,
    settings: BrowserSettings,
    extra_rules: str = "",
    extra_spki: str = "",
) -> AsyncIterator[RunningBrowser]:
    """Launch Chromium with the signal of `profile`; closes it and removes its profile folder at the end.

    `extra_rules` is put before the host resolver rules of the settings, and `extra_spki` is a certificate's key
    that is believed besides theirs (both for the proof's pages). Raises `BrowserLaunchError`.
    """
    folder = Path(tempfile.mkdtemp(prefix="undeclared-browser-"))
    try:
        _write_preferences(folder, profile)
        user_agent = ordinary_user_agent(await _version_of(executable))
        args = _arguments(profile, settings, extra_rules, extra_spki, user_agent)
        context = await _launch(playwright, executable, folder, settings, args)
        browser = context.browser
        if browser is None:
            raise BrowserLaunchError("Playwright gave no browser for the persistent context")
        watcher = await Watcher.connect(folder / "DevToolsActivePort")
        try:
            running = RunningBrowser(
                profile=profile,
                playwright_browser=browser,
                watcher=watcher,
                settings=settings,
                version=browser.version,
                user_agent=user_agent,
                args=await watcher.command_line(),
            )
            browser.on("disconnected", lambda _: running.crashed.set())
            yield running
        finally:
            await watcher.close()
            with contextlib.suppress(PlaywrightError, asyncio.TimeoutError):
                await asyncio.wait_for(context.close(), 15)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _write_preferences(folder: Path, profile: Profile) -> None:
    preferences: dict[str, Any] = {
        "profile": {"cookie_controls_mode": 0},
        # A PDF is handed over as a download, so that a policy in PDF can be read.
        "plugins": {"always_open_pdf_externally": True},
    }
    if profile == "dnt":
        preferences["enable_do_not_track"] = True
    (folder / "Default").mkdir()
    (folder / "Default" / "Preferences").write_text(json.dumps(preferences))


def _arguments(
    profile: Profile, settings: BrowserSettings, extra_rules: str, extra_spki: str, user_agent: str
) -> list[str]:
    """Our switches and the user's as one list; Chromium heeds only the last of a kind, so lists are joined."""
    enabled = [*_ENABLED_FEATURES, *([_GPC_FEATURE] if profile == "gpc" else [])]
    joined = {
        "--enable-features": enabled,
        "--disable-features": list(_DISABLED_FEATURES),
        "--disable-blink-features": ["AutomationControlled"],
        "--host-resolver-rules": [extra_rules] if extra_rules else [],
        "--ignore-certificate-errors-spki-list": [extra_spki] if extra_spki else [],
    }
    others = []
    for arg in settings.args:
        name, _, value = arg.partition("=")
        if name in joined:
            joined[name].append(value)
        else:
            others.append(arg)
    lists = [f"{name}={','.join(values)}" for name, values in joined.items() if values]
    defaults = ["--remote-debugging-port=0", f"--user-agent={user_agent}", f"--lang={settings.locale}"]
    if settings.ignore_https_errors:
        # The context's own option covers pages, but not the scripts of service workers: they would never run.
        defaults.append("--ignore-certificate-errors")
    return [*defaults, *lists, *others]


async def _launch(
    playwright: Playwright, executable: Path, folder: Path, settings: BrowserSettings, args: list[str]
) -> BrowserContext:
    # The proof's pages are on loopback, where no proxy reaches them.
    proxy = (
        ProxySettings(server=settings.proxy, bypass="*.undeclared-proof.test,*.undeclared-proof-other.test")
        if settings.proxy
        else None
    )

    async def launch(sandbox: bool) -> BrowserContext:
        return await playwright.chromium.launch_persistent_context(
            folder,
            executable_path=executable,
            headless=True,
            args=args,
            ignore_default_args=list(_NOT_AS_PLAYWRIGHT),
            proxy=proxy,
            chromium_sandbox=sandbox,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=60_000,
        )

    try:
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            return await launch(sandbox=False)
        try:
            return await launch(sandbox=True)
        except PlaywrightError as error:
            if "sandbox" not in str(error).lower():
                raise
            return await launch(sandbox=False)
    except PlaywrightError as error:
        raise BrowserLaunchError(f"{executable} did not start: {str(error).splitlines()[0]}") from error


_versions: dict[Path, str] = {}


async def _version_of(executable: Path) -> str:
    """`156.0.8078.79`, asked of the binary once; Chrome on Windows does not answer, then a recent one is told."""
    if executable not in _versions:
        process = await asyncio.create_subprocess_exec(
            executable, "--version", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            output, _ = await asyncio.wait_for(process.communicate(), 20)
        except TimeoutError:
            process.kill()
            output = b""
        found = re.search(rb"\d+\.\d+\.\d+\.\d+", output)
        _versions[executable] = found.group().decode() if found else "150.0.0.0"
    return _versions[executable]
