"""The command `undeclared`: thin; each command lives in `crawler/commands/`."""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import click
import structlog

from crawler import __version__

COMMANDS = (
    "audit",
    "demo",
    "report",
    "policy",
    "identify",
    "diff",
    "doctor",
    "schedule",
    "lists",
    "trackers",
    "browse",
)
"""Each is the click command of this name in the module of this name in `crawler.commands`."""


class Commands(click.Group):
    """Imports a command when it is asked for: `identify` need not wait for all that an audit needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, or None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"crawler.commands.{cmd_name}"), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="undeclared")
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")
def main(verbose: bool) -> None:
    """Audit web sites: which trackers run, whether Do Not Track and Global Privacy Control change anything,
    and what the site's own privacy policy says about it.

    Begin with `undeclared doctor`, then `undeclared demo`, then `undeclared audit https://www.example.com/`.
    Results go to standard output, everything else to standard error.
    """
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.WARNING),
    )


if __name__ == "__main__":
    main()
