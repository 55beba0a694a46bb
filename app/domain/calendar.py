"""Days and minutes as whole numbers, the wall clock of the Netherlands, and the school holidays of its regions.

Minutes count from 1970-01-01T00:00Z, days from 1970-01-01 (local), as in `domain.listing`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from app.domain.vocabulary import HolidayRegion

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SUMMER = "zomervakantie"
EPOCH = date(1970, 1, 1)
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH.toordinal()


def date_of(day: int) -> date:
    """The inverse of `day_number`."""
    return date.fromordinal(day + EPOCH.toordinal())


def minutes(moment: datetime) -> int:
    """Whole minutes since the epoch, floored. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    return (moment - _EPOCH_UTC) // _MINUTE


def amsterdam_day(moment: datetime) -> int:
    """The local day of a moment, in days since 1970-01-01. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    return day_number(moment.astimezone(AMSTERDAM).date())


def to_utc(at: int) -> datetime:
    """Minutes since the epoch as an aware datetime in UTC."""
    return _EPOCH_UTC + at * _MINUTE


def to_local(at: int) -> datetime:
    """Minutes since the epoch as an aware datetime in Europe/Amsterdam."""
    return to_utc(at).astimezone(AMSTERDAM)


def offset_minutes(at: int) -> int:
    """The UTC offset of Europe/Amsterdam at that minute: 60 in winter, 120 in summer."""
    return _offset_of_hour(at // 60)


@lru_cache(maxsize=65_536)
def _offset_of_hour(hour: int) -> int:
    """Clocks change on the whole hour UTC, so one look-up serves sixty minutes."""
    offset = to_local(hour * 60).utcoffset()
    return 0 if offset is None else offset // _MINUTE


@dataclass(frozen=True, slots=True)
class HolidayPeriod:
    """One school holiday, first and last day inclusive."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class HolidayCalendar:
    """The school holidays by region (`vocabulary.HolidayRegion`), each region sorted by first day.

    Where the region is not known, only the days on which every region has a holiday count.
    """

    periods: Mapping[str, tuple[HolidayPeriod, ...]] = field(default_factory=dict)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> "HolidayCalendar":
        """From rows with region, name, starts_on and ends_on (ISO dates, inclusive).

        Raises ValueError for a region that does not exist, a malformed date, or an end before its start.
        """
        read = sorted((_read_row(row) for row in rows), key=lambda found: (found[0], found[1].first))
        by_region = groupby(read, key=lambda found: found[0])
        return cls({region: tuple(period for _, period in group) for region, group in by_region})

    def periods_between(self, region: str | None, first: date, last: date) -> tuple[HolidayPeriod, ...]:
        """The holidays of the region that share a day with first..last."""
        held = self.everywhere if region is None else self.periods.get(region, ())
        return tuple(period for period in held if period.first <= last and period.last >= first)

    def days_off(self, region: str | None, first: date, last: date) -> tuple[tuple[date, date], ...]:
        """The same as (first, last) pairs, as `schedule.expand_sessions` skips them."""
        return tuple((period.first, period.last) for period in self.periods_between(region, first, last))

    def summer(self, region: str | None) -> tuple[tuple[date, date], ...]:
        """The summer holidays of the region, one pair a year."""
        return tuple((p.first, p.last) for p in self.periods.get(region or "", ()) if p.name == SUMMER)

    def as_days(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Region ("" = not known) to (first day, last day) of every holiday, as `Surroundings.holidays` wants them."""
        return self._days

    @cached_property
    def everywhere(self) -> tuple[HolidayPeriod, ...]:
        """The days on which every region of the calendar has a holiday, by first day."""
        shared: tuple[HolidayPeriod, ...] | None = None
        for periods in self.periods.values():
            shared = periods if shared is None else _share(shared, periods)
        return shared or ()

    @cached_property
    def _days(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        return {
            region: tuple((day_number(period.first), day_number(period.last)) for period in periods)
            for region, periods in {"": self.everywhere, **self.periods}.items()
        }


def _share(left: Iterable[HolidayPeriod], right: Iterable[HolidayPeriod]) -> tuple[HolidayPeriod, ...]:
    return tuple(
        HolidayPeriod(one.name, max(one.first, other.first), min(one.last, other.last))
        for one in left
        for other in right
        if one.first <= other.last and other.first <= one.last
    )


def _read_row(row: Mapping[str, str]) -> tuple[str, HolidayPeriod]:
    region = HolidayRegion(row["region"]).value
    period = HolidayPeriod(row["name"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
    if period.last < period.first:
        raise ValueError(f"{period.name} {region}: ends on {period.last}, before it starts on {period.first}")
    return region, period
