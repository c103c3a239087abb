"""Over real traffic and real lists, where this machine has them: how much of what is blocked gets a company."""

import gzip
import json
from pathlib import Path

import pytest

from trackers.catalogue import load_catalogue
from trackers.evidence import Request
from trackers.filters import FilterList, FilterLists
from trackers.identify import Identifier, is_tracking

REQUESTS = Path(__file__).parents[3] / "shared/data/requests/requests-2019.jsonl.gz"
LISTS = Path("/usr/share/chromium/extensions/ublock-origin/assets/thirdparties/easylist")

pytestmark = pytest.mark.skipif(
    not REQUESTS.exists() or not LISTS.exists(),
    reason="needs the real requests and Debian's copies of the lists",
)


def test_of_the_third_party_requests_that_lists_block_985_in_1000_get_a_company() -> None:
    names = {"EasyList": "easylist.txt", "EasyPrivacy": "easyprivacy.txt"}
    lists = FilterLists(FilterList(name, (LISTS / file).read_text("utf-8")) for name, file in names.items())
    identifier = Identifier(load_catalogue(), lists)
    blocked = named = 0
    with gzip.open(REQUESTS, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if identifier.relation(row["url"], row["document_url"]) == "first_party":
                continue
            found = identifier.request(Request(row["url"], row["document_url"], row["type"]))
            if found is not None and found.filter is not None and ": @@" not in found.filter:
                assert is_tracking(found)
                blocked += 1
                named += bool(found.company)
    assert blocked > 5000
    assert named / blocked >= 0.985
