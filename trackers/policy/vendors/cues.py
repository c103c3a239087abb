"""Expressions for what stands around a vendor's name and tells what the name is.

The words are data, of all languages together: `cues.toml` and `entries.toml` in `lexicon/mentions/`. Here is what
stands around the words. Each group of expressions is compiled when a document first asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from trackers.policy.literals import Vocabulary
from trackers.policy.vendors.cue_words import cue_words, entry_words
from trackers.policy.wordings import Wording

_MARKED_OFF = r"[:\u2013\u2014|-]"
"""A colon, a bar or a dash."""


@dataclass(frozen=True, slots=True)
class OwnCompanyCues:
    """How a document says whose it is."""

    title: regex.Pattern[str]
    title_after: regex.Pattern[str]
    """Right behind a name: the title of its document."""
    title_before: regex.Pattern[str]
    """Right before a name, read to the left: the same."""
    title_for: regex.Pattern[str]
    """Ends right before a name: the title is of a document for it."""
    not_in_file_names: regex.Pattern[str]
    """What a file's name has beside the company's."""
    of_others: regex.Pattern[str]
    """Before a name in a heading: it is no title of the site's own document."""
    other_name: regex.Pattern[str]
    """Another word with a capital: the vendor's name only begins the site's own ("Stripe Helper")."""
    we: regex.Pattern[str]
    our: regex.Pattern[str]
    mail_to_us: regex.Pattern[str]
    """Words that ask to write to "us" and the address that follows, its `host` for itself."""
    mail_hosts: frozenset[str]
    domain: regex.Pattern[str]
    """The line of a cookie's entry that gives its domain."""


@dataclass(frozen=True, slots=True)
class NameCues:
    """What tells a vendor's name from the ordinary word that it is too; `before_…` end where the name begins."""

    list_of_vendors: regex.Pattern[str]
    after: regex.Pattern[str]
    acts: regex.Pattern[str]
    """What follows a name that begins a sentence ("Plaid handles …")."""
    after_verb: regex.Pattern[str]
    """What may be the object of the same word as a verb ("Block cookies")."""
    of_ones_own: regex.Pattern[str]
    """Stands before words that a document writes with a capital for things of its own."""
    before: regex.Pattern[str]
    used_small: regex.Pattern[str]
    """Stands before a name written small that is also an ordinary word, and `after_small` behind it."""
    after_small: regex.Pattern[str]
    before_capital: regex.Pattern[str]
    before_next: regex.Pattern[str]
    """What joins the name to another one before it."""


@dataclass(frozen=True, slots=True)
class ListCues:
    """What stands beside names in lists and rows."""

    way_out_beside: regex.Pattern[str]
    way_out_below: regex.Pattern[str]
    way_out_in_link: regex.Pattern[str]
    browser: regex.Pattern[str]
    purpose: regex.Pattern[str]
    lifetime: regex.Pattern[str]
    cell_ends: regex.Pattern[str]
    """The rest of a cell after a name; `more` holds further words with a capital."""
    our_provider: regex.Pattern[str]
    """Words for one whose services the site uses: "our payment provider"."""
    we_use_these: regex.Pattern[str]
    our: regex.Pattern[str]
    """Of the site."""
    of_our_providers: regex.Pattern[str]
    """What addresses are those of: "for the privacy policies of our advertising partners"."""
    cookies_used_here: regex.Pattern[str]
    """Opens a list of the cookies that the site sets."""
    recipients: regex.Pattern[str]
    """The heading of a column that holds who receives data."""
    between_providers: regex.Pattern[str]
    seal: regex.Pattern[str]
    """A seal of one who vouches for the site: it links to its page on privacy, too."""
    seal_in_address: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class SentenceCues:
    """What stands between names, in a name, and in the sentences and tables around it."""

    between_names: regex.Pattern[str]
    """All that stands between two names of one enumeration."""
    begins_clause: regex.Pattern[str]
    """The last "and" or semicolon before a name, the name, and what it does by itself; `§` is the name."""
    table_of_vendors: regex.Pattern[str]
    built_in_part: regex.Pattern[str]
    of_the_site: regex.Pattern[str]
    consent_service: regex.Pattern[str]
    yes_or_no: regex.Pattern[str]
    """At the beginning of a sentence; `answer` holds the yes or no."""
    taken_up: regex.Pattern[str]
    all_taken_up: regex.Pattern[str]
    """At the beginning of a sentence; `it`, `them` (an object) or `none` holds what stands for names before."""
    these_collect: regex.Pattern[str]
    """At the beginning of a sentence: those named before get data or set cookies."""
    leads_away: regex.Pattern[str]
    ours_not: regex.Pattern[str]
    """A whole sentence by which the site does not do what the one before says of others."""


