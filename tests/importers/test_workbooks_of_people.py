"""Workbooks as people make them, each with its outcome worked out by hand; and files that are not what they are called.
Today is Saturday 21 November 2026."""

import contextlib
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from app.errors import InvalidInput
from app.importers.reading import ReadRow
from app.importers.sniffing import choose_reader
from app.importers.xlsx_reader import read_xlsx
from tests.importers.test_tables_of_systems import check, tell
from tests.support.tables import accept, codes_of, make_context, make_workbook, read_lines, read_sheets, save


def read_book(workbook: Workbook) -> list[ReadRow]:
    return accept(list(read_xlsx(save(workbook), make_context())))


def read_file(content: bytes, name: str) -> tuple[str, list[ReadRow]]:
    kind, reader = choose_reader(content, None, name)
    return kind, accept(list(reader(content, make_context())))


class TestSheets:
    def test_titles_above_and_a_header_of_two_rows(self) -> None:
        workbook = make_workbook(
            {
                "Aanbod": [
                    ["Activiteitenoverzicht Buurthuis De Mussen 2026-2027"],
                    ["Laatst gewijzigd: 12 oktober"],
                    [],
                    [None, "Wat", "Voor wie", "Wanneer", None, "Kosten"],
                    [None, None, None, "Dag", "Tijd", None],
                    [None, "Kookclub", "8 t/m 12 jr", "woensdag", "14.30 - 16.30", "€ 2,50 per keer"],
                    [None, "Meidenavond", "12+", "vrijdag", "19.00-21.00", "gratis"],
                    [None, "Totaal", None, None, None, "2 activiteiten"],
                ]
            }
        )
        workbook["Aanbod"].merge_cells("A1:F1")
        workbook["Aanbod"].merge_cells("D4:E4")
        rows = read_book(workbook)
        check(
            rows[:2],
            {"title": "Kookclub", "age": "8-12", "rules": ["WE 14:30-16:30"], "prices": ["base session 2.50"]},
            {"title": "Meidenavond", "age": "12-", "rules": ["FR 19:00-21:00"], "cost": "free", "codes": []},
        )
        assert [row.location for row in rows] == ["line 6", "line 7", "line 8"]
        assert tell(rows[2]) == {"faults": [], "codes": ["row-no-offer"]}

    def test_cells_of_every_type(self) -> None:
        rows = read_sheets(
            {
                "Blad1": [
                    ["Titel", "Datum", "Van", "Tot", "Min leeftijd", "Max leeftijd", "Prijs", "Gratis", "Telefoon"],
                    ["Getypt", date(2026, 12, 9), time(14), time(15, 30), 6, 12, 2.5, False, "070 123 45 67"],
                    ["Als tekst", "9-12-2026", "14:00", "15:30", "6", "12", "2,50", "nee", "070-1234567"],
                    ["Als moment", datetime(2026, 12, 9, 14), None, 0.6458333333, 6.0, 12.0, "€ 2,50", "ONWAAR", None],
                ]
            }
        )
        same = {"dates": ["12-09 14:00-15:30"], "age": "6-12", "cost": "paid", "prices": ["base session 2.50"]}
        check(rows, *({"title": title, **same} for title in ("Getypt", "Als tekst", "Als moment")))

    def test_merged_days_and_places_hold_for_the_rows_below(self) -> None:
        workbook = make_workbook(
            {
                "Rooster": [
                    ["Dag", "Tijd", "Les", "Leeftijd", "Locatie"],
                    ["Maandag", "15:30-16:30", "Judo mini", "4-6", "Dojo"],
                    [None, "16:30-17:30", "Judo jeugd", "7-12", None],
                    ["Woensdag", "14:00-15:00", "Dans", "6-9", "Gymzaal"],
                ]
            }
        )
        workbook["Rooster"].merge_cells("A2:A3")
        workbook["Rooster"].merge_cells("E2:E3")
        check(
            read_book(workbook),
            {"title": "Judo mini", "rules": ["MO 15:30-16:30"], "place": "Dojo"},
            {"title": "Judo jeugd", "rules": ["MO 16:30-17:30"], "place": "Dojo"},
            {"title": "Dans", "rules": ["WE 14:00-15:00"], "place": "Gymzaal"},
        )

    def test_hidden_rows_are_read_and_said_and_hidden_sheets_are_named(self) -> None:
        workbook = make_workbook(
            {
                "Aanbod": [["Titel", "Dag", "Tijd"], ["Judo", "wo", "15-16"], ["Dans", "do", "15-16"]],
                "Lijstjes": [["Titel", "Dag"], ["x", "wo"]],
            }
        )
        workbook["Aanbod"].row_dimensions[3].hidden = True
        workbook["Lijstjes"].sheet_state = "hidden"
        rows = read_book(workbook)
        check(rows, {"title": "Judo", "codes": ["sheet-hidden"]}, {"title": "Dans", "codes": ["row-hidden"]})
        assert "Lijstjes" in rows[0].warnings[0].detail

    def test_a_cell_with_formatted_letters_and_line_breaks(self) -> None:
        workbook = make_workbook({"A": [["Titel", "Wanneer"], ["Judo\nvoor beginners", "wo 15-16 uur\nvr 16-17 uur"]]})
        workbook["A"]["A2"].font = Font(bold=True)
        check(
            read_book(workbook),
            {"title": "Judo voor beginners", "rules": ["WE 15:00-16:00", "FR 16:00-17:00"], "codes": []},
        )

    def test_an_error_of_a_formula_costs_its_cell_only(self) -> None:
        check(
            read_sheets({"A": [["Titel", "Prijs", "Leeftijd"], ["Judo", "#N/A", "6-8"], ["#REF!", "€ 5", "6-8"]]}),
            {"title": "Judo", "cost": None, "age": "6-8", "codes": ["formula-error"]},
            {"faults": ["title-missing"], "codes": ["formula-error"]},
        )

    def test_columns_in_an_odd_order_with_numbers_that_mean_nothing(self) -> None:
        check(
            read_sheets(
                {
                    "A": [
                        ["Volgnr.", "Kosten", "Tijd", "Opmerkingen", "Leeftijd", "Dag", "Naam activiteit", "Status"],
                        [1, 5, "15.00-16.00", None, "6-8", "wo", "Judo", "Actief"],
                        [2, "5,-", "15.00-16.00", "vol!", "6-8", "wo", "Dans", "Vol"],
                        [3, 0, "15.00-16.00", None, "6-8", "wo", "Zang", "Gestopt"],
                    ]
                }
            ),
            {"title": "Judo", "cost": "paid", "codes": ["price-unit-missing"]},
            {"title": "Dans", "enrol": "full", "text": "vol!"},
            {"title": "Zang", "cost": "free", "status": "ended"},
        )

    def test_a_sheet_for_each_club_with_its_own_columns(self) -> None:
        rows = read_sheets(
            {
                "Uitleg": [["Vul op elk blad uw aanbod in."]],
                "Judo": [["Titel", "Dag", "Tijd"], ["Judo", "wo", "15-16"]],
                "Dans": [["Tijd", "Titel", "Dag", "Prijs"], ["16-17", "Ballet", "do", "gratis"]],
            }
        )
        check(
            rows,
            {"title": "Judo", "rules": ["WE 15:00-16:00"], "codes": ["sheet-not-used"]},
            {"title": "Ballet", "rules": ["TH 16:00-17:00"], "cost": "free", "codes": []},
        )
        assert [row.location for row in rows] == ["Judo, line 2", "Dans, line 2"]


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {}</style></head><body>
<table border=1>
<tr><th>Vereniging<th>Activiteit<th>Dag<th>Tijd<th>Kosten</tr>
<tr><td rowspan=2>Judo Kano</td><td>Judo &amp; zo</td><td>wo</td><td>15:00&nbsp;-&nbsp;16:00</td>
<td>&euro; 5,00 per les</td></tr>
<tr><td>Dans<br>voor kleuters</td><td>do</td><td>16:00 - 17:00</td><td>gratis</td></tr>
</table></body></html>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="A"><Table>
<Row><Cell><Data ss:Type="String">Titel</Data></Cell><Cell><Data ss:Type="String">Datum</Data></Cell>
<Cell><Data ss:Type="String">Starttijd</Data></Cell><Cell><Data ss:Type="String">Prijs</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Knutselen</Data></Cell>
<Cell><Data ss:Type="DateTime">2026-12-09T00:00:00.000</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Number">2.5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


