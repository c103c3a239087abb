"""All readers together: several documents, explanations, hostile texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.catalogue import Catalogue
from trackers.declarations import Declarations, Quote
from trackers.policy import Document, read_document, read_policy

POLICY = """# Privacy policy
Last updated: 3 May 2021

We use **Google Analytics** and Hotjar to see how our site is used. We do *not* use Facebook Pixel.
You can opt out at https://tools.google.com/dlpage/gaoptout.

## Do Not Track

Our site does not respond to Do Not Track signals. The cookie _ga lives for two years.
"""
WORDS = [
    *(
        "We use ",
        "we do not use ",
        "Google Analytics",
        "Hotjar",
        " and ",
        ", ",
        ". ",
        "\n",
        "\n\n",
        "# ",
        "* ",
        "| ",
    ),
    *(
        "opt out ",
        "https://liveramp.com/opt_out/ ",
        "[here](https://a.test/x) ",
        "Do Not Track ",
        "cookies ",
        "_ga ",
    ),
    *(
        "Last updated ",
        "May 3, 2021 ",
        "such as ",
        "\u00ad",
        "\ufb01",
        "\u0130",
        "<p>",
        "</p>",
        "2 years ",
        "sell ",
    ),
]


def all_quotes(says: Declarations) -> list[Quote]:
    statements = (
        *says.vendors,
        *says.technologies,
        *says.recipients,
        *says.claims,
        *says.opt_outs,
        *says.cookies,
    )
    quotes = [quote for statement in statements for quote in statement.quotes]
    quotes += [quote for document in says.documents for quote in document.date_quotes]
    return [*quotes, *says.dnt.quotes, *says.gpc.quotes, *(fired.quote for fired in says.fired)]


def test_one_document_is_read_for_everything(catalogue: Catalogue) -> None:
    says = read_policy([read_document(POLICY, url="policy.md")], catalogue)
    assert says.documents[0].last_updated == "2021-05-03"
    assert {mention.vendor: mention.stance for mention in says.vendors} == {
        "Facebook Pixel": "denied",
        "Google Analytics": "used",
        "Hotjar": "used",
    }
    assert says.dnt.stance == "not_honoured"
    assert [(way.kind, way.vendor) for way in says.opt_outs] == [("browser_add_on", "Google Analytics")]
    assert [(cookie.name, cookie.lifetime_days) for cookie in says.cookies] == [("_ga", 730.0)]


def test_documents_of_a_site_are_read_together(catalogue: Catalogue) -> None:
    denies = read_document(
        "We do not use Hotjar.", url="https://site.test/privacy", content_type="text/plain"
    )
    uses = read_document(
        "We use Hotjar on our pages.", url="https://site.test/cookies", content_type="text/plain"
    )
    says = read_policy([denies, uses], catalogue)
    (mention,) = says.vendors
    assert mention.stance == "used"
    assert mention.quotes[0].document == "https://site.test/cookies"
    assert len(says.documents) == 2


def test_every_statement_is_explained_by_a_rule(catalogue: Catalogue) -> None:
    says = read_policy([read_document(POLICY, url="policy.md")], catalogue)
    rules = {fired.rule.split(":")[0].split(".")[0] for fired in says.fired}
    assert {"date", "vendor", "dnt", "opt-out", "cookie"} <= rules


def test_reading_twice_says_the_same(catalogue: Catalogue) -> None:
    assert read_policy([read_document(POLICY, url="p.md")], catalogue) == read_policy(
        [read_document(POLICY, url="p.md")], catalogue
    )


def test_nothing_is_declared_by_nothing(catalogue: Catalogue) -> None:
    assert read_policy([], catalogue) == Declarations()
    empty = read_policy([read_document("", url="p.txt")], catalogue)
    assert (empty.vendors, empty.opt_outs, empty.cookies, empty.documents[0].language) == ((), (), (), "und")


@settings(max_examples=100, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=120), name=st.sampled_from(["p.txt", "p.md", "p.html"])
)
def test_every_quote_of_any_text_is_exact(words: list[str], name: str, catalogue: Catalogue) -> None:
    document = read_document("".join(words), url=name)
    for quote in all_quotes(read_policy([document], catalogue)):
        assert quote.text
        assert quote.text == document.text[quote.start : quote.end]


@pytest.mark.parametrize(
    "piece",
    [
        "we do not use ",
        "opt out of ",
        "Google Analytics, ",
        "last updated ",
        "to to to ",
        "not cookies browser ",
        "§ ¤ ",
        "1. ",
        "do not track ",
        "(((",
        "a_",
    ],
)
def test_endless_sentences_cost_no_endless_time(
    piece: str, catalogue: Catalogue, text_document: Callable[[str], Document]
) -> None:
    # No clock here: a pattern that backtracked without limit would not come back within the test run's patience.
    document = text_document(piece * (60_000 // len(piece)))
    assert all(quote.text for quote in all_quotes(read_policy([document], catalogue)))
