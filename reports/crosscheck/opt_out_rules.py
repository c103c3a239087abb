"""Opt-out links that do not keep what the policy promises."""

from __future__ import annotations

from collections.abc import Iterator

from reports.crosscheck.case import Case, finding
from reports.model import Evidence, Finding
from reports.records import LinkCheckRecord
from trackers.declarations import OptOut
from trackers.site import host_of

_TRIED_AGAIN = (
    ", twice. A filter in the network of this audit, or a failure of that hour, would look the same."
)


def opt_out_link_dead(case: Case) -> Iterator[Finding]:
    """An opt-out link leads nowhere, or only to a home page."""
    for opt_out, check in _checked(case):
        if check.outcome in ("dead", "redirected_home"):
            home = check.outcome == "redirected_home"
            yield finding(
                "opt-out-link-dead",
                "medium" if home else "high",
                f"The opt-out link{_for(opt_out)} "
                + ("leads only to a home page" if home else "does not work"),
                f"{check.url}: {check.detail or check.outcome}{'.' if check.answered else _TRIED_AGAIN}",
                vendor=opt_out.vendor,
                confidence="certain" if check.answered and not home else "likely",
                evidence=[Evidence(visit=None, kind="link", ref=check.url)],
                quotes=opt_out.quotes[:3],
            )


def opt_out_link_insecure(case: Case) -> Iterator[Finding]:
    """An opt-out link is not protected by TLS."""
    for opt_out, check in _checked(case):
        if check.outcome == "insecure":
            yield finding(
                "opt-out-link-insecure",
                "medium",
                f"The opt-out link{_for(opt_out)} is not secure",
                f"{check.url}: {check.detail or 'the page is served without TLS'}.",
                vendor=opt_out.vendor,
                evidence=[Evidence(visit=None, kind="link", ref=check.url)],
                quotes=opt_out.quotes[:3],
            )


_NO_OPT_OUT = ("browser_settings", "contact")
"""A browser maker's help page or a contact form is advice, and its failure breaks no promise to stop tracking."""


def _checked(case: Case) -> Iterator[tuple[OptOut, LinkCheckRecord]]:
    """Each checked link once, with the first opt-out that offers it."""
    policy = case.observation.evidence.policy
    checks = {check.url: check for check in policy.checks} if policy else {}
    for opt_out in case.says.opt_outs if case.says else ():
        if opt_out.kind in _NO_OPT_OUT:
            continue
        check = checks.pop(opt_out.url, None) if opt_out.url else None
        if check is not None:
            yield opt_out, check


def _for(opt_out: OptOut) -> str:
    if opt_out.vendor:
        return f" for {opt_out.vendor}"
    return f" to {host_of(opt_out.url)}" if opt_out.url else ""
