"""The flat, search-relevant view of one activity: what the matching rule, the snapshot and next steps read.

A listing is computed when an activity is written and stored beside it, so that no search ever reads the full record.
Times are whole minutes: `*_at` since 1970-01-01T00:00Z; local wall time is that plus the session's own offset.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, cast

from app.domain.vocabulary import EnrolmentStatus


class SessionTime(NamedTuple):
    """One date of an activity. `offset_min` is the UTC offset of Europe/Amsterdam at the start, `status` a
    `SessionStatus` value, `moved_from` the original start (minutes, UTC) of a moved date."""

    starts_at: int
    ends_at: int
    offset_min: int
    status: str = "scheduled"
    moved_from: int | None = None
    places_left: int | None = None

    @property
    def is_cancelled(self) -> bool:
        """A full or moved date goes ahead, a cancelled one does not."""
        return self.status == "cancelled"

    @property
    def local_start(self) -> int:
        """Wall-clock minutes since 1970-01-01T00:00 local; divides by 1440 into day and minute of the day."""
        return self.starts_at + self.offset_min


@dataclass(frozen=True, slots=True)
class Listing:
    """Codes are wire values (`domain.vocabulary`); None and empty mean unknown, never a guess.

    lat/lon are set only when the point gives a distance (precision address, postcode or wijk).
    age_*_months: inclusive bounds in months of age ("6 t/m 12 jaar" = 72..155); None = open; both None = no range
    stated.
    has_age: a range or school groups are stated. session_price: cents per session, 0 when free, None = cannot be
    compared.
    has_free_trial: None when nothing is said about one.
    pass_prices: (pass id, cents per session with that pass or None when it cannot be compared).
    pass_residents: (pass id, codes of the only gemeenten whose residents it counts for here).
    ends_at: the minute after which the activity has ended, None when nothing bounds it.
    confirmed_at: seconds since the epoch; confirmed_day: the same as local days since 1970-01-01. modified_at:
    milliseconds.
    is_adapted: adapted together with schools for special education.
    *_words: folded, distinct words of the texts, stop words left out (`domain.text.fold_words`), all languages
    together.
    follow_up, replaced_by: ids of activities. prerequisites: codes. needs_sign_ups: a minimum is stated and it is not
    said to go ahead.
    """

    id: str
    version: int
    source_name: str
    external_id: str
    organisation_id: str
    partner_ids: tuple[str, ...]
    attendance: str | None
    place_id: str | None
    place_kind: str | None
    lat: float | None
    lon: float | None
    gemeente: str | None
    stadsdeel: str | None
    wijk: str | None
    buurt: str | None
    holiday_region: str | None
    service_areas: tuple[str, ...]
    themes: tuple[str, ...]
    stage: str | None
    kind: str | None
    school_time: str | None
    audience: tuple[str, ...]
    individual: bool | None
    open_to: str
    open_to_organisations: tuple[str, ...]
    open_to_areas: tuple[str, ...]
    school_types: tuple[str, ...]
    school_groups: tuple[str, ...]
    age_min_months: int | None
    age_max_months: int | None
    cost: str
    has_free_trial: bool | None
    session_price: int | None
    pass_prices: tuple[tuple[str, int | None], ...]
    spoken_languages: tuple[str, ...]
    wheelchair: str
    accessibility: tuple[str, ...]
    is_one_off: bool | None
    status: str
    ends_at: int | None
    sessions: tuple[SessionTime, ...]
    enrolment_how: tuple[str, ...]
    enrolment_status: str | None
    enrolment_opens_at: int | None
    enrolment_closes_at: int | None
    confirmed_at: int
    confirmed_day: int
    is_example: bool
    modified_at: int
    title_key: str
    title_words: tuple[str, ...]
    summary_words: tuple[str, ...]
    organisation_words: tuple[str, ...]
    place_words: tuple[str, ...]
    follow_up: tuple[str, ...] = ()
    replaced_by: str | None = None
    prerequisites: tuple[str, ...] = ()
    needs_sign_ups: bool = False
    pass_residents: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_together: bool | None = None
    is_adapted: bool | None = None

    @property
    def is_drop_in(self) -> bool:
        """Drop-in sessions overlap a time window; fixed ones must be contained in it."""
        return self.kind == "dropIn"

    @property
    def is_walk_in(self) -> bool:
        """No sign-up needed, and nobody says that it is full or closed."""
        return "walkIn" in self.enrolment_how and self.enrolment_status in (None, EnrolmentStatus.OPEN)

    @property
    def has_point(self) -> bool:
        """Whether a distance can be told."""
        return self.lat is not None and self.lon is not None

    @property
    def has_age_range(self) -> bool:
        """Whether an age is stated (school groups are looked at apart)."""
        return self.age_min_months is not None or self.age_max_months is not None


_FIELDS = tuple(field.name for field in fields(Listing))
_SESSIONS = _FIELDS.index("sessions")


def to_row(listing: Listing) -> list[Any]:
    """The listing as a flat JSON array; a session is [starts_at, duration, offset_min] with, where it differs from an
    ordinary date, status, moved_from and places_left behind it."""
    row = [getattr(listing, name) for name in _FIELDS]
    row[_SESSIONS] = [_session_row(session) for session in listing.sessions]
    return row


def _session_row(session: SessionTime) -> list[Any]:
    times = [session.starts_at, session.ends_at - session.starts_at, session.offset_min]
    rest = [session.status, session.moved_from, session.places_left]
    return times if rest == ["scheduled", None, None] else times + rest


def from_row(row: Sequence[Any], sessions: tuple[SessionTime, ...] | None = None) -> Listing:
    """The inverse of `to_row`; takes lists (from JSON) or tuples. `sessions` stand in for those of the row, where a
    reader needs only some and reading all of them takes most of the time."""
    values = [tuple(value) if isinstance(value, list) else value for value in row]
    if sessions is None:
        sessions = tuple(
            SessionTime(start, start + duration, offset, *rest) for start, duration, offset, *rest in row[_SESSIONS]
        )
    values[_SESSIONS] = sessions
    prices = _FIELDS.index("pass_prices")
    values[prices] = tuple((name, cents) for name, cents in row[prices])
    residents = _FIELDS.index("pass_residents")
    if len(row) > residents:
        values[residents] = tuple((name, tuple(codes)) for name, codes in row[residents])
    return Listing(*cast(Any, values))
