"""What a link says by itself, where other links stand beside it: each stops what its own words say."""

from __future__ import annotations

from trackers.policy.opt_outs.places import Place, only_links
from trackers.policy.opt_outs.rules import OptOutLexicon


def stops_of(place: Place, lexicon: OptOutLexicon) -> tuple[str, ...]:
    """What a link promises to stop: by its own words, where others stand beside it; else by those around."""
    own = f" {place.link.text.lower()} "
    if len(place.siblings.links) > 1:
        found = lexicon.stops(own.strip()) or lexicon.stops(place.clause.replace("§", own))
        if found:
            return found
    if found := lexicon.stops(place.line):
        return found
    return () if _follows_link(place) else lexicon.stops(place.context)


def own_words(place: Place, lexicon: OptOutLexicon) -> str:
    """Of a link that stands beside others: the words that tell by themselves what it stops; else none."""
    own = f" {place.link.text.lower()} "
    if _follows_link(place):
        return own
    if len(place.siblings.links) < 2:
        return ""
    clause = place.clause.replace("§", own)
    return clause if lexicon.stops(clause) else ""


def is_of_else(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a link stops something else than a sale, by its own words, whatever those beside it stop."""
    own = own_words(place, lexicon)
    return bool(own) and not lexicon.says("do_not_sell", own) and "sale" not in lexicon.stops(own)


def _follows_link(place: Place) -> bool:
    """Whether a link stands in a menu: nothing but links in its line, and in the one before."""
    document, previous = place.document, place.document.sentence_before(place.sentence)
    if previous is None or not only_links(document, place.sentence, place.siblings.links):
        return False
    return only_links(document, previous, document.links_between(previous.start, previous.end))
