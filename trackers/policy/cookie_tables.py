"""The cookies that a policy declares: from tables, from lists of `Name: …` lines, and from prose."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import regex

from trackers.declarations import DeclaredCookie, Fired, Quote
from trackers.policy.document import Cell, Document
from trackers.policy.lifetimes import cookie_lexicon, lifetime_days

Column = Literal["name", "provider", "purpose", "lifetime", "party"]
_COLUMNS: tuple[Column, ...] = ("name", "lifetime", "provider", "purpose", "party")

_NAME = regex.compile(r"[A-Za-z0-9_.$!~*#%&+:^|@{}<>\[\]()\u2026-]{2,90}")
_LIKE_A_NAME = regex.compile(r"[_\d*]|[a-z][A-Z]|^[A-Z]{3,}$|^[a-z]{2,12}$|[a-z]-[a-z]|\.")
_PLACEHOLDER = regex.compile(
    r"(?<=UA-)[Xx\d-]+|<[^<>]{1,40}>|\{[^{}]{1,40}\}|\[[^\[\]]{1,40}\]|#+|[Xx]{3,}|\.{3}|\u2026|%\w*%|\*+"
)
_SPLIT = regex.compile(r"[\s,;/]+(?:and |or |und |et )?")
_PROSE_NAME = regex.compile(
    r"(?<![\w/.@\\#&=-])(?:_{1,2}[a-zA-Z][\w*-]{1,50}(?:\.[\w*]+)?|[A-Za-z]{2,20}_[A-Za-z0-9_*-]{1,50}"
    r"|[A-Z]{2,12}SESS(?:ION)?_?ID\w*"
    r"|(?:NID|ANID|IDE|DSID|fr|datr|YSC|PREF|VISITOR_INFO1_LIVE|CONSENT|MUID|li_at|bcookie|lidc)(?=['\" ,.);]))"
    r"(?![\w@/(-])"
)
_NO_COOKIES = frozenset(
    {
        "_here",
        "_this",
        "_our",
        "_the",
        "_we",
        "_you",
        "_your",
        "_please",
        "_click",
        "_blank",
        "_top",
        "_self",
        "_new",
    }
    | {"_link", "_all", "_any", "_see", "_note", "_if", "_for", "_to", "_in", "_and", "_parent"}
)
"""Words that an underscore begins for other reasons: emphasis, and targets of links."""
_LABELLED = regex.compile(r"\s*[*\u2022-]?\s*([^\n:]{2,40}?)\s*:\s*(\S[^\n]{0,400})")
_MOST_ROWS = 5000


@dataclass(slots=True)
class _Row:
    """What one row, list or sentence says of one or more cookies."""

    names: list[str]
    quotes: list[Quote]
    provider: str | None = None
    purpose: str | None = None
    lifetime: str = ""
    party: str = ""
    rule: str = ""
    said: set[str] = field(default_factory=set)


def declared_cookies(
    documents: Sequence[Document], vendor_names: Container[str] = ()
) -> tuple[tuple[DeclaredCookie, ...], tuple[Fired, ...]]:
    """Every cookie that the documents declare, by name, with what is said of it, and the rules that found it.

    `vendor_names` (lower case) are no cookies: tables of partners look like tables of cookies.
    """
    found: dict[tuple[str, str], DeclaredCookie] = {}
    fired: list[Fired] = []
    for document in documents:
        for row in (*_from_tables(document), *_from_labels(document), *_from_prose(document)):
            for name in row.names:
                if name.lower() in vendor_names and "_" not in name:
                    continue
                cookie = _cookie(name, row)
                key = (cookie.name, (cookie.provider or "").lower() if row.rule != "cookie:prose" else "")
                if row.rule == "cookie:prose" and any(known[0] == cookie.name for known in found):
                    continue
                fired.append(Fired(row.rule, row.quotes[0]))
                earlier = found.get(key)
                found[key] = _joined(earlier, cookie) if earlier else cookie
    return tuple(found[key] for key in sorted(found)), tuple(dict.fromkeys(fired))


def _cookie(name: str, row: _Row) -> DeclaredCookie:
    about = f"{row.party} {row.provider or ''}".lower()
    first, third = (regex.search(cookie_lexicon()["party"][which], about) for which in ("first", "third"))
    return DeclaredCookie(
        name=name,
        provider=row.provider,
        purpose=row.purpose,
        lifetime_days=lifetime_days(row.lifetime) if row.lifetime else None,
        quotes=tuple(row.quotes),
        party="third" if third and not first else "first" if first and not third else None,
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


@cache
def _column_patterns() -> tuple[tuple[Column, regex.Pattern[str]], ...]:
    patterns = cookie_lexicon()["columns"]
    return tuple((column, regex.compile(patterns[column])) for column in _COLUMNS)


def _column(heading: str) -> Column | None:
    heading = " ".join(heading.lower().strip(" :*").split())
    if not heading or len(heading) > 60:
        return None
    return next((column for column, words in _column_patterns() if words.search(heading)), None)


def _from_tables(document: Document) -> Iterator[_Row]:
    for table in document.tables:
        columns: dict[int, Column] = {}
        for cells in table.rows[:_MOST_ROWS]:
            headings = _columns(document, cells)
            if "name" in headings.values() and len(headings) >= 2:
                columns = headings
            elif columns and (row := _table_row(document, cells, columns)):
                yield row


def _columns(document: Document, cells: Sequence[Cell]) -> dict[int, Column]:
    """Which column holds what; empty for a row that is no heading."""
    found: dict[int, Column] = {}
    for place, cell in enumerate(cells):
        column = _column(_words(document, cell))
        if column and column not in found.values():
            found[place] = column
    return found


def _table_row(document: Document, cells: Sequence[Cell], columns: dict[int, Column]) -> _Row | None:
    said = {column: _words(document, cells[place]) for place, column in columns.items() if place < len(cells)}
    names = cookie_names(said.get("name", ""))
    if not names:
        return None
    filled = [cell for cell in cells if cell.end > cell.start]
    return _Row(
        names=names,
        quotes=[document.quote(filled[0].start, filled[-1].end)],
        provider=said.get("provider") or None,
        purpose=said.get("purpose") or None,
        lifetime=said.get("lifetime", ""),
        party=said.get("party", ""),
        rule="cookie:table",
    )


def _words(document: Document, cell: Cell) -> str:
    return " ".join(document.reading.between(cell.start, cell.end).split())


def cookie_names(text: str) -> list[str]:
    """The cookie names of a cell: none where its words are prose, `*` for what changes in a name."""
    text = regex.sub(
        r"\((?!\w+\))[^()]{0,200}\)", " ", text.replace("\u201c", "").replace('"', "").replace("'", "")
    )
    text = _PLACEHOLDER.sub("*", text)
    tokens = [token.strip(".,:;()") for token in _SPLIT.split(text.strip()) if token.strip(".,:;()")]
    if not tokens or len(tokens) > 40:
        return []
    if all(_NAME.fullmatch(token) and _LIKE_A_NAME.search(token) for token in tokens):
        plain = sum(1 for token in tokens if token.isalpha() and token.islower())
        if len(tokens) == 1 or plain <= len(tokens) / 3:
            return list(dict.fromkeys(regex.sub(r"\*+", "*", token) for token in tokens))
    return [token for token in tokens if "_" in token and _NAME.fullmatch(token)][:20]


def _from_labels(document: Document) -> Iterator[_Row]:
    """Lists of lines such as `Name: _ga`, `Expiry: 2 years`, one cookie after the other."""
    row: _Row | None = None
    for sentence in document.sentences():
        match = _LABELLED.fullmatch(sentence.text) if len(sentence.text) < 460 else None
        column = _column(match.group(1)) if match else None
        if match is None or column is None:
            if row is not None and len(row.said) > 1:
                yield row
            row = None
            continue
        value = match.group(2).strip()
        quote = document.quote_sentence(sentence)
        if column == "name":
            if row is not None and len(row.said) > 1:
                yield row
            names = cookie_names(value)
            row = _Row(names, [quote], rule="cookie:list", said={"name"}) if names else None
        elif row is not None and column not in row.said:
            row.said.add(column)
            row.quotes.append(quote)
            setattr(row, column, value)
    if row is not None and len(row.said) > 1:
        yield row


def _is_cookie(token: str) -> bool:
    """Whether a token that begins with or holds an underscore is a cookie's name rather than emphasis."""
    if token.lower() in _NO_COOKIES or (token[1:2].isupper() and token[2:].isalpha()):
        return False
    return "_" in token.strip("_") or not token.startswith("_") or len(token) <= 9


def _from_prose(document: Document) -> Iterator[_Row]:
    """Sentences that name a cookie. Only words that cannot be anything else count as names there."""
    prose = cookie_lexicon()["prose"]
    about, named = regex.compile(prose["about"]), regex.compile(prose["named"], regex.IGNORECASE)
    for sentence in document.sentences():
        text = sentence.text
        if (
            len(text) > 1500
            or text.count("{") > 1
            or ("_" not in text and "ID" not in text and "cookie" not in text)
        ):
            continue
        context = f"{document.heading_of(sentence)} {document.lead_of(sentence)} {text}".lower()
        if not about.search(context):
            continue
        names = [name for m in _PROSE_NAME.finditer(text) if _is_cookie(name := m.group().rstrip(".-"))]
        names += [
            m.group(1).rstrip(".-")
            for m in named.finditer(text)
            if _LIKE_A_NAME.search(m.group(1)) and not m.group(1).isalpha()
        ]
        if names:
            yield _Row(
                names=list(dict.fromkeys(_PLACEHOLDER.sub("*", name) for name in names))[:20],
                quotes=[document.quote_sentence(sentence)],
                lifetime=text,
                rule="cookie:prose",
            )
