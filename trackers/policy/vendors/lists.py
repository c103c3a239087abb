"""Names that stand alone in lists of vendors, where no sentence says anything of them.

A policy may list its vendors as bare names, as rows of a table in plain text, or as names beside the address of
the vendor's own opt-out or privacy page. The same shapes also list a site's own pages on networks and makers of
browsers; those are told apart by the company the name keeps and by the address.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from trackers.catalogue import Catalogue
from trackers.policy.documents.document import Document
from trackers.policy.opt_outs.addresses import address_words
from trackers.policy.vendors.categories import only_tracks, serves_sites
from trackers.policy.vendors.cues import list_cues
from trackers.policy.vendors.entries import says_function
from trackers.policy.vendors.names import Name

_NEAR = 12
"""Blocks to either side in which the other names of a list are sought: four entries of name, purpose, address."""
_COMPANY_KEPT = 3
_SPARE = 8
"""Characters beside a name that stands alone: a bullet, brackets, "Inc."."""
_LINES_BELOW = 80
"""Characters below a bare name in which the link to its page stands."""
_ONLY_ADDRESS = regex.compile(r"\s+(?:https?://|www\.)\S+\s*")
_CELLS = 3
_LONGEST_CELL = 300
_CELL_IS_OVER = regex.compile(r"[\s.)]*(?:\||\Z|\. [A-Z][^|]*(?:\||\Z))")
_COOKIE_CELL = regex.compile(
    r"\s*\|?\s*[\w.*\[\]-]*(?:[_*]|[a-z][A-Z\d]|[A-Z]{2})[\w.*\[\]-]*(?:\s*,\s*[\w.*\[\]-]+)*\s*\|"
)
"""A first cell that holds nothing but cookies' names."""
_HYPHENED_CELL = regex.compile(r"\s*\|\s*[a-z\d]+(?:-[a-z\d]+){2,}\s*\|")
"""The same, with hyphens."""
_COOKIE_ENTRY = regex.compile(
    r"[^\w(]*[\w.*\[\]-]*(?:[_*]|[a-z][A-Z\d]|[A-Z]{2})[\w.*\[\]-]*\s*\((?:by |von |de )?"
)
"""The head of an entry that is a cookie's name, up to the one in brackets who sets it."""
_NO_HEADING = [""]
_LINES_OF_ROW = 8
"""Most lines into which a row is broken."""
_ROW = 120
"""Characters below a cell in which the next cells of a broken row stand."""


def stands_alone(name: Name) -> bool:
    """Whether the sentence is hardly more than the name."""
    return name.end - name.start >= len(name.sentence.text) - _SPARE


def _heads_its_way_out(document: Document, name: Name, catalogue: Catalogue) -> bool:
    """Whether the line below the bare name links to the vendor's own page of privacy or choices."""
    sentence = name.sentence
    below = sentence.start + len(sentence.text) + _SPARE
    for link in document.links_between(sentence.start, below + _LINES_BELOW):
        company = catalogue.company_of_url(link.url)
        is_own = company is not None and company.name == name.alias.company
        words = f"{link.text} {link.url}"
        if is_own and list_cues().way_out_in_link.search(words) and not list_cues().browser.search(words):
            return True
    return False


def _is_beside_its_policy(name: Name, catalogue: Catalogue) -> bool:
    """Whether all that follows the name is an address of the vendor's own on privacy or choices."""
    rest = name.sentence.text[name.end :]
    if not _ONLY_ADDRESS.fullmatch(rest) or not list_cues().way_out_in_link.search(rest):
        return False
    company = catalogue.company_of_url(rest.strip())
    return company is not None and company.name == name.alias.company


def gives_own_way_out(document: Document, name: Name, catalogue: Catalogue) -> bool:
    """Whether the sentence links to the named tracker's own opt-out: a site has no other reason to give it."""
    product = catalogue.products.get(name.alias.vendor)
    matches_people = product is not None and product.category == "identity"
    if not (only_tracks(name, catalogue) or matches_people) or list_cues().browser.search(name.sentence.text):
        return False
    for link in document.links_between(name.sentence.start, name.sentence.end):
        company = catalogue.company_of_url(link.url)
        if company is not None and company.name == name.alias.company and _is_way_out(link.url):
            return True
    return False


def _is_way_out(url: str) -> bool:
    return address_words().opt_out.search(url) is not None and list_cues().seal_in_address.search(url) is None


def in_list_of_trackers(document: Document, names: Sequence[Name], catalogue: Catalogue) -> frozenset[int]:
    """Where (`Sentence.at`) names stand alone with at least three trackers that also stand alone around them."""
    alone = [name for name in names if name.sentence.block >= 0 and stands_alone(name)]
    trackers: dict[int, set[str]] = {}
    for name in alone:
        if name.standing == "known" and serves_sites(name, catalogue):
            trackers.setdefault(name.sentence.block, set()).add(name.alias.vendor)
    around: dict[int, set[str]] = {}
    found = set()
    for name in alone:
        block = name.sentence.block
        if block not in around:
            near = range(block - _NEAR, block + _NEAR + 1)
            around[block] = set().union(*(trackers[place] for place in near if place in trackers))
        others = around[block] - {name.alias.vendor}
        if len(others) >= _COMPANY_KEPT and document.region_at(name.sentence.start) not in ("nav", "header"):
            found.add(name.sentence.at)
    return frozenset(found)


