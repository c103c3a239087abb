"""IAB Transparency and Consent Framework, TC strings of version 2 (2.0 to 2.3), all four segments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from trackers.consent_strings.bits import Bits, ConsentStringError

_SEGMENTS = {1: "disclosed_vendors", 2: "allowed_vendors", 3: "publisher"}

PURPOSES = {
    1: "store and access information on a device",
    2: "basic advertising",
    3: "profiles for personalised advertising",
    4: "personalised advertising",
    5: "profiles for personalised content",
    6: "personalised content",
    7: "measuring advertising",
    8: "measuring content",
    9: "audience research",
    10: "improving services",
    11: "limited data to select content",
}
"""What the purposes are about, in our words."""


@dataclass(frozen=True, slots=True)
class PublisherRestriction:
    """A publisher's restriction of one purpose for some vendors."""

    purpose: int
    type: int
    """0: purpose not allowed; 1: consent required; 2: legitimate interest required."""
    vendors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PublisherPurposes:
    """The publisher's own purposes (segment 3)."""

    consents: tuple[int, ...]
    legitimate_interests: tuple[int, ...]
    custom_purposes: int
    custom_consents: tuple[int, ...]
    custom_legitimate_interests: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TcString:
    """A decoded TC string. Purposes, features and vendors are ids in ascending order."""

    version: int
    created: datetime
    last_updated: datetime
    cmp_id: int
    cmp_version: int
    consent_screen: int
    consent_language: str
    """ISO 639-1, upper case."""
    vendor_list_version: int
    policy_version: int
    is_service_specific: bool
    use_non_standard_texts: bool
    special_feature_opt_ins: tuple[int, ...]
    purpose_consents: tuple[int, ...]
    purpose_legitimate_interests: tuple[int, ...]
    purpose_one_treatment: bool
    publisher_country: str
    """ISO 3166-1 alpha-2."""
    vendor_consents: tuple[int, ...]
    vendor_legitimate_interests: tuple[int, ...]
    publisher_restrictions: tuple[PublisherRestriction, ...]
    disclosed_vendors: tuple[int, ...] | None = None
    """None where the segment is absent."""
    allowed_vendors: tuple[int, ...] | None = None
    publisher: PublisherPurposes | None = None

    def denies_everything(self) -> bool:
        """Whether the person consents to no purpose, and none is claimed as a legitimate interest."""
        return not self.purpose_consents and not self.purpose_legitimate_interests


def decode_tcf(text: str) -> TcString:
    """Decodes a TC string of version 2.

    Raises ConsentStringError when the string is broken, or of another version.
    """
    core, *others = text.strip().split(".")
    decoded = _core(Bits(core))
    for segment in others:
        if segment:
            decoded = _with_segment(decoded, Bits(segment))
    return decoded


def read_restrictions(bits: Bits, *, fibonacci: bool = False) -> tuple[PublisherRestriction, ...]:
    """Publisher restrictions: a list of 12-bit length of purpose, type and vendor ids."""
    return tuple(
        PublisherRestriction(
            purpose=bits.integer(6),
            type=bits.integer(2),
            vendors=bits.optimized(fibonacci=True) if fibonacci else bits.ranges(),
        )
        for _ in range(bits.integer(12))
    )


def read_publisher(bits: Bits) -> PublisherPurposes:
    """The publisher's purposes, after the segment's type."""
    consents, interests, custom = bits.members(24), bits.members(24), bits.integer(6)
    return PublisherPurposes(consents, interests, custom, bits.members(custom), bits.members(custom))


def _core(bits: Bits) -> TcString:
    version = bits.integer(6)
    if version != 2:
        raise ConsentStringError(f"TC string of version {version}; only version 2 is known")
    return TcString(
        version=version,
        created=bits.moment(),
        last_updated=bits.moment(),
        cmp_id=bits.integer(12),
        cmp_version=bits.integer(12),
        consent_screen=bits.integer(6),
        consent_language=bits.letters(),
        vendor_list_version=bits.integer(12),
        policy_version=bits.integer(6),
        is_service_specific=bits.flag(),
        use_non_standard_texts=bits.flag(),
        special_feature_opt_ins=bits.members(12),
        purpose_consents=bits.members(24),
        purpose_legitimate_interests=bits.members(24),
        purpose_one_treatment=bits.flag(),
        publisher_country=bits.letters(),
        vendor_consents=bits.optimized(),
        vendor_legitimate_interests=bits.optimized(),
        publisher_restrictions=read_restrictions(bits),
    )


def _with_segment(decoded: TcString, bits: Bits) -> TcString:
    kind = _SEGMENTS.get(bits.integer(3))
    if kind == "publisher":
        return replace(decoded, publisher=read_publisher(bits))
    if kind == "disclosed_vendors":
        return replace(decoded, disclosed_vendors=bits.optimized())
    if kind == "allowed_vendors":
        return replace(decoded, allowed_vendors=bits.optimized())
    raise ConsentStringError("a segment of unknown type")
