"""Whatever is sent: a draft that survives the round trip, or faults. Never another error."""

from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import vocabulary as words
from app.domain.invisible import take_out_invisible
from app.errors import Fault, InvalidInput
from app.schemas.drafts import parse_activity
from tests.schemas import examples
from tests.schemas.test_round_trip import printed

LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
# What stays empty once nobody can see it is refused, as test_parsing tells.
KNOWN_LINES = LINES.filter(lambda text: bool(take_out_invisible(text).strip()))
IDS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=16, max_size=16)
SLUGS = st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True)
MONEY = st.integers(0, 10_000_000).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
COUNTS = st.integers(1, 1_000)
DAYS = st.dates(examples.TODAY, examples.TODAY.replace(year=2027)).map(str)
TIMES = st.datetimes(examples.CREATED_AT.replace(tzinfo=None), examples.CREATED_AT.replace(tzinfo=None, year=2027)).map(
    lambda moment: moment.strftime("%Y-%m-%dT%H:%M")
)


def maybe(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | value


def one_of(vocabulary: Any) -> st.SearchStrategy[Any]:
    return maybe(st.sampled_from([str(value) for value in vocabulary]))


def record(required: dict[str, Any] | None = None, **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required or {}, optional=optional)


def some(item: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(item, max_size=3)


PRICES = record(
    {"amount": MONEY, "per": st.sampled_from(list(words.PricePer))},
    kind=one_of(words.PriceKind),
    times=maybe(COUNTS),
    sessions=maybe(COUNTS),
    isFrom=maybe(st.booleans()),
    note=maybe(LINES),
)
PLACES = record(
    {"id": IDS},
    name=maybe(LINES),
    kind=one_of(words.PlaceKind),
    address=record(
        streetAddress=maybe(LINES), addressLocality=maybe(LINES), postalCode=st.sampled_from(["2531ab", "9711"])
    ),
    location=record({"lat": st.floats(50, 54), "lon": st.floats(3, 8)}, precision=one_of(words.Precision)),
    gemeente=st.sampled_from([None, "GM0518", {"code": "GM0518", "name": "Den Haag"}]),
    wijk=st.sampled_from([None, "WK051838", {"code": "WK051838", "name": "x", "basis": "stated"}]),
)
SESSIONS = st.lists(
    st.tuples(TIMES, st.sampled_from(["scheduled", "cancelled", "full"])), max_size=3, unique_by=lambda pair: pair[0]
).map(
    lambda pairs: [
        {"startsAt": start, "endsAt": start[:11] + "23:59", "status": status}
        for start, status in pairs
        if start[11:] < "23"
    ]
)
BODIES = record(
    {
        "source": record({"name": KNOWN_LINES, "externalId": KNOWN_LINES}),
        "title": KNOWN_LINES,
        "organisation": record({"name": KNOWN_LINES, "id": IDS}),
    },
    summary=maybe(LINES),
    bring=maybe(LINES),
    translations=st.dictionaries(
        st.sampled_from(["en", "tr", "zh-Hans"]), record({"title": KNOWN_LINES}, summary=LINES)
    ),
    place=maybe(PLACES),
    attendance=one_of(words.Attendance),
    themes=some(SLUGS),
    stage=one_of(words.Stage),
    kind=one_of(words.Kind),
    audience=some(st.sampled_from(list(words.Audience))),
    individual=maybe(st.booleans()),
    openTo=record({"kind": st.sampled_from(list(words.OpenTo))}, note=maybe(LINES), organisationIds=some(IDS)),
    schoolGroups=some(st.sampled_from(words.SCHOOL_GROUPS)),
    age=record(min=maybe(st.integers(0, 8)), max=maybe(st.integers(8, 100)), minMonths=maybe(COUNTS)),
    prices=some(PRICES),
    sessions=SESSIONS,
    season=record({"from": DAYS}),
    enrolment=record(
        how=some(st.sampled_from(list(words.EnrolmentHow))), opensAt=maybe(TIMES), status=one_of(words.EnrolmentStatus)
    ),
    followUp=some(IDS),
    status=one_of(words.Status),
    isExample=maybe(st.booleans()),
)


@settings(max_examples=120, deadline=None)
@given(BODIES)
def test_what_is_accepted_survives_being_printed_and_read(body: dict[str, Any]) -> None:
    draft = parse_activity({**body, "confirmedAt": "2026-11-01T10:00:00Z"})
    assert parse_activity(printed(draft)) == draft


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = sorted(examples.full_body())


def faults_of(body: Any) -> tuple[Fault, ...]:
    """Empty when the body is accepted; any other error is raised."""
    try:
        parse_activity(body)
    except InvalidInput as error:
        return error.faults or (Fault("none", "refused without a fault"),)
    return ()


def is_complete(fault: Fault) -> bool:
    return fault.code != "none" and fault.pointer is not None and bool(fault.detail and fault.detail_nl)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(MEMBERS) | st.text(max_size=6), JSON, max_size=5))
def test_no_body_gives_another_error_than_faults_with_a_pointer(change: dict[str, Any]) -> None:
    assert all(map(is_complete, faults_of({**examples.full_body(), **change})))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_wrong_value_deep_inside_gives_another_error_than_faults(data: st.DataObject) -> None:
    body: Any = examples.full_body()
    inside = body
    while isinstance(inside, dict | list) and inside:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(inside[key], dict | list) or not inside[key] or data.draw(st.booleans()):
            inside[key] = data.draw(JSON)
            break
        inside = inside[key]
    assert all(map(is_complete, faults_of(body)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30) | st.text(st.characters(codec=None), max_size=30))
def test_a_text_is_refused_by_name_or_accepted_trimmed_printable_and_storable(text: str) -> None:
    body = {**examples.small_body(), "title": text, "summary": text}
    faults = faults_of(body)
    assert {fault.pointer for fault in faults} <= {"/title", "/summary"}
    if not faults:
        title = parse_activity(body).texts.title
        assert title
        assert title == title.strip("\t\n\r ")
        assert "\x00" not in title
        orjson.dumps(title)
