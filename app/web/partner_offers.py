"""Adding and changing an offer in one short form, and stopping it."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.deps import BodyDep, RuntimeDep
from app.domain.calendar import AMSTERDAM
from app.errors import Fault, Forbidden, InvalidInput, NotFound, PreconditionFailed
from app.schemas.write_texts import GAIN_TEXTS
from app.services.offer_forms import Reading, raise_faults, read_changes, read_new
from app.services.offer_texts import write_fields
from app.services.partner_offers import (
    NEAR_M,
    OwnOffer,
    add_offer,
    change_offer,
    end_offer,
    find_around,
    read_own_offer,
)
from app.services.write_report import WriteReport
from app.web.form_faults import WHOLE, sort_faults
from app.web.forms import read_form
from app.web.offer_fields import DEFAULTS, lay_out, say_fault
from app.web.partner import describe_own, told_of
from app.web.partner_visit import PATH, Visit, with_visit

router = APIRouter(prefix=f"{PATH}/aanbod", include_in_schema=False)

Fields = Mapping[str, str]
MOST_BETTER = 4
GAPS: Mapping[str, str] = {
    "missing-age": "age",
    "unknown-price": "cost",
    "no-first-visit": "firstVisit",
    "missing-enrolment": "enrolment",
    "missing-place": "place",
    "missing-time": "schedule",
}
"""Warnings of what is missing, and the member each is about."""


@router.get("/nieuw")
def show_new(request: Request, runtime: RuntimeDep) -> Response:
    """An empty form."""

    def work(visit: Visit) -> Response:
        return visit.go() if visit.organisation_id is None else _show(visit, None, DEFAULTS)

    return with_visit(request, runtime, work)


@router.post("/nieuw")
def add(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Write a new offer, or show the form again with what is not right yet."""
    form = read_form(body, request.headers.get("content-type"))

    def work(visit: Visit) -> Response:
        if visit.organisation_id is None:
            return visit.go()
        now = runtime.now()
        reading = read_new(form, now.astimezone(AMSTERDAM).date())
        try:
            members = raise_faults(reading)
            report = add_offer(runtime.engine, runtime.writer(), visit.caller, visit.organisation_id, members, now)
        except InvalidInput as refused:
            return _show(visit, None, form, faults=refused.faults, status=400)
        return _after(visit, report, reading)

    return with_visit(request, runtime, work, form)


@router.get("/{activity_id}")
def show_offer(activity_id: str, request: Request, runtime: RuntimeDep) -> Response:
    """The form with what is known, and what others do nearby."""

    def work(visit: Visit) -> Response:
        offer = _find(visit, activity_id)
        return visit.go() if offer is None else _show(visit, offer, write_fields(offer.document))

    return with_visit(request, runtime, work)


