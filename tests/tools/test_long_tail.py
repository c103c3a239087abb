"""The generated long tail, and the generator's judgement on invented packages."""

import json
from pathlib import Path
from typing import Any

import pytest

from tools.catalogue.__main__ import as_text
from tools.catalogue.extraction import open_cookie_database, prebid, tarteaucitron, third_party_web
from tools.catalogue.packages import Package, PackageError, load_packages
from tools.catalogue.rows import usable_host
from trackers.catalogue import LONG_TAIL


def package(**files: str | object) -> Package:
    contents = {
        path: (content if isinstance(content, str) else json.dumps(content)).encode()
        for path, content in files.items()
    }
    return Package("some-package", "1.0", "MIT", contents, "Copyright Somebody", "facts")


@pytest.fixture(scope="module")
def long_tail() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(LONG_TAIL.read_text("utf-8"))
    return loaded


def test_every_row_has_origin_and_a_permissive_licence(long_tail: dict[str, Any]) -> None:
    origins = {f"{source['name']} {source['version']}": source["licence"] for source in long_tail["sources"]}
    assert set(origins.values()) == {"MIT", "Apache-2.0"}
    for row in long_tail["products"] + long_tail["companies"]:
        assert row["licence"] == origins[row["origin"].removeprefix("Open Cookie Database in ")]


def test_the_notice_names_every_package(long_tail: dict[str, Any]) -> None:
    notice = (LONG_TAIL.parent.parent / "NOTICE").read_text("utf-8")
    for source in long_tail["sources"]:
        assert f"{source['name']} {source['version']} ({source['licence']})" in notice


def test_no_host_of_the_long_tail_is_everybodys(long_tail: dict[str, Any]) -> None:
    hosts = [host for row in long_tail["products"] for host in row.get("hosts", [])]
    assert len(hosts) > 2000
    assert [host for host in hosts if usable_host(host) != host] == []


def test_cookies_of_the_long_tail_are_bound_to_a_domain_or_name_their_vendor(
    long_tail: dict[str, Any],
) -> None:
    loose = [c["pattern"] for row in long_tail["products"] for c in row.get("cookies", []) if not c["domain"]]
    assert loose
    for common in (
        "session",
        "sessionid",
        "lang",
        "user",
        "uid",
        "id",
        "token",
        "cart",
        "PHPSESSID",
        "csrftoken",
    ):
        assert common not in loose


def test_entities_become_rows_with_our_categories() -> None:
    entities = [
        {"name": "Caf&eacute; Ads", "category": "ad", "domains": ["*.ads.test", "co.uk", "cafe.test"]},
        {"name": "Files", "company": "Files Inc", "category": "hosting", "domains": ["files.test"]},
    ]
    first, second = third_party_web(package(**{"dist/entities.json": entities}))
    assert (first.name, first.category, first.hosts) == ("Café Ads", "advertising", {"ads.test", "cafe.test"})
    assert (second.company, second.category) == ("Files Inc", "cdn_hosting")


def test_cookies_become_rules_only_where_they_show_whose_they_are() -> None:
    def cookie(name: str, domain: str = "", wildcard: str = "0") -> dict[str, str]:
        return {
            "cookie": name,
            "domain": domain,
            "wildcardMatch": wildcard,
            "category": "Marketing",
            "dataController": "Zebra",
        }

    cookies = [cookie("session"), cookie("zebra_", wildcard="1"), cookie("uid", ".zebra.test (3rd party)")]
    (row,) = open_cookie_database(package(**{"dist/data/open-cookie-database.json": {"Zebra": cookies}}))
    assert sorted(row.cookies) == [("uid", "zebra.test"), ("zebra_*", "")]
    assert row.category == "advertising"


def test_services_become_rows_unless_their_domain_is_known() -> None:
    source = """
tarteaucitron.services.zebra = {"key": "zebra", "type": "analytic", "name": "Zebra (cookieless)",
  "cookies": ["zebra_visit", "lang"], "js": function () { tarteaucitron.addScript('https://cdn.zebra.test/z.js'); }};
tarteaucitron.services.known = {"key": "known", "type": "ads", "name": "Known", "cookies": [],
  "js": function () { tarteaucitron.addScript('//known.test/k.js'); }};
"""
    (row,) = tarteaucitron(package(**{"tarteaucitron.services.js": source}), {"known.test"})
    assert (row.name, row.hosts, list(row.cookies)) == ("Zebra", {"cdn.zebra.test"}, [("zebra_visit", "")])


def test_adapters_become_rows_with_their_disclosed_storage() -> None:
    disclosed = [
        {"identifier": "zebra_opt", "type": "cookie", "optOut": True, "purposes": []},
        {"identifier": "zebraId", "type": "web", "purposes": [1]},
        {"identifier": "shared", "type": "cookie", "purposes": [1]},
    ]
    url = "https://zebra.test/storage.json"
    metadata = {
        "components": [{"componentName": "zebra", "disclosureURL": url}],
        "disclosures": {url: {"disclosures": disclosed}},
    }
    files = {
        "modules/zebraBidAdapter.js": "const E = 'https://bid.zebra.test/x'; // https://comment.test/",
        "metadata/modules/zebraBidAdapter.json": metadata,
    }
    (row,) = prebid(package(**files), {})
    assert (row.name, row.hosts, row.storage) == ("zebra", {"zebra.test"}, {"zebraId"})
    assert row.cookies[("zebra_opt", "")]["opt_out"] is True
    assert ("shared", "") not in row.cookies


def test_the_file_has_one_row_a_line_so_that_its_diff_can_be_read() -> None:
    rows = third_party_web(
        package(**{"dist/entities.json": [{"name": "A", "category": "ad", "domains": ["a.test"]}]})
    )
    text = as_text(rows, {"some-package": package()}, "2026-01-02")
    assert json.loads(text)["date"] == "2026.01.02"
    assert sum('"a.test"' in line for line in text.split("\n")) == 1


def test_a_package_that_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "third-party-web-0.30.0.tgz").write_bytes(b"something else")
    with pytest.raises(PackageError, match=r"third-party-web 0\.30\.0: hash"):
        load_packages(tmp_path)
