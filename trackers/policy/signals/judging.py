"""What one sentence says about how the site treats a signal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from trackers.policy.patterns import Pattern, find_all, search
from trackers.policy.rules import CLAUSE_END, Hit, Trait, fold
from trackers.policy.signals.common_words import ADDRESS, BLANK, OTHER, OWN, common_words
from trackers.policy.signals.lexicon import Signal, SignalLexicon
from trackers.policy.signals.naming import Named

Meaning = Literal[
    "honoured",
    "honoured_weak",
    "honoured_only",
    "honoured_by_law",
    "honoured_where",
    "not_honoured",
    "idle",
    "partial",
    "undecided",
    "vendor",
    "described",
    "told",
    "as_other",
    "named",
]
"""`as_other`: the same as of the other signal, whatever that is; `named`: spoken of in words that no rule knows."""
Reach = Literal["none", "near", "heading"]
"""How far a sentence may point back: not at all, to the sentences before it, to the heading above it."""

_RUN = regex.compile(f"{OWN}++")
_NAMES = regex.compile(f"[{OWN}{OTHER}{ADDRESS}]++")
_FEWEST_WORDS, _FEWEST_JOINED = 3, 4
"""Words beside the name, or letters of a script without spaces, below which nothing is said of it."""
_MOST_NAMED = 25
"""Mentions of the signal in one sentence, above which it is no prose and is not judged."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence means, and the rules that say so."""

    meaning: Meaning
    hits: tuple[Hit, ...]


def judge(
    named: Named, signal: Signal, lexicon: SignalLexicon, reach: Reach, *, near: bool = False
) -> Verdict | None:
    """None where the sentence says nothing of the signal.

    `near`: the signal was named in one of the two sentences before, so that "it" and "them" may mean it.
    """
    if named.own and len(_RUN.findall(named.text)) > _MOST_NAMED:
        return None
    if lexicon.excepted is not None and search(lexicon.excepted, named.text):
        return None
    text = _mask_anaphors(named.text, lexicon, reach, near=near)
    if OWN not in text:
        return _unnamed(text, lexicon, reach, near=near) if OTHER not in text else None
    text = common_words().between_names.sub(lambda m: OWN * len(m.group()), text)
    whole = text
    text = _mask_neutral(_end_clauses(text, lexicon), lexicon)
    own: dict[str, list[Hit]] = {}
    others: list[Hit] = []
    present = lexicon.vocabulary.present(text)
    theirs = _is_offered_by_others(whole, lexicon)
    for rule in lexicon.rules:
        if rule.on and signal not in rule.on:
            continue
        hit = rule.find(whole) if rule.whole else rule.find(text, present)
        if hit is None:
            continue
        if theirs or _is_about_others(text, hit, lexicon):
            others.append(hit)
        else:
            own.setdefault(rule.means, []).append(hit)
    verdict = _resolve(own, others, text, named, lexicon, signal)
    return (
        verdict if verdict is not None or OTHER in text else _unnamed(named.text, lexicon, reach, near=False)
    )


def spoken_of(named: Named, lexicons: tuple[SignalLexicon, ...]) -> Verdict | None:
    """A sentence in whatever words that names the signal; None where it is a title or tells of no signal."""
    text, words = named.text, common_words()
    if not named.own or len(_RUN.findall(text)) > _MOST_NAMED or any(_is_law(text, one) for one in lexicons):
        return None
    if any(one.excepted is not None and search(one.excepted, text) for one in lexicons):
        return None
    others = _NAMES.sub(" ", text)
    joined = words.joined_script.findall(others)
    if joined:
        states = words.joined_states.search(others) is not None
        if len(joined) < _FEWEST_JOINED or not states or words.joined_asks.search(others.strip()):
            return None
    elif len(others.split()) < _FEWEST_WORDS:
        return None
    name = _RUN.search(text)
    return name and Verdict("named", (Hit("named", *name.span()),))


def _unnamed(text: str, lexicon: SignalLexicon, reach: Reach, *, near: bool) -> Verdict | None:
    """What a sentence that neither names the signal nor points to it says in the signal's neighbourhood."""
    if near and reach != "none" and lexicon.ellipsis is not None:
        match = search(lexicon.ellipsis, text)
        if match is not None:
            hit = Hit(f"{lexicon.language}.refuse.ellipsis", match.start(), match.end())
            return Verdict(_refusal([hit], text, lexicon), (hit,))
    if near and reach != "none" and lexicon.exception is not None:
        match = search(lexicon.exception, text)
        if match is not None:
            return Verdict(
                "partial", (Hit(f"{lexicon.language}.partial.exception", match.start(), match.end()),)
            )
    if reach == "heading" and lexicon.described_heading is not None:
        match = search(lexicon.described_heading, text)
        if match is not None:
            return Verdict("described", (Hit(f"{lexicon.language}.described", match.start(), match.end()),))
    return None


