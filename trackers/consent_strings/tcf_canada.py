"""IAB Canada's Transparency and Consent Framework, version 1: section 5 of GPP."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from trackers.consent_strings.bits import Bits, ConsentStringError
from trackers.consent_strings.tcf import (
    PublisherPurposes,
    PublisherRestriction,
    read_publisher,
    read_restrictions,
)


@dataclass(frozen=True, slots=True)
class TcStringCanada:
    """A decoded Canadian TC string. Purposes, features and vendors are ids in ascending order."""

    version: int
    created: datetime
    last_updated: datetime
    cmp_id: int
    cmp_version: int
    consent_screen: int
    consent_language: str
    vendor_list_version: int
    policy_version: int
    use_non_standard_stacks: bool
    special_feature_express_consents: tuple[int, ...]
    purpose_express_consents: tuple[int, ...]
    purpose_implied_consents: tuple[int, ...]
    vendor_express_consents: tuple[int, ...]
    vendor_implied_consents: tuple[int, ...]
    publisher_restrictions: tuple[PublisherRestriction, ...] = ()
    publisher: PublisherPurposes | None = None
    """Express consents stand in `consents`, implied ones in `legitimate_interests`."""
    disclosed_vendors: tuple[int, ...] | None = None


def decode_tcf_canada(text: str) -> TcStringCanada:
    """Decodes section 5 of a GPP string. Raises ConsentStringError when it is broken.

    Vendors are packed as Fibonacci ranges; older encoders packed ranges of fixed width. The reading that
    uses the segment up to its padding is the right one.
    """
    core, *others = text.strip().split(".")
    decoded, fibonacci = _core(core)
    for segment in others:
        bits = Bits(segment)
        kind = bits.integer(3)
        if kind == 3:
            decoded = replace(decoded, publisher=read_publisher(bits))
        elif kind == 1:
            decoded = replace(decoded, disclosed_vendors=bits.optimized(fibonacci=fibonacci))
        else:
            raise ConsentStringError(f"a segment of unknown type {kind}")
    return decoded


def _core(segment: str) -> tuple[TcStringCanada, bool]:
    problem = ConsentStringError("the core segment does not end where its fields end")
    for fibonacci in (True, False):
        bits = Bits(segment)
        try:
            decoded = _read_core(bits, fibonacci=fibonacci)
        except ConsentStringError as error:
            problem = error
            continue
        if bits.padding_only():
            return decoded, fibonacci
    raise problem


def _read_core(bits: Bits, *, fibonacci: bool) -> TcStringCanada:
    version = bits.integer(6)
    if version != 1:
        raise ConsentStringError(f"Canadian TC string of version {version}; only version 1 is known")
    return TcStringCanada(
        version=version,
        created=bits.moment(),
        last_updated=bits.moment(),
        cmp_id=bits.integer(12),
        cmp_version=bits.integer(12),
        consent_screen=bits.integer(6),
        consent_language=bits.letters(),
        vendor_list_version=bits.integer(12),
        policy_version=bits.integer(6),
        use_non_standard_stacks=bits.flag(),
        special_feature_express_consents=bits.members(12),
        purpose_express_consents=bits.members(24),
        purpose_implied_consents=bits.members(24),
        vendor_express_consents=bits.optimized(fibonacci=fibonacci),
        vendor_implied_consents=bits.optimized(fibonacci=fibonacci),
        # Strings written before restrictions joined the section end here.
        publisher_restrictions=read_restrictions(bits, fibonacci=fibonacci) if bits.remaining >= 12 else (),
    )
