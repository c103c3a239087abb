"""The schema of `trackers/vendors/*.toml`: one file a company, one `[[product]]` table a product.

Written by hand, from facts. Unknown keys are errors. `docs/vendor-files.md` explains every key with an
example; `trackers.catalogue` turns the files into indexes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Category = Literal[
    "advertising",
    "analytics",
    "session_replay",
    "social",
    "tag_manager",
    "identity",
    "consent",
    "accessibility",
    "customer_interaction",
    "fingerprinting",
    "error_monitoring",
    "cdn_hosting",
    "fraud_security",
    "other",
    "unknown",
]
"""The taxonomy; docs/categories.md defines each."""

CookiePurpose = Literal["necessary", "functional", "analytics", "advertising", "unknown"]

HostRule = Annotated[str, StringConstraints(pattern=r"^=?[a-z0-9.*-]+(/\S*)?$")]
"""`host` or `host/path`. The host matches itself and its sub-domains; `=host` matches only itself. A `*`
inside the host stands for part of one label (`region*.google-analytics.com`). The path is a prefix of path and
query, in which `*` stands for anything and a closing `$` for the end. The longest match wins."""

CookieRule = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\s;]+$")]
"""A cookie's name with `*` for anything and `#` for digits, optionally `name@domain`: then only for cookies
of that domain or below. Names that many sites use for other things (`id`, `uid`, `user_id`) must carry a domain."""


class Strict(BaseModel):
    """Unknown keys are errors: a typo must not switch a rule off in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CookieFact(Strict):
    """What is known of one cookie name."""

    name: CookieRule
    purpose: CookiePurpose = "unknown"
    opt_out: bool = False
    """The cookie records that the person has opted out."""
    description: str = ""


class PayloadField(Strict):
    """One parameter of a payload."""

    name: str
    """Standard name shown to people: `page_url`, `client_id`, `revenue` … (docs/payloads.md)."""
    type: Literal["text", "number", "integer", "boolean", "url", "json", "list", "time_ms", "time_s"] = "text"
    personal: Literal["", "identifier", "email", "phone", "name", "address", "location", "hash", "other"] = ""
    """What personal data the parameter carries by the vendor's documentation."""


class Payload(Strict):
    """How one endpoint's hits are read; docs/payloads.md explains it by examples.

    In names of parameters `#` stands for digits and `*` for anything, JSON is named by dotted path.
    """

    endpoints: list[HostRule]
    """Which requests this grammar reads; same syntax as `hosts`, with `*` as host for any host (first-party
    proxies), which needs `requires`."""
    method: Literal["GET", "POST", "any"] = "any"
    format: list[Literal["query", "body", "matrix", "lines", "nested", "joined"]] = ["query", "body"]
    """Where parameters are: the query string; the body (form, JSON, newline-JSON, base64, gzip, multipart: told
    by its looks); `;name=value` in the path. `lines`: each line of a text body is a form of its own;
    `nested`: `c.` opens a level of names and `.c` closes it (Adobe Analytics); `joined`: the objects of a
    newline-JSON body are one event."""
    paths: list[str] = []
    """Templates for parameters in the path: `/b/ss/{report_suites}/{version}/{rest*}`."""
    unpack: dict[str, Literal["json", "query", "pairs", "items", "dotted", "colons", "list"]] = {}
    """Parameters whose value contains parameters, then named `parameter.inner`."""
    each: list[str] = []
    """Paths of the list whose elements are an event each (the first that is there counts); their parameters are
    named without that path."""
    requires: list[str] = []
    """Parameters that must be present (`a|b`: one of them): how a grammar recognises itself on a host nobody
    listed."""
    event: list[str] = []
    """Parameters that hold the event's name; the first that is filled counts."""
    default_event: str = ""
    event_names: dict[str, str] = {}
    """Raw event value → what it stands for, where it is a code."""
    fields: dict[str, PayloadField | str] = {}
    """Parameter → meaning; a bare string is a standard name for text that is not personal."""
    consent: dict[str, str] = {}
    """Parameter → consent signal (`trackers.consent_strings.SIGNALS`); the IAB's own names need no entry."""
    notes: str = ""


class Product(Strict):
    """One product of a company: what reports name as the vendor."""

    name: str
    category: Category
    description: str = ""
    hosts: list[HostRule] = []
    cookies: list[CookieRule | CookieFact] = []
    storage: list[str] = []
    """Keys of local or session storage with `*` as wildcard."""
    scripts: list[str] = []
    """File names (with `*`) by which a copy on another host is recognised; only names that nobody else uses."""
    globals: list[str] = []
    """JavaScript globals that the product defines."""
    cnames: list[str] = []
    """Domains at which a CNAME that cloaks this product ends."""
    aliases: list[str] = []
    """Names that privacy policies use, besides `name`."""
    ambiguous: list[str] = []
    """Aliases (or `name`) that are ordinary words and need a cue such as "pixel", "SDK", "analytics" or a link."""
    opt_out: list[str] = []
    """URLs of the vendor's own opt-out pages or tools."""
    policy_hosts: list[str] = []
    """Hosts whose mention in a policy means this product, when they differ from `hosts`."""
    former_names: list[str] = []
    part_of: str = ""
    """`name` of the company's product that this one belongs to: a policy that names the suite declares its parts."""
    serves_parts: bool = False
    """The hosts of a suite are also its parts': a policy that names a part declares what the suite's hosts send."""
    payload: list[Payload] = []


class VendorFile(Strict):
    """One company."""

    company: str
    legal_name: str = ""
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    """ISO 3166-1 alpha-2 code of the headquarters."""
    website: str = ""
    parent: str = ""
    """`company` of the parent's file, where the parent has one; reports name this company as owner all the same."""
    former_names: list[str] = []
    aliases: list[str] = []
    """Names that policies use for the company as a whole."""
    ambiguous: list[str] = []
    domains: list[str] = []
    """Registrable domains that belong to the company (its own sites), besides the products' hosts."""
    opt_out: list[str] = []
    sources: list[str] = []
    """Where the facts are from: documentation URLs."""
    product: list[Product] = Field(min_length=1)


class DomainOwner(Strict):
    """Whose a domain is that is no vendor's: one entry of `trackers/domain_owners.toml`."""

    company: str
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    parent: str = ""
    domains: list[str] = Field(min_length=1)


class DomainOwners(Strict):
    """The file `trackers/domain_owners.toml`."""

    owner: list[DomainOwner] = []
