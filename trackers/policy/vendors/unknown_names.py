"""Which words can be the name of a company or service that the catalogue does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from trackers.catalogue import Alias, Catalogue
from trackers.policy.documents.document import Document
from trackers.policy.documents.reading import places_of
from trackers.policy.documents.sentences import Sentence
from trackers.policy.kept import once_for_each
from trackers.policy.own_names import own_names
from trackers.policy.vendors.cues import own_company_cues
from trackers.policy.vendors.names import Name, name_lexicon, run_together
from trackers.policy.vendors.speakers import name_of_file
from trackers.policy.vendors.uncatalogued_lexicon import uncatalogued_lexicon
from trackers.site import host_of, registrable_domain

_LONGEST = 50
_SHORTEST = 3
_SHORTEST_WORD = 2
_GLUED_BEFORE = frozenset("_@./-")
_GLUED_AFTER = frozenset("_@/-")
_ACRONYM = 4
"""Capitals alone that are rather an abbreviation's."""
_WORDS = re.compile(r"[\s/&]+")
_PARTS = re.compile(r"[\s/&\u2010\u2011-]+")
_TITLE_PARTS = re.compile(r"\s[|:\u2013\u2014\u00b7-]\s")
_NOUNS_WITH_CAPITALS = frozenset({"de", "lb"})


class UnknownNames:
    """Admits names in one document."""

    def __init__(
        self,
        document: Document,
        known: Mapping[int, Sequence[Name]],
        catalogue: Catalogue,
        own: Iterable[str],
    ) -> None:
        """`known`: the names of the catalogue by where their sentences begin; `own`: the site's own companies."""
        self._document = document
        self._lexicon = uncatalogued_lexicon()
        self._known = known
        own_domain = registrable_domain(host_of(document.url))
        called = (*own, *own_names(document))
        self._own = {
            run_together(name) for name in (*called, own_domain.partition(".")[0], name_of_file(document))
        }
        self._shortened = {short for name in called for short in _shortened(name)}
        if own_company_cues().title.search(document.title.lower()):
            self._shortened.update(map(run_together, _TITLE_PARTS.split(document.title)))
            self._own.update(_called_by_domain(document.title))
        self._own.discard("")
        self._aliases = _known_words(catalogue)
        self._small: dict[str, bool] = {}
        self.capitals_tell = document.language not in _NOUNS_WITH_CAPITALS
        """Only names are written with capitals."""

    def at(
        self, sentence: Sentence, start: int, words: str, *, in_list: bool = False, is_proven: bool = False
    ) -> Name | None:
        """The name at a place, if it can be one: not of the catalogue, not the site's own, not of general words.

        Of general words it may be where a domain of the very same words `is_proven`.
        """
        words = words.strip(" .,'&-")
        end = start + len(words)
        together = run_together(words)
        if len(together) < _SHORTEST or len(words) > _LONGEST:
            return None
        beside = (known for known in self._known.get(sentence.at, ()) if known.standing != "ordinary_word")
        if any(known.start < end and start < known.end for known in beside):
            return None
        if together in self._aliases or together in self._shortened:
            return None
        if any(map(together.startswith, self._own)):
            return None
        parts = [part for part in _PARTS.split(words.lower()) if part]
        if not in_list and "." in words and registrable_domain(words.lower()):
            return None  # a site's address, mostly the document's own
        if not is_proven and all(
            part.strip(".,'") in self._lexicon.no_names or part[0].isdigit() for part in parts
        ):
            return None
        if len(parts) == 1 and (parts[0] in name_lexicon().ordinary or _is_plural_of_initials(words)):
            return None
        alias = Alias(words, words, words, "company", ambiguous=False, by_hand=False)
        return Name(alias, sentence, start, end, "known")

    def is_nobody_elses_word(self, name: Name) -> bool:
        """Whether the capital alone tells a name: no word of it is general, or is written small elsewhere.

        "Networks" and its like say nothing beside another word.
        """
        words = [word for word in _WORDS.split(name.alias.text) if word]
        small = [word.lower().strip(".,'") for word in words]
        small = [word for word in small if word not in self._lexicon.in_names] or small
        return (
            self.capitals_tell
            and not any(word in self._lexicon.in_things for word in small)
            and not any(map(self._is_written_small, {*small, *(word.removesuffix("s") for word in small)}))
            and not (len(words) == 1 and words[0].isupper() and len(words[0]) < _ACRONYM)
        )

    def is_no_noun(self, name: Name) -> bool:
        """Whether the form of one word tells that it is no common noun of a language that writes them so."""
        word = name.alias.text
        return (
            not self.capitals_tell
            and len(word) > _ACRONYM
            and word.isalnum()
            and word.lower() not in self._lexicon.no_names
            and self._lexicon.noun.search(word) is None
        )

    def _is_written_small(self, word: str) -> bool:
        """Whether the document also writes a word with small letters, so that its capital tells nothing."""
        if word not in self._small:
            self._small[word] = self._stands_small(word)
        return self._small[word]

    def _stands_small(self, word: str) -> bool:
        text = self._document.reading.text
        if len(word) < _SHORTEST_WORD or not word.replace("-", "").isalpha():
            return False
        for place in places_of(word, text):
            before, after = text[place - 1 : place], text[place + len(word) : place + len(word) + 1]
            if not (before.isalnum() or before in _GLUED_BEFORE or after.isalnum() or after in _GLUED_AFTER):
                return True
        return False


def _is_plural_of_initials(word: str) -> bool:
    """Whether a word is several of what initials stand for: "CRAs", "DPOs"."""
    return word.endswith("s") and len(word) > 2 and word[:-1].rstrip("'\u2019").isupper()


def _called_by_domain(title: str) -> Iterator[str]:
    """What sites are called whose addresses stand in a title: "acme" of "Privacy policy of Acme.net"."""
    for word in title.lower().split():
        domain = registrable_domain(word.strip(".,;:|()")) if "." in word else ""
        if domain:
            yield run_together(domain.partition(".")[0])


def _shortened(name: str) -> Iterator[str]:
    """Beginnings and initials by which a company is also called: "Acme & Sons" of "Acme & Sons Bakery"."""
    words = [run_together(word) for word in _WORDS.split(name)]
    words = [word for word in words if word]
    for number in range(1, len(words)):
        yield "".join(words[:number])
    yield "".join(word[0] for word in words)


@once_for_each
def _known_words(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(run_together(alias.text) for alias in catalogue.aliases)
