"""The one write path of activities: partners, importers, the operator's files, the starter and the sample all end here.

A batch is one transaction: drafts are checked, organisations and places found or made, dates expanded, and only what
differs from what is stored is written, with its lines in the change log. A draft that is refused stops no other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

import orjson
from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.calendar import HolidayCalendar
from app.domain.caller import OPERATOR, SYSTEM, Caller
from app.domain.draft import ActivityDraft
from app.domain.ids import activity_id
from app.domain.vocabulary import Status
from app.errors import Fault, InvalidInput, NotFound
from app.schemas.activity import to_json
from app.schemas.times import millis_text
from app.services.activity_access import refuse_organisation
from app.services.activity_checks import Checked, check_draft
from app.services.activity_holds import settle_holds
from app.services.activity_references import References
from app.services.activity_rendering import Renderer, Stamps, read_partner_ids
from app.services.areas import AreaLocator, make_locator
from app.services.audit import record
from app.services.claims import find_withheld, keep_removed
from app.services.data_files import read_theme_ids
from app.services.holidays import load_calendar
from app.services.recording import describe_activity
from app.services.unused_places import bury_places
from app.store import activities as store
from app.store import places
from app.store.activities import StoredActivity
from app.store.organisations import StoredOrganisation
from app.store.places import StoredPlace
from app.store.unit_of_work import read_session, write_transaction

BATCH = 1000


class Outcome(StrEnum):
    """What became of a draft."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    PENDING = "pending"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class WriteResult:
    """`seq`: the number of the change, None when nothing was written. `version`: 0 when rejected."""

    id: str
    outcome: Outcome
    version: int = 0
    seq: int | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


class ActivityWriter:
    """Writes drafts; keeps what every batch needs in memory. Make one per run and use it from one thread."""

    def __init__(self, locator: AreaLocator, calendar: HolidayCalendar, themes: Iterable[str]) -> None:
        self.locator = locator
        self.calendar = calendar
        self.themes = frozenset(themes)

    def find_faults(self, draft: ActivityDraft) -> tuple[Fault, ...]:
        """What is wrong with a draft against the catalogue: themes and areas that are not there."""
        return check_draft(draft, self.locator, self.themes).faults

    def write(
        self, session: Session, drafts: Sequence[ActivityDraft], *, now: datetime, caller: Caller = OPERATOR
    ) -> list[WriteResult]:
        """Write one batch in the caller's transaction; a result for each draft, in order.

        Nobody writes what is not theirs, an import leaves alone what was claimed or removed, and what a coordinator has
        set stays; each with a fault or warning that says so.
        """
        renderer = Renderer(self.locator, self.calendar, now)
        checked = [check_draft(draft, self.locator, self.themes) for draft in drafts]
        ids = [activity_id(one.draft.source.name, one.draft.source.external_id) for one in checked]
        rows = store.find_many(session, ids, for_update=True)
        withheld = find_withheld(session, ids, caller)
        checked = settle_holds(session, caller, ids, checked, rows)
        references = References(session, self.locator, now, caller)
        references.load([one.draft for one in checked if not one.faults])
        batch = _Batch(caller, dict(rows), rows)
        results = []
        for id_, one in zip(ids, checked, strict=True):
            if id_ in withheld:
                version = rows[id_].version if id_ in rows else 0
                results.append(WriteResult(id_, Outcome.UNCHANGED, version, warnings=(withheld[id_],)))
            else:
                results.append(_write_one(id_, one, batch, references, renderer))
        given = self._save(session, references, batch, renderer)
        return [replace(result, seq=given.get(result.id)) if result.id in given else result for result in results]

    def relocate(self, session: Session, place_ids: Sequence[str], *, now: datetime) -> int:
        """Look up places in the boundaries again, and write those that moved with their activities; how many lines."""
        renderer = Renderer(self.locator, self.calendar, now)
        references = References(session, self.locator, now)
        references.relocate(place_ids)
        return len(self._save(session, references, _Batch(SYSTEM), renderer))

    def rename(self, session: Session, wanted: StoredOrganisation, *, now: datetime, caller: Caller) -> None:
        """Write an organisation as it is here, and every activity that shows it."""
        references = References(session, self.locator, now, caller)
        references.change_organisation(wanted)
        self._save(session, references, _Batch(caller), Renderer(self.locator, self.calendar, now))

    def resite(self, session: Session, wanted: StoredPlace, *, now: datetime, caller: Caller) -> None:
        """Write a place as it is here, and every activity that shows it."""
        references = References(session, self.locator, now, caller)
        references.change_place(wanted)
        self._save(session, references, _Batch(caller), Renderer(self.locator, self.calendar, now))

    def _save(self, session: Session, references: References, batch: "_Batch", renderer: Renderer) -> dict[str, int]:
        """Everything that changed, what is referred to first; the number of the change of each activity."""
        entries = references.save()
        for row in references.find_affected(exclude=batch.written):
            again = renderer.render(references.read_again(row), row)
            if again is not row:
                batch.before[row.id], batch.written[row.id] = row, again
        rows, caller = list(batch.written.values()), batch.caller
        seqs = store.upsert_many(session, rows, key_id=caller.key_id)
        partners = {row.id: read_partner_ids(row) for row in rows}
        had = {id_ for id_ in partners if (old := batch.before.get(id_)) is not None and read_partner_ids(old)}
        store.link_partners(session, {id_: ids for id_, ids in partners.items() if ids or id_ in had})
        hidden, left = _left_places(batch, references)
        entries += bury_places(session, hidden, now=renderer.now, caller=caller, ended_count=False)
        entries += bury_places(session, left, now=renderer.now, caller=caller, ended_count=True)
        entries += [entry for row in rows if (entry := describe_activity(batch.before.get(row.id), row)) is not None]
        record(session, entries, caller=caller, now=renderer.now)
        return dict(zip(batch.written, seqs, strict=True))


