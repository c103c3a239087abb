from pathlib import Path

import pytest

from tests.trackers.catalogue_folder import ACME, write_long_tail, write_vendors
from trackers.catalogue import Catalogue, load_catalogue
from trackers.vendor_reading import VendorFileError


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load_catalogue(write_vendors(tmp_path), None)


def test_products_know_their_company(catalogue: Catalogue) -> None:
    assert catalogue.products["Acme Analytics"].company == "Acme"
    company = catalogue.company_of("Acme Analytics")
    assert company is not None
    assert company.former_names == ("Old Acme",)


def test_an_ordinary_word_as_a_products_name_is_one_as_its_companys(tmp_path: Path) -> None:
    vendors = write_vendors(tmp_path)
    page = 'company = "Timber"\nwebsite = "https://timber.example/"\n\n[[product]]\nname = "Timber"\n'
    page += (
        'category = "other"\ndescription = "Bookings."\nhosts = ["timber.example"]\nambiguous = ["Timber"]\n'
    )
    (vendors / "timber.toml").write_text(page, "utf-8")
    found = [alias for alias in load_catalogue(vendors, None).aliases if alias.text == "Timber"]
    assert {alias.level for alias in found} == {"product", "company"}
    assert all(alias.ambiguous for alias in found)


def test_a_catalogue_read_from_the_cache_equals_the_one_that_was_compiled(
    tmp_path: Path, own_cache: Path
) -> None:
    vendors = write_vendors(tmp_path)
    compiled = load_catalogue.__wrapped__(vendors, None)
    assert len(list(own_cache.glob("catalogue-*.json"))) == 1
    assert load_catalogue.__wrapped__(vendors, None) == compiled


def test_a_changed_file_gives_another_catalogue(tmp_path: Path) -> None:
    vendors = write_vendors(tmp_path)
    before = load_catalogue.__wrapped__(vendors, None)
    (vendors / "acme.toml").write_text(ACME.replace("Acme CDN", "Acme Files"), "utf-8")
    after = load_catalogue.__wrapped__(vendors, None)
    assert before.sha256 != after.sha256
    assert "Acme Files" in after.products


def test_a_damaged_cache_is_made_anew(tmp_path: Path, own_cache: Path) -> None:
    vendors = write_vendors(tmp_path)
    whole = load_catalogue.__wrapped__(vendors, None)
    for kept in own_cache.iterdir():
        kept.write_text('{"companies": []', "utf-8")
    assert load_catalogue.__wrapped__(vendors, None) == whole


def test_a_cache_folder_that_cannot_be_written_is_no_error(tmp_path: Path, own_cache: Path) -> None:
    own_cache.write_text("a file where a folder should be", "utf-8")
    assert "Acme CDN" in load_catalogue.__wrapped__(write_vendors(tmp_path), None).products


def test_payload_grammars_come_back_as_the_vendor_file_says(catalogue: Catalogue) -> None:
    (grammar,) = catalogue.products["Acme Analytics"].payload
    assert grammar.requires == ["acme_id", "acme_v"]


def test_aliases_say_whose_they_are_and_whether_they_need_a_cue(catalogue: Catalogue) -> None:
    found = {(a.text, a.vendor, a.level, a.ambiguous) for a in catalogue.aliases}
    assert ("Acme Insights", "Acme Analytics", "product", False) in found
    assert ("Beta Ads", "Beta Ads", "product", True) in found
    assert ("Old Acme", "Acme", "company", False) in found
    assert ("Acme Metrics Inc.", "Acme", "company", False) in found


def test_domains_lead_to_companies_and_subsidiaries_have_one_owner(catalogue: Catalogue) -> None:
    company = catalogue.company_of_domain("acme-cdn.test")
    assert company is not None
    assert company.name == "Acme"
    assert catalogue.owner("Beta") == "Acme"
    assert catalogue.same_owner("beta.test", "acme.example")
    assert not catalogue.same_owner("beta.test", "unheard-of.test")
    assert catalogue.same_owner("acme-cdn.fr", "acme-cdn.test")
    assert not catalogue.same_owner("acme.fr", "acme.example")
    assert not catalogue.same_owner("unheard-of.fr", "unheard-of.test")


