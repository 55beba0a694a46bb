"""What is public of an object of any kind, in the shape of an edit, so that the two can be laid side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from sqlmodel import Session

from app.services import writing_organisations, writing_places, writing_routes
from app.services.ending_organisations import end_organisation
from app.services.turn import Turn
from app.services.write_bodies import stored_body
from app.services.write_report import WriteReport
from app.services.writing_places import end_place
from app.services.writing_records import apply_organisation, apply_place, apply_route
from app.services.writing_routes import end_route
from app.store import activities, organisations, places, routes


class Stored(Protocol):
    """What every stored object has."""

    @property
    def version(self) -> int: ...


@dataclass(frozen=True, slots=True)
class RecordKind:
    """find: the stored row, tombstones too. body: as the write path takes it. apply: writes an approved edit. end: ends
    the object when that was approved."""

    find: Callable[[Session, str], Any]
    body: Callable[[Any], Mapping[str, Any]]
    apply: Callable[..., WriteReport]
    end: Callable[[Turn, str], WriteReport]


RECORDS: Mapping[str, RecordKind] = {
    organisations.KIND: RecordKind(
        organisations.find_one, writing_organisations.body_of, apply_organisation, end_organisation
    ),
    places.KIND: RecordKind(places.find_one, writing_places.body_of, apply_place, end_place),
    routes.KIND: RecordKind(routes.find_one, writing_routes.body_of, apply_route, end_route),
}
"""Every kind that is edited beside activities."""


def _find(session: Session, kind: str, object_id: str) -> Any:
    if kind == activities.KIND:
        return activities.find_many(session, [object_id]).get(object_id)
    return RECORDS[kind].find(session, object_id) if kind in RECORDS else None


def read_version(session: Session, kind: str, object_id: str) -> int | None:
    """The published version; None when there is nothing of this id."""
    found: Stored | None = _find(session, kind, object_id)
    return None if found is None else found.version


def read_published(session: Session, kind: str, object_id: str) -> Mapping[str, Any]:
    """The members of what is published; empty when there is nothing of this id."""
    found = _find(session, kind, object_id)
    if found is None:
        return {}
    body = stored_body(found) if kind == activities.KIND else RECORDS[kind].body(found)
    plain: Mapping[str, Any] = orjson.loads(orjson.dumps(body))
    return plain
