"""The parameter tables of the reports on gaps, and what they become."""

from dataclasses import dataclass

from app.domain.gaps import AGE_BANDS, Direction, Obstacle
from app.domain.vocabulary import Stage
from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.parameters import CURSOR, LANG, MIN_SEQ, limit, representation

UNKNOWN_STAGE = "unknown"
MOST_ROWS, USUAL_ROWS = 1000, 100


@dataclass(frozen=True, slots=True)
class DeadEndsRequest:
    """`GET /v1/insights/dead-ends`. Areas as the caller wrote them."""

    area: tuple[str, ...] = ()
    wijk: tuple[str, ...] = ()
    stadsdeel: tuple[str, ...] = ()
    gemeente: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    age_band: tuple[str, ...] = ()
    direction: str = Direction.ANY
    obstacle: tuple[str, ...] = ()
    free: bool | None = None
    limit: int = USUAL_ROWS
    cursor: str | None = None
    lang: str | None = None
    format: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class CoverageRequest:
    """`GET /v1/insights/coverage`. Areas as the caller wrote them."""

    area: tuple[str, ...] = ()
    wijk: tuple[str, ...] = ()
    stadsdeel: tuple[str, ...] = ()
    gemeente: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    age_band: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    gaps: bool | None = None
    limit: int = USUAL_ROWS
    cursor: str | None = None
    lang: str | None = None
    format: str | None = None
    min_seq: int | None = None


def _area(name: str, description: str, example: str) -> Parameter:
    return Parameter(name, V.TEXT, name, "Filter", description, example, max_repeats=50)


AREAS = (
    _area("area", "Code or name of an area of any level: its wijken. Any of the areas asked counts.", "WK051836"),
    _area("wijk", "Code or name of a wijk.", "Moerwijk"),
    _area("stadsdeel", "Code or name of a stadsdeel: its wijken.", "Escamp"),
    _area("gemeente", "Code or name of a gemeente: its wijken. A name narrows the names in the others.", "Den Haag"),
)
_THEME = Parameter("theme", V.SLUG, "theme", "Filter", "Theme id; a parent includes its children.", "nature",
                   max_repeats=50)  # fmt: skip
_BAND = Parameter("ageBand", V.ENUM, "age_band", "Filter", "Ages in completed years.", "8-11",
                  values=tuple(band.name for band in AGE_BANDS), max_repeats=len(AGE_BANDS))  # fmt: skip
_ANSWER = (limit(MOST_ROWS, USUAL_ROWS), CURSOR, LANG, representation("json", "geojson", "csv"), MIN_SEQ)

DEAD_ENDS: ParameterTable[DeadEndsRequest] = ParameterTable(
    "deadEnds",
    (
        *AREAS, _THEME, _BAND,
        Parameter("direction", V.ENUM, "direction", "Filter", "Which follow-ups are looked for: the same theme a rung "
                  "on (deepen), a related theme at its entry (broaden), or either.", "deepen",
                  values=tuple(Direction), default=Direction.ANY),
        Parameter("obstacle", V.ENUM, "obstacle", "Filter", "Only dead ends with this obstacle.", "place",
                  values=tuple(Obstacle), max_repeats=len(Obstacle)),
        Parameter("free", V.BOOL, "free", "Filter", "true: only what is stated free counts as a follow-up.", "true"),
        *_ANSWER,
    ),
    DeadEndsRequest,
)  # fmt: skip

COVERAGE: ParameterTable[CoverageRequest] = ParameterTable(
    "coverage",
    (
        *AREAS, _THEME, _BAND,
        Parameter("stage", V.ENUM, "stage", "Filter", "Rung of the ladder; unknown: not stated.", "join",
                  values=(*Stage, UNKNOWN_STAGE), max_repeats=len(Stage) + 1),
        Parameter("gaps", V.BOOL, "gaps", "Filter", "true: only rows without anything in the wijk itself; false: only "
                  "rows with something.", "true"),
        *_ANSWER,
    ),
    CoverageRequest,
)  # fmt: skip
