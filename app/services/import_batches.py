"""A batch of rows through the one write path, for real or rehearsed, with what became of each row.

The write, the rows of the report and its counts are one transaction: a process killed at any moment leaves either all
three or none. A rehearsal is rolled back; what it would have written is put back at the start of the next batch, so
that the last row of a long file meets the same database as it would for real.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.caller import Caller
from app.domain.ids import activity_id
from app.domain.moderation import EditAction
from app.errors import Conflict, Fault, Unavailable
from app.services.activities import ActivityWriter, Outcome, WriteResult, end_activity
from app.services.import_advice import Advice, Adviser
from app.services.import_reading import INTERNAL, MAX_ROW_FAULTS, Prepared, bound_original, plain_text
from app.services.moderation import hold_edit
from app.store import activities, organisations, places
from app.store.changes import current_seq, read_changes
from app.store.dialect import insert_or_update
from app.store.organisations import StoredOrganisation
from app.store.records import RecordTable
from app.store.unit_of_work import connection_of, write_transaction

PENDING, ENDED, SKIPPED = "pending", "ended", "skipped"
OUTCOMES = (*(outcome.value for outcome in Outcome), PENDING, ENDED, SKIPPED)
MAX_LOCATION = 300
BUSY_WAITS_S = (0.2, 1.0, 3.0, 5.0)
"""How long to wait between tries when other writers keep the database busy."""

_KINDS: tuple[RecordTable[Any], ...] = (organisations.records, places.records, activities.records)
"""In the order in which they point to each other."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row. `content_id`: what it says, for a row that was written. `gaps`: members that would make it
    more complete."""

    number: int
    location: str
    outcome: str
    activity_id: str | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    original: dict[str, Any] = field(default_factory=dict)
    external_id: str | None = None
    content_id: str | None = None
    gaps: tuple[str, ...] | None = None

    def to_columns(self, report_id: str) -> dict[str, Any]:
        """As `models.imports.ImportRow`."""
        return {
            "report_id": report_id,
            "row_number": self.number,
            "location": plain_text(self.location)[:MAX_LOCATION],
            "outcome": self.outcome,
            "activity_id": self.activity_id,
            "faults": [fault.to_wire() for fault in self.faults],
            "warnings": [fault.to_wire() for fault in self.warnings[:MAX_ROW_FAULTS]],
            "original": self.original,
            "gaps": self.gaps,
        }


Keep = Callable[[Session, Sequence[RowResult]], None]
"""Writes the report in the transaction of the rows."""


class BatchWriter:
    """Writes the batches of one import, from one thread."""

    def __init__(
        self,
        engine: Engine,
        writer: ActivityWriter,
        caller: Caller,
        *,
        source_name: str,
        organisation: StoredOrganisation | None,
        is_rehearsal: bool,
        adviser: Adviser | None = None,
    ) -> None:
        self._adviser = adviser or Adviser()
        self._engine = engine
        self._writer = writer
        self._caller = caller
        self._source_name = source_name
        self._is_held = organisation is not None and organisation.is_reviewed and not caller.is_admin
        self._organisation_id = None if organisation is None else organisation.id
        self._is_rehearsal = is_rehearsal
        self._carried: dict[str, dict[str, Any]] = {table.kind: {} for table in _KINDS}

    def write(self, batch: Sequence[Prepared], *, now: datetime, keep: Keep) -> list[RowResult]:
        """Write a batch and its part of the report, all or nothing.

        A row that cannot be written through a fault of ours is rejected alone. Raises Unavailable when the database
        stays busy or away, Conflict when another process goes on with the import.
        """
        try:
            return self._write_patiently(batch, now, keep)
        except (Unavailable, Conflict):
            raise
        except Exception:
            if len(batch) == 1:
                logger.exception("a row could not be written")
                broken = replace(batch[0], draft=None, faults=(INTERNAL,), row=replace(batch[0].row, is_deleted=False))
                return self._write_patiently([broken], now, keep)
            half = len(batch) // 2
            return [*self.write(batch[:half], now=now, keep=keep), *self.write(batch[half:], now=now, keep=keep)]

    def write_in(self, session: Session, batch: Sequence[Prepared], *, now: datetime) -> list[RowResult]:
        """What became of the rows, in the caller's transaction."""
        self._put_back(session)
        before = current_seq(session) if self._is_rehearsal else 0
        results = self._apply(session, batch, now)
        if self._is_rehearsal:
            self._carry(session, before)
        return results

    def _write_patiently(self, batch: Sequence[Prepared], now: datetime, keep: Keep) -> list[RowResult]:
        for wait_s in BUSY_WAITS_S:
            try:
                return self._write_once(batch, now, keep)
            except Unavailable:
                time.sleep(wait_s)
        return self._write_once(batch, now, keep)

    def _write_once(self, batch: Sequence[Prepared], now: datetime, keep: Keep) -> list[RowResult]:
        with write_transaction(self._engine, rehearse=self._is_rehearsal) as session:
            results = self.write_in(session, batch, now=now)
            if not self._is_rehearsal:
                keep(session, results)
        if self._is_rehearsal:
            with write_transaction(self._engine) as session:
                keep(session, results)
        return results

    def _apply(self, session: Session, batch: Sequence[Prepared], now: datetime) -> list[RowResult]:
        drafts = [one.draft for one in batch if one.draft is not None]
        savepoint = session.begin_nested() if self._is_held and drafts else None
        results = self._writer.write(session, drafts, now=now, caller=self._caller) if drafts else []
        advice = self._adviser.advise(session, results)
        if savepoint is not None:
            savepoint.rollback()
        coming = iter(results)
        return [
            self._settle(session, one, next(coming), advice, now)
            if one.draft is not None
            else self._settle_without_draft(session, one, now)
            for one in batch
        ]

    def _settle(
        self, session: Session, one: Prepared, result: WriteResult, advice: Mapping[str, Advice], now: datetime
    ) -> RowResult:
        outcome = result.outcome.value
        if self._is_held and result.outcome in (Outcome.CREATED, Outcome.UPDATED):
            is_new = result.outcome is Outcome.CREATED
            version = None if is_new else result.version - 1
            self._hold(
                session, one, result.id, EditAction.CREATE if is_new else EditAction.UPDATE, version=version, now=now
            )
            outcome = PENDING
        said = advice.get(result.id, Advice()) if not result.faults else Advice()
        warnings = (*one.warnings, *result.warnings, *said.warnings)
        reported = self._report(one, outcome, result.id, result.faults, warnings, is_written=not result.faults)
        return replace(reported, gaps=said.gaps)

    def _hold(
        self, session: Session, one: Prepared, id_: str, action: EditAction, *, version: int | None, now: datetime
    ) -> None:
        hold_edit(
            session,
            self._caller,
            activities.KIND,
            id_,
            action,
            organisation_id=self._organisation_id,
            base_version=version,
            draft={} if action is EditAction.DELETE else dict(one.body or {}),
            now=now,
        )

    def _settle_without_draft(self, session: Session, one: Prepared, now: datetime) -> RowResult:
        if one.faults:
            return self._report(one, Outcome.REJECTED.value, None, one.faults, one.warnings)
        if not one.row.is_deleted or one.external_id is None:
            return self._report(one, SKIPPED, None, (), one.warnings)
        id_ = activity_id(self._source_name, one.external_id)
        held = activities.find_many(session, [id_], for_update=True).get(id_)
        if held is None or held.is_deleted:
            return self._report(one, Outcome.UNCHANGED.value, None if held is None else id_, (), one.warnings)
        if self._is_held:
            self._hold(session, one, id_, EditAction.DELETE, version=held.version, now=now)
            return self._report(one, PENDING, id_, (), one.warnings)
        row = end_activity(session, id_, now=now, caller=self._caller)
        return self._report(one, ENDED if row.is_deleted else Outcome.UNCHANGED.value, id_, (), one.warnings)

    def _report(
        self,
        one: Prepared,
        outcome: str,
        id_: str | None,
        faults: tuple[Fault, ...],
        warnings: tuple[Fault, ...],
        *,
        is_written: bool = False,
    ) -> RowResult:
        row = one.row
        return RowResult(
            number=row.number,
            location=row.location,
            outcome=outcome,
            activity_id=id_,
            faults=faults,
            warnings=warnings,
            original=bound_original(row.original),
            external_id=one.external_id,
            content_id=row.content_id if is_written else None,
        )

    def _put_back(self, session: Session) -> None:
        connection = connection_of(session)
        for table in _KINDS:
            rows = [table.to_row(record) for record in self._carried[table.kind].values()]
            if rows:
                connection.execute(insert_or_update(connection, table.table), rows)

    def _carry(self, session: Session, before: int) -> None:
        changed: dict[str, set[str]] = {}
        for change in read_changes(session, before, current_seq(session) - before):
            changed.setdefault(change.kind, set()).add(change.object_id)
        for table in _KINDS:
            self._carried[table.kind] |= table.find_many(session, changed.get(table.kind, ()))


def count_outcomes(results: Sequence[RowResult]) -> dict[str, int]:
    """How many rows had each outcome; "warning" counts rows with a warning, whatever their outcome."""
    counts = dict.fromkeys((*OUTCOMES, "warning"), 0)
    for name in chain((one.outcome for one in results), ("warning" for one in results if one.warnings)):
        counts[name] += 1
    return counts
