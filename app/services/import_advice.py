"""What a write says of an activity, said of each row of an import: what it looks like, how complete it is.

A file has thousands of rows, so what it may be compared with is read once and kept in memory: the activities of the
organisation, and those at the places of the rows. Rows of one file are never called alike: its maker keeps them apart.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

import orjson
from sqlmodel import Session

from app.domain.completeness import assess
from app.domain.likeness import Likeness, telling_part
from app.errors import Fault
from app.schemas.write_texts import warn_of_duplicate
from app.services.activities import Outcome, WriteResult
from app.services.write_report import MOST_CANDIDATES, MOST_DUPLICATES, starts_of
from app.services.write_warnings import warn_of_contents
from app.store import activities
from app.store.activities import StoredActivity


@dataclass(frozen=True, slots=True)
class Advice:
    """warnings: worth a look, nothing is stopped by them. gaps: members that would make it more complete."""

    warnings: tuple[Fault, ...] = ()
    gaps: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Known:
    """starts: in minutes since the epoch; None until somebody needs them."""

    id: str
    text: str
    title: Likeness
    starts: frozenset[int] | None = None


@dataclass(slots=True)
class Adviser:
    """Advises on the batches of one import. own_ids: of what the file holds. ended_source: what it brought before and
    no longer holds ends with this import, so nothing is like that."""

    own_ids: Collection[str] = frozenset()
    ended_source: str | None = None
    _by_organisation: dict[str, list[_Known]] = field(default_factory=dict)
    _by_place: dict[str, list[_Known]] = field(default_factory=dict)

    def advise(self, session: Session, results: Sequence[WriteResult]) -> dict[str, Advice]:
        """By id of what was written or would be, in the transaction of the write."""
        ids = [result.id for result in results if result.outcome is not Outcome.REJECTED]
        rows = activities.find_many(session, ids)
        new = [rows[one.id] for one in results if one.outcome is Outcome.CREATED and one.id in rows]
        self._load(session, new)
        alike = {row.id: self._find_alike(session, row) for row in new}
        return {id_: _advise_one(row, alike.get(id_, ())) for id_, row in rows.items() if not row.is_deleted}

    def _load(self, session: Session, rows: Iterable[StoredActivity]) -> None:
        """Titles of whatever is near and not loaded yet."""
        asked = list(rows)
        owners = {row.organisation_id for row in asked if row.organisation_id} - self._by_organisation.keys()
        places = {row.place_id for row in asked if row.place_id} - self._by_place.keys()
        if not owners and not places:
            return
        self._by_organisation |= {id_: [] for id_ in owners}
        self._by_place |= {id_: [] for id_ in places}
        for near in activities.iterate_near(session, sorted(owners), sorted(places)):
            if near.id in self.own_ids or near.source_name == self.ended_source:
                continue
            title = orjson.loads(near.card)["title"]
            known = _Known(near.id, title.lower(), Likeness.of(title))
            if near.organisation_id in owners:
                self._by_organisation[near.organisation_id].append(known)
            if near.place_id in places:
                self._by_place[near.place_id].append(known)

    def _find_alike(self, session: Session, row: StoredActivity) -> tuple[str, ...]:
        """As `write_report.find_duplicates`, among what was there before the import."""
        near = [*self._by_organisation.get(row.organisation_id or "", ()), *self._by_place.get(row.place_id or "", ())]
        title: str = orjson.loads(row.card)["title"] if near else ""
        if not (word := telling_part(title).lower()):
            return ()
        mine = Likeness.of(title)
        candidates = islice((known for known in near if word in known.text), MOST_CANDIDATES)
        like = list({known.id: known for known in candidates if mine.is_like(known.title)}.values())
        _read_starts(session, like)
        starts = starts_of(row.listing)
        found = [known.id for known in like if not starts or not known.starts or starts & known.starts]
        return tuple(found[:MOST_DUPLICATES])


def _read_starts(session: Session, known: Iterable[_Known]) -> None:
    unread = {one.id: one for one in known if one.starts is None}
    for id_, row in (activities.find_many(session, list(unread)) if unread else {}).items():
        unread[id_].starts = starts_of(row.listing)


def _advise_one(row: StoredActivity, alike: Iterable[str]) -> Advice:
    document = orjson.loads(row.document)
    warnings = (*warn_of_contents(document), *(warn_of_duplicate(f"/v1/activities/{id_}") for id_ in alike))
    return Advice(warnings, tuple(gain.member for gain in assess(document).gains))
