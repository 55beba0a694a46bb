"""`/v1/imports`: files and feeds from partners, and what became of every row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

import app.routers.paths  # noqa: F401  # registers the convertor of the paths below
from app.deps import CallerDep, RehearsalDep, Runtime, RuntimeDep
from app.domain.caller import Caller, Scope
from app.errors import Fault, InvalidInput, UnsupportedMediaType
from app.routers.activities import read_pairs
from app.routers.answers import dump_json, private
from app.routers.writes import parse_nothing
from app.schemas.bodies import read_body
from app.schemas.cursor import decode_list_cursor, encode_list_cursor, hash_text
from app.schemas.faults import read_wire
from app.schemas.imports import IMPORTS, ROWS, FileImportIn, ImportIn
from app.schemas.json_body import JSON
from app.schemas.negotiation import MEDIA_TYPES, choose_format
from app.schemas.parsing import Parser
from app.schemas.write_parameters import WRITE
from app.services import import_reports as reports
from app.services.import_orders import ImportOrder, choose_organisation
from app.services.imports import order_with_source, start_import
from app.services.keys import require
from app.uploads import read_upload

router = APIRouter(prefix="/v1/imports")
_parse_write, _parse_list, _parse_rows = Parser(WRITE), Parser(IMPORTS), Parser(ROWS)
MULTIPART = "multipart/form-data"
MAX_FIELDS, MAX_FIELD_BYTES = 12, 64 * 1024
_CURSOR = frozenset({"cursor"})
_NO_FILE = Fault(
    "required", "Send the file as the part called file.", pointer="/file", detail_nl="Stuur het bestand mee als file."
)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was asked. content: the bytes of a file that was sent along."""

    asked: FileImportIn | ImportIn
    content: bytes | None = None
    file_name: str | None = None
    media_type: str | None = None


@router.post("", include_in_schema=False)
async def create_import(
    request: Request, caller: CallerDep, is_rehearsal: RehearsalDep, runtime: RuntimeDep
) -> Response:
    """A small file at once, anything else by the worker."""
    require(caller, Scope.IMPORTS_WRITE)
    _parse_write.parse_pairs(read_pairs(request))
    sent = await _read_request(request)
    return await run_in_threadpool(_start, runtime, caller, sent, is_rehearsal)


def _start(runtime: Runtime, caller: Caller, sent: _Sent, is_rehearsal: bool) -> Response:
    asked = sent.asked
    order = ImportOrder(
        caller,
        organisation_id=choose_organisation(caller, asked.organisation),
        file_name=sent.file_name,
        media_type=sent.media_type,
        format=asked.format,
        mapping=asked.mapping or {},
        url=asked.url if isinstance(asked, ImportIn) else None,
        is_dry_run=is_rehearsal or bool(asked.dry_run),
        is_confirming=asked.confirms is not False,
    )
    if asked.source is not None:
        order = order_with_source(runtime.engine, order, asked.source)
    allow_private = runtime.settings.fetch_private
    report = start_import(
        runtime.engine, order, sent.content, now=runtime.now(), writer=runtime.writer(), allow_private=allow_private
    )
    is_done = report.finished_at is not None
    if is_done and not report.is_dry_run:
        runtime.show()
    elif not is_done:
        runtime.imports.poke()
    wire = reports.write_done(runtime.engine, report, runtime.settings.base_url)
    answer = private(dump_json(wire), status=201 if is_done else 202)
    answer.raw_headers.append((b"location", wire["url"].encode()))
    if not is_done:
        answer.raw_headers.append((b"retry-after", b"2"))
    return answer


async def _read_request(request: Request) -> _Sent:
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind == JSON:
        return _Sent(read_body(ImportIn, await request.body(), content_type, spare={"url": "https://example.org"}))
    if kind != MULTIPART:
        dutch = f"Stuur een bestand als {MULTIPART}, of een adres als {JSON}."
        raise UnsupportedMediaType(f"Send a file as {MULTIPART}, or an address as {JSON}.", detail_nl=dutch)
    upload = await read_upload(request, most_fields=MAX_FIELDS, most_field_bytes=MAX_FIELD_BYTES)
    asked = read_wire(FileImportIn, _read_fields(upload.fields), lambda _: (), {})
    if upload.file is None:
        raise InvalidInput([_NO_FILE])
    return _Sent(asked, upload.file.content, upload.file.name or None, upload.file.media_type)


