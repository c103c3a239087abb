"""What single sentences say of vendors, and what all of them together say of each."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from trackers.catalogue import Alias
from trackers.declarations import Fired, OptOut, Quote, VendorMention
from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.vendors.mention_rules import MentionRule, Role, Verdict, mention_lexicon
from trackers.policy.vendors.names import Name

Scope = Literal["site", "app", "example"]

_QUOTES = 5
"""Quotes kept for each vendor and stance."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one sentence says of the vendor that it names, and the rule that tells so."""

    name: Name
    document: Document
    rule: MentionRule
    scope: Scope
    context: str
    """The name's own clause with what introduces the sentence; empty where nothing but an address stands."""
    last: Sentence | None = None
    """The sentence after the name's, where that one decides."""
    catalogued: bool = True
    domain: str = ""
    """Of a name outside of the catalogue: where the document links it to."""

    @property
    def verdict(self) -> Verdict:
        """What the rule says of the vendor."""
        return self.rule.verdict


def summed_up(
    findings: Sequence[Finding], opt_outs: Sequence[OptOut]
) -> tuple[tuple[VendorMention, ...], tuple[Fired, ...]]:
    """One mention for each vendor that is used or denied, sorted by name, and the rules that decided."""
    by_vendor: dict[str, list[Finding]] = {}
    for finding in findings:
        by_vendor.setdefault(finding.name.alias.vendor, []).append(finding)
    companies_in_use = {
        f.name.alias.company
        for f in findings
        if f.name.alias.level == "product" and f.verdict in ("used", "surely_used")
    }
    mentions: list[VendorMention] = []
    fired: list[Fired] = []
    for _, found in sorted(by_vendor.items()):
        decided = _decided(found, companies_in_use)
        if not decided:
            continue
        mentions.append(_mention(decided, opt_outs))
        fired += [Fired(f"vendor:{f.rule.id}", _quote(f)) for f in decided[:_QUOTES]]
    return tuple(mentions), tuple(fired)


def _decided(found: Sequence[Finding], companies_in_use: set[str]) -> list[Finding]:
    """The findings that carry the decision: of sure use where there is one; else of what more sentences say."""
    used = [f for f in found if f.verdict in ("used", "surely_used")]
    if any(f.rule.role is Role.CERTIFIER for f in found):
        used = [f for f in used if not f.rule.by_name]  # a seal is named and linked, too
    denied = [f for f in found if f.verdict == "denied"]
    outweighed = all(f.verdict == "used" for f in used) and _sentences(denied) >= _sentences(used)
    if used and not (denied and outweighed):
        return sorted(used, key=lambda f: (f.scope != "site", f.verdict != "surely_used"))
    named = found[0].name.alias
    if denied and not (named.level == "company" and named.company in companies_in_use):
        return denied
    weak = [f for f in found if f.verdict == "weakly_denied"]
    if weak and found[0].name.alias.company not in companies_in_use:
        return weak
    return []


def _sentences(findings: Sequence[Finding]) -> int:
    """In how many sentences they stand."""
    return len({(f.document.url, f.name.sentence.at) for f in findings})


def _quote(finding: Finding) -> Quote:
    if finding.last is not None:
        return finding.document.quote(finding.name.sentence.start, finding.last.end)
    return finding.document.quote_sentence(finding.name.sentence)


def _mention(decided: Sequence[Finding], opt_outs: Sequence[OptOut]) -> VendorMention:
    # A product and the company that is named after it are one vendor.
    alias = min((f.name.alias for f in decided), key=lambda alias: alias.level != "product")
    lexicon = mention_lexicon(decided[0].document.language)
    text = " ".join(dict.fromkeys(f.context for f in decided))[:4000]
    quotes = tuple(dict.fromkeys(_quote(f) for f in decided))[:_QUOTES]
    return VendorMention(
        vendor=alias.vendor,
        company=alias.company,
        stance="denied" if "denied" in decided[0].verdict else "used",
        quotes=tuple(sorted(quotes, key=lambda q: (q.document, q.start))),
        level=alias.level,
        purposes=tuple(name for name, words in lexicon.purposes.items() if words.occurs_in(text)),
        data=tuple(name for name, words in lexicon.data.items() if words.occurs_in(text)),
        opt_out_urls=tuple(_opt_out_urls(alias, decided, opt_outs)),
        scope=decided[0].scope,
        catalogued=decided[0].catalogued,
        domains=tuple(sorted({f.domain for f in decided if f.domain})),
    )


def _opt_out_urls(alias: Alias, decided: Sequence[Finding], opt_outs: Sequence[OptOut]) -> Iterable[str]:
    """Addresses of the vendor's own opt-outs, and of those in the paragraphs that name it."""
    paragraphs: dict[str, list[tuple[int, int]]] = {}
    for finding in decided:
        if finding.name.sentence.block >= 0:
            block = finding.document.blocks[finding.name.sentence.block]
            paragraphs.setdefault(finding.document.url, []).append((block.start, block.end))
    for spans in paragraphs.values():
        spans.sort()
    urls = []
    for opt_out in opt_outs:
        if opt_out.url is None or opt_out.kind not in ("vendor_opt_out", "browser_add_on", "ad_settings"):
            continue
        beside = any(_within(quote.start, paragraphs.get(quote.document, ())) for quote in opt_out.quotes)
        if opt_out.vendor == alias.vendor or (beside and opt_out.vendor in (None, alias.company)):
            urls.append(opt_out.url)
    return dict.fromkeys(urls)


def _within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a position lies in one of some sorted spans that do not overlap."""
    place = bisect_right(spans, (position, sys.maxsize)) - 1
    return place >= 0 and position <= spans[place][1]
