"""What to import and as whom: the order of an import, its report at the start, and the writer it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.caller import OPERATOR, Actor, Caller, Scope
from app.errors import Fault, InvalidInput, NotFound
from app.models.imports import ImportReport
from app.services.import_reading import refuse_file
from app.services.keys import require
from app.services.new_ids import make_id
from app.store import imports as store
from app.store import keys, organisations, sources
from app.store.organisations import StoredOrganisation
from app.store.unit_of_work import read_session


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import, and as whom. source_name: the first half of the identity of what is written; None = that of the
    organisation. url: where the bytes came from or are to be fetched from. is_full: what the bytes no longer hold has
    ended. is_confirming: what they hold is confirmed."""

    caller: Caller
    organisation_id: str | None = None
    source_name: str | None = None
    file_name: str | None = None
    media_type: str | None = None
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    source_id: str | None = None
    is_dry_run: bool = False
    is_confirming: bool = True
    is_full: bool = False


def new_report(engine: Engine, order: ImportOrder, content: bytes | None, now: datetime) -> ImportReport:
    """The report at the start, not stored yet.

    Raises InvalidInput for an empty file or an order for nobody, NotFound for an organisation that is not there.
    """
    if order.organisation_id is None and order.source_name is None:
        raise InvalidInput([_NO_ORGANISATION])
    if content is not None and not content.strip():
        raise refuse_file("empty-file", "The file is empty.", "Het bestand is leeg.")
    with read_session(engine) as session:
        find_organisation(session, order.organisation_id)
    return ImportReport(
        id=make_id(),
        source_id=order.source_id,
        organisation_id=order.organisation_id,
        key_id=order.caller.key_id,
        source_name=order.source_name or order.organisation_id or "",
        name=order.file_name,
        url=order.url,
        media_type=order.media_type,
        format=order.format,
        content_sha256=None if content is None else sha256(content).hexdigest(),
        mapping=dict(order.mapping),
        is_dry_run=order.is_dry_run,
        is_confirming=order.is_confirming,
        is_full=order.is_full,
        status=store.RUNNING,
        started_at=now,
    )


_NO_ORGANISATION = Fault(
    "organisation-needed",
    "Say for which organisation the file is imported.",
    pointer="/organisation",
    detail_nl="Zeg voor welke organisatie het bestand is.",
)


def find_organisation(session: Session, id_: str | None) -> StoredOrganisation | None:
    """The organisation an import is for. Raises NotFound when there is none with this id."""
    if id_ is None:
        return None
    found = organisations.records.find_one(session, id_)
    if found is None or found.is_deleted:
        raise NotFound(f"There is no organisation {id_[:60]}.")
    return found


def make_caller(session: Session, report: ImportReport) -> Caller:
    """Who writes: the key that sent the file, the operator, or the system for a source; bound to its organisation."""
    own = frozenset() if report.organisation_id is None else frozenset({report.organisation_id})
    bound = frozenset(
        {Scope.ADMIN} if report.organisation_id is None else {Scope.ACTIVITIES_WRITE, Scope.IMPORTS_WRITE}
    )
    if report.source_id is not None:
        return Caller(Actor.SYSTEM, report.key_id, bound, own, import_id=report.id)
    if report.key_id is None:
        return Caller(
            Actor.OPERATOR, None, OPERATOR.scopes, own, import_id=report.id, on_behalf_of=report.organisation_id
        )
    key = keys.find_by_id(session, report.key_id)
    if key is not None and Scope.ADMIN.value in key.scopes:
        scopes = frozenset({Scope.ADMIN})
        return Caller(Actor.KEY, report.key_id, scopes, own, import_id=report.id, on_behalf_of=report.organisation_id)
    return Caller(Actor.KEY, report.key_id, bound, own, import_id=report.id)


def choose_organisation(caller: Caller, stated: str | None) -> str:
    """The organisation an import or source is for: the stated one, else the only one of the key.

    Raises Forbidden for another one's, InvalidInput when it must be said.
    """
    require(caller, Scope.IMPORTS_WRITE)
    if stated is None and len(caller.organisation_ids) == 1:
        return next(iter(caller.organisation_ids))
    if stated is None:
        raise InvalidInput([_NO_ORGANISATION])
    require(caller, Scope.IMPORTS_WRITE, stated)
    return stated


def apply_source(session: Session, order: ImportOrder, name: str) -> ImportOrder:
    """The order under the ids of a saved source, with its format and mapping where the order has none.

    Raises NotFound when the organisation follows no source of this name.
    """
    source = sources.find_source(session, name)
    if source is None or source.organisation_id != order.organisation_id:
        raise NotFound(f"There is no source {name}.")
    return replace(
        order,
        source_name=source.name,
        format=order.format or source.format,
        mapping=order.mapping or source.mapping,
    )
