"""The form of a partner key: `ww_live_` or `ww_test_`, 32 random characters, 6 characters of checksum.

The random part is 160 bits in lower-case base32, so 0, 1, 8 and 9 do not occur. The checksum is the beginning of
SHA-256 over all that stands before it: a typo is recognised without asking anyone.
"""

import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

LIVE_PREFIX, TEST_PREFIX = "ww_live_", "ww_test_"
ENTROPY_BYTES = 20
ID_ENTROPY_BYTES = 8
CHECKSUM_LENGTH = 6
HINT_LENGTH = 4
_FORM = re.compile(rf"(ww_(?:live|test)_[a-z2-7]{{32}})([a-z2-7]{{{CHECKSUM_LENGTH}}})")


@dataclass(frozen=True, slots=True)
class KeySecret:
    """A well-formed key. `text` is the secret itself: show it once, store and log it never."""

    text: str

    def __repr__(self) -> str:
        return "KeySecret(...)"

    @property
    def is_test(self) -> bool:
        """Whether it only rehearses: everything is checked and answered, nothing is kept."""
        return self.text.startswith(TEST_PREFIX)

    @property
    def sha256(self) -> str:
        """What is stored in its place, in hex. 160 random bits need no salt and no slow hash."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def hint(self) -> str:
        """Its last characters, so that people can tell their keys apart: part of the checksum, not of the secret."""
        return self.text[-HINT_LENGTH:]


def form_key(entropy: bytes, *, is_test: bool) -> KeySecret:
    """The key of 20 random bytes. Raises ValueError for another number of bytes."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"a key is made of {ENTROPY_BYTES} random bytes")
    body = (TEST_PREFIX if is_test else LIVE_PREFIX) + _base32(entropy)
    return KeySecret(body + _checksum(body))


def form_key_id(entropy: bytes) -> str:
    """The public name of a key, of 8 random bytes: `key_` and 13 characters; it says nothing about the secret."""
    if len(entropy) != ID_ENTROPY_BYTES:
        raise ValueError(f"the id of a key is made of {ID_ENTROPY_BYTES} random bytes")
    return f"key_{_base32(entropy)}"


def parse_key(text: str) -> KeySecret | None:
    """The key, or None when it has another form or its checksum does not fit: then it never was a key of ours."""
    found = _FORM.fullmatch(text)
    if found is None or _checksum(found[1]) != found[2]:
        return None
    return KeySecret(text)


def _checksum(body: str) -> str:
    return _base32(sha256(body.encode()).digest())[:CHECKSUM_LENGTH]


def _base32(content: bytes) -> str:
    return b32encode(content).decode().rstrip("=").lower()
