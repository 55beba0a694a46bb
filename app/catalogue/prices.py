"""Cents per session of every row, as somebody with passes pays them."""

import numpy as np

from app.catalogue.bitmaps import Array
from app.catalogue.segment import Segment


def prices_with(segment: Segment, passes: tuple[str, ...]) -> Array:
    """Of each row the least of its price and those with the passes (`rule.price_with`); NEVER = cannot be compared."""
    plain: Array = segment.arrays["price"]
    held = [at for name in passes if (at := segment.key_number("pass", name)) is not None]
    if not held:
        return plain

    def find() -> Array:
        price = plain.copy()
        start, rows = segment.arrays["key_pass_start"], segment.arrays["key_pass_row"]
        for at in held:
            some = slice(int(start[at]), int(start[at + 1]))
            np.minimum.at(price, rows[some], segment.arrays["pass_cents"][some])
        return price

    found: Array = segment.cached(("price", tuple(held)), find)
    return found
