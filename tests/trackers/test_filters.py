import pytest

from trackers.evidence import Request
from trackers.filters import FilterList, FilterListError, FilterLists

BLOCKS = FilterList(
    "Blocks", "! Title: Blocks\n||ads.test^\n||social.test^$third-party\n/pixel.gif?\n||img.test^$image\n"
)
ALLOWS = FilterList("Allows", "@@||ads.test/acceptable/$domain=news.test\n")


def says(url: str, document: str = "https://news.test/", kind: str = "script") -> str | None:
    match = FilterLists([BLOCKS, ALLOWS]).match(Request(url=url, document_url=document, type=kind))
    return match.text if match else None


def test_a_filter_is_named_verbatim_with_its_list() -> None:
    assert says("https://cdn.ads.test/a.js") == "Blocks: ||ads.test^"
    assert says("https://else.test/pixel.gif?id=1", kind="image") == "Blocks: /pixel.gif?"
    assert says("https://else.test/a.js") is None


def test_an_exception_of_another_list_is_named_where_it_applies() -> None:
    assert says("https://ads.test/acceptable/1.js") == "Allows: @@||ads.test/acceptable/$domain=news.test"
    assert says("https://ads.test/acceptable/1.js", "https://other.test/") == "Blocks: ||ads.test^"


def test_third_party_filters_are_judged_from_the_top_level_document() -> None:
    assert says("https://api.social.test/like", "https://www.social.test/") is None
    assert says("https://api.social.test/like") == "Blocks: ||social.test^$third-party"
    assert says("https://api.social.test/like", "") == "Blocks: ||social.test^$third-party"


@pytest.mark.parametrize(("kind", "blocked"), [("image", True), ("script", False), ("fetch", False)])
def test_resource_types_count(kind: str, *, blocked: bool) -> None:
    assert (says("https://img.test/x", kind=kind) is not None) == blocked


def test_the_page_itself_is_never_blocked_but_a_frame_is() -> None:
    page = "https://ads.test/"
    assert says(page, page, "document") is None
    assert says("https://ads.test/frame", kind="document") == "Blocks: ||ads.test^"


def test_a_url_that_cannot_be_encoded_matches_nothing() -> None:
    assert says("https://ads.test/\ud800") is None


def test_a_list_of_cnames_unmasks_hosts() -> None:
    lists = FilterLists([FilterList("Cnames", '{"T.Shop.test": "collect.vendor.test."}', "cnames")])
    found = lists.disguise("t.shop.test")
    assert found is not None
    assert found.text == "Cnames: t.shop.test → collect.vendor.test"
    assert lists.disguise("shop.test") is None


@pytest.mark.parametrize("text", ["<html>", "[]", '{"a": 1}'])
def test_what_is_no_list_of_cnames_is_refused(text: str) -> None:
    with pytest.raises(FilterListError, match="Cnames"):
        FilterLists([FilterList("Cnames", text, "cnames")])
