"""The `--format` option."""

from __future__ import annotations

import click

from reports.render import Format

FORMATS = "Any of " + ",".join(Format) + "."


def parse_formats(text: str) -> tuple[Format, ...]:
    """`html,json` as formats. Raises `click.BadParameter` naming what is allowed."""
    found = []
    for word in filter(None, (part.strip().lower() for part in text.split(","))):
        try:
            found.append(Format(word))
        except ValueError:
            raise click.BadParameter(
                f"{word!r} is no format; allowed: {', '.join(Format)}", param_hint="--format"
            ) from None
    if not found:
        raise click.BadParameter(f"no format named; allowed: {', '.join(Format)}", param_hint="--format")
    return tuple(dict.fromkeys(found))
