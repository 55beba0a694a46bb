"""Ordinary tables that a reader of shapes and guesses can take for something else; what they say comes out, no more.
Today is Saturday 21 November 2026."""

from typing import Any

import pytest

from app.errors import InvalidInput
from app.importers.place_lines import PlaceLine, read_place_line
from tests.importers.test_tables_of_systems import tell
from tests.support.tables import codes_of, read_lines, read_one


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Parkeren", ("gratis", "gratis")),
        ("Subsidie 2026", ("€ 1.500", "€ 2.250")),
        ("Kostenplaats bedrag", ("€ 1.500", "€ 2.250")),
        ("Bijdrage gemeente", ("€ 500", "€ 250")),
        ("Budget", ("€ 500", "€ 250")),
    ],
)
def test_money_that_families_do_not_pay_is_no_price(header: str, cells: tuple[str, str]) -> None:
    first, second = cells
    rows = read_lines(f"Activiteit;Dag;Tijd;{header}", f"Judo;wo;15:00-16:00;{first}", f"Dans;do;9:00-10:00;{second}")
    assert [(row.draft or {}).get(name) for row in rows for name in ("cost", "prices")] == [None] * 4
    assert "columns-not-used" in codes_of(rows[0])


@pytest.mark.parametrize("header", ["Ingediend", "Laatste bewerking", "Toegevoegd op", "Ontvangen"])
def test_when_a_row_was_sent_is_not_when_it_takes_place(header: str) -> None:
    rows = read_lines(f"Activiteit;Leeftijd;{header}", "Judo;6-12;12-11-2026 14:03", "Dans;6-12;13-11-2026 9:20")
    assert [(row.draft or {}).get(name) for row in rows for name in ("sessions", "schedule")] == [None] * 4


@pytest.mark.parametrize("header", ["Medewerker", "Accountmanager", "Projectleider"])
def test_the_mail_of_a_person_under_a_header_that_nobody_knows_is_no_contact(header: str) -> None:
    rows = read_lines(
        f"Activiteit;Dag;Tijd;{header}",
        "Judo;wo;15:00-16:00;fatima.jansen@gmail.com",
        "Dans;do;15:00-16:00;p.bakker@gmail.com",
    )
    assert [(row.draft or {}).get("contact") for row in rows] == [None, None]


def test_the_mail_of_an_office_under_a_header_that_nobody_knows_is_a_contact() -> None:
    rows = read_lines("Activiteit;Dag;Tijd;Loket", "Judo;wo;15:00;info@judo.nl", "Dans;do;15:00;aanmelden@dans.nl")
    assert [(row.draft or {})["contact"]["email"] for row in rows] == ["info@judo.nl", "aanmelden@dans.nl"]


@pytest.mark.parametrize("header", ["E-mail voor ouders", "E-mailadres voor ouders", "E-mail for parents"])
def test_a_mail_for_parents_makes_no_list_of_persons(header: str) -> None:
    draft = read_one(
        f"Activiteit;Dag;Tijd;Adres;{header}", "Judo;wo;15:00-16:00;Dorpsstraat 1, 2531 AB Den Haag;info@judo.nl"
    )
    assert (draft["place"]["address"]["postalCode"], draft["contact"]) == ("2531 AB", {"email": "info@judo.nl"})


@pytest.mark.parametrize("header", ["E-mail ouder", "Naam kind", "Telefoon van ouder"])
def test_a_list_of_who_signed_up_tells_no_address(header: str) -> None:
    draft = read_one(f"Activiteit;Dag;Tijd;Adres;{header}", "Judo;wo;15:00;Dorpsstraat 1, 2531 AB Den Haag;x@y.nl")
    assert ("place" in draft, "contact" in draft) == (False, False)


@pytest.mark.parametrize("clocks", [("15:00", "16:30"), ("15.00", "16.30"), ("15:00:00", "16:30:00")])
@pytest.mark.parametrize("head", ["Start;Eind", "Begin;Einde"])
def test_clocks_under_start_and_end_beside_a_day(head: str, clocks: tuple[str, str]) -> None:
    (row,) = read_lines(f"Activiteit;Datum;{head}", f"Judo;12-1-2027;{clocks[0]};{clocks[1]}")
    assert (tell(row)["dates"], codes_of(row)) == (["01-12 15:00-16:30"], [])


