"""Tables of a web page or of Excel as rows: cells that are merged hold in what they cover."""

import pytest

from app.errors import InvalidInput
from app.importers import html_tables
from app.importers.html_tables import read_html_rows


def cells(page: str) -> list[list[str]]:
    return [list(row.cells) for row in read_html_rows(page)]


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("<table><tr><td rowspan=2>A</td><td>b</td></tr><tr><td>c</td></tr></table>", [["A", "b"], ["A", "c"]]),
        (
            "<table><tr><td rowspan=2 colspan=2>A</td><td>b</td></tr><tr><td>c</td></tr></table>",
            [["A", "", "b"], ["A", "", "c"]],
        ),
        (
            "<table><tr><td rowspan=5>A</td><td>b</td></tr></table><table><tr><td>x</td><td>y</td></tr></table>",
            [["A", "b"], ["x", "y"]],
        ),
    ],
    ids=["downwards", "both ways", "further than its table"],
)
def test_what_is_merged_moves_no_cell_to_another_column(page: str, rows: list[list[str]]) -> None:
    assert cells(page) == rows


def test_merged_cells_that_stand_for_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tables, "MAX_CELLS", 100)
    with pytest.raises(InvalidInput) as error:
        read_html_rows("<table>" + "<tr><td rowspan=50 colspan=20>A</td></tr>" + "<tr></tr><tr><td>b</td></tr>" * 10)
    assert [fault.code for fault in error.value.faults] == ["too-large"]