class TestFilesThatAreNotWhatTheyAreCalled:
    @pytest.mark.parametrize("name", ["export.xls", "export.html"])
    def test_a_table_of_a_page_saved_as_a_workbook(self, name: str) -> None:
        kind, rows = read_file(HTML.encode(), name)
        assert kind == "csv"
        check(
            rows,
            {"title": "Judo & zo", "org": "Judo Kano", "rules": ["WE 15:00-16:00"], "prices": ["base session 5.00"]},
            {"title": "Dans voor kleuters", "org": "Judo Kano", "rules": ["TH 16:00-17:00"], "cost": "free"},
        )
        assert [row.location for row in rows] == ["line 4", "line 6"]

    def test_comments_scripts_and_marks_of_word_are_no_text(self) -> None:
        cells = (
            "<td>Judo<!-- <td>x --></td><td><![if !vml]>wo<![endif]><script>a<b</script></td><td>15-16 &amp; klaar</td>"
        )
        page = f"<!DOCTYPE html><table><tr><th>Titel<th>Dag<th>Tijd</tr><tr>{cells}</tr></table>"
        check(read_file(page.encode(), "a.xls")[1], {"title": "Judo", "rules": ["WE 15:00-16:00"], "codes": []})

    @pytest.mark.parametrize("part", ["<!--", "<", "<!a", "<?a", "</", "<script>", "&", "<td rowspan=9999>"])
    def test_a_page_made_to_keep_us_busy_is_read_or_refused(self, part: str) -> None:
        page = f"<table><tr><th>Titel<th>Dag</tr><tr><td>Judo{part * 50_000}"
        with contextlib.suppress(InvalidInput):
            read_file(page.encode(), "a.xls")

    def test_a_plain_page_with_a_table_is_still_a_page(self) -> None:
        with pytest.raises(InvalidInput):
            read_file(b"<html><body><table><tr><td>Judo</table></body></html>", "pagina.html")

    def test_the_xml_of_excel_2003(self) -> None:
        _, rows = read_file(XML.encode(), "export.xls")
        check(rows, {"title": "Knutselen", "dates": ["12-09 00:00-00:00"], "prices": ["base session 2.50"]})

    def test_a_workbook_called_csv_and_a_csv_called_a_workbook(self) -> None:
        book = save(make_workbook({"A": [["Titel", "Dag", "Tijd"], ["Judo", "wo", "15-16"]]}))
        for content, name, kind in ((book, "a.csv", "xlsx"), (b"Titel;Dag;Tijd\nJudo;wo;15-16", "a.xlsx", "csv")):
            found, rows = read_file(content, name)
            assert found == kind
            check(rows, {"title": "Judo", "rules": ["WE 15:00-16:00"], "codes": []})

    @pytest.mark.parametrize(
        ("content", "name", "code"),
        [
            (b"", "leeg.xlsx", "file-empty"),
            (b"\xef\xbb\xbf\r\n", "leeg.csv", "file-empty"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud.xls", "format-not-read"),
            (save(make_workbook({"A": [["Titel"], ["Judo"]]}))[:2000], "half.xlsx", "not-excel"),
            (b"\x00\x01\x02" * 400, "x.csv", "not-text"),
        ],
    )
    def test_what_cannot_be_read_is_refused_in_words(self, content: bytes, name: str, code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_file(content, name)
        (fault,) = refused.value.faults
        assert (fault.code, bool(fault.detail), bool(fault.detail_nl)) == (code, True, True)

    def test_half_a_csv_gives_its_whole_rows(self) -> None:
        rows = read_lines("Titel;Dag;Tijd;Omschrijving", "Judo;wo;15-16;Leuk", 'Dans;do;16-17;"Mid')
        check(rows[:1], {"title": "Judo", "rules": ["WE 15:00-16:00"], "codes": []})
        assert rows[1].draft is not None
        assert "quote-repaired" in codes_of(rows[1])