def in_row_of_cookie(name: Name) -> bool:
    """Whether the row says of a cookie what it is for, and names a product by which it is set or read."""
    text = name.sentence.text
    if _COOKIE_ENTRY.fullmatch(text, 0, name.start) and text.startswith(")", name.end):
        return True
    is_row = _COOKIE_CELL.match(text) or _HYPHENED_CELL.match(text)
    return name.standing == "known" and name.alias.level == "product" and is_row is not None


def _fills_cell_of_cookie(name: Name) -> bool:
    """Whether the row is that of a cookie: its name, whose it is, what it does (`_ga | name | purpose | 2 years`)."""
    text = name.sentence.text
    before, after = text[: name.start].rstrip(), text[name.end :]
    if not before.endswith("|") or text.count("|") < _CELLS - 1 or not list_cues().cell_ends.match(after):
        return False
    return _COOKIE_CELL.match(text) is not None and (
        says_function(after) or list_cues().lifetime.search(after) is not None
    )


def in_row(name: Name, document: Document) -> bool:
    """Whether the name fills a cell of a table row in plain text (`| name | purpose | address |`).

    The row may be broken into a line for each cell.
    """
    text = name.sentence.text
    cell = text.lstrip()
    if _fills_cell_of_cookie(name):
        return True
    if not cell.startswith("|") and text.count("|") < _CELLS - 1:
        return False
    before, after = text[: name.start].strip(), text[name.end :]
    rest = list_cues().cell_ends.match(after)
    if rest is None or (before and not before.endswith("|")) or (rest["more"] and name.standing != "known"):
        return False
    if text.count("|") >= _CELLS or not cell.startswith("|"):
        return bool(list_cues().purpose.search(text[: name.start] + text[name.end :]))
    end = name.sentence.at + len(text)
    below = document.reading.text[end : end + _ROW]
    return "|" in below and says_function(below)


class PrintedColumns:
    """The columns of one document's tables in plain text, by their headings."""

    def __init__(self, document: Document) -> None:
        self._text = document.reading.text
        self._headings: dict[int, list[str]] = {}
        """The cells of the heading above a row, by where the row begins: a table has a thousand rows."""

    def of_recipients(self, group: Sequence[Name]) -> bool:
        """Whether the names fill a cell in a column headed by who receives data."""
        text, (first, last) = self._text, (group[0], group[-1])
        start, end = first.sentence.at + first.start, first.sentence.at + last.end
        if "|" not in text[max(0, start - _LONGEST_CELL) : start]:
            return False
        line_end = text.find("\n", end)
        row = text.rfind("\n", 0, start) + 1
        before, after = text[row:start], text[end : line_end if line_end >= 0 else len(text)]
        if not before.rstrip().endswith("|") or not _CELL_IS_OVER.match(after):
            return False
        heading, column = self._heading_above(row), before.count("|")
        return column < len(heading) and list_cues().recipients.search(heading[column]) is not None

    def _heading_above(self, row: int) -> list[str]:
        """The cells of the first row with letters of the table in which a row stands; rows may be broken."""
        text, heading, top = self._text, _NO_HEADING, row
        rows, broken = [row], 0
        while row > 0 and broken <= _LINES_OF_ROW:
            if not broken and (known := self._headings.get(row)) is not None:
                if known is not _NO_HEADING:
                    heading, top = known, -1
                break
            above = text[text.rfind("\n", 0, row - 1) + 1 : row]
            row -= len(above)
            if above.lstrip().startswith("|"):
                broken = 0
                rows.append(row)
                if any(map(str.isalpha, above)):  # some begin with an empty row
                    heading, top = above.split("|"), row
            elif broken or above.rstrip().endswith("|"):
                broken += 1
            else:
                break
        self._headings |= {one: heading if one > top else _NO_HEADING for one in rows}
        return heading


def beside_its_way_out(document: Document, name: Name, catalogue: Catalogue) -> bool:
    """Whether the address of an opt-out or privacy page stands right beside or below the bare name."""
    text = name.sentence.text
    if name.start > 4 or list_cues().browser.search(text):
        return False
    if list_cues().way_out_beside.match(text, name.end) or _is_beside_its_policy(name, catalogue):
        return True
    end = name.sentence.at + len(text)
    below = document.reading.text[end : end + 200]
    if not stands_alone(name) or list_cues().seal.search(text + below):
        return False
    if list_cues().way_out_below.match(below) is not None and not list_cues().browser.search(below):
        return True
    return _heads_its_way_out(document, name, catalogue)
