"""Names that stand at the head of an entry, or in its brackets, in a list of services that a site uses.

"Stripe (payments)", "Payments: Stripe", "1. Name: Stripe" say without a verb what a sentence would say with one.
The words that tell such lists from others (browsers, opt-outs, the site's own pages on networks) are in
`lexicon/mentions/entries.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from trackers.policy.documents.document import Document
from trackers.policy.vendors.names import Name

_REACH = 60
"""Blocks before an entry among which the line that opened its list is sought."""
_LONGEST_OPENING = 400
_BESIDE = 90
"""Characters after a name, and before brackets, that say what the service does."""
_LEGAL_FORM = (
    r"(?:[®™]|,? ?(?:inc|llc|ltd|limited|corp(?:oration)?|gmbh|ag|se|s\.?a\.?s?|b\.?v|plc|co|pty|o[üu])"
    r"\b\.?)*"
)
_NAME_GOES_ON = (
    r"(?: (?-i:Europe|UK|USA|International|Ireland|Germany|Deutschland|France|Payments?|Technolog(?:y|ies)"
    r"|Software|Services|Solutions|Systems|Networks?|Labs|Media|Digital|Group|Holdings?|Cloud|EMEA|Operations|Paket)){0,3}"
)
_AFTER_HEAD = regex.compile(
    _NAME_GOES_ON + _LEGAL_FORM + r"\s*(?:\([^)]{0,80}\)\s*)?(?:[:\u2013\u2014(|,;]|-\s|\.?\s*\Z|\.\s"
    r"|is\b|for\b|to\b|as\b|by\b|in\b|ist\b|pour\b|est\b)",
    regex.IGNORECASE,
)
_SEPARATOR = regex.compile(
    _NAME_GOES_ON + _LEGAL_FORM + r"\s*(?:[:(\u2013\u2014|,-]|(?:for|f[üu]r|pour|voor|para|per)\s)",
    regex.IGNORECASE,
)
_LABEL = regex.compile(
    r"[^\w(]*(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<label>[^.;:!?()|]{3,80}?)\s*[:(\u2013\u2014]\s*"
    r"(?:(?:such as|e\.g\.,?|including|like|via|by|z\.\s?B\.|wie|par ex\.)\s*)?"
    r"[\"\u201c\[]*(?:[A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,3}\s*(?:,|/|&|and|or|und|et|oder|ou)+\s*){0,8}\Z"
)
"""What stands before brackets or a colon, and then at most other names: "Payments (Klarna, ", "Hosting: "."""
_LABEL_WORDS = 6
_NUMBERED = regex.compile(r"\W*\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
_ADDRESS = regex.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_SENTENCE_END = regex.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class _Words:
    """The expressions of `entries.toml`."""

    before_head: regex.Pattern[str]
    details: regex.Pattern[str]
    opens: regex.Pattern[str]
    opens_other: regex.Pattern[str]
    functions: regex.Pattern[str]
    elsewhere: regex.Pattern[str]


@cache
def _words() -> _Words:
    text = (files("trackers.policy") / "lexicon" / "mentions" / "entries.toml").read_text("utf-8")
    data = tomllib.loads(text)
    number = r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]+\s*|\d+(?:\.\d+)+\s+)?"
    before = rf"[^\w(]*{number}(?:(?:{data['labels']})\s*:)?[^\w(]*(?:(?:{data['prepositions']})\s)?"

    def made(expression: str) -> regex.Pattern[str]:
        return regex.compile(expression, regex.IGNORECASE)

    return _Words(
        made(before),
        made(rf"\W*(?:{data['details']})\s*:"),
        *(made(data[key]) for key in ("opens", "opens_other", "functions", "elsewhere")),
    )


def heads_entry(name: Name) -> bool:
    """Whether nothing but a bullet, a number or a label such as "Provider:" stands before the name."""
    text = name.sentence.text
    return (
        _words().before_head.fullmatch(text, 0, name.start) is not None
        and _AFTER_HEAD.match(text, name.end) is not None
    )


def is_set_off(name: Name) -> bool:
    """Whether a bracket, dash or colon sets the name off from what is said of it."""
    text = name.sentence.text
    return heads_entry(name) and _SEPARATOR.match(text, name.end) is not None


def says_function(text: str) -> bool:
    """Whether words say what a service does for a site."""
    return _words().functions.search(_ADDRESS.sub(" ", text)) is not None


def has_function_beside(name: Name) -> bool:
    """Whether the entry says what the named service does: after the name, or before the brackets or colon."""
    text = name.sentence.text
    words = _words()
    after = text[name.end : name.end + _BESIDE]
    is_glued = after[:1].isupper()
    if is_glued or (heads_entry(name) and _SEPARATOR.match(after)):
        return says_function(after) and not words.elsewhere.search(after)
    label = _LABEL.match(text[: name.start]) if name.start <= _LONGEST_OPENING else None
    if label is None or len(label["label"].split()) > _LABEL_WORDS:
        return False
    said = label["label"]
    return says_function(said) and not words.elsewhere.search(said) and not words.opens_other.search(said)


def has_details_below(document: Document, name: Name) -> bool:
    """Whether the bare name is followed by particulars of a service ("Purpose: …", "Personal Data: …")."""
    sentence = name.sentence
    if not heads_entry(name) or sentence.text[name.end :].strip(" .®™"):
        return False
    below = document.reading.text[sentence.at + len(sentence.text) :][:_BESIDE]
    return _words().details.match(below) is not None


def is_opened_as_services(document: Document, name: Name) -> bool:
    """Whether the list in which the name heads an entry was opened as one of services or recipients."""
    words = _words()
    lead = document.lead_of(name.sentence)
    openings = [lead] if lead else []
    place = name.sentence.block - 1
    for before in range(place, max(-1, place - _REACH), -1):
        text = document.block_text(before).rstrip()
        is_heading = document.blocks[before].kind == "heading"
        if text.endswith((":", "?")) or is_heading:
            openings.append(text)
        if is_heading and not _NUMBERED.match(text):
            break
    for opening in openings:
        last = _SENTENCE_END.split(opening)[-1][-_LONGEST_OPENING:]
        if words.opens_other.search(last):
            return False
        if words.opens.search(last):
            return True
    return False
