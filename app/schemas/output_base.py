"""What every output model shares: all members required, names in camelCase, every text, number and list bounded.

These models describe answers in the OpenAPI document; answers themselves are written as bytes (`schemas.activity`,
`schemas.served`), and tests hold the two together.
"""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

T = TypeVar("T")


class Output(BaseModel):
    """Base of everything described to readers of the API."""

    # Only ever read from JSON, never called with keywords.
    model_config = ConfigDict(alias_generator=to_camel, frozen=True)  # type: ignore[pydantic-alias]


def about(description: str, example: Any = None, **bounds: Any) -> Any:
    """A required member with its meaning and a real example."""
    examples = None if example is None else [example]
    return Field(description=description, examples=examples, **bounds)


Id = Annotated[str, Field(pattern="^[a-z2-7]{16}$", max_length=16, examples=["x77bvj3pbl5dqqak"])]
Code = Annotated[str, Field(max_length=80)]
Line = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=10_000)]
Url = Annotated[str, Field(max_length=2_100, json_schema_extra={"format": "uri"})]
Email = Annotated[str, Field(max_length=254, json_schema_extra={"format": "email"})]
Phone = Annotated[str, Field(max_length=40, examples=["070 123 45 67"])]
Language = Annotated[str, Field(max_length=35, examples=["nl"])]
Money = Annotated[str, Field(max_length=10, pattern=r"^[0-9]+\.[0-9]{2}$", examples=["7.50"])]
Day = Annotated[str, Field(max_length=10, json_schema_extra={"format": "date"}, examples=["2026-11-25"])]
LocalTime = Annotated[
    str, Field(max_length=25, json_schema_extra={"format": "date-time"}, examples=["2026-11-25T14:00:00+01:00"])
]
Stamp = Annotated[
    str, Field(max_length=24, json_schema_extra={"format": "date-time"}, examples=["2026-11-20T09:15:30Z"])
]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
Small = Annotated[int, Field(ge=0, le=100_000)]
Latitude = Annotated[float, Field(ge=-90, le=90, examples=[52.0545])]
Longitude = Annotated[float, Field(ge=-180, le=180, examples=[4.2942])]
Many = Annotated[list[T], Field(max_length=1_000)]
Dates = Annotated[list[T], Field(max_length=2_500)]


class AreaName(Output):
    """An area by code and name."""

    code: Code = about("CBS code, or SD for a stadsdeel.", "GM0518")
    name: Line = about("Name people use.", "Den Haag")


class Links(Output):
    """Where this page and the next one are."""

    self: Url = about("This page.", "https://example.org/v1/activities?limit=20")
    next: Url | None = about("The next page; null on the last one.")


class Contact(Output):
    """How to reach an organisation; a role, never a person."""

    email: Email | None = about("Mail address.", "info@example.org")
    phone: Phone | None = about("Phone number.")
    url: Url | None = about("Web page.", "https://example.org/contact")
