"""The signals in other languages than English. The wordings are in `wordings/languages.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance, gpc_stance

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings" / "languages.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "stance", "text"), WORDINGS["dnt"])
def test_do_not_track_is_read_in_other_languages(language: str, stance: str, text: str) -> None:
    document = read_document(
        f'<html lang="{language}"><body><p>{text}</p></body></html>', url="x", content_type="text/html"
    )
    found, _ = dnt_stance([document])
    assert found.stance == stance
    assert all(quote.text == document.text[quote.start : quote.end] for quote in found.quotes)


@pytest.mark.parametrize(("language", "stance", "text"), WORDINGS["gpc"])
def test_global_privacy_control_is_read_in_other_languages(language: str, stance: str, text: str) -> None:
    document = read_document(
        f'<html lang="{language}"><body><p>{text}</p></body></html>', url="x", content_type="text/html"
    )
    assert gpc_stance([document])[0].stance == stance
