"""The consent signals of one hit, put together: does the hit say that the person refused?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from trackers.consent_strings.bits import ConsentStringError
from trackers.consent_strings.google_consent import CONSENT_TYPES, Answer, decode_gcd, decode_gcs
from trackers.consent_strings.gpp import OPT_OUTS, OPTED_OUT, decode_gpp, decode_gpp_sid
from trackers.consent_strings.tcf import PURPOSES, decode_tcf
from trackers.consent_strings.us_privacy import decode_us_privacy

SIGNALS = (
    "gcs", "gcd", "gcu", "gcut", "npa", "rdp", "dma", "dma_cps", "us_privacy", "gdpr", "tcf", "addtl_consent",
    "gpp", "gpp_sid", "dpo", "dpoco", "dpost", "asc", "ldu", "opt_out", "cs_ucfr", *CONSENT_TYPES,
)  # fmt: skip
"""Every name that the `consent` of a hit may have; docs/consent-strings.md says what each is."""

_YES = frozenset({"1", "true", "t", "y", "yes"})


def google_answers(consent: Mapping[str, str]) -> dict[str, Answer]:
    """What `gcs` and `gcd` say of each consent type; `gcs` wins, as it is what the tag acted upon.

    Values that cannot be read are left out.
    """
    answers: dict[str, Answer] = {}
    with suppress(ConsentStringError):
        detail = decode_gcd(consent.get("gcd", ""))
        answers |= {name: getattr(detail, name).effective for name in CONSENT_TYPES}
    with suppress(ConsentStringError):
        answers |= decode_gcs(consent.get("gcs", ""))
    return {name: answer for name, answer in answers.items() if answer != "unset"}


def declares_denial(consent: Mapping[str, str]) -> bool:
    """Whether a hit tells its receiver that the person refused or opted out.

    `consent` maps the names of SIGNALS to raw values. True when any of these says so: Google consent mode
    (ad storage denied), `npa`, `rdp`, Meta's `dpo=LDU`, Microsoft's `asc=D`, Comscore's `cs_ucfr=0`, `ldu`, a
    vendor's `opt_out`,
    an opt-out of sale in `us_privacy`, of sale, sharing or targeted advertising in an applicable GPP section,
    a TC string with no purpose. A string that cannot be read declares nothing.
    """
    return any(_safely(check, consent) for check in _CHECKS)


def _safely(check: Callable[[Mapping[str, str]], bool], consent: Mapping[str, str]) -> bool:
    try:
        return check(consent)
    except ConsentStringError:
        return False


def _google(consent: Mapping[str, str]) -> bool:
    if consent.get("ad_storage", "").lower() == "denied":
        return True
    return google_answers(consent).get("ad_storage") == "denied"


def _flags(consent: Mapping[str, str]) -> bool:
    return any(consent.get(name, "").lower() in _YES for name in ("npa", "rdp", "ldu", "opt_out"))


def _meta(consent: Mapping[str, str]) -> bool:
    return any(mark in consent.get("dpo", "").upper() for mark in ("LDU", "LDP"))


def _microsoft(consent: Mapping[str, str]) -> bool:
    return consent.get("asc", "").upper() == "D"


def _comscore(consent: Mapping[str, str]) -> bool:
    return consent.get("cs_ucfr") == "0"


def _us_privacy(consent: Mapping[str, str]) -> bool:
    text = consent.get("us_privacy", "")
    return bool(text) and decode_us_privacy(text).opt_out_sale is True


def _gpp(consent: Mapping[str, str]) -> bool:
    text = consent.get("gpp", "")
    if not text:
        return False
    try:
        applicable = decode_gpp_sid(consent.get("gpp_sid", ""))
    except ConsentStringError:
        applicable = ()
    return decode_gpp(text).opts_out(applicable)


def _tcf(consent: Mapping[str, str]) -> bool:
    text = consent.get("tcf", "")
    return bool(text) and consent.get("gdpr") != "0" and decode_tcf(text).denies_everything()


_CHECKS = (_google, _flags, _meta, _microsoft, _comscore, _us_privacy, _gpp, _tcf)


def describe(signal: str, value: str) -> str:
    """One signal in a few plain words, for people; empty where there is nothing to add to the value."""
    try:
        return _DESCRIPTIONS[signal](value) if signal in _DESCRIPTIONS else ""
    except ConsentStringError as error:
        return f"unreadable: {error}"


@lru_cache(maxsize=2048)
def spelt_out(signal: str, value: str) -> tuple[tuple[str, str], ...]:
    """What a coded signal says, as further (name, value) pairs; none for plain or broken ones.

    `gcd`: `ad_storage_default`, `ad_storage_update` … where set; `tcf`: `tcf_purposes`, the purposes
    consented to, and `tcf_vendors`, how many vendors; `gpp`: `gpp_opt_outs`, the fields that record one.
    """
    found: dict[str, str] = {}
    with suppress(ConsentStringError):
        if signal == "gcd":
            detail = decode_gcd(value)
            for name in CONSENT_TYPES:
                answer = getattr(detail, name)
                found |= {f"{name}_default": answer.default, f"{name}_update": answer.update}
        elif signal == "tcf":
            decoded = decode_tcf(value)
            found["tcf_purposes"] = ",".join(map(str, decoded.purpose_consents)) or "none"
            found["tcf_vendors"] = str(len(decoded.vendor_consents))
        elif signal == "gpp":
            found["gpp_opt_outs"] = ",".join(_opt_outs(value)) or "none"
    return tuple((name, text) for name, text in found.items() if text != "unset")


def _opt_outs(value: str) -> Iterator[str]:
    for section in decode_gpp(value).sections:
        named = [name for name in OPT_OUTS if section.fields.get(name) == OPTED_OUT]
        if section.fields.get("Gpc") is True:
            named.append("Gpc")
        yield from (f"{section.name}.{name}" for name in named)
        if not section.fields and section.opts_out():
            yield section.name


def _list_answers(answers: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {answer}" for name, answer in answers.items())


def _describe_gcd(value: str) -> str:
    detail = decode_gcd(value)
    return _list_answers({name: getattr(detail, name).effective for name in CONSENT_TYPES})


def _describe_tcf(value: str) -> str:
    decoded = decode_tcf(value)
    purposes = "; ".join(PURPOSES.get(number, str(number)) for number in decoded.purpose_consents)
    return f"consent to {len(decoded.vendor_consents)} vendors; purposes: {purposes or 'none'}"


def _describe_us_privacy(value: str) -> str:
    answer = decode_us_privacy(value).opt_out_sale
    return {True: "opted out of sale", False: "did not opt out of sale", None: "not applicable"}[answer]


def _describe_gpp(value: str) -> str:
    return "; ".join(
        f"{section.name or section.id}: "
        + (section.problem or ("opted out" if section.opts_out() else "no opt-out"))
        for section in decode_gpp(value).sections
    )


_DESCRIPTIONS: dict[str, Callable[[str], str]] = {
    "gcs": lambda value: _list_answers(decode_gcs(value)),
    "gcd": _describe_gcd,
    "npa": lambda value: "non-personalised ads" if value in _YES else "personalised ads allowed",
    "us_privacy": _describe_us_privacy,
    "tcf": _describe_tcf,
    "gpp": _describe_gpp,
    "dpo": lambda value: "Limited Data Use" if "LDU" in value.upper() else "no limited data use",
    "asc": lambda value: {"G": "ad storage granted", "D": "ad storage denied"}.get(value.upper(), ""),
}
