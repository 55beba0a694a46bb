"""The catalogues that are measured: generated once through the write path, kept outside the repository."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SEED = 1
KEPT = timedelta(days=14)
"""Generated dates lie around the day of generation; older data would hold ever fewer coming ones."""

_MAKERS = (
    "app/domain/listing.py",
    "app/domain/listing_of.py",
    "app/models/activity.py",
    "app/services/activity_rendering.py",
    "app/services/sample",
)
"""What decides how a generated row looks; when it changes, the data is generated again."""


@dataclass(frozen=True)
class Made:
    """How a catalogue came to be: `seconds` to generate and write `activities` of them."""

    day: str
    fingerprint: str
    activities: int
    seconds: float

    @property
    def rows_per_s(self) -> float:
        """Generated, checked, rendered and written through the write path."""
        return self.activities / self.seconds


@dataclass(frozen=True)
class Dataset:
    """One catalogue with a folder for what is derived from it. address: its database when it is not the file there."""

    folder: Path
    made: Made
    address: str | None = None

    @property
    def size(self) -> int:
        """How many activities were generated."""
        return self.made.activities

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "catalogue.sqlite"

    @property
    def url(self) -> str:
        """The database as the settings name it."""
        return self.address or f"sqlite:///{self.file}"

    @property
    def snapshot_folder(self) -> Path:
        """Where servers keep the search snapshot; remove it for a cold start."""
        return self.folder / "snapshot"


def cache_folder() -> Path:
    """`WEGWIJZER_BENCH_DIR`, else `wegwijzer-bench` in the user's cache."""
    stated = os.environ.get("WEGWIJZER_BENCH_DIR")
    if stated:
        return Path(stated).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wegwijzer-bench"


def prepare(size: int, cache: Path) -> Dataset:
    """The catalogue of `size` activities over the whole gazetteer; made when it is missing, old or of other code.

    Raises subprocess.CalledProcessError when it cannot be made.
    """
    folder, fingerprint = cache / f"activities-{size}", fingerprint_of(REPOSITORY)
    held = _read_made(folder)
    if held is not None and is_usable(held, fingerprint, date.today()):
        return Dataset(folder, held)
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    seconds = generate(f"sqlite:///{fresh / 'catalogue.sqlite'}", size)
    made = Made(date.today().isoformat(), fingerprint, size, seconds)
    (fresh / "made.json").write_text(json.dumps(asdict(made)))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return Dataset(folder, made)


def is_usable(made: Made, fingerprint: str, today: date) -> bool:
    """Whether kept data is of this code and not too old."""
    return made.fingerprint == fingerprint and today - KEPT <= date.fromisoformat(made.day) <= today


def generate(database_url: str, size: int) -> float:
    """Make an empty database and fill it with `wegwijzer sample`; the seconds the filling took."""
    run_command(database_url, "db", "upgrade")
    started = time.perf_counter()
    run_command(database_url, "sample", "--activities", str(size), "--seed", str(SEED))
    return time.perf_counter() - started


def run_command(database_url: str, *arguments: str) -> None:
    """Run a command of the operator on a database; its progress bar stays visible."""
    command = [sys.executable, "-m", "app.cli", *arguments]
    environment: Mapping[str, str] = {**os.environ, "WEGWIJZER_DATABASE_URL": database_url}
    subprocess.run(command, cwd=REPOSITORY, env=environment, check=True, stdout=subprocess.DEVNULL)


def fingerprint_of(repository: Path) -> str:
    """A short hash of the code that makes rows."""
    found = hashlib.sha256()
    for name in _MAKERS:
        path = repository / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _read_made(folder: Path) -> Made | None:
    try:
        return Made(**json.loads((folder / "made.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
