"""Evidence as database rows and back."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from typing import Any

from trackers.evidence import Cookie, Headers, Initiator, Request, StoredItem
from trackers.site import host_of, party, registrable_domain

Row = dict[str, Any]


def clean(row: Row) -> Row:
    """Lone surrogates, which pages can produce and SQLite cannot store, become question marks."""
    return {
        key: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for key, value in row.items()
    }


def request_row(visit: str, request: Request, first_party: Collection[str]) -> Row:
    """A row of `requests`; the body is text where it is text."""
    text, encoded = _body_columns(request.post_data)
    return {
        "visit": visit,
        "request_id": request.id,
        "url": request.url,
        "host": host_of(request.url),
        "registrable_domain": registrable_domain(request.url),
        "party": party(request.url, request.document_url, first_party),
        "type": request.type,
        "method": request.method,
        "status": request.status,
        "document_url": request.document_url,
        "page_url": request.page_url,
        "frame_url": request.frame_url,
        "post_data": text,
        "post_data_base64": encoded,
        "initiator": request.initiator.kind,
        "initiator_url": request.initiator.url,
        "initiator_stack": json.dumps(request.initiator.stack),
        "started_epoch": request.started,
        "request_headers": json.dumps(request.request_headers),
        "mime_type": request.mime_type,
        "remote_address": request.remote_address,
        "response_headers": json.dumps(request.response_headers),
        "failure": request.failure,
        "blocked_reason": request.blocked_reason,
        "from_cache": int(request.from_cache),
        "from_service_worker": int(request.from_service_worker),
        "redirected_from": request.redirected_from,
        "encoded_bytes": request.encoded_bytes,
    }


def request_from_row(row: Row) -> Request:
    """The request that `request_row` wrote."""
    body = row["post_data"]
    encoded = row["post_data_base64"]
    return Request(
        id=row["request_id"],
        url=row["url"],
        document_url=row["document_url"],
        type=row["type"],
        method=row["method"],
        post_data=base64.b64decode(encoded) if encoded else None if body is None else body.encode(),
        page_url=row["page_url"],
        frame_url=row["frame_url"],
        initiator=Initiator(
            row["initiator"], row["initiator_url"], tuple(json.loads(row["initiator_stack"]))
        ),
        started=row["started_epoch"],
        request_headers=_headers(row["request_headers"]),
        status=row["status"],
        mime_type=row["mime_type"],
        remote_address=row["remote_address"],
        response_headers=_headers(row["response_headers"]),
        failure=row["failure"],
        blocked_reason=row["blocked_reason"],
        from_cache=bool(row["from_cache"]),
        from_service_worker=bool(row["from_service_worker"]),
        redirected_from=row["redirected_from"],
        encoded_bytes=row["encoded_bytes"],
    )


def cookie_row(visit: str, cookie: Cookie) -> Row:
    """A row of `cookies`."""
    return {
        "visit": visit,
        "name": cookie.name,
        "domain": cookie.domain,
        "path": cookie.path,
        "value": cookie.value,
        "stored": int(cookie.stored),
        "refused_because": json.dumps(cookie.refused_because),
        "lifetime_days": cookie.lifetime_days,
        "http_only": int(cookie.http_only),
        "secure": int(cookie.secure),
        "same_site": cookie.same_site,
        "partition_key": cookie.partition_key,
        "set_by": cookie.set_by,
        "setter": cookie.setter,
        "set_cookie": cookie.raw,
        "document_url": cookie.document_url,
        "request_id": cookie.request,
    }


def cookie_from_row(row: Row) -> Cookie:
    """The cookie that `cookie_row` wrote."""
    return Cookie(
        name=row["name"],
        value=row["value"],
        domain=row["domain"],
        path=row["path"],
        document_url=row["document_url"],
        lifetime_days=row["lifetime_days"],
        http_only=bool(row["http_only"]),
        secure=bool(row["secure"]),
        same_site=row["same_site"],
        partition_key=row["partition_key"],
        set_by=row["set_by"],
        setter=row["setter"],
        raw=row["set_cookie"],
        stored=bool(row["stored"]),
        refused_because=tuple(json.loads(row["refused_because"])),
        request=row["request_id"],
    )


def storage_row(visit: str, item: StoredItem) -> Row:
    """A row of `storage`."""
    return {
        "visit": visit,
        "kind": item.kind,
        "origin": item.origin,
        "key": item.key,
        "value": item.value,
        "document_url": item.document_url,
    }


def _body_columns(body: bytes | None) -> tuple[str | None, str | None]:
    if body is None:
        return None, None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None, base64.b64encode(body).decode("ascii")
    return (text, None) if "\x00" not in text else (None, base64.b64encode(body).decode("ascii"))


def _headers(text: str) -> Headers:
    return tuple((name, value) for name, value in json.loads(text))
