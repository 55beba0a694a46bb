"""Excel workbooks as people make them; every file is made here."""

import contextlib
import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.errors import InvalidInput
from app.importers.workbook_checks import check_workbook
from app.importers.xlsx_reader import read_xlsx
from tests.support.tables import accept, codes_of, make_context, make_workbook, read_sheets, save

HEADER = ["Titel", "Datum", "Starttijd", "Eindtijd", "Leeftijd", "Kosten"]


def refused(content: bytes) -> str:
    with pytest.raises(InvalidInput) as error:
        list(read_xlsx(content, make_context()))
    assert error.value.faults[0].detail_nl
    return error.value.faults[0].code


def test_dates_times_and_numbers_are_values_and_not_text() -> None:
    (row,) = read_sheets({"Blad1": [HEADER, ["Judo", datetime(2026, 11, 25), time(14), time(15, 30), "8-12", 7.5]]})
    assert row.draft is not None
    assert row.draft["sessions"] == [{"startsAt": "2026-11-25T14:00", "endsAt": "2026-11-25T15:30"}]
    assert row.draft["prices"] == [{"per": "session", "kind": "base", "amount": "7.50"}]
    assert row.location == "line 2"


def test_a_moment_and_a_number_as_text_are_read_alike() -> None:
    rows = read_sheets(
        {
            "a": [
                ["Titel", "Start", "Eind"],
                ["Judo", datetime(2026, 11, 25, 14), datetime(2026, 11, 25, 15)],
                ["Dans", "25-11-2026 14:00", "25-11-2026 15:00"],
            ]
        }
    )
    assert rows[0].draft is not None
    assert rows[1].draft is not None
    assert rows[0].draft["sessions"] == rows[1].draft["sessions"]


def test_an_age_that_excel_made_a_date_is_put_right() -> None:
    (row,) = read_sheets({"a": [["Titel", "Leeftijd"], ["Judo", date(2026, 12, 8)]]})
    assert row.draft is not None
    assert row.draft["age"] == {"min": 8, "max": 12}
    assert codes_of(row) == ["age-was-date"]


def test_the_calendar_of_the_old_mac_is_followed() -> None:
    workbook = make_workbook({"a": [["Titel", "Datum", "Tijd"]]})
    workbook.epoch = CALENDAR_MAC_1904
    workbook["a"].append(["Judo", datetime(2026, 11, 25), "14:00-15:00"])
    (row,) = accept(list(read_xlsx(save(workbook), make_context())))
    assert row.draft is not None
    assert row.draft["sessions"][0]["startsAt"] == "2026-11-25T14:00"


def test_formats_of_money_and_leading_zeros_are_read_as_shown() -> None:
    workbook = make_workbook({"a": [["Titel", "Kosten", "Telefoon", "Id"], ["Judo", 5, 701234567, 7]]})
    workbook["a"]["B2"].number_format = '"€" #,##0.00'
    workbook["a"]["C2"].number_format = "0000000000"
    (row,) = accept(list(read_xlsx(save(workbook), make_context())))
    assert row.draft is not None
    assert row.draft["prices"][0]["amount"] == "5.00"
    assert row.draft["contact"]["phone"] == "0701234567"
    assert row.external_id == "7"


def test_pounds_stay_pounds() -> None:
    workbook = make_workbook({"a": [["Titel", "Kosten"], ["Judo", 5]]})
    workbook["a"]["B2"].number_format = "[$£-809]#,##0.00"
    (row,) = accept(list(read_xlsx(save(workbook), make_context())))
    assert row.draft is not None
    assert row.draft["prices"][0]["currency"] == "GBP"


def test_merged_cells_hold_for_all_their_rows() -> None:
    workbook = make_workbook(
        {
            "a": [
                ["Organisatie", "Titel", "Leeftijd"],
                ["Kano", "Judo", "4-6"],
                [None, "Karate", "7-9"],
                [None, "Aikido", "10+"],
                ["Rust", "Yoga", "4+"],
            ]
        }
    )
    workbook["a"].merge_cells("A2:A4")
    rows = accept(list(read_xlsx(save(workbook), make_context())))
    assert [row.draft["organisation"]["name"] for row in rows if row.draft] == ["Kano", "Kano", "Kano", "Rust"]


def test_a_merged_title_and_a_header_of_two_rows() -> None:
    workbook = make_workbook(
        {
            "a": [
                ["Aanbod najaar 2026", None, None, None],
                [None, "Leeftijd", None, "Prijs"],
                ["Titel", "van", "tot", None],
                ["Judo", 4, 6, "gratis"],
            ]
        }
    )
    workbook["a"].merge_cells("A1:D1")
    workbook["a"].merge_cells("B2:C2")
    (row,) = accept(list(read_xlsx(save(workbook), make_context())))
    assert row.draft is not None
    assert row.draft["age"] == {"min": 4, "max": 6}
    assert row.draft["cost"] == "free"
    assert row.location == "line 4"


