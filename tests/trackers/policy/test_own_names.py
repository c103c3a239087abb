"""What a policy calls its own company. Names and texts made up for these tests."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.claims import claims
from trackers.policy.documents.document import Document
from trackers.policy.own_names import own_names, speaks_as_we
from trackers.policy.rules import fold


def document_of(text: str) -> Document:
    return read_document(text, url="https://example.com/privacy", content_type="text/plain")


NAMED = [
    ('This notice tells how Quillbridge Ltd. ("we", "us") treats data.', ("Quillbridge",)),
    ("QUILLBRIDGE PRIVACY POLICY\n\nWhat follows is for everybody.", ("Quillbridge",)),
    (
        'Quillbridge Paper Mills, Inc. (together, "Quillbridge," "we" or "our") makes paper.',
        ("Quillbridge Paper Mills", "Quillbridge"),
    ),
    (
        'Quillbridge & Moss Mills LLC ("Quillbridge", "we") makes paper.',
        ("Quillbridge & Moss Mills", "Quillbridge"),
    ),
    ("Privacy Policy\n\nWe print books.", ()),
    ("Online Privacy Notice\n\nWe print books.", ()),
    ('We send letters ("Letters") to you.', ()),
    ("# Quillbridge subprocessors\n\nThose who help us.", ("Quillbridge",)),
    ("The Quillbridge Privacy Policy describes what we keep.", ("Quillbridge",)),
    ("At Quillbridge, we print on paper.", ("Quillbridge",)),
    ("Quillbridge is owned and operated by Quillbridge LLC of Oslo.", ("Quillbridge",)),
    ("Our shop is operated by Quillbridge LLC of Oslo.", ()),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_a_company_is_known_by_its_definition_and_its_title(text: str, names: tuple[str, ...]) -> None:
    assert own_names(document_of(text)) == names


def test_a_company_that_speaks_by_its_name_claims_what_we_would_claim() -> None:
    says = "Quillbridge may send your data to ad networks. Quillbridge's sites set cookies."
    document = document_of(f"Quillbridge Privacy Policy\n\n{says}")
    (claim,) = claims([document])[0]
    (quote,) = claim.quotes
    assert claim.kind == "sharing_for_advertising"
    assert quote.text == "Quillbridge may send your data to ad networks."
    folded = fold(document.reading.text)
    spoken = speaks_as_we(document)
    assert len(spoken) == len(folded)
    assert "our           sites" in spoken


def test_an_address_or_a_word_that_only_looks_like_the_name_stays() -> None:
    document = document_of(
        "Target Privacy Policy\n\nWe target ads. Write to Target.example or info@Target.example."
    )
    assert "we target ads. write to target.example or info@target.example" in speaks_as_we(document)
