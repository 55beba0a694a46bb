"""Which activities a default search shows, worked out beforehand for drawing questions and for datasette."""

from collections.abc import Callable

from app.domain.calendar import date_of, offset_minutes
from app.domain.freshness import stale_days
from app.domain.listing import Listing
from app.domain.query import Surroundings
from app.domain.state import effective_status, freshness_state
from app.domain.vocabulary import Freshness, Status
from app.services.holidays import load_calendar


def shown_at(now: int) -> Callable[[Listing], bool]:
    """Whether a listing is open and not stale at `now` (minutes since the epoch)."""
    offset = offset_minutes(now)
    today = date_of((now + offset) // (24 * 60))
    around = Surroundings(now, offset, stale_days=stale_days(load_calendar(), today))

    def is_shown(listing: Listing) -> bool:
        is_open = effective_status(listing, now) is Status.OPEN
        return is_open and freshness_state(listing, around) is not Freshness.STALE

    return is_shown
