"""The ways out that documents offer: links, settings, addresses, each with what it promises to stop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from trackers.catalogue import Catalogue
from trackers.declarations import Fired, OptOut
from trackers.policy.documents.document import Document, Link
from trackers.policy.opt_outs.addresses import (
    OPT_OUT_PATH,
    POLICY_PATH,
    host_and_path,
    is_opt_out_path,
    opt_out_pages,
)
from trackers.policy.opt_outs.enumerations import Enumerations
from trackers.policy.opt_outs.offers import Offer, merged
from trackers.policy.opt_outs.places import Place, before, informs, is_opening, place_of, steers
from trackers.policy.opt_outs.rights import is_among_rights
from trackers.policy.opt_outs.rules import OptOutLexicon, known_address, opt_out_lexicon
from trackers.policy.opt_outs.ways_without_link import MAIL_HOST, named_opt_outs, ways_without_link
from trackers.site import host_of, is_below, registrable_domain

_SALE_PATH = re.compile(
    r"ccpa[^/]*/?opt|opt[-_]?outs?/?ccpa|do[-_]?not[-_]?sell|donotsell|dnsmpi", re.IGNORECASE
)
_BARE_HOST = re.compile(r"(?!www\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_TRACKING = re.compile(r"cookie|track|advertis|\bads?\b|analytic|traceur|werb|public")
_NO_PAGE = re.compile(r"\.(?:js|css|png|gif|svg|jpe?g|woff2?)(?:\?|\Z)", re.IGNORECASE)
_TO_VISIT = re.compile(r"\b(?:visit(?:ing)?|go(?:ing)? to|at|see|click(?:ing)?(?: on)?|website|via)\s*:?\s*§")
_ENTRY_WORDS = 6
_BUTTON = 60
"""Characters that a button's words have at most."""
_NO_ADDRESS = re.compile(r"\Z|#|[a-z][a-z+.-]*:", re.IGNORECASE)
_HOST_FIRST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,4}(?:[/?#]|\Z)", re.IGNORECASE)
"""A reference whose scheme was forgotten, where the host is one that is known."""
_READING_MATTER = re.compile(
    r"\bprivacy\b|polic(?:y|ies)\b|\b(?:more|further|additional|weitere|plus d)\W(?:info|detail)|\blearn\b"
    r"|datenschutz|confidentialit",
    re.IGNORECASE,
)
_MERE_READING = re.compile(
    r"\b(?:more|further|additional|specific) (?:information|details?)\b[^.;§]{0,60}\b(?:see|visit|read|about|on|is)\b"
    r"|\blearn more\b"
)
_OURS = re.compile(r"\bour (?:own )?§")
_LABELLED = re.compile(r"\bdo[ -]?not[ -]?(?:sell|share)\b[^§]{0,40}§")


def opt_outs(
    documents: Sequence[Document], catalogue: Catalogue
) -> tuple[tuple[OptOut, ...], tuple[Fired, ...]]:
    """Every way out that the documents offer, in a stable order, and the rules that found them.

    `url` is None where the way has no address (a browser's settings, a link in the e-mails, a letter);
    `mailto:` and `tel:` stand for ways that a person must go.
    """
    reader = _Reader(catalogue)
    offers = [offer for document in documents for offer in reader.read(document)]
    return merged(offers), tuple(Fired(f"opt-out:{offer.rule}", offer.quote) for offer in offers)


class _Reader:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._pages = opt_out_pages(catalogue)
        self._own: dict[str, frozenset[str]] = {}

    def read(self, document: Document) -> Iterator[Offer]:
        lexicon = opt_out_lexicon(document.language)
        above = Enumerations(document, lambda text: is_opening(text, lexicon))
        linked: set[int] = set()
        vendors: set[str | None] = set()
        for link in document.links:
            sentence = document.sentence_at(link.start)
            if sentence is None:
                continue
            place = place_of(document, link, sentence, lexicon, above)
            offer = self._link(document, place, lexicon)
            if offer is not None:
                linked.add(sentence.at)
                vendors.add(offer.vendor)
                yield offer
        for sentence in document.sentences():
            yield from ways_without_link(document, sentence, lexicon, sentence.at in linked)
            if sentence.at not in linked:
                named = named_opt_outs(document, sentence, self._catalogue)
                yield from (offer for offer in named if offer.vendor not in vendors)

    def _link(self, document: Document, place: Place, lexicon: OptOutLexicon) -> Offer | None:
        """What way out a link is; None for any other link."""
        found = self._kind(document, place, lexicon)
        if found is None:
            return None
        kind, vendor, rule = found
        address = _address(document, place.link.url)
        quote = document.quote_sentence(place.sentence)
        if len(quote.text) > 800:
            quote = document.quote(place.link.start, place.link.end)
        stops = lexicon.stops(place.line) or lexicon.stops(place.context)
        return Offer(kind, address, vendor, rule, quote, stops)

    def _kind(
        self, document: Document, place: Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        link, text = place.link, place.link.text.lower()
        if link.url.lower().startswith(("mailto:", "tel:", "sms:", "ftp:")):
            return None
        says_choice = lexicon.says("choice", place.context) or lexicon.says("choice", link.url.lower())
        if not says_choice and not known_address(link.url):
            return None
        if len(text) <= 120 and lexicon.says("do_not_sell", text):
            return "do_not_sell", None, "do-not-sell-link"
        mere_name = _BARE_HOST.fullmatch(link.text) and self._is_mere_name(place, lexicon)
        if mere_name or _NO_PAGE.search(link.url):
            return None
        if lexicon.says("sold_here", place.marked):
            return "do_not_sell", None, "right-not-to-be-sold"
        if "#" in link.url and self._is_own(document, link) and _is_chapter(document, place, lexicon):
            return None
        if link.text in link.url and _LABELLED.search(place.marked[-240:]):
            return "do_not_sell", None, "do-not-sell-label"
        known = known_address(link.url)
        if not (known and known.deep):
            if not OPT_OUT_PATH.search(link.url) and _is_reading(place, lexicon):
                return None
            if _SALE_PATH.search(link.url) or self._not_sold(document, place, lexicon):
                return "do_not_sell", None, "right-not-to-be-sold"
        return self._by_address(document, place, lexicon)

    def _by_address(
        self, document: Document, place: Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        """By where a link leads, then by its words."""
        link, text, context = place.link, place.link.text.lower(), place.context
        offers = lexicon.says("offers", context)
        if known := known_address(link.url):
            wanted = {
                "": known.deep or offers or informs(place, lexicon),
                "control": offers and lexicon.says("controls", context),
                "steer": offers and steers(place, lexicon),
                "offer": offers
                and (lexicon.says("offers", place.line) or not _MERE_READING.search(place.line)),
                "point": lexicon.says("points", place.marked),
            }[known.needs]
            return (known.kind, known.vendor, "known-address") if wanted else None
        vendor = self._vendor_page(link.url)
        to_read = POLICY_PATH.search(link.url) or _MERE_READING.search(place.line)
        if to_read and not lexicon.says("offers", place.line):
            offers = bool(place.introduction)
        if vendor and (offers or OPT_OUT_PATH.search(link.url) or not to_read):
            return "vendor_opt_out", vendor, "vendor-page"
        is_address = link.text in link.url
        if not is_address and lexicon.says("policy_link", text) and not lexicon.says("says", text):
            if _tells_how(document, place, lexicon):
                return self._of_kind(document, place, lexicon, "policy-tells-how")
            if not self._stands_alone(document, place) and (
                self._is_own(document, link) or not lexicon.says("purpose", place.marked)
            ):
                return None
        ours = self._is_own(document, link) or _OURS.search(place.marked) is not None
        if len(text) <= _BUTTON and ours and lexicon.says("cookie_settings", text):
            return "cookie_settings", None, "cookie-settings-link"
        if lexicon.says("browser_help", place.marked):
            return "browser_settings", None, "browser-help"
        return self._by_words(document, place, lexicon)

    @staticmethod
    def _is_mere_name(place: Place, lexicon: OptOutLexicon) -> bool:
        """A site called by its domain, which nobody is asked to visit."""
        link = place.link
        if (
            link.url not in (f"http://{link.text}", f"https://{link.text}")
            or known_address(link.url)
            or OPT_OUT_PATH.search(link.text)
        ):
            return False
        return _TO_VISIT.search(place.marked) is None and not lexicon.says("browser_help", place.marked)

    @staticmethod
    def _not_sold(document: Document, place: Place, lexicon: OptOutLexicon) -> bool:
        """Whether the link is where the right not to be sold is exercised."""
        if place.link.url.startswith("#") or not lexicon.says("exercise", place.context):
            return False
        text = place.link.text.lower()
        if lexicon.says("policy_link", text) or lexicon.says("law_link", text):
            return False
        if lexicon.says("other_requests", place.line):
            return False
        if lexicon.says("right_not_sold", f"{before(document, place.sentence).lower()} {place.context}"):
            return True
        if "#" in place.link.url or not lexicon.says("request_form", place.marked):
            return False
        return is_among_rights(document, place.sentence, lexicon, "right_not_sold")

    def _by_words(
        self, document: Document, place: Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        """An address that nobody lists, by what the link or its sentence says."""
        link = place.link
        own = self._is_own(document, link)
        domain = registrable_domain(host_of(link.url))
        rule = _rule(place, lexicon, of_vendor=not own and domain in self._pages)
        if not rule and not own and self._is_entry(document, place):
            rule = "list-introduced"
        if not rule or (link.url.startswith("#") and not self._is_control(link.text.lower())):
            return None
        return self._of_kind(document, place, lexicon, rule)

    def _of_kind(
        self, document: Document, place: Place, lexicon: OptOutLexicon, rule: str
    ) -> tuple[str, str | None, str] | None:
        """What a way out that `rule` has found stops; None for the ways out of other things."""
        link, context = place.link, place.context
        if lexicon.says("spared", context):
            return None
        own = self._is_own(document, link)
        company = None if own else self._catalogue.company_of_domain(registrable_domain(host_of(link.url)))
        if lexicon.says("do_not_sell", context):
            return "do_not_sell", None, rule
        if company:
            return "vendor_opt_out", company.name, rule
        if lexicon.says("mail_context", context) and not _TRACKING.search(context):
            return "unsubscribe", None, rule
        ours = own or _OURS.search(place.marked)
        return ("cookie_settings" if ours else "vendor_opt_out"), None, rule

    @classmethod
    def _is_entry(cls, document: Document, place: Place) -> bool:
        """Whether a link is an entry of an enumeration of ways out, and no reading matter beside one."""
        line = place.sentence.text.rstrip()
        if not place.introduction or (line.endswith((".", "!", "?")) and len(line.split()) > _ENTRY_WORDS):
            return False
        path = host_and_path(place.link.url)[1]
        return not POLICY_PATH.search(path) or cls._stands_alone(document, place)

    @staticmethod
    def _stands_alone(document: Document, place: Place) -> bool:
        """Whether a link to a policy is the only way out that its entry of an enumeration of ways out has."""
        if not place.introduction or _READING_MATTER.search(place.marked):
            return False
        return len(document.links_between(place.sentence.start, place.sentence.end)) == 1

    @staticmethod
    def _is_control(text: str) -> bool:
        return "opt" in text and len(text) < 40

    def _is_own(self, document: Document, link: Link) -> bool:
        """Whether a link stays with the site; without a URL of its own, a catalogued host is another's."""
        if "://" not in link.url:
            return True
        domain = registrable_domain(host_of(link.url))
        own = self._own_domains(document)
        if domain in own:
            return True
        return not own and self._catalogue.company_of_domain(domain) is None

    def _own_domains(self, document: Document) -> frozenset[str]:
        """The site's own domains: the document's URL's; without one, what it links to and writes from most."""
        if document.sha256 not in self._own:
            self._own[document.sha256] = _own_domains(document)
        return self._own[document.sha256]

    def _vendor_page(self, url: str) -> str | None:
        host, path = host_and_path(url)
        for page, vendor in self._pages.get(registrable_domain(host), ()):
            page_host, page_path = page
            if (host == page_host or is_below(host, page_host)) and path.startswith(page_path):
                return vendor
        return None


def _rule(place: Place, lexicon: OptOutLexicon, *, of_vendor: bool) -> str:
    """What makes a link a way out: its words, its sentence or its address; empty for nothing."""
    text, url = place.link.text.lower(), place.link.url
    if len(text) <= 120 and " " in place.context and lexicon.says("says", text):
        return "link-says"
    if lexicon.says("points", place.marked):
        return "sentence-points"
    if lexicon.says("mail_settings", text) and lexicon.says("controls_mail", place.marked):
        return "mail-settings"
    path = host_and_path(url)[1] if "://" in url else ""
    return "address-says" if is_opt_out_path(path, of_vendor=of_vendor) else ""


def _is_reading(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether, of two links in a sentence, this one is to be read and the next one is the way out."""
    if not place.to_next or not _MERE_READING.search(place.to_here):
        return False
    return not lexicon.says("offers", place.to_here) and lexicon.says("offers", place.to_next)


def _tells_how(document: Document, place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a policy is where the reader learns how to opt out or to turn something off."""
    address = _address(document, place.link.url)
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


def _is_chapter(document: Document, place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a link leads to a place inside a policy: its table of contents.

    A consent tool's button may be a link with a fragment too; no heading has its words.
    """
    page, _, fragment = place.link.url.partition("#")
    if not fragment or not (POLICY_PATH.search(page) or page in ("", document.url)):
        return False
    words = place.link.text.strip(" .:").lower()
    if len(words) > _BUTTON or not lexicon.says("cookie_settings", words):
        return bool(page)
    headings = (n for n, block in enumerate(document.blocks) if block.kind == "heading")
    return any(
        words in document.block_text(n).lower()
        for n in headings
        if not document.blocks[n].start <= place.link.start < document.blocks[n].end
    )


def _address(document: Document, url: str) -> str | None:
    """The URL to visit; None for a button or a place on the same page."""
    if "://" not in url and _HOST_FIRST.match(url) and known_address(url):
        url = f"https://{url}"
    if "://" not in url and "://" in document.url and not _NO_ADDRESS.match(url):
        try:
            url = urljoin(document.url, url)
        except ValueError:
            return None
    if not url.lower().startswith(("http://", "https://")):
        return None
    page, hash_sign, _ = url.partition("#")
    return None if hash_sign and page == document.url.partition("#")[0] else url


def _own_domains(document: Document) -> frozenset[str]:
    if "://" in document.url:
        return frozenset({registrable_domain(host_of(document.url))})
    counted = Counter(registrable_domain(host_of(link.url)) for link in document.links if "://" in link.url)
    counted += Counter(registrable_domain(host) for host in MAIL_HOST.findall(document.text))
    total = counted.total()
    return frozenset(domain for domain, number in counted.items() if number >= 3 and number * 3 >= total)
