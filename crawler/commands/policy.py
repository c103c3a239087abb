"""`undeclared policy`: what policies declare, as JSON Lines, one document a line."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from reports.judge import policy_of
from trackers.catalogue import Catalogue, load_catalogue
from trackers.declarations import Declarations, Fired, Quote
from trackers.policy import Document, read_document, read_policy

if TYPE_CHECKING:
    from crawler.outcome import Outcome
    from crawler.settings import Browser as BrowserSettings

_NAVIGATION_MS = 20_000
_LIKE_AN_ADDRESS = re.compile(r"\w+:/|www\.|[\w-]+(\.[\w-]+)+/")


class SourceError(Exception):
    """A source that could not be read; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it came: from a file, standard input or the web."""

    name: str
    content: bytes
    content_type: str | None = None


Fetch = Callable[[list[str]], Mapping[str, Source | SourceError]]
"""Opens addresses in a browser: by address what came, or why nothing came."""


@click.command(short_help="Say what privacy policies declare.")
@click.argument("sources", metavar="FILE_OR_URL...", nargs=-1, required=True)
@click.option(
    "--explain", is_flag=True, help="Add `explain`: which rule fired on which words, and what that led to."
)
@click.option(
    "--text",
    is_flag=True,
    help="Add `text` to each document: its stored text, in which quotes' offsets count.",
)
@click.option(
    "--together",
    is_flag=True,
    help="Read all sources as the documents of one site: one line for all of them.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Open URLs with the browser that this settings file describes.",
)
def policy(
    sources: tuple[str, ...], *, explain: bool, text: bool, together: bool, config: Path | None
) -> None:
    """Say what privacy policies declare: vendors, cookies, opt-outs, claims, Do Not Track and GPC.

    FILE_OR_URL is HTML, PDF, Markdown or plain text; `-` is standard input. URLs are opened in a browser. One
    JSON object a line comes out, in order, shaped as `policy` of report.json; every quote is exactly the
    characters start:end of the document's text. Exit code 1 where a source could not be read or holds no text
    (a scanned or encrypted PDF): nothing is said of it on standard output, and why on standard error. What
    was lost of a document, a language without rules and a text that is hardly a policy are said there as
    well, and in `problems`.
    """
    fetch = partial(_fetch_in_browser, config)
    failed = run(sources, fetch, explain=explain, text=text, together=together)
    sys.exit(1 if failed else 0)


def run(sources: tuple[str, ...], fetch: Fetch, *, explain: bool, together: bool, text: bool = False) -> int:
    """Read and print; returns how many sources could not be read."""
    catalogue = load_catalogue()
    urls = list(dict.fromkeys(filter(_has_host, filter(_is_url, sources))))
    fetched = fetch(urls) if urls else {}
    failed = 0
    documents = []
    for name in sources:
        try:
            source = _read(name, fetched)
            document = read_document(source.content, url=source.name, content_type=source.content_type)
        except (SourceError, ValueError) as error:
            failed += 1
            click.echo(f"{name}: {error}", err=True)
            continue
        if not document.text.strip():  # "silent" would be said of words that nobody has read
            failed += 1
            click.echo(f"{name}: {', '.join(document.problems)}", err=True)
        elif together:
            documents.append(document)
        else:
            _print([document], catalogue, explain=explain, text=text)
    if documents:
        _print(documents, catalogue, explain=explain, text=text)
    return failed


def _print(documents: Sequence[Document], catalogue: Catalogue, *, explain: bool, text: bool) -> None:
    says = read_policy(documents, catalogue)
    for facts in says.documents:
        for problem in facts.problems:
            click.echo(f"{facts.url}: {problem}", err=True)
    policy = policy_of(says).model_dump(mode="json")
    if text:
        for shown, document in zip(policy["documents"], documents, strict=True):
            shown["text"] = document.text
    if explain:
        policy["explain"] = explained(says)
    line = json.dumps(policy, ensure_ascii=False, separators=(",", ":"))
    with suppress(UnicodeEncodeError):  # halves of characters, as broken PDFs have them
        line.encode()
        click.echo(line)
        return
    click.echo(json.dumps(policy, separators=(",", ":")))


def explained(says: Declarations) -> list[dict[str, Any]]:
    """What each rule fired on, once, and in `led_to` the statements of that subject which quote those words.

    Vendors and cookies are named, claims, technologies, recipients and opt-outs are kinds, the two signals are
    stances. Empty where the rule's identifier says it all, as with dates.
    """
    results = _results(says)
    return [
        {
            "rule": fired.rule,
            "led_to": list(dict.fromkeys(_led_to(fired, results))),
            "document": fired.quote.document,
            "start": fired.quote.start,
            "end": fired.quote.end,
            "text": fired.quote.text,
            **({"hidden": True} if fired.quote.hidden else {}),
        }
        for fired in dict.fromkeys(says.fired)
    ]


def _results(says: Declarations) -> dict[str, list[tuple[str, Sequence[Quote]]]]:
    """What was read of each subject, in words, with its quotes; a rule's identifier begins with its subject."""
    return {
        "vendor": [(f"{one.vendor} ({one.stance})", one.quotes) for one in says.vendors],
        "opt-out": [
            (f"{one.kind} ({one.vendor})" if one.vendor else one.kind, one.quotes) for one in says.opt_outs
        ],
        "cookie": [(one.name, one.quotes) for one in says.cookies],
        "claim": [(one.kind, one.quotes) for one in says.claims],
        "technology": [(one.kind, one.quotes) for one in says.technologies],
        "recipient": [(one.kind, one.quotes) for one in says.recipients],
        "dnt": [(says.dnt.stance, says.dnt.quotes)],
        "gpc": [(says.gpc.stance, says.gpc.quotes)],
    }


