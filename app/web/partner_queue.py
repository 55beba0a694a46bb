"""`/partner/wachtrij`: what waits for the coordinator, to put in the guide or not. For a key of a coordinator alone."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.deps import BodyDep, RuntimeDep, plan_letter
from app.errors import Conflict, InvalidInput, NotFound
from app.schemas.moderation import QueueRequest
from app.services.moderating import approve_edit, reject_edit
from app.services.offer_texts import write_fields
from app.services.queues import list_edits
from app.services.turn import Turn
from app.web.form_faults import WHOLE
from app.web.forms import read_form
from app.web.offer_fields import FIELDS_BY_NAME, Fields, list_options, say_fault
from app.web.partner_visit import PATH, Visit, with_visit

router = APIRouter(prefix=f"{PATH}/wachtrij", include_in_schema=False)

MOST_SHOWN = 20
DECIDED = ("queue_approved", "queue_rejected")


@router.get("")
def show_queue(request: Request, runtime: RuntimeDep) -> Response:
    """What waits, oldest first."""
    return with_visit(request, runtime, _show)


@router.post("/{edit_id}")
def decide(edit_id: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Put it in the guide, or say why not."""
    form = read_form(body, request.headers.get("content-type"))
    return with_visit(request, runtime, partial(_decide, edit_id, form), form)


def _decide(edit_id: str, form: Mapping[str, str], visit: Visit) -> Response:
    runtime, reason, words = visit.runtime, form.get("reason"), visit.words
    is_approved = form.get("decision") == "approve"
    if not visit.caller.is_admin:
        return visit.go()
    if not is_approved and not reason:
        return _show(visit, faults={f"reason-{edit_id}": words["queue_reason_needed"]}, status=400)
    letter = plan_letter(visit.request, edit_id, is_rehearsal=visit.caller.is_test)
    try:
        with runtime.take_turn(visit.caller, rehearse=visit.caller.is_test) as turn:
            _carry_out(turn, edit_id, form, is_approved=is_approved)
    except (InvalidInput, Conflict, NotFound) as refused:
        said = [say_fault(fault, visit.lang) for fault in refused.faults] or [words["queue_gone"]]
        return _show(visit, faults={WHOLE: " ".join(said)}, status=refused.status)
    runtime.show()
    answer = visit.go("/wachtrij", told=DECIDED[not is_approved])
    answer.background = letter
    return answer


def _carry_out(turn: Turn, edit_id: str, form: Mapping[str, str], *, is_approved: bool) -> None:
    seen = form.get("version", "")
    if is_approved:
        approve_edit(turn, edit_id, seen_version=int(seen) if seen.isdigit() else None, reason=form.get("reason"))
    else:
        reject_edit(turn, edit_id, reason=form["reason"][:300])


def _show(visit: Visit, *, faults: Mapping[str, str] | None = None, status: int = 200) -> Response:
    if not visit.caller.is_admin:
        return visit.go()
    runtime, told = visit.runtime, visit.request.query_params.get("told")
    asked = QueueRequest(limit=MOST_SHOWN)
    page = list_edits(runtime.engine, visit.caller, asked, None, runtime.settings.base_url)
    return visit.show(
        "partner_queue.html",
        status,
        edits=[_describe(edit, visit) for edit in page.items],
        has_more=page.following is not None,
        notice=visit.words[told] if told in DECIDED and not faults else "",
        faults=faults or {},
    )


def _describe(edit: Mapping[str, Any], visit: Visit) -> dict[str, Any]:
    """What changes, in the words of the form; what the form does not know is in the API."""
    words = visit.words
    old, new = ({name: pair[at] for name, pair in edit["changes"].items() if pair[at] is not None} for at in (0, 1))
    before, after = write_fields(old), write_fields(new)
    options = {
        name: dict(pairs) for name, pairs in list_options(visit.runtime.view.reference.themes, visit.lang).items()
    }
    names = [name for name in FIELDS_BY_NAME if before.get(name, "") != after.get(name, "")]
    return {
        "id": edit["id"],
        "title": edit["title"] or "",
        "kind": words[{"create": "waiting_new", "update": "waiting_change", "delete": "waiting_end"}[edit["action"]]],
        "who": (edit["organisation"] or new.get("organisation") or {}).get("name") or "",
        "email": edit["contactEmail"] or "",
        "version": edit["currentVersion"] if edit["isOutdated"] else "",
        "is_outdated": edit["isOutdated"],
        "warnings": [one["detail" if visit.lang == "en" else "detailNl"] for one in edit["warnings"]],
        "rows": [
            {
                "label": FIELDS_BY_NAME[name].english if visit.lang == "en" else FIELDS_BY_NAME[name].dutch,
                "old": _show_value(name, before, options, words),
                "new": _show_value(name, after, options, words),
            }
            for name in names
        ],
    }


def _show_value(name: str, fields: Fields, options: Mapping[str, Mapping[str, str]], words: Mapping[str, str]) -> str:
    value = fields.get(name, "")
    if FIELDS_BY_NAME[name].kind == "check":
        return words["yes"] if value else ""
    return options.get(name, {}).get(value, value)
