"""What is written to the database and read back: one visit, one document, one checked link."""

from __future__ import annotations

from dataclasses import dataclass

from trackers.evidence import Cookie, Request, ScriptCall, SocketMessage, StoredItem

_SERVER_FAILED = 500


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One visit that is to be made; `id` is the same whenever the same plan is made."""

    id: str
    site: str
    profile: str
    repeat: int


@dataclass(frozen=True, slots=True)
class PlannedSite:
    """One site of a run."""

    id: str
    url: str
    name: str
    first_party: tuple[str, ...] = ()
    pages: tuple[str, ...] | None = None
    """Internal pages that every visit looks at; None until they are chosen."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link that a page shows."""

    url: str
    text: str
    rel: str = ""
    region: str = ""
    """`footer`, `header`, `nav`, `main` or empty."""
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be measured."""

    kind: str
    detail: str
    visit: str | None = None


NOT_RECORDED = "not_recorded"
"""The kind of problem of a visit that may have missed requests."""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """Everything that one visit saw."""

    id: str
    profile: str
    repeat: int
    outcome: str
    detail: str
    started: str
    """RFC 3339, UTC."""
    seconds: float
    pages: tuple[str, ...] = ()
    """Pages that were really looked at."""
    final_url: str = ""
    title: str = ""
    requests: tuple[Request, ...] = ()
    cookies: tuple[Cookie, ...] = ()
    storage: tuple[StoredItem, ...] = ()
    calls: tuple[ScriptCall, ...] = ()
    messages: tuple[SocketMessage, ...] = ()
    links: tuple[PageLink, ...] = ()
    problems: tuple[Problem, ...] = ()
    screenshot: bytes | None = None

    @property
    def missed(self) -> bool:
        """Whether the visit knows that it may have missed requests."""
        return any(problem.kind == NOT_RECORDED for problem in self.problems)

    @property
    def measured(self) -> bool:
        """Whether the visit counts as evidence."""
        return self.outcome == "ok"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A policy document as it was fetched and read."""

    url: str
    kind: str
    content_type: str
    source: bytes
    text: str
    sha256: str
    fetched: str
    title: str = ""
    language: str = ""
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class LinkCheckRecord:
    """Where a link leads: `outcome` in the words of report.json."""

    url: str
    outcome: str
    status: int | None = None
    final_url: str | None = None
    detail: str = ""

    @property
    def answered(self) -> bool:
        """Whether a server gave this answer; none came, or it only said that it failed (HTTP 5xx), otherwise."""
        return self.status is not None and self.status < _SERVER_FAILED


@dataclass(frozen=True, slots=True)
class PolicySearch:
    """How the search for a site's policy ended."""

    outcome: str
    """`found`, `not_found`, `unreachable`, `skipped` (the site itself could not be visited)."""
    documents: tuple[DocumentRecord, ...] = ()
    checks: tuple[LinkCheckRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    well_known_gpc: str | None = None
    """JSON of `{"present": …, "gpc": …}`, None where it was not looked for."""


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """All that was recorded of one site: what the judgement works on."""

    site: PlannedSite
    visits: tuple[VisitRecord, ...]
    policy: PolicySearch | None
    problems: tuple[Problem, ...]
