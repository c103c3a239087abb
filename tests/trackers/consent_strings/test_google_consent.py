import pytest

from trackers.consent_strings import (
    ConsentStringError,
    decode_dma_cps,
    decode_gcd,
    decode_gcs,
    google_answers,
)


@pytest.mark.parametrize(
    ("text", "ads", "analytics"),
    [
        ("G111", "granted", "granted"),
        ("G100", "denied", "denied"),
        ("G101", "denied", "granted"),
        ("G110", "granted", "denied"),
        ("G1--", "unset", "unset"),
        ("G10-", "denied", "unset"),
    ],
)
def test_gcs_names_ad_storage_then_analytics_storage(text: str, ads: str, analytics: str) -> None:
    assert decode_gcs(text) == {"ad_storage": ads, "analytics_storage": analytics}


@pytest.mark.parametrize(
    ("letter", "default", "update"),
    [
        ("l", "unset", "unset"),
        ("m", "unset", "denied"),
        ("n", "unset", "granted"),
        ("p", "denied", "unset"),
        ("q", "denied", "denied"),
        ("r", "denied", "granted"),
        ("t", "granted", "unset"),
        ("u", "granted", "denied"),
        ("v", "granted", "granted"),
    ],
)
def test_each_letter_of_gcd_is_a_default_and_an_update(letter: str, default: str, update: str) -> None:
    answer = decode_gcd(f"11{letter}1l1l1l5").ad_storage
    assert (answer.default, answer.update) == (default, update)
    assert answer.effective == (update if update != "unset" else default)


def test_gcd_lists_four_consent_types_in_order() -> None:
    detail = decode_gcd("13p3t3r3u5")
    effective = [
        part.effective
        for part in (
            detail.ad_storage,
            detail.analytics_storage,
            detail.ad_user_data,
            detail.ad_personalization,
        )
    ]
    assert effective == ["denied", "granted", "granted", "denied"]


def test_a_fifth_letter_of_gcd_is_kept() -> None:
    assert [part.letter for part in decode_gcd("13l3l3l3l1l1").further] == ["l"]


@pytest.mark.parametrize("text", ["", "G1", "G122", "g100", "G1000"])
def test_what_is_no_gcs_is_refused(text: str) -> None:
    with pytest.raises(ConsentStringError):
        decode_gcs(text)


@pytest.mark.parametrize("text", ["", "11", "13l3l3l", "hello", "23l3l3l3l5"])
def test_what_is_no_gcd_is_refused(text: str) -> None:
    with pytest.raises(ConsentStringError):
        decode_gcd(text)


def test_gcs_outweighs_gcd_where_both_speak() -> None:
    assert google_answers({"gcs": "G100", "gcd": "13t3t3t3t5"}) == {
        "ad_storage": "denied",
        "analytics_storage": "denied",
        "ad_user_data": "granted",
        "ad_personalization": "granted",
    }


def test_dma_cps_dash_means_no_service() -> None:
    assert decode_dma_cps("-") == ()
    assert decode_dma_cps("syx") == ("Search", "YouTube", "x")