def test_a_month_above_few_rows_is_a_heading_and_no_offer() -> None:
    rows = read_lines(
        "Datum;Activiteit;Tijd",
        "6 januari 2027;Judo;15:00-16:00", "13 januari 2027;Dans;15:00-16:00",
        "FEBRUARI 2027", "3;Koken;15:00-16:00",
    )  # fmt: skip
    told = [tell(row) for row in rows if row.draft is not None]
    expected: list[Any] = [
        ("Judo", ["01-06 15:00-16:00"]),
        ("Dans", ["01-13 15:00-16:00"]),
        ("Koken", ["02-03 15:00-16:00"]),
    ]
    assert [(one["title"], one["dates"]) for one in told] == expected


def test_a_feast_with_a_place_and_hours_is_an_offer() -> None:
    rows = read_lines(
        "Activiteit;Datum;Tijd;Locatie",
        "Koningsdag;27-4-2027;10:00-16:00;Wijkplein",
        "Lunch;5-12-2026;12:00-13:00;Buurthuis",
        "Herfstvakantie;18-10-2027;;Buurthuis",
        "Gesloten;1-1-2027;10:00-16:00;Buurthuis",
        "Koningsdag;27-4-2028;;",
    )
    assert [row.draft and row.draft["title"] for row in rows] == ["Koningsdag", "Lunch", None, None, None]


@pytest.mark.parametrize("line", ["Basisschool De Ring, groep 7", "School De Horizon, klas 2"])
def test_a_group_of_a_school_is_no_street(line: str) -> None:
    assert read_place_line(line) == PlaceLine(line)


def test_a_list_of_contacts_below_the_offers_publishes_nobody() -> None:
    rows = read_lines(
        "Titel;Dag;Tijd;Leeftijd",
        "Judo;wo;15:00-16:00;6-8",
        "",
        "Naam;E-mail;Telefoon",
        "Fatima Jansen;fatima@gmail.com;06-12345678",
        "",
        "Titel;Datum;Tijd;Prijs",
        "Dans;2-12-2026;15:00-16:00;€ 3",
    )
    assert [row.draft["title"] for row in rows if row.draft] == ["Judo", "Dans"]
    assert "table-not-used" in codes_of(rows[0])


@pytest.mark.parametrize("label", ["Docent", "Trainer", "Leerkracht"])
def test_who_teaches_on_each_day_of_a_week_is_no_offer(label: str) -> None:
    rows = read_lines(
        "Tijd;Maandag;Dinsdag;Woensdag", "15:00-16:00;Judo;Dans;Koken", f"{label};Fatima Jansen;Piet;Klaas"
    )
    assert [row.draft and row.draft["title"] for row in rows] == ["Judo", "Dans", "Koken"]


@pytest.mark.parametrize("header", ["Organisatie", "Wijk", "Locatie"])
def test_an_empty_cell_stays_empty_where_the_file_says_the_same_twice(header: str) -> None:
    """Who writes a name on each row that it holds for leaves a cell empty because nothing holds."""
    rows = read_lines(
        f"{header};Activiteit;Dag;Tijd",
        "Laak;Judo;ma;15:00-16:00",
        "Laak;Turnen;ma;16:00-17:00",
        ";Kinderpersbureau;wo;15:00-16:00",
        ";Stadsdag;za;15:00-16:00",
        "Escamp;Koken;do;15:00-16:00",
    )
    assert ["filled-from-above" in codes_of(row) for row in rows] == [False] * 5


def test_the_report_keeps_nothing_of_persons() -> None:
    """What is left out of the offer stays out of the report and its warnings too: that is kept for months."""
    rows = read_lines(
        "Activiteit;Dag;Tijd;Naam deelnemer;Telefoon ouder;Geboortedatum;Docent",
        "Judo;wo;15:00-16:00;Sami Jansen;0612345678;1-2-2018;Fatima",
        ";;;Noor de Wit;0687654321;3-4-2019;Fatima",
    )
    kept = " ".join(str((row.draft, row.original, row.faults, row.warnings)) for row in rows)
    assert [
        said for said in ("Sami", "0612345678", "2018", "Fatima", "Noor", "0687654321", "2019") if said in kept
    ] == []
    assert rows[0].original == {"Activiteit": "Judo", "Dag": "wo", "Tijd": "15:00-16:00"}


