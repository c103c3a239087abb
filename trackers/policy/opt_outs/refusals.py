"""Links and mailboxes whose own words let the reader refuse something: any verb of leaving, with what is left.

Policies say it in a hundred ways: "Tell Trackco to stop: …", "whoever would rather not be counted ticks the box at …".
So the two are looked for apart, but only within the clause that is the link's alone.
"""

from __future__ import annotations

from trackers.policy.opt_outs.addresses import host_and_path
from trackers.policy.opt_outs.places import Place
from trackers.policy.opt_outs.rules import OptOutLexicon

_BRIEF = 60
"""Characters of a clause below which it may go on where the sentence before, or the line above, broke off."""
_LONGEST = 500
"""Characters of a sentence above that is read with a brief clause."""


def refuses(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a link's clause is about refusing what sites do with the reader's data.

    A home page is more often a site that is merely named: the reader must be sent there.
    """
    if not place.clause or lexicon.says("source", place.clause):
        return False
    if not host_and_path(place.link.url)[1] and not lexicon.says("to_page", place.clause):
        return False
    clause = place.clause.replace("§", f" {place.link.text.lower()[:120]} " if " " in place.link.text else " § ")
    return clause_refuses(clause, place.opening, lexicon)


def clause_refuses(clause: str, above: str, lexicon: OptOutLexicon) -> bool:
    """Whether a clause in lower case, read with what stands `above` it, is about such a refusal."""
    if lexicon.says("elsewhere", clause) or lexicon.says("spared", clause):
        return False
    above = above if len(above) <= _LONGEST else ""
    if lexicon.says("leaves_surely", clause):
        return True
    if lexicon.says("leaves", clause):
        return lexicon.says("leavable", clause) or lexicon.says("leavable", above)
    if len(clause) > _BRIEF or not lexicon.says("leads", clause):
        return False
    return lexicon.says("leaves", above) and lexicon.says("leavable", above) and not lexicon.says("spared", above)
