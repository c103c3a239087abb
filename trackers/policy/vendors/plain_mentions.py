"""Names of services of which no rule says anything: whether their sentence says by naming them that they are used.

A policy has little reason to name a service that only sites and companies use ("Freight quotes by uShip."), unless
it uses it. Not so of what people have for themselves: networks, browsers, devices, shops, media.
"""

from __future__ import annotations

from trackers.catalogue import Catalogue
from trackers.policy.vendors.categories import product_named
from trackers.policy.vendors.mention_rules import MentionLexicon, MentionRule
from trackers.policy.vendors.names import Name, name_lexicon

_FOR_PEOPLE = frozenset({"social", "identity"})
"""Categories of products that people have for themselves."""
_PLAIN = MentionRule("service-named-plainly", "used", by_name=True)
_SHORTEST = 8
"""Letters that a sentence must have beside the name."""


def by_plain_mention(
    name: Name, marked: str, catalogue: Catalogue, lexicon: MentionLexicon
) -> MentionRule | None:
    """The rule by which a sentence that names a service says that it is used; None where it does not."""
    product = product_named(name, catalogue)
    if (
        product is None
        or product.category in _FOR_PEOPLE
        or name.standing != "known"
        or lexicon.another_role is None
        or {product.name.lower(), product.company.lower()} & name_lexicon().household
    ):
        return None
    if sum(map(str.isalpha, marked)) < _SHORTEST or lexicon.another_role.occurs_in(marked):
        return None
    return _PLAIN
