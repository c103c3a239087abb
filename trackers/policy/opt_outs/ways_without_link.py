"""Ways out that a sentence offers without a link: settings, the links in e-mails, a letter, a telephone call."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from trackers.catalogue import Catalogue
from trackers.declarations import Quote
from trackers.policy.documents.document import Document
from trackers.policy.documents.reading import places_of
from trackers.policy.documents.sentences import Sentence
from trackers.policy.kept import once_for_each
from trackers.policy.lexicons import read_expressions
from trackers.policy.opt_outs.enumerations import MARKS_AT_END
from trackers.policy.opt_outs.mailboxes import MAIL_HOST, is_mailbox, links_to_mailbox, ways_to_write
from trackers.policy.opt_outs.offers import Offer
from trackers.policy.opt_outs.refusals import mailbox_refuses
from trackers.policy.opt_outs.rights import Rights
from trackers.policy.opt_outs.rules import OptOutLexicon
from trackers.policy.opt_outs.text_messages import text_messages

_ADDRESS = re.compile(r"https?://[^\s,;)>\]]+")
_CELL = re.compile(r"[^|\u2022\u00b7]+")
_LONGEST_ROW = 400
_LONGEST_REST = 160
_BACK = 3
"""Sentences above in which that is looked for which "do so" stands for."""
_LONGEST_LIST = 20
"""Entries of a list that are looked at."""
_SHORTEST = 12
"""Characters below which a sentence offers nothing."""
_MESSAGES = ("email", "sms", "calls", "post")
"""What one unsubscribes from."""
_NEAR = 60
"""Characters between a sentence and the one that it goes back to."""


@dataclass(frozen=True, slots=True)
class _NamedWords:
    """`lexicon/opt_outs/named.toml`."""

    opt_out: re.Pattern[str]
    line: re.Pattern[str]
    out_of: re.Pattern[str]
    offers: re.Pattern[str]
    advertising: re.Pattern[str]
    between_names: re.Pattern[str]


@cache
def _named_words() -> _NamedWords:
    return _NamedWords(**read_expressions("opt_outs/named.toml"))


@once_for_each
def _vendors_by_name(catalogue: Catalogue) -> dict[str, str]:
    """Vendors by their names in lower case."""
    return {alias.text.lower(): alias.vendor for alias in reversed(catalogue.aliases)}


def named_opt_outs(document: Document, sentence: Sentence, catalogue: Catalogue) -> Iterator[Offer]:
    """Lines, or cells of a line, that are a vendor's name and "opt out"; sentences that offer a vendor's way out."""
    words, text = _named_words(), sentence.text.lower()
    if len(text) > _LONGEST_ROW or not words.opt_out.search(text):
        return
    cells = (words.line.fullmatch(cell.strip()) for cell in _CELL.findall(text))
    names = [match["name"] or match["whose"] for match in cells if match]
    offer = words.offers.search(sentence.text)
    for match in (words.out_of.search(sentence.text), offer):
        names += words.between_names.split(match["names"].lower()) if match else []
    kind = "ad_settings" if offer and words.advertising.search(text) else "vendor_opt_out"
    quote = document.quote_sentence(sentence)
    for vendor in dict.fromkeys(map(_vendors_by_name(catalogue).get, names)):
        if vendor is not None:
            yield Offer(kind, None, vendor, "named-opt-out", quote, ())


def sentences_with_names(document: Document) -> set[int]:
    """Numbers of the sentences in which `named_opt_outs` may find something."""
    found = _named_words().opt_out.finditer(document.lowered)
    return {bisect_right(document.read_starts, match.start()) - 1 for match in found}


def sentences_with_ways(document: Document, lexicon: OptOutLexicon) -> set[int]:
    """Numbers of the sentences in which `ways_without_link` may find something."""
    low, starts = document.lowered, document.read_starts
    found = set(lexicon.may_offer(low, starts))
    found.update(bisect_right(starts, place) - 1 for place in places_of("@", low))
    letters = (document.sentence_at(link.start) for link in document.links if is_mailbox(link))
    found.update(bisect_right(starts, sentence.at) - 1 for sentence in letters if sentence is not None)
    return found


def ways_without_link(
    document: Document, sentence: Sentence, lexicon: OptOutLexicon, rights: Rights, *, linked: bool
) -> Iterator[Offer]:
    """Ways that have no link: settings of the browser, the links in e-mails, a letter, a telephone call.

    `linked`: a link of the sentence is a way out already.
    """
    text = sentence.text.lower()
    writes = "@" in text
    if writes:
        text = MAIL_HOST.sub("@", text)  # its dots end no clause
        if "://" in text:
            text = _ADDRESS.sub(
                "\u00a4", text
            )  # a page's name ("/opt-out") says nothing of the mailbox beside it
    if len(sentence.text) < _SHORTEST or lexicon.says("spared", text):
        return
    opens_letter = links_to_mailbox(document, sentence)
    quote = document.quote_sentence(sentence)
    if not linked and lexicon.says("do_not_sell_words", text):
        yield Offer("do_not_sell", None, None, "do-not-sell-words", quote, ("sale",))
    yield from _settings(text, lexicon, quote, linked)
    if not linked and lexicon.says("industry_named", text):
        yield Offer("industry_opt_out", None, None, "industry-named", quote, lexicon.stops(text))
    if not linked and lexicon.says("add_on", text):
        yield Offer("browser_add_on", None, "Google Analytics", "add-on-named", quote, lexicon.stops(text))
    if not linked and lexicon.says("unsubscribe", text) and lexicon.says("mail_context", text):
        stops = tuple(stop for stop in lexicon.stops(text) if stop in _MESSAGES)
        yield Offer("unsubscribe", None, None, "unsubscribe", quote, stops or ("email",))
    texted = tuple(text_messages(sentence.text, quote)) if lexicon.says("text_stop", text) else ()
    yield from texted
    reaches = lexicon.says("reach_us", text) or (writes and lexicon.says("reach_mailbox", text))
    refuses = (writes or opens_letter) and mailbox_refuses(document, sentence, text, lexicon)
    if reaches or opens_letter or refuses:
        if refuses or wants_out(document, sentence, text, lexicon):
            ways = ways_to_write(document, sentence, lexicon)
            yield from (way for way in ways if way.url or not texted)
        elif _is_on_requests(document, sentence, text, lexicon) and rights.stand_around(
            sentence, "right_to_leave"
        ):
            yield from (way for way in ways_to_write(document, sentence, lexicon) if way.url)


def wants_out(document: Document, sentence: Sentence, text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a sentence on writing or calling is about leaving: by itself, or by the one that it goes back to."""
    if lexicon.says("contact", text):
        return True
    asked = (_is_asked_above, _is_asked_below, _is_on_trouble)
    if any(is_asked(document, sentence, text, lexicon) for is_asked in asked):
        return True
    if not (lexicon.says("exercises", text) or (len(text) < _LONGEST_REST and lexicon.says("goes_on", text))):
        return False
    previous = document.sentence_before(sentence)
    if previous is None or sentence.start - previous.end > _NEAR:
        return False
    told = previous.text.lower()
    # A mere list of rights is no offer; one that names consent or advertising is.
    goes_on = lexicon.says("goes_on", text) and not lexicon.says("other_requests", text)
    is_offer = goes_on or lexicon.says("retracts", told)
    return is_offer and lexicon.says("contact", told)


