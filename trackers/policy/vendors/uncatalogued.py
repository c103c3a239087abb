"""Names of companies and services that the catalogue does not know, where the policy's form shows what they are.

A name with a capital may be anything. It is taken for a company's where a legal form stands behind it, where it is a
link to a domain that is called like it, or where it fills the place of a vendor: a cell in a column of providers or
the head of an entry, in a list that also holds vendors of the catalogue. What is said of it is asked of the same
rules as of any vendor (`mentions.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from trackers.catalogue import Catalogue
from trackers.policy.documents.document import Cell, Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.vendors.cues import entry_cues
from trackers.policy.vendors.entries import ServiceLists, says_function
from trackers.policy.vendors.label_lines import LabelLines, match_label
from trackers.policy.vendors.names import Name, by_sentence, is_camel, run_together
from trackers.policy.vendors.uncatalogued_lexicon import uncatalogued_lexicon
from trackers.policy.vendors.unknown_items import KNOWN_BESIDE, unknown_items
from trackers.policy.vendors.unknown_names import UnknownNames
from trackers.site import host_of, registrable_domain

_MOST = 300
"""Names of one site that the catalogue does not know: a list of a thousand partners is not read to its end."""
_NEAR = 12
"""Blocks to either side in which the other entries of a list stand."""
_SPARE = 12
_WORDS_USED = 2
"""Words of a name behind "we use" from which it is rather a thing: "Standard Contractual Clauses"."""
_BESIDE = 90
"""Characters after a name in which its function is said."""
_BELOW = 200
"""Characters below the head of an entry in which a link to the vendor's own page stands."""
_BULLET = re.compile(r"[^\w(]*(?:\(?(?:\d{1,3}|[a-z])[.)]\s+)?[^\w(]*")
_ADDRESS = re.compile(r"(?:\s*[(\u2013\u2014-][^.;:?!]{0,40}|\s*)(?:https?://|www\.)")
_BEGINS = re.compile(
    r"[\s(](?=[A-ZÀ-ÖØ-Þ0-9]|[a-zß-öø-ÿ]+[A-ZÀ-ÖØ-Þ])(?:(?<=\()|(?<=[A-Za-zß-öø-ÿ:,\u2013\u2014]\s))"
)
"""What stands before a word with a capital, behind words that may lead to it. One set in front lets the engine skip."""
_SETS_OFF = ("(", "\u2013", "\u2014")
"""What stands between the head of an entry and what it is for."""
_OFTEN = 10
"""How often a name stands that is rather the site's own, or that of a thing of its own."""
_MOST_KNOWN = 4
"""Vendors of the catalogue, at least, in a column whose heading does not say that it is one of providers."""
_TELLING = 4
"""Shortest word of a domain by which a name is told."""


@dataclass(frozen=True, slots=True)
class Uncatalogued:
    """A name that the catalogue does not know, and the domains that the document links it to."""

    name: Name
    domain: str = ""
    in_list: bool = False
    """It heads an entry, or stands in an enumeration, beside vendors of the catalogue."""
    is_led_to: bool = False
    """Words of use stand right before it."""
    in_column: bool = False
    """It fills a cell of a column of providers in which vendors of the catalogue stand."""


def uncatalogued(
    document: Document, known: Sequence[Name], catalogue: Catalogue, own: Iterable[str]
) -> list[Uncatalogued]:
    """The names in order, none over a name of the catalogue and none of the site's own; at most some dozens."""
    finder = _Finder(document, known, catalogue, own)
    found: dict[tuple[int, int], Uncatalogued] = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    places = (*finder.in_columns(), *finder.heads(), *finder.in_enumerations(), *finder.behind_labels())
    by_words = (*finder.linked(), *finder.with_legal_form(), *finder.after_cues(), *finder.in_apposition())
    for one in (*places, *by_words):
        name = one.name
        before = found.get((name.sentence.at, name.start))
        if before is not None and before.name.end == name.end and not before.domain:
            found[name.sentence.at, name.start] = replace(before, domain=one.domain)
        spans = taken.setdefault(name.sentence.at, [])
        if any(start < name.end and name.start < end for start, end in spans):
            continue
        spans.append((name.start, name.end))
        found[name.sentence.at, name.start] = one
    others = finder.not_vendors(found.values())
    in_order = [
        found[key] for key in sorted(found) if run_together(found[key].name.alias.vendor) not in others
    ]
    first = list(dict.fromkeys(one.name.alias.vendor for one in in_order))[:_MOST]
    return [one for one in in_order if one.name.alias.vendor in first]


