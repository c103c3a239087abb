"""The browsers of an audit: one process for each signal, proved before use, replaced when it crashes or is old."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import structlog
from playwright.async_api import Playwright

from crawler.browser import BrowserLaunchError, RunningBrowser, launched
from crawler.proof import ProofWeb, prove
from crawler.settings import Browser as BrowserSettings
from crawler.settings import Profile

log = structlog.get_logger()

VISITS_PER_BROWSER = 80
"""After so many visits a browser is replaced by a fresh process, so that a long batch keeps its memory."""


class UntrueBrowserError(click.ClickException):
    """The browser would falsify an audit, or cannot be started."""

    exit_code = 2


@dataclass
class _Slot:
    browser: RunningBrowser
    stack: contextlib.AsyncExitStack
    users: int = 0
    visits: int = 0
    retired: bool = False

    @property
    def usable(self) -> bool:
        browser = self.browser
        return not browser.crashed.is_set() and browser.watcher.alive and self.visits < VISITS_PER_BROWSER


@dataclass
class BrowserPool:
    """Leases browsers by profile. Use as an async context manager; `prove_all` first."""

    playwright: Playwright
    executable: Path
    settings: BrowserSettings
    profiles: tuple[Profile, ...]
    _slots: dict[Profile, _Slot] = field(default_factory=dict)
    _locks: dict[Profile, asyncio.Lock] = field(default_factory=dict)
    _web: ProofWeb = field(default_factory=ProofWeb)
    _gpc_injected: bool = False

    async def __aenter__(self) -> BrowserPool:
        self._web.__enter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        for slot in self._slots.values():
            await slot.stack.aclose()
        self._web.__exit__(None, None, None)

    async def prove_all(self) -> RunningBrowser:
        """Launch and prove every profile's browser; returns the baseline's. Raises `UntrueBrowserError`."""
        launches = (self._slot(profile) for profile in self.profiles)
        slots = await asyncio.gather(*launches, return_exceptions=True)
        for slot in slots:
            if isinstance(slot, BaseException):
                raise slot
        return self._slots[self.profiles[0]].browser

    @contextlib.asynccontextmanager
    async def lease(self, profile: Profile) -> AsyncIterator[RunningBrowser]:
        """A running browser with the profile's signal."""
        slot = await self._slot(profile)
        slot.users += 1
        slot.visits += 1
        try:
            yield slot.browser
        finally:
            slot.users -= 1
            if slot.retired and not slot.users:
                await slot.stack.aclose()

    async def _slot(self, profile: Profile) -> _Slot:
        async with self._locks.setdefault(profile, asyncio.Lock()):
            slot = self._slots.get(profile)
            if slot and slot.usable:
                return slot
            if slot:
                slot.retired = True
                if not slot.users:
                    await slot.stack.aclose()
            self._slots[profile] = await self._launch(profile)
            return self._slots[profile]

    async def _launch(self, profile: Profile) -> _Slot:
        stack = contextlib.AsyncExitStack()
        try:
            browser = await stack.enter_async_context(
                launched(
                    self.playwright,
                    self.executable,
                    profile,
                    self.settings,
                    self._web.host_resolver_rules,
                    self._web.spki,
                )
            )
            await self._prove(browser)
        except BrowserLaunchError as error:
            await stack.aclose()
            raise UntrueBrowserError(str(error)) from error
        except BaseException:
            await stack.aclose()
            raise
        return _Slot(browser, stack)

    async def _prove(self, browser: RunningBrowser) -> None:
        """A browser without native Global Privacy Control gets header and property injected, and is proved again."""
        if browser.profile == "gpc" and self._gpc_injected:
            browser.gpc = "injected"
        proof = await prove(browser, self._web)
        if not proof.ok and browser.profile == "gpc" and browser.gpc == "native":
            browser.gpc = "injected"
            proof = await prove(browser, self._web)
            self._gpc_injected = proof.ok
        if not proof.ok:
            raise UntrueBrowserError(
                f"{self.executable} would falsify the audit ({browser.profile}): {proof.failure()}. "
                "Nothing was visited. Try `undeclared doctor`, or name another browser with [browser] executable."
            )
