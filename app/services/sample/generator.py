"""The stream of sample drafts: gemeente by gemeente, each activity from its own seed, so that runs repeat exactly."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate
from random import Random

from app.domain.draft import ActivityDraft
from app.services.data_files import (
    GazetteerRow,
    HolidayRow,
    read_gazetteer,
    read_holidays,
    read_passes,
    read_postcodes,
    read_stadsdelen,
)
from app.services.gazetteer import read_holiday_regions
from app.services.sample.city import HOST_KINDS, City, Map, build_city, build_map
from app.services.sample.recipes import RECIPES
from app.services.sample.sketch import Sketch
from app.services.sample.times import Year, build_year
from app.services.sample.variety import add_variety
from app.services.sample.words import Subject, read_subjects

OWN_FIELD = 0.7
"""How often an organisation does something in its own field."""

_WEIGHTS = tuple(accumulate(weight for weight, _, _ in RECIPES))


def generate(seed: int, count: int, gemeenten: Sequence[str], today: date) -> Iterator[ActivityDraft]:
    """`count` fictional activities around `today` in the gemeenten (codes; none = all of the gazetteer).

    The same arguments give the same drafts. Raises KeyError for a code the gazetteer does not have.
    """
    atlas = build_map(read_gazetteer(), read_stadsdelen(), read_postcodes(), read_passes())
    by_code = {row.code: row for row in atlas.gemeenten}
    chosen = [by_code[code] for code in gemeenten] if gemeenten else list(atlas.gemeenten)
    holidays = read_holidays()
    for gemeente, share in _divide(count, chosen, atlas):
        yield from _generate_city(seed, share, gemeente, atlas, _year_of(gemeente, today, holidays))


def _year_of(gemeente: GazetteerRow, today: date, holidays: list[HolidayRow]) -> Year:
    region = read_holiday_regions().get(gemeente.code)
    return build_year(today, holidays, "midden" if region is None else region.value)


def _divide(count: int, gemeenten: Sequence[GazetteerRow], atlas: Map) -> Iterator[tuple[GazetteerRow, int]]:
    """Shares by the number of wijken; together exactly `count`."""
    sizes = [max(1, len(atlas.wijken[row.code])) for row in gemeenten]
    bounds = [count * part // sum(sizes) for part in accumulate(sizes)]
    for row, first, last in zip(gemeenten, [0, *bounds], bounds, strict=False):
        yield row, last - first


def _generate_city(seed: int, count: int, gemeente: GazetteerRow, atlas: Map, year: Year) -> Iterator[ActivityDraft]:
    if count == 0:
        return
    city = build_city(seed, gemeente, atlas, count)
    for number in range(count):
        name = f"{city.code}-{seed}-{number}"
        rng = Random(name)
        yield _generate_one(rng, name, f"{city.code}-{seed}-{rng.randrange(count)}", city, year)


def _generate_one(rng: Random, name: str, neighbour: str, city: City, year: Year) -> ActivityDraft:
    """`name`, `neighbour`: the external ids of this activity and of another one of the city."""
    _, recipe, kinds = RECIPES[bisect(_WEIGHTS, rng.randrange(_WEIGHTS[-1]))]
    host = city.pick(rng, kinds)
    own = _subjects_of(host.kind)
    subject = rng.choice(own if own and rng.random() < OWN_FIELD else read_subjects())
    sketch = Sketch(rng, city, year, subject, host, name)
    recipe(sketch)
    add_variety(sketch, neighbour)
    return sketch.finish()


@lru_cache(maxsize=len(HOST_KINDS))
def _subjects_of(kind: str) -> tuple[Subject, ...]:
    """The subjects in the field of a kind of organisation."""
    return tuple(subject for subject in read_subjects() if subject.top in HOST_KINDS[kind].hub_for)
