"""What a workbook must be before it is opened: a real .xlsx, not a bomb. Raises InvalidInput in words."""

import io
import zipfile
from typing import Final

from app.errors import Fault, InvalidInput

MAX_ENTRIES: Final = 3_000
MAX_BYTES: Final = 250_000_000
"""Of all parts together, unpacked."""
MAX_SHARED_TEXT_BYTES: Final = 80_000_000
MAX_RATIO: Final = 250
RATIO_FROM_BYTES: Final = 20_000_000
"""Sparse sheets pack well; a part this large that packs better than `MAX_RATIO` is a bomb."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

_SENTENCES = {
    "old-excel": (
        "This is an old Excel file (.xls) or a workbook with a password. Save it as .xlsx without a password.",
        "Dit is een oud Excel-bestand (.xls) of een bestand met een wachtwoord. Bewaar het als "
        ".xlsx zonder wachtwoord.",
    ),
    "not-excel": (
        "This is no Excel workbook (.xlsx), or it is damaged. Save it again as .xlsx, or as CSV.",
        "Dit is geen Excel-bestand (.xlsx), of het is beschadigd. Bewaar het opnieuw als .xlsx, of als CSV.",
    ),
    "open-document": (
        "This is an OpenDocument sheet (.ods). Save it as .xlsx or CSV.",
        "Dit is een OpenDocument-bestand (.ods). Bewaar het als .xlsx of CSV.",
    ),
    "binary-excel": (
        "This is a binary workbook (.xlsb). Save it as .xlsx.",
        "Dit is een binair Excel-bestand (.xlsb). Bewaar het als .xlsx.",
    ),
    "too-large": (
        "The table is too large. Remove empty rows, or cut it into several files.",
        "De tabel is te groot. Haal lege regels weg, of knip het bestand in stukken.",
    ),
}


def refuse(code: str) -> InvalidInput:
    """The error to raise for a workbook that cannot be read."""
    english, dutch = _SENTENCES[code]
    return InvalidInput([Fault(code, english, detail_nl=dutch)])


def check_workbook(content: bytes) -> None:
    """Looks at the directory of the archive only; unpacking never goes beyond the sizes stated there."""
    if content.startswith(_OLD_OFFICE):
        raise refuse("old-excel")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            is_open_document = "content.xml" in archive.NameToInfo and "mimetype" in archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, UnicodeDecodeError):
        raise refuse("not-excel") from None
    names = {entry.filename for entry in entries}
    if is_open_document:
        raise refuse("open-document")
    if "xl/workbook.bin" in names:
        raise refuse("binary-excel")
    if "[Content_Types].xml" not in names:
        raise refuse("not-excel")
    shared = sum(entry.file_size for entry in entries if "sharedStrings" in entry.filename)
    is_bomb = any(
        entry.file_size > RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_BYTES or shared > MAX_SHARED_TEXT_BYTES or is_bomb:
        raise refuse("too-large")
