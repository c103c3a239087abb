"""An invented report with every status, verdict and kind of finding, and one site that fights back."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from reports.model import (
    Browser,
    CatalogueVersion,
    Consent,
    ConsentTiming,
    Cookie,
    Declared,
    DntSignal,
    Event,
    Evidence,
    FilterList,
    Finding,
    GpcSignal,
    LinkCheck,
    Policy,
    PolicyCookie,
    PolicyDocument,
    PolicyOptOut,
    PolicyStance,
    PolicyStatement,
    PolicyVendor,
    Problem,
    Profile,
    Quote,
    Report,
    RequestTotals,
    Run,
    Seen,
    SignalEffect,
    Signals,
    Site,
    StorageEntry,
    Tool,
    Tracker,
    Visit,
    Waiver,
    WellKnown,
)

CLINIC = "https://www.harbour-clinic.test/privacy"
CLINIC_COOKIES = "https://www.harbour-clinic.test/cookies"
BAKERY = "https://bakery.test/privacy"

DOCUMENTS = {
    CLINIC: (
        "Harbour Clinic privacy notice\nLast updated 4 March 2019\n\n"
        "We keep your data as our own secret. Our pages are measured with Google Analytics, which sets a "
        "cookie in your browser. We do not use Hotjar or any other service that films "
        "how you move the mouse.\n"
        "Advertising networks may receive a pseudonymous number, so that an advertisement is not "
        "shown to you twice.\n"
        "If your browser sends a Do Not Track signal, we stop every measuring tool described on this page.\n"
        "We have never sold a patient's data.\n"
        "You may leave the audience network at https://optout.adnet.test/leave at any time. Questions "
        "go to the desk at the old harbour, second floor, during the opening hours of the clinic."
    ),
    CLINIC_COOKIES: (
        "Cookies of Harbour Clinic\n_ga | Google | statistics | 2 years\n"
        "session | ourselves | login | session\n"
    ),
    BAKERY: (
        "The Bakery and your data\nUpdated: 2 May 2026\nWe honour Global Privacy Control and Do Not Track "
        "alike. Counts of visitors come from Plausible."
    ),
}

HOSTILE = "<script>alert(1)</script>\u202egnp.exe\u0007 \"'><img src=x onerror=alert(2)>"
"""What a page could send to break out of the report."""

RULES = [
    "undeclared-tracker",
    "declared-only-generically",
    "denied-tracker-observed",
    "declared-not-observed",
    "dnt-promise-broken",
    "dnt-not-disclosed",
    "gpc-ignored",
    "gpc-promise-broken",
    "opt-out-link-dead",
    "opt-out-link-insecure",
    "policy-missing",
    "policy-unreachable",
    "policy-outdated",
]


def sample_report() -> Report:
    """The report; every call gives an equal one."""
    return Report(
        tool=Tool(name="undeclared", version="0.1.0"),
        run=Run(
            id="2026-11-20T03-00-00Z-7f3a",
            name="Harbour district, autumn",
            started="2026-11-20T03:00:00Z",
            finished="2026-11-20T03:41:12Z",
            browser=Browser(
                product="Chromium",
                version="156.0.7100.12",
                user_agent="Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0",
                args=["--headless=new", "--enable-features=GlobalPrivacyControlForce"],
            ),
            catalogue=CatalogueVersion(version="2026.11", sha256="c" * 64),
            lists=[FilterList(name="EasyPrivacy", sha256="e" * 64, fetched="2026-11-19T08:00:00Z")],
            profiles=["baseline", "dnt", "gpc", "reject"],
            not_measured=["reject"],
            rules=RULES,
        ),
        sites=[_clinic(), _garden(), _bakery(), _theatre(), _lost(), _walled(), _museum(), _trap()],
    )


def quote(document: str, words: str) -> Quote:
    """The quote of `words` in one of the sample's documents."""
    start = DOCUMENTS[document].index(words)
    return Quote(document=document, start=start, end=start + len(words), text=words)


def screenshot(visit: str) -> bytes | None:
    """A page with stripes for the visits that have a picture."""
    return picture() if visit in ("harbour-clinic.test-baseline-1", "harbour-clinic.test-dnt-1") else None


