"""Which internal pages are visited."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.page_choice import choose_pages
from reports.records import PageLink

HOME = "https://www.shop.test/"


def chosen(*urls: str, count: int = 10, **more: object) -> tuple[str, ...]:
    return choose_pages(HOME, [PageLink(url, "x") for url in urls], count, **more)  # type: ignore[arg-type]


PAGES = [HOME + path for path in ("shoes/1", "shoes/2", "shoes/3", "hats/1", "about", "hats?page=2")]


def test_the_choice_is_the_same_whatever_the_order_of_the_links() -> None:
    first = chosen(*PAGES, count=3)
    for seed in range(5):
        shuffled = PAGES * 2
        random.Random(seed).shuffle(shuffled)
        assert chosen(*shuffled, count=3) == first


def test_pages_are_spread_over_the_sections_of_the_site() -> None:
    sections = {url.removeprefix(HOME).split("/")[0].split("?")[0] for url in chosen(*PAGES, count=3)}
    assert sections == {"shoes", "hats", "about"}


def test_a_plain_path_comes_before_one_with_a_query() -> None:
    assert chosen(HOME + "hats?page=2", HOME + "hats/1", count=1) == (HOME + "hats/1",)


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.test/",
        "mailto:a@shop.test",
        "javascript:void(0)",
        "ftp://www.shop.test/x",
        HOME,
        HOME + "#top",
        "https://www.shop.test",
        HOME + "price-list.pdf",
        HOME + "photo.JPG",
        HOME + "feed.rss",
        HOME + "logout",
        HOME + "account/sign-out",
        HOME + "cart/add/17",
        HOME + "hats?add-to-cart=3",
        HOME + "list?remove=1",
        HOME + "newsletter/unsubscribe",
        HOME + "wp-admin/",
        HOME + "privacy-policy",
        "https://[bad",
        "",
    ],
)
def test_other_sites_files_actions_policies_and_the_entry_page_are_left_out(url: str) -> None:
    links = [PageLink(url, "Privacy policy" if "privacy" in url else "x")]
    assert choose_pages(HOME, links, 5) == ()


def test_hosts_of_the_same_owner_are_internal() -> None:
    assert chosen("https://blog.shop.test/a") == ("https://blog.shop.test/a",)
    assert chosen("https://owner.test/a") == ()
    assert chosen("https://owner.test/a", first_party=("owner.test",)) == ("https://owner.test/a",)


def test_pages_that_the_settings_name_are_the_choice() -> None:
    wanted = ("/pricing", "contact", "https://www.shop.test/x")
    assert chosen(*PAGES, count=1, wanted=wanted) == (HOME + "pricing", HOME + "contact", HOME + "x")


@pytest.mark.parametrize("count", [0, -1])
def test_one_page_a_site_means_no_internal_page(count: int) -> None:
    assert chosen(*PAGES, count=count) == ()


@given(st.lists(st.text(max_size=40)), st.lists(st.text(max_size=20)), st.integers(0, 5))
def test_no_link_breaks_the_choice(urls: list[str], paths: list[str], count: int) -> None:
    found = chosen(*urls, *(HOME + path for path in paths), count=count)
    assert len(found) <= count
    assert len(set(found)) == len(found)
    assert all(url.startswith(("http://", "https://")) for url in found)
