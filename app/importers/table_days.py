"""From and until when one can sign up."""

from typing import Any

from app.importers.notes import Doubt
from app.importers.table_rows import Row
from app.importers.table_times import Clockwork


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
