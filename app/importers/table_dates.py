"""What belongs to one date of an offer in several rows: cancelled, full, places left, and when one can sign up."""

from collections.abc import Sequence
from typing import Any

from app.importers.fields import read_count, read_flag
from app.importers.table_clockwork import Clockwork
from app.importers.table_days import fill_enrolment_days
from app.importers.table_rows import Row
from app.importers.table_times import plan_row
from app.importers.table_who import read_enrolment_status, read_status


def fill_dates(rows: Sequence[Row], draft: dict[str, Any], clockwork: Clockwork) -> None:
    """Puts the state of each row on its own dates. The offer is cancelled or full only when every row is."""
    states = [read_state(row) for row in rows]
    by_start = _list_by_start(rows, states, clockwork)
    for session in draft.get("sessions", ()):
        session.update(by_start.get(session["startsAt"], {}))
    if any(state.get("status") != "cancelled" for state in states) and draft.get("status") == "cancelled":
        del draft["status"]
    enrolment = draft.get("enrolment", {})
    if any(not _is_full(state) for state in states) and enrolment.get("status") == "full":
        del enrolment["status"]
    _fill_enrolment(rows, draft, clockwork)
    if not draft.get("enrolment", True):
        del draft["enrolment"]


def read_state(row: Row) -> dict[str, Any]:
    """The members of a session that a row says."""
    state: dict[str, Any] = {}
    left = read_count(row.get("placesLeft")) if row.has("placesLeft") else None
    if left is not None:
        state["placesLeft"] = left
    if read_status(row) == "cancelled" or (row.has("isCancelled") and read_flag(row.get("isCancelled"))):
        state["status"] = "cancelled"
    elif read_enrolment_status(row) == "full":
        state["status"] = "full"
    return state


def _is_full(state: dict[str, Any]) -> bool:
    return state.get("status") == "full" or state.get("placesLeft") == 0


def _list_by_start(
    rows: Sequence[Row], states: Sequence[dict[str, Any]], clockwork: Clockwork
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row, state in zip(rows, states, strict=True):
        if not state:
            continue
        notes = list(row.notes)
        for session in plan_row(row, clockwork)[0].to_wire(None).get("sessions", ()):
            found[session["startsAt"]] = state
        row.notes[:] = notes
    return found


def _fill_enrolment(rows: Sequence[Row], draft: dict[str, Any], clockwork: Clockwork) -> None:
    """From the first day of any date until the last day of any."""
    opens, closes = [], []
    for row in rows:
        own: dict[str, Any] = {}
        fill_enrolment_days(row, own, clockwork)
        days = own.get("enrolment", {})
        opens.append(days.get("opensAt"))
        closes.append(days.get("closesAt"))
    moments = {}
    if all(opens):
        moments["opensAt"] = min(opens)
    if all(closes):
        moments["closesAt"] = max(closes)
    if moments:
        draft["enrolment"] = {**draft.get("enrolment", {}), **moments}
