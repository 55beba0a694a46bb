"""Everything that is wrong with a body is named, all at once, where it stands and with what to do."""

from typing import Any

import pytest

from app.errors import Fault, InvalidInput
from app.schemas.drafts import parse_activity, parse_organisation, parse_place, parse_route
from app.schemas.fault_texts import SENTENCES
from tests.schemas import examples


def faults_of(body: Any, **options: Any) -> dict[str, Fault]:
    with pytest.raises(InvalidInput) as caught:
        parse_activity(body, **options)
    return {fault.pointer or "": fault for fault in caught.value.faults}


def codes_of(body: Any, **options: Any) -> dict[str, str]:
    return {pointer: fault.code for pointer, fault in faults_of(body, **options).items()}


RULE = {"startsAt": "2026-11-25T14:00", "endsAt": "2026-11-25T15:00"}
SOLE: list[tuple[dict[str, Any], str, str]] = [
    ({"title": "   "}, "/title", "empty"),
    ({"title": None}, "/title", "not-text"),
    ({"title": "x" * 201}, "/title", "too-long"),
    ({"title": "a\x00b"}, "/title", "not-line"),
    ({"title": "two\nlines"}, "/title", "not-line"),
    ({"title": "a\ud800b"}, "/title", "not-unicode"),
    ({"summary": "a\x07b"}, "/summary", "not-text"),
    ({"summary": 3}, "/summary", "not-text"),
    ({"source": {"name": "x"}}, "/source/externalId", "required"),
    ({"source": []}, "/source", "not-object"),
    ({"language": "Dutch"}, "/language", "not-language"),
    ({"translations": {"EN": {"title": "x"}}}, "/translations/EN", "not-language"),
    ({"translations": {"nl": {"title": "x"}}}, "/translations/nl", "base-language"),
    ({"organisation": {"name": "x", "id": "UPPER"}}, "/organisation/id", "not-id"),
    ({"organisation": {"name": "x", "roles": ["boss"]}}, "/organisation/roles/0", "not-allowed"),
    ({"themes": "nature"}, "/themes", "not-list"),
    ({"themes": ["a b"]}, "/themes/0", "not-slug"),
    ({"themes": ["a"] * 61}, "/themes", "too-many"),
    ({"stage": "Discover"}, "/stage", "not-allowed"),
    ({"schoolGroups": ["groep9"]}, "/schoolGroups/0", "not-allowed"),
    ({"individual": "false"}, "/individual", "not-boolean"),
    ({"individual": 0}, "/individual", "not-boolean"),
    ({"age": {"min": True}}, "/age/min", "not-whole"),
    ({"age": {"min": "6"}}, "/age/min", "not-whole"),
    ({"age": {"min": 6.5}}, "/age/min", "not-whole"),
    ({"age": {"min": -1}}, "/age/min", "out-of-range"),
    ({"age": {"max": 101}}, "/age/max", "out-of-range"),
    ({"age": {"min": 12, "max": 6}}, "/age/max", "range-order"),
    ({"age": {"minMonths": 30, "maxMonths": 20}}, "/age/maxMonths", "range-order"),
    ({"prices": [{"amount": "7,50", "per": "month"}]}, "/prices/0/amount", "not-money"),
    ({"prices": [{"amount": -1, "per": "month"}]}, "/prices/0/amount", "not-money"),
    ({"prices": [{"amount": True, "per": "month"}]}, "/prices/0/amount", "not-money"),
    ({"prices": [{"amount": 7.505, "per": "month"}]}, "/prices/0/amount", "not-money"),
    ({"prices": [{"amount": 100001, "per": "month"}]}, "/prices/0/amount", "not-money"),
    ({"prices": [{"amount": float("nan"), "per": "month"}]}, "/prices/0/amount", "not-money"),
    ({"prices": [{"per": "month"}]}, "/prices/0/amount", "amount-missing"),
    ({"prices": [{"amount": 5, "amountMax": 4, "per": "month"}]}, "/prices/0/amountMax", "range-order"),
    ({"prices": [{"amount": 5, "per": "month", "currency": "euro"}]}, "/prices/0/currency", "too-long"),
    ({"cost": "free", "prices": [{"amount": 5, "per": "month"}]}, "/prices/0/amount", "free-with-price"),
    (
        {"cost": "free", "prices": [{"amount": 5, "per": "once", "kind": "registration"}]},
        "/prices/0/amount",
        "free-with-price",
    ),
    ({"accepts": [{"passId": "x", "effect": "discount"}]}, "/accepts/0/value", "value-missing"),
    ({"accepts": [{"passId": "x", "effect": "discount", "value": 101}]}, "/accepts/0/value", "not-per-cent"),
    ({"accepts": [{"passId": "x", "effect": "discount", "value": 0.5}]}, "/accepts/0/value", "not-per-cent"),
    ({"accepts": [{"passId": "x", "effect": "price"}]}, "/accepts/0/value", "value-missing"),
    ({"accepts": [{"passId": "x", "effect": "free", "value": 5}]}, "/accepts/0/value", "value-unexpected"),
    ({"accepts": [{"passId": "x", "effect": "price", "value": "much"}]}, "/accepts/0/value", "not-number"),
    ({"place": {"location": {"lat": 91, "lon": 4}}}, "/place/location/lat", "out-of-range"),
    ({"place": {"location": {"lat": 52}}}, "/place/location/lon", "required"),
    ({"place": {"address": {"postalCode": "0123 AB"}}}, "/place/address/postalCode", "not-postcode"),
    ({"place": {"gemeente": 518}}, "/place/gemeente", "not-text"),
    ({"place": {"gemeente": {"id": "GM0518"}}}, "/place/gemeente", "not-area"),
    ({"schedule": {"timezone": "Mars/Olympus"}}, "/schedule/timezone", "unknown-zone"),
    ({"schedule": {"rules": [{**RULE, "endsAt": RULE["startsAt"]}]}}, "/schedule/rules/0/endsAt", "time-order"),
    ({"schedule": {"rules": [{**RULE, "startsAt": "25-11-2026"}]}}, "/schedule/rules/0/startsAt", "not-date-time"),
    ({"schedule": {"rules": [{**RULE, "startsAt": 1}]}}, "/schedule/rules/0/startsAt", "not-date-time"),
    ({"schedule": {"rules": [{**RULE, "rrule": "FREQ=HOURLY"}]}}, "/schedule/rules/0/rrule", "invalid-rrule"),
    (
        {"schedule": {"rules": [{**RULE, "rrule": "FREQ=DAILY;COUNT=3;UNTIL=20270101"}]}},
        "/schedule/rules/0/rrule",
        "invalid-rrule",
    ),
    (
        {"schedule": {"exceptions": [{"original": RULE["startsAt"], "status": "moved"}]}},
        "/schedule/exceptions/0/startsAt",
        "new-time-missing",
    ),
    ({"sessions": [{"startsAt": RULE["endsAt"], "endsAt": RULE["startsAt"]}]}, "/sessions/0/endsAt", "time-order"),
    ({"sessions": [{**RULE, "status": "moved"}]}, "/sessions/0/movedFrom", "required"),
    ({"season": {"from": "2027-01-01", "to": "2026-01-01"}}, "/season/to", "date-order"),
    ({"season": {"from": "2026-02-30"}}, "/season/from", "not-date"),
    ({"season": {"from": "0001-01-01"}}, "/season/from", "not-date"),
    ({"enrolment": {"url": "javascript:alert(1)"}}, "/enrolment/url", "not-url"),
    ({"enrolment": {"url": "https://ex ample.org"}}, "/enrolment/url", "not-url"),
    ({"enrolment": {"email": "nobody"}}, "/enrolment/email", "not-email"),
    ({"enrolment": {"phone": "call me"}}, "/enrolment/phone", "not-phone"),
    (
        {"enrolment": {"opensAt": "2026-12-02T00:00", "closesAt": "2026-12-01T00:00"}},
        "/enrolment/closesAt",
        "date-order",
    ),
    ({"confirmedAt": "2026-11-01T10:00:00"}, "/confirmedAt", "offset-missing"),
    ({"replacedBy": "short"}, "/replacedBy", "not-id"),
    ({"audiense": ["children"]}, "/audiense", "unknown-member"),
    ({"first_visit": "x"}, "/first_visit", "unknown-member"),
    ({"age": {"minimum": 6}}, "/age/minimum", "unknown-member"),
]


