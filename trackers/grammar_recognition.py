"""Knows a product by the shape of its hits, on hosts that nobody listed: copies and first-party proxies."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_plus

from trackers.catalogue import Product
from trackers.evidence import Request
from trackers.host_rules import HostRule, parse_host_rule

_MOST_BODY = 200_000


@dataclass(frozen=True, slots=True)
class _Shape:
    rule: HostRule
    requires: tuple[str, ...]
    method: str
    product: Product


class GrammarIndex:
    """The payload grammars whose endpoints are for any host (`*/path`)."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._shapes: list[_Shape] = []
        for product in products:
            # Parsing all grammars would cost the start-up time that most of them never pay back.
            for grammar in json.loads(product.grammars) if '"*' in product.grammars else ():
                requires = tuple(grammar.get("requires", ()))
                method = grammar.get("method", "any")
                for endpoint in grammar["endpoints"]:
                    rule = parse_host_rule(endpoint)
                    if rule.host == "*" and (requires or "=" in endpoint):
                        self._shapes.append(_Shape(rule, requires, method, product))
        self._shapes.sort(key=lambda shape: (len(shape.requires), *shape.rule.specificity), reverse=True)
        self._paths = _any_path([shape.rule for shape in self._shapes])

    def recognise(self, request: Request, path: str) -> tuple[Product, str] | None:
        """The product whose grammar reads this request, and the endpoint's rule."""
        if self._paths is None or not self._paths.match(path):
            return None
        body: str | None = None
        for shape in self._shapes:
            if shape.method not in ("any", request.method) or not shape.rule.matches_path(path):
                continue
            if body is None:
                body = _readable_body(request.post_data)
            if all(_has_parameter(name, path, body) for name in shape.requires):
                return shape.product, shape.rule.text
        return None


def _any_path(rules: list[HostRule]) -> re.Pattern[str] | None:
    """One pattern that all paths of interest match: most requests are dismissed by it."""
    if not rules:
        return None
    if any(not rule.path for rule in rules):
        return re.compile("")
    texts = {".*".join(map(re.escape, rule.path)) for rule in rules}
    return re.compile("|".join(sorted(texts)))


def _readable_body(body: bytes | None) -> str:
    if not body:
        return ""
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, _MOST_BODY)
        except zlib.error:
            return ""
    text = body[:_MOST_BODY].decode("utf-8", "replace")
    return text + _packed(text) if text.startswith("data=") else text


def _packed(form: str) -> str:
    """What the form field `data` holds, where that is JSON in base64 as older and fallback transports send it."""
    value = unquote_plus(form.removeprefix("data=").partition("&")[0]).replace(" ", "+")
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""


def _has_parameter(names: str, path: str, body: str) -> bool:
    """Whether a parameter (`a|b`: one of them) is in the query, or a key of a form or JSON body."""
    return any(_has_name(name, path, body) for name in names.split("|"))


def _has_name(name: str, path: str, body: str) -> bool:
    """Of a JSON path, every key must be there."""
    if f"?{name}=" in path or f"&{name}=" in path:
        return True
    if not body:
        return False
    if body.startswith(f"{name}=") or f"&{name}=" in body or f"\n{name}=" in body:
        return True
    keys = [key for key in name.split(".") if key != "*" and not key.isdigit()]
    return all(f'"{key}"' in body for key in keys)
