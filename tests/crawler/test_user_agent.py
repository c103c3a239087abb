"""The browser says what an ordinary Chrome says, in its user agent and in its client hints alike."""

from __future__ import annotations

import re
import sys

import pytest

from crawler.user_agent import ordinary_user_agent, user_agent_metadata, user_agent_override

VERSION = "156.0.8078.79"


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd14"])
def test_nothing_says_that_no_person_sits_before_it(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    agent, hints = ordinary_user_agent(VERSION), user_agent_metadata(VERSION)
    assert re.fullmatch(
        r"Mozilla/5\.0 \([^)]+\) AppleWebKit/537\.36 \(KHTML, like Gecko\) Chrome/156\.0\.0\.0 Safari/537\.36",
        agent,
    )
    assert "Headless" not in agent + str(hints)
    assert hints["mobile"] is False


def test_hints_agree_with_the_user_agent() -> None:
    hints = user_agent_metadata(VERSION)
    assert {"brand": "Chromium", "version": "156"} in hints["brands"]
    assert {"brand": "Chromium", "version": VERSION} in hints["fullVersionList"]
    assert [b["brand"] for b in hints["brands"]] == [b["brand"] for b in hints["fullVersionList"]]
    method, params = user_agent_override(VERSION)
    assert method == "Emulation.setUserAgentOverride"
    assert params == {"userAgent": ordinary_user_agent(VERSION), "userAgentMetadata": hints}
