"""Ways out in the way policies speak of them: `wordings/opt_outs.toml`, and lists of links."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trackers.catalogue import Catalogue, Company
from trackers.policy import read_document
from trackers.policy.opt_outs.reading import opt_outs

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings" / "opt_outs.toml").read_text(encoding="utf-8"))


def _kinds(text: str, catalogue: Catalogue) -> dict[str | None, str]:
    text = text.replace("WAY", "https://else.test/way").replace("OWN", "https://shop.test/own")
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    found, _ = opt_outs([document], catalogue)
    return {way.url: way.kind for way in found}


@pytest.mark.parametrize(("kind", "text"), WORDINGS["ways"])
def test_a_sentence_that_offers_a_way_out_is_understood(kind: str, text: str, catalogue: Catalogue) -> None:
    assert [found for url, found in _kinds(text, catalogue).items() if url] == [kind]


@pytest.mark.parametrize("text", WORDINGS["no_ways"])
def test_a_sentence_that_only_sounds_like_an_offer_is_not_taken_for_one(
    text: str, catalogue: Catalogue
) -> None:
    urls = [url or "" for url in _kinds(text, catalogue)]
    assert not [url for url in urls if url.startswith(("https://else.test", "https://shop.test"))]


@pytest.mark.parametrize(
    ("text", "is_way"),
    [
        *((text, True) for text in WORDINGS["mailboxes"]),
        *((text, False) for text in WORDINGS["no_mailboxes"]),
    ],
)
def test_a_mailbox_for_opting_out_is_told_from_one_for_anything(
    text: str, is_way: bool, catalogue: Catalogue
) -> None:
    assert ("mailto:out@shop.test" in _kinds(text, catalogue)) is is_way


def test_every_page_of_a_list_of_associations_is_found(catalogue: Catalogue) -> None:
    text = (
        "We support these programmes, which give you privacy choices for targeted ads:\n\n"
        "- In the US: [Digital Advertising Alliance](http://www.aboutads.info/)\n"
        "- In Canada: [Alliance of Canada](http://www.youradchoices.ca/) / "
        "[Alliance du Canada pour la réclame](http://www.youradchoices.ca/fr)\n"
    )
    assert {url for url in _kinds(text, catalogue) if url} == {
        "http://www.aboutads.info/",
        "http://www.youradchoices.ca/",
        "http://www.youradchoices.ca/fr",
    }


def test_a_vendor_s_policy_in_a_list_of_partners_is_no_way_out() -> None:
    company = Company("Trackco", domains=("trackco.test",), opt_out=("https://trackco.test/privacy",))
    catalogue = Catalogue(version="test", sha256="test", companies={"Trackco": company}, products={})
    text = (
        "You can adjust your settings on our sites. See the menu that will allow you to do so:\n\n"
        "[Cookie settings](OWN)\n\nAdvertising partners\n\n- [Trackco](https://trackco.test/privacy)\n"
    )
    assert [url for url in _kinds(text, catalogue) if url] == ["https://shop.test/own"]
    offered = "To opt out of tracking by Trackco, see [Trackco](https://trackco.test/privacy)."
    assert _kinds(offered, catalogue)["https://trackco.test/privacy"] == "vendor_opt_out"


@pytest.mark.parametrize(
    "url",
    [
        "https://digitaladvertisingalliance.org/files/seven-principles.pdf",
        "https://www.microsoft.com/privacystatement-third-party-cookies",
    ],
)
def test_a_paper_or_a_list_of_cookies_is_no_way_out(url: str, catalogue: Catalogue) -> None:
    assert url not in _kinds(f"We set cookies for ads and keep to [what is written here]({url}).", catalogue)


def test_a_telephone_number_keeps_its_country(catalogue: Catalogue) -> None:
    text = "To opt out of our letters, call us at +44 (0)20 7946 0123."
    assert "tel:+442079460123" in _kinds(text, catalogue)


_OUT_IN_CODE = "#" + bytes([7, *(byte ^ 7 for byte in b"out@shop.test")]).hex()
_HIDDEN = "You may opt out of our letters by writing to "


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (f'<a href="/cdn-cgi/l/email-protection{_OUT_IN_CODE}">', "mailto:out@shop.test"),
        (f'<a href="/cdn-cgi/l/email-protection" data-cfemail="{_OUT_IN_CODE[1:]}">', "mailto:out@shop.test"),
        ('<a href="/cdn-cgi/l/email-protection">', None),
        ('<a href="/cdn-cgi/l/email-protection#no-code">', None),
    ],
)
def test_a_mailbox_hidden_by_cloudflare_is_read_from_its_code_and_never_given_as_a_link(
    link: str, address: str | None, catalogue: Catalogue
) -> None:
    page = f"<p>{_HIDDEN}{link}[email&#160;protected]</a>.</p>"
    document = read_document(page, url="https://shop.test/privacy", content_type="text/html")
    found, _ = opt_outs([document], catalogue)
    assert [(way.kind, way.url) for way in found if way.kind == "contact"] == [("contact", address)]
    assert not [way.url for way in found if way.url and "cdn-cgi" in way.url]
