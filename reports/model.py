"""report.json as pydantic models: the one place where its shape is said.

The JSON Schema that ships with the package is generated from here (`reports.schema`), so the two cannot
part. Keys may be added; renaming or dropping one breaks the programs that read reports.
"""

from __future__ import annotations

import operator
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Final = "undeclared/report/1"

Profile = Literal["baseline", "dnt", "gpc", "accept", "reject", "withdraw", "opted_out"]
SignalEffect = Literal["stopped", "reduced", "continued", "inconclusive"]
SignalVerdict = Literal["honoured", "partly_honoured", "not_honoured", "inconclusive", "nothing_to_test"]
Severity = Literal["high", "medium", "low", "info"]
Confidence = Literal["certain", "likely", "possible"]
DeclaredStatus = Literal["named", "company", "category", "denied", "undeclared", "not_measured"]
LinkOutcome = Literal[
    "works",
    "dead",
    "redirected_home",
    "insecure",
    "manual",
    "not_checked",
    "performed_effective",
    "performed_ineffective",
]


class Part(BaseModel):
    """Base of every part of a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Tool(Part):
    """The program that wrote the report."""

    name: str
    version: str


class Browser(Part):
    """The browser that looked."""

    product: str
    version: str
    user_agent: str
    args: list[str]
    """The effective switches."""
    gpc: Literal["native", "injected"] = "native"
    """How Global Privacy Control was sent."""


class CatalogueVersion(Part):
    """Which tracker knowledge was used."""

    version: str
    sha256: str
    """Of all vendor files together."""


class FilterList(Part):
    """One filter list that was used."""

    name: str
    sha256: str
    fetched: str
    """When the copy was downloaded."""


class Run(Part):
    """One run of the tool."""

    id: str
    """Sortable by time."""
    name: str = ""
    started: str
    """RFC 3339, UTC, like all times."""
    finished: str | None
    """null: the run has not ended."""
    browser: Browser
    catalogue: CatalogueVersion
    lists: list[FilterList] = []
    profiles: list[Profile] = []
    """Profiles that were asked for."""
    not_measured: list[Profile] = []
    """Profiles that were asked for and that this version does not measure."""
    rules: list[str] = []
    """Identifiers of the rules that this run examined: a rule outside this list found nothing because nobody
    looked."""


class Problem(Part):
    """Why something could not be measured."""

    kind: str
    """See docs/troubleshooting.md."""
    detail: str
    visit: str | None = None
    """The first visit that had it; null where it is about the site."""


class Visit(Part):
    """One visit of one site under one profile."""

    id: str
    profile: Profile
    repeat: int
    """From 1."""
    outcome: str
    """`ok`, or the kind of problem that ended it; only `ok` counts as evidence."""
    pages: list[str]
    """Pages that were really looked at."""
    requests: int
    started: str
    seconds: float


class Seen(Part):
    """In how many visits of a profile something was seen."""

    visits: int
    """Visits of the profile that worked."""
    seen: int
    """In how many of them it was seen."""


class Quote(Part):
    """`text` is exactly the characters `start:end` of the document's stored text."""

    document: str
    """The document's address."""
    start: int
    """First character, counted from 0."""
    end: int
    """The character after the last one."""
    text: str
    hidden: bool = Field(default=False, exclude_if=operator.not_)
    """The page's own mark-up hides some of these words, or all, until a script shows them. Left out where not."""


class Declared(Part):
    """What the policy says of a tracker."""

    status: DeclaredStatus
    """See docs/rules.md."""
    quotes: list[Quote] = []


class ConsentTiming(Part):
    """Whether a tracker ran before, after refusal and after acceptance; null where not measured."""

    before: bool | None = None
    after_reject: bool | None = None
    after_accept: bool | None = None


class Event(Part):
    """One kind of decoded hit."""

    event: str
    fields: dict[str, Any] = {}
    """Parameters under standard names; docs/payloads.md."""
    personal_data: list[str] = []
    """Labels of what in it is personal; docs/payloads.md."""
    count: int = 1
    """Hits of this kind."""


