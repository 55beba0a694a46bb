"""The catalogue in columns as the reports on gaps need it: one row an activity, read once for a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.domain import next_step_limits as limits
from app.domain.gaps import AGE_BANDS
from app.domain.listing import Listing
from app.domain.next_step_relation import series_of
from app.domain.query import Surroundings
from app.domain.situation import Situation
from app.domain.vocabulary import Attendance, Cost, Kind, OpenTo

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

WITHOUT_DISTANCE = (Attendance.ONLINE, Attendance.HOME, Attendance.MOBILE)
NOBODY = Situation()
BANDS = tuple(band.situation() for band in AGE_BANDS)

Links = tuple[tuple[str, str], ...]
Subject = tuple[tuple[str, ...], str | None]
"""Themes and stage: all that decides how one activity leads to another."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Rows in the order of `ids`. fits: (row, band). subject: index into `subjects`. radians: (row, lat and lon), NaN
    where no distance can be told. local: index into `local_samples` for rows whose reach hangs on areas instead of a
    distance, else -1. residents: rows open to residents of some areas only, with the listing. editions: rows of one
    series. follow_ups, replaced: (from, to) by id, as the providers named them."""

    ids: tuple[str, ...]
    gemeente: tuple[str | None, ...]
    wijk: tuple[str | None, ...]
    subjects: tuple[Subject, ...]
    subject: Ints
    radians: Floats
    local: Ints
    local_samples: tuple[Listing, ...]
    residents: tuple[tuple[int, Listing], ...]
    editions: tuple[tuple[int, ...], ...]
    follow_ups: Links
    replaced: Links
    is_open: Bools
    is_single: Bools
    is_everyone: Bools
    has_room: Bools
    is_free: Bools
    is_club: Bools
    fits: Bools

    def __len__(self) -> int:
        return len(self.ids)


class _Numbers:
    """Gives each distinct value a number."""

    def __init__(self) -> None:
        self.of: dict[object, int] = {}

    def __call__(self, value: object) -> int:
        return self.of.setdefault(value, len(self.of))


def read_offers(listings: Iterable[Listing], around: Surroundings) -> Offers:
    """Columns of the listings at the moment of `around`, by id."""
    subjects, locals_ = _Numbers(), _Numbers()
    samples: list[Listing] = []
    residents: list[tuple[int, Listing]] = []
    series: dict[tuple[str, str], list[int]] = {}
    flags: list[tuple[bool, ...]] = []
    fits: list[tuple[bool, ...]] = []
    points: list[tuple[float, float]] = []
    subject, local = [], []
    slim = sorted((replace(item, sessions=()) for item in listings), key=lambda item: item.id)
    for row, item in enumerate(slim):
        subject.append(subjects((item.themes, item.stage)))
        number = _number_local(item, locals_)
        local.append(number)
        if number == len(samples):
            samples.append(item)
        points.append((np.nan, np.nan) if item.lat is None or item.lon is None else (item.lat, item.lon))
        if item.open_to == OpenTo.RESIDENTS_OF:
            residents.append((row, item))
        if item.organisation_id:
            series.setdefault((item.organisation_id, series_of(item.title_key)), []).append(row)
        flags.append(_flags(item, around))
        fits.append(tuple(limits.fits_age(item, band) for band in BANDS))
    columns = np.array(flags, dtype=bool).reshape(len(slim), 6).T
    return Offers(
        ids=tuple(item.id for item in slim),
        gemeente=tuple(item.gemeente for item in slim),
        wijk=tuple(item.wijk for item in slim),
        subjects=tuple(subjects.of),  # type: ignore[arg-type]
        subject=np.array(subject, dtype=np.intp),
        radians=np.radians(np.array(points, dtype=float).reshape(len(slim), 2)),
        local=np.array(local, dtype=np.intp),
        local_samples=tuple(samples),
        residents=tuple(residents),
        editions=tuple(tuple(rows) for rows in series.values() if len(rows) > 1),
        follow_ups=tuple((item.id, other) for item in slim for other in item.follow_up),
        replaced=tuple((item.id, item.replaced_by) for item in slim if item.replaced_by is not None),
        is_open=columns[0],
        is_single=columns[1],
        is_everyone=columns[2],
        has_room=columns[3],
        is_free=columns[4],
        is_club=columns[5],
        fits=np.array(fits, dtype=bool).reshape(len(slim), len(BANDS)),
    )


def _flags(item: Listing, around: Surroundings) -> tuple[bool, ...]:
    return (
        limits.is_open(item, around),
        limits.role_of(item, NOBODY) is not None,
        limits.is_open_to(item, NOBODY),
        limits.has_room(item, around),
        item.cost == Cost.FREE,
        item.kind == Kind.CLUB,
    )


def _number_local(item: Listing, numbers: _Numbers) -> int:
    """Rows that are alike in all that `next_step_limits.is_reachable` looks at share one sample."""
    if item.has_point and item.attendance not in WITHOUT_DISTANCE:
        return -1
    where = item.gemeente, item.stadsdeel, item.wijk, item.service_areas
    return numbers((item.attendance, (item.lat, item.lon), *where))
