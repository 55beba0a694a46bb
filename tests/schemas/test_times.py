"""Times are written as people live them: local with the offset of that day; stamps in UTC; money as text."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import offset_minutes
from app.domain.listing import SessionTime
from app.schemas.times import local_text, millis_text, money_text, session_json, session_wire, stamp_text

MINUTES = st.integers(0, 60 * 24 * 365 * 130)
SESSIONS = st.builds(
    lambda start, length, status, moved, places: SessionTime(
        start, start + length, offset_minutes(start), status, moved, places
    ),
    MINUTES,
    st.integers(1, 3_000),
    st.sampled_from(["scheduled", "cancelled", "moved", "full"]),
    st.none() | MINUTES,
    st.none() | st.integers(0, 500),
)


@given(SESSIONS)
def test_a_date_is_written_the_same_on_the_quick_path(session: SessionTime) -> None:
    assert orjson.loads(session_json(session)) == session_wire(session)


@given(MINUTES, st.sampled_from([-330, -60, 0, 60, 120, 345]))
def test_local_text_names_the_same_moment(at: int, offset_min: int) -> None:
    written = datetime.fromisoformat(local_text(at, offset_min))
    assert written == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    assert written.utcoffset() == timedelta(minutes=offset_min)


@given(st.integers(0, 4_000_000_000))
def test_a_stamp_names_the_same_second(at: int) -> None:
    assert int(datetime.fromisoformat(stamp_text(at)).timestamp()) == at


def test_a_date_moved_over_the_clock_change_keeps_the_offset_of_its_own_day() -> None:
    moved = datetime(2026, 10, 24, 14, tzinfo=UTC)
    held = datetime(2026, 10, 26, 15, tzinfo=UTC)
    first, second = (int(moment.timestamp()) // 60 for moment in (moved, held))
    wire = session_wire(SessionTime(second, second + 60, 60, "moved", first))
    assert wire["movedFrom"] == "2026-10-24T16:00:00+02:00"
    assert wire["startsAt"] == "2026-10-26T16:00:00+01:00"
    assert wire["id"] == "20261024T1600"


@pytest.mark.parametrize(("cents", "text"), [(750, "7.50"), (5, "0.05"), (0, "0.00"), (100_000_00, "100000.00")])
def test_money_has_two_decimals(cents: int, text: str) -> None:
    assert money_text(cents) == text


def test_stamps_of_writing_have_milliseconds_in_utc() -> None:
    zone = datetime.fromisoformat("2026-11-20T10:15:30.456789+01:00")
    assert millis_text(zone) == "2026-11-20T09:15:30.456Z"
    assert millis_text(zone.replace(microsecond=0)) == "2026-11-20T09:15:30.000Z"


def test_a_session_over_the_night_the_clock_changes_ends_in_the_offset_of_its_end() -> None:
    start = int(datetime(2026, 10, 24, 16, tzinfo=UTC).timestamp()) // 60
    session = SessionTime(start, start + 24 * 60, 120)
    assert orjson.loads(session_json(session))["startsAt"] == "2026-10-24T18:00:00+02:00"
    assert orjson.loads(session_json(session))["endsAt"] == "2026-10-25T17:00:00+01:00"
