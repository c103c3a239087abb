"""The ways out that documents offer: links, settings, addresses, each with what it promises to stop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from trackers.catalogue import Catalogue
from trackers.declarations import Fired, OptOut, Quote
from trackers.policy.document import Document, Link
from trackers.policy.opt_out_rules import OptOutLexicon, known_address, opt_out_lexicon
from trackers.policy.per_catalogue import once_per_catalogue
from trackers.policy.sentences import Sentence
from trackers.site import host_of, is_below, registrable_domain

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
_POLICY_LINK = re.compile(
    r"\b(?:privacy|cookies?|data) (?:policy|policies|notice|statement)|\bterms\b|\bdatenschutz\w*|\bprivacy\Z"
    r"|\bpolitique\b|\bcontact us\b|\bfaqs?\b|^our \w+ (?:policy|notice)",
    re.IGNORECASE,
)
_OPT_OUT_PATH = re.compile(
    r"opt[-_]?(?:ing[-_]?)?out|unsubscribe|do[-_]?not[-_]?(?:sell|share)|ad[-_]?choices|ad[-_]?(?:settings|preferences)"
    r"|cookie[-_]?(?:settings|preferences|choices|consent)|privacy[-_]?choices|abmelden|widerspruch|desinscri",
    re.IGNORECASE,
)
_POLICY_PATH = re.compile(r"privacy|policy|policies|legal|terms|datenschutz", re.IGNORECASE)
_SALE_PATH = re.compile(
    r"ccpa[^/]*/?opt|opt[-_]?outs?/?ccpa|do[-_]?not[-_]?sell|donotsell|dnsmpi", re.IGNORECASE
)
_BARE_HOST = re.compile(r"(?!www\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_TRACKING = re.compile(r"cookie|track|advertis|\bads?\b|analytic|traceur|werb|public")
_NO_PAGE = re.compile(r"\.(?:js|css|png|gif|svg|jpe?g|woff2?)(?:\?|\Z)", re.IGNORECASE)
_TO_VISIT = re.compile(r"\b(?:visit(?:ing)?|go(?:ing)? to|at|see|click(?:ing)?(?: on)?|website|via)\s*:?\s*§")
_OTHER_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)]+")
_MAY_OFFER = re.compile(
    r"browser|navig|cookie|przegl|add-?on|plug-?in|opt|unsubscri|sell|share|choices|sensitive|contact|call|mail|write|post|phone|address"
    r"|inscri|abonn|meld|bestell|wider|oppos|baja|schreib|retir|cancel|wypis|rezygn|descad|uitschr"
)
"""A quick look that saves most sentences the thorough one."""
_CHOICE = re.compile(
    r"opt|choice|prefer|setting|disabl|cookie|unsub|sell|shar|sale|wish|want|object|withdraw|manag|turn|activ|stop|block"
    r"|prevent|adjust|right|oppos|opon|baja|refus|consent|param|g[ée]r|inscri|wider|verhind|unterb|meld|ablehn|einstell|rechaz"
    r"|rifiut|blocc|weiger|bezwaar|uitsch|instell|recus|bloq|gest|sprzeciw|cz|rezygn|wypis|cofn|usun|ustaw|privacy",
    re.IGNORECASE,
)
_BROWSER_OR_COOKIE = re.compile(r"cookie|browser|navig|przegl")
_SHORT = 26
"""Characters beside a link below which the line before it says what the link is for."""
_REFERS_BACK = re.compile(r"\b(?:tools?|mechanisms?|opt-out pages?)\b", re.IGNORECASE)
"""A sentence that gives the address of what the sentence before has offered."""
_LABELLED = re.compile(r"\bdo[ -]?not[ -]?(?:sell|share)\b[^§]{0,40}§")
_QUOTES = 5


@dataclass(frozen=True, slots=True)
class _Offer:
    kind: str
    url: str | None
    vendor: str | None
    rule: str
    quote: Quote
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a link stands: its sentence with the link as `§`, and the words around, all in lower case."""

    link: Link
    sentence: Sentence
    marked: str
    context: str
    """The sentence, and the line before it where the sentence is little more than the link."""


def opt_outs(
    documents: Sequence[Document], catalogue: Catalogue
) -> tuple[tuple[OptOut, ...], tuple[Fired, ...]]:
    """Every way out that the documents offer, in a stable order, and the rules that found them.

    `url` is None where the way has no address (a browser's settings, a link in the e-mails, a letter);
    `mailto:` and `tel:` stand for ways that a person must go.
    """
    reader = _Reader(catalogue)
    offers = [offer for document in documents for offer in reader.read(document)]
    return _merged(offers), tuple(Fired(f"opt-out:{offer.rule}", offer.quote) for offer in offers)


