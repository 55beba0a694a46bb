"""Stand-ins for the output models, so that the document can be tested apart from them."""

from pydantic import BaseModel, Field, create_model

from app.schemas.endpoints import ENDPOINTS
from app.schemas.openapi_parts import HAND_WRITTEN


class Card(BaseModel):
    id: str = Field(max_length=16)
    distanceM: int | None = Field(ge=0, le=20_000_000)


class Activity(BaseModel):
    id: str = Field(max_length=16)
    title: str = Field(max_length=200)


class ActivityList(BaseModel):
    items: list[Card] = Field(max_length=100)
    total: int = Field(ge=0, le=10_000_000)


def sample_models() -> dict[str, type[BaseModel]]:
    """One model for every component the endpoints answer with."""
    wanted = {name for endpoint in ENDPOINTS for name in endpoint.content.values() if name} - HAND_WRITTEN.keys()
    made: dict[str, type[BaseModel]] = {name: create_model(name, id=(str, Field(max_length=16))) for name in wanted}
    return made | {"Card": Card, "Activity": Activity, "ActivityList": ActivityList}
