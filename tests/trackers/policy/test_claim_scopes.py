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


OF_THE_WHOLE_SITE = {"no_cookies", "no_tracking", "no_third_party_tracking", "no_advertising"}
PARTS = [
    ("en", "We do not use cookies for statistics."),
    ("en", "We do not use cookies for this form"),
    ("en", "We do not set cookies, pixels or scripts to recognise you."),
    ("en", "This site does not use cookies or trackers on its booking pages."),
    ("en", "We do not use analytics on our intake forms."),
    ("en", "We do not use trackers for profiling."),
    ("en", "We do not track you in our mobile app."),
    ("en", "We do not use third-party cookies for advertising."),
    ("en", "We do not show ads in our newsletters."),
    ("de", "Wir verwenden keine Cookies für Werbung."),
    ("fr", "Nous n'utilisons pas de cookies sur la page de paiement."),
]


@pytest.mark.parametrize(("language", "text"), PARTS)
def test_a_denial_for_a_purpose_or_a_part_is_none_for_the_site(language: str, text: str) -> None:
    assert not claimed(text, language) & OF_THE_WHOLE_SITE


@pytest.mark.parametrize(
    "text",
    [
        "We do not use cookies for any purpose.",
        "We do not use cookies anywhere on this website.",
        "We do not use cookies, so there is nothing to agree to.",
        "We do not use cookies or anything like them.",
    ],
)
def test_a_denial_for_all_purposes_is_one_for_the_site(text: str) -> None:
    assert "no_cookies" in claimed(text)


def test_no_cookies_for_advertising_is_no_tracking_for_advertising() -> None:
    assert claimed("We do not use cookies or pixels for advertising.") == {"no_advertising_tracking"}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "We do not track you, but our advertising partners do.", "no_tracking"),
        ("en", "We do not track you; some of our partners may.", "no_tracking"),
        ("en", "We do not track you, although ad networks may follow you.", "no_tracking"),
        ("en", "We do not use cookies, but the third parties on our pages do.", "no_cookies"),
        ("de", "Wir verfolgen Sie nicht, aber unsere Werbepartner tun das.", "no_tracking"),
        ("de", "Wir verwenden keine Cookies, aber unsere Partner schon.", "no_cookies"),
        ("fr", "Nous ne vous suivons pas, mais nos partenaires le font.", "no_tracking"),
    ],
)
def test_what_others_do_is_not_lost_behind_the_denial_of_the_site(
    language: str, text: str, kind: str
) -> None:
    assert claimed(text, language) == {f"{kind}_qualified", "third_party_collection"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unlike most pharmacies, we keep no analytics on our pages.", set()),
        ("We do not use advertising pixels as many clinics do.", set()),
        ("Just as banks do, we share data with insurers.", {"professional_advisers"}),
        ("Unlike some ad networks, we share data with nobody but couriers.", {"delivery_companies"}),
        ("We share data with third parties like advertisers.", {"advertising_networks"}),
        ("We share nothing with banks.", set()),
        ("Third-party advertisers on our pages do not respond to Do Not Track.", set()),
        (
            "Third-party advertisers collect data here and do not respond to Do Not Track.",
            {"advertising_networks"},
        ),
        (
            "We share data with advertisers, which do not respond to Do Not Track.",
            {"advertising_networks"},
        ),
    ],
)
def test_whom_the_site_is_only_compared_with_receives_nothing(text: str, expected: set[str]) -> None:
    assert received(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "We will not disclose medical records for marketing without your authorization.",
            "no_health_data_sharing_without_consent",
        ),
        ("Unless you agree, we do not share your health data.", "no_health_data_sharing_without_consent"),
        (
            "We will not disclose your address for marketing without your consent.",
            "no_sharing_for_third_party_marketing_without_consent",
        ),
        (
            "We do not share what you tell us with anyone without your consent.",
            "no_sharing_without_consent",
        ),
    ],
)
def test_a_denial_without_consent_reaches_as_far_as_the_data_and_the_purpose(text: str, kind: str) -> None:
    assert claimed(text) == {kind}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "<h2>International data transfers and the Privacy Shield</h2><p>There are none.</p>"),
        ("en", "<h3>Session recordings and heatmaps</h3><p>Not in use here.</p>"),
        ("en", "<h2>Retention periods</h2>"),
        (
            "en",
            "<table><tr><th>Tool</th><th>Retention period</th></tr><tr><td>Session replay</td></tr></table>",
        ),
        ("en", "<ul><li>Heatmaps</li></ul>"),
        ("de", "<table><tr><th>Cookie</th><th>Speicherdauer</th></tr></table>"),
        ("de", "<h3>Standardvertragsklauseln</h3>"),
        ("fr", "<h3>Durée de conservation</h3>"),
    ],
)
def test_a_heading_or_a_bare_cell_claims_nothing(language: str, text: str) -> None:
    assert claimed(text, language) == set()


