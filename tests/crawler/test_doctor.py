"""`undeclared doctor`: what it says of a machine besides its browser."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from crawler.commands.doctor import host_names
from crawler.settings import Browser


def refuse(*_: Any, **__: Any) -> list[Any]:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def test_a_machine_that_resolves_no_host_names_is_warned_of_and_not_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    check = host_names(Browser())
    assert (check.ok, check.warns) == (True, True)
    assert "cannot be resolved" in check.detail
    assert "opt-out links" in check.detail


def test_one_name_that_is_resolved_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_one(name: str, *_: Any, **__: Any) -> list[Any]:
        return ["an address"] if name == "www.wikipedia.org" else refuse()

    monkeypatch.setattr(socket, "getaddrinfo", only_one)
    assert not host_names(Browser()).warns


def test_behind_a_proxy_names_are_the_proxys_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert not host_names(Browser(proxy="http://127.0.0.1:3128")).warns
