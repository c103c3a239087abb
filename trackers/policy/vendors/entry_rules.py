"""What the place of a name in a list, table or line of its own says of it, where no words of a sentence do."""

from __future__ import annotations

from collections.abc import Sequence

from trackers.policy.documents.document import Document
from trackers.policy.vendors.entries import (
    ServiceLists,
    has_details_below,
    has_function_beside,
    has_label_of_list,
    heads_entry,
    is_below_function,
    is_heading_with_function,
    is_set_off,
)
from trackers.policy.vendors.entry_states import EntryStates
from trackers.policy.vendors.label_lines import LabelLines
from trackers.policy.vendors.lists import PrintedColumns, in_row, in_row_of_cookie
from trackers.policy.vendors.mention_rules import MentionLexicon, MentionRule
from trackers.policy.vendors.names import Name, by_sentence
from trackers.policy.vendors.openings import NOT_USED, Openings
from trackers.policy.vendors.row_states import RowStates


class Entries:
    """The entries of one document's lists and tables, with what opens them and what they say of themselves."""

    def __init__(self, document: Document, names: Sequence[Name], lexicon: MentionLexicon) -> None:
        self._document = document
        self._names = by_sentence(names)
        self._columns = PrintedColumns(document)
        self._services = ServiceLists(document, names)
        self._openings = Openings(document, names)
        self._labels = LabelLines(document, names)
        self._rows = RowStates(document)
        self._states = EntryStates(document, names, lexicon)

    def state(self, name: Name, group: Sequence[Name]) -> MentionRule | None:
        """The rule by which the row or entry of a name says whether it is in use; None where it does not."""
        state = self._rows.off(name)
        state = state or self._states.of(name, group, is_value=self._labels.value_of(group))
        if state is not None:
            return state
        is_denied = self._labels.is_denied(group) or self._openings.said_of(name) == "denied"
        return NOT_USED if is_denied else None

    def is_of_others(self, name: Name) -> bool:
        """Whether the label in the line, or the line that opens the list, is of what is no vendor of the site."""
        return self._labels.is_of_others(name) or self._openings.said_of(name) == "other"

    def rule(self, name: Name, group: Sequence[Name]) -> MentionRule | None:
        """The rule by which a name in an entry of a list of services is one of them; None where none does."""
        document, services = self._document, self._services
        if in_row(name, document) or self._columns.of_recipients(group):
            return MentionRule("vendor-in-row", "used")
        if self._rows.is_on(name):
            return MentionRule("tool-on-in-row", "used")
        if in_row_of_cookie(name) and not self._is_in_brackets_of_another(name):
            return MentionRule("vendor-in-row-of-cookie", "used")
        named = name.standing == "known" or not name.is_defined_term
        is_head = any(self._heads(one) for one in (name, group[0])) or (
            self._may_head(group[0]) and heads_entry(group[0], group[-1])
        )
        if named and is_head and services.hold(name):
            return MentionRule("vendor-in-list-of-services", "used")
        if named and has_label_of_list(group[0], group[-1], is_opened=services.hold(name)):
            return MentionRule("vendor-behind-label", "used")
        if named and self._labels.hold(group, is_opened=services.hold(name)):
            return MentionRule("vendor-behind-its-function", "used")
        if name.standing == "known" and is_below_function(document, group[0]):
            return MentionRule("service-under-heading", "used")
        if named and has_details_below(document, name):
            return MentionRule("vendor-with-details", "used")
        is_one_of = named and (
            has_function_beside(name) or (name.standing == "known" and has_function_beside(group[0]))
        )
        return MentionRule("service-with-function", "used") if is_one_of else None

    def _is_in_brackets_of_another(self, name: Name) -> bool:
        """Whether the name is the company behind its service: "Widget (Acme)"."""
        beside = (one for one in self._names.get(name.sentence.at, ()) if one.end <= name.start)
        return any(name.sentence.text[one.end : name.start].strip() == "(" for one in beside)

    def _may_head(self, name: Name) -> bool:
        """Whether the name may head an entry: an ordinary word that begins a later sentence is no more than that."""
        return name.standing == "known" or self._document.begins_block(name.sentence)

    def _heads(self, name: Name) -> bool:
        """Whether the name heads an entry; an ordinary word must be set off, or say below what it does."""
        if name.standing == "known":
            return heads_entry(name)
        return (
            is_set_off(name)
            or self._services.hold_bare(name)
            or is_heading_with_function(self._document, name)
        )
