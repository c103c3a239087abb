import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.trackers.catalogue_folder import write_vendors
from trackers.behaviour import behaving_hosts, identifiers_in
from trackers.catalogue import load_catalogue
from trackers.evidence import Cookie, Request, StoredItem
from trackers.identify import Identifier

SITE = "https://www.shop.test/"
VISITOR = "9f8e7d6c5b4a3f2e"
OWN = Cookie(name="visitor", value=VISITOR, domain=".shop.test", document_url=SITE, lifetime_days=400)
THEIRS = Cookie(
    name="v", value="a81bc81b-dead-4e5d", domain="t.strange.test", document_url=SITE, lifetime_days=90
)


@pytest.fixture
def identifier(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Identifier:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    return Identifier(load_catalogue(write_vendors(tmp_path), None))


def hosts(
    identifier: Identifier, *evidence: Request | Cookie | StoredItem
) -> list[tuple[str, str, tuple[str, ...]]]:
    found = behaving_hosts(
        [one for one in evidence if isinstance(one, Request)],
        [one for one in evidence if isinstance(one, Cookie)],
        [one for one in evidence if isinstance(one, StoredItem)],
        identifier,
    )
    return [(one.host, one.kind, one.evidence) for one in found]


def test_a_stranger_with_a_long_lived_identifier_cookie_behaves_as_a_tracker(identifier: Identifier) -> None:
    assert hosts(identifier, THEIRS) == [("t.strange.test", "identifier_cookie", ("v",))]
    (found,) = behaving_hosts([], [THEIRS], [], identifier)
    attribution = found.attribution
    assert (attribution.vendor, attribution.category, attribution.basis) == (
        "strange.test",
        "unknown",
        "behaviour",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"lifetime_days": None},
        {"lifetime_days": 30},
        {"value": "lang=en-GB"},
        {"value": "1700000000"},
        {"value": "2026-11-22T10:00"},
        {"domain": ".shop.test"},
        {"domain": "ads.beta.test"},
    ],
)
def test_short_lives_settings_own_cookies_and_known_vendors_do_not_count(
    identifier: Identifier, changed: dict[str, str | float | None]
) -> None:
    assert hosts(identifier, replace(THEIRS, **changed)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sent",
    [VISITOR, hashlib.sha256(VISITOR.encode()).hexdigest(), hashlib.md5(VISITOR.encode()).hexdigest()],
)
def test_a_stranger_that_is_told_the_sites_identifier_behaves_as_a_tracker(
    identifier: Identifier, sent: str
) -> None:
    by_url = Request(url=f"https://t.strange.test/c?u={sent}", document_url=SITE, id="r1")
    by_body = Request(
        url="https://t.strange.test/c",
        document_url=SITE,
        id="r2",
        method="POST",
        post_data=b'{"u":"%s"}' % sent.encode(),
    )
    assert hosts(identifier, OWN, by_url, by_body) == [
        ("t.strange.test", "receives_identifier", ("r1", "r2"))
    ]


def test_identifiers_in_storage_count_as_the_sites_own(identifier: Identifier) -> None:
    item = StoredItem("local", "https://www.shop.test", "device", VISITOR, SITE)
    request = Request(url=f"https://t.strange.test/{VISITOR}", document_url=SITE, id="r1")
    assert hosts(identifier, item, request) == [("t.strange.test", "receives_identifier", ("r1",))]


def test_the_site_and_listed_vendors_may_be_told(identifier: Identifier) -> None:
    own = Request(url=f"https://api.shop.test/?u={VISITOR}", document_url=SITE)
    vendor = Request(url=f"https://ads.beta.test/?u={VISITOR}", document_url=SITE)
    other = Request(url="https://t.strange.test/?u=someone-else-123", document_url=SITE)
    assert hosts(identifier, OWN, own, vendor, other) == []


def test_identifiers_are_told_from_words_and_flags() -> None:
    assert identifiers_in("GA1.2.1836402.1700000000") == []
    assert identifiers_in("id=a1b2c3d4e5&lang=english-language") == ["a1b2c3d4e5"]
    assert identifiers_in("true|granted|accepted_all_cookies") == []
