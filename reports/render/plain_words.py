"""What a site's measurements come to, in sentences a person can quote; careful where nothing was measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.crosscheck.case import ACCOUNTABLE
from reports.model import PolicyStance, Site, Tracker
from reports.render.summary import SEVERITIES, SignalName, finding_counts, verdict_in_words
from reports.render.wording import Tone, label


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the summary of a site."""

    subject: str
    verdict: str
    tone: Tone
    text: str


def in_short(site: Site) -> tuple[Statement, ...]:
    """The summary of a site. Of a site that could not be measured it says only that."""
    if site.status == "failed":
        return (_not_measured(site),)
    statements = [
        _findings(site),
        _signal(site, "Do Not Track", "dnt"),
        _signal(site, "Global Privacy Control", "gpc"),
        _trackers(site),
        _policy(site),
    ]
    if site.status == "partial":
        statements.insert(0, _in_part(site))
    return tuple(statements)


def listed(names: Iterable[str]) -> str:
    """`A, B and C`."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def number(count: int, one: str, many: str = "") -> str:
    """`1 visit`, `2 visits`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def lifetime(days: float | None) -> str:
    """How long a cookie lives: `session`, `40 minutes`, `36 hours`, `400 days`."""
    if days is None:
        return "session"
    if days < 1 / 24:
        return number(round(days * 1440), "minute")
    return number(round(days * 24), "hour") if days < 2 else number(round(days), "day")


def reasons(site: Site) -> str:
    """Why something could not be measured, in a few words."""
    kinds = dict.fromkeys(problem.kind for problem in site.problems)
    return ", ".join(label("problem", kind).inside for kind in kinds) or "no reason was stored"


def _not_measured(site: Site) -> Statement:
    text = (
        f"This site could not be visited ({reasons(site)}). This report knows nothing about its trackers, "
        "its cookies or its response to signals; that nothing is listed does not mean that nothing is there."
    )
    return Statement("Measurement", "Not measured", "absent", text)


def _in_part(site: Site) -> Statement:
    finished = sum(visit.outcome == "ok" for visit in site.visits)
    text = (
        f"{finished} of {number(len(site.visits), 'visit')} succeeded ({reasons(site)}). "
        "What is reported was seen; what is not reported may still be there."
    )
    return Statement("Measurement", label("status", "partial").text, "mixed", text)


def _findings(site: Site) -> Statement:
    found = finding_counts(site.findings)
    waived = (
        f" {number(found.waived, 'accepted finding is', 'accepted findings are')} shown apart."
        if found.waived
        else ""
    )
    if not found.total:
        text = (
            "None of the rules that could be judged found a difference between what the site says and what "
            "was seen. That is a statement about these visits, not a certificate." + waived
        )
        return Statement("Findings", "None in what was measured", "neutral", text)
    by_severity = [
        f"{getattr(found, severity)} {label('severity', severity).inside}"
        for severity in SEVERITIES
        if getattr(found, severity)
    ]
    gravest = next(finding for finding in site.findings if not finding.waived)
    tone: Tone = "bad" if found.high else "mixed" if found.medium else "neutral"
    return Statement("Findings", ", ".join(by_severity), tone, f"The gravest: {gravest.title}{waived}")


def _signal(site: Site, subject: str, name: SignalName) -> Statement:
    known = label("verdict", verdict_in_words(site, name))
    signal = getattr(site.signals, name)
    if signal is None:
        return Statement(subject, known.text, "absent", "No visits with this signal could be compared.")
    parts = [
        _vendors("ran on with it", signal.continued),
        _vendors("ran on without identifiers", signal.reduced),
        _vendors("stopped with it", signal.stopped),
        _vendors("came and went, so that chance cannot be ruled out", signal.inconclusive),
    ]
    told = "; ".join(part for part in parts if part)
    compared = f" {number(signal.repeats, 'visit')} of each profile were compared." if signal.repeats else ""
    return Statement(subject, known.text, known.tone, (f"{told}." if told else known.meaning) + compared)


def _vendors(what: str, vendors: list[str]) -> str:
    if not vendors:
        return ""
    shown = vendors if len(vendors) <= 4 else [*vendors[:3], f"{len(vendors) - 3} more"]
    return f"{listed(shown)} {what}"


def declared_as(tracker: Tracker) -> str:
    """What the policy says of a tracker; of a tag manager or a consent banner it need not say anything."""
    status = tracker.declared.status
    return "not_required" if status == "undeclared" and tracker.category not in ACCOUNTABLE else status


def _trackers(site: Site) -> Statement:
    if not site.trackers:
        text = "No tracker known to the catalogue or to the lists was seen in these visits."
        return Statement("Trackers", "None seen", "neutral", text)
    companies = {tracker.company for tracker in site.trackers}
    status = Counter(declared_as(tracker) for tracker in site.trackers)
    declared = ", ".join(
        f"{status[key]} {label('declared', key).inside}"
        for key in ("named", "company", "category", "denied", "undeclared", "not_required", "not_measured")
        if status[key]
    )
    known = len(companies - {""})
    whose = [number(known, "company", "companies")] if known else []
    unknown = sum(not tracker.company for tracker in site.trackers)
    whose += [f"{unknown} whose company is not known"] if unknown else []
    text = f"From {' and '.join(whose)}. In the site’s policy: {declared}."
    tone: Tone = "bad" if status["undeclared"] or status["denied"] else "neutral"
    return Statement("Trackers", f"{len(site.trackers)} seen", tone, text)


def _policy(site: Site) -> Statement:
    documents = site.policy.documents
    if not documents:
        return Statement(
            "Policy",
            "Not read",
            "absent",
            "No policy document was read, so nothing could be compared with it.",
        )
    dates = sorted(document.last_updated for document in documents if document.last_updated)
    dated = f", last updated {dates[-1]}" if dates else ", without a date that could be read"
    if site.policy.dnt.stance == site.policy.gpc.stance == "silent":
        text = "It is silent on Do Not Track and on Global Privacy Control."
    else:
        text = f"It {_stance('dnt_stance', site.policy.dnt)}, and {_stance('gpc_stance', site.policy.gpc)}."
    return Statement("Policy", f"{number(len(documents), 'document')} read{dated}", "neutral", text)


def _stance(kind: str, stance: PolicyStance) -> str:
    return label(kind, stance.stance).text
