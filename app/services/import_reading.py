"""From the bytes of a foreign file to rows ready to write: who reads it, what identifies each row, what is wrong."""

import logging
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import orjson

from app.domain.draft import ActivityDraft
from app.domain.text import fold
from app.errors import Fault, InvalidInput
from app.importers.reading import FORMATS, ReadContext, Reader, ReadRow
from app.schemas.drafts import find_known_faults, parse_activity
from app.store.organisations import StoredOrganisation

KNOWN_FORMATS = FORMATS
"""Names of what can be read, for the edge."""
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_ROWS = 200_000
MAX_ID_LENGTH = 200
MAX_ORIGINAL_BYTES = 4000
MAX_ROW_FAULTS = 50
_ZIP = b"PK\x03\x04"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row, ready to write. draft: None when there is nothing to write; body: the whole wire shape behind it."""

    row: ReadRow
    external_id: str | None
    draft: ActivityDraft | None = None
    body: Mapping[str, Any] | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def refuse_file(code: str, detail: str, dutch: str) -> InvalidInput:
    """The fault of a file that is not read at all."""
    return InvalidInput([Fault(code, detail, pointer="/file", detail_nl=dutch)])


def check_archive(content: bytes) -> None:
    """Refuse a packed file (a workbook) that unpacks to more than is ever read."""
    if not content.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise refuse_file("not-readable", "The file is damaged.", "Het bestand is beschadigd.") from error
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        detail = f"Unpacked, the file is larger than {MAX_UNPACKED_BYTES} bytes."
        raise refuse_file("zip-bomb", detail, f"Uitgepakt is het bestand groter dan {MAX_UNPACKED_BYTES} bytes.")


def find_reader(content: bytes, *, media_type: str | None, name: str | None, wanted: str | None) -> tuple[str, Reader]:
    """The format and its reader: the wanted one, else what the bytes are. Raises InvalidInput for neither.

    The readers and their libraries are loaded by the first file: a server that only answers needs none of them.
    """
    from app.importers.sniffing import READERS, choose_reader

    check_archive(content)
    if wanted is None:
        return choose_reader(content, media_type, name)
    if wanted not in FORMATS:
        detail = f"There is no format {wanted[:40]}."
        dutch = f"Er is geen formaat {wanted[:40]}."
        raise InvalidInput(
            [Fault("unknown-format", detail, pointer="/format", hint=", ".join(FORMATS), detail_nl=dutch)]
        )
    return wanted, READERS[wanted]


def read_rows(reader: Reader, content: bytes, context: ReadContext, most: int = MAX_ROWS) -> list[ReadRow]:
    """The rows, at most `most` and one. Raises InvalidInput when the file as a whole cannot be read."""
    rows: list[ReadRow] = []
    try:
        for row in reader(content, context):
            rows.append(row)
            if len(rows) > most:
                break
    except InvalidInput:
        raise
    except Exception as error:
        # A reader that gives up on somebody's file is our fault, but the answer must still be one that helps.
        logger.exception("a reader failed")
        at = f" after row {len(rows)}" if rows else ""
        detail = f"The file could not be read{at}. Save it again, or as CSV, and try once more."
        dutch = "Het bestand kon niet worden gelezen. Sla het opnieuw op, of als CSV, en probeer het nog eens."
        raise refuse_file("not-readable", detail, dutch) from error
    return rows


def keep_identities(rows: Iterable[ReadRow], known: Mapping[str, str]) -> list[ReadRow]:
    """Give items back the id they came in under, where a feed makes new ids at every fetch.

    known: what each stored item of the source says (its content id), by its external id. An id that is new is replaced
    when as many stored items that are not in the file say the same as new rows do: usually one.
    """
    listed = list(rows)
    present = {row.external_id for row in listed}
    gone: dict[str, list[str]] = {}
    for external_id, content_id in known.items():
        if external_id not in present:
            gone.setdefault(content_id, []).append(external_id)
    new = Counter(row.content_id for row in listed if row.content_id and row.external_id not in known)
    taken = {says: iter(sorted(ids)) for says, ids in gone.items() if len(ids) == new[says]}

    def settle(row: ReadRow) -> ReadRow:
        waiting = taken.get(row.content_id) if row.content_id and row.external_id not in known else None
        return replace(row, external_id=next(waiting)) if waiting is not None else row

    return [settle(row) for row in listed]


class RowPreparer:
    """Makes rows ready to write; remembers the ids of a file, so that no row silently takes another one's place."""

    def __init__(
        self,
        source_name: str,
        organisation: StoredOrganisation | None = None,
        confirmed_at: datetime | None = None,
        find_faults: Callable[[ActivityDraft], Iterable[Fault]] | None = None,
    ) -> None:
        """find_faults: what the catalogue does not know of a draft, told beside the other faults of its row."""
        self._source_name = source_name
        self._organisation = organisation
        self._confirmed_at = confirmed_at
        self._find_faults = find_faults
        self._seen: dict[str, tuple[str, bytes]] = {}

    @property
    def seen(self) -> frozenset[str]:
        """The external ids of the rows so far that are not deleted."""
        return frozenset(self._seen)

    def prepare(self, row: ReadRow) -> Prepared:
        """The row with its draft, or with what is wrong with it."""
        warnings = row.warnings[:MAX_ROW_FAULTS]
        if row.is_deleted or row.draft is None:
            id_ = None if row.external_id is None else bound_id(row.external_id)
            return Prepared(row, id_, faults=row.faults[:MAX_ROW_FAULTS], warnings=warnings)
        external_id = identify(row)
        faults = row.faults or self._find_double(external_id, row)
        body, more = self._complete(row.draft, external_id)
        draft: ActivityDraft | None = None
        if not faults:
            try:
                draft = parse_activity(body, ignore_read_only=False)
                draft = replace(draft, confirmed_at=self._confirmed_at or draft.confirmed_at)
            except InvalidInput as refused:
                unknown = find_known_faults(body, self._find_faults) if self._find_faults else []
                faults = (*refused.faults, *unknown)
            except Exception:
                logger.exception("a draft could not be made")
                faults = (INTERNAL,)
        return Prepared(row, external_id, draft, body, faults[:MAX_ROW_FAULTS], (*warnings, *more))

    def _find_double(self, external_id: str, row: ReadRow) -> tuple[Fault, ...]:
        digest = sha256(orjson.dumps(row.draft, default=str, option=orjson.OPT_SORT_KEYS)).digest()
        held = self._seen.setdefault(external_id, (row.location, digest))
        if held == (row.location, digest) or held[1] == digest:
            return ()
        detail = f"{held[0]} has the same id, {external_id[:60]}, and says something else. Give each offer its own id."
        dutch = f"{held[0]} heeft hetzelfde kenmerk, {external_id[:60]}. Geef elke activiteit een eigen kenmerk."
        return (Fault("duplicate-id", detail, pointer="/source/externalId", detail_nl=dutch),)

    def _complete(self, draft: Mapping[str, Any], external_id: str) -> tuple[dict[str, Any], tuple[Fault, ...]]:
        """The draft with its source and the organisation it is imported for."""
        stated = draft.get("source")
        url = stated.get("url") if isinstance(stated, Mapping) else None
        contact = draft.get("contact")
        url = url or (contact.get("url") if isinstance(contact, Mapping) else None)
        source = {"name": self._source_name, "externalId": external_id} | ({"url": url} if url else {})
        body = {"organisation": None, **draft, "source": source}
        if self._organisation is None:
            return body, ()
        own = self._organisation
        named = draft.get("organisation")
        body["organisation"] = {"id": own.id, "name": own.name, "roles": list(own.roles), "sector": own.sector}
        name = str(named.get("name") or "") if isinstance(named, Mapping) else ""
        if not name or fold(name) == fold(own.name):
            return body, ()
        detail = f"The file names {name[:80]} as the organisation; it is imported for {own.name}."
        dutch = f"Het bestand noemt {name[:80]} als organisatie. De import is voor {own.name}."
        return body, (Fault("other-organisation", detail, pointer="/organisation", detail_nl=dutch),)


