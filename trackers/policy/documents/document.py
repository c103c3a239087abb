"""One policy document as one text: with offsets, links, regions, tables and the marks of hidden text.

`Document.text` is the text that every quote's offsets count in. It is never cut, joined or rewritten after
it was made. Where rules need a tidier text (no soft hyphens, no Markdown marks, plain apostrophes, wrapped
lines joined) they read `Document.reading` or `Document.sentences()`, which know their way back.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from trackers.declarations import DocumentKind, Quote
from trackers.policy.documents.reading import Reading, lowered, read_clean, read_marked
from trackers.policy.documents.sentences import Sentence, split_sentences

BlockKind = Literal["heading", "paragraph", "list_item", "cell"]
GUESSED_LEVEL = 5
"""Headings of this level and below may be guessed from a line's look: an entry of a list that lost its marks, or
the name of one thing among others, looks the same."""
_CLOSING_MARKS = re.compile(r"(?:\]\([^()\s]{1,2000}\)|[*_`]){1,8}")
"""What closes a link or emphasis of Markdown behind the last word of a sentence."""
RegionName = Literal["main", "header", "footer", "nav", "aside", "dialog"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or an address that stands in the text. `start:end` is what the reader sees of it."""

    start: int
    end: int
    url: str
    """Absolute where the document's own URL is; `#`, `javascript:…` or empty (a button) as they stand."""
    text: str
    region: RegionName = "main"
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page with a role of its own. Text outside every region is `main`."""

    start: int
    end: int
    name: RegionName


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table cell."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    """Of a heading: 1–6. Of a list item: how deep the list is nested, from 1."""
    heading: int = -1
    """Index of the heading block above it; -1 where there is none."""
    lead: int = -1
    """Of a list item: index of the line before the list, or of the item above it. Else -1."""

    @property
    def heading_level(self) -> int:
        """A heading's level; 0 for other blocks."""
        return self.level if self.kind == "heading" else 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    start: int
    end: int
    header: bool = False
    from_above: bool = False
    """The cell stands in a row above and reaches down into this one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows, in order; empty cells are kept, so that columns line up."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Document:
    """A policy document as read. Made by `trackers.policy.read_document`."""

    url: str
    """URL or path, as quotes name it."""
    kind: DocumentKind
    title: str
    text: str
    language: str
    """ISO 639-1, or `und`."""
    links: tuple[Link, ...] = ()
    """In the order of the text."""
    regions: tuple[Region, ...] = ()
    """In the order of the text, not nested."""
    hidden: tuple[tuple[int, int], ...] = ()
    """Spans that the mark-up itself hides (`hidden`, `display:none`): read, but marked. In order, not nested."""
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    marked: bool = False
    """The text carries marks of its own (Markdown, stray tags, wrapped lines), which `reading` leaves out."""
    wrapped: bool | None = None
    """Lines end in the middle of sentences (a printed page); None where the lines themselves have to tell."""
    soft_breaks: frozenset[int] = frozenset()
    """Where else a line break ends no sentence."""
    problems: tuple[str, ...] = ()
    """What was lost on the way in: `truncated: …`, `encrypted`, `no text` … or what else a reader must know of it."""
    sha256: str = field(default="")

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)

    def quote(self, start: int, end: int) -> Quote:
        """The characters `start:end`, without white space at either edge."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Quote(self.url, start, end, self.text[start:end], self._is_partly_hidden(start, end))

    def quote_sentence(self, sentence: Sentence) -> Quote:
        """A whole sentence as a quote, to the end of the link or emphasis that it ends in."""
        closing = _CLOSING_MARKS.match(self.text, sentence.end) if self.marked else None
        return self.quote(sentence.start, closing.end() if closing else sentence.end)

    def quote_words(self, sentence: Sentence, start: int, end: int) -> Quote:
        """Words of a sentence as a quote; `start:end` count in `sentence.text`."""
        first, last = self.reading.span(sentence.at + start, sentence.at + end)
        return self.quote(first, last)

    @cached_property
    def reading(self) -> Reading:
        """The text as rules read it."""
        if not self.marked:
            return read_clean(self.text)
        return read_marked(self.text, wrapped=self.wrapped, soft_breaks=self.soft_breaks)

    @cached_property
    def lowered(self) -> str:
        """The reading in lower case, character for character."""
        return lowered(self.reading.text)

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        return tuple(split_sentences(self.reading, [(b.start, b.end) for b in self.blocks]))

    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order. None crosses a block, a table cell or a line that ends."""
        return self._sentences

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self._sentences]

    @cached_property
    def read_starts(self) -> list[int]:
        """Where each sentence begins in the reading."""
        return [sentence.at for sentence in self._sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers a position of `text`."""
        place = bisect_right(self._sentence_starts, offset) - 1
        if place < 0:
            return None
        sentence = self._sentences[place]
        return sentence if offset < sentence.end else None

    def sentence_before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before this one; None for the first."""
        place = bisect_right(self._sentence_starts, sentence.start - 1) - 1
        return self._sentences[place] if place >= 0 else None

    def sentence_after(self, sentence: Sentence) -> Sentence | None:
        """The sentence after this one; None for the last."""
        place = bisect_right(self._sentence_starts, sentence.start)
        return self._sentences[place] if place < len(self._sentences) else None

    def heading_of(self, sentence: Sentence) -> str:
        """The words of the heading above a sentence; empty where there is none."""
        place = self.blocks[sentence.block].heading if sentence.block >= 0 else -1
        return self.block_text(place)

    def in_heading(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a heading."""
        return sentence.block >= 0 and self.blocks[sentence.block].kind == "heading"

    def lead_of(self, sentence: Sentence) -> str:
        """The words that introduce the list item in which a sentence stands; empty where there are none."""
        place = self.blocks[sentence.block].lead if sentence.block >= 0 else -1
        return self.block_text(place)

    def block_text(self, index: int) -> str:
        """A block as rules read it; empty for -1."""
        if index < 0:
            return ""
        if index not in self._block_texts:
            block = self.blocks[index]
            self._block_texts[index] = self.reading.between(block.start, block.end)
        return self._block_texts[index]

    @cached_property
    def _block_texts(self) -> dict[int, str]:
        """The texts of the blocks that were asked for: many questions are asked of each."""
        return {}

    def block_sentences(self, index: int) -> tuple[Sentence, ...]:
        """The sentences of one block."""
        block = self.blocks[index]
        first = bisect_right(self._sentence_starts, block.start - 1)
        last = bisect_right(self._sentence_starts, block.end - 1)
        return self._sentences[first:last]

    def begins_block(self, sentence: Sentence) -> bool:
        """Whether a sentence is the first of its block."""
        return sentence.block >= 0 and self.block_sentences(sentence.block)[0] == sentence

    @cached_property
    def headings(self) -> tuple[tuple[Block, str], ...]:
        """The headings in order, each with its words in lower case."""
        return tuple(
            (block, self.block_text(place).lower())
            for place, block in enumerate(self.blocks)
            if block.kind == "heading"
        )

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.start for link in self.links]

    def links_between(self, start: int, end: int) -> Sequence[Link]:
        """The links that begin in `start:end` of `text`."""
        return self.links[
            bisect_right(self._link_starts, start - 1) : bisect_right(self._link_starts, end - 1)
        ]

    def region_at(self, offset: int) -> RegionName:
        """The region in which a position of `text` lies; `main` where none was marked."""
        place = bisect_right(self._region_starts, offset) - 1
        if place >= 0 and offset < self.regions[place].end:
            return self.regions[place].name
        return "main"

    @cached_property
    def _region_starts(self) -> list[int]:
        return [region.start for region in self.regions]

    def is_hidden(self, offset: int) -> bool:
        """Whether the mark-up hides this position."""
        return self._is_partly_hidden(offset, offset + 1)

    @cached_property
    def _hidden_ends(self) -> list[int]:
        return [end for _, end in self.hidden]

    def _is_partly_hidden(self, start: int, end: int) -> bool:
        """Whether a hidden span reaches into `start:end`."""
        place = bisect_right(self._hidden_ends, start)
        return place < len(self.hidden) and self.hidden[place][0] < end
