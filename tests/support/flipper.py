"""A writing process: python -m tests.support.flipper URL ROUNDS PAUSE_S.

Each round gives two activities the same new title and summary in one transaction. After each commit a line says its
number, the number of its change and the moment (of the machine's monotonic clock) it was committed.
"""

import sys
import time

from app.services.activities import open_writer, write_activities
from tests.support.served import NOW, draft
from tests.support.stored import open_engine


def main() -> None:
    """Write until the number of rounds is reached or the process is killed."""
    url, rounds, pause_s = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    with open_engine(url) as engine:
        writer = open_writer(engine)
        for round_ in range(1, rounds + 1):
            texts = {"summary": f"Ronde {round_}.", "description": f"Dit is ronde {round_}."}
            pair = [draft(f"pair-{name}", f"Tweeling {round_}", **texts) for name in "ab"]
            results = list(write_activities(engine, pair, now=NOW, writer=writer))
            print(round_, max(result.seq or 0 for result in results), time.monotonic(), flush=True)
            time.sleep(pause_s)


if __name__ == "__main__":
    main()
