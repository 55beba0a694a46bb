"""Imports and sources on the wire: bodies, answers and the parameters of their lists."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.schemas.base import Flag, Wire
from app.schemas.base import Id as IdIn
from app.schemas.output_base import Code, Count, Id, Line, Links, Output, Stamp, Text, Url, about
from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.parameters import CURSOR, limit, representation
from app.schemas.writes import CompletenessOut

MOST_REPORTS, USUAL_REPORTS = 100, 20
MOST_ROWS, USUAL_ROWS = 500, 100
ROW_OUTCOMES = ("created", "updated", "unchanged", "pending", "rejected", "ended", "skipped")
NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
MINUTES = (15, 60 * 24 * 31)

Address = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=2_000)]
FormatName = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40)]
SourceName = Annotated[str, StringConstraints(strict=True, pattern=NAME_PATTERN, max_length=64)]
Mapped = Annotated[str, StringConstraints(strict=True, max_length=200)]
Mapping = Annotated[dict[Mapped, Mapped], Field(max_length=200)]
Minutes = Annotated[int, Field(strict=True, ge=MINUTES[0], le=MINUTES[1])]
Status = Literal["waiting", "running", "done", "held", "failed"]


class ImportIn(Wire):
    """What to import. `organisation`: needed when the key writes for several. `source`: a saved source whose ids,
    format and mapping hold. `mapping`: column or member of the file -> member of ours."""

    url: Address
    organisation: IdIn | None = None
    source: SourceName | None = None
    format: FormatName | None = None
    mapping: Mapping | None = None
    dry_run: Flag = False
    confirms: Flag = True


class FileImportIn(Wire):
    """As `ImportIn`, for a file that is sent along."""

    organisation: IdIn | None = None
    source: SourceName | None = None
    format: FormatName | None = None
    mapping: Mapping | None = None
    dry_run: Flag = False
    confirms: Flag = True


class FeedIn(Wire):
    """A feed to follow. `confirms`: a good fetch confirms what it holds."""

    name: SourceName
    url: Address
    organisation: IdIn | None = None
    format: FormatName | None = None
    mapping: Mapping | None = None
    interval_minutes: Minutes = 1440
    confirms: Flag = True


@dataclass(frozen=True, slots=True)
class ImportsRequest:
    """`GET /v1/imports`."""

    organisation: str | None = None
    limit: int = USUAL_REPORTS
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class RowsRequest:
    """`GET /v1/imports/{id}/rows`."""

    outcome: tuple[str, ...] = ()
    limit: int = USUAL_ROWS
    cursor: str | None = None
    format: str | None = None


IMPORTS: ParameterTable[ImportsRequest] = ParameterTable(
    "imports",
    (
        Parameter("organisation", V.ID, "organisation", "Filter", "Imports of this organisation.", "x77bvj3pbl5dqqak"),
        limit(MOST_REPORTS, USUAL_REPORTS),
        CURSOR,
    ),
    ImportsRequest,
)
ROWS: ParameterTable[RowsRequest] = ParameterTable(
    "import-rows",
    (
        Parameter("outcome", V.ENUM, "outcome", "Filter", "Rows that became this; repeat for any of several.",
                  "rejected", values=ROW_OUTCOMES, max_repeats=len(ROW_OUTCOMES)),
        limit(MOST_ROWS, USUAL_ROWS),
        CURSOR,
        representation("json", "csv"),
    ),
    RowsRequest,
)  # fmt: skip


class RowCounts(Output):
    """How many rows had each outcome; `warning` counts rows with a warning, whatever their outcome."""

    created: Count = about("New activities.", 12)
    updated: Count = about("Changed activities.", 3)
    unchanged: Count = about("Already as the row says.", 40)
    pending: Count = about("Waiting for a coordinator.", 0)
    rejected: Count = about("Refused; `errors` of the row says why.", 1)
    ended: Count = about("No longer in the source.", 0)
    skipped: Count = about("No activity, left out on purpose; `warnings` of the row says why.", 0)
    warning: Count = about("Rows with something to look at.", 2)


class RowFault(Output):
    """One thing that is wrong with a row, or to look at."""

    code: Code = about("Stable code.", "unknown-theme")
    detail: Text = about("What to do, in English.")
    pointer: Line = Field(default="", description="JSON Pointer into the activity; left out when it is the whole row.")
    detail_nl: Text = Field(default="", description="What to do, in Dutch.")
    hint: Text = Field(default="", description="What is allowed.")


class ImportRow(Output):
    """What became of one row."""

    row: Count = about("Number of the row, from 1.", 3)
    location: Line | None = about("Where it stands: a line, a UID, a JSON Pointer.", "line 4")
    outcome: Literal["created", "updated", "unchanged", "pending", "rejected", "ended", "skipped"] = about(
        "What became."
    )
    activity_id: Id | None = about("The activity.")
    errors: Annotated[list[RowFault], Field(max_length=500)] = about("Why it was refused.")
    warnings: Annotated[list[RowFault], Field(max_length=500)] = about("What to look at; it was written.")
    completeness: CompletenessOut | None = about(
        "How complete the activity is by what the row says; null for a row that is none."
    )
    original: dict[str, Any] | None = about("The row as it was read.")


class ReportLinks(Output):
    """Where the report and its rows are."""

    self: Url = about("This report.")
    rows: Url = about("Its rows, in pages or as CSV.")


class ImportReport(Output):
    """One import."""

    id: Id = about("Id of the import; writes of it carry it in the audit trail.")
    url: Url = about("This report.")
    status: Status = about("held: a feed that is suddenly empty or shrunk was not applied.", "done")
    dry_run: bool = about("Whether nothing was written.")
    organisation_id: Id | None = about("For whom.")
    source_id: Id | None = about("The source it was fetched from.")
    source_name: Line = about("Under which its ids are known.")
    name: Line | None = about("Name of the file.", "aanbod.csv")
    file_url: Url | None = about("Where it was fetched from.")
    format: Code | None = about("What it was read as; null until it is read.", "csv")
    content_sha256: Code | None = about("Of the bytes read.")
    mapping: dict[str, Line] = about("Column or member of the file -> member of ours.", {"Wat": "title"})
    message: Text | None = about("Why it failed or is held.")
    message_nl: Text | None = about("The same in Dutch.")
    total_rows: Count | None = about("Rows in all; null until it is read.", 56)
    done_rows: Count = about("Rows done.", 56)
    counts: RowCounts = about("What became of the rows.")
    started_at: Stamp = about("When it was taken in.")
    finished_at: Stamp | None = about("When it ended.")
    links: ReportLinks = about("Where more is.")
    rows: Annotated[list[ImportRow], Field(max_length=MOST_ROWS)] | None = about(
        "The rows, in the answer to a small import; else null: read `links.rows`."
    )


class ImportReportList(Output):
    """Imports, the latest first."""

    items: Annotated[list[ImportReport], Field(max_length=MOST_REPORTS)] = about("The reports, without their rows.")
    total: Count = about("How many there are.")
    links: Links = about("This page and the next one.")


class ImportRowList(Output):
    """Rows of an import, in order."""

    items: Annotated[list[ImportRow], Field(max_length=MOST_ROWS)] = about("The rows.")
    links: Links = about("This page and the next one.")


class FollowedSource(Output):
    """A feed that is fetched on a schedule."""

    id: Id = about("Id of the source.")
    url: Url = about("This source.")
    name: Code = about("Its name, under which its ids are known.", "bieb-agenda")
    organisation_id: Id | None = about("Whose offers it holds.")
    feed_url: Url = about("What is fetched.")
    format: Code | None = about("What it is read as; null: what it looks like.")
    mapping: dict[str, Line] = about("Column or member of the feed -> member of ours.", {})
    interval_minutes: Count = about("Minutes between two fetches.", 1440)
    confirms: bool = about("Whether a good fetch confirms what it holds.")
    item_count: Count | None = about("Items in the last good fetch.")
    fetched_at: Stamp | None = about("The last try.")
    succeeded_at: Stamp | None = about("The last good fetch.")
    next_run_at: Stamp | None = about("The next fetch; null: at the next run.")
    failure_count: Count = about("Failures since the last good fetch.")
    last_error: Text | None = about("What went wrong the last time.")
    held_reason: Text | None = about("Why the last fetch was not applied; release it when the feed is right.")
    created_at: Stamp = about("Since when it is followed.")


class FollowedSourceList(Output):
    """The sources a key may see."""

    items: Annotated[list[FollowedSource], Field(max_length=10_000)] = about("The sources, by name.")
    total: Count = about("How many there are.")
