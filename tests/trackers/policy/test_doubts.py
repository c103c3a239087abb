"""What is said of a document that the rules cannot judge: its language is not known, it is no policy."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue
from trackers.policy import read_document, read_policy

_NO_POLICY = "is this a policy? It has no word of privacy, data or cookies"
_ALONE = ": only vendors, links and dates are read"
_ENGLISH = (
    "This is what the bakery does with the data of those who visit it: we count the visits and we keep nothing "
    "else that you leave with us."
)


def _problems(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    (facts,) = read_policy([read_document(text.encode(), url="p.txt")], catalogue).documents
    return facts.problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "当店は Hotjar を利用しています。お客様の個人情報を大切にします。",
            f"language ja{_ALONE}",
        ),
        (
            "本店使用 Hotjar 来统计访问次数，我们重视您的个人信息。",
            f"language zh{_ALONE}",
        ),
        (
            "Мы используем Hotjar на этом сайте, чтобы считать посещения.",
            f"language ru{_ALONE}",
        ),
        (
            "Contamos las visitas de la tienda con los datos que nos deja y no los damos a nadie en el mundo.",
            "language es: claims, technologies and recipients are read by English words only",
        ),
        ("Lorem ipsum Hotjar", "language not recognised: only vendors, links and dates are surely read"),
    ],
)
def test_a_language_whose_words_are_not_known_is_named(text: str, said: str, catalogue: Catalogue) -> None:
    assert _problems(text, catalogue) == (said,)


def test_of_an_ordinary_policy_nothing_is_said(catalogue: Catalogue) -> None:
    assert _problems(_ENGLISH, catalogue) == ()
    assert (
        _problems("This is all there is to say of it: we use Hotjar and that is it for you.", catalogue) == ()
    )


def test_a_text_that_has_nothing_of_a_policy_is_doubted(catalogue: Catalogue) -> None:
    page = "<html lang=en><title>Enter</title><form>This shelf is locked for you. Say the word and we open it.</form>"
    assert _problems(page, catalogue) == (_NO_POLICY,)
    assert _NO_POLICY in _problems("We sell kites to those who are in for the wind.", catalogue)


def test_one_document_does_not_speak_for_another(catalogue: Catalogue) -> None:
    documents = [
        read_document(text.encode(), url=url)
        for url, text in (
            ("a", _ENGLISH + " We use Hotjar."),
            ("b", "We sell kites to those who are in for the wind."),
        )
    ]
    assert [_NO_POLICY in facts.problems for facts in read_policy(documents, catalogue).documents] == [
        False,
        True,
    ]