def test_the_long_tail_adds_what_the_files_do_not_know(tmp_path: Path) -> None:
    row = {"name": "Gamma", "company": "Gamma", "category": "social", "hosts": ["gamma.test"]}
    catalogue = load_catalogue(write_vendors(tmp_path), write_long_tail(tmp_path, row))
    assert catalogue.products["Gamma"].licence == "MIT"
    assert not catalogue.products["Gamma"].by_hand
    assert catalogue.companies["Gamma"].origin == "some-package 1.0"
    assert catalogue.version.startswith("2026.01.02+")


def test_files_written_by_hand_win_over_the_long_tail_and_the_conflict_is_told(tmp_path: Path) -> None:
    row = {
        "name": "Thief",
        "company": "Thief",
        "category": "social",
        "hosts": ["sub.beta.test", "thief.test"],
    }
    catalogue = load_catalogue(write_vendors(tmp_path), write_long_tail(tmp_path, row))
    assert catalogue.products["Thief"].hosts == ("thief.test",)
    assert catalogue.conflicts == ("sub.beta.test: Beta by hand, Thief in some-package 1.0",)


def test_a_former_owner_in_the_long_tail_becomes_todays(tmp_path: Path) -> None:
    row = {"name": "Delta", "company": "Old Acme", "category": "advertising", "hosts": ["delta.test"]}
    catalogue = load_catalogue(write_vendors(tmp_path), write_long_tail(tmp_path, row))
    assert catalogue.products["Delta"].company == "Acme"


def test_further_hosts_of_a_known_product_join_it(tmp_path: Path) -> None:
    row = {"name": "Acme Insights", "company": "Acme", "category": "social", "hosts": ["more-acme.test"]}
    catalogue = load_catalogue(write_vendors(tmp_path), write_long_tail(tmp_path, row))
    assert "more-acme.test" in catalogue.products["Acme Analytics"].hosts
    assert catalogue.products["Acme Analytics"].category == "analytics"
    assert "Acme Insights" not in catalogue.products


def test_two_packages_that_know_one_product_make_one_product(tmp_path: Path) -> None:
    rows = [
        {"name": "Gamma", "company": "Gamma", "category": "social", "hosts": ["gamma.test"]},
        {
            "name": "Gamma",
            "company": "Gamma Ltd",
            "category": "other",
            "cookies": [{"pattern": "gamma_id", "domain": ""}],
            "origin": "other-package 2.0",
            "licence": "Apache-2.0",
        },
    ]
    gamma = load_catalogue(write_vendors(tmp_path), write_long_tail(tmp_path, *rows)).products["Gamma"]
    assert gamma.hosts == ("gamma.test",)
    assert [rule.pattern for rule in gamma.cookies] == ["gamma_id"]
    assert gamma.origin == "some-package 1.0; other-package 2.0"
    assert gamma.licence == "MIT; Apache-2.0"
    assert gamma.company == "Gamma"


def test_who_owns_a_hosting_platform_does_not_own_its_tenants(tmp_path: Path) -> None:
    platform = ACME.replace('domains = ["acme.example"]', 'domains = ["azurewebsites.net"]')
    row = {"name": "Tenant", "company": "Tenant", "category": "social", "hosts": ["tenant.azurewebsites.net"]}
    catalogue = load_catalogue(write_vendors(tmp_path, acme=platform), write_long_tail(tmp_path, row))
    assert catalogue.products["Tenant"].hosts == ("tenant.azurewebsites.net",)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    broken = ACME.replace('category = "cdn_hosting"', 'category = "hosting"\nhots = []')
    with pytest.raises(VendorFileError) as caught:
        load_catalogue(write_vendors(tmp_path, acme=broken), None)
    lines = broken.split("\n")
    wrong_value, unknown_key = lines.index('category = "hosting"') + 1, lines.index("hots = []") + 1
    assert f"acme.toml:{wrong_value}: product.1.category" in str(caught.value)
    assert f"acme.toml:{unknown_key}: product.1.hots" in str(caught.value)


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(VendorFileError, match=r"^acme\.toml:2: not TOML"):
        load_catalogue(write_vendors(tmp_path, acme='company = "A"\nproduct = ['), None)
