"""The rules in words (`rules.toml`), and whether a rule could be judged on a site at all.

"No finding" has two meanings that must never be mixed up: the rule looked and found nothing, or nobody could
look.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from reports.model import Site
from reports.render.wording import label


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule identifier."""

    id: str
    looks_for: str
    """A sentence that says what a finding of this rule means."""
    needs: tuple[str, ...] = ()
    """Profiles with at least one finished visit, or `policy` for at least one document read."""


@cache
def known_rules() -> Mapping[str, Rule]:
    """Every rule of the stable list, by identifier."""
    table = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {name: Rule(name, entry["looks_for"], tuple(entry["needs"])) for name, entry in table.items()}
    )


def rule(identifier: str) -> Rule:
    """The rule of this identifier; one that the list does not know is named by its identifier alone."""
    return known_rules().get(identifier) or Rule(identifier, identifier.replace("-", " ").capitalize() + ".")


def why_not_judged(site: Site, wanted: Rule, examined: Collection[str]) -> str | None:
    """Why the rule has no opinion on this site; None where it has looked. `examined` is `Run.rules`."""
    if site.status == "failed":
        return "the site could not be measured"
    if wanted.id not in examined:
        return "this run did not examine the rule"
    missing = [need for need in wanted.needs if not _measured(site, need)]
    if missing:
        return "not measured: " + ", ".join(_need_in_words(need) for need in missing)
    return None


def _measured(site: Site, need: str) -> bool:
    if need == "policy":
        return bool(site.policy.documents)
    return any(visit.profile == need and visit.outcome == "ok" for visit in site.visits)


def _need_in_words(need: str) -> str:
    if need == "policy":
        return "the policy's text"
    return f"the profile “{label('profile', need).text}”"
