"""A small catalogue of invented companies, as vendor files on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ACME = """
company = "Acme"
legal_name = "Acme Metrics Inc."
aliases = ["Acme Group"]
former_names = ["Old Acme"]
domains = ["acme.example"]

[[product]]
name = "Acme Analytics"
category = "analytics"
hosts = ["stats.acme.example", "acme.example/collect", "acme-cdn.test"]
cookies = ["_acme_*", "uid@acme.example", { name = "acme_optout", purpose = "functional", opt_out = true }]
storage = ["acme.visitor"]
scripts = ["acme.js", "acme-*.min.js"]
cnames = ["cloak.acme.example"]
aliases = ["Acme Insights"]

[[product.payload]]
endpoints = ["stats.acme.example/hit", "*/acme/hit"]
requires = ["acme_id", "acme_v"]

[[product]]
name = "Acme CDN"
category = "cdn_hosting"
hosts = ["files.acme.example"]
"""

BETA = """
company = "Beta"
parent = "Acme"
domains = ["beta.test"]

[[product]]
name = "Beta Ads"
category = "advertising"
hosts = ["beta.test/px", "ads.beta.test"]
cookies = ["_beta"]
ambiguous = ["Beta Ads"]
"""


def write_vendors(folder: Path, **files: str) -> Path:
    """Write vendor files (default: Acme and Beta) and return their folder."""
    vendors = folder / "vendors"
    vendors.mkdir(exist_ok=True)
    for name, text in (files or {"acme": ACME, "beta": BETA}).items():
        (vendors / f"{name}.toml").write_text(text, "utf-8")
    return vendors


def write_long_tail(folder: Path, *products: dict[str, Any]) -> Path:
    """Write a long tail of these products."""
    for product in products:
        product.setdefault("origin", "some-package 1.0")
        product.setdefault("licence", "MIT")
    companies = [{"name": p["company"], "origin": p["origin"], "licence": p["licence"]} for p in products]
    path = folder / "long_tail.json"
    path.write_text(json.dumps({"date": "2026.01.02", "companies": companies, "products": products}), "utf-8")
    return path
