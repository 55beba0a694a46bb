"""CSV files as people and systems make them."""

import csv
import io
import resource
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.importers import csv_reader
from app.importers.csv_reader import read_csv
from app.importers.encodings import decode_text
from tests.support.tables import accept, codes_of, make_context, read_lines, read_one

HEADER = "Titel;Leeftijd;Kosten"
ROW = "Café Jeugd;8 t/m 12 jaar;€ 5,- per les"


def is_right(draft: dict[str, Any]) -> bool:
    read = {name: draft.get(name) for name in ("title", "age", "prices")}
    price = {"per": "session", "kind": "base", "amount": "5.00"}
    return read == {"title": "Café Jeugd", "age": {"min": 8, "max": 12}, "prices": [price]}


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_four_delimiters_are_read(delimiter: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([HEADER.split(";"), ROW.split(";")])
    assert is_right(read_one(stream.getvalue().replace("\r\n", "\n").strip()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_found(encoding: str) -> None:
    assert is_right(read_one(HEADER, ROW, encoding=encoding))


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_old_pages_of_mac_and_dos_are_found(encoding: str) -> None:
    assert read_one("Titel;Omschrijving", "Café één;Coördinatie en reünie", encoding=encoding)["title"] == "Café één"


def test_utf_8_with_a_few_bytes_of_windows_is_read() -> None:
    decoded = decode_text("Café ".encode() + "één".encode("cp1252"))
    assert decoded is not None
    assert decoded.text == "Café één"


def test_utf_8_read_as_windows_is_repaired() -> None:
    broken = "\n".join((HEADER, ROW)).encode().decode("cp1252")
    assert is_right(read_one(*broken.split("\n")))


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_of_excel_that_names_the_delimiter_is_no_header(line: str) -> None:
    (row,) = read_lines(line, HEADER, ROW)
    assert row.location == "line 3"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_of_all_systems(ending: str) -> None:
    content = ending.join((HEADER, ROW, ROW.replace("Café", "Theehuis"))).encode()
    assert [row.location for row in read_csv(content, make_context())] == ["line 2", "line 3"]


def test_line_numbers_count_line_breaks_in_cells() -> None:
    rows = read_lines("Titel;Omschrijving", 'Een;"regel 1\nregel 2\n\nregel 4"', "Twee;kort")
    assert [row.location for row in rows] == ["line 2", "line 6"]
    assert rows[0].draft is not None
    assert rows[0].draft["description"] == "regel 1\nregel 2\n\nregel 4"


def test_a_quote_that_nobody_closes_costs_one_line_only() -> None:
    rows = read_lines("Titel;Omschrijving;Leeftijd", '"Judo;Stoer;6-8', 'Dans;"Met ""quotes""";8-10', '"Zang;"mooi";4+')
    assert [row.draft["title"] for row in rows if row.draft] == ["Judo", "Dans", "Zang"]
    assert "quote-repaired" in codes_of(rows[0])
    assert rows[1].draft is not None
    assert rows[1].draft["description"] == 'Met "quotes"'


def test_a_quote_at_the_very_end_that_nobody_closes() -> None:
    rows = read_lines("Titel;Leeftijd", *[f"Les {number};8-10" for number in range(600)], '"Les laatste;8-10')
    assert len(rows) == 601


def test_lines_wholly_between_quotes_are_unwrapped() -> None:
    rows = read_lines('"Titel,Leeftijd"', '"Dansles,8-12"', '"Zang,""6 t/m 9"""')
    assert [row.draft["age"] for row in rows if row.draft] == [{"min": 8, "max": 12}, {"min": 6, "max": 9}]


def test_rows_that_are_too_short_or_too_long_are_read() -> None:
    short, long = read_lines("Titel;Leeftijd;Kosten", "Kort", "Lang;6-8;gratis;extra;meer")
    assert short.draft is not None
    assert short.draft["title"] == "Kort"
    assert long.draft is not None
    assert long.draft["cost"] == "free"
    assert codes_of(long) == ["row-too-long"]
    assert "extra, meer" in long.warnings[0].detail


def test_empty_lines_and_lines_of_delimiters_are_no_offers() -> None:
    assert len(read_lines(HEADER, "", ";;", ROW, "  ;  ;", "", "")) == 1


def test_titles_above_the_header_are_read_past() -> None:
    (row,) = read_lines("Aanbod najaar 2026;;", "Bijgewerkt op 1 november;;", ";;", HEADER, ROW)
    assert row.location == "line 5"


def test_a_header_of_two_rows() -> None:
    draft = read_one(";Leeftijd;;Locatie;", "Titel;van;tot;naam;adres", "Schaken;6;12;Bieb;Spui 68")
    assert draft["age"] == {"min": 6, "max": 12}
    assert draft["place"] == {"name": "Bieb", "address": {"streetAddress": "Spui 68"}}


def test_the_same_header_twice_reads_the_first_and_names_the_second() -> None:
    (row,) = read_lines("Titel;Website;Website", "Judo;https://een.nl;https://twee.nl")
    assert row.draft is not None
    assert row.draft["contact"]["url"] == "https://een.nl"
    assert "Website" in row.warnings[0].detail


def test_columns_that_nobody_reads_are_named_once() -> None:
    first, second = read_lines("Titel;Kleur;Leeg", "Judo;rood;", "Dans;blauw;")
    assert codes_of(first) == ["columns-not-used"]
    assert "Kleur" in first.warnings[0].detail
    assert "Leeg" not in first.warnings[0].detail
    assert codes_of(second) == []


def test_a_mapping_goes_before_the_guess() -> None:
    draft = read_one(
        "Naam;Wat;Kleur;Prijs",
        "Kano;Judo;8-12;rood",
        mapping={"Wat": "title", "Kleur": "age", "Prijs": "-", "Naam": "organisation.name"},
    )
    assert draft["title"] == "Judo"
    assert draft["organisation"] == {"name": "Kano"}
    assert draft["age"] == {"min": 8, "max": 12}
    assert "prices" not in draft


def test_one_bad_cell_never_loses_the_row_and_names_itself() -> None:
    (row,) = read_lines("Titel;Datum;Leeftijd;Kosten;E-mail;Website", "Judo;31-02-2026;oud;duur;geen idee;nergens")
    assert row.draft is not None
    assert row.draft["title"] == "Judo"
    assert sorted(codes_of(row)) == [
        "age-not-understood",
        "date-not-understood",
        "not-email",
        "not-url",
        "price-not-understood",
    ]
    warning = next(warning for warning in row.warnings if warning.code == "age-not-understood")
    assert warning.detail.startswith("Line 2, column Leeftijd (“oud”):")
    assert warning.detail_nl is not None
    assert warning.detail_nl.startswith("Regel 2, kolom Leeftijd (“oud”):")


def test_a_row_without_a_title_is_a_fault_and_loses_nothing_else() -> None:
    first, second = read_lines(HEADER, ";8-10;gratis", ROW)
    assert first.draft is None
    assert first.faults[0].code == "title-missing"
    assert "8-10" in first.faults[0].detail
    assert second.draft is not None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"\n\n;;\n", "empty-file"),
        (b"PK\x03\x04abc", "not-text"),
        (b"\xd0\xcf\x11\xe0abc", "not-text"),
        (bytes(range(256)) * 20, "not-text"),
        (b"1;2;3\n4;5;6\n", "header-missing"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 99, "not-text"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as error:
        list(read_csv(content, make_context()))
    assert [fault.code for fault in error.value.faults] == [code]
    assert error.value.faults[0].detail_nl


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        rows = list(read_csv(content, make_context()))
    except InvalidInput:
        return
    accept(rows)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), min_size=1, max_size=9),
        max_size=6,
    )
)
def test_any_cells_under_known_headers_make_drafts_the_wire_accepts(rows: list[list[str]]) -> None:
    header = ["Titel", "Leeftijd", "Kosten", "Datum", "Wanneer", "Starttijd", "Postcode", "Telefoon", "Lat"]
    stream = io.StringIO()
    csv.writer(stream).writerows([header, *rows])
    accept(list(read_csv(stream.getvalue().encode("utf-8"), make_context())))


