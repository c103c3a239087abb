"""The JSON Schema of report.json, generated from `reports.model` and shipped beside it.

`python -m reports.schema` writes the file again after the models have changed; a test keeps both equal.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reports.model import SCHEMA, Report

PATH = Path(__file__).with_name("report.schema.json")
"""The shipped file."""


def build() -> dict[str, Any]:
    """The schema of a report as it is written: every key is there, but for `hidden` of quotes; no other is."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        **schema,
    }


def text() -> str:
    """The schema as the shipped file holds it."""
    return json.dumps(build(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
