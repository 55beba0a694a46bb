"""Reports of the public, as coordinators and the organisations themselves read them."""

from datetime import datetime
from typing import Any

from app.models.moderation import ProblemReport
from app.schemas.times import millis_text


def write_report(report: ProblemReport, organisation_id: str | None, base_url: str) -> dict[str, Any]:
    """One report on the wire."""
    return {
        "id": report.id,
        "activityId": report.activity_id,
        "url": f"{base_url}/v1/activities/{report.activity_id}",
        "organisationId": organisation_id,
        "reason": report.reason,
        "note": report.note,
        "status": report.status,
        "reportedAt": millis_text(report.reported_at),
        "handledAt": _text(report.handled_at),
        "resolution": report.resolution,
    }


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else millis_text(moment)
