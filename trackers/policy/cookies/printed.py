"""Cookie tables of a printed page (PDF), of which the lines alone are left: `_fbp Meta Advertising 90 days`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import regex

from trackers.policy.cookies.lifetimes import lifetime_days
from trackers.policy.cookies.names import cookie_names
from trackers.policy.cookies.rows import Column, CookieRow, column_of
from trackers.policy.documents.document import Document

_DOMAIN = regex.compile(r"\.?(?:[\w-]+\.)+[a-z]{2,}")
_HEADING_WORDS = 12
_ROW_WORDS = 60
_LINES_OF_ROW = 10
"""Lines over which the cells of one row are wrapped, at most."""
_LINES_BETWEEN = 3
"""Lines that are no rows (the rest of a cell, a heading) after which the table is over."""


def from_printed(document: Document, vendor_names: Container[str]) -> Iterator[CookieRow]:
    """The rows below a line of headings that begins with the name and ends with the lifetime.

    Only a domain or a provider that `vendor_names` (lower case) holds can be told from the purpose beside it.
    """
    if not document.wrapped:
        return
    columns: list[Column] = []
    pending: list[str] = []
    start, others = 0, 0
    for line in document.text.splitlines(keepends=True):
        end = start + len(line)
        words = line.split()
        if headings := _headings(words):
            columns, pending, others = headings, [], 0
        elif columns:
            pending = _with_line(pending, line, begins=others == 0)
            row = _row(" ".join(pending or [line]).split(), columns, vendor_names)
            if row is not None:
                row.quotes.append(document.quote(end - sum(map(len, pending or [line])), end))
                yield row
                pending, others = [], 0
            elif not pending:
                others += 1
                columns = columns if others <= _LINES_BETWEEN else []
            elif len(pending) > _LINES_OF_ROW:
                pending, columns = [], []
        start = end


def _with_line(pending: list[str], line: str, *, begins: bool) -> list[str]:
    """The lines of a row whose cells are wrapped, with one more; those of a new row where it has a name of its own.

    `begins`: a row may begin here with a name that could be a word.
    """
    first = next(iter(line.split()), "")
    if not first:
        return pending
    is_name = bool(cookie_names(first))
    is_sure = is_name and not (first.isalpha() and first.islower())
    if is_sure or (is_name and begins and not pending):
        return [line]
    return [*pending, line] if pending else []


def _headings(words: Sequence[str]) -> list[Column]:
    """The columns that a line of headings names; empty for another line, or one of another order."""
    columns: list[Column] = []
    heading = ""
    for word in words if len(words) <= _HEADING_WORDS else ():
        heading = f"{heading} {word}".strip()
        if column := column_of(heading):
            if column not in columns:
                columns.append(column)
            elif column != columns[-1]:
                return []
            heading = ""
    in_order = len(columns) > 1 and columns[0] == "name" and columns[-1] == "lifetime"
    return columns if in_order and not heading else []


def _row(words: Sequence[str], columns: Sequence[Column], vendor_names: Container[str]) -> CookieRow | None:
    if not 1 < len(words) <= _ROW_WORDS:
        return None
    first = next((place for place, word in enumerate(words) if not word.endswith(",")), len(words)) + 1
    names = cookie_names(" ".join(words[:first]))
    life = _words_of_lifetime(words[first:])
    if not names or not life:
        return None
    between = words[first : len(words) - life]
    provider, purpose = _told_apart(between, columns[1:-1], vendor_names)
    return CookieRow(
        names, [], provider or None, purpose or None, " ".join(words[-life:]), rule="cookie:printed-table"
    )


def _words_of_lifetime(words: Sequence[str]) -> int:
    """How many words at the end tell a lifetime ("1 year 24 days": four)."""
    pairs = 0
    while words[len(words) - pairs - 2 : len(words) - pairs] and _is_period(words, len(words) - pairs - 2):
        pairs += 2
    return pairs or int(bool(words) and lifetime_days(words[-1]) is not None)


def _is_period(words: Sequence[str], place: int) -> bool:
    return (
        place >= 0
        and words[place][0].isdigit()
        and lifetime_days(" ".join(words[place : place + 2])) is not None
    )


def _told_apart(
    words: Sequence[str], columns: Sequence[Column], vendor_names: Container[str]
) -> tuple[str, str]:
    """Provider and purpose of the words between name and lifetime."""
    if list(columns) == ["provider"]:
        return " ".join(words), ""
    if "provider" not in columns:
        return "", " ".join(words) if "purpose" in columns else ""
    leads = columns[0] == "provider"
    for count in range(len(words) - ("purpose" in columns), 0, -1):
        piece = " ".join(words[:count] if leads else words[-count:])
        if piece.lower() in vendor_names or _DOMAIN.fullmatch(piece):
            rest = words[count:] if leads else words[:-count]
            return piece, " ".join(rest) if sorted(columns) == ["provider", "purpose"] else ""
    return "", ""
