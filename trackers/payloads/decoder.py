"""Finds the grammar of a request and reads its events with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from trackers.catalogue import TRACKING_CATEGORIES, Product, load_catalogue
from trackers.evidence import Attribution, Request
from trackers.host_rules import HostIndex, HostRule, parse_host_rule, split_url
from trackers.payloads.bodies import Parameters, parse_matrix, parse_nested, parse_pairs, read_body
from trackers.payloads.consent import consent_of
from trackers.payloads.grammar import Grammar, Meaning, convert
from trackers.payloads.hit import Hit
from trackers.payloads.personal_data import labels
from trackers.payloads.sensitive_urls import sensitive_terms

_NO_HITS = frozenset({"OPTIONS", "HEAD"})
"""Methods that report nothing: a preflight only asks whether the request proper, which follows, may be sent."""
_FETCHES = frozenset({"script", "stylesheet", "font", "document", "sub_frame", "manifest", "preload"})


class PayloadDecoder:
    """Reads hits by the payload grammars of a catalogue's products. Share one.

    `known` maps hashes of personal data that the visit itself typed to labels (personal_data.email_hashes).
    """

    def __init__(self, products: Iterable[Product], known: Mapping[str, str] | None = None) -> None:
        self._known = known or {}
        own: list[tuple[str, Grammar]] = []
        self._any_host: list[tuple[HostRule, Grammar]] = []
        for product in products:
            for raw in json.loads(product.grammars):
                grammar = Grammar(product.name, raw)
                for endpoint in raw["endpoints"]:
                    rule = parse_host_rule(endpoint)
                    if rule.host == "*":
                        self._any_host.append((rule, grammar))
                    else:
                        own.append((endpoint, grammar))
        self._hosts = HostIndex(own)
        self._vendors = {grammar.vendor for _, grammar in (*own, *self._any_host)}
        self._any_host.sort(key=lambda pair: (len(pair[1].requires), *pair[0].specificity), reverse=True)
        self._any_path = re.compile(
            "|".join(sorted({".*".join(map(re.escape, rule.path)) for rule, _ in self._any_host})) or "(?!)"
        )

    def decode_all(self, request: Request, attribution: Attribution | None = None) -> tuple[Hit, ...]:
        """Every event of a request; empty where no grammar reads it and it says nothing personal.

        `attribution` settles whose grammar is taken where several fit, and names the vendor of a hit without
        grammar, whose fields keep their raw names. Code and styles without grammar are no hits, unless they
        carry personal data or consent signals.
        """
        if request.method in _NO_HITS:
            return ()
        host, path = split_url(request.url)
        query = path.partition("?")[2]
        shared = parse_pairs(query) if query else {}
        for grammar in self._candidates(host, path, attribution):
            if grammar.method not in ("any", request.method):
                continue
            events = [event for event in _events(grammar, request, path, shared) if event]
            if not events or (not grammar.requires and _only_fetches(request, path)):
                continue
            if all(any(name in event for name in names for event in events) for names in grammar.requires):
                vendor = grammar.vendor
                if attribution is not None and attribution.vendor in self._vendors:
                    vendor = attribution.vendor
                return tuple(self._hit(grammar, vendor, event) for event in events)
        return self._without_grammar(request, shared, attribution)

    def decode(self, request: Request, attribution: Attribution | None = None) -> Hit | None:
        """The request as one hit, its first event; further ones are in the field `further_events`."""
        hits = self.decode_all(request, attribution)
        if len(hits) < 2:
            return hits[0] if hits else None
        return _merged(hits)

    def _candidates(self, host: str, path: str, attribution: Attribution | None) -> Iterator[Grammar]:
        found = [grammar for _, grammar in self._hosts.matches(host, path)]
        if self._any_path.match(path):
            found += [grammar for rule, grammar in self._any_host if rule.matches_path(path)]
        if attribution is not None and len(found) > 1:
            found.sort(key=lambda grammar: grammar.vendor != attribution.vendor)
        yield from found

    def _hit(self, grammar: Grammar, vendor: str, parameters: Parameters) -> Hit:
        meant = [(name, grammar.meaning(name), value) for name, value in parameters.items()]
        terms = _sensitive(meant)
        return Hit(
            vendor=vendor,
            event=grammar.event(parameters),
            fields=_fields(meant),
            personal_data=_sorted_labels(labels(meant, self._known), terms),
            consent=consent_of(parameters, grammar),
            parameters=parameters,
            sensitive_terms=terms,
        )

    def _without_grammar(
        self, request: Request, shared: Parameters, attribution: Attribution | None
    ) -> tuple[Hit, ...]:
        if attribution is None:
            return ()
        parameters = dict(shared)
        for event in read_body(request.post_data) if request.post_data else ():
            parameters = event | parameters
        meant = [(name, _unknown(name, value), value) for name, value in parameters.items()]
        terms = _sensitive(meant)
        personal = _sorted_labels(labels(meant, self._known), terms)
        consent = consent_of(parameters, None)
        if not parameters or (not personal and not consent and not _is_hit(request, attribution)):
            return ()
        return (Hit(attribution.vendor, "", parameters, personal, consent, parameters, terms),)


def _only_fetches(request: Request, path: str) -> bool:
    """Whether a request gets code, style or a frame: `tag.js?id=7` reports nothing, `pixel?id=7` as a script may."""
    address, _, query = path.partition("?")
    return request.type in _FETCHES and (not query or address.endswith((".js", ".css")))


def _is_hit(request: Request, attribution: Attribution) -> bool:
    """Whether a tracker's request reports something, rather than fetching code, style or a frame."""
    return attribution.category in TRACKING_CATEGORIES and request.type not in _FETCHES


