"""A small catalogue of real vendors' names, and a reader of texts."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from trackers.catalogue import Catalogue, Company, Product
from trackers.policy import Document, read_document

_COMPANIES = (
    Company(
        "Google", legal_name="Google LLC", aliases=("Google, Inc.", "Google Inc."), domains=("google.com",)
    ),
    Company("Meta", aliases=("Facebook", "Facebook Inc."), domains=("facebook.com",), ambiguous=("Meta",)),
    Company("X", aliases=("Twitter",), ambiguous=("X",), domains=("twitter.com",)),
    Company("Microsoft", domains=("microsoft.com",)),
    Company("Contentsquare", domains=("hotjar.com",)),
    Company(
        "LiveRamp",
        aliases=("Liveramp",),
        opt_out=("https://liveramp.com/opt_out/",),
        domains=("liveramp.com",),
    ),
    Company("Twilio"),
    Company("accessiBe"),
    Company("Obscure Media", licence="MIT"),
)
_PRODUCTS = (
    Product("Google Analytics", "Google", "analytics", aliases=("GA4",), hosts=("google-analytics.com",)),
    Product("Google Ads", "Google", "advertising", aliases=("AdWords",)),
    Product("Facebook Pixel", "Meta", "advertising"),
    Product("Facebook social plug-ins", "Meta", "social", aliases=("Facebook Like button",)),
    Product(
        "Hotjar",
        "Contentsquare",
        "session_replay",
        opt_out=("https://www.hotjar.com/legal/policies/do-not-track/",),
    ),
    Product("Segment", "Twilio", "tag_manager", ambiguous=("Segment",)),
    Product("LiveRamp", "LiveRamp", "identity"),
    Product("accessiBe", "accessiBe", "accessibility"),
    Product("Relay", "Obscure Media", "advertising", licence="MIT"),
)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(
        version="test",
        sha256="test",
        companies={company.name: company for company in _COMPANIES},
        products={product.name: product for product in _PRODUCTS},
    )


@pytest.fixture(scope="session")
def filler() -> dict[str, str]:
    """By language, a text by which it is told."""
    wordings = tomllib.loads(
        (Path(__file__).parent / "wordings" / "opt_outs_languages.toml").read_text("utf-8")
    )
    return dict(wordings["filler"])


@pytest.fixture(scope="session")
def text_document() -> Callable[[str], Document]:
    """A plain-text policy in English, long enough for its language to be told."""

    def make(text: str) -> Document:
        return read_document(text, url="policy.txt", content_type="text/plain", kind="privacy_policy")

    return make
