"""Cookies: what the store holds at the end, what was refused and why, and who set each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from crawler.capture.network_log import Exchange
from crawler.capture.requests import response_headers
from crawler.capture.script_calls import CookieWrite
from crawler.capture.set_cookie import SetCookie, parse_set_cookie
from trackers.evidence import Cookie
from trackers.site import host_of, is_below

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class _Setting:
    """One attempt to set a cookie."""

    cookie: SetCookie
    line: str
    host: str
    path: str
    document_url: str
    moment: float
    setter: str | None
    set_by: Literal["http", "script"]
    request: str | None
    refused_because: tuple[str, ...]

    @property
    def domain(self) -> str:
        return "." + self.cookie.domain if self.cookie.domain else self.host

    def key(self) -> tuple[str, str, str]:
        return self.cookie.name, self.domain, self.path


def cookies_of(
    jar: Iterable[Mapping[str, Any]], exchanges: Iterable[Exchange], writes: Iterable[CookieWrite]
) -> tuple[Cookie, ...]:
    """Fold the final cookie store (CDP `Storage.getCookies`), the responses and the scripts' writes together.

    A cookie that was stored and has gone again (a probe) is still evidence; one that was only deleted is not.
    """
    settings = sorted([*_by_http(exchanges), *_by_script(writes)], key=lambda s: s.moment)
    accepted = [s for s in settings if not s.refused_because]
    found = [_from_jar(entry, accepted) for entry in jar]
    held = {(c.name, c.domain) for c in found}
    gone: dict[tuple[str, str, str], Cookie] = {}
    for setting in settings:
        lives = setting.cookie.lifetime_days is None or setting.cookie.lifetime_days > 0
        if setting.refused_because:
            gone[(*setting.key()[:2], "refused " + setting.path)] = _from_setting(setting)
        elif lives and setting.set_by == "http" and (setting.cookie.name, setting.domain) not in held:
            gone[setting.key()] = _from_setting(setting)
    return tuple(sorted([*found, *gone.values()], key=lambda c: (c.name, c.domain, c.path, c.stored)))


def _by_http(exchanges: Iterable[Exchange]) -> Iterator[_Setting]:
    for exchange in exchanges:
        extra = exchange.response_extra or {}
        refused: dict[str, list[tuple[str, ...]]] = {}
        for blocked in extra.get("blockedCookies", ()):
            refused.setdefault(blocked["cookieLine"], []).append(tuple(blocked["blockedReasons"]))
        url = exchange.request["url"]
        for name, line in response_headers(exchange):
            parsed = parse_set_cookie(line, exchange.wall_time) if name == "set-cookie" else None
            if parsed is None:
                continue
            reasons = refused.get(line)
            yield _Setting(
                cookie=parsed,
                line=line,
                host=host_of(url),
                path=parsed.path or _default_path(url),
                document_url=exchange.top_url or exchange.page_url,
                moment=exchange.answered_at or exchange.wall_time,
                setter=url,
                set_by="http",
                request=exchange.id,
                refused_because=reasons.pop(0) if reasons else (),
            )


def _by_script(writes: Iterable[CookieWrite]) -> Iterator[_Setting]:
    for write in writes:
        parsed = parse_set_cookie(write.line, write.moment)
        if parsed is not None:
            yield _Setting(
                cookie=parsed,
                line=write.line,
                host=host_of(write.frame_url),
                path=parsed.path or _default_path(write.frame_url),
                document_url=write.document_url,
                moment=write.moment,
                setter=write.script_url,
                set_by="script",
                request=None,
                refused_because=(),
            )


def _from_jar(entry: Mapping[str, Any], accepted: list[_Setting]) -> Cookie:
    setting = _setting_of(entry, accepted)
    expires = float(entry.get("expires", -1))
    lifetime: float | None = None
    if not entry.get("session") and expires > 0 and setting is not None:
        days = (expires - setting.moment) / _DAY
        lifetime = round(days, 2 if days >= 1 else 6)
    partition = entry.get("partitionKey")
    return Cookie(
        name=entry["name"],
        value=entry["value"],
        domain=entry["domain"],
        path=entry["path"],
        document_url=setting.document_url if setting else "",
        lifetime_days=lifetime,
        http_only=bool(entry.get("httpOnly")),
        secure=bool(entry.get("secure")),
        same_site=entry.get("sameSite"),
        partition_key=partition.get("topLevelSite") if isinstance(partition, Mapping) else partition,
        set_by=setting.set_by if setting else "unknown",
        setter=setting.setter if setting else None,
        raw=setting.line if setting else None,
        request=setting.request if setting else None,
    )


def _setting_of(entry: Mapping[str, Any], accepted: list[_Setting]) -> _Setting | None:
    """Who set the cookie as it is: the last setting with its name, host and value, else without the value."""
    host = entry["domain"].lstrip(".")
    same = [
        s
        for s in accepted
        if s.cookie.name == entry["name"] and (s.domain == entry["domain"] or is_below(s.host, host))
    ]
    return next((s for s in reversed(same) if s.cookie.value == entry["value"]), same[-1] if same else None)


def _from_setting(setting: _Setting) -> Cookie:
    cookie = setting.cookie
    return Cookie(
        name=cookie.name,
        value=cookie.value,
        domain=setting.domain,
        path=setting.path,
        document_url=setting.document_url,
        lifetime_days=cookie.lifetime_days,
        http_only=cookie.http_only,
        secure=cookie.secure,
        same_site=cookie.same_site,
        set_by=setting.set_by,
        setter=setting.setter,
        raw=setting.line,
        stored=not setting.refused_because,
        refused_because=setting.refused_because,
        request=setting.request,
    )


def _default_path(url: str) -> str:
    """RFC 6265bis, section 5.1.4: up to the last slash of the request's path."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return "/"
    return path[: path.rfind("/")] or "/" if path.startswith("/") else "/"
