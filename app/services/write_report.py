"""What became of one write, as everybody is told: over HTTP, on the partner's page, in the report of an import."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlmodel import Session

from app.domain.completeness import Completeness, assess
from app.domain.draft import ActivityDraft
from app.domain.likeness import is_like, telling_part
from app.domain.listing import from_row
from app.domain.text import fold
from app.errors import Fault
from app.schemas.write_texts import GAIN_TEXTS, warn, warn_of_duplicate
from app.services.activities import Outcome, WriteResult
from app.services.write_warnings import warn_of_document
from app.store import activities
from app.store.activities import StoredActivity

MOST_CANDIDATES = 60
MOST_DUPLICATES = 3
PATHS = {"activity": "activities", "organisation": "organisations", "place": "places", "route": "routes"}


@dataclass(frozen=True, slots=True)
class WriteReport:
    """seq: the number of the change, None when nothing was written. version: the present one, 0 when there is none yet.
    duplicates: ids of activities that may be the same. edit_id: of the edit that waits for a coordinator."""

    kind: str
    id: str
    outcome: Outcome
    version: int
    seq: int | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    duplicates: tuple[str, ...] = ()
    completeness: Completeness | None = None
    edit_id: str | None = None
    session_id: str | None = None

    @property
    def path(self) -> str:
        """Of what was written, below the address of this server."""
        return f"/v1/{PATHS[self.kind]}/{self.id}"

    def to_wire(self, base_url: str, *, is_rehearsal: bool = False) -> dict[str, Any]:
        """For the answer. A rehearsal has no number in the change log."""
        alike = [warn_of_duplicate(f"{base_url}/v1/activities/{id_}") for id_ in self.duplicates]
        return {
            "id": self.id,
            "url": f"{base_url}{self.path}",
            "outcome": self.outcome.value,
            "version": self.version,
            "seq": None if is_rehearsal else self.seq,
            "dryRun": is_rehearsal,
            "pendingEdit": self.edit_id,
            "errors": [fault.to_wire() for fault in self.faults],
            "warnings": [fault.to_wire() for fault in (*self.warnings, *alike)],
            "completeness": None if self.completeness is None else write_completeness(self.completeness),
        }


def write_completeness(completeness: Completeness) -> dict[str, Any]:
    """The score, and what to fill in to raise it, best first."""
    return {
        "score": completeness.score,
        "raise": [
            {
                "member": gain.member,
                "points": gain.points,
                "text": GAIN_TEXTS[gain.member][0],
                "textNl": GAIN_TEXTS[gain.member][1],
            }
            for gain in completeness.gains
        ],
    }


def report_activity(
    session: Session, result: WriteResult, row: StoredActivity | None, *, is_new_title: bool, edit_id: str | None = None
) -> WriteReport:
    """With everything worth saying of the activity as it now is (or would be). Nothing of it blocks a write."""
    if row is None:
        return WriteReport("activity", result.id, result.outcome, result.version, faults=result.faults)
    document = orjson.loads(row.document)
    return WriteReport(
        kind="activity",
        id=result.id,
        outcome=Outcome.PENDING if edit_id else result.outcome,
        version=result.version,
        seq=result.seq,
        warnings=(*result.warnings, *warn_of_document(document), *_warn_of_follow_ups(session, document["followUp"])),
        duplicates=find_duplicates(session, row, document["title"]) if is_new_title else (),
        completeness=assess(document),
        edit_id=edit_id,
    )


def _warn_of_follow_ups(session: Session, ids: list[str]) -> list[Fault]:
    known = activities.find_many(session, ids)
    return [warn("unknown-follow-up", f"/followUp/{at}") for at, id_ in enumerate(ids) if id_ not in known]


def find_duplicates(session: Session, row: StoredActivity, title: str) -> tuple[str, ...]:
    """Ids of others of the same organisation, or at the same place, with such a title and no other time.

    Two indexes give the candidates; the catalogue is not read.
    """
    word = telling_part(title)
    if not word:
        return ()
    near = activities.find_similar(
        session, organisation_id=row.organisation_id, place_id=row.place_id, word=word, limit=MOST_CANDIDATES
    )
    mine = starts_of(row.listing)
    found = []
    for other in near:
        if other.id == row.id or not is_like(title, orjson.loads(other.card)["title"]):
            continue
        theirs = starts_of(other.listing)
        if not mine or not theirs or mine & theirs:
            found.append(other.id)
    return tuple(found[:MOST_DUPLICATES])


def starts_of(listing: str) -> frozenset[int]:
    """When its dates begin, in minutes since the epoch."""
    return frozenset(session.starts_at for session in from_row(orjson.loads(listing)).sessions)


def is_title_new(before: StoredActivity | None, draft: ActivityDraft) -> bool:
    """Whether likeness to others is worth a look: something new, or another title."""
    if before is None or before.is_deleted:
        return True
    title: str = orjson.loads(before.document)["title"]
    return fold(title) != fold(draft.texts.title)
