"""The command `undeclared`: thin; each group of commands lives in `crawler/commands/`."""

from __future__ import annotations

import logging
import sys

import click
import structlog

from crawler import __version__
from crawler.commands.audit import audit
from crawler.commands.browse import browse
from crawler.commands.demo import demo
from crawler.commands.diff import diff
from crawler.commands.doctor import doctor
from crawler.commands.identify import identify
from crawler.commands.lists import lists
from crawler.commands.policy import policy
from crawler.commands.report import report
from crawler.commands.schedule import schedule
from crawler.commands.trackers import trackers


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


for command in (audit, demo, report, policy, identify, diff, doctor, schedule, lists, trackers, browse):
    main.add_command(command)


if __name__ == "__main__":
    main()
