"""The base types of the wire: bounded text, whole numbers, money and times, each strict enough to refuse a slip.

Text is trimmed and holds no control characters (NUL is refused by PostgreSQL, the others by XML feeds) and no lone
surrogates; what nobody sees is taken out of it (`domain.invisible`). Numbers are numbers: neither `true` nor "3" passes
for 3.
"""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, PydanticCustomError

from app.domain.invisible import take_out_invisible

LINE_PATTERN = r"^[^\x00-\x1f\x7f-\x9f]*$"
TEXT_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
ID_PATTERN = r"^[a-z2-7]{16}$"
SLUG_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
URL_PATTERN = r"^https?://[^\s/?#\x00-\x20\"<>\\^`{|}]+[^\s\x00-\x20\"<>\\^`{|}]*$"
EMAIL_PATTERN = r"^[^@\s\x00-\x20\"(),:;<>\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
PHONE_PATTERN = r"^\+?[0-9][0-9 ()/.-]{1,38}$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"
CURRENCY_PATTERN = r"^[A-Z]{3}$"
POSTCODE_PATTERN = r"^[1-9][0-9]{3}( ?[A-Za-z]{2})?$"

_MONEY = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
SCHOOL_GROUP_PATTERN = r"^(peuters|groep[1-8]|klas[1-6])$"

FIRST_YEAR, LAST_YEAR = 1970, 2199
MAX_CENTS = 100_000_00


class Wire(BaseModel):
    """Base of everything read from outside: camelCase names, and a member that is not known is a fault."""

    # Read by `model_validate` only, never called with keywords, so that snake_case names stay unknown members.
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)  # type: ignore[pydantic-alias]


def _whole(value: Any) -> Any:
    """7.0 is a whole number in JSON; everything else is left to the strict check."""
    return int(value) if type(value) is float and value.is_integer() else value


def _seen(value: Any) -> Any:
    return take_out_invisible(value) if isinstance(value, str) else value


def _empty_is_unknown(value: Any) -> Any:
    seen = _seen(value)
    return None if isinstance(seen, str) and not seen.strip() else seen


def read_money(value: Any) -> int:
    """Cents of "7.50", 7.5 or 7."""
    if isinstance(value, str) and _MONEY.fullmatch(value.strip()):
        euros, _, cents = value.strip().partition(".")
        total = int(euros) * 100 + int(cents.ljust(2, "0") or 0)
    elif type(value) is int and value >= 0:
        total = value * 100
    elif type(value) is float and 0 <= value <= MAX_CENTS and abs(value * 100 - round(value * 100)) < 1e-6:
        total = round(value * 100)
    else:
        raise PydanticCustomError("not-money", "not an amount")
    if total > MAX_CENTS:
        raise PydanticCustomError("not-money", "not an amount")
    return total


def _read_date(value: Any) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = date.min
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    raise PydanticCustomError("not-date", "not a date")


def read_date_time(value: Any) -> datetime:
    """RFC 3339, the offset and the seconds may be left out. Raises PydanticCustomError."""
    if isinstance(value, str) and _DATE_TIME.fullmatch(value):
        try:
            found = datetime.fromisoformat(value.upper())
        except ValueError:
            found = datetime.min
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    raise PydanticCustomError("not-date-time", "not a date-time")


def _read_wall_time(value: Any) -> datetime:
    return read_date_time(value).replace(second=0, microsecond=0)


def _read_stamp(value: Any) -> datetime:
    """A moment in UTC, whole seconds; without an offset nobody knows which moment is meant."""
    found = read_date_time(value)
    if found.tzinfo is None:
        raise PydanticCustomError("offset-missing", "offset missing")
    return found.astimezone(UTC).replace(microsecond=0)


def _line(most: int, least: int = 0, pattern: str = LINE_PATTERN) -> StringConstraints:
    return StringConstraints(
        strict=True, strip_whitespace=True, min_length=least or None, max_length=most, pattern=pattern
    )


_SEEN = BeforeValidator(_seen)
_UNKNOWN = BeforeValidator(_empty_is_unknown)


