"""The shapes in which policies name vendors: questions, passives, rows of cookies, other people's vendors."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document, read_policy
from trackers.policy.vendors.mentions import vendors


def _stances(text: str) -> dict[str, str]:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/plain")
    mentions, _ = vendors([document], load_catalogue())
    return {mention.vendor: mention.stance for mention in mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Who hosts your shop?\nA: Hetzner, in Finland.\n", {"Hetzner"}),
        ("Which panels do you take part in?\nThose of YouGov.\n", {"YouGov"}),
        ("Our site takes part in the reader panel of YouGov.", {"YouGov"}),
        ("Recordings of lectures are kept with Panopto.", {"Panopto"}),
        ("Parcels are packed by ShipBob, labels printed with ShipStation.", {"ShipBob", "ShipStation"}),
        ("We keep our donors' records in Salesforce.", {"Salesforce"}),
        ("The payment window belongs to Braintree.", {"Braintree"}),
        ("Addresses for our catalogue were bought from Experian.", {"Experian"}),
        (
            "To whom do we give data?\n– to Adyen N.V., our payment provider;\n– to DPD, who bring the parcels.\n",
            {"Adyen", "DPD"},
        ),
        ("Our data partners, among them Epsilon and Oracle, enrich addresses.", {"Epsilon", "Oracle"}),
        ("Logins are checked, since authentication is delegated to Auth0.", {"Auth0"}),
        ("As an Amazon Associate the author earns a commission.", {"Amazon"}),
        ("_fbp | Facebook | advertising | 90 days\n", {"Meta"}),
        ("Scripts: jsDelivr, unpkg\nIcons: Font Awesome\n", {"jsDelivr", "unpkg", "Font Awesome"}),
        ("2.1 Hosting: DigitalOcean, LLC, New York\n", {"DigitalOcean"}),
        ("Readers are counted by comScore.", {"Comscore"}),
        ("Our pages use films of third parties. Namely from:\n\n- Vimeo\n- YouTube\n", {"Vimeo", "YouTube"}),
        ("Cookies\n\n- __stripe_mid (Stripe): kept for a year\n", {"Stripe"}),
        (
            "We pass data to these processors:\n\n"
            "- Letters to ask@shop.test (of any kind): OVH – OVH SAS, Roubaix\n",
            {"OVHcloud"},
        ),
        (
            "| What | Why | Who receives it |\n| --- | --- | --- |\n| A name | To answer. | Supabase, Resend. |\n",
            {"Supabase", "Resend"},
        ),
        ("The processors we work with are:\n\nPayPal / Braintree\n", {"PayPal", "Braintree"}),
        ("- Intercom/HubSpot: Powers our chat and our customer records\n", {"Intercom", "HubSpot Analytics"}),
        ("Here you find the buttons of Facebook, X and Pinterest.", {"Meta", "X", "Pinterest"}),
        ('It has the "Like" button of Facebook and the "Tweet" button of Twitter.', {"Meta", "X"}),
        (
            "The helpers are a booking form, a self-hosted Umami counter, and Sentry reports.\nSentry sees errors.\n",
            {"Umami", "Sentry"},
        ),
        ("The only other company that we use is Stripe, for paying.", {"Stripe"}),
        ("Answers are written by our drafting partner, OpenAI.", {"OpenAI"}),
        ("Our ticket processor (Eventbrite) may set cookies.", {"Eventbrite"}),
        ("If you choose to use PayPal for your order, you give PayPal your details.", {"PayPal"}),
        ("Application providers such as GitHub may see your address.", {"GitHub"}),
        ("You may stop the collection and use of certain data by Google Analytics.", {"Google Analytics"}),
        (
            "Some cookies come from partners, including analytics vendors (for example, Plausible).",
            {"Plausible Analytics"},
        ),
        ("We may show advertising to you through social platforms, such as Pinterest.", {"Pinterest"}),
        ("Vercel provides hosting and analytics on our pages.", {"Vercel"}),
        (
            "### Third parties\n\nWe work with services that may set cookies:\n\n#### Hotjar\n\nStatistics\n\n"
            "#### Stripe\n\nPayment processing\n",
            {"Hotjar", "Stripe"},
        ),
        (
            "Processors we engage:\n\nPayments\n\nStripe, PayPal\n\nSocial media\n\nFacebook, LinkedIn\n",
            {"Stripe", "PayPal", "Meta", "LinkedIn"},
        ),
        (
            "Needed cookies\n\n- Supabase session cookie — keeps you signed in, authentication\n",
            {"Supabase"},
        ),
        ("Hosting\n\nCloudflare, Inc., 101 Townsend Street, San Francisco.\n", {"Cloudflare"}),
        (
            "Die Seite wird auf Vercel gehostet, die Kartendaten stammen von OpenStreetMap.",
            {"Vercel", "OpenStreetMap"},
        ),
        ("Der Laden liegt bei IONOS und wird mit Shopware geführt.", {"IONOS", "Shopware"}),
        ("Les films sont diffusés au moyen du lecteur de Dailymotion.", {"Dailymotion"}),
        (
            "Data goes to: Adyen for taking cards; Neon for the database of orders; Render for hosting.",
            {"Adyen", "Neon", "Render"},
        ),
        ("Processed by: Adyen - cards; Neon - database; Hetzner - hosting.", {"Adyen", "Neon", "Hetzner"}),
        (
            "We use these tools: Mixpanel (counting and statistics); Resend (mails about orders and visits).",
            {"Mixpanel", "Resend"},
        ),
        ("Beside the text stand embedded Instagram posts.", {"Instagram embeds"}),
        (
            "Die Datenschutzerklärung unseres Hostinganbieters steht hier: https://www.dogado.de/datenschutz/",
            {"dogado"},
        ),
        (
            "We work with social networks including, but not limited to Pinterest and LinkedIn.",
            {"Pinterest", "LinkedIn"},
        ),
        ("Tickets are sold on a part of our site that is run by our ticketing agent, Sabre.", {"Sabre"}),
        ("We give this to organisations we use for deliveries, for example DPD.", {"DPD"}),
        ("Names go to our sponsors, for example Mastercard and DPD.", {"Mastercard", "DPD"}),
        ("If you have chosen to use the Klarna payment method, we ask for your birthday.", {"Klarna"}),
        (
            "We enhance our website with things from elsewhere, for example YouTube videos and Google Maps.",
            {"YouTube", "Google Maps"},
        ),
        (
            "Please visit [quantcast.com/privacy](http://www.quantcast.com/privacy) for the privacy policy of our "
            "advertising technology providers.",
            {"Quantcast"},
        ),
        (
            "We receive information that comes to us when you connect to the game from a network (such as Facebook).",
            {"Meta"},
        ),
        (
            "We rely on technical providers. Each has a clear role:\n\n- OpenAI (US) — embeddings for matching\n",
            {"OpenAI"},
        ),
        ("Networks (such as Instagram) when you play embedded films.", {"Instagram embeds"}),
        (
            "If you apply for work on a board (such as Monster or LinkedIn), we receive what you wrote there.",
            {"Monster", "LinkedIn"},
        ),
        (
            "What they collect falls under our advertising partners' privacy policies:\n\n"
            "- <https://www.mopub.com/legal/privacy/>\n",
            {"MoPub"},
        ),
        ("Orders carry information sent by Adyen or other payment providers.", {"Adyen"}),
        (
            "We may collect information about you through your use of networks such as LinkedIn or Pinterest.",
            {"LinkedIn", "Pinterest"},
        ),
        ("Lotame/crwdcntrl.net is a network that sets cookies on our pages.", {"Lotame"}),
    ],
)
def test_a_vendor_is_read_in_the_shape_in_which_it_is_named(text: str, expected: set[str]) -> None:
    assert _stances(text) == dict.fromkeys(expected, "used")


@pytest.mark.parametrize(
    ("text", "vendor"),
    [
        ("Questions about our pages\nDo you use Google Analytics?\nNo.\n", "Google Analytics"),
        ("We have since removed the Hotjar script.", "Hotjar"),
        ("We considered Mixpanel and decided against it.", "Mixpanel"),
        ("There's no Hotjar on this site.", "Hotjar"),
        ("Logs are kept for a week, but the Academy does not employ Mouseflow.", "Mouseflow"),
        ("You will find no Matomo here, and certainly no Mixpanel.", "Mixpanel"),
        ("That includes Gravatar and jsDelivr, all of which we have done without.", "jsDelivr"),
        (
            "Last spring we removed the Meta Pixel and all tags of Google, including Google Tag Manager.",
            "Google Tag Manager",
        ),
        ("We stopped working with Criteo.", "Criteo"),
        ("We ended our contract with Outbrain last year.", "Outbrain"),
        ("Until 2022 we used Mixpanel.", "Mixpanel"),
        ("We used to rely on Mixpanel.", "Mixpanel"),
        ("We replaced Google Analytics with Matomo.", "Google Analytics"),
        ("We are no longer a customer of Hotjar.", "Hotjar"),
        ("Hotjar: not used", "Hotjar"),
        ("Hotjar has been disabled on all pages.", "Hotjar"),
        ("None of our pages contain Hotjar.", "Hotjar"),
        ("Our pages contain neither Hotjar nor Mixpanel.", "Mixpanel"),
        ("We avoid Google Analytics.", "Google Analytics"),
        ("Auf den Einsatz von Google Analytics wird auf diesen Seiten verzichtet.", "Google Analytics"),
        ("Wir haben Google Analytics im Jahr 2022 auf allen Seiten abgeschaltet.", "Google Analytics"),
        (
            "Nous avons abandonné Google Analytics il y a deux ans, à la suite de la décision de l'autorité.",
            "Google Analytics",
        ),
        (
            "Larkspur sets no ad cookies, does not follow you, and does not use analytics such as Mixpanel.",
            "Mixpanel",
        ),
        ("Films come from our own server, not from YouTube or Vimeo, so nobody sets a cookie.", "Vimeo"),
        ("Wir laden keine Dienste wie Matomo, Piwik/Statistikfix, Hotjar oder ähnliche.", "Hotjar"),
        ("Beim Aufruf der Seiten wird keine Verbindung zu Servern von Criteo hergestellt.", "Criteo"),
        ("Aucune adresse n'est envoyée à Matomo. Notre site ne mesure rien.", "Matomo"),
        ("Neither Criteo nor Taboola receives anything from the members' area.", "Criteo"),
    ],
)
def test_a_denial_is_read_in_the_shape_in_which_it_is_made(text: str, vendor: str) -> None:
    assert _stances(text)[vendor] == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "Our officer, formerly of Google and Adobe, answers within a week.",
        "The clients of our agency include HubSpot and Criteo.",
        "Whoever posts a public review on Yelp or Tripadvisor should know that all can read it.",
        "Your employer may use Salesforce with our add-in.",
        "2. comScore, March 2019",
        "Join our Discord server and ask there.",
        "We have never used Facebook's Advanced Matching.",
        "We may, in future, use Hotjar or similar tools.",
        "We plan to use Hotjar from next year.",
        "Our pages have links to other sites, including those of partners such as Facebook and Twitter.",
        "In order to see our agreement with TRUSTe please click the seal.",
        "We have a presence on platforms that are operated by others, such as Reddit and YouTube.",
        "Search engines such as Google and Bing keep copies of public pages.",
        "We use services:\n\n- Notifications: Adjust the settings of your telephone.\n",
        "The Atlas counts visits. Figures collected by the Atlas are public.",
        "We have been awarded TRUSTe's seal. TRUSTe's mission is to make people trust sites.",
        "Auf unserer Seite sind Links zum Profil bei Instagram eingebunden.",
        "You can:\n- Block cookies of all sites\n- Adjust tracking in the menu\n",
        "Our Creators see who follows them. We pay each Creators' fee on Mondays, as the Creators ask.",
        "You may sign into the shop using a social media account such as a Facebook or LinkedIn account.",
        "You might consider using a service like LastPass or 1Password to remember passwords.",
        "A song can be opened on another music service such as Spotify.",
        "Your posts are yours, for example when sharing posts to Twitter or Facebook.",
        "Advertising identifiers (e.g., Apple IDFA) can be reset in the settings of the telephone.",
        "Visit Block 7, Larnaca, or write to Box 12, Dublin.",
    ],
)
def test_vendors_in_another_role_are_not_declared(text: str) -> None:
    assert _stances(text) == {}


def test_an_address_in_a_list_of_vendors_names_one() -> None:
    text = "These are the advertising networks we use:\nhttps://www.criteo.com/\nhttps://www.taboola.com/\n"
    assert _stances(text) == {"Criteo": "used", "Taboola": "used"}


def test_a_domain_in_a_list_of_cookies_that_the_site_sets_names_its_product() -> None:
    text = "The following advertising cookies are used on this website:\n\n* adnxs.com\n* serving-sys.com (Sizmek)\n"
    assert _stances(text) == {"Sizmek": "used", "Xandr": "used"}
    assert _stances("You can opt out of these networks:\n\n* adnxs.com\n* criteo.com\n") == {}


def test_an_address_in_another_list_names_nobody() -> None:
    assert _stances("Read more about cookies on these pages:\nhttps://www.criteo.com/\n") == {}


def test_a_site_called_after_a_vendor_is_not_the_vendor() -> None:
    text = "This policy applies to Stripe Helper, run by Ines Roy.\nPayments are handled by Stripe for us.\n"
    assert "Stripe" in _stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "The fine was imposed by the office on Meta; the appeal was brought by Oracle.",
        "Our cook was praised by Bloomberg and later hired by Microsoft.",
    ],
)
def test_what_a_company_did_elsewhere_is_no_use_of_it(text: str) -> None:
    assert _stances(text) == {}


@pytest.mark.parametrize(
    "text", ["Is what I write to you sold to Criteo? No.", "Patients' letters never pass through Criteo."]
)
def test_what_never_reaches_a_vendor_is_denied(text: str) -> None:
    assert _stances(text) == {"Criteo": "denied"}


@pytest.mark.parametrize(
    "text",
    [
        "You can opt out of LiveRamp at https://liveramp.com/opt_out/ whenever you like.",
        "Such matching is refused by visiting LiveRamp (https://liveramp.com/opt_out/).",
    ],
)
def test_a_tracker_whose_own_opt_out_is_given_is_in_use(text: str) -> None:
    assert _stances(text) == {"LiveRamp": "used"}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Our marketing pages (but not the application) load the LinkedIn Insight Tag.", "site"),
        ("Hotjar records how members move through our loan application.", "site"),
        ("The app - not the website - contains AppsFlyer.", "app"),
        ("Our mobile app uses AppsFlyer.", "app"),
    ],
)
def test_a_use_is_of_the_app_only_where_the_app_is_meant(text: str, scope: str) -> None:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/plain")
    (found,) = vendors([document], load_catalogue())[0]
    assert found.scope == scope


_ROWS = (
    ("_fbp", "Meta"),
    ("MUID", "Bing"),
    ("_ttp", "TikTok"),
    ("li_at", "LinkedIn"),
    ("ki_t", "Meta, Bing"),
)
_PROVIDERS = {"Meta", "Microsoft", "ByteDance", "LinkedIn"}


def _companies_used(text: str, content_type: str) -> set[str]:
    document = read_document(text, url="https://shop.test/cookies", content_type=content_type)
    mentions = read_policy([document], load_catalogue()).vendors
    return {mention.company for mention in mentions if mention.stance == "used"}


@pytest.mark.parametrize("heading", ["Set by", "Provider", "Who places it? (third party)"])
def test_the_provider_of_a_cookie_in_a_table_is_used_however_ordinary_its_name(heading: str) -> None:
    rows = "".join(f"<tr><td>{cookie}<td>{who}<td>Advertising" for cookie, who in _ROWS)
    table = f"<table><tr><th>Cookie<th>{heading}<th>Purpose{rows}</table>"
    assert _companies_used(f"<html lang=en><h1>Cookies</h1>{table}", "text/html") == _PROVIDERS
    lines = "".join(f"| {cookie} | {who} |\n" for cookie, who in _ROWS)
    marked = f"# Cookies\n\n| Cookie | {heading} |\n|---|---|\n{lines}"
    assert _companies_used(marked, "text/markdown") == _PROVIDERS


def test_the_provider_in_a_plain_row_or_list_of_a_cookie_is_used() -> None:
    rows = "".join(f"| {cookie} | {who} | Ads | 90 days |\n" for cookie, who in _ROWS[:4])
    assert _companies_used(f"Cookie policy\n\nOur cookies:\n\n{rows}", "text/plain") == _PROVIDERS
    listed = "Cookie policy\n\nName: _uetsid\nProvider: Bing\nExpiry: 1 day\n"
    assert _companies_used(listed, "text/plain") == {"Microsoft"}


def test_an_ordinary_word_in_another_column_of_a_cookies_row_names_nobody() -> None:
    table = "<table><tr><th>Cookie<th>Provider<th>Category<tr><td>a_seg<td>our shop<td>Segment</table>"
    assert _companies_used(f"<html lang=en><h1>Cookies</h1>{table}", "text/html") == set()


def test_a_cookie_that_a_company_sets_outweighs_a_denial_of_one_of_its_features() -> None:
    table = "<table><tr><th>Cookie<th>Set by<tr><td>_fbp<td>Meta</table>"
    denial = "<p>We have never used Facebook's Advanced Matching.</p>"
    assert "Meta" in _companies_used(f"<html lang=en><h1>Cookies</h1>{table}{denial}", "text/html")


def test_an_ordinary_word_that_begins_a_later_sentence_of_an_entry_is_no_vendor() -> None:
    text = "Our tools are:\n\n- Intercom: our chat. Next to that, it sends mails.\n- Hotjar: heat maps.\n"
    assert set(_stances(text)) == {"Intercom", "Hotjar"}


def test_what_data_are_collected_for_is_no_list_of_vendors() -> None:
    text = (
        "We use what we collect for the following purposes:\n\n- **Debugging:** To find and mend errors.\n\n"
        "## Services\n\n- Adyen: payments\n- Sentry: error reports\n"
    )
    assert set(_stances(text)) == {"Adyen", "Sentry"}


def test_a_verb_at_the_head_of_an_entry_is_no_vendor_of_that_name() -> None:
    text = "We ask for this when you:\n\n- Make a purchase (name, address, payment)\n- Close your account\n"
    assert _stances(text) == {}


def test_the_company_in_brackets_behind_its_service_is_no_cookie_s() -> None:
    assert "Google" not in _stances("These are addresses of policies:\n\n- YouTube (Google)\n- Twitter\n")


def test_a_page_of_the_sites_own_is_not_its_providers() -> None:
    text = "Data go to our providers of the offers on our page: <http://www.telegraph.co.uk/offers/>."
    assert _stances(text) == {}
    assert (
        _stances("For the privacy policy of our shop see [quantcast.com/x](http://www.quantcast.com/x).")
        == {}
    )


def test_the_plural_of_initials_and_parts_of_buttons_are_no_vendors() -> None:
    text = "Google +1 Button\n\nWe use credit reference agencies (CRAs) and Experian; CRAs keep records.\n"
    assert not {"CRAs", "Button"} & set(_stances(text))


@pytest.mark.parametrize(
    "text",
    [
        "We use: " + "Stripe for a; " * 3000 + "Adyen for b.",
        "| Name | Recipient |\n| --- | --- |\n" + "| ads | Stripe |\n| maps | Foo |\n" * 3000,
        "Stripe (US) " * 4000,
    ],
)
def test_names_that_repeat_without_end_are_read_in_passing(text: str) -> None:
    assert set(_stances(text)) <= {"Stripe", "Adyen"}
