"""A writing process, to be killed or to compete: python -m tests.support.writer URL NAME FIRST TRANSACTIONS ROWS.

Each transaction gives NAME's rows FIRST.. the same new version and document. After each commit a line says which.
"""

import dataclasses
import sys

from app.store import activities
from app.store.engine import make_engine
from app.store.unit_of_work import write_transaction
from tests.support.stored import make_activity


def main() -> None:
    """Write until the number of transactions is reached or the process is killed."""
    url, name = sys.argv[1:3]
    first, transactions, rows = map(int, sys.argv[3:6])
    engine = make_engine(url)
    ids = [make_activity(first + number).id for number in range(rows)]
    for _ in range(transactions):
        with write_transaction(engine) as session:
            found = activities.find_many(session, ids, for_update=True)
            version = max((row.version for row in found.values()), default=0) + 1
            written = [make_activity(first + number, source_name=name, version=version) for number in range(rows)]
            marked = [dataclasses.replace(row, document=f"{name} {version}") for row in written]
            # One row at a time, so that a kill can fall between two of them.
            for row in marked:
                activities.upsert_many(session, [row])
        print(version, flush=True)
    engine.dispose()


if __name__ == "__main__":
    main()
