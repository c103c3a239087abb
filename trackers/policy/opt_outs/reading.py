"""The ways out that documents offer: links, settings, addresses, each with what it promises to stop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from trackers.catalogue import Catalogue
from trackers.declarations import Fired, OptOut
from trackers.policy.documents.document import Document, Link
from trackers.policy.opt_outs.addresses import (
    address_words,
    host_and_path,
    opt_out_pages,
    original,
)
from trackers.policy.opt_outs.announcements import Announcements
from trackers.policy.opt_outs.chapters import BUTTON, Chapters
from trackers.policy.opt_outs.columns import Columns
from trackers.policy.opt_outs.enumerations import Enumerations
from trackers.policy.opt_outs.mailboxes import is_mailbox
from trackers.policy.opt_outs.neighbours import is_of_else, own_words, stops_of
from trackers.policy.opt_outs.offers import Offer, merged
from trackers.policy.opt_outs.places import (
    Place,
    Siblings,
    before,
    informs,
    place_of,
    siblings_in,
    steers,
)
from trackers.policy.opt_outs.pointing import is_reading, leads_to_contact, reads_on, rule_of
from trackers.policy.opt_outs.refusals import leads_elsewhere, refuses
from trackers.policy.opt_outs.rights import Rights
from trackers.policy.opt_outs.rules import KnownAddress, Needs, OptOutLexicon, known_address, opt_out_lexicon
from trackers.policy.opt_outs.targets import address_to_visit, own_domains
from trackers.policy.opt_outs.ways_without_link import (
    named_opt_outs,
    sentences_with_names,
    sentences_with_ways,
    ways_without_link,
)
from trackers.site import host_of, is_below, registrable_domain

_BARE_HOST = re.compile(r"(?!www\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_POSSESSED = re.compile(r"§ ?['\u2019]s\b|§,? (?:limited|ltd|inc|llc|plc|gmbh)\b")
"""A site's address that stands for who runs it."""
_NO_PAGE = re.compile(r"[^?#]*\.(?:js|css|png|gif|svg|jpe?g|woff2?)(?:[?#]|\Z)", re.IGNORECASE)
_ENTRY_WORDS = 6
_CONTROL = 40
"""Characters of a control's words, at most."""
_LABEL = 240
"""Characters before an address among which its label stands."""
_Found = tuple[str, str | None, str]
"""A way out: its kind, its vendor, and the rule that found it."""


def opt_outs(
    documents: Sequence[Document], catalogue: Catalogue
) -> tuple[tuple[OptOut, ...], tuple[Fired, ...]]:
    """Every way out that the documents offer, in a stable order, and the rules that found them.

    `url` is None where the way has no address (a browser's settings, a link in the e-mails, a letter);
    `mailto:` and `tel:` stand for ways that a person must go; a button on the page has the fragment that the page
    gives it (`#`, `#consent`). Never a script: whoever prints the address must not run one.
    """
    offers = [offer for document in documents for offer in _Reader(document, catalogue).offers()]
    return merged(offers), tuple(Fired(f"opt-out:{offer.rule}", offer.quote) for offer in offers)


