"""What a person sees while an audit runs: a live bar on a terminal, else one line for each site."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from reports.model import Site
from reports.render.summary import site_line


class Progress(Protocol):
    """Told by the audit; never asks back."""

    def planned(self, visits: int) -> None:
        """So many visits more are to be made."""

    def visited(self, url: str, profile: str, outcome: str) -> None:
        """One visit has ended."""

    def judged(self, site: Site) -> None:
        """One site is done."""

    def say(self, message: str) -> None:
        """Anything else that a person should know."""


class ConsoleProgress:
    """On standard error; a context manager."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._live = self._console.is_terminal
        self._bar = RichProgress(
            TextColumn("[bold]visits"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[what]}", markup=False),
            console=self._console,
            transient=True,
            disable=not self._live,
        )
        self._task = self._bar.add_task("visits", total=0, what="")
        self._total = 0

    def __enter__(self) -> ConsoleProgress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def planned(self, visits: int) -> None:
        """Lengthen the bar."""
        self._total += visits
        self._bar.update(self._task, total=self._total)

    def visited(self, url: str, profile: str, outcome: str) -> None:
        """Advance the bar."""
        self._bar.update(self._task, advance=1, what=f"{url} ({profile}: {outcome})"[:60])

    def judged(self, site: Site) -> None:
        """One line for the site."""
        self.say(site_line(site))

    def say(self, message: str) -> None:
        """One line, above the bar where there is one."""
        self._console.print(message, markup=False, soft_wrap=True)
