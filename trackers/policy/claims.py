"""What a policy claims, which technologies it names, and who it says receives data.

The rules are in `lexicon/claims/LANGUAGE.toml`. The text is first searched once for the literals without which no
rule can speak; only the sentences that contain one are read with patterns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

import ahocorasick

from trackers.declarations import Fired, Quote, Statement
from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.introductions import Introductions
from trackers.policy.literals import Vocabulary
from trackers.policy.own_names import speaks_as_we
from trackers.policy.patterns import Pattern, find_all, search, search_if
from trackers.policy.rules import CLAUSE_END, Grammar, Hit, Rule, fold, load_lexicon, make_rules

Subject = Literal["claim", "technology", "recipient"]
MOST_QUOTES = 12
"""Quotes of one kind from one document: a policy says "cookies" a hundred times."""
_PROSE_WORDS = 4
_HEADING_WORDS = 8
"""Of a heading that only names its chapter; a longer one is a sentence."""
_USAGES = ("recipient", "before", "after", "source", "lead", "compared", "compared_by", "compared_do")
"""Of a recipient: words of its sentence, before it, after it, before a mere source, of its heading; and words
around one with whom the site is only compared."""
_UNRELATED = ("unrelated", "passing", "receiving")
"""Words after one of whom something else is said; words before and after it that pass data on all the same."""
_LANGUAGES = ("en", "fr", "de")
_TAKEN_BACK_BY = {
    "no_sale": "sale",
    "no_tracking": "third_party_collection",
    "no_cookies": "third_party_collection",
    "no_cross_site_tracking": "third_party_collection",
}
"""Denials, and the claim that leaves of each only `…_qualified`: "we do not track you, but our partners do"."""
_OF_THE_SITE = (*_TAKEN_BACK_BY, "no_third_party_sharing")
"""Denials that are the site's own only, where the next sentence says that others do: "Our partners do." """
_LONGEST_ECHO = 120
"""Characters of such a sentence: it repeats no verb."""
_AnyOf = tuple[Pattern, ...]
"""Patterns of which one must match. Apart, those are spared whose words do not occur."""


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of a site's documents."""

    claims: tuple[Statement, ...]
    technologies: tuple[Statement, ...]
    recipients: tuple[Statement, ...]
    fired: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A technology or a recipient, by the words for it."""

    id: str
    means: str
    subject: Subject
    names: Pattern
    forms: _AnyOf
    """The names one by one: which of them the words of a sentence allow is soon told."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    clause: Pattern | None
    takes_back: _AnyOf
    others_do: _AnyOf
    denied: _AnyOf
    not_denied: _AnyOf
    denied_after: _AnyOf
    not_denied_after: _AnyOf
    usage: Mapping[str, _AnyOf]
    entries: tuple[Rule | _Term, ...]
    subjects: tuple[Subject, ...]
    vocabulary: Vocabulary
    """Literals that the patterns need."""
    needles: ahocorasick.Automaton
    """Literal → indexes of the entries that need it."""


def claims(documents: Sequence[Document]) -> tuple[tuple[Statement, ...], tuple[Fired, ...]]:
    """What the documents promise or admit: `no_sale`, `sale`, `retention` … with the sentences that say so."""
    found = read_statements(documents, ("claim",))
    return found.claims, found.fired


def technologies(documents: Sequence[Document]) -> tuple[tuple[Statement, ...], tuple[Fired, ...]]:
    """Which tracking technologies the documents say are used."""
    found = read_statements(documents, ("technology",))
    return found.technologies, found.fired


def recipients(documents: Sequence[Document]) -> tuple[tuple[Statement, ...], tuple[Fired, ...]]:
    """Which categories of others the documents say receive data."""
    found = read_statements(documents, ("recipient",))
    return found.recipients, found.fired


