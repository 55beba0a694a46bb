"""The base of the catalogue as files: one folder per generation, and a manifest that names the one in force.

    current            {"format", "generation", "seq", "source", "mark", "sizes", "checks"}: switched by one rename
    g-<name>/*.npy     the columns, mapped by every worker
    g-<name>/meta.json what goes beside them
    g-<name>/cards.bin, listings.bin     stored bytes, read at an offset
    lock               held by the one process that builds

Nothing here is the truth: what is missing, broken or of another format is built again from the database.
"""

import fcntl
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO
from weakref import finalize

import numpy as np
import orjson

from app.catalogue.bitmaps import Array
from app.catalogue.columns import KEY_COLUMNS, TEXT_FIELDS, VALUE_COLUMNS
from app.catalogue.encoder import NUMBERS, Encoder
from app.catalogue.parts import IndexRow
from app.catalogue.segment import Segment
from app.domain.listing import from_row

FORMAT = 4
"""Goes up with every change to what the files hold."""
MANIFEST, LOCK, META = "current", "lock", "meta.json"
CARDS, LISTINGS = "cards.bin", "listings.bin"
GENERATION, UNFINISHED = "g-", "t-"
MAPPED_FROM_BYTES = 65_536
FORGOTTEN_S = 3600
CHECKED_AT_ONCE, CHECKED_BYTES = 2, 1 << 20


@dataclass(frozen=True, slots=True)
class Generation:
    """A finished base. `seq`: everything up to this change is in it. `mark`: what the change log says at `seq`; a
    database that was restored from a backup and written to again says something else there. `checks`: file name to
    CRC-32 of what was written."""

    folder: Path
    seq: int
    source: str
    mark: str
    checks: Mapping[str, int] = field(default_factory=dict, compare=False)


class FileDocuments:
    """Cards and listings of a base, read where they lie; the bytes stay in the page cache, not in this process."""

    def __init__(self, folder: Path, arrays: Mapping[str, Array]) -> None:
        self._files = [os.open(folder / name, os.O_RDONLY | os.O_CLOEXEC) for name in (CARDS, LISTINGS)]
        self._bounds: Array = arrays["documents"]
        finalize(self, _close, self._files)

    def card(self, row: int) -> bytes:
        """The stored card, JSON."""
        at, size, _, _ = self._bounds[row].tolist()
        return os.pread(self._files[0], size, at)

    def listing(self, row: int) -> bytes:
        """The stored listing, JSON."""
        _, _, at, size = self._bounds[row].tolist()
        return os.pread(self._files[1], size, at)


def _close(files: list[int]) -> None:
    for file in files:
        os.close(file)


