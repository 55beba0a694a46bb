"""Coverage: what there is, and is not, per wijk, theme, stage and age band; how much is free, how much within reach."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.next_step_weights import RUNGS
from app.domain.themes import ThemeScheme
from app.services.insight_offers import Bools, Ints, Offers
from app.services.insight_towns import Town

STAGES: tuple[str | None, ...] = (*RUNGS, None)
"""The rungs, and not stated."""

Table = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One town. Tables by (spot, theme, stage, band): there: in the wijk itself; free: of those, stated free;
    reachable: on foot from the wijk or without travel, wherever it is. Tables by spot: all: runs there, whoever may
    join; joinable: of those, what one child can join; joinable_free: of those, stated free; clubs: of those, clubs. By
    (spot, band): reach_total, reach_clubs."""

    town: Town
    there: Table
    free: Table
    reachable: Table
    all: Table
    joinable: Table
    joinable_free: Table
    clubs: Table
    reach_total: Table
    reach_clubs: Table


class ThemeColumns:
    """Which rows belong to each of the themes; a parent holds its children."""

    def __init__(self, offers: Offers, scheme: ThemeScheme, themes: Sequence[str]) -> None:
        columns = [scheme.expand(theme) for theme in themes]
        by_subject = [[not column.isdisjoint(own) for column in columns] for own, _ in offers.subjects]
        held = np.array(by_subject, dtype=bool).reshape(len(offers.subjects), len(columns))
        self.holds: Bools = held[offers.subject] if len(offers) else np.zeros((0, len(columns)), dtype=bool)


def measure_coverage(offers: Offers, town: Town, columns: ThemeColumns) -> Coverage:
    """The tables of one town, out of what runs and what one child from there can join."""
    rows = town.rows
    open_rows = offers.is_open[rows]
    joinable = open_rows & offers.is_single[rows] & offers.has_room[rows] & town.group
    wijk = np.array([offers.wijk[row] or offers.gemeente[row] for row in rows.tolist()], dtype=object)
    there = np.array([wijk == spot.code for spot in town.spots], dtype=bool).reshape(len(town.spots), len(rows))
    free, club = offers.is_free[rows], offers.is_club[rows]
    local = there & joinable
    reach = town.reach & joinable[:, np.newaxis] & offers.fits[rows].T
    table = _Tables(offers, columns, rows)
    return Coverage(
        town=town,
        there=table(local[:, np.newaxis] & offers.fits[rows].T),
        free=table((local & free)[:, np.newaxis] & offers.fits[rows].T),
        reachable=table(reach),
        all=_total(there & open_rows),
        joinable=_total(local),
        joinable_free=_total(local & free),
        clubs=_total(local & club),
        reach_total=_total(reach),
        reach_clubs=_total(reach & club),
    )


def _total(chosen: Bools) -> Table:
    counted: Table = chosen.sum(axis=-1, dtype=np.int32)
    return counted


class _Tables:
    """Counts chosen offers (spot, band, offer) by theme and stage."""

    def __init__(self, offers: Offers, columns: ThemeColumns, rows: Ints) -> None:
        self._themes = columns.holds[rows].astype(np.float32)
        stages = np.array([offers.subjects[number][1] for number in offers.subject[rows].tolist()], dtype=object)
        self._stages = [np.array([stage == own for own in stages], dtype=bool) for stage in STAGES]

    def __call__(self, chosen: Bools) -> Table:
        spots, bands = chosen.shape[:2]
        found = np.zeros((spots, self._themes.shape[1], len(STAGES), bands), dtype=np.int32)
        for at, held in enumerate(self._stages):
            counted = chosen[:, :, held].astype(np.float32) @ self._themes[held]
            found[:, :, at] = counted.transpose(0, 2, 1)
        return found
