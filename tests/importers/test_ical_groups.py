"""Series that Google cut in two, and items that share a UID without being versions of each other."""

import pytest

from tests.importers.outcomes import differences, outcome, rows_of
from tests.importers.test_system_calendars import calendar, event

ZONE = "TZID=Europe/Amsterdam"
FIRST = "3kq9club"


def part(uid: str, start: str, rule: str, *lines: str, title: str = "Schaakclub") -> str:
    """A weekly hour and a half from 20261202T150000 on."""
    end = f"{start[:9]}{int(start[9:11]) + 1:02d}3000"
    return event(f"UID:{uid}@google.com", f"SUMMARY:{title}", f"DTSTART;{ZONE}:{start}", f"DTEND;{ZONE}:{end}",
                 f"RRULE:{rule}", "LAST-MODIFIED:20261101T100000Z", *lines)  # fmt: skip


BASE = part(FIRST, "20261202T150000", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261215T225959Z", "DESCRIPTION:Oud")
LATER = part(f"{FIRST}_R20261217T150000", "20261217T160000", "FREQ=WEEKLY;BYDAY=TH;COUNT=3", "DESCRIPTION:Nieuw",
             f"EXDATE;{ZONE}:20261224T160000")  # fmt: skip


@pytest.mark.parametrize("parts", [(BASE, LATER), (LATER, BASE)])
def test_parts_of_one_series_are_one_offer_with_the_newest_texts(parts: tuple[str, ...]) -> None:
    [row] = rows_of(calendar(*parts))
    assert differences(row, {
        "id": "3kq9club@google.com",
        "title": "Schaakclub",
        "text": "Nieuw",
        "sessions": ["2026-12-02 15:00-16:30", "2026-12-09 15:00-16:30", "2026-12-17 16:00-17:30",
                     "2026-12-24 16:00-17:30 cancelled", "2026-12-31 16:00-17:30"],
        "warnings": ["series-joined"],
    }) == {}  # fmt: skip


def test_changes_of_single_dates_belong_to_their_part() -> None:
    moved = event("UID:3kq9club@google.com", "SUMMARY:Schaakclub", f"RECURRENCE-ID;{ZONE}:20261209T150000",
                  f"DTSTART;{ZONE}:20261210T150000", f"DTEND;{ZONE}:20261210T163000")  # fmt: skip
    off = event(f"UID:{FIRST}_R20261217T150000@google.com", "SUMMARY:Schaakclub", "STATUS:CANCELLED",
                f"RECURRENCE-ID;{ZONE}:20261231T160000", f"DTSTART;{ZONE}:20261231T160000")  # fmt: skip
    [row] = rows_of(calendar(BASE, moved, LATER, off))
    assert [one[5:] for one in outcome(row)["sessions"]] == [
        "12-02 15:00-16:30", "12-10 15:00-16:30 moved", "12-17 16:00-17:30", "12-24 16:00-17:30 cancelled",
        "12-31 16:00-17:30 cancelled",
    ]  # fmt: skip


def test_a_series_changed_from_its_first_date_on_leaves_no_date_behind() -> None:
    empty = part(FIRST, "20261202T150000", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261201T225959Z")
    whole = part(f"{FIRST}_R20261202T140000", "20261202T163000", "FREQ=WEEKLY;BYDAY=WE;COUNT=2")
    [row] = rows_of(calendar(empty, whole))
    days = ["2026-12-02 16:30-17:30", "2026-12-09 16:30-17:30"]
    assert differences(row, {"id": "3kq9club@google.com", "sessions": days}) == {}
    assert "rule-unreadable" not in outcome(row)["warnings"]


@pytest.mark.parametrize("other", [{"title": "Dammen"}, {"place": "LOCATION:Sporthal"}])
def test_parts_with_another_title_or_place_stay_apart(other: dict[str, str]) -> None:
    uid = f"{FIRST}_R20261217T150000"
    second = part(uid, "20261217T160000", "FREQ=WEEKLY;COUNT=1", *([other["place"]] if "place" in other else []),
                  title=other.get("title", "Schaakclub"))  # fmt: skip
    assert [row.external_id for row in rows_of(calendar(BASE, second))] == ["3kq9club@google.com", f"{uid}@google.com"]


def test_a_part_alone_keeps_its_own_uid() -> None:
    assert [row.external_id for row in rows_of(calendar(LATER))] == [f"{FIRST}_R20261217T150000@google.com"]


def test_two_rules_under_one_uid_both_hold_with_what_each_takes_out() -> None:
    tuesday = part("1", "20261201T150000", "FREQ=WEEKLY;COUNT=2", f"EXDATE;{ZONE}:20261208T150000")
    friday = part("1", "20261204T190000", "FREQ=WEEKLY;COUNT=2", f"EXDATE;{ZONE}:20261211T190000")
    [row] = rows_of(calendar(tuesday, friday))
    assert [one[5:] for one in outcome(row)["sessions"]] == [
        "12-01 15:00-16:30", "12-04 19:00-20:30", "12-08 15:00-16:30 cancelled", "12-11 19:00-20:30 cancelled",
    ]  # fmt: skip


def test_events_that_all_have_one_uid_are_not_versions_of_each_other() -> None:
    at = ("DTSTART:20261202T140000Z", "DURATION:PT1H", "DTSTAMP:20261101T100000Z")
    titles = ["Schaken", "Dammen", "Go"]
    rows = rows_of(calendar(*(event("UID:0", f"SUMMARY:{title}", *at) for title in titles)))
    assert [(outcome(row)["title"], outcome(row)["warnings"]) for row in rows] == [(title, []) for title in titles]
