"""Titles that say that something is off or full."""

import pytest

from app.importers.icalendar_reader import read_icalendar
from app.importers.title_state import read_state
from tests.importers.feeds import draft
from tests.importers.outcomes import differences, rows_of
from tests.importers.test_icalendar_reader import AMSTERDAM, AMSTERDAM_END, calendar, event
from tests.support.tables import codes_of, read_lines


@pytest.mark.parametrize(
    ("title", "bare", "state"),
    [
        ("AFGELAST: Judo", "Judo", "cancelled"),
        ("Geannuleerd - Judo", "Judo", "cancelled"),
        ("Canceled: Judo", "Judo", "cancelled"),
        ("Judo (gaat niet door)", "Judo", "cancelled"),
        ("AFGELAST Judo", "Judo", "cancelled"),
        ("Judo [VOL]", "Judo", "full"),
        ("*** VOLGEBOEKT *** Judo", "Judo", "full"),
        ("Judo – uitverkocht!", "Judo", "full"),
        ("GEANNULLEERD: Judo", "Judo", "cancelled"),
        ("Judo AFGELAST!", "Judo", "cancelled"),
        ("Judo gaat niet door", "Judo", "cancelled"),
        ("Judo is afgelast.", "Judo", "cancelled"),
        ("Koken is volgeboekt", "Koken", "full"),
        ("Koken UITVERKOCHT", "Koken", "full"),
        ("Waarom een feest niet gaat vervallen", "Waarom een feest niet gaat vervallen", None),
        ("Het glas is vol verhalen", "Het glas is vol verhalen", None),
        ("Tas VOL", "Tas VOL", None),
        ("GEEN ACTIVITEIT (PASEN)", "GEEN ACTIVITEIT (PASEN)", "cancelled"),
        ("Geen training i.v.m. toernooi", "Geen training i.v.m. toernooi", "cancelled"),
        ("Geen judoles", "Geen judoles", "cancelled"),
        ("Geen les!", "Geen les!", "cancelled"),
        ("Geen lessen in vriendschap", "Geen lessen in vriendschap", None),
        ("Geen paniek: theater", "Geen paniek: theater", None),
        ("Vol verhalen", "Vol verhalen", None),
        ("Vervallen huizen fotograferen", "Vervallen huizen fotograferen", None),
        ("Full moon party", "Full moon party", None),
        ("Vol-gas karten", "Vol-gas karten", None),
        ("Afgelast", "Afgelast", None),
        ("VOL: Judo", "Judo", "full"),
        ("VOL - Judo", "Judo", "full"),
        ("Vol: Judo", "Judo", "full"),
        ("(vol) judo", "judo", "full"),
        ("FULL: Judo", "Judo", "full"),
        ("Volgeboekt - Judo", "Judo", "full"),
        ("Full: body workout", "Full: body workout", None),
        ("Full: Body Workout", "Full: Body Workout", None),
        ("Vol - Verwachting", "Vol - Verwachting", None),
        ("Vol: verwachting klopt ons hart", "Vol: verwachting klopt ons hart", None),
        ("Geen training: wel voetbalkijken", "Geen training: wel voetbalkijken", None),
        ("Geen training, maar een wedstrijd", "Geen training, maar een wedstrijd", None),
        ("Geen training: kerstvakantie", "Geen training: kerstvakantie", "cancelled"),
    ],
)
def test_a_mark_in_a_title_is_a_state_and_not_a_name(title: str, bare: str, state: str | None) -> None:
    assert read_state(title) == (bare, state)


def test_a_title_that_may_say_that_it_is_full_is_told() -> None:
    rows = read_lines("Activiteit;Dag;Tijd", "Vol - Verwachting;wo;15:00-16:00", "VOL - Judo;wo;15:00-16:00")
    assert [(row.draft or {})["title"] for row in rows] == ["Vol - Verwachting", "Judo"]
    assert [codes_of(row) for row in rows] == [["state-unsure"], ["state-from-title"]]


def test_an_event_that_is_off_by_its_title_is_cancelled() -> None:
    [row] = rows_of(calendar(event(AMSTERDAM, AMSTERDAM_END, title="AFGELAST: Knutselclub")))
    assert (
        differences(row, {"title": "AFGELAST: Knutselclub", "status": "cancelled", "warnings": ["state-from-title"]})
        == {}
    )


def test_an_event_that_is_full_by_its_title_is_full() -> None:
    [row] = rows_of(calendar(event(AMSTERDAM, AMSTERDAM_END, title="Knutselclub (VOL)")))
    assert differences(row, {"title": "Knutselclub (VOL)", "enrolment": "full", "status": None}) == {}


def test_one_date_of_a_series_that_is_off_by_its_title_is_cancelled() -> None:
    off = event("RECURRENCE-ID;TZID=Europe/Amsterdam:20261202T140000", "DTSTART;TZID=Europe/Amsterdam:20261202T140000",
                title="Geannuleerd: Knutselclub")  # fmt: skip
    found = draft(read_icalendar, calendar(event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=3"), off))
    assert found["schedule"]["exceptions"] == [{"original": "2026-12-02T14:00:00", "status": "cancelled"}]
    assert "status" not in found


def test_an_event_that_is_off_stays_the_same_offer() -> None:
    on, off = (
        calendar(event(AMSTERDAM, AMSTERDAM_END, title=title, uid=None)) for title in ("Club", "Club (afgelast)")
    )
    assert rows_of(on)[0].external_id == rows_of(off)[0].external_id


def test_a_title_of_white_space_is_read_at_once() -> None:
    assert read_state("Judo" + " \n" * 100_000 + "(vol)") == ("Judo", "full")