def answer(text: str, question: Named, signal: Signal, lexicon: SignalLexicon) -> Verdict | None:
    """What the sentence after a question about the signal answers; None where it is no answer."""
    folded = fold(text)
    start = len(folded) - len(folded.lstrip(f"{CLAUSE_END} "))
    if lexicon.reversed is not None and search(lexicon.reversed, question.text) is not None:
        return None
    no = lexicon.no.quick.match(folded, start) if lexicon.no is not None else None
    if no is not None:
        return Verdict("not_honoured", (Hit(f"{lexicon.language}.answer.no", 0, no.end()),))
    yes = lexicon.yes.quick.match(folded, start) if lexicon.yes is not None else None
    if yes is not None:
        return Verdict("honoured", (Hit(f"{lexicon.language}.answer.yes", 0, yes.end()),))
    if lexicon.condition is None or search(lexicon.condition, question.text) is None:
        return None
    asked = common_words().as_condition
    verdict = judge(Named(asked + folded, own=False, other=False), signal, lexicon, "none")
    return verdict and Verdict(verdict.meaning, tuple(_moved(hit, -len(asked)) for hit in verdict.hits))


def _moved(hit: Hit, by: int) -> Hit:
    start = max(hit.start + by, 0)
    return replace(hit, start=start, end=max(hit.end + by, start + 1))


def _resolve(
    own: dict[str, list[Hit]],
    others: list[Hit],
    text: str,
    named: Named,
    lexicon: SignalLexicon,
    signal: Signal,
) -> Verdict | None:
    if any(Trait.OF_SOME in hit.traits for hit in own.get("partial", [])):
        meaning: Meaning = "honoured_only" if own.get("honoured") and signal == "gpc" else "partial"
        return Verdict(meaning, tuple(own["partial"]))
    refused, promised = own.get("not_honoured", []), _made(own.get("honoured", []), own.get("undecided", []))
    if refused and promised:
        strict = [hit for hit in refused if Trait.OUTWEIGHS_PROMISE in hit.traits]
        return Verdict("not_honoured", tuple(strict)) if strict else Verdict("partial", (*refused, *promised))
    if refused:
        return Verdict(_refusal(refused, named.text, lexicon), tuple(refused))
    if own.get("partial"):
        return Verdict("partial", tuple(own["partial"]))
    weak = _made(own.get("honoured_weak", []), own.get("undecided", []))
    if promised or weak:
        return _conditioned(promised, weak, named.text, lexicon)
    if own.get("as_other"):
        return Verdict("as_other", tuple(own["as_other"]))
    if own.get("undecided"):
        return Verdict("undecided", tuple(own["undecided"]))
    if others or own.get("vendor"):
        return Verdict("vendor", (*others, *own.get("vendor", [])))
    if named.own and not _is_law(named.text, lexicon):
        told = search(lexicon.described_told, named.text) if lexicon.described_told is not None else None
        if told is not None:
            return Verdict("told", (Hit(f"{lexicon.language}.told", told.start(), told.end()),))
        for pattern, searched in ((lexicon.described, text), (lexicon.described_standard, named.text)):
            match = search(pattern, searched) if pattern is not None else None
            if match is not None:
                hit = Hit(f"{lexicon.language}.described", match.start(), match.end())
                return Verdict("described", (hit,))
    return None


def _refusal(refused: list[Hit], text: str, lexicon: SignalLexicon) -> Meaning:
    """`idle` where nothing is refused, since there is nothing that the signal could change."""
    if lexicon.idle is None or any(Trait.NEVER_IDLE in hit.traits for hit in refused):
        return "not_honoured"
    return "idle" if search(lexicon.idle, text) is not None else "not_honoured"


def _made(promised: list[Hit], undecided: list[Hit]) -> list[Hit]:
    """Promises without those that are only being thought of: "we are looking at ways to support §"."""
    return [hit for hit in promised if not any(plan.start <= hit.start < plan.end for plan in undecided)]


def _is_law(text: str, lexicon: SignalLexicon) -> bool:
    return lexicon.described_never is not None and search(lexicon.described_never, text) is not None


def _conditioned(promised: list[Hit], weak: list[Hit], text: str, lexicon: SignalLexicon) -> Verdict:
    hits = tuple(promised or weak)
    after = text.find(";", max(hit.end for hit in hits))
    text = text[text.rfind(";", 0, min(hit.start for hit in hits)) + 1 : after if after >= 0 else len(text)]
    if lexicon.conditions.only is not None and search(lexicon.conditions.only, text):
        return Verdict("honoured_only", hits)
    if lexicon.conditions.law is not None and search(lexicon.conditions.law, text):
        return Verdict("honoured_by_law", hits)
    if lexicon.conditions.where is not None and search(lexicon.conditions.where, text):
        return Verdict("honoured_where", hits)
    return Verdict("honoured" if promised else "honoured_weak", hits)