@pytest.mark.parametrize(("change", "pointer", "code"), SOLE)
def test_a_single_mistake_is_the_only_fault(change: dict[str, Any], pointer: str, code: str) -> None:
    assert codes_of({**examples.small_body(), **change}) == {pointer: code}


def test_every_mistake_is_named_at_once_field_by_field_and_between_fields() -> None:
    body = {
        **examples.small_body(),
        "title": "",
        "age": {"min": 12, "max": 6, "minMonths": "x"},
        "cost": "free",
        "prices": [{"amount": True, "per": "month"}, {"amount": 5, "per": "month"}, {"per": "moon"}, {"per": "day"}],
        "schedule": {"rules": [{"startsAt": "x", "endsAt": "y"}, {**RULE, "endsAt": "2026-11-25T13:00"}]},
        "season": {"from": "2027-01-01", "to": "2026-01-01"},
        "isExample": "false",
        "nope": 1,
    }
    assert codes_of(body) == {
        "/title": "empty",
        "/age/minMonths": "not-whole",
        "/age/max": "range-order",
        "/prices/0/amount": "not-money",
        "/prices/1/amount": "free-with-price",
        "/prices/2/per": "not-allowed",
        "/prices/3/amount": "amount-missing",
        "/schedule/rules/0/startsAt": "not-date-time",
        "/schedule/rules/0/endsAt": "not-date-time",
        "/schedule/rules/1/endsAt": "time-order",
        "/season/to": "date-order",
        "/isExample": "not-boolean",
        "/nope": "unknown-member",
    }


