"""Where a sentence names Do Not Track or Global Privacy Control, and where it only seems to.

"We do not track you" is a verb, `do_not_track=1` a cookie, allaboutdnt.com an address, the Do Not Track Kids
Act a bill, and GPC may be the initials of a company.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import regex

from trackers.policy.documents.document import Document
from trackers.policy.kept import once_for_each
from trackers.policy.patterns import find_all, search
from trackers.policy.rules import fold
from trackers.policy.signals.common_words import ADDRESS, OTHER, OWN, common_words
from trackers.policy.signals.lexicon import Signal, SignalLexicon

_ADDRESS = regex.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|eu|io|info|gov)\b(?:/\S*)?"
)
_ADDRESS_SIGNS = ("://", "www.", "@", ".com", ".org", ".net", ".eu", ".io", ".info", ".gov")
"""Literals of which every address has one."""
_CODE = regex.compile(r"[_={}\\#]")
_SHORT = 8
_MOST_IN_SENTENCE = 60
"""Mentions that are looked for in one sentence; what has more is no prose and is not judged."""


@dataclass(frozen=True, slots=True)
class Named:
    """A folded sentence in which mentions are masked, character for character."""

    text: str
    own: bool
    other: bool


@once_for_each
def taken_letters(document: Document) -> frozenset[Signal]:
    """The signals whose initials the document uses for something else, such as "Genuine Parts Company (GPC)"."""
    text, words = document.text, common_words()
    taken: set[Signal] = set()
    before = [fold(text[max(0, m.start() - 60) : m.start()]) for m in words.gpc_defined.finditer(text)]
    if before and not any(map(words.before_gpc.search, before)):
        taken.add("gpc")
    before = [fold(text[max(0, m.start() - 60) : m.start()]) for m in words.dnt_defined.finditer(text)]
    if before and not any(map(words.before_dnt.search, before)):
        taken.add("dnt")
    return frozenset(taken)


def name_signals(
    text: str,
    folded: str,
    signal: Signal,
    lexicons: tuple[SignalLexicon, ...],
    *,
    taken: frozenset[Signal],
    described: bool = False,
) -> Named:
    """Masks the mentions of both signals in one sentence; `folded` is its text, folded.

    `described`: what describes Do Not Track names it, too.
    """
    masked = list(folded)
    if any(sign in folded for sign in _ADDRESS_SIGNS):
        for address in _ADDRESS.finditer(text):
            masked[address.start() : address.end()] = ADDRESS * (address.end() - address.start())
    found = {"dnt": False, "gpc": False}
    for lexicon in lexicons:
        for which in ("dnt", "gpc"):
            if not any(needle in folded for needle in lexicon.needles[which]):
                continue
            for start, end in _mentions(text, folded, which, lexicon, taken=taken):
                if ADDRESS in masked[start:end]:
                    continue
                found[which] = True
                masked[start:end] = (OWN if which == signal else OTHER) * (end - start)
        if described and signal == "dnt" and not found["dnt"]:
            for start, end in _descriptions(folded, lexicon):
                found["dnt"] = True
                masked[start:end] = OWN * (end - start)
    return Named("".join(masked), found[signal], found["gpc" if signal == "dnt" else "dnt"])


def _descriptions(folded: str, lexicon: SignalLexicon) -> list[tuple[int, int]]:
    """Where Do Not Track is described: "browsers can ask not to be tracked"."""
    if lexicon.description is None or lexicon.description_beside is None:
        return []
    found = list(islice(find_all(lexicon.description, folded), _MOST_IN_SENTENCE))
    return [m.span() for m in found] if found and search(lexicon.description_beside, folded) else []


def _mentions(
    text: str, folded: str, which: Signal, lexicon: SignalLexicon, *, taken: frozenset[Signal]
) -> list[tuple[int, int]]:
    pattern = lexicon.mention[which]
    if pattern is None:
        return []
    words = common_words()
    apart = folded if folded.isascii() else words.joined_script.sub(" ", folded)
    spans = [(m.start(), m.end()) for m in islice(find_all(pattern, apart), _MOST_IN_SENTENCE)]
    despite = words.despite.search(folded) is not None
    if despite:
        taken = taken - {which}
    letters_named = which == "gpc" and "gpc" not in taken and (despite or _is_gpc(folded, lexicon))
    named: list[tuple[int, int]] = []
    for start, end in spans:
        if which == "dnt":
            if "dnt" in taken and "dnt" in folded[start:end]:
                continue
            is_named = _is_dnt(text, folded, start, end, lexicon)
        else:
            is_named = letters_named or not folded.startswith("gpc", start)
        if is_named and not _in_code(text, start, end):
            named.append((start, end))
    return named


def _in_code(text: str, start: int, end: int) -> bool:
    """A token such as `do_not_track`, `{"dnt":1}` or `#do-not-track`."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if around.startswith("/") and text[max(0, start - 2) : start - 1] in {"", " "}:
        return True  # `/do-not-track` is a page of a site
    return _CODE.search(around) is not None or "_" in text[start:end]


def _is_dnt(text: str, folded: str, start: int, end: int, lexicon: SignalLexicon) -> bool:
    raw, words = text[start:end], common_words()
    before = folded[max(0, start - 30) : start].rstrip()
    after = folded[end : end + 30].lstrip(" ")
    quoted = text[max(0, start - 1) : start] in {'"', "“", "«", "„", "'", "‘"}
    if (
        not quoted
        and lexicon.never_after is not None
        and lexicon.never_after.quick.match(after)
        and "dnt" not in folded[start:end]
    ):
        return False
    if words.sure_dnt.search(folded, start, end):
        return True
    if folded.startswith("donottrack", start):
        # `doNotTrack` is a script's property
        return raw.startswith("D") or (raw.islower() and _is_noun(folded, end, lexicon))
    if "dnt" in folded[start:end]:
        return raw.startswith("DN") or _has_context(folded, "dnt", lexicon)
    last = before.rsplit(" ", 1)[-1].strip("([,")
    if lexicon.language != "en" and not quoted and words.english_subjects.fullmatch(last):
        return False
    if (
        text[end : end + 1] == "-"
        and "-" in raw
        and lexicon.language == "en"
        and not _is_noun(folded, end + 1, lexicon)
    ):
        return False  # "a do-not-track-free zone"
    if quoted or "-" in raw or "\u2011" in raw or lexicon.language != "en":
        return True
    if _is_noun(folded, end, lexicon):
        return True
    is_verb = (
        not before.endswith(",")
        and lexicon.verb_before is not None
        and lexicon.verb_before.quick.fullmatch(last) is not None
    )
    is_joined = lexicon.joined_before is not None and lexicon.joined_before.quick.fullmatch(last) is not None
    if is_joined and not words.ends_behind_name.match(after):
        return False
    return words.written_name.match(raw) is not None and not is_verb


def _is_noun(folded: str, end: int, lexicon: SignalLexicon) -> bool:
    after = folded[end : end + 30].lstrip(" ")
    return lexicon.noun_after is not None and lexicon.noun_after.quick.match(after) is not None


def _is_gpc(folded: str, lexicon: SignalLexicon) -> bool:
    """The three letters mean the signal only beside words of its subject, or in a line of their own."""
    return (
        common_words().sure_gpc.search(folded) is not None
        or _has_context(folded, "gpc", lexicon)
        or common_words().elsewhere.search(folded) is not None
        or len(folded) < _SHORT
    )


def _has_context(folded: str, which: Signal, lexicon: SignalLexicon) -> bool:
    pattern = lexicon.context[which]
    return pattern is not None and search(pattern, folded) is not None
