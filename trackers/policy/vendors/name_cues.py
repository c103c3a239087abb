"""Whether a word that is a vendor's name, and an ordinary word too, means the vendor here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import regex

from trackers.catalogue import Catalogue
from trackers.policy.documents.document import Document
from trackers.policy.own_names import own_names
from trackers.policy.vendors.cues import entry_cues, name_cues
from trackers.policy.vendors.mention_rules import Verdict
from trackers.policy.vendors.names import Name, run_together
from trackers.policy.vendors.uncatalogued_lexicon import uncatalogued_lexicon
from trackers.site import host_of

_AFTER_LISTED = regex.compile(r"\s*(?:[:(\u2013\u2014]|-\s|\Z)")
_ENUMERATED = 6
"""Vendors in one sentence from which it is a table that lost its lines."""
_AFTER_SMALL_WORD = regex.compile(r"(?:^|[\s(\u201c\"'])[\p{Ll}][\p{Ll}'-]*,? \(?\Z")
_MOST_TIMES = 12
"""Names of one vendor in one sentence that are judged."""
_REACH = 200
"""Characters before a name among which its cues stand."""
_ARTICLE = 12
"""Characters before a name among which an article stands."""
_CLOSING = " \"')\u201d\u00bb"
_ENDS = frozenset(".!?:;,")
_PROSE = 12
"""Spaces from which a line that ends without a stop is a sentence."""
_LISTED = 2
_VOWELS = frozenset("aeiou")
_POSSESSIVES = ("'s ", "\u2019s ")
_CAPITAL_AFTER = regex.compile(r"[ -][A-Z\d]")


def borne_out(document: Document, names: Sequence[Name], catalogue: Catalogue) -> list[Name]:
    """The names as the document itself bears them out: known by a link or the full name, set apart by a capital."""
    names = _without_parts_of_own_name(document, _without_repetition(names))
    names = [name for name in names if not _is_part_of_company(name)]
    linked: dict[str, set[str]] = {}
    for link in document.links:
        company = catalogue.company_of_url(link.url)
        if company:
            linked.setdefault(company.name, set()).add(host_of(link.url).replace("-", ""))
    known = {name.alias.vendor for name in names if name.standing == "known"}
    apart = _stand_out(document, names)
    names = [
        replace(name, standing="set_apart")
        if name.standing == "ordinary_word" and name.alias.text in apart
        else name
        for name in names
    ]
    return [
        replace(name, standing="known")
        if name.standing != "known"
        and (name.alias.vendor in known or _is_linked(name, linked.get(name.alias.company, set())))
        else name
        for name in names
    ]


def _without_repetition(names: Sequence[Name]) -> list[Name]:
    """The names without those of one vendor that a sentence goes on repeating: no prose does, and each is judged."""
    times: Counter[tuple[int, str]] = Counter()
    kept = []
    for name in names:
        times[name.sentence.at, name.alias.vendor] += 1
        if times[name.sentence.at, name.alias.vendor] <= _MOST_TIMES:
            kept.append(name)
    return kept


def _without_parts_of_own_name(document: Document, names: Sequence[Name]) -> list[Name]:
    """The names without those that are words of the site's own, longer name ("Altitude" of "Altitude Boats")."""
    own = [name for name in own_names(document) if " " in name]

    def is_part(name: Name) -> bool:
        text = name.sentence.text
        words = text[name.start : name.end]
        for longer in own:
            place = longer.find(words)
            if len(longer) > len(words) and place >= 0:
                begin = name.start - place
                if begin >= 0 and text.startswith(longer, begin):
                    return True
        return False

    return [name for name in names if not is_part(name)] if own else list(names)


def _is_part_of_company(name: Name) -> bool:
    """Whether a longer company's name holds it: "True" of "True Partners Ltd", "SAS" of "Acme, SAS"."""
    lexicon = uncatalogued_lexicon()
    is_form = lexicon.some_form.fullmatch(name.alias.text) is not None
    if not is_form and (
        name.standing != "ordinary_word" or name.sentence.text[name.end : name.end + 1] != " "
    ):
        return False
    for match in lexicon.form.finditer(name.sentence.text):
        if match.start("form") == name.start:
            return True
        if match.start() == name.start and match.end("name") > name.end:
            return entry_cues().after_head.match(name.sentence.text, name.end) is None
    return False


def _stand_out(document: Document, names: Sequence[Name]) -> set[str]:
    """Ordinary words that the document uses as names alone: with a capital amid a sentence, and never without.

    Words that it defines for things of its own ("our Creators") stand behind an article or in quotation marks.
    """
    amid = {
        name.alias.text
        for name in names
        if name.standing == "ordinary_word" and name.alias.text[0].isupper() and _is_amid(document, name)
    }
    text = document.reading.text
    return {words for words in amid if not _is_also_common(words, text)}


def _is_amid(document: Document, name: Name) -> bool:
    """Whether small words stand before it in a sentence or a heading, which a headline or a row of buttons is not."""
    text = name.sentence.text
    is_prose = text.rstrip(_CLOSING)[-1:] in _ENDS or text.count(" ") >= _PROSE
    return (
        not name.is_defined_term
        and _AFTER_SMALL_WORD.search(_right_before(name)) is not None
        and _CAPITAL_AFTER.match(text, name.end) is None
        and not _is_title(text)
        and (is_prose or document.in_heading(name.sentence))
    )


