"""What the matching rule must know of the moment, worked out once a minute."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from app.catalogue.reference import Reference
from app.domain.calendar import date_of, offset_minutes
from app.domain.freshness import stale_days
from app.domain.query import Surroundings

FreshnessDays = tuple[int, int, int]
KEPT_MINUTES = 64


def make_surroundings(
    reference: Reference, stem: Callable[[str], str], limits: FreshnessDays
) -> Callable[[int], Surroundings]:
    """A function from a minute (since the epoch) to its surroundings. `limits`: days until due, unconfirmed, stale."""
    holidays = reference.calendar.as_days()
    theme_words = reference.themes.theme_words()

    @lru_cache(maxsize=KEPT_MINUTES)
    def thresholds(day: int) -> dict[str, FreshnessDays]:
        return dict(stale_days(reference.calendar, date_of(day), *limits))

    @lru_cache(maxsize=KEPT_MINUTES)
    def at(minute: int) -> Surroundings:
        offset = offset_minutes(minute)
        return Surroundings(
            now=minute,
            now_offset_min=offset,
            holidays=holidays,
            stale_days=thresholds((minute + offset) // (timedelta(days=1) // timedelta(minutes=1))),
            theme_words=theme_words,
            stem=stem,
        )

    return at
