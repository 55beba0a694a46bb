"""What the passing of time makes of a stored activity (DESIGN 3)."""

from dataclasses import replace
from random import Random

import pytest

from app.domain.listing import SessionTime
from app.domain.state import next_session
from tests.support.strategies import NOW, make_listing

COMING = SessionTime(NOW + 60, NOW + 120, 60, "scheduled", None, None)


@pytest.mark.parametrize(
    ("status", "expected"), [("open", COMING), ("planned", COMING), ("cancelled", None), ("ended", None)]
)
def test_what_is_called_off_has_no_next_session_whatever_dates_are_written_down(
    status: str, expected: SessionTime | None
) -> None:
    listing = replace(make_listing(Random(1)), status=status, sessions=(COMING,))
    assert next_session(listing, NOW) == expected
