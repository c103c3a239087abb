import pytest

from trackers.opt_out_cookies import records_refusal


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("optout", "1"),
        ("acme_opted-out", "true"),
        ("session", "OPT_OUT"),
        ("vendor_dnt", "1"),
        ("NO_COOKIE", "1"),
        ("state", '{"status":"OptOut"}'),
        ("uuid2", "-1"),
        ("uid", "00000000-0000-0000-0000-000000000000"),
        ("allowCookies", "false"),
        ("cookieconsent_status", "deny"),
        ("prefs", "You+have+opted+out"),
        ("doNotSell", "yes"),
    ],
)
def test_refusals_are_told(name: str, value: str) -> None:
    assert records_refusal(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("optout", "0"),
        ("opt_out", "false"),
        ("optimizely", "1"),
        ("uid", "81726354"),
        ("allowCookies", "true"),
        ("cookieconsent_status", "allow"),
        ("notebook", "1"),
        ("layout", "1"),
        ("account", "12"),
        ("partners", "17105-OPTOUT&KRTB"),
        ("state", '{"optedOut":false}'),
        ("checkout", "step2"),
        ("workout", "1"),
    ],
)
def test_what_only_looks_like_a_refusal_is_none(name: str, value: str) -> None:
    assert not records_refusal(name, value)
