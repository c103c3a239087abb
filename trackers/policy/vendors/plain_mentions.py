"""Names of services of which no rule says anything: whether their sentence says by naming them that they are used.

A policy has little reason to name a service that only sites and companies use ("Freight quotes by uShip."), unless
it uses it. Not so of what people have for themselves: networks, browsers, devices, shops, media.
"""

from __future__ import annotations

from trackers.catalogue import Catalogue, Product
from trackers.policy.documents.document import Document
from trackers.policy.vendors.categories import product_named, products_of
from trackers.policy.vendors.mention_rules import MentionLexicon, MentionRule
from trackers.policy.vendors.names import Name, name_lexicon
from trackers.policy.vendors.questions import question_before

_FOR_PEOPLE = frozenset({"social", "identity"})
"""Categories of products that people have for themselves."""
_PLAIN = MentionRule("service-named-plainly", "used", by_name=True)
_SHORTEST = {"known": 4, "set_apart": 12}
"""Letters that a clause must have beside a name, by how far that speaks for itself."""
_MOST_PRODUCTS = 3
"""Products beyond which a company is in too many trades for its name to say anything."""


def by_plain_mention(
    document: Document, name: Name, marked: str, catalogue: Catalogue, lexicon: MentionLexicon
) -> MentionRule | None:
    """The rule by which a clause that names a service says that it is used; None where it does not.

    `marked` is the sentence with the name as `§`. A bare name may answer a question: "Mailing list? Buttondown."
    """
    if lexicon.another_role is None or name.standing not in _SHORTEST or not _is_for_sites(name, catalogue):
        return None
    clause = next((part for part in marked.split(";") if "§" in part), marked)
    if sum(map(str.isalpha, clause)) < _SHORTEST[name.standing]:
        question = question_before(document, [name]).rstrip("?")
        clause = f"{question}: {clause}" if question else ""
    if not clause or lexicon.another_role.occurs_in(clause):
        return None
    return _PLAIN


def _is_for_sites(name: Name, catalogue: Catalogue) -> bool:
    """Whether it is a service, or a company with few of them, which people do not have for themselves."""
    product = product_named(name, catalogue)
    if name.alias.vendor.lower() in name_lexicon().household:
        return False
    products = [product] if product else products_of(name.alias.company, catalogue)
    if not products and name.alias.company not in catalogue.companies:
        return True  # a name that the catalogue does not know was taken for a service's by other signs
    return 0 < len(products) <= _MOST_PRODUCTS and not any(map(_is_for_people, products))


def _is_for_people(product: Product) -> bool:
    return product.category in _FOR_PEOPLE and product.name.lower() not in name_lexicon().for_sites
