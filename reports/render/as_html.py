"""report.html: one self-contained file. It loads nothing, works without script, and prints well.

A Content Security Policy in the file forbids every connection; its one style sheet and its one script are
allowed by their hashes, so that nothing a page smuggled into the report could run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.render import charts
from reports.render.material import Material, RenderedFile
from reports.render.pages import effect_of, portfolio
from reports.render.plain_words import declared_as, lifetime, listed, number, reasons
from reports.render.quotes import in_context
from reports.render.rules import known_rules
from reports.render.visible import link, shorten, shown
from reports.render.wording import glossary, label

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TEMPLATES = Path(__file__).with_name("templates")


def render(material: Material) -> tuple[RenderedFile, ...]:
    """`report.html`."""
    return (RenderedFile("report.html", page(material).encode("utf-8", "replace")),)


def page(material: Material) -> str:
    """The HTML of the whole report."""
    style, script = _asset("style.css"), _asset("report.js")
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            portfolio=portfolio(material),
            quoted=lambda quote: in_context(quote, material.documents),
            style=Markup(style),  # noqa: S704 — our own file, not a page's words
            script=Markup(script),  # noqa: S704
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "cut": shorten,
        "data_uri": _data_uri,
        "lifetime": lifetime,
        "link": link,
        "listed": listed,
        "visited": lambda key: label("visited", key).text,
        "sentence": lambda text: text[:1].upper() + text[1:],
        "spaced": lambda name: _WORD.sub(" ", name).lower(),
        "value": _value,
    }
    environment.globals |= {
        "label": label,
        "declared_as": declared_as,
        "glossary": glossary,
        "known_rules": known_rules,
        "number": number,
        "reasons": reasons,
        "effect_of": effect_of,
        "bar": charts.bar,
        "stacked": charts.stacked,
    }
    return environment


def _finalize(value: object) -> object:
    """Every expression of every template passes here before it is escaped: no hidden and no endless text."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _data_uri(source: str) -> Markup:
    """A picture's data: URI is ours (base64) and must not be cut like a page's string."""
    return Markup(source)  # noqa: S704


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
