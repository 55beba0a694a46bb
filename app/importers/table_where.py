"""Place and accessibility of a row."""

import re
from typing import Any

from app.domain.text import words
from app.importers.fields import read_flag, read_number, read_postcode, split_address
from app.importers.html_text import clean_text
from app.importers.notes import Doubt
from app.importers.place_lines import read_place_line, write_town
from app.importers.table_rows import Row
from app.importers.table_words import AT_SCHOOL, HOME, MOBILE, ONLINE, PLACE_KINDS

_PAIR = re.compile(r"(-?\d{1,3}[.,]\d{2,12})[^\d-]{1,5}(-?\d{1,3}[.,]\d{2,12})")
_OF_A_HOME = re.compile(
    r"\b(?:bij (?:mij|ons)(?: aan)? thuis|bij de \w{1,20} thuis|in mijn (?:eigen )?huis|(?:thuis|huis|woon)adres|"
    r"priv[eé][- ]?adres|at my (?:home|place)|home address)\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"(?:online|digitaal|virtueel) (?:via|met|op|in) \w+(?: \w+)?")
_ON_ENROLMENT = re.compile(
    r"\badres\b[^.;\n]{0,40}\b(?:na|bij|nadat)\s[^.;\n]{0,15}(?:aanmeld|inschrijv|opgave|opgeven)", re.I
)
_SOUTH, _NORTH, _WEST, _EAST = 50.5, 53.8, 3.0, 7.4
MAX_NAME, MAX_LINE = 200, 300


def fill_place(row: Row, draft: dict[str, Any]) -> None:
    """Where: a name, an address, a point, an area; and whether it is a place at all."""
    name = _read_lines(row, "place")
    folded = " ".join(words(name))
    is_online = (
        (row.has("isOnline") and read_flag(row.get("isOnline"))) or folded in ONLINE or _ONLINE.fullmatch(folded)
    )
    attendance = "online" if is_online else _attendance_of(folded)
    if attendance:
        draft["attendance"] = attendance
    if folded in ONLINE | HOME | AT_SCHOOL | MOBILE or _ONLINE.fullmatch(folded):
        name = ""
    if row.has("placeVisible") and read_flag(row.get("placeVisible")) is False:
        row.doubt("placeVisible", Doubt("private-left-out"))
        return
    place = _read_place(row, name)
    if not place:
        return
    if _hides_address(row):
        place["addressShown"] = "onEnrolment"
    draft["place"] = place


def _hides_address(row: Row) -> bool:
    """What is said of showing the address hides it, unless it plainly says that it may be shown: `na aanmelden`. So
    does a place that is somebody's home, and a remark that the address follows on enrolment."""
    hide, show = row.get("hideAddress").strip(), row.get("showAddress").strip()
    if hide or show:
        return bool(hide and read_flag(hide) is not False) or bool(show and read_flag(show) is not True)
    cells = [entry.text for entries in row.entries.values() for entry in entries]
    return any(_OF_A_HOME.search(cell) for cell in cells) or any(_ON_ENROLMENT.search(cell) for cell in cells)


def _attendance_of(folded: str) -> str | None:
    for attendance, phrases in (("home", HOME), ("atSchool", AT_SCHOOL), ("mobile", MOBILE)):
        if folded in phrases:
            return attendance
    return None


def _read_place(row: Row, name: str) -> dict[str, Any]:
    place: dict[str, Any] = {}
    address = _read_address(row, name)
    name = _short_name(name, address) if name else _take_name(address)
    if name:
        place["name"] = name[:MAX_NAME]
    for target in ("gemeente", "stadsdeel", "wijk", "buurt"):
        if text := row.get(target):
            place[target] = text[:MAX_LINE]
    if location := _read_location(row):
        place["location"] = location
    if kind := PLACE_KINDS.get(" ".join(words(row.get("placeKind")))):
        place["kind"] = kind
    elif row.has("placeKind"):
        row.doubt("placeKind", Doubt("word-unknown", row.get("placeKind")[:60]))
    if (place or address) and "addressLocality" not in address and row.context.locality and "gemeente" not in place:
        address["addressLocality"] = row.context.locality
    if address:
        place["address"] = address
    return place


def _short_name(name: str, address: dict[str, str]) -> str:
    """`Buurthuis De Kern, Dorpsstraat 1, 2531 AB Den Haag` is Buurthuis De Kern when the rest is in the address."""
    said = read_place_line(name)
    is_told = said.street and said.street == address.get("streetAddress")
    postcode = address.get("postalCode", "")
    if is_told or (said.postcode and postcode):
        return said.name
    return name.split(",", maxsplit=1)[0].strip() if "," in name and postcode[:4] in name and postcode else name


def _take_name(address: dict[str, str]) -> str:
    """`Wijkcentrum De Kern, Dorpsstraat 1` in a column of addresses says the name too."""
    first, comma, rest = address.get("streetAddress", "").partition(",")
    if not comma or any(map(str.isdigit, first)) or not any(map(str.isdigit, rest)):
        return ""
    address["streetAddress"] = rest.strip()
    return first.strip()


def _read_address(row: Row, name: str) -> dict[str, str]:
    street = row.get("streetAddress")
    number = "".join(part for part in (row.get("houseNumber"), row.get("houseNumberAddition")) if part)
    if street and number and number.lower() not in street.lower().split():
        street = f"{street} {number}"
    if extra := row.get("streetAddress2"):
        street = f"{street}, {extra}" if street else extra
    postcode, town = row.get("postalCode"), row.get("locality")
    whole = _read_lines(row, "address")
    if street and not postcode and not whole and split_address(street)[1]:
        whole, street = street, ""
    if not whole and not street and not postcode:
        said = read_place_line(name)
        street, postcode, town = said.street, said.postcode, town or said.town
    elif whole:
        read = split_address(whole)
        street, postcode, town = street or read[0] or "", postcode or read[1] or "", town or read[2] or ""
        if number and street and not any(map(str.isdigit, street)):
            street = f"{street} {number}"
    return _write_address(row, street, postcode, town)


def _read_lines(row: Row, target: str) -> str:
    """The first entry with a comma between its lines."""
    row.used.add(target)
    found = row.entries.get(target)
    lines = clean_text(found[0].text).split("\n") if found else []
    return ", ".join(part for line in lines if (part := " ".join(line.split()).strip(" ,")))


def _write_address(row: Row, street: str, postcode: str, town: str) -> dict[str, str]:
    address: dict[str, str] = {}
    known = read_postcode(postcode) if postcode else None
    if postcode and known is None:
        split = split_address(postcode)
        if split[1]:
            known, town = split[1], town or split[2] or ""
        else:
            row.doubt("postalCode", Doubt("not-postcode"))
            street = f"{street}, {postcode}" if street else postcode
    if street:
        address["streetAddress"] = street[:MAX_LINE]
    if known:
        address["postalCode"] = known
    if town:
        address["addressLocality"] = write_town(town)[:MAX_NAME]
    return address


def _read_location(row: Row) -> dict[str, float] | None:
    lat_text, lon_text, pair = row.get("lat"), row.get("lon"), row.get("latlon")
    target = "lat"
    if pair and not lat_text:
        target = "latlon"
        found = _PAIR.search(pair)
        lat_text, lon_text = (found[1], found[2]) if found else ("?", "?")
        if found and pair.lstrip().upper().startswith(("POINT", "{")):
            lat_text, lon_text = lon_text, lat_text
    if not lat_text and not lon_text:
        return None
    lat, lon = read_number(lat_text), read_number(lon_text)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        row.doubt(target, Doubt("not-location"))
        return None
    is_swapped = _WEST <= lat <= _EAST and _SOUTH <= lon <= _NORTH
    if is_swapped:
        row.doubt(target, Doubt("location-swapped"))
        lat, lon = lon, lat
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        row.doubt(target, Doubt("not-location"))
        return None
    return {"lat": lat, "lon": lon}


def fill_accessibility(row: Row, draft: dict[str, Any]) -> None:
    """Wheelchair and features."""
    found: dict[str, Any] = {}
    if row.has("wheelchair"):
        text = row.get("wheelchair").lower()
        flag = read_flag(text)
        if flag is not None:
            found["wheelchair"] = "yes" if flag else "no"
        elif any(word in text for word in ("beperkt", "deels", "gedeeltelijk", "limited", "partial")):
            found["wheelchair"] = "limited"
        else:
            row.doubt("wheelchair", Doubt("not-yes-no"))
    features = [part.strip() for entry in row.all("accessibility") for part in re.split(r"[;|,\n]", entry.text)]
    kept = list(dict.fromkeys(part for part in features if part and len(part) <= 80))[:60]
    if kept:
        found["features"] = kept
    long = [part for part in features if len(part) > 80]
    if long:
        found["note"] = "; ".join(long)[:2_000]
    if found:
        draft["accessibility"] = found
