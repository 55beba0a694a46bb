"""Rows of tables as drafts: the exports of real systems in small, worked out by hand."""

from typing import Any

import pytest

from app.errors import InvalidInput
from tests.support.tables import codes_of, read_lines, read_one

WEDNESDAYS = {"startsAt": "2026-08-05T15:00", "endsAt": "2026-08-05T16:00", "rrule": "FREQ=WEEKLY;BYDAY=WE"}


def session(day: str, starts: str, ends: str) -> dict[str, str]:
    return {"startsAt": f"{day}T{starts}", "endsAt": f"{day}T{ends}"}


class TestSystems:
    def test_the_events_calendar_writes_iso_dates_and_a_clock_with_pm(self) -> None:
        draft = read_one(
            "Event Name,Event Start Date,Event Start Time,Event End Date,Event End Time,Event "
            "Currency Symbol,Event Cost,Event Venue Name,Event Description",
            "Knutselmiddag,2026-11-25,2:00 PM,2026-11-25,4:30 PM,€,3.50,Wijkcentrum,"
            '"<p>Kom <strong>knutselen</strong>&nbsp;hier!</p><p>Neem een schort mee.</p>"',
        )
        assert draft["sessions"] == [session("2026-11-25", "14:00", "16:30")]
        assert draft["prices"] == [{"per": "session", "kind": "base", "amount": "3.50"}]
        assert draft["description"] == "Kom knutselen hier!\n\nNeem een schort mee."

    def test_the_events_calendar_writes_american_dates_with_slashes(self) -> None:
        header = "Event Name,Event Start Date,Event Start Time,Event End Date,Event End Time,All Day Event,Event Cost"
        rows = read_lines(
            header,
            "A,05/06/2027,10:00:00,05/06/2027,12:00:00,FALSE,0",
            "B,11/19/2026,7:30:00,11/19/2026,9:30:00,TRUE,76",
        )
        assert [row.draft["sessions"][0] for row in rows if row.draft] == [
            session("2027-05-06", "10:00", "12:00"),
            {"startsAt": "2026-11-19T00:00", "endsAt": "2026-11-20T00:00"},
        ]
        assert [row.draft["cost"] for row in rows if row.draft] == ["free", "paid"]

    def test_eventbrite_writes_stamps_and_a_status(self) -> None:
        first, second = read_lines(
            "Event ID,Event Name,Event Status,Start Date,End Date,Venue Name,Venue Address,Ticket Price,Currency",
            "123,Coding Club,Live,2026-11-25 14:00:00,2026-11-25 16:00:00,Bibliotheek,"
            '"Spui 68, 2511 BT Den Haag",0.00,EUR',
            '124,Robots,Canceled,"Sat, Nov 28, 2026 10:00 AM","Sat, Nov 28, 2026 12:30 PM",Online,,12.50,GBP',
        )
        assert first.external_id == "123"
        assert first.draft is not None
        assert first.draft["sessions"] == [session("2026-11-25", "14:00", "16:00")]
        assert first.draft["place"]["address"] == {
            "streetAddress": "Spui 68",
            "postalCode": "2511 BT",
            "addressLocality": "Den Haag",
        }
        assert first.draft["cost"] == "free"
        assert second.draft is not None
        assert second.draft["status"] == "cancelled"
        assert second.draft["attendance"] == "online"
        assert second.draft["sessions"] == [session("2026-11-28", "10:00", "12:30")]
        assert second.draft["prices"][0]["currency"] == "GBP"

    def test_a_form_asks_questions_instead_of_naming_columns(self) -> None:
        draft = read_one(
            "Tijdstempel,Wat is de naam van de activiteit?,Voor welke leeftijd is de activiteit?,Op "
            "welke dag en hoe laat?,Wat kost het?,Waar vindt de activiteit plaats?,Naam organisatie,"
            "Is er een gratis proefles mogelijk?",
            "2026/10/01 10:15:23,Judo voor beginners,6 t/m 10 jaar,Woensdag 15.00-16.00 uur,"
            '"€ 18,50 per maand","Sporthal De Vlieger, Lipa 5, 2512 AA Den Haag",Judoclub Kano,Ja',
        )
        assert draft["title"] == "Judo voor beginners"
        assert draft["age"] == {"min": 6, "max": 10}
        assert draft["schedule"]["rules"] == [WEDNESDAYS]
        assert draft["place"]["name"] == "Sporthal De Vlieger"
        assert draft["place"]["address"]["postalCode"] == "2512 AA"
        assert draft["freeTrial"] is True
        assert draft["organisation"] == {"name": "Judoclub Kano"}

    def test_outpost_gives_services_with_rows_that_belong_to_them(self) -> None:
        (row,) = read_lines(
            "import_id,import_id_reference,name,description,visible,contact_name,contact_visible,"
            "contact_email,location_name,free,cost_option,cost_amount,cost_type,schedules_opens_at,"
            "schedules_closes_at,scheduled_weekday,notes",
            "1,,Dance,Dancing,TRUE,Jo,FALSE,jo@home.org,Hall,FALSE,,4,per session,15:00:00,16:00:00,wednesday,",
            "2,1,,,,,,,,,,,,16:00:00,17:00:00,friday,",
            "3,1,,,,,,,,,OAP,2,per session,,,,",
            "4,1,,,,,,,,,,,,,,,Bring water",
        )
        assert row.draft is not None
        assert row.external_id == "1"
        assert [rule["rrule"][-2:] for rule in row.draft["schedule"]["rules"]] == ["WE", "FR"]
        assert [(price["amount"], price["kind"]) for price in row.draft["prices"]] == [
            ("4.00", "base"),
            ("2.00", "reduced"),
        ]
        assert "contact" not in row.draft
        assert "Bring water" in row.draft["description"]
        assert "private-left-out" in codes_of(row)

    def test_open_data_of_a_municipality(self) -> None:
        draft = read_one(
            "FID;NAAM_ACTIVITEIT;SOORT_ACTIVITEIT;ORGANISATIE;STRAAT;HUISNR;POSTCODE;WOONPLAATS;WIJK;LEEFTIJD_VAN;LEEFTIJD_TOT;KOSTEN_JN;LATITUDE;LONGITUDE",
            "1;Buurtmoestuin;Inloop;Stichting Groen;Kerkstraat;12;3511AB;Utrecht;Binnenstad;4;12;N;52,0907;5,1214",
        )
        assert draft["place"] == {
            "wijk": "Binnenstad",
            "location": {"lat": 52.0907, "lon": 5.1214},
            "address": {"streetAddress": "Kerkstraat 12", "postalCode": "3511 AB", "addressLocality": "Utrecht"},
        }
        assert (draft["kind"], draft["cost"], draft["age"]) == ("dropIn", "free", {"min": 4, "max": 12})

    def test_a_roster_has_a_column_for_each_day(self) -> None:
        draft = read_one(
            "Zwemrooster najaar;;;;",
            "Activiteit;Maandag;Dinsdag;Woensdag;Prijs",
            "Zwemles;;15:00-15:45 / 16:00-16:45;13:00-13:45;€ 11,- per les",
        )
        assert [(rule["startsAt"][11:], rule["rrule"][-2:]) for rule in draft["schedule"]["rules"]] == [
            ("15:00", "TU"),
            ("16:00", "TU"),
            ("13:00", "WE"),
        ]

    def test_a_list_of_uit(self) -> None:
        draft = read_one(
            "cdbid;titel;type;thema;leeftijd;datum;uren;locatie;straat;nummer;postcode;gemeente;prijs;organisator",
            "abc-1;Circusatelier;Cursus of workshop;Circus;6-12;07/07/27, 08/07/27;13:30-16:30;CC De "
            "Werf;Molenstraat;51;9300;Aalst;Basistarief: 10 euro;Circus X",
        )
        assert draft["sessions"] == [session("2027-07-07", "13:30", "16:30"), session("2027-07-08", "13:30", "16:30")]
        assert draft["themes"] == ["circus"]
        assert draft["place"]["address"]["streetAddress"] == "Molenstraat 51"

    def test_a_list_of_clubs_has_no_activities_to_name(self) -> None:
        draft = read_one("Vereniging;Sport;Website;Telefoon", "Kano;Judo;www.kano.nl;070-1234567")
        assert draft["title"] == "Judo"
        assert draft["organisation"] == {"name": "Kano"}
        assert draft["contact"] == {"phone": "070-1234567", "url": "https://www.kano.nl"}