@dataclass(frozen=True, slots=True)
class _Batch:
    """before: the rows as they were, by id. rows: as they are now. written: those that changed."""

    caller: Caller
    before: dict[str, StoredActivity] = field(default_factory=dict)
    rows: dict[str, StoredActivity] = field(default_factory=dict)
    written: dict[str, StoredActivity] = field(default_factory=dict)


def _left_places(batch: _Batch, references: References) -> tuple[set[str], set[str]]:
    """The places that activities left: for one whose address is hidden, so that it is public nowhere, and the rest."""
    moves = {(batch.before[id_].place_id, row.place_id) for id_, row in batch.written.items() if id_ in batch.before}
    hidden = {old for old, new in moves if old is not None and new not in (None, old) and references.is_hidden(new)}
    return hidden, {old for old, new in moves if old is not None and old != new} - hidden


def _write_one(id_: str, one: Checked, batch: _Batch, references: References, renderer: Renderer) -> WriteResult:
    held = batch.rows.get(id_)
    try:
        if held is not None and not batch.caller.owns(held.organisation_id):
            raise InvalidInput([refuse_organisation()])
        if one.faults:
            raise InvalidInput(one.faults)
        subject, warnings = references.resolve(id_, one.draft)
        row = renderer.render(subject, held)
    except InvalidInput as refused:
        return WriteResult(id_, Outcome.REJECTED, faults=refused.faults)
    references.keep(subject)
    if row is not held:
        batch.rows[id_] = batch.written[id_] = row
    return WriteResult(id_, _outcome(held, row), row.version, warnings=one.warnings + warnings)


def _outcome(held: StoredActivity | None, row: StoredActivity) -> Outcome:
    if held is None or held.is_deleted:
        return Outcome.CREATED
    return Outcome.UNCHANGED if row.version == held.version else Outcome.UPDATED


