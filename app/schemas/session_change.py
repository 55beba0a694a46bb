"""What can be said of one date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.merge_patch import merge
from app.domain.schedule import Period
from app.domain.vocabulary import SessionStatus
from app.schemas.base import Count, MaybeText, WallTime, Wire
from app.schemas.draft_parts import to_wall_time
from app.schemas.draft_schedule import AMSTERDAM, find_zone
from app.schemas.faults import Problem, read_wire

MEMBERS = ("status", "startsAt", "endsAt", "placesLeft", "note")


class SessionChangeIn(Wire):
    """The members of one date that can be changed. A time without an offset is local. `startsAt` alone moves the date
    and keeps its length; `placesLeft` 0 means full."""

    status: SessionStatus | None = None
    starts_at: WallTime | None = None
    ends_at: WallTime | None = None
    places_left: Count | None = None
    note: MaybeText = None


@dataclass(frozen=True, slots=True)
class SessionChange:
    """How a date differs from what was planned; times are local with their offset."""

    status: SessionStatus
    starts_at: str | None
    ends_at: str | None
    places_left: int | None
    note: str | None

    def to_wire(self) -> dict[str, Any]:
        """As a member of `schedule.exceptions`, without `original`."""
        return {
            "status": self.status.value,
            "startsAt": self.starts_at,
            "endsAt": self.ends_at,
            "placesLeft": self.places_left,
            "note": self.note,
        }


def read_change(
    patch: Mapping[str, Any], known: Mapping[str, Any] | None, original: str, timezone: str, window: Period
) -> SessionChange | None:
    """The date with the patch over what was known of it; None when it is as planned again.

    known: the exception there was. window: first and last day a date can be moved to: what lies outside would be gone.
    Raises InvalidInput with every fault.
    """
    zone: tzinfo = find_zone(timezone) or ZoneInfo(AMSTERDAM)
    read_wire(SessionChangeIn, patch, lambda wire: _check_stated(wire, zone, window), {})
    base = {name: value for name, value in (known or {}).items() if name in MEMBERS and value is not None}
    if patch.get("status") == SessionStatus.FULL and "placesLeft" not in patch:
        base.pop("placesLeft", None)
    if patch.get("status") == SessionStatus.SCHEDULED:
        base = {name: value for name, value in base.items() if name in ("placesLeft", "note")}
    if patch.get("startsAt") and "status" not in patch and base.get("status") == SessionStatus.CANCELLED:
        del base["status"]  # a date that was off and gets a new time goes ahead
    merged = merge(base, patch)
    planned = to_wall_time(datetime.fromisoformat(original), zone)
    wire = read_wire(SessionChangeIn, merged, lambda wire: _check(wire, planned, zone, patch), {})
    starts_at = None if wire.starts_at is None else to_wall_time(wire.starts_at, zone)
    if starts_at == planned and wire.ends_at is None:
        starts_at = None
    status = _status_of(wire, patch, is_moved=starts_at is not None or wire.ends_at is not None)
    if status is SessionStatus.SCHEDULED and wire.places_left is None and wire.note is None:
        return None
    ends_at = None if wire.ends_at is None else to_wall_time(wire.ends_at, zone)
    if ends_at is not None and starts_at is None:
        starts_at = planned
    return SessionChange(status, _local(starts_at, zone), _local(ends_at, zone), wire.places_left, wire.note)


def _status_of(wire: SessionChangeIn, patch: Mapping[str, Any], *, is_moved: bool) -> SessionStatus:
    if wire.status is SessionStatus.CANCELLED:
        return wire.status
    if wire.places_left == 0:
        return SessionStatus.FULL
    if patch.get("status") is not None and wire.status is not None:
        return wire.status
    if wire.status is SessionStatus.FULL and patch.get("placesLeft") is None:
        return wire.status
    return SessionStatus.MOVED if is_moved else SessionStatus.SCHEDULED


def _check_stated(wire: SessionChangeIn, zone: tzinfo, window: Period) -> Iterator[Problem]:
    first, last = window
    if wire.starts_at is not None and not first <= to_wall_time(wire.starts_at, zone).date() <= last:
        yield Problem(("startsAt",), "out-of-range", {"limit": f"{first} – {last}"})
    if wire.status is SessionStatus.FULL and wire.places_left:
        yield Problem(("placesLeft",), "places-when-full")


def _check(wire: SessionChangeIn, planned: datetime, zone: tzinfo, patch: Mapping[str, Any]) -> Iterator[Problem]:
    if wire.status is SessionStatus.MOVED and wire.starts_at is None and wire.ends_at is None:
        yield Problem(("startsAt",), "new-time-missing")
    if wire.status is SessionStatus.SCHEDULED and patch.get("startsAt"):
        yield Problem(("status",), "not-allowed", hint="moved")
    starts_at = planned if wire.starts_at is None else to_wall_time(wire.starts_at, zone)
    if wire.ends_at is not None and to_wall_time(wire.ends_at, zone) <= starts_at:
        yield Problem(("endsAt",), "time-order", {"other": "startsAt"})


def _local(moment: datetime | None, zone: tzinfo) -> str | None:
    return None if moment is None else moment.replace(tzinfo=zone).isoformat()
