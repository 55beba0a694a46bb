"""Setting an activity back, or a confirmation: the stamps and status of its row alone, whatever else it says."""

from dataclasses import replace
from datetime import datetime

import orjson
from sqlmodel import Session

from app.domain.calendar import amsterdam_day
from app.domain.caller import Caller
from app.domain.listing import from_row, to_row
from app.domain.vocabulary import Status
from app.schemas.activity import to_json
from app.schemas.times import millis_text
from app.services.audit import record
from app.services.recording import describe_activity
from app.store import activities
from app.store.activities import StoredActivity


def restate(
    session: Session, held: StoredActivity, *, status: Status, confirmed_at: datetime, now: datetime, caller: Caller
) -> StoredActivity:
    """The activity as it is published from now on; `held` itself when nothing differs.

    An activity that had ended comes back. Another status is a new version; a confirmation, or one that is taken back,
    is not.
    """
    is_edit = held.is_deleted or status is not held.status
    if not is_edit and confirmed_at == held.confirmed_at:
        return held
    version, modified_at = (held.version + 1, now) if is_edit else (held.version, held.modified_at)
    listing = replace(
        from_row(orjson.loads(held.listing)),
        version=version,
        status=status.value,
        confirmed_at=int(confirmed_at.timestamp()),
        confirmed_day=amsterdam_day(confirmed_at),
        modified_at=int(modified_at.timestamp() * 1000),
    )
    document = orjson.loads(held.document) | {"version": version, "modifiedAt": millis_text(modified_at)}
    row = replace(
        held,
        status=status,
        is_deleted=False,
        version=version,
        modified_at=modified_at,
        confirmed_at=confirmed_at,
        listing=orjson.dumps(to_row(listing)).decode(),
        document=to_json(document).decode(),
    )
    (seq,) = activities.upsert_many(session, [row], key_id=caller.key_id)
    record(session, [entry for entry in (describe_activity(held, row),) if entry], caller=caller, now=now)
    return replace(row, seq=seq)
