"""The examinations: passages in their context, written by somebody who had not seen the rules.

What is measured is what matters to a report: whether a promise and a refusal are told apart (never confused),
and how often each stance is recognised. The bars are those that a policy nobody has seen must meet.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance, gpc_stance

WORDINGS = Path(__file__).parent / "wordings"
EXAMINATIONS = ("examination", "examination_second", "examination_third")
STANCES = {"dnt": dnt_stance, "gpc": gpc_stance}


def found_stances(examination: str, signal: str) -> Counter[tuple[str, str]]:
    texts = tomllib.loads((WORDINGS / f"{examination}.toml").read_text(encoding="utf-8"))[signal]
    read: Callable[..., tuple[object, object]] = STANCES[signal]
    pairs: Counter[tuple[str, str]] = Counter()
    for gold, passages in texts.items():
        for passage in passages:
            document = read_document(passage, url="https://example.com/privacy", content_type="text/plain")
            pairs[gold, read([document])[0].stance] += 1  # type: ignore[attr-defined]
    return pairs


def f1(pairs: Counter[tuple[str, str]], stance: str) -> float:
    right = pairs[stance, stance]
    wrong = sum(count for pair, count in pairs.items() if stance in pair) - right
    return 2 * right / (2 * right + wrong)


@pytest.mark.parametrize("signal", STANCES)
def test_no_promise_is_taken_for_a_refusal_nor_a_refusal_for_a_promise(signal: str) -> None:
    for examination in EXAMINATIONS:
        pairs = found_stances(examination, signal)
        flips = [
            (gold, found)
            for gold, found in pairs
            if "not_honoured" in {gold, found} and {gold, found} & {"honoured", "honoured_conditional"}
        ]
        assert not flips


@pytest.mark.parametrize("signal", STANCES)
def test_each_stance_is_recognised(signal: str) -> None:
    pairs = sum((found_stances(examination, signal) for examination in EXAMINATIONS), Counter())
    assert f1(pairs, "honoured") >= 0.95
    assert f1(pairs, "not_honoured") >= 0.95
    assert mean(f1(pairs, stance) for stance in ("honoured", "not_honoured", "unclear", "silent")) >= 0.95
