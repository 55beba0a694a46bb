"""One small reader and writer per kind of value. Readers raise `Refused` with a stable code, never anything else."""

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from app.domain.pricing import write_amount
from app.domain.query import Box, Point
from app.domain.vocabulary import WEEKDAYS
from app.schemas.parameter import Parameter, ValueKind

EPOCH_DAY = date(1970, 1, 1).toordinal()

# One base rule for every text: no control characters (NUL among them) and no lone surrogates.
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
TEXT_PATTERN = r"^[^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u001F\u007F-\u009F\s][^\u0000-\u001F\u007F-\u009F]*$"

_DECIMALS = r"(\.[0-9]{1,20})?"
_ZEROS = r"(\.0{1,20})?"
_LATITUDE = rf"-?([0-8]?[0-9]{_DECIMALS}|90{_ZEROS})"
_LONGITUDE = rf"-?((1[0-7][0-9]|[0-9]{{1,2}}){_DECIMALS}|180{_ZEROS})"
_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?"
PATTERNS: dict[ValueKind, str] = {
    ValueKind.TEXT: TEXT_PATTERN,
    ValueKind.SLUG: r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
    ValueKind.ID: r"^[a-z2-7]{16}$",
    ValueKind.AREA_CODE: r"^(GM[0-9]{4}|SD[0-9A-Z]{2,10}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4})$",
    ValueKind.MONEY: r"^[0-9]{1,5}(\.[0-9]{1,20})?$",
    ValueKind.DATE: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    ValueKind.TIME: r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(:00)?$",
    ValueKind.POINT: rf"^{_NUMBER},{_NUMBER}$",
    ValueKind.BOX: rf"^{_NUMBER}(,{_NUMBER}){{3}}$",
    ValueKind.POSTCODE: r"^[1-9][0-9]{3}( ?[A-Za-z]{2})?$",
    ValueKind.LANGUAGE: r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
    ValueKind.CURSOR: r"^[A-Za-z0-9_-]{1,2000}$",
}
"""The written form, as JSON Schema says it; a value may still be refused for what it says (30 February)."""

DOCUMENTED_PATTERNS: dict[ValueKind, str] = PATTERNS | {
    ValueKind.MONEY: rf"^([0-9]{{1,4}}{_DECIMALS}|10000{_ZEROS})$",
    ValueKind.POINT: rf"^{_LATITUDE},{_LONGITUDE}$",
    ValueKind.BOX: rf"^{_LONGITUDE},{_LATITUDE},{_LONGITUDE},{_LATITUDE}$",
}
"""The same with the bounds of the numbers, which the readers test apart: a wrong place is no slip of the pen."""

_MATCH = {kind: re.compile(pattern.removeprefix("^").removesuffix("$")).fullmatch for kind, pattern in PATTERNS.items()}


