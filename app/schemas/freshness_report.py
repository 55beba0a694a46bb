"""The report on freshness: its parameters, what it looks like, and its columns as CSV."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from app.schemas.insight_parameters import AREAS, MOST_ROWS, USUAL_ROWS
from app.schemas.output_base import AreaName, Code, Count, Id, Line, Links, Output, Stamp, Url, about
from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.parameters import CURSOR, MIN_SEQ, limit, representation

GROUPS = ("organisation", "wijk")
COLUMNS = (
    "organisationId", "organisationName", "wijkCode", "wijkName", "gemeenteCode", "gemeenteName", "fresh", "due",
    "unconfirmed", "stale", "total", "freshShare",
)  # fmt: skip
MOST_IN_STATUS = 100


@dataclass(frozen=True, slots=True)
class FreshnessRequest:
    """`GET /v1/insights/freshness`. Areas as the caller wrote them."""

    by: str = "organisation"
    area: tuple[str, ...] = ()
    wijk: tuple[str, ...] = ()
    stadsdeel: tuple[str, ...] = ()
    gemeente: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    limit: int = USUAL_ROWS
    cursor: str | None = None
    format: str | None = None
    min_seq: int | None = None


FRESHNESS: ParameterTable[FreshnessRequest] = ParameterTable(
    "freshness",
    (
        Parameter("by", V.ENUM, "by", "Answer", "One row for each organisation, or for each wijk.", "wijk",
                  values=GROUPS, default="organisation"),
        *AREAS,
        Parameter("organisation", V.ID, "organisation", "Filter", "Activities of this organisation.",
                  "x77bvj3pbl5dqqak", max_repeats=50),
        limit(MOST_ROWS, USUAL_ROWS),
        CURSOR,
        representation("json", "csv"),
        MIN_SEQ,
    ),
    FreshnessRequest,
)  # fmt: skip


class FreshnessOrganisation(Output):
    """An organisation by name."""

    id: Id = about("Id.")
    name: Line = about("Name.", "Bibliotheek De Vos")
    url: Url = about("The organisation.", "https://example.org/v1/organisations/x77bvj3pbl5dqqak")


class FreshnessRow(Output):
    """How fresh the activities of one organisation, or in one wijk, are."""

    organisation: FreshnessOrganisation | None = about("Whose activities; null by wijk, and for those of nobody.")
    wijk: AreaName | None = about("Where; null by organisation, and for those of no wijk.")
    gemeente: AreaName | None = about("Its municipality.")
    fresh: Count = about("Confirmed lately.", 12)
    due: Count = about("Waiting for a confirmation.", 3)
    unconfirmed: Count = about("Shown with a label.", 1)
    stale: Count = about("Left out of default searches.", 0)
    total: Count = about("All of them.", 16)
    fresh_share: Annotated[float, Field(ge=0, le=1)] | None = about("Share that is fresh.", 0.75)


class FreshnessMeta(Output):
    """What the report is exact for."""

    now: Stamp = about("Minute.")
    applied_seq: Count = about("Last change applied.", 1234, le=9_000_000_000_000_000)


class FreshnessReport(Output):
    """Activities that run or are planned, examples left out; those that need most first."""

    items: Annotated[list[FreshnessRow], Field(max_length=MOST_ROWS)] = about("The rows.")
    total: Count = about("How many rows there are.", 132)
    meta: FreshnessMeta = about("What it is exact for.")
    links: Links = about("This page and the next one.")


class FreshnessNumbers(Output):
    """Activities in each state."""

    fresh: Count = about("Confirmed lately.", 12)
    due: Count = about("Waiting for a confirmation.", 3)
    unconfirmed: Count = about("Shown with a label.", 1)
    stale: Count = about("Left out of default searches.", 0)


class OrganisationFreshness(FreshnessNumbers):
    """The same of one organisation."""

    id: Id = about("Id of the organisation.")


class WijkFreshness(FreshnessNumbers):
    """The same of one wijk."""

    code: Code = about("Code of the wijk.", "WK051836")


class FreshnessSummary(FreshnessNumbers):
    """How fresh the catalogue is, examples left out; the report at /v1/insights/freshness has every row."""

    organisations: Annotated[list[OrganisationFreshness], Field(max_length=MOST_IN_STATUS)] = about(
        "The organisations that need most, at most 100."
    )
    wijken: Annotated[list[WijkFreshness], Field(max_length=MOST_IN_STATUS)] = about(
        "The wijken that need most, at most 100."
    )
