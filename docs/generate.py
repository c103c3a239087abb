"""Writes the parts of docs/ that come from the code, and checks what can be checked.

`python -m docs.generate` replaces what stands between `<!-- generated: NAME -->` and `<!-- end -->`;
`--check` changes nothing and fails where such a part is stale or a link within the project leads nowhere.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import crawler.settings as settings_module
import reports.model as model_module
from crawler.cli import main as undeclared
from reports.crosscheck import RULES
from reports.render.rules import known_rules
from reports.schema import build as report_schema

ROOT = Path(__file__).resolve().parent.parent
_MARKED = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_SEVERITIES = ("high", "medium", "low", "info")


# --- settings -------------------------------------------------------------------------------------------------

_SECTIONS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("[audit]", settings_module.Audit),
    ("[audit.settle]", settings_module.Settle),
    ("[browser]", settings_module.Browser),
    ("[[site]]", settings_module.SiteSettings),
    ("[[waiver]]", settings_module.WaiverSettings),
)


def settings() -> str:
    """A table for each section of the settings file."""
    meanings = attribute_docs(settings_module)
    parts = []
    for section, model in _SECTIONS:
        schema = model.model_json_schema()["properties"]
        rows = [
            (
                f"`{key}`",
                _default(field.default),
                _allowed(schema[key]),
                meanings[model.__name__].get(key, ""),
            )
            for key, field in model.model_fields.items()
            if not _is_section(field.annotation)
        ]
        parts.append(f"### `{section}`\n\n{table(('key', 'default', 'allowed', 'meaning'), rows)}")
    return "\n\n".join(parts)


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _default(value: Any) -> str:
    if value is PydanticUndefined:
        return "required"
    if value is None or value in ("", ()):
        return "—"
    if value == settings_module.ALL_PROFILES:
        return "all"
    return f"`{str(value).lower()}`" if isinstance(value, bool | int) else f'`"{value}"`'


def _allowed(schema: Mapping[str, Any]) -> str:
    choices = [*_choices(schema)]
    if choices:
        listed = ", ".join(f"`{choice}`" for choice in choices)
        return f"list of {listed}" if schema.get("type") == "array" else listed
    if "minimum" in schema:
        return f"{schema['minimum']}–{schema['maximum']}"
    return json_type(schema, plain=True)


def _choices(schema: Mapping[str, Any]) -> Iterator[str]:
    yield from schema.get("enum", ())
    if "const" in schema:
        yield schema["const"]
    for inner in [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]:
        yield from _choices(inner)


# --- report.json ----------------------------------------------------------------------------------------------


def report_json() -> str:
    """A table for each object of report.json, the whole report first."""
    schema = report_schema()
    meanings = attribute_docs(model_module)
    objects = {"Report": schema, **schema["$defs"]}
    parts = []
    for name, definition in objects.items():
        rows = [
            (f"`{key}`", json_type(inner), meanings[name].get(key, meanings[name].get(key + "_", "")))
            for key, inner in definition["properties"].items()
        ]
        parts.append(
            f"### {name}\n\n{definition['description']}\n\n{table(('key', 'type', 'meaning'), rows)}"
        )
    return "\n\n".join(parts)


def json_type(schema: Mapping[str, Any], *, plain: bool = False) -> str:
    """A JSON Schema type in a few words; objects are links to their section unless `plain`."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name if plain else f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return " · ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "anyOf" in schema:
        kinds = [json_type(inner, plain=plain) for inner in schema["anyOf"]]
        return " or ".join(kind for kind in kinds if not (plain and kind == "null"))
    if schema.get("type") == "array":
        return f"list of {json_type(schema['items'], plain=plain)}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {json_type(schema['additionalProperties'], plain=plain)}"
    words = {"string": "text", "integer": "whole number", "boolean": "`true`, `false`"}
    kind = str(schema.get("type", "any value"))
    return {"path": "path", "date": "date"}.get(schema.get("format", ""), words.get(kind, kind))


# --- commands -------------------------------------------------------------------------------------------------


def commands() -> str:
    """Every command with its arguments and options."""
    return "\n\n".join(_command(path, command) for path, command in all_commands())