class Tracker(Part):
    """One tracker seen on the site."""

    vendor: str
    """The product, as the catalogue calls it; a registrable domain where nobody knows it."""
    company: str
    """Today's owner; empty where unknown."""
    category: str
    """See docs/categories.md."""
    party: Literal["first", "third"]
    """`first`: reached only at domains of the site's owner."""
    hosts: list[str]
    cookies: list[str] = []
    storage: list[str] = []
    basis: list[str] = []
    """By what it was recognised."""
    profiles: dict[Profile, Seen] = {}
    dnt: SignalEffect | None = None
    """See docs/signals.md; null where not measured or not weighed."""
    gpc: SignalEffect | None = None
    """The same."""
    consent: ConsentTiming = ConsentTiming()
    events: list[Event] = []
    declared: Declared
    requests: int = 0
    """Requests to it, over all visits."""
    first_seen: str | None = None
    """`Request.id` (or cookie name) that is its evidence."""
    country: str = ""
    """Of the company's headquarters."""


class RequestTotals(Part):
    """How many requests; the rows are in the database."""

    total: int
    third_party: int


class Cookie(Part):
    """One cookie, folded over the visits in which it came."""

    name: str
    domain: str
    path: str
    party: Literal["first", "third"]
    vendor: str | None
    purpose: Literal["necessary", "functional", "analytics", "advertising", "unknown"]
    lifetime_days: float | None
    """null: until the browser is closed."""
    http_only: bool
    secure: bool
    same_site: str | None
    partitioned: bool
    set_by: Literal["http", "script", "unknown"]
    setter: str | None
    """Address of the response or script."""
    stored: bool
    """false: the browser refused it."""
    refused_because: list[str] = []
    """Chromium's reasons."""
    profiles: list[Profile] = []
    before_consent: bool = True
    """It came without any banner having been answered."""


class StorageEntry(Part):
    """One key in a browser storage area."""

    kind: Literal["local", "session", "indexeddb", "cache"]
    origin: str
    key: str
    vendor: str | None
    profiles: list[Profile] = []


class Signal(Part):
    """The site's answer to one signal."""

    verdict: SignalVerdict
    """See docs/signals.md."""
    stopped: list[str] = []
    """Vendors, by effect."""
    reduced: list[str] = []
    continued: list[str] = []
    inconclusive: list[str] = []
    read_by: list[str] = []
    """Addresses of scripts that read the signal."""
    repeats: int = 0
    """Visits of each profile that were compared, extra repeats included."""


class DntSignal(Signal):
    """Do Not Track."""

    tk_header: str | None = None
    """The `Tk` header of the answer, where one came."""


class WellKnown(Part):
    """`/.well-known/gpc.json`."""

    present: bool
    gpc: bool | None = None
    """What the file says."""


class GpcSignal(Signal):
    """Global Privacy Control."""

    well_known: WellKnown | None = None
    strings: dict[str, dict[str, str] | None] = {}
    """US Privacy and GPP strings in the traffic, by profile."""


class Signals(Part):
    """Both signals; null where the profile was not measured."""

    dnt: DntSignal | None = None
    gpc: GpcSignal | None = None


class Consent(Part):
    """The banner; null where it was not measured."""

    banner: bool
    cmp: str | None = None
    language: str | None = None
    reject_on_first_layer: bool | None = None
    accept: Literal["clicked", "not_found", "failed", "not_measured"] = "not_measured"
    reject: Literal["clicked", "not_found", "failed", "not_measured"] = "not_measured"
    tcf: dict[str, Any] | None = None


class PolicyDocument(Part):
    """One document of the site's policy."""

    url: str
    kind: str
    """`privacy_policy`, `cookie_policy`, `opt_out_page`, `do_not_sell` or `terms`."""
    language: str
    last_updated: str | None
    """`YYYY-MM-DD`, or `YYYY-MM` where no day is stated."""
    sha256: str
    """Of the stored text."""
    characters: int
    """Length of the stored text."""
    effective: str | None = None
    """The date from which it says to hold."""
    problems: list[str] = []
    """What was lost of it, and why what was read of it may not be all."""


