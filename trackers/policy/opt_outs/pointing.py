"""What a sentence says of its link: that it is the way out, or that it is there to be read."""

from __future__ import annotations

import re

from trackers.policy.opt_outs.addresses import host_and_path, is_opt_out_path
from trackers.policy.opt_outs.places import Place, before
from trackers.policy.opt_outs.refusals import leads_elsewhere
from trackers.policy.opt_outs.rules import OptOutLexicon
from trackers.policy.opt_outs.ways_without_link import wants_out

_SEPARATED = re.compile(r"[|;\u2022\u00b7]")
"""Signs between links of a row of which each is for itself."""
_SHORT = 120
"""Characters of a sentence that goes on with the one before: "Contact us for instructions."."""
_LABELLED = re.compile(r"[;|]\s*([^;|:]{3,60}):\W{0,4}\Z")
"""What an address is for, where several stand in a row: "Website: …; Opt-out: …; More information: …"."""


def rule_of(place: Place, lexicon: OptOutLexicon, *, of_vendor: bool) -> str:
    """What makes a link a way out: its words, its sentence or its address; empty for nothing."""
    text, url = place.link.text.lower(), place.link.url
    if lexicon.says("source", place.marked):
        return ""
    if len(text) <= 120 and " " in place.context and lexicon.says("says", text):
        return "link-says"
    if points_out(place, lexicon):
        return "sentence-points"
    if lexicon.says("mail_settings", text) and lexicon.says("controls_mail", place.marked):
        return "mail-settings"
    path = host_and_path(url)[1] if "://" in url else ""
    return "address-says" if is_opt_out_path(path, of_vendor=of_vendor) else ""


def leads_to_contact(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a link is a page to write from, given to those who want to leave: "To unsubscribe, contact us"."""
    words = place.link.text
    if words in place.link.url or not lexicon.says("contact_page", words.lower()):
        return False
    if lexicon.says("spared", place.context):
        return False
    text = place.sentence.text.lower()
    if wants_out(place.document, place.sentence, text, lexicon):
        return True
    told = before(place.document, place.sentence).lower()
    return len(text) <= _SHORT and lexicon.says("contact", told) and not lexicon.says("other_requests", text)


def points_out(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a sentence gives a link as a way out; one that needs the words above for it must not lead elsewhere."""
    if lexicon.says("found_there", place.marked):
        told = before(place.document, place.sentence).lower().rstrip(" .")
        return lexicon.says("points", f"{told}, {place.marked}")
    if not lexicon.says("points", place.marked) or lexicon.says("no_offer", place.alone):
        return False
    if place.follows and _SEPARATED.search(place.to_here) and not place.introduction:
        return lexicon.says("points", place.clause)
    if not leads_elsewhere(place, lexicon):
        return True
    return lexicon.says("points", place.clause if place.follows else place.alone)


def is_reading(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether, of the links in a sentence, this one is to be read and a later one is the way out."""
    if reads_on(place, lexicon):
        return True
    labelled = _LABELLED.search(place.to_here) if place.follows else None
    if labelled and not lexicon.says("offers", labelled[1]) and not lexicon.says("says", labelled[1]):
        return True
    if not place.to_next:
        return False
    until_here, _, rest = place.marked.partition("§")
    return any(
        lexicon.says("mere_reading", before)
        and not lexicon.says("offers", before)
        and lexicon.says("offers", after)
        for before, after in ((place.to_here, place.to_next), (until_here, rest))
    )


def reads_on(place: Place, lexicon: OptOutLexicon, *, first: bool = False) -> bool:
    """Whether, behind another link, this one is where the reader learns more: "…, and read how it works at …".

    `first`: a sentence that begins so counts as well.
    """
    if first and not place.follows:
        return lexicon.says("reads_on", place.line) and not lexicon.says("points", place.alone)
    if not place.follows or not lexicon.says("reads_on", f"{place.to_here} {place.link.text.lower()}"):
        return False
    return not lexicon.says("says", place.to_here)