class _OrBlank:
    """Says in the schema that blank text is taken too: it means unknown."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        blank = {"type": "string", "maxLength": 2_000, "pattern": r"^\s*$"}
        return {"anyOf": [*handler(core)["anyOf"], blank]}


Title = Annotated[str, _line(200, 1), _SEEN]
Name = Annotated[str, _line(200, 1), _SEEN]
Line = Annotated[str, _line(300, 1), _SEEN]
Word = Annotated[str, _line(80, 1), _SEEN]
ExternalId = Annotated[str, _line(200, 1)]
Id = Annotated[str, _line(16, pattern=ID_PATTERN)]
Slug = Annotated[str, _line(80, pattern=SLUG_PATTERN)]
LanguageTag = Annotated[str, _line(35, pattern=LANGUAGE_PATTERN)]
Currency = Annotated[str, _line(3, pattern=CURRENCY_PATTERN)]
SchoolGroup = Annotated[str, _line(7, pattern=SCHOOL_GROUP_PATTERN)]
RuleText = Annotated[str, _line(500, 1)]

MaybeLine = Annotated[Annotated[str, _line(300)] | None, _UNKNOWN]
MaybeName = Annotated[Annotated[str, _line(200)] | None, _UNKNOWN]
MaybeSummary = Annotated[Annotated[str, _line(1_000, pattern=TEXT_PATTERN)] | None, _UNKNOWN]
MaybeText = Annotated[Annotated[str, _line(10_000, pattern=TEXT_PATTERN)] | None, _UNKNOWN]
Url = Annotated[str, _line(2_000, pattern=URL_PATTERN)]
MaybeUrl = Annotated[Url | None, _UNKNOWN, _OrBlank()]
MaybeEmail = Annotated[Annotated[str, _line(254, pattern=EMAIL_PATTERN)] | None, _UNKNOWN, _OrBlank()]
MaybePhone = Annotated[Annotated[str, _line(40, pattern=PHONE_PATTERN)] | None, _UNKNOWN, _OrBlank()]
MaybePostcode = Annotated[Annotated[str, _line(7, pattern=POSTCODE_PATTERN)] | None, _UNKNOWN, _OrBlank()]


_WHOLE = BeforeValidator(_whole)
Count = Annotated[int, Field(strict=True, ge=0, le=100_000), _WHOLE]
Positive = Annotated[int, Field(strict=True, ge=1, le=100_000), _WHOLE]
Years = Annotated[int, Field(strict=True, ge=0, le=100), _WHOLE]
Months = Annotated[int, Field(strict=True, ge=0, le=1_211), _WHOLE]
Flag = Annotated[bool, Field(strict=True)]
Latitude = Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]


class _OrNull:
    """Says in the schema that null is taken too."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(core), {"type": "null"}]}


T = TypeVar("T")
_EMPTY = BeforeValidator(lambda value: () if value is None else value)
Many = Annotated[tuple[T, ...], Field(max_length=60), _EMPTY, _OrNull()]
"""A list of at most 60; null and absent mean that nothing is known."""
Dates = Annotated[tuple[T, ...], Field(max_length=2_000), _EMPTY, _OrNull()]
"""A list with one member a date; as many as one activity may have."""

_MONEY_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "maxLength": 9, "pattern": r"^[0-9]{1,6}(\.[0-9]{1,2})?$"},
        {"type": "number", "minimum": 0, "maximum": MAX_CENTS / 100, "multipleOf": 0.01},
    ],
    "description": "An amount in euro, 7.50 or “7.50”; at most 100000.",
    "examples": ["7.50"],
}
Money = Annotated[int, PlainValidator(read_money), WithJsonSchema(_MONEY_SCHEMA)]
Day = Annotated[date, PlainValidator(_read_date), WithJsonSchema({"type": "string", "format": "date"})]
WallTime = Annotated[
    datetime,
    PlainValidator(_read_wall_time),
    WithJsonSchema({"type": "string", "format": "date-time", "description": "Without an offset: local time."}),
]
Stamp = Annotated[datetime, PlainValidator(_read_stamp), WithJsonSchema({"type": "string", "format": "date-time"})]
