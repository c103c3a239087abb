"""Which vendors the documents name, and whether they say that they use them or that they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import regex

from trackers.catalogue import Catalogue
from trackers.declarations import DeclaredCookie, Fired, OptOut, VendorMention
from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.vendors.addresses import vendors_by_address, vendors_by_host
from trackers.policy.vendors.bare_names import BESIDE_ITS_OPT_OUT, by_list, by_nature
from trackers.policy.vendors.categories import (
    NAMED_FOR_USE,
    category_named,
    only_tracks,
    product_named,
)
from trackers.policy.vendors.clauses import own_clause, turned_clause
from trackers.policy.vendors.cookie_providers import CookieProviders
from trackers.policy.vendors.cues import entry_cues, sentence_cues
from trackers.policy.vendors.denials import Afterwards
from trackers.policy.vendors.entries import heads_entry, last_sentence, says_function
from trackers.policy.vendors.entry_rules import Entries
from trackers.policy.vendors.entry_states import is_off_beside
from trackers.policy.vendors.findings import Finding, Scope, summed_up
from trackers.policy.vendors.lists import (
    gives_own_way_out,
    in_list_of_trackers,
)
from trackers.policy.vendors.mention_rules import (
    MentionLexicon,
    MentionRule,
    Role,
    Sign,
    mention_lexicon,
)
from trackers.policy.vendors.name_cues import borne_out, is_listed, is_meant, is_owner
from trackers.policy.vendors.names import Name, NameIndex, by_sentence, marked_sentence, name_lexicon
from trackers.policy.vendors.negations import is_negated_unread, tells_all_the_same
from trackers.policy.vendors.own_companies import own_companies
from trackers.policy.vendors.plain_mentions import by_plain_mention
from trackers.policy.vendors.questions import answer_to, question_before
from trackers.policy.vendors.uncatalogued import uncatalogued

_PROVIDER = MentionRule("provider-of-cookie", "surely_used")
_OF_OTHERS = MentionRule("in-list-of-others", "other")
_USED = ("used", "surely_used")
_VERB = 12
"""Characters after a name in which its own verb stands."""
_FEW_WORDS = 6
"""Words of a line that is no sentence: what opens its list tells what its names are."""
_BRACKETS_OF_OTHER = regex.compile(r"¤ \([^():]{2,60}\)")
_FRAGMENT = 3
"""Most words of the end of a lead that says nothing by itself: "Namely from:"."""
_ADDRESS = regex.compile(r"(?:https?://|www\.)\S+")
_BULLETS = " -*\u2022\u2013"


def vendors(
    documents: Sequence[Document],
    catalogue: Catalogue,
    opt_outs: Sequence[OptOut] = (),
    cookies: Sequence[DeclaredCookie] = (),
) -> tuple[tuple[VendorMention, ...], tuple[Fired, ...]]:
    """The vendors that a site's documents name, sorted by name, and the rules that decided.

    A vendor that is said to be used anywhere is `used`; `denied` needs a denial and no word of use.
    Names in another role (a sign-in, the site's own page on a network, a browser) are not in the list.
    `opt_outs` lend their addresses to the vendors named in the same paragraph; the providers of `cookies` are used.
    """
    index = NameIndex(catalogue)
    providers = CookieProviders(cookies)
    findings: list[Finding] = []
    for document in documents:
        lexicon = mention_lexicon(document.language)
        names = list(index.find(document))
        own = own_companies(document, names, catalogue, lexicon)
        left_out = own | name_lexicon().industry_bodies
        names = [name for name in names if name.alias.company not in left_out]
        names = borne_out(document, names, catalogue)
        findings.extend(
            finding
            for finding in _findings(document, names, catalogue, lexicon, providers)
            if "denied" not in finding.verdict or not _is_of_a_feature(finding.name)
        )
        findings.extend(_of_uncatalogued(document, names, catalogue, lexicon, own))
        findings.extend(
            Finding(name, document, MentionRule("vendor-by-address", "used"), "site", "")
            for name in (*vendors_by_address(document, catalogue), *vendors_by_host(document, catalogue))
            if name.alias.company not in own
        )
    return summed_up(findings, opt_outs)


def _findings(
    document: Document,
    names: Sequence[Name],
    catalogue: Catalogue,
    lexicon: MentionLexicon,
    providers: CookieProviders,
) -> Iterator[Finding]:
    """What each sentence says of the vendors in it; names in roles of no interest are left out."""
    in_list = in_list_of_trackers(document, names, catalogue)
    entries = Entries(document, names, lexicon)
    afterwards = Afterwards(document, names, lexicon)
    for group, others in _enumerations(names):
        sentence = group[0].sentence
        if document.region_at(sentence.start) in ("nav", "header") or _is_code(sentence.text):
            continue
        # "Acme's Widget" is Widget, whatever Acme is.
        marked = marked_sentence(sentence.text, group, others).replace("¤'s §", "§")
        if "¤ (" in marked and any(is_off_beside(sentence.text, other) for other in others):
            marked = _BRACKETS_OF_OTHER.sub("¤", marked)  # they are gone, not this one
        marked = turned_clause(marked, document.language)
        # A list belongs to the sentence before it, not to the whole paragraph that ends in that sentence.
        lead = last_sentence(document.lead_of(sentence))
        opening = lead.lower().rstrip(" :") if lead and len(lead) < 400 else ""
        context = f"{opening} {marked.lstrip(_BULLETS)}" if opening else marked
        restricted = lexicon.restricted.occurs_in(context)
        category_of = [category_named(name, catalogue) if restricted else "" for name in group]
        judged_of = {
            category: _judged(document, group, lexicon, marked, context, category)
            for category in dict.fromkeys(category_of)
        }
        if is_negated_unread(context, document.language) and not all(
            tells_all_the_same(judged, document.language, is_alone=not others)
            for judged in judged_of.values()
        ):
            continue
        denied_after = {
            category: afterwards.denied(sentence, marked, judged, is_alone=not others)
            for category, judged in judged_of.items()
        }
        example = lexicon.example.occurs_in(marked)
        for name, category in zip(group, category_of, strict=True):
            if any(is_owner(name, other) for other in others):
                continue
            after = denied_after[category]
            found = after or judged_of[category]
            found = afterwards.collects(sentence, found) or found
            alone = partial(lexicon.judge, marked, category)
            if by_line := _by_line(document, name, group, entries, providers, found, alone):
                own = _own_words(document, name, group, others, opening)
                yield Finding(name, document, by_line, "site", own)
                continue
            if lead and _is_other(found) and heads_entry(name):
                found = lexicon.judge(marked, category)
            entry = entries.rule(name, group) if _leaves_open(found) else None
            if entry and (found is None or _is_other(found)):
                found = entry
            if _is_other(found) and example:
                continue
            found = _without_words(document, name, group, others, marked, found, in_list, catalogue, lexicon)
            if found is None or ((found.by_name or found is entry) and _only_vouches(name)):
                continue
            doubtful = found.verdict == "used" and not found.by_words and afterwards.absent(sentence, context)
            if doubtful or not (
                entry or is_listed(name, lead) or is_meant(name, group, others, found.verdict)
            ):
                continue
            own = _own_words(document, name, group, others, opening)
            scope: Scope = "example" if example else _scope(own, lexicon)
            last = document.sentence_after(sentence) if after is not None and found is after else None
            yield Finding(name, document, found, scope, own, last)


def _own_words(
    document: Document, name: Name, group: Sequence[Name], others: Sequence[Name], opening: str
) -> str:
    """The clause that is of this name alone, behind what opens its list: it tells what the named is for."""
    beside = [one for one in (*group, *others) if one is not name]
    clause = turned_clause(marked_sentence(name.sentence.text, [name], beside), document.language)
    return f"{opening} {own_clause(clause)}".strip()


def _without_words(
    document: Document,
    name: Name,
    group: Sequence[Name],
    others: Sequence[Name],
    marked: str,
    found: MentionRule | None,
    in_list: frozenset[int],
    catalogue: Catalogue,
    lexicon: MentionLexicon,
) -> MentionRule | None:
    """What the name itself and its place say, where words say nothing, or too little; else what was `found`."""
    if (found is None or found.yields_to is Sign.WAY_OUT) and gives_own_way_out(document, name, catalogue):
        found = BESIDE_ITS_OPT_OUT
    if found is None or (_is_other(found) and _says_little(found, name, catalogue)):
        found = by_nature(document, name, catalogue, group, others)
    if found is None and name.standing == "known":
        found = by_list(document, name, in_list, catalogue)
    return found or by_plain_mention(document, name, marked, catalogue, lexicon)


def _by_line(
    document: Document,
    name: Name,
    group: Sequence[Name],
    entries: Entries,
    providers: CookieProviders,
    judged: MentionRule | None,
    alone: Callable[[], MentionRule | None],
) -> MentionRule | None:
    """What the row, the entry or the opening of the list of a name says of it before its words are asked.

    `judged` is what they say, and `alone` tells what they say without the list's opening.
    """
    if (state := entries.state(name, group)) is not None:
        return state
    if judged is not None and "denied" in judged.verdict:
        return None
    if providers.hold(name, document):
        return _PROVIDER
    if not entries.is_of_others(name):
        return None
    return _OF_OTHERS if len(name.sentence.text.split()) <= _FEW_WORDS or alone() is None else None


def _judged(
    document: Document,
    group: Sequence[Name],
    lexicon: MentionLexicon,
    marked: str,
    context: str,
    category: str,
) -> MentionRule | None:
    """What is said of an enumeration: by its sentence in its `context`, by that alone, or with what stands before."""
    sentence = group[0].sentence
    answer = answer_to(document, sentence)
    judged = lexicon.judge(f"{context} {answer}" if answer else context, category)
    if judged is None and context is not marked:
        judged = lexicon.judge(marked, category)
    if judged is not None:
        return judged
    before = question_before(document, group) or _before_brackets(document, sentence)
    before = before or (_before_head(document, group) if context is marked else "")
    before = before or _led_to_by_a_fragment(document, sentence)
    answered = lexicon.judge(f"{before} {marked}") if before else None
    return answered if answered and answered.verdict in _USED else None


def _of_uncatalogued(
    document: Document, known: Sequence[Name], catalogue: Catalogue, lexicon: MentionLexicon, own: set[str]
) -> Iterator[Finding]:
    """What is said of names outside of the catalogue: only of use, and by more than the look of a line."""
    unknown = {
        (one.name.sentence.at, one.name.start): one for one in uncatalogued(document, known, catalogue, own)
    }
    longer = by_sentence(one.name for one in unknown.values())
    names = [
        name
        for name in known
        if name.sentence.at in longer
        and not any(one.start < name.end and name.start < one.end for one in longer[name.sentence.at])
    ]
    names = sorted((*names, *(one.name for one in unknown.values())), key=lambda n: (n.sentence.at, n.start))
    beside = {
        name.sentence.at
        for name in names
        if (name.sentence.at, name.start) not in unknown and name.standing != "ordinary_word"
    }
    findings = [
        finding
        for finding in _findings(document, names, catalogue, lexicon, CookieProviders(()))
        if finding.verdict in _USED
    ]
    used = {f.name.sentence.at for f in findings if (f.name.sentence.at, f.name.start) not in unknown}
    for finding in findings:
        at = finding.name.sentence.at
        one = unknown.get((at, finding.name.start))
        if one is None or one.in_column or (at in beside and at not in used):
            continue
        alone_text = marked_sentence(finding.name.sentence.text, [finding.name], [])
        alone = lexicon.judge(alone_text)
        if (
            one.domain
            and not one.in_list
            and finding.verdict != "surely_used"
            and not says_function(alone_text)
        ):
            continue  # a link to anybody's site is no proof that it serves this one
        if one.in_list or one.is_led_to or (alone is not None and alone.verdict in _USED):
            yield replace(finding, domain=one.domain, catalogued=False)
    for one in unknown.values():
        if one.in_column:
            rule = MentionRule("vendor-in-column", "used")
            yield Finding(one.name, document, rule, "site", "", catalogued=False, domain=one.domain)


def _before_brackets(document: Document, sentence: Sentence) -> str:
    """What the line before says, where a line is its example in brackets: "(for example, Stripe)"."""
    if not sentence.text.startswith("(") or not sentence.text.rstrip(" .;").endswith(")"):
        return ""
    before = document.sentence_before(sentence)
    return (
        "" if before is None or before.text.rstrip().endswith((".", ":", "?", "!")) else before.text.lower()
    )


def _led_to_by_a_fragment(document: Document, sentence: Sentence) -> str:
    """What is said before the few words without a verb that lead to the list: "Others set cookies. Namely:"."""
    whole = document.lead_of(sentence)
    fragment = last_sentence(whole) if whole.rstrip().endswith(":") else ""
    if not fragment or len(fragment) == len(whole) or len(fragment.split()) > _FRAGMENT:
        return ""
    before = last_sentence(whole.removesuffix(fragment).rstrip())
    return f"{before.rstrip(' .')} {fragment.rstrip(' :')}".lower()


def _before_head(document: Document, group: Sequence[Name]) -> str:
    """What the line above says that leads to a name at the head of the next: "The site is hosted by:"."""
    before = document.sentence_before(group[0].sentence) if heads_entry(group[0], group[-1]) else None
    if (
        before is None
        or not before.text.rstrip().endswith(":")
        or entry_cues().opens_other.occurs_in(before.text.lower())
    ):
        return ""
    return before.text.lower().rstrip(" :")


def _is_of_a_feature(name: Name) -> bool:
    return name.alias.text.lower() in name_lexicon().features


def _is_other(rule: MentionRule | None) -> bool:
    return rule is not None and rule.verdict == "other"


def _is_code(text: str) -> bool:
    """Settings and styles that a page spilt into its text."""
    marks = sum(map(text.count, '{}[]=\\"'))
    return len(text) > 60 and marks > 0 and marks + text.count(";") + text.count(":") > len(text) * 0.06


def _with_states(groups: Sequence[list[Name]]) -> Iterator[list[Name]]:
    """The enumerations; one whose last name has "(removed)" or the like behind it ends before that name."""
    for group in groups:
        if len(group) > 1 and is_off_beside(group[-1].sentence.text, group[-1]):
            yield group[:-1]
            yield group[-1:]
        else:
            yield group


def _enumerations(names: Sequence[Name]) -> Iterator[tuple[list[Name], list[Name]]]:
    """Names that stand in one enumeration share one verdict; beside each, the sentence's other names."""
    for together in by_sentence(names).values():
        groups: list[list[Name]] = []
        for name in together:
            between = name.sentence.text[groups[-1][-1].end : name.start] if groups else "."
            follows = f"{between}§{name.sentence.text[name.end :][:_VERB]}"
            is_clause = groups and groups[-1][0].start > 0 and sentence_cues().begins_clause.match(follows)
            if groups and not is_clause and sentence_cues().between_names.fullmatch(between):
                groups[-1].append(name)
            else:
                groups.append([name])
        for group in _with_states(groups):
            first, last = group[0].start, group[-1].start
            yield group, [name for name in together if not first <= name.start <= last]


def _says_little(rule: MentionRule, name: Name, catalogue: Catalogue) -> bool:
    """Whether a rule on names in another role leaves it open, so that the vendor's products decide."""
    product = product_named(name, catalogue)
    if rule.role in (Role.POLICY, Role.CERTIFIER):
        is_place = product is not None and product.name.lower() in name_lexicon().places
        named_for_use = product is not None and product.category in NAMED_FOR_USE
        return named_for_use and not (is_place and rule.role is Role.POLICY)
    return rule.yields_to is Sign.NATURE or (rule.yields_to is Sign.TRACKER and only_tracks(name, catalogue))


def _leaves_open(rule: MentionRule | None) -> bool:
    """Whether an entry of a list may say more than the words: not where people sign in or visit a page."""
    if rule is None or rule.verdict in ("used", "surely_used"):
        return True
    return rule.verdict == "other" and rule.role not in (Role.SIGN_IN, Role.OWN_PAGE)


def _only_vouches(name: Name) -> bool:
    """Whether the name is that of one who also vouches for sites, and nothing beside it speaks of consent."""
    return (
        name.alias.vendor.lower() in name_lexicon().certifiers
        and sentence_cues().consent_service.search(_ADDRESS.sub("", name.sentence.text)) is None
    )


def _scope(context: str, lexicon: MentionLexicon) -> Scope:
    if lexicon.app_only.occurs_in(context) and not lexicon.site_too.occurs_in(context):
        return "app"
    return "site"
