"""From the sentences of a site's documents to one stance for each signal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from trackers.declarations import Fired, Stance
from trackers.policy.documents.document import Document
from trackers.policy.documents.reading import places_of
from trackers.policy.documents.sentences import Sentence
from trackers.policy.introductions import Introductions
from trackers.policy.own_names import speaks_as_we
from trackers.policy.rules import fold
from trackers.policy.signals.common_words import OTHER, OWN, common_words
from trackers.policy.signals.judging import Meaning, Reach, Verdict, answer, judge, spoken_of
from trackers.policy.signals.lexicon import LANGUAGES, Signal, SignalLexicon, signal_lexicon
from trackers.policy.signals.naming import Named, name_signals, taken_letters

_NEAR = 2
"""Sentences after a mention in which "it" and "them" may still mean the signal."""
_FAR = 6
"""Sentences after a mention in which "such signals" may still mean it."""
_UNDER_HEADING = 10
"""Sentences under a heading that names the signal."""
_HEADING_WORDS = 12
_TITLE_WORDS = 4
"""A sentence as short as "Do Not Track." is a heading within its paragraph."""
_PROSE_WORDS = 15
_JOINED = 30
"""Characters within which two signals are named in one breath: "DNT and Global Privacy Control signals"."""
_NO_TITLE: frozenset[Meaning] = frozenset({"described", "honoured_weak", "undecided"})
"""What a heading or an entry of a list never says."""
_SETTLES_NOTHING: frozenset[Meaning] = frozenset({"described", "told", "named"})
_MOST_MENTIONS = 300
"""Sentences of one document that name a signal and are judged; a policy has a dozen."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that says something of the signal."""

    document: Document
    sentence: Sentence
    verdict: Verdict


def dnt_stance(documents: Sequence[Document]) -> tuple[Stance, tuple[Fired, ...]]:
    """How the site says it treats Do Not Track: one of `DntStance`, with the sentences that decided."""
    return _stance(documents, "dnt")


def gpc_stance(documents: Sequence[Document]) -> tuple[Stance, tuple[Fired, ...]]:
    """How the site says it treats Global Privacy Control: one of `GpcStance`, with the sentences that decided."""
    return _stance(documents, "gpc")


def _stance(documents: Sequence[Document], signal: Signal) -> tuple[Stance, tuple[Fired, ...]]:
    judged = [found for document in documents for found in _read(document, signal)]
    stance, decisive = _decide({found.verdict.meaning for found in judged}, signal)
    kept = [found for found in judged if found.verdict.meaning in decisive]
    quotes = tuple(dict.fromkeys(found.document.quote_sentence(found.sentence) for found in kept))
    return Stance(stance, quotes), tuple(_fired(kept, signal))


def _decide(meanings: set[Meaning], signal: Signal) -> tuple[str, set[Meaning]]:
    """The stance, and the meanings of the sentences that decided it."""
    plain: set[Meaning] = {"honoured"}
    limited: set[Meaning] = {"honoured_only", "honoured_where", "honoured_by_law"}
    promised = (plain | limited) & meanings
    if signal == "dnt" and promised == {"honoured_by_law"} and "not_honoured" not in meanings:
        return ("not_honoured", {"idle"}) if "idle" in meanings else ("unclear", promised)
    if "not_honoured" in meanings:
        if promised:
            return "contradictory", promised | {"not_honoured"}
        return "not_honoured", {"not_honoured", "idle"}
    if promised and "partial" in meanings:
        return ("honoured_conditional" if signal == "gpc" else "unclear"), promised | {"partial"}
    if promised:
        is_limited = bool({"honoured_only", "honoured_by_law"} & meanings) or "honoured" not in meanings
        return ("honoured_conditional" if is_limited and signal == "gpc" else "honoured"), promised
    if "partial" in meanings:
        return "unclear", {"partial"}
    if "idle" in meanings:
        return "not_honoured", {"idle"}
    if "honoured_weak" in meanings and "vendor" not in meanings:
        return "honoured", {"honoured_weak"}
    if "undecided" in meanings:
        return "unclear", {"undecided"}
    if "vendor" in meanings:
        return ("vendor_only", {"vendor"}) if signal == "dnt" else ("silent", set())
    if meanings & {"described", "told", "honoured_weak"}:
        return "unclear", {"described", "told", "honoured_weak"}
    if "named" in meanings:
        return "unclear", {"named"}
    return "silent", set()


def _fired(judged: Iterable[Judged], signal: Signal) -> Iterator[Fired]:
    for found in judged:
        for hit in found.verdict.hits:
            yield Fired(
                f"{signal}.{hit.rule}", found.document.quote_words(found.sentence, hit.start, hit.end)
            )


