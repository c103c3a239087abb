"""Whose cookie a row declares: the site's own (first party), or somebody else's (third party)."""

from __future__ import annotations

from functools import cache
from typing import Literal

import regex

from trackers.policy.cookies.lexicon import cookie_lexicon
from trackers.site import host_of, registrable_domain

Party = Literal["first", "third"]
_HOST = regex.compile(r"(?<![\w@])\.?((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?![\w.-]*@)")


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    return {name: regex.compile(words) for name, words in cookie_lexicon()["party"].items()}


def declared_party(party: str, provider: str, page: str) -> Party | None:
    """What a row says in words, or else by the hosts it names; None where it says neither, or both.

    `page`: the URL of the policy. Hosts of its own domain are the site's; of others nothing is said, for a policy may
    stand on the host of a service or a parent company.
    """
    patterns = _patterns()
    about = f"{party} {provider}".lower()
    alone = party.lower().strip(" .:-")
    first = bool(patterns["first"].search(about) or patterns["first_alone"].fullmatch(alone))
    third = bool(patterns["third"].search(about) or patterns["third_alone"].fullmatch(alone))
    if not first and not third:
        first = patterns["ourselves"].fullmatch(provider.lower().strip(" .:-")) is not None
        if not first:
            return _party_of_hosts(provider, page)
    return None if first == third else "first" if first else "third"


def _party_of_hosts(provider: str, page: str) -> Party | None:
    own = registrable_domain(host_of(page))
    hosts = [match[1] for match in _HOST.finditer(provider.lower())]
    if not own or not hosts:
        return None
    return "first" if all(registrable_domain(host) == own for host in hosts) else None