def make_writer(session: Session) -> ActivityWriter:
    """A writer over the areas in the database."""
    return ActivityWriter(make_locator(session), load_calendar(), read_theme_ids())


def open_writer(engine: Engine) -> ActivityWriter:
    """As `make_writer`, in a read of its own."""
    with read_session(engine) as session:
        return make_writer(session)


def write_activities(
    engine: Engine,
    drafts: Iterable[ActivityDraft],
    *,
    now: datetime,
    caller: Caller = OPERATOR,
    batch: int = BATCH,
    writer: ActivityWriter | None = None,
) -> Iterator[WriteResult]:
    """Write drafts in batches, each one transaction, and give a result for each in order, after its batch is committed.

    What was committed stays when the process is killed or a later batch fails. Raises Unavailable when the database is.
    """
    chosen, stream = writer or open_writer(engine), iter(drafts)
    while chunk := list(islice(stream, batch)):
        with write_transaction(engine) as session:
            results = chosen.write(session, chunk, now=now, caller=caller)
        yield from results


def end_activity(
    session: Session, id_: str, *, now: datetime, caller: Caller = OPERATOR, replaced_by: str | None = None
) -> StoredActivity:
    """End an activity and leave a tombstone in the log; ending it twice changes nothing, but for what replaces it.

    An import leaves alone what was claimed or removed. Whether the caller may is for who calls this to ask. Raises
    NotFound for an id that never was.
    """
    held = store.find_many(session, [id_], for_update=True).get(id_)
    if held is None:
        raise NotFound(f"There is no activity {id_}.")
    document = orjson.loads(held.document)
    if find_withheld(session, [id_], caller) or (held.is_deleted and replaced_by in (None, document["replacedBy"])):
        return held
    document |= {"version": held.version + 1, "modifiedAt": millis_text(now)}
    if replaced_by is not None:
        document["replacedBy"] = replaced_by
    row = replace(
        held,
        status=Status.ENDED,
        is_deleted=True,
        version=held.version + 1,
        modified_at=now,
        document=to_json(document).decode(),
    )
    seq = store.upsert_many(session, [row], key_id=caller.key_id)
    keep_removed(session, row, caller, now)
    record(session, [entry for entry in (describe_activity(held, row),) if entry], caller=caller, now=now)
    return replace(row, seq=seq[0])


def relocate_places(engine: Engine, *, now: datetime, batch: int = BATCH) -> Iterator[tuple[int, int]]:
    """After an import of boundaries: give every place with an address the wijk and buurt it lies in.

    In batches, each one transaction; gives how many places were looked up and how many activities changed by it.
    """
    with read_session(engine) as session:
        writer, found = make_writer(session), iter(places.list_ids_at_address(session))
    while chunk := list(islice(found, batch)):
        with write_transaction(engine) as session:
            changed = writer.relocate(session, chunk, now=now)
        yield len(chunk), changed


def refresh_sessions(
    engine: Engine,
    *,
    now: datetime,
    older_than: timedelta = timedelta(days=1),
    batch: int = BATCH,
    writer: ActivityWriter | None = None,
) -> Iterator[int]:
    """Expand again the dates of activities that were expanded `older_than` ago or longer; the size of each batch.

    Version and stamps stay: nothing was edited, time passed.
    """
    chosen = writer or open_writer(engine)
    renderer = Renderer(chosen.locator, chosen.calendar, now)
    before = renderer.today - older_than + timedelta(days=1)
    while True:
        with write_transaction(engine) as session:
            rows = store.list_expanded_before(session, before, batch)
            references = References(session, chosen.locator, now)
            references.load_rows(rows)
            renewed = [
                renderer.build(
                    references.read_again(row),
                    Stamps(row.version, row.created_at, row.modified_at, row.confirmed_at, renderer.today),
                )
                for row in rows
            ]
            store.upsert_many(session, renewed)
        if not rows:
            return
        yield len(rows)
