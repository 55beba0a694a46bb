"""Rows of a table that are no offer: the header once more, totals, and what makers write below their list."""

import re

from app.importers.headers import Columns, guess_target
from app.importers.html_text import clean_line
from app.importers.table_rows import RawRow

_BELOW = re.compile(
    r"\W*(?:(?:sub|eind)?tota(?:al|len)|total|gemiddelde?|"
    r"aantal (?:activiteiten|rijen|deelnemers)|laatst (?:bijgewerkt|gewijzigd)|"
    r"bijgewerkt op|last updated|peildatum|bron:|source:|wijzigingen voorbehouden|onder voorbehoud)\b.{0,120}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d{1,6}\s(?:activiteiten|rijen|regels|stuks|deelnemers|kinderen|items|records|cursussen)", re.IGNORECASE
)
_CLOSED = re.compile(
    r"\W*(?:gesloten|dicht|geen (?:les(?:sen)?|activiteit(?:en)?|training(?:en)?|programma|school|bso)|"
    r"vrije? ?(?:dag)?|(?:herfst|kerst|voorjaars|krokus|mei|zomer|school)?vakantie|studiedag|lesvrij|feestdag|pauze|"
    r"lunch(?:pauze)?|(?:1e|2e|eerste|tweede) (?:kerst|paas|pinkster)dag|nieuwjaarsdag|koningsdag|hemelvaart(?:sdag)?|"
    r"closed|no class)\W*",
    re.IGNORECASE,
)
_SHUT = re.compile(
    r"\W*(?:.{0,40}\W(?:gesloten|closed)|(?:gesloten|closed)\W.{0,60}|geen (?:inloop|instuif|opvang|club|\w{1,20}club|"
    r"opkomst|repetitie|bijeenkomst|\w{1,20}les(?:sen)?))\W*",
    re.IGNORECASE,
)
"""So does a longer title on a day without hours."""
"""What a calendar says of a day without offers."""
_FEAST = re.compile(
    r"\W*(?:(?:1e|2e|eerste|tweede) (?:kerst|paas|pinkster)dag|nieuwjaarsdag|koningsdag|lunch)\W*", re.IGNORECASE
)
"""Of these a row with hours and a place is an offer: the feast in the park, the lunch of the community centre."""
_HOURS = frozenset({"time", "startTime", "start"})
_WHERE = frozenset({"place", "address", "streetAddress"})
_SAY_MORE = frozenset({"age", "ageMin", "price", "schoolGroups", "isFree", "description", "summary"})
_LETTER = re.compile(r"[^\W\d_]")


def is_margin(raw: RawRow, columns: Columns) -> bool:
    """Whether a row repeats the header, or says a total or a remark and, beside numbers, nothing else."""
    cells = [clean_line(cell) if cell else "" for cell in raw.cells]
    if repeats_header(raw, columns) or not any(letter.isalnum() for cell in cells for letter in cell):
        return True
    if _says_closed(cells, columns):
        return True
    texts = [cell for cell in cells if _LETTER.search(cell) and not _COUNTED.fullmatch(cell)]
    return len(texts) == 1 and _BELOW.fullmatch(texts[0]) is not None and _is_bare(texts[0], cells)


def _says_closed(cells: list[str], columns: Columns) -> bool:
    """`GESLOTEN` or `Kerstvakantie` on a day, with no word of who may come or what it costs."""
    pairs = list(zip(columns.targets, cells, strict=False))
    titles = [cell for target, cell in pairs if target == "title"]
    is_closed = bool(titles) and _CLOSED.fullmatch(titles[0]) is not None
    if titles and _SHUT.fullmatch(titles[0]):
        is_closed = not any(cell for target, cell in pairs if target in _HOURS | {"schedule", "weekday"})
    if is_closed and _FEAST.fullmatch(titles[0]):
        said = {target for target, cell in pairs if cell}
        is_closed = not (said & _HOURS and said & _WHERE)
    return is_closed and not any(cell for target, cell in pairs if target in _SAY_MORE)


def repeats_header(raw: RawRow, columns: Columns) -> bool:
    """Whether a row says the names of its columns, or other names for the same."""
    said = [(at, clean_line(cell)) for at, cell in enumerate(raw.cells) if cell and cell.strip()]
    return len(said) > 1 and all(at < len(columns.names) and _names(columns, at, cell) for at, cell in said)


def _names(columns: Columns, at: int, cell: str) -> bool:
    target = columns.targets[at]
    return cell.casefold() == columns.names[at].casefold() or (target is not None and guess_target(cell) == target)


def _is_bare(text: str, cells: list[str]) -> bool:
    """`Totaalvoetbal 6-8` on a Tuesday has more to say than numbers; dates and clocks make an offer of any title."""
    return not any(re.search(r"\d[-/:]\d", cell) for cell in cells if cell != text)
