"""GeoJSON answers (RFC 7946) as the OpenAPI document describes them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.schemas.output_activity import Activity, Card
from app.schemas.output_base import Code, Count, Line, Many, Output, Stamp, Url, about
from app.schemas.output_reference import Place, RouteStep

Position = Annotated[list[Annotated[float, Field(ge=-180, le=180)]], Field(min_length=2, max_length=2)]


class PointGeometry(Output):
    """A point, longitude first."""

    type: Literal["Point"] = about("Always Point.", "Point")
    coordinates: Position = about("Longitude, latitude (CRS84).", [4.2942, 52.0545])


class Link(Output):
    """A link (RFC 8288)."""

    rel: Code = about("Relation.", "self")
    type: Code = about("Media type.", "application/geo+json")
    href: Url = about("Address.", "https://example.org/v1/activities?format=geojson")


class ActivityFeature(Output):
    """One activity as a feature; the geometry is null when no point is known."""

    type: Literal["Feature"] = about("Always Feature.", "Feature")
    id: Line = about("Id of the activity.", "x77bvj3pbl5dqqak")
    geometry: PointGeometry | None = about("Where.")
    properties: Activity = about("The full shape.")


class CardFeature(Output):
    """One activity of a list as a feature."""

    type: Literal["Feature"] = about("Always Feature.", "Feature")
    id: Line = about("Id of the activity.", "x77bvj3pbl5dqqak")
    geometry: PointGeometry | None = about("Where.")
    properties: Card = about("The card.")


class PlaceFeature(Output):
    """One place as a feature."""

    type: Literal["Feature"] = about("Always Feature.", "Feature")
    id: Line = about("Id of the place.", "3nkyl4ruqn7q5hji")
    geometry: PointGeometry | None = about("Where.")
    properties: Place = about("The place.")


class ActivityCollection(Output):
    """One page of activities as features."""

    type: Literal["FeatureCollection"] = about("Always FeatureCollection.", "FeatureCollection")
    features: list[CardFeature] = Field(description="Activities in order.", max_length=100)
    number_matched: Count = about("How many match.", 128)
    number_returned: Count = about("How many are here.", 20)
    time_stamp: Stamp = about("Minute the answer is exact for.")
    links: Many[Link] = about("Pages.")


class PlaceCollection(Output):
    """One page of places as features."""

    type: Literal["FeatureCollection"] = about("Always FeatureCollection.", "FeatureCollection")
    features: list[PlaceFeature] = Field(description="Places in order.", max_length=1_000)
    number_matched: Count = about("How many match.", 96)
    number_returned: Count = about("How many are here.", 20)
    time_stamp: Stamp = about("Minute the answer is exact for.")
    links: Many[Link] = about("Pages.")


class LineGeometry(Output):
    """A line through points, longitude first."""

    type: Literal["LineString"] = about("Always LineString.", "LineString")
    coordinates: list[Position] = Field(
        description="Longitude, latitude (CRS84) of each step.", min_length=2, max_length=1_000
    )


class RouteLine(Output):
    """The route itself; the geometry is null with fewer than two known points."""

    type: Literal["Feature"] = about("Always Feature.", "Feature")
    id: Line = about("Id of the route.", "cuzz2y4tjmeiybmt")
    geometry: LineGeometry | None = about("The path.")
    properties: dict[str, Any] = about("The route without its steps.")


class RouteStop(Output):
    """One step."""

    type: Literal["Feature"] = about("Always Feature.", "Feature")
    id: Line = about("Route and position.", "cuzz2y4tjmeiybmt-1")
    geometry: PointGeometry | None = about("Where.")
    properties: RouteStep = about("The step.")


class RoutePath(Output):
    """A learning route on a map: the path first, then its steps."""

    type: Literal["FeatureCollection"] = about("Always FeatureCollection.", "FeatureCollection")
    features: list[RouteLine | RouteStop] = Field(description="Path and steps.", max_length=1_001)
