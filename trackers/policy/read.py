"""All that a site's documents declare, read together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from trackers.catalogue import Catalogue
from trackers.declarations import Declarations, DocumentFacts, Fired
from trackers.policy.claims import read_statements
from trackers.policy.cookies.tables import declared_cookies
from trackers.policy.dates import policy_dates
from trackers.policy.documents.document import Document
from trackers.policy.doubts import doubts
from trackers.policy.kept import once_for_each
from trackers.policy.opt_outs.reading import opt_outs
from trackers.policy.signals import dnt_stance, gpc_stance
from trackers.policy.vendors.called import as_called, ways_as_called
from trackers.policy.vendors.mentions import vendors


def read_policy(documents: Sequence[Document], catalogue: Catalogue) -> Declarations:
    """Read the documents of one site together: a denial in one does not stand against a use in another.

    Every statement carries its quotes, and `fired` says which rule spoke on which words. No network; about one second
    for a million characters, and once a second or two for the patterns that are compiled on the way.
    """
    ways_out, opt_out_rules = opt_outs(documents, catalogue)
    cookies, cookie_rules = declared_cookies(documents, _names_of_vendors(catalogue))
    named, vendor_rules = vendors(documents, catalogue, ways_out, cookies)
    dnt, dnt_rules = dnt_stance(documents)
    gpc, gpc_rules = gpc_stance(documents)
    said = read_statements(documents)
    named = as_called(named, catalogue)
    of_statements = (
        *vendor_rules,
        *dnt_rules,
        *gpc_rules,
        *said.fired,
        *opt_out_rules,
        *cookie_rules,
    )
    facts, date_rules = _facts(documents, {fired.quote.document for fired in of_statements})
    return Declarations(
        documents=facts,
        vendors=named,
        technologies=said.technologies,
        recipients=said.recipients,
        claims=said.claims,
        dnt=dnt,
        gpc=gpc,
        opt_outs=ways_as_called(ways_out, named),
        cookies=cookies,
        fired=(*date_rules, *of_statements),
    )


def _facts(
    documents: Sequence[Document], quoted: Collection[str]
) -> tuple[tuple[DocumentFacts, ...], tuple[Fired, ...]]:
    facts = []
    fired: list[Fired] = []
    for document in documents:
        dates = policy_dates(document)
        fired.extend(dates.fired)
        facts.append(
            DocumentFacts(
                url=document.url,
                kind=document.kind,
                language=document.language,
                last_updated=dates.last_updated,
                sha256=document.sha256,
                characters=len(document.text),
                effective=dates.effective,
                date_quotes=dates.quotes,
                problems=(
                    *document.problems,
                    *doubts(document, says_something=document.url in quoted),
                ),
            )
        )
    return tuple(facts), tuple(fired)


@once_for_each
def _names_of_vendors(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(alias.text.lower() for alias in catalogue.aliases)
