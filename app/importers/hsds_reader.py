"""Open Referral HSDS 1–3: a row a service."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from app.importers.draft_building import ONE_DAY, ONE_HOUR, DraftBuilder, content_identity
from app.importers.feed_notes import note
from app.importers.feed_text import first_text, read_line, read_number
from app.importers.hsds_tables import MOST_SERVICES, Record, read_services
from app.importers.moments import find_zone, read_clock, read_moment, write_local
from app.importers.money_text import read_money, unit_of
from app.importers.places_text import set_place, set_point
from app.importers.price_reading import add_price, kind_of_tariff, read_cents, read_currency, settle_cost
from app.importers.reading import ReadContext, ReadRow
from app.importers.rule_repair import expand_rule, repair_rule

_STATUS = {"inactive": "ended", "defunct": "ended", "closed": "ended", "temporarily closed": "planned"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RULE_PARTS = ("freq", "interval", "byday", "bymonth", "bymonthday", "byweekno", "byyearday", "wkst", "count")
_DAY_NAMES = {
    name: code
    for code, *names in (
        ("MO", "monday", "maandag"), ("TU", "tuesday", "dinsdag"), ("WE", "wednesday", "woensdag"),
        ("TH", "thursday", "donderdag"), ("FR", "friday", "vrijdag"), ("SA", "saturday", "zaterdag"),
        ("SU", "sunday", "zondag"),
    )
    for name in names
}  # fmt: skip
_HIDDEN = frozenset({"contacts", "assurer_email", "description", "program"})


def read_hsds(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """One row a service, also those that have ended. Raises InvalidInput when the file has none."""
    services = read_services(content)
    return (_read_service(item, context, number, where) for number, (where, item) in enumerate(services, 1))


def _read_service(item: Any, context: ReadContext, number: int, where: str) -> ReadRow:
    if number > MOST_SERVICES:
        return ReadRow(number, where, None, None, (note("too-many", value=MOST_SERVICES),))
    if not isinstance(item, Mapping):
        return ReadRow(number, where, None, None, (note("not-an-object", where),))
    builder = DraftBuilder(context, where if where.startswith("/") else None)
    title = builder.set_title(item.get("name") or item.get("alternate_name"))
    builder.set_description(item.get("description"), title)
    organization = item.get("organization")
    if isinstance(organization, Mapping):
        builder.set_organisation(organization.get("name"))
    phones = _records(item.get("phones"))
    builder.set_contact(url=item.get("url"), email=item.get("email"), phone=phones[0].get("number") if phones else None)
    status = _STATUS.get((read_line(item.get("status")) or "").lower())
    if status:
        builder.members["status"] = status
    _set_age(item, builder)
    _set_costs(item, builder)
    place = _set_first_place(item, builder)
    _set_schedules(item, place, builder)
    languages = [code for row in _records(item.get("languages")) if (code := _language_code(row))]
    if languages:
        builder.members["spokenLanguages"] = list(dict.fromkeys(languages))[:20]
    content_id = content_identity(title, (builder.members.get("organisation") or {}).get("name"))
    original = {name: value for name, value in item.items() if name not in _HIDDEN}
    return builder.row(number, where, first_text(item.get("id")), original, content_id)


def _records(value: Any) -> list[Record]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _set_age(item: Mapping[str, Any], builder: DraftBuilder) -> None:
    sources = [item, *_records(item.get("eligibility")), *_records(item.get("eligibilities"))]
    for source in sources:
        low, high = read_number(source.get("minimum_age")), read_number(source.get("maximum_age"))
        if low is not None or high is not None:
            builder.set_age(int(low) if low is not None else None, int(high) if high is not None else None)
            return


def _set_costs(item: Mapping[str, Any], builder: DraftBuilder) -> None:
    """Amounts of cost options. Of prices in words only that it is free is taken over: the rest is for people."""
    for option in _records(item.get("cost_options")):
        cents, name = (
            read_cents(option.get("amount")),
            first_text(option.get("option"), option.get("amount_description")),
        )
        if cents is not None:
            currency = read_currency(option.get("currency"))
            per = unit_of((name or "").lower()) or "session"
            add_price(builder, cents, per=per, kind=kind_of_tariff(name), currency=currency, name=name)
    words = first_text(item.get("fees_description"), item.get("fees"))
    reading = read_money(words[:500]) if words and not builder.members.get("prices") else None
    settle_cost(builder, True if reading and reading.cost == "free" and not reading.prices else None)


def _set_first_place(item: Mapping[str, Any], builder: DraftBuilder) -> Record | None:
    linked = [row.get("location") for row in _records(item.get("service_at_locations"))]
    for location in _records([*linked, *_records(item.get("locations")), *_records(item.get("location"))]):
        if (read_line(location.get("location_type")) or "").lower() == "virtual":
            builder.members.setdefault("attendance", "online")
            continue
        _set_place(location, builder)
        return location
    return None


def _set_place(location: Record, builder: DraftBuilder) -> None:
    names = ("addresses", "physical_addresses", "physical_address", "address", "postal_addresses")
    address = next((row for name in names for row in _records(location.get(name))), {})
    street = ", ".join(line for name in ("address_1", "address_2") if (line := read_line(address.get(name))))
    set_place(
        builder,
        name=location.get("name"),
        street=street or address.get("street_address"),
        postcode=address.get("postal_code"),
        town=address.get("city"),
        country=address.get("country"),
    )
    set_point(builder, read_number(location.get("latitude")), read_number(location.get("longitude")))


def _language_code(row: Record) -> str | None:
    code = (read_line(row.get("code")) or read_line(row.get("language")) or "").lower()
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None


# --- schedules


def _set_schedules(item: Mapping[str, Any], place: Record | None, builder: DraftBuilder) -> None:
    given = [
        row
        for name in ("schedules", "schedule", "regular_schedules", "regular_schedule")
        for row in _records(item.get(name))
    ]
    if not given and place is not None:
        given = [
            row for name in ("schedules", "regular_schedules", "regular_schedule") for row in _records(place.get(name))
        ]
    zones = [zone for row in given if (zone := find_zone(read_line(row.get("timezone")) or ""))]
    if zones:
        builder.zone = zones[0]
    rules = [rule for row in given[:200] if (rule := _rule_of(row, builder)) is not None]
    described = next((line for row in given if (line := read_line(row.get("description")))), None)
    builder.set_schedule(rules=rules, summary=described)


def _rule_of(row: Record, builder: DraftBuilder) -> dict[str, Any] | None:
    opens, closes = read_clock(read_line(row.get("opens_at"))), read_clock(read_line(row.get("closes_at")))
    rule = _rule_text(row)
    if rule is None:
        return None
    start = read_moment(read_line(row.get("dtstart"))) or read_moment(read_line(row.get("valid_from")))
    first_day = start.day if start else date(builder.context.now.year, 1, 1)
    if start is None:
        builder.warn("start-assumed", value=first_day)
    starts_at = datetime.combine(first_day, opens or time())
    zone = builder.zone if isinstance(builder.zone, ZoneInfo) else ZoneInfo("Europe/Amsterdam")
    repaired, is_changed = repair_rule(rule, starts_at, zone)
    if repaired is None or is_changed:
        builder.warn(*(("rule-repaired",) if repaired else ("rule-unreadable",)), value=rule, used=repaired)
    dates = expand_rule(repaired, starts_at, zone, 1) if repaired else []
    if not dates:
        builder.warn("rule-unreadable", value=rule)
        return None
    starts_at = dates[0]
    ends_at = datetime.combine(starts_at.date(), closes) if closes else starts_at + (ONE_HOUR if opens else ONE_DAY)
    if opens is None:
        builder.warn("time-unknown")
    elif closes is None:
        builder.warn("end-unknown")
    if ends_at <= starts_at:
        ends_at += ONE_DAY
    return {"startsAt": write_local(starts_at), "endsAt": write_local(ends_at), "rrule": repaired}


def _rule_text(row: Record) -> str | None:
    """The parts of version 2 and 3, or the weekday of version 1."""
    day = _day_code(row.get("weekday"))
    parts = {name.upper(): str(row[name]) for name in _RULE_PARTS if row.get(name) not in (None, "")}
    if not parts.get("FREQ"):
        if day is None and "BYDAY" not in parts:
            return None
        parts = {"FREQ": "WEEKLY", "BYDAY": parts.get("BYDAY") or str(day)}
    last = read_moment(read_line(row.get("until"))) or read_moment(read_line(row.get("valid_to")))
    if last is not None:
        parts["UNTIL"] = last.day.strftime("%Y%m%d")
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _day_code(value: Any) -> str | None:
    """MO, Monday, maandag, or a number that counts from Monday = 1."""
    word = (read_line(value) or "").strip()
    if word.isdecimal() and len(word) == 1 and 1 <= int(word) <= 7:
        return _DAYS[int(word) - 1]
    return word.upper() if word.upper() in _DAYS else _DAY_NAMES.get(word.lower())
