"""Ways out: links with their kinds, and ways that have no link."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from trackers.catalogue import Catalogue
from trackers.policy import Document, read_document
from trackers.policy.opt_outs.reading import opt_outs
from trackers.policy.opt_outs.rules import opt_out_lexicon

Reader = Callable[[str], Document]


def kinds(document: Document, catalogue: Catalogue) -> dict[str | None, str]:
    found, _ = opt_outs([document], catalogue)
    return {way.url: way.kind for way in found}


@pytest.mark.parametrize(
    ("text", "url", "kind"),
    [
        (
            "Object at https://liveramp.com/opt_out/ any time.",
            "https://liveramp.com/opt_out/",
            "vendor_opt_out",
        ),
        (
            "The add-on is at https://tools.google.com/dlpage/gaoptout.",
            "https://tools.google.com/dlpage/gaoptout",
            "browser_add_on",
        ),
        ("Change them at https://adssettings.google.com/.", "https://adssettings.google.com/", "ad_settings"),
        (
            "See https://www.facebook.com/settings?tab=ads for choices.",
            "https://www.facebook.com/settings?tab=ads",
            "ad_settings",
        ),
        (
            "Opt out at www.aboutads.info/choices now.",
            "https://www.aboutads.info/choices",
            "industry_opt_out",
        ),
        (
            "To opt out of such ads visit youronlinechoices.eu today.",
            "https://youronlinechoices.eu",
            "industry_opt_out",
        ),
        (
            "To opt out of tracking by Trackco, go to https://trackco.test/no.",
            "https://trackco.test/no",
            "cookie_settings",
        ),
        (
            "Chrome: https://support.google.com/chrome/answer/95647 tells how to block cookies.",
            "https://support.google.com/chrome/answer/95647",
            "browser_settings",
        ),
    ],
)
def test_an_address_that_is_a_way_out_is_found(
    text: str, url: str, kind: str, text_document: Reader, catalogue: Catalogue
) -> None:
    assert kinds(text_document(text), catalogue).get(url) == kind


def test_links_of_a_page_are_read_by_their_words_and_their_sentence(catalogue: Catalogue) -> None:
    page = """<html lang=en><p>To opt out of Hotjar click <a href="https://www.hotjar.com/legal/policies/do-not-track/">here</a>.
    Read <a href="/terms">our terms</a>.</p><footer><a href="/ccpa">Do Not Sell My Personal Information</a>
    <a href="#" onclick="x()">Cookie settings</a></footer>"""
    found, _ = opt_outs([read_document(page, url="https://site.test/privacy")], catalogue)
    assert {(way.kind, way.url, way.vendor) for way in found} == {
        ("vendor_opt_out", "https://www.hotjar.com/legal/policies/do-not-track/", "Hotjar"),
        ("do_not_sell", "https://site.test/ccpa", None),
        ("cookie_settings", "#", None),
    }


@pytest.mark.parametrize(
    ("text", "kind", "url"),
    [
        ("You can set your browser to refuse all cookies.", "browser_settings", None),
        ("Use the unsubscribe link at the end of our newsletters.", "unsubscribe", None),
        ("If you do not wish to be called, e-mail us at no@site.test.", "contact", "mailto:no@site.test"),
        ("To opt out of sharing, call 800-555-0199.", "contact", "tel:8005550199"),
        ("Privacy | Terms | Do Not Sell My Personal Information", "do_not_sell", None),
    ],
)
def test_ways_without_a_link_are_found(
    text: str, kind: str, url: str | None, text_document: Reader, catalogue: Catalogue
) -> None:
    assert kinds(text_document(text), catalogue).get(url) == kind


@pytest.mark.parametrize(
    "text",
    [
        "We do not sell your data to anybody.",
        "You have the right to opt out of the sale of your information.",
        "You may opt out of arbitration by writing to legal@site.test within 30 days.",
        "Visit https://www.example.test/products for our products.",
        "Our partner's policy is at https://www.aboutourpartner.test/privacy.",
    ],
)
def test_what_is_no_way_out_is_left_alone(text: str, text_document: Reader, catalogue: Catalogue) -> None:
    assert kinds(text_document(text), catalogue) == {}


def test_one_address_is_one_entry_with_all_its_quotes(text_document: Reader, catalogue: Catalogue) -> None:
    document = text_document(
        "Opt out: https://liveramp.com/opt_out/\nOnce more, opt out: https://liveramp.com/opt_out/"
    )
    (way,), _ = opt_outs([document], catalogue)
    assert len(way.quotes) == 2
    assert all(document.text[quote.start : quote.end] == quote.text for quote in way.quotes)


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("after you opt out we no longer collect data from your browser", "data_collection"),
        ("you can opt out of seeing personalised advertising", "targeted_ads"),
        ("opt out of the use of your browsing data for interest-based advertising", "targeted_ads_data"),
        ("click to opt out of tracking", "tracking"),
        ("unsubscribe from our newsletters", "email"),
    ],
)
def test_a_promise_says_what_it_stops(text: str, stops: str) -> None:
    assert stops in opt_out_lexicon("en").stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sie können der Erfassung unter https://tracker.test/raus widersprechen.",
        "Vous pouvez vous opposer à ce suivi sur la page https://tracker.test/raus et ne plus être suivi.",
        "Puede oponerse a este seguimiento en la página https://tracker.test/raus si no lo quiere.",
    ],
)
def test_other_languages_offer_ways_out_too(text: str, text_document: Reader, catalogue: Catalogue) -> None:
    assert "https://tracker.test/raus" in kinds(text_document(text), catalogue)


def test_a_link_that_is_no_address_breaks_nothing(catalogue: Catalogue) -> None:
    markup = (
        "<h1>Privacy policy</h1><p>You may leave <a href='https://[bad/optout'>here</a>, "
        "<a href='http://['>opt out</a> or use "
        "<a href='https://tools.google.com/dlpage/gaoptout'>the opt-out add-on</a>.</p>"
    )
    document = read_document(markup, url="https://shop.example/privacy", content_type="text/html")
    urls = kinds(document, catalogue)
    assert "https://tools.google.com/dlpage/gaoptout" in urls


def test_links_below_a_promise_of_ways_out_are_ways_out(text_document: Reader, catalogue: Catalogue) -> None:
    document = text_document(
        "You may leave the services that we use. Click on the opt-out links provided below:\n"
        "Trackco - https://www.trackco.test/no-thanks\n"
        "Hotjar - https://www.hotjar.com/somewhere/new\n\n"
        "This paragraph is a finished one, long enough that nobody takes it for an entry of the list above, and "
        "it speaks of the weather, of bread, of the sea and of the ships that sail upon it every day.\n\n"
        "Our shop - https://www.seashop.test/fish\n"
    )
    urls = kinds(document, catalogue)
    assert "https://www.trackco.test/no-thanks" in urls
    assert urls["https://www.hotjar.com/somewhere/new"] == "vendor_opt_out"
    assert "https://www.seashop.test/fish" not in urls


def test_links_below_an_offer_of_reading_are_no_ways_out(text_document: Reader, catalogue: Catalogue) -> None:
    document = text_document(
        "For more information about cookies, you can visit:\n"
        "- https://www.youronlinechoices.com\n- https://www.networkadvertising.org\n"
    )
    assert kinds(document, catalogue) == {}


def test_an_association_s_page_of_explanations_is_no_way_out(
    text_document: Reader, catalogue: Catalogue
) -> None:
    document = text_document(
        "Read on targeted ads at https://www.networkadvertising.org/understanding-online-advertising/basics."
    )
    assert kinds(document, catalogue) == {}


def test_an_association_s_page_keeps_its_kind_where_the_sale_is_the_matter(
    text_document: Reader, catalogue: Catalogue
) -> None:
    document = text_document(
        "You may opt out of the sale of your data. To submit a request for all companies, visit "
        "https://optout.aboutads.info/?c=2."
    )
    assert kinds(document, catalogue)["https://optout.aboutads.info/?c=2"] == "industry_opt_out"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You may change your mind at any time through our cookie banner.", "cookie_settings"),
        ("Vous pouvez retirer votre accord depuis le panneau de gestion des cookies.", "cookie_settings"),
        ("Ihre Einwilligung können Sie im Cookie-Banner jederzeit widerrufen.", "cookie_settings"),
        ("Please use the opt-out page of the Digital Advertising Alliance.", "industry_opt_out"),
        ("You can opt out by visiting the Network Advertising Initiative.", "industry_opt_out"),
        ("Most browsers let you manage cookies through their preferences.", "browser_settings"),
        ("Firefox: Settings > Privacy > Cookies", "browser_settings"),
        ("Turn off location tracking in your device settings.", "browser_settings"),
        ("If you opt out by enabling the Do Not Track feature, nothing is kept.", "browser_settings"),
        ("Hotjar opt-out", "vendor_opt_out"),
        ("You can opt out of Hotjar by following what it tells you.", "vendor_opt_out"),
        ("Trackco and Hotjar offer opt-out tools for advertising that you may use.", "ad_settings"),
        ("You can opt out of ads from members of the NAI on its pages.", "industry_opt_out"),
        ("You may set your web browsing software so that cookies are saved or rejected.", "browser_settings"),
        ("Letters come by post. You can stop these communications by writing to no@site.test.", "contact"),
        ("Hotjar | Analytics | Hotjar opt out | Hotjar privacy policy", "vendor_opt_out"),
        ("To opt out, email a request to no@site.test today.", "contact"),
        (
            "If we sell your data, you can make your request by using a Global Privacy Control.",
            "do_not_sell",
        ),
    ],
)
def test_ways_that_are_only_named_are_found(text: str, kind: str, catalogue: Catalogue) -> None:
    document = read_document(text, url="https://site.test/privacy", content_type="text/plain")
    found, _ = opt_outs([document], catalogue)
    assert kind in {way.kind for way in found}


@pytest.mark.parametrize(
    "text",
    [
        "The cookie is deleted as soon as you close your browser.",
        "We set one cookie that stays in your browser.",
        "La cookie comprueba si el navegador del usuario admite cookies.",
        "You can change the privacy settings on your Facebook account.",
        'The "[Do Not Track](http://signals.test/)" header is a preference of yours.',
    ],
)
def test_what_only_sounds_like_a_setting_is_left_alone(text: str, catalogue: Catalogue) -> None:
    document = read_document(text, url="https://site.test/privacy", content_type="text/markdown")
    found, _ = opt_outs([document], catalogue)
    assert found == ()


def test_a_consent_tool_s_button_with_a_fragment_is_found_and_a_chapter_is_not(catalogue: Catalogue) -> None:
    text = (
        "# Privacy policy\n\n- [Cookie preferences](https://site.test/privacy#cookie-preferences)\n\n"
        "## Cookie preferences\n\nWe keep few. Change them under "
        "[Cookie settings](https://site.test/privacy#PE_open).\n"
    )
    document = read_document(text, url="https://site.test/privacy", content_type="text/markdown")
    (way,), _ = opt_outs([document], catalogue)
    assert (way.kind, way.url) == ("cookie_settings", None)
    assert "Change them" in way.quotes[0].text


def test_a_relative_link_is_given_with_its_host(catalogue: Catalogue) -> None:
    text = "You may [opt out of the sale](/leave) whenever you like."
    document = read_document(text, url="https://site.test/privacy", content_type="text/markdown")
    assert kinds(document, catalogue) == {"https://site.test/leave": "do_not_sell"}


def test_another_s_policy_is_a_way_out_only_where_it_is_given_for_it(catalogue: Catalogue) -> None:
    text = (
        "To opt out, see the [Hotjar Privacy Policy](https://www.hotjar.com/way/policy) for how.\n\n"
        "Please read the [Hotjar Privacy Policy](https://www.hotjar.com/other/policy) with care.\n"
    )
    document = read_document(text, url="https://site.test/privacy", content_type="text/markdown")
    assert set(kinds(document, catalogue)) == {"https://www.hotjar.com/way/policy"}


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("you can opt out of our cookies here", "data_collection"),
        ("after that we no longer set cookies on your machine", "data_collection"),
        ("if you leave, the ads will be less relevant", "targeted_ads"),
    ],
)
def test_a_promise_about_cookies_or_relevance_says_what_it_stops(text: str, stops: str) -> None:
    assert stops in opt_out_lexicon("en").stops(text)


def test_following_instructions_is_no_tracking() -> None:
    assert opt_out_lexicon("en").stops("opt out of it from here by following the steps") == ()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("To be left out, please [write](mailto:out@shop.test?subject=no) or call us.", None),
        (
            "To opt out, please [write](mailto:out@shop.test?subject=no) or contact us.",
            "mailto:out@shop.test",
        ),
        (
            "If you prefer that we do not share your address, please email us at list@Shop.test.",
            "mailto:list@shop.test",
        ),
        (
            "You may change your preferences by writing to us at 3 Mill Lane\nor by email to desk@shop.test\n",
            "mailto:desk@shop.test",
        ),
        (
            "You may withdraw your consent at any time. To exercise these rights, contact us at law@shop.test.",
            "mailto:law@shop.test",
        ),
        ("You may see your data. To exercise these rights, contact us at law@shop.test.", None),
    ],
)
def test_a_mailbox_is_a_way_out_where_people_write_to_it_to_leave(
    text: str, url: str | None, catalogue: Catalogue
) -> None:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    assert [way for way in kinds(document, catalogue) if way] == ([url] if url else [])


@pytest.mark.parametrize(
    "text",
    [
        "You can unsubscribe at any time via [My Account](https://shop.test/way).",
        "Stop receiving our letters by clicking [here](https://shop.test/way).",
        "Log in to [your account](https://shop.test/way), where you can change your newsletter preferences.",
        "Want to opt out? That is possible under the [privacy settings](https://shop.test/way).",
        "To disable these cookies, ask the companies. Here are their pages, with instructions on how to do this:\n"
        "[Page of the first](https://shop.test/way)\n",
    ],
)
def test_a_link_to_an_account_or_a_form_is_a_way_out_where_it_is_given_for_it(
    text: str, catalogue: Catalogue
) -> None:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    assert "https://shop.test/way" in kinds(document, catalogue)


@pytest.mark.parametrize(
    "text",
    [
        "We comply with the [Spam Act](https://law.test/act) and give you the option to unsubscribe.",
        "If you do not receive an answer, please visit [the authority](https://authority.test/).",
        "You can block cookies. For more detail, see [Google](https://policies.google.com/technologies/ads).",
    ],
)
def test_a_link_to_read_is_no_way_out(text: str, catalogue: Catalogue) -> None:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    assert not [way for way in kinds(document, catalogue) if way]


def test_the_front_page_of_a_browser_s_help_is_a_way_out_only_where_one_steers(catalogue: Catalogue) -> None:
    asked = "Our [forum](https://support.mozilla.org/) helps with all else."
    steered = "How to turn off cookies in Firefox is told at https://support.mozilla.org/."
    assert not opt_outs([read_document(asked, url="p.md", content_type="text/markdown")], catalogue)[0]
    assert [o.url for o in opt_outs([read_document(steered, url="p.md")], catalogue)[0] if o.url]


def test_a_link_that_opens_the_next_paragraph_is_none_of_the_ways_out_above(catalogue: Catalogue) -> None:
    text = "You can opt out of cookies at any time.\n\n[Cheese](https://cheese.test/) (CH).\nIt is sold here."
    found = opt_outs([read_document(text, url="p.md", content_type="text/markdown")], catalogue)[0]
    assert "https://cheese.test/" not in [offer.url for offer in found]


def test_a_relative_address_is_kept_as_it_stands_where_the_document_has_no_base(catalogue: Catalogue) -> None:
    page = '<p>You can <a href="/privacy/stop">opt out of analytics</a> or <a href="#banner">opt out here</a>.</p>'
    document = read_document(page, url="policy.html", content_type="text/html")
    found, _ = opt_outs([document], catalogue)
    assert {way.url for way in found} == {"/privacy/stop", "#banner"}


def test_a_way_out_among_a_hundred_links_of_one_line_is_found(catalogue: Catalogue) -> None:
    menu = " ".join(f'<a href="/fish/{number}">f</a>' for number in range(100))
    page = f'<p>{menu} you can opt out of ads <a href="/stop">here</a> f f</p>'
    document = read_document(page, url="https://shop.test/privacy", content_type="text/html")
    assert "https://shop.test/stop" in kinds(document, catalogue)
    assert "https://shop.test/fish/1" not in kinds(document, catalogue)


def test_a_chapter_is_told_from_a_button_among_many_headings(catalogue: Catalogue) -> None:
    page = (
        '<p><a href="#two">Cookie settings</a></p><p><a href="#tool">Manage cookies</a></p>'
        "<h2>Fish</h2><p>Fresh.</p><h2>The cookie settings</h2><p>None.</p>"
        '<h2><a href="#own">Cookie preferences</a></h2>'
    )
    document = read_document(page, url="https://shop.test/privacy", content_type="text/html")
    found, _ = opt_outs([document], catalogue)
    assert {way.url: way.quotes[0].text for way in found} == {
        "#tool": "Manage cookies",
        "#own": "Cookie preferences",
    }


def test_a_page_of_the_site_is_its_own_in_the_web_s_archive_as_well(catalogue: Catalogue) -> None:
    kept = "https://web.archive.org/web/20150522161003id_/http%3A//shop.test/cookies-off"
    text = f"To refuse our cookies, [press this]({kept})."
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    assert [(way.kind, way.url) for way in opt_outs([document], catalogue)[0]] == [("cookie_settings", kept)]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("To opt out of targeted advertising, e-mail us at privacy@shop.example.", False),
        ("You may object to profiling by sending an e-mail to privacy@shop.example.", False),
        ("To opt out of our e-mails, write to privacy@shop.example.", True),
        ("To stop receiving marketing e-mail, write to privacy@shop.example.", True),
        ("Unsubscribe from the newsletter by writing to privacy@shop.example.", True),
    ],
)
def test_a_letter_stops_e_mails_only_where_they_are_what_is_left(
    text: str, stops: bool, catalogue: Catalogue
) -> None:
    document = read_document(text, url="https://shop.example/privacy", content_type="text/plain")
    ways, _ = opt_outs([document], catalogue)
    assert ways
    assert any("email" in way.stops for way in ways) is stops


@pytest.mark.parametrize(
    ("text", "is_way"),
    [
        (
            "For your choices with respect to our surveys, please click [here](https://quill.example/legal).",
            True,
        ),
        (
            "You can withdraw your consent in the settings of our banner. "
            "You can find these [here](https://quill.example/legal).",
            True,
        ),
        (
            "Die Einwilligung machen Sie in den Einstellungen des Banners rückgängig. "
            "Diese finden Sie [hier](https://quill.example/legal).",
            True,
        ),
        ("Our recipes change often. You can find these [here](https://quill.example/legal).", False),
    ],
)
def test_a_link_to_what_the_sentence_before_offers_is_a_way_out(
    text: str, is_way: bool, catalogue: Catalogue
) -> None:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    ways, _ = opt_outs([document], catalogue)
    assert any(way.url == "https://quill.example/legal" for way in ways) is is_way


def test_a_site_named_by_its_domain_is_no_way_out(catalogue: Catalogue) -> None:
    text = "When you first visit Quillshop.example, a banner lets you accept or reject cookies of each kind."
    document = read_document(text, url="https://shop.test/privacy", content_type="text/plain")
    assert all(way.url is None for way in opt_outs([document], catalogue)[0])


def test_the_panel_of_a_browser_s_plug_in_is_a_way_out_where_one_manages_its_objects(
    catalogue: Catalogue,
) -> None:
    panel = "http://www.macromedia.com/support/documentation/en/flashplayer/help/settings_manager07.html"
    text = f"To manage these objects, please click [here]({panel})."
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    assert [way.url for way in opt_outs([document], catalogue)[0]] == [panel]


@pytest.mark.parametrize(
    "text",
    [
        "To unsubscribe visit https://shop.test/unsub. To reach us visit https://shop.test/contact.",
        "We bake.\n\nUnsubscribe: https://shop.test/unsub\n\nContact: https://shop.test/contact",
        "Nous cuisons. Pour vous désinscrire : https://shop.test/unsub. Pour commander : https://shop.test/contact",
    ],
)
def test_of_two_addresses_in_a_row_the_one_for_leaving_is_the_way_out(
    text: str, catalogue: Catalogue
) -> None:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/plain")
    assert [way.url for way in opt_outs([document], catalogue)[0]] == ["https://shop.test/unsub"]
