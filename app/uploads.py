"""A file that is sent along with some fields (multipart/form-data): read as a whole, or refused.

The framework leaves out a part that was cut off and keeps the last of two parts of one name; with either a rehearsal
could turn into a real import, and half a file be taken for the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from app.errors import Fault, InvalidInput

FILE = "file"
_UNREADABLE = Fault(
    "not-multipart",
    "The multipart body cannot be read: one file and a few short fields.",
    pointer="",
    detail_nl="De multipart-inhoud is niet te lezen: stuur één bestand en een paar korte velden.",
)
_CUT_OFF = Fault(
    "cut-off",
    "The multipart body ends before its last boundary; send it again.",
    pointer="",
    detail_nl="De multipart-inhoud is niet compleet: het einde ontbreekt. Stuur hem opnieuw.",
)


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """name: as `clean_file_name` leaves it; empty when it has none."""

    content: bytes
    name: str
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Upload:
    """What a multipart body holds. file: the part called `file`, when it was sent as a file."""

    fields: Mapping[str, str]
    file: ChosenFile | None


class _WholeParser(MultiPartParser):
    """Knows whether the last boundary came."""

    is_whole = False

    def on_end(self) -> None:
        self.is_whole = True

    def close_files(self) -> None:
        """Also the one that was cut off, which the form does not know."""
        for file in self._files_to_close_on_error:
            file.close()


async def read_upload(request: Request, *, most_fields: int, most_field_bytes: int) -> Upload:
    """The one file and the fields. Raises InvalidInput."""
    parser = _WholeParser(
        request.headers, request.stream(), max_files=1, max_fields=most_fields, max_part_size=most_field_bytes
    )
    try:
        form = await parser.parse()
    except (MultiPartException, HTTPException, ValueError, KeyError) as error:
        raise InvalidInput([_UNREADABLE]) from error
    try:
        if not parser.is_whole:
            raise InvalidInput([_CUT_OFF])
        return await _sort_parts(form)
    finally:
        parser.close_files()


def clean_file_name(text: str) -> str:
    """The name alone, without folders before it and without signs that nobody sees; at most 200 characters."""
    name = text.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in name if sign.isprintable()).strip()[:200]


async def _sort_parts(form: FormData) -> Upload:
    fields: dict[str, str] = {}
    file: ChosenFile | None = None
    faults: list[Fault] = []
    seen: set[str] = set()
    for name, value in form.multi_items():
        if name in seen:
            faults.append(_repeated(name))
        elif isinstance(value, str):
            fields[name] = value
        elif name == FILE:
            file = await _read_file(value)
        elif value.filename or value.size:  # an empty choice of a file says nothing
            faults.append(_not_a_file(name))
        seen.add(name)
    if faults:
        raise InvalidInput(faults)
    return Upload(fields, file)


async def _read_file(sent: UploadFile) -> ChosenFile:
    media_type = (sent.content_type or "").partition(";")[0].strip().lower()[:100]
    return ChosenFile(await sent.read(), clean_file_name(sent.filename or ""), media_type or None)


def _repeated(name: str) -> Fault:
    return Fault(
        "repeated-member",
        "Give this part only once.",
        pointer=f"/{name[:60]}",
        detail_nl="Geef dit onderdeel maar één keer.",
    )


def _not_a_file(name: str) -> Fault:
    return Fault(
        "not-a-field",
        f"Send this as a field, not as a file; the file is the part called {FILE}.",
        pointer=f"/{name[:60]}",
        detail_nl=f"Stuur dit als veld, niet als bestand; het bestand heet {FILE}.",
    )