SAMPLES = [
    "8-12",
    "€ 5,-",
    "25-11-2026",
    "wo 14-16",
    "info@x.nl",
    "2531 AB",
    "ja",
    "http://",
    "52,1",
    "x" * 12_000,
    "<p>a",
    "&eacute;",
    "'",
    '"',
    "\x00",
    "0",
]
TARGET_HEADERS = [
    "Titel",
    "Samenvatting",
    "Omschrijving",
    "Organisatie",
    "Locatie",
    "Adres",
    "Straat",
    "Huisnummer",
    "Postcode",
    "Plaats",
    "Lat",
    "Lon",
    "Coordinaten",
    "Wijk",
    "Thema",
    "Soort",
    "Fase",
    "Leeftijd",
    "Leeftijd van",
    "Leeftijd tot",
    "Groep",
    "Prijs",
    "Gratis",
    "Proefles",
    "Prijs leden",
    "Inschrijfgeld",
    "Wanneer",
    "Dag",
    "Datum",
    "Einddatum",
    "Starttijd",
    "Eindtijd",
    "Tijd",
    "Duur",
    "Hele dag",
    "Periode",
    "Vakantie",
    "Website",
    "Aanmelden",
    "Aanmeldlink",
    "Email",
    "Telefoon",
    "Capaciteit",
    "Foto",
    "Rolstoel",
    "Voorzieningen",
    "Taal",
    "Status",
    "Vol",
    "Online",
    "Geslacht",
    "Schooltijd",
    "Maandag",
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_value_in_any_column_makes_a_draft_the_wire_accepts(data: st.DataObject) -> None:
    values = [data.draw(st.sampled_from(SAMPLES), label=name) for name in TARGET_HEADERS]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([TARGET_HEADERS, values])
    accept(list(read_csv(stream.getvalue().encode(), make_context())))


def test_ten_thousand_rows_take_little_time_and_memory() -> None:
    lines = ["id;Titel;Omschrijving;Locatie;Postcode;Datum;Starttijd;Eindtijd;Leeftijd;Kosten"]
    lines += [
        f"{number};Workshop {number};Maak iets moois met hout;Buurthuis {number % 90};2531 "
        f"AB;{1 + number % 28}-12-2026;14:00;15:30;{4 + number % 8} t/m 12 jaar;€ {number % 40},50"
        for number in range(10_000)
    ]
    content = "\n".join(lines).encode()
    before = resource.getrusage(resource.RUSAGE_SELF)
    count = sum(1 for _ in read_csv(content, make_context()))
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert count == 10_000
    assert after.ru_maxrss - before.ru_maxrss < 60_000  # KiB


CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.skipif(
    not CORPUS.exists(), reason="the samples of the assignment lie beside the project only while it is built"
)
@pytest.mark.parametrize(
    ("name", "count", "title", "start"),
    [
        ("csv/derived-sport-denbosch-sep-bom.csv", 60, "073 Top Sports Day", None),
        ("csv/outpost-services-sample.csv", 2, "CSV creation service", None),
        ("csv/tec-import-events.csv", 4, "Five Star Limousines Of Tx Inc", "2014-11-19T00:00"),
        ("hsds/hsds1-services.csv", 13, "Never Homeless Helpline", None),
    ],
)
def test_the_samples_of_real_systems(name: str, count: int, title: str, start: str | None) -> None:
    rows = accept(list(read_csv((CORPUS / name).read_bytes(), make_context())))
    assert len(rows) == count
    assert rows[0].draft is not None
    assert rows[0].draft["title"] == title
    if start:
        assert rows[0].draft["sessions"][0]["startsAt"] == start


def test_the_semicolon_of_an_entity_ends_no_cell() -> None:
    draft = read_one("Titel;Omschrijving;Kosten", "Muziek &amp; dans;Leer&nbsp;drummen &#8211; leuk;gratis")
    assert (draft["title"], draft["description"], draft["cost"]) == ("Muziek & dans", "Leer drummen – leuk", "free")
    assert read_one("Titel;Omschrijving;Kosten", "Muziek &amp;dans;gratis")["title"] == "Muziek &"


def test_a_file_of_too_many_rows_is_refused_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reader, "MAX_ROWS", 3)
    whole = f"{HEADER}\n{ROW}\n{ROW}"
    assert read_lines(whole)
    with pytest.raises(InvalidInput) as error:
        read_lines(f"{whole}\n{ROW}")
    assert [fault.code for fault in error.value.faults] == ["too-large"]
