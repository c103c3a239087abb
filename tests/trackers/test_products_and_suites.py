"""Products that are named and served apart, and the suites that they are parts of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trackers.catalogue_folder import write_vendors
from trackers.catalogue import Catalogue, load_catalogue
from trackers.evidence import Request
from trackers.identify import Identifier
from trackers.vendor_reading import find_faults, read_vendor_files

SUITE = """
company = "Delta"

[[product]]
name = "Delta Office"
category = "other"
part_of = "Delta Cloud"

[[product]]
name = "Delta Mail"
category = "other"
part_of = "Delta Office"

[[product]]
name = "Delta Cloud"
category = "cdn_hosting"
serves_parts = true
"""

OF_PRODUCTS = [
    ("https://docs.google.com/document/d/e/1x/pub?embedded=true", "Google Docs"),
    ("https://docs.google.com/forms/d/e/1x/viewform?embedded=true", "Google Forms"),
    ("https://forms.gle/a1b2", "Google Forms"),
    ("https://docs.google.com/spreadsheets/d/e/1x/pubhtml", "Google Sheets"),
    ("https://docs.google.com/presentation/d/e/1x/embed", "Google Slides"),
    ("https://calendar.google.com/calendar/embed?src=a", "Google Calendar"),
    ("https://drive.google.com/file/d/1x/preview", "Google Drive"),
    ("https://meet.google.com/abc", "Google Meet"),
    ("https://pay.google.com/gp/p/js/pay.js", "Google Pay"),
    ("https://cse.google.com/cse.js?cx=1", "Google Programmable Search"),
    ("https://www.google.com/search?q=a", "Google's own services"),
    ("https://forms.office.com/Pages/ResponsePage.aspx?id=1", "Microsoft Forms"),
    ("https://outlook.office365.com/owa/calendar/shop@firm.test/bookings/", "Microsoft Bookings"),
    ("https://outlook.office365.com/mail/", "Microsoft Outlook"),
    ("https://firm.sharepoint.com/sites/a", "SharePoint"),
    ("https://onedrive.live.com/embed?cid=1", "OneDrive"),
    ("https://app.powerbi.com/view?r=1", "Power BI"),
    ("https://login.microsoftonline.com/common/oauth2", "Microsoft Entra ID"),
    ("https://login.live.com/oauth20", "Microsoft account"),
    ("https://static.cdn.office.net/a.js", "Microsoft 365"),
    ("https://www.microsoft.com/a.js", "Microsoft's own services"),
    ("https://firm.freshdesk.com/widget/feedback_widget/new", "Freshdesk"),
    ("https://euc-widget.freshworks.com/widgets/1.js", "Freshdesk"),
    ("https://wchat.freshchat.com/js/widget.js", "Freshchat"),
    ("https://assets.freshworks.com/a.js", "Freshworks platform"),
    ("https://v2.zopim.com/?abc", "Zendesk Chat"),
    ("https://static.zdassets.com/ekr/snippet.js", "Zendesk"),
    ("https://jsd-widget.atlassian.com/assets/embed.js", "Jira Service Management"),
    ("https://d111abc.cloudfront.net/a.js", "Amazon CloudFront"),
    ("https://bucket.s3.eu-central-1.amazonaws.com/a.js", "Amazon S3"),
    ("https://s3-eu-west-1.amazonaws.com/bucket/a.js", "Amazon S3"),
    ("https://cognito-idp.us-east-1.amazonaws.com/", "Amazon Cognito"),
    ("https://abc.execute-api.us-east-1.amazonaws.com/", "Amazon Web Services"),
    ("https://ws-na.amazon-adsystem.com/widgets/q", "Amazon Associates"),
    ("https://c.amazon-adsystem.com/aax2/apstag.js", "Amazon Ads"),
    ("https://challenges.cloudflare.com/turnstile/v0/api.js", "Cloudflare Turnstile"),
    ("https://cdnjs.cloudflare.com/ajax/libs/a.js", "cdnjs"),
    ("https://fonts.bunny.net/css?family=a", "Bunny Fonts"),
    ("https://mandrillapp.com/track/open.php", "Mandrill"),
    ("https://m.stripe.com/6", "Stripe Radar"),
    ("https://js.stripe.com/v3/", "Stripe"),
    ("https://firm.okta.com/oauth2", "Okta"),
    ("https://firm.eu.auth0.com/authorize", "Auth0"),
    ("https://live.staticflickr.com/1/a.jpg", "Flickr"),
    ("https://www.videoask.com/embed.js", "VideoAsk"),
    ("https://email.mailgun.net/o/a", "Mailgun"),
    ("https://codecov.io/a", "Codecov"),
    ("https://crm.zoho.eu/crm/WebToLeadForm", "Zoho CRM"),
    ("https://salesiq.zoho.eu/widget", "Zoho SalesIQ"),
]


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(("url", "product"), OF_PRODUCTS)
def test_a_request_is_of_the_product_that_its_host_serves(url: str, product: str, shipped: Catalogue) -> None:
    found = Identifier(shipped).request(Request(url=url, document_url="https://shop.test/", type="script"))
    assert found is not None
    assert found.vendor == product


def test_cookies_went_with_their_product(shipped: Catalogue) -> None:
    identifier = Identifier(shipped)
    for name, product in (("__zlcmid", "Zendesk Chat"), ("_fw_crm_v", "Freshsales")):
        found = identifier.cookie(name, "shop.test", document_url="https://shop.test/")
        assert found is not None
        assert found.attribution is not None
        assert found.attribution.vendor == product


def test_the_suites_of_a_product_are_told_the_nearest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDECLARED_CACHE", str(tmp_path / "cache"))
    catalogue = load_catalogue(write_vendors(tmp_path, delta=SUITE), None)
    assert catalogue.suites("Delta Mail") == ("Delta Office", "Delta Cloud")
    assert catalogue.suites("Delta Cloud") == ()
    assert catalogue.suites("Epsilon") == ()
    assert [name for name, product in catalogue.products.items() if product.serves_parts] == ["Delta Cloud"]


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        (
            'part_of = "Delta Office"',
            'part_of = "Delta Suite"',
            "delta.toml:12: Delta Mail is part of 'Delta Suite', which is no product of Delta",
        ),
        ('part_of = "Delta Cloud"', 'part_of = "Delta Mail"', "delta.toml:7: Delta Office is part of itself"),
        (
            'part_of = "Delta Cloud"',
            "",
            "delta.toml:15: Delta Cloud serves parts, but no product is part of it",
        ),
    ],
)
def test_a_suite_that_cannot_be_is_a_fault(tmp_path: Path, right: str, wrong: str, fault: str) -> None:
    folder = write_vendors(tmp_path, delta=SUITE.replace(right, wrong))
    assert fault in [str(found) for found in find_faults(read_vendor_files(folder))]


def test_a_suite_without_fault_has_none(tmp_path: Path) -> None:
    assert find_faults(read_vendor_files(write_vendors(tmp_path, delta=SUITE))) == []