def test_a_body_without_the_required_members_still_has_its_rules_checked() -> None:
    assert codes_of({"age": {"min": 9, "max": 3}}) == {
        "/source": "required",
        "/title": "required",
        "/organisation": "required",
        "/age/max": "range-order",
    }


@pytest.mark.parametrize("body", [None, [], "x", 3, True])
def test_a_body_that_is_no_object_is_refused(body: Any) -> None:
    assert codes_of(body) == {"": "not-object"}


def test_each_fault_says_in_two_languages_what_to_do() -> None:
    fault = faults_of({**examples.small_body(), "age": {"min": 12, "max": 6}})["/age/max"]
    assert fault.detail == "Give max a value that is not below min."
    assert fault.detail_nl == "Geef max een waarde die niet lager is dan min."


def test_a_slip_of_the_pen_gets_the_name_that_was_meant() -> None:
    assert faults_of({**examples.small_body(), "sumary": "x"})["/sumary"].hint == "did you mean summary?"


@pytest.mark.parametrize(
    ("part", "pointer", "meant"),
    [
        ({"place": {"name": "x", "postcode": "2531 AB"}}, "/place/postcode", "did you mean address.postalCode?"),
        ({"place": {"name": "x", "note": "x"}}, "/place/note", None),
        ({"place": {"name": "x", "point": [4.3, 52.0]}}, "/place/point", None),
        ({"prices": [{"amount": 1}, {"amuont": 5}]}, "/prices/1/amuont", "did you mean amount?"),
        ({"organisationId": "x"}, "/organisationId", "did you mean openTo.organisationIds?"),
    ],
)
def test_a_member_is_only_taken_for_one_that_can_stand_there(
    part: dict[str, Any], pointer: str, meant: str | None
) -> None:
    assert faults_of({**examples.small_body(), **part})[pointer].hint == meant


def test_a_wrong_start_does_not_hide_a_wrong_rule_of_repetition() -> None:
    rule = {"startsAt": "25-11-2026", "endsAt": "2026-11-25T15:00", "rrule": "FREQ=SOMS;COUNT=3;UNTIL=20270101"}
    faults = faults_of({**examples.small_body(), "schedule": {"rules": [rule]}})
    assert set(faults) == {"/schedule/rules/0/startsAt", "/schedule/rules/0/rrule"}
    told = faults["/schedule/rules/0/rrule"]
    assert "FREQ=SOMS" in told.detail
    assert "COUNT and UNTIL" in told.detail
    assert "FREQ=WEEKLY" in (told.hint or "")