def test_of_who_may_be_asked_the_report_keeps_only_where() -> None:
    rows = read_lines(
        "Activiteit;Dag;Tijd;Contact;Contact zichtbaar",
        "Judo;wo;15:00-16:00;Fatima Jansen 0612345678;ja",
        "Dans;do;15:00-16:00;Noor de Wit, noor@dans.nl;nee",
        "Koken;vr;15:00-16:00;Sami Yilmaz;ja",
    )
    plain = {"Contact zichtbaar": "ja", "Tijd": "15:00-16:00"}
    assert rows[0].original == {"Activiteit": "Judo", "Dag": "wo", "Contact": "0612345678", **plain}
    assert rows[1].original == {"Activiteit": "Dans", "Dag": "do", **plain, "Contact zichtbaar": "nee"}
    assert rows[2].original == {"Activiteit": "Koken", "Dag": "vr", **plain}
    kept = " ".join(str((row.original, row.faults, row.warnings)) for row in rows)
    assert [said for said in ("Fatima", "Noor", "noor@", "Sami") if said in kept] == []


@pytest.mark.parametrize(
    "header",
    ["Publiceren op website", "Publiceren op de website?", "Mag op de website?", "Mag op website", "Tonen op website"],
)
def test_what_may_not_be_shown_on_a_website_is_not_open(header: str) -> None:
    """The same as under `Publiceren`, which was known."""
    rows = read_lines(f"Activiteit;Dag;Tijd;{header}", "Judo;wo;15:00-16:00;nee", "Dans;do;15:00-16:00;ja")
    plain = read_lines("Activiteit;Dag;Tijd;Publiceren", "Judo;wo;15:00-16:00;nee", "Dans;do;15:00-16:00;ja")
    assert [row.draft for row in rows] == [row.draft for row in plain]
    assert (plain[0].draft, codes_of(plain[0])) == (None, ["event-private"])


@pytest.mark.parametrize(
    ("header", "cell", "told"),
    [
        ("Publiceren", "nee, nog niet", "event-private"),
        ("Niet publiceren", "ja", "event-private"),
        ("Niet op website", "x", "event-private"),
        ("Mag niet gepubliceerd worden", "ja", "event-private"),
        ("Toestemming website", "nee", "event-private"),
        ("Publicatie op website toegestaan?", "Nee", "event-private"),
        ("Op website plaatsen (ja/nee)", "nee", "event-private"),
        ("Status", "niet publiceren", "event-private"),
        ("Opmerking", "Niet publiceren!", "event-private"),
        ("Toestemming website", "alleen na overleg", "hidden-at-source"),
        ("Zichtbaar", "nee", "hidden-at-source"),
        ("Toestemming website", "ja, graag", None),
        ("Niet publiceren", "nee", None),
        ("Opmerking", "Niet publiceren op zondag, wel op maandag", None),
    ],
)
def test_what_the_source_keeps_to_itself_is_not_published(header: str, cell: str, told: str | None) -> None:
    """One rule for every way of saying it: left out when it may not be published, planned when it is not shown yet."""
    (row,) = read_lines(f"Activiteit;Dag;Tijd;{header}", f"Judo;wo;15:00-16:00;{cell}")
    assert codes_of(row) == ([told] if told else [])
    assert (row.draft is None) == (told == "event-private")
    assert (row.draft or {}).get("status") == ("planned" if told == "hidden-at-source" else None)


@pytest.mark.parametrize(
    "header",
    [
        "Budget wijk",
        "Wijkbudget",
        "Budget stadsdeel",
        "Uitvoeringskosten",
        "Subsidiekosten",
        "Docentkosten",
        "Kosten zaal",
        "Begrote kosten",
    ],
)
def test_the_money_of_others_is_no_area_and_no_price(header: str) -> None:
    rows = read_lines(f"Activiteit;Dag;Tijd;{header}", "Judo;wo;15:00-16:00;€ 500", "Dans;do;9:00-10:00;€ 300")
    assert [(row.draft or {}).keys() & {"place", "prices", "cost"} for row in rows] == [set(), set()]
    assert "columns-not-used" in codes_of(rows[0])