def test_a_bare_entry_claims_what_the_line_above_it_opens() -> None:
    assert claimed("<p>Our shop uses:</p><ul><li>Session replay</li></ul>") == {"session_recording"}
    assert claimed("<ul><li>Retention period: 30 days</li></ul>") == {"retention"}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Setting these advertising pixels may be a sale under the CCPA.", "sale"),
        ("en", "Such a disclosure could, however, be a “sale”.", "sale"),
        ("en", "What we pass on might be “sharing” under state law.", "sharing_for_advertising"),
        (
            "en",
            "Larkspur does not track readers across third-party websites, so it does not respond to signals.",
            "no_cross_site_tracking",
        ),
        (
            "en",
            "Larkspur does not track readers across other sites to show targeted advertising.",
            "no_advertising_tracking",
        ),
        ("en", "No adverts, no trackers, no cookies", "no_cookies"),
        ("en", "No adverts, no trackers, no cookies", "no_tracking"),
        ("en", "No adverts, no trackers, no cookies", "no_advertising"),
        ("en", "We never show you any ads.", "no_advertising"),
        ("en", "We collect hashed addresses and may link them to your devices.", "cross_device_tracking"),
        ("de", "Unser Blog: Diese Seite nutzt keine Cookies und keine Analysetools.", "no_cookies"),
        ("de", "Unser Blog: Diese Seite nutzt keine Cookies und keine Analysetools.", "no_tracking"),
        (
            "de",
            "Für Werbung verwenden wir Bing Ads, jedoch nur mit Ihrer Einwilligung.",
            "consent_before_tracking",
        ),
        ("fr", "Sous réserve de votre accord, nous plaçons des traceurs.", "consent_before_tracking"),
        ("de", "Die Protokolle löschen wir nach zehn Tagen.", "retention"),
    ],
)
def test_claims_in_fewer_words_are_read(language: str, text: str, kind: str) -> None:
    assert kind in claimed(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Payments: PayPal and Klarna", {"payment_processors"}),
        ("en", "Payments: by card or in cash", set()),
        ("en", "Shipping: DPD and Royal Mail", {"delivery_companies"}),
        ("de", "Die Anschrift geben wir an Lieferdienste (GLS) weiter.", {"delivery_companies"}),
        ("fr", "Nous transmettons votre adresse au transporteur.", {"delivery_companies"}),
    ],
)
def test_recipients_behind_a_label_or_in_brackets_are_read(
    language: str, text: str, expected: set[str]
) -> None:
    assert received(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "We do not track you. Our partners do.", "no_tracking"),
        (
            "en",
            "We do not track you across websites. Our advertisers, however, may.",
            "no_cross_site_tracking",
        ),
        ("en", "We do not use cookies. Third parties whose content we embed might do so.", "no_cookies"),
        ("en", "We do not set cookies. Third parties may set cookies on our pages.", "no_cookies"),
        ("de", "Wir verfolgen Sie nicht. Unsere Partner schon.", "no_tracking"),
        ("de", "Wir setzen keine Cookies. Unsere Partner tun dies jedoch.", "no_cookies"),
        ("fr", "Nous ne vous suivons pas. Certains de nos partenaires, en revanche, le font.", "no_tracking"),
        ("fr", "Nous n'utilisons pas de cookies. Nos partenaires, si.", "no_cookies"),
    ],
)
def test_what_the_next_sentence_leaves_to_others_qualifies_the_denial(
    language: str, text: str, kind: str
) -> None:
    assert claimed(text, language) == {f"{kind}_qualified", "third_party_collection"}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "We never sell your personal information. Some of our partners may.", "no_sale_qualified"),
        ("de", "Wir verkaufen Ihre Daten nicht. Unsere Partner können dies tun.", "no_sale_qualified"),
        ("en", "We never sell your personal information. Our partners do not.", "no_sale"),
        ("en", "We do not track you. Our partners do not either.", "no_tracking"),
        ("de", "Wir verfolgen Sie nicht. Unsere Partner tun dies auch nicht.", "no_tracking"),
        ("fr", "Nous ne vous suivons pas. Nos partenaires ne le font pas non plus.", "no_tracking"),
        ("en", "We do not track you. Our partners pack and ship the parcels.", "no_tracking"),
    ],
)
def test_a_sale_by_others_is_none_by_the_site_and_their_denial_takes_nothing_back(
    language: str, text: str, kind: str
) -> None:
    assert claimed(text, language) == {kind}
