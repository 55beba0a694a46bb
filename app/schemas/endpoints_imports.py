"""The operations on imports and sources."""

from typing import Any

from app.domain.caller import Scope
from app.schemas.endpoints import PathParameter
from app.schemas.imports import (
    IMPORTS,
    NAME_PATTERN,
    ROWS,
    FeedIn,
    FollowedSource,
    FollowedSourceList,
    ImportIn,
    ImportReport,
    ImportReportList,
    ImportRowList,
)
from app.schemas.operation import Operation
from app.schemas.write_parameters import WRITE

TAG = "Imports"
IMPORT_ID = PathParameter("importId", "Id of the import.", "^[a-z2-7]{16}$", 16, "x77bvj3pbl5dqqak")
SOURCE_NAME = PathParameter("sourceName", "Name of the source.", NAME_PATTERN, 64, "bieb-agenda")
_ORGANISATION = "x77bvj3pbl5dqqak"

_TEXT: dict[str, Any] = {"type": "string", "maxLength": 64}
MULTIPART: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "contentMediaType": "application/octet-stream", "maxLength": 20_971_520},
        "organisation": {"type": "string", "pattern": "^[a-z2-7]{16}$", "maxLength": 16},
        "source": {**_TEXT, "pattern": NAME_PATTERN},
        "format": _TEXT,
        "mapping": {"type": "string", "maxLength": 60_000, "description": "A JSON object of texts."},
        "dryRun": {"type": "string", "enum": ["true", "false"]},
        "confirms": {"type": "string", "enum": ["true", "false"]},
    },
}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "post", "/imports", "createImport", "Import a file or a feed", TAG, {201: ImportReport, 202: ImportReport},
        "CSV, Excel, iCalendar, schema.org JSON-LD (a page or a file), OpenActive RPDE, HSDS, UiTdatabank or GeoJSON, "
        "sent as a file (multipart/form-data) or named by its address. A small file is done at once: 201 with its "
        "rows. A larger one and every address wait for the worker: 202, and the report at `Location` says how far it "
        "is. Good rows are written when others are refused. The same file again changes nothing. With `dryRun` the "
        "report is that of a real import and nothing is written.",
        scope=Scope.IMPORTS_WRITE, table=WRITE, body=ImportIn,
        body_example={"url": "https://example.org/agenda.ics", "organisation": _ORGANISATION, "dryRun": True},
        other_bodies={"multipart/form-data": MULTIPART}, headers=("Location",), statuses=(404,),
    ),
    Operation(
        "get", "/imports", "listImports", "List imports", TAG, {200: ImportReportList},
        "Imports of your own organisations, the latest first.", scope=Scope.IMPORTS_WRITE, table=IMPORTS,
    ),
    Operation(
        "get", "/imports/{importId}", "getImport", "One import", TAG, {200: ImportReport},
        "How far it is and what became of its rows.", scope=Scope.IMPORTS_WRITE, path_parameters=(IMPORT_ID,),
    ),
    Operation(
        "get", "/imports/{importId}/rows", "listImportRows", "The rows of an import", TAG, {200: ImportRowList},
        "In order, in pages; as CSV all of them at once. Rows are kept for 90 days.",
        scope=Scope.IMPORTS_WRITE, table=ROWS, path_parameters=(IMPORT_ID,), content={"text/csv": None},
    ),
    Operation(
        "get", "/sources", "listSources", "List sources", TAG, {200: FollowedSourceList},
        "Feeds of your own organisations that are fetched on a schedule, with what went wrong.",
        scope=Scope.IMPORTS_WRITE,
    ),
    Operation(
        "post", "/sources", "createSource", "Follow a feed", TAG, {201: FollowedSource},
        "It is fetched on its schedule from now on. What it no longer holds ends; a feed that is suddenly empty or "
        "shrunk by more than 30 % is held until somebody releases it.",
        scope=Scope.IMPORTS_WRITE, table=WRITE, body=FeedIn,
        body_example={"name": "bieb-agenda", "url": "https://example.org/agenda.ics", "organisation": _ORGANISATION},
        headers=("Location",), statuses=(404, 409),
    ),
    Operation(
        "get", "/sources/{sourceName}", "getSource", "One source", TAG, {200: FollowedSource},
        scope=Scope.IMPORTS_WRITE, path_parameters=(SOURCE_NAME,),
    ),
    Operation(
        "delete", "/sources/{sourceName}", "deleteSource", "Follow a feed no longer", TAG, {204: None},
        "What it brought stays.", scope=Scope.IMPORTS_WRITE, table=WRITE, path_parameters=(SOURCE_NAME,),
    ),
    Operation(
        "post", "/sources/{sourceName}/release", "releaseSource", "Release a held source", TAG, {200: FollowedSource},
        "Somebody has looked: the feed is right as it is. The next run takes it.",
        scope=Scope.IMPORTS_WRITE, table=WRITE, path_parameters=(SOURCE_NAME,),
    ),
    Operation(
        "post", "/sources/{sourceName}/dry-run", "rehearseSource", "See what a run would do", TAG, {202: ImportReport},
        "The feed is fetched by the worker as a run would fetch it. The report at `Location` is the one that run would "
        "give; nothing else is kept, of the catalogue or of the source.",
        scope=Scope.IMPORTS_WRITE, table=WRITE, path_parameters=(SOURCE_NAME,), headers=("Location",),
        statuses=(429,),
    ),
)  # fmt: skip
