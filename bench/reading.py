"""Policy reading and payload decoding, per core: `python -m bench.reading`.

The texts are the demonstration web's policies, repeated with numbered paragraphs up to a megabyte; the hits are
those of the tests.
"""

from __future__ import annotations

import itertools
import json
import re
import time
import tomllib
from pathlib import Path
from typing import Any

from trackers.catalogue import Catalogue, load_catalogue
from trackers.evidence import Request
from trackers.payloads import decode_all
from trackers.policy import read_document, read_policy

ROOT = Path(__file__).resolve().parent.parent
POLICIES = ROOT / "crawler/demo/web/sites"
HITS = ROOT / "tests/trackers/payload_hits.toml"
CHARACTERS = 1_000_000
ROUNDS = 20


def long_policy() -> str:
    """About a megabyte of policy, no two paragraphs alike."""
    names = re.compile("priva|protection")
    pages = [path.read_text("utf-8") for path in sorted(POLICIES.rglob("*.html")) if names.search(path.name)]
    repeated = "".join(pages) * (CHARACTERS // sum(map(len, pages)) + 1)
    number = itertools.count(1)
    return "<html lang=en><body>" + re.sub("</p>", lambda _: f" ({next(number)})</p>", repeated)


def policy_speed(catalogue: Catalogue) -> float:
    """Megabytes of stored text that are read in a second, from bytes to declarations, once the rules are loaded."""
    markup = long_policy().encode()
    read_policy([read_document(markup[:30_000], url="https://www.example.com/")], catalogue)
    began = time.process_time()
    document = read_document(markup, url="https://www.example.com/privacy", content_type="text/html")
    read_policy([document], catalogue)
    return len(document.text.encode()) / 1e6 / (time.process_time() - began)


def decoding_speed() -> tuple[float, int]:
    """Requests that are decoded in a second, and how many different ones there were."""
    requests = [_request(hit) for hit in tomllib.loads(HITS.read_text("utf-8"))["hit"]]
    decoded = [request for request in requests if decode_all(request)]
    began = time.process_time()
    for _ in range(ROUNDS):
        for request in decoded:
            decode_all(request)
    return ROUNDS * len(decoded) / (time.process_time() - began), len(decoded)


def _request(hit: dict[str, Any]) -> Request:
    body = json.dumps(hit["json"]) if "json" in hit else hit.get("body")
    return Request(
        url=hit["url"],
        document_url="https://shop.example/",
        type="fetch",
        method="POST" if body else "GET",
        post_data=body.encode() if body else None,
    )


def report() -> None:
    """Print both speeds."""
    print(f"policies: {policy_speed(load_catalogue()):.2f} MB of text/s and core")
    speed, hits = decoding_speed()
    print(f"payloads: {speed:,.0f} requests/s and core, over {hits} kinds of hits")


if __name__ == "__main__":
    report()