class Refused(ValueError):
    """The value is wrong; `code` is the code of the fault."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


Reader = Callable[[str], Any]
Writer = Callable[[Any], str]


def _check(kind: ValueKind, text: str) -> None:
    if _MATCH[kind](text) is None:
        raise Refused("empty" if not text else "invalid")


def _make_text_reader(row: Parameter) -> Reader:
    def read_text(text: str) -> str:
        if FORBIDDEN.search(text):
            raise Refused("control-character")
        if len(text) > row.max_length:
            raise Refused("too-long")
        tidy = " ".join(text.split())
        if not tidy:
            raise Refused("empty")
        return tidy

    return read_text


def _make_plain_reader(row: Parameter) -> Reader:
    matches = _MATCH[row.kind]

    def read_plain(text: str) -> str:
        if matches(text) is None:
            raise Refused("empty" if not text else "invalid")
        return text

    return read_plain


def _make_enum_reader(row: Parameter) -> Reader:
    allowed = {value: value for value in row.values}
    if row.allows_any:
        allowed["*"] = "*"

    def read_enum(text: str) -> str:
        value = allowed.get(text)
        if value is None:
            raise Refused("not-allowed" if text else "empty")
        return value

    return read_enum


def _read_bool(text: str) -> bool:
    if text == "true":
        return True
    if text == "false":
        return False
    raise Refused("invalid" if text else "empty")


def _make_int_reader(row: Parameter) -> Reader:
    def read_int(text: str) -> int:
        digits = text[1:] if text[:1] == "-" else text
        if not (digits.isascii() and digits.isdigit()):
            raise Refused("invalid" if text else "empty")
        # The bound on the length keeps the conversion cheap; what is longer is out of every range.
        value = int(text) if len(text) <= 20 else row.maximum + 1
        if not row.minimum <= value <= row.maximum:
            raise Refused("out-of-range")
        return value

    return read_int


def _make_money_reader(row: Parameter) -> Reader:
    def read_money(text: str) -> int:
        _check(ValueKind.MONEY, text)
        # Prices are whole cents, so what lies between two cents asks the same as the lower one.
        cents = Decimal(text) * 100
        if cents > row.maximum:
            raise Refused("out-of-range")
        return int(cents.to_integral_value(ROUND_FLOOR))

    return read_money


def _read_date(text: str) -> int:
    _check(ValueKind.DATE, text)
    try:
        return date.fromisoformat(text).toordinal() - EPOCH_DAY
    except ValueError:
        raise Refused("invalid") from None


def _make_time_reader(row: Parameter) -> Reader:
    def read_time(text: str) -> int:
        _check(ValueKind.TIME, text)
        minutes = 60 * int(text[:2]) + int(text[3:5])
        if not row.minimum <= minutes <= row.maximum:
            raise Refused("out-of-range")
        return minutes

    return read_time


_WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)}


def _read_weekday(text: str) -> int:
    number = _WEEKDAY_NUMBERS.get(text)
    if number is None:
        raise Refused("not-allowed" if text else "empty")
    return number


def _read_point(text: str) -> Point:
    _check(ValueKind.POINT, text)
    lat, lon = map(float, text.split(","))
    if abs(lat) > 90 or abs(lon) > 180:
        raise Refused("out-of-range")
    return Point(lat + 0.0, lon + 0.0)


def _read_box(text: str) -> Box:
    _check(ValueKind.BOX, text)
    min_lon, min_lat, max_lon, max_lat = map(float, text.split(","))
    if max(abs(min_lon), abs(max_lon)) > 180 or max(abs(min_lat), abs(max_lat)) > 90:
        raise Refused("out-of-range")
    if min_lon > max_lon or min_lat > max_lat:
        raise Refused("box-order")
    return Box(min_lon + 0.0, min_lat + 0.0, max_lon + 0.0, max_lat + 0.0)


def _read_postcode(text: str) -> str:
    tidy = text.strip()
    _check(ValueKind.POSTCODE, tidy)
    return tidy.replace(" ", "").upper()


def _read_language(text: str) -> str:
    """Case as BCP 47 recommends: nl, en-GB, zh-Hant."""
    _check(ValueKind.LANGUAGE, text)
    first, *rest = text.lower().split("-")
    return "-".join([first, *({2: part.upper(), 4: part.title()}.get(len(part), part) for part in rest)])


_MAKERS: dict[ValueKind, Callable[[Parameter], Reader]] = {
    ValueKind.TEXT: _make_text_reader,
    ValueKind.SLUG: _make_plain_reader,
    ValueKind.ID: _make_plain_reader,
    ValueKind.AREA_CODE: _make_plain_reader,
    ValueKind.CURSOR: _make_plain_reader,
    ValueKind.ENUM: _make_enum_reader,
    ValueKind.BOOL: lambda row: _read_bool,
    ValueKind.INT: _make_int_reader,
    ValueKind.MONEY: _make_money_reader,
    ValueKind.DATE: lambda row: _read_date,
    ValueKind.TIME: _make_time_reader,
    ValueKind.WEEKDAY: lambda row: _read_weekday,
    ValueKind.POINT: lambda row: _read_point,
    ValueKind.BOX: lambda row: _read_box,
    ValueKind.POSTCODE: lambda row: _read_postcode,
    ValueKind.LANGUAGE: lambda row: _read_language,
}


def make_reader(row: Parameter) -> Reader:
    """The function that reads one written value of the row; it raises `Refused`."""
    return _MAKERS[row.kind](row)


def make_json_reader(row: Parameter) -> Callable[[object], Any]:
    """The same for a JSON value: true and false, numbers as numbers, everything else as the same string."""
    read = make_reader(row)
    if row.kind is ValueKind.BOOL:
        return _read_json_bool

    def read_number(value: object) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Refused("wrong-type")
        return read(_write_number(value))

    def read_string(value: object) -> Any:
        if not isinstance(value, str):
            raise Refused("wrong-type")
        return read(value)

    if row.kind is ValueKind.MONEY:
        return lambda value: read_string(value) if isinstance(value, str) else read_number(value)
    return read_number if row.kind is ValueKind.INT else read_string


def _read_json_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise Refused("wrong-type")
    return value


def _write_number(value: int | float) -> str:
    """Plain digits; JSON Schema counts 9.0 as an integer."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else "-" * (value < 0) + "9" * 20
    if value.is_integer() and abs(value) < 10**18:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def write_degrees(value: float) -> str:
    """The shortest plain decimal that reads back as the same number."""
    return format(Decimal(repr(value)).normalize() + 0, "f")


def _write_box(box: Box) -> str:
    return ",".join(map(write_degrees, (box.min_lon, box.min_lat, box.max_lon, box.max_lat)))


_WRITERS: dict[ValueKind, Writer] = {
    ValueKind.BOOL: lambda value: "true" if value else "false",
    ValueKind.MONEY: write_amount,
    ValueKind.DATE: lambda day: date.fromordinal(day + EPOCH_DAY).isoformat(),
    ValueKind.TIME: lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}",
    ValueKind.WEEKDAY: lambda number: WEEKDAYS[number],
    ValueKind.POINT: lambda point: f"{write_degrees(point.lat)},{write_degrees(point.lon)}",
    ValueKind.BOX: _write_box,
}


def get_writer(kind: ValueKind) -> Writer:
    """The function that writes a value in its one canonical form, the inverse of its reader."""
    return _WRITERS.get(kind, str)
