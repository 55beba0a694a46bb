"""Answers with the page of one activity: what it is, how far it is when asked, and what comes after it."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, View
from app.domain.calendar import AMSTERDAM
from app.domain.geo import nearest_distance_m
from app.domain.query import Point
from app.domain.reason_words import PRIVATE
from app.domain.travel import say_minutes, travel_minutes
from app.errors import InvalidInput, NotFound
from app.schemas.next_step_parameters import NEXT_STEPS
from app.schemas.parsing import Parser, parse_search
from app.services.note_words import HONEST
from app.web.activity_page import PageNames, describe_activity
from app.web.activity_words import page_words
from app.web.cards import describe_card
from app.web.guide_texts import DIRECTIONS, guide_texts
from app.web.rendering import page_language, render_page
from app.web.report_form import describe_form

MEASURED = ("address", "postcode", "wijk")
"""Precision of a point that has a distance (DESIGN 3, Distance)."""
_parse = Parser(NEXT_STEPS)


def show_activity(activity_id: str, request: Request, runtime: Runtime, place: str = "") -> Response:
    """place: where somebody is, to say how far it is; it goes nowhere else. Raises NotFound."""
    lang, view = page_language(request), runtime.view
    found = view.presenter.item(activity_id, view.around(runtime.minute()), lang)
    if found is None:
        raise NotFound("There is no activity with this id.")
    item = orjson.loads(found.body)
    way, fault = _measure(item, view, place, lang)
    return render_page(
        "activity.html",
        request,
        lang,
        400 if fault else 200,
        words=page_words(lang),
        item=describe_activity(item, _names(item, view), runtime.now().astimezone(AMSTERDAM), lang),
        way=way,
        place=place,
        fault=fault,
        next=_describe_next(item, runtime, lang),
        replaced=_title_of(item["replacedBy"], runtime, lang),
        report=None if item["status"] == "ended" else describe_form(activity_id, lang),
    )


def _names(item: Mapping[str, Any], view: View) -> PageNames:
    reference, open_to = view.reference, item["openTo"]
    residents = (code for accepted in item["accepts"] for code in accepted["residentsOf"])
    areas = {code: reference.areas.name_of(code) or code for code in (*open_to["areaCodes"], *residents)}
    passes = {name: facts.name for name, facts in reference.passes.items()}
    return PageNames(reference.organisations, areas, passes)


def _title_of(activity_id: str | None, runtime: Runtime, lang: str) -> dict[str, str] | None:
    """The successor, when we know it."""
    if activity_id is None:
        return None
    view = runtime.view
    found = view.presenter.item(activity_id, view.around(runtime.minute()), lang, ("title", "id"))
    return None if found is None else orjson.loads(found.body)


def _measure(item: Mapping[str, Any], view: View, place: str, lang: str) -> tuple[str, str]:
    """(how far it is in words, what is wrong with the place); both empty when nothing was asked."""
    location = (item["place"] or {}).get("location")
    if not place or location is None or location["precision"] not in MEASURED:
        return "", ""
    try:
        question = view.finder.understand(parse_search([("place", place)]))
    except InvalidInput:
        return "", guide_texts(lang)["fault_place"]
    target = Point(location["lat"], location["lon"])
    minutes = travel_minutes(nearest_distance_m(target, question.query.near))
    names = ", ".join(str(record["name"]) for record in question.interpreted_location)
    told = {"walk": say_minutes(minutes.walk, lang), "bike": say_minutes(minutes.bike, lang)}
    return page_words(lang)["way_far"].format(place=names, **told), ""


def _describe_next(item: Mapping[str, Any], runtime: Runtime, lang: str) -> dict[str, Any]:
    """What anybody could do after this, looked for around this place. Whoever says how old a child is and where it
    lives gets a better answer; so nothing here speaks of where the reader is."""
    view, wijk = runtime.view, (item["place"] or {}).get("wijk")
    asked = [("after", item["id"]), *([] if wijk is None else [("wijk", wijk["code"])])]
    advice = view.guide.advise(_parse.parse_pairs(asked), (item["id"],), runtime.minute())
    written = orjson.loads(view.steps.write(advice, lang))
    return {
        "steps": [_describe_step(step, lang) for step in written["items"]],
        "notes": [note["text"] for note in written["notes"] if note["code"] in HONEST],
        "questions": written["questions"],
        "guides": written["guides"],
    }


def _describe_step(item: Mapping[str, Any], lang: str) -> dict[str, Any]:
    reasons, barriers = (
        [one["text"] for one in item[name] if one["code"] not in PRIVATE] for name in ("reasons", "barriers")
    )
    return {
        **describe_card({**item["activity"], "distanceM": None}, lang),
        "direction": DIRECTIONS[item["direction"]][lang == "en"],
        "reason": next(iter(reasons), ""),
        "barriers": barriers,
    }
