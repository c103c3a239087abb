"""Which links lead to a site's policies, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.policy import read_document
from trackers.policy.discovery import (
    OfferedLink,
    candidates,
    read_sitemap,
    reads_as_policy,
    well_known_addresses,
)

SITE = "https://www.shop.test/"
ELSEWHERE = SITE + "p/17"
"""An address that says nothing."""


def kinds(*links: OfferedLink, first_party: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(c.url, c.kind) for c in candidates(links, SITE, first_party)]


def kind_of(text: str, url: str = ELSEWHERE, rel: str = "", region: str = "") -> str | None:
    found = kinds(OfferedLink(url, text, rel, region))
    return found[0][1] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Privacy Policy",
        "PRIVACY",
        "» Privacy notice",
        "Privacy & Cookies",
        "Politique de confidentialité",
        "DONNÉES PERSONNELLES",
        "Donnees personnelles",
        "Datenschutz",
        "Impressum & Datenschutz",
        "Datenschutz / Impressum",
        "Datenschutz\u00aderklärung",
        "Política de privacidad",
        "Aviso de privacidad",
        "Informativa sulla privacy",
        "Privacyverklaring",
        "Política de Privacidade",
        "Polityka prywatności",
        "Integritetspolicy",
        "Privatlivspolitik",
        "Personvernerklæring",
        "Tietosuojaseloste",
        "Zásady ochrany osobních údajů",
        "Adatvédelmi tájékoztató",
        "Politica de confidențialitate",
        "Gizlilik Politikası",
        "GİZLİLİK POLİTİKASI",
        "Πολιτική απορρήτου",
        "ΠΟΛΙΤΙΚΗ ΑΠΟΡΡΗΤΟΥ",
        "Политика конфиденциальности",
        "プライバシーポリシー",
        "隐私政策",
        "개인정보처리방침",
        "当サイトのプライバシーポリシーはこちら",
    ],
)
def test_a_privacy_policy_is_known_by_its_name_in_many_languages(text: str) -> None:
    assert kind_of(text) == "privacy_policy"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cookie Policy", "cookie_policy"),
        ("Politique de cookies", "cookie_policy"),
        ("Cookie-Richtlinie", "cookie_policy"),
        ("Cookiebeleid", "cookie_policy"),
        ("Polityka plików cookies", "cookie_policy"),
        ("Do Not Sell or Share My Personal Information", "do_not_sell"),
        ("Your Privacy Choices", "do_not_sell"),
        ("Notice to California Residents", "do_not_sell"),
        ("AdChoices", "opt_out_page"),
        ("Interest-Based Ads", "opt_out_page"),
        ("Widerspruch", "opt_out_page"),
    ],
)
def test_other_documents_have_their_own_kinds(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Home",
        "",
        "Shop privacy screens",
        "Privacy fence kits",
        "News about privacy",
        "Sign in",
        "Unsubscribe",
        "Legal",
        "x" * 200 + " privacy policy",
    ],
)
def test_other_links_are_no_policies(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize("text", ["Impressum", "Mentions légales", "Legal notice"])
def test_a_weak_name_needs_a_second_sign(text: str) -> None:
    assert kind_of(text) is None
    assert kind_of(text, region="footer") == "privacy_policy"
    assert kind_of(text, SITE + "privacy") == "privacy_policy"


def test_words_inside_other_words_exclude_nothing() -> None:
    assert kind_of("Express shipping & privacy policy") == "privacy_policy"
    assert kind_of("Newsletter privacy policy") == "privacy_policy"


def test_the_address_and_rel_count_where_the_text_says_nothing() -> None:
    assert kind_of("click here", SITE + "privacy-policy") is None
    assert kind_of("click here", SITE + "privacy-policy", region="footer") == "privacy_policy"
    assert kind_of("click here", SITE + "donn%C3%A9es-personnelles", region="footer") == "privacy_policy"
    assert kind_of("click here", rel="nofollow privacy-policy") == "privacy_policy"


@pytest.mark.parametrize(
    "url",
    [
        "https://other.test/privacy",
        "javascript:void(0)",
        "mailto:privacy@shop.test",
        "#privacy",
        "",
        "https://[bad/privacy",
        "ftp://www.shop.test/privacy",
    ],
)
def test_only_the_sites_own_web_addresses_count(url: str) -> None:
    assert kind_of("Privacy policy", url) is None


def test_another_domain_of_the_same_owner_counts_when_the_settings_say_so() -> None:
    link = OfferedLink("https://legal.owner.test/privacy", "Privacy policy")
    assert kinds(link) == []
    assert kinds(link, first_party=("owner.test",)) == [(link.url, "privacy_policy")]
    assert kinds(OfferedLink("https://help.shop.test/privacy", "Privacy policy"))


def test_the_likeliest_comes_first_and_each_address_once() -> None:
    links = [
        OfferedLink(SITE + "cookies", "Cookies"),
        OfferedLink(SITE + "blog-about-privacy", "Our thoughts on privacy"),
        OfferedLink(SITE + "privacy#top", "privacy"),
        OfferedLink(SITE + "privacy/", "Privacy policy", region="footer"),
    ]
    found = candidates(links, SITE)
    assert [c.url for c in found][:2] == [SITE + "privacy/", SITE + "cookies"]
    assert len(found) == 3
    assert candidates(reversed(links), SITE)[0] == found[0]


def test_every_choice_is_explained() -> None:
    (found,) = candidates([OfferedLink(SITE + "privacy", "Privacy policy", "privacy-policy", "footer")], SITE)
    assert (
        found.why == "link text 'privacy policy', 'privacy' in the address, rel=privacy-policy, in the footer"
    )


@given(st.lists(st.builds(OfferedLink, st.text(), st.text(), st.text(), st.text()), max_size=5))
def test_no_link_breaks_the_search(links: list[OfferedLink]) -> None:
    candidates(links, SITE)


@given(st.text(), st.sampled_from(["privacy", "http://[", "https://www.shop.test/"]))
def test_no_address_breaks_the_search(text: str, start: str) -> None:
    candidates([OfferedLink(start + text, "privacy policy " + text[:20])], SITE)


def test_usual_addresses_are_the_sites_own() -> None:
    found = well_known_addresses("https://www.shop.test/en/start")
    assert found[0].url == "https://www.shop.test/privacy-policy"
    assert all(c.url.startswith(SITE) and c.kind == "privacy_policy" and c.why for c in found)


def test_a_sitemap_names_pages_by_their_addresses() -> None:
    xml = b"<?xml version='1.0'?><urlset><url><loc>https://www.shop.test/legal/privacy-policy.html</loc></url><url/></urlset>"
    (page,) = read_sitemap(xml).pages
    assert (page.url, page.text) == ("https://www.shop.test/legal/privacy-policy.html", "privacy policy")
    assert kinds(page) == [(page.url, "privacy_policy")]


@pytest.mark.parametrize("xml", [b"", b"<html>404", b"\xff\x00", b"<urlset><url><loc>" + b"x" * 1000])
def test_what_is_no_sitemap_is_empty_or_harmless(xml: bytes) -> None:
    candidates(read_sitemap(xml).pages, SITE)


PARAGRAPH = "We collect personal data when you order, and cookies remember your basket for a while. "


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        (PARAGRAPH * 6, True),
        (PARAGRAPH, False),
        ("Page not found. " * 60, False),
        ("Wir verarbeiten personenbezogene Daten nach der Datenschutzordnung. " * 10, True),
        ("当社は個人情報を大切に取り扱い、個人情報の利用目的を定めます。" * 20, True),
    ],
)
def test_a_text_is_a_policy_when_it_speaks_of_personal_data_at_length(text: str, policy: bool) -> None:
    assert reads_as_policy(read_document(text, url=SITE)) == policy


@pytest.mark.parametrize(
    ("title", "text", "policy"),
    [
        (
            "Privacy policy",
            "We set no cookies and keep nothing that you write to us, not even in a log.",
            True,
        ),
        (
            "Datenschutz",
            "Diese Seite erhebt keine Daten, setzt nichts und gibt nichts weiter, an niemanden.",
            True,
        ),
        ("Privacy policy", "Loading …", False),
        (
            "Privacy policy",
            "Please enable JavaScript to see this page and all the information on it, thank you.",
            False,
        ),
        ("Rooms", "All rooms have a window, a desk and information on walks along the sea.", False),
        ("Sign in", "Sign in to read our privacy policy and all other information of this site.", False),
    ],
)
def test_a_brief_text_is_a_policy_only_under_the_title_of_one(title: str, text: str, policy: bool) -> None:
    page = (
        f"<title>{title}</title><nav>Our house and the information on it</nav><h1>{title}</h1><p>{text}</p>"
    )
    assert reads_as_policy(read_document(page, url=SITE, content_type="text/html")) == policy


def test_a_policy_s_title_makes_a_text_in_a_language_that_is_not_read_a_policy() -> None:
    said = (
        "Az adatkezelő a látogatók adatait bizalmasan kezeli, és csak a szükséges ideig őrzi meg azokat. " * 9
    )
    page = f"<html lang='hu'><body><h1>Adatvédelmi tájékoztató</h1><p>{said}</p></body></html>"
    assert reads_as_policy(read_document(page, url="https://shop.test/privacy", content_type="text/html"))
    other = page.replace("Adatvédelmi tájékoztató", "Kenyerek")
    assert not reads_as_policy(
        read_document(other, url="https://shop.test/privacy", content_type="text/html")
    )
