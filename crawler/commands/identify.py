"""`undeclared identify`: attribution and decoding of requests or cookies, JSON Lines in and out."""

from __future__ import annotations

import base64
import binascii
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import click

from crawler.filter_lists import ListFolder
from trackers.catalogue import load_catalogue
from trackers.evidence import Attribution, Request
from trackers.filters import FilterList, FilterListError, FilterLists
from trackers.identify import Identifier
from trackers.payloads import Hit, decode

JsonObject = dict[str, Any]
_ATTRIBUTION_KEYS = ("vendor", "product", "company", "category", "basis", "filter", "rule", "confidence")
_NO_REQUEST: JsonObject = {"attribution": None, "decoded": None}
_NO_COOKIE: JsonObject = {"attribution": None, "purpose": "unknown", "opt_out": False}


class LineError(Exception):
    """An input line that is no request or cookie; the message says what is wrong with it."""


@click.command(short_help="Name the vendor of every request or cookie in a file.")
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--cookies", is_flag=True, help="The lines are cookies: name, value, domain, document_url, lifetime_days."
)
@click.option("--lists/--no-lists", default=True, help="Use the filter lists of this machine (default: yes).")
@click.option(
    "--list",
    "list_files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Use this filter list file, under its file name. Repeatable; replaces the lists of this machine.",
)
@click.option(
    "--first-party", multiple=True, metavar="DOMAIN", help="A further domain of the site's owner. Repeatable."
)
def identify(
    file: BinaryIO,
    list_files: tuple[Path, ...],
    first_party: tuple[str, ...],
    *,
    cookies: bool,
    lists: bool,
) -> None:
    """Name the vendor of every request (or cookie) in FILE and decode what requests say.

    FILE (default: standard input) holds one JSON object a line: url, document_url, type, and if there is one
    method and post_data (text) or post_data_base64. The same objects come out, in order, each with
    `attribution` and `decoded`, or with `error` where a line could not be read.
    """
    try:
        filters = _filters(list_files, lists=lists)
    except FilterListError as error:
        raise click.ClickException(str(error)) from error
    identifier = Identifier(load_catalogue(), filters, first_party)
    answer, nothing = (_answer_cookie, _NO_COOKIE) if cookies else (_answer_request, _NO_REQUEST)
    broken = _stream(file, sys.stdout.buffer, lambda row: answer(identifier, row), nothing)
    if broken:
        click.echo(f"{broken} lines could not be read; each says why in its place", err=True)


def _filters(files: tuple[Path, ...], *, lists: bool) -> FilterLists | None:
    if files:
        return FilterLists(FilterList(file.name, file.read_text("utf-8", "replace")) for file in files)
    return ListFolder().load()[0] if lists else None


def _stream(
    source: BinaryIO, target: BinaryIO, answer: Callable[[JsonObject], JsonObject], nothing: JsonObject
) -> int:
    """Answer line by line, holding one line at a time; returns how many could not be read."""
    broken = 0
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        row: JsonObject = {}
        try:
            row = _parse(line)
            row.update(answer(row))
        except LineError as error:
            broken += 1
            row = {**row, **nothing, "error": {"line": number, "message": str(error)}}
        target.write(_as_line(row))
        target.flush()
    return broken


def _parse(line: bytes) -> JsonObject:
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise LineError(f"not UTF-8: byte {error.start + 1} of the line") from error
    except (ValueError, RecursionError) as error:
        raise LineError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise LineError(f"not a JSON object but {type(row).__name__}")
    return row


def _as_line(row: JsonObject) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        # Half of a surrogate pair, which JSON can write and UTF-8 cannot.
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def _text(row: JsonObject, key: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        what = "is missing" if key not in row else f"must be text, not {type(value).__name__}"
        raise LineError(f"`{key}` {what}")
    return value


def _answer_request(identifier: Identifier, row: JsonObject) -> JsonObject:
    request = Request(
        url=_text(row, "url"),
        document_url=_text(row, "document_url", ""),
        type=_text(row, "type", "other").lower(),
        method=_text(row, "method", "POST" if _has_body(row) else "GET").upper(),
        post_data=_body(row),
    )
    attribution = identifier.request(request)
    found = None
    if attribution is not None:
        found = _attribution(attribution) | {
            "owner": identifier.catalogue.owner(attribution.company),
            "relation": identifier.relation(request.url, request.document_url),
        }
    hit = decode(request, attribution)
    return {"attribution": found, "decoded": _hit(hit) if hit is not None else None}


def _has_body(row: JsonObject) -> bool:
    return row.get("post_data") is not None or row.get("post_data_base64") is not None


def _body(row: JsonObject) -> bytes | None:
    if row.get("post_data_base64") is not None:
        try:
            return base64.b64decode(_text(row, "post_data_base64"), validate=True)
        except (binascii.Error, ValueError) as error:
            raise LineError(f"`post_data_base64` is not base64: {error}") from error
    if row.get("post_data") is None:
        return None
    return _text(row, "post_data").encode("utf-8", "surrogatepass")


def _answer_cookie(identifier: Identifier, row: JsonObject) -> JsonObject:
    lifetime = row.get("lifetime_days")
    if lifetime is not None and (isinstance(lifetime, bool) or not isinstance(lifetime, int | float)):
        raise LineError(f"`lifetime_days` must be a number or null, not {type(lifetime).__name__}")
    known = identifier.cookie(
        _text(row, "name"),
        _text(row, "domain", ""),
        _text(row, "value", ""),
        lifetime,
        _text(row, "document_url", ""),
    )
    if known is None:
        return dict(_NO_COOKIE)
    attribution = _attribution(known.attribution) if known.attribution is not None else None
    return {"attribution": attribution, "purpose": known.purpose, "opt_out": known.opt_out}


def _attribution(attribution: Attribution) -> JsonObject:
    return {key: getattr(attribution, key) for key in _ATTRIBUTION_KEYS}


def _hit(hit: Hit) -> JsonObject:
    return asdict(hit)
