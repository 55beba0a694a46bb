"""From and until when one can sign up, and in which time zone the times of a row are."""

import re
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from app.importers.notes import Doubt
from app.importers.table_clockwork import Clockwork
from app.importers.table_rows import Row

AMSTERDAM = "Europe/Amsterdam"
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


@cache
def _zone_names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def fill_timezone(row: Row, draft: dict[str, Any]) -> None:
    """The zone that a column names, else that of the source, when it is not that of the Netherlands."""
    moments = [*draft.get("sessions", ()), *draft.get("schedule", {}).get("rules", ())]
    written = row.get("timezone")
    known = _zone_names().get(written.casefold().replace(" ", "_"))
    offset = _OFFSET.fullmatch(written) if written and known is None else None
    if offset is not None and int(offset[2]) <= 14:
        for moment in moments:
            for name in ("startsAt", "endsAt"):
                moment[name] += f"{offset[1]}{int(offset[2]):02d}:{offset[3] or '00'}"
        return
    if written and known is None:
        row.doubt("timezone", Doubt("word-unknown", written[:60]))
    zone = known or row.context.timezone
    if moments and zone != AMSTERDAM and zone.casefold() in _zone_names():
        draft["schedule"] = {**draft.get("schedule", {}), "timezone": zone}


def fill_enrolment_days(row: Row, draft: dict[str, Any], clockwork: Clockwork) -> None:
    """The members `opensAt` and `closesAt`; a day alone is meant until its end."""
    moments: dict[str, str] = {}
    for target, name, default in (("enrolOpens", "opensAt", "00:00"), ("enrolCloses", "closesAt", "23:59")):
        if not row.has(target):
            continue
        reading = clockwork.read_dates(row.get(target))
        slot = next((slot for slot in reading.slots if slot.dates), None)
        if slot is None:
            row.doubt(target, *(reading.doubts or (Doubt("date-not-understood"),)))
            continue
        clock = slot.spans[0].starts.strftime("%H:%M") if slot.spans else default
        moments[name] = f"{slot.dates[0].isoformat()}T{clock}"
    if "opensAt" in moments and "closesAt" in moments and moments["closesAt"] < moments["opensAt"]:
        row.doubt("enrolCloses", Doubt("end-before-start"))
        del moments["closesAt"]
    if moments:
        draft["enrolment"] = {**draft.get("enrolment", {}), **moments}
