"""report.sarif: SARIF 2.1.0 (OASIS), for code-scanning dashboards and other readers of findings."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from reports.diff import links_of
from reports.model import Confidence, Finding, Quote, Report, Severity, Site
from reports.render.material import Material, RenderedFile
from reports.render.rules import rule
from reports.render.visible import link, shown

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL: dict[Severity, str] = {"high": "error", "medium": "warning", "low": "note", "info": "note"}
# SARIF's rank is 0 to 100, the higher the more important; confidence decides among equals.
_RANK: dict[Severity, float] = {"high": 90, "medium": 60, "low": 30, "info": 5}
_SURER: dict[Confidence, float] = {"certain": 9, "likely": 5, "possible": 0}
_FAILED_LEVEL = "error"


def render(material: Material) -> tuple[RenderedFile, ...]:
    """`report.sarif`: one run; a site that could not be measured makes its invocation unsuccessful."""
    report = material.report
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    text = json.dumps(log, indent=2, ensure_ascii=False, allow_nan=False)
    return (RenderedFile("report.sarif", text.encode("utf-8", "replace") + b"\n"),)


def _run(report: Report) -> dict[str, Any]:
    identifiers = sorted(
        {finding.rule for site in report.sites for finding in site.findings} | {*report.run.rules}
    )
    index = {identifier: position for position, identifier in enumerate(identifiers)}
    return {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "rules": [
                    {"id": identifier, "shortDescription": {"text": rule(identifier).looks_for}}
                    for identifier in identifiers
                ],
            }
        },
        "automationDetails": {"id": f"{report.run.name or 'audit'}/{report.run.id}"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(site, f, index[f.rule]) for site in report.sites for f in site.findings],
    }


def _invocation(report: Report) -> dict[str, Any]:
    invocation: dict[str, Any] = {
        "executionSuccessful": all(site.status != "failed" for site in report.sites),
        "startTimeUtc": report.run.started,
        "toolExecutionNotifications": [
            {
                "level": _FAILED_LEVEL if site.status == "failed" else "warning",
                "message": {"text": shown(f"{site.url}: {problem.kind}: {problem.detail}")},
                "descriptor": {"id": problem.kind},
                "locations": [_place(site.url)],
            }
            for site in report.sites
            for problem in site.problems
        ],
    }
    if report.run.finished:
        invocation["endTimeUtc"] = report.run.finished
    return invocation


def _result(site: Site, finding: Finding, index: int) -> dict[str, Any]:
    places = [_quoted(quote) for quote in finding.quotes] or [_place(site.url)]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVEL[finding.severity],
        "rank": _RANK[finding.severity] + _SURER[finding.confidence],
        "message": {"text": shown(". ".join(part for part in (finding.title, finding.detail) if part))},
        # Readers such as GitHub look at the first place only; the others are related.
        "locations": [
            {**places[0], "logicalLocations": [{"fullyQualifiedName": shown(site.url), "kind": "resource"}]}
        ],
        "partialFingerprints": {"undeclared/v1": _fingerprint(site, finding)},
        "properties": {
            "site": shown(site.url),
            "vendor": shown(finding.vendor or ""),
            "severity": finding.severity,
            "confidence": finding.confidence,
            "legal": [shown(reference) for reference in finding.legal],
            "evidence": [
                {"kind": e.kind, "visit": e.visit, "ref": shown(e.ref), "sha256": e.sha256}
                for e in finding.evidence
            ],
        },
    }
    if places[1:]:
        result["relatedLocations"] = places[1:]
    if finding.waived:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": shown(finding.waived.reason)}
        ]
    return result


def _place(url: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(url)}}}


def _quoted(quote: Quote) -> dict[str, Any]:
    place = _place(quote.document)
    place["physicalLocation"]["region"] = {
        "charOffset": quote.start,
        "charLength": quote.end - quote.start,
        "snippet": {"text": shown(quote.text)},
    }
    return place


def _uri(url: str) -> str:
    """A valid URI reference: other characters are percent-encoded, and so is the colon of `javascript:`."""
    kept = "-._~/?#[]@!$&'()*+,;=%" + (":" if link(url) else "")
    return "".join(
        c
        if c.isascii() and (c.isalnum() or c in kept)
        else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace"))
        for c in url
    )


def _fingerprint(site: Site, finding: Finding) -> str:
    """The same over runs for the same rule, site, vendor and link, whatever the wording of title and detail."""
    quote = [q.text for q in finding.quotes[:1]]
    key = "\n".join((site.url, finding.rule, finding.vendor or "", *quote, *links_of(finding)))
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
