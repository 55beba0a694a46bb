"""What a Dutch postcode says about where something is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})?")


@dataclass(frozen=True, slots=True)
class Postcode:
    """One postcode (four digits, or with its two letters) and its representative point, WGS84 degrees."""

    code: str
    gemeente: str
    wijk: str | None
    lat: float
    lon: float


def normalise_postcode(text: str) -> str | None:
    """ "2531 ab" as "2531AB", "2531" as it is; None when the text is not a postcode."""
    match = _POSTCODE.fullmatch(text.strip())
    return match[1] + (match[2] or "").upper() if match else None


class PostcodeTable:
    """Postcodes by code. With the letters unknown to the table, the four digits answer."""

    def __init__(self, postcodes: Iterable[Postcode] = ()) -> None:
        self._by_code = {postcode.code: postcode for postcode in postcodes}

    def __len__(self) -> int:
        return len(self._by_code)

    def all(self) -> tuple[Postcode, ...]:
        """Every postcode, in the order given."""
        return tuple(self._by_code.values())

    def find(self, text: str) -> Postcode | None:
        """The best known answer for "2531" or "2531AB"; None for text that is no postcode or not in the table."""
        code = normalise_postcode(text)
        if code is None:
            return None
        return self._by_code.get(code) or self._by_code.get(code[:4])