def _led_to(fired: Fired, results: Mapping[str, list[tuple[str, Sequence[Quote]]]]) -> Iterator[str]:
    """The results of the rule's subject that quote the words."""
    subject = re.split(r"[.:]", fired.rule)[0]
    for name, quotes in results.get(subject, ()):
        if any(_holds(quote, fired.quote) for quote in quotes):
            yield name


def _holds(outer: Quote, inner: Quote) -> bool:
    return outer.document == inner.document and outer.start <= inner.start and inner.end <= outer.end


def _is_url(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _read(name: str, fetched: Mapping[str, Source | SourceError]) -> Source:
    if _is_url(name):
        found = (
            fetched[name] if name in fetched else SourceError("an address without a host, or a broken one")
        )
        if isinstance(found, SourceError):
            raise found
        return found
    if name == "-":
        return Source("-", sys.stdin.buffer.read())
    try:
        return Source(name, Path(name).read_bytes())
    except OSError as error:
        hint = "; web addresses begin with https:// or http://" if _LIKE_AN_ADDRESS.match(name) else ""
        raise SourceError((error.strerror or str(error)) + hint) from error


def _why(failed: Outcome) -> str:
    """One sentence for a person."""
    by_status = failed.detail.startswith("HTTP ") and ":" not in failed.detail
    return f"the server answered {failed.detail}" if by_status else failed.detail or failed.kind


def _fetch_in_browser(config: Path | None, urls: list[str]) -> Mapping[str, Source | SourceError]:
    # Playwright costs half a second to import, which reading files need not pay.
    from crawler.browser_finding import find_or_install_browser  # noqa: PLC0415
    from crawler.settings import load_settings  # noqa: PLC0415

    settings = load_settings(config).browser
    executable = find_or_install_browser(settings.executable, lambda line: click.echo(line, err=True))
    return asyncio.run(_fetch_all(urls, executable, settings))


async def _fetch_all(
    urls: list[str], executable: Path, settings: BrowserSettings
) -> dict[str, Source | SourceError]:
    from playwright.async_api import async_playwright  # noqa: PLC0415

    from crawler.browser import launched  # noqa: PLC0415
    from crawler.document_fetching import fetch_document  # noqa: PLC0415
    from crawler.visit import watched_context  # noqa: PLC0415

    found: dict[str, Source | SourceError] = {}
    async with AsyncExitStack() as stack:
        playwright = await stack.enter_async_context(async_playwright())
        browser = await stack.enter_async_context(launched(playwright, executable, "baseline", settings))
        for url in urls:
            async with watched_context(browser) as (_, page, recorder):
                fetched = await fetch_document(page, recorder, url, _NAVIGATION_MS)
            if fetched.outcome.ok:
                found[url] = Source(fetched.url, fetched.body, fetched.content_type)
            else:
                found[url] = SourceError(_why(fetched.outcome))
    return found
