"""The reports on gaps as readers get them."""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.gaps import Obstacle
from app.schemas.output_base import AreaName, Code, Count, Id, Line, Links, Many, Output, Small, Stamp, Url, about
from app.schemas.output_geojson import Link, PointGeometry

Share = Annotated[float, Field(ge=0, le=1, examples=[0.25])]
Rows = Annotated[list["DeadEnd"], Field(max_length=1_000)]
Wijken = Annotated[list["WijkDeadEnds"], Field(max_length=20_000)]


class AgeBand(Output):
    """Children of these completed years, inclusive."""

    name: Code = about("As in the parameter.", "8-11")
    min: Small = about("Youngest.", 8)
    max: Small = about("Oldest.", 11)


class ActivityName(Output):
    """An activity by name."""

    id: Id = about("Id.")
    title: Line | None = about("Title.", "Natuurclub van 4 weken")
    organisation: Line | None = about("Who offers it.", "De Wijkboerderij")
    url: Url = about("The activity.", "https://example.org/v1/activities/x77bvj3pbl5dqqak")


class DeadEnd(Output):
    """A child of this age who lives in this wijk has nothing to go on to after this activity."""

    activity: ActivityName = about("What the child did.")
    wijk: AreaName = about("Where the child lives; the gemeente where there are no wijken.")
    gemeente: AreaName = about("Its municipality.")
    age_band: AgeBand = about("How old the child is.")
    obstacle: Obstacle = about("What stands in the way: theme (nothing on it), one limit, or several.", "place")
    text: Line = about("The same in words.", "Er is een vervolg, maar het is te ver weg.")


class WijkDeadEnds(Output):
    """How one wijk fares."""

    wijk: AreaName = about("The wijk.")
    gemeente: AreaName = about("Its municipality.")
    asked: Count = about("Activities times age bands looked at.", 420)
    dead_ends: Count = about("Of those, dead ends.", 37)
    share: Share | None = about("Share of dead ends; null when nothing was looked at.")


class ObstacleCount(Output):
    """How often something stands in the way."""

    value: Obstacle = about("What.", "place")
    text: Line = about("In words.", "Er is een vervolg, maar het is te ver weg.")
    count: Count = about("Dead ends.", 120)


class InsightMeta(Output):
    """What the numbers are of."""

    now: Stamp = about("Minute the answer is exact for.")
    applied_seq: Annotated[int, Field(ge=0, le=9_000_000_000_000_000)] = about("Last change applied.", 1234)
    notes: Many[Line] = about("How the numbers are made, in plain words.")


class DeadEndList(Output):
    """Dead ends, activities with the most of them first."""

    items: Rows = about("One page.")
    total: Count = about("All dead ends asked.", 412)
    wijken: Wijken = about("Each wijk, whatever `obstacle` asks.")
    obstacles: Many[ObstacleCount] = about("By obstacle, the most first.")
    links: Links = about("Pages.")
    meta: InsightMeta = about("What the numbers are of.")


class CoverageRow(Output):
    """What there is for one wijk, theme, stage and age band; zeros are rows too."""

    wijk: AreaName = about("The wijk.")
    gemeente: AreaName = about("Its municipality.")
    theme: Code = about("Theme id.", "nature")
    label: Line = about("Its label.", "Natuur en dieren")
    stage: Code | None = about("discover, deepen or join; null: not stated.", "join")
    age_band: AgeBand = about("Ages.")
    count: Count = about("Activities in the wijk that one child can join.", 0)
    free: Count = about("Of those, stated free.", 0)
    free_share: Share | None = about("Share stated free; null when there are none.")
    reachable: Count = about("What a child from there can join on foot or without travel, wherever it is.", 2)


class WijkCoverage(Output):
    """One wijk at a glance."""

    wijk: AreaName = about("The wijk.")
    gemeente: AreaName = about("Its municipality.")
    activities: Count = about("Activities that run there, whoever may join.", 21)
    joinable: Count = about("Of those, what one child can join.", 15)
    free: Count = about("Of those, stated free.", 6)
    free_share: Share | None = about("Share stated free; null when there are none.")
    reachable: dict[str, Count] = about("By age band: what a child from there can join.", {"4-7": 12, "8-11": 31})
    clubs: Count = about("Clubs that one child can join.", 1)
    clubs_reachable: dict[str, Count] = about("By age band: clubs within reach.", {"4-7": 1, "8-11": 3})
    has_club: bool = about("Whether there is a lasting club.", True)


class CoverageList(Output):
    """What there is and is not, by wijk, theme, stage and age band."""

    items: Annotated[list[CoverageRow], Field(max_length=1_000)] = about("One page.")
    total: Count = about("All rows asked.", 12672)
    wijken: Annotated[list[WijkCoverage], Field(max_length=20_000)] = about("Each wijk.")
    links: Links = about("Pages.")
    meta: InsightMeta = about("What the numbers are of.")


class _Collection(Output):
    type: Literal["FeatureCollection"] = about("Always FeatureCollection.", "FeatureCollection")
    number_matched: Count = about("How many wijken.", 44)
    number_returned: Count = about("How many are here.", 44)
    time_stamp: Stamp = about("Minute the answer is exact for.")
    links: Many[Link] = about("Pages.")


class DeadEndFeature(Output):
    """One wijk as a feature."""

    type: Literal["Feature"] = about("Always Feature.", "Feature")
    id: Line = about("Code of the wijk.", "WK051836")
    geometry: PointGeometry | None = about("A point in it.")
    properties: WijkDeadEnds = about("How it fares.")


class DeadEndCollection(_Collection):
    """Every wijk with its dead ends."""

    features: Annotated[list[DeadEndFeature], Field(max_length=20_000)] = about("Wijken by code.")


class CoverageFeature(Output):
    """One wijk as a feature."""

    type: Literal["Feature"] = about("Always Feature.", "Feature")
    id: Line = about("Code of the wijk.", "WK051836")
    geometry: PointGeometry | None = about("A point in it.")
    properties: WijkCoverage = about("At a glance.")


class CoverageCollection(_Collection):
    """Every wijk at a glance."""

    features: Annotated[list[CoverageFeature], Field(max_length=20_000)] = about("Wijken by code.")
