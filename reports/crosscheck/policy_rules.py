"""The policy itself: is there one, can it be read, is it kept up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from reports.crosscheck.case import Case, counted, finding
from reports.model import Evidence, Finding

YEARLY = timedelta(days=366)
"""CCPA 1798.130(a)(5): the policy is to be updated at least once every twelve months."""
_NOT_THERE = re.compile(r": HTTP 4\d\d\b")
"""The server's own word; without it the audit's network, or a policy in pictures, may be the reason."""


def policy_missing(case: Case) -> Iterator[Finding]:
    """No privacy policy was found."""
    policy = case.observation.evidence.policy
    if policy is not None and policy.outcome == "not_found":
        trackers = [t.vendor for t in case.accountable()]
        yield finding(
            "policy-missing",
            "high" if trackers else "medium",
            "No privacy policy was found on the site",
            "Neither the pages visited nor the usual addresses lead to one."
            + (f" Trackers run on the site: {', '.join(trackers[:10])}." if trackers else ""),
            confidence="likely",
        )


def policy_unreachable(case: Case) -> Iterator[Finding]:
    """The site links to a privacy policy, and the link does not lead to it."""
    policy = case.observation.evidence.policy
    if policy is not None and policy.outcome == "unreachable":
        tried = [p for p in case.observation.evidence.problems if p.kind == "policy_unreachable"]
        yield finding(
            "policy-unreachable",
            "high",
            "The site's link to its privacy policy does not lead to a policy",
            "; ".join(problem.detail for problem in tried[:5]) or "The address did not answer.",
            confidence="certain" if any(_NOT_THERE.search(p.detail) for p in tried) else "likely",
            evidence=[Evidence(visit=None, kind="link", ref=p.detail.split(": ")[0]) for p in tried[:5]],
        )


def policy_outdated(case: Case) -> Iterator[Finding]:
    """The policy's own date is more than a year ago."""
    if case.says is None:
        return
    dated = [
        (_latest_day(document.last_updated), document)
        for document in case.says.documents
        if document.last_updated and document.kind == "privacy_policy"
    ]
    if not dated:
        return
    updated, document = max(dated, key=lambda pair: pair[0])
    age = case.today - updated
    if age > YEARLY:
        yield finding(
            "policy-outdated",
            "medium" if age > 2 * YEARLY else "low",
            f"The privacy policy was last updated {_in_words(document.last_updated or '')}",
            f"That was {_years_and_months(updated, case.today)} before this audit; it is to "
            "be reviewed at least every twelve months where the CCPA applies.",
            confidence="certain",
            quotes=document.date_quotes[:2],
        )


def _in_words(stated: str) -> str:
    return f"{'in' if len(stated) == len('2026-04') else 'on'} {stated}"


def _years_and_months(since: date, until: date) -> str:
    months = 12 * (until.year - since.year) + until.month - since.month - (until.day < since.day)
    parts = [(months // 12, "year"), (months % 12, "month")]
    return " and ".join(counted(number, unit) for number, unit in parts if number) or "less than a month"


def _latest_day(stated: str) -> date:
    """The last day that a date may mean: policies that say no more than a month get all of it."""
    if len(stated) == len("2026-04"):
        year, month = int(stated[:4]), int(stated[5:])
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date.fromisoformat(stated)
