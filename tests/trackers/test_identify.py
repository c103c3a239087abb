from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trackers.catalogue_folder import ACME, write_long_tail, write_vendors
from trackers.catalogue import load_catalogue
from trackers.evidence import Attribution, Request, StoredItem
from trackers.filters import FilterList, FilterLists
from trackers.identify import Identifier, is_tracking

SITE = "https://www.shop.test/"
LIST = FilterList(
    "Own list", "||px.unknown.test^$third-party\n||beta.test/px\n@@||ads.beta.test^\n/telemetry/*\n"
)


@pytest.fixture
def identifier(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Identifier:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    return Identifier(load_catalogue(write_vendors(tmp_path), None))


@pytest.fixture
def with_lists(identifier: Identifier) -> Identifier:
    cnames = FilterList(
        "Disguises", '{"a.shop.test": "x.cloak.acme.example", "b.shop.test": "t.nobody.test"}', "cnames"
    )
    return Identifier(identifier.catalogue, FilterLists([LIST, cnames]))


def ask(identifier: Identifier, url: str, kind: str = "image", document: str = SITE) -> Attribution | None:
    return identifier.request(Request(url=url, document_url=document, type=kind))


def named(found: Attribution | None) -> tuple[str, str, str] | None:
    return (found.vendor, found.company, found.basis) if found else None


def test_a_request_is_named_by_host_rule_with_todays_owner(identifier: Identifier) -> None:
    found = ask(identifier, "https://stats.acme.example/hit?x=1")
    assert named(found) == ("Acme Analytics", "Acme", "catalogue")
    assert found is not None
    assert (found.rule, found.confidence) == ("stats.acme.example", "certain")


def test_a_host_nobody_knows_is_nobodys(identifier: Identifier) -> None:
    assert ask(identifier, "https://px.unknown.test/") is None
    assert ask(identifier, "data:image/gif;base64,R0") is None


def test_another_host_of_a_known_company_is_the_companys_but_no_tracker(identifier: Identifier) -> None:
    found = ask(identifier, "https://www.beta.test/press")
    assert named(found) == ("Beta", "Beta", "catalogue")
    assert found is not None
    assert not is_tracking(found)


def test_the_page_itself_is_no_tracker(identifier: Identifier) -> None:
    page = "https://stats.acme.example/"
    assert ask(identifier, page, "document", page) is None


def test_a_vendors_own_site_talking_to_itself_embeds_nothing(identifier: Identifier) -> None:
    assert ask(identifier, "https://acme-cdn.test/logo.png", document="https://acme-cdn.test/") is None
    found = ask(identifier, "https://stats.acme.example/hit", document="https://www.acme.example/")
    assert named(found) == ("Acme Analytics", "Acme", "catalogue")


def test_relations_tell_the_owner_and_the_group_from_third_parties(identifier: Identifier) -> None:
    assert identifier.relation("https://cdn.shop.test/", SITE) == "first_party"
    assert identifier.relation("https://beta.test/", "https://www.acme.example/") == "same_company"
    assert identifier.relation("https://beta.test/", SITE) == "third_party"
    assert identifier.relation("https://shop-static.test/x.js", SITE) == "third_party"
    for owner in (
        Identifier(identifier.catalogue, None, ["shop-static.test"]),
        identifier.for_site(["shop-static.test"]),
    ):
        assert owner.relation("https://shop-static.test/x.js", SITE) == "first_party"
    assert identifier.relation("https://shop-static.test/x.js", SITE) == "third_party"


def test_a_saved_copy_of_a_script_is_known_by_its_file_name(identifier: Identifier) -> None:
    found = ask(identifier, "https://www.shop.test/js/acme-3.min.js?v=2", "script")
    assert named(found) == ("Acme Analytics", "Acme", "script")
    assert ask(identifier, "https://www.shop.test/js/acme-3.min.js.html", "script") is None
    assert ask(identifier, "https://www.shop.test/js/acme.js", "image") is None


def test_a_first_party_proxy_is_known_by_what_it_carries(identifier: Identifier) -> None:
    url = "https://www.shop.test/acme/hit"
    assert named(ask(identifier, url + "?acme_id=1&acme_v=2")) == ("Acme Analytics", "Acme", "payload")
    assert ask(identifier, url + "?acme_id=1") is None
    body = Request(
        url=url, document_url=SITE, type="ping", method="POST", post_data=b'{"acme_id":1,"acme_v":2}'
    )
    assert named(identifier.request(body)) == ("Acme Analytics", "Acme", "payload")


def test_a_list_names_its_filter_beside_the_catalogues_vendor(with_lists: Identifier) -> None:
    found = ask(with_lists, "https://beta.test/px?1")
    assert named(found) == ("Beta Ads", "Beta", "catalogue")
    assert found is not None
    assert found.filter == "Own list: ||beta.test/px"


def test_a_tracker_known_only_to_a_list_is_called_by_its_domain(with_lists: Identifier) -> None:
    found = ask(with_lists, "https://px.unknown.test/1.gif")
    assert found is not None
    assert (found.vendor, found.company, found.category) == ("unknown.test", "", "unknown")
    assert (found.basis, found.filter) == ("filter-list", "Own list: ||px.unknown.test^$third-party")
    assert is_tracking(found)


def test_an_exception_is_named_and_is_no_word_against_anyone(with_lists: Identifier) -> None:
    lists = FilterLists([FilterList("Own list", "||files.acme.example^\n@@||files.acme.example/ok^\n")])
    found = ask(Identifier(with_lists.catalogue, lists), "https://files.acme.example/ok/logo.png")
    assert found is not None
    assert found.filter == "Own list: @@||files.acme.example/ok^"
    assert not is_tracking(found)


def test_the_sites_own_requests_are_not_held_against_it_by_a_list_alone(with_lists: Identifier) -> None:
    assert ask(with_lists, "https://www.shop.test/telemetry/1") is None
    assert named(ask(with_lists, "https://else.test/telemetry/1")) == ("else.test", "", "filter-list")


def test_a_disguised_sub_domain_is_known_by_the_list_of_cnames(with_lists: Identifier) -> None:
    found = ask(with_lists, "https://a.shop.test/anything")
    assert named(found) == ("Acme Analytics", "Acme", "cname")
    assert found is not None
    assert found.filter == "Disguises: a.shop.test → x.cloak.acme.example"
    assert named(ask(with_lists, "https://b.shop.test/anything")) == ("nobody.test", "", "cname")


def test_cname_targets_are_named(identifier: Identifier) -> None:
    assert named(identifier.cname("shop.cloak.acme.example.")) == ("Acme Analytics", "Acme", "cname")
    assert identifier.cname("lb.hoster.test") is None


def test_scripts_are_named_by_host_or_file_name(identifier: Identifier) -> None:
    assert named(identifier.script("https://ads.beta.test/tag.js")) == ("Beta Ads", "Beta", "catalogue")
    assert named(identifier.script("https://files.acme.example/acme.js")) == (
        "Acme Analytics",
        "Acme",
        "script",
    )
    assert identifier.script("https://www.shop.test/shop.js") is None


def test_stored_keys_are_named(identifier: Identifier) -> None:
    own = StoredItem("local", "https://www.shop.test", "acme.visitor", "1", SITE)
    assert named(identifier.stored_item(own)) == ("Acme Analytics", "Acme", "storage")
    frame = StoredItem("local", "https://ads.beta.test", "k", "1", SITE)
    assert named(identifier.stored_item(frame)) == ("Beta Ads", "Beta", "storage")
    assert identifier.stored_item(StoredItem("local", "https://www.shop.test", "cart", "1", SITE)) is None


@pytest.fixture
def cookie(identifier: Identifier) -> Callable[..., tuple[str | None, str, bool] | None]:
    def ask_cookie(
        name: str, domain: str = ".shop.test", value: str = "x"
    ) -> tuple[str | None, str, bool] | None:
        found = identifier.cookie(name, domain, value, None, SITE)
        if found is None:
            return None
        return (found.attribution.vendor if found.attribution else None), found.purpose, found.opt_out

    return ask_cookie


def test_cookies_are_named_on_any_domain_unless_their_rule_says_which(
    cookie: Callable[..., tuple[str | None, str, bool] | None],
) -> None:
    assert cookie("_acme_7") == ("Acme Analytics", "analytics", False)
    assert cookie("uid") is None
    assert cookie("uid", ".www.acme.example") == ("Acme Analytics", "analytics", False)
    assert cookie("_beta") == ("Beta Ads", "advertising", False)
    assert cookie("cart") is None


def test_a_cookies_domain_may_stand_for_one_in_any_country(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    vendors = write_vendors(tmp_path, acme=ACME.replace("uid@acme.example", "uid@acme.*"))
    identifier = Identifier(load_catalogue(vendors, None))
    assert identifier.cookie("uid", ".acme.co.uk") is not None
    assert identifier.cookie("uid", ".acme.other.co.uk") is None


def test_a_cookie_without_rule_is_the_vendors_on_whose_host_it_lives(
    cookie: Callable[..., tuple[str | None, str, bool] | None],
) -> None:
    assert cookie("s", "ads.beta.test") == ("Beta Ads", "advertising", False)


def test_cookies_that_record_a_refusal_are_told(
    cookie: Callable[..., tuple[str | None, str, bool] | None],
) -> None:
    assert cookie("acme_optout", value="1") == ("Acme Analytics", "functional", True)
    assert cookie("_acme_1", value="OPT_OUT") == ("Acme Analytics", "analytics", True)
    assert cookie("do_not_track", value="1") == (None, "necessary", True)


def test_a_short_name_alone_is_only_possibly_the_vendors(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    vendors = write_vendors(tmp_path, acme=ACME.replace('"_acme_*"', '"_acme_*", "ac", "ac_*"'))
    identifier = Identifier(load_catalogue(vendors, None))

    def confidence(name: str, domain: str) -> str | None:
        found = identifier.cookie(name, domain)
        return found.attribution.confidence if found and found.attribution else None

    assert confidence("_acme_1", ".shop.test") == "certain"
    assert confidence("ac", ".shop.test") == "possible"
    assert confidence("ac_1", ".shop.test") == "possible"
    assert confidence("ac", ".acme.example") == "certain"


def test_number_signs_stand_for_digits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    vendors = write_vendors(tmp_path, acme=ACME.replace('"_acme_*"', '"visitor#"'))
    identifier = Identifier(load_catalogue(vendors, None))
    assert identifier.cookie("visitor123", ".shop.test") is not None
    assert identifier.cookie("visitor", ".shop.test") is None
    assert identifier.cookie("visitor_id", ".shop.test") is None


def test_a_cookie_of_the_long_tail_yields_to_one_written_by_hand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    tail = {
        "name": "Tail",
        "company": "Tail",
        "category": "social",
        "cookies": [{"pattern": "_acme_long_*", "domain": ""}, {"pattern": "tail_id", "domain": ""}],
    }
    identifier = Identifier(
        load_catalogue(write_vendors(tmp_path, acme=ACME), write_long_tail(tmp_path, tail))
    )
    by_hand, by_tail = (
        identifier.cookie("_acme_long_1", ".shop.test"),
        identifier.cookie("tail_id", ".shop.test"),
    )
    assert by_hand is not None
    assert by_tail is not None
    assert by_hand.attribution is not None
    assert by_tail.attribution is not None
    assert by_hand.attribution.vendor == "Acme Analytics"
    assert (by_tail.attribution.vendor, by_tail.attribution.confidence) == ("Tail", "likely")