class _Finder:
    def __init__(
        self, document: Document, known: Sequence[Name], catalogue: Catalogue, own: Iterable[str]
    ) -> None:
        self._document = document
        self._catalogue = catalogue
        self._lexicon = uncatalogued_lexicon()
        self._known = by_sentence(known)
        self._names = UnknownNames(document, self._known, catalogue, own)
        self._all_over: dict[str, bool] = {}

    def linked(self) -> Iterator[Uncatalogued]:
        """Names that are links to a domain that is called like them."""
        for link in self._document.links:
            domain = registrable_domain(host_of(link.url))
            words = link.text.strip().rstrip(".,;:")
            match = self._lexicon.link.fullmatch(words)
            if match is None or not domain or not _is_called(match["name"], domain):
                continue
            company = self._catalogue.company_of_domain(domain)
            if company is not None and not company.licence:
                continue
            sentence = self._document.sentence_at(link.start)
            place = -1 if sentence is None else sentence.text.find(words)
            is_same = " " in words and run_together(match["name"]) == run_together(domain.partition(".")[0])
            if (
                sentence is not None
                and place >= 0
                and (one := self._names.at(sentence, place, match["name"], is_proven=is_same))
            ):
                yield Uncatalogued(one, domain)

    def with_legal_form(self) -> Iterator[Uncatalogued]:
        """Names before "Inc.", "GmbH" and their like."""
        for sentence in self._sentences_with_form():
            for match in self._lexicon.form.finditer(sentence.text):
                words = match["name"]
                if not self._names.capitals_tell:
                    words = self._lexicon.before_name.sub("", words, count=1)
                one = self._names.at(sentence, match.end("name") - len(words), words)
                if one is not None:
                    yield Uncatalogued(one)

    def _sentences_with_form(self) -> Iterator[Sentence]:
        """The sentences with a word that is a legal form."""
        starts = self._document.read_starts
        found = self._lexicon.any_form.finditer(self._document.reading.text)
        places = dict.fromkeys(bisect_right(starts, match.start()) - 1 for match in found)
        return (self._document.sentences()[place] for place in places if place >= 0)

    def in_columns(self) -> Iterator[Uncatalogued]:
        """Names that fill a cell of a column of providers in which vendors of the catalogue stand, too."""
        for table in self._document.tables:
            for place, heading in enumerate(table.rows[0]):
                words = self._document.reading.between(heading.start, heading.end)
                cells = [row[place] for row in table.rows[1:] if place < len(row)]
                is_of_providers = self._lexicon.column.fullmatch(words) is not None
                if not is_of_providers and place:
                    continue
                # A first column of any heading is one of providers where most of its cells hold one.
                enough = KNOWN_BESIDE if is_of_providers else max(_MOST_KNOWN, (len(cells) + 1) // 2)
                if self._known_in(cells) >= enough:
                    yield from self._cells(cells)

    def heads(self) -> Iterator[Uncatalogued]:
        """Names that head entries, where vendors of the catalogue head other entries of the list."""
        services = ServiceLists(self._document)
        for place in self._amid_heads():
            sentences = self._document.block_sentences(place)
            if not sentences:
                continue
            sentence = sentences[0]
            start = _after_bullet(sentence.text)
            match = self._lexicon.head.match(sentence.text, start)
            if match is None or entry_cues().details.match(sentence.text):
                continue
            end = max(match.end(), match.end("beside"))
            says = says_function(sentence.text[end:][:_BESIDE]) or match["form"]
            domain = self._domain_below(sentence, match["name"])
            name = self._names.at(sentence, start, match["name"], in_list=True)
            is_told = match["form"] or domain or (name and self._names.is_nobody_elses_word(name))
            if name is None or not (is_told or (says and self._is_amid_its_like(place, name))):
                continue
            is_linked = _ADDRESS.match(sentence.text, match.end()) is not None
            if (says or domain or is_linked) and services.hold(name):
                yield Uncatalogued(name, domain, in_list=True)

    def _is_amid_its_like(self, place: int, name: Name) -> bool:
        """Whether a word that is no common noun by its form stands right beside entries of known vendors."""
        if name.sentence.text[name.end :].lstrip()[:1] not in _SETS_OFF or not self._names.is_no_noun(name):
            return False
        heads = self._known_heads
        return sum(other in heads for other in range(place - 2, place + 3) if other != place) >= KNOWN_BESIDE

    def _amid_heads(self) -> Iterator[int]:
        """The blocks with entries of enough vendors of the catalogue around them."""
        heads = sorted(self._known_heads.items())
        for place in range(len(self._document.blocks)):
            first = bisect_left(heads, (place - _NEAR,))
            last = bisect_left(heads, (place + _NEAR + 1,))
            if last - first >= KNOWN_BESIDE:
                beside = {vendor for other, vendor in heads[first:last] if other != place}
                if len(beside) >= KNOWN_BESIDE:
                    yield place

    def in_enumerations(self) -> Iterator[Uncatalogued]:
        """Names that stand in one enumeration with vendors of the catalogue: "Stripe, Adyen and Payfoo"."""
        for names in self._known.values():
            sentence = names[0].sentence
            for start, words in unknown_items(sentence.text, names):
                name = self._names.at(sentence, start, words)
                if name is not None and self._names.is_nobody_elses_word(name):
                    yield Uncatalogued(name, in_list=True)

    def behind_labels(self) -> Iterator[Uncatalogued]:
        """Names that are the value of a label, among lines with vendors of the catalogue: "Booking: Payfoo"."""
        known = [name for names in self._known.values() for name in names]
        for sentence, start in LabelLines(self._document, known).unknown_values():
            match = self._lexicon.head.match(sentence.text, start)
            name = self._names.at(sentence, start, match["name"], in_list=True) if match else None
            label = match_label(sentence.text)
            is_provider = label is not None and self._lexicon.column.fullmatch(label["label"]) is not None
            if match and name and (match["form"] or is_provider or self._names.is_nobody_elses_word(name)):
                yield Uncatalogued(name, in_list=True)

    def after_cues(self) -> Iterator[Uncatalogued]:
        """Names right behind words that leave no doubt: "our payment provider, Payfoo"."""
        document = self._document
        sentences, starts = document.sentences(), document.read_starts
        leads, low = self._lexicon.leads, document.lowered
        for begin in _BEGINS.finditer(document.reading.text):
            if not leads.may_end(low, begin.end()):
                continue
            place = bisect_right(starts, begin.start()) - 1
            lead = leads.match(low, starts[place], begin.end()) if place >= 0 else None
            if lead is None:
                continue
            sentence = sentences[place]
            if document.in_heading(sentence):
                continue
            name = self._led_to(sentence, begin.end() - sentence.at, is_use=lead["use"] is not None)
            is_told = name is not None and (
                self._names.is_nobody_elses_word(name)
                or (is_camel(name.alias.text) and self._names.is_no_noun(name))
            )
            if name is not None and is_told:
                yield Uncatalogued(name, is_led_to=True)

    def in_apposition(self) -> Iterator[Uncatalogued]:
        """Names of which the words right behind say what they are to the site: "Payfoo, our payment provider"."""
        document = self._document
        starts = document.read_starts
        for said in self._lexicon.apposition.finditer(document.lowered):
            sentence = document.sentences()[bisect_right(starts, said.start()) - 1]
            match = self._lexicon.last_name.match(sentence.text, 0, max(0, said.start() - sentence.at))
            name = self._names.at(sentence, match.start(), match.group()) if match else None
            if name is not None and self._names.is_nobody_elses_word(name):
                yield Uncatalogued(name, is_led_to=True)

    def _led_to(self, sentence: Sentence, start: int, *, is_use: bool) -> Name | None:
        """The name behind words that lead to it; `is_use`: they say no more than that something is used."""
        match = self._lexicon.led.match(sentence.text, start)
        if match is None:
            return None
        if is_use:
            after = self._lexicon.after_use.match(sentence.text, match.end())
            is_thing = match["name"].count(" ") >= _WORDS_USED
            if is_thing or not (
                is_camel(match["name"])
                or (after is not None and says_function(sentence.text[after.end() :][:_BESIDE]))
            ):
                return None
        return self._names.at(sentence, start, match["name"])

    def _domain_below(self, sentence: Sentence, words: str) -> str:
        """The domain, called like the name, of a link in the entry or right below it."""
        for link in self._document.links_between(sentence.start - 4, sentence.end + _BELOW):
            domain = registrable_domain(host_of(link.url))
            if domain and _is_called(words, domain):
                return domain
        return ""

    def not_vendors(self, found: Iterable[Uncatalogued]) -> set[str]:
        """Names that the document somewhere says to be its own, its group's or an authority's, or denies."""
        return {
            run_together(one.name.alias.vendor)
            for one in found
            if self._is_of_others(one.name)
            or (not one.in_list and _is_alone(one.name))
            or self._is_all_over(one.name.alias.text)
            or self._lexicon.denied.search(one.name.sentence.text, 0, one.name.start)
        }

    def _is_of_others(self, name: Name) -> bool:
        """Whether the sentence speaks of whose the site is; particulars of one to whom data are handed on do not."""
        lexicon, text = self._lexicon, name.sentence.text
        if lexicon.of_others.search(text):
            return True
        return lexicon.registered.search(text) is not None and not lexicon.handed_on.search(
            text, 0, name.start
        )

    def _is_all_over(self, words: str) -> bool:
        """Whether the document speaks of a name again and again: nobody knows it, but this site."""
        if words not in self._all_over:
            text = self._document.reading.text
            whole = islice(re.finditer(rf"\b{re.escape(words)}\b", text), _OFTEN)
            self._all_over[words] = text.count(words) >= _OFTEN and sum(1 for _ in whole) == _OFTEN
        return self._all_over[words]

    def _cells(self, cells: Sequence[Cell]) -> Iterator[Uncatalogued]:
        for cell in cells:
            words = self._document.reading.between(cell.start, cell.end).strip()
            match = self._lexicon.link.fullmatch(words)
            sentence = self._document.sentence_at(cell.start)
            if match is None or sentence is None:
                continue
            place = sentence.text.find(words)
            one = self._names.at(sentence, place, match["name"]) if place >= 0 else None
            if one is not None and (match["form"] or self._names.is_nobody_elses_word(one)):
                yield Uncatalogued(one, in_list=True, in_column=True)

    def _known_in(self, cells: Sequence[Cell]) -> int:
        """How many vendors of the catalogue the cells hold."""
        found = set()
        for cell in cells:
            sentence = self._document.sentence_at(cell.start)
            words = self._document.reading.between(cell.start, cell.end)
            for name in self._known.get(sentence.at, ()) if sentence else ():
                if sentence and sentence.text[name.start : name.end] in words:
                    found.add(name.alias.company)
        return len(found)

    @cached_property
    def _known_heads(self) -> dict[int, str]:
        """Blocks whose first words are a vendor of the catalogue, and which one."""
        return {
            name.sentence.block: name.alias.company
            for names in self._known.values()
            for name in names
            if (name.standing == "known" or not name.is_defined_term)
            and name.start <= _after_bullet(name.sentence.text)
        }


def _is_alone(name: Name) -> bool:
    """Whether the line is no more than the name and its form, as in an address of the site's own."""
    return len(name.sentence.text) - len(name.alias.text) <= _SPARE


def _after_bullet(text: str) -> int:
    match = _BULLET.match(text)
    return match.end() if match else 0


def _is_called(name: str, domain: str) -> bool:
    """Whether a domain's own word and a name are alike: the one begins the other."""
    word = domain.partition(".")[0].replace("-", "")
    together = run_together(name)
    return min(len(word), len(together)) >= _TELLING and (
        together.startswith(word) or word.startswith(together)
    )
