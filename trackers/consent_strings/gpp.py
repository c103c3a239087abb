"""IAB Global Privacy Platform: the header and every section that is in use.

Sections: EU TCF v2 (2), Canada TCF v1 (5), US Privacy (6), US national (7, both versions) and the US
states (8–27). Layouts are data: gpp_sections.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from trackers.consent_strings.bits import Bits, ConsentStringError
from trackers.consent_strings.tcf import TcString, decode_tcf
from trackers.consent_strings.tcf_canada import TcStringCanada, decode_tcf_canada
from trackers.consent_strings.us_privacy import UsPrivacy, decode_us_privacy

_HEADER_TYPE = 3
OPT_OUTS = ("SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut")
"""Fields of the US sections that say what the person opted out of."""
OPTED_OUT = 1
"""Value of such a field."""

UsValue = int | bool | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GppSection:
    """One section: exactly one of `fields` (US states and national), `tcf`, `tcf_canada` and `us_privacy` is
    filled, or `problem` says why it could not be read.
    """

    id: int
    name: str
    """Prefix of the section in the GPP API (`usnat`); empty for a section nobody has specified."""
    text: str
    fields: Mapping[str, UsValue] = field(default_factory=dict)
    """Names as specified: `SaleOptOut` (0 not applicable, 1 opted out, 2 did not opt out) …, `Gpc`."""
    tcf: TcString | None = None
    tcf_canada: TcStringCanada | None = None
    us_privacy: UsPrivacy | None = None
    problem: str = ""

    def opts_out(self) -> bool:
        """Whether it records an opt-out of sale, sharing or targeted advertising, or refuses all purposes."""
        if self.tcf:
            return self.tcf.denies_everything()
        if self.us_privacy:
            return self.us_privacy.opt_out_sale is True
        return any(self.fields.get(name) == OPTED_OUT for name in OPT_OUTS) or self.fields.get("Gpc") is True


@dataclass(frozen=True, slots=True)
class GppString:
    """A decoded GPP string."""

    version: int
    sections: tuple[GppSection, ...]

    def section(self, name: str) -> GppSection | None:
        """The section of that name, or None."""
        return next((section for section in self.sections if section.name == name), None)

    def opts_out(self, applicable: Collection[int] = ()) -> bool:
        """Whether a section records an opt-out; only `applicable` ones count where `gpp_sid` names any."""
        chosen = [section for section in self.sections if not applicable or section.id in applicable]
        return any(section.opts_out() for section in chosen)


def decode_gpp(text: str) -> GppString:
    """Decodes a GPP string, header and sections.

    A section that cannot be read carries its `problem`; the others are read all the same. Raises
    ConsentStringError when the header is broken or does not fit the number of sections.
    """
    header, *texts = text.strip().split("~")
    bits = Bits(header)
    kind, version = bits.integer(6), bits.integer(6)
    if kind != _HEADER_TYPE:
        raise ConsentStringError(f"not a GPP string: type {kind}")
    ids = bits.fibonacci_ranges()
    if len(ids) != len(texts):
        raise ConsentStringError(f"the header announces {len(ids)} sections, {len(texts)} follow")
    return GppString(version, tuple(_section(*pair) for pair in zip(ids, texts, strict=True)))


def decode_gpp_sid(text: str) -> tuple[int, ...]:
    """The ids of the sections that apply: `7_8` or `7,8`. `-1` (none) and `0` (not known) give none.

    Raises ConsentStringError for anything but numbers.
    """
    try:
        ids = [int(part) for part in text.replace(",", "_").split("_") if part]
    except ValueError:
        raise ConsentStringError(f"not a list of section ids: {text[:40]!r}") from None
    return tuple(number for number in ids if number > 0)


@dataclass(frozen=True, slots=True)
class _Layout:
    name: str
    core: Mapping[int, str]
    optional: str


@cache
def _layouts() -> dict[int, _Layout]:
    source = resources.files("trackers.consent_strings").joinpath("gpp_sections.toml").read_text("utf-8")
    data = tomllib.loads(source)
    segments = {"": ""} | data["optional_segments"]
    return {
        entry["id"]: _Layout(
            name=entry["name"],
            core={int(version): layout for version, layout in entry["core"].items()},
            optional=segments[entry.get("optional", "")],
        )
        for entry in data["section"]
    }


def _section(number: int, text: str) -> GppSection:
    layout = _layouts().get(number)
    try:
        if number == 2:
            return GppSection(number, "tcfeuv2", text, tcf=decode_tcf(text))
        if number == 5:
            return GppSection(number, "tcfcav1", text, tcf_canada=decode_tcf_canada(text))
        if number == 6:
            return GppSection(number, "uspv1", text, us_privacy=decode_us_privacy(text))
        if layout is None:
            return GppSection(number, "", text, problem="a section nobody has specified")
        return GppSection(number, layout.name, text, fields=_us_fields(text, layout))
    except ConsentStringError as error:
        names = {2: "tcfeuv2", 5: "tcfcav1", 6: "uspv1"}
        return GppSection(number, layout.name if layout else names[number], text, problem=str(error))


def _us_fields(text: str, layout: _Layout) -> dict[str, UsValue]:
    core, *others = text.split(".")
    version = Bits(core).integer(6)
    if version not in layout.core:
        raise ConsentStringError(f"{layout.name} of version {version}; known are {sorted(layout.core)}")
    fields = _read(Bits(core), layout.core[version])
    if others and layout.optional:
        fields |= _read(Bits(others[0]), layout.optional)
    return fields


def _read(bits: Bits, layout: str) -> dict[str, UsValue]:
    fields: dict[str, UsValue] = {}
    for entry in layout.split():
        name, _, size = entry.partition(":")
        width, _, count = size.partition("x")
        if count:
            fields[name] = bits.integers(int(width), int(count))
        else:
            fields[name] = bits.flag() if width == "1" else bits.integer(int(width))
    return fields
