"""The rows of the table: what is asked, how it is asked, and what was promised."""

from dataclasses import dataclass

from bench.questions import (
    Draw,
    draw_broad,
    draw_combined,
    draw_combined_with_facets,
    draw_everything,
    draw_near,
    draw_near_within,
    draw_next_step,
    draw_text,
)


@dataclass(frozen=True)
class Row:
    """One line of the table.

    draw: its questions; None = items by id. is_caching: one address again and again, with the cache of answers on;
    otherwise many addresses, with it off. is_revalidating: the client already holds the answer (If-None-Match).
    has_place: belongs to the questions whose latency may hardly grow with the catalogue. is_search: other software can
    be asked the same. target: the promised ratio to the bare FastAPI at 200 000 activities, None = none was given.
    """

    name: str
    draw: Draw | None
    target: float | None = None
    is_caching: bool = False
    is_revalidating: bool = False
    has_place: bool = False
    is_search: bool = True


ROWS: tuple[Row, ...] = (
    Row("item by id", None, 0.8),
    Row("near, all by distance", draw_near, 0.35, has_place=True),
    Row("near, within 3 km", draw_near_within, 0.35, has_place=True),
    Row("combined", draw_combined, has_place=True),
    Row("combined, all facets", draw_combined_with_facets, 0.35, has_place=True),
    Row("broad, all facets", draw_broad, 0.15),
    Row("no filter", draw_everything),
    Row("text, two words", draw_text),
    Row("next steps", draw_next_step, 0.1, has_place=True, is_search=False),
    Row("item by id, cached", None, 2.0, is_caching=True),
    Row("combined, all facets, cached", draw_combined_with_facets, 2.5, is_caching=True),
    Row("item by id, 304", None, 3.5, is_caching=True, is_revalidating=True),
    Row("combined, all facets, 304", draw_combined_with_facets, 3.5, is_caching=True, is_revalidating=True),
)