class _Names:
    """The sentences of a document with the signals' names masked; each is masked once."""

    def __init__(
        self, document: Document, signal: Signal, lexicons: tuple[SignalLexicon, ...], places: Sequence[int]
    ) -> None:
        self._sentences = document.sentences()
        self._signal = signal
        self._lexicons = lexicons
        self._folded = speaks_as_we(document) if document.language == "en" else fold(document.reading.text)
        self._taken = taken_letters(document)
        self._named: dict[int, Named] = {}
        self._described = False
        if signal == "dnt" and not any(self[at].own or self[at].other for at in places):
            self._described = True  # described names count in documents that have no other name for it
            self._named.clear()

    def __getitem__(self, at: int) -> Named:
        if at not in self._named:
            self._named[at] = self._name(self._sentences[at].text, self._fold(self._sentences[at]))
        return self._named[at]

    def led(self, lead: Sentence, at: int) -> Named:
        """An entry read with the words that introduce its list, whose last character becomes the space between."""
        entry = self._sentences[at]
        return self._name(f"{lead.text[:-1]} {entry.text}", f"{self._fold(lead)[:-1]} {self._fold(entry)}")

    def _fold(self, sentence: Sentence) -> str:
        return self._folded[sentence.at : sentence.at + len(sentence.text)]

    def _name(self, text: str, folded: str) -> Named:
        return name_signals(
            text, folded, self._signal, self._lexicons, taken=self._taken, described=self._described
        )

    def states(self, at: int) -> bool:
        """Whether a line begins like a statement of the site's own, so that it is no title."""
        text = self[at].text
        return any(
            lexicon.title_never is not None and lexicon.title_never.quick.match(text) is not None
            for lexicon in self._lexicons
        )


def _read(document: Document, signal: Signal) -> Iterator[Judged]:
    """What the document says of the signal; "the same way" is read as what it says of the other one."""
    judged = list(_read_alone(document, signal))
    if not any(found.verdict.meaning == "as_other" for found in judged):
        return iter(judged)
    others = [
        other
        for other in _read_alone(document, "gpc" if signal == "dnt" else "dnt")
        if other.verdict.meaning not in {"as_other", "vendor"}
    ]
    return (_as_other(found, others) if found.verdict.meaning == "as_other" else found for found in judged)


def _as_other(found: Judged, others: Sequence[Judged]) -> Judged:
    """The nearest statement on the other signal, those before it first; none makes it an explanation."""
    here = found.sentence.at
    before = [other for other in others if other.sentence.at <= here]
    nearest = (before or others)[-1 if before else 0] if others else None
    meaning: Meaning = nearest.verdict.meaning if nearest is not None else "described"
    return Judged(found.document, found.sentence, Verdict(meaning, found.verdict.hits))


def _read_alone(document: Document, signal: Signal) -> Iterator[Judged]:
    lexicons = _lexicons(document.language)
    sentences = document.sentences()
    places = _candidates(document, signal, lexicons)
    if not places:
        return
    names = _Names(document, signal, lexicons, places)
    introductions = Introductions(document)
    done: set[int] = set()
    mentions = 0
    for place in places:
        if not names[place].own:
            continue
        mentions += 1
        if mentions > _MOST_MENTIONS:
            return
        for at, reach, distance in _zone(document, place, names):
            if at in done:
                continue
            sentence = sentences[at]
            after_question = at == place + 1 and _is_question(sentences[place])
            verdict = _answer(sentence, names[place], signal, lexicons) if after_question else None
            near = distance <= _NEAR
            if verdict is None:
                verdict = _judge(
                    document, sentence, names[at], signal, lexicons, reach, near=near, states=names.states(at)
                )
            if at == place and (verdict is None or verdict.meaning in _SETTLES_NOTHING):
                led = list(_judge_led(document, introductions, at, names, signal, lexicons))
                yield from led
                verdict = None if led else verdict
            if verdict is not None:
                done.add(at)
                yield Judged(document, sentence, verdict)


def _judge_led(
    document: Document,
    introductions: Introductions,
    at: int,
    names: _Names,
    signal: Signal,
    lexicons: tuple[SignalLexicon, ...],
) -> Iterator[Judged]:
    """An entry of a list and what introduces it, where the two together settle what neither does alone.

    "You can opt out of sales:" and "by switching on Global Privacy Control".
    """
    entry = document.sentences()[at]
    lead = introductions.lead(entry)
    if lead is None or not document.begins_block(entry):
        return
    named = names.led(lead, at)
    verdicts = (judge(named, signal, lexicon, "none") for lexicon in lexicons)
    verdict = next((one for one in verdicts if one and one.meaning not in _SETTLES_NOTHING), None)
    if verdict is None:
        return
    begin = len(lead.text)
    for sentence, start, end in ((lead, 0, begin), (entry, begin, len(named.text))):
        hits = tuple(
            replace(hit, start=max(hit.start, start) - start, end=min(hit.end, end) - start)
            for hit in verdict.hits
            if hit.start < end and start < hit.end
        )
        yield Judged(document, sentence, replace(verdict, hits=hits))


