"""Tables in the shapes that people give them: a week as a grid, a sheet on its side, crosses, headings, empty cells,
each with its outcome worked out by hand. Today is Saturday 21 November 2026."""

from typing import Any

import pytest
from openpyxl import Workbook

from app.errors import InvalidInput
from app.importers.csv_reader import read_csv
from app.importers.reading import ReadRow
from app.importers.xlsx_reader import read_xlsx
from tests.importers.test_tables_of_systems import check, tell
from tests.support.tables import accept, codes_of, make_context, make_workbook, read_lines, save

Told = dict[str, Any]


def offers_of(rows: list[ReadRow]) -> list[ReadRow]:
    return [row for row in rows if row.draft is not None]


SHAPES: dict[str, tuple[str, list[Told]]] = {
    "a week with a column for each day": (
        "Tijd;Maandag;Dinsdag;Woensdag;Donderdag\n"
        "15:00-16:00;Kleuterdans (4-6);;Knutselen;\n"
        "16:00-17:00;-;Theater 8+;;pauze\n",
        [
            {"title": "Kleuterdans (4-6)", "rules": ["MO 15:00-16:00"], "age": "4-6"},
            {"title": "Knutselen", "rules": ["WE 15:00-16:00"]},
            {"title": "Theater 8+", "rules": ["TU 16:00-17:00"], "age": "8-"},
        ],
    ),
    "a holiday with a column for each date": (
        "Zaal;Ma 21 dec;Di 22 dec;Wo 23 dec\nGymzaal;10.00-12.00 Apenkooien;13:00 Film;\n",
        [
            {"title": "Apenkooien", "dates": ["12-21 10:00-12:00"], "text": "Zaal: Gymzaal"},
            {"title": "Film", "dates": ["12-22 13:00-14:00"]},
        ],
    ),
    "a month with its days in numbers": (
        "Activiteitenkalender januari 2027;;;;\nMa;Di;Wo;Do;Vr\n4;5;6;7;8\n;;14:00 Knutselen;15:30 Film;\n"
        "11;12;13;14;15\n15:00-16:00 Judo;;;;\n",
        [
            {"title": "Knutselen", "dates": ["01-06 14:00-15:00"]},
            {"title": "Film", "dates": ["01-07 15:30-16:30"]},
            {"title": "Judo", "dates": ["01-11 15:00-16:00"]},
        ],
    ),
    "dates in a list without a year": (
        "Cursus;Data;Dag;Tijd\nKeramiek;12/1, 19/1 en 26/1;di;15.30-17.00\nStrips;14/1 t/m 4/2;do;16.00-17.00\n"
        "Koor;15 januari, 12 februari en 12 maart 2027;vr;19-20\n",
        [
            {"title": "Keramiek", "dates": ["01-12 15:30-17:00", "01-19 15:30-17:00", "01-26 15:30-17:00"]},
            {"title": "Strips", "rules": ["TH 16:00-17:00 until 20270204"]},
            {"title": "Koor", "dates": ["01-15 19:00-20:00", "02-12 19:00-20:00", "03-12 19:00-20:00"]},
        ],
    ),
    "an export of pages with the day they were made": (
        "ID,Title,Content,Date,Event Start,Event End,Cost\n"
        "88,Theater,Voor iedereen vanaf 4 jaar.,2026-10-01,2026-12-13 15:00:00,2026-12-13 16:00:00,€ 8\n",
        [{"title": "Theater", "dates": ["12-13 15:00-16:00"], "age": "4-", "prices": ["base session 8.00"],
          "codes": ["columns-not-used", "age-from-text"]}],
    ),
    "who signed up": (
        "Naam deelnemer;Activiteit;Datum;Tijd;Telefoon ouder;E-mail\n"
        "Sem;Judo;6-12-2026;10-11;0612345678;sem@example.org\n",
        [{"title": "Judo", "phone": None, "email": None, "codes": ["private-left-out"] * 3}],
    ),
    "a full activity and one without sign-up": (
        "Activiteit;Datum;Tijd;Reserveren\nSpookuur;11-12-2026;19.00-20.00;vol\nVoorlezen;2-12-2026;10.30-11.00;nee\n",
        [{"title": "Spookuur", "enrol": "full", "codes": []}, {"title": "Voorlezen", "how": ["walkIn"]}],
    ),
    "a table on its side": (
        "Naam;Kookclub;Fietsles\nLeeftijd;8-12;6+\nDag;woensdag;zaterdag\nTijd;14:00-16:00;10:00-11:30\n"
        "Kosten;€ 2 per keer;gratis\n",
        [
            {"title": "Kookclub", "age": "8-12", "rules": ["WE 14:00-16:00"], "prices": ["base session 2.00"]},
            {"title": "Fietsles", "age": "6-", "rules": ["SA 10:00-11:30"], "cost": "free"},
        ],
    ),
    "a column of names under a header that nobody knows": (
        "Wat er te doen is bij ons;Leeftijd;Dag;Tijd\nTimmeren;8-12;wo;14-16\nKoken;6+;vr;15-16\n",
        [
            {"title": "Timmeren", "age": "8-12", "rules": ["WE 14:00-16:00"], "codes": ["title-column-assumed"]},
            {"title": "Koken", "age": "6-", "rules": ["FR 15:00-16:00"]},
        ],
    ),
    "groups that are crossed": (
        "Activiteit;Dag;Tijd;gr 1/2;gr 3/4;gr 5/6;gr 7/8;Max.\nDans;ma;14:30-15:15;x;;;;12\n"
        "Techniek;di;14:30-15:45;;nee;x;X;15\n",
        [
            {"title": "Dans", "groups": ["1", "2"], "size": 12},
            {"title": "Techniek", "groups": ["5", "6", "7", "8"], "size": 15},
        ],
    ),
    "a date in a column for each lesson": (
        "Workshop;Les 1;Les 2;Les 3;Tijd\nGraffiti;13-1-2027;20-1-2027;27-1-2027;15:00-16:30\n"
        "Rap;14 jan;21 jan;;15-16\n",
        [
            {"title": "Graffiti", "dates": ["01-13 15:00-16:30", "01-20 15:00-16:30", "01-27 15:00-16:30"]},
            {"title": "Rap", "dates": ["01-14 15:00-16:00", "01-21 15:00-16:00"]},
        ],
    ),
    "headings that name an area": (
        "Activiteit;Dag;Tijd;Leeftijd\nWijk Laak;;;\nTimmerclub;wo;14:00-16:00;8-12\nWijk: Escamp;;;\n"
        "Kookclub;do;15:30-17:30;10-14\n",
        [{"title": "Timmerclub", "wijk": "Laak"}, {"title": "Kookclub", "wijk": "Escamp"}],
    ),
    "headings that name a month": (
        "Dag;Datum;Activiteit;Tijd\nDECEMBER 2026;;;\nwo;2;Knutselen;14:00-16:00\nvr;11;Disco;19:00-21:00\n"
        "Januari 2027;;;\nwo;6;Spelen;14:00-16:00\n",
        [
            {"title": "Knutselen", "dates": ["12-02 14:00-16:00"]},
            {"title": "Disco", "dates": ["12-11 19:00-21:00"]},
            {"title": "Spelen", "dates": ["01-06 14:00-16:00"]},
        ],
    ),
    "a first column that is filled in once": (
        "Wijk;Activiteit;Dag;Tijd;Deelnemers\nLaak;;;;\n;Timmerclub;wo;14:00-16:00;14\n;Meidenclub;do;15:30-17:00;9\n"
        "Subtotaal Laak;;;;23\nSegbroek;Schaatsen;za;9:00-10:00;30\n;Dansen;zo;9:00-10:00;3\n",
        [
            {"title": "Timmerclub", "wijk": "Laak", "codes": ["filled-from-above"]},
            {"title": "Meidenclub", "wijk": "Laak"},
            {"title": "Schaatsen", "wijk": "Segbroek"},
            {"title": "Dansen", "wijk": "Segbroek", "codes": ["filled-from-above"]},
        ],
    ),
    "a day and a title that hold for the rows below": (
        "Dag;Les;Tijd;Leeftijd\nMaandag;Judo;15:00-16:00;6-8\n;;16:00-17:00;9-12\n;Dans;17:00-18:00;6-12\n"
        "Dinsdag;Turnen;15:00-16:00;6-8\n",
        [
            {"title": "Judo", "rules": ["MO 15:00-16:00"], "age": "6-8"},
            {"title": "Judo", "rules": ["MO 16:00-17:00"], "age": "9-12"},
            {"title": "Dans", "rules": ["MO 17:00-18:00"]},
            {"title": "Turnen", "rules": ["TU 15:00-16:00"]},
        ],
    ),
    "titles that say off or full": (
        "Titel;Datum;Tijd\nJudo (VERVALT);6-12-2026;10-11\nDans - VOL;6-12-2026;10-11\nVolleybal;6-12-2026;10-12\n",
        [
            {"title": "Judo", "status": "cancelled", "dates": ["12-06 10:00-11:00"], "codes": ["state-from-title"]},
            {"title": "Dans", "enrol": "full"},
            {"title": "Volleybal", "status": None, "enrol": None, "dates": ["12-06 10:00-12:00"]},
        ],
    ),
    "days without offers": (
        "Datum;Activiteit;Tijd\n21-12-2026;Film;14:00-16:00\n22-12-2026;GESLOTEN;\n23-12-2026;Kerstvakantie;\n",
        [{"title": "Film", "dates": ["12-21 14:00-16:00"]}],
    ),
    "age and price in the running text": (
        "Subject,Start Date,Start Time,End Date,End Time,Description,Private\n"
        'College,12/06/2026,02:00 PM,12/06/2026,03:30 PM,"Voor 8-12 jaar, € 4,- per keer",False\n'
        "Overleg,12/07/2026,09:00 AM,12/07/2026,10:00 AM,,True\n",
        [{"title": "College", "age": "8-12", "prices": ["base session 4.00"], "dates": ["12-06 14:00-15:30"],
          "codes": ["date-order-assumed", "age-from-text", "price-from-text"]}],
    ),
    "two tables below each other": (
        "Activiteit;Dag;Tijd;Leeftijd\nJudo;ma;15-16;6-8\n;;;\nVakantieaanbod;;;\nActiviteit;Datum;Tijd;Prijs\n"
        "Film;23-12-2026;14:00-16:00;€ 2,-\nJudo;28-12-2026;13:00-15:00;€ 3,-\n",
        [
            {"title": "Judo", "rules": ["MO 15:00-16:00"], "age": "6-8"},
            {"title": "Film", "dates": ["12-23 14:00-16:00"], "prices": ["base session 2.00"], "age": None},
            {"title": "Judo", "dates": ["12-28 13:00-15:00"], "prices": ["base session 3.00"]},
        ],
    ),
    "tables beside each other": (
        "Maandag;;;Dinsdag;;\nTijd;Les;Leeftijd;Tijd;Les;Leeftijd\n15:00-16:00;Judo;6-8;15:30-16:30;Dans;4-6\n"
        "16:00-17:00;Karate;9-12;;;\n",
        [
            {"title": "Judo", "rules": ["MO 15:00-16:00"], "age": "6-8"},
            {"title": "Karate", "rules": ["MO 16:00-17:00"], "age": "9-12"},
            {"title": "Dans", "rules": ["TU 15:30-16:30"], "age": "4-6"},
        ],
    ),
    "headers in two rows that only together say what they hold": (
        ";Doelgroep;;Wanneer;;\nActiviteit;Van;Tot en met;Dag;Begin;Eind\nJudo;6;8;ma;15:00;16:00\n",
        [{"title": "Judo", "age": "6-8", "rules": ["MO 15:00-16:00"]}],
    ),
    "headers that nobody knows above cells that say it": (
        "Activiteit;Wie komt;Vast moment;Dat betaal je;Hier meer\n"
        "Bevers;5-7 jaar;Zaterdag 10.00-12.00;€ 130 per jaar;www.scouting.example/b\n"
        "Welpen;7-11 jaar;Zaterdag 13.30-16.30;€ 130 per jaar;www.scouting.example/w\n",
        [
            {"title": "Bevers", "age": "5-7", "rules": ["SA 10:00-12:00"], "prices": ["base year 130.00"],
             "url": "https://www.scouting.example/b"},
            {"title": "Welpen", "age": "7-11", "rules": ["SA 13:30-16:30"]},
        ],
    ),
    "idem": (
        "Wat;Waar;Wanneer\nKoken;Buurthuis De Kern, Lipa 5;wo 14-16 uur\nDans;idem;do 15-16 uur\n",
        [
            {"title": "Koken", "place": "Buurthuis De Kern", "street": "Lipa 5"},
            {"title": "Dans", "place": "Buurthuis De Kern", "street": "Lipa 5", "codes": ["filled-from-above"]},
        ],
    ),
    "a number of lessons from a first day": (
        "Cursusnr;Activiteit;Startdatum;Tijd;Aantal lessen;Submission date\n"
        "101;Turnen;wo 13-1-2027;14.00-15.00;4;2026-11-03\n"
        "102;Film;di 12-1-2027;14.00-15.00;1;2026-11-03\n",
        [
            {"title": "Turnen", "rules": ["WE 14:00-15:00 4 times"], "codes": ["columns-not-used", "weekly-assumed"]},
            {"title": "Film", "dates": ["01-12 14:00-15:00"]},
        ],
    ),
    "a price in each of several columns": (
        "Les;Dag;Tijd;Tarief t/m 20 jaar;Tarief 21+\nGitaar;wo;15-16;€ 58 per maand;€ 70 per maand\n",
        [{"title": "Gitaar", "prices": ["base month 58.00", "base month 70.00"]}],
    ),
    "what a form of Microsoft adds": (
        "ID;Begintijd;Tijd van voltooien;E-mail;Naam;Titel activiteit;Datum activiteit;Starttijd;Eindtijd;"
        "Telefoon (wordt niet gepubliceerd)\n"
        "1;11/2/2026 9:01:12;11/2/2026 9:05:44;piet@example.org;Piet;Open zaterdag;12/5/2026;10:00;12:00;0612345678\n"
        "2;11/3/2026 9:01:12;11/3/2026 9:05:44;;;Tocht;12/18/2026;17:00;18:30;\n",
        [
            {"title": "Open zaterdag", "dates": ["12-05 10:00-12:00"], "email": None, "phone": None,
             "codes": ["private-left-out", "private-left-out", "private-left-out"]},
            {"title": "Tocht", "dates": ["12-18 17:00-18:30"]},
        ],
    ),
    "days without lessons in a column": (
        "Activiteit;Dag;Tijd;Startdatum;Einddatum;Geen les op\n"
        'Circus;di;14.15-15.30;12-1-2027;30-3-2027;"23-2-2027, 2-3-2027"\nDans;do;14-15;14-1-2027;1-4-2027;vakanties\n',
        [
            {"title": "Circus", "rules": ["TU 14:15-15:30 until 20270330"], "off": ["02-23", "03-02"]},
            {"title": "Dans", "rules": ["TH 14:00-15:00 until 20270401"], "holidays": "no"},
        ],
    ),
    "repetition in columns": (
        "uid,summary,dtstart,dtend,categories,freq,byday,interval,until,location_name\n"
        "a1,Boksles,07-01-2027 17:00,07-01-2027 18:00,Sport,WEEKLY,TH,2,25-03-2027,Sportzaal Noord\n"
        "a2,Improv,13-01-2027 16:00,13-01-2027 17:00,,WEEKLY,,1,,Zaal\n",
        [
            {"title": "Boksles", "rules": ["2xTH 17:00-18:00 until 20270325"], "place": "Sportzaal Noord"},
            {"title": "Improv", "rules": ["WE 16:00-17:00"]},
        ],
    ),
    "a course from its first day": (
        "Lesvorm;Aantal lessen;Lesduur (min);Prijs lid;Prijs niet-lid;Start;Dag en tijd\n"
        "Tennis rood;16;50;€ 152,-;€ 192,-;ma 4 januari 2027;maandag 16:00\n",
        [{"title": "Tennis rood", "rules": ["MO 16:00-16:50 16 times"],
          "prices": ["base course 192.00", "reduced course 152.00"]}],
    ),
    "a period in a column": (
        "Activity,Day(s),Time,Term dates,Cost\nMini Kickers,Saturdays,9am - 10am,9 Jan - 27 Mar 2027,€5 per session\n",
        [{"title": "Mini Kickers", "rules": ["SA 09:00-10:00 until 20270327"], "prices": ["base session 5.00"]}],
    ),
    "offers of a city pass": (
        "Naam aanbieding;Aanbieder;Categorie;Normale prijs;Stadspasprijs;Geldig van;Geldig t/m;Plaats\n"
        "Speelparadijs;Ballorig;Uitjes;€ 9,50 per keer;€ 4,75;01-01-2027;31-12-2027;DEN HAAG\n",
        [{"title": "Speelparadijs", "org": "Ballorig", "season": ("2027-01-01", "2027-12-31"), "town": "Den Haag",
          "prices": ["base session 9.50", "reduced session 4.75"]}],
    ),
    "places in one column": (
        "activiteit;locatie\nA;Zaal 3, De Nieuwe Regentes, Weimarstraat 63, Den Haag\nB;Hoofdstraat 12\n"
        "C;Sportcampus (Mr. P. Droogleever Fortuynweg 22)\nD;Zaal 3\nE;Gymzaal Melis Stokelaan 1156\nF;2562 GR 63\n"
        'G;"Buurthuis De Kern\nLipa 5\n2512 AA Den Haag"\nH;bij u thuis\n',
        [
            {"title": "A", "place": "Zaal 3, De Nieuwe Regentes", "street": "Weimarstraat 63", "town": "Den Haag"},
            {"title": "B", "place": None, "street": "Hoofdstraat 12"},
            {"title": "C", "place": "Sportcampus", "street": "Mr. P. Droogleever Fortuynweg 22"},
            {"title": "D", "place": "Zaal 3", "street": None},
            {"title": "E", "place": "Gymzaal", "street": "Melis Stokelaan 1156"},
            {"title": "F", "postcode": "2562 GR"},
            {"title": "G", "place": "Buurthuis De Kern", "street": "Lipa 5", "postcode": "2512 AA", "town": "Den Haag"},
            {"title": "H", "place": None, "attendance": "home"},
        ],
    ),
    "cells in the wrong column and links in cells": (
        "activiteit,email,website,telefoon,link\n"
        'Zang,070-1234567,info@zang.example,www.zang.example,"<a href=""https://zang.example/in"">meer</a>"\n',
        [{"title": "Zang", "email": "info@zang.example", "phone": "070-1234567", "url": "https://www.zang.example"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_table_in_the_shape_people_give_it(text: str, expected: list[Told]) -> None:
    rows = accept(list(read_csv(text.encode(), make_context())))
    check(offers_of(rows), *expected)
    assert all(row.warnings and not row.faults for row in rows if row.draft is None)


def test_every_heading_is_told_also_when_two_are_alike() -> None:
    rows = read_lines("Dag;Datum;Activiteit;Tijd", "DECEMBER 2026", "wo;2;A;14-16", "JANUARI 2027", "wo;6;B;14-16")
    assert [row.location for row in rows] == ["line 2", "line 3", "line 4", "line 5"]


def test_a_word_of_the_last_row_is_no_header() -> None:
    with pytest.raises(InvalidInput) as raised:
        read_lines("Dag;Ochtend;Middag", "Ma 22 feb;Tocht;Zwemmen", "Di 23 feb;Bakken;Gips", "Wo 24 feb;Bos;Film")
    assert [fault.code for fault in raised.value.faults] == ["header-missing"]


def test_the_same_offer_stays_the_same_when_it_gets_full() -> None:
    (before,), (after,) = (read_lines("Titel;Dag;Tijd", f"{title};wo;14-16") for title in ("Judo", "Judo (VOL)"))
    assert before.external_id == after.external_id


def make_linked() -> Workbook:
    workbook = make_workbook(
        {
            "A": [
                ["Activiteit", "Aanmelden", "Website", "E-mail"],
                ["Toneel", "klik hier", "Site", "Mail ons"],
                ["Musical", "via de site", None, None],
                ["Koor", None, '=HYPERLINK("https://koor.example/a?b=1&c=2","Koorsite")', None],
                ["Binnen", None, "zie blad 2", None],
            ]
        }
    )
    sheet = workbook["A"]
    for cell, address in (
        ("B2", "https://toneel.example/in"),
        ("C2", "https://toneel.example"),
        ("D2", "mailto:info@toneel.example?subject=x"),
        ("A3", "https://musical.example/kids"),
        ("C5", "#'Blad2'!A1"),
    ):
        sheet[cell].hyperlink = address
    return workbook


def test_the_address_behind_a_cell_is_read() -> None:
    rows = accept(list(read_xlsx(save(make_linked()), make_context())))
    check(
        rows,
        {"title": "Toneel", "link": "https://toneel.example/in", "url": "https://toneel.example",
         "email": "info@toneel.example"},
        {"title": "Musical", "url": "https://musical.example/kids", "how": ["form"]},
        {"title": "Koor", "url": "https://koor.example/a?b=1&c=2"},
        {"title": "Binnen", "url": None, "codes": ["not-url"]},
    )  # fmt: skip


def test_sheets_named_after_a_day_or_an_area() -> None:
    table = [["Les", "Tijd", "Leeftijd"], ["Judo", "15:00-16:00", "6-8"], ["Dans", "16:00-17:00", "6-8"]]
    workbook = make_workbook({"Maandag": table, "Dinsdag": [table[0], ["Turnen", "15:00-16:00", "6-8"], table[1]]})
    told = [tell(row) for row in accept(list(read_xlsx(save(workbook), make_context())))]
    assert [(one["title"], one["rules"]) for one in told] == [
        ("Judo", ["MO 15:00-16:00", "TU 15:00-16:00"]),
        ("Dans", ["MO 16:00-17:00"]),
        ("Turnen", ["TU 15:00-16:00"]),
    ]


def test_sheets_and_headings_with_the_name_of_an_area() -> None:
    areas = {"Laak": "wijk", "Escamp": "stadsdeel"}
    head = ["Wat", "Wanneer", "Leeftijd"]
    workbook = make_workbook(
        {
            "Laak": [["Aanbod Laak"], head, ["Judo", "wo 15-16", "6+"]],
            "Overig": [head, ["Dans", "do 15-16", "6+"], ["Escamp"], ["Koken", "vr 15-16", "6+"]],
        }
    )
    rows = accept(list(read_xlsx(save(workbook), make_context(level_of=areas.get))))
    places = {row.draft["title"]: row.draft.get("place") for row in offers_of(rows) if row.draft}
    assert places == {"Judo": {"wijk": "Laak"}, "Dans": None, "Koken": {"stadsdeel": "Escamp"}}


def test_a_time_that_a_spreadsheet_took_for_a_date() -> None:
    (row,) = read_lines("Titel;Datum;Tijd", "Judo;2-12-2026;2026-12-10")
    assert (tell(row)["dates"], codes_of(row)) == (["12-02 10:00-12:00"], ["clock-was-date"])