@router.post("/{activity_id}")
def change(activity_id: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Write what was changed in the form, and nothing else."""
    form = read_form(body, request.headers.get("content-type"))

    def work(visit: Visit) -> Response:
        offer = _find(visit, activity_id)
        if offer is None:
            return visit.go()
        seen, now = form.get("version", ""), runtime.now()
        if seen != str(offer.version):
            return _show(visit, offer, form, error=visit.words["changed_since"], status=409)
        reading = read_changes(form, write_fields(offer.document), now.astimezone(AMSTERDAM).date())
        try:
            patch = raise_faults(reading)
            report = change_offer(
                runtime.engine, runtime.writer(), visit.caller, activity_id, patch, offer.version, now
            )
        except InvalidInput as refused:
            return _show(visit, offer, form, faults=refused.faults, status=400)
        except PreconditionFailed:
            return _show(visit, offer, form, error=visit.words["changed_since"], status=409)
        return _after(visit, report, reading)

    return with_visit(request, runtime, work, form)


@router.post("/{activity_id}/stop")
def stop(activity_id: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """End it, after a tick that says so."""
    form = read_form(body, request.headers.get("content-type"))

    def work(visit: Visit) -> Response:
        offer = _find(visit, activity_id)
        if offer is None:
            return visit.go()
        if "sure" not in form:
            shown = write_fields(offer.document)
            return _show(visit, offer, shown, faulty={"sure": visit.words["stop_unsure"]}, status=400)
        report = end_offer(runtime.engine, runtime.writer(), visit.caller, activity_id, runtime.now())
        runtime.show()
        told = told_of(report, is_test=visit.caller.is_test)
        return visit.go(told="stopped" if told == "saved" else told)

    return with_visit(request, runtime, work, form)


def _find(visit: Visit, activity_id: str) -> OwnOffer | None:
    """The own offer; None when it is not there or another's: the visitor goes to the own page."""
    runtime = visit.runtime
    if visit.organisation_id is None:
        return None
    try:
        return read_own_offer(runtime.engine, visit.organisation_id, activity_id, runtime.view.around(runtime.minute()))
    except (NotFound, Forbidden):
        return None


def _after(visit: Visit, report: WriteReport, reading: Reading) -> Response:
    """The offer as it now is, with what was assumed and what would make it better; for what is not public yet the
    page of all offers."""
    runtime = visit.runtime
    runtime.show()
    told = told_of(report, is_test=visit.caller.is_test)
    offer = _find(visit, report.id)
    if offer is None or told in ("saved_pending", "saved_test"):
        return visit.go(told=told)
    warnings = [fault for fault in report.warnings if fault.pointer is not None]
    return _show(
        visit,
        offer,
        write_fields(offer.document),
        notice=visit.words[told],
        notes=[say_fault(fault, visit.lang) for fault in reading.notes],
        better=[_say_warning(fault, visit) for fault in warnings][:MOST_BETTER] or _gains(offer, visit.lang),
        alike=[_title(visit, id_) for id_ in report.duplicates],
    )


def _say_warning(fault: Fault, visit: Visit) -> str:
    """In the words of the form: the warnings of the API name its members."""
    if fault.code == "everyone-check":
        return visit.words["everyone_check"]
    member = GAPS.get(fault.code)
    return say_fault(fault, visit.lang) if member is None else GAIN_TEXTS[member][visit.lang != "en"]


def _gains(offer: OwnOffer, lang: str) -> list[str]:
    return [GAIN_TEXTS[gain.member][lang != "en"] for gain in offer.completeness.gains][:MOST_BETTER]


def _title(visit: Visit, activity_id: str) -> dict[str, Any]:
    view = visit.runtime.view
    item = view.presenter.item(activity_id, view.around(visit.runtime.minute()), visit.lang)
    return {"id": activity_id, "title": activity_id if item is None else orjson.loads(item.body)["title"]}


def _show(
    visit: Visit,
    offer: OwnOffer | None,
    fields: Fields,
    *,
    faults: Sequence[Fault] = (),
    faulty: Fields | None = None,
    error: str = "",
    status: int = 200,
    **more: Any,
) -> Response:
    """The form. faults: to be mended; faulty: the same, by field."""
    wrong = {**sort_faults(faults, visit.lang), **(faulty or {}), **({WHOLE: error} if error else {})}
    described = None if offer is None else describe_own(offer, visit)
    return visit.show(
        "partner_offer.html",
        status,
        offer=described,
        version=None if offer is None else offer.version,
        action=visit.link("/aanbod/nieuw" if offer is None else f"/aanbod/{offer.id}"),
        layout=lay_out(fields, wrong, visit.runtime.view.reference.themes, visit.lang),
        faults=wrong,
        around=[] if offer is None else _describe_around(offer, visit),
        around_km=f"{NEAR_M / 1000:.1f}".replace(".", "," if visit.lang != "en" else "."),
        **({"notice": "", "notes": (), "better": (), "alike": ()} | more),
    )


def _describe_around(offer: OwnOffer, visit: Visit) -> list[dict[str, Any]]:
    """Titles of what others do nearby, with who does it and about how far."""
    runtime = visit.runtime
    view, minute = runtime.view, runtime.minute()
    found = []
    for one in find_around(offer, view.finder, minute):
        item = view.presenter.item(one.id, view.around(minute), visit.lang)
        if item is not None:
            body = orjson.loads(item.body)
            found.append(
                {
                    "id": one.id,
                    "title": body["title"],
                    "who": (body["organisation"] or {}).get("name") or "",
                    "far": "" if one.distance_m is None else f"± {round(one.distance_m, -2)} m",
                    "clashes": one.clashes,
                }
            )
    return found
