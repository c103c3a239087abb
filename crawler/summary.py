"""A report in a terminal: one line a site, a table, what changed."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.diff import Difference
from reports.model import Report, Site
from reports.render.summary import SEVERITIES, counts, finding_counts, site_line, verdict
from reports.render.visible import shown
from reports.render.wording import label
from trackers.site import host_of

_MOST_LINES = 60


def summary_lines(report: Report) -> Iterator[str]:
    """One line a site and one for all."""
    yield from (site_line(site) for site in report.sites)
    numbers = counts(report)
    standing = ", ".join(
        f"{getattr(numbers.findings, severity)} {severity}"
        for severity in SEVERITIES
        if getattr(numbers.findings, severity)
    )
    failed = f", {numbers.failed} not measured" if numbers.failed else ""
    yield f"{numbers.sites} site(s){failed}; findings: {standing or 'none'}"


def print_table(report: Report, console: Console) -> None:
    """One readable table of all sites."""
    table = Table(title="What was said and what was seen", title_justify="left", show_lines=False)
    for heading in ("site", "measured", "DNT", "GPC", "trackers", "findings"):
        table.add_column(heading, overflow="fold")
    for site in report.sites:
        table.add_row(
            Text(shown(site.name or host_of(site.url), 60)),
            site.status,
            label("verdict", verdict(site, site.signals.dnt)).inside,
            label("verdict", verdict(site, site.signals.gpc)).inside,
            Text(shown(", ".join(t.vendor for t in site.trackers), 200) or "–"),
            Text(_findings(site)),
        )
    console.print(table)


def difference_lines(difference: Difference) -> Iterator[str]:
    """What is new and gone between two runs, for people."""
    yield f"{difference.before} → {difference.after}"
    yield from (
        f"not compared, for it was not measured in both: {shown(url, 200)}" for url in difference.not_compared
    )
    for kind, change in difference.by_kind().items():
        yield f"{kind}: {len(change.new)} new, {len(change.gone)} gone, {len(change.unchanged)} unchanged"
        yield from _marked("+", change.new)
        yield from _marked("-", change.gone)


def _marked(mark: str, items: tuple[str, ...]) -> Iterator[str]:
    yield from (f"  {mark} {shown(item, 200)}" for item in items[:_MOST_LINES])
    if len(items) > _MOST_LINES:
        yield f"  {mark} … and {len(items) - _MOST_LINES} more"


def _findings(site: Site) -> str:
    if site.status == "failed":
        return "not measured"
    rules = dict.fromkeys(
        f"{f.rule}" + (f" ({f.vendor})" if f.vendor else "") for f in site.findings if not f.waived
    )
    waived = finding_counts(site.findings).waived
    return "; ".join(rules) + (f"; {waived} waived" if waived else "") or "none"
