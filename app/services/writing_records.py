"""Edits of organisations, places and routes that a coordinator approved: written without the step of the review."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app.domain.caller import Caller
from app.services import writing_organisations, writing_places, writing_routes
from app.services.activities import make_writer
from app.services.record_writing import Body
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.store import organisations, places, routes


def apply_organisation(session: Session, object_id: str, draft: Body, *, now: datetime, caller: Caller) -> WriteReport:
    """draft: the body as `hold_edit` got it. Raises InvalidInput with every fault."""
    turn = Turn(session, make_writer(session), caller, now)
    held = organisations.find_one(session, object_id)
    return writing_organisations.save(turn, held, writing_organisations.settle(turn, object_id, draft, held))


def apply_place(session: Session, object_id: str, draft: Body, *, now: datetime, caller: Caller) -> WriteReport:
    """As `apply_organisation`, for a place."""
    turn = Turn(session, make_writer(session), caller, now)
    held, source = places.find_one(session, object_id), draft.get("source")
    stated = str(source["name"]) if isinstance(source, Mapping) else ""
    owner_id = held.organisation_id if held is not None else writing_places.find_owner(turn, stated)
    return writing_places.save(turn, held, writing_places.settle(turn, object_id, draft, held, owner_id))


def apply_route(session: Session, object_id: str, draft: Body, *, now: datetime, caller: Caller) -> WriteReport:
    """As `apply_organisation`, for a route."""
    turn = Turn(session, make_writer(session), caller, now)
    held = routes.find_one(session, object_id)
    return writing_routes.save(turn, held, writing_routes.settle(turn, object_id, draft, held))
