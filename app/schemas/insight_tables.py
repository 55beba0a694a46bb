"""Rows of a report as CSV and as features."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

import orjson

from app.schemas.geojson import write_feature
from app.schemas.table import BOM, safe_text

Wire = Mapping[str, Any]


def flatten(row: Wire, prefix: str = "") -> dict[str, Any]:
    """Members of members under one name: wijk.code becomes wijkCode."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        full = f"{prefix}{name[0].upper()}{name[1:]}" if prefix else name
        flat.update(flatten(value, full) if isinstance(value, Mapping) else {full: value})
    return flat


def write_rows(columns: Sequence[str], rows: Iterable[Wire]) -> bytes:
    """UTF-8 with a byte order mark and a header row (RFC 4180)."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        flat = flatten(row)
        writer.writerow([_cell(flat.get(name)) for name in columns])
    return (BOM + buffer.getvalue()).encode()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_text(value) if isinstance(value, str) else value


def write_wijken(rows: Sequence[Wire], points: Mapping[str, tuple[float, float]]) -> list[bytes]:
    """A feature for each wijk."""
    return [write_feature(orjson.dumps(row), row["wijk"]["code"], points.get(row["wijk"]["code"])) for row in rows]


DEAD_END_COLUMNS = (
    "activityId", "activityTitle", "activityOrganisation", "activityUrl", "wijkCode", "wijkName", "gemeenteCode",
    "gemeenteName", "ageBandName", "obstacle", "text",
)  # fmt: skip
COVERAGE_COLUMNS = (
    "wijkCode", "wijkName", "gemeenteCode", "gemeenteName", "theme", "label", "stage", "ageBandName", "count", "free",
    "freeShare", "reachable",
)  # fmt: skip
