"""How often nothing fitted, per week, wijk, age band, theme and what stood in the way; nothing of any request.

Workers count in memory and add up in the database now and then, so that answering touches no SQL. An answer that found
nothing is not kept by our cache (`routers.next_steps`), so that each time it is asked counts.
"""

import logging
import threading
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Engine

from app.domain.calendar import date_of
from app.errors import Unavailable
from app.store import missed_steps as store
from app.store.unit_of_work import read_session, write_transaction

FLUSH_EVERY_S = 10.0
MOST_KINDS = 10_000
SHOWN_FROM = 5
BANDS = ((12, "12+"), (8, "8-11"), (4, "4-7"), (0, "0-3"))

logger = logging.getLogger(__name__)


class Missed(NamedTuple):
    """One kind of miss. An empty text: the question did not say."""

    week: date
    wijk: str
    age_band: str
    theme: str
    constraint: str


def band_of(age: int | None) -> str:
    """The age band of a child; empty when unknown."""
    return "" if age is None else next(name for first, name in BANDS if age >= first)


def week_of(day: int) -> date:
    """The Monday of a local day (counted from 1970-01-01)."""
    found = date_of(day)
    return found - timedelta(days=found.weekday())


class MissedSteps:
    """Counts in memory; a thread of its own writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._counts: Counter[Missed] = Counter()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="missed-steps", daemon=True)

    def start(self) -> None:
        """Begin to write now and then."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is left and end."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        self.flush()

    def count(self, missed: Missed) -> None:
        """One more. What no longer fits in memory before the next write is dropped."""
        with self._lock:
            if missed in self._counts or len(self._counts) < MOST_KINDS:
                self._counts[missed] += 1

    def flush(self) -> None:
        """Write what was counted; a busy database gets it next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            with write_transaction(self._engine) as session:
                store.add_counts(session, {tuple(missed): number for missed, number in counts.items()})
        except Unavailable:
            with self._lock:
                self._counts += counts

    def _run(self) -> None:
        while not self._stopped.wait(FLUSH_EVERY_S):
            try:
                self.flush()
            except Exception:
                logger.exception("counting missed steps failed")


def list_missed(engine: Engine) -> list[tuple[Missed, str]]:
    """Every kind with its count as shown: below five it is "<5"."""
    with read_session(engine) as session:
        rows = store.list_counts(session)
    return [(Missed(*key), str(number) if number >= SHOWN_FROM else f"<{SHOWN_FROM}") for key, number in rows]
