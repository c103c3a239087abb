"""report.json as pydantic models: the one place where its shape is said.

The JSON Schema that ships with the package is generated from here (`reports.schema`), so the two cannot
part. Keys may be added; renaming or dropping one breaks the programs that read reports.
"""

from __future__ import annotations

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
    gpc: Literal["native", "injected"] = "native"
    """How Global Privacy Control was sent."""


class CatalogueVersion(Part):
    """Which tracker knowledge was used."""

    version: str
    sha256: str


class FilterList(Part):
    """One filter list that was used."""

    name: str
    sha256: str
    fetched: str


class Run(Part):
    """One run of the tool."""

    id: str
    name: str = ""
    started: str
    finished: str | None
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
    detail: str
    visit: str | None = None


class Visit(Part):
    """One visit of one site under one profile."""

    id: str
    profile: Profile
    repeat: int
    outcome: str
    pages: list[str]
    requests: int
    started: str
    seconds: float


class Seen(Part):
    """In how many visits of a profile something was seen."""

    visits: int
    seen: int


class Quote(Part):
    """`text` is exactly the characters `start:end` of the document's stored text."""

    document: str
    start: int
    end: int
    text: str


class Declared(Part):
    """What the policy says of a tracker."""

    status: DeclaredStatus
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
    personal_data: list[str] = []
    count: int = 1


class Tracker(Part):
    """One tracker seen on the site."""

    vendor: str
    company: str
    category: str
    party: Literal["first", "third"]
    hosts: list[str]
    cookies: list[str] = []
    storage: list[str] = []
    basis: list[str] = []
    profiles: dict[Profile, Seen] = {}
    dnt: SignalEffect | None = None
    gpc: SignalEffect | None = None
    consent: ConsentTiming = ConsentTiming()
    events: list[Event] = []
    declared: Declared
    requests: int = 0
    """Requests to it, over all visits."""
    first_seen: str | None = None
    """`Request.id` (or cookie name) that is its evidence."""
    country: str = ""


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
    http_only: bool
    secure: bool
    same_site: str | None
    partitioned: bool
    set_by: Literal["http", "script", "unknown"]
    setter: str | None
    stored: bool
    refused_because: list[str] = []
    profiles: list[Profile] = []
    before_consent: bool = True


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
    stopped: list[str] = []
    reduced: list[str] = []
    continued: list[str] = []
    inconclusive: list[str] = []
    read_by: list[str] = []
    repeats: int = 0
    """Visits of each profile that were compared, extra repeats included."""


class DntSignal(Signal):
    """Do Not Track."""

    tk_header: str | None = None


class WellKnown(Part):
    """`/.well-known/gpc.json`."""

    present: bool
    gpc: bool | None = None


class GpcSignal(Signal):
    """Global Privacy Control."""

    well_known: WellKnown | None = None
    strings: dict[str, dict[str, str] | None] = {}


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
    language: str
    last_updated: str | None
    sha256: str
    characters: int
    effective: str | None = None


class PolicyVendor(Part):
    """A vendor that the policy speaks of."""

    vendor: str
    company: str
    stance: Literal["used", "denied"]
    quotes: list[Quote]
    level: Literal["product", "company"] = "product"
    purposes: list[str] = []
    data: list[str] = []
    opt_out_urls: list[str] = []
    scope: Literal["site", "app", "example"] = "site"


class PolicyStatement(Part):
    """A technology, a recipient or a claim."""

    kind: str
    quotes: list[Quote]


class PolicyStance(Part):
    """Stance on a signal."""

    stance: str
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
    sha256: str | None = None


class Waiver(Part):
    """Why a finding was accepted."""

    reason: str
    until: str | None = None


class Finding(Part):
    """One place where what was said and what was seen part ways."""

    rule: str
    severity: Severity
    vendor: str | None
    title: str
    detail: str
    confidence: Confidence
    evidence: list[Evidence] = []
    quotes: list[Quote] = []
    legal: list[str] = []
    waived: Waiver | None = None


class Site(Part):
    """One site of the run."""

    url: str
    name: str = ""
    registrable_domain: str
    status: Literal["complete", "partial", "failed"]
    problems: list[Problem] = []
    visits: list[Visit] = []
    trackers: list[Tracker] = []
    requests: RequestTotals
    cookies: list[Cookie] = []
    storage: list[StorageEntry] = []
    signals: Signals = Signals()
    consent: Consent | None = None
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