class TestTimes:
    @pytest.mark.parametrize(
        ("header", "cells", "expected"),
        [
            ("Datum;Starttijd;Eindtijd", "25-11-2026;14:00;15:30", [session("2026-11-25", "14:00", "15:30")]),
            ("Datum;Tijd", "wo 25 november 2026;14.00 - 15.30 uur", [session("2026-11-25", "14:00", "15:30")]),
            ("Dag;Datum;Tijd", "woensdag;25-11-2026;14:00-15:30", [session("2026-11-25", "14:00", "15:30")]),
            ("Datum;Starttijd;Duur", "25-11-2026;14.00;90 min", [session("2026-11-25", "14:00", "15:30")]),
            ("Start;Eind", "2026-11-25T13:00:00Z;2026-11-25T14:30:00Z", [session("2026-11-25", "14:00", "15:30")]),
            ("Start;Eind", "25-11-2026 14:00;25-11-2026 15:30", [session("2026-11-25", "14:00", "15:30")]),
            ("Datum;Van;Tot", "46351;0,583333;0,645833", [session("2026-11-25", "14:00", "15:30")]),
            (
                "Datum;Tijd",
                "25-11-2026 en 2-12-2026;14:00-15:00",
                [session("2026-11-25", "14:00", "15:00"), session("2026-12-02", "14:00", "15:00")],
            ),
            (
                "Begindatum;Einddatum;Starttijd;Eindtijd",
                "24-12-2026;25-12-2026;20:00;08:00",
                [{"startsAt": "2026-12-24T20:00", "endsAt": "2026-12-25T08:00"}],
            ),
        ],
    )
    def test_columns_of_one_offer_make_its_dates(self, header: str, cells: str, expected: list[dict[str, str]]) -> None:
        assert read_one(f"Titel;{header}", f"Judo;{cells}")["sessions"] == expected

    @pytest.mark.parametrize(
        ("header", "cells", "rrule"),
        [
            ("Dag;Starttijd;Eindtijd", "woensdag;15:00;16:00", "FREQ=WEEKLY;BYDAY=WE"),
            ("Dag;Tijd", "ma, wo;15.00-16.00", "FREQ=WEEKLY;BYDAY=MO,WE"),
            ("Wanneer", "elke woensdag 15.00-16.00", "FREQ=WEEKLY;BYDAY=WE"),
            (
                "Dag;Tijd;Startdatum;Einddatum",
                "woensdag;15-16 uur;2-9-2026;30-6-2027",
                "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T235959",
            ),
            ("Dag;Tijd;Startdatum", "woensdag;15-16 uur;2-9-2026", "FREQ=WEEKLY;BYDAY=WE"),
            ("Frequentie;Dag;Tijd", "even weken;donderdag;15:00-16:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
            ("Startdatum;Starttijd;Eindtijd;RRULE", "2-9-2026;15:00;16:00;FREQ=WEEKLY;INTERVAL=3", None),
        ],
    )
    def test_columns_of_a_series_make_its_rule(self, header: str, cells: str, rrule: str | None) -> None:
        draft = read_one(f"Titel;{header}", f"Judo;{cells}")
        if rrule is None:
            assert "rules" in draft.get("schedule", {}) or draft["sessions"]
        else:
            assert [rule["rrule"] for rule in draft["schedule"]["rules"]] == [rrule]

    def test_a_camp_is_every_day_of_it_and_its_price_buys_all(self) -> None:
        draft = read_one(
            "Titel;Begindatum;Einddatum;Starttijd;Eindtijd;Kosten", "Kamp;12-7-2027;16-7-2027;9:00;16:00;€ 150,-"
        )
        assert [moment["startsAt"] for moment in draft["sessions"]] == [f"2027-07-{day}T09:00" for day in range(12, 17)]
        assert draft["prices"][0]["per"] == "course"

    def test_a_long_period_without_days_is_a_season(self) -> None:
        (row,) = read_lines("Titel;Begindatum;Einddatum", "Expo;1-9-2026;31-1-2027")
        assert row.draft is not None
        assert row.draft["season"] == {"from": "2026-09-01", "to": "2027-01-31"}
        assert "sessions" not in row.draft
        assert "period-without-days" in codes_of(row)

    def test_a_column_for_the_season_holds_months(self) -> None:
        assert read_one("Titel;Periode", "Judo;september t/m juni")["season"] == {
            "from": "2026-09-01",
            "to": "2027-06-30",
        }

    def test_what_is_no_time_stays_readable(self) -> None:
        (row,) = read_lines("Titel;Wanneer", "Judo;als de wind goed staat")
        assert row.draft is not None
        assert row.draft["schedule"] == {"summary": "als de wind goed staat"}
        assert codes_of(row) == ["time-not-understood"]


class TestRows:
    def test_rows_on_other_dates_are_one_offer(self) -> None:
        (row,) = read_lines(
            "Titel;Datum;Tijd;Locatie", *[f"Knutselclub;{day}-12-2026;14:00-15:30;Bieb" for day in (2, 9, 16)]
        )
        assert row.draft is not None
        assert [moment["startsAt"][:10] for moment in row.draft["sessions"]] == [
            "2026-12-02",
            "2026-12-09",
            "2026-12-16",
        ]
        assert codes_of(row) == ["rows-merged"]
        assert "lines 2, 3, 4" in row.warnings[0].detail

    def test_a_row_that_repeats_counts_once(self) -> None:
        (row,) = read_lines("Titel;Kosten", "Judo;gratis", "Judo;gratis")
        assert codes_of(row) == ["rows-repeated"]

    def test_the_same_name_for_other_children_is_another_offer(self) -> None:
        header = "Titel;Leeftijd;Wanneer"
        first, second = read_lines(header, "Judo;4-6;wo 15-16", "Judo;7-9;wo 16-17")
        assert "same-name" in codes_of(second)
        again = read_lines(header, "Judo;4-6;wo 15-16", "Judo;7-9;do 16-17")
        assert [row.external_id for row in again] == [first.external_id, second.external_id]

    def test_the_identity_survives_another_date_price_or_order(self) -> None:
        before = read_lines(
            "Titel;Organisatie;Locatie;Datum;Kosten", "Judo;Kano;Hal;25-11-2026;€ 5", "Dans;Kano;Hal;25-11-2026;€ 5"
        )
        after = read_lines(
            "Titel;Organisatie;Locatie;Datum;Kosten", "Dans;Kano;Hal;1-12-2026;gratis", "Judo;Kano;Hal;2-12-2026;€ 6"
        )
        assert [row.external_id for row in before] == [row.external_id for row in reversed(after)]

    def test_the_page_of_an_offer_tells_it_apart(self) -> None:
        rows = read_lines("Titel;Aanbieder;Website", "Gym;Kano;https://x.nl/1", "Gym;Kano;https://x.nl/2")
        assert len({row.external_id for row in rows}) == 2

    def test_an_id_column_is_the_identity(self) -> None:
        rows = read_lines("Nr;Titel", "17;Judo", "18;Dans")
        assert [row.external_id for row in rows] == ["17", "18"]
        assert [row.warnings for row in rows] == [(), ()]

    def test_an_id_that_stands_beside_several_titles_is_none(self) -> None:
        rows = read_lines("Code;Titel", "A;Judo", "A;Dans", "A;Zang")
        assert all((row.external_id or "").startswith("rij-") for row in rows)

    def test_one_clash_of_ids_is_told(self) -> None:
        rows = read_lines("Id;Titel", "1;Judo", "2;Dans", "1;Zang", "3;Koken")
        assert "id-repeated" in codes_of(rows[2])

    def test_a_row_that_belongs_to_nothing_is_a_fault(self) -> None:
        rows = read_lines("import_id,import_id_reference,name", "1,,Dance", "2,77,")
        assert rows[1].draft is None
        assert rows[1].faults[0].code == "parent-missing"

    def test_the_original_is_kept_for_the_report(self) -> None:
        (row,) = read_lines("Titel;Kosten", "Judo;€ 5")
        assert row.original == {"Titel": "Judo", "Kosten": "€ 5"}


class TestCells:
    @pytest.mark.parametrize(
        ("header", "value", "member", "expected"),
        [
            ("Gratis", "ja", "cost", "free"),
            ("Gratis", "TRUE", "cost", "free"),
            ("Gratis", "x", "cost", "free"),
            ("Gratis", "nee", "cost", "paid"),
            ("Kosten", "nee", "cost", "free"),
            ("Kosten", "ja", "cost", "paid"),
            ("Kosten", "", "cost", None),
            ("Kosten", "n.v.t.", "cost", None),
            ("Proefles", "ja", "freeTrial", True),
            ("Proefles", "gratis", "freeTrial", True),
            ("Status", "Geannuleerd", "status", "cancelled"),
            ("Status", "concept", "status", "planned"),
            ("Status", "Actief", "status", None),
            ("Status", "gestopt", "status", "ended"),
            ("Status", "uitverkocht", "enrolment", {"status": "full"}),
            ("Vol", "ja", "enrolment", {"status": "full"}),
            ("Geslacht", "meisjes", "openTo", {"kind": "girls"}),
            ("Geslacht", "gemengd", "openTo", None),
            ("Taal", "Nederlands, Engels", "spokenLanguages", ["nl", "en"]),
            ("Rolstoeltoegankelijk", "ja", "accessibility", {"wheelchair": "yes"}),
            ("Rolstoeltoegankelijk", "gedeeltelijk", "accessibility", {"wheelchair": "limited"}),
            ("Groep", "5-8", "schoolGroups", ["groep5", "groep6", "groep7", "groep8"]),
            ("Schooltijd", "binnenschools", "schoolTime", "during"),
            ("Schooltijd", "naschools", "schoolTime", "outside"),
            ("Fase", "kennismaken", "stage", "discover"),
            ("Ook in vakanties", "nee", "runsInHolidays", "no"),
            ("Aanmelden", "niet nodig, vrije inloop", "enrolment", {"how": ["walkIn"]}),
            ("Aanmelden", "https://x.nl/in", "enrolment", {"url": "https://x.nl/in", "how": ["form"]}),
            ("Locatie", "online", "attendance", "online"),
            ("Max deelnemers", "12", "group", {"size": 12}),
            ("Foto", "https://x.nl/a.jpg", "image", {"url": "https://x.nl/a.jpg"}),
            ("Coordinaten", "52.0907, 5.1214", "place", {"location": {"lat": 52.0907, "lon": 5.1214}}),
            ("Geo", "POINT (5.1214 52.0907)", "place", {"location": {"lat": 52.0907, "lon": 5.1214}}),
            ("Meenemen", "gymkleren", "bring", "gymkleren"),
            ("Prijs per les", "7,50", "prices", [{"per": "session", "kind": "base", "amount": "7.50"}]),
            ("Doelgroep", "Kinderen 4-12", "audience", ["children"]),
            ("Soort", "Workshop", "kind", "workshop"),
            ("Categorie", "Muziek", "themes", ["music"]),
        ],
    )
    def test_a_cell_becomes_its_member(self, header: str, value: str, member: str, expected: Any) -> None:
        assert read_one(f"Titel;{header};Organisatie", f"Judo;{value};Kano").get(member) == expected

    def test_swapped_degrees_are_put_right(self) -> None:
        (row,) = read_lines("Titel;Lat;Lon", "Judo;5,1214;52,0907")
        assert row.draft is not None
        assert row.draft["place"]["location"] == {"lat": 52.0907, "lon": 5.1214}
        assert codes_of(row) == ["location-swapped"]

    def test_free_and_a_price_count_as_paid(self) -> None:
        (row,) = read_lines("Titel;Gratis;Kosten", "Judo;ja;€ 5 per les")
        assert row.draft is not None
        assert row.draft["cost"] == "paid"
        assert "price-contradiction" in codes_of(row)

    def test_a_person_is_never_taken_over(self) -> None:
        (row,) = read_lines("Titel;Contactpersoon;Email", "Judo;Jan de Vries;info@kano.nl")
        assert "Jan" not in str(row.draft)
        assert codes_of(row) == ["person-left-out"]

    def test_an_address_that_the_source_hides_is_hidden(self) -> None:
        draft = read_one("Titel;Adres;mask_exact_address", "Pianoles;Kerkstraat 1, 2531 AB Den Haag;TRUE")
        assert draft["place"]["addressShown"] == "onEnrolment"

    def test_a_foreign_postcode_stays_readable(self) -> None:
        (row,) = read_lines("Titel;Straat;Postcode", "Judo;Flippit Rd 90;TN3 9PQ")
        assert row.draft is not None
        assert row.draft["place"]["address"] == {"streetAddress": "Flippit Rd 90, TN3 9PQ"}
        assert codes_of(row) == ["not-postcode"]

    def test_a_category_that_is_no_theme_is_named(self) -> None:
        (row,) = read_lines("Titel;Categorie", "Judo;Convention, Muziek")
        assert row.draft is not None
        assert row.draft["themes"] == ["music"]
        assert "Convention" in row.warnings[0].detail

    def test_what_the_source_does_not_show_is_planned(self) -> None:
        (row,) = read_lines("name,description,visible", "Dance,x,FALSE")
        assert row.draft is not None
        assert row.draft["status"] == "planned"
        assert "hidden-at-source" in codes_of(row)

    def test_the_town_of_the_file_is_that_of_places_without_one(self) -> None:
        assert read_one("Titel;Locatie", "Judo;Hal", locality="Leiden")["place"]["address"] == {
            "addressLocality": "Leiden"
        }

    @pytest.mark.parametrize(
        ("header", "cells", "member", "expected"),
        [
            (
                "Inschrijven vanaf;Inschrijven tot",
                "1-11-2026;20-11-2026 17:00",
                "enrolment",
                {"opensAt": "2026-11-01T00:00", "closesAt": "2026-11-20T17:00"},
            ),
            (
                "Kosten;Aantal lessen",
                "€ 80 per cursus;8",
                "prices",
                [{"per": "course", "kind": "base", "amount": "80.00", "sessions": 8}],
            ),
            (
                "Datum;Tijd;Vrije plaatsen",
                "25-11-2026;14-15 uur;3",
                "sessions",
                [{**session("2026-11-25", "14:00", "15:00"), "placesLeft": 3}],
            ),
        ],
    )
    def test_columns_that_belong_together_make_one_member(
        self, header: str, cells: str, member: str, expected: Any
    ) -> None:
        assert read_one(f"Titel;{header}", f"Judo;{cells}")[member] == expected

    def test_a_cell_that_nobody_can_use_is_named(self) -> None:
        (row,) = read_lines("Titel;Fotograaf", "Judo;Studio Rood")
        assert codes_of(row) == ["cell-not-used"]
        assert "Studio Rood" in row.warnings[0].detail

    def test_days_without_times_do_not_take_those_of_other_days(self) -> None:
        draft = read_one("Titel;Wanneer", "Voetbal;Ma t/m do 18:00-21:00, za wedstrijden")
        assert [rule["rrule"] for rule in draft["schedule"]["rules"]] == ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"]

    def test_a_weekday_may_stand_in_the_column_of_times(self) -> None:
        draft = read_one("Titel;Startdatum;Einddatum;Tijd", "Yoga;7-9-2026;14-12-2026;maandag 16:00 - 17:00")
        assert draft["schedule"]["rules"][0]["rrule"] == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214T235959"

    def test_slashes_that_can_be_read_both_ways_are_told_once(self) -> None:
        first, second = read_lines("Titel;Datum;Tijd", "A;05/06/2027;14-15 uur", "B;07/06/2027;14-15 uur")
        assert codes_of(first) == ["date-order-assumed"]
        assert "05/06/2027 = 2027-06-05" in first.warnings[0].detail
        assert codes_of(second) == []
        assert codes_of(read_lines("Titel;Datum;Tijd", "A;05/06/2027;14-15 uur", "B;17/06/2027;14-15 uur")[0]) == []

    @pytest.mark.parametrize(
        ("zone", "moment", "name"),
        [
            ("Europe/Lisbon", "2026-11-25T14:00", "Europe/Lisbon"),
            ("UTC", "2026-11-25T14:00", "UTC"),
            ("UTC+3:30", "2026-11-25T14:00+03:30", None),
            ("Europe/Amsterdam", "2026-11-25T14:00", None),
            ("ergens", "2026-11-25T14:00", None),
        ],
    )
    def test_a_column_may_name_the_time_zone(self, zone: str, moment: str, name: str | None) -> None:
        draft = read_one("Titel;Datum;Tijd;Timezone", f"Judo;25-11-2026;14-15 uur;{zone}")
        assert draft["sessions"][0]["startsAt"] == moment
        assert draft.get("schedule", {}).get("timezone") == name

    def test_the_time_zone_of_the_source_goes_along(self) -> None:
        draft = read_one("Titel;Start;Eind", "Judo;2026-11-25T13:00:00Z;2026-11-25T14:00:00Z", timezone="Europe/London")
        assert draft["sessions"][0]["startsAt"] == "2026-11-25T13:00"
        assert draft["schedule"]["timezone"] == "Europe/London"

    def test_a_row_with_nothing_but_a_number_is_no_offer(self) -> None:
        assert len(read_lines("Nr;Titel;Kosten", "1;Judo;gratis", "2;;", "3;;")) == 1

    def test_a_list_of_organisations_offers_nothing(self) -> None:
        with pytest.raises(InvalidInput):
            read_lines("Organizer Name,Organizer Email,Organizer Phone", "Kano,info@kano.nl,070-1234567")

    def test_a_number_of_lessons_bounds_a_series_and_its_price(self) -> None:
        (row,) = read_lines(
            "Activiteit;Startdatum;Lesdag;Lestijd;Aantal lessen;Prijs",
            "Dans;7 januari 2027;donderdag;16-17 uur;10;€ 65",
        )
        assert row.draft is not None
        assert row.draft["schedule"]["rules"][0]["rrule"] == "FREQ=WEEKLY;BYDAY=TH;COUNT=10"
        assert row.draft["prices"] == [{"per": "course", "kind": "base", "amount": "65.00", "sessions": 10}]
        assert codes_of(row) == []

    def test_the_calendar_of_eventon(self) -> None:
        draft = read_one(
            "event_id,event_name,event_start_date,event_start_time,event_end_date,event_end_time,location_name,event_location",
            '12,Pottenbakken,11/25/2026,2:00:PM,11/25/2026,4:00:PM,Atelier,"Straat 1, Gouda"',
        )
        assert draft["sessions"] == [session("2026-11-25", "14:00", "16:00")]
        assert draft["place"] == {
            "name": "Atelier",
            "address": {"streetAddress": "Straat 1", "addressLocality": "Gouda"},
        }

    def test_start_and_finish_may_be_clocks(self) -> None:
        draft = read_one("name,days,start,finish", "Chess club,Mon & Wed,15:30,16:30")
        assert draft["schedule"]["rules"][0]["endsAt"][11:] == "16:30"


class TestHabitsOfLists:
    def test_the_header_again_totals_and_remarks_are_left_out_and_said(self) -> None:
        rows = read_lines(
            "Naam;Dag;Tijd;Leeftijd;Prijs per keer",
            "Basketbal;maandag;17:00 - 18:00;8-12;3,50",
            "Naam;Dag;Tijd;Leeftijd;Prijs per keer",
            "Totaalvoetbal;dinsdag;17:00 - 18:00;8-12;3,50",
            "Totaal;;;;7,00",
            "Laatst bijgewerkt op 01-11-2026;;;;",
            ";Totaal aantal activiteiten: 2;;;",
        )
        assert [row.draft["title"] for row in rows if row.draft] == ["Basketbal", "Totaalvoetbal"]
        left_out = [row for row in rows if row.draft is None]
        assert [row.location for row in left_out] == ["line 3", "line 5", "line 6", "line 7"]
        assert all(codes_of(row) == ["row-no-offer"] and not row.faults for row in left_out)

    @pytest.mark.parametrize("title", ["Totaal", "Totaaltheater voor kinderen", "Aantal en getal"])
    def test_an_offer_with_a_time_is_an_offer_whatever_its_title(self, title: str) -> None:
        assert read_one("Naam;Tijd", f"{title};17:00 - 18:00")["title"] == title

    def test_a_group_above_eight_is_an_age(self) -> None:
        draft = read_one("Naam;Groep", "Bouwdorp;6 t/m 12")
        assert (draft["age"], "schoolGroups" in draft) == ({"min": 6, "max": 12}, False)
        groups = read_one("Naam;Groep", "Bouwdorp;6 t/m 8")
        assert (groups["schoolGroups"], "age" in groups) == (["groep6", "groep7", "groep8"], False)

    def test_free_for_members_stands_beside_what_others_pay(self) -> None:
        draft = read_one("Naam;Prijs leden;Prijs niet-leden", "Film;gratis;€ 2,50 per keer")
        assert draft["cost"] == "paid"
        assert [(price["kind"], price["amount"]) for price in draft["prices"]] == [
            ("base", "2.50"),
            ("reduced", "0.00"),
        ]
        assert read_one("Naam;Prijs leden;Prijs niet-leden", "Film;gratis;gratis")["cost"] == "free"

    def test_the_address_in_a_sentence_is_where_to_sign_up(self) -> None:
        draft = read_one("Naam;Aanmelden", "Film;via www.bieb.example/film of aan de balie")
        assert draft["enrolment"]["url"] == "https://www.bieb.example/film"
        assert "url" not in read_one("Naam;Aanmelden", "Film;mail naar info@www.bieb.example")["enrolment"]

    @pytest.mark.parametrize("date", ["9-12-'26", "9/12/'26", "wo 9-12-'26"])
    def test_a_year_of_two_digits_may_have_an_apostrophe(self, date: str) -> None:
        draft = read_one("Naam;Datum;Tijd", f"Film;{date};14-16")
        assert draft["sessions"] == [session("2026-12-09", "14:00", "16:00")]

    @pytest.mark.parametrize(
        ("header", "cells"),
        [
            ("Trainingsdag 1;Trainingstijd 1;Trainingsdag 2;Trainingstijd 2", "di;17:30-18:30;do;18.00-19.00"),
            ("Dag 1;Van 1;Tot 1;Dag 2;Van 2;Tot 2", "dinsdag;17:30;18:30;donderdag;18:00;19:00"),
            ("Speeldag;Dag1;Tijd1;Dag2;Tijd2", "zaterdag;dinsdag;17:30-18:30;donderdag;18:00-19:00"),
        ],
    )
    def test_numbered_days_go_with_the_times_of_their_number(self, header: str, cells: str) -> None:
        (row,) = read_lines(f"Naam;{header};Leeftijd", f"Voetbal;{cells};8-12")
        assert row.draft is not None
        assert [(rule["rrule"], rule["startsAt"][11:]) for rule in row.draft["schedule"]["rules"]] == [
            ("FREQ=WEEKLY;BYDAY=TU", "17:30"),
            ("FREQ=WEEKLY;BYDAY=TH", "18:00"),
        ]
        assert row.draft["age"] == {"min": 8, "max": 12}
        assert codes_of(row) == (["columns-not-used"] if "Speeldag" in header else [])

    def test_a_number_that_only_one_column_has_changes_nothing(self) -> None:
        draft = read_one("Naam;Dag 1;Tijd 1;Adres 2", "Voetbal;dinsdag;17:30-18:30;Laan 1")
        assert [rule["rrule"] for rule in draft["schedule"]["rules"]] == ["FREQ=WEEKLY;BYDAY=TU"]

    @pytest.mark.parametrize(
        ("words", "rule"),
        [
            ("4x op wo vanaf 4 november 2026, 15.00-17.00 uur", "FREQ=WEEKLY;BYDAY=WE;COUNT=4"),
            ("wo 15.00-17.00 vanaf 4 november 2026 (10 lessen)", "FREQ=WEEKLY;BYDAY=WE;COUNT=10"),
            ("2x per week vanaf 4 november 2026, wo 15.00-17.00", "FREQ=WEEKLY;BYDAY=WE"),
            ("2 x in de week, wo 15.00-17.00, vanaf 4 november 2026", "FREQ=WEEKLY;BYDAY=WE"),
        ],
    )
    def test_a_number_of_lessons_in_the_words_ends_the_series(self, words: str, rule: str) -> None:
        draft = read_one("Naam;Wanneer", f'Koken;"{words}"')
        assert [one["rrule"] for one in draft["schedule"]["rules"]] == [rule]


class TestCounters:
    def test_numbers_that_only_count_the_rows_are_no_identity(self) -> None:
        before = read_lines("Nr;Titel", "1;Judo", "2;Dans")
        after = read_lines("Nr;Titel", "1;Zang", "2;Judo", "3;Dans")
        assert [row.external_id for row in before] == [row.external_id for row in after[1:]]

    def test_an_id_that_counts_is_an_identity_all_the_same(self) -> None:
        assert [row.external_id for row in read_lines("Id;Titel", "1;Judo", "2;Dans")] == ["1", "2"]
        assert [row.external_id for row in read_lines("Nr;Titel", "1;Judo", "4;Dans")] == ["1", "4"]


@pytest.mark.parametrize(
    ("header", "answer", "is_hidden"),
    [
        ("Adres tonen", "na aanmelden", True),
        ("Adres tonen", "nee", True),
        ("Adres tonen", "ja", False),
        ("Adres tonen", "", False),
        ("Adres verbergen", "ja", True),
        ("Adres verbergen", "ja, thuisadres", True),
        ("Adres verbergen", "nee", False),
    ],
)
def test_an_address_is_hidden_unless_it_plainly_may_be_shown(header: str, answer: str, is_hidden: bool) -> None:
    (row,) = read_lines(f"Titel;Adres;Plaats;{header}", f"Pianoles;Dorpsstraat 1;Den Haag;{answer}")
    assert row.draft is not None
    assert (row.draft["place"].get("addressShown") == "onEnrolment") is is_hidden


@pytest.mark.parametrize(
    ("place", "remark", "is_hidden"),
    [
        ("Bij mij thuis, Laan 1, 2531 AB Den Haag", "Neem een schrift mee", True),
        ("Laan 1, 2531 AB Den Haag", "Adres alleen na aanmelding", True),
        ("Laan 1, 2531 AB Den Haag", "Het adres krijg je na inschrijving.", True),
        ("Laan 1, 2531 AB Den Haag", "Je maakt iets voor bij jou thuis; meld je aan", False),
        ("Thuishaven, Laan 1, 2531 AB Den Haag", "Na aanmelding krijg je een mail", False),
    ],
)
def test_the_address_of_a_home_is_hidden(place: str, remark: str, is_hidden: bool) -> None:
    (row,) = read_lines("Titel;Locatie;Opmerking", f"Pianoles;{place};{remark}")
    assert row.draft is not None
    assert (row.draft["place"].get("addressShown") == "onEnrolment") is is_hidden
