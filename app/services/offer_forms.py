"""An offer as people write it in a short form, to the members that `PUT …/activities/{externalId}` takes.

The words are read as those of a file are (`importers`): `8 t/m 12 jaar`, `wo 14:00-15:30`, `€ 5 per keer`. In a form
what cannot be understood is asked again instead of left out.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.vocabulary import Cost
from app.errors import Fault, InvalidInput
from app.importers.age_text import read_age
from app.importers.fields import read_email, read_phone, read_postcode, read_url
from app.importers.money_text import read_money
from app.importers.notes import SENTENCES, Doubt
from app.importers.schedule_building import plan_times
from app.importers.time_text import read_times
from app.services.offer_texts import KEPT_COSTS, MORE_WAYS, WAYS, agree_price

Fields = Mapping[str, str]
Members = dict[str, Any]

PARTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "summary": ("summary",),
    "theme": ("theme", "theme2"),
    "stage": ("stage",),
    "age": ("age",),
    "where": ("attendance", "placeName", "street", "postcode", "town", "hideAddress"),
    "when": ("when", "firstDay", "lastDay"),
    "supervision": ("supervision",),
    "costs": ("costs", "everyone"),
    "join": ("website", "email", "phone", "walkIn"),
    "firstVisit": ("firstVisit",),
}
"""Part of the form -> its fields."""

MEMBERS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "summary": ("summary",),
    "theme": ("themes",),
    "stage": ("stage",),
    "age": ("age", "schoolGroups"),
    "where": ("attendance", "place"),
    "when": ("schedule", "sessions", "season", "runsInHolidays"),
    "supervision": ("supervision",),
    "costs": ("cost", "prices", "freeTrial"),
    "join": ("enrolment", "contact"),
    "firstVisit": ("firstVisit",),
}
"""Part of the form -> the members it writes; a part that was changed writes all of them, null where it says nothing."""

DEFAULTS: Mapping[str, Any] = {"audience": ["children"], "individual": True}
"""What a short form takes for granted of a new offer."""

ASKED_AGAIN = frozenset(
    {"age-not-understood", "time-not-understood", "date-not-understood", "clock-not-understood"}
    | {"price-not-understood", "not-url", "not-email", "not-phone", "not-postcode"}
)
MORE_THEMES = "moreThemes"
"""Themes of an offer for which the form has no field; they stay."""
ADDRESS = ("street", "postcode", "town")
JOIN = {"website": "url", "email": "email", "phone": "phone"}
HERE_AND_FAR = ("onsite", "atSchool", "mobile", "home", "online")


@dataclass
class Reading:
    """members: as the wire takes them. faults: by field, to be mended first. notes: what was assumed."""

    members: Members = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def doubt(self, name: str, doubts: Sequence[Doubt]) -> None:
        """Ask again, or say what was assumed."""
        for doubt in doubts:
            english, dutch = (text.format(part=doubt.part) for text in SENTENCES[doubt.code])
            found = Fault(doubt.code, _capital(english), pointer=f"/{name}", detail_nl=_capital(dutch))
            (self.faults if doubt.code in ASKED_AGAIN else self.notes).append(found)


def read_new(fields: Fields, today: date) -> Reading:
    """A whole new offer. Members that nothing was said about are left out."""
    fields = {name: text for name, text in fields.items() if name not in (MORE_THEMES, MORE_WAYS, KEPT_COSTS)}
    reading = _read(fields, tuple(PARTS), today)
    if not fields.get("title"):
        reading.faults.insert(0, _needed("title", "Give it a name.", "Geef het een naam."))
    reading.members = {**DEFAULTS, **{name: value for name, value in reading.members.items() if value is not None}}
    return reading


def read_changes(fields: Fields, shown: Fields, today: date) -> Reading:
    """What was changed in the form that showed `shown`: a patch (RFC 7396) of those parts and of nothing else."""
    kept = shown.get(KEPT_COSTS) if fields.get("costs", "").strip() == shown.get("costs", "").strip() else None
    beside = {name: shown.get(name, "") for name in (MORE_THEMES, MORE_WAYS)}
    fields = {**fields, **beside, **({KEPT_COSTS: kept} if kept is not None else {})}
    changed = [
        part
        for part, names in PARTS.items()
        if any(fields.get(name, "").strip() != shown.get(name, "").strip() for name in names)
    ]
    reading = _read(fields, changed, today)
    if "title" in changed and not fields.get("title"):
        reading.faults.insert(0, _needed("title", "Give it a name.", "Geef het een naam."))
    for part in changed:
        for name in MEMBERS[part]:
            reading.members.setdefault(name, None)
    if "join" in changed:
        _keep_other_ways(reading.members, fields, shown)
    place = reading.members.get("place")
    if place is not None:
        place["addressShown"] = place.get("addressShown", "full")
        is_same = all(fields.get(name, "") == shown.get(name, "") for name in ADDRESS)
        if is_same and shown.get("hideAddress"):
            place.pop("address", None)  # it is hidden from this form too: what was not typed stays
    return reading


def _keep_other_ways(members: Members, fields: Fields, shown: Fields) -> None:
    """Of the contact and of how to join only what was typed changes: the form shows one address where there may be
    two, and has no field for when the enrolment opens."""
    same = {way for name, way in JOIN.items() if fields.get(name, "").strip() == shown.get(name, "").strip()}
    for member, nothing in (("contact", {}), ("enrolment", {"how": None})):
        part = members[member] or dict.fromkeys(JOIN.values()) | nothing
        members[member] = {name: value for name, value in part.items() if name not in same}


def raise_faults(reading: Reading) -> Members:
    """The members. Raises InvalidInput when something must be mended first."""
    if reading.faults:
        raise InvalidInput(reading.faults)
    return reading.members


def _read(fields: Fields, parts: Sequence[str], today: date) -> Reading:
    reading = Reading()
    for part in parts:
        _READERS[part](fields, reading, today)
    return reading


def _read_text(name: str) -> Callable[[Fields, Reading, date], None]:
    def read(fields: Fields, reading: Reading, today: date) -> None:
        reading.members[name] = fields.get(name) or None

    return read


def _read_themes(fields: Fields, reading: Reading, today: date) -> None:
    more = fields.get(MORE_THEMES, "").split()
    themes = dict.fromkeys([*(fields[name] for name in PARTS["theme"] if fields.get(name)), *more])
    reading.members["themes"] = list(themes) or None


def _read_age(fields: Fields, reading: Reading, today: date) -> None:
    found = read_age(fields.get("age", ""))
    reading.doubt("age", found.doubts)
    reading.members["age"] = found.to_wire() or None
    reading.members["schoolGroups"] = list(found.school_groups) or None


def _read_where(fields: Fields, reading: Reading, today: date) -> None:
    attendance = fields.get("attendance", "")
    reading.members["attendance"] = attendance if attendance in HERE_AND_FAR else None
    postcode = fields.get("postcode", "")
    if postcode and read_postcode(postcode) is None:
        reading.doubt("postcode", [Doubt("not-postcode")])
    address = {
        "streetAddress": fields.get("street") or None,
        "postalCode": read_postcode(postcode),
        "addressLocality": fields.get("town") or None,
    }
    place: Members = {"name": fields.get("placeName") or None}
    if any(address.values()):
        place["address"] = address
    if not any(place.values()) or attendance == "online":
        reading.members["place"] = None
        return
    if fields.get("hideAddress"):
        place["addressShown"] = "onEnrolment"
    reading.members["place"] = place


def _read_when(fields: Fields, reading: Reading, today: date) -> None:
    said = fields.get("when", "")
    days = [_day(fields, name, reading) for name in ("firstDay", "lastDay")]
    first, last = (f" {word} {day:%d-%m-%Y}" if day else "" for word, day in zip(("vanaf", "t/m"), days, strict=True))
    found = read_times(f"{said}{first}{last}", today)
    reading.doubt("when", found.doubts)
    plan = plan_times(found, today)
    reading.doubt("when", plan.doubts)
    reading.members.update(plan.to_wire(said or None))
    if found.runs_in_holidays:
        reading.members["runsInHolidays"] = found.runs_in_holidays


def _day(fields: Fields, name: str, reading: Reading) -> date | None:
    text = fields.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        reading.doubt(name, [Doubt("date-not-understood")])
        return None


def _read_costs(fields: Fields, reading: Reading, today: date) -> None:
    kept = fields.get(KEPT_COSTS)
    costs: Members = _read_money(fields, reading) if kept is None else json.loads(kept)
    said = fields.get("everyone")
    prices = [*(costs["prices"] or ()), *([agree_price(said)] if said and costs["cost"] != Cost.FREE else ())]
    reading.members |= {**costs, "prices": prices or None}


def _read_money(fields: Fields, reading: Reading) -> Members:
    found = read_money(fields.get("costs", ""))
    reading.doubt("costs", found.doubts)
    per = "session" if found.prices else "once"
    prices = [price.to_wire(per) for price in found.prices] or None
    return {"cost": found.cost, "prices": prices, "freeTrial": found.free_trial}


def _read_supervision(fields: Fields, reading: Reading, today: date) -> None:
    said = fields.get("supervision")
    reading.members["supervision"] = {"by": said, "note": None} if said else None


def _read_join(fields: Fields, reading: Reading, today: date) -> None:
    ways: Members = {"url": None, "email": None, "phone": None}
    readers: tuple[tuple[str, str, Callable[[str], str | None], str], ...] = (
        ("website", "url", read_url, "not-url"),
        ("email", "email", read_email, "not-email"),
        ("phone", "phone", read_phone, "not-phone"),
    )
    for name, member, read, code in readers:
        text = fields.get(name, "")
        found = read(text) if text else None
        if found is not None:
            ways[member] = found
        elif text:
            reading.doubt(name, [Doubt(code)])
    how = [way for name, way in WAYS.items() if ways.get(name) or (name == "walkIn" and fields.get("walkIn"))]
    how += fields.get(MORE_WAYS, "").split()
    reading.members["contact"] = dict(ways) if any(ways.values()) else None
    reading.members["enrolment"] = {**ways, "how": how} if how else None


def _needed(name: str, english: str, dutch: str) -> Fault:
    return Fault("required", english, pointer=f"/{name}", detail_nl=dutch)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


_READERS: Mapping[str, Callable[[Fields, Reading, date], None]] = {
    "title": _read_text("title"),
    "summary": _read_text("summary"),
    "theme": _read_themes,
    "stage": _read_text("stage"),
    "age": _read_age,
    "where": _read_where,
    "when": _read_when,
    "supervision": _read_supervision,
    "costs": _read_costs,
    "join": _read_join,
    "firstVisit": _read_text("firstVisit"),
}
