"""How fresh the catalogue is, per organisation and per wijk: activities that run or are planned, examples left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.catalogue.catalogue import Catalogue
from app.catalogue.owners import count_states_by_owner, count_states_by_wijk
from app.catalogue.reference import Reference
from app.domain.query import AreaFilter, Query, Surroundings
from app.domain.vocabulary import AreaLevel, Status

EVERY_STATE: frozenset[str] = frozenset()
COUNTED = frozenset({Status.OPEN.value, Status.PLANNED.value})
ORGANISATION, WIJK = "organisation", "wijk"
MOST_SHOWN = 100
"""Rows of each kind in the status of the service; the report has all."""

Wire = dict[str, Any]


class Counts(NamedTuple):
    """Activities in each state."""

    fresh: int = 0
    due: int = 0
    unconfirmed: int = 0
    stale: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    def to_wire(self) -> Wire:
        """By the name of the state."""
        return self._asdict()


@dataclass(frozen=True, slots=True)
class FreshnessTable:
    """all: everything that was asked. groups: by id of the organisation or code of the wijk; empty: of neither."""

    all: Counts
    groups: Mapping[str, Counts]

    def ordered(self) -> list[tuple[str | None, Counts]]:
        """Those that need most first: stale, then unconfirmed, then due. None: what belongs to no group."""
        rows = [(name or None, counts) for name, counts in self.groups.items()]
        return sorted(rows, key=lambda row: (*(-number for number in reversed(row[1][1:])), row[0] or ""))


def count_freshness(
    catalogue: Catalogue,
    around: Surroundings,
    by: str,
    *,
    areas: tuple[AreaFilter, ...] = (),
    organisations: tuple[str, ...] = (),
) -> FreshnessTable:
    """Count by organisation or by wijk; `areas` and `organisations` narrow what is counted. An activity counts once,
    for the organisation that offers it."""
    query = Query(statuses=COUNTED, freshness=EVERY_STATE, example=False, areas=areas)
    count = count_states_by_owner if by == ORGANISATION else count_states_by_wijk
    found = {name: Counts(*counts.tolist()) for name, counts in count(catalogue, query, around, organisations).items()}
    if by == WIJK and areas:
        # What serves the area from elsewhere is not in it.
        found = {name: counts for name, counts in found.items() if any(name in area.related for area in areas)}
    whole = Counts(*(sum(counts[at] for counts in found.values()) for at in range(len(Counts._fields))))
    return FreshnessTable(whole, found)


def write_row(name: str | None, counts: Counts, by: str, reference: Reference, base_url: str) -> Wire:
    """One line of the report; organisation and wijk null where the line is about the other, or about nobody's."""
    organisation = wijk = gemeente = None
    if name is not None and by == ORGANISATION:
        title = reference.organisations.get(name, name)
        organisation = {"id": name, "name": title, "url": f"{base_url}/v1/organisations/{name}"}
    elif name is not None:
        areas = reference.areas
        wijk = {"code": name, "name": areas.name_of(name) or name}
        code = areas.ancestor_at(name, AreaLevel.GEMEENTE)
        gemeente = None if code is None else {"code": code, "name": areas.name_of(code) or code}
    share = round(counts.fresh / counts.total, 4) if counts.total else None
    return {
        "organisation": organisation,
        "wijk": wijk,
        "gemeente": gemeente,
        **counts.to_wire(),
        "total": counts.total,
        "freshShare": share,
    }


def summarise(catalogue: Catalogue, around: Surroundings) -> Wire:
    """For the status of the service: numbers only."""
    by_organisation = count_freshness(catalogue, around, ORGANISATION)
    by_wijk = count_freshness(catalogue, around, WIJK)
    return {
        **by_organisation.all.to_wire(),
        "organisations": [
            {"id": name, **counts.to_wire()} for name, counts in by_organisation.ordered() if name is not None
        ][:MOST_SHOWN],
        "wijken": [{"code": name, **counts.to_wire()} for name, counts in by_wijk.ordered() if name is not None][
            :MOST_SHOWN
        ],
    }