class _Reader:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._pages = _opt_out_pages(catalogue)
        self._own: dict[str, frozenset[str]] = {}

    def read(self, document: Document) -> Iterator[_Offer]:
        lexicon = opt_out_lexicon(document.language)
        linked: set[int] = set()
        for link in document.links:
            sentence = document.sentence_at(link.start)
            if sentence is None:
                continue
            place = _place(document, link, sentence)
            offer = self._link(document, place, lexicon)
            if offer is not None:
                linked.add(sentence.at)
                yield offer
        for sentence in document.sentences():
            yield from _without_link(document, sentence, lexicon, sentence.at in linked)

    def _link(self, document: Document, place: _Place, lexicon: OptOutLexicon) -> _Offer | None:
        """What way out a link is; None for any other link."""
        found = self._kind(document, place, lexicon)
        if found is None:
            return None
        kind, vendor, rule = found
        url = place.link.url
        address = url if url.lower().startswith(("http://", "https://")) else None
        quote = document.quote_sentence(place.sentence)
        if len(quote.text) > 800:
            quote = document.quote(place.link.start, place.link.end)
        return _Offer(kind, address, vendor, rule, quote, lexicon.stops(place.context))

    def _kind(
        self, document: Document, place: _Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        link, text = place.link, place.link.text.lower()
        if link.url.lower().startswith(("mailto:", "tel:", "sms:", "ftp:")):
            return None
        if not _CHOICE.search(place.context) and not _CHOICE.search(link.url) and not known_address(link.url):
            return None
        if len(text) <= 120 and lexicon.says("do_not_sell", text):
            return "do_not_sell", None, "do-not-sell-link"
        if (_BARE_HOST.fullmatch(link.text) and self._is_mere_name(place)) or _NO_PAGE.search(link.url):
            return None
        if _is_chapter(link.url) and self._is_own(document, link):
            return None
        if link.text in link.url and _LABELLED.search(place.marked[-240:]):
            return "do_not_sell", None, "do-not-sell-label"
        if _SALE_PATH.search(link.url) or self._not_sold(document, place, lexicon):
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
                "": known.deep or offers or lexicon.says("informs", context),
                "control": offers and lexicon.says("controls", context),
                "offer": offers,
            }[known.needs]
            return (known.kind, known.vendor, "known-address") if wanted else None
        vendor = self._vendor_page(link.url)
        if vendor and (offers or _OPT_OUT_PATH.search(link.url) or not _POLICY_PATH.search(link.url)):
            return "vendor_opt_out", vendor, "vendor-page"
        if _POLICY_LINK.search(text) and not lexicon.says("says", text):
            return None
        if lexicon.says("cookie_settings", text) and len(text) <= 60 and self._is_own(document, link):
            return "cookie_settings", None, "cookie-settings-link"
        return self._by_words(document, place, lexicon)

    @staticmethod
    def _is_mere_name(place: _Place) -> bool:
        """A site called by its domain, which nobody is asked to visit."""
        link = place.link
        if (
            link.url not in (f"http://{link.text}", f"https://{link.text}")
            or known_address(link.url)
            or _OPT_OUT_PATH.search(link.text)
        ):
            return False
        return _TO_VISIT.search(place.marked) is None

    @staticmethod
    def _not_sold(document: Document, place: _Place, lexicon: OptOutLexicon) -> bool:
        """Whether the link is where the right not to be sold is exercised."""
        around = f"{_before(document, place.sentence).lower()} {place.context}"
        if _POLICY_LINK.search(place.link.text) or place.link.url.startswith("#"):
            return False
        return lexicon.says("right_not_sold", around) and lexicon.says("exercise", place.context)

    def _by_words(
        self, document: Document, place: _Place, lexicon: OptOutLexicon
    ) -> tuple[str, str | None, str] | None:
        """An address that nobody lists, by what the link or its sentence says."""
        link, text, context = place.link, place.link.text.lower(), place.context
        said = len(text) <= 120 and lexicon.says("says", text) and " " in context
        path = _host_and_path(link.url)[1] if "://" in link.url else ""
        rule = "link-says" if said else "sentence-points" if lexicon.says("points", place.marked) else ""
        rule = rule or (
            "address-says" if _OPT_OUT_PATH.search(path) and not _POLICY_PATH.search(path) else ""
        )
        if not rule or lexicon.says("spared", context):
            return None
        if link.url.startswith("#") and not self._is_control(text):
            return None
        if lexicon.says("do_not_sell", context):
            return "do_not_sell", None, rule
        own = self._is_own(document, link)
        company = self._catalogue.company_of_domain(registrable_domain(host_of(link.url)))
        if company and not own:
            return "vendor_opt_out", company.name, rule
        if lexicon.says("mail_context", context) and not _TRACKING.search(context):
            return "unsubscribe", None, rule
        return ("cookie_settings" if own else "vendor_opt_out"), None, rule

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
        host, path = _host_and_path(url)
        for page, vendor in self._pages.get(registrable_domain(host), ()):
            page_host, page_path = page
            if (host == page_host or is_below(host, page_host)) and path.startswith(page_path):
                return vendor
        return None


def _is_chapter(url: str) -> bool:
    """Whether a link leads to a place inside a policy: its table of contents."""
    page, hash_sign, _ = url.partition("#")
    return bool(hash_sign and page and _POLICY_PATH.search(page))


