import pytest

from trackers.consent_strings import (
    ConsentStringError,
    declares_denial,
    decode_gpp,
    decode_gpp_sid,
    decode_tcf,
    decode_us_privacy,
    describe,
)
from trackers.consent_strings.bits import Bits

OPTED_OUT_GPP = "DBABLA~BAAQAAAAAQA.QA"
NOT_OPTED_OUT_GPP = "DBABLA~BVQqAAAAAgA.QA"
NO_PURPOSES = "CQuFeUAQuFeUABMAuEENBOEoAAAAAAAAAAYgAAAAAAAA"


@pytest.mark.parametrize(
    "consent",
    [
        {"gcs": "G100"},
        {"gcs": "G101"},
        {"gcd": "13p3p3p3p5"},
        {"ad_storage": "denied"},
        {"npa": "1"},
        {"rdp": "1"},
        {"dpo": "LDU", "dpoco": "0", "dpost": "0"},
        {"dpo": '["LDU"]'},
        {"asc": "D"},
        {"us_privacy": "1YYN"},
        {"us_privacy": "1yyn"},
        {"gpp": OPTED_OUT_GPP},
        {"gpp": OPTED_OUT_GPP, "gpp_sid": "7"},
        {"tcf": NO_PURPOSES, "gdpr": "1"},
        {"ldu": "true"},
        {"cs_ucfr": "0"},
    ],
)
def test_a_hit_that_tells_of_a_refusal_declares_denial(consent: dict[str, str]) -> None:
    assert declares_denial(consent)


@pytest.mark.parametrize(
    "consent",
    [
        {},
        {"gcs": "G111", "gcd": "13t3t3t3t5", "npa": "0"},
        {"gcs": "G110"},
        {"gcs": "G1--"},
        {"dpo": ""},
        {"asc": "G"},
        {"us_privacy": "1YNN"},
        {"us_privacy": "1---"},
        {"gpp": NOT_OPTED_OUT_GPP, "gpp_sid": "7"},
        {"gpp": OPTED_OUT_GPP, "gpp_sid": "8"},
        {"tcf": NO_PURPOSES, "gdpr": "0"},
        {"us_privacy": "${US_PRIVACY}", "gpp": "garbage", "tcf": "C"},
        {"cs_ucfr": "1"},
    ],
)
def test_consent_silence_and_broken_strings_declare_nothing(consent: dict[str, str]) -> None:
    assert not declares_denial(consent)


def test_us_privacy_names_notice_sale_and_agreement() -> None:
    decoded = decode_us_privacy("1YN-")
    assert (decoded.notice, decoded.opt_out_sale, decoded.lspa_covered) == (True, False, None)


@pytest.mark.parametrize("text", ["", "1YN", "2YNN", "1ABC", "1YNNN"])
def test_what_is_no_us_privacy_string_is_refused(text: str) -> None:
    with pytest.raises(ConsentStringError):
        decode_us_privacy(text)


@pytest.mark.parametrize(
    ("text", "ids"), [("7", (7,)), ("2_6", (2, 6)), ("7,8", (7, 8)), ("-1", ()), ("0", ()), ("", ())]
)
def test_gpp_sid_lists_the_sections_that_apply(text: str, ids: tuple[int, ...]) -> None:
    assert decode_gpp_sid(text) == ids


def test_a_broken_gpp_section_spoils_only_itself() -> None:
    header, section = NOT_OPTED_OUT_GPP.split("~")
    assert header == "DBABLA"
    decoded = decode_gpp(f"{header}~B")
    assert decoded.sections[0].name == "usnat"
    assert decoded.sections[0].problem
    assert not decoded.sections[0].opts_out()
    assert decode_gpp(f"{header}~{section}").sections[0].problem == ""


def test_a_gpp_header_must_fit_its_sections() -> None:
    with pytest.raises(ConsentStringError, match="announces 1 sections, 2 follow"):
        decode_gpp("DBABLA~BVQqAAAAAgA~1YNN")


@pytest.mark.parametrize(
    "text",
    ["", "C", "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA!", "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA"],
)
def test_broken_and_old_tc_strings_are_refused(text: str) -> None:
    with pytest.raises(ConsentStringError):
        decode_tcf(text)


def test_fibonacci_integers_are_sums_that_end_with_two_ones() -> None:
    # 11 = 1, 011 = 2, 0011 = 3, 1011 = 4, then padding: 110110 011101 100000
    bits = Bits("2dg")
    assert [bits.fibonacci() for _ in range(4)] == [1, 2, 3, 4]


def test_a_range_of_ids_that_runs_backwards_is_refused() -> None:
    # one entry, a range, from 5 to 3
    text = f"{1:012b}1{5:016b}{3:016b}"
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    text += "0" * (-len(text) % 6)
    packed = "".join(alphabet[int(text[i : i + 6], 2)] for i in range(0, len(text), 6))
    with pytest.raises(ConsentStringError, match="impossible range"):
        Bits(packed).ranges()


def test_descriptions_are_for_people() -> None:
    assert describe("us_privacy", "1YYN") == "opted out of sale"
    assert describe("gcs", "G101") == "ad_storage denied, analytics_storage granted"
    assert describe("gpp", OPTED_OUT_GPP) == "usnat: opted out"
    assert describe("us_privacy", "nonsense").startswith("unreadable")
    assert describe("gpp_sid", "7") == ""


def test_a_gpp_string_may_hold_a_european_tc_string_beside_us_privacy() -> None:
    decoded = decode_gpp("DBACNYA~CQuFeUAQuFeUAAfAAAENAAFgAMAAAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA~1-Y-")
    europe, usa = decoded.sections
    assert europe.tcf is not None
    assert (europe.tcf.cmp_id, europe.tcf.purpose_consents) == (31, (1, 2))
    assert europe.tcf.disclosed_vendors == ()
    assert usa.us_privacy is not None
    assert decoded.opts_out()
    assert not decoded.opts_out(applicable=(2,))


def test_a_european_section_without_any_purpose_is_an_opt_out() -> None:
    assert decode_gpp("DBABMA~CQuFeUAQuFeUAAfAAAENAAFgAAAAAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA").opts_out()