class _Reader:
    """Reads one document."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self._document = document
        self._catalogue = catalogue
        self._pages = opt_out_pages(catalogue)
        self._lexicon = opt_out_lexicon(document.language)
        self._says = self._lexicon.says
        self._announced = Announcements(document, self._lexicon)
        self._chapters = Chapters(document, self._lexicon)
        self._columns = Columns(document, self._lexicon)
        self._rights = Rights(document, self._lexicon)
        self._own_domains = own_domains(document)

    def offers(self) -> Iterator[Offer]:
        """The ways out: those that links are, then those without a link."""
        document, lexicon = self._document, self._lexicon
        above = Enumerations(document, lexicon)
        linked: set[int] = set()
        vendors: set[str | None] = set()
        siblings: tuple[int, Siblings] | None = None
        for link in document.links:
            sentence = document.sentence_at(link.start)
            if sentence is None:
                continue
            if siblings is None or siblings[0] != sentence.at:
                siblings = sentence.at, siblings_in(document, sentence)
            offer = self._link(place_of(document, link, sentence, siblings[1], lexicon, above))
            if offer is not None:
                linked.add(sentence.at)
                vendors.add(offer.vendor)
                yield offer
        with_ways, with_names = sentences_with_ways(document, lexicon), sentences_with_names(document)
        for place in sorted(with_ways | with_names):
            sentence = document.sentences()[place]
            is_linked = sentence.at in linked
            if place in with_ways:
                yield from ways_without_link(document, sentence, lexicon, self._rights, linked=is_linked)
            if place in with_names and not is_linked:
                named = named_opt_outs(document, sentence, self._catalogue)
                yield from (offer for offer in named if offer.vendor not in vendors)

    def _link(self, place: Place) -> Offer | None:
        """What way out a link is; None for any other link."""
        found = self._kind(place)
        if found is None:
            return None
        kind, vendor, rule = found
        address = address_to_visit(self._document, place.link.url)
        if address is None and place.link.url.startswith("#") and self._has_button(place):
            address = place.link.url
        quote = self._document.quote_sentence(place.sentence)
        if len(quote.text) > 800:
            quote = self._document.quote(place.link.start, place.link.end)
        return Offer(kind, address, vendor, rule, quote, stops_of(place, self._lexicon))

    def _kind(self, place: Place) -> _Found | None:
        link, text = place.link, place.link.text.lower()
        if is_mailbox(link) or link.url.lower().startswith(("tel:", "sms:", "ftp:")):
            return None
        if len(text) <= 120 and self._says("do_not_sell", text):
            return "do_not_sell", None, "do-not-sell-link"
        if self._is_mere_name(place) or _NO_PAGE.match(link.url):
            return None
        if self._says("sold_here", place.marked):
            return "do_not_sell", None, "right-not-to-be-sold"
        if (
            "#" in link.url
            and (self._is_own(link) or self._chapters.head(link))
            and self._chapters.hold(place)
        ):
            return None
        if self._is_policy_of_list(place):
            return None
        if link.text in link.url and self._says("do_not_sell_label", place.marked[-_LABEL:]):
            return "do_not_sell", None, "do-not-sell-label"
        known = known_address(link.url)
        offered = self._columns.offer(link)
        if offered is False and not (known and known.deep):
            return None
        if offered and not known:
            return self._of_kind(place, "column-says")
        is_deep = known is not None and known.deep
        is_way = is_deep and known is not None and known.needs is Needs.NOTHING
        is_named = address_words().opt_out.search(link.url) is not None
        if not is_way and not is_named and is_reading(place, self._lexicon):
            return None
        if not is_deep and (address_words().sale.search(link.url) or self._not_sold(place)):
            return "do_not_sell", None, "right-not-to-be-sold"
        found = self._by_address(place) or self._request_form(place)
        if found is None and leads_to_contact(place, self._lexicon):
            return "contact", None, "contact-page"
        return found

    def _is_policy_of_list(self, place: Place) -> bool:
        """Whether a link is one of the policies that its list, or its label, promises."""
        if not self._says("policies_listed", place.marked[-_LABEL:]):
            return False
        return not self._says("offers", place.marked) and not address_words().opt_out.search(place.link.url)

    def _by_address(self, place: Place) -> _Found | None:
        """By where a link leads, then by its words."""
        link, text, context = place.link, place.link.text.lower(), place.context
        offers = self._says("offers", context)
        if known := known_address(link.url):
            if place.for_browser and known.kind == "browser_settings":
                return known.kind, known.vendor, "known-address"
            wanted = self._is_wanted(known, place, offers=offers or refuses(place, self._lexicon))
            return (known.kind, known.vendor, "known-address") if wanted else None
        vendor = self._vendor_page(link.url)
        to_read = address_words().policy.search(link.url) or self._says("mere_reading", place.line)
        if to_read and not self._says("offers", place.line):
            offers = bool(place.introduction)
        to_read = to_read or not host_and_path(link.url)[1]
        if vendor and (offers or address_words().opt_out.search(link.url) or not to_read):
            return "vendor_opt_out", vendor, "vendor-page"
        is_address = link.text in link.url
        is_policy = not is_address and self._says("policy_link", text) and not self._says("says", text)
        may_tell = is_policy or (to_read and (is_address or self._says("here", text)))
        if may_tell and _tells_how(self._document, place, self._lexicon):
            return self._of_kind(place, "policy-tells-how")
        if (
            is_policy
            and not self._stands_alone(place)
            and (self._is_own(link) or not self._says("purpose", place.marked))
        ):
            return None
        ours = self._is_own(link) or link.url.endswith("#") or self._says("ours", place.marked)
        if len(text) <= BUTTON and ours and self._says("cookie_settings", text):
            return "cookie_settings", None, "cookie-settings-link"
        if self._helps_with_browser(place):
            return "browser_settings", None, "browser-help"
        return self._by_words(place)

    def _helps_with_browser(self, place: Place) -> bool:
        """Whether a page tells how a browser lets one manage cookies."""
        if place.for_browser and not self._is_own(place.link):
            path = host_and_path(place.link.url)[1]
            return not address_words().policy.search(path) or self._says("browser_named", path)
        is_way = address_words().opt_out.search(place.link.url)
        if not is_way and not self._is_own(place.link) and "://" in place.link.url:
            words = place.link.text.lower()
            if self._says("help_link", words) and not self._says("policy_link", words):
                return True
            on_settings = self._lexicon.offers_browser_settings
            if self._says("instructs", place.alone) and (
                on_settings(place.alone) or on_settings(place.opening)
            ):
                return True
        return self._says("browser_help", place.marked) and not self._says("on_contact", place.line)

    def _is_wanted(self, known: KnownAddress, place: Place, *, offers: bool) -> bool:
        """Whether what stands around a known address makes it a way out; `offers`: a choice is offered there."""
        match known.needs:
            case Needs.CONTROL:
                return self._says("controls", place.marked) or (
                    offers and self._says("controls", place.context)
                )
            case Needs.STEER:
                offers = offers or self._says("tells_control", place.marked)
                return offers and steers(place, self._lexicon)
            case Needs.OFFER:
                return offers and (
                    self._says("offers", place.line) or not self._says("mere_reading", place.line)
                )
            case Needs.POINT:
                return self._says("points", place.marked) and not reads_on(place, self._lexicon, first=True)
            case Needs.NOTHING:
                return known.deep or offers or informs(place, self._lexicon)
            case unknown:
                assert_never(unknown)

    def _is_mere_name(self, place: Place) -> bool:
        """A site called by its domain, which nobody is asked to visit: "shop.example's partners"."""
        link = place.link
        if link.text in link.url:
            if _POSSESSED.search(place.marked):
                return True
            to_here = f"{place.alone.partition('§')[0]}§"
            if self._says("own_site", to_here) and not self._says("points", to_here):
                return True
        if (
            not _BARE_HOST.fullmatch(link.text)
            or link.url.rstrip("/") not in (f"http://{link.text}", f"https://{link.text}")
            or known_address(link.url)
            or address_words().opt_out.search(link.text)
        ):
            return False
        return not self._says("to_visit", place.marked) and not self._says("browser_help", place.marked)

    def _not_sold(self, place: Place) -> bool:
        """Whether the link is where the right not to be sold is exercised."""
        if place.link.url.startswith("#") or not self._says("exercise", place.context):
            return False
        text = place.link.text.lower()
        if (
            self._says("policy_link", text)
            or self._says("law_link", text)
            or is_of_else(place, self._lexicon)
        ):
            return False
        if self._says("other_requests", place.line) or self._says("no_offer", place.marked):
            return False
        if self._says("right_not_sold", f"{before(self._document, place.sentence).lower()} {place.context}"):
            return True
        if "#" in place.link.url or not self._says("request_form", place.marked):
            return False
        return self._rights.stand_around(place.sentence, "right_not_sold")

    def _request_form(self, place: Place) -> _Found | None:
        """A form, or a page to write from, for the rights around it, where one of them is to stop something."""
        text = place.link.text.lower()
        if not self._says("request_link", text):
            is_policy = self._says("policy_link", text) and not self._says("form_link", text)
            if is_policy or not self._says("request_form", place.marked):
                return None
        url = place.link.url
        host, path = host_and_path(url)
        is_home = not path and host == registrable_domain(host)
        if self._says("spared", place.context) or is_home or url.startswith("#"):
            return None
        stops = self._rights.stand_around(place.sentence, "right_to_leave")
        return ("contact", None, "request-form") if stops else None

    def _by_words(self, place: Place) -> _Found | None:
        """An address that nobody lists, by what the link or its sentence says."""
        link = place.link
        own = self._is_own(link)
        domain = registrable_domain(host_of(link.url))
        rule = rule_of(place, self._lexicon, of_vendor=not own and domain in self._pages)
        if not rule and not own and self._is_entry(place):
            rule = "list-introduced"
        if not rule and own and self._announced.cover(place):
            rule = "announced"
        if not rule and refuses(place, self._lexicon):
            rule = "clause-refuses"
        if not rule:
            return None
        if link.url.startswith("#") and not (self._is_control(link.text.lower()) or self._has_button(place)):
            return None
        return self._of_kind(place, rule)

    def _has_button(self, place: Place) -> bool:
        """Whether a fragment opens the consent tool: "you may change your cookie choices by clicking here"."""
        if self._chapters.has_button(place.link):
            return True
        if not self._says("here", place.link.text.lower()) or not self._says("on_consent", place.alone):
            return False
        return self._chapters.may_open(place.link)

    def _of_kind(self, place: Place, rule: str) -> _Found | None:
        """What a way out that `rule` has found stops; None for the ways out of other things."""
        link, context = place.link, place.context
        if rule == "clause-refuses":
            context = f"{place.opening} {context}"
        if self._says("spared", context):
            return None
        own = self._is_own(link)
        company = None if own else self._catalogue.company_of_domain(registrable_domain(host_of(link.url)))
        on_cookies = self._says("on_cookies", link.text.lower())
        if self._says("do_not_sell", context) and not on_cookies and not is_of_else(place, self._lexicon):
            return "do_not_sell", None, rule
        if rule == "sentence-points" and self._says("request_link", link.text.lower()):
            return "contact", None, rule
        if company:
            return "vendor_opt_out", company.name, rule
        told = own_words(place, self._lexicon) or context
        if self._says("mail_context", told) and not self._says("tracking_context", told):
            return "unsubscribe", None, rule
        ours = own or self._says("ours", place.marked)
        return ("cookie_settings" if ours else "vendor_opt_out"), None, rule

    def _is_entry(self, place: Place) -> bool:
        """Whether a link is an entry of an enumeration of ways out, and no reading matter beside one."""
        line = place.sentence.text.rstrip()
        if not place.introduction or leads_elsewhere(place, self._lexicon):
            return False
        if line.endswith((".", "!", "?")) and len(line.split()) > _ENTRY_WORDS:
            return False
        path = host_and_path(place.link.url)[1]
        return not address_words().policy.search(path) or self._stands_alone(place)

    def _stands_alone(self, place: Place) -> bool:
        """Whether a link to a policy is the only way out that its entry of an enumeration of ways out has."""
        if not place.introduction or self._says("reading_matter", place.marked):
            return False
        return len(self._document.links_between(place.sentence.start, place.sentence.end)) == 1

    def _is_control(self, text: str) -> bool:
        return len(text) < _CONTROL and self._says("opt", text)

    def _is_own(self, link: Link) -> bool:
        """Whether a link stays with the site; without a URL of its own, a catalogued host is another's."""
        if "://" not in link.url or link.url[:11].lower() == "javascript:":
            return True
        domain = registrable_domain(host_of(original(link.url)))
        if domain in self._own_domains:
            return True
        return not self._own_domains and self._catalogue.company_of_domain(domain) is None

    def _vendor_page(self, url: str) -> str | None:
        host, path = host_and_path(url)
        for page, vendor in self._pages.get(registrable_domain(host), ()):
            page_host, page_path = page
            if (host == page_host or is_below(host, page_host)) and path.startswith(page_path):
                return vendor
        return None


def _tells_how(document: Document, place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a policy is where the reader learns how to opt out or to turn something off."""
    address = address_to_visit(document, place.link.url)
    if address is None or address == document.url:
        return False
    if lexicon.says("policy_offers", place.marked):
        return True
    if place.sentence.block < 0:
        return False
    below = (one for one in document.block_sentences(place.sentence.block) if one.at > place.sentence.at)
    following = next(below, None)
    if following is None:
        return False
    text = following.text.lower()
    return lexicon.says("goes_on_to_tell", text) and lexicon.says("tells_how", text)
