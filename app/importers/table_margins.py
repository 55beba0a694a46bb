"""Rows of a table that are no offer: the header once more, totals, and what makers write below their list."""

import re

from app.importers.headers import Columns
from app.importers.html_text import clean_line
from app.importers.table_rows import RawRow

_BELOW = re.compile(
    r"\W*(?:(?:sub|eind)?tota(?:al|len)|total|aantal (?:activiteiten|rijen|deelnemers)|laatst (?:bijgewerkt|gewijzigd)|"
    r"bijgewerkt op|last updated|peildatum|bron:|source:|wijzigingen voorbehouden|onder voorbehoud)\b.{0,120}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d{1,6}\s(?:activiteiten|rijen|regels|stuks|deelnemers|kinderen|items|records|cursussen)", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")


def is_margin(raw: RawRow, columns: Columns) -> bool:
    """Whether a row repeats the header, or says a total or a remark and, beside numbers, nothing else."""
    cells = [clean_line(cell) if cell else "" for cell in raw.cells]
    if _repeats_header(cells, columns):
        return True
    texts = [cell for cell in cells if _LETTER.search(cell) and not _COUNTED.fullmatch(cell)]
    return len(texts) == 1 and _BELOW.fullmatch(texts[0]) is not None and _is_bare(texts[0], cells)


def _repeats_header(cells: list[str], columns: Columns) -> bool:
    names = [name.casefold() for name in columns.names]
    said = [(at, cell.casefold()) for at, cell in enumerate(cells) if cell]
    return len(said) > 1 and all(at < len(names) and cell == names[at] for at, cell in said)


def _is_bare(text: str, cells: list[str]) -> bool:
    """`Totaalvoetbal 6-8` on a Tuesday has more to say than numbers; dates and clocks make an offer of any title."""
    return not any(re.search(r"\d[-/:]\d", cell) for cell in cells if cell != text)