def merge(content: bytes, ranges: list[str]) -> bytes:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return replace_part(
        content,
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"),
    )


def test_few_cells_that_say_that_they_cover_millions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.importers.xlsx_reader.MAX_CELLS", 60_000)
    workbook = make_workbook({"a": [[f"k{number}" for number in range(100)], ["x"] * 100]})
    workbook["a"].cell(3_000, 1).value = "Judo"
    content = save(workbook)
    assert (
        refused(
            merge(
                content, [f"{get_column_letter(column)}2:{get_column_letter(column)}5000" for column in range(1, 101)]
            )
        )
        == "too-large"
    )
    assert refused(merge(content, ["A2:A5000"] * 50_001)) == "too-large"


def test_thousands_of_formatted_empty_rows_are_no_offers() -> None:
    workbook = make_workbook({"a": [HEADER[:1] + HEADER[4:], ["Judo", "8-12", "gratis"]]})
    for line in range(3, 3_000):
        workbook["a"].cell(line, 1).font = Font(bold=True)
    assert len(accept(list(read_xlsx(save(workbook), make_context())))) == 1


def test_every_visible_sheet_with_offers_is_read_and_the_others_are_named() -> None:
    workbook = make_workbook(
        {
            "Uitleg": [["Vul dit formulier in."], ["Dank u wel"]],
            "Sport": [["Titel", "Leeftijd"], ["Judo", "4-6"]],
            "Kunst": [["Activiteit", "Wanneer", "Kosten"], ["Klei", "wo 14-16", "gratis"]],
            "Oud": [["Titel", "Leeftijd"], ["Weg", "4-6"]],
        }
    )
    workbook["Oud"].sheet_state = "hidden"
    rows = accept(list(read_xlsx(save(workbook), make_context())))
    assert [(row.number, row.location, row.draft["title"]) for row in rows if row.draft] == [
        (1, "Sport, line 2", "Judo"),
        (2, "Kunst, line 2", "Klei"),
    ]
    assert codes_of(rows[0]) == ["sheet-not-used", "sheet-hidden"]
    assert "Uitleg" in rows[0].warnings[0].detail


def test_a_sheet_for_each_month_is_one_table() -> None:
    header = ["Titel", "Datum", "Tijd"]
    rows = read_sheets(
        {
            "nov": [header, ["Judo", "25-11-2026", "14-15 uur"]],
            "dec": [header, ["Judo", "2-12-2026", "14-15 uur"], ["Dans", "2-12-2026", "14-15 uur"]],
        }
    )
    assert [len(row.draft["sessions"]) for row in rows if row.draft] == [2, 1]


def test_the_stored_outcome_of_a_formula_is_read() -> None:
    content = replace_part(
        save(make_workbook({"a": [["Titel", "Kosten"], ["Judo", 5]]})),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("<v>5</v>", "<f>2+3</f><v>5</v>"),
    )
    (row,) = accept(list(read_xlsx(content, make_context())))
    assert row.draft is not None
    assert row.draft["prices"][0]["amount"] == "5.00"


def test_an_error_of_a_formula_is_an_empty_cell() -> None:
    (row,) = read_sheets({"a": [["Titel", "Kosten"], ["Judo", "#N/A"]]})
    assert codes_of(row) == ["formula-error"]


def test_a_wrong_dimension_hides_no_rows() -> None:
    content = replace_part(
        save(make_workbook({"a": [["Titel", "Leeftijd"], ["Judo", "4-6"]]})),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace('ref="A1:B2"', 'ref="A1"'),
    )
    (row,) = accept(list(read_xlsx(content, make_context())))
    assert row.draft is not None
    assert row.draft["age"] == {"min": 4, "max": 6}


def test_a_length_of_time_is_hours_and_minutes() -> None:
    workbook = make_workbook(
        {"a": [["Titel", "Datum", "Starttijd", "Duur"], ["Judo", date(2026, 11, 25), time(14), timedelta(minutes=90)]]}
    )
    workbook["a"]["D2"].number_format = "[h]:mm"
    (row,) = accept(list(read_xlsx(save(workbook), make_context())))
    assert row.draft is not None
    assert row.draft["sessions"][0]["endsAt"] == "2026-11-25T15:30"


