"""Titles in numbered parts: `Robotkamp dag 1`, `Programmeren (les 2 van 6)`.

Weeks are left alone: `Zomerkamp week 1` and `week 2` are two camps.
"""

import re
from functools import lru_cache

_PART = re.compile(
    r"[\s,:;|–—-]*\(?\b(?:dag|day|deel|part|les|lesson|sessie|session|bijeenkomst)\s?(\d{1,2})"
    r"(?:\s?(?:van|of|/)\s?(?:de\s)?\d{1,2})?\)?\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def read_part(title: str) -> tuple[str, int | None]:
    """The title without its part, and the number of the part; None when it names none."""
    found = list(_PART.finditer(title))
    if not found or found[-1].end() != len(title) or not found[-1].start():
        return title, None
    return title[: found[-1].start()].strip(), int(found[-1][1])
