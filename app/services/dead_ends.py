"""Dead ends: activities after which a child of some age in some wijk has nothing to go on to, and why.

Asked of every activity that runs, for the wijken of its own town and the age bands it fits. What counts as a follow-up
is in `domain.gaps`; whether a child can join it is `domain.next_step_limits`, worked out here for all at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.gaps import AGE_BANDS, FOLLOW_UPS, LIMITS, Direction, Obstacle
from app.domain.next_step_relation import Ground
from app.domain.next_step_weights import RUNGS
from app.domain.situation import Done, Situation
from app.domain.themes import ThemeScheme
from app.services.insight_offers import Bools, Ints, Offers, Subject
from app.services.insight_towns import Town

Counts = NDArray[np.float32]
OBSTACLES = (*LIMITS, Obstacle.THEME, Obstacle.SEVERAL)
_THEME, _SEVERAL = OBSTACLES.index(Obstacle.THEME), OBSTACLES.index(Obstacle.SEVERAL)


@dataclass(frozen=True, slots=True)
class DeadEnds:
    """One town. Parallel arrays, one entry a dead end: row of the activity, spot, band, index into `OBSTACLES`.

    asked: (spot, band), how many activities were looked at."""

    town: Town
    activity: Ints
    spot: Ints
    band: Ints
    obstacle: Ints
    asked: NDArray[np.int64]


class Relations:
    """Which subjects lead on to which. `between[a, b]`: an activity with subject b follows on one with subject a."""

    def __init__(self, subjects: Sequence[Subject], scheme: ThemeScheme, direction: Direction) -> None:
        names = {name: at for at, name in enumerate(scheme.ids())}
        stated = np.zeros((len(subjects), len(names)), dtype=np.float32)
        same, related = np.zeros_like(stated), np.zeros_like(stated)
        for row, (themes, stage) in enumerate(subjects):
            known = tuple(theme for theme in themes if theme in names)
            ground = Ground((Done("", themes=known, stage=stage),), Situation(), scheme)
            stated[row, [names[theme] for theme in known]] = 1
            same[row, [names[theme] for theme in ground.same]] = 1
            related[row, [names[theme] for theme in ground.related]] = 1
        self.between = _relate(same @ stated.T > 0, related @ stated.T > 0, [stage for _, stage in subjects], direction)


def _relate(is_same: Bools, is_related: Bools, stages: Sequence[str | None], direction: Direction) -> Bools:
    """`next_step_relation.Ground.relate`, narrowed to `gaps.FOLLOW_UPS`, for all pairs."""
    stated = np.array([stage in RUNGS for stage in stages])
    rung = np.array([RUNGS.get(stage or "", 0) for stage in stages])
    step = rung[np.newaxis] - rung[:, np.newaxis]
    relations = {
        "nextRung": is_same & stated & (step == 1),
        "skippedRung": is_same & stated & (step > 1),
        "unknownRung": is_same & ~stated,
        "relatedEntry": ~is_same & is_related & stated & (rung == RUNGS["discover"]),
        "relatedUnknown": ~is_same & is_related & ~stated,
    }
    chosen = FOLLOW_UPS.keys() if direction is Direction.ANY else (direction,)
    wanted = frozenset().union(*(FOLLOW_UPS[each] for each in chosen))
    found: Bools = np.logical_or.reduce([relations[name] for name in sorted(wanted)])
    return found


@dataclass(frozen=True, slots=True)
class Pairs:
    """What people laid out beside the themes, as rows (from, to). authored: always a follow-up. never: the same
    activity or another edition of it."""

    authored: tuple[tuple[int, int], ...] = ()
    never: tuple[tuple[int, int], ...] = ()


def pair_up(offers: Offers, authored: Iterable[tuple[str, str]], relations: Relations) -> Pairs:
    """From ids to rows; `authored` as (from, to). Ids that are gone are left out."""
    row_of = {name: row for row, name in enumerate(offers.ids)}
    own = relations.between[offers.subject, offers.subject]
    never = {(row, row) for row in np.flatnonzero(own).tolist()}
    for rows in offers.editions:
        never |= {(one, other) for one in rows for other in rows if one != other}
    never |= {(row_of[one], row_of[other]) for one, other in offers.replaced if one in row_of and other in row_of}
    laid = {(row_of[one], row_of[other]) for one, other in authored if one in row_of and other in row_of}
    return Pairs(tuple(sorted(laid - never)), tuple(sorted(never)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dead ends. themes: of activities with one of these (empty: all); bands: names of age bands (empty: all);
    free_only: only what is stated free counts as a follow-up."""

    themes: frozenset[str] = frozenset()
    bands: frozenset[str] = frozenset()
    free_only: bool = False