def _right_before(name: Name) -> str:
    """What stands right before a name, as far as any cue reaches: sentences without an end are long."""
    return name.sentence.text[max(0, name.start - _REACH) : name.start]


def _is_also_common(words: str, text: str) -> bool:
    of_ones_own = name_cues().of_ones_own
    if regex.search(rf"\b{regex.escape(words.lower())}s?\b", text) is not None:
        return True
    found = regex.finditer(rf"\b{regex.escape(words)}s?\b", text)
    return any(of_ones_own.search(text, max(0, match.start() - _ARTICLE), match.start()) for match in found)


def _is_linked(name: Name, hosts: Collection[str]) -> bool:
    """Whether the document links to the vendor by the name: not by another one, of which it is a nickname."""
    if not hosts or name.is_defined_term:
        return False
    words = run_together(name.alias.text)
    return name.alias.text in (name.alias.vendor, name.alias.company) or any(words in host for host in hosts)


def is_meant(name: Name, group: Sequence[Name], others: Sequence[Name], verdict: Verdict) -> bool:
    """Whether the vendor is meant: by its standing, or by what stands before, after or beside the name."""
    if name.standing in ("known", "set_apart"):
        return True
    text = name.sentence.text
    if name.standing == "ordinary_word" and _is_part_of_another(name, (*group, *others)):
        return False
    if any(is_owner(other, name) for other in others):
        return True
    begins = _begins(name)
    if name_cues().after.match(text, name.end) and not (
        begins and name.standing == "ordinary_word" and name_cues().after_verb.match(text, name.end)
    ):
        return True
    if len(group) > 1 and any(other.standing == "known" for other in group):
        return True
    if len(name.alias.text) == 1:
        return False
    if sum(other.standing == "known" for other in (*group, *others)) >= _ENUMERATED:
        return text[name.start].isupper() and not name.is_defined_term
    if name.standing == "ordinary_word" and _is_of_ones_own(name):
        return False
    little_known = name.standing == "little_known"
    in_list = len(group) + len(others) > _LISTED
    if begins and not name.is_defined_term:
        acts = name_cues().acts.match(text, name.end) is not None
        return acts or (little_known and (verdict in ("surely_used", "denied") or in_list))
    before = _right_before(name)
    opens_clause = before.rstrip().endswith(":") or (others and name_cues().before_next.search(before))
    if opens_clause and not name.is_defined_term and name_cues().acts.match(text, name.end):
        return True
    begins = begins or text[: name.start].isupper()
    if little_known:
        return verdict in ("surely_used", "denied") or not begins or in_list
    return not begins and (
        name_cues().before.search(before) is not None or _is_singled_out(name, group, others)
    )


def _is_of_ones_own(name: Name) -> bool:
    """Whether an article or the like makes the word a thing of the document's own."""
    text = name.sentence.text
    article = name_cues().of_ones_own.search(_right_before(name))
    # Before a consonant "an" is no article, but German for "to".
    return article is not None and (article[0].strip().lower() != "an" or text[name.start].lower() in _VOWELS)


def _is_part_of_another(name: Name, others: Sequence[Name]) -> bool:
    """Whether the word stands right behind another vendor's name, of which it is a part: "Acme Recommend"."""
    return any(
        other.end == name.start - 1 and other.standing == "known" and name.sentence.text[other.end] == " "
        for other in others
    )


def is_owner(name: Name, other: Name) -> bool:
    """Whether a company's name stands before that of its service, which is meant: "Acme's Widget"."""
    if other.start - name.end != len(_POSSESSIVES[0]) or other.alias.company != name.alias.company:
        return False
    return name.sentence.text[name.end : other.start] in _POSSESSIVES


def _begins(name: Name) -> bool:
    """Whether nothing but a bullet stands before the name."""
    return not any(map(str.isalnum, name.sentence.text[: name.start]))


def _is_singled_out(name: Name, group: Sequence[Name], others: Sequence[Name]) -> bool:
    """Whether a capital in the middle of a sentence makes the word a name: "with Plaid", not "with Customer Data"."""
    text = name.sentence.text
    if not text[name.start].isupper() or name.is_defined_term:
        return False
    before = _right_before(name)
    if before.endswith("(") and text[name.end :].startswith(")"):
        return True
    if _CAPITAL_AFTER.match(text, name.end) or _is_title(text):
        return False
    if name_cues().before_capital.search(before) or sum(not one.is_defined_term for one in group) > 1:
        return True
    return bool(others or len(group) > 1) and name_cues().before_next.search(before) is not None


def _is_title(text: str) -> bool:
    """Whether most words are written with a capital, so that one tells nothing."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) * 5 >= len(words) * 4


def is_listed(name: Name, lead: str | None) -> bool:
    """Whether the name heads an item of a list of vendors: "We use these services: … Stripe: payments"."""
    return bool(
        lead
        and _begins(name)
        and name_cues().list_of_vendors.search(lead)
        and _AFTER_LISTED.match(name.sentence.text, name.end)
    )