@dataclass(frozen=True, slots=True)
class StateCues:
    """What a whole cell says of the row in which it stands."""

    off: regex.Pattern[str]
    no: regex.Pattern[str]
    """It is off where `heading` heads the column."""
    heading: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class EntryCues:
    """What stands at and around the head of an entry in a list of services."""

    before_head: regex.Pattern[str]
    after_head: regex.Pattern[str]
    separator: regex.Pattern[str]
    """What sets a name off from what is said of it."""
    label: regex.Pattern[str]
    """What stands before brackets or a colon, and then at most other names: "Payments (Klarna, ", "Hosting: ".
    `label` holds the words before the brackets or colon."""
    label_of_list: regex.Pattern[str]
    """All before the first name behind a label and its colon; `label` holds the words."""
    label_before: regex.Pattern[str]
    """A label right before a name, anywhere in a line: "Purpose: mail — Provider: "."""
    after_listed: regex.Pattern[str]
    """What may follow the last name behind such a label: hardly more than a mark."""
    details: regex.Pattern[str]
    opens: Wording
    """These read text in lower case."""
    opens_other: Wording
    functions: Wording
    elsewhere: Wording


@cache
def own_company_cues() -> OwnCompanyCues:
    """The expressions for `own_companies.py`."""
    words = cue_words()
    return OwnCompanyCues(
        title=any_case(words.document_titles),
        title_after=any_case(rf"(?:['\u2019]s)?\s*[-|:\u2013\u2014]?\s*(?:{words.document_titles})"),
        title_before=regex.compile(
            rf"(?ri)\b(?:{words.document_titles})\w*(?: \w+)?\s*(?:[-|:\u2013\u2014]|of|for|von|der|de|van|du|di)?\s*"
        ),
        title_for=any_case(
            rf"\b(?:{words.for_what}|{words.for_what_without_brackets}) (?:(?:{words.articles}) )?\W?\Z"
        ),
        not_in_file_names=any_case(
            rf"\.\w{{1,5}}\Z|\d{{4}}|[\W_]|(?<![^\W_])(?:{words.file_names})(?![^\W_])"
        ),
        of_others=any_case(rf"\(|\b(?:{words.titles_of_others})"),
        other_name=regex.compile(rf" (?!{words.own_name_goes_on})[A-Z]\w"),
        we=any_case(rf"\b(?:{words.we})\b"),
        our=any_case(rf"\b(?:{words.our}) ?\W?\Z"),
        mail_to_us=any_case(
            rf"\b(?:{words.mail_to_us})\b[^@;!?]{{0,80}}\b[\w.+-]+@(?P<host>(?:[\w-]+\.)+[a-z]+)"
        ),
        mail_hosts=frozenset(words.mail_hosts.split("|")),
        domain=any_case(rf"\W*(?:{words.labels_of_domains})\W{{1,6}}(?=\S)"),
    )


@cache
def name_cues() -> NameCues:
    """The expressions for `name_cues.py`."""
    words = cue_words()
    return NameCues(
        list_of_vendors=any_case(rf"\b(?:{words.recipients}|{words.recipients_in_leads})"),
        after=any_case(
            rf"[\s-]*(?:,? ?(?:{words.legal_forms}|{words.company_words})\b"
            rf"|(?:{words.taken_parts}|(?<=\b[A-Z]\w+[ -])(?:{words.taken_software}))\b)"
        ),
        acts=any_case(rf" (?:{words.acts_of_vendors})\b"),
        after_verb=any_case(rf" (?:{words.objects_of_verbs})\b"),
        of_ones_own=any_case(rf"(?:\b(?:{words.before_defined_terms})\s|[\"\u201c\u201e\u00ab])\Z"),
        before=any_case(rf"\b(?:{words.use_before_name}) ?(?:(?:{words.articles}) )?\Z"),
        used_small=any_case(rf"\b(?:{words.use_before_small}) \Z"),
        after_small=any_case(rf"[.,;:)(]|\s*\Z|\s(?:{words.for_what}|{words.after_small}|{words.and_or})\b"),
        before_capital=regex.compile(rf"\b(?:{words.prepositions}) ?\(?\Z"),
        before_next=regex.compile(rf"(?:\b(?:{words.and_or}|{words.and_or_short})|[,(/&]) ?\Z"),
    )


