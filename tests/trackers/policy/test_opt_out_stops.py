"""What a way out stops, where several stand side by side."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue
from trackers.policy import read_document
from trackers.policy.opt_outs.reading import opt_outs

_MENU = (
    ("/sale", "Do Not Sell or Share My Personal Information"),
    ("/cookies", "Cookie Settings"),
    ("/mail", "Unsubscribe"),
)


def _ways(body: str, catalogue: Catalogue) -> dict[str | None, tuple[str, tuple[str, ...]]]:
    page = (
        f"<html lang=en><main><h1>Privacy Policy</h1><p>We tell what we do with data.</p>{body}</main></html>"
    )
    document = read_document(page, url="https://shop.example.com/privacy", content_type="text/html")
    return {way.url: (way.kind, way.stops) for way in opt_outs([document], catalogue)[0]}


@pytest.mark.parametrize("between", [" | ", " ", "<br>", "</li><li>"])
def test_a_link_of_a_footer_stops_what_it_says_itself(between: str, catalogue: Catalogue) -> None:
    links = between.join(f'<a href="{url}">{words}</a>' for url, words in _MENU)
    body = f"<ul><li>{links}</li></ul>" if "li" in between else f"<div>{links}</div>"
    assert _ways(body, catalogue) == {
        "https://shop.example.com/sale": ("do_not_sell", ("sale",)),
        "https://shop.example.com/cookies": ("cookie_settings", ()),
        "https://shop.example.com/mail": ("unsubscribe", ("email",)),
    }


def test_each_link_of_a_sentence_stops_what_its_clause_says(catalogue: Catalogue) -> None:
    body = (
        '<p>You can opt out of the sale of your data with our <a href="/sale">request form</a>, refuse cookies '
        'under <a href="/cookies">Cookie Settings</a> and end our mailings with <a href="/mail">one click</a>.</p>'
    )
    assert _ways(body, catalogue) == {
        "https://shop.example.com/sale": ("do_not_sell", ("sale",)),
        "https://shop.example.com/cookies": ("cookie_settings", ("cookies",)),
        "https://shop.example.com/mail": ("unsubscribe", ("email",)),
    }


def test_a_link_that_says_nothing_itself_stops_what_its_sentence_says(catalogue: Catalogue) -> None:
    body = '<p>To opt out of the sale of your data, use <a href="/form">this form</a>.</p>'
    assert _ways(body, catalogue) == {"https://shop.example.com/form": ("do_not_sell", ("sale",))}
