"""Who speaks in a document that has no address: told by what sites say of themselves. Texts made up for these tests."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document, read_policy

_FILLER = "The rules of this page hold for everybody who comes by, at home and on the road. " * 6
_THROUGHOUT = "\n\n".join(
    [
        "Klaviyo asks for your name when you open an account.",
        _FILLER,
        "Klaviyo employees may look at what you write to the help desk.",
        _FILLER,
        "People who join Klaviyo can leave again on any day.",
        _FILLER,
        "Other Klaviyo members see your picture.",
        _FILLER,
        "Klaviyo keeps invoices for ten years.",
    ]
)


def _vendors(text: str, url: str = "-") -> set[str]:
    document = read_document(text, url=url, content_type="text/plain")
    mentions = read_policy([document], load_catalogue()).vendors
    return {name for mention in mentions for name in (mention.vendor, mention.company)}


@pytest.mark.parametrize(
    "text",
    [
        "Klaviyo is the Controller of your data. Klaviyo sets cookies to count visits.",
        "By using Klaviyo, you accept cookies. Klaviyo collects statistics.",
        "At Klaviyo, your privacy matters. Klaviyo sets cookies to count visits.",
        "Cookies count visits. Klaviyo may collect your data.\n\n© 2019-2023 Klaviyo",
        "Klaviyo uses Hotjar to see where visitors click. Klaviyo collects your address.",
        'In these rules "we", "us" and "our" means Klaviyo, Inc. Klaviyo collects your address.',
        'Klaviyo setzt Cookies ein. Die Begriffe "wir" und "uns" beziehen sich auf Klaviyo.',
        "Klaviyo ist Verantwortlicher im Sinne der DSGVO. Klaviyo setzt Cookies ein.",
        "Chez Klaviyo, nous aimons la clarté. Klaviyo utilise des cookies.",
        "Klaviyo est le responsable de traitement. Klaviyo utilise des cookies.",
        _THROUGHOUT,
    ],
)
def test_a_company_that_speaks_of_itself_is_no_vendor(text: str) -> None:
    assert "Klaviyo" not in _vendors(text)


@pytest.mark.parametrize(
    "text",
    [
        "We use Klaviyo for our newsletter. Klaviyo is the controller of what it stores.",
        "We use Klaviyo for our newsletter. By using Klaviyo, you accept its terms.",
        "Unsere Website nutzt Klaviyo für den Newsletter. Klaviyo ist Verantwortlicher für seine Server.",
        "Nous utilisons Klaviyo pour la lettre. Klaviyo est le responsable de traitement.",
        'Plumtree Bakery ("we", "us") works with care. Klaviyo sends our newsletter. Klaviyo uses Hotjar itself.',
        f"Our newsletter is sent by Klaviyo.\n\n{_FILLER}\n\n{_THROUGHOUT}",
    ],
)
def test_a_vendor_that_is_said_to_be_used_stays_one(text: str) -> None:
    assert "Klaviyo" in _vendors(text)


@pytest.mark.parametrize("name", ["Klaviyo--2021.md", "policies/klaviyo.html", "klaviyo-privacy-policy.txt"])
def test_a_file_is_named_after_the_company_that_speaks_in_it(name: str) -> None:
    text = "Klaviyo sets cookies and collects e-mail addresses."
    assert "Klaviyo" in _vendors(text)
    assert "Klaviyo" not in _vendors(text, name)


@pytest.mark.parametrize("name", ["klaviyo.txt", "stripe.txt", "newsletter.txt"])
def test_a_file_that_is_named_after_its_subject_hides_no_vendor(name: str) -> None:
    assert "Klaviyo" in _vendors("We use Klaviyo for our newsletter.", name)


def test_a_name_outside_of_the_catalogue_is_the_files_own_as_well() -> None:
    text = "Our payment providers are Stripe, Adyen and Quillbridge."
    assert "Quillbridge" in _vendors(text)
    assert "Quillbridge" not in _vendors(text, "Quillbridge--2021.md")


@pytest.mark.parametrize(
    "heading",
    ["Questions and Answers on the Privacy Policy", "Text Messaging Policy", "X. Privacy of Members"],
)
def test_ordinary_words_in_headings_make_no_company_the_documents_own(heading: str) -> None:
    document = read_document(
        f"<h1>{heading}</h1><p>We use LiveChat and Twitter's pixel to reach you, and Hotjar.</p>",
        url="-",
        content_type="text/html",
    )
    vendors = {mention.vendor for mention in read_policy([document], load_catalogue()).vendors}
    assert {"LiveChat", "Hotjar"} <= vendors


def test_a_heading_that_names_a_vendors_policy_hides_no_vendor_that_is_used() -> None:
    document = read_document(
        "<h1>Cookies</h1><p>We use Klaviyo for letters.</p><h2>Klaviyo Privacy Policy</h2><p>See there.</p>",
        url="-",
        content_type="text/html",
    )
    assert "Klaviyo" in {mention.vendor for mention in read_policy([document], load_catalogue()).vendors}