def build(
    folder: Path, rows: Iterable[IndexRow], seq: int, broader: Mapping[str, str], *, source: str = "", mark: str = ""
) -> Generation:
    """Write a new generation from all activities as they were at change `seq`, and put it in force.

    `broader`: theme to its parent, for facets. `source` names the database (and whatever else must be the same), so
    that files of another one are not taken for its own. `mark`: as in `Generation`.

    Call it holding `lock`. A crash at any moment leaves the generation in force as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{UNFINISHED}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        elif left.stat().st_mtime < time.time() - FORGOTTEN_S:  # of a worker that was killed; a young one is in use
            left.unlink(missing_ok=True)
    making = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        _write_generation(making, rows, broader)
        finished = folder / (GENERATION + making.name.removeprefix(UNFINISHED))
        sizes = {path.name: path.stat().st_size for path in making.iterdir()}
        checks = _checks_of(making, sizes)
        making.rename(finished)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    about = {"format": _format(), "generation": finished.name, "seq": seq, "source": source, "mark": mark}
    _put_in_force(folder, about | {"sizes": sizes, "checks": checks})
    for other in folder.glob(f"{GENERATION}*"):
        if other != finished:
            shutil.rmtree(other, ignore_errors=True)
    return Generation(finished, seq, source, mark, checks)


def find_generation(folder: Path, source: str | None = None) -> Generation | None:
    """The generation in force; None when there is none that can be used, or it comes from another database."""
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
        found = folder / manifest["generation"]
        is_whole = all((found / name).stat().st_size == size for name, size in manifest["sizes"].items())
        is_ours = manifest["format"] == _format() and source in (None, manifest["source"])
        checks = dict(manifest["checks"])
        generation = Generation(found, int(manifest["seq"]), manifest["source"], manifest["mark"], checks)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return generation if is_whole and is_ours else None


def discard(folder: Path, generation: Generation) -> None:
    """Put a generation that cannot be read out of force. Call it holding `lock`."""
    held = find_generation(folder)
    if held is not None and held.folder == generation.folder:
        (folder / MANIFEST).unlink()


def open_segment(generation: Generation) -> Segment:
    """The base of a generation, mapped. Raises OSError when a newer generation has taken its place meanwhile."""
    meta = orjson.loads((generation.folder / META).read_bytes())
    arrays = {path.stem: _open_array(path) for path in generation.folder.glob("*.npy")}
    return Segment(arrays, meta, FileDocuments(generation.folder, arrays))


def check_files(generation: Generation) -> None:
    """Read every file once: a disk that gave other bytes back must not become an answer. Takes about half a second for
    200 000 activities. Raises ValueError naming what is damaged, OSError when a file is gone."""
    found = _checks_of(generation.folder, generation.checks)
    damaged = sorted(name for name, check in generation.checks.items() if found[name] != check)
    if damaged:
        raise ValueError(f"damaged: {', '.join(damaged)}")


def _checks_of(folder: Path, names: Iterable[str]) -> dict[str, int]:
    with ThreadPoolExecutor(CHECKED_AT_ONCE) as pool:
        return dict(zip(names, pool.map(lambda name: _check_of(folder / name), names), strict=True))


def _check_of(path: Path) -> int:
    check = 0
    with path.open("rb", buffering=0) as file:
        while part := file.read(CHECKED_BYTES):
            check = zlib.crc32(part, check)
    return check


@contextmanager
def lock(folder: Path, *, is_patient: bool = True) -> Iterator[bool]:
    """Be the one that builds. Gives False when another process is, and `is_patient` is not asked."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if is_patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _write_generation(folder: Path, rows: Iterable[IndexRow], broader: Mapping[str, str]) -> None:
    encoder, bounds = Encoder(broader), list[int]()
    with (folder / CARDS).open("wb") as cards, (folder / LISTINGS).open("wb") as listings:
        for row in rows:
            if row.listing is None or row.card is None:
                continue
            encoder.add(from_row(orjson.loads(row.listing)), row.version, row.seq)
            bounds += [*_append(cards, row.card), *_append(listings, row.listing)]
        _keep(cards)
        _keep(listings)
    arrays, meta, order = encoder.finish()
    meta["broader"] = dict(broader)
    arrays["documents"] = np.array(bounds, dtype=np.int64).reshape(-1, 4)[order]
    for name, column in arrays.items():
        with (folder / f"{name}.npy").open("wb") as file:
            np.save(file, np.ascontiguousarray(column))
            _keep(file)
    with (folder / META).open("wb") as file:
        file.write(orjson.dumps(meta))
        _keep(file)


def _append(file: BinaryIO, text: str | bytes) -> tuple[int, int]:
    at = file.tell()
    return at, file.write(text.encode() if isinstance(text, str) else text)


def _keep(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _put_in_force(folder: Path, manifest: dict[str, Any]) -> None:
    with tempfile.NamedTemporaryFile(dir=folder, prefix=UNFINISHED, delete=False) as file:
        file.write(orjson.dumps(manifest))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(folder / MANIFEST)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open_array(path: Path) -> Array:
    is_small = path.stat().st_size < MAPPED_FROM_BYTES
    loaded: Array = np.load(path, mmap_mode=None if is_small else "r", allow_pickle=False)
    return np.asarray(loaded)


def _format() -> str:
    """Differs whenever the columns differ, so that files of another version are not read."""
    columns = [list(VALUE_COLUMNS), list(KEY_COLUMNS), [name for name, _ in TEXT_FIELDS], list(NUMBERS)]
    return f"{FORMAT}-{blake2b(orjson.dumps(columns), digest_size=6).hexdigest()}"