@cache
def list_cues() -> ListCues:
    """The expressions for `lists.py` and `addresses.py`."""
    words = cue_words()
    way_out = rf"https?://\S*(?:{words.ways_out_in_addresses}|{words.privacy_pages})"
    site = rf"(?:(?:{words.labels_of_sites}): ?\W{{0,3}}https?://\S+\W{{0,12}})?"
    which = rf"(?:,? (?:{words.which}))?"
    we_use = rf"(?:{words.we}|{words.this_site}) (?:\w+ ){{0,2}}(?:{words.introducing_use})"
    legal_form = rf"(?i:,? ?(?:{words.legal_forms}|{words.legal_forms_in_rows})\b\.?)?"
    return ListCues(
        way_out_beside=any_case(rf"\s?(?:\([^)]{{0,60}}\))?\s?{_MARKED_OFF}\s?{way_out}"),
        way_out_below=any_case(rf"\W{{0,12}}{site}(?:{words.labels_of_ways_out})\W{{0,6}}{way_out}"),
        way_out_in_link=any_case(rf"{words.ways_out_in_links}|{words.privacy_pages}"),
        browser=any_case(rf"\b(?:{words.browsers})\b"),
        purpose=any_case(rf"https?://|\w{{3,}} \w{{3,}}|{words.purposes_in_rows}"),
        lifetime=any_case(rf"\b(?:{words.lifetimes})\b"),
        cell_ends=regex.compile(
            rf"(?:\.(?:{words.ends_of_domains})\b)?"
            rf"{legal_form}(?P<more>(?: [A-Z][\w.+*-]*){{0,3}})\s*(?:\([^)|]{{0,60}}\)|/ ?[A-Z][^|]{{0,30}}"
            rf"|(?i:,? (?:{words.named_before}) [^|]{{1,40}}))?[\s.*]*(?:\||\Z)"
        ),
        we_use_these=any_case(
            rf"\b(?:{words.introduced})\b{which} {we_use}\b|\b(?:{words.introducing_phrases})\b"
        ),
        our_provider=any_case(rf"\b(?:{words.our})\b (?:[\w-]+ ){{0,3}}?(?:{words.providers_of_ours})\b"),
        our=any_case(rf"\b(?:{words.our})\b"),
        of_our_providers=any_case(
            rf"\b(?:{words.policies_of}) (?:{words.our}) (?:[\w-]+ ){{0,6}}?[\w-]*(?:{words.introduced})\w{{0,2}}\b"
        ),
        cookies_used_here=any_case(rf"\b(?:{words.cookies_used_here})\s*:?\s*\Z"),
        recipients=any_case(rf"\b(?:{words.headings_of_recipients})"),
        between_providers=regex.compile(rf"[,;/|&\n]|\b(?:{words.between_providers})\b"),
        seal=any_case(rf"\b(?:{words.seals})s?\b"),
        seal_in_address=regex.compile(words.seals),
    )


@cache
def sentence_cues() -> SentenceCues:
    """The expressions for `mentions.py` and `questions.py`."""
    words = cue_words()
    and_or = f"{words.and_or}|{words.and_or_short}"
    joins = rf"(?:(?:{and_or}|{words.and_or_between_names})\b)?"
    for_any = rf"(?:{words.for_what}|{words.for_what_without_brackets})"
    thing = r"[^.,;:()]{2,50}?"
    marks = r"[\s,/&;+()\"']*"
    unknown = r"(?-i:[A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,2})"
    aside = rf"(?:\s?\([^()]{{0,80}}\)(?:\s(?:{words.for_what}) {thing})?|\s{for_any} {thing})"
    following = rf"(?:\s?[,;])?(?:\s(?:{and_or})\b)?(?<=[^)\w]|{and_or})\s?"
    return SentenceCues(
        between_names=any_case(
            rf"{aside}{following}(?:{unknown}{aside}{following}){{0,2}}"
            rf"|\s[-\u2013\u2014]\s[^.;:()]{{2,60}};\s(?:(?:{and_or})\s)?"
            rf"|{marks}(?:{unknown}(?:, ?|/| (?:{and_or}) )){{0,2}}{joins}{marks}"
            rf"(?:(?:\d{{1,2}}|[a-h]|[iv]{{1,3}})\)\s)?"
        ),
        begins_clause=any_case(
            rf"(?:[^;]*\s(?:{words.and_or})\s§ (?:{words.verbs_of_one})\b"
            rf"|.*;.*§ (?!{for_any}\s|to\s|as\s|in\s)(?-i:\p{{Ll}}))"
        ),
        table_of_vendors=any_case(rf"{words.recipients}|{words.recipients_in_tables}"),
        built_in_part=any_case(rf"\b(?:{words.built_in_parts})\b"),
        consent_service=any_case(rf"\b(?:{words.consent_services})"),
        of_the_site=any_case(rf"\b(?:{words.we}|{words.this_site}|{words.of_the_site})\b"),
        yes_or_no=any_case(rf"\s*(?:(?:{words.labels_of_answers})\s?[:.]\s*)?(?P<answer>{words.answers})\b"),
        taken_up=any_case(
            rf"\W*(?:(?:{words.before_pronouns})\b,? )?"
            rf"(?:(?P<none>{words.pronouns_of_none})|(?P<it>{words.pronouns})"
            rf"|(?:{words.before_objects})\b(?P<them>{words.pronouns_as_objects}))\b"
        ),
        all_taken_up=any_case(rf"\W*(?:(?:{words.before_pronouns})\b,? )?(?:{words.pronouns_of_all})\b"),
        these_collect=any_case(rf"\W*(?:{words.these_collect})\b"),
        leads_away=any_case(rf"\b(?:{words.leads_away})\b"),
        ours_not=any_case(rf"\W*(?:{words.ours_not})\W*"),
    )