def read_statements(
    documents: Sequence[Document], subjects: Sequence[Subject] = ("claim", "technology", "recipient")
) -> Statements:
    """Claims, technologies and recipients in one pass. Each kind at most `MOST_QUOTES` times a document."""
    found: dict[tuple[Subject, str], list[Quote]] = {}
    fired: list[Fired] = []
    for document in documents:
        lexicon = _lexicon(document.language if document.language in _LANGUAGES else "en")
        for one in _qualified(list(_read(document, lexicon, subjects)), document, lexicon):
            found.setdefault((one.subject, one.kind), []).append(one.quote)
            fired.append(one.evidence)
    made: dict[Subject, list[Statement]] = {"claim": [], "technology": [], "recipient": []}
    for (subject, kind), quotes in found.items():
        made[subject].append(Statement(kind, tuple(dict.fromkeys(quotes))))
    return Statements(tuple(made["claim"]), tuple(made["technology"]), tuple(made["recipient"]), tuple(fired))


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement and the number of its sentence."""

    place: int
    subject: Subject
    kind: str
    quote: Quote
    evidence: Fired


def _qualified(found: list[_Found], document: Document, lexicon: _Lexicon) -> Iterator[_Found]:
    """A denial that the next sentence takes back is no full one: "However, … may be considered a sale".

    Nor is one of what others do by the next sentence: "Our partners do.", "Third parties may set cookies."
    """
    sentences = document.sentences()
    admitted = {(one.kind, one.place) for one in found if one.kind in _TAKEN_BACK_BY.values()}
    taken_back = {
        (kind, place)
        for kind, place in admitted
        if kind == "third_party_collection" or _says(lexicon.takes_back, fold(sentences[place].text))
    }
    for one in found:
        by = _TAKEN_BACK_BY.get(one.kind, "")
        if (by, one.place) in admitted or (by, one.place + 1) in taken_back:
            yield replace(one, kind=f"{one.kind}_qualified")
        elif one.kind in _OF_THE_SITE and (echo := _echo(document, one.place + 1, lexicon)):
            yield replace(one, kind=f"{one.kind}_qualified")
            if by == "third_party_collection":
                evidence = Fired(f"claim.{by}.others-do", echo)
                yield _Found(one.place + 1, one.subject, by, echo, evidence)
        else:
            yield one


def _echo(document: Document, place: int, lexicon: _Lexicon) -> Quote | None:
    """The sentence where it says only that others do what the one before it denied of the site."""
    sentences = document.sentences()
    if place >= len(sentences) or len(sentences[place].text) > _LONGEST_ECHO:
        return None
    return (
        document.quote_sentence(sentences[place])
        if _says(lexicon.others_do, fold(sentences[place].text))
        else None
    )


def _read(document: Document, lexicon: _Lexicon, subjects: Sequence[Subject]) -> Iterator[_Found]:
    count: dict[tuple[Subject, str], int] = {}
    sentences = document.sentences()
    folded = speaks_as_we(document)
    introductions = Introductions(document)
    for place, entries in _candidates(document, lexicon, introductions):
        sentence = sentences[place]
        if "{" in sentence.text or _is_question(sentence):  # a script's leftovers
            continue
        read: _Folded | None = None
        for index in sorted(entries):
            entry, subject = lexicon.entries[index], lexicon.subjects[index]
            key = (subject, entry.means)
            if subject not in subjects or count.get(key, 0) >= MOST_QUOTES:
                continue
            read = read or _Folded.of(introductions, sentence, folded, lexicon)
            hit = read.claim(entry) if isinstance(entry, Rule) else read.term(entry, lexicon)
            if hit is not None:
                count[key] = count.get(key, 0) + 1
                words = document.quote_words(sentence, hit.start, hit.end)
                fired = Fired(f"{subject}.{hit.rule}", words)
                yield _Found(place, subject, entry.means, document.quote_sentence(sentence), fired)


@dataclass(slots=True)
class _Folded:
    """A sentence as rules read it, behind the line that introduces its list ("We do not:")."""

    text: str
    offset: int
    """Where the sentence begins in `text`."""
    introductions: Introductions
    sentence: Sentence
    present: int
    """The literals of the lexicon's vocabulary that occur in `text`, and those of the words that end its clauses."""

    @classmethod
    def of(cls, introductions: Introductions, sentence: Sentence, folded: str, lexicon: _Lexicon) -> _Folded:
        before = introductions.lead(sentence)
        lead = folded[before.at : before.at + len(before.text)].rstrip() + " " if before is not None else ""
        text = lead + folded[sentence.at : sentence.at + len(sentence.text)]
        present = lexicon.vocabulary.present(text)
        if lexicon.clause is not None:
            if lexicon.clause.may_match(present):
                text = lexicon.clause.quick.sub(lambda m: CLAUSE_END * len(m.group()), text)
            text = text.replace(";", CLAUSE_END)
        return cls(text, len(lead), introductions, sentence, present)

    def claim(self, rule: Rule) -> Hit | None:
        """What a claim's rule finds. What the introduction says by itself was found there."""
        hit = rule.find(self.text, self.present)
        if hit is None or (rule.prose and self._is_label()):
            return None
        return rule.find(self.text[self.offset :]) if hit.end <= self.offset else self._placed(hit)

    def term(self, term: _Term, lexicon: _Lexicon) -> Hit | None:
        """The first place where a term is named and not denied."""
        forms = [form for form in term.forms if form.may_match(self.present)]
        if not forms:
            return None
        for match in find_all(forms[0] if len(forms) == 1 else term.names, self.text):
            if match.start() < self.offset:
                continue
            clause = self.text[self.text.rfind(CLAUSE_END, 0, match.start()) + 1 : match.start()]
            after = self.text[match.end() :].split(CLAUSE_END, 1)[0]
            is_meant = (
                self._is_received(clause, after, lexicon) if term.subject == "recipient" else self._is_prose()
            )
            if is_meant and not self._is_denied(clause, after, lexicon):
                return self._placed(Hit(term.id, match.start(), match.end()))
        return None

    def _is_received(self, before: str, after: str, lexicon: _Lexicon) -> bool:
        """The sentence, or the heading above it, speaks of passing data on, no comparison and no source.

        `before` and `after`: what stands before and after the recipient in its clause.
        """
        usage = lexicon.usage
        is_compared = self._says(usage["compared_do"], after) and self._says(usage["compared_by"], before)
        if is_compared or self._says(usage["source"], before) or self._says(usage["compared"], before):
            return False
        if self._says(usage["unrelated"], after):
            return self._says(usage["passing"], before) or self._says(usage["receiving"], after)
        if self._says(usage["recipient"], self.text) or self._says(usage["before"], before):
            return True
        if self._says(usage["after"], after):
            return True
        return _says(usage["lead"], fold(self.introductions.heading(self.sentence)))

    def _is_label(self) -> bool:
        """A heading, or a few words that nothing introduces, and no time in them: "Session replay"."""
        if self.offset or len(self.text.split()) > _HEADING_WORDS or self.text.rstrip().endswith("."):
            return False
        if any(mark.isdigit() or mark == ":" for mark in self.text):
            return False
        is_heading = self.introductions.is_heading(self.sentence)
        return len(self.text.split()) <= (_HEADING_WORDS if is_heading else _PROSE_WORDS - 1)

    def _is_prose(self) -> bool:
        """More than a heading such as "Cookies", which may stand above a denial."""
        return len(self.text.split()) >= _PROSE_WORDS

    def _is_denied(self, before: str, after: str, lexicon: _Lexicon) -> bool:
        """The clause denies the term it names: "we do not use it", "it is switched off"."""
        if self._says(lexicon.denied, before) and not self._says(lexicon.not_denied, before):
            return True
        return self._says(lexicon.denied_after, after) and not self._says(lexicon.not_denied_after, after)

    def _says(self, patterns: _AnyOf, part: str) -> bool:
        """Whether a part of `text` says this."""
        return any(search_if(pattern, part, self.present) for pattern in patterns)

    def _placed(self, hit: Hit) -> Hit:
        start = max(hit.start - self.offset, 0)
        return replace(hit, start=start, end=max(hit.end - self.offset, start + 1))