def _mask_anaphors(text: str, lexicon: SignalLexicon, reach: Reach, *, near: bool) -> str:
    """Words that point back to the signal become mentions of it."""
    as_other = common_words().as_other
    patterns = [
        lexicon.anaphor_both,
        lexicon.anaphor_strong,
        lexicon.anaphor_weak if near or OWN in text else None,
    ]
    if reach == "heading":
        patterns += [lexicon.anaphor_heading, lexicon.anaphor_weak]
    for pattern in patterns:
        if pattern is None or not pattern.may_match(lexicon.vocabulary.present(text)):
            continue
        for match in list(find_all(pattern, text)):
            start, end = (
                match.span("a") if "a" in pattern.quick.groupindex and match.start("a") >= 0 else match.span()
            )
            if any(mark in text[start:end] for mark in (OWN, OTHER, ADDRESS)) or as_other.match(text, end):
                continue
            names_both = pattern is lexicon.anaphor_both and OWN in text and OTHER in text
            if names_both or _points_to_signal(text, start, reach):
                text = text[:start] + OWN * (end - start) + text[end:]
    return text


def _points_to_signal(text: str, place: int, reach: Reach) -> bool:
    """The nearest mention before it decides; none before it: the sentences before do."""
    own, other = text.rfind(OWN, 0, place), text.rfind(OTHER, 0, place)
    if own < 0 and other < 0:
        return reach != "none"
    return own > other or (own >= 0 and place - own < 60)


def _mask_neutral(text: str, lexicon: SignalLexicon) -> str:
    if lexicon.neutral is None:
        return text
    for match in list(find_all(lexicon.neutral, text)):
        kept = common_words().new_clause.search(match.group())
        end = match.start() + kept.start() if kept else match.end()
        span = "".join(c if c in (OWN, OTHER) else BLANK for c in text[match.start() : end])
        text = text[: match.start()] + span + text[end:]
    return text


def _end_clauses(text: str, lexicon: SignalLexicon) -> str:
    if lexicon.clause is None:
        return text
    text = common_words().conceded.sub(CLAUSE_END, text)
    return lexicon.clause.quick.sub(lambda m: CLAUSE_END * len(m.group()), text).replace(";", CLAUSE_END)


def _is_about_others(text: str, hit: Hit, lexicon: SignalLexicon) -> bool:
    """Whether the subject of what was matched is somebody else: third parties, other sites."""
    if lexicon.third is None or lexicon.own is None or Trait.NAMES_SITE in hit.traits:
        return False
    if _by_others(text, hit, lexicon.third):
        return True
    clause = text.rfind(CLAUSE_END, 0, hit.start) + 1
    region = _without_asides(text[clause : hit.end], lexicon)
    lo, hi = (hit.start - clause, len(region)) if _begins_with_signal(text, hit) else (0, hit.start - clause)
    ours = [m.span() for m in find_all(lexicon.own, region) if lo <= m.start() <= hi]
    theirs = [
        m.start()
        for m in find_all(lexicon.third, region)
        if lo <= m.start() <= hi
        and not any(start <= m.start() and m.end() <= end for start, end in ours)
        and not (lexicon.not_agent is not None and lexicon.not_agent.quick.match(region, m.end() + 1))
    ]
    if not theirs or not ours:
        return bool(theirs)
    return max(ours)[0] <= max(theirs) and Trait.OTHERS_AS_OBJECT not in hit.traits


def _is_offered_by_others(text: str, lexicon: SignalLexicon) -> bool:
    """Whether somebody else's setting is spoken of, and the site nowhere in the sentence."""
    if lexicon.offered is None or lexicon.own is None or search(lexicon.offered, text) is None:
        return False
    return search(lexicon.own, text) is None


def _begins_with_signal(text: str, hit: Hit) -> bool:
    """The subject then stands inside the match ("if § is on, we …"), not before it."""
    return text[hit.start] == OWN or (
        OWN in text[hit.start : hit.end] and common_words().opens_condition.match(text, hit.start) is not None
    )


def _by_others(text: str, hit: Hit, third: Pattern) -> bool:
    tail = text[hit.end : hit.end + 60]
    by = common_words().by_somebody.match(tail)
    return by is not None and third.quick.match(tail[by.end() :]) is not None


def _without_asides(region: str, lexicon: SignalLexicon) -> str:
    if lexicon.own_joint is not None:
        region = lexicon.own_joint.quick.sub(lambda m: common_words().site.ljust(len(m.group())), region)
    if lexicon.own_aside is not None:
        region = lexicon.own_aside.quick.sub(lambda m: " " * len(m.group()), region)
    return region
