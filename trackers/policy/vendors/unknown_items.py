"""Names that the catalogue does not know in enumerations with names that it does: "Stripe, Adyen and Payfoo"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trackers.policy.vendors.entries import says_function
from trackers.policy.vendors.names import Name
from trackers.policy.vendors.uncatalogued_lexicon import UncataloguedLexicon, uncatalogued_lexicon

KNOWN_BESIDE = 2
"""Vendors of the catalogue that a list, or a column of a table, must hold beside a name without other proof."""


_IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_ASIDE = re.compile(r"(?<=\w)\s?\([^()A-Z]{3,80}\)")
"""What is said of an item in brackets, without a name: "Acme (measuring and statistics)"."""


@dataclass(slots=True)
class _Run:
    """Names that follow each other in a sentence with nothing but commas and "and" between them."""

    enough: int = KNOWN_BESIDE
    companies: set[str] = field(default_factory=set)
    unknown: list[tuple[int, str]] = field(default_factory=list)

    def closed(self) -> list[tuple[int, str]]:
        """Start and words of the unknown names, if enough known ones stand among them."""
        return self.unknown if len(self.companies) >= self.enough else []


def unknown_items(text: str, known: Sequence[Name]) -> Iterator[tuple[int, str]]:
    """Start and words of the names unknown to the catalogue in each run of names in which enough `known` ones stand."""
    lexicon = uncatalogued_lexicon()
    text = _without_asides(text, lexicon)
    others_follow = lexicon.and_others.search(text) is not None
    run = _Run()
    place = 0
    for end, after in (*(match.span() for match in lexicon.between.finditer(text)), (len(text), len(text))):
        inside = [name for name in known if place <= name.start and name.end <= end]
        if inside:
            before, behind = text[place : inside[0].start], text[inside[-1].end : end]
            if before.strip(" ([\"'"):
                yield from run.closed()
                is_opened = (
                    before.rstrip().endswith((":", "(")) or lexicon.plural_before.search(before) is not None
                )
                opened = others_follow or (is_opened and says_function(before))
                run = _Run(enough=1 if opened else KNOWN_BESIDE)
            run.companies |= {name.alias.company for name in inside}
            goes_on = not behind.strip(" .)]\"'")
        elif _is_behind_form(text[:place], lexicon) and not text[end:].strip(" .)"):
            goes_on = False  # the seat of the company before it
        elif match := lexicon.item.match(text, start := _first_item(text, place, end, lexicon), end):
            if start > place:
                yield from run.closed()
                run = _Run(enough=1 if says_function(text[place:start]) else KNOWN_BESIDE)
            run.unknown.append((match.start("name"), match["name"]))
            goes_on = not _IN_BRACKETS.sub("", text[match.end() : end]).strip(" .\"'")
        else:
            goes_on = False
        if not goes_on:
            yield from run.closed()
            run = _Run()
        place = after
    yield from run.closed()


def _without_asides(text: str, lexicon: UncataloguedLexicon) -> str:
    """The text with blanks for what is said of each item, character for character."""
    text = _ASIDE.sub(lambda aside: " " * len(aside[0]), text) if "(" in text else text
    if ";" in text and ":" in text:
        text = lexicon.item_with_aside.sub(lambda one: one["item"] + " " * len(one["aside"]), text)
    return text


def _first_item(text: str, start: int, end: int, lexicon: UncataloguedLexicon) -> int:
    """Where the first item of an enumeration stands that begins within `start:end`: "tools such as Payfoo".

    Brackets that end there, too, open none: "Payfoo (for invoices)".
    """
    openers = lexicon.opens_items.finditer(text, start, end)
    within = (one.end() for one in openers if not (one[0][0] == "(" and ")" in text[one.end() : end]))
    return max(within, default=start)


def _is_behind_form(before: str, lexicon: UncataloguedLexicon) -> bool:
    """Whether a company's legal form and a comma stand before."""
    words = before.rstrip().removesuffix(",").split()
    return (
        bool(words) and before.rstrip().endswith(",") and lexicon.some_form.fullmatch(words[-1]) is not None
    )