class PolicyVendor(Part):
    """A vendor that the policy speaks of."""

    vendor: str
    company: str
    stance: Literal["used", "denied"]
    quotes: list[Quote]
    level: Literal["product", "company"] = "product"
    """Whether a product or only a company is named."""
    purposes: list[str] = []
    data: list[str] = []
    opt_out_urls: list[str] = []
    scope: Literal["site", "app", "example"] = "site"
    """`app`, `example`: named, but not as used by the site."""
    catalogued: bool = True
    """False: a name that the catalogue does not know, read by the policy's form."""
    domains: list[str] = []
    """Registrable domains to which the policy links such a name."""


class PolicyStatement(Part):
    """A technology, a recipient or a claim."""

    kind: str
    quotes: list[Quote]


class PolicyStance(Part):
    """Stance on a signal."""

    stance: str
    """See docs/policy-reading.md."""
    quotes: list[Quote] = []


class LinkCheck(Part):
    """Whether an opt-out link leads anywhere."""

    outcome: LinkOutcome
    status: int | None = None
    final_url: str | None = None
    detail: str = ""


class PolicyOptOut(Part):
    """A way out that the policy offers."""

    kind: str
    url: str | None
    vendor: str | None
    quotes: list[Quote]
    stops: list[str] = []
    """What it is said to stop."""
    check: LinkCheck = LinkCheck(outcome="not_checked")


class PolicyCookie(Part):
    """A cookie that the policy lists."""

    name: str
    provider: str | None
    purpose: str | None
    lifetime_days: float | None
    quotes: list[Quote]
    party: Literal["first", "third"] | None = None


class Policy(Part):
    """All that the site's documents say."""

    documents: list[PolicyDocument] = []
    vendors: list[PolicyVendor] = []
    technologies: list[PolicyStatement] = []
    recipients: list[PolicyStatement] = []
    dnt: PolicyStance = PolicyStance(stance="silent")
    gpc: PolicyStance = PolicyStance(stance="silent")
    claims: list[PolicyStatement] = []
    opt_outs: list[PolicyOptOut] = []
    cookies_declared: list[PolicyCookie] = []


class Evidence(Part):
    """A pointer to what was seen."""

    visit: str | None
    kind: Literal["request", "cookie", "storage", "quote", "link", "screenshot", "script"]
    ref: str
    """An address, a cookie with its domain, a key with its origin …"""
    sha256: str | None = None


class Waiver(Part):
    """Why a finding was accepted."""

    reason: str
    until: str | None = None


class Finding(Part):
    """One place where what was said and what was seen part ways."""

    rule: str
    """See docs/rules.md."""
    severity: Severity
    vendor: str | None
    """null where the finding is about the site."""
    title: str
    detail: str
    confidence: Confidence
    evidence: list[Evidence] = []
    quotes: list[Quote] = []
    legal: list[str] = []
    """What it may be relevant to."""
    waived: Waiver | None = None
    """null where it stands."""


class Site(Part):
    """One site of the run."""

    url: str
    name: str = ""
    """From the settings."""
    registrable_domain: str
    status: Literal["complete", "partial", "failed"]
    """`failed`: not measured; `partial`: not all of it."""
    problems: list[Problem] = []
    visits: list[Visit] = []
    trackers: list[Tracker] = []
    requests: RequestTotals
    cookies: list[Cookie] = []
    storage: list[StorageEntry] = []
    signals: Signals = Signals()
    consent: Consent | None = None
    """null where it was not measured."""
    policy: Policy = Policy()
    findings: list[Finding] = []
    screenshot: str | None = None
    """Visit whose screenshot the report shows."""


class Report(Part):
    """The whole report of one run."""

    schema_: Literal["undeclared/report/1"] = Field(default=SCHEMA, alias="schema")
    tool: Tool
    run: Run
    sites: list[Site]
