"""Buttons: links that lead to no page, and to which the page gives an address of its own."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue, Company
from trackers.policy import read_document
from trackers.policy.opt_outs.reading import opt_outs


def _ways(text: str, catalogue: Catalogue) -> dict[str | None, str]:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    return {way.url: way.kind for way in opt_outs([document], catalogue)[0]}


@pytest.mark.parametrize(
    ("text", "url", "kind"),
    [
        ("[Your Privacy Options](#)", "#", "cookie_settings"),
        ("[Do not sell or share my data](#)", "#", "do_not_sell"),
        ("You may withdraw your consent to tracking [here](#cmp).", "#cmp", "cookie_settings"),
        ("Guests can opt out of the counter [here](#opt-out).", "#opt-out", "cookie_settings"),
        ("[Manage cookies](javascript:void(0);)", None, "cookie_settings"),
        (
            "You can disable analytics cookies: [click here](javascript://)",
            None,
            "cookie_settings",
        ),
        ("[Privacy controls](#onetrust)", "#onetrust", "cookie_settings"),
    ],
)
def test_a_button_has_the_fragment_that_the_page_gives_it_and_never_a_script(
    text: str, url: str | None, kind: str, catalogue: Catalogue
) -> None:
    assert _ways(text, catalogue) == {url: kind}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fr", "[Modifiez votre consentement](#)", "cookie_settings"),
        ("fr", "[Gérez vos cookies](#)", "cookie_settings"),
        ("fr", "[Ne vendez pas mes informations](#)", "do_not_sell"),
        ("de", "[Einwilligung widerrufen](#)", "cookie_settings"),
        ("de", "[Meine Daten nicht verkaufen](#)", "do_not_sell"),
        ("es", "[Retirar su consentimiento](#)", "cookie_settings"),
        ("es", "[No vender mi información](#)", "do_not_sell"),
        ("it", "[Revoca il tuo consenso](#)", "cookie_settings"),
        ("nl", "[Trek uw toestemming in](#)", "cookie_settings"),
        ("pt", "[Alterar o seu consentimento](#)", "cookie_settings"),
        ("pl", "[Zmień swoją zgodę](#)", "cookie_settings"),
    ],
)
def test_a_button_is_read_in_its_language(
    language: str, text: str, kind: str, filler: dict[str, str], catalogue: Catalogue
) -> None:
    assert _ways(f"{filler[language]}\n\n{text}", catalogue) == {"#": kind}


@pytest.mark.parametrize(
    "text",
    [
        "You may opt out of the counter [as told here](#how-to-opt-out).\n\n## How to opt out\n\nWe bake.",
        "You can revoke your consent to letters at the counter[.](#)",
        "You may opt out as told [below](#ovens).",
        "[Back to the top](#)",
    ],
)
def test_a_chapter_or_a_footnote_is_no_button(text: str, catalogue: Catalogue) -> None:
    assert not [url for url in _ways(text, catalogue) if url]


def test_a_site_s_name_before_its_opt_out_page_is_no_way_out(catalogue: Catalogue) -> None:
    text = "If you want to opt out of the counter [count.test](http://count.test/), open [this](http://count.test/no)."
    assert set(_ways(text, catalogue)) == {"http://count.test/no"}


def test_a_vendor_s_home_page_is_a_way_out_only_where_a_choice_is_offered() -> None:
    company = Company("Trackco", domains=("trackco.test",), opt_out=("https://trackco.test/",))
    catalogue = Catalogue(version="test", sha256="test", companies={"Trackco": company}, products={})
    assert not _ways("These cookies are set by [Trackco](https://trackco.test/) and others.", catalogue)
    offered = "To opt out, visit [Trackco](https://trackco.test/)."
    assert _ways(offered, catalogue) == {"https://trackco.test/": "vendor_opt_out"}


def test_a_label_before_an_address_says_what_it_is_for(catalogue: Catalogue) -> None:
    text = "Website: <https://else.test>; Opt-out: <https://else.test/no>; More about it: <https://else.test/ads>."
    assert set(_ways(text, catalogue)) == {"https://else.test/no"}


def test_a_mailbox_that_leads_to_a_page_is_given_as_that_page(catalogue: Catalogue) -> None:
    text = "You may withdraw your consent by contacting us at [desk@shop.test](https://shop.test/desk)."
    assert "mailto:desk@shop.test" not in _ways(text, catalogue)
    assert "https://shop.test/desk" in _ways(text, catalogue)


def test_a_fax_number_is_not_called(catalogue: Catalogue) -> None:
    text = "To opt out, contact us: phone: 847-555-0190 fax: 847-555-0162."
    assert "tel:8475550162" not in _ways(text, catalogue)
    assert "tel:8475550190" in _ways(text, catalogue)