def all_commands() -> list[tuple[str, click.Command]]:
    """The words by which a command is called, and the command; groups before their members."""

    def walk(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield path, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                member = command.get_command(context, name)
                assert member is not None
                yield from walk(f"{path} {name}", member)

    return list(walk("undeclared", undeclared))


def _command(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    rows = [(_option(option), _option_default(option), option.help or "") for option in options]
    parts = [f"## {path}", f"```\n{usage}\n```", _help(command.help or "")]
    if rows:
        parts.append(table(("option", "default", "meaning"), rows))
    return "\n\n".join(parts)


def _help(text: str) -> str:
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(
        paragraph.removeprefix("\b\n").replace("\n", "  \n")
        if paragraph.startswith("\b")
        else " ".join(paragraph.split("\n"))
        for paragraph in paragraphs
    )


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in [*option.opts, *option.secondary_opts])
    if option.is_flag or option.count:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {' · '.join(f'`{choice}`' for choice in option.type.choices)}"
    kind = option.metavar or re.split(r"[ <]", option.type.name)[0].upper()
    return f"{names} {kind}" + (", repeatable" if option.multiple else "")


def _option_default(option: click.Option) -> str:
    return f"`{option.default}`" if option.show_default and option.default is not None else "—"


# --- rules ----------------------------------------------------------------------------------------------------


def rules() -> str:
    """Every rule that is examined, then those that a later version will examine."""
    legal = tomllib.loads((ROOT / "reports" / "legal.toml").read_text(encoding="utf-8"))["rules"]
    severities = {name: _severities(rule) for name, rule in examined_rules().items()}
    rows = [
        (
            f"[`{name}`](#{name})",
            rule.looks_for,
            severities[name],
            _needs(rule.needs),
            "; ".join(legal.get(name, ())),
        )
        for name, rule in known_rules().items()
        if name in severities
    ]
    later = [(f"`{name}`", rule.looks_for) for name, rule in known_rules().items() if name not in severities]
    return (
        table(("rule", "looks for", "severity", "needs", "references"), rows)
        + '\n\nReserved, not examined by this version (the report says so, and never calls it "nothing found"):\n\n'
        + table(("rule", "will look for"), later)
    )


def examined_rules() -> dict[str, Callable[..., Any]]:
    """Identifier → the function of the rule."""
    return {rule.__name__.replace("_", "-"): rule for rule in RULES}


def _severities(rule: Callable[..., Any]) -> str:
    """The severities that a rule can give, read from its source."""
    found: set[str] = set()
    for call in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(rule)))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "finding":
            for node in ast.walk(call.args[1]):
                if isinstance(node, ast.Constant):
                    found.add(str(node.value))
                named = inspect.unwrap(rule).__globals__.get(node.id) if isinstance(node, ast.Name) else None
                found.update(named.values() if isinstance(named, dict) else ())
    return ", ".join(severity for severity in _SEVERITIES if severity in found)


def _needs(needs: tuple[str, ...]) -> str:
    return ", ".join(f"`{need}`" if need != "policy" else "a policy" for need in needs)


# --- database -------------------------------------------------------------------------------------------------

_TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)^\);", re.DOTALL | re.MULTILINE)
_COLUMN = re.compile(r"^  ([a-z_0-9]+) ([A-Z]+)([^\n-]*?),?(?:\s*-- (.*))?$", re.MULTILINE)


def database() -> str:
    """A table for each table of the database."""
    sql = (ROOT / "reports" / "schema.sql").read_text(encoding="utf-8")
    parts = []
    for name, body in _TABLE.findall(sql):
        rows = []
        for column, kind, rest, comment in _COLUMN.findall(body):
            refers = re.search(r"REFERENCES (\w+)", rest)
            notes = ["key"] if "PRIMARY KEY" in rest else []
            notes += [f"[{refers.group(1)}](#{refers.group(1)})"] if refers else []
            rows.append((f"`{column}`", kind.lower(), "; ".join([*notes, *([comment] if comment else [])])))
        parts.append(f"### {name}\n\n{table(('column', 'type', 'meaning'), rows)}")
    return "\n\n".join(parts)


# --- shared ---------------------------------------------------------------------------------------------------

GENERATED: dict[str, Callable[[], str]] = {
    "settings": settings,
    "commands": commands,
    "rules": rules,
    "report-json": report_json,
    "database": database,
}


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [heads, tuple("---" for _ in heads), *(tuple(c.replace("|", "\\|") for c in row) for row in rows)]
    return "\n".join("| " + " | ".join(" ".join(cell.split()) for cell in line) + " |" for line in lines)


def attribute_docs(module: Any) -> dict[str, dict[str, str]]:
    """Class → attribute → the text that stands below it in the source."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        docs = found.setdefault(node.name, {})
        for before, after in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(before, ast.AnnAssign)
                and isinstance(before.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                docs[before.target.id] = str(after.value.value)
    return found


def pages() -> list[Path]:
    """Every page that is checked."""
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def renewed(text: str) -> str:
    """A page's text with its generated parts as they are to be. Raises KeyError for a part that nobody makes."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{GENERATED[found[2]]()}\n\n{found[3]}", text)


def dead_links() -> list[str]:
    """Links within the project that lead to no file or no heading, with the page they stand on."""
    return [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages()
        for link in _links(page)
        if not _leads(page, link)
    ]


def _links(page: Path) -> list[str]:
    found = _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))
    return [link for link in found if not link.startswith(("http:", "https:", "mailto:"))]


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in _anchors(target.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    """The anchors that code hosts make of headings: lower case, spaces to hyphens, most signs dropped."""
    headings = _HEADING.findall(_FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def main() -> None:
    """Write, or with `--check` compare."""
    check = sys.argv[1:] == ["--check"]
    faults = []
    for page in pages():
        text = page.read_text(encoding="utf-8")
        fresh = renewed(text)
        if fresh != text and check:
            faults.append(f"{page.relative_to(ROOT)}: stale; run `nox -s docs`")
        elif fresh != text:
            page.write_text(fresh, encoding="utf-8")
            print(f"written: {page.relative_to(ROOT)}")
    faults += [f"dead link: {link}" for link in dead_links()]
    print("\n".join(faults) or f"{len(pages())} pages are fine")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
