"""Cents per session of every row, as somebody with passes pays them."""

import numpy as np

from app.catalogue.bitmaps import Array
from app.catalogue.columns import ANYWHERE, pass_for
from app.catalogue.segment import Segment


def prices_with(segment: Segment, passes: tuple[str, ...], gemeente: str | None = None) -> Array:
    """Of each row the least of its price and those with the passes (`rule.price_with`); NEVER = cannot be compared.

    gemeente: a pass counts only where it is for the residents of this one, or of any.
    """
    plain: Array = segment.arrays["price"]
    held = tuple(name for name in passes if segment.key_number("pass", name) is not None)
    if not held:
        return plain

    def find() -> Array:
        price = plain.copy()
        for name in held:
            _lower(price, segment, name, gemeente)
        return price

    found: Array = segment.cached(("price", held, gemeente), find)
    return found


def _lower(price: Array, segment: Segment, name: str, gemeente: str | None) -> None:
    at = segment.key_number("pass", name)
    assert at is not None
    start = segment.arrays["key_pass_start"]
    some = slice(int(start[at]), int(start[at + 1]))
    rows, cents = segment.arrays["key_pass_row"][some], segment.arrays["pass_cents"][some]
    if gemeente is not None:
        counts = np.ones(segment.rows, dtype=np.bool_)
        counts[segment.key_rows("passFor", pass_for(name, ANYWHERE))] = False
        counts[segment.key_rows("passFor", pass_for(name, gemeente))] = True
        rows, cents = rows[counts[rows]], cents[counts[rows]]
    np.minimum.at(price, rows, cents)
