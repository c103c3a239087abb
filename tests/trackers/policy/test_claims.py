"""What a policy claims, which technologies it names, who it says receives data. Texts made up for these tests."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.claims import MOST_QUOTES, claims, read_statements, recipients, technologies
from trackers.policy.documents.document import Document


def document_of(text: str) -> Document:
    return read_document(text, url="https://example.com/privacy", content_type="text/plain")


def html(body: str, language: str = "en") -> Document:
    page = f'<html lang="{language}"><body>{body}</body></html>'
    return read_document(page, url="https://example.com/privacy", content_type="text/html")


def kinds(statements: tuple[object, ...]) -> set[str]:
    return {statement.kind for statement in statements}  # type: ignore[attr-defined]


CLAIMS = [
    ("no_sale", "We do not sell your personal information."),
    ("no_sale", "Acme has not sold personal information in the preceding twelve months."),
    ("no_sale", "We will never sell, rent or trade your data to anyone."),
    ("no_sale", "Your data will never be sold."),
    (
        "no_sale",
        "We look after your data with great care and never sell it or pass it on to others for advertising.",
    ),
    ("no_sale", "Whatever information you leave here, we do not sell it."),
    ("no_sale_without_consent", "We will not sell your personal information without your consent."),
    ("no_sale_for_money", "We do not sell your personal information for money, although we do exchange it."),
    (
        "no_sale_of_minors_data",
        "We do not knowingly sell the personal information of consumers under 16 years of age.",
    ),
    ("no_sale_of_database", "We do not sell access to our entire database of contacts."),
    ("sale", "Our use of advertising cookies may be considered a sale under California law."),
    ("sale", "In the past year we have sold the following categories of personal information."),
    ("sale", "We may sell your personal information to other companies."),
    ("sale", "Some of these disclosures might qualify as a sale of personal information."),
    ("sharing_for_advertising", "We share your browsing data with advertising partners."),
    (
        "sharing_for_advertising",
        "We disclose identifiers to third parties for cross-context behavioral advertising.",
    ),
    ("no_third_party_sharing", "We do not share your personal information with third parties."),
    ("no_third_party_sharing", "Your details are never passed on to anyone."),
    ("no_sharing_without_consent", "We do not share your data with third parties without your permission."),
    (
        "no_sharing_for_third_party_marketing",
        "We do not share your email address with third parties for their marketing.",
    ),
    (
        "no_sharing_for_third_party_marketing",
        "We look after your data with great care and never sell it or pass it on to others for advertising.",
    ),
    (
        "no_sharing_beyond_policy",
        "We do not disclose your data to third parties other than as set out in this notice.",
    ),
    ("no_sharing_beyond_policy", "We share your details only in the cases that are listed below."),
    (
        "sharing_for_advertising",
        "We share data with vendors who print our letters, run our help desk and take care of ad targeting.",
    ),
    ("no_health_data_sharing", "We never share your health information with advertisers."),
    ("no_health_data_sharing", "We do not sell medical data."),
    ("no_cross_site_tracking", "We do not track you across other websites."),
    (
        "no_cross_site_tracking",
        "We currently do not use automatic technologies to track you across websites.",
    ),
    ("no_tracking", "We do not use any tracking cookies or trackers."),
    ("no_tracking", "This site does not track its visitors: no trackers, no profiles."),
    ("no_third_party_tracking", "We do not use any third-party cookies."),
    ("no_cookies", "This website does not use cookies."),
    ("no_advertising", "We do not display any ads on this site."),
    ("consent_before_tracking", "Analytics cookies are only set after you have given your consent."),
    ("consent_before_tracking", "We do not place advertising cookies until you agree to them."),
    ("consent_before_tracking", "Without your consent we will not load any tracking scripts."),
    ("consent_by_use", "By continuing to use our site you consent to our use of cookies."),
    ("cookie_banner_offered", "You can change your choice in the cookie banner at any time."),
    ("cookie_banner_offered", "On your first visit a consent management platform asks for your preferences."),
    ("retention", "We keep your account data for three years."),
    ("retention", "Log files are deleted after 30 days."),
    ("retention", "We store your details while you are a customer of ours."),
    (
        "retention",
        "Data is stored in a readable form for a time not exceeding what the work needs, a month at most.",
    ),
    ("retention", "We may keep your invoices and other information for tax purposes."),
    ("retention", "Anyone whose last order is over three years ago will not be kept in our files."),
    ("retention", "When you leave, we will archive your account."),
    ("children", "Our services are not directed to children under 13."),
    ("international_transfer", "Your data may be transferred to the United States."),
    ("international_transfer", "At times we share your data outside the European Economic Area."),
    ("international_transfer", "Some of our suppliers are based outside the United Kingdom."),
    ("third_party_collection", "Cookies may be set by us or by third parties that show ads."),
    ("third_party_collection", "Some ad companies may record data about your visits for their own use."),
    (
        "third_party_collection",
        "The operators of the widgets on our pages, such as a map, may also receive data about what you do.",
    ),
    ("no_international_transfer", "Your data is not transferred outside the European Union."),
    ("cross_device_tracking", "We may link your activity across your devices."),
    ("session_recording", "This tool records mouse movements and clicks on our pages."),
    ("ip_anonymised", "We have switched on IP anonymization."),
    ("no_sale", "Acme does not engage in sales of personal information."),
    ("no_sale", "We do not sell any of these categories of data."),
    ("no_sale_for_money", "We do not transfer your details to anyone in exchange for money."),
    ("no_sale_of_identifying_data", "We do not sell information that directly identifies you."),
    ("sale", "Some state laws may define these transfers as a sale."),
    ("sharing_for_advertising", 'Our use of pixels may be considered "sharing" under state law.'),
    ("sharing_for_advertising", "We use hashed lists of customers to build lookalike audiences."),
    ("no_sharing_for_third_party_marketing", "We do not share your details with data brokers."),
    ("no_sharing_beyond_policy", "We will not disclose what you enter other than as needed to ship it."),
    ("no_health_data_sharing", "We do not share your health information."),
    ("no_health_data_sharing", "We never use health data for targeted advertising."),
    ("no_health_data_sharing_beyond_policy", "We do not share your health data except in an emergency."),
    ("no_cross_site_tracking", "We do not track you across other companies' sites."),
    (
        "no_cross_site_tracking",
        "We show no ads made of your information, and we do not track you across other websites.",
    ),
    ("cross_site_tracking", "We use cookies to follow your visits over time and across different websites."),
    ("no_advertising_tracking", "We do not run advertising trackers."),
    ("no_advertising_tracking", "Acme does not engage in cross-context behavioral advertising."),
    ("no_advertising_tracking", "We do not track you across other websites for advertising purposes."),
    ("cross_device_tracking", "If you sign in, we may associate you across the devices you use."),
    ("consent_before_tracking", "Analytics is blocked by default until you press Accept."),
    ("consent_before_tracking", "None of our tracking scripts load until you agree."),
    ("cookie_banner_offered", "When you first visit, a message appears asking you to agree to cookies."),
    ("retention", "Deleting your account removes all your data within 30 days."),
    ("retention", "Server logs: up to 14 days"),
    ("retention", "Your address is kept until you unsubscribe."),
    ("international_transfer", "Data is not sent outside the European Union without suitable safeguards."),
    ("no_tracking", "We do not track you."),
    ("no_tracking", "It hardly matters, for we do not track anybody in the first place."),
    ("no_tracking", "No adverts, no cookies and no tracking."),
    ("no_cookies", "No cookies."),
    ("no_cookies", "Cookies: none."),
    ("no_cookies", "This blog is cookie-free."),
    ("no_cookies", "We count visits with TinyCount and do not set any cookies."),
    ("no_sale_of_minors_data", "We never rent or sell children's details to anyone."),
    ("session_recording", "Session replay is not used to judge you."),
]
NOT_CLAIMED = [
    ("no_sale", "We do not sell access to our entire database of contacts."),
    ("no_sale", "You may direct us not to sell your personal information."),
    ("no_sale", "Do Not Sell My Personal Information"),
    ("no_sale", "If you do not want us to sell your data, write to us."),
    ("no_sale", "We will not sell your personal information without your consent."),
    ("no_sale", "We do not sell your personal information for money, although we do exchange it."),
    ("no_sale", "Our partners do not sell products to people who share personal information."),
    ("no_sale", "We never sell or share your data for marketing."),
    ("no_sale", "We do not sell or share personal data with advertisers or data brokers."),
    ("no_sale", "We do not sell your health data."),
    ("no_sale", "We do not sell information that directly identifies you."),
    ("no_third_party_sharing", "We do not share your health information with third parties."),
    ("no_third_party_sharing", "We do not share your location data with third parties."),
    ("no_tracking", "We do not run advertising trackers."),
    ("no_cross_site_tracking", "We do not track you across other websites for advertising purposes."),
    ("no_advertising_tracking", "Some tools do not take part in the program for behavioral advertising."),
    ("cross_site_tracking", "The law asks whether we collect data about you across different websites."),
    ("cross_site_tracking", "You can stop companies from tracking you across the internet."),
    ("cookie_banner_offered", "Set your browser so that a message appears asking you about each cookie."),
    ("international_transfer", "We do not transfer your information to outside parties."),
    ("retention", "When you ask us to remove your data we will respond within 30 days."),
    ("sharing_for_advertising", "Custom audiences and matching"),
    ("cross_device_tracking", "When you sign in we store a token to recognize you across devices."),
    ("sale", "You have the right to opt out of the sale of your personal information."),
    ("sale", "We do not sell your personal information."),
    ("sale", "If we sell our business, your information may be among the assets."),
    ("sale", "Our sales team answers questions about personal information."),
    ("no_third_party_sharing", "We do not share your data with third parties except as described below."),
    ("no_third_party_sharing", "If you do not want us to share your data with third parties, tell us."),
    (
        "no_cross_site_tracking",
        "Do Not Track tells sites that you do not want to be tracked across other websites.",
    ),
    ("no_tracking", "We do not track your purchases offline."),
    ("consent_before_tracking", "By using this site you consent to cookies."),
    ("sharing_for_advertising", "We never share your browsing data with advertising partners."),
    ("no_cookies", "If you do not accept cookies, parts of the site will not work."),
    ("cookie_banner_offered", "We do not use banner ads."),
    ("no_sharing_beyond_policy", "Our partners may only share the data that is listed below."),
    ("sharing_for_advertising", "We use this information to provide you with relevant advertising."),
    ("sharing_for_advertising", "We share reports on projects of interest based on your location."),
    ("retention", "You can download an archive of your account."),
    ("international_transfer", "We share your data outside our group of companies only with banks."),
    ("session_recording", "Neither the shop nor our help pages contain any session replay software."),
    ("session_recording", "None of our forms use session recording."),
    ("session_recording", "Session replay has been switched off."),
    ("session_recording", "This chapter is for sites that use session replay; ours does not."),
    ("no_cookies", "TinyCount sets no cookies."),
    ("no_cookies", "I count visits with TinyCount, which sets no cookies."),
    ("no_cookies", "We chose TinyCount, which is small and does not use cookies."),
    ("no_tracking", "We count with TinyCount, which does no tracking of any kind."),
    ("no_tracking", "If your browser sends Do Not Track, we do not track you."),
    ("no_tracking", "We look at Do Not Track: when it is set we do not track you."),
    ("no_third_party_tracking", "Other than the above, no third-party trackers are present."),
    ("no_sale", "We never rent or sell children's details to anyone."),
]


@pytest.mark.parametrize(("kind", "text"), CLAIMS)
def test_a_claim_is_recognised_and_quoted(kind: str, text: str) -> None:
    document = document_of(f"Privacy at our company.\n\n{text}\n\nWrite to us with any question.")
    found, fired = claims([document])
    assert kind in kinds(found)
    for statement in found:
        assert all(q.text == document.text[q.start : q.end] and q.text for q in statement.quotes)
    assert all(f.quote.text == document.text[f.quote.start : f.quote.end] for f in fired)
    assert any(f.rule.startswith("claim.en.") for f in fired)


@pytest.mark.parametrize(("kind", "text"), NOT_CLAIMED)
def test_what_only_sounds_like_a_claim_is_not_one(kind: str, text: str) -> None:
    found, _ = claims([document_of(text)])
    assert kind not in kinds(found)


def test_a_list_under_we_do_not_is_a_list_of_denials() -> None:
    document = html(
        "<p>We do not:</p><ul><li>sell your personal data</li><li>use third-party cookies</li></ul>"
    )
    found, _ = claims([document])
    assert {"no_sale", "no_third_party_tracking"} <= kinds(found)


def test_a_list_that_lost_its_marks_is_read_with_the_line_above_it() -> None:
    text = "Privacy\nWe never:\nSell your data\nTrack you across other websites\nYou can write to us at any time."
    found, _ = claims([document_of(text)])
    assert kinds(found) == {"no_sale", "no_cross_site_tracking"}


def test_a_denial_that_the_next_sentence_takes_back_is_no_full_one() -> None:
    text = "We do not sell personal data. However, our cookies may be considered a sale in one state."
    found, _ = claims([document_of(text)])
    assert kinds(found) == {"no_sale_qualified", "sale"}


def test_a_list_is_read_with_the_sentence_before_it_however_long_its_paragraph_is() -> None:
    long = "We wrote this notice so that everybody can follow what becomes of the data that we hold. " * 5
    document = html(
        f"<p>{long}We may disclose data to:</p><ul><li>our affiliates</li><li>ad networks</li></ul>"
    )
    found = read_statements([document])
    assert {"affiliates", "advertising_networks"} <= kinds(found.recipients)
    assert "sharing_for_advertising" in kinds(found.claims)


def test_what_the_line_above_a_list_claims_is_not_quoted_for_each_item() -> None:
    document = html(
        "<p>We keep your data for as long as is necessary:</p><ul><li>to answer you</li><li>to be fair</li></ul>"
    )
    (retention,) = claims([document])[0]
    (quote,) = retention.quotes
    assert quote.text.startswith("We keep")


def test_a_claim_made_in_another_clause_is_not_denied_with_the_first() -> None:
    found, _ = claims(
        [
            document_of(
                "While Acme does sell this information to clients, we do not sell access to our entire database."
            )
        ]
    )
    assert kinds(found) == {"sale", "no_sale_of_database"}


TECHNOLOGIES = [
    ("We use cookies, web beacons and pixel tags.", {"cookies", "web_beacons", "pixels"}),
    ("Our servers keep log files of your visits, which we use for security.", {"log_files"}),
    ("We use device fingerprinting and HTML5 local storage.", {"device_fingerprinting", "local_storage"}),
    ("We do not use web beacons.", set()),
    ("We use cookies, but we do not use web beacons or device fingerprinting.", {"cookies"}),
    ("This site sets no cookies.", set()),
    ("Our pages contain social media buttons.", {"social_plugins"}),
    ("A tool on our site offers session replay, which we use to find faults.", {"session_replay"}),
    ("If you do not accept cookies, some pages that we offer will not work.", {"cookies"}),
    ("Neither the shop nor our help pages contain any session replay software.", set()),
    ("Web beacons are not used on this site.", set()),
    ("Web beacons are not used for advertising, only to count visits.", {"web_beacons"}),
    ("Web beacons are not used until you agree to them.", {"web_beacons"}),
    ("This chapter is for sites that use session replay; ours does not.", set()),
]


@pytest.mark.parametrize(("text", "expected"), TECHNOLOGIES)
def test_technologies_are_named_unless_denied(text: str, expected: set[str]) -> None:
    found, _ = technologies([document_of(text)])
    assert kinds(found) == expected


RECIPIENTS = [
    (
        "We share information with advertising networks and our affiliates.",
        {"advertising_networks", "affiliates"},
    ),
    (
        "We may disclose your data to payment processors and law enforcement.",
        {"payment_processors", "law_enforcement"},
    ),
    ("We do not share your data with data brokers.", set()),
    ("We sell lists to data brokers and provide reports to our clients.", {"data_brokers", "clients"}),
    ("Please read our policy carefully.", set()),
    ("We receive data about you from data brokers and from our business partners.", set()),
    ("We obtain data from our affiliates and share it with banks.", {"payment_processors"}),
    ("We use what you tell us to protect our clients.", set()),
    ("We use outside analytics providers.", {"analytics_providers"}),
    ("Advertisers may also collect data about you with cookies.", {"advertising_networks"}),
    ("Your authorized agent may use this form, and your internet service provider sees it.", set()),
    ("Our files are not available to the public.", set()),
    ("We share data with website hosts and marketing agencies.", {"hosting_providers", "marketing_partners"}),
    ("Addresses are forwarded to targeting platforms.", {"advertising_networks"}),
    ("Our tags enable a client to read how its pages are used.", {"clients"}),
    ("We use Google Analytics.", set()),
    (
        "We share data with, including but not limited to, our affiliates and banks.",
        {"affiliates", "payment_processors"},
    ),
    ("We do not share data with anybody, including but not limited to banks.", set()),
]


@pytest.mark.parametrize(("text", "expected"), RECIPIENTS)
def test_recipients_are_named_unless_denied(text: str, expected: set[str]) -> None:
    found, _ = recipients([document_of(text)])
    assert kinds(found) == expected


def test_a_list_of_recipients_is_read_with_the_line_above_it() -> None:
    document = html(
        "<p>We share your data with:</p><ul><li>Analytics providers</li><li>Social networks</li></ul>"
    )
    found, _ = recipients([document])
    assert {"analytics_providers", "social_networks"} <= kinds(found)


def test_a_column_of_recipients_is_read_with_its_heading() -> None:
    document = html(
        "<table><tr><th>What we collect</th><th>Where it comes from</th><th>To whom we disclose it</th></tr>"
        "<tr><td>Address</td><td>Data brokers</td><td>Payment processors</td></tr>"
        "<tr><td>Clicks</td><td>You</td><td><ul><li>Social networks</li></ul></td></tr></table>"
    )
    found, _ = recipients([document])
    assert kinds(found) == {"payment_processors", "social_networks"}


def test_bare_entries_are_read_with_the_sentence_that_opens_the_enumeration() -> None:
    opening = "Last year we disclosed data to these categories of third parties:"
    entries = "<h4>Identifiers</h4><p>(such as a name)</p><ul><li>Payment processors</li></ul>"
    found, _ = recipients([html(f"<h3>Disclosures</h3><p>{opening}</p>{entries}")])
    assert kinds(found) == {"payment_processors"}
    ended, _ = recipients([html(f"<h3>Sources</h3><p>{opening}</p><p>That is all.</p>{entries}")])
    assert not ended


FRENCH = [
    ("no_sale", "Nous ne vendons pas vos données personnelles."),
    ("no_sale", "Vos données ne sont jamais vendues ni louées."),
    ("no_third_party_sharing", "Vos données ne sont en aucun cas transmises à des tiers."),
    ("consent_before_tracking", "Les cookies publicitaires ne sont déposés qu'avec votre consentement."),
    ("consent_before_tracking", "Ces traceurs sont soumis à votre consentement."),
    (
        "cookie_banner_offered",
        "Vous pouvez modifier vos choix à partir du bandeau d'information sur les cookies.",
    ),
    ("retention", "Vos données sont conservées pendant trois ans."),
    ("no_international_transfer", "Aucun transfert de données hors de l'Union européenne n'est effectué."),
    ("no_sharing_for_third_party_marketing", "Nous ne cédons pas vos données à des courtiers."),
    ("no_advertising_tracking", "Nous ne diffusons pas de publicité ciblée."),
    ("no_cross_site_tracking", "Nous ne vous suivons pas sur d'autres sites."),
    ("no_health_data_sharing", "Nous ne partageons pas vos données de santé avec des tiers."),
    ("sharing_for_advertising", "Nous partageons vos données avec nos partenaires publicitaires."),
    ("cross_device_tracking", "Nous pouvons relier vos visites entre plusieurs appareils."),
    ("consent_before_tracking", "Les cookies de mesure sont bloqués jusqu'à votre consentement."),
    ("retention", "Vos données sont effacées sous 30 jours."),
    ("international_transfer", "Hors de l'Union européenne, les transferts sont encadrés."),
    ("retention", "Durée de conservation : 13 mois."),
    ("retention", "Compte : jusqu’à sa fermeture."),
    ("no_sale", "Nous ne louons ni ne vendons vos données."),
    ("no_third_party_sharing", "Vos informations ne sont ni louées ni transmises à des tiers."),
    ("consent_before_tracking", "Aucun traceur n'est placé chez vous tant que vous n'avez pas accepté."),
    ("no_cookies", "Aucun cookie n'est placé sur votre appareil."),
    ("no_tracking", "Nous ne vous suivons pas."),
]
GERMAN = [
    ("no_sale", "Wir verkaufen Ihre Daten nicht."),
    ("no_third_party_sharing", "Ihre Daten werden nicht an Dritte weitergegeben."),
    ("consent_before_tracking", "Analyse-Cookies setzen wir nur mit Ihrer Einwilligung ein."),
    ("cookie_banner_offered", "Ihre Auswahl können Sie im Cookie-Banner jederzeit ändern."),
    ("retention", "Die Daten werden nach sechs Monaten gelöscht."),
    ("international_transfer", "Dabei können Daten in die USA übertragen werden."),
    ("no_cookies", "Diese Website verwendet keine Cookies."),
    ("no_sale", "Wir verkaufen Ihre Daten nicht und geben sie nicht zu Werbezwecken weiter."),
    ("no_sharing_for_third_party_marketing", "Wir geben Ihre Daten nicht an Datenhändler weiter."),
    ("no_advertising_tracking", "Wir setzen keine Werbetracker ein."),
    ("no_cross_site_tracking", "Wir verfolgen Sie nicht über andere Websites hinweg."),
    ("no_health_data_sharing", "Gesundheitsdaten werden nicht an Dritte weitergegeben."),
    ("sharing_for_advertising", "Wir geben Ihre Daten an unsere Werbepartner weiter."),
    ("cross_device_tracking", "Wir verwenden geräteübergreifendes Tracking."),
    ("no_international_transfer", "Eine Übermittlung in Drittländer findet nicht statt."),
    ("consent_before_tracking", "Analyse-Cookies bleiben deaktiviert, bis Sie zustimmen."),
    ("cookie_banner_offered", "Bei Ihrem ersten Besuch bitten wir um Ihr Einverständnis zu Cookies."),
    ("retention", "Ihre Daten werden binnen 30 Tagen gelöscht."),
]


NOT_CLAIMED_ELSEWHERE = [
    ("fr", "no_tracking", "Aucun traceur n'est placé chez vous tant que vous n'avez pas accepté."),
    ("fr", "no_tracking", "Aucun traceur n'est placé par Facebook tant que vous ne cliquez pas."),
    ("fr", "no_cookies", "Aucun cookie n'est placé par Facebook."),
    ("fr", "no_cookies", "Nous comptons les visites avec TinyCount, qui ne dépose aucun cookie."),
    ("fr", "retention", "Durée de conservation"),
    ("de", "no_cookies", "Es werden keine Cookies gesetzt, bevor Sie zugestimmt haben."),
    ("de", "no_cookies", "TinyCount setzt keine Cookies."),
    ("de", "no_cookies", "Wir nutzen TinyCount, das keine Cookies setzt."),
]


@pytest.mark.parametrize(("language", "kind", "text"), NOT_CLAIMED_ELSEWHERE)
def test_a_condition_or_the_deeds_of_others_are_no_claim_of_the_site(
    language: str, kind: str, text: str
) -> None:
    assert kind not in kinds(claims([html(f"<p>{text}</p>", language)])[0])


@pytest.mark.parametrize(("kind", "text"), FRENCH)
def test_french_claims_are_read(kind: str, text: str) -> None:
    assert kind in kinds(claims([html(f"<p>{text}</p>", "fr")])[0])


@pytest.mark.parametrize(("kind", "text"), GERMAN)
def test_german_claims_are_read(kind: str, text: str) -> None:
    assert kind in kinds(claims([html(f"<p>{text}</p>", "de")])[0])


def test_a_policy_that_repeats_itself_is_quoted_a_limited_number_of_times() -> None:
    text = "\n\n".join(f"In case {n} we use cookies." for n in range(50))
    found = read_statements([document_of(text)])
    (cookies,) = found.technologies
    assert len(cookies.quotes) == MOST_QUOTES


def test_statements_of_several_documents_name_their_document() -> None:
    first = read_document("We do not sell your data.", url="a", content_type="text/plain")
    second = read_document("We never sell your data.", url="b", content_type="text/plain")
    found, _ = claims([first, second])
    (no_sale,) = [statement for statement in found if statement.kind == "no_sale"]
    assert [quote.document for quote in no_sale.quotes] == ["a", "b"]
