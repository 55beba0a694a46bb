"""One offer on several dates, in one row or several: worked out by hand. Today is Saturday 21 November 2026."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.importers.table_parts import read_part
from tests.support.tables import codes_of, read_lines, read_one


def spans_of(draft: Mapping[str, Any]) -> list[str]:
    """Each date as `MM-DD HH:MM-HH:MM`, with its state."""
    return [
        " ".join(
            filter(None, (f"{one['startsAt'][5:10]} {one['startsAt'][11:]}-{one['endsAt'][11:]}", one.get("status")))
        )
        for one in draft["sessions"]
    ]


TWO_DAYS = ["12-05 10:00-16:00", "12-06 10:00-16:00"]


class TestOneRow:
    @pytest.mark.parametrize(
        ("start", "end"),
        [
            ("2026-12-05 10:00", "2026-12-06 16:00"),
            ("12/05/2026 10:00 AM", "12/06/2026 4:00 PM"),
            ("12/05/2026 10:00", "12/06/2026 16:00"),
            ("05/12/2026 10:00:00", "06/12/2026 16:00:00"),
            ("Dec 5, 2026 10:00 AM", "Dec 6, 2026 4:00 PM"),
            ("2026-12-05T09:00:00Z", "2026-12-06T15:00:00Z"),
            ("46361.416666666664", "46362.666666666664"),
        ],
    )
    def test_a_start_and_an_end_on_two_days_are_two_dates(self, start: str, end: str) -> None:
        (row,) = read_lines("Titel;Start;Eind;Prijs", f"Techniekweekend;{start};{end};25")
        assert row.draft is not None
        assert spans_of(row.draft) == TWO_DAYS
        assert row.draft["prices"] == [{"per": "course", "kind": "base", "amount": "25.00"}]
        assert codes_of(row) == ["days-assumed"]

    def test_the_clock_of_twelve_hours_writes_the_month_first(self) -> None:
        header = "Event Name,Start Date,Start Time,End Time"
        (row,) = read_lines(header, "Kerstworkshop,12/05/2026,10:00 AM,4:00 PM")
        assert row.draft is not None
        assert spans_of(row.draft) == ["12-05 10:00-16:00"]
        assert codes_of(row) == ["date-order-assumed"]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("za 5 dec 10-16u, zo 6 dec 11-15u", ["12-05 10:00-16:00", "12-06 11:00-15:00"]),
            ("za 5-12-2026 10:00-16:00 en zo 6-12-2026 11:00-15:00", ["12-05 10:00-16:00", "12-06 11:00-15:00"]),
            ("za 5 en zo 6 december 10.00-16.00", TWO_DAYS),
            ("wo 9 december 14.00-15.00, 15.30-16.30", ["12-09 14:00-15:00", "12-09 15:30-16:30"]),
        ],
    )
    def test_each_date_has_its_own_times(self, words: str, expected: list[str]) -> None:
        assert spans_of(read_one("Titel;Wanneer", f"Techniekweekend;{words}")) == expected


class TestSeveralRows:
    def test_one_id_on_several_dates_is_one_offer(self) -> None:
        (row,) = read_lines(
            "Event ID,Event Name,Event Start,Event End,Price,Status",
            "9001,Kerstworkshop,2026-12-19T10:00,2026-12-19T12:00,5.00,Scheduled",
            "9001,Kerstworkshop,2026-12-20T10:00,2026-12-20T12:00,5.00,Cancelled",
            "9001,Kerstworkshop,2026-12-21T10:00,2026-12-21T12:00,5.00,Sold out",
        )
        assert row.draft is not None
        assert spans_of(row.draft) == ["12-19 10:00-12:00", "12-20 10:00-12:00 cancelled", "12-21 10:00-12:00 full"]
        assert ("status" in row.draft, "enrolment" in row.draft) == (False, False)
        assert row.draft["prices"] == [{"per": "session", "kind": "base", "amount": "5.00"}]
        assert (row.external_id, codes_of(row)) == ("9001", ["rows-merged"])

    def test_the_first_row_may_be_the_cancelled_one(self) -> None:
        header = "Titel;Datum;Tijd;Status"
        draft = read_one(header, "Film;9-12-2026;14-16;vol", "Film;16-12-2026;14-16;gepland")
        assert spans_of(draft) == ["12-09 14:00-16:00 full", "12-16 14:00-16:00"]
        draft = read_one(header, "Film;9-12-2026;14-16;geannuleerd", "Film;16-12-2026;14-16;gepland")
        assert (spans_of(draft)[0], "status" in draft) == ("12-09 14:00-16:00 cancelled", False)

    def test_cancelled_on_every_date_is_cancelled(self) -> None:
        draft = read_one("Titel;Datum;Tijd;Status", "Film;9-12-2026;14-16;afgelast", "Film;16-12-2026;14-16;afgelast")
        assert draft["status"] == "cancelled"

    def test_places_left_belong_to_their_date(self) -> None:
        draft = read_one("Titel;Datum;Tijd;Vrije plaatsen", "Film;9-12-2026;14-16;0", "Film;16-12-2026;14-16;8")
        assert [one["placesLeft"] for one in draft["sessions"]] == [0, 8]
        assert "enrolment" not in draft

    def test_signing_up_is_open_from_the_first_to_the_last_day(self) -> None:
        header = "Titel;Datum;Tijd;Inschrijven vanaf;Inschrijven tot"
        draft = read_one(
            header,
            "Film;9-12-2026;14-16;1-12-2026;8-12-2026",
            "Film;16-12-2026;14-16;2-12-2026;15-12-2026",
        )
        assert draft["enrolment"] == {"opensAt": "2026-12-01T00:00", "closesAt": "2026-12-15T23:59"}

    def test_a_page_for_each_date_and_a_column_nobody_reads_part_nothing(self) -> None:
        (row,) = read_lines(
            "Titel;Datum;Tijd;Locatie;Website;Weeknummer",
            "Knutselclub;2-12-2026;14-15 uur;Bieb;https://x.nl/1;49",
            "Knutselclub;9-12-2026;14-15 uur;Bieb;https://x.nl/2;50",
        )
        assert row.draft is not None
        assert (len(row.draft["sessions"]), row.draft["contact"]["url"]) == (2, "https://x.nl/1")
        differ = next(note for note in row.warnings if note.code == "rows-differ")
        assert "https://x.nl/2" in differ.detail

    @pytest.mark.parametrize(
        ("header", "first", "second"),
        [
            ("Locatie", "Bieb Zuid", "Bieb Noord"),
            ("Prijs", "€ 5 per keer", "€ 7 per keer"),
            ("Leeftijd", "4-6", "7-9"),
            ("Omschrijving", "We maken een ster.", "We bakken koekjes."),
        ],
    )
    def test_what_names_or_describes_it_otherwise_is_another_offer(self, header: str, first: str, second: str) -> None:
        rows = read_lines(
            f"Titel;Datum;Tijd;{header}", f"Club;2-12-2026;14-15;{first}", f"Club;9-12-2026;14-15;{second}"
        )
        assert len(rows) == 2

    def test_rows_that_differ_in_what_nobody_reads_are_not_the_same_without_dates(self) -> None:
        assert len(read_lines("Titel;Dag;Tijd;Zaaldeel", "Judo;wo;15-16;A", "Judo;wo;15-16;B")) == 2

    def test_ids_of_their_own_keep_dates_apart_and_the_report_says_how_to_join_them(self) -> None:
        lines = ["Id;Titel;Datum;Tijd", "1;Voorlezen;2-12-2026;14-15", "2;Voorlezen;9-12-2026;14-15"]
        first, second = read_lines(*lines)
        assert (first.external_id, second.external_id) == ("1", "2")
        assert (codes_of(first), codes_of(second)) == (["dates-apart"], [])
        assert len(read_lines(*lines, mapping={"Id": "-"})) == 1

    def test_a_column_for_the_series_joins_ids_of_their_own(self) -> None:
        (row,) = read_lines(
            "Event ID,Series ID,Event Name,Start,End",
            "11,77,Voorlezen,2026-12-02 14:00,2026-12-02 15:00",
            "12,77,Voorlezen,2026-12-09 14:00,2026-12-09 15:00",
        )
        assert row.draft is not None
        assert (row.external_id, len(row.draft["sessions"])) == ("77", 2)

    def test_the_same_id_with_another_description_says_so(self) -> None:
        (row,) = read_lines(
            "Id;Titel;Datum;Tijd;Omschrijving", "1;Club;2-12-2026;14-15;Ster.", "1;Club;9-12-2026;14-15;Slinger."
        )
        assert codes_of(row) == ["rows-merged", "rows-differ"]
        assert "Slinger." in row.warnings[1].detail


class TestParts:
    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Robotkamp dag 1", ("Robotkamp", 1)),
            ("Programmeren (les 2 van 6)", ("Programmeren", 2)),
            ("Strips maken - deel 3", ("Strips maken", 3)),
            ("Zomerkamp week 2", ("Zomerkamp week 2", None)),
            ("Dag 1", ("Dag 1", None)),
            ("Judo groep 3", ("Judo groep 3", None)),
            ("Een dag 2 keer beleven", ("Een dag 2 keer beleven", None)),
        ],
    )
    def test_the_number_of_a_part_at_the_end_of_a_title(self, title: str, expected: tuple[str, int | None]) -> None:
        assert read_part(title) == expected

    @pytest.mark.parametrize("id_column", [True, False])
    def test_numbered_parts_on_dates_in_that_order_are_one_offer(self, id_column: bool) -> None:
        header, own = ("Id;Titel;Datum;Tijd", "5;") if id_column else ("Titel;Datum;Tijd", "")
        (row,) = read_lines(
            header, f"{own}Robotkamp dag 1;5-12-2026;10:00-16:00", f"{own}Robotkamp dag 2;6-12-2026;10:00-16:00"
        )
        assert row.draft is not None
        assert (row.draft["title"], spans_of(row.draft)) == ("Robotkamp", TWO_DAYS)

    def test_parts_with_a_gap_or_another_price_stay_apart(self) -> None:
        header = "Titel;Datum;Tijd;Prijs"
        assert len(read_lines(header, "Strip deel 1;5-12-2026;10-12;€ 5", "Strip deel 3;6-12-2026;10-12;€ 5")) == 2
        assert len(read_lines(header, "Strip deel 1;5-12-2026;10-12;€ 5", "Strip deel 2;6-12-2026;10-12;€ 9")) == 2


class TestTickets:
    HEADER = "Event ID,Event Name,Date,Time,Ticket Type,Price"

    def test_kinds_of_tickets_are_prices_of_one_offer(self) -> None:
        (row,) = read_lines(
            self.HEADER,
            "77,Poppenkast,2026-12-05,14:00-15:00,Kind t/m 12,6.00",
            "77,Poppenkast,2026-12-05,14:00-15:00,Volwassene,8.00",
            "77,Poppenkast,2026-12-06,14:00-15:00,Kind t/m 12,6.00",
            "77,Poppenkast,2026-12-06,14:00-15:00,Volwassene,8.00",
        )
        assert row.draft is not None
        assert (row.external_id, spans_of(row.draft)) == ("77", ["12-05 14:00-15:00", "12-06 14:00-15:00"])
        assert row.draft["prices"] == [
            {"per": "session", "kind": "base", "amount": "6.00", "note": "Kind t/m 12"},
            {"per": "session", "kind": "base", "amount": "8.00", "note": "Volwassene"},
        ]
        assert codes_of(row) == ["rows-merged"]

    def test_a_ticket_that_is_free_is_not_free_for_everyone(self) -> None:
        draft = read_one(self.HEADER, "7,Film,2026-12-05,14-16,Kind,gratis", "7,Film,2026-12-05,14-16,Volwassene,8.00")
        assert draft["cost"] == "paid"
        assert [(price["kind"], price["amount"]) for price in draft["prices"]] == [
            ("reduced", "0.00"),
            ("base", "8.00"),
        ]