def _says(patterns: _AnyOf, text: str) -> bool:
    return any(search(pattern, text) for pattern in patterns)


def _is_question(sentence: Sentence) -> bool:
    return sentence.text.endswith("?") or sentence.text.rstrip(" \"')").endswith("?")


def _candidates(
    document: Document, lexicon: _Lexicon, introductions: Introductions
) -> Iterable[tuple[int, set[int]]]:
    """Sentences in which an entry's literal occurs, in order, with those entries.

    What continues another sentence is read with that sentence's claims too: "We never:", "• sell your data".
    """
    sentences = document.sentences()
    starts = document.read_starts
    found: dict[int, set[int]] = {}
    place, last = -1, len(starts) - 1
    for end, entries in lexicon.needles.iter(document.lowered):
        while place < last and starts[place + 1] <= end:
            place += 1
        if place >= 0:
            found.setdefault(place, set()).update(entries)
    said = {place: {e for e in entries if lexicon.subjects[e] == "claim"} for place, entries in found.items()}
    if not any(entries and sentences[place].text.endswith(":") for place, entries in said.items()):
        return sorted(found.items())
    for place, sentence in enumerate(sentences):
        lead = introductions.lead(sentence)
        of_lead = said.get(bisect_right(starts, lead.at) - 1) if lead is not None else None
        if of_lead:
            found.setdefault(place, set()).update(of_lead)
    return sorted(found.items())


