"""How moments, dates and money are written: schedules in local time with its offset, stamps in UTC, money as text."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

from app.domain.calendar import offset_minutes
from app.domain.listing import SessionTime
from app.domain.pricing import write_amount
from app.domain.schedule import session_id

MINUTES_A_DAY, SECONDS_A_DAY = 1440, 86_400
_FIRST_DAY = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=4096)
def _day_text(day: int) -> str:
    return date.fromordinal(_FIRST_DAY + day).isoformat()


@lru_cache(maxsize=128)
def _offset_text(offset_min: int) -> str:
    hours, minutes = divmod(abs(offset_min), 60)
    return f"{'-' if offset_min < 0 else '+'}{hours:02}:{minutes:02}"


def local_text(at: int, offset_min: int) -> str:
    """Minutes since the epoch (UTC) as local time: 2026-11-25T14:00:00+01:00."""
    day, minute = divmod(at + offset_min, MINUTES_A_DAY)
    return f"{_day_text(day)}T{minute // 60:02}:{minute % 60:02}:00{_offset_text(offset_min)}"


def stamp_text(at: int) -> str:
    """Seconds since the epoch as 2026-11-25T13:00:00Z."""
    day, second = divmod(at, SECONDS_A_DAY)
    return f"{_day_text(day)}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


def millis_text(moment: datetime) -> str:
    """An aware moment as 2026-11-25T13:00:00.000Z: `sort=-modified` counts in milliseconds."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def money_text(cents: int | None) -> str | None:
    """750 as "7.50"."""
    return None if cents is None else write_amount(cents)


@lru_cache(maxsize=16_384)
def session_json(session: SessionTime) -> str:
    """One date as JSON text; none of its parts can hold a character that JSON escapes."""
    offset = session.offset_min
    name = session_name(session)
    moved = "null" if session.moved_from is None else f'"{_moved_text(session)}"'
    places = "null" if session.places_left is None else session.places_left
    return (
        f'{{"id":"{name}","startsAt":"{local_text(session.starts_at, offset)}",'
        f'"endsAt":"{_end_text(session)}","status":"{session.status}",'
        f'"movedFrom":{moved},"placesLeft":{places}}}'
    )


def _end_text(session: SessionTime) -> str:
    """With the offset at the end itself: a camp over the night the clock changes ends in the other offset."""
    return local_text(session.ends_at, offset_minutes(session.ends_at))


@lru_cache(maxsize=16_384)
def session_wire(session: SessionTime) -> Mapping[str, str | int | None]:
    """The same as an object, not to be changed: it is kept, because the dates of a bulk load are much alike."""
    offset = session.offset_min
    return {
        "id": session_name(session),
        "startsAt": local_text(session.starts_at, offset),
        "endsAt": _end_text(session),
        "status": session.status,
        "movedFrom": None if session.moved_from is None else _moved_text(session),
        "placesLeft": session.places_left,
    }


def session_name(session: SessionTime) -> str:
    """As `domain.schedule.session_id`, without a calendar for a date that was not moved."""
    if session.moved_from is not None:
        return session_id(session)
    day, minute = divmod(session.starts_at + session.offset_min, MINUTES_A_DAY)
    return f"{_day_text(day).replace('-', '')}T{minute // 60:02}{minute % 60:02}"


def _moved_text(session: SessionTime) -> str:
    """The original start with the offset of its own day: a date can move across a clock change."""
    at = session.moved_from or 0
    return local_text(at, offset_minutes(at))
