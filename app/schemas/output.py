"""The answers of the API by the name of their component in the OpenAPI document."""

from pydantic import BaseModel

from app.schemas.freshness_report import FreshnessReport
from app.schemas.output_activity import Activity, ActivityList, Card
from app.schemas.output_geojson import (
    ActivityCollection,
    ActivityFeature,
    PlaceCollection,
    PlaceFeature,
    RoutePath,
)
from app.schemas.output_insights import CoverageCollection, CoverageList, DeadEndCollection, DeadEndList
from app.schemas.output_lists import AreaList, OrganisationList, PassList, PlaceList, RouteList, ThemeList
from app.schemas.output_next_steps import MissedStepList, NextSteps
from app.schemas.output_reference import (
    Area,
    GeocodeResult,
    Organisation,
    Pass,
    Place,
    Route,
    ServiceStatus,
    SuggestionList,
    Theme,
)

MODELS: dict[str, type[BaseModel]] = {
    model.__name__: model
    for model in (
        Activity,
        ActivityCollection,
        ActivityFeature,
        ActivityList,
        Area,
        AreaList,
        Card,
        CoverageCollection,
        CoverageList,
        DeadEndCollection,
        DeadEndList,
        FreshnessReport,
        GeocodeResult,
        MissedStepList,
        NextSteps,
        Organisation,
        OrganisationList,
        Pass,
        PassList,
        Place,
        PlaceCollection,
        PlaceFeature,
        PlaceList,
        Route,
        RouteList,
        RoutePath,
        ServiceStatus,
        SuggestionList,
        Theme,
        ThemeList,
    )
}
"""What `schemas.openapi.build_document` takes as `models`."""
