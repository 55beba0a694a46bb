"""Warnings say what to do and never stop a write."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.ids import activity_id
from app.errors import InvalidInput
from app.schemas.fault_texts import SENTENCES
from app.schemas.write_texts import GAIN_TEXTS, WARNINGS
from app.services.write_report import WriteReport
from app.services.writing import patch_activity, put_activity
from tests.support.writing import CLUB, MINE, THEIRS, Desk, open_desk

HARD = (
    "Tijdens deze interdisciplinaire masterclass verkennen deelnemers op associatieve wijze de mogelijkheden van "
    "hedendaagse beeldende technieken, waarbij talentontwikkeling en persoonlijke expressie centraal staan."
)


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with open_desk(database_url) as desk:
        yield desk


def put(desk: Desk, body: dict[str, Any], external_id: str = "club", organisation: str = MINE) -> WriteReport:
    with desk.turn(desk.coordinator) as turn:
        return put_activity(turn, organisation, external_id, body)


def test_what_is_missing_or_doubtful_is_said_and_written_all_the_same(desk: Desk) -> None:
    body = {
        "title": "Workshop",
        "summary": HARD,
        "cost": "paid",
        "contact": {"url": "https://www.voorbeeld.nl"},
        "enrolment": {"url": "http://localhost/x"},
    }
    report = put(desk, body)
    assert report.outcome == "created"
    found = {(warning.pointer, warning.code) for warning in report.warnings}
    assert found == {
        ("/age", "missing-age"),
        ("/prices", "unknown-price"),
        ("/prices", "everyone-check"),
        ("/firstVisit", "no-first-visit"),
        ("/place", "missing-place"),
        ("/schedule", "missing-time"),
        ("/summary", "hard-to-read"),
        ("/contact/url", "dead-link"),
        ("/enrolment/url", "dead-link"),
    }
    assert all(warning.detail_nl for warning in report.warnings)
    english = put(desk, {**body, "language": "en"}, "english")
    assert "hard-to-read" not in {warning.code for warning in english.warnings}


@pytest.mark.parametrize(
    ("body", "is_asked"),
    [
        ({}, True),
        ({"audience": ["children", "schools"]}, True),
        ({"audience": ["schools"]}, False),
        ({"cost": "free", "prices": []}, False),
        ({"cost": "unknown", "prices": []}, False),
        (
            {"prices": [{"amount": "7.50", "per": "session"}, {"amount": "2.00", "per": "session", "kind": "reduced"}]},
            False,
        ),
        ({"prices": [{"per": "session", "kind": "reduced", "note": "Vraag ons om een gratis plek."}]}, False),
        ({"accepts": [{"passId": "ooievaarspas", "effect": "free"}]}, False),
    ],
)
def test_whether_every_child_can_join_is_asked_of_what_families_pay(
    desk: Desk, body: dict[str, Any], is_asked: bool
) -> None:
    paid = {"title": "Club", "cost": "paid", "prices": [{"amount": "7.50", "per": "session"}]}
    report = put(desk, {**paid, **body})
    assert ("everyone-check" in {warning.code for warning in report.warnings}) is is_asked


def test_a_lower_price_without_an_amount_says_how_it_is_agreed(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        put(desk, {"title": "Club", "cost": "paid", "prices": [{"per": "session", "kind": "reduced"}]})
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/prices/0/amount", "amount-missing")]


def test_a_complete_one_has_no_warnings(desk: Desk) -> None:
    report = put(desk, {**CLUB, "firstVisit": "Je krijgt laarzen.", "enrolment": {"how": ["walkIn"]}})
    assert report.warnings == ()
    assert report.completeness is not None
    assert 70 < report.completeness.score < 100


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({"schoolTime": "during"}, True),
        ({"schoolTime": "both"}, True),
        ({"audience": ["schools", "teachers"]}, True),
        ({"schoolTime": "outside"}, False),
        ({"audience": ["schools", "children"]}, False),
        ({"schoolTime": "during", "followUp": ["aaaaaaaaaaaaaaaa"]}, False),
    ],
)
def test_an_offer_in_school_is_asked_what_comes_after_it(desk: Desk, changes: dict[str, Any], warned: bool) -> None:
    report = put(desk, {**CLUB, **changes})
    assert [(one.pointer, one.code) for one in report.warnings if one.code == "no-follow-up"] == (
        [("/followUp", "no-follow-up")] if warned else []
    )


@pytest.mark.parametrize(
    ("title", "stage", "warned"),
    [
        ("Tekenen voor gevorderden", "discover", True),
        ("Talentenklas muziek", "discover", True),
        ("Schaken op niveau", "discover", True),
        ("Tekenen voor gevorderden", "deepen", False),
        ("Talen proeven", "discover", False),
    ],
)
def test_a_first_step_keeps_level_and_talent_out_of_its_title(desk: Desk, title: str, stage: str, warned: bool) -> None:
    report = put(desk, {**CLUB, "title": title, "stage": stage})
    assert ("level-in-title" in {one.code for one in report.warnings}) is warned


def test_a_likely_duplicate_is_named_with_its_address(desk: Desk) -> None:
    put(desk, CLUB)
    again = put(desk, {**CLUB, "title": "Natuurclub de linde!"}, "again")
    assert again.duplicates == (activity_id(MINE, "club"),)
    wire = again.to_wire("https://w.example")
    assert wire["warnings"][-1]["code"] == "likely-duplicate"
    assert wire["warnings"][-1]["hint"] == f"https://w.example/v1/activities/{activity_id(MINE, 'club')}"
    at_the_place = put(desk, CLUB, "theirs", THEIRS)
    assert set(at_the_place.duplicates) == {activity_id(MINE, "club"), activity_id(MINE, "again")}


@pytest.mark.parametrize(("first", "second"), [("Robot club", "Robotclub"), ("Robotclub", "Robot club 8-12")])
def test_a_title_written_as_one_word_or_as_two_is_the_same(first: str, second: str, desk: Desk) -> None:
    put(desk, {**CLUB, "title": first}, "one")
    assert put(desk, {**CLUB, "title": second}, "two").duplicates == (activity_id(MINE, "one"),)


def test_another_title_time_or_place_is_no_duplicate(desk: Desk) -> None:
    put(desk, CLUB)
    evening = {
        "rules": [{"startsAt": "2026-11-25T19:00", "endsAt": "2026-11-25T20:30", "rrule": "FREQ=WEEKLY;COUNT=10"}]
    }
    assert put(desk, {**CLUB, "title": "Schaken"}, "chess").duplicates == ()
    assert put(desk, {**CLUB, "schedule": evening}, "evening").duplicates == ()
    elsewhere = {**CLUB["place"], "name": "Elders", "location": {"lat": 52.07, "lon": 4.3}}
    assert put(desk, {**CLUB, "place": elsewhere}, "far", THEIRS).duplicates == ()
    with desk.turn(desk.coordinator) as turn:
        same_title = patch_activity(turn, activity_id(MINE, "club"), {"age": {"min": 5}})
    assert same_title.duplicates == ()


def test_every_sentence_exists_in_both_languages() -> None:
    for texts in (SENTENCES, WARNINGS, GAIN_TEXTS):
        for english, dutch in texts.values():
            assert english.strip()
            assert dutch.strip()
            assert english != dutch