def _is_on_trouble(document: Document, sentence: Sentence, text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a sentence is for those who try in vain to leave, and the one before was about messages."""
    if not lexicon.says("cancels", text):
        return False
    previous = document.sentence_before(sentence)
    return (
        previous is not None
        and sentence.start - previous.end <= _NEAR
        and lexicon.says("mail_context", previous.text.lower())
    )


def _is_on_requests(document: Document, sentence: Sentence, text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a sentence on writing or calling tells how rights are exercised: by itself, or as one more way."""
    if lexicon.says("requests", text):
        return True
    is_more = lexicon.says("also", text)
    if len(text) > _LONGEST_REST and not is_more:
        return False
    previous = document.sentence_before(sentence)
    if previous is not None and sentence.start - previous.end <= _NEAR:
        told = previous.text.lower()
        if lexicon.says("merely_reach", text) and lexicon.says("right_to_leave", told):
            return True
    for _ in range(_BACK if is_more else 1):
        if previous is None or sentence.start - previous.end > _LONGEST_ROW:
            return False
        if lexicon.says("requests", previous.text.lower()):
            return True
        previous = document.sentence_before(previous)
    return False


def _is_asked_above(document: Document, sentence: Sentence, text: str, lexicon: OptOutLexicon) -> bool:
    """Whether the line before a list, or what "do so" goes back to, is about leaving."""
    lead = document.lead_of(sentence).rstrip(MARKS_AT_END).lower()
    announces = lead.endswith(":") or lexicon.says("looks_ahead", lead)
    if announces and len(lead) < _LONGEST_ROW and lexicon.says("contact", lead):
        return True
    if not lexicon.says("do_so", text) or lexicon.says("other_requests", text):
        return False
    previous = document.sentence_before(sentence)
    for _ in range(_BACK):
        if previous is None or sentence.start - previous.start > _LONGEST_ROW * 2:
            return False
        if lexicon.says("contact", previous.text.lower()):
            return True
        previous = document.sentence_before(previous)
    return False


def _is_asked_below(document: Document, sentence: Sentence, text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a sentence opens a list of what one may write for, and one of its entries is to leave."""
    if not text.rstrip(MARKS_AT_END).endswith(":") or sentence.block < 0:
        return False
    if "@" not in text and not links_to_mailbox(document, sentence):
        return False  # a list of rights
    blocks = document.blocks
    for place in range(sentence.block + 1, min(len(blocks), sentence.block + 1 + _LONGEST_LIST)):
        if blocks[place].lead != sentence.block:
            return False
        entry = document.block_text(place).lower()
        if lexicon.says("contact", entry) and not lexicon.says("spared", entry):
            return True
    return False


def _settings(text: str, lexicon: OptOutLexicon, quote: Quote, linked: bool) -> Iterator[Offer]:
    """Settings of the browser, of the device and of the site's own consent tool."""
    if lexicon.offers_browser_settings(text):
        yield Offer("browser_settings", None, None, "browser-settings", quote, ("cookies",))
    elif lexicon.says("device", text):
        yield Offer("browser_settings", None, None, "device-settings", quote, lexicon.stops(text))
    if not linked and lexicon.says("cookie_settings_words", text) and lexicon.says("on_consent", text):
        yield Offer("cookie_settings", None, None, "cookie-settings-words", quote, ("cookies",))
