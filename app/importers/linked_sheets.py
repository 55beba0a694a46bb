"""Workbooks whose sheets point to each other by codes, as the club template of OpenActive does.

A sheet `organizers` with a column `code` is what a column `organizer` of another sheet points to. The sheet that
points and is not pointed to holds the offers.
"""

from collections.abc import Mapping

from app.importers.headers import Columns
from app.importers.html_text import clean_line
from app.importers.notes import Doubt
from app.importers.table_rows import RawRow

MAX_DEPTH = 4
_LABELS = ("➡", "field name", "veldnaam")
_TARGETS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("externalId", "id", ("identifier", "@id", "code", "organizer.identifier", "organizer.@id", "organizer.code")),
    ("title", "titel", ("name", "title", "organizer.name")),
    ("description", "omschrijving", ("description", "organizer.description")),
    (
        "organisation",
        "organisatie",
        ("organizer.name", "organisation.name", "organization.name", "provider.name", "club.name"),
    ),
    ("place", "locatie", ("location.name", "venue.name", "place.name")),
    (
        "streetAddress",
        "straat",
        (
            "location.address.streetAddress",
            "location.streetAddress",
            "address.streetAddress",
            "organizer.address.streetAddress",
        ),
    ),
    (
        "postalCode",
        "postcode",
        ("location.address.postalCode", "location.postalCode", "address.postalCode", "organizer.address.postalCode"),
    ),
    (
        "locality",
        "plaats",
        (
            "location.address.addressLocality",
            "location.addressLocality",
            "address.addressLocality",
            "organizer.address.addressLocality",
        ),
    ),
    ("lat", "lat", ("location.address.latitude", "location.latitude", "address.latitude")),
    ("lon", "lon", ("location.address.longitude", "location.longitude", "address.longitude")),
    ("accessibility", "voorzieningen", ("location.amenityFeature.name",)),
    ("url", "website", ("url", "organizer.url", "location.url")),
    ("email", "email", ("email", "organizer.email")),
    ("phone", "telefoon", ("telephone", "organizer.telephone")),
    ("image", "afbeelding", ("image.url", "logo.url", "organizer.logo.url", "location.image.url")),
    ("themes", "categorie", ("activity", "category", "activity.name")),
    ("age", "leeftijd", ("ageRange", "age")),
    ("price", "prijs", ("price", "offers", "offer.price")),
    ("date", "datum", ("startDate",)),
    ("endDate", "einddatum", ("endDate",)),
    ("startTime", "starttijd", ("startTime",)),
    ("endTime", "eindtijd", ("endTime",)),
    ("weekday", "dag", ("byDay", "day")),
    ("schedule", "wanneer", ("schedule",)),
)
_ALIASES = {"logo": "image", "organiser": "organizer", "amenityfeature": "amenity feature", "venue": "location"}
Record = dict[str, list[str]]


class _Book:
    """The sheets with a column of codes, by their singular names."""

    def __init__(self, sheets: Mapping[str, list[RawRow]]) -> None:
        self.records: dict[str, dict[str, Record]] = {}
        self.lines: dict[str, list[tuple[int, Record]]] = {}
        for name, rows in sheets.items():
            header = [clean_line(cell) for cell in rows[0].cells]
            if "code" not in [cell.lower() for cell in header[:4]]:
                continue
            is_labelled = any(label in header[0].lower() for label in _LABELS)
            kept = [row for row in rows[1:] if not (is_labelled and row.cells[:1] and row.cells[0].strip())]
            listed = [(row.line, _record(header, row)) for row in kept]
            singular = _singular(name)
            self.lines[singular] = listed
            self.records[singular] = {record["code"][0]: record for _, record in listed if record.get("code")}

    def target_of(self, column: str) -> str | None:
        """The sheet that a column points to."""
        name = _ALIASES.get(column.lower(), column.lower())
        return name if name in self.records and name != "code" else None

    def expand(self, record: Record, prefix: str, depth: int) -> dict[str, list[str]]:
        """The record with what it points to, by dotted paths. Of several codes the first counts, except for names."""
        found: dict[str, list[str]] = {}
        for column, values in record.items():
            found[f"{prefix}{column}"] = values
            target = self.target_of(column)
            if target is None or depth == 0:
                continue
            pointed = [self.records[target][code] for code in values if code in self.records[target]]
            for other in pointed:
                for path, inner in self.expand(other, f"{prefix}{column}.", depth - 1).items():
                    found[path] = [*found.get(path, []), *inner]
        return found


def join_sheets(sheets: Mapping[str, list[RawRow]]) -> tuple[Columns, list[RawRow]] | None:
    """One table of the offers with all they point to; None when the sheets do not point to each other."""
    if len(sheets) < 2:
        return None
    book = _Book(sheets)
    pointing = {
        name: {target for column in records[0][1] if (target := book.target_of(column))}
        for name, records in book.lines.items()
        if records
    }
    pointed_to = set().union(*pointing.values()) if pointing else set()
    mains = [name for name, targets in pointing.items() if targets and name not in pointed_to]
    if not mains:
        return None
    main = max(mains, key=lambda name: len(pointing[name]))
    sheet = next(name for name in sheets if _singular(name) == main)
    columns = Columns(tuple(name for _, name, _ in _TARGETS), tuple(target for target, _, _ in _TARGETS))
    return columns, [_flatten(book, line, record, sheet) for line, record in book.lines[main]]


def _flatten(book: _Book, line: int, record: Record, sheet: str) -> RawRow:
    paths = book.expand(record, "", MAX_DEPTH)
    cells = []
    for target, _, wanted in _TARGETS:
        values = next((paths[path] for path in wanted if paths.get(path)), [])
        cells.append("; ".join(values) if target == "accessibility" else values[0] if values else "")
    places = paths.get("location.name", [])
    doubts = (Doubt("more-places", ", ".join(places[1:])),) if len(places) > 1 else ()
    return RawRow(line, tuple(cells), doubts, sheet)


def _record(header: list[str], row: RawRow) -> Record:
    """Column to values; several codes in one cell are several values."""
    found: Record = {}
    for name, cell in zip(header, row.cells, strict=False):
        text = cell.strip() if cell else ""
        if name and text:
            parts = [part.strip() for part in text.split(",")]
            is_codes = all(part and len(part) <= 20 and " " not in part for part in parts)
            found[name] = parts if is_codes else [text]
    return found


def _singular(name: str) -> str:
    word = name.strip().lower()
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(plural) and len(word) > len(plural) + 2:
            return word.removesuffix(plural) + singular
    return word
