"""The same proposal sent twice, by a second press of the button or a page that was loaded again, is one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlmodel import Session

from app.models.partner_page import Proposal
from app.services.moderation import find_waiting
from app.store import proposals as store
from app.store.activities import KIND

MOST_COMPARED = 20
MAIL_TAKES = timedelta(minutes=1)
"""How long the mail of the first one may be on its way."""


def find_repeated(session: Session, email: str, whole: Mapping[str, Any], now: datetime) -> Proposal | None:
    """What this address proposed before in the same words, while it still waits and its link was mailed or is about to
    be. Without a mailed link it is no repeat: the page would have to show the link of the first to whoever asks."""
    wanted = _said(whole)
    for held in store.list_open_of(session, email, now, MOST_COMPARED):
        edit = find_waiting(session, KIND, held.activity_id)
        has_link = held.is_mailed or now - held.created_at < MAIL_TAKES
        if has_link and edit is not None and edit.base_version is None and _said(edit.draft) == wanted:
            return held
    return None


def _said(whole: Mapping[str, Any]) -> Any:
    return orjson.loads(orjson.dumps({name: value for name, value in whole.items() if name != "source"}))
