"""Ids of what has no identity of its own: edits that wait, reports, reminders. 80 random bits, as public ids have."""

from base64 import b32encode
from secrets import token_bytes

RANDOM_BYTES = 10


def make_id() -> str:
    """16 characters of lower-case base32, the same form as every other id."""
    return b32encode(token_bytes(RANDOM_BYTES)).decode().lower()