def picture(width: int = 480, height: int = 900) -> bytes:
    """A small PNG, written by hand."""
    row = [b"\0" + bytes((238, 240, 244) * width), b"\0" + bytes((70, 110, 150) * width)]
    rows = b"".join(row[y < 70 or ((y // 90) % 3 == 2 and y % 90 < 22)] for y in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def visits(domain: str, failing: dict[tuple[str, int], str] | None = None) -> list[Visit]:
    """Three visits a signal profile; `failing` says which failed and how."""
    profiles: tuple[Profile, ...] = ("baseline", "dnt", "gpc")
    return [
        Visit(
            id=f"{domain}-{profile}-{repeat}",
            profile=profile,
            repeat=repeat,
            outcome=(failing or {}).get((profile, repeat), "ok"),
            pages=[f"https://www.{domain}/", f"https://www.{domain}/opening-hours"],
            requests=40 + repeat,
            started=f"2026-11-20T03:0{repeat}:00Z",
            seconds=2.1 + repeat,
        )
        for repeat in (1, 2, 3)
        for profile in profiles
    ]


def tracker(
    vendor: str,
    company: str,
    category: str,
    declared: Declared,
    seen: tuple[int, int, int],
    effects: tuple[SignalEffect | None, SignalEffect | None],
    **more: Any,
) -> Tracker:
    """A tracker seen in so many of three visits under baseline, dnt and gpc."""
    return Tracker(
        vendor=vendor,
        company=company,
        category=category,
        party="third",
        declared=declared,
        dnt=effects[0],
        gpc=effects[1],
        **{
            "profiles": {
                "baseline": Seen(visits=3, seen=seen[0]),
                "dnt": Seen(visits=3, seen=seen[1]),
                "gpc": Seen(visits=3, seen=seen[2]),
            },
            "hosts": [f"cdn.{vendor.lower().replace(' ', '-')}.test"],
            "basis": ["catalogue"],
            "requests": 12,
            **more,
        },
    )


def _clinic() -> Site:
    domain = "harbour-clinic.test"
    google = quote(CLINIC, "Our pages are measured with Google Analytics")
    no_replay = quote(CLINIC, "We do not use Hotjar or any other service that films how you move the mouse.")
    networks = quote(CLINIC, "Advertising networks may receive a pseudonymous number")
    promise = quote(CLINIC, "If your browser sends a Do Not Track signal, we stop every measuring tool")
    leave = quote(
        CLINIC, "You may leave the audience network at https://optout.adnet.test/leave at any time."
    )
    return Site(
        url=f"https://www.{domain}/",
        name="Harbour Clinic",
        registrable_domain=domain,
        status="complete",
        visits=visits(domain),
        requests=RequestTotals(total=412, third_party=300),
        screenshot=f"{domain}-baseline-1",
        trackers=[
            tracker(
                "Google Analytics",
                "Google",
                "analytics",
                Declared(status="named", quotes=[google]),
                (3, 3, 0),
                ("continued", "stopped"),
                country="US",
                hosts=["region1.google-analytics.com"],
                cookies=["_ga", "_ga_7XK2"],
                basis=["catalogue", "payload", "cookie"],
                consent=ConsentTiming(before=True),
                events=[
                    Event(
                        event="page_view",
                        count=9,
                        personal_data=["client_id"],
                        fields={
                            "page_url": "https://www.harbour-clinic.test/departments/oncology?from=letter",
                            "client_id": "1739182736.1763600000",
                            "screen": "1280x720",
                            "language": "en-us",
                            "session_id": 1763600000,
                            "engagement_ms": 2113.5,
                            "items": [{"id": "x1", "price": 3}],
                        },
                    ),
                    Event(event="scroll", fields={"percent": 90}),
                ],
            ),
            tracker(
                "Hotjar",
                "Contentsquare",
                "session_replay",
                Declared(status="denied", quotes=[no_replay]),
                (3, 3, 3),
                ("continued", "continued"),
                country="FR",
                storage=["_hjSessionUser_1"],
            ),
            tracker(
                "AdNet Audience",
                "AdNet",
                "advertising",
                Declared(status="category", quotes=[networks]),
                (3, 3, 3),
                ("reduced", "inconclusive"),
            ),
            tracker(
                "Pixelworks",
                "Pixelworks",
                "advertising",
                Declared(status="undeclared"),
                (2, 1, 2),
                ("inconclusive", "inconclusive"),
                basis=["filter-list"],
                events=[
                    Event(
                        event="lead", personal_data=["email_sha256"], fields={"email_sha256": "9f86d081" * 8}
                    )
                ],
            ),
        ],
        cookies=[
            Cookie(
                name="_ga",
                domain=f".{domain}",
                path="/",
                party="first",
                vendor="Google Analytics",
                purpose="analytics",
                lifetime_days=400.0,
                http_only=False,
                secure=True,
                same_site="Lax",
                partitioned=False,
                set_by="script",
                setter="https://www.googletagmanager.com/gtag/js?id=G-7XK2",
                stored=True,
                profiles=["baseline", "dnt"],
            ),
            Cookie(
                name="session",
                domain=f"www.{domain}",
                path="/",
                party="first",
                vendor=None,
                purpose="necessary",
                lifetime_days=None,
                http_only=True,
                secure=True,
                same_site="Strict",
                partitioned=False,
                set_by="http",
                setter=f"https://www.{domain}/",
                stored=True,
                profiles=["baseline", "dnt", "gpc"],
            ),
            Cookie(
                name="aud",
                domain=".adnet.test",
                path="/sync",
                party="third",
                vendor="AdNet Audience",
                purpose="advertising",
                lifetime_days=0.5,
                http_only=False,
                secure=False,
                same_site=None,
                partitioned=True,
                set_by="http",
                setter="https://sync.adnet.test/sync?partner=7",
                stored=False,
                refused_because=["SameSiteNoneInsecure"],
                profiles=["gpc"],
                before_consent=False,
            ),
        ],
        storage=[
            StorageEntry(
                kind="local",
                origin=f"https://www.{domain}",
                key="_hjSessionUser_1",
                vendor="Hotjar",
                profiles=["baseline", "dnt", "gpc"],
            )
        ],
        signals=Signals(
            dnt=DntSignal(
                verdict="not_honoured",
                continued=["Google Analytics", "Hotjar"],
                reduced=["AdNet Audience"],
                inconclusive=["Pixelworks"],
                repeats=3,
                read_by=["https://cdn.adnet.test/tag.js"],
                tk_header="N",
            ),
            gpc=GpcSignal(
                verdict="partly_honoured",
                stopped=["Google Analytics"],
                continued=["Hotjar"],
                inconclusive=["AdNet Audience", "Pixelworks"],
                repeats=3,
                well_known=WellKnown(present=True, gpc=True),
                strings={"us_privacy": {"baseline": "1YNN", "gpc": "1YYN"}, "gpp": None},
            ),
        ),
        consent=Consent(banner=True, cmp="Klaro", language="en", reject_on_first_layer=False),
        policy=Policy(
            documents=[
                PolicyDocument(
                    url=CLINIC,
                    kind="privacy_policy",
                    language="en",
                    last_updated="2019-03-04",
                    sha256="a" * 64,
                    characters=len(DOCUMENTS[CLINIC]),
                ),
                PolicyDocument(
                    url=CLINIC_COOKIES,
                    kind="cookie_policy",
                    language="en",
                    last_updated=None,
                    sha256="b" * 64,
                    characters=len(DOCUMENTS[CLINIC_COOKIES]),
                ),
            ],
            vendors=[
                PolicyVendor(
                    vendor="Google Analytics",
                    company="Google",
                    stance="used",
                    quotes=[google],
                    purposes=["statistics"],
                ),
                PolicyVendor(vendor="Hotjar", company="Contentsquare", stance="denied", quotes=[no_replay]),
            ],
            technologies=[
                PolicyStatement(kind="cookies", quotes=[quote(CLINIC, "sets a cookie in your browser")])
            ],
            recipients=[PolicyStatement(kind="advertising_networks", quotes=[networks])],
            dnt=PolicyStance(stance="honoured", quotes=[promise]),
            claims=[
                PolicyStatement(
                    kind="no_sale", quotes=[quote(CLINIC, "We have never sold a patient's data.")]
                )
            ],
            opt_outs=[
                PolicyOptOut(
                    kind="vendor_opt_out",
                    url="https://optout.adnet.test/leave",
                    vendor="AdNet Audience",
                    quotes=[leave],
                    stops=["targeted_ads"],
                    check=LinkCheck(outcome="dead", status=404, final_url="https://optout.adnet.test/gone"),
                ),
                PolicyOptOut(
                    kind="contact",
                    url=None,
                    vendor=None,
                    quotes=[quote(CLINIC, "Questions go to the desk")],
                    check=LinkCheck(outcome="manual"),
                ),
            ],
            cookies_declared=[
                PolicyCookie(
                    name="_ga",
                    provider="Google",
                    purpose="statistics",
                    lifetime_days=730,
                    quotes=[quote(CLINIC_COOKIES, "_ga | Google | statistics | 2 years")],
                ),
                PolicyCookie(
                    name="session",
                    provider=None,
                    purpose="login",
                    lifetime_days=0,
                    quotes=[quote(CLINIC_COOKIES, "session | ourselves | login | session")],
                ),
            ],
        ),
        findings=[
            Finding(
                rule="denied-tracker-observed",
                severity="high",
                vendor="Hotjar",
                confidence="certain",
                title="The policy says that Hotjar is not used, and Hotjar ran in every visit.",
                detail="Hotjar records mouse movements and clicks. It was loaded in 9 of 9 visits.",
                evidence=[
                    Evidence(
                        visit=f"{domain}-baseline-1",
                        kind="request",
                        ref="https://cdn.hotjar.test/c/hotjar-1.js?sv=6",
                        sha256="d" * 64,
                    ),
                    Evidence(visit=f"{domain}-baseline-1", kind="storage", ref="_hjSessionUser_1"),
                    Evidence(visit=f"{domain}-baseline-1", kind="screenshot", ref=f"{domain}-baseline-1"),
                ],
                quotes=[no_replay],
                legal=["FTC Act, section 5"],
            ),
            Finding(
                rule="dnt-promise-broken",
                severity="high",
                vendor="Google Analytics",
                confidence="likely",
                title="The policy promises to stop under Do Not Track, and Google Analytics ran on.",
                detail="Seen in 3 of 3 ordinary visits and in 3 of 3 visits with Do Not Track.",
                evidence=[
                    Evidence(
                        visit=f"{domain}-dnt-1",
                        kind="request",
                        ref="https://region1.google-analytics.com/g/collect?v=2&tid=G-7XK2&en=page_view",
                    ),
                    Evidence(visit=f"{domain}-dnt-1", kind="cookie", ref=f"_ga (.{domain})"),
                    Evidence(visit=f"{domain}-dnt-1", kind="screenshot", ref=f"{domain}-dnt-1"),
                ],
                quotes=[promise],
                legal=["CalOPPA 22575(b)(5)", "FTC Act, section 5"],
            ),
            Finding(
                rule="undeclared-tracker",
                severity="high",
                vendor="Pixelworks",
                confidence="certain",
                title="Pixelworks runs on this site and the policy does not mention it.",
                detail="",
                evidence=[
                    Evidence(
                        visit=f"{domain}-baseline-2", kind="request", ref="https://cdn.pixelworks.test/p.gif"
                    )
                ],
            ),
            Finding(
                rule="declared-only-generically",
                severity="medium",
                vendor="AdNet Audience",
                confidence="likely",
                title="AdNet Audience is covered only by the phrase “advertising networks”.",
                detail="",
                quotes=[networks],
                evidence=[
                    Evidence(visit=f"{domain}-gpc-1", kind="request", ref="https://sync.adnet.test/sync")
                ],
            ),
            Finding(
                rule="opt-out-link-dead",
                severity="medium",
                vendor="AdNet Audience",
                confidence="certain",
                title="The opt-out link that the policy gives answers 404 Not Found.",
                detail="Tried twice.",
                quotes=[leave],
                evidence=[Evidence(visit=None, kind="link", ref="https://optout.adnet.test/leave")],
            ),
            Finding(
                rule="policy-outdated",
                severity="low",
                vendor=None,
                confidence="certain",
                title="The policy was last updated more than seven years ago.",
                detail="It is dated 4 March 2019.",
                quotes=[quote(CLINIC, "Last updated 4 March 2019")],
            ),
            Finding(
                rule="gpc-ignored",
                severity="high",
                vendor="Hotjar",
                confidence="likely",
                title="Hotjar runs on with Global Privacy Control.",
                detail="Seen in 3 of 3 such visits.",
                waived=Waiver(reason="Under contract until spring; DPIA 2026-14", until="2027-01-31"),
                evidence=[
                    Evidence(visit=f"{domain}-gpc-1", kind="request", ref="https://cdn.hotjar.test/c/a.js")
                ],
            ),
        ],
    )


def _garden() -> Site:
    return Site(
        url="https://quiet-garden.test/",
        registrable_domain="quiet-garden.test",
        status="complete",
        visits=visits("quiet-garden.test"),
        requests=RequestTotals(total=63, third_party=0),
        cookies=[],
        signals=Signals(dnt=DntSignal(verdict="nothing_to_test"), gpc=GpcSignal(verdict="nothing_to_test")),
        policy=Policy(
            documents=[
                PolicyDocument(
                    url="https://quiet-garden.test/privacy",
                    kind="privacy_policy",
                    language="und",
                    last_updated="2026-01-15",
                    effective="2026-02-01",
                    sha256="9" * 64,
                    characters=1204,
                )
            ]
        ),
    )


def _bakery() -> Site:
    both = quote(BAKERY, "We honour Global Privacy Control and Do Not Track alike.")
    plausible = quote(BAKERY, "Counts of visitors come from Plausible.")
    return Site(
        url="https://bakery.test/",
        name="The Bakery",
        registrable_domain="bakery.test",
        status="complete",
        visits=visits("bakery.test"),
        requests=RequestTotals(total=88, third_party=9),
        trackers=[
            tracker(
                "Plausible",
                "Plausible Insights",
                "analytics",
                Declared(status="named", quotes=[plausible]),
                (3, 0, 0),
                ("stopped", "stopped"),
                country="EE",
            )
        ],
        signals=Signals(
            dnt=DntSignal(verdict="honoured", stopped=["Plausible"], repeats=3),
            gpc=GpcSignal(
                verdict="honoured", stopped=["Plausible"], repeats=3, well_known=WellKnown(present=False)
            ),
        ),
        policy=Policy(
            documents=[
                PolicyDocument(
                    url=BAKERY,
                    kind="privacy_policy",
                    language="en",
                    last_updated="2026-05-02",
                    sha256="8" * 64,
                    characters=len(DOCUMENTS[BAKERY]),
                )
            ],
            vendors=[
                PolicyVendor(
                    vendor="Plausible", company="Plausible Insights", stance="used", quotes=[plausible]
                )
            ],
            dnt=PolicyStance(stance="honoured", quotes=[both]),
            gpc=PolicyStance(stance="honoured", quotes=[both]),
        ),
    )


def _theatre() -> Site:
    failing = {("dnt", 2): "timeout", ("gpc", 1): "blocked", ("gpc", 2): "blocked", ("gpc", 3): "blocked"}
    return Site(
        url="https://theatre.test/",
        registrable_domain="theatre.test",
        status="partial",
        problems=[
            Problem(
                kind="timeout", detail="The page was not quiet after 20 seconds.", visit="theatre.test-dnt-2"
            ),
            Problem(
                kind="blocked",
                detail="A challenge page asked for proof of a person.",
                visit="theatre.test-gpc-1",
            ),
            Problem(kind="policy_not_found", detail="No link, no well-known address led to a policy."),
        ],
        visits=visits("theatre.test", failing),
        requests=RequestTotals(total=140, third_party=77),
        trackers=[
            tracker(
                "Meta Pixel",
                "Meta",
                "advertising",
                Declared(status="not_measured"),
                (3, 2, 0),
                ("inconclusive", None),
                country="US",
                profiles={"baseline": Seen(visits=3, seen=3), "dnt": Seen(visits=2, seen=1)},
            )
        ],
        signals=Signals(dnt=DntSignal(verdict="inconclusive", inconclusive=["Meta Pixel"], repeats=2)),
        findings=[
            Finding(
                rule="policy-missing",
                severity="high",
                vendor=None,
                confidence="likely",
                title="No privacy policy could be found on this site.",
                detail="The footer, the usual addresses and three inner pages were searched.",
            )
        ],
    )


def _lost() -> Site:
    return Site(
        url="https://lost-at-sea.test/",
        registrable_domain="lost-at-sea.test",
        status="failed",
        problems=[
            Problem(kind="dns", detail="net::ERR_NAME_NOT_RESOLVED", visit="lost-at-sea.test-baseline-1")
        ],
        visits=[
            visit.model_copy(update={"outcome": "dns", "requests": 0}) for visit in visits("lost-at-sea.test")
        ],
        requests=RequestTotals(total=0, third_party=0),
    )


def _walled() -> Site:
    return Site(
        url="https://walled.test/",
        registrable_domain="walled.test",
        status="failed",
        problems=[Problem(kind="blocked", detail="A challenge page in every visit.")],
        visits=[visit.model_copy(update={"outcome": "blocked"}) for visit in visits("walled.test")],
        requests=RequestTotals(total=27, third_party=9),
        # A verdict that must not be shown: nothing was measured.
        signals=Signals(dnt=DntSignal(verdict="honoured")),
    )


def _museum() -> Site:
    return Site(
        url="https://museum.test/",
        name="The Museum",
        registrable_domain="museum.test",
        status="complete",
        visits=visits("museum.test"),
        requests=RequestTotals(total=201, third_party=120),
        trackers=[
            tracker(
                "Meta Pixel", "Meta", "advertising", Declared(status="company"), (3, 3, 3), ("continued",) * 2
            ),
            tracker(
                "Google Analytics",
                "Google",
                "analytics",
                Declared(status="undeclared"),
                (3, 3, 3),
                ("continued",) * 2,
            ),
        ],
        signals=Signals(
            dnt=DntSignal(verdict="not_honoured", continued=["Google Analytics", "Meta Pixel"], repeats=3),
            gpc=GpcSignal(verdict="not_honoured", continued=["Google Analytics", "Meta Pixel"], repeats=3),
        ),
        policy=Policy(
            documents=[
                PolicyDocument(
                    url="https://museum.test/privacy.pdf",
                    kind="privacy_policy",
                    language="fr",
                    last_updated=None,
                    sha256="7" * 64,
                    characters=90_211,
                )
            ]
        ),
        findings=[
            Finding(
                rule="undeclared-tracker",
                severity="high",
                vendor="Google Analytics",
                confidence="certain",
                title="Google Analytics runs on this site and the policy does not mention it.",
                detail="",
                evidence=[
                    Evidence(visit="museum.test-baseline-1", kind="request", ref="https://ga.test/collect")
                ],
            ),
            Finding(
                rule="dnt-not-disclosed",
                severity="info",
                vendor=None,
                confidence="certain",
                title="The policy does not say how the site responds to Do Not Track.",
                detail="",
            ),
        ],
    )


def _trap() -> Site:
    """A site whose every string tries to break the report."""
    document = "javascript:alert(document.domain)"
    spoken = Quote(document=document, start=3, end=3 + len(HOSTILE), text=HOSTILE)
    long_url = "https://trap.test/?" + "A" * 40_000
    return Site(
        url="https://trap.test/",
        name=HOSTILE,
        registrable_domain="trap.test",
        status="partial",
        problems=[Problem(kind="http_error", detail=HOSTILE, visit=HOSTILE)],
        visits=[
            Visit(
                id=HOSTILE,
                profile="baseline",
                repeat=1,
                outcome="ok",
                pages=[document, long_url],
                requests=1,
                started="2026-11-20T03:09:00Z",
                seconds=1.0,
            )
        ],
        requests=RequestTotals(total=1, third_party=1),
        trackers=[
            tracker(
                HOSTILE,
                '=HYPERLINK("https://evil.test")',
                "unknown",
                Declared(status="undeclared", quotes=[spoken]),
                (3, 3, 3),
                (None, None),
                hosts=[HOSTILE],
                cookies=["@SUM(1+1)"],
                events=[Event(event=HOSTILE, fields={HOSTILE: {"deep": [HOSTILE]}}, personal_data=[HOSTILE])],
            )
        ],
        cookies=[
            Cookie(
                name="=cmd|' /C calc'!A0",
                domain="trap.test",
                path="/" + "x" * 9_000,
                party="first",
                vendor=HOSTILE,
                purpose="unknown",
                lifetime_days=9.9e9,
                http_only=False,
                secure=False,
                same_site=None,
                partitioned=False,
                set_by="unknown",
                setter=document,
                stored=True,
            )
        ],
        policy=Policy(
            documents=[
                PolicyDocument(
                    url=document,
                    kind="privacy_policy",
                    language="en",
                    last_updated=None,
                    sha256="6" * 64,
                    characters=9,
                )
            ],
            opt_outs=[PolicyOptOut(kind="vendor_opt_out", url=document, vendor=HOSTILE, quotes=[spoken])],
            dnt=PolicyStance(stance="unclear", quotes=[spoken]),
        ),
        findings=[
            Finding(
                rule="undeclared-tracker",
                severity="high",
                vendor=HOSTILE,
                title=f"-1+1 {HOSTILE}",
                detail=HOSTILE,
                confidence="possible",
                quotes=[spoken],
                legal=[HOSTILE],
                evidence=[
                    Evidence(visit=HOSTILE, kind="link", ref=document),
                    Evidence(visit=HOSTILE, kind="link", ref="https://bank.test@evil.test/"),
                    Evidence(visit=HOSTILE, kind="request", ref=long_url),
                ],
            )
        ],
    )
