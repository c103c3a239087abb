"""Consent strings that travel in hits: TCF, GPP, US Privacy, Google consent mode.

Every `decode_…` function raises ConsentStringError when the string is broken; `declares_denial` never raises.
"""

from trackers.consent_strings.bits import ConsentStringError
from trackers.consent_strings.google_consent import (
    ConsentDefaultAndUpdate,
    GoogleConsentDetail,
    decode_dma_cps,
    decode_gcd,
    decode_gcs,
    decode_gcut,
)
from trackers.consent_strings.gpp import GppSection, GppString, decode_gpp, decode_gpp_sid
from trackers.consent_strings.signals import SIGNALS, declares_denial, describe, google_answers, spelt_out
from trackers.consent_strings.tcf import (
    PublisherPurposes,
    PublisherRestriction,
    TcString,
    decode_tcf,
)
from trackers.consent_strings.tcf_canada import TcStringCanada, decode_tcf_canada
from trackers.consent_strings.us_privacy import UsPrivacy, decode_us_privacy

__all__ = [
    "SIGNALS",
    "ConsentDefaultAndUpdate",
    "ConsentStringError",
    "GoogleConsentDetail",
    "GppSection",
    "GppString",
    "PublisherPurposes",
    "PublisherRestriction",
    "TcString",
    "TcStringCanada",
    "UsPrivacy",
    "declares_denial",
    "decode_dma_cps",
    "decode_gcd",
    "decode_gcs",
    "decode_gcut",
    "decode_gpp",
    "decode_gpp_sid",
    "decode_tcf",
    "decode_tcf_canada",
    "decode_us_privacy",
    "describe",
    "google_answers",
    "spelt_out",
]