def find_dead_ends(offers: Offers, town: Town, relations: Relations, pairs: Pairs, wanted: Wanted) -> DeadEnds:
    """The dead ends of one town."""
    own = np.array([code == town.gemeente for code in offers.gemeente], dtype=bool)
    done = np.flatnonzero(own & offers.is_open & _about(offers, wanted.themes))
    keeps = _limits_kept(offers, town, free_only=wanted.free_only)
    count = _Counter(offers, town, relations, pairs, done)
    is_wanted = np.array([not wanted.bands or band.name in wanted.bands for band in AGE_BANDS])
    fits = np.tile((offers.fits[done] & is_wanted).T, (len(town.spots), 1))
    everything = np.logical_and.reduce([mask for _, mask in keeps])
    cells = (count(everything) == 0) & fits
    pair, column = np.nonzero(cells)
    gains = np.zeros((len(OBSTACLES), len(pair)), dtype=np.float32)
    for at, _ in enumerate(LIMITS):
        others = np.logical_and.reduce([mask for name, mask in keeps if name is not LIMITS[at]])
        gains[at] = count(others)[pair, column]
    obstacle = gains.argmax(axis=0)
    related = count(np.ones_like(everything))[pair, column]
    nothing = gains.max(axis=0, initial=0) == 0
    obstacle[nothing] = np.where(related[nothing] == 0, _THEME, _SEVERAL)
    bands = len(AGE_BANDS)
    asked = fits.sum(axis=1).reshape(len(town.spots), bands)
    return DeadEnds(town, done[column], pair // bands, pair % bands, obstacle, asked)


def _about(offers: Offers, themes: frozenset[str]) -> Bools:
    if not themes:
        return np.ones(len(offers), dtype=bool)
    held = np.array([not themes.isdisjoint(own) for own, _ in offers.subjects], dtype=bool)
    found: Bools = held[offers.subject]
    return found


def _limits_kept(offers: Offers, town: Town, *, free_only: bool) -> list[tuple[Obstacle, Bools]]:
    """For each limit (spot and band, offer): whether the offer keeps it."""
    rows, shape = town.rows, (len(town.spots), len(AGE_BANDS), len(town.rows))
    everyone = np.ones(len(rows), dtype=bool)
    kept: Mapping[Obstacle, Bools] = {
        Obstacle.STATUS: offers.is_open[rows],
        Obstacle.JOINABLE: offers.is_single[rows],
        Obstacle.GROUP: town.group[:, np.newaxis],
        Obstacle.ENROLMENT: offers.has_room[rows],
        Obstacle.AGE: offers.fits[rows].T[np.newaxis],
        Obstacle.PLACE: town.reach,
        Obstacle.FREE: offers.is_free[rows] if free_only else everyone,
    }
    size = (shape[0] * shape[1], shape[2])
    return [(name, np.broadcast_to(kept[name], shape).reshape(size)) for name in LIMITS]


class _Counter:
    """Counts, for each spot and band and each activity done, the follow-ups among chosen offers."""

    def __init__(self, offers: Offers, town: Town, relations: Relations, pairs: Pairs, done: Ints) -> None:
        subject = offers.subject[town.rows]
        self._order = subject.argsort(kind="stable")
        present, self._starts = np.unique(subject[self._order], return_index=True)
        asked, self._expand = np.unique(offers.subject[done], return_inverse=True)
        self._between = relations.between[np.ix_(asked, present)].T.astype(np.float32)
        column_of = {row: at for at, row in enumerate(done.tolist())}
        offer_of = {row: at for at, row in enumerate(town.rows.tolist())}
        linked = relations.between[offers.subject]
        self._authored = _positions(pairs.authored, column_of, offer_of)
        related = [(one, other) for one, other in pairs.never if linked[one, offers.subject[other]]]
        self._never = _positions(related, column_of, offer_of)

    def __call__(self, chosen: Bools) -> Counts:
        """(spot and band, activity)."""
        if not chosen.shape[1] or not len(self._expand):
            return np.zeros((len(chosen), len(self._expand)), dtype=np.float32)
        by_subject = np.add.reduceat(chosen[:, self._order], self._starts, axis=1, dtype=np.float32)
        counts = (by_subject @ self._between)[:, self._expand]
        for sign, (columns, offers) in ((1, self._authored), (-1, self._never)):
            np.add.at(counts.T, columns, sign * chosen[:, offers].T.astype(np.float32))
        return counts


def _positions(
    pairs: Iterable[tuple[int, int]], column_of: Mapping[int, int], offer_of: Mapping[int, int]
) -> tuple[Ints, Ints]:
    held = [(column_of[one], offer_of[other]) for one, other in pairs if one in column_of and other in offer_of]
    columns = np.array([column for column, _ in held], dtype=np.intp)
    return columns, np.array([offer for _, offer in held], dtype=np.intp)
