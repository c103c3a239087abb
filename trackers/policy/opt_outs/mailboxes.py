"""E-mail addresses and telephone numbers that a sentence gives for leaving, in its words, its links or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from trackers.policy.documents.document import GUESSED_LEVEL, Document, Link
from trackers.policy.documents.reading import places_of
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.offers import Offer
from trackers.policy.opt_outs.rules import OptOutLexicon

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
MAIL_HOST = re.compile(r"@(?<=[\w.+-]@)([\w-]{1,63}(?:\.[\w-]{2,63}){1,4})")
"""The host of an e-mail address, found by its sign, for a whole document."""
_TELEPHONE = re.compile(
    r"(?<!\d)(?:\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d{1,4}(?:[ .-]\d{2,4}){2,4}"
    r"|(?:\+?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?!\d)"
)
_CLAUSE_ENDS = re.compile(r"[;|\u2022\u00b7?!]|\.\s")
_HIDDEN = "/cdn-cgi/l/email-protection"
"""The path of the links that Cloudflare puts in place of e-mail addresses."""
_BELOW = 300
"""Characters below a sentence among which the addresses stand that it announces."""
_LONGEST_GLUED = 7
"""Letters of a word that may stick to an address."""
_LONGEST_LABEL = 70
_LONGEST_IN_ADDRESS = 60
"""Characters of a line of a postal address, as a rule."""
_LONGEST_LINE = 200
"""Characters of a line that may be part of a letter's address."""


def links_to_mailbox(document: Document, sentence: Sentence) -> bool:
    """Whether a link of the sentence opens a letter."""
    return any(map(is_mailbox, document.links_between(sentence.start, sentence.end)))


def ways_to_write(document: Document, sentence: Sentence, lexicon: OptOutLexicon) -> Iterator[Offer]:
    """Each mailbox and number that a sentence gives for leaving; one way without an address where it gives none."""
    text = sentence.text.lower()
    quote, stops = document.quote_sentence(sentence), lexicon.stops(text)
    addresses = list(dict.fromkeys(_addresses(document, sentence, lexicon)))
    if not addresses and lexicon.says("written_below", text):
        below = (_addresses(document, line, lexicon) for line in _lines_below(document, sentence))
        addresses = list(dict.fromkeys(address for line in below for address in line))
    if not addresses and lexicon.says("contact_section", text):
        addresses = _in_contact_chapter(document, sentence, lexicon)
    for address in addresses:
        rule = "contact-telephone" if address.startswith("tel:") else "contact-mail"
        yield Offer("contact", address, None, rule, quote, stops)
    if not addresses:
        yield Offer("contact", None, None, "contact", quote, stops)


def is_mailbox(link: Link) -> bool:
    """Whether a link opens a letter, or stands for an e-mail address that the page hides from robots."""
    return link.url[:7].lower() == "mailto:" or _HIDDEN in link.url


def _address_of(url: str) -> str | None:
    """The e-mail address of a link; None where the page hides it and does not say it in code.

    Cloudflare's code: bytes in hexadecimal digits, of which the first is the key of all others.
    """
    if _HIDDEN in url:
        try:
            key, *coded = bytes.fromhex(url.partition("#")[2])
            match = EMAIL.fullmatch(bytes(byte ^ key for byte in coded).decode().partition("?")[0])
        except ValueError:
            return None
    else:
        match = EMAIL.match(unquote(url[len("mailto:") :]).lstrip())
    return match.group() if match else None


