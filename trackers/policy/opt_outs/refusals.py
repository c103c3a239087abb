"""Links and mailboxes whose own words let the reader refuse something: any verb of leaving, with what is left.

Policies say it in a hundred ways: "Tell Trackco to stop: …", "whoever would rather not be counted ticks the box at …".
So the two are looked for apart, but the leaving only within the clause that is the link's alone.
"""

from __future__ import annotations

import re

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.addresses import address_words, host_and_path, leaves_by_name
from trackers.policy.opt_outs.places import Place, opening_of
from trackers.policy.opt_outs.rules import OptOutLexicon

_MAILBOX = re.compile(r"([\w.+-]{1,64})@")
_BRIEF = 60
"""Characters of a clause below which it may go on where the sentence before, or the line above, broke off."""
_LABEL = 6
"""Characters of a clause that is no more than its link."""
_BULLETS = " -*+\u2022\u00b7\t"
_LONGEST = 500
"""Characters of a sentence that is read with a clause."""


def refuses(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a link's clause is about refusing what sites do with the reader's data.

    A home page is more often a site that is merely named: the reader must be sent there.
    """
    words, path = place.link.text.lower()[:120], host_and_path(place.link.url)[1]
    named = leaves_by_name(place.link.url)
    if not place.clause or not (
        _is_headed(place, words, lexicon) or _is_told(place, words, path, lexicon, named)
    ):
        return False
    if lexicon.says("source", place.clause) or lexicon.says("no_offer", place.alone):
        return False
    return not lexicon.says("law_link", words)


def _is_headed(place: Place, words: str, lexicon: OptOutLexicon) -> bool:
    """Whether a link stands alone below a heading that is a consent tool's."""
    if len(place.clause) >= _LABEL or len(place.opening) >= _BRIEF:
        return False
    headed = place.opening.strip(" *_:#")
    return lexicon.says("cookie_settings", headed) and not lexicon.says("policy_link", f"{headed} {words}")


def _is_told(place: Place, words: str, path: str, lexicon: OptOutLexicon, named: bool) -> bool:
    """Whether a link's clause says so; `named`: its address has a word of leaving."""
    if not named and not path and not lexicon.says("to_page", place.clause.lstrip(_BULLETS)):
        return False
    is_told = place.link.text not in place.link.url and (" " in words or len(place.clause) < _LABEL)
    clause = place.clause.replace("§", f" § {words} " if is_told else " § ")
    leaves = lexicon.says("leaves", clause) or lexicon.says("leaves_surely", clause)
    if not named and not leaves and len(clause) > _BRIEF:
        return False  # what stands above need not be read
    told = clause, place.opening
    if named and not leads_elsewhere(place, lexicon) and any(lexicon.says("leavable", text) for text in told):
        return True
    words_of = address_words()
    is_way = words_of.leaves.search(path) or words_of.opt_out.search(path)
    is_policy = words_of.policy.search(path) and not is_way
    return clause_refuses(clause, "" if is_policy else place.opening, lexicon, place.alone)


def leads_elsewhere(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a link's own clause is about something else: reading, complaints, orders."""
    return lexicon.says("elsewhere", place.clause) or lexicon.says("other_things", place.clause)


def clause_refuses(clause: str, above: str, lexicon: OptOutLexicon, sentence: str = "") -> bool:
    """Whether a clause in lower case is about such a refusal, read with its `sentence` and what stands `above` it."""
    # What most clauses lack is asked first.
    if not _is_refusal(clause, above if len(above) <= _LONGEST else "", lexicon, sentence):
        return False
    return not any(lexicon.says(what, clause) for what in ("elsewhere", "other_things", "spared"))


def _is_refusal(clause: str, above: str, lexicon: OptOutLexicon, sentence: str) -> bool:
    if lexicon.says("leaves_surely", clause):
        return True
    if lexicon.says("leaves", clause):
        around = clause, above, sentence if len(sentence) <= _LONGEST else ""
        return any(lexicon.says("leavable", text) for text in around)
    if len(clause) > _BRIEF or not lexicon.says("leads", clause) or lexicon.says("told_of_us", clause):
        return False
    if not lexicon.says("leaves", above) or lexicon.says("spared", above):
        return False
    if above.rstrip("*_ ").endswith(":") and lexicon.says("leads", above):
        return True
    return lexicon.says("leavable", above) or (len(above) < _BRIEF and lexicon.says("leavable", clause))


def mailbox_refuses(document: Document, sentence: Sentence, text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a sentence with mailboxes (`text`, in lower case) lets the reader refuse something by writing."""
    if len(text) > _LONGEST or lexicon.says("other_requests", text):
        return False
    above = opening_of(document, sentence, document.lead_of(sentence)).lower()
    clauses = [clause for clause in text.split(";") if "@" in clause] or [text]
    return all(
        clause_refuses(_MAILBOX.sub("@", clause), above, lexicon, text)
        or _is_named_for_it(clause, above, lexicon)
        for clause in clauses
    )


def _is_named_for_it(clause: str, above: str, lexicon: OptOutLexicon) -> bool:
    """Whether a mailbox has a word of leaving for its name, beside what may be left: "no-letters@"."""
    names = _MAILBOX.findall(clause)
    if not names or not all(address_words().leaves.search(name) for name in names):
        return False
    if lexicon.says("elsewhere", clause) or lexicon.says("other_things", clause):
        return False
    return lexicon.says("leavable", clause) or lexicon.says("leavable", above)
