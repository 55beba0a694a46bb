"""An organisation that stops: with everything it has here, or not at all."""

from dataclasses import dataclass, replace

from app.domain.caller import Scope
from app.domain.precondition import NO_CONDITION, Precondition
from app.errors import Conflict, Fault, NotFound
from app.services import activities as write_path
from app.services import writing_places, writing_routes
from app.services.activities import Outcome
from app.services.audit import record
from app.services.keys import require
from app.services.record_writing import hold_end
from app.services.recording import describe_record
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.store import activities, organisations, places, routes, sources
from app.store.activities import StoredActivity
from app.store.changes import current_seq
from app.store.organisations import KIND, StoredOrganisation
from app.store.routes import StoredRoute


@dataclass(frozen=True, slots=True)
class _Offers:
    """What an organisation still has."""

    activities: list[StoredActivity]
    routes: list[StoredRoute]


def end_organisation(
    turn: Turn, id_: str, *, with_offers: bool = False, precondition: Precondition = NO_CONDITION
) -> WriteReport:
    """Take an organisation away. Its places go when nothing takes place there; others use the rest as shared ones. Its
    feeds are followed no longer. A coordinator brings it back with PUT. Twice is once.

    with_offers: its activities end and its routes go with it; of an organisation whose edits wait for a coordinator,
    only a coordinator may. Raises Forbidden, NotFound, PreconditionFailed, and Conflict while it has activities or
    routes and they are not to end with it.
    """
    require(turn.caller, Scope.ORGANISATION_WRITE, id_)
    held = organisations.find_one(turn.session, id_)
    if held is None:
        raise NotFound("There is no organisation with this id.", detail_nl="Er is geen organisatie met dit id.")
    precondition.check(held.version)
    if held.is_deleted:
        return WriteReport(KIND, id_, Outcome.UNCHANGED, held.version)
    found = _Offers(activities.find_by_organisation(turn.session, id_), routes.find_by_organisation(turn.session, id_))
    if with_offers and held.is_reviewed:
        require(turn.caller, Scope.ADMIN)
    if (found.activities or found.routes) and not with_offers:
        raise _has_offers(found)
    if (waits := hold_end(turn, KIND, held, held)) is not None:
        return waits
    _end_offers(turn, found)
    _part_with_places(turn, id_)
    for source in sources.list_sources(turn.session, {id_}):
        sources.delete_source(turn.session, source)
    return _bury(turn, held)


def _has_offers(found: _Offers) -> Conflict:
    english = (
        f"It still has {len(found.activities)} activities and {len(found.routes)} routes. End them first, or send "
        "offers=end to end them with it."
    )
    dutch = (
        f"Er zijn nog {len(found.activities)} activiteiten en {len(found.routes)} routes. Beëindig die eerst, of stuur "
        "offers=end om ze mee te beëindigen."
    )
    return Conflict(english, faults=[Fault("in-use", english, detail_nl=dutch)])


def _end_offers(turn: Turn, found: _Offers) -> None:
    for row in found.activities:
        write_path.end_activity(turn.session, row.id, now=turn.now, caller=turn.caller)
    for route in found.routes:
        writing_routes.bury(turn, route)


def _part_with_places(turn: Turn, id_: str) -> None:
    for place in places.find_by_organisation(turn.session, id_):
        if activities.find_by_place(turn.session, place.id):
            shared = replace(place, organisation_id=None, version=place.version + 1, modified_at=turn.now)
            writing_places.save(turn, place, (shared, ()))
        else:
            writing_places.bury(turn, place)


def _bury(turn: Turn, held: StoredOrganisation) -> WriteReport:
    row = replace(held, is_deleted=True, version=held.version + 1, modified_at=turn.now)
    organisations.upsert_many(turn.session, [row], key_id=turn.caller.key_id)
    record(turn.session, [describe_record(held, row)], caller=turn.caller, now=turn.now)
    return WriteReport(KIND, row.id, Outcome.UPDATED, row.version, current_seq(turn.session))
