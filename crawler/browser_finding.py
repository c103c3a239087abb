"""Which Chromium to launch, and how one gets onto this machine where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
from playwright.sync_api import sync_playwright

_INSTALLED = (
    # Debian's /usr/bin/chromium is a wrapper script that adds switches; the browser itself is this:
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/usr/lib64/chromium-browser/chromium-browser",
    "/opt/google/chrome/chrome",
    "/opt/google/chrome-beta/chrome",
    "/snap/chromium/current/usr/lib/chromium-browser/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)

_PACKAGE_MANAGERS = (
    ("apt-get", (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "chromium"))),
    ("dnf", (("dnf", "install", "-y", "chromium"),)),
    ("pacman", (("pacman", "-Sy", "--noconfirm", "chromium"),)),
    ("apk", (("apk", "add", "chromium"),)),
    ("zypper", (("zypper", "--non-interactive", "install", "chromium"),)),
)


class BrowserNotFoundError(click.ClickException):
    """No browser, and none could be installed. The message says what to do."""

    exit_code = 2


def find_browser(executable: Path | None = None) -> Path | None:
    """The browser to use: the explicit one, Playwright's own, an installed Chrome or Chromium; None if none.

    Raises `BrowserNotFoundError` where the explicit one does not exist: no other is used in its place.
    """
    if executable is not None:
        if not executable.is_file():
            raise BrowserNotFoundError(f"browser.executable = {str(executable)!r}: there is no such file")
        return executable
    return playwrights_own() or _installed()


def playwrights_own() -> Path | None:
    """The Chromium that `playwright install chromium` put here, if it did."""
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def find_or_install_browser(
    executable: Path | None, say: Callable[[str], None], *, install: bool | None = None
) -> Path:
    """Like `find_browser`, but installs one where there is none.

    `install=None` asks the environment: `UNDECLARED_NO_INSTALL` forbids it. `say` is told each step.
    Raises `BrowserNotFoundError` with what a person can do.
    """
    found = find_browser(executable)
    if found is not None:
        return found
    if install is None:
        install = not os.environ.get("UNDECLARED_NO_INSTALL")
    if install:
        found = _install_playwrights(say) or _install_systems(say)
    if found is None:
        raise BrowserNotFoundError(
            "no Chromium found. Do one of these: run `playwright install chromium`; install the package "
            "`chromium` (Debian: apt-get install chromium) or Google Chrome; or name the browser with "
            "[browser] executable or UNDECLARED_BROWSER_EXECUTABLE."
        )
    return found


def _installed() -> Path | None:
    for candidate in _INSTALLED:
        path = Path(candidate)
        if path.is_file() and os.access(path, os.X_OK) and not _is_script(path):
            return path
    for name in ("google-chrome-stable", "google-chrome", "chromium-browser", "chromium"):
        command = shutil.which(name)
        if command and not _is_script(Path(command).resolve()):
            return Path(command).resolve()
    return None


def _is_script(path: Path) -> bool:
    """Wrapper scripts add switches (`--disable-pings` hides `<a ping>`), so they are never launched."""
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _install_playwrights(say: Callable[[str], None]) -> Path | None:
    say("No browser found; trying `playwright install chromium` …")
    playwright = [sys.executable, "-m", "playwright"]
    if not _run([*playwright, "install", "chromium"]):
        return None
    if _privilege() == [] and sys.platform == "linux":
        _run([*playwright, "install-deps", "chromium"])
    return playwrights_own()


def _install_systems(say: Callable[[str], None]) -> Path | None:
    prefix = _privilege()
    if prefix is None:
        return None
    for name, commands in _PACKAGE_MANAGERS:
        if shutil.which(name):
            say(f"Playwright's download did not work; trying the system's {name} …")
            for command in commands:
                _run([*prefix, *command])
            return _installed()
    return None


def _privilege() -> list[str] | None:
    """The words before a command that needs root: none for root, `sudo -n` where it asks for no password."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _run(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _run(command: list[str]) -> bool:
    environment = {
        "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "20000",
        **os.environ,
        "DEBIAN_FRONTEND": "noninteractive",
    }
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands, no shell
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=900, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
