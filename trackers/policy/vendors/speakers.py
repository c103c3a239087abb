"""Which company speaks in a document, by what sites say of themselves alone: "By using Acme, you agree …".

A vendor is also the subject of sentences ("Acme collects …"), so words that both say count only where they are spread
over the document, and none counts beside words by which the site takes the company for another's ("we use Acme").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from trackers.catalogue import Catalogue
from trackers.policy.documents.document import Document
from trackers.policy.lexicons import read_lexicon
from trackers.policy.own_names import own_names
from trackers.policy.vendors.cues import own_company_cues, sentence_cues
from trackers.policy.vendors.leading_words import LeadingWords
from trackers.policy.vendors.names import Name, name_lexicon, run_together
from trackers.site import host_of

_MOST_NAMES = 300
"""Names of one company that are looked at: those of a long policy say the same again and again."""
_OF_USE = "uses another"
_PLACES_OF_USE = 2
"""Signs that it takes where the only strong one is that the company uses another: vendors have vendors, too."""
_FOR_EACH_OTHER = (12, 4, 1)
"""Signs of the company's own that outweigh one of another's: with no, one or more kinds of strong ones."""
_KINDS = 2
_BESIDE_ANOTHER = 2
"""Kinds of strong signs that it takes where the document has given itself another name."""
_SIGNS = 4
_PARTS = 10
_MOST_PARTS = 6
"""Of ten parts of the document those in which its own company is named."""
_SHORTEST_FILE = 4
"""Letters of a file's name by which a company is told."""
_SPREAD = 0.4
"""Part of the document over which weaker signs are spread; a vendor has a section."""
_NOUNS_WITH_CAPITALS = frozenset({"de", "lb"})
_LONG = 1500
"""Characters of a document in which a section can be told from the whole."""


@dataclass(frozen=True, slots=True)
class _Words:
    """`speakers.toml`, which says what each list is for."""

    articles: str
    legal_forms: str
    before: str
    at: str
    we: str
    we_too: str
    after: str
    visited: str
    things: str
    acts: str
    uses: str
    of_another: str
    another_after: str


@dataclass(frozen=True, slots=True)
class _Cues:
    """What is said right before a name, read from its start to the left, and right behind it, read from its end."""

    before: LeadingWords
    at: LeadingWords
    we_after: regex.Pattern[str]
    we_too: regex.Pattern[str]
    after: regex.Pattern[str]
    visited: LeadingWords
    things: regex.Pattern[str]
    acts: regex.Pattern[str]
    uses: regex.Pattern[str]
    of_another: LeadingWords
    another_after: regex.Pattern[str]
    capital_before: regex.Pattern[str]
    capital_after: regex.Pattern[str]


@cache
def _cues() -> _Cues:
    """The expressions, made once. Raises TypeError where a list is missing from the file, or nobody reads it."""
    words = _Words(**{key: "|".join(lines) for key, lines in read_lexicon("mentions/speakers.toml").items()})

    def leads(said: str) -> LeadingWords:
        return LeadingWords(rf"(?ri)(?<!\w)(?:{said})[ \"'(\u201c]{{1,2}}(?:(?:{words.articles}) )?")

    def follows(said: str) -> regex.Pattern[str]:
        form = rf"(?:,? (?:{words.legal_forms})\b\.?,?)?"
        return regex.compile(
            rf"(?i)(?:\.(?:com|org|net|de|fr))?(?: ?[\"')\u201d\xae]){{0,3}}{form}(?:['\u2019]s?)?[ -](?:{said})(?!\w)"
        )

    return _Cues(
        before=leads(words.before),
        at=leads(words.at),
        we_after=regex.compile(rf"(?i)(?:\.\w+|,? (?:{words.legal_forms})\b\.?)?,? (?:{words.we})\b"),
        we_too=regex.compile(
            r"(?i)[,.]?[\"'\u201d\u201c\xbb],? (?:and |or |und |oder |et |ou )?"
            rf"[\"'\u201c\u201e\xab] ?(?:{words.we_too})\b"
        ),
        after=follows(words.after),
        visited=leads(words.visited),
        things=follows(words.things),
        acts=follows(words.acts),
        uses=follows(words.uses),
        of_another=leads(words.of_another),
        another_after=follows(words.another_after),
        capital_before=regex.compile(r"(?r)(?<=\S )\p{Lu}[\w&.'-]* "),
        capital_after=regex.compile(r"[ -]\p{Lu}"),
    )


