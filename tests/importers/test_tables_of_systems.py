"""Tables as named systems and people make them, each with its outcome worked out by hand. Today is 21 November 2026."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.errors import InvalidInput
from app.importers.reading import ReadRow
from tests.support.tables import accept, codes_of, read_lines

Told = dict[str, Any]


def tell(row: ReadRow) -> Told:
    """The draft in few words, so that a table of outcomes can be read."""
    draft = row.draft
    if draft is None:
        return {"faults": [fault.code for fault in row.faults], "codes": codes_of(row)}
    place, age, contact = draft.get("place", {}), draft.get("age"), draft.get("contact", {})
    address, enrolment = place.get("address", {}), draft.get("enrolment", {})
    return {
        "title": draft["title"],
        "org": (draft.get("organisation") or {}).get("name"),
        "place": place.get("name"),
        "street": address.get("streetAddress"),
        "postcode": address.get("postalCode"),
        "town": address.get("addressLocality"),
        "rules": [tell_rule(rule) for rule in draft.get("schedule", {}).get("rules", ()) if "rrule" in rule],
        "dates": [tell_date(one) for one in draft.get("sessions", ())],
        "season": tuple(draft.get("season", {}).values()),
        "age": f"{age.get('min', '')}-{age.get('max', '')}" if age else None,
        "groups": [name.removeprefix("groep") for name in draft.get("schoolGroups", ())],
        "cost": draft.get("cost"),
        "prices": [f"{one['kind']} {one['per']} {one.get('amount', '')}".strip() for one in draft.get("prices", ())],
        "trial": draft.get("freeTrial"),
        "holidays": draft.get("runsInHolidays"),
        "how": enrolment.get("how"),
        "enrol": enrolment.get("status"),
        "status": draft.get("status"),
        "link": enrolment.get("url"),
        "url": contact.get("url"),
        "email": contact.get("email") or enrolment.get("email"),
        "phone": contact.get("phone"),
        "wijk": place.get("wijk"),
        "off": [one["original"][5:10] for one in draft.get("schedule", {}).get("exceptions", ())],
        "attendance": draft.get("attendance"),
        "text": draft.get("description"),
        "size": draft.get("group", {}).get("size"),
        "codes": codes_of(row),
    }


def tell_rule(rule: dict[str, str]) -> str:
    """`WE 14:00-15:30`, with what bounds it behind."""
    parts = dict(part.split("=") for part in rule["rrule"].split(";"))
    every = f"{parts['INTERVAL']}x" if "INTERVAL" in parts else ""
    ends = (
        f" until {parts['UNTIL'][:8]}" if "UNTIL" in parts else f" {parts['COUNT']} times" if "COUNT" in parts else ""
    )
    return f"{every}{parts['BYDAY']} {rule['startsAt'][11:]}-{rule['endsAt'][11:]}{ends}"


def tell_date(session: dict[str, str]) -> str:
    """`12-05 10:00-16:00`."""
    return f"{session['startsAt'][5:10]} {session['startsAt'][11:]}-{session['endsAt'][11:]}"


def check(rows: Sequence[ReadRow], *expected: Told) -> None:
    """Every row says what was expected of it, and there are as many."""
    told = [tell(row) for row in accept(list(rows))]
    shown = [{name: one.get(name) for name in wanted} for one, wanted in zip(told, expected, strict=True)]
    assert shown == list(expected)


class TestSystems:
    def test_the_calendar_of_a_library(self) -> None:
        check(
            read_lines(
                "Event Title,Start Date,Start Time,End Time,Location,Audience,Registration Required,Seats,Event URL,"
                "Presenter",
                "Voorlezen,2026-12-02,10:00,10:45,Bibliotheek Zuid,Peuters,No,20,https://bieb.example/e/1,Jan de Vries",
                "Makerlab,2026-12-09,14:00,16:00,Bibliotheek Zuid,Kinderen 8-12 jaar,Yes,12,https://bieb.example/e/2,",
            ),
            {"title": "Voorlezen", "dates": ["12-02 10:00-10:45"], "place": "Bibliotheek Zuid", "how": ["walkIn"],
             "groups": ["peuters"], "url": "https://bieb.example/e/1"},
            {"title": "Makerlab", "dates": ["12-09 14:00-16:00"], "age": "8-12", "how": None},
        )  # fmt: skip

    def test_the_clubs_of_a_sports_desk(self) -> None:
        check(
            read_lines(
                "Vereniging;Sport;Accommodatie;Straat;Huisnummer;Postcode;Plaats;Leeftijd van;Leeftijd tot en met;"
                "Contributie;Trainingsdagen;Website;Proefles",
                "HC Voorbeeld;Hockey;Sportpark De Bres;Bresweg;12;2548AB;Den Haag;6;18;€ 250 per seizoen;"
                "di 17.30-18.30, za 9.00-10.00;www.hcvoorbeeld.nl;ja",
            ),
            {"title": "Hockey", "org": "HC Voorbeeld", "place": "Sportpark De Bres", "street": "Bresweg 12",
             "postcode": "2548 AB", "town": "Den Haag", "age": "6-18", "prices": ["base season 250.00"],
             "rules": ["TU 17:30-18:30", "SA 09:00-10:00"], "trial": True, "url": "https://www.hcvoorbeeld.nl",
             "codes": []},
        )  # fmt: skip

    def test_the_agenda_of_a_theatre(self) -> None:
        check(
            read_lines(
                "Voorstelling;Gezelschap;Datum;Aanvang;Zaal;Leeftijd;Prijs;Prijs met pas;Ticketlink;Status",
                "Ali Baba;Theater Sonneveld;zo 13 dec 2026;15.00 uur;Grote Zaal;6+;€ 14,50;€ 12,50;https://t.example/1;"
                "Uitverkocht",
            ),
            {"title": "Ali Baba", "dates": ["12-13 15:00-16:00"], "age": "6-", "enrol": "full", "place": "Grote Zaal",
             "prices": ["base session 14.50", "reduced session 12.50"], "link": "https://t.example/1"},
        )  # fmt: skip

    def test_the_answers_of_a_form(self) -> None:
        check(
            read_lines(
                "Tijdstempel,Wat is de naam van je activiteit?,Voor welke leeftijd is de activiteit?,Op welke dag(en)?,"
                "Hoe laat begint het?,Hoe laat is het klaar?,Wat kost het?,Waar is het?,Wat is je e-mailadres?",
                "21-11-2026 10:03:12,Breiclub,8 t/m 12 jaar,dinsdag,15:30,17:00,Gratis,Buurthuis De Kern,info@kern.nl",
            ),
            {"title": "Breiclub", "age": "8-12", "rules": ["TU 15:30-17:00"], "cost": "free", "email": "info@kern.nl",
             "place": "Buurthuis De Kern", "dates": [], "codes": ["columns-not-used"]},
        )  # fmt: skip

    def test_the_social_map_of_a_municipality(self) -> None:
        check(
            read_lines(
                "Naam organisatie;Naam aanbod;Omschrijving;Doelgroep;Kosten;Adres;Postcode;Plaats;Telefoon;E-mail;"
                "Website;Dagen en tijden",
                "Stichting Buurt;Taalclub;Oefen samen;Kinderen 8-12 jaar;Geen kosten;Kerkplein 1;2512 AA;Den Haag;"
                "070 123 45 67;info@buurt.nl;buurt.nl;woensdag van 13:30 tot 15:00 uur",
            ),
            {"title": "Taalclub", "org": "Stichting Buurt", "age": "8-12", "cost": "free", "street": "Kerkplein 1",
             "rules": ["WE 13:30-15:00"], "phone": "070 123 45 67", "url": "https://buurt.nl", "codes": []},
        )  # fmt: skip

    def test_a_programme_after_school(self) -> None:
        check(
            read_lines(
                "Workshop;Blok;Groep;School;Dag;Tijd;Startdatum;Aantal lessen;Docent;Kosten",
                "Striptekenen;Blok 2;5 t/m 8;OBS De Regenboog;Donderdag;15:15-16:15;14-01-2027;6;Piet Jansen;€ 15,00",
            ),
            {"title": "Striptekenen", "groups": ["5", "6", "7", "8"], "place": "OBS De Regenboog",
             "rules": ["TH 15:15-16:15 6 times"], "prices": ["base course 15.00"],
             "codes": ["columns-not-used", "person-left-out"]},
        )  # fmt: skip

    def test_the_calendar_of_outlook_in_dutch(self) -> None:
        check(
            read_lines(
                '"Onderwerp","Begindatum","Begintijd","Einddatum","Eindtijd","Duurt hele dag","Locatie","Beschrijving"',
                '"Kinderkookcafé","11-12-2026","15:00:00","11-12-2026","17:00:00","Onwaar","Buurthuis","Samen koken"',
                '"Open dag","12-12-2026","00:00:00","13-12-2026","00:00:00","Waar","Buurthuis","Kom kijken"',
            ),
            {"title": "Kinderkookcafé", "dates": ["12-11 15:00-17:00"], "text": "Samen koken", "codes": []},
            {"title": "Open dag", "dates": ["12-12 00:00-00:00"], "codes": []},
        )  # fmt: skip

    def test_the_calendar_of_google(self) -> None:
        check(
            read_lines(
                "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private",
                "Schaaktoernooi,12/05/2026,10:00 AM,12/05/2026,4:00 PM,False,Kom schaken,"
                '"Clubhuis, Laan 1, Gouda",False',
            ),
            {"title": "Schaaktoernooi", "dates": ["12-05 10:00-16:00"], "place": "Clubhuis", "street": "Laan 1",
             "town": "Gouda"},
        )  # fmt: skip

    def test_a_base_with_ticks_and_lists(self) -> None:
        check(
            read_lines(
                "Naam,Gratis,Thema,Dagen,Tijd,Doelgroepen",
                'Bandjesavond,checked,"Muziek,Dans",vrijdag,19:00-21:00,0-4 jaar|4-12 jaar|12-18 jaar',
                "Kookavond,,Koken,vrijdag,17:00-19:00,8-12 jaar",
            ),
            {"title": "Bandjesavond", "cost": "free", "rules": ["FR 19:00-21:00"], "age": "0-18", "codes": []},
            {"title": "Kookavond", "cost": None, "age": "8-12"},
        )

    def test_a_database_of_notes(self) -> None:
        check(
            read_lines(
                "Name,Date,Location",
                'Vlogles,"December 5, 2026 2:00 PM (GMT+1) → 4:00 PM",Jongerencentrum',
                'Fotoles,"December 12, 2026 → December 13, 2026",Jongerencentrum',
            ),
            {"title": "Vlogles", "dates": ["12-05 14:00-16:00"]},
            {"title": "Fotoles", "dates": ["12-12 00:00-00:00", "12-13 00:00-00:00"], "codes": ["clock-missing"]},
        )

    def test_opening_hours_in_a_column_for_each_day(self) -> None:
        check(
            read_lines(
                "Naam;Ma;Di;Wo;Do;Vr;Za;Zo", "Bouwspeeltuin;-;13-17;13-17;;13:00-17:00;10.00 - 17.00 uur;gesloten"
            ),
            {"rules": ["TU 13:00-17:00", "WE 13:00-17:00", "FR 13:00-17:00", "SA 10:00-17:00"], "codes": []},
        )

    def test_a_camp_from_one_day_until_another_under_short_headers(self) -> None:
        check(
            read_lines("Kamp;Van;Tot;Tijd;Leeftijd;Prijs", "Robotkamp;28-12-2026;30-12-2026;9-16 uur;8-12;€ 90"),
            {"dates": ["12-28 09:00-16:00", "12-29 09:00-16:00", "12-30 09:00-16:00"], "title": "Robotkamp",
             "prices": ["base course 90.00"]},
        )  # fmt: skip


WORDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("wo. 14.30-16.00 u (niet in schoolvakanties)", {"rules": ["WE 14:30-16:00"], "holidays": "no", "codes": []}),
    ("elke 1e zaterdag v/d maand 10-12 uur", {"rules": ["1SA 10:00-12:00"], "codes": []}),
    ("iedere eerste en derde woensdag van de maand, 14.00 - 15.30", {"rules": ["1WE,3WE 14:00-15:30"], "codes": []}),
    ("laatste zondag van de maand 13.00-16.00 uur", {"rules": ["-1SU 13:00-16:00"], "codes": []}),
    ("ma t/m vr 15:30 - 17:00", {"rules": ["MO,TU,WE,TH,FR 15:30-17:00"], "codes": []}),
    ("dinsdag 16u-17u, m.u.v. schoolvakanties", {"rules": ["TU 16:00-17:00"], "holidays": "no", "codes": []}),
    ("om de week op donderdag 19.00-20.30", {"rules": [], "codes": ["weeks-unclear"]}),
    ("zaterdagochtend vanaf 9.00 uur", {"rules": ["SA 09:00-10:00"], "codes": ["end-assumed"]}),
    ("di 1, 8 en 15 december 2026 14.00-15.00", {"dates": [f"12-{day} 14:00-15:00" for day in ("01", "08", "15")]}),
    (
        "7 januari, 4 februari en 4 maart 2027, 10.30-11.30 uur",
        {"dates": ["01-07 10:30-11:30", "02-04 10:30-11:30", "03-04 10:30-11:30"], "codes": []},
    ),
    ("vanaf 7 januari 2027 elke donderdag 16:00-17:00 uur (8 lessen)", {"rules": ["TH 16:00-17:00 8 times"]}),
    ("zaterdag 12 december 14:00 (inloop vanaf 13:45)", {"dates": ["12-12 14:00-15:00"]}),
    ("za 12 december 2026 14:00-16:00 (zaal open 13:30)", {"dates": ["12-12 14:00-16:00"]}),
    ("wo 2 dec 2026 t/m wo 16 dec 2026 14-15 uur", {"rules": ["WE 14:00-15:00 until 20261216"], "dates": []}),
    ("ma 9-12 uur en do 13-16 uur", {"rules": ["MO 09:00-12:00", "TH 13:00-16:00"], "codes": []}),
    ("even weken: donderdag 19.00-20.30", {"rules": ["2xTH 19:00-20:30"], "codes": []}),
    ("wo (14.00-15.00 uur) & vr (15.30-16.30 uur)", {"rules": ["WE 14:00-15:00", "FR 15:30-16:30"], "codes": []}),
    ("Kerstvakantie, ma 28 december 10:00-12:00", {"dates": ["12-28 10:00-12:00"]}),
    (
        "van september t/m mei op woensdag 14:00-15:00",
        {"rules": ["WE 14:00-15:00 until 20270531"], "season": ("2026-09-01", "2027-05-31")},
    ),
    ("woensdagmiddag van kwart over 2 tot half 4", {"rules": ["WE 14:15-15:30"]}),
    ("elke eerste zaterdag 10-12 uur", {"rules": ["1SA 10:00-12:00"], "codes": []}),
    ("1ste en 3de wo v.d. mnd 14:00-15:30", {"rules": ["1WE,3WE 14:00-15:30"], "codes": []}),
    ("vanaf de eerste woensdag van januari", {"rules": []}),
    ("dagelijks behalve maandag 10.00-17.00", {"rules": ["TU,WE,TH,FR,SA,SU 10:00-17:00"], "codes": []}),
    ("di t/m zo 10-17 uur (m.u.v. donderdag)", {"rules": ["TU,WE,FR,SA,SU 10:00-17:00"], "codes": []}),
    ("tussen 14.00 en 16.00 uur op woensdag", {"rules": ["WE 14:00-16:00"], "codes": []}),
    ("in de zomervakantie ma t/m vr 10-16 uur", {"rules": [], "holidays": "yes", "codes": ["weeks-unclear"]}),
    ("wo 14-15 uur, ook in de zomervakantie", {"rules": ["WE 14:00-15:00"], "holidays": "yes", "codes": []}),
    (
        "wo 15-16 uur, start 6 januari 2027, einde 24 maart 2027",
        {"rules": ["WE 15:00-16:00 until 20270324"], "season": ("2027-01-06", "2027-03-24"), "dates": [], "codes": []},
    ),
    (
        "eerste les 6 januari 2027, wo 15-16 uur, laatste les 24 maart 2027",
        {"rules": ["WE 15:00-16:00 until 20270324"], "dates": [], "codes": []},
    ),
    ("op afspraak", {"rules": [], "dates": []}),
)


class TestTimes:
    @pytest.mark.parametrize(("words", "expected"), WORDS, ids=[words for words, _ in WORDS])
    def test_times_in_words(self, words: str, expected: Told) -> None:
        check(read_lines("Activiteit;Wanneer", f'Club;"{words}"'), {"title": "Club", **expected})

    @pytest.mark.parametrize(
        "words",
        [
            "elke woensdag 14.00-15.00 (niet op 23 en 30 december)",
            "wo 14:00-15:00, niet op 23/12 en 30/12",
            "wo 14.00-15.00 uur, m.u.v. wo 23-12 en wo 30-12",
            "woensdag 14-15 uur behalve 23-12-2026 en 30-12-2026",
        ],
    )
    def test_days_it_does_not_take_place_are_no_dates(self, words: str) -> None:
        (row,) = read_lines("Activiteit;Wanneer", f'Club;"{words}"')
        told = tell(row)
        assert (told["rules"], told["dates"]) == (["WE 14:00-15:00"], [])
        assert row.draft is not None
        assert len(row.draft["schedule"]["rules"]) == 1
        assert row.draft["schedule"]["exceptions"] == [
            {"original": "2026-12-23T14:00", "status": "cancelled"},
            {"original": "2026-12-30T14:00", "status": "cancelled"},
        ]


MONEY: tuple[tuple[str, str | None, list[str]], ...] = (
    ("€5 p.p. / € 2,50 met Ooievaarspas", "paid", ["base once 5.00", "reduced once 2.50"]),
    ("gratis (materiaal € 3)", "paid", ["materials once 3.00"]),
    ("€ 2,- (kinderen t/m 3 jaar gratis)", "paid", ["base once 2.00", "reduced once 0.00"]),
    ("Gratis! Aanmelden verplicht.", "free", []),
    ("geen kosten aan verbonden", "free", []),
    ("€ 27,50 per 3 maanden", "paid", ["base term 27.50"]),
    ("€ 95 per half jaar", "paid", ["base halfYear 95.00"]),
    ("1e les gratis, daarna € 6 per les", "paid", ["base session 6.00"]),
    ("€ 60,- voor 8 lessen (excl. € 5,- materiaalkosten)", "paid", ["base course 60.00", "materials once 5.00"]),
    ("niet van toepassing", None, []),
    ("n.n.b.", None, []),
    ("zie website", None, []),
    ("€ 12,50 per kwartaal (2e kind € 10)", "paid", ["base term 12.50", "secondChild term 10.00"]),
    ("strippenkaart 10x € 45, losse les € 5", "paid", ["base card 45.00", "base session 5.00"]),
    ("vrijwillige bijdrage (richtbedrag € 3)", "free", ["voluntary once 3.00"]),
)


class TestMoneyAndAges:
    @pytest.mark.parametrize(("words", "cost", "prices"), MONEY, ids=[words for words, *_ in MONEY])
    def test_prices_in_words(self, words: str, cost: str | None, prices: list[str]) -> None:
        check(read_lines("Activiteit;Kosten", f"Club;{words}"), {"title": "Club", "cost": cost, "prices": prices})

    @pytest.mark.parametrize(
        ("words", "age", "groups"),
        [
            ("vanaf groep 3", None, ["3", "4", "5", "6", "7", "8"]),
            ("4+", "4-", []),
            ("4 - 12 jr", "4-12", []),
            ("t/m 12", "-12", []),
            ("6 tot 10 jaar", "6-9", []),
            ("groep 1/2", None, ["1", "2"]),
            ("gr. 5 t/m 8", None, ["5", "6", "7", "8"]),
            ("bovenbouw (groep 6-8)", None, ["6", "7", "8"]),
            ("alle leeftijden", "0-", []),
            ("2,5 tot 4 jaar", "2-3", []),
            ("JO8 en JO9", "-8", []),
            ("8 jaar en ouder", "8-", []),
            ("(4 t/m 6 jaar) en (7 t/m 12 jaar)", "4-12", []),
            ("kinderen vanaf 6 jaar (t/m 8 jaar met begeleiding)", "6-", []),
        ],
    )
    def test_ages_in_words(self, words: str, age: str | None, groups: list[str]) -> None:
        check(read_lines("Activiteit;Leeftijd", f"Club;{words}"), {"age": age, "groups": groups})


class TestFiles:
    def test_windows_with_curly_quotes(self) -> None:
        check(
            read_lines(
                "Titel;Omschrijving;Prijs", "Kinder“disco”;Dans mee – ‘echt’ leuk…;€ 2,50 per keer", encoding="cp1252"
            ),
            {"title": "Kinder“disco”", "text": "Dans mee – ‘echt’ leuk…", "prices": ["base session 2.50"], "codes": []},
        )

    def test_unicode_text_of_excel(self) -> None:
        rows = read_lines("Titel\tDag\tTijd", "Café\two\t14-15 uur", encoding="utf-16")
        check(rows, {"title": "Café", "rules": ["WE 14:00-15:00"], "codes": []})

    def test_empty_columns_and_headers_that_come_twice(self) -> None:
        check(
            read_lines(
                "Titel;;Datum;Datum;Tijd;Opmerking;Opmerking;;;",
                "Kerstbal;;12-12-2026;13-12-2026;20-22 uur;Neem een muts mee;Ook voor ouders;;;",
            ),
            {
                "dates": ["12-12 20:00-22:00"],
                "text": "Neem een muts mee\n\nOok voor ouders",
                "codes": ["columns-not-used"],
            },
        )

    def test_an_inch_in_a_cell_of_tabs(self) -> None:
        check(
            read_lines("Titel\tDag\tTijd", '6" pizza bakken\two\t14-15 uur', "Judo\tdo\t15-16 uur"),
            {"title": '6" pizza bakken'},
            {"title": "Judo"},
        )

    def test_a_table_without_a_header_is_refused_with_its_first_row(self) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_lines("Judo;woensdag;15:00-16:00;gratis", "Dans;donderdag;15:00-16:00;gratis")
        assert [fault.code for fault in refused.value.faults] == ["header-missing"]

    def test_a_very_long_cell_is_cut_and_says_so(self) -> None:
        check(
            read_lines("Titel;Omschrijving", f"Judo;{'woord ' * 6000}", "Dans;kort"),
            {"title": "Judo", "codes": ["text-shortened"]},
            {"title": "Dans", "codes": []},
        )

    def test_a_formula_stays_text(self) -> None:
        check(
            read_lines("Titel;Omschrijving", '=HYPERLINK("https://x.example");+31 6 is geen som', "@Home;-"),
            {"title": '=HYPERLINK("https://x.example")', "text": "+31 6 is geen som"},
            {"title": "@Home"},
        )

    @pytest.mark.parametrize(
        ("word", "status", "enrol"),
        [
            ("Geannuleerd wegens ziekte", "cancelled", None),
            ("GEANNULEERD!", "cancelled", None),
            ("Vol (wachtlijst)", None, "waitlist"),
            ("Nog 3 plekken", None, None),
            ("gaat door", None, None),
        ],
    )
    def test_a_status_with_more_words(self, word: str, status: str | None, enrol: str | None) -> None:
        check(read_lines("Titel;Status", f"Judo;{word}"), {"status": status, "enrol": enrol})


class TestCells:
    @pytest.mark.parametrize(
        ("header", "cells", "dates", "codes"),
        [
            ("Datum;Tijd;Eindtijd", "9-12-2026;14:00;15:30", ["12-09 14:00-15:30"], []),
            ("Datum;Tijd;Tot", "9-12-2026;14;15.30", ["12-09 14:00-15:30"], []),
            ("Datum;Tijd", "9/12;14:00-15:30", ["12-09 14:00-15:30"], ["year-assumed"]),
            ("Datum;Tijd", "9-12 en 16-12;14-15", ["12-09 14:00-15:00", "12-16 14:00-15:00"], ["year-assumed"]),
            ("Datum;Tijd;Eindtijd", "09-Dec-26;2pm;3pm", ["12-09 14:00-15:00"], []),
            ("Datum;Tijd;Eindtijd", "9-12-2026;14:00;13:00", ["12-09 14:00-15:00"], ["end-before-start"]),
            ("Datum;Tijd", "30-02-2026;14:00", [], ["date-not-understood", "time-not-understood"]),
        ],
    )
    def test_a_day_and_its_clocks(self, header: str, cells: str, dates: list[str], codes: list[str]) -> None:
        check(read_lines(f"Titel;{header}", f"Film;{cells}"), {"dates": dates, "codes": codes})

    def test_the_number_to_send_a_message_to_is_kept(self) -> None:
        (row,) = read_lines("Titel;Aanmelden", "Film;Stuur een WhatsApp naar 06 1234 5678")
        assert row.draft is not None
        assert row.draft["enrolment"] == {"phone": "06 1234 5678", "how": ["whatsapp"]}

    @pytest.mark.parametrize(
        ("header", "value", "told"),
        [
            ("Vrije plaatsen", "vol", {"enrol": "full", "codes": []}),
            ("Max deelnemers", "8-10", {"size": 10, "codes": []}),
            ("Max deelnemers", "12 kinderen", {"size": 12, "codes": []}),
            ("Max deelnemers", "onbeperkt", {"size": None, "codes": []}),
            ("Max deelnemers", "veel", {"size": None, "codes": ["not-number"]}),
            ("Duur", "n.v.t.", {"codes": []}),
            ("Materiaalkosten", "inclusief", {"prices": [], "codes": []}),
            ("Leeftijd", "vmbo 1 en 2", {"age": None, "codes": []}),
        ],
    )
    def test_words_in_cells_of_numbers(self, header: str, value: str, told: Told) -> None:
        check(read_lines(f"Titel;{header}", f"Film;{value}"), told)


ASIDE: Told = {"faults": [], "codes": ["row-no-offer"]}


class TestPartsOfTables:
    def test_a_day_above_its_rows_is_their_day(self) -> None:
        check(
            read_lines(
                "Activiteit;Tijd;Leeftijd",
                "MAANDAG;;",
                "Judo;15-16 uur;6-8",
                "Zang;16-17 uur;6-8",
                "Dinsdag:;;",
                "Dans;15-16 uur;6-8",
            ),
            ASIDE,
            {"title": "Judo", "rules": ["MO 15:00-16:00"], "codes": []},
            {"title": "Zang", "rules": ["MO 16:00-17:00"], "codes": []},
            ASIDE,
            {"title": "Dans", "rules": ["TU 15:00-16:00"], "codes": []},
        )

    def test_headings_and_their_headers_are_no_offers(self) -> None:
        rows = read_lines(
            "Sport;;;",
            "Activiteit;Dag;Tijd;Prijs",
            "Judo;wo;15-16;gratis",
            "Cultuur;;;",
            "Naam;Dag;Tijd;Kosten",
            "Dans;do;15-16;gratis",
            "NATUUR;;;",
            "Tuinieren;vr;15-16;gratis",
        )
        assert [row.draft["title"] for row in rows if row.draft] == ["Judo", "Dans", "Tuinieren"]
        assert [row.location for row in rows if row.draft is None] == ["line 4", "line 5", "line 7"]

    def test_remarks_are_no_offers_and_an_offer_that_says_little_is(self) -> None:
        rows = read_lines(
            "Titel;Dag;Tijd",
            "Judo;wo;15-16",
            "Dans;;",
            "* Alleen in schoolweken;;",
            "Zang;vr;15-16",
            "Klei;;",
            "Vragen? Bel 070-1234567;;",
            "Kijk voor meer informatie op www.example.org;;",
        )
        assert [row.draft["title"] for row in rows if row.draft] == ["Judo", "Dans", "Zang", "Klei"]
        assert all(codes_of(row) == ["row-no-offer"] for row in rows if row.draft is None)

    def test_a_list_of_titles_keeps_every_line(self) -> None:
        assert len(read_lines("Activiteit", "JUDO", "Dansen op muziek voor alle kinderen.", "Vragen?")) == 3

    def test_lines_of_dashes_are_no_offers(self) -> None:
        check(
            read_lines("| Titel | Dag | Tijd |", "|---|---|---|", "| Judo | wo | 15-16 |"),
            ASIDE,
            {"title": "Judo", "rules": ["WE 15:00-16:00"]},
        )

    @pytest.mark.parametrize(
        ("header", "cells", "codes"),
        [
            ("Datum;Tijd", "9-12-2020;14-15", ["all-past"]),
            ("Datum;Tijd", "9-12-2026;14-15", []),
            ("Einddatum;Prijs", "1-1-2020;gratis", ["all-past"]),
            ("Einddatum;Prijs", "1-1-2027;gratis", []),
        ],
    )
    def test_what_is_over_is_told(self, header: str, cells: str, codes: list[str]) -> None:
        check(read_lines(f"Titel;{header}", f"Film;{cells}"), {"codes": codes})

    def test_the_lowest_and_highest_price_are_one(self) -> None:
        (row,) = read_lines("Titel;Prijs van;Prijs tot", "Film;5;10")
        assert row.draft is not None
        assert row.draft["prices"] == [{"per": "once", "kind": "base", "amount": "5.00", "amountMax": "10.00"}]
