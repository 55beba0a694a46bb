"""What an answer says about how long it holds; the endpoint writes it, the cache in front reads it."""

from dataclasses import dataclass

STAMP = "wegwijzer.stamp"
"""Key of the `Stamp` in the ASGI scope. An answer without one is never kept."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an answer depends on: the applied sequence number of the catalogue and the epoch second it expires.

    is_private: it is for the holder of a key, so it is tagged and compressed as any other but never kept.
    """

    seq: int
    valid_until: float
    is_private: bool = False


REHEARSAL = "wegwijzer.rehearsal"
"""Key in the ASGI scope of a request that was only rehearsed: the answer says so in a header."""
