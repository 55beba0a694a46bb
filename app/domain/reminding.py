"""When an organisation is asked whether its offers are still right, and what its answers mean.

Asked is as little as possible: twice a school year, and beside that only about an offer that has just become due,
unconfirmed or stale. Nobody is asked in the summer holiday, nor while an earlier link still works.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.calendar import HolidayCalendar, day_number
from app.domain.freshness import DEFAULT_REGION, DUE_DAYS, STALE_DAYS, UNCONFIRMED_DAYS, stale_days
from app.domain.vocabulary import Freshness

LINK_DAYS = 14
ROUNDS_A_YEAR = 2
ROUND_STARTS = ((9, 1), (2, 1))
"""Month and day: new timetables after the summer, the second half of the year."""
ROUND_DAYS = 42
RECENT_DAYS = 30
"""What was confirmed so lately is not asked about."""
FIRST_MONTH = 8


class Occasion(StrEnum):
    """due: something became due, unconfirmed or stale. round: one of the two rounds of a school year."""

    DUE = "due"
    ROUND = "round"


class Answer(StrEnum):
    """What an organisation says of an offer."""

    STILL_RIGHT = "stillRight"
    NOT_RIGHT = "notRight"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that runs. region: whose summer counts (`vocabulary.HolidayRegion`), None when unknown."""

    id: str
    confirmed_on: date
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An earlier reminder to the same organisation."""

    on: date
    offer_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask now: every offer not confirmed lately, so that one letter does instead of several."""

    occasion: Occasion
    offer_ids: tuple[str, ...]


class FreshnessClock:
    """The state of an offer on a day; the clock rests in the summer holiday."""

    def __init__(
        self,
        calendar: HolidayCalendar,
        due_days: int = DUE_DAYS,
        unconfirmed_days: int = UNCONFIRMED_DAYS,
        gone_days: int = STALE_DAYS,
    ) -> None:
        self._calendar = calendar
        self._limits = due_days, unconfirmed_days, gone_days
        self._days: dict[date, dict[str, tuple[int, int, int]]] = {}

    def state(self, offer: Offer, day: date) -> Freshness:
        """How fresh the offer is on that day, if nobody confirms it until then."""
        thresholds = self._days.get(day)
        if thresholds is None:
            thresholds = self._days[day] = dict(stale_days(self._calendar, day, *self._limits))
        due, unconfirmed, stale = thresholds[offer.region or ""]
        confirmed = day_number(offer.confirmed_on)
        if confirmed <= stale:
            return Freshness.STALE
        if confirmed <= unconfirmed:
            return Freshness.UNCONFIRMED
        return Freshness.DUE if confirmed <= due else Freshness.FRESH

    def is_resting(self, region: str | None, day: date) -> bool:
        """Whether the day lies in the summer holiday of the region."""
        return any(first <= day <= last for first, last in self._calendar.summer(region or DEFAULT_REGION))


def school_year(day: date) -> int:
    """The year in which the school year of this day began; one begins on 1 August."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def plan_question(
    offers: Sequence[Offer], asked: Sequence[Asked], clock: FreshnessClock, today: date
) -> Question | None:
    """What to ask one organisation today; None when it is left in peace."""
    if any(today - earlier.on < timedelta(days=LINK_DAYS) for earlier in asked):
        return None
    awake = [offer for offer in offers if not clock.is_resting(offer.region, today)]
    open_ = [offer for offer in awake if today - offer.confirmed_on >= timedelta(days=RECENT_DAYS)]
    if not open_:
        return None
    ids = tuple(offer.id for offer in open_)
    if any(_is_newly_due(offer, asked, clock, today) for offer in open_):
        return Question(Occasion.DUE, ids)
    return Question(Occasion.ROUND, ids) if _is_round_open(asked, today) else None


def _is_newly_due(offer: Offer, asked: Sequence[Asked], clock: FreshnessClock, today: date) -> bool:
    """Whether the offer is due and was not asked about since it came into this state."""
    state = clock.state(offer, today)
    return state is not Freshness.FRESH and not any(
        offer.id in earlier.offer_ids and earlier.on >= offer.confirmed_on and clock.state(offer, earlier.on) is state
        for earlier in asked
    )


def _is_round_open(asked: Sequence[Asked], today: date) -> bool:
    this_year = [earlier for earlier in asked if school_year(earlier.on) == school_year(today)]
    starts = [date(today.year, month, day) for month, day in ROUND_STARTS]
    running = [start for start in starts if start <= today < start + timedelta(days=ROUND_DAYS)]
    return (
        bool(running)
        and len(this_year) < ROUNDS_A_YEAR
        and not any(earlier.on >= start for start in running for earlier in asked)
    )