def _events(grammar: Grammar, request: Request, path: str, query: Parameters) -> Iterator[Parameters]:
    """The parameters of each event: what stands in path and query, with each part of the body."""
    shared = dict(query) if "query" in grammar.format else {}
    if "nested" in grammar.format:
        shared = parse_nested(path.partition("?")[2])
    if "matrix" in grammar.format:
        shared = parse_matrix(path.partition("?")[0]) | shared
    if grammar.paths:
        shared |= grammar.in_path(path)
    shared = grammar.open(shared)
    bodies: list[Parameters] = []
    if request.post_data and "body" in grammar.format:
        bodies = read_body(request.post_data, grammar.format)
        if "joined" in grammar.format:
            bodies = [{name: value for body in reversed(bodies) for name, value in body.items()}]
    for body in bodies or [{}]:
        parameters = shared | grammar.open(body)
        if grammar.each:
            yield from _elements(grammar, parameters)
        else:
            yield parameters


def _elements(grammar: Grammar, parameters: Parameters) -> Iterator[Parameters]:
    """One event for each element of the list that `each` names, with what stands around the list."""
    for path in grammar.each:
        around, elements = _split_at(path, parameters)
        if elements:
            for element in elements:
                yield around | grammar.open(element)
            return
    yield parameters


def _split_at(path: str, parameters: Parameters) -> tuple[Parameters, list[Parameters]]:
    """What stands around the list at `path`, and the list's elements."""
    texts = parameters.get(path)
    if isinstance(texts, list):  # of query strings
        around = {name: value for name, value in parameters.items() if name != path}
        return around, [parse_pairs(str(text).lstrip("?")) for text in texts]
    around = {}
    elements: dict[str, Parameters] = {}
    prefix = path + "."
    for name, value in parameters.items():
        if not name.startswith(prefix):
            around[name] = value
            continue
        inside = name[len(prefix) :]
        index, _, inner = inside.partition(".")
        if not index.isdigit():  # one event that stands where a list of them might
            elements.setdefault("", {})[inside] = value
        elif inner:
            elements.setdefault(index, {})[inner] = value
    if elements:
        around.pop(path, None)
    return around, list(elements.values())


def _fields(meant: list[tuple[str, Meaning, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for parameter, meaning, value in meant:
        name = meaning.name if meaning.name not in fields else parameter
        fields[name] = value if meaning.type in ("text", "url") else convert(value, meaning.type)
    return fields


def _sensitive(meant: list[tuple[str, Meaning, Any]]) -> tuple[str, ...]:
    found: set[str] = set()
    for _, meaning, value in meant:
        if isinstance(value, str) and (meaning.type == "url" or value.startswith(("http://", "https://"))):
            found.update(sensitive_terms(value))
    return tuple(sorted(found))


def _sorted_labels(found: Iterable[str], terms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*found, *(("sensitive_url",) if terms else ())}))


def _unknown(name: str, value: Any) -> Meaning:
    is_url = isinstance(value, str) and value.startswith(("http://", "https://"))
    return Meaning(name, "url" if is_url else "text", documented=False)


def _merged(hits: tuple[Hit, ...]) -> Hit:
    first = hits[0]
    further = [
        {"event": hit.event, **{k: v for k, v in hit.fields.items() if first.fields.get(k) != v}}
        for hit in hits[1:]
    ]
    return Hit(
        vendor=first.vendor,
        event=first.event,
        fields={**first.fields, "further_events": further},
        personal_data=tuple(sorted({label for hit in hits for label in hit.personal_data})),
        consent={name: value for hit in reversed(hits) for name, value in hit.consent.items()},
        parameters=first.parameters,
        sensitive_terms=tuple(sorted({term for hit in hits for term in hit.sensitive_terms})),
    )


@lru_cache(maxsize=1)
def _default() -> PayloadDecoder:
    return PayloadDecoder(load_catalogue().products.values())


def decode(request: Request, attribution: Attribution | None = None) -> Hit | None:
    """`PayloadDecoder.decode` by the catalogue that ships with the package."""
    return _default().decode(request, attribution)


def decode_all(request: Request, attribution: Attribution | None = None) -> tuple[Hit, ...]:
    """`PayloadDecoder.decode_all` by the catalogue that ships with the package."""
    return _default().decode_all(request, attribution)
