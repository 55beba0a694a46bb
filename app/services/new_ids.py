"""Ids of what has no identity of its own: edits that wait, reports, reminders. 80 random bits, as public ids have."""

import re
from base64 import b32encode
from secrets import token_bytes

RANDOM_BYTES = 10
_ID = re.compile("[a-z2-7]{16}")


def make_id() -> str:
    """16 characters of lower-case base32, the same form as every other id."""
    return b32encode(token_bytes(RANDOM_BYTES)).decode().lower()


def is_id(text: str) -> bool:
    """Whether it can be an id at all; what cannot be is not looked up (PostgreSQL refuses a NUL in a text)."""
    return _ID.fullmatch(text) is not None
