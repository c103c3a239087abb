"""Which browser is launched, and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import browser_finding
from crawler.browser_finding import BrowserNotFoundError, find_browser, find_or_install_browser

ELF = b"\x7fELF binary"


def program(path: Path, content: bytes = ELF) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755)
    return path


class Machine:
    """An invented machine: nothing on it until a test puts it there."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.own: Path | None = None
        self.on_path: dict[str, str] = {}
        self.commands: list[list[str]] = []
        self.succeeds = False
        monkeypatch.setattr(browser_finding, "playwrights_own", lambda: self.own)
        monkeypatch.setattr(browser_finding, "_INSTALLED", (str(root / "first"), str(root / "second")))
        monkeypatch.setattr(browser_finding.shutil, "which", self.on_path.get)
        monkeypatch.setattr(browser_finding, "_privilege", list)
        monkeypatch.setattr(browser_finding, "_run", self._run)
        monkeypatch.delenv("UNDECLARED_NO_INSTALL", raising=False)

    def _run(self, command: list[str]) -> bool:
        self.commands.append(command)
        return self.succeeds


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def say(_: str) -> None:
    """Nobody listens."""


def test_the_explicit_browser_comes_before_all_others(machine: Machine) -> None:
    machine.own = program(machine.root / "own")
    explicit = program(machine.root / "mine")
    assert find_browser(explicit) == explicit


def test_no_other_browser_is_used_in_place_of_an_explicit_one(machine: Machine) -> None:
    machine.own = program(machine.root / "own")
    with pytest.raises(BrowserNotFoundError, match="no such file") as caught:
        find_or_install_browser(machine.root / "typo", say)
    assert caught.value.exit_code == 2
    assert str(machine.root / "typo") in caught.value.format_message()
    assert machine.commands == []


def test_playwrights_own_comes_before_an_installed_one_and_those_in_their_order(machine: Machine) -> None:
    second = program(machine.root / "second")
    assert find_browser() == second
    first = program(machine.root / "first")
    assert find_browser() == first
    machine.own = program(machine.root / "own")
    assert find_browser() == machine.own


def test_a_wrapper_script_is_never_launched(machine: Machine) -> None:
    machine.on_path["chromium"] = str(program(machine.root / "bin" / "chromium", b"#!/bin/sh\nexec chromium"))
    assert find_browser() is None
    program(machine.root / "first", b"#!/bin/sh\n")
    assert find_browser() is None
    real = program(machine.root / "opt" / "chrome")
    machine.on_path["google-chrome"] = str(real)
    assert find_browser() == real


def test_a_link_on_the_path_is_followed_to_the_browser(machine: Machine) -> None:
    real = program(machine.root / "opt" / "chrome")
    link = machine.root / "google-chrome"
    link.symlink_to(real)
    machine.on_path["google-chrome"] = str(link)
    assert find_browser() == real


def test_a_file_that_cannot_be_run_is_no_browser(machine: Machine) -> None:
    program(machine.root / "first").chmod(0o644)
    assert find_browser() is None


def test_where_nothing_is_there_one_message_says_what_to_do(machine: Machine) -> None:
    with pytest.raises(BrowserNotFoundError) as caught:
        find_or_install_browser(None, say, install=False)
    message = caught.value.format_message()
    for advice in (
        "playwright install chromium",
        "apt-get install chromium",
        "UNDECLARED_BROWSER_EXECUTABLE",
    ):
        assert advice in message
    assert "\n" not in message
    assert machine.commands == []


def test_the_environment_forbids_installing(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDECLARED_NO_INSTALL", "1")
    with pytest.raises(BrowserNotFoundError):
        find_or_install_browser(None, say)
    assert machine.commands == []


def test_playwrights_browser_is_installed_where_there_is_none(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str]) -> bool:
        machine.commands.append(command)
        machine.own = program(machine.root / "own")
        return True

    monkeypatch.setattr(browser_finding, "_run", run)
    told: list[str] = []
    assert find_or_install_browser(None, told.append) == machine.root / "own"
    assert machine.commands[0][1:] == ["-m", "playwright", "install", "chromium"]
    assert told


def test_the_systems_package_manager_is_asked_next_and_only_the_first_there_is(machine: Machine) -> None:
    machine.on_path["dnf"] = "/usr/bin/dnf"
    machine.on_path["apk"] = "/sbin/apk"
    with pytest.raises(BrowserNotFoundError):
        find_or_install_browser(None, say, install=True)
    assert machine.commands[-1] == ["dnf", "install", "-y", "chromium"]


def test_nothing_that_needs_a_password_is_tried(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_finding, "_privilege", lambda: None)
    machine.on_path["apt-get"] = "/usr/bin/apt-get"
    with pytest.raises(BrowserNotFoundError):
        find_or_install_browser(None, say, install=True)
    assert [command[1:3] for command in machine.commands] == [["-m", "playwright"]]
