"""Reads the files of `app/data` that people edit by hand: typed rows in file order; an empty cell is None, unknown."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class StarterActivity:
    """A row of `activities.csv`; words as the reports use them, None = not stated."""

    key: str
    title: str
    summary: str
    organisation_key: str | None
    city: str | None
    wijk_or_place: str | None
    venue: str | None
    themes: tuple[str, ...]
    stage: str | None
    kind: str | None
    school_time: str | None
    attendance: str | None
    age_min: int | None
    age_max: int | None
    school_groups: str | None
    cost: str
    cost_note: str | None
    schedule_note: str | None
    audience: str | None
    accessibility_note: str | None
    period: str | None
    registration_note: str | None


@dataclass(frozen=True, slots=True)
class StarterOrganisation:
    """A row of `organisations.csv`."""

    key: str
    name: str
    role: str
    sector: str | None
    city: str | None
    website: str | None


@dataclass(frozen=True, slots=True)
class StarterPlace:
    """A row of `places.csv`: one of the few places with an exact point (WGS84 degrees)."""

    key: str
    name: str
    city: str
    lat: float
    lon: float
    precision: str
    note: str | None


@dataclass(frozen=True, slots=True)
class StarterStep:
    """A row of `routes.csv`: one step of one route, counted from 1."""

    route_key: str
    title: str
    city: str
    position: int
    activity_key: str
    relation: str


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """A row of `gazetteer.csv`; lat and lon are one representative point of the area."""

    level: str
    code: str
    name: str
    parent_code: str | None
    gemeente: str
    lat: float
    lon: float
    year: int


@dataclass(frozen=True, slots=True)
class StadsdeelRow:
    """A row of `stadsdelen.csv`: a wijk that lies in a stadsdeel."""

    stadsdeel_code: str
    stadsdeel: str
    wijk_code: str
    wijk: str


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """A row of `postcodes.csv`: a four-digit postcode, the wijk it mostly lies in and its point."""

    pc4: str
    gemeente_code: str
    wijk_code: str | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A row of `school_holidays.csv`; first and last day, both included."""

    region: str
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class NamedAreasRow:
    """A row of `named_areas.csv`: a name used in the reports for one or several areas of the gazetteer."""

    name: str
    city: str | None
    area_codes: tuple[str, ...]
    is_list: bool
    note: str | None


Row = dict[str, str | None]


def read_rows(path: str) -> Iterator[Row]:
    """The rows of a CSV file below `app/data` ("starter/themes.csv"), empty cells as None. Raises FileNotFoundError."""
    text = files("app").joinpath("data", path).read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {name: (value or "").strip() or None for name, value in row.items()}


def split_list(value: str | None, separator: str = "|") -> tuple[str, ...]:
    """The parts of a cell that holds a list, without the empty ones."""
    return tuple(part for part in (piece.strip() for piece in (value or "").split(separator)) if part)


def read_activities() -> list[StarterActivity]:
    """The activities of the starter catalogue."""
    return [
        StarterActivity(
            key=_text(row, "key"),
            title=_text(row, "title_nl"),
            summary=_text(row, "summary_nl"),
            themes=split_list(row["themes"]),
            age_min=_whole(row["age_min"]),
            age_max=_whole(row["age_max"]),
            cost=_text(row, "cost"),
            **{name: row[name] for name in _ACTIVITY_WORDS},
        )
        for row in read_rows("starter/activities.csv")
    ]


_ACTIVITY_WORDS = (
    "organisation_key",
    "city",
    "wijk_or_place",
    "venue",
    "stage",
    "kind",
    "school_time",
    "attendance",
    "school_groups",
    "cost_note",
    "schedule_note",
    "audience",
    "accessibility_note",
    "period",
    "registration_note",
)


def read_organisations() -> list[StarterOrganisation]:
    """The organisations of the starter catalogue."""
    return [
        StarterOrganisation(
            _text(row, "key"), _text(row, "name"), _text(row, "role"), row["sector"], row["city"], row["website"]
        )
        for row in read_rows("starter/organisations.csv")
    ]


def read_places() -> list[StarterPlace]:
    """The places of the starter catalogue that have an exact point."""
    return [
        StarterPlace(
            _text(row, "key"),
            _text(row, "name"),
            _text(row, "city"),
            _degrees(row, "lat"),
            _degrees(row, "lon"),
            _text(row, "precision"),
            row["note"],
        )
        for row in read_rows("starter/places.csv")
    ]


def read_steps() -> list[StarterStep]:
    """The steps of the routes of the starter catalogue, route by route, in order."""
    return [
        StarterStep(
            _text(row, "route_key"),
            _text(row, "title_nl"),
            _text(row, "city"),
            int(_text(row, "position")),
            _text(row, "activity_key"),
            _text(row, "relation"),
        )
        for row in read_rows("starter/routes.csv")
    ]


@lru_cache(maxsize=1)
def read_gazetteer() -> tuple[GazetteerRow, ...]:
    """Gemeenten, stadsdelen and wijken with one point each."""
    return tuple(
        GazetteerRow(
            _text(row, "level"),
            _text(row, "code"),
            _text(row, "name"),
            row["parent_code"],
            _text(row, "gemeente"),
            _degrees(row, "lat"),
            _degrees(row, "lon"),
            int(_text(row, "year")),
        )
        for row in read_rows("starter/gazetteer.csv")
    )


def read_stadsdelen() -> list[StadsdeelRow]:
    """Which wijken a stadsdeel holds."""
    names = ("stadsdeel_code", "stadsdeel", "wijk_code", "wijk")
    return [StadsdeelRow(*(_text(row, name) for name in names)) for row in read_rows("starter/stadsdelen.csv")]


def read_postcodes() -> list[PostcodeRow]:
    """Four-digit postcodes with their wijk and point."""
    return [
        PostcodeRow(
            _text(row, "pc4"),
            _text(row, "gemeente_code"),
            row["wijk_code"],
            _degrees(row, "lat"),
            _degrees(row, "lon"),
        )
        for row in read_rows("starter/postcodes.csv")
    ]


def read_holidays() -> list[HolidayRow]:
    """School holidays by region."""
    return [
        HolidayRow(
            _text(row, "region"),
            _text(row, "name"),
            date.fromisoformat(_text(row, "starts_on")),
            date.fromisoformat(_text(row, "ends_on")),
        )
        for row in read_rows("starter/school_holidays.csv")
    ]


def read_named_areas() -> list[NamedAreasRow]:
    """What the place names of the reports mean in codes of the gazetteer, where a name alone does not tell."""
    return [
        NamedAreasRow(_text(row, "name"), row["city"], split_list(row["area_codes"]), row["use"] == "list", row["note"])
        for row in read_rows("starter/named_areas.csv")
    ]


def read_theme_ids() -> tuple[str, ...]:
    """The ids of all themes."""
    return tuple(_text(row, "id") for row in read_rows("starter/themes.csv"))


def read_passes() -> list[Row]:
    """Passes, schemes and funds as stated, every column; `services.starter_passes` decides what may be shown."""
    return list(read_rows("starter/passes_and_funds.csv"))


def _text(row: Row, name: str) -> str:
    value = row[name]
    if value is None:
        raise ValueError(f"{name} is empty in {row}")
    return value


def _whole(value: str | None) -> int | None:
    return None if value is None else int(value)


def _degrees(row: Row, name: str) -> float:
    return float(_text(row, name))
