"""What an ordinary Chrome says of itself: many sites hide their trackers from anything else."""

from __future__ import annotations

import sys
from typing import Any

from crawler.watcher import Command

_PLATFORM_TOKENS = {
    "linux": ("X11; Linux x86_64", "Linux"),
    "darwin": ("Macintosh; Intel Mac OS X 10_15_7", "macOS"),
    "win32": ("Windows NT 10.0; Win64; x64", "Windows"),
}


def ordinary_user_agent(version: str) -> str:
    """What Chrome of this version says on this system: no `HeadlessChrome`, and the reduced version."""
    system = _PLATFORM_TOKENS.get(sys.platform, _PLATFORM_TOKENS["linux"])[0]
    major = version.split(".", maxsplit=1)[0]
    return f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"


def user_agent_metadata(version: str) -> dict[str, Any]:
    """Client hints that agree with `ordinary_user_agent` (CDP `Emulation.UserAgentMetadata`)."""
    major = version.split(".", maxsplit=1)[0]

    def brands(full: bool) -> list[dict[str, str]]:
        return [
            {"brand": "Not:A-Brand", "version": "8.0.0.0" if full else "8"},
            {"brand": "Chromium", "version": version if full else major},
        ]

    return {
        "brands": brands(full=False),
        "fullVersionList": brands(full=True),
        "fullVersion": version,
        "platform": _PLATFORM_TOKENS.get(sys.platform, _PLATFORM_TOKENS["linux"])[1],
        "platformVersion": "",
        "architecture": "x86",
        "bitness": "64",
        "model": "",
        "mobile": False,
    }


def user_agent_override(version: str) -> Command:
    """Completes the client hints of a target: the switch `--user-agent` alone leaves the full versions empty."""
    return (
        "Emulation.setUserAgentOverride",
        {"userAgent": ordinary_user_agent(version), "userAgentMetadata": user_agent_metadata(version)},
    )
