"""report.junit.xml: one test suite a site, one test case a rule, for build servers.

A rule that found something fails; a waived finding is skipped with its reason; a rule that could not look is
skipped with the reason; a site that could not be measured is an error in every case, never a pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from reports.model import Finding, Report, Site
from reports.render.material import Material, RenderedFile
from reports.render.rules import Rule, known_rules, rule, why_not_judged
from reports.render.summary import SEVERITIES
from reports.render.visible import shown


def render(material: Material) -> tuple[RenderedFile, ...]:
    """`report.junit.xml`."""
    report = material.report
    root = ET.Element("testsuites", name=_text(f"undeclared {report.run.name or report.run.id}"))
    suites = [_suite(root, site, report) for site in report.sites]
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    ET.indent(root)
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return (RenderedFile("report.junit.xml", content + b"\n"),)


def _suite(root: ET.Element, site: Site, report: Report) -> ET.Element:
    suite = ET.SubElement(root, "testsuite", name=_text(site.url), timestamp=report.run.started)
    suite.set("time", f"{sum(visit.seconds for visit in site.visits):.3f}")
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in site.findings:
        by_rule[finding.rule].append(finding)
    identifiers = [*known_rules(), *sorted(set(by_rule) - set(known_rules()))]
    for identifier in identifiers:
        _case(suite, site, rule(identifier), by_rule.get(identifier, ()), report.run.rules)
    suite.set("tests", str(len(identifiers)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    if site.problems:
        lines = "\n".join(f"{problem.kind}: {problem.detail}" for problem in site.problems)
        ET.SubElement(suite, "system-err").text = _text(lines)
    return suite


def _case(
    suite: ET.Element, site: Site, judged: Rule, findings: Sequence[Finding], examined: Sequence[str]
) -> None:
    case = ET.SubElement(
        suite, "testcase", classname=_text(site.registrable_domain), name=judged.id, time="0"
    )
    standing = [finding for finding in findings if finding.waived is None]
    reason = why_not_judged(site, judged, examined)
    if standing:
        gravest = min(standing, key=lambda finding: SEVERITIES.index(finding.severity))
        failure = ET.SubElement(case, "failure", type=gravest.severity, message=_text(gravest.title))
        failure.text = _text("\n\n".join(map(_in_full, standing)))
    elif site.status == "failed":
        why = "; ".join(f"{problem.kind}: {problem.detail}" for problem in site.problems)
        ET.SubElement(
            case, "error", type="not_measured", message=_text(f"not measured: {why or 'no reason'}")
        )
    elif findings:
        reasons = "; ".join(finding.waived.reason for finding in findings if finding.waived)
        ET.SubElement(case, "skipped", message=_text(f"waived: {reasons}"))
    elif reason:
        ET.SubElement(case, "skipped", message=_text(reason))


def _in_full(finding: Finding) -> str:
    lines = [f"[{finding.severity}, {finding.confidence}] {finding.title}", finding.detail]
    lines += [f"“{q.text}” ({q.document}, characters {q.start}-{q.end})" for q in finding.quotes]
    lines += [f"{e.kind}: {e.ref} (visit {e.visit})" for e in finding.evidence]
    return "\n".join(line for line in lines if line)


def _text(text: str) -> str:
    return shown(text)