@pytest.mark.parametrize("header", ["Kosten voor ouders na subsidie", "Kosten per kind", "Eigen bijdrage", "Kosten"])
def test_the_money_of_families_is_a_price(header: str) -> None:
    (row,) = read_lines(f"Activiteit;Dag;Tijd;{header}", "Judo;wo;15:00-16:00;€ 5")
    assert (row.draft or {})["prices"][0]["amount"] == "5.00"


def test_least_and_most_are_ages_when_they_look_like_ages() -> None:
    judo, dans = read_lines("Activiteit;Dag;Tijd;Min;Max", "Judo;wo;15:00-16:00;6;12", "Dans;do;9:00-10:00;4;8")
    assert [tell(row)["age"] for row in (judo, dans)] == ["6-12", "4-8"]
    assert codes_of(judo) == ["column-guessed", "column-guessed"]


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ("Min;Max", "6;12", "10;40"),
        ("Min;Max", "6;12", "6;12"),
        ("Leeftijd;Min;Max", "4-6;6;12", "7-9;4;8"),
        ("Min;Max", "€ 6;€ 12", "€ 4;€ 8"),
    ],
)
def test_other_leasts_and_mosts_are_told(head: str, first: str, second: str) -> None:
    rows = read_lines(f"Activiteit;Dag;Tijd;{head}", f"Judo;wo;15:00-16:00;{first}", f"Dans;do;9:00-10:00;{second}")
    assert [(row.draft or {}).get("age") for row in rows] == (
        [{"min": 4, "max": 6}, {"min": 7, "max": 9}] if "Leeftijd" in head else [None, None]
    )
    assert "columns-not-used" in codes_of(rows[0])


@pytest.mark.parametrize("head", ["Dagdeel;Maandag;Dinsdag;Woensdag", ";Ma;Di;Wo"])
def test_the_part_of_the_day_beside_a_week_is_kept(head: str) -> None:
    """Also when a cell further down looks like the header of a list: `Film`."""
    rows = read_lines(head, "Ochtend;Judo;Dans;", "Middag;Koken;;Film 14:00-15:00")
    assert [(tell(row)["title"], (row.draft or {})["schedule"]["summary"].split()[1]) for row in rows] == [
        ("Judo", "ochtend"), ("Dans", "ochtend"), ("Koken", "middag"), ("Film", "middag"),
    ]  # fmt: skip
    assert [codes_of(row) for row in rows] == [["days-without-times"]] * 3 + [[]]


def test_the_part_of_the_day_above_rows_of_a_week_is_kept() -> None:
    rows = read_lines("Ma;Di;Wo", "OCHTEND;;", "Judo;Dans;", "'s Middags;;", "Koken;;Film")
    assert [(row.draft or {})["schedule"]["summary"] for row in rows] == [
        "Ma ochtend", "Di ochtend", "Ma 's middags", "Wo 's middags",
    ]  # fmt: skip


def test_a_lesson_that_is_off_leaves_the_dates_of_all_others() -> None:
    head = "Titel;Les 1;Les 2;Les 3;Tijd"
    koken, judo, dans = read_lines(
        head,
        "Koken;1-12-2026;8-12-2026;15-12-2026;15-16 uur",
        "Judo;2-12-2026;vervalt;16-12-2026;15-16 uur",
        "Dans;3-12-2026;10-12-2026;zie mail;15-16 uur",
    )
    assert koken.draft is not None
    assert judo.draft is not None
    assert [one["startsAt"][5:10] for one in koken.draft["sessions"]] == ["12-01", "12-08", "12-15"]
    assert [one["startsAt"][5:10] for one in judo.draft["sessions"]] == ["12-02", "12-16"]
    assert (codes_of(judo), codes_of(dans)) == ([], ["time-not-understood"])


def test_an_odd_cell_among_crosses_leaves_the_column() -> None:
    """Most cells decide; of a word where a cross is expected its row tells."""
    rows = read_lines(
        "Activiteit;Dag;Tijd;gr 1/2;gr 3/4;gr 5/6",
        "Judo;ma;15:00-16:00;x;;",
        "Dans;di;15:00-16:00;X!;(x);",
        "Koken;wo;15:00-16:00;-;x;x",
        "Film;do;15:00-16:00;;na overleg;x",
    )
    assert [(row.draft or {})["schoolGroups"] for row in rows] == [
        ["groep1", "groep2"],
        ["groep1", "groep2", "groep3", "groep4"],
        ["groep3", "groep4", "groep5", "groep6"],
        ["groep5", "groep6"],
    ]
    assert [codes_of(row) for row in rows] == [[], [], [], ["word-unknown"]]


