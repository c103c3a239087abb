"""The truth of the demonstration web: what was planted on each site, typed.

What is not listed is not there: a report that shows it has invented it (`compare.py` says for which kinds).
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from reports.model import DeclaredStatus, LinkOutcome, SignalEffect, SignalVerdict
from trackers.declarations import DntStance, GpcStance
from trackers.vendor_file import Category


class Truth(BaseModel):
    """Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PlantedTracker(Truth):
    """A tracker that runs on the site."""

    vendor: str
    """The product's name in the catalogue."""
    category: Category
    party: Literal["first", "third"] = "third"
    dnt: SignalEffect | None = None
    gpc: SignalEffect | None = None
    """None: a signal asks nothing of its category."""
    declared: DeclaredStatus
    cookies: list[str] = []
    """Cookies that must be seen and be attributed to the vendor."""


class PlantedOptOut(Truth):
    """An opt-out link of the policy, and where it leads."""

    url: str
    outcome: LinkOutcome
    vendor: str | None = None


class PlantedPolicy(Truth):
    """What the site's policy says."""

    dnt: DntStance
    gpc: GpcStance
    used: list[str] = []
    denied: list[str] = []
    opt_outs: list[PlantedOptOut] = []


class PlantedFinding(Truth):
    """A finding that the audit must report."""

    rule: str
    vendor: str | None = None
    """None: the rule is about the site, or about any of its vendors."""


class PlantedSite(Truth):
    """One site."""

    url: str
    name: str
    story: str
    status: Literal["complete", "partial", "failed"] = "complete"
    problems: list[str] = []
    """Kinds of problems that must be reported."""
    dnt: SignalVerdict | None = None
    gpc: SignalVerdict | None = None
    policy: PlantedPolicy | None = None
    """None: the site has none that could be read."""
    cookies: list[str] = []
    """Cookies of no vendor that must be seen."""
    tracker: list[PlantedTracker] = []
    finding: list[PlantedFinding] = []


class Manifest(Truth):
    """The whole web."""

    unknown_hosts: list[str] = []
    """Hosts that do not resolve."""
    hosts_without_tls: list[str] = []
    """Hosts that only speak plain HTTP."""
    sites: list[PlantedSite] = Field(alias="site")


@lru_cache(maxsize=1)
def load_manifest() -> Manifest:
    """The manifest that ships with the demonstration web."""
    text = (files("crawler.demo") / "manifest.toml").read_text("utf-8")
    return Manifest.model_validate(tomllib.loads(text))