@dataclass(slots=True)
class _Signs:
    """What the names of one company give."""

    strong: set[str] = field(default_factory=set)
    """Kinds of signs that sites give of themselves alone."""
    strong_of_products: set[str] = field(default_factory=set)
    """The same, beside the name of something that the company makes."""
    weak: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    """Where a sign stands, weak or strong."""
    mentions: list[int] = field(default_factory=list)
    """Where the company is named and nothing tells it to be another."""
    of_another: int = 0

    def tell(self, length: int, *, beside_another: bool) -> bool:
        """Whether the signs tell the company to be the document's own, and next to nothing tells it to be another.

        `beside_another`: the document has given itself another name.
        """
        throughout = self._run_through(length)
        strong = self.strong | self.strong_of_products if throughout else self.strong
        if beside_another and len(strong) < _BESIDE_ANOTHER:
            return False
        enough = _FOR_EACH_OTHER[min(len(strong), len(_FOR_EACH_OTHER) - 1)]
        if len(self.mentions if throughout else self.places) < enough * self.of_another:
            return False
        if strong == {_OF_USE} and len(self.places) < _PLACES_OF_USE:
            return False
        kinds = len(strong | self.weak)
        return bool(strong) or (
            kinds + throughout >= _KINDS
            and kinds > 0
            and len(self.places) >= _SIGNS
            and length >= _LONG
            and max(self.places) - min(self.places) >= _SPREAD * length
        )

    def _run_through(self, length: int) -> bool:
        """Whether the company is named in most parts of a document of some length."""
        return length >= _LONG and len({at * _PARTS // length for at in self.mentions}) >= _MOST_PARTS


def speakers(document: Document, names: Sequence[Name], catalogue: Catalogue, own: Iterable[str]) -> set[str]:
    """The companies that the document's words show to be its own; `own` are known to be."""
    left_out = {*own, *name_lexicon().industry_bodies}
    called = [run_together(name) for name in own_names(document)]
    of_called: set[str] = set()
    file = name_of_file(document)
    signs: dict[str, _Signs] = {}
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        company = name.alias.company
        seen[company] = seen.get(company, 0) + 1
        if company in left_out or seen[company] > _MOST_NAMES or not is_whole_name(name, document):
            continue
        words = run_together(name.alias.text)
        if any(one.startswith(words) for one in called):
            of_called.add(company)
        found = signs.setdefault(company, _Signs())
        if file and words == file and name.standing == "known":
            found.strong.add("file")
        if words in called:
            found.strong.add("called")
        _read(names, place, catalogue, found)
    length = len(document.reading.text)
    return {
        company
        for company, found in signs.items()
        if found.tell(length, beside_another=bool(called) and company not in of_called)
    }


def is_whole_name(name: Name, document: Document) -> bool:
    """Whether an ordinary word stands as a name of its own: not a part of a longer one, or of a heading."""
    if name.standing == "known" or document.language in _NOUNS_WITH_CAPITALS:
        return True
    text, cues = name.sentence.text, _cues()
    return not (cues.capital_after.match(text, name.end) or cues.capital_before.match(text, 0, name.start))


def name_of_file(document: Document) -> str:
    """What a file that came without an address is called, run together: "houzz" of "Houzz--2021.md"; else empty."""
    if host_of(document.url):
        return ""
    called = run_together(own_company_cues().not_in_file_names.sub(" ", document.url.rsplit("/", 1)[-1]))
    return called if len(called) >= _SHORTEST_FILE else ""


def is_of_company(name: Name, catalogue: Catalogue) -> bool:
    """Whether the words are the company's own name and not only that of something it makes."""
    company = catalogue.companies[name.alias.company]
    return name.alias.text in (company.name, company.legal_name, *company.aliases, *company.former_names)


def _read(names: Sequence[Name], place: int, catalogue: Catalogue, signs: _Signs) -> None:
    name = names[place]
    if is_of_another(names, place):
        signs.of_another += 1
        return
    weak = set(_weak_kinds(name))
    strong = set(_strong_kinds(names, place))
    at = name.sentence.at + name.start
    signs.mentions.append(at)
    signs.weak |= weak
    (signs.strong if is_of_company(name, catalogue) else signs.strong_of_products).update(strong)
    if weak or strong:
        signs.places.append(at)


def is_of_another(names: Sequence[Name], place: int) -> bool:
    """Whether the words around a name tell that it is not the site's own."""
    cues, name = _cues(), names[place]
    return (
        cues.of_another.match(name.sentence.text, 0, name.start) is not None
        or cues.another_after.match(name.sentence.text, name.end) is not None
        or _is_enumerated(names, place)
    )


def _strong_kinds(names: Sequence[Name], place: int) -> Iterator[str]:
    """What sites say of themselves alone, right before and behind the name."""
    cues, name = _cues(), names[place]
    text, start, end = name.sentence.text, name.start, name.end
    if cues.before.match(text, 0, start):
        yield "before"
    if cues.at.match(text, 0, start) and cues.we_after.match(text, end):
        yield "with_we"
    if cues.we_too.match(text, end):
        yield "we_too"
    if cues.after.match(text, end):
        yield "after"
    if cues.uses.match(text, end) and _names_another(names, place):
        yield _OF_USE


def _weak_kinds(name: Name) -> Iterator[str]:
    """What vendors are said to do as well."""
    cues, text = _cues(), name.sentence.text
    if cues.visited.match(text, 0, name.start):
        yield "visited"
    if cues.things.match(text, name.end):
        yield "things"
    elif cues.acts.match(text, name.end):
        yield "acts"


def _names_another(names: Sequence[Name], place: int) -> bool:
    """Whether the sentence goes on to another company: who uses a vendor is none."""
    here = names[place]
    after = names[place + 1] if place + 1 < len(names) else None
    return (
        after is not None
        and after.sentence.at == here.sentence.at
        and after.alias.company != here.alias.company
    )


def _is_enumerated(names: Sequence[Name], place: int) -> bool:
    """Whether the name stands in one enumeration with another company's."""
    here = names[place]
    for before, after in ((place - 1, place), (place, place + 1)):
        if before < 0 or after >= len(names):
            continue
        one, other = names[before], names[after]
        if one.sentence.at != other.sentence.at or one.alias.company == other.alias.company:
            continue
        if sentence_cues().between_names.fullmatch(here.sentence.text, one.end, other.start):
            return True
    return False