def _judge(
    document: Document,
    sentence: Sentence,
    named: Named,
    signal: Signal,
    lexicons: tuple[SignalLexicon, ...],
    reach: Reach,
    *,
    near: bool,
    states: bool,
) -> Verdict | None:
    if _is_question(sentence):
        return None if _ends_line(document, sentence) else spoken_of(named, lexicons)
    is_short = len(sentence.text.split()) <= _TITLE_WORDS
    is_title = is_short or (not states and (_is_heading(document, sentence) or not _is_prose(sentence)))
    found = [judge(named, signal, lexicon, reach, near=near) for lexicon in lexicons]
    verdicts = [verdict for verdict in found if verdict is not None]
    if is_title:
        verdicts = [verdict for verdict in verdicts if verdict.meaning not in _NO_TITLE]
    joined = common_words().joined_script.search(sentence.text) is not None
    if not any(found) and (joined or not is_title):  # a script without spaces tells titles by their words
        return spoken_of(named, lexicons)
    return min(verdicts, key=lambda verdict: verdict.meaning == "described", default=None)


def _zone(document: Document, place: int, names: _Names) -> Iterator[tuple[int, Reach, int]]:
    """The sentence that names the signal and those after it that may point back to it."""
    sentences = document.sentences()
    title_words = len(sentences[place].text.split())
    is_title = title_words <= _TITLE_WORDS or _is_heading(document, sentences[place])
    again = any(names[at].own for at in range(max(0, place - _NEAR), place))
    yield place, ("near" if again else "none"), 0
    if _turns_to_other(names[place].text):
        return
    for distance in range(1, (_UNDER_HEADING if is_title else _FAR) + 1):
        at = place + distance
        if at >= len(sentences):
            return
        ends_here = distance > 1 or not (is_title or sentences[place].text.endswith(":"))
        if ends_here and _is_heading(document, sentences[at]) and not names.states(at):
            return
        if names[at].own:
            continue
        if common_words().turns_away.search(names[at].text):
            return
        is_apart = not is_title and sentences[at].block != sentences[place].block
        if is_apart and common_words().of_people.search(names[at].text):
            return
        if names[at].other and not (distance == 1 and names[place].other):
            return
        yield at, ("heading" if is_title else "near"), distance


def _turns_to_other(text: str) -> bool:
    """Whether a sentence goes on to speak of the other signal, so that "it" means that one afterwards."""
    own, other = text.rfind(OWN), text.rfind(OTHER)
    if other < own:
        return False
    between = text[own + 1 : text.find(OTHER, own)]
    words = common_words()
    between = words.of_a_name.sub("", between)
    return len(between) > _JOINED or (words.joins.search(between) is None and any(map(str.isalpha, between)))


def _answer(
    sentence: Sentence, question: Named, signal: Signal, lexicons: tuple[SignalLexicon, ...]
) -> Verdict | None:
    answers = (answer(sentence.text, question, signal, lexicon) for lexicon in lexicons)
    return next((found for found in answers if found is not None), None)


def _is_question(sentence: Sentence) -> bool:
    return sentence.text.rstrip(" \"')").endswith("?")


def _is_heading(document: Document, sentence: Sentence) -> bool:
    text = sentence.text.strip().rstrip("\"”'*_")
    words = len(text.split())
    if document.in_heading(sentence):
        return words <= _PROSE_WORDS
    return (
        words <= _HEADING_WORDS and not text.endswith((".", "!", ";", ",")) and _ends_line(document, sentence)
    )


def _is_prose(sentence: Sentence) -> bool:
    """A sentence, not an entry of a list or table."""
    return (
        sentence.text.rstrip(" \"')").endswith((".", "!", ";", ":"))
        or len(sentence.text.split()) > _PROSE_WORDS
    )


def _ends_line(document: Document, sentence: Sentence) -> bool:
    """Nothing else stands on its line: a sentence that lost its full stop rarely stands alone."""
    text = document.reading.text
    before = text[max(0, sentence.at - 1) : sentence.at]
    after = text[sentence.at + len(sentence.text) : sentence.at + len(sentence.text) + 1]
    return before in {"", "\n"} and after in {"", "\n"}


def _lexicons(language: str) -> tuple[SignalLexicon, ...]:
    """The document's own language and English, which borrows into all; all where the language is unknown."""
    wanted = (language, "en") if language in LANGUAGES else LANGUAGES
    found = (signal_lexicon(name) for name in dict.fromkeys(wanted))
    return tuple(lexicon for lexicon in found if lexicon is not None)


def _candidates(document: Document, signal: Signal, lexicons: tuple[SignalLexicon, ...]) -> list[int]:
    """Indexes of the sentences that contain a literal without which no mention is possible."""
    low, starts = document.lowered, document.read_starts
    needles = {needle for lexicon in lexicons for needle in lexicon.needles[signal]}
    found = {bisect_right(starts, at) - 1 for needle in needles for at in places_of(needle, low)}
    return sorted(found - {-1})
