"""What every write works with: its transaction, the write path, who writes, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.domain.caller import Caller
from app.services.activities import ActivityWriter


@dataclass(frozen=True, slots=True)
class Turn:
    """One writing transaction (`store.unit_of_work.write_transaction`): nobody else writes until it ends."""

    session: Session
    writer: ActivityWriter
    caller: Caller
    now: datetime
