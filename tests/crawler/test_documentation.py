"""The documentation says what the program does."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from typing import get_args

import pytest

from crawler.demo.compare import compare
from crawler.demo.manifest import load_manifest
from crawler.settings import Audit, Browser, Settings, Settle, SiteSettings, WaiverSettings, load_settings
from docs import generate
from tests.crawler.demo_report import truthful_report
from trackers.declarations import DntStance, GpcStance

PROJECT = tomllib.loads((generate.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGES = {str(page.relative_to(generate.ROOT)): page.read_text("utf-8") for page in generate.pages()}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line)[0].lower() for line in requirements}


def imported_distributions() -> set[str]:
    pattern = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)
    files = [
        f for package in ("crawler", "reports", "trackers") for f in (generate.ROOT / package).rglob("*.py")
    ]
    modules = {name for file in files for name in pattern.findall(file.read_text("utf-8"))}
    found = packages_distributions()
    return {found[name][0].lower() for name in modules if name in found} - {"undeclared"}


@pytest.mark.parametrize("page", PAGES)
def test_the_generated_parts_are_fresh(page: str) -> None:
    assert generate.renewed(PAGES[page]) == PAGES[page], "run `nox -s docs`"


def test_no_link_within_the_project_is_dead() -> None:
    assert generate.dead_links() == []


def test_a_dead_link_would_be_noticed() -> None:
    assert not generate._leads(generate.ROOT / "README.md", "docs/no-such-page.md")
    assert not generate._leads(generate.ROOT / "README.md", "docs/rules.md#no-such-heading")
    assert generate._leads(generate.ROOT / "README.md", "docs/rules.md#gpc-ignored")


@pytest.mark.parametrize(("path", "command"), generate.all_commands())
def test_every_command_and_option_is_documented(path: str, command: generate.click.Command) -> None:
    page = PAGES["docs/commands.md"]
    assert f"\n## {path}\n" in page
    assert command.help, f"{path} does not say what it does"
    for parameter in command.params:
        if isinstance(parameter, generate.click.Option):
            assert parameter.help, f"{path} {parameter.opts[0]} does not say what it means"
            assert f"`{parameter.opts[0]}`" in page


@pytest.mark.parametrize("model", [Audit, Settle, Browser, SiteSettings, WaiverSettings])
def test_every_settings_key_says_what_it_means(model: type) -> None:
    meanings = generate.attribute_docs(generate.settings_module)[model.__name__]
    assert set(model.model_fields) <= set(meanings)  # type: ignore[attr-defined]


def test_every_examined_rule_is_explained() -> None:
    headings = set(re.findall(r"^### ([\w-]+)$", PAGES["docs/rules.md"], re.MULTILINE))
    assert headings == set(generate.examined_rules())


def test_every_table_of_the_database_is_introduced() -> None:
    page = PAGES["docs/database.md"]
    introduced = set(re.findall(r"^\| \[(\w+)\]\(#\1\) \|", page, re.MULTILINE))
    assert introduced == set(re.findall(r"^### (\w+)$", page, re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "docs/settings.md"])
def test_the_settings_that_are_shown_can_be_loaded(page: str, tmp_path: generate.Path) -> None:
    shown = re.findall(r"^```toml\n(.*?)^```", PAGES[page], re.DOTALL | re.MULTILINE)
    assert shown
    for number, text in enumerate(shown):
        file = tmp_path / f"{number}.toml"
        file.write_text(text, "utf-8")
        settings = load_settings(file)
        assert isinstance(settings, Settings)
        assert settings.site


@pytest.mark.parametrize("page", ["README.md", "docs/demo.md"])
def test_the_number_of_planted_facts_is_the_manifests(page: str) -> None:
    manifest = load_manifest()
    line = compare(truthful_report(manifest), manifest).line
    assert set(re.findall(r"planted \d+, found \d+", PAGES[page])) == {line}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    assert imported_distributions() == names(PROJECT["dependencies"])


def test_every_dependency_has_its_reason() -> None:
    reasons = set(re.findall(r"^\| `([\w.-]+)` \|", PAGES["docs/architecture.md"], re.MULTILINE))
    assert reasons == names(PROJECT["dependencies"])


def test_every_extra_is_documented() -> None:
    text = "".join(PAGES.values())
    assert all(f"[{extra}]" in text for extra in PROJECT["optional-dependencies"])


def documented(value: str) -> set[str]:
    """The values that the table of this key in docs/policy-reading.md explains."""
    page = PAGES["docs/policy-reading.md"]
    explained = page[page.index("## What the values mean") : page.index("## Dates")]
    if value in ("stops", "purposes", "data"):
        (table,) = re.findall(rf"^\| {value} \|.*\n((?:\|.*\n)+)", explained, re.MULTILINE)
    else:
        (table,) = re.findall(rf"^### `{value}`\n\n((?:\|.*\n)+)", explained, re.MULTILINE)
    return set(re.findall(r"^\| `(\w+)` \| \w", table, re.MULTILINE))


def lexicon(folder: str) -> list[dict[str, generate.Any]]:
    files = sorted((generate.ROOT / "trackers" / "policy" / "lexicon" / folder).glob("*.toml"))
    assert files
    return [tomllib.loads(file.read_text("utf-8")) for file in files]


@pytest.mark.parametrize(("signal", "stances"), [("dnt", DntStance), ("gpc", GpcStance)])
def test_every_stance_is_explained(signal: str, stances: generate.Any) -> None:
    assert documented(signal) == set(get_args(stances))


@pytest.mark.parametrize(
    ("key", "table"), [("claims", "claim"), ("technologies", "technology"), ("recipients", "recipient")]
)
def test_every_kind_of_statement_is_explained(key: str, table: str) -> None:
    assert documented(key) == {row["means"] for words in lexicon("claims") for row in words.get(table, ())}


@pytest.mark.parametrize("key", ["purposes", "data"])
def test_every_purpose_and_kind_of_data_is_explained(key: str) -> None:
    assert documented(key) == {name for words in lexicon("mentions") for name in words.get(key, ())}


def test_every_way_out_and_what_it_stops_is_explained() -> None:
    modules = (generate.ROOT / "trackers" / "policy" / "opt_outs").glob("*.py")
    trees = [ast.parse(module.read_text("utf-8")) for module in modules]
    texts = {
        n.value
        for t in trees
        for n in ast.walk(t)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }
    addresses = {row["kind"] for words in lexicon("opt_outs") for row in words.get("address", ())}
    kinds = documented("opt_outs")
    assert addresses <= kinds
    assert kinds - addresses <= texts
    assert {kind for tree in trees for kind in kinds_given(tree)} <= kinds
    stops = {name for words in lexicon("opt_outs") for name in words.get("stops", ())}
    assert documented("stops") == stops


def kinds_given(tree: ast.AST) -> Iterator[str]:
    """The first text of every `Offer(…)` and of every returned `kind, vendor, rule`."""
    for node in ast.walk(tree):
        first: ast.AST | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Offer":
            first = node.args[0]
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
            first = node.value.elts[0]
        results = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
        yield from (r.value for r in results if isinstance(r, ast.Constant) and isinstance(r.value, str))


def test_the_readme_names_every_rule_that_is_not_examined_and_no_other() -> None:
    page = PAGES["README.md"]
    listed = page[page.index("**Not compared yet**") : page.index("Three answers")]
    named = set(re.findall(r"`([a-z-]+)`", listed))
    assert named == set(generate.known_rules()) - set(generate.examined_rules())
