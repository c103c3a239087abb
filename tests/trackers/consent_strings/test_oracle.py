"""Our decoders against the IAB's own libraries, on strings that those libraries made.

`oracle_strings.json` was written by `oracle.mjs` (see there); with node and the two packages at hand
(`UNDECLARED_ORACLE` names the folder that holds `node_modules`) fresh strings are made and compared, too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from trackers.consent_strings import TcString, decode_gpp, decode_tcf

HERE = Path(__file__).parent
STORED = json.loads((HERE / "oracle_strings.json").read_text("utf-8"))
DIRECT = [
    "version",
    "cmp_id",
    "cmp_version",
    "consent_screen",
    "consent_language",
    "vendor_list_version",
    "policy_version",
    "is_service_specific",
    "use_non_standard_texts",
    "purpose_one_treatment",
    "publisher_country",
]
LISTS = [
    "special_feature_opt_ins",
    "purpose_consents",
    "purpose_legitimate_interests",
    "vendor_consents",
    "vendor_legitimate_interests",
]


def assert_same_tc_string(decoded: TcString, expected: dict[str, Any]) -> None:
    for name in DIRECT:
        if name in expected:
            assert getattr(decoded, name) == expected[name], name
    for name in LISTS:
        assert list(getattr(decoded, name)) == expected[name], name
    assert int(decoded.created.timestamp()) == expected["created"]
    assert int(decoded.last_updated.timestamp()) == expected["last_updated"]
    restrictions = sorted((r.purpose, r.type, list(r.vendors)) for r in decoded.publisher_restrictions)
    assert restrictions == [tuple(row) for row in expected["restrictions"]]
    for name in ("disclosed_vendors", "allowed_vendors"):
        found = getattr(decoded, name)
        assert (None if found is None else list(found)) == expected[name], name
    if expected["publisher"] is None:
        assert decoded.publisher is None
    else:
        for name, value in expected["publisher"].items():
            found = getattr(decoded.publisher, name)
            assert (list(found) if isinstance(found, tuple) else found) == value, name


def assert_same_gpp_string(text: str, expected: dict[str, Any]) -> None:
    decoded = decode_gpp(text)
    assert [section.id for section in decoded.sections] == expected["ids"]
    assert [section.problem for section in decoded.sections] == [""] * len(decoded.sections)
    for name, fields in expected["us"].items():
        section = decoded.section(name)
        assert section is not None
        for field, value in fields.items():
            if field == "GpcSegmentType" or (field == "Gpc" and field not in section.fields):
                continue
            found = section.fields[field]
            assert (list(found) if isinstance(found, tuple) else found) == value, (name, field)
    if "uspv1" in expected:
        answer = {"Y": True, "N": False, "-": None}[expected["uspv1"]]
        section = decoded.section("uspv1")
        assert section is not None
        assert section.us_privacy is not None
        assert section.us_privacy.opt_out_sale is answer
    if "tcfcav1" in expected:
        section = decoded.section("tcfcav1")
        assert section is not None
        canada = section.tcf_canada
        assert canada is not None
        for name, value in expected["tcfcav1"].items():
            if name == "publisher_consents":
                assert canada.publisher is not None
                assert list(canada.publisher.consents) == value
                continue
            found = getattr(canada, name)
            assert (list(found or ()) if isinstance(value, list) else found) == value, name


@pytest.mark.parametrize("case", STORED["tcf"], ids=lambda case: case["text"][:24])
def test_a_tc_string_says_what_the_iab_library_says(case: dict[str, Any]) -> None:
    assert_same_tc_string(decode_tcf(case["text"]), case["expected"])


@pytest.mark.parametrize("case", STORED["gpp"], ids=lambda case: case["text"][:24])
def test_a_gpp_string_says_what_the_iab_library_says(case: dict[str, Any]) -> None:
    assert_same_gpp_string(case["text"], case["expected"])


def test_stored_strings_cover_every_section_and_segment() -> None:
    names = {name for case in STORED["gpp"] for name in case["expected"]["us"]}
    assert len(names) == 21
    assert any("uspv1" in case["expected"] for case in STORED["gpp"])
    assert any("tcfcav1" in case["expected"] for case in STORED["gpp"])
    versions = {
        case["expected"]["us"]["usnat"]["Version"]
        for case in STORED["gpp"]
        if "usnat" in case["expected"]["us"]
    }
    assert versions == {1, 2}
    for part in ("disclosed_vendors", "allowed_vendors", "publisher"):
        assert any(case["expected"][part] for case in STORED["tcf"])
    assert any(case["expected"]["restrictions"] for case in STORED["tcf"])


def test_fresh_strings_of_the_iab_libraries_are_read_alike() -> None:
    folder = os.environ.get("UNDECLARED_ORACLE", "")
    node = shutil.which("node")
    if not node or not folder or not (Path(folder) / "node_modules" / "@iabgpp").is_dir():
        pytest.skip("needs node and UNDECLARED_ORACLE, a folder with the IAB's packages")
    made = subprocess.run(
        [node, str(HERE / "oracle.mjs"), folder, "150", "77"], capture_output=True, check=True, text=True
    )
    fresh = json.loads(made.stdout)
    for case in fresh["tcf"]:
        assert_same_tc_string(decode_tcf(case["text"]), case["expected"])
    for case in fresh["gpp"]:
        assert_same_gpp_string(case["text"], case["expected"])
