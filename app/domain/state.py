"""What the passing of time makes of a stored activity: effective status, freshness, the next session."""

from app.domain.listing import Listing, SessionTime
from app.domain.query import Surroundings
from app.domain.vocabulary import Freshness, Status

CALLED_OFF = (Status.CANCELLED, Status.ENDED)
"""States in which no session comes any more, whatever dates are still written down."""


def effective_status(listing: Listing, now: int) -> Status:
    """Stored cancelled wins; ended when the last session or end date is past; else as stored (DESIGN 3)."""
    stored = Status(listing.status)
    if stored in CALLED_OFF:
        return stored
    return Status.ENDED if listing.ends_at is not None and listing.ends_at <= now else stored


def freshness_state(listing: Listing, around: Surroundings) -> Freshness:
    """Example data never goes stale; the thresholds already rest in the summer holiday of the region."""
    if listing.is_example:
        return Freshness.FRESH
    due, unconfirmed, stale = around.stale_days[listing.holiday_region or ""]
    if listing.confirmed_day <= stale:
        return Freshness.STALE
    if listing.confirmed_day <= unconfirmed:
        return Freshness.UNCONFIRMED
    return Freshness.DUE if listing.confirmed_day <= due else Freshness.FRESH


def next_session(listing: Listing, now: int) -> SessionTime | None:
    """The first session that is neither cancelled nor over; None when there is none, or all of it is called off."""
    if listing.status in CALLED_OFF:
        return None
    coming = (session for session in listing.sessions if not session.is_cancelled and session.ends_at > now)
    return min(coming, key=lambda session: (session.starts_at, session.ends_at), default=None)