@cache
def state_cues() -> StateCues:
    """The expressions for `row_states.py`."""
    words = cue_words()
    return StateCues(
        off=any_case(rf"\W*(?:{words.states_off})[\W\d]*"),
        no=any_case(rf"\W*(?:{words.states_no})\W*"),
        heading=any_case(rf"\W*(?:{words.headings_of_states})\W*"),
    )


@cache
def entry_cues() -> EntryCues:
    """The expressions for `entries.py`."""
    words, entry, vocabulary = cue_words(), entry_words(), Vocabulary()
    number = r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]+\s*|\d+(?:\.\d+)+\s+)?"
    legal_forms = f"{words.legal_forms}|{words.legal_forms_in_rows}|{words.legal_forms_in_entries}"
    domain_ends = rf"(?:\.(?:{words.ends_of_domains})\b)?"
    name_ends = rf"{domain_ends}(?: (?-i:{entry.name_goes_on})){{0,3}}(?:[®™]|,? ?(?:{legal_forms})\b\.?)*"
    mark = r"[:\u2013\u2014(|,;\u00b7\u2022=\u2192]|-\s|\.?\s*\Z|\.\s|https?://"
    for_any = rf"(?:{words.for_what}|{words.for_what_without_brackets})"
    and_or = f"{words.and_or}|{words.and_or_short}"
    opening = (
        r"[^\w(]*(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<label>[^.;:!?()|]{3,80}?)(?:\s*[:(\u2013\u2014]|\s-(?=\s))\s*"
    )
    other_name = rf"[A-Z\d][\w.+-]*(?: [A-Z][\w.+-]*){{0,3}}\s*(?:,|/|&|{words.and_or})+\s*"
    return EntryCues(
        before_head=any_case(
            rf"[^\w(]*{number}(?:(?:{entry.labels})\s*:)?[^\w(]*(?:(?:{entry.prepositions})\s)?"
        ),
        after_head=any_case(rf"{name_ends}\s*(?:\([^)]{{0,80}}\)\s*)?(?:{mark}|(?:{entry.after_head})\b)"),
        separator=any_case(rf"{name_ends}\s*(?:[:(\u2013\u2014|,-]|{for_any}\s)"),
        label=regex.compile(rf"{opening}(?:(?:{entry.such_as})\s*)?[\"\u201c\[]*(?:{other_name}){{0,8}}\Z"),
        label_of_list=regex.compile(
            rf"[^\w(]*(?P<label>(?:[^.;:!?|]|\.(?=\w)){{3,140}}?)\s*:\s*[^\w(]*(?:{other_name}){{0,8}}\Z"
        ),
        label_before=any_case(
            rf"[\u2013\u2014|;,.-]\s*(?:(?!app\b|name\b|platform\b)(?:{entry.labels}))\s?:\s*\Z"
        ),
        after_listed=any_case(
            rf"{name_ends}\s*(?:\([^)]{{0,80}}\)\s*)?(?:[.;,|*\u2013\u2014]|\Z|\b(?:{and_or})\b|{for_any}\s)"
        ),
        details=any_case(rf"\W*(?:{entry.details})\s*:"),
        opens=Wording(entry.opens, vocabulary),
        opens_other=Wording(entry.opens_other, vocabulary),
        functions=Wording(entry.functions, vocabulary),
        elsewhere=Wording(entry.elsewhere, vocabulary),
    )


def any_case(expression: str) -> regex.Pattern[str]:
    """The compiled expression, for which small and capital letters are one. Raises regex.error where it is none."""
    return regex.compile(expression, regex.IGNORECASE)
