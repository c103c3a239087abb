"""What a privacy policy says: the vocabulary for statements, each with its quoted proof.

Field names follow report.json (`policy`), so that nothing is renamed on the way out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

DntStance = Literal["honoured", "not_honoured", "unclear", "contradictory", "vendor_only", "silent"]
GpcStance = Literal["honoured", "honoured_conditional", "not_honoured", "unclear", "contradictory", "silent"]
VendorStance = Literal["used", "denied"]
DocumentKind = Literal["privacy_policy", "cookie_policy", "opt_out_page", "do_not_sell", "terms"]


@dataclass(frozen=True, slots=True)
class Quote:
    """`text` is exactly the characters `start:end` of the stored text of `document`. Always."""

    document: str
    """URL or path of the document."""
    start: int
    end: int
    text: str
    hidden: bool = False
    """The page's own mark-up hides some of these words, or all, until a script shows them."""


@dataclass(frozen=True, slots=True)
class Fired:
    """Which rule spoke on which words: what `--explain` prints."""

    rule: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document that was read."""

    url: str
    kind: DocumentKind
    language: str
    """ISO 639-1, or `und` where it could not be told."""
    last_updated: str | None
    """ISO date, or None where the document does not say."""
    sha256: str
    """Of the stored text, UTF-8."""
    characters: int
    effective: str | None = None
    date_quotes: tuple[Quote, ...] = ()
    problems: tuple[str, ...] = ()
    """What was lost of it, and why what was read of it may not be all: one sentence each."""


@dataclass(frozen=True, slots=True)
class VendorMention:
    """A vendor that the policy says is used, or says is not used."""

    vendor: str
    """Name of the catalogue's product, or of the company where only the company is named; as the policy calls it."""
    company: str
    stance: VendorStance
    quotes: tuple[Quote, ...]
    level: Literal["product", "company"] = "product"
    purposes: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    opt_out_urls: tuple[str, ...] = ()
    scope: Literal["site", "app", "example"] = "site"
    catalogued: bool = True
    """False: the catalogue does not know the name; the policy's form shows that it is a vendor's."""
    domains: tuple[str, ...] = ()
    """Registrable domains to which the policy links a name that the catalogue does not know."""
    called_now: str = ""
    """What the catalogue calls a product that the policy names as it was called before; else empty."""

    @property
    def product(self) -> str:
        """The name of the catalogue's product, if it is one's."""
        return self.called_now or self.vendor


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of one kind: a technology, a recipient, a claim."""

    kind: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """How the site says it treats a signal."""

    stance: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class OptOut:
    """A way out that the policy offers."""

    kind: str
    url: str | None
    vendor: str | None
    quotes: tuple[Quote, ...]
    stops: tuple[str, ...] = ()
    """What it promises to stop: `tracking`, `targeted_ads`, `sale`, `email` …"""


@dataclass(frozen=True, slots=True)
class DeclaredCookie:
    """A row of the policy's cookie table, or the like in prose."""

    name: str
    """With `*` as wildcard."""
    provider: str | None
    purpose: str | None
    lifetime_days: float | None
    """None where not said; 0 for a session cookie."""
    quotes: tuple[Quote, ...]
    party: Literal["first", "third"] | None = None


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that a site's documents declare: report.json's `policy`."""

    documents: tuple[DocumentFacts, ...] = ()
    vendors: tuple[VendorMention, ...] = ()
    technologies: tuple[Statement, ...] = ()
    recipients: tuple[Statement, ...] = ()
    dnt: Stance = field(default_factory=lambda: Stance("silent"))
    gpc: Stance = field(default_factory=lambda: Stance("silent"))
    claims: tuple[Statement, ...] = ()
    opt_outs: tuple[OptOut, ...] = ()
    cookies: tuple[DeclaredCookie, ...] = ()
    fired: tuple[Fired, ...] = ()
