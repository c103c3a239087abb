"""Speed and reach of attribution, over real requests: `python -m bench.identify [REQUESTS.jsonl.gz]`.

Prints requests per second on one core without and with filter lists, start-up time, the share of blocked
third-party requests whose company is known, and the share of the others that are called trackers all the
same. Lists: those of this machine, else those of Debian's webext-ublock-origin-chromium.
"""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from crawler.filter_lists import ListFolder
from trackers.catalogue import Catalogue, load_catalogue
from trackers.evidence import Request
from trackers.filters import FilterList, FilterLists
from trackers.identify import Identifier, is_tracking

REQUESTS = Path(__file__).parents[2] / "shared/data/requests/requests-2019.jsonl.gz"
DEBIAN = Path("/usr/share/chromium/extensions/ublock-origin/assets/thirdparties/easylist")
START = """
from trackers.catalogue import load_catalogue
from trackers.identify import Identifier
Identifier(load_catalogue())
"""


def read_requests(path: Path) -> list[Request]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Request(url=row["url"], document_url=row["document_url"], type=row["type"]) for row in rows]


def read_lists() -> FilterLists | None:
    found, _ = ListFolder().load()
    if found is not None or not DEBIAN.is_dir():
        return found
    names = {"EasyList": "easylist.txt", "EasyPrivacy": "easyprivacy.txt"}
    return FilterLists(FilterList(name, (DEBIAN / file).read_text("utf-8")) for name, file in names.items())


def speed(identifier: Identifier, requests: list[Request]) -> float:
    """Requests per second of a fresh identifier, nothing remembered."""
    began = time.process_time()
    for request in requests:
        identifier.request(request)
    return len(requests) / (time.process_time() - began)


def start_up() -> tuple[float, float]:
    """Seconds (wall, processor) of a process that loads a catalogue compiled before; the best of four."""
    walls, processors = [], []
    for _ in range(5):
        wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", START], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.perf_counter() - wall)
        processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(walls[1:]), min(processors[1:])


def reach(identifier: Identifier, requests: list[Request]) -> tuple[Counter[str], Counter[str]]:
    """Counts, and the domains of blocked requests whose company is not known."""
    counts: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for request in requests:
        if identifier.relation(request.url, request.document_url) != "third_party":
            continue
        found = identifier.request(request)
        if found is not None and found.filter is not None and ": @@" not in found.filter:
            counts["blocked"] += 1
            counts["named"] += bool(found.company)
            unknown[found.vendor] += not found.company
        elif request.url.startswith("http"):
            counts["not blocked"] += 1
            counts["called trackers"] += found is not None and is_tracking(found)
    return counts, +unknown


def made_up_requests(catalogue: Catalogue) -> list[Request]:
    """A few requests to each host of the catalogue, for a machine without real ones."""
    hosts = [
        host.partition("/")[0].removeprefix("*.") for p in catalogue.products.values() for host in p.hosts
    ]
    return [
        Request(url=f"https://{host}/{path}", document_url="https://www.example.com/", type="image")
        for path in ("", "collect?v=1&id=2", "assets/tag.js")
        for host in hosts
    ]


def report(path: Path = REQUESTS) -> None:
    """Print all of it; where the file of real requests is not there, the speeds alone."""
    catalogue, lists = load_catalogue(), read_lists()
    real = path.is_file()
    requests = read_requests(path) if real else made_up_requests(catalogue)
    products, companies = len(catalogue.products), len(catalogue.companies)
    print(f"catalogue {catalogue.version}: {products} products of {companies} companies")
    print(f"{len(requests)} {'real' if real else 'made-up'} requests")
    wall, processor = start_up()
    print(f"start-up: {wall:.2f} s, of which {processor:.2f} s on the processor")
    print(f"without lists: {speed(Identifier(catalogue), requests):,.0f} requests/s and core")
    if lists is None:
        print("no filter lists here: `undeclared lists update`")
        return
    identifier = Identifier(catalogue, lists)
    print(f"with lists: {speed(identifier, requests):,.0f} requests/s and core")
    if real:
        _report_reach(identifier, requests)


def _report_reach(identifier: Identifier, requests: list[Request]) -> None:
    counts, unknown = reach(identifier, requests)
    share = counts["named"] / counts["blocked"]
    print(f"company named: {share:.2%} of {counts['blocked']} blocked third-party requests")
    share = counts["called trackers"] / counts["not blocked"]
    print(f"called trackers: {share:.2%} of {counts['not blocked']} third-party requests that no list blocks")
    print("without company:", ", ".join(f"{domain} {count}" for domain, count in unknown.most_common(20)))


if __name__ == "__main__":
    report(*map(Path, sys.argv[1:2]))
