"""One area as CBS, PDOK and the Kadaster publish it, whatever the attributes are called."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.area_names import AREA_CODE, LEVEL_ORDER, level_of_code
from app.domain.vocabulary import AreaLevel

Progress = Callable[[int, int | None], None]
"""Called with how many features were read and how many there will be, when the source says so."""

_PREFIX = {AreaLevel.GEMEENTE: "GM", AreaLevel.WIJK: "WK", AreaLevel.BUURT: "BU", AreaLevel.STADSDEEL: "SD"}
_WIDTH = {AreaLevel.GEMEENTE: 4, AreaLevel.WIJK: 6, AreaLevel.BUURT: 8}
_CODE_KEYS = {
    AreaLevel.GEMEENTE: ("gemeentecode", "gmcode"),
    AreaLevel.STADSDEEL: ("stadsdeelcode",),
    AreaLevel.WIJK: ("wijkcode", "wkcode"),
    AreaLevel.BUURT: ("buurtcode", "bucode"),
}
_NAME_KEYS = {
    AreaLevel.GEMEENTE: ("gemeentenaam", "gmnaam"),
    AreaLevel.STADSDEEL: ("stadsdeelnaam", "stadsdeel"),
    AreaLevel.WIJK: ("wijknaam", "wknaam"),
    AreaLevel.BUURT: ("buurtnaam", "bunaam"),
}
_ANY_CODE_KEYS = ("statcode", "code", "identificatie")
_ANY_NAME_KEYS = ("statnaam", "naam", "name")
_YEAR_KEYS = ("jaar", "year", "jaarcode", "jaarstatcode", "jrstatcode")
_WATER_KEYS = ("water", "h2o")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class AreaFeature:
    """What one feature says. `code` None: only a name is given. `geometry`: WKB, WGS84, longitude first."""

    code: str | None
    level: AreaLevel | None
    name: str | None
    gemeente: str | None
    gemeente_name: str | None
    wijk: str | None
    year: int | None
    is_water: bool
    geometry: bytes | None


def read_feature(properties: Mapping[str, Any], geometry: bytes | None, level: AreaLevel | None = None) -> AreaFeature:
    """The area in a feature's attributes. Without `level` the finest one that has a code or name."""
    values = {key.casefold().replace("_", ""): value for key, value in properties.items()}
    codes = {each: _code(values, each) for each in LEVEL_ORDER}
    general = _general_code(values)
    if general is not None:
        codes[level_of_code(general)] = codes[level_of_code(general)] or general
    named = {each: _text(values, _NAME_KEYS[each]) for each in LEVEL_ORDER}
    chosen = level if level is not None else _finest(codes, named)
    code = codes[chosen] if chosen is not None else None
    name = named[chosen] if chosen is not None else None
    return AreaFeature(
        code=code,
        level=chosen,
        name=name or (_text(values, _ANY_NAME_KEYS) if code == general else None),
        gemeente=codes[AreaLevel.GEMEENTE] or _gemeente_in(code),
        gemeente_name=named[AreaLevel.GEMEENTE],
        wijk=codes[AreaLevel.WIJK],
        year=_year(values),
        is_water=str(_first(values, _WATER_KEYS)).casefold() in ("ja", "true", "1"),
        geometry=geometry,
    )


def _finest(codes: Mapping[AreaLevel, str | None], names: Mapping[AreaLevel, str | None]) -> AreaLevel | None:
    if codes[AreaLevel.BUURT] is None and codes[AreaLevel.WIJK] is None and names[AreaLevel.STADSDEEL] is not None:
        return AreaLevel.STADSDEEL
    return next((level for level in reversed(LEVEL_ORDER) if codes[level] is not None), None)


def _first(values: Mapping[str, Any], keys: Iterable[str]) -> Any:
    return next((values[key] for key in keys if values.get(key) is not None), None)


def _text(values: Mapping[str, Any], keys: Iterable[str]) -> str | None:
    found = _first(values, keys)
    return str(found).strip() or None if found is not None else None


def _code(values: Mapping[str, Any], level: AreaLevel) -> str | None:
    """In upper case with its two letters: some services give a gemeente as 518 or "0518"."""
    text = (_text(values, _CODE_KEYS[level]) or "").upper()
    if text.isdigit() and level in _WIDTH:
        text = _PREFIX[level] + text.zfill(_WIDTH[level])
    return text if AREA_CODE.fullmatch(text) and text.startswith(_PREFIX[level]) else None


def _general_code(values: Mapping[str, Any]) -> str | None:
    text = (_text(values, _ANY_CODE_KEYS) or "").upper()
    return text if AREA_CODE.fullmatch(text) else None


def _gemeente_in(code: str | None) -> str | None:
    """The code of a wijk or buurt begins with the digits of its gemeente."""
    return f"GM{code[2:6]}" if code is not None and code[:2] in ("WK", "BU") else None


def _year(values: Mapping[str, Any]) -> int | None:
    match = _YEAR.match(str(_first(values, _YEAR_KEYS) or ""))
    return int(match[0]) if match else None