def test_words_below_ages_are_no_crosses() -> None:
    (row,) = read_lines("Activiteit;Dag;Tijd;4-6 jaar;7-9 jaar", "Judo;ma;15:00-16:00;Zaal 1;Zaal 2")
    assert "age" not in (row.draft or {})
    assert codes_of(row) != []


@pytest.mark.parametrize("above", ["September 2027", "Programma september 2027", "Buurthuis De Kern, september 2027"])
@pytest.mark.parametrize("header", ["Dag", "Datum"])
@pytest.mark.parametrize("days", [("3", "10"), ("vr 3", "vr 10"), ("3.", "10.")])
def test_the_month_above_the_header_dates_the_rows_below(above: str, header: str, days: tuple[str, str]) -> None:
    rows = read_lines(
        f"{above};;", f"{header};Tijd;Activiteit", f"{days[0]};15:00-16:00;Judo", f"{days[1]};15:00-16:00;Dans",
        "OKTOBER 2027;;", "1;15:00-16:00;Koken",
    )  # fmt: skip
    told = [tell(row)["dates"] for row in rows if row.draft is not None]
    assert told == [["09-03 15:00-16:00"], ["09-10 15:00-16:00"], ["10-01 15:00-16:00"]]


@pytest.mark.parametrize("above", ["September t/m december 2027", "Versie 12 september 2027", "Bijgewerkt: maart 2027"])
def test_other_months_above_the_header_date_nothing(above: str) -> None:
    (row, *_) = read_lines(f"{above};;", "Dag;Tijd;Activiteit", "3;15:00-16:00;Judo", "10;15:00-16:00;Dans")
    assert (tell(row)["dates"], "time-not-understood" in codes_of(row)) == ([], True)


@pytest.mark.parametrize("header", ["Organisatie", "Wijk", "Locatie"])
def test_one_group_of_rows_is_too_little_to_fill_an_empty_cell(header: str) -> None:
    rows = read_lines(
        f"{header};Activiteit;Dag;Tijd",
        "Laak;Judo;ma;15:00-16:00",
        ";Dans;di;15:00-16:00",
        "Escamp;Koken;wo;15:00-16:00",
        "Loosduinen;Film;do;15:00-16:00",
    )
    assert [codes_of(row) for row in rows] == [[], ["empty-not-filled"], [], []]
    assert "Laak" not in str(rows[1].draft)


def test_two_groups_of_rows_are_a_habit() -> None:
    rows = read_lines(
        "Wijk;Activiteit;Dag;Tijd",
        "Laak;Judo;ma;15:00-16:00", ";Dans;di;15:00-16:00",
        "Escamp;Koken;wo;15:00-16:00", ";Zang;do;15:00-16:00",
    )  # fmt: skip
    assert [tell(row)["wijk"] for row in rows] == ["Laak", "Laak", "Escamp", "Escamp"]


def test_a_title_above_the_first_column_is_no_upper_header() -> None:
    """`Trainingsschema` does not make `Trainingsschema Dag 2` of the second day."""
    rows = read_lines(
        "Trainingsschema KV Die Haghe seizoen 2026-2027",
        "Team;Dag 1;Tijd 1;Dag 2;Tijd 2;Veld",
        "F1;maandag;17:00-18:00;woensdag;17:00-18:00;veld 1",
    )
    assert tell(rows[0])["rules"] == ["MO 17:00-18:00", "WE 17:00-18:00"]


def test_a_reduced_price_without_a_unit_buys_what_the_price_buys() -> None:
    draft = read_one("Cursus;Dag;Tijd;Prijs;Prijs met pas", "Gitaar;ma;16:00-16:30;€ 240,- per jaar;€ 120,-")
    assert [(price["kind"], price["per"]) for price in draft["prices"]] == [("base", "year"), ("reduced", "year")]


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ("11.00 en 14.00", ["12-05 11:00-12:00", "12-05 14:00-15:00"]),
        ("14.00-15.30", ["12-05 14:00-15:30"]),
        ("14.00", ["12-05 14:00-15:00"]),
    ],
)
def test_more_in_a_column_of_starts_is_kept(cell: str, dates: list[str]) -> None:
    (row,) = read_lines("Voorstelling;Datum;Aanvang", f"Terra;5-12-2026;{cell}")
    assert tell(row)["dates"] == dates


