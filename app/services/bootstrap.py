"""Fills an empty catalogue, so that a first start has something to show."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.calendar import AMSTERDAM
from app.services.activities import make_writer
from app.services.sample import generate
from app.services.starter import load_starter_into
from app.store import activities, organisations
from app.store.unit_of_work import read_session, write_transaction

SAMPLE_GEMEENTE, SAMPLE_ACTIVITIES, SAMPLE_SEED = "GM0518", 600, 1


def fill_empty_catalogue(engine: Engine, *, now: datetime) -> int:
    """Load the starter catalogue and a sample city when it is empty; how many activities were made.

    One transaction: a start that is cut off leaves it empty, and of two starts at once one fills it. Raises Unavailable
    when the database is busy or away.
    """
    with read_session(engine) as session:
        if not _is_empty(session):
            return 0
    with write_transaction(engine) as session:
        if not _is_empty(session):
            return 0
        report = load_starter_into(session, now=now)
        today = now.astimezone(AMSTERDAM).date()
        drafts = list(generate(SAMPLE_SEED, SAMPLE_ACTIVITIES, [SAMPLE_GEMEENTE], today))
        results = make_writer(session).write(session, drafts, now=now)
        return report.activities.total() + len(results)


def _is_empty(session: Session) -> bool:
    """Nothing to find and nobody who could have offered anything; areas may be there already."""
    return not activities.has_any(session) and not organisations.has_any(session)
