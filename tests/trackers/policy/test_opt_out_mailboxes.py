"""Mailboxes, telephone numbers and pages of preferences as ways out, and what only stands beside one."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue
from trackers.policy import read_document
from trackers.policy.opt_outs.reading import opt_outs


def _ways(text: str, catalogue: Catalogue) -> dict[str | None, str]:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    return {way.url: way.kind for way in opt_outs([document], catalogue)[0]}


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("To opt out, e-mail [us](mailto:out%40shop.test).", {"mailto:out%40shop.test"}),
        (
            "To opt out, e-mail [out@shop.test](mailto:out%40shop.test?subject=Out).",
            {"mailto:out%40shop.test"},
        ),
        ("To opt out, e-mail [us](mailto:%20out@shop.test).", {"mailto:%20out@shop.test"}),
        ("To opt out, e-mail [us](mailto:out@Shop.test).", {"mailto:out@shop.test"}),
        ("To opt out, e-mail [us](mailto:out%25shop.test).", {None}),
    ],
)
def test_a_mailbox_with_signs_in_code_is_an_address_as_it_is_written(
    text: str, urls: set[str | None], catalogue: Catalogue
) -> None:
    assert set(_ways(text, catalogue)) == urls


_MAIL = "We send a newsletter, which you get by e-mail every spring."
_TROUBLE = "If you have any problems cancelling such a subscription, please contact us at out@shop.test."


@pytest.mark.parametrize(
    ("text", "is_way"),
    [
        (f"{_MAIL} {_TROUBLE}", True),
        (f"{_MAIL} Should you have trouble unsubscribing, write to out@shop.test.", True),
        (f"We charge for bread by the month. {_TROUBLE}", False),
        (f"{_MAIL} If you have problems reading it, please contact us at out@shop.test.", False),
    ],
)
def test_the_mailbox_for_trouble_in_cancelling_is_a_way_out_of_mailings(
    text: str, is_way: bool, catalogue: Catalogue
) -> None:
    assert ("mailto:out@shop.test" in _ways(text, catalogue)) is is_way


@pytest.mark.parametrize(
    ("text", "is_way"),
    [
        ("To opt out of our letters, contact customer service at 800-555-0100.", True),
        ("You may unsubscribe by following the link, or by calling customer service on 800-555-0100.", True),
        ("For questions or to opt out of our letters, call us at 800-555-0100.", True),
        (
            "To opt out of our letters write to us; for questions about an order call us at 800-555-0100.",
            False,
        ),
        ("To opt out of our letters, contact us:\n\nCustomer service: 800-555-0100", False),
        ("To opt out of our letters, contact us:\n\nTelephone: 800-555-0100", True),
    ],
)
def test_a_number_for_customer_service_alone_is_no_way_out(
    text: str, is_way: bool, catalogue: Catalogue
) -> None:
    assert ("tel:8005550100" in _ways(text, catalogue)) is is_way


@pytest.mark.parametrize(
    "text",
    [
        "[Change your preferences](/f)",
        "[Update my marketing permissions](/f)",
        "You can change your permissions from your [profile page](/f).",
        "Visitors can go to [the desk](/f) to change their options.",
    ],
)
def test_a_page_to_change_permissions_is_a_way_out(text: str, catalogue: Catalogue) -> None:
    assert "https://shop.test/f" in _ways(text, catalogue)


@pytest.mark.parametrize(
    "text",
    [
        "[Change your seat preferences](/f)",
        "You can manage your location permissions on [this page](/f).",
        "Our agents go to [the desk](/f) to change their clothes.",
    ],
)
def test_a_page_to_change_something_else_is_none(text: str, catalogue: Catalogue) -> None:
    assert _ways(text, catalogue) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "For how to change your cookie settings, see our [Cookie Policy](/f) or Your Privacy Choices.",
            "cookie_settings",
        ),
        ("[Your Privacy Choices](/f)", "do_not_sell"),
        ("You can opt out of the sale of your data [on this page](/f).", "do_not_sell"),
    ],
)
def test_a_cookie_policy_beside_the_privacy_choices_does_not_take_their_kind(
    text: str, kind: str, catalogue: Catalogue
) -> None:
    assert _ways(text, catalogue).get("https://shop.test/f") == kind


@pytest.mark.parametrize(
    "text",
    [
        "Sie können den Vertrag binnen 14 Tagen widerrufen. Formular: https://shop.example/widerruf.pdf, "
        "zu senden an kasse@shop.example.",
        "Residents may refuse profiling via https://shop.example/opt-out; the address for an appeal against a "
        "refusal is board@shop.example.",
        "To opt out of profiling, use https://shop.example/opt-out; the appeal address after a refusal is "
        "board@shop.example.",
    ],
)
def test_a_mailbox_for_something_else_takes_no_word_of_leaving_from_beside_it(
    text: str, catalogue: Catalogue
) -> None:
    assert not [url for url in _ways(text, catalogue) if url and url.startswith("mailto:")]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("You can opt out of our surveys at any time. [Contact us](https://shop.test/write) to do it.", True),
        ("To unsubscribe from the almanac, please [contact us here](https://shop.test/write).", True),
        ("Der Werbung widersprechen Sie über unser [Kontaktformular](https://shop.test/write).", True),
        ("If a jar is broken, [contact us](https://shop.test/write).", False),
        (
            "You can opt out of surveys. To see a copy of your data, [contact us](https://shop.test/write).",
            False,
        ),
    ],
)
def test_a_page_to_write_from_is_a_way_out_for_those_who_want_to_leave(
    text: str, urls: bool, catalogue: Catalogue
) -> None:
    assert ("https://shop.test/write" in _ways(text, catalogue)) is urls


def test_a_mailbox_called_access_may_be_written_to_for_any_right(catalogue: Catalogue) -> None:
    text = (
        "You have these rights:\n\n- to opt out of marketing;\n- to see your data.\n\n"
        "To make a request, e-mail access@shop.test."
    )
    assert _ways(text, catalogue).get("mailto:access@shop.test") == "contact"


def test_a_letter_may_end_what_people_wish_to_no_longer_get(catalogue: Catalogue) -> None:
    text = "If you wish to no longer receive our almanac, change your account or write to out@shop.test."
    assert _ways(text, catalogue).get("mailto:out@shop.test") == "contact"


def test_a_mailbox_for_what_the_sentence_before_includes_is_a_way_out(catalogue: Catalogue) -> None:
    text = (
        "Readers manage what we do with their data, which includes opting out of any mailing. "
        "You can do that by visiting [this page](https://shop.test/leave) or by writing to [Ann](mailto:ann@shop.test)."
    )
    assert "mailto:ann@shop.test" in _ways(text, catalogue)


def test_a_service_that_the_site_manages_something_with_is_no_way_out(catalogue: Catalogue) -> None:
    for text in (
        "Nous utilisons [Brevo](https://brevo.com/) en tant que service pour gérer notre lettre.",
        "We use the [Brevo](https://brevo.com/) service to manage our mailing list.",
    ):
        assert "https://brevo.com/" not in _ways(text, catalogue)


def test_that_people_are_contacted_is_no_way_to_leave(catalogue: Catalogue) -> None:
    text = "Please note that even if you unsubscribe from our news, we may still need to contact you about orders."
    assert "contact" not in _ways(text, catalogue).values()


def test_numbers_with_an_escaped_full_stop_begin_the_items_of_a_list(catalogue: Catalogue) -> None:
    text = (
        "To **opt out** of our mailings, do one of the following:\n\n1\\. Log in to your account.\n\n"
        "2\\. Send an e-mail to: [ann@shop.test](mailto:ann@shop.test)\n"
    )
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    assert [block.kind for block in document.blocks[1:]] == ["list_item", "list_item"]
    assert "mailto:ann@shop.test" in _ways(text, catalogue)
