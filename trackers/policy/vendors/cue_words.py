"""The words of cues, of all languages together: `cues.toml` and `entries.toml` in `lexicon/mentions/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from trackers.policy.lexicons import read_lexicon


@dataclass(frozen=True, slots=True)
class CueWords:
    """`cues.toml`, which says what each list is for: its alternatives, to be put into brackets."""

    legal_forms: str
    legal_forms_in_rows: str
    legal_forms_in_entries: str
    and_or: str
    and_or_short: str
    and_or_between_names: str
    policies_of: str
    for_what: str
    for_what_without_brackets: str
    we: str
    this_site: str
    recipients: str
    privacy_pages: str
    document_titles: str
    file_names: str
    titles_of_others: str
    own_name_goes_on: str
    our: str
    mail_to_us: str
    mail_hosts: str
    labels_of_domains: str
    ends_of_domains: str
    company_words: str
    taken_parts: str
    taken_software: str
    acts_of_vendors: str
    objects_of_verbs: str
    before_defined_terms: str
    use_before_name: str
    use_before_small: str
    after_small: str
    articles: str
    prepositions: str
    recipients_in_leads: str
    ways_out_in_addresses: str
    ways_out_in_links: str
    labels_of_ways_out: str
    named_before: str
    labels_of_sites: str
    providers_of_ours: str
    browsers: str
    purposes_in_rows: str
    lifetimes: str
    introduced: str
    which: str
    introducing_use: str
    introducing_phrases: str
    verbs_of_one: str
    recipients_in_tables: str
    headings_of_recipients: str
    built_in_parts: str
    of_the_site: str
    consent_services: str
    between_providers: str
    seals: str
    answers: str
    labels_of_answers: str
    pronouns: str
    before_objects: str
    pronouns_as_objects: str
    pronouns_of_none: str
    pronouns_of_all: str
    before_pronouns: str
    cookies_used_here: str
    these_collect: str
    leads_away: str
    ours_not: str
    states_off: str
    states_no: str
    headings_of_states: str


@dataclass(frozen=True, slots=True)
class EntryWords:
    """`entries.toml`, in the same way."""

    labels: str
    prepositions: str
    name_goes_on: str
    after_head: str
    such_as: str
    opens: str
    opens_other: str
    functions: str
    elsewhere: str
    details: str


@cache
def cue_words() -> CueWords:
    """The words, read once.

    Raises:
        TypeError: a list is missing from the file, or one is there that nobody reads.
    """
    return CueWords(**{key: "|".join(lines) for key, lines in read_lexicon("mentions/cues.toml").items()})


@cache
def entry_words() -> EntryWords:
    """The words of entries, read once.

    Raises:
        TypeError: an expression is missing from the file, or one is there that nobody reads.
    """
    return EntryWords(**read_lexicon("mentions/entries.toml"))