def test_a_value_that_is_not_known_gets_the_known_ones() -> None:
    hint = faults_of({**examples.small_body(), "stage": "x"})["/stage"].hint
    assert hint == "one of 'discover', 'deepen' or 'join'"


def test_no_fault_repeats_what_was_written() -> None:
    body = {**examples.small_body(), "enrolment": {"email": "piet.jansen"}, "age": {"min": "geheim"}}
    for fault in faults_of(body).values():
        assert "piet" not in str(fault.to_wire())
        assert "geheim" not in str(fault.to_wire())


def test_what_the_catalogue_works_out_is_read_past_or_refused_as_asked() -> None:
    body = {**examples.small_body(), "version": 3, "nextSession": None}
    assert parse_activity(body) == parse_activity(examples.small_body())
    assert codes_of(body, ignore_read_only=False) == {"/version": "read-only", "/nextSession": "read-only"}


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_every_sentence_is_one_sentence_in_both_languages(sentence: tuple[str, str]) -> None:
    english, dutch = sentence
    assert english != dutch
    for text in sentence:
        assert text[0].isupper()
        assert text.endswith((".", "{problem}", "{problem_nl}", "{limit}."))


# The other records


def test_an_organisation_is_read() -> None:
    draft = parse_organisation(
        {
            "name": " De Wijkboerderij ",
            "source": {"name": "example", "externalId": "farm"},
            "gemeente": {"code": "GM0518", "name": "Den Haag"},
            "contact": {"email": "info@example.org"},
            "hubFor": ["nature"],
        }
    )
    assert (draft.name, draft.gemeente, draft.contact.email) == ("De Wijkboerderij", "GM0518", "info@example.org")
    assert (draft.roles, draft.hub_for) == (("provider",), ("nature",))


def test_every_fault_of_an_organisation_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_organisation({"website": "www", "contact": {"name": "Piet"}})
    assert {(fault.pointer, fault.code) for fault in caught.value.faults} == {
        ("/name", "required"),
        ("/website", "not-url"),
        ("/contact/name", "unknown-member"),
    }


def test_a_place_is_read_with_its_postcode_in_the_official_notation() -> None:
    draft = parse_place({"name": "School", "address": {"postalCode": "2531ab"}, "wijk": "Moerwijk"})
    assert (draft.postal_code, draft.wijk) == ("2531 AB", "Moerwijk")


def test_a_route_is_read_and_a_step_names_one_activity() -> None:
    source = {"name": "example", "externalId": "route-1"}
    step = {"externalId": "a", "relation": "discover"}
    draft = parse_route({"source": source, "title": "Van school naar club", "steps": [step]})
    assert [(each.external_id, each.relation) for each in draft.steps] == [("a", "discover")]
    with pytest.raises(InvalidInput) as caught:
        parse_route({"source": source, "title": "", "steps": [step, {"relation": "deepen"}]})
    assert {(fault.pointer, fault.code) for fault in caught.value.faults} == {
        ("/title", "empty"),
        ("/steps/1", "step-activity"),
    }


def test_a_body_full_of_nonsense_gives_a_bounded_answer() -> None:
    body = {**examples.small_body(), **{f"member{number}": number for number in range(5_000)}, "themes": [[]] * 5_000}
    faults = faults_of(body)
    assert 400 <= len(faults) <= 500
    assert sum(fault.hint is not None for fault in faults.values()) <= 20


def test_what_is_wrong_with_a_rule_of_repetition_is_said_in_both_languages() -> None:
    rule = {**RULE, "rrule": "FREQ=WEKLY;BYDAY=WO;COUNT=2;UNTIL=20270630"}
    with pytest.raises(InvalidInput) as refused:
        parse_activity({**examples.small_body(), "schedule": {"rules": [rule]}})
    (fault,) = refused.value.faults
    assert "FREQ=WEKLY is not accepted" in fault.detail
    assert fault.detail_nl is not None
    assert "FREQ=WEKLY kan niet. Kies uit" in fault.detail_nl
    assert "Geef COUNT of UNTIL, niet allebei." in fault.detail_nl
    assert "exclude" not in fault.detail_nl