def _read_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """Texts of a form as the values they stand for; an empty field says nothing."""
    values: dict[str, Any] = {name: value for name, value in fields.items() if value.strip()}
    for name in ("dryRun", "confirms"):
        values[name] = {"true": True, "false": False, "on": True}.get(str(values.get(name, "")), values.get(name))
    if "mapping" in values:
        try:
            values["mapping"] = json.loads(values["mapping"])
        except ValueError:
            detail, dutch = "Give the mapping as a JSON object.", "Geef de koppeling als JSON-object."
            raise InvalidInput([Fault("not-json", detail, pointer="/mapping", detail_nl=dutch)]) from None
    return {name: value for name, value in values.items() if value is not None}


@router.get("", include_in_schema=False)
def list_imports(request: Request, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """Imports, the latest first."""
    require(caller, Scope.IMPORTS_WRITE)
    asked = _parse_list.parse_pairs(read_pairs(request))
    path = f"{runtime.settings.base_url}/v1/imports"
    question = hash_text(f"imports {asked.organisation}")
    before = decode_list_cursor(asked.cursor, query_hash=question) if asked.cursor else None
    found, total = reports.read_reports(
        runtime.engine, caller, organisation_id=asked.organisation, before=before, limit=asked.limit + 1
    )
    shown = found[: asked.limit]
    last = encode_list_cursor(shown[-1].id, question) if len(found) > len(shown) else None
    items = [reports.write_report(report, runtime.settings.base_url) for report in shown]
    links = _links(path, _parse_list.to_pairs(asked), _parse_list.to_pairs(asked, without=_CURSOR), last)
    return private(dump_json({"items": items, "total": total, "links": links}))


@router.get("/{import_id:id}", include_in_schema=False)
def get_import(request: Request, import_id: str, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """How far an import is."""
    parse_nothing.parse_pairs(read_pairs(request))
    report = reports.read_report(runtime.engine, caller, import_id)
    return private(dump_json(reports.write_report(report, runtime.settings.base_url)))


@router.get("/{import_id:id}/rows", include_in_schema=False)
def list_import_rows(request: Request, import_id: str, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """Rows in pages, or all of them as CSV."""
    require(caller, Scope.IMPORTS_WRITE)
    asked = _parse_rows.parse_pairs(read_pairs(request))
    chosen = choose_format(asked.format, request.headers.get("accept", ""), ("json", "csv"))
    report = reports.read_report(runtime.engine, caller, import_id)
    if chosen == "csv":
        rows = reports.iterate_rows(runtime.engine, report.id, asked.outcome)
        parts = reports.write_rows_csv(rows, runtime.settings.base_url)
        return StreamingResponse(parts, media_type=MEDIA_TYPES["csv"], headers={"Cache-Control": "no-store"})
    question = hash_text(f"rows {report.id} {asked.outcome}")
    after = int(decode_list_cursor(asked.cursor, query_hash=question)) if asked.cursor else 0
    found = reports.read_rows(runtime.engine, report.id, outcomes=asked.outcome, after=after, limit=asked.limit + 1)
    shown = found[: asked.limit]
    last = encode_list_cursor(str(shown[-1].row_number), question) if len(found) > len(shown) else None
    path = f"{runtime.settings.base_url}/v1/imports/{report.id}/rows"
    links = _links(path, _parse_rows.to_pairs(asked), _parse_rows.to_pairs(asked, without=_CURSOR), last)
    items = [reports.write_row(row, runtime.settings.base_url) for row in shown]
    return private(dump_json({"items": items, "links": links}))


def _links(
    path: str, own: list[tuple[str, str]], rest: list[tuple[str, str]], cursor: str | None
) -> dict[str, str | None]:
    following = None if cursor is None else f"{path}?{urlencode([*rest, ('cursor', cursor)])}"
    return {"self": f"{path}?{urlencode(own)}" if own else path, "next": following}