def _own_domains(document: Document) -> frozenset[str]:
    if "://" in document.url:
        return frozenset({registrable_domain(host_of(document.url))})
    counted = Counter(registrable_domain(host_of(link.url)) for link in document.links if "://" in link.url)
    counted += Counter(
        registrable_domain(match.group().split("@")[1]) for match in _EMAIL.finditer(document.text)
    )
    total = counted.total()
    return frozenset(domain for domain, number in counted.items() if number >= 3 and number * 3 >= total)


@once_per_catalogue
def _opt_out_pages(catalogue: Catalogue) -> dict[str, list[tuple[tuple[str, str], str]]]:
    """By registrable domain: host and path of the vendors' own pages, and whose they are."""
    by_domain: dict[str, list[tuple[tuple[str, str], str]]] = {}
    owners: Iterable[tuple[str, tuple[str, ...]]] = [
        *((product.name, product.opt_out) for product in catalogue.products.values()),
        *((company.name, company.opt_out) for company in catalogue.companies.values()),
    ]
    for vendor, urls in owners:
        for url in urls:
            host, path = _host_and_path(url)
            by_domain.setdefault(registrable_domain(host), []).append(((host, path), vendor))
    return by_domain


@lru_cache(maxsize=1024)
def _host_and_path(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/*").lower()
    except ValueError:
        return "", ""


def _place(document: Document, link: Link, sentence: Sentence) -> _Place:
    text = sentence.text
    start = max(0, document.reading.position(link.start) - sentence.at)
    end = min(len(text), max(start, document.reading.position(link.end) - sentence.at))
    marked = f"{_quiet(text[:start])}§{_quiet(text[end:])}".lower()
    around = ""
    if len(marked) < _SHORT or (len(marked) < 200 and _REFERS_BACK.search(marked)):
        around = document.lead_of(sentence) or _before(document, sentence)
    marked = f"{around.lower()} {marked}" if around else marked
    return _Place(link, sentence, marked, marked.replace("§", f" {link.text.lower()[:200]} "))


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


def _without_link(
    document: Document, sentence: Sentence, lexicon: OptOutLexicon, linked: bool
) -> Iterator[_Offer]:
    """Ways that have no link: settings of the browser, the links in e-mails, a letter, a telephone call."""
    text = sentence.text.lower()
    if len(text) < 12 or not _MAY_OFFER.search(text) or lexicon.says("spared", text):
        return
    quote = document.quote_sentence(sentence)
    sells_words = "sell" in text or "share" in text or "choices" in text or "sensitive" in text
    if sells_words and not linked and lexicon.says("do_not_sell_words", text):
        yield _Offer("do_not_sell", None, None, "do-not-sell-words", quote, ("sale",))
    if _BROWSER_OR_COOKIE.search(text) and lexicon.says("browser", text):
        yield _Offer("browser_settings", None, None, "browser-settings", quote, ("cookies",))
    if not linked and "analytics" in text and lexicon.says("add_on", text):
        yield _Offer("browser_add_on", None, "Google Analytics", "add-on-named", quote, lexicon.stops(text))
    if not linked and lexicon.says("unsubscribe", text) and lexicon.says("mail_context", text):
        yield _Offer("unsubscribe", None, None, "unsubscribe", quote, ("email",))
    if lexicon.says("reach_us", text) and lexicon.says("contact", text):
        yield from _ways_to_write(sentence, quote, lexicon.stops(text))


def _emails(text: str) -> Iterator[str]:
    """The e-mail addresses of a text, looked for only around each `@`."""
    at = text.find("@")
    while at >= 0:
        if match := _EMAIL.search(text, max(0, at - 64), at + 130):
            yield match.group()
        at = text.find("@", at + 1)


def _ways_to_write(sentence: Sentence, quote: Quote, stops: tuple[str, ...]) -> Iterator[_Offer]:
    emails = dict.fromkeys(_emails(sentence.text))
    numbers = dict.fromkeys(match.group() for match in _TELEPHONE.finditer(sentence.text))
    for email in emails:
        yield _Offer("contact", f"mailto:{email}", None, "contact-mail", quote, stops)
    for number in numbers:
        digits = "".join(c for c in number if c.isdigit() or c == "+")
        yield _Offer("contact", f"tel:{digits}", None, "contact-telephone", quote, stops)
    if not emails and not numbers:
        yield _Offer("contact", None, None, "contact", quote, stops)


def _merged(offers: Iterable[_Offer]) -> tuple[OptOut, ...]:
    """One entry for each way, with the quotes of every place that offers it."""
    together: dict[tuple[str, str, str], list[_Offer]] = {}
    for offer in offers:
        together.setdefault((offer.kind, offer.url or "", offer.vendor or ""), []).append(offer)
    return tuple(
        OptOut(
            kind=kind,
            url=url or None,
            vendor=vendor or None,
            quotes=tuple(dict.fromkeys(offer.quote for offer in same))[:_QUOTES],
            stops=tuple(dict.fromkeys(stop for offer in same for stop in offer.stops)),
        )
        for (kind, url, vendor), same in sorted(together.items())
    )