def test_sheets_that_point_to_each_other_are_joined() -> None:
    label = ["Field name ➡️", "code"]
    rows = read_sheets(
        {
            "clubs": [
                [*label, "organizer", "location"],
                ["Description ➡️", "A code", "one", "some"],
                ["Example ➡️", "-", "org1", "loc1,loc2"],
                [None, None, "org1", "loc1,loc2"],
                [None, None, "org2", "loc2"],
            ],
            "organizers": [
                [*label, "identifier", "name", "description", "email"],
                ["Example ➡️", "org1", "X", "Wrong", "", ""],
                [None, "org1", "A1", "Kano", "Judo for all", "info@kano.nl"],
                [None, "org2", "B2", "Ramblers", "We walk", None],
            ],
            "locations": [[*label, "name", "address"], [None, "loc1", "Hall", "adr1"], [None, "loc2", "Park", "adr2"]],
            "addresses": [
                [*label, "streetAddress", "addressLocality", "latitude", "longitude"],
                [None, "adr1", "Updown St 3", "Tonbridge", 51.1, 0.24],
                [None, "adr2", "Boots Ave 42", "Rammington", 51.9, 0.88],
            ],
        }
    )
    assert [(row.external_id, row.draft["title"]) for row in rows if row.draft] == [("A1", "Kano"), ("B2", "Ramblers")]
    first = rows[0].draft
    assert first is not None
    assert first["place"] == {
        "name": "Hall",
        "location": {"lat": 51.1, "lon": 0.24},
        "address": {"streetAddress": "Updown St 3", "addressLocality": "Tonbridge"},
    }
    assert first["organisation"] == {"name": "Kano"}
    assert "more-places" in codes_of(rows[0])


def test_what_is_no_workbook_is_refused_in_words() -> None:
    assert refused(b"\xd0\xcf\x11\xe0" + b"x" * 600) == "old-excel"
    assert refused(b"") == "not-excel"
    assert refused(b"Titel;Kosten\nJudo;5") == "not-excel"
    assert refused(make_archive({"a.txt": b"x"})) == "not-excel"
    assert refused(make_archive({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"})) == "open-document"
    assert refused(make_archive({"[Content_Types].xml": b"", "xl/workbook.bin": b""})) == "binary-excel"
    assert refused(make_archive({"[Content_Types].xml": b"<broken"})) == "not-excel"
    assert refused(save(make_workbook({"a": [[1, 2], [3, 4]]}))) == "header-missing"
    assert refused(save(make_workbook({"a": []}))) == "header-missing"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    huge = make_archive({"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": b"0" * 30_000_000})
    assert len(huge) < 100_000
    with pytest.raises(InvalidInput) as error:
        check_workbook(huge)
    assert error.value.faults[0].code == "too-large"
    many = make_archive({f"part{number}": b"" for number in range(3_100)} | {"[Content_Types].xml": b""})
    assert refused(many) == "too-large"


def test_a_very_wide_sheet_is_refused() -> None:
    rows = "".join(f'<row r="{line}"><c r="XFD{line}"><v>1</v></c></row>' for line in range(1, 500))
    content = replace_part(
        save(make_workbook({"a": [["Titel"]]})),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"),
    )
    assert refused(content) == "too-large"


def test_entities_in_the_xml_are_not_blown_up() -> None:
    entities = ['<!ENTITY b0 "' + "a" * 1_000 + '">']
    entities += [f'<!ENTITY b{number} "{f"&b{number - 1};" * 10}">' for number in range(1, 9)]
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [{"".join(entities)}]><x>&b8;</x>'
    content = replace_part(save(make_workbook({"a": [["Titel"]]})), "xl/worksheets/sheet1.xml", lambda _: bomb)
    assert refused(content) in {"not-excel", "header-missing"}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(at: int, noise: bytes) -> None:
    content = bytearray(
        save(make_workbook({"a": [HEADER, ["Judo", datetime(2026, 11, 25), "14:00", "15:00", "8-12", 5]]}))
    )
    at %= len(content)
    content[at : at + len(noise)] = noise
    with contextlib.suppress(InvalidInput):
        accept(list(read_xlsx(bytes(content), make_context())))


def make_archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def replace_part(content: bytes, name: str, change: object) -> bytes:
    assert callable(change)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    before = parts[name].decode()
    parts[name] = change(before).encode()
    assert parts[name].decode() != before
    return make_archive(parts)


CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.skipif(
    not CORPUS.exists(), reason="the samples of the assignment lie beside the project only while it is built"
)
def test_the_sample_of_openactive_clubs() -> None:
    content = (CORPUS / "csv" / "openactive-clubs-example.xlsx").read_bytes()
    rows = accept(list(read_xlsx(content, make_context())))
    assert [row.draft["title"] for row in rows if row.draft] == ["Tonbridge Tiddlywinks", "The Rammington Ramblers"]
