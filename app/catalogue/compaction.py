"""A new base from the present one and what was written since, made by a process of its own beside the running workers.

python -m app.catalogue.compaction FOLDER GENERATION SPOOL SEQ MARK
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from app.catalogue.bitmaps import rows_of
from app.catalogue.builder import MANIFEST, UNFINISHED, Generation, build, find_generation, lock, open_segment
from app.catalogue.catalogue import Catalogue
from app.catalogue.parts import IndexRow, Part, State, StoredRow
from app.catalogue.segment import Segment

LEAST_WRITTEN = 20_000
LEAST_SHARE = 8
"""A new base is worth it from so many rows written, and one in so many of the base."""
NICENESS = 10

FindMark = Callable[[int], str | None]
"""The mark of the change log at a number (`Generation.mark`); None when it is not known just now."""


class Keeper:
    """Keeps the base of one worker's catalogue small beside it: starts a new one when much was written, takes a newer
    one that any worker made. `tend` is quick; call it every second or so from one thread."""

    def __init__(self, catalogue: Catalogue, folder: Path, generation: Generation) -> None:
        self._catalogue, self._folder, self._generation = catalogue, folder, generation
        self._making: subprocess.Popen[bytes] | None = None
        self._spool: Path | None = None
        self._seen = self._look()

    def tend(self, find_mark: FindMark) -> None:
        """Adopt a newer base when there is one; start making one when it is worth it."""
        if self._making is not None and self._making.poll() is not None:
            self._finish()
        seen = self._look()
        if seen != self._seen:
            self._seen = seen
            self._adopt()
        if self._making is None and _is_worth_it(self._catalogue.state):
            self._start(find_mark)

    def stop(self) -> None:
        """End a build that is under way; what is in force stays."""
        if self._making is not None:
            self._making.terminate()
            self._making.wait()
            self._finish()

    def _look(self) -> tuple[int, int]:
        try:
            found = (self._folder / MANIFEST).stat()
        except OSError:
            return 0, 0
        return found.st_ino, found.st_mtime_ns

    def _adopt(self) -> None:
        newer = find_generation(self._folder, self._generation.source)
        if newer is None or newer.folder == self._generation.folder:
            return
        try:
            base = open_segment(newer)
        except OSError:  # one newer still has taken its place; the manifest has changed again
            self._seen = (0, 0)
            return
        self._catalogue.adopt(base, newer.seq)
        self._generation = newer

    def _start(self, find_mark: FindMark) -> None:
        state = self._catalogue.state
        mark = find_mark(state.seq)
        if mark is None:
            return
        self._spool = write_spool(self._folder, state)
        names = [str(self._folder), self._generation.folder.name, str(self._spool), str(state.seq), mark]
        self._making = subprocess.Popen([sys.executable, "-m", "app.catalogue.compaction", *names])

    def _finish(self) -> None:
        self._making = None
        if self._spool is not None:
            self._spool.unlink(missing_ok=True)
            self._spool = None


def _is_worth_it(state: State) -> bool:
    if not state.parts:
        return False
    base, *others = state.parts
    written = sum(part.live_count for part in others) + base.segment.rows - base.live_count
    return written >= max(LEAST_WRITTEN, base.segment.rows // LEAST_SHARE)


def write_spool(folder: Path, state: State) -> Path:
    """What differs from the base (the first part): a JSON line per row, deleted ones without listing and card."""
    base, *others = state.parts
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f"{UNFINISHED}spool-", delete=False) as file:
        for row in rows_of(base.segment.every & ~base.live).tolist():
            file.write(orjson.dumps([base.segment.id_of(row), 0, 0, None, None]) + b"\n")
        for part in others:
            for stored in part.stored_rows():
                texts = [stored.listing.decode(), stored.card.decode()]
                file.write(orjson.dumps([stored.id, stored.version, stored.seq, *texts]) + b"\n")
    return Path(file.name)


def compact(folder: Path, generation: str, spool: Path, seq: int, mark: str) -> Generation | None:
    """Make the new base; None when another process is building, or the base is not that generation any more."""
    with lock(folder, is_patient=False) as is_mine:
        held = find_generation(folder)
        if not is_mine or held is None or held.folder.name != generation:
            return None
        base = open_segment(held)
        return build(folder, _merge(base, spool), seq, base.broader, source=held.source, mark=mark)


def _merge(base: Segment, spool: Path) -> Iterator[IndexRow]:
    """The rows of the base that were not written again, then those that were."""
    with spool.open("rb") as lines:
        written = {orjson.loads(line)[0] for line in lines}
    for row in Part(base).stored_rows():
        if row.id not in written:
            yield row
    with spool.open("rb") as lines:
        for line in lines:
            name, version, seq, listing, card = orjson.loads(line)
            if listing is not None:
                yield StoredRow(name, version, seq, listing.encode(), card.encode())


def main(arguments: list[str]) -> None:
    """Runs as a process of its own, behind everything else."""
    folder, generation, spool, seq, mark = arguments
    os.nice(NICENESS)
    compact(Path(folder), generation, Path(spool), int(seq), mark)


if __name__ == "__main__":
    main(sys.argv[1:])