INTERNAL = Fault(
    "internal",
    "This row could not be written through a fault of ours. It was logged.",
    detail_nl="Deze rij kon door een fout van ons niet worden verwerkt. We hebben dat vastgelegd.",
)


def identify(row: ReadRow) -> str:
    """Under which id a row is known: its own, else what it says."""
    return bound_id(row.external_id or row.content_id or _make_id(row.draft or {}))


def bound_id(external_id: str) -> str:
    """An external id within bounds; what is longer or holds control characters is known by its hash."""
    plain = plain_text(external_id).strip()
    if plain and len(plain) <= MAX_ID_LENGTH and plain.isprintable():
        return plain
    return f"sha256-{sha256(external_id.encode('utf-8', 'replace')).hexdigest()}"


def _make_id(draft: Mapping[str, Any]) -> str:
    """For an offer without any id: what it is called, where it is and when it first begins."""
    place = draft.get("place")
    schedule, sessions = draft.get("schedule"), draft.get("sessions")
    parts = [
        fold(str(draft.get("title") or "")),
        place if isinstance(place, Mapping) else None,
        schedule.get("rules") if isinstance(schedule, Mapping) else None,
        sessions[0] if isinstance(sessions, list) and sessions else None,
    ]
    return f"content-{sha256(orjson.dumps(parts, default=str, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]}"


def plain_text(text: str) -> str:
    """Without what no database takes: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def bound_original(original: Mapping[str, Any]) -> dict[str, Any]:
    """The row as it was read, for the report, of bounded size and storable as it is."""
    text = orjson.dumps(_plain(original), default=lambda value: plain_text(str(value)), option=orjson.OPT_NON_STR_KEYS)
    if len(text) <= MAX_ORIGINAL_BYTES:
        found: dict[str, Any] = orjson.loads(text)
        return found
    return {"cut": text[:MAX_ORIGINAL_BYTES].decode("utf-8", "ignore")}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value[:MAX_ORIGINAL_BYTES])
    if isinstance(value, Mapping):
        return {plain_text(str(name)[:200]): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
