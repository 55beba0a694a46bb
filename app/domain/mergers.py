"""Gemeenten that merged: what an old code or name stands for today.

Boundaries and gazetteers are of one year, and a code is meant as in its year. A wijk keeps its code when its gemeente
goes up in another one, but a family, a pass and a school holiday ask for the gemeente of today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.area_names import Area
from app.domain.vocabulary import AreaLevel


@dataclass(frozen=True, slots=True)
class Merger:
    """An old gemeente, or one wijk of a gemeente that was divided, and the gemeente it lies in since 1 January of
    `year`."""

    code: str
    name: str
    into: str
    into_name: str
    year: int


def bring_up_to_date(areas: Iterable[Area], mergers: Mapping[str, Merger]) -> tuple[Area, ...]:
    """The areas with every gemeente as it is today; `mergers` is by old code.

    A merged gemeente is no area any more: its code and name are kept with the one it went into (`Area.former`), which
    is added when the areas lack it. Of a gemeente that was divided a wijk goes where its own row says.
    """
    kept: dict[str, Area] = {}
    added: dict[str, Area] = {}
    former: dict[str, list[tuple[str, str]]] = {}
    for area in areas:
        merger = _merger_of(area, mergers)
        if merger is None:
            kept[area.code] = area
            continue
        added[merger.into] = _gemeente(merger)
        if area.level == AreaLevel.GEMEENTE:
            former.setdefault(merger.into, []).append((area.code, area.name))
        else:
            parent = merger.into if area.parent == area.gemeente else area.parent
            kept[area.code] = replace(area, gemeente=merger.into, parent=parent)
    kept = {**kept, **{code: area for code, area in added.items() if code not in kept}}
    return tuple(replace(area, former=tuple(former.get(area.code, ()))) for area in kept.values())


def _merger_of(area: Area, mergers: Mapping[str, Merger]) -> Merger | None:
    """Of the area's wijk before that of its gemeente."""
    wijk = f"WK{area.code[2:8]}" if area.level == AreaLevel.BUURT else area.code
    return mergers.get(wijk) or mergers.get(area.gemeente)


def _gemeente(merger: Merger) -> Area:
    return Area(merger.into, AreaLevel.GEMEENTE, merger.into_name, None, merger.into, None, None, merger.year)
