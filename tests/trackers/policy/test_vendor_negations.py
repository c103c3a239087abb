"""Languages whose denials are not understood, and those written without spaces."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.policy import read_document, read_policy


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


def _stances(text: str, language: str, catalogue: Catalogue) -> dict[str, str]:
    page = f'<html lang="{language}"><body><main><p>{text}</p></main></body></html>'
    document = read_document(page, url="https://shop.example/privacy", content_type="text/html")
    return {mention.vendor: mention.stance for mention in read_policy([document], catalogue).vendors}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "当店はMixpanelおよびHotjarを利用しています。"),
        ("zh", "本店使用Mixpanel和Hotjar统计访问量。"),
        ("th", "ร้านของเราใช้MixpanelและHotjarบนเว็บไซต์"),
        ("ko", "저희 상점은 Mixpanel과 Hotjar를 사용합니다."),
    ],
)
def test_a_name_may_touch_letters_of_a_script_without_spaces(
    language: str, text: str, shipped: Catalogue
) -> None:
    assert _stances(text, language, shipped) == {"Mixpanel": "used", "Hotjar": "used"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "本店不使用 Mixpanel。"),
        ("ja", "当店はMixpanelを利用していません。"),
        ("ko", "저희 상점은 Mixpanel을 사용하지 않습니다."),
        ("ru", "Наш магазин больше не использует Mixpanel."),
        ("uk", "Наша крамниця не використовує Mixpanel."),
        ("cs", "Náš obchod nepoužívá Mixpanel."),
        ("hu", "A boltunk nem használja a Mixpanel szolgáltatást."),
        ("ro", "Magazinul nostru nu folosește Mixpanel."),
        ("tr", "Mağazamız Mixpanel kullanmamaktadır."),
        ("el", "Το κατάστημά μας δεν χρησιμοποιεί Mixpanel."),
        ("fi", "Kauppamme ei käytä Mixpanel-palvelua."),
        ("ar", "متجرنا لا يستخدم Mixpanel."),
        ("sv", "Vår butik använder inte Mixpanel men vi använder Matomo."),
    ],
)
def test_beside_a_negation_that_we_do_not_read_nothing_is_said_of_a_name(
    language: str, text: str, shipped: Catalogue
) -> None:
    assert _stances(text, language, shipped) == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [("ru", "Наш магазин использует Mixpanel."), ("cs", "Náš obchod používá Mixpanel nebo Mixpanel SDK.")],
)
def test_without_a_negation_such_a_name_is_read_as_before(
    language: str, text: str, shipped: Catalogue
) -> None:
    assert _stances(text, language, shipped) == {"Mixpanel": "used"}


def test_a_denial_of_one_name_is_read_with_a_neighbours_words(shipped: Catalogue) -> None:
    assert _stances("Vi använder inte Mixpanel i vår butik.", "sv", shipped) == {"Mixpanel": "denied"}
