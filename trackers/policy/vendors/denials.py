"""What the sentence with the name does not spell out: what the next sentence says of it, and mere words of an end."""

from __future__ import annotations

from collections.abc import Sequence

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.vendors.cues import sentence_cues
from trackers.policy.vendors.mention_rules import MentionLexicon, MentionRule
from trackers.policy.vendors.names import Name, by_sentence, marked_text

_LONGEST = 240
"""Characters of a sentence that takes up the names of the one before."""

_NOT_OURS = MentionRule("not-ours", "denied")
_COLLECTS = MentionRule("these-collect", "used")


class Afterwards:
    """What the sentences of one document say of the names in the sentences before them."""

    def __init__(self, document: Document, names: Sequence[Name], lexicon: MentionLexicon) -> None:
        self._document = document
        self._lexicon = lexicon
        self._names = by_sentence(names)

    def denied(
        self, sentence: Sentence, marked: str, judged: MentionRule | None, *, is_alone: bool
    ) -> MentionRule | None:
        """The rule by which the next sentence denies the vendors of this one ("None of them is used here").

        Words of use are taken back only where something is said to be over ("We had … It is gone"), and of one
        enumeration among others (not `is_alone`) only where all are meant ("Both are gone").
        """
        if not is_alone and not self._takes_up_all(sentence):
            return None
        if self._is_of_others(sentence):
            return _NOT_OURS
        following = self._following(sentence)
        if not following:
            return None
        rule = self._lexicon.judge(following)
        if rule is None or "denied" not in rule.verdict:
            return None
        if judged is None or judged.verdict == "other":
            return rule
        is_over = rule.verdict == "denied" and self._lexicon.ended.occurs_in(f"{marked} {following}")
        return rule if judged.verdict == "used" and is_over else None

    def collects(self, sentence: Sentence, judged: MentionRule | None) -> MentionRule | None:
        """The rule by which the next sentence says that those named here get data ("These services may collect …").

        That is of another site's visitors where the name is one to sign in with, or words lead away to it.
        """
        if judged is not None and (judged.verdict != "other" or judged.role is not None):
            return None
        after, cues = self._next(sentence), sentence_cues()
        if after is None or cues.these_collect.match(after.text) is None:
            return None
        return _COLLECTS if cues.leads_away.search(sentence.text) is None else None

    def absent(self, sentence: Sentence, context: str) -> bool:
        """Whether words of a negation or an end stand beside a name, or in a sentence that takes it up."""
        clause = next((part for part in context.split(";") if "§" in part), context)
        return self._lexicon.says_absent(clause) or self._lexicon.says_absent(self._following(sentence))

    def _next(self, sentence: Sentence) -> Sentence | None:
        """The next sentence of the same paragraph."""
        after = self._document.sentence_after(sentence)
        return after if after is not None and after.block == sentence.block else None

    def _takes_up_all(self, sentence: Sentence) -> bool:
        """Whether the next sentence begins with all names of this one: "Neither is used here"."""
        after = self._document.sentence_after(sentence)
        return after is not None and sentence_cues().all_taken_up.match(after.text) is not None

    def _is_of_others(self, sentence: Sentence) -> bool:
        """Whether the next sentence says no more than that the site does otherwise ("Ours does not.")."""
        after = self._next(sentence)
        return after is not None and sentence_cues().ours_not.fullmatch(after.text) is not None

    def _following(self, sentence: Sentence) -> str:
        """The next sentence of the paragraph with `§` for its pronoun; empty where it begins with none."""
        after = self._next(sentence)
        if after is None or len(after.text) > _LONGEST:
            return ""
        match = sentence_cues().taken_up.match(after.text)
        if match is None:
            return ""
        group = match.lastgroup or "it"
        names = self._names.get(after.at, ())
        if any(name.start < match.end() for name in names):
            return ""
        marked = marked_text(after.text, match.span(group), names)
        return marked.replace("§", "none of §", 1) if group == "none" else marked