@pytest.mark.parametrize(("period", "days"), [("12 t/m 13 juli 2027", 2), ("12-7-2027 - 14-7-2027", 3)])
def test_a_short_period_beside_times_is_the_days_of_a_camp(period: str, days: int) -> None:
    (row,) = read_lines("Kamp;Periode;Tijd", f"Zeilkamp;{period};9:00-16:30")
    assert tell(row)["dates"] == [f"07-{12 + at} 09:00-16:30" for at in range(days)]


def test_a_long_period_beside_times_stays_a_season() -> None:
    (row,) = read_lines("Kamp;Periode;Tijd", "Zeilclub;1 april t/m 30 juni 2027;9:00-16:30")
    assert tell(row)["dates"] == []
    assert codes_of(row) != []


def test_fractions_of_a_day_under_start_and_end_are_clocks() -> None:
    (row,) = read_lines("Titel;Datum;Begin;Einde", "Feest;46361;0,583333333;0,666666667")
    assert tell(row)["dates"] == ["12-05 14:00-16:00"]


def test_months_in_a_column_beside_days_make_dates() -> None:
    rows = read_lines("Maand;Dag;Activiteit;Tijd", "januari;6;Lego;15:00-16:00", ";13;Film;15:00-16:00",
                      "februari;3;Koken;15:00-16:00")  # fmt: skip
    assert [tell(row)["dates"] for row in rows] == [
        ["01-06 15:00-16:00"], ["01-13 15:00-16:00"], ["02-03 15:00-16:00"],
    ]  # fmt: skip
    assert [codes_of(row) for row in rows] == [["year-assumed"]] * 3


@pytest.mark.parametrize(
    ("title", "time", "is_offer"),
    [
        ("GEEN INLOOP", "", False),
        ("Studiedag - gesloten", "", False),
        ("Gesloten wegens studiedag", "", False),
        ("Expeditie: gesloten wereld", "10:00-12:00", True),
        ("Geen stress", "", True),
        ("Inloop", "10:00-12:00", True),
    ],
)
def test_a_day_on_which_it_is_closed_is_no_offer(title: str, time: str, is_offer: bool) -> None:
    (row,) = read_lines("Activiteit;Datum;Tijd", f"{title};11-1-2027;{time}")
    assert (row.draft is not None) == is_offer
    assert ("row-no-offer" in codes_of(row)) != is_offer


def test_a_word_below_a_day_is_told() -> None:
    (row,) = read_lines("Activiteit;ma;di;wo;Tijd", "Inloop;x;n.v.t.;op afspraak;9:00-12:00")
    assert (tell(row)["rules"], codes_of(row)) == (["MO 09:00-12:00"], ["time-not-understood"])


@pytest.mark.parametrize(
    ("cell", "status"), [("vol (wachtlijst)", "waitlist"), ("vol", "full"), ("nog 3 plekken", None)]
)
def test_what_is_left_in_words_is_read(cell: str, status: str | None) -> None:
    head = "Activiteit;Datum;Tijd;Beschikbaarheid"
    row, _ = read_lines(head, f"Zwemles;11-1-2027;15:00-15:45;{cell}", "Judo;12-1-2027;15:00-16:00;beschikbaar")
    assert (tell(row)["enrol"], codes_of(row)) == (status, ["column-guessed"])


def test_when_it_is_available_is_no_number_of_places() -> None:
    row, _ = read_lines("Activiteit;Datum;Beschikbaarheid", "Zwemles;11-1-2027;hele jaar", "Judo;12-1-2027;di t/m do")
    assert "columns-not-used" in codes_of(row)


def test_a_second_table_with_more_columns_takes_nothing_from_the_first() -> None:
    rows = read_lines(
        "CURSUSSEN",
        "Cursus;Dag;Tijd;Kosten",
        "Tekenen;ma;15:30-17:00;€ 60 per cursus",
        "",
        "WORKSHOPS",
        "Workshop;Datum;Van;Tot;Kosten",
        "Vilten;23-1-2027;10:00;12:00;€ 10",
    )
    told = [tell(row) for row in rows if row.draft is not None]
    assert [(one["title"], one["rules"], one["dates"]) for one in told] == [
        ("Tekenen", ["MO 15:30-17:00"], []),
        ("Vilten", [], ["01-23 10:00-12:00"]),
    ]


