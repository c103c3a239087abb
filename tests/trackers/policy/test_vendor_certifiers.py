"""Who settles disputes or vouches for a site is no vendor; the same company's consent service is one."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document
from trackers.policy.vendors.mentions import vendors


def _used(text: str, language: str = "en") -> set[str]:
    page = f'<html lang="{language}"><body><main><p>{text}</p></main></body></html>'
    document = read_document(page, url="https://shop.test/privacy", content_type="text/html")
    return {mention.vendor for mention in vendors([document], load_catalogue())[0]}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "If a concern about our shop stays unresolved, turn to TRUSTe, our alternative dispute resolution body.",
        ),
        ("en", "We use TRUSTe as our dispute resolution provider, which costs you nothing."),
        ("en", "Unsettled complaints go for a decision to TrustArc."),
        ("en", "TrustArc acts as a liaison between you and our shop."),
        ("en", "Our shop is certified by TRUSTe every spring."),
        ("en", "We have been awarded the privacy seal of TRUSTe."),
        ("en", "The shop is a licensee of the TRUSTe privacy programme."),
        ("en", "Opt out of interest-based ads: TrustArc https://preferences-mgr.truste.com/."),
        (
            "en",
            "Readers can opt out of targeted advertising through TrustArc at https://preferences-mgr.truste.com/.",
        ),
        ("en", "Letters reach TRUSTe, 12 Harbour Street, Springfield."),
        ("en", '<a href="https://privacy.truste.com/privacy-seal/validation?rid=1">TRUSTe</a>'),
        ("de", "Bei offenen Beschwerden hilft kostenlos unsere Streitbeilegungsstelle TRUSTe."),
        ("de", "Unser Laden ist von TRUSTe zertifiziert."),
        ("fr", "Le règlement des litiges est confié sans frais à TRUSTe."),
        ("fr", "Notre boutique est certifiée par TRUSTe."),
        ("es", "La resolución de conflictos corre a cargo de TRUSTe."),
        ("it", "La risoluzione delle controversie spetta a TRUSTe."),
        ("nl", "Over geschillen beslist kosteloos TRUSTe."),
        ("pt", "A resolução de litígios cabe à TRUSTe."),
        ("pl", "Rozstrzyganiem sporów zajmuje się bezpłatnie TRUSTe."),
    ],
)
def test_who_settles_disputes_or_vouches_is_no_vendor(language: str, text: str) -> None:
    assert _used(text, language) == set()


@pytest.mark.parametrize(
    "text",
    [
        "We use TrustArc to manage your cookie preferences.",
        "The TRUSTe consent manager keeps your choice.",
        "Our cookie banner comes from TrustArc.",
        "Our shop is certified by TRUSTe. We use TrustArc to manage your cookie preferences.",
    ],
)
def test_the_consent_service_of_a_certifier_is_a_vendor(text: str) -> None:
    assert _used(text) == {"TrustArc"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our app uses ad mediation services such as Google AdMob.", {"Google AdMob"}),
        ("Open requests are handled through Zendesk.", {"Zendesk"}),
    ],
)
def test_words_that_only_resemble_disputes_leave_a_vendor_in_use(text: str, expected: set[str]) -> None:
    assert _used(text) == expected
