"""Five real policies, outside of the repository: what a careful lawyer would mark in them, by place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trackers.catalogue import load_catalogue
from trackers.declarations import Declarations, Quote
from trackers.policy import read_document, read_policy

_HERE = Path(__file__).parent
_SEEDS = _HERE.parents[3] / "shared" / "data" / "policies" / "seeds"
_FACTS: dict[str, dict[str, Any]] = json.loads((_HERE / "seed_facts.json").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not _SEEDS.is_dir(), reason="the policies are not part of the repository")


@pytest.fixture(scope="module", params=sorted(_FACTS))
def seed(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Declarations, str]:
    path = next(_SEEDS.glob(f"{request.param}_*.txt"))
    content = path.read_bytes()
    says = read_policy([read_document(content, url=path.name)], load_catalogue())
    return _FACTS[request.param], says, content.decode("utf-8")


Seed = tuple[dict[str, Any], Declarations, str]


def _covers(quotes: tuple[Quote, ...], start: int, end: int) -> bool:
    return any(quote.start < end and start < quote.end for quote in quotes)


def test_dates_language_and_stances(seed: Seed) -> None:
    facts, says, _ = seed
    (document,) = says.documents
    assert document.last_updated == facts["last_updated"]
    assert document.effective == facts["effective"]
    assert document.language == facts["language"]
    assert (says.dnt.stance, says.gpc.stance) == (facts["dnt"], facts["gpc"])


def test_every_vendor_stands_where_it_is_named_and_no_other_is_invented(seed: Seed) -> None:
    facts, says, _ = seed
    mentions = {mention.vendor: mention for mention in says.vendors}
    for vendor, stance, start, end in facts["vendors"]:
        assert mentions[vendor].stance == stance
        assert _covers(mentions[vendor].quotes, start, end), vendor
    assert not set(mentions) & set(facts["no_vendors"])


def test_every_way_out_is_marked(seed: Seed) -> None:
    facts, says, _ = seed
    for kind, vendor, start, end in facts["opt_outs"]:
        assert any(
            way.kind == kind and way.vendor == vendor and _covers(way.quotes, start, end)
            for way in says.opt_outs
        ), (kind, start)


@pytest.mark.parametrize("subject", ["technologies", "claims", "recipients"])
def test_every_statement_is_marked_where_it_stands(seed: Seed, subject: str) -> None:
    facts, says, _ = seed
    statements = {statement.kind: statement.quotes for statement in getattr(says, subject)}
    for kind, start, end in facts[subject]:
        assert _covers(statements.get(kind, ()), start, end), (kind, start)


def test_nothing_is_claimed_that_a_lawyer_would_not_read(seed: Seed) -> None:
    facts, says, _ = seed
    assert not {claim.kind for claim in says.claims} & set(facts["no_claims"])


def test_every_quote_is_exact(seed: Seed) -> None:
    _, says, text = seed
    statements: tuple[Any, ...] = (
        *says.vendors,
        *says.technologies,
        *says.recipients,
        *says.claims,
        *says.opt_outs,
        *says.cookies,
    )
    quotes = [quote for statement in statements for quote in statement.quotes]
    quotes += [*says.dnt.quotes, *says.gpc.quotes, *(fired.quote for fired in says.fired)]
    assert quotes
    assert all(quote.text and quote.text == text[quote.start : quote.end] for quote in quotes)
