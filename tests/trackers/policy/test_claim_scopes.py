"""How far a claim reaches: denials with exceptions, for a purpose or for a part; headings that claim nothing."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.claims import read_statements


def claimed(text: str, language: str = "en") -> set[str]:
    """The kinds of claims in a text, or in a page's markup."""
    body = text if text.startswith("<") else f"<p>{text}</p>"
    page = f'<html lang="{language}"><body>{body}</body></html>'
    document = read_document(page, url="https://larkspur.example/privacy", content_type="text/html")
    return {statement.kind for statement in read_statements([document], ("claim",)).claims}


def received(text: str, language: str = "en") -> set[str]:
    """The kinds of recipients in a text."""
    body = text if text.startswith("<") else f"<p>{text}</p>"
    page = f'<html lang="{language}"><body>{body}</body></html>'
    document = read_document(page, url="https://larkspur.example/privacy", content_type="text/html")
    return {statement.kind for statement in read_statements([document], ("recipient",)).recipients}


EXCEPTIONS = [
    ("en", "We never sell your details, except to our advertising partners.", {"no_sale_qualified", "sale"}),
    ("en", "We do not sell customer data other than to data brokers.", {"no_sale_qualified", "sale"}),
    ("en", "We do not sell your data, save in the case of a merger.", {"no_sale_qualified"}),
    (
        "en",
        "We don't sell your data, except that we give it to ad networks for consideration.",
        {"no_sale_qualified", "sale", "sharing_for_advertising"},
    ),
    ("en", "With the exception of postal addresses, we do not sell personal data.", {"no_sale_qualified"}),
    (
        "en",
        "We will not share your data with advertisers, excluding our two advertising partners.",
        {"no_sharing_for_third_party_marketing_qualified", "sharing_for_advertising"},
    ),
    (
        "en",
        "Apart from our advertising partners, we do not share your details with anyone.",
        {"sharing_for_advertising"},
    ),
    (
        "en",
        "We do not share your address with others for their marketing unless you have agreed.",
        {"no_sharing_for_third_party_marketing_without_consent"},
    ),
    ("de", "Wir verkaufen Ihre Daten nicht, außer an Werbepartner.", {"no_sale_qualified", "sale"}),
    ("de", "Wir verkaufen Ihre Daten nicht, mit Ausnahme der Postanschrift.", {"no_sale_qualified"}),
    ("fr", "Nous ne vendons pas vos données, sauf à nos partenaires.", {"no_sale_qualified", "sale"}),
    ("fr", "Nous ne vendons pas vos données, hormis en cas de fusion.", {"no_sale_qualified"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), EXCEPTIONS)
def test_a_denial_with_an_exception_is_qualified(language: str, text: str, expected: set[str]) -> None:
    assert expected <= claimed(text, language)
    assert not claimed(text, language) & {
        "no_sale",
        "no_third_party_sharing",
        "no_sharing_for_third_party_marketing",
    }
    assert "sale" in expected or "sale" not in claimed(text, language)