@cache
def _lexicon(language: str) -> _Lexicon:
    table = load_lexicon("claims", language)
    assert table is not None
    grammar = Grammar(table["words"])
    entries: list[Rule | _Term] = [*make_rules(grammar, table["claim"])]
    subjects: list[Subject] = ["claim"] * len(entries)
    tables: list[Mapping[str, Any]] = [*table["claim"]]
    for subject in ("technology", "recipient"):
        for row in table.get(subject, ()):
            names = grammar.any_of(row["terms"])
            assert names is not None
            forms = _any_of(grammar, row["terms"])
            entries.append(_Term(row["id"], row["means"], subject, names, forms))
            subjects.append(subject)
            tables.append(row)
    denial, usage = table.get("denial", {}), table["usage"]
    return _Lexicon(
        clause=grammar.any_of(table.get("clause", {}).get("ends", ())),
        takes_back=_any_of(grammar, table.get("clause", {}).get("takes_back", ())),
        others_do=_any_of(grammar, table.get("clause", {}).get("others_do", ())),
        denied=_any_of(grammar, denial.get("before", ())),
        not_denied=_any_of(grammar, denial.get("not_denial", ())),
        denied_after=_any_of(grammar, denial.get("after", ())),
        not_denied_after=_any_of(grammar, denial.get("not_after", ())),
        usage={name: _any_of(grammar, usage.get(name, ())) for name in (*_USAGES, *_UNRELATED)},
        entries=tuple(entries),
        subjects=tuple(subjects),
        vocabulary=grammar.vocabulary,
        needles=_automaton([row["needs"] for row in tables]),
    )


def _any_of(grammar: Grammar, lines: Iterable[str]) -> _AnyOf:
    return tuple(map(grammar.pattern, lines))


def _automaton(needs: Sequence[Sequence[str]]) -> ahocorasick.Automaton:
    owners: dict[str, tuple[int, ...]] = {}
    for index, words in enumerate(needs):
        for word in words:
            owners[word] = (*owners.get(word, ()), index)
    automaton = ahocorasick.Automaton()
    for word, indexes in owners.items():
        automaton.add_word(word, indexes)
    automaton.make_automaton()
    return automaton
