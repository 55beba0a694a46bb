"""What a foreign file comes to, as a person would work it out on paper: sessions, place, age, price."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.schedule import expand_sessions
from app.importers.reading import ReadContext, ReadRow
from app.importers.sniffing import choose_reader
from app.schemas.drafts import parse_activity
from tests.importers.feeds import CONTEXT, accept, codes, fault_codes

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_SHORT = {"cancelled": " cancelled", "moved": " moved", "full": " full"}


def rows_of(content: str | bytes, context: ReadContext = CONTEXT) -> list[ReadRow]:
    """All rows, by the reader that the file itself asks for; every draft is one that PUT takes."""
    octets = content if isinstance(content, bytes) else content.encode()
    _, reader = choose_reader(octets)
    rows = list(reader(octets, context))
    for row in rows:
        if row.draft is not None:
            accept(row)
    return rows


def outcome(row: ReadRow) -> dict[str, Any]:
    """The facts of a row under short names; what is not known is not in it."""
    found: dict[str, Any] = {"warnings": codes(row), "faults": fault_codes(row), "id": row.external_id}
    if row.draft is None:
        return {**found, "deleted": row.is_deleted}
    draft = row.draft
    place = draft.get("place") or {}
    address = place.get("address") or {}
    facts = {
        "title": draft["title"],
        "text": draft.get("summary") or draft.get("description"),
        "organisation": (draft.get("organisation") or {}).get("name"),
        "place": place.get("name"),
        "street": address.get("streetAddress"),
        "postcode": address.get("postalCode"),
        "town": address.get("addressLocality"),
        "point": [round(place["location"][name], 3) for name in ("lat", "lon")] if place.get("location") else None,
        "attendance": draft.get("attendance"),
        "age": _age_of(draft),
        "groups": draft.get("schoolGroups"),
        "cost": draft.get("cost"),
        "prices": [f"{one['amount']} {one['per']} {one['kind']}" for one in draft.get("prices", ()) if "amount" in one],
        "status": draft.get("status"),
        "enrolment": (draft.get("enrolment") or {}).get("status"),
        "url": (draft.get("contact") or {}).get("url"),
        "kind": draft.get("kind"),
        "themes": draft.get("themes"),
        "sessions": sessions_of(draft),
        "season": draft.get("season"),
        "audience": draft.get("audience"),
        "openTo": (draft.get("openTo") or {}).get("kind"),
    }
    return {**found, **{name: value for name, value in facts.items() if value not in (None, [], {})}}


def _age_of(draft: Mapping[str, Any]) -> str | None:
    age = draft.get("age")
    if not age:
        return None
    return f"{'' if age.get('min') is None else age['min']}-{'' if age.get('max') is None else age['max']}"


def sessions_of(draft: Mapping[str, Any], first: date = date(2026, 9, 1), last: date = date(2027, 8, 31)) -> list[str]:
    """The dates of a school year as the catalogue works them out, in Amsterdam: `2026-11-25 14:00-15:30 moved`."""
    activity = parse_activity({**draft, "source": {"name": "s", "externalId": "1"}}, ignore_read_only=False)
    found = expand_sessions(activity.schedule, first_day=first, last_day=last)
    return [f"{_local(one.starts_at):%Y-%m-%d %H:%M}-{_local(one.ends_at):%H:%M}{_SHORT.get(str(one.status), '')}"
            for one in found]  # fmt: skip


def _local(minutes: int) -> datetime:
    return datetime.fromtimestamp(minutes * 60, UTC).astimezone(AMSTERDAM)


def differences(row: ReadRow, expected: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What came out otherwise than was worked out, as (found, expected); `warnings` are those that must be there."""
    found = outcome(row)
    wrong: dict[str, tuple[Any, Any]] = {}
    for name, value in expected.items():
        is_right = set(value) <= set(found["warnings"]) if name == "warnings" else found.get(name) == value
        if not is_right:
            wrong[name] = (found.get(name), value)
    return wrong
