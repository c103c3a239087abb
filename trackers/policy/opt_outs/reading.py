"""The ways out that documents offer: links, settings, addresses, each with what it promises to stop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from trackers.catalogue import Catalogue
from trackers.declarations import Fired, OptOut
from trackers.policy.documents.document import Document, Link
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.addresses import (
    OPT_OUT_PATH,
    POLICY_PATH,
    host_and_path,
    is_opt_out_path,
    opt_out_pages,
)
from trackers.policy.opt_outs.enumerations import Enumerations
from trackers.policy.opt_outs.offers import Offer, merged
from trackers.policy.opt_outs.rules import OptOutLexicon, known_address, opt_out_lexicon
from trackers.policy.opt_outs.ways_without_link import MAIL_HOST, named_opt_outs, ways_without_link
from trackers.policy.vendors.questions import answers_question
from trackers.site import host_of, is_below, registrable_domain

_SALE_PATH = re.compile(
    r"ccpa[^/]*/?opt|opt[-_]?outs?/?ccpa|do[-_]?not[-_]?sell|donotsell|dnsmpi", re.IGNORECASE
)
_BARE_HOST = re.compile(r"(?!www\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_TRACKING = re.compile(r"cookie|track|advertis|\bads?\b|analytic|traceur|werb|public")
_NO_PAGE = re.compile(r"\.(?:js|css|png|gif|svg|jpe?g|woff2?)(?:\?|\Z)", re.IGNORECASE)
_TO_VISIT = re.compile(r"\b(?:visit(?:ing)?|go(?:ing)? to|at|see|click(?:ing)?(?: on)?|website|via)\s*:?\s*§")
_OTHER_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)]+")
_SHORT = 26
"""Characters beside a link below which the line before it says what the link is for."""
_ENTRY = 90
"""Characters beside a link in an entry of an enumeration."""
_ENTRY_WORDS = 6
_LONGEST_INTRODUCTION = 500
_BUTTON = 60
"""Characters that a button's words have at most."""
_NO_ADDRESS = re.compile(r"\Z|#|[a-z][a-z+.-]*:", re.IGNORECASE)
_READING_MATTER = re.compile(
    r"\bprivacy\b|polic(?:y|ies)\b|\b(?:more|further|additional|weitere|plus d)\W(?:info|detail)|\blearn\b"
    r"|datenschutz|confidentialit",
    re.IGNORECASE,
)
_MERE_READING = re.compile(
    r"\b(?:more|further|additional|specific) (?:information|details?)\b[^.;§]{0,60}\b(?:see|visit|read|about|on|is)\b"
    r"|\blearn more\b"
)
_DO_SO = re.compile(r"\b(?:how|where|instructions)\b[^.;]{0,20}\bdo (?:this|so|that)\b")
_LABELLED = re.compile(r"\bdo[ -]?not[ -]?(?:sell|share)\b[^§]{0,40}§")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a link stands: its sentence with the link as `§`, and the words around, all in lower case."""

    link: Link
    sentence: Sentence
    marked: str
    line: str
    """The sentence with the link's words."""
    context: str
    """The sentence, and the line before it where the sentence is little more than the link."""
    introduction: str = ""
    """What opens the enumeration in which the link stands, where it promises ways out."""


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
        above = Enumerations(document, lambda text: _is_opening(text, lexicon))
        linked: set[int] = set()
        vendors: set[str | None] = set()
        for link in document.links:
            sentence = document.sentence_at(link.start)
            if sentence is None:
                continue
            place = _place(document, link, sentence, lexicon, above)
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

    def _link(self, document: Document, place: _Place, lexicon: OptOutLexicon) -> Offer | None:
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
        self, document: Document, place: _Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        link, text = place.link, place.link.text.lower()
        if link.url.lower().startswith(("mailto:", "tel:", "sms:", "ftp:")):
            return None
        says_choice = lexicon.says("choice", place.context) or lexicon.says("choice", link.url.lower())
        if not says_choice and not known_address(link.url):
            return None
        if len(text) <= 120 and lexicon.says("do_not_sell", text):
            return "do_not_sell", None, "do-not-sell-link"
        if (_BARE_HOST.fullmatch(link.text) and self._is_mere_name(place)) or _NO_PAGE.search(link.url):
            return None
        if "#" in link.url and self._is_own(document, link) and _is_chapter(document, place, lexicon):
            return None
        if link.text in link.url and _LABELLED.search(place.marked[-240:]):
            return "do_not_sell", None, "do-not-sell-label"
        known = known_address(link.url)
        if not (known and known.deep) and (
            _SALE_PATH.search(link.url) or self._not_sold(document, place, lexicon)
        ):
            return "do_not_sell", None, "right-not-to-be-sold"
        return self._by_address(document, place, lexicon)

    def _by_address(
        self, document: Document, place: _Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        """By where a link leads, then by its words."""
        link, text, context = place.link, place.link.text.lower(), place.context
        offers = lexicon.says("offers", context)
        if known := known_address(link.url):
            wanted = {
                "": known.deep or offers or _informs(place, lexicon),
                "control": offers and lexicon.says("controls", context),
                "steer": offers and _steers(place, lexicon),
                "offer": offers
                and (lexicon.says("offers", place.line) or not _MERE_READING.search(place.line)),
                "point": lexicon.says("points", place.marked),
            }[known.needs]
            return (known.kind, known.vendor, "known-address") if wanted else None
        vendor = self._vendor_page(link.url)
        to_read = POLICY_PATH.search(link.url) or _MERE_READING.search(place.line)
        if vendor and (offers or OPT_OUT_PATH.search(link.url) or not to_read):
            return "vendor_opt_out", vendor, "vendor-page"
        if (
            lexicon.says("policy_link", text)
            and not lexicon.says("says", text)
            and not (
                self._stands_alone(document, place)
                or (lexicon.says("purpose", place.marked) and not self._is_own(document, link))
            )
        ):
            return None
        if len(text) <= _BUTTON and lexicon.says("cookie_settings", text) and self._is_own(document, link):
            return "cookie_settings", None, "cookie-settings-link"
        return self._by_words(document, place, lexicon)

    @staticmethod
    def _is_mere_name(place: _Place) -> bool:
        """A site called by its domain, which nobody is asked to visit."""
        link = place.link
        if (
            link.url not in (f"http://{link.text}", f"https://{link.text}")
            or known_address(link.url)
            or OPT_OUT_PATH.search(link.text)
        ):
            return False
        return _TO_VISIT.search(place.marked) is None

    @staticmethod
    def _not_sold(document: Document, place: _Place, lexicon: OptOutLexicon) -> bool:
        """Whether the link is where the right not to be sold is exercised."""
        if place.link.url.startswith("#") or not lexicon.says("exercise", place.context):
            return False
        if lexicon.says("policy_link", place.link.text.lower()):
            return False
        return lexicon.says("right_not_sold", f"{_before(document, place.sentence).lower()} {place.context}")

    def _by_words(
        self, document: Document, place: _Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        """An address that nobody lists, by what the link or its sentence says."""
        link, text, context = place.link, place.link.text.lower(), place.context
        own = self._is_own(document, link)
        domain = registrable_domain(host_of(link.url))
        company = None if own else self._catalogue.company_of_domain(domain)
        rule = _rule(place, lexicon, of_vendor=not own and domain in self._pages)
        if not rule and not own and self._is_entry(document, place):
            rule = "list-introduced"
        if not rule or lexicon.says("spared", context):
            return None
        if link.url.startswith("#") and not self._is_control(text):
            return None
        if lexicon.says("do_not_sell", context):
            return "do_not_sell", None, rule
        if company:
            return "vendor_opt_out", company.name, rule
        if lexicon.says("mail_context", context) and not _TRACKING.search(context):
            return "unsubscribe", None, rule
        return ("cookie_settings" if own else "vendor_opt_out"), None, rule

    @classmethod
    def _is_entry(cls, document: Document, place: _Place) -> bool:
        """Whether a link is an entry of an enumeration of ways out, and no reading matter beside one."""
        line = place.sentence.text.rstrip()
        if not place.introduction or (line.endswith((".", "!", "?")) and len(line.split()) > _ENTRY_WORDS):
            return False
        path = host_and_path(place.link.url)[1]
        return not POLICY_PATH.search(path) or cls._stands_alone(document, place)

    @staticmethod
    def _stands_alone(document: Document, place: _Place) -> bool:
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


def _rule(place: _Place, lexicon: OptOutLexicon, *, of_vendor: bool) -> str:
    """What makes a link a way out: its words, its sentence or its address; empty for nothing."""
    text, url = place.link.text.lower(), place.link.url
    if len(text) <= 120 and " " in place.context and lexicon.says("says", text):
        return "link-says"
    if lexicon.says("points", place.marked):
        return "sentence-points"
    path = host_and_path(url)[1] if "://" in url else ""
    return "address-says" if is_opt_out_path(path, of_vendor=of_vendor) else ""


def _is_chapter(document: Document, place: _Place, lexicon: OptOutLexicon) -> bool:
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


def _place(
    document: Document, link: Link, sentence: Sentence, lexicon: OptOutLexicon, above: Enumerations
) -> _Place:
    text = sentence.text
    start = max(0, document.reading.position(link.start) - sentence.at)
    end = min(len(text), max(start, document.reading.position(link.end) - sentence.at))
    marked = f"{_quiet(text[:start])}§{_quiet(text[end:])}".lower()
    around = ""
    introduction = above.introduction(sentence) if len(marked) < _ENTRY else ""
    if (
        len(marked) < _SHORT
        or answers_question(document, sentence)
        or (len(marked) < 200 and lexicon.says("refers_back", marked))
    ):
        around = document.lead_of(sentence) or _before(document, sentence)
        if len(around) < _ENTRY and len(marked) < _SHORT and introduction not in around:
            around = f"{introduction} {around}"
    if not _introduces(introduction, lexicon):
        introduction = ""
    elif introduction not in around:
        around = f"{introduction} {around}"
    words = f" {link.text.lower()[:200]} "
    line = marked.replace("§", words)
    if around:
        marked = f"{around.lower()} {marked}"
    return _Place(link, sentence, marked, line, marked.replace("§", words), introduction.lower())


def _steers(place: _Place, lexicon: OptOutLexicon) -> bool:
    """Whether a page on cookies is where the reader is sent to control them, not just to read."""
    if lexicon.says("only_informs", place.marked) and "opt" not in place.marked:
        return False
    return lexicon.says("controls", place.context)


def _informs(place: _Place, lexicon: OptOutLexicon) -> bool:
    """Whether words beside an association's page speak of choices or of advertising, not just of cookies."""
    if not lexicon.says("informs", place.context):
        return False
    return not lexicon.says("only_informs", place.marked) or lexicon.says("controls", place.marked)


def _is_opening(text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a line without a colon promises that ways out follow."""
    if len(text) > _LONGEST_INTRODUCTION or "opt" not in (text := text.lower()):
        return False
    return lexicon.says("introduces", text)


def _introduces(text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a line promises that the links below it are ways out."""
    text = text.lower()
    if not text or len(text) > _LONGEST_INTRODUCTION:
        return False
    if lexicon.says("introduces", text):
        return True
    if not text.endswith(":"):
        return False
    return lexicon.says("points", f"{text} §") or (
        _DO_SO.search(text) is not None and lexicon.says("offers", text)
    )


def _quiet(text: str) -> str:
    """Part of a sentence with other addresses as `¤`, so that their dots end no clause."""
    text = text.replace("§", " ")
    return _OTHER_ADDRESS.sub("¤", text) if "://" in text or "www." in text else text


def _before(document: Document, sentence: Sentence) -> str:
    """The sentence before, where it belongs to the same thought."""
    previous = document.sentence_before(sentence)
    if previous is None or sentence.start - previous.end > 60 or len(previous.text) > 600:
        return ""
    return previous.text
