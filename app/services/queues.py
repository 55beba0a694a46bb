"""Pages of edits that wait and of reports, oldest first: for coordinators all, for partners their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from app.domain.caller import Caller
from app.models.moderation import PendingEdit
from app.schemas.moderation import ALL, QueueRequest
from app.services.keys import refuse_foreign
from app.services.moderating import read_edit, write_edit
from app.services.report_pages import write_report
from app.store import moderation as store
from app.store.unit_of_work import read_session

Position = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class Page:
    """following: where the next page begins; None on the last one."""

    items: Sequence[dict[str, Any]]
    following: Position | None


def list_edits(engine: Engine, caller: Caller, asked: QueueRequest, after: Position | None, base_url: str) -> Page:
    """One page of edits. Raises Forbidden for another organisation's."""
    with read_session(engine) as session:
        found = store.list_edits(
            session,
            None if asked.status == ALL else asked.status,
            organisation_ids=_whose(caller, asked.organisation),
            after=after,
            limit=asked.limit + 1,
        )
        return _cut(found, asked.limit, lambda edit: write_edit(session, edit, caller, base_url), _when)


def show_edit(engine: Engine, caller: Caller, edit_id: str, base_url: str) -> dict[str, Any]:
    """One edit. Raises NotFound."""
    with read_session(engine) as session:
        return read_edit(session, caller, edit_id, base_url)


def list_reports(engine: Engine, caller: Caller, asked: QueueRequest, after: Position | None, base_url: str) -> Page:
    """One page of reports. Raises Forbidden for another organisation's."""
    with read_session(engine) as session:
        found = store.list_reports(
            session,
            None if asked.status == ALL else asked.status,
            organisation_ids=_whose(caller, asked.organisation),
            after=after,
            limit=asked.limit + 1,
        )
        return _cut(
            found,
            asked.limit,
            lambda pair: write_report(pair[0], pair[1], base_url),
            lambda pair: (pair[0].reported_at, pair[0].id),
        )


def _when(edit: PendingEdit) -> Position:
    return edit.submitted_at, edit.id


def _whose(caller: Caller, organisation_id: str | None) -> Sequence[str] | None:
    """The organisations whose objects are shown; None = all."""
    if organisation_id is not None:
        if not caller.owns(organisation_id):
            raise refuse_foreign()
        return [organisation_id]
    return None if caller.is_admin else sorted(caller.organisation_ids)


def _cut(
    found: Sequence[Any], limit: int, write: Callable[[Any], dict[str, Any]], position: Callable[[Any], Position]
) -> Page:
    shown = found[:limit]
    return Page([write(each) for each in shown], position(shown[-1]) if len(found) > limit else None)


def write_position(position: Position) -> str:
    """For a cursor."""
    return f"{position[0].isoformat()} {position[1]}"


def read_position(text: str) -> Position:
    """The inverse. Raises ValueError for what we never wrote."""
    stamp, _, id_ = text.partition(" ")
    return datetime.fromisoformat(stamp), id_
