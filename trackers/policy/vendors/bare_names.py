"""What the mere name of a vendor tells where no words speak of its use: by its products, and by where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from trackers.catalogue import Catalogue, Product
from trackers.policy.documents.document import Document
from trackers.policy.vendors.categories import (
    SPEAK_FOR_THEMSELVES,
    is_social,
    only_tracks,
    product_named,
)
from trackers.policy.vendors.cues import sentence_cues
from trackers.policy.vendors.entries import says_function
from trackers.policy.vendors.lists import beside_its_way_out, stands_alone
from trackers.policy.vendors.mention_rules import MentionRule
from trackers.policy.vendors.names import Name, name_lexicon

BESIDE_ITS_OPT_OUT = MentionRule("vendor-beside-its-opt-out", "used", by_name=True)
_RIGHT_BESIDE = 20
"""Characters after a name in which a function is the named service's own."""


def by_list(
    document: Document, name: Name, in_list: frozenset[int], catalogue: Catalogue
) -> MentionRule | None:
    """A bare name in a list of vendors, in a row of a table, or beside its own opt-out."""
    if name.sentence.at in in_list:
        return MentionRule("vendor-among-trackers", "used")
    return BESIDE_ITS_OPT_OUT if beside_its_way_out(document, name, catalogue) else None


def by_nature(
    document: Document, name: Name, catalogue: Catalogue, group: Sequence[Name], others: Sequence[Name]
) -> MentionRule | None:
    """Where no rule spoke: a tracker that is named is in use, and so is a vendor in a table of them."""
    in_cell = name.sentence.block >= 0 and document.blocks[name.sentence.block].kind == "cell"
    if in_cell and _in_table_of_vendors(document, name):
        return MentionRule("vendor-in-table", "used")
    if sentence_cues().built_in_part.search(name.alias.text):
        return MentionRule("vendor-part-named", "used")
    product = product_named(name, catalogue)
    alone = stands_alone(name) and document.links_between(name.sentence.start - 4, name.sentence.end)
    speaks = only_tracks(name, catalogue) or (
        product
        and product.category in SPEAK_FOR_THEMSELVES
        and product.name.lower() not in name_lexicon().places
    )
    is_name = name.standing == "known" or (name.standing == "set_apart" and says_function(name.sentence.text))
    if speaks and is_name and not alone:
        return MentionRule("tracker-named", "used", by_name=True)
    if product and name.standing == "known" and not alone and _serves(product, name):
        return MentionRule("service-named", "used")
    is_place = name.alias.vendor.lower() in name_lexicon().places or is_social(product)
    if len(group) + len(others) >= 4 and name.alias.level == "product" and not is_place:
        return MentionRule("vendor-in-enumeration", "used")
    if any(
        other.standing == "known" and other.alias.level == "product" and only_tracks(other, catalogue)
        for other in group
        if other is not name
    ):
        return MentionRule("vendor-beside-tracker", "used")
    return None


def _serves(product: Product, name: Name) -> bool:
    """Whether the sentence speaks of what such a product does for the site."""
    text = name.sentence.text
    if product.category not in ("cdn_hosting", "other"):
        return False
    if says_function(text[name.end : name.end + _RIGHT_BESIDE]):
        return True
    return says_function(text) and sentence_cues().of_the_site.search(text) is not None


def _in_table_of_vendors(document: Document, name: Name) -> bool:
    offset = name.sentence.start
    for table in document.tables:
        if table.rows[0][0].start <= offset <= table.rows[-1][-1].end:
            first = table.rows[0]
            heading = document.text[first[0].start : first[-1].end]
            return sentence_cues().table_of_vendors.search(heading) is not None
    return False
