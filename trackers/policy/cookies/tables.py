"""The cookies that a policy declares: from tables, from lists of `Name: …` lines, and from prose."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain

from trackers.declarations import DeclaredCookie, Fired
from trackers.policy.cookies.lifetimes import lifetime_days
from trackers.policy.cookies.lists import (
    LabelReader,
    from_grids,
    from_items,
    from_labels,
    from_prose,
    from_terms,
)
from trackers.policy.cookies.names import cookie_names
from trackers.policy.cookies.parties import declared_party
from trackers.policy.cookies.printed import from_printed
from trackers.policy.cookies.rows import Column, CookieRow, column_of, lines_of
from trackers.policy.documents.document import Cell, Document, Table

_MOST_ROWS = 5000


def declared_cookies(
    documents: Sequence[Document], vendor_names: Container[str] = ()
) -> tuple[tuple[DeclaredCookie, ...], tuple[Fired, ...]]:
    """Every cookie that the documents declare, by name, with what is said of it, and the rules that found it.

    `vendor_names` (lower case) are no cookies: tables of partners look like tables of cookies.
    """
    found: dict[tuple[str, str], DeclaredCookie] = {}
    fired: list[Fired] = []
    rules: dict[str, str] = {}
    for document in documents:
        lines = list(lines_of(document))
        for row in chain(
            _from_tables(document),
            from_labels(document, lines),
            from_grids(document, lines),
            from_terms(document, lines),
            from_items(document, lines),
            from_printed(document, vendor_names),
            from_prose(document),
        ):
            for name in row.names:
                if name.lower() in vendor_names and "_" not in name:
                    continue
                cookie = _cookie(name, row, document.url)
                spoken = row.in_sentences
                key = (cookie.name, "" if spoken else (cookie.provider or "").lower())
                if spoken and rules.setdefault(cookie.name, row.rule) != row.rule:
                    continue
                rules[cookie.name] = row.rule
                fired.append(Fired(row.rule, row.quotes[0]))
                earlier = found.get(key)
                found[key] = _joined(earlier, cookie) if earlier else cookie
    return tuple(found[key] for key in sorted(found)), tuple(dict.fromkeys(fired))


def _cookie(name: str, row: CookieRow, page: str) -> DeclaredCookie:
    return DeclaredCookie(
        name=name,
        provider=row.provider,
        purpose=row.purpose,
        lifetime_days=lifetime_days(row.lifetime, prose=row.in_sentences),
        quotes=tuple(row.quotes),
        party=declared_party(row.party, row.provider or "", page),
    )


def _joined(earlier: DeclaredCookie, later: DeclaredCookie) -> DeclaredCookie:
    """Two places that declare one cookie: the longer life counts, for it was declared."""
    lives = [life for life in (earlier.lifetime_days, later.lifetime_days) if life is not None]
    return DeclaredCookie(
        name=earlier.name,
        provider=earlier.provider or later.provider,
        purpose=earlier.purpose or later.purpose,
        lifetime_days=max(lives, default=None),
        quotes=tuple(dict.fromkeys((*earlier.quotes, *later.quotes)))[:5],
        party=earlier.party or later.party,
    )


def _from_tables(document: Document) -> Iterator[CookieRow]:
    for table in document.tables:
        columns: dict[int, Column] = {}
        headed = False
        for cells in table.rows[:_MOST_ROWS]:
            headings = _columns(document, cells)
            if "name" in headings.values() and len(headings) >= 2:
                columns, headed = headings, True
            elif columns and (row := _table_row(document, cells, columns)):
                yield row
        if not headed:
            yield from _from_upright(document, table)


def _from_upright(document: Document, table: Table) -> Iterator[CookieRow]:
    """A table with a label and its words in each row, one cookie or more below each other."""
    reader = LabelReader()
    for cells in table.rows[:_MOST_ROWS]:
        filled = [cell for cell in cells if cell.end > cell.start]
        if len(filled) != 2:
            continue
        label, words = (_words(document, cell) for cell in filled)
        if column := column_of(label):
            quote = document.quote(filled[0].start, filled[1].end)
            yield from reader.add(label, column, words, quote)
    yield from reader.end()


def _columns(document: Document, cells: Sequence[Cell]) -> dict[int, Column]:
    """Which column holds what; empty for a row that is no heading."""
    found: dict[int, Column] = {}
    for place, cell in enumerate(cells):
        column = column_of(_words(document, cell))
        if column and column not in found.values():
            found[place] = column
    return found


def _table_row(document: Document, cells: Sequence[Cell], columns: dict[int, Column]) -> CookieRow | None:
    said = {column: _words(document, cells[place]) for place, column in columns.items() if place < len(cells)}
    names = cookie_names(said.get("name", "")) or _plain_name(said)
    own = [cell for cell in cells if cell.end > cell.start and not cell.from_above]
    if not names or not own or (len(cells) > 1 and len(own) == 1 and own[0].start == cells[0].start):
        return None
    above = [cells[place] for place in columns if place < len(cells) and cells[place].from_above]
    return CookieRow(
        names=names,
        quotes=[
            document.quote(own[0].start, own[-1].end),
            *(document.quote(cell.start, cell.end) for cell in above if cell.end > cell.start),
        ],
        provider=said.get("provider") or None,
        purpose=said.get("purpose") or None,
        lifetime=said.get("lifetime", ""),
        party=said.get("party", ""),
        rule="cookie:table",
    )


def _plain_name(said: dict[Column, str]) -> list[str]:
    """A single word in small letters is a name where the row says how long it lives."""
    word = said.get("name", "")
    is_name = 2 <= len(word) <= 40 and word.isascii() and word.isalpha() and word.islower()
    return [word] if is_name and lifetime_days(said.get("lifetime", "")) is not None else []


def _words(document: Document, cell: Cell) -> str:
    return " ".join(document.reading.between(cell.start, cell.end).split())
