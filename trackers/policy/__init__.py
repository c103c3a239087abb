"""Reading privacy policies: what a site says about tracking, each statement quoted to the character."""

from trackers.policy.documents.charset import is_text
from trackers.policy.documents.document import Document
from trackers.policy.documents.intake import LARGEST, read_document
from trackers.policy.read import read_policy

__all__ = ["LARGEST", "Document", "is_text", "read_document", "read_policy"]
