"""Where saying and seeing part ways: one small function a rule, in one explicit list.

A rule takes a `Case` and yields findings; a new rule is a new function here, in the module of its group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.crosscheck.case import Case
from reports.crosscheck.declared_rules import (
    declared_not_observed,
    declared_only_generically,
    denied_tracker_observed,
    undeclared_tracker,
)
from reports.crosscheck.opt_out_rules import opt_out_link_dead, opt_out_link_insecure
from reports.crosscheck.policy_rules import policy_missing, policy_outdated, policy_unreachable
from reports.crosscheck.signal_rules import (
    dnt_not_disclosed,
    dnt_promise_broken,
    dnt_statements_contradict,
    gpc_ignored,
    gpc_promise_broken,
)
from reports.model import Finding

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    undeclared_tracker,
    declared_only_generically,
    denied_tracker_observed,
    declared_not_observed,
    dnt_promise_broken,
    dnt_not_disclosed,
    dnt_statements_contradict,
    gpc_ignored,
    gpc_promise_broken,
    opt_out_link_dead,
    opt_out_link_insecure,
    policy_missing,
    policy_unreachable,
    policy_outdated,
)

_ORDER = {"high": 0, "medium": 1, "low": 2, "info": 3}


def rule_identifiers() -> list[str]:
    """Identifiers of the rules that are examined: those of the functions, with hyphens."""
    return sorted(rule.__name__.replace("_", "-") for rule in RULES)


def cross_check(case: Case) -> list[Finding]:
    """Every rule's findings, gravest first."""
    found = [one for rule in RULES for one in rule(case)]
    return sorted(found, key=lambda f: (_ORDER[f.severity], f.rule, f.vendor or "", f.title))
