"""Bodies of writes as the OpenAPI document describes them: what the address already says may be left out."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import Id, Latitude, Longitude, MaybeText, Name, Title
from app.schemas.draft_places import LocationIn, OrganisationIn, OrganisationRefIn, PlaceIn, SourceIn
from app.schemas.draft_routes import RouteIn, StepIn
from app.schemas.drafts import ActivityIn
from app.schemas.writes import CopyIn


class ActivityBody(ActivityIn):
    """One activity of the organisation in the address. What is left out or null is unknown. Members that the catalogue
    works out itself are read past, so that an item as you read it can be sent back."""

    source: SourceIn | None = None  # type: ignore[assignment]
    organisation: OrganisationRefIn | None = None


class LocationPatch(LocationIn):
    """The members of a point to change; what is left out stays as it is."""

    lat: Latitude | None = None  # type: ignore[assignment]
    lon: Longitude | None = None  # type: ignore[assignment]


class PlacePatch(PlaceIn):
    """The members of a place to change (RFC 7396)."""

    location: LocationPatch | None = None


class ActivityPatch(ActivityBody):
    """The members to change (RFC 7396): null makes one unknown, a list takes the place of the whole list."""

    title: Title | None = None  # type: ignore[assignment]
    place: PlacePatch | None = None


class OrganisationBody(OrganisationIn):
    """An organisation."""


class OrganisationPatch(OrganisationIn):
    """The members to change (RFC 7396)."""

    name: Title | None = None  # type: ignore[assignment]


class PlaceBody(PlaceIn):
    """A place. With addressShown `onEnrolment` its address appears nowhere in public."""


class RouteBody(RouteIn):
    """A learning route of the organisation in the address."""

    source: SourceIn | None = None  # type: ignore[assignment]


class RoutePatch(RouteBody):
    """The members to change (RFC 7396); `steps` as a whole."""

    title: Title | None = None  # type: ignore[assignment]
    steps: Annotated[tuple[StepIn, ...], Field(max_length=60)] | None = None  # type: ignore[assignment]


class RouteCopy(CopyIn):
    """Whose copy it becomes and what is different there. `replace` puts an activity (id) of the new place where one of
    the original stood; what is not replaced stays."""

    title: Title | None = None
    summary: MaybeText = None
    gemeente: Name | None = None
    replace: Annotated[dict[Id, Id], Field(max_length=60)] | None = None
    steps: Annotated[tuple[StepIn, ...], Field(max_length=60)] | None = None