def test_rows_above_the_header_that_look_like_offers_are_told() -> None:
    row, *_ = read_lines(
        "Judo;12 jaar;wo 15:00", "Aanbod;Van wie;Voor", "Titel;Datum;Tijd;Lokatie", "Dans;23-1-2027;10:00-11:00;Zaal"
    )
    assert (tell(row)["title"], tell(row)["place"]) == ("Dans", "Zaal")
    assert "rows-above" in codes_of(row)


@pytest.mark.parametrize(
    ("often", "rules"),
    [
        ("wekelijks", ["MO 13:00-16:00 until 20270625"]),
        ("elke dinsdag", ["TU 13:00-16:00 until 20270625"]),
        ("om de week", ["2xMO 13:00-16:00 until 20270625"]),
        ("elke 3 weken", ["3xMO 13:00-16:00 until 20270625"]),
        ("vierwekelijks", ["4xMO 13:00-16:00 until 20270625"]),
        ("elke eerste donderdag van de maand", ["1TH 13:00-16:00 until 20270625"]),
        ("dagelijks", ["MO,TU,WE,TH,FR,SA,SU 13:00-16:00 until 20270625"]),
        ("maandelijks", []),
    ],
)
def test_how_often_is_read_without_a_column_of_days(often: str, rules: list[str]) -> None:
    (row,) = read_lines(
        "Titel;Begindatum;Begintijd;Einddatum;Eindtijd;Herhaling", f"Koor;4-1-2027;13:00;25-6-2027;16:00;{often}"
    )
    assert tell(row)["rules"] == rules
    assert ("period-without-days" in codes_of(row)) == (not rules)


@pytest.mark.parametrize(("often", "rules"), [("wekelijks", ["MO 13:00-14:00"]), ("eenmalig", []), ("", [])])
def test_every_week_from_a_first_date_goes_on(often: str, rules: list[str]) -> None:
    (row,) = read_lines("Titel;Begindatum;Tijd;Herhaling", f"Koor;4-1-2027;13:00-14:00;{often}")
    assert (tell(row)["rules"], len(tell(row)["dates"])) == (rules, 0 if rules else 1)


def test_the_number_of_visitors_of_a_date_makes_no_other_offer() -> None:
    rows = read_lines(
        "Activiteit;Datum;Tijd;Aantal kinderen",
        "Voorlezen;6-1-2027;10:00-10:45;14", "Voorlezen;13-1-2027;10:00-10:45;16", "Gemiddeld;;;15",
    )  # fmt: skip
    assert [row.draft and len(row.draft["sessions"]) for row in rows] == [2, None]
    assert "rows-differ" in codes_of(rows[0])


def test_a_list_of_invoices_is_refused() -> None:
    with pytest.raises(InvalidInput):
        read_lines("Factuurnr;Leverancier;Omschrijving;Bedrag;Datum", "1;Bakker;Taart;€ 45,00;12-1-2027")


def test_a_period_of_short_dates_with_their_weekday_is_a_series() -> None:
    (row,) = read_lines("Cursus;Data;Tijd", "Mode;wo 13-1 t/m wo 10-2;15:00-17:00")
    assert (tell(row)["rules"], codes_of(row)) == (["WE 15:00-17:00 until 20270210"], ["year-assumed"])


@pytest.mark.parametrize("place", ["online via Teams", "Online", "digitaal via Google Meet"])
def test_a_way_to_meet_online_is_no_place(place: str) -> None:
    draft = read_one("Activiteit;Locatie;Dag;Tijd", f"Bijles;{place};ma;16:00-17:00")
    assert (draft["attendance"], "place" in draft) == ("online", False)


def test_how_often_beside_one_date_that_is_no_first_one_is_told() -> None:
    bingo, disco = read_lines(
        "Titel;Datum;Tijd;Herhaling", "Bingo;11-1-2027;10:00-12:00;iedere maandag", "Disco;16-1-2027;19:00;eenmalig"
    )
    assert (codes_of(bingo), codes_of(disco)) == (["cell-not-used"], ["end-assumed"])
