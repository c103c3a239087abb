import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.host_rules import HostIndex, split_url


def rule_for(url: str, *rules: str) -> str | None:
    found = HostIndex((rule, rule) for rule in rules).match(*split_url(url))
    return found[1] if found else None


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://A.Example/x?y=1#z", "a.example", "/x?y=1"),
        ("https://a.example", "a.example", "/"),
        ("https://a.example?q=/x", "a.example", "/?q=/x"),
        ("https://a.example./x", "a.example", "/x"),
        ("http://user:secret@a.example:8080/x", "a.example", "/x"),
        ("wss://[::1]:9/x", "[::1]", "/x"),
        ("wss://[::1]?x", "[::1]", "/?x"),
        ("data:text/html,https://a.example/", "", ""),
        ("blob:https://a.example/1", "", ""),
        ("nonsense", "", ""),
    ],
)
def test_a_url_is_split_into_host_and_path(url: str, host: str, path: str) -> None:
    assert split_url(url) == (host, path)


@given(st.text())
def test_no_text_breaks_the_splitting_of_urls(text: str) -> None:
    host, path = split_url("https://" + text)
    assert path.startswith("/")
    assert host == host.lower()


def test_a_host_rule_covers_its_sub_domains_and_nothing_that_merely_ends_alike() -> None:
    assert rule_for("https://www.pixel.example/", "pixel.example") == "pixel.example"
    assert rule_for("https://otherpixel.example/", "pixel.example") is None


def test_an_exact_rule_does_not_cover_sub_domains() -> None:
    assert rule_for("https://pixel.example/", "=pixel.example") == "=pixel.example"
    assert rule_for("https://www.pixel.example/", "=pixel.example") is None


def test_the_longest_match_wins() -> None:
    rules = ("pixel.example", "pixel.example/a", "pixel.example/a/b", "ads.pixel.example")
    assert rule_for("https://pixel.example/a/b/c", *rules) == "pixel.example/a/b"
    assert rule_for("https://pixel.example/a/c", *rules) == "pixel.example/a"
    assert rule_for("https://pixel.example/z", *rules) == "pixel.example"
    assert rule_for("https://x.ads.pixel.example/z", *rules) == "ads.pixel.example"


def test_a_star_in_a_host_stands_for_part_of_one_label() -> None:
    assert rule_for("https://region12.pixel.example/", "region*.pixel.example")
    assert rule_for("https://x.region12.pixel.example/", "region*.pixel.example")
    assert rule_for("https://region1.two.pixel.example/", "region*.pixel.example") is None
    assert rule_for("https://pixel.example/", "*.pixel.example") is None


def test_a_star_as_the_last_label_stands_for_any_public_suffix() -> None:
    assert rule_for("https://www.shop.co.uk/", "shop.*")
    assert rule_for("https://shop.de/pay", "=shop.*/pay")
    assert rule_for("https://shop.other.de/", "shop.*") is None


def test_paths_are_prefixes_of_path_and_query_with_stars_and_an_end_mark() -> None:
    assert rule_for("https://a.example/px?id=1&ev=x", "a.example/px?*ev=")
    assert rule_for("https://a.example/px?id=1", "a.example/px?*ev=") is None
    assert rule_for("https://a.example/tr", "a.example/tr$")
    assert rule_for("https://a.example/track", "a.example/tr$") is None
    assert rule_for("https://a.example/1/end", "a.example/*/end$")
    assert rule_for("https://a.example/1/end/2", "a.example/*/end$") is None
    assert rule_for("https://a.example/aXa", "a.example/aXaa*a$") is None


def test_a_rule_with_a_path_leaves_other_paths_to_the_parent_domain() -> None:
    rules = ("cdn.example", "x.cdn.example/tag.js")
    assert rule_for("https://x.cdn.example/photo.png", *rules) == "cdn.example"


def test_a_path_that_fits_goes_before_a_longer_host_without_one() -> None:
    rules = ("www.search.example", "search.*/ads", "search.example")
    assert rule_for("https://www.search.example/ads/1", *rules) == "search.*/ads"
    assert rule_for("https://www.search.example/maps", *rules) == "www.search.example"