def _addresses(document: Document, sentence: Sentence, lexicon: OptOutLexicon) -> Iterator[str]:
    """The `mailto:` and `tel:` addresses of a sentence and of its links.

    A link's address is given as it is written, with its signs in code (`mailto:a%40b.example`). A mailbox that is
    the words of a link to a page stands for that page.
    """
    links = document.links_between(sentence.start, sentence.end)
    emails = (_unglued(email, document, lexicon) for email in _emails(sentence.text))
    mailboxes = {address: address for address in map(_mailto, emails)}
    for link in links:
        if not is_mailbox(link) and EMAIL.fullmatch(link.text) and _mailto(link.text) in mailboxes:
            mailboxes[_mailto(link.text)] = link.url
    for link in filter(is_mailbox, links):
        email = _address_of(link.url)
        if email is not None:
            address, written = _mailto(email), link.url.partition("?")[0]
            mailboxes[address] = written if "%" in written else address
    yield from mailboxes.values()
    for number in _TELEPHONE.finditer(sentence.text):
        if lexicon.says("fax", sentence.text[: number.start()].lower()[-_LONGEST_LABEL:]):
            continue
        if _is_for_service(sentence.text[: number.start()].lower(), lexicon):
            continue
        digits = "".join(c for c in number.group().replace("(0)", "") if c.isdigit() or c == "+")
        yield f"tel:{digits}"


def _mailto(email: str) -> str:
    mailbox, _, host = email.rpartition("@")
    return f"mailto:{mailbox}@{host.lower()}"


def _unglued(email: str, document: Document, lexicon: OptOutLexicon) -> str:
    """An address without the word before it, where the blank was lost and the document has the address elsewhere."""
    mailbox = email.partition("@")[0]
    for length in range(1, min(_LONGEST_GLUED, len(mailbox) - 2) + 1):
        if lexicon.says("before_address", mailbox[:length].lower()):
            rest = email[length:]
            low = document.lowered
            if not all(low[at - 1 : at].isalnum() for at in places_of(rest.lower(), low)):
                return rest
    return email


def _is_for_service(before: str, lexicon: OptOutLexicon) -> bool:
    """Whether the words before a telephone number, back to the last clause, give it for orders or questions alone."""
    clause = _CLAUSE_ENDS.split(before)[-1]
    if not lexicon.says("service_only", f"{clause}§"):
        return False
    return not lexicon.says("contact", clause) and not lexicon.says("requests", clause)


def _emails(text: str) -> Iterator[str]:
    """The e-mail addresses of a text, looked for only around each `@`."""
    for at in places_of("@", text):
        if match := EMAIL.search(text, max(0, at - 64), at + 130):
            yield match.group()


def _is_headline(document: Document, place: int) -> bool:
    """Whether a block is a heading; a line of a postal address may look like one."""
    block = document.blocks[place]
    if block.heading_level != GUESSED_LEVEL:
        return block.kind == "heading"
    if any(map(str.isdigit, document.block_text(place))):
        return False
    beside = (document.blocks[other] for other in (place - 1, place + 1) if 0 <= other < len(document.blocks))
    return not any(
        other.end - other.start < _LONGEST_IN_ADDRESS
        and document.text[min(block.end, other.end) : max(block.start, other.start)].count("\n") == 1
        for other in beside
    )


def _in_contact_chapter(document: Document, sentence: Sentence, lexicon: OptOutLexicon) -> list[str]:
    """The mailbox of the last chapter below a sentence that tells how to write to the site; none of several."""
    opening = next(
        (
            place
            for place in range(len(document.blocks) - 1, sentence.block, -1)
            if document.blocks[place].heading_level
            and lexicon.says("on_contact", document.block_text(place).lower())
        ),
        None,
    )
    if opening is None:
        return []
    found: dict[str, None] = {}
    for place in range(opening + 1, len(document.blocks)):
        if document.blocks[place].heading_level and _is_headline(document, place):
            break
        for line in document.block_sentences(place):
            found |= dict.fromkeys(_addresses(document, line, lexicon))
    mailboxes = [address for address in found if address.startswith("mailto:")]
    return mailboxes if len(mailboxes) == 1 else []


def _lines_below(document: Document, sentence: Sentence) -> Iterator[Sentence]:
    """The short lines directly below a sentence, up to the next heading."""
    if sentence.block < 0:
        return
    for place in range(sentence.block, len(document.blocks)):
        block = document.blocks[place]
        if block.start - sentence.end > _BELOW or (place > sentence.block and _is_headline(document, place)):
            return
        for line in document.block_sentences(place):
            if line.start >= sentence.end:
                if line.start - sentence.end > _BELOW or len(line.text) > _LONGEST_LINE:
                    return
                yield line
