"""What a policy says of Global Privacy Control. Every text here was made up for these tests."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance, gpc_stance

HONOURED = [
    "We honor Global Privacy Control signals.",
    "Our website recognizes the Global Privacy Control (GPC).",
    "We process GPC as a valid request to opt out of the sale and sharing of personal information for that browser.",
    "We treat the Global Privacy Control as a valid opt-out request.",
    "If your browser sends a Global Privacy Control signal, we will treat it as a request to opt out of sale.",
    "When we detect an opt-out preference signal, such as GPC, we opt you out of targeted advertising.",
    "You may also opt out by enabling the Global Privacy Control in your browser.",
    "You can exercise your right to opt out of sale or sharing by broadcasting an opt-out preference signal such as the Global Privacy Control.",
    "Our site responds to universal opt-out mechanisms.",
    "Opt-out preference signals are processed in a frictionless manner.",
    "We respond to opt-out preference signals in a frictionless manner.",
    "Opt-Out Preference Signals\nWe honor these signals automatically.",
    "Global Privacy Control\nSome browsers can send this signal. When we receive it, we turn off advertising cookies.",
    "Our sites are configured to recognize GPC signals and to treat them as opt-out requests for the device.",
    "The Global Privacy Control will be treated as a valid request to opt out.",
    "GPC signals are honored on all our websites.",
    "We do not respond to Do Not Track signals, but we do honor the Global Privacy Control.",
    "Do Not Track\nWe honor the Global Privacy Control.",
    "We do not currently respond to DNT browser signals. However, we do recognize the Global Privacy Control (\"GPC\") signal.",
    "To opt out automatically, use a browser or extension that supports the Global Privacy Control.",
    "We support GPC. To learn how to turn it on, visit the page of the Global Privacy Control project.",
    "If GPC is enabled in your browser, we will not sell or share your personal information.",
    "Where your browser transmits a GPC signal, third-party advertising cookies are blocked automatically.",
    "We will apply the opt-out to the browser that sends the Global Privacy Control.",
    "Requests to opt out submitted through a Global Privacy Control are honored by Acme.",
    "We accept opt-out requests made by user-enabled global privacy controls.",
    "Acme complies with the Global Privacy Control.",
    "Our consent tool detects Global Privacy Control signals and opts you out of targeting cookies.",
    "We have enabled support for the Global Privacy Control on this website.",
    "Upon receipt of a Global Privacy Control signal we stop the sale of your personal information.",
    "We interpret a GPC signal from your browser as an instruction not to sell your personal information.",
    "Residents may submit an opt-out request by using the Global Privacy Control.",
    "We acknowledge and act on browser-based opt-out signals, including the Global Privacy Control.",
    "This website listens for GPC signals and adjusts its cookies accordingly: once detected, we opt the browser out of sharing.",
    "Your opt-out may also be communicated with the Global Privacy Control, which we honor.",
    "Acme will effectuate opt-out preference signals that it receives from your browser.",
    "Please note that if you use Global Privacy Control, we will automatically opt you out of cookies that share data with advertisers.",
    "We recognise Universal Opt-Out Mechanisms as valid opt-out requests.",
    "Global Privacy Control (GPC): we honor it.",
    "When GPC is on, our site does not load advertising pixels.",
]
HONOURED_CONDITIONAL = [
    "We honor Global Privacy Control signals only if you are logged in to your account.",
    "Where required by law, we honor Global Privacy Control signals.",
    "If you are a resident of California, we treat Global Privacy Control signals as opt-out requests.",
    "We recognize GPC only for visitors from certain states.",
    "For California residents, we honor the Global Privacy Control.",
    "To the extent required by applicable law, we respond to opt-out preference signals such as GPC.",
    "If you are logged in when we receive a GPC signal, we will opt your account out of sale.",
    "We process Global Privacy Control signals in those states where the law requires it, and not all of our sites respond to GPC.",
]
NOT_HONOURED = [
    "We do not currently respond to GPC.",
    "We do not respond to Global Privacy Control signals.",
    "Our website is not configured to recognize Global Privacy Control signals.",
    "We do not respond to Do Not Track or Global Privacy Control signals.",
    "At this time we do not process opt-out preference signals.",
    "Because we do not sell personal information, we do not respond to opt-out preference signals such as GPC.",
    "Global Privacy Control\nWe do not respond to this signal.",
    "Browsers may send Global Privacy Control signals. Our systems do not recognize such signals.",
    "We honor Do Not Track, but we do not respond to Global Privacy Control.",
    "GPC signals are not supported by our site at this time.",
    "We do not yet support the Global Privacy Control.",
]
UNCLEAR = [
    "The Global Privacy Control is a setting with which browsers tell websites about your preferences.",
    "Some browsers let you send a Global Privacy Control signal.",
    "We may not recognize Global Privacy Control signals.",
    "We are evaluating how to respond to the Global Privacy Control signal.",
]
SILENT = [
    "Parts are delivered by Genuine Parts Company (GPC). GPC processes your order and honors its warranty.",
    "Contents\nGlobal Privacy Control\nContact us",
    "We honor Do Not Track signals.",
    "GPC Holdings Limited is the controller of your data.",
    "You can opt out of marketing mail at any time.",
    "Do Not Track\nWe do not respond to browser signals of this kind.",
    "Our global privacy team answers your requests.",
]
CONTRADICTORY = [
    "We honor Global Privacy Control signals.\n\nCookies\n\nWe use cookies.\n\nCalifornia\n\nWe do not respond to the Global Privacy Control.",
]


def stance_of(text: str) -> str:
    document = read_document(text, url="https://example.com/privacy", content_type="text/plain")
    stance, fired = gpc_stance([document])
    for quote in (*stance.quotes, *(f.quote for f in fired)):
        assert quote.text == document.text[quote.start : quote.end]
    assert bool(stance.quotes) == (stance.stance != "silent")
    return stance.stance


@pytest.mark.parametrize("text", HONOURED)
def test_a_promise_to_honour_is_recognised(text: str) -> None:
    assert stance_of(text) == "honoured"


@pytest.mark.parametrize("text", HONOURED_CONDITIONAL)
def test_a_promise_under_a_condition_is_recognised(text: str) -> None:
    assert stance_of(text) == "honoured_conditional"


@pytest.mark.parametrize("text", NOT_HONOURED)
def test_a_refusal_is_recognised(text: str) -> None:
    assert stance_of(text) == "not_honoured"


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_policy_that_does_not_commit_itself_is_unclear(text: str) -> None:
    assert stance_of(text) == "unclear"


@pytest.mark.parametrize("text", SILENT)
def test_other_signals_and_a_companys_initials_say_nothing_of_it(text: str) -> None:
    assert stance_of(text) == "silent"


@pytest.mark.parametrize("text", CONTRADICTORY)
def test_a_promise_in_one_section_and_a_refusal_in_another_contradict(text: str) -> None:
    assert stance_of(text) == "contradictory"


@pytest.mark.parametrize(
    ("text", "dnt"),
    [
        ("We do not respond to Do Not Track signals, but we do honor the Global Privacy Control.", "not_honoured"),
        ("Do Not Track\nWe honor the Global Privacy Control.", "silent"),
        ("We respond to the Global Privacy Control. We do not sell your data.", "silent"),
        ("Do Not Track: we do not respond. Global Privacy Control: we honor these signals.", "not_honoured"),
    ],
)
def test_what_is_said_of_one_signal_is_not_said_of_the_other(text: str, dnt: str) -> None:
    document = read_document(text, url="x", content_type="text/plain")
    assert dnt_stance([document])[0].stance == dnt
