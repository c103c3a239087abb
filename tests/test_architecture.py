"""The building stands: three floors, and a test for every source file."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "reports", "trackers")

TESTED_THROUGH = {
    "crawler.batch": "whole audits in tests/crawler, in a real browser",
    "crawler.browser": "test_browser_arguments, and everything in a real browser",
    "crawler.capture.kind": "its subclasses in tests/crawler/capture",
    "crawler.capture.page_state": "needs a real page: visits in tests/crawler",
    "crawler.capture.sockets": "test_recorder",
    "crawler.commands": "tests/crawler/commands",
    "crawler.commands.browse": "tests/crawler/commands, up to where Datasette takes over",
    "crawler.commands.demo": "test_demo_browser runs it",
    "crawler.commands.doctor": "needs a real browser",
    "crawler.document_fetching": "needs a real browser: visits in tests/crawler",
    "crawler.link_check": "needs a real browser: visits in tests/crawler",
    "crawler.policies": "needs a real browser: visits in tests/crawler",
    "crawler.policy_click": "needs a real browser: visits in tests/crawler",
    "crawler.pool": "needs a real browser: visits in tests/crawler",
    "crawler.printing": "needs a real browser: test_render_browser",
    "crawler.progress": "tests/crawler/commands see its lines",
    "crawler.proof": "needs a real browser",
    "crawler.settle": "needs a real browser: visits in tests/crawler",
    "crawler.summary": "tests/crawler/commands see its lines",
    "crawler.visit": "needs a real browser: visits in tests/crawler",
    "reports.crosscheck.case": "every rule in tests/reports/crosscheck",
    "reports.evidence_rows": "test_store writes and reads every column",
    "reports.migrations": "test_store makes every database through it",
    "reports.render.material": "tests/reports/test_render_*",
    "trackers.policy.cookies": "tests/trackers/policy/test_cookie_tables",
    "trackers.policy.documents": "tests/trackers/policy/test_documents*, test_charsets",
    "trackers.policy.opt_outs": "tests/trackers/policy/test_opt_outs",
    "trackers.policy.vendors": "tests/trackers/policy/test_vendor*",
    "trackers.grammar_recognition": "test_payloads and test_identify",
    "trackers.vendor_compilation": "test_vendor_files and test_catalogue",
}
"""Modules, and packages of such modules, that no test names, each with where it is tested all the same."""


def modules() -> list[str]:
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.name not in ("__init__.py", "__main__.py"):
                found.append(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return found


@cache
def all_tests() -> str:
    return "\n".join(
        p.read_text("utf-8") for p in sorted((ROOT / "tests").rglob("*.py")) if p != Path(__file__)
    )


def is_named(module: str) -> bool:
    """Whether a test imports the module, or what it offers through a package below the top (`trackers.policy`)."""
    package, _, name = module.rpartition(".")
    own = rf"(?:from|import) {re.escape(module)}\b|\"{re.escape(module)}\""
    by_package = rf"from {re.escape(package)} import (?:\([^)]*|[^\n]*)\b{re.escape(name)}\b"
    facade = rf"|from {re.escape(package)} import" if "." in package and _is_facade(package) else ""
    return re.search(f"{own}|{by_package}{facade}", all_tests()) is not None


def _is_facade(package: str) -> bool:
    """Whether a package's own file offers what its modules hold."""
    return "import" in (ROOT / Path(*package.split(".")) / "__init__.py").read_text("utf-8")


@pytest.mark.parametrize("module", modules())
def test_every_module_has_a_test_that_names_it_or_a_reason(module: str) -> None:
    assert is_named(module) or module in TESTED_THROUGH or module.rpartition(".")[0] in TESTED_THROUGH


def test_every_reason_is_of_a_module_or_package_that_is_there() -> None:
    packages = {module.rpartition(".")[0] for module in modules()}
    assert set(TESTED_THROUGH) <= packages | set(modules())


@pytest.mark.parametrize("module", modules())
def test_no_file_is_called_after_nothing_and_each_says_what_it_is_for(module: str) -> None:
    name = module.rpartition(".")[2]
    assert name not in ("utils", "util", "helpers", "helper", "manager", "misc", "common")
    path = ROOT / Path(*module.split(".")).with_suffix(".py")
    assert path.read_text("utf-8").startswith(('"""', "r'''", 'r"""')), "no docstring"


@pytest.mark.skipif(find_spec("importlinter") is None, reason="import-linter is not installed")
def test_imports_go_down_the_floors_only() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
