"""Datasette beside it: what a city would take today to put its activities online from one SQLite file.

It gets an easier task: only activities that are shown now, with every state worked out beforehand, no counts of what
lacked data, no facet that ignores its own filter, and rows that hold the same card as text.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from math import cos, radians
from pathlib import Path
from urllib.parse import urlencode

from app.domain.listing import Listing, from_row
from app.domain.state import next_session
from app.services.themes import load_themes
from bench.questions import Question
from bench.shown import shown_at

VERSION = "0.65.5"
DEGREE_M = 111_195.08
FACETS = (
    "gemeente", "stadsdeel", "wijk", "buurt", "stage", "kind", "cost", "school_time", "attendance", "open_to",
    "place_kind", "organisation",
)  # fmt: skip
"""Facets over one column each; themes come besides, as an array."""

_TABLES = f"""
CREATE TABLE activity (
    id TEXT PRIMARY KEY, lat REAL, lon REAL, age_min INTEGER, age_max INTEGER, starts_at INTEGER, themes TEXT,
    {", ".join(f"{name} TEXT" for name in FACETS)}, words TEXT, card TEXT
);
CREATE TABLE activity_theme (theme TEXT, activity_id TEXT, PRIMARY KEY (theme, activity_id)) WITHOUT ROWID;
"""
_INDEXES = f"""
CREATE INDEX by_place ON activity (lat, lon);
CREATE INDEX by_start ON activity (starts_at);
CREATE INDEX by_age ON activity (age_min, age_max);
{"".join(f"CREATE INDEX by_{name} ON activity ({name});" for name in FACETS)}
CREATE VIRTUAL TABLE activity_fts USING fts5(words, content=activity);
INSERT INTO activity_fts (rowid, words) SELECT rowid, words FROM activity;
ANALYZE;
"""
_NEAR = """
SELECT id, card, (lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon) * :shrink AS distance
FROM activity WHERE lat IS NOT NULL ORDER BY distance, id LIMIT 20
"""


def install(folder: Path) -> Path:
    """The program, in an environment of its own; installed the first time.

    Raises subprocess.CalledProcessError when pip cannot.
    """
    program = folder / "bin" / "datasette"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
        subprocess.run([*pip, "-q", f"datasette=={VERSION}"], check=True, stderr=subprocess.DEVNULL)
    return program


def build_database(source: Path, target: Path, now: int) -> None:
    """The activities that are shown at `now` (minutes since the epoch) as tables with indexes, and the near query."""
    target.unlink(missing_ok=True)
    reading = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    writing = sqlite3.connect(target)
    try:
        writing.executescript(_TABLES)
        for row, themes in _rows(reading, now):
            writing.execute(f"INSERT INTO activity VALUES ({', '.join('?' * len(row))})", row)
            writing.executemany("INSERT INTO activity_theme VALUES (?, ?)", [(theme, row[0]) for theme in themes])
        writing.commit()
        writing.executescript(_INDEXES)
        writing.commit()
    finally:
        reading.close()
        writing.close()
    queries = {"near": {"sql": _NEAR}}
    table = {"fts_table": "activity_fts"}
    described = {"databases": {target.stem: {"queries": queries, "tables": {"activity": table}}}}
    target.with_suffix(".json").write_text(json.dumps(described))


def _rows(reading: sqlite3.Connection, now: int) -> Iterator[tuple[tuple[object, ...], set[str]]]:
    scheme, is_shown = load_themes(), shown_at(now)
    for text, card in reading.execute("SELECT listing, card FROM activity WHERE NOT is_deleted"):
        listing = from_row(json.loads(text))
        if is_shown(listing):
            tops = {scheme[theme].broader for theme in listing.themes}
            yield _row(listing, card, now), {*listing.themes, *(top for top in tops if top)}


def _row(listing: Listing, card: str, now: int) -> tuple[object, ...]:
    session = next_session(listing, now)
    fields = (listing.title_words, listing.summary_words, listing.organisation_words, listing.place_words)
    return (
        listing.id, listing.lat, listing.lon,
        None if listing.age_min_months is None else -(-listing.age_min_months // 12),
        None if listing.age_max_months is None else listing.age_max_months // 12,
        None if session is None else session.starts_at,
        json.dumps(listing.themes),
        listing.gemeente, listing.stadsdeel, listing.wijk, listing.buurt, listing.stage, listing.kind, listing.cost,
        listing.school_time, listing.attendance, listing.open_to, listing.place_kind, listing.organisation_id,
        " ".join(word for field in fields for word in field), card,
    )  # fmt: skip


def item_path(database: Path, id_: str) -> str:
    """One row by its key."""
    return f"/{database.stem}/activity/{id_}.json"


def search_path(database: Path, question: Question) -> str:
    """The question as asked of datasette: sorted by distance through its own query, everything else on the table."""
    base = f"/{database.stem}"
    if question.near is not None and question.radius_m is None:
        lat, lon = question.near
        asked = {"lat": lat, "lon": lon, "shrink": round(cos(radians(lat)) ** 2, 6)}
        return f"{base}/near.json?{urlencode(asked)}"
    pairs = [("_sort", "starts_at"), ("_col", "id"), ("_col", "card")]
    pairs += [("_where", condition) for condition in _conditions(question)]
    if question.words:
        pairs = [("_search", " ".join(question.words)), *pairs[1:]]
    if question.has_facets:
        pairs += [("_col", name) for name in (*FACETS, "themes")]
        pairs += [("_facet", name) for name in FACETS] + [("_facet_array", "themes")]
    return f"{base}/activity.json?{urlencode(pairs)}"


def _conditions(question: Question) -> Sequence[str]:
    found = []
    if question.near is not None and question.radius_m is not None:
        (lat, lon), high = question.near, question.radius_m / DEGREE_M
        wide = high / cos(radians(lat))
        shrink = cos(radians(lat)) ** 2
        found.append(f"lat between {lat - high:.5f} and {lat + high:.5f}")
        found.append(f"lon between {lon - wide:.5f} and {lon + wide:.5f}")
        found.append(
            f"(lat - {lat}) * (lat - {lat}) + (lon - {lon}) * (lon - {lon}) * {shrink:.6f} <= {high * high:.10f}"
        )
    if question.age is not None:
        found.append(f"(age_min is null or age_min <= {question.age})")
        found.append(f"(age_max is null or age_max >= {question.age})")
    if question.themes:
        themes = ", ".join(f"'{theme}'" for theme in question.themes)
        found.append(f"id in (select activity_id from activity_theme where theme in ({themes}))")
    if question.is_free:
        found.append("cost = 'free'")
    return found
