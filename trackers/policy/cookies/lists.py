"""Cookies declared outside of tables: labelled lines, grids of lines, terms, list items, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from trackers.declarations import Quote
from trackers.policy.cookies.lexicon import about_cookies
from trackers.policy.cookies.lifetimes import lifetime_days
from trackers.policy.cookies.names import cookie_names, may_name, names_alone, names_in_prose
from trackers.policy.cookies.rows import Column, CookieRow, Line, column_of, label_of
from trackers.policy.documents.document import Document

_LABELLED = regex.compile(r"\s*[*\u2022-]?\s*([^\n:]{2,40}?)\s*:\s*(\S[^\n]{0,400})")
_ITEM = regex.compile(
    r"\s*(?:[*\u2022-]\s+)?(\S[^\n:(]{1,60}?)(?:\s*[:(]|\s+[\u2013\u2014-]\s)\s*(\S.{0,600})"
)
_LONGEST_HEAD = 80
"""Characters in which the head of an item ends."""
_LEAST_HEADINGS = 3
"""Lines in a row that are headings of a grid; two may be a label and an empty value."""
_TOLD_WITHIN = 4
"""Lines after a cookie's name that are about it."""


class LabelReader:
    """Pairs of a label and what it says, one after the other → rows. A new name begins a new row."""

    def __init__(self) -> None:
        self._row: CookieRow | None = None
        self._exact = False

    def add(self, label: str, column: Column, words: str, quote: Quote) -> Iterator[CookieRow]:
        """One pair. "Cookie name" outweighs a plain "Name" before it, which may be the service's."""
        if column == "name":
            names = cookie_names(words) if len(words) <= 300 else []
            exact = "cookie" in label.lower()
            if self._row is None or (self._row.names and not (exact and not self._exact)):
                yield from self.end()
                self._row = CookieRow([], [], rule="cookie:list")
            if names or not self._row.names:
                self._row.names = names
            self._exact = exact
        if self._row is None:
            return
        if column not in self._row.said or column == "name":
            self._row.say(column, words)
            self._row.quotes.append(quote)

    def more(self, words: str) -> bool:
        """A line without a label: more of what the cookie is for, if that was told last. False: the list ends."""
        return self._row is not None and "purpose" in self._row.said and len(words) < 600

    def end(self) -> Iterator[CookieRow]:
        """The list ends, or another cookie follows."""
        row, self._row = self._row, None
        if row is not None and row.names and len(row.said) > 1:
            yield row


def from_labels(document: Document, lines: Sequence[Line]) -> Iterator[CookieRow]:
    """`Name: _ga`, `Expiry: 2 years` in lines, or a label and its words in lines of their own."""
    reader = LabelReader()
    label: Line | None = None
    for line in lines:
        match = _LABELLED.fullmatch(line.text) if len(line.text) < 460 else None
        column = column_of(match.group(1)) if match else None
        if match and column:
            label = None
            yield from reader.add(match.group(1), column, match.group(2).strip(), line.quote(document))
        elif label_of(line.text):
            label = line
        elif label and (column := label_of(label.text)):
            quote = document.quote(label.start, line.end)
            yield from reader.add(label.text, column, line.text, quote)
            label = None
        elif not reader.more(line.text):
            yield from reader.end()
    yield from reader.end()


def from_grids(document: Document, lines: Sequence[Line]) -> Iterator[CookieRow]:
    """Tables drawn with blocks: the headings in lines of their own, then as many lines for each cookie."""
    place = 0
    while place < len(lines):
        columns: list[Column] = []
        while place < len(lines) and (column := label_of(lines[place].text)) and column not in columns:
            columns.append(column)
            place += 1
        if "name" not in columns or len(columns) < _LEAST_HEADINGS:
            place += not columns
            continue
        while place + len(columns) <= len(lines):
            row = lines[place : place + len(columns)]
            names = names_alone(row[columns.index("name")].text)
            if not names:
                break
            found = CookieRow(names, [document.quote(row[0].start, row[-1].end)], rule="cookie:list")
            for column, line in zip(columns, row, strict=True):
                found.say(column, line.text)
            yield found
            place += len(columns)


def from_terms(document: Document, lines: Sequence[Line]) -> Iterator[CookieRow]:
    """A line that is a cookie's name and nothing else, with how long it lives in the lines after it."""
    for place, line in enumerate(lines):
        names = names_alone(line.text)
        if not names or not _about_cookies(document, line):
            continue
        for after in lines[place + 1 : place + 1 + _TOLD_WITHIN]:
            if names_alone(after.text) or (
                after.block >= 0 and document.blocks[after.block].kind == "heading"
            ):
                break
            if lifetime_days(after.text, prose=True) is not None:
                quotes = [line.quote(document), after.quote(document)]
                yield CookieRow(names, quotes, lifetime=after.text, rule="cookie:term", in_sentences=True)
                break


def from_items(document: Document, lines: Sequence[Line]) -> Iterator[CookieRow]:
    """`_ga – 2 years`, `lang (session): …`: a name at the head of an item in a list of cookies."""
    for line in lines:
        may_name_one = len(line.text) < 700 and may_name(line.text[:_LONGEST_HEAD])
        match = _ITEM.match(line.text) if may_name_one else None
        names = names_alone(match.group(1)) if match else []
        if match and names and _about_cookies(document, line):
            quotes = [line.quote(document)]
            yield CookieRow(names, quotes, lifetime=match.group(2), rule="cookie:term", in_sentences=True)


def _about_cookies(document: Document, line: Line) -> bool:
    if document.kind == "cookie_policy":
        return True
    sentence = document.sentence_at(line.start)
    if sentence is None:
        return False
    context = f"{document.heading_of(sentence)} {document.lead_of(sentence)} {line.text}".lower()
    if sentence.block >= 0 and document.blocks[sentence.block].kind != "heading":
        above = document.blocks[sentence.block].heading
        over = document.blocks[above].heading if above >= 0 else -1
        context += f" {document.block_text(over).lower()}"
    return about_cookies().search(context) is not None


def from_prose(document: Document) -> Iterator[CookieRow]:
    """Sentences that name a cookie. Each takes the period that follows its name, else what the sentence says."""
    for sentence in document.sentences():
        text = sentence.text
        if (
            len(text) > 1500
            or text.count("{") > 1
            or ("_" not in text and "ID" not in text and "cookie" not in text)
        ):
            continue
        places = names_in_prose(text)[:20]
        if not places:
            continue
        context = f"{document.heading_of(sentence)} {document.lead_of(sentence)} {text}".lower()
        if not about_cookies().search(context):
            continue
        quotes = [document.quote_sentence(sentence)]
        for names, said in _with_periods(text, places):
            yield CookieRow(names, quotes, lifetime=said, rule="cookie:prose", in_sentences=True)


def _with_periods(text: str, places: Sequence[tuple[int, int, str]]) -> Iterator[tuple[list[str], str]]:
    """Names with the words that tell how long they live: "a for 1 day, b and c for 2" → a: 1, b and c: 2."""
    ends = [start for start, _, _ in places[1:]] + [len(text)]
    waiting: list[str] = []
    told = False
    for (_, after, name), end in zip(places, ends, strict=True):
        waiting.append(name)
        said = text[after:end]
        if lifetime_days(said, prose=True) is not None:
            yield list(dict.fromkeys(waiting)), said
            waiting, told = [], True
    if waiting:
        yield list(dict.fromkeys(waiting)), "" if told else text
