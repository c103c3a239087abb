"""Collects the consent signals of a hit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from trackers.consent_strings import google_answers, spelt_out
from trackers.payloads.bodies import Parameters
from trackers.payloads.grammar import Grammar

_CODED = frozenset({"gcd", "tcf", "gpp"})


def consent_of(parameters: Parameters, grammar: Grammar | None) -> dict[str, str]:
    """Signal → raw value, and beside coded ones what they say (`ad_storage`: `denied`)."""
    signals, shapes = _common()
    found: dict[str, str] = {}
    for name, value in parameters.items():
        signal = signals.get(name)
        if grammar is not None and grammar.consent and (documented := grammar.consent.get(name)):
            signal = documented[0]
        if not signal:
            continue
        text = _text(value)
        shape = shapes.get(signal)
        if text and (shape is None or shape.fullmatch(text)):
            found.setdefault(signal, text)
    if "gcs" in found or "gcd" in found:
        for name, answer in google_answers(found).items():
            found.setdefault(name, answer)
    for signal in _CODED & found.keys():
        found.update(spelt_out(signal, found[signal]))
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return "_".join(map(str, value))
    return str(value)


@cache
def _common() -> tuple[Mapping[str, str], Mapping[str, re.Pattern[str]]]:
    text = resources.files("trackers.payloads").joinpath("common.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return data["consent"], {name: re.compile(shape) for name, shape in data["consent_shape"].items()}
