"""Sending a file: the page shows what would happen before anything happens."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import RuntimeDep
from app.errors import Forbidden, InvalidInput, NotFound, TooManyRequests
from app.services.partner_files import FileReport, SentFile, handle_file, read_file_report
from app.services.partner_sessions import find_signed_in
from app.uploads import Upload, clean_file_name, read_upload
from app.web.offer_fields import say_fault
from app.web.partner_texts import OUTCOMES
from app.web.partner_visit import COOKIE, PATH, Visit, show_sign_in, with_visit

router = APIRouter(prefix=f"{PATH}/bestand", include_in_schema=False)

KEPT_BYTES = 512 * 1024
"""A file up to this size is kept in the page between looking and sending; a larger one is chosen again."""
MOST_FIELD_BYTES = 2 * KEPT_BYTES
MB = 1024 * 1024
TITLES = ("title", "titel", "summary", "name", "naam", "activiteit", "activity")
WAITING = ("waiting", "running")
LINE = re.compile(r"^(sheet .*?,? ?)?line (\d+)", re.IGNORECASE)


@router.get("")
def show_upload(request: Request, runtime: RuntimeDep) -> Response:
    """The form for a file, or the report of an import that waited its turn."""

    def work(visit: Visit) -> Response:
        if visit.organisation_id is None:
            return visit.go()
        asked = request.query_params.get("import")
        if asked is None:
            return _show(visit)
        try:
            return _show(visit, read_file_report(runtime.engine, visit.caller, asked))
        except (NotFound, Forbidden):
            return visit.go("/bestand")

    return with_visit(request, runtime, work)


@router.post("")
async def take_file(request: Request, runtime: RuntimeDep) -> Response:
    """Rehearse what would happen with a file; sent from that page it is done."""
    token = request.cookies.get(COOKIE)
    if await run_in_threadpool(find_signed_in, runtime.engine, token, runtime.now()) is None:
        return show_sign_in(request, 401)  # before anything of a file is read
    fields: Mapping[str, str] | None = None
    sent, missing = None, "no_file"
    try:
        upload = await read_upload(request, most_fields=10, most_field_bytes=MOST_FIELD_BYTES)
    except InvalidInput:
        pass  # nothing of it is done, so there is no form whose token must hold
    else:
        fields, sent = upload.fields, _find_file(upload)
        missing = "empty_file" if upload.file is not None and upload.file.name else missing

    def work(visit: Visit) -> Response:
        if visit.organisation_id is None:
            return visit.go()
        if sent is None:
            return _show(visit, error=visit.words[missing], status=400)
        try:
            done = handle_file(
                runtime.engine, runtime.writer(), visit.caller, visit.organisation_id, sent, runtime.now()
            )
        except (InvalidInput, TooManyRequests, Forbidden) as refused:
            error = say_fault(refused.faults[0], visit.lang) if refused.faults else refused.detail
            return _show(visit, error=error, status=refused.status)
        if done.report["totalRows"] == 0 and done.report["status"] not in WAITING:
            return _show(visit, error=visit.words["no_rows"], status=400)
        runtime.imports.poke()
        runtime.show()
        return _show(visit, done, sent)

    return await run_in_threadpool(with_visit, request, runtime, work, fields)


def _find_file(upload: Upload) -> SentFile | None:
    """The chosen file, or the one that the page kept; None without one."""
    fields, chosen = upload.fields, upload.file
    is_sent = fields.get("send") == "1"
    if chosen is not None:
        return SentFile(chosen.content, chosen.name, chosen.media_type, is_sent) if chosen.content else None
    try:
        content = b64decode(fields.get("kept", ""), validate=True)
    except (NotBase64, ValueError):
        return None
    return SentFile(content, clean_file_name(fields.get("fileName", "")), None, is_sent) if content else None


def _show(
    visit: Visit, done: FileReport | None = None, sent: SentFile | None = None, *, error: str = "", status: int = 200
) -> Response:
    most_mb = visit.runtime.settings.max_upload_bytes // MB
    described = None if done is None else _describe(visit, done, sent)
    return visit.show("partner_file.html", status, report=described, error=error, most_mb=most_mb)


def _describe(visit: Visit, done: FileReport, sent: SentFile | None) -> dict[str, Any]:
    report, at = done.report, int(visit.lang == "en")
    small = sent is not None and len(sent.content) <= KEPT_BYTES
    return {
        "is_rehearsed": report["dryRun"] and not visit.caller.is_test,
        "is_waiting": report["status"] in WAITING,
        "link": visit.link("/bestand", **{"import": report["id"]}),
        "file_name": "" if sent is None else sent.name,
        "kept": b64encode(sent.content).decode() if sent is not None and small else "",
        "counts": [(words[at], report["counts"][name]) for name, words in OUTCOMES.items() if report["counts"][name]],
        "rows": [_describe_row(row, at) for row in done.rows],
        "has_more": done.has_more,
    }


def _describe_row(row: Mapping[str, Any], at: int) -> dict[str, Any]:
    original = row["original"] or {}
    remarks = [
        {"text": fault["detail"] if at else fault.get("detailNl") or fault["detail"], "alike": _find_alike(fault)}
        for fault in (*row["errors"], *row["warnings"])
    ]
    return {
        "where": _say_where(row["location"] or str(row["row"]), at),
        "title": _title_of(original, row["location"]),
        "outcome": OUTCOMES.get(row["outcome"], (row["outcome"],) * 2)[at],
        "remarks": remarks,
    }


def _find_alike(fault: Mapping[str, str]) -> str:
    """The id of the activity that a row looks like."""
    return fault.get("hint", "").rpartition("/")[2] if fault["code"] == "likely-duplicate" else ""


def _title_of(original: Mapping[str, Any], location: str | None) -> str:
    """What the row calls itself: the text under a name of a title, else its first text that is no address in a file."""
    texts = {name.casefold(): text for name, text in original.items() if isinstance(text, str) and text.strip()}
    named = next((texts[name] for name in TITLES if name in texts), None)
    where = (location or "").casefold()
    return named or next((text for text in texts.values() if text.casefold() != where), "")


def _say_where(location: str, at: int) -> str:
    """`line 2` of the report in the words of the page; an address inside a file stays as it is."""
    return location if at else LINE.sub(r"\1regel \2", location).replace("sheet ", "blad ").capitalize()
