"""Sentences whose clauses say different things of different vendors."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.declarations import VendorMention
from trackers.policy import read_document, read_policy


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


def _vendors(text: str, language: str, catalogue: Catalogue) -> dict[str, VendorMention]:
    page = f'<html lang="{language}"><body><main><p>{text}</p></main></body></html>'
    document = read_document(page, url="https://shop.example/privacy", content_type="text/html")
    return {mention.vendor: mention for mention in read_policy([document], catalogue).vendors}


TURNED = [
    ("en", "We no longer advertise with Outbrain and have switched to Taboola.", "Outbrain", "Taboola"),
    ("en", "Last winter we stopped using Mixpanel and now use Amplitude.", "Mixpanel", "Amplitude"),
    ("en", "Our shop stopped using Olark and started using Crisp.", "Olark", "Crisp"),
    ("en", "We ended our agreement with Klaviyo and use Mailchimp.", "Klaviyo", "Mailchimp"),
    ("en", "We no longer measure visits with Mixpanel; instead we use Matomo.", "Mixpanel", "Matomo"),
    ("en", "We removed Hotjar, and we now rely on Mouseflow.", "Hotjar", "Mouseflow"),
    ("en", "We use Matomo and no longer use Mixpanel.", "Mixpanel", "Matomo"),
    ("en", "We moved from Klaviyo to Mailchimp two years ago.", "Klaviyo", "Mailchimp"),
    ("en", "Goodbye Mixpanel and hello Amplitude!", "Mixpanel", "Amplitude"),
    ("es", "En verano dejamos de usar Hotjar y ahora usamos Mouseflow.", "Hotjar", "Mouseflow"),
    ("es", "Ya no utilizamos Mixpanel y hemos pasado a Matomo.", "Mixpanel", "Matomo"),
    ("de", "Wir verwenden Mixpanel nicht mehr und nutzen jetzt Matomo.", "Mixpanel", "Matomo"),
    ("de", "Wir haben aufgehört, Hotjar zu verwenden, und setzen nun Mouseflow ein.", "Hotjar", "Mouseflow"),
    ("fr", "Nous n'employons plus Hotjar et utilisons désormais Mouseflow.", "Hotjar", "Mouseflow"),
    ("fr", "Nous avons cessé de travailler avec Outbrain et utilisons Taboola.", "Outbrain", "Taboola"),
    ("it", "Abbiamo smesso di usare Hotjar e ora utilizziamo Mouseflow.", "Hotjar", "Mouseflow"),
    ("nl", "We zijn gestopt met Hotjar en gebruiken nu Mouseflow.", "Hotjar", "Mouseflow"),
    ("pt", "Deixámos de usar o Hotjar e agora usamos o Mouseflow.", "Hotjar", "Mouseflow"),
    ("pl", "Przestaliśmy używać Hotjar i teraz używamy Mouseflow.", "Hotjar", "Mouseflow"),
]


@pytest.mark.parametrize(("language", "text", "former", "present"), TURNED)
def test_the_former_vendor_is_denied_and_its_successor_used(
    language: str, text: str, former: str, present: str, shipped: Catalogue
) -> None:
    found = {name: mention.stance for name, mention in _vendors(text, language, shipped).items()}
    assert found == {former: "denied", present: "used"}


def test_two_denials_in_one_sentence_stay_denials(shipped: Catalogue) -> None:
    found = _vendors("We no longer use Mixpanel and never embed YouTube videos.", "en", shipped)
    assert {name: mention.stance for name, mention in found.items()} == {
        "Mixpanel": "denied",
        "YouTube": "denied",
    }


def test_each_vendor_has_the_purposes_of_its_own_clause(shipped: Catalogue) -> None:
    for text in (
        "Wistia plays our videos; Mixpanel measures visits.",
        "Wistia plays our videos, while Mixpanel measures visits.",
        "Wistia plays our videos and Mixpanel measures visits.",
        "We use Wistia for videos and Mixpanel for statistics.",
    ):
        found = _vendors(text, "en", shipped)
        assert found["Wistia"].purposes == ("maps_and_media",), text
        assert found["Mixpanel"].purposes == ("analytics",), text


def test_a_purpose_behind_an_enumeration_is_that_of_all(shipped: Catalogue) -> None:
    found = _vendors("We use Mixpanel and Hotjar for statistics.", "en", shipped)
    assert found["Mixpanel"].purposes == found["Hotjar"].purposes == ("analytics",)


def test_an_address_of_mail_is_data_and_no_purpose(shipped: Catalogue) -> None:
    found = _vendors("We share hashed e-mail addresses with LiveRamp.", "en", shipped)["LiveRamp"]
    assert (found.purposes, found.data) == ((), ("email",))


def test_the_app_of_one_clause_is_not_of_the_site_of_the_other(shipped: Catalogue) -> None:
    text = "Our app uses Firebase Crashlytics; our website does not use Firebase."
    found = _vendors(text, "en", shipped)
    assert (found["Crashlytics"].stance, found["Crashlytics"].scope) == ("used", "app")
    assert (found["Firebase"].stance, found["Firebase"].scope) == ("denied", "site")
