"""What a hit says: the parameters of a tracker's request under names that people understand.

The knowledge is data: the `[[product.payload]]` tables of `trackers/vendors/*.toml`; docs/payloads.md
lists the standard names and the labels of personal data.
"""

from trackers.payloads.decoder import PayloadDecoder, decode, decode_all
from trackers.payloads.hit import Hit

__all__ = ["Hit", "PayloadDecoder", "decode", "decode_all"]
