"""What a policy says of Do Not Track. Every text here was made up for these tests."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance

HONOURED = [
    "We honor Do Not Track signals.",
    "Our website respects the Do Not Track setting of your browser.",
    "We honour DNT and will not load any analytics when it is switched on.",
    "If Do Not Track is enabled in your browser, we will not use any of the tools listed above.",
    "When we detect a DNT header, we do not set analytics cookies.",
    "If your browser sends a Do Not Track signal, our servers will not record your visit.",
    "Acme Widgets responds to Do Not Track signals.",
    "We do not collect any usage data from browsers that have Do Not Track turned on.",
    "How does our site handle Do Not Track signals?\nWe honor Do Not Track signals and do not track, plant cookies, or use advertising when a Do Not Track browser mechanism is in place.",
    "Do Not Track\nWe respect this setting: when it is on, no tracking scripts are loaded.",
    "Some browsers can send a Do Not Track request. We comply with such requests.",
    "Some browsers can send a \"do not track\" signal. When we receive such a signal, we disable our analytics.",
    "DNT requests are honored on all of our pages.",
    "Do Not Track signals sent by your browser will be respected.",
    "Our Matomo installation respects Do Not Track, so visitors who enable it are not counted.",
    "Visitors with Do Not Track enabled are not tracked by our statistics software.",
    "Analytics are disabled if the Do Not Track option of your browser is active.",
    "You can opt out of our analytics by enabling Do Not Track in your browser.",
    "If you have activated the \"do not track\" function, your visit will not be logged.",
    "We treat a Do Not Track signal as a request to opt out of analytics cookies.",
    "Do Not Track: if your browser has DNT set, we turn off Google Analytics.",
    "We are committed to honoring Do Not Track requests.",
    "Our systems are configured to recognize and honor DNT signals.",
    "When DNT is switched on, all third-party scripts on our pages are blocked.",
    "Whenever the browser transmits DNT:1, we opt you out of interest-based advertising.",
    "We recognize Do Not Track signals from your browser and will not track your activity when they are present.",
    "Unless your browser sends a Do Not Track signal, we count your visit.",
    "We do respond to browser Do Not Track signals.",
    "We support the Do Not Track browser setting.",
    "Tracking is disabled for users who have turned on Do Not Track.",
    "Do Not Track. Your browser may offer this setting. We honor it.",
    "We follow DNT: should it be set, your IP address is not stored.",
    "We adhere to the Do Not Track standard. Third parties whose content we embed may not.",
    "We will respect your Do Not Track preference. Our advertising partners may not respond to such signals.",
    "This site complies with Do Not Track. If it is on, no cookies are set.",
    "Our site is set up to obey DNT headers.",
    "No analytics scripts run when your browser has Do Not Track enabled.",
    "We always act on Do Not Track signals that we receive.",
    "We only load the statistics script if Do Not Track is not enabled.",
]
NOT_HONOURED = [
    "We do not respond to Do Not Track signals.",
    "Our website does not currently respond to \"Do Not Track\" requests.",
    "At this time, we don't honor DNT.",
    "The site does not track visitors across other sites and therefore does not respond to Do Not Track signals.",
    "We do not track our users over time and across third-party websites and therefore do not respond to DNT signals.",
    "We do not treat visitors differently when their browser sends a Do Not Track signal.",
    "Because there is no industry standard for Do Not Track, we do not act on such signals.",
    "There is no accepted standard on how to respond to Do Not Track signals, and therefore we do not respond.",
    "Some browsers send \"do not track\" signals. There is no common understanding of them. As a result, we do not take any action when we receive them.",
    "Do Not Track\nWe currently do not respond to these signals.",
    "Do Not Track\nOur servers ignore browser signals of that kind. We do not respond to browser signals.",
    "Do Not Track signals are not supported at this time.",
    "DNT signals are currently not recognized by our site.",
    "We do not alter our data collection practices in response to Do Not Track signals.",
    "Our site's behavior does not change when we receive a DNT signal.",
    "Our services operate as described in this policy whether or not a Do Not Track signal is received.",
    "We collect this information regardless of your browser's Do Not Track setting.",
    "Our systems are not configured to recognize Do Not Track headers.",
    "We have no mechanism to respond to Do Not Track signals.",
    "We do not have the technology to recognise Do Not Track requests.",
    "Until a uniform standard is established, we do not respond to DNT signals.",
    "Unless and until the law requires it, we will not respond to Do Not Track signals.",
    "California law requires us to disclose how we respond to Do Not Track signals. We do not respond to them.",
    "California requires operators to say how they respond to Do Not Track. At this time Acme takes no action in response.",
    "How do we respond to Do Not Track signals?\nWe do not.",
    "Do you honor Do Not Track signals?\nNo.",
    "While some browsers may transmit Do Not Track signals, Acme does not respond to such signals.",
    "Like most websites, ours does not respond to Do Not Track signals.",
    "As is the case with many companies, we do not monitor or respond to DNT browser settings.",
    "We and our partners do not respond to Do Not Track signals.",
    "Neither we nor our service providers respond to Do Not Track signals.",
    "Your browser may let you send a DNT signal. Our Services are not designed to respond to such signals.",
    "Please note that we ignore Do Not Track signals.",
    "Do Not Track settings have no effect on our collection of data.",
    "Tracking will take place even if you have enabled Do Not Track.",
    "We are unable to respond to Do Not Track signals set by your browser.",
    "We have elected not to respond to Do Not Track signals.",
    "Our website does not support Do Not Track codes. That is, we do not respond to them.",
    "We do not recognize or process \"do not track\" signals from various web browsers.",
    "We're not currently able to honor browser do-not-track requests.",
    "We don't honor Do Not Track signals and do not track, plant cookies, or use advertising when a Do Not Track browser mechanism is in place.",
    "We do not process or comply with any web browser's \"do not track\" signal.",
    "Our products do not currently change the way they operate based upon detection of a Do Not Track signal.",
    "No action is taken in response to Do Not Track signals.",
    "We treat all visitors the same, regardless of whether their browser sends a DNT signal.",
    "Do Not Track (\"DNT\") is a setting that users can set in certain browsers. We do not respond to or honor DNT signals, but we do honor Global Privacy Control signals.",
    "While we honor Global Privacy Control, we do not respond to Do Not Track signals.",
    "Most browsers offer a Do Not Track feature. Because no standard exists for it, we do not currently support it.",
    "We have not implemented support for Do Not Track.",
    "Do Not Track: Our website does not respond.",
    "Our Services do not support Do Not Track at this time, but we will review this as standards evolve.",
    "We do not participate in any Do Not Track framework.",
    "Acme is not compliant with Do Not Track browser settings.",
    "Since there isn't a consensus about what DNT means, our sites do not respond to it.",
    "We do not take steps to respond to \"do not track\" settings, except where the law requires that we do.",
    "We do not use technology that recognizes Do Not Track signals from your browser.",
    "Presently we don't act upon DNT.",
    "Our site does not look for Do Not Track headers.",
    "Our websites are currently not set up to respond to Do Not Track browser signals.",
]
UNCLEAR = [
    "Most browsers allow you to send a Do Not Track request to the sites you visit.",
    "Do Not Track is a preference you can set in your browser to tell websites that you do not want to be tracked.",
    "We may not respond to Do Not Track signals.",
    "Not all of our sites respond to Do Not Track signals.",
    "Some of our websites do not respond to Do Not Track signals.",
    "We cannot guarantee that we will respond to Do Not Track signals.",
    "We are considering how to respond to Do Not Track signals.",
    "Your browser may send Do Not Track signals. There is no agreement about what sites should do on receiving them, and we are monitoring the debate.",
    "We might not honor every Do Not Track request.",
    "We honor Do Not Track signals to the extent possible, but not all of our pages respond to them.",
    "Some browsers transmit \"do not track\" signals to websites. Companies disagree about what they mean.",
]
SILENT = [
    "We do not track you across other websites.",
    "We use cookies to remember your preferences.",
    "Contents\nDo Not Track\nContact us",
    "We do not track the pages you visit, and we do not sell your data.",
    "The cookie do_not_track_me stores your choice.",
    "For the privacy law called the Do Not Track Kids Act, write to your senator.",
    "See https://example.com/do-not-track for an older version of this page.",
    "Our partners do not track you either.",
    "Cookies that do not track individual users are set.",
]
VENDOR_ONLY = [
    "Third-party advertisers may not honor Do Not Track signals.",
    "Google does not respond to Do Not Track signals.",
    "Some third-party sites do not honor Do Not Track signals.",
]
CONTRADICTORY = [
    "We honor Do Not Track signals.\n\nCookies\n\nWe use cookies.\n\nCalifornia\n\nWe do not respond to Do Not Track signals.",
]


def stance_of(text: str) -> str:
    document = read_document(text, url="https://example.com/privacy", content_type="text/plain")
    stance, fired = dnt_stance([document])
    for quote in (*stance.quotes, *(f.quote for f in fired)):
        assert quote.text == document.text[quote.start : quote.end]
        assert quote.text
    assert bool(stance.quotes) == (stance.stance != "silent")
    return stance.stance


@pytest.mark.parametrize("text", HONOURED)
def test_a_promise_to_honour_is_recognised(text: str) -> None:
    assert stance_of(text) == "honoured"


@pytest.mark.parametrize("text", NOT_HONOURED)
def test_a_refusal_is_recognised(text: str) -> None:
    assert stance_of(text) == "not_honoured"


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_policy_that_does_not_commit_itself_is_unclear(text: str) -> None:
    assert stance_of(text) == "unclear"


@pytest.mark.parametrize("text", SILENT)
def test_words_that_only_look_like_the_signal_say_nothing_of_it(text: str) -> None:
    assert stance_of(text) == "silent"


@pytest.mark.parametrize("text", VENDOR_ONLY)
def test_what_third_parties_do_is_not_what_the_site_does(text: str) -> None:
    assert stance_of(text) == "vendor_only"


@pytest.mark.parametrize("text", CONTRADICTORY)
def test_a_promise_in_one_section_and_a_refusal_in_another_contradict(text: str) -> None:
    assert stance_of(text) == "contradictory"
