"""The vendor files themselves, and that what is wrong with one is told by file and line."""

from pathlib import Path

import pytest

from tests.trackers.catalogue_folder import ACME, BETA, write_vendors
from trackers.catalogue import VENDORS, load_catalogue
from trackers.evidence import Request
from trackers.host_rules import parse_host_rule
from trackers.identify import Identifier
from trackers.vendor_reading import (
    SourceFile,
    VendorFileError,
    find_faults,
    find_owner_faults,
    read_domain_owners,
    read_vendor_files,
)


@pytest.fixture(scope="module")
def sources() -> list[SourceFile]:
    return read_vendor_files(VENDORS)


def test_the_vendor_files_can_be_read_and_fit_together(sources: list[SourceFile]) -> None:
    faults = find_faults(sources)
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_the_owners_of_domains_do_not_contradict_the_vendor_files(sources: list[SourceFile]) -> None:
    path = VENDORS.parent / "domain_owners.toml"
    faults = find_owner_faults(sources, read_domain_owners(path), path)
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_a_domain_with_two_owners_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "domain_owners.toml"
    path.write_text('[[owner]]\ncompany = "Gamma"\ndomains = ["gamma.test", "ads.beta.test"]\n', "utf-8")
    faults = find_owner_faults(read_vendor_files(write_vendors(tmp_path)), read_domain_owners(path), path)
    assert [str(fault) for fault in faults] == [
        "domain_owners.toml:3: domain 'ads.beta.test' belongs to Beta already"
    ]


def test_the_catalogue_is_as_large_as_promised() -> None:
    by_hand = [product for product in load_catalogue().products.values() if product.by_hand]
    assert len({product.company for product in by_hand}) >= 250
    assert len(by_hand) >= 450


def test_every_host_of_a_vendor_file_leads_to_its_own_company() -> None:
    catalogue = load_catalogue()
    identifier = Identifier(catalogue)
    lost = []
    for product in catalogue.products.values():
        for text in product.hosts if product.by_hand else ():
            rule = parse_host_rule(text)
            host = rule.host.replace("*", "com" if rule.host.endswith(".*") else "1")
            url = f"https://{host}{'1'.join(rule.path) or '/'}"
            found = identifier.request(Request(url=url, document_url="https://site.example/", type="image"))
            if found is None or found.company != product.company:
                lost.append(f"{product.name}: {text} leads to {found.vendor if found else None}")
    assert not lost, "\n" + "\n".join(lost)


def faults_of(folder: Path, **files: str) -> list[str]:
    return [str(fault) for fault in find_faults(read_vendor_files(write_vendors(folder, **files)))]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), start=1) if part in line)


def test_files_without_fault_have_none(tmp_path: Path) -> None:
    assert faults_of(tmp_path, acme=ACME, beta=BETA) == []


def test_a_host_of_two_products_is_a_fault(tmp_path: Path) -> None:
    text = BETA.replace("ads.beta.test", "stats.acme.example")
    line = line_of(text, "stats.acme.example")
    expected = f"beta.toml:{line}: host 'stats.acme.example' belongs to Acme Analytics (acme.toml) already"
    assert faults_of(tmp_path, acme=ACME, beta=text) == [expected]


def test_a_parent_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    line = line_of(BETA, "parent")
    assert faults_of(tmp_path, beta=BETA) == [f"beta.toml:{line}: parent 'Acme' is the company of no file"]


def test_an_own_ancestor_is_a_fault(tmp_path: Path) -> None:
    acme = ACME.replace('company = "Acme"', 'company = "Acme"\nparent = "Beta"')
    assert any("'Beta' is its own ancestor" in fault for fault in faults_of(tmp_path, acme=acme, beta=BETA))


def test_an_alias_that_means_another_product_is_dead(tmp_path: Path) -> None:
    text = BETA.replace('ambiguous = ["Beta Ads"]', 'aliases = ["acme insights"]\nambiguous = ["Elsewhere"]')
    first = line_of(text, "aliases")
    assert faults_of(tmp_path, acme=ACME, beta=text) == [
        f"beta.toml:{first}: dead alias 'acme insights' of Beta Ads: it means Acme Analytics already",
        f"beta.toml:{line_of(text, 'Elsewhere')}: 'Elsewhere' is marked ambiguous but is no name of Beta Ads",
    ]


def test_two_files_of_one_company_or_product_are_a_fault(tmp_path: Path) -> None:
    found = faults_of(tmp_path, acme=ACME, again=ACME.replace('"Acme CDN"', '"Acme Files"'))
    assert "again.toml:2: company 'Acme' is in acme.toml already" in found
    assert any("product 'Acme Analytics' is in acme.toml already" in fault for fault in found)


def test_a_grammar_for_any_host_needs_to_know_itself(tmp_path: Path) -> None:
    text = ACME.replace('requires = ["acme_id", "acme_v"]\n', "")
    line = line_of(text, "*/acme/hit")
    assert faults_of(tmp_path, acme=text) == [
        f"acme.toml:{line}: endpoint '*/acme/hit' is for any host and needs `requires`"
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('company = "Acme"', 'compny = "Acme"', "compny"),
        ('cookies = ["_acme_*", "uid@acme.example"', 'cookies = ["_acme *", "uid@acme.example"', "_acme *"),
        ('hosts = ["files.acme.example"]', 'hosts = ["https://files.acme.example"]', "https://files"),
        ("requires =", "require =", "require ="),
    ],
)
def test_a_wrong_key_or_value_is_told_with_its_line(
    tmp_path: Path, right: str, wrong: str, place: str
) -> None:
    text = ACME.replace(right, wrong)
    with pytest.raises(VendorFileError) as caught:
        read_vendor_files(write_vendors(tmp_path, acme=text))
    assert f"acme.toml:{line_of(text, place)}: " in str(caught.value)
