"""Search parameters: what each accepts, what it refuses and why, all faults at once, one canonical form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query import Box, Point
from app.domain.vocabulary import Moment, SortField
from app.errors import Fault, InvalidInput
from app.schemas.parameters import SEARCH
from app.schemas.parsing import encode_pairs, parse_search, parse_search_body, to_query_pairs
from app.schemas.requests import SearchRequest
from tests.schemas.search_pairs import DAY_2026_11_25, answer_or_faults, to_body, valid_pairs

ID = "abcdefghijklmnop"

GOOD: list[tuple[str, str, str, Any]] = [
    ("q", "  natuur \u00a0 club ", "q", "natuur club"),
    ("q", "'s-Gravenhage & <b>", "q", "'s-Gravenhage & <b>"),
    ("interest", "iets met dieren", "interest", ("iets met dieren",)),
    ("area", "WK051838", "area", ("WK051838",)),
    ("wijk", "Moerwijk", "wijk", ("Moerwijk",)),
    ("near", "52.0545,4.2942", "near", (Point(52.0545, 4.2942),)),
    ("near", "-0.0,-180", "near", (Point(0.0, -180.0),)),
    ("postcode", "2531", "postcode", ("2531",)),
    ("postcode", "2531 ab", "postcode", ("2531AB",)),
    ("postcode", " 2531AB ", "postcode", ("2531AB",)),
    ("place", "Bibliotheek Moerwijk", "place", ("Bibliotheek Moerwijk",)),
    ("bbox", "4.25,52.03,4.33,52.09", "bbox", Box(4.25, 52.03, 4.33, 52.09)),
    ("bbox", "4,52,4,52", "bbox", Box(4.0, 52.0, 4.0, 52.0)),
    ("bbox", "-74,40,-73,41", "bbox", Box(-74.0, 40.0, -73.0, 41.0)),
    ("age", "0", "age", 0),
    ("age", "09", "age", 9),
    ("ageMax", "99", "age_max", 99),
    ("schoolGroup", "groep5", "school_group", ("groep5",)),
    ("schoolGroup", "peuters", "school_group", ("peuters",)),
    ("schoolType", "vso", "school_type", ("vso",)),
    ("school", ID, "school", ID),
    ("theme", "birds_wildlife", "theme", ("birds_wildlife",)),
    ("free", "true", "free", True),
    ("free", "false", "free", False),
    ("maxPrice", "7.50", "max_price_cents", 750),
    ("maxPrice", "7.5", "max_price_cents", 750),
    ("maxPrice", "0", "max_price_cents", 0),
    ("maxPrice", "0.29", "max_price_cents", 29),
    ("maxPrice", "7.509", "max_price_cents", 750),
    ("maxPrice", "10000", "max_price_cents", 1_000_000),
    ("passes", "ooievaarspas-den-haag", "passes", ("ooievaarspas-den-haag",)),
    ("language", "NL", "language", ("nl",)),
    ("language", "zh-hant-tw", "language", ("zh-Hant-TW",)),
    ("dateFrom", "2026-11-25", "from_day", DAY_2026_11_25),
    ("dateTo", "1970-01-01", "to_day", 0),
    ("dateTo", "2028-02-29", "to_day", 21243),
    ("weekday", "su", "weekdays", (6,)),
    ("timeFrom", "00:00", "time_from", 0),
    ("timeFrom", "13:30:00", "time_from", 810),
    ("timeTo", "24:00", "time_to", 1440),
    ("moment", "afterSchool", "moment", Moment.AFTER_SCHOOL),
    ("status", "*", "statuses", ()),
    ("status", "ended", "statuses", ("ended",)),
    ("freshness", "*", "freshness", ()),
    ("sort", "-modified", "sort", SortField.MODIFIED),
    ("limit", "100", "limit", 100),
    ("facets", "wijk,theme", "facets", ("theme", "wijk")),
    ("facetZeros", "true", "facet_zeros", True),
    ("fields", "title,id,title", "fields", ("id", "title")),
    ("minSeq", "9007199254740991", "min_seq", 2**53 - 1),
]

BAD: list[tuple[str, str, str]] = [
    ("q", "", "empty"),
    ("q", " \u00a0 ", "empty"),
    ("q", "a\x00b", "control-character"),
    ("q", "\ud800", "control-character"),
    ("q", "a" * 201, "too-long"),
    ("wijk", "a" * 101, "too-long"),
    ("wijk", "", "empty"),
    ("near", "52.05", "invalid"),
    ("near", "52.05;4.29", "invalid"),
    ("near", "nan,4", "invalid"),
    ("near", "inf,4", "invalid"),
    ("near", "1e1,4", "invalid"),
    ("near", "٥٢,4", "invalid"),
    ("near", "91,4", "out-of-range"),
    ("near", "52,180.1", "out-of-range"),
    ("near", "52, 4", "invalid"),
    ("postcode", "0531", "invalid"),
    ("postcode", "253", "invalid"),
    ("postcode", "2531A", "invalid"),
    ("postcode", "2531  AB", "invalid"),
    ("radius", "-1", "out-of-range"),
    ("radius", "500001", "out-of-range"),
    ("radius", "1000.5", "invalid"),
    ("bbox", "4.33,52.03,4.25,52.09", "box-order"),
    ("bbox", "4.25,52.09,4.33,52.03", "box-order"),
    ("bbox", "170,50,-170,60", "box-order"),
    ("bbox", "4,52,5", "invalid"),
    ("bbox", "4,52,5,91", "out-of-range"),
    ("age", "-1", "out-of-range"),
    ("age", "100", "out-of-range"),
    ("age", "9" * 5000, "out-of-range"),
    ("age", "9.5", "invalid"),
    ("age", "+9", "invalid"),
    ("age", "--9", "invalid"),
    ("age", "٩", "invalid"),
    ("age", "true", "invalid"),
    ("age", "", "empty"),
    ("schoolGroup", "groep9", "not-allowed"),
    ("school", "xyz", "invalid"),
    ("theme", "nature!", "invalid"),
    ("free", "1", "invalid"),
    ("free", "True", "invalid"),
    ("free", "", "empty"),
    ("maxPrice", "7,50", "invalid"),
    ("maxPrice", "-1", "invalid"),
    ("maxPrice", "1e3", "invalid"),
    ("maxPrice", "10000.01", "out-of-range"),
    ("language", "nederlands taal", "invalid"),
    ("stage", "Discover", "not-allowed"),
    ("stage", "discover,join", "not-allowed"),
    ("dateFrom", "20261125", "invalid"),
    ("dateFrom", "2026-02-30", "invalid"),
    ("dateFrom", "0000-01-01", "invalid"),
    ("dateFrom", "2026-W48-3", "invalid"),
    ("weekday", "wo", "not-allowed"),
    ("timeFrom", "24:00", "out-of-range"),
    ("timeFrom", "25:00", "invalid"),
    ("timeFrom", "9:00", "invalid"),
    ("timeTo", "00:00", "out-of-range"),
    ("timeTo", "14:00:30", "invalid"),
    ("moment", "*", "not-allowed"),
    ("sort", "distance,title", "not-allowed"),
    ("limit", "0", "out-of-range"),
    ("limit", "101", "out-of-range"),
    ("cursor", "a b", "invalid"),
    ("facets", "wijk,", "empty"),
    ("facets", "wijk,nope", "not-allowed"),
    ("fields", "password", "not-allowed"),
    ("format", "xml", "not-allowed"),
    ("minSeq", "9007199254740992", "out-of-range"),
]

CONTRADICTORY: list[tuple[str, str, str]] = [
    ("age=9&ageMin=5", "age", "exclusive"),
    ("age=9&ageMax=12", "age", "exclusive"),
    ("age=9&schoolGroup=groep5", "age", "exclusive"),
    ("ageMax=9&schoolGroup=groep5", "ageMax", "exclusive"),
    ("ageMin=12&ageMax=6", "ageMin", "wrong-order"),
    ("dateFrom=2026-12-02&dateTo=2026-12-01", "dateFrom", "wrong-order"),
    ("timeFrom=15:00&timeTo=15:00", "timeFrom", "wrong-order"),
    ("radius=2000", "radius", "needs-place"),
    ("wijk=Moerwijk&radius=2000", "radius", "needs-place"),
    ("near=52,4&near=53,5&postcode=2531", "near", "too-many-places"),
    ("postcode=2531&place=Spui&place=Plein", "postcode", "too-many-places"),
    ("sort=distance", "sort", "needs-place"),
    ("sort=relevance&interest=dieren", "sort", "needs-words"),
    ("status=*&status=open", "status", "any-with-others"),
    ("freshness=stale&freshness=*", "freshness", "any-with-others"),
]

FINE_TOGETHER = [
    "ageMin=6&ageMax=6",
    "dateFrom=2026-12-01&dateTo=2026-12-01",
    "near=52,4&near=53,5&radius=0",
    "near=52,4&postcode=2531",
    "postcode=2531&sort=distance",
    "q=club&sort=relevance",
    "free=true&freeTrial=true&maxPrice=0&passes=ooievaarspas-den-haag",
    "moment=weekend&weekday=mo",
]


def _pairs(text: str) -> list[tuple[str, str]]:
    return [tuple(part.split("=", 1)) for part in text.split("&")]  # type: ignore[misc]


def _faults(pairs: list[tuple[str, str]]) -> tuple[Fault, ...]:
    with pytest.raises(InvalidInput) as refusal:
        parse_search(pairs)
    return refusal.value.faults


@pytest.mark.parametrize(("name", "text", "field", "value"), GOOD)
def test_a_good_value_becomes_a_typed_one(name: str, text: str, field: str, value: Any) -> None:
    read = getattr(parse_search([(name, text)]), field)
    assert (read, type(read)) == (value, type(value))


def test_every_parameter_has_a_good_value_in_the_table() -> None:
    alone = {name for name, *_ in GOOD}
    together = {name for line in FINE_TOGETHER for name, _ in _pairs(line)}
    plain = {"ageMin", "area", "buurt", "stadsdeel", "gemeente", "audience", "individual", "openTo", "accessibility"}
    plain |= {"themeAll", "stage", "kind", "schoolTime", "attendance", "placeKind", "organisation", "route", "oneOff"}
    plain |= {
        "together",
        "adapted",
        "externalId",
        "example",
        "enrolmentOpen",
        "cursor",
        "lang",
        "format",
    }  # read as others of their kind
    assert {row.name for row in SEARCH.rows} == alone | together | plain


@pytest.mark.parametrize(("name", "text", "code"), BAD, ids=lambda value: ascii(value)[:30])
def test_a_bad_value_is_refused_with_its_reason_and_a_hint(name: str, text: str, code: str) -> None:
    extra = [("near", "52,4")] if name == "radius" else []
    faults = _faults([(name, text), *extra])
    assert [(fault.parameter, fault.code) for fault in faults] == [(name, code)]
    assert faults[0].hint
    assert faults[0].detail_nl


@pytest.mark.parametrize("name", [row.name for row in SEARCH.rows if not row.is_repeatable])
def test_a_single_parameter_may_not_be_repeated(name: str) -> None:
    row = next(row for row in SEARCH.rows if row.name == name)
    faults = _faults([(name, row.example), (name, row.example)])
    assert (name, "repeated") in [(fault.parameter, fault.code) for fault in faults]


@pytest.mark.parametrize("name", [row.name for row in SEARCH.rows if row.is_repeatable])
def test_a_repeatable_parameter_has_a_bound(name: str) -> None:
    row = next(row for row in SEARCH.rows if row.name == name)
    faults = _faults([(name, row.example)] * (row.max_repeats + 1))
    assert (name, "too-many") in [(fault.parameter, fault.code) for fault in faults]


@pytest.mark.parametrize(("query", "parameter", "code"), CONTRADICTORY)
def test_a_contradiction_is_refused_and_placed(query: str, parameter: str, code: str) -> None:
    assert [(fault.parameter, fault.code) for fault in _faults(_pairs(query))] == [(parameter, code)]


@pytest.mark.parametrize("query", FINE_TOGETHER)
def test_what_only_looks_contradictory_is_let_through(query: str) -> None:
    assert isinstance(parse_search(_pairs(query)), SearchRequest)


def test_every_fault_is_named_at_once() -> None:
    faults = _faults(_pairs("agee=9&age=x&ageMin=12&ageMax=3&stage=Discover&radius=1e3&q=a&q=b&sort=distance"))
    assert {(fault.parameter, fault.code) for fault in faults} == {
        ("agee", "unknown-parameter"),
        ("age", "invalid"),
        ("age", "exclusive"),
        ("ageMin", "wrong-order"),
        ("stage", "not-allowed"),
        ("radius", "invalid"),
        ("radius", "needs-place"),
        ("q", "repeated"),
        ("sort", "needs-place"),
    }


@pytest.mark.parametrize(("name", "nearest"), [("agemin", "ageMin"), ("wijken", "wijk"), ("ThemeALL", "themeAll")])
def test_an_unknown_parameter_gets_the_nearest_name(name: str, nearest: str) -> None:
    assert _faults([(name, "1")])[0].hint == f"did you mean {nearest}?"


def test_a_mistyped_value_gets_the_nearest_one() -> None:
    assert (_faults([("stage", "discovr")])[0].hint or "").startswith("did you mean discover?")


def test_a_comma_in_a_parameter_that_repeats_is_explained() -> None:
    assert "by repeating the parameter (no commas)" in (_faults([("stage", "discover,join")])[0].hint or "")


def test_no_fault_repeats_a_value() -> None:
    secret = "geheim-adres"
    for row in SEARCH.rows:
        times = row.max_repeats + 1  # too many, so that even what would be good is refused
        for text in (f"{secret}\x00", f"{secret},1,2", secret * 50):
            told = [fault.to_wire() for fault in _faults([(row.name, text)] * times)]
            assert secret not in str(told)


def test_an_unreadable_name_is_named_in_printable_form() -> None:
    fault = _faults([("\ud800\x00" + "a" * 500, "1")])[0]
    assert (fault.parameter or "").encode()
    assert len(fault.parameter or "") <= 60


def test_a_flood_of_parameters_is_one_fault() -> None:
    assert [fault.code for fault in _faults([("theme", "a")] * 301)] == ["too-many-parameters"]
    assert [fault.code for fault in _faults([("fields", "x," * 100_000)])] == ["too-many"]


def test_repeats_are_distinct_and_sorted_but_interests_keep_their_order() -> None:
    request = parse_search(
        _pairs("kind=loan&kind=club&kind=loan&weekday=su&weekday=mo&interest=z&interest=a&interest=z")
    )
    assert (request.kind, request.weekdays, request.interest) == (("club", "loan"), (0, 6), ("z", "a"))


def test_the_canonical_form_is_sorted_normalised_and_without_defaults() -> None:
    request = parse_search(_pairs("wijk=Moerwijk&postcode=2531 ab&maxPrice=7.5&limit=20&timeTo=24:00&status=*&age=09"))
    assert (
        encode_pairs(to_query_pairs(request))
        == "age=9&maxPrice=7.50&postcode=2531AB&status=*&timeTo=24:00&wijk=Moerwijk"
    )


def test_parameters_can_be_left_out_of_the_canonical_form() -> None:
    request = parse_search(_pairs("age=9&wijk=Moerwijk&free=true"))
    assert to_query_pairs(request, without=frozenset({"age", "wijk"})) == [("free", "true")]


@given(valid_pairs())
def test_the_canonical_form_asks_the_same_and_is_its_own_canonical_form(pairs: list[tuple[str, str]]) -> None:
    request = parse_search(pairs)
    canonical = to_query_pairs(request)
    assert parse_search(canonical) == request
    assert to_query_pairs(parse_search(canonical)) == canonical


@given(valid_pairs(), st.randoms(use_true_random=False))
def test_the_order_of_the_parameters_does_not_matter(pairs: list[tuple[str, str]], random: Any) -> None:
    by_name: dict[str, list[tuple[str, str]]] = {}
    for name, text in pairs:
        by_name.setdefault(name, []).append((name, text))
    names = list(by_name)
    random.shuffle(names)
    assert parse_search([pair for name in names for pair in by_name[name]]) == parse_search(pairs)


@given(valid_pairs())
def test_the_post_twin_gives_the_same_request(pairs: list[tuple[str, str]]) -> None:
    assert parse_search_body(to_body(pairs)) == parse_search(pairs)


NAMES = st.one_of(st.sampled_from([row.name for row in SEARCH.rows]), st.text(max_size=8))
EXAMPLES = st.sampled_from([row.example for row in SEARCH.rows])
TEXTS = st.one_of(st.text(max_size=30), EXAMPLES, st.from_regex("[-0-9.,:eE]*"))


@given(st.lists(st.tuples(NAMES, TEXTS), max_size=12))
def test_any_pairs_give_a_request_or_named_faults(pairs: list[tuple[str, str]]) -> None:
    answer = answer_or_faults(lambda: parse_search(pairs))
    assert isinstance(answer, SearchRequest) or all(fault.code and fault.detail for fault in answer)
