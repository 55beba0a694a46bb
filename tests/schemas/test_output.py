"""The output models describe exactly what is printed, and the OpenAPI document can be made of them."""

import json
from typing import Any

import orjson
import pytest
from pydantic import BaseModel

from app.domain.listing import SessionTime
from app.domain.resolved import Resolved
from app.errors import Fault, InvalidInput
from app.schemas.activity import build_card, build_document, to_json
from app.schemas.drafts import parse_activity
from app.schemas.openapi import build_document as build_openapi
from app.schemas.output import MODELS
from app.schemas.output_activity import Activity, Card
from app.schemas.parameters import ACTIVITY_FIELDS
from app.schemas.problem import problem_body
from app.schemas.served import card_members, distance_member, item_members, join, present, public_part, routes_json
from tests.schemas import examples

BASE = "https://example.org"
HELP = b'[{"id":"p","name":"Pas","kind":"pass","how":"Laat zien.","askedBy":["parent"],"doubt":null}]'
SESSION = SessionTime(29_661_420, 29_661_540, 60, "moved", 29_660_000, 3)


def item_json(resolved: Resolved, session: SessionTime | None = SESSION) -> bytes:
    members = item_members(
        BASE,
        resolved.id,
        next_session=session,
        status="open",
        confirmed_at=1_792_000_000,
        freshness="due",
        routes_json=routes_json([("ghijklmnopqrstuv", "Van school naar “club”", 2, 3)]),
        help_json=HELP,
    )
    return join(public_part(to_json(build_document(resolved))), members)


def card_json(resolved: Resolved, distance_m: int | None = 1240) -> bytes:
    members = card_members(
        BASE,
        resolved.id,
        next_session=None,
        status="planned",
        confirmed_at=1_792_000_000,
        freshness="stale",
        help_json=HELP,
    )
    return join(public_part(to_json(build_card(build_document(resolved)))), members + distance_member(distance_m))


@pytest.mark.parametrize("resolved", [examples.full(), examples.small()], ids=["full", "small"])
@pytest.mark.parametrize(("model", "render"), [(Activity, item_json), (Card, card_json)], ids=["item", "card"])
def test_what_is_printed_is_what_is_documented(model: type[BaseModel], render: Any, resolved: Resolved) -> None:
    printed = render(resolved)
    described = model.model_validate_json(printed, strict=True)
    assert json.loads(described.model_dump_json(by_alias=True)) == json.loads(printed)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_every_member_of_every_answer_is_required(model: type[BaseModel]) -> None:
    schema = model.model_json_schema(mode="serialization")
    for name, part in [(model.__name__, schema), *schema.get("$defs", {}).items()]:
        if part.get("type") == "object":
            assert set(part.get("properties", {})) == set(part.get("required", ())), name


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_every_text_number_and_list_is_bounded(model: type[BaseModel]) -> None:
    schema = model.model_json_schema(mode="serialization")

    def unbounded(part: Any, path: str) -> list[str]:
        if isinstance(part, list):
            return [fault for index, each in enumerate(part) for fault in unbounded(each, f"{path}/{index}")]
        if not isinstance(part, dict):
            return []
        wanted = {"string": "maxLength", "integer": "maximum", "number": "maximum", "array": "maxItems"}
        bound = wanted.get(str(part.get("type")))
        is_closed = bound is None or bound in part or "enum" in part or "const" in part
        below = [fault for name, each in part.items() for fault in unbounded(each, f"{path}/{name}")]
        return ([] if is_closed else [path]) + below

    assert unbounded(schema, "") == []


def test_the_openapi_document_is_made_of_these_models() -> None:
    document = build_openapi(MODELS)
    assert set(MODELS) <= set(document["components"]["schemas"])


def test_every_field_that_can_be_picked_exists() -> None:
    stored = to_json(build_document(examples.full()))
    members = distance_member(None)
    full = item_json(examples.full())
    for path in ACTIVITY_FIELDS:
        source = members if path == "distanceM" else b""
        picked = orjson.loads(present(stored, source, fields=[path]) if source else _pick_one(full, path))
        assert list(picked) == [path.partition(".")[0]], path


def _pick_one(served: bytes, path: str) -> bytes:
    return present(served[:-1] + b',"translations":{}}', b"", fields=[path])


def test_fields_pick_members_and_members_of_members() -> None:
    stored = to_json(build_document(examples.full()))
    picked = orjson.loads(
        present(stored, b"", fields=["place.wijk.name", "title", "prices.amount", "schedule.summary"])
    )
    assert picked == {
        "title": "Natuurclub Moerwijk",
        "place": {"wijk": {"name": "Name of WK051838"}},
        "prices": [{"amount": "7.50"}, {"amount": "0.05"}],
        "schedule": {"summary": "Woensdag van 14 tot 16 uur"},
    }


def test_a_member_asked_whole_is_whole_whatever_else_is_asked_of_it() -> None:
    stored = to_json(build_document(examples.full()))
    picked = orjson.loads(present(stored, b"", fields=["age", "age.min"]))
    assert picked == {"age": {"min": 8, "max": 12, "minMonths": None, "maxMonths": None}}


@pytest.mark.parametrize(
    ("lang", "title", "bring", "takes_home"),
    [
        ("en", "Moerwijk nature club", "Boots", "Een schrift met wat je vond"),
        ("en-GB", "Moerwijk nature club", "Boots", "Een schrift met wat je vond"),
        ("nl", "Natuurclub Moerwijk", "Laarzen", "Een schrift met wat je vond"),
        ("tr", "Natuurclub Moerwijk", "Laarzen", "Een schrift met wat je vond"),
    ],
)
def test_texts_come_in_the_asked_language_and_else_in_the_base_language(
    lang: str, title: str, bring: str, takes_home: str
) -> None:
    item = orjson.loads(present(to_json(build_document(examples.full())), b"", lang=lang))
    assert (item["title"], item["bring"], item["takesHome"]) == (title, bring, takes_home)
    assert item["languages"] == ["nl", "en"]
    assert "translations" not in item


def test_a_card_has_its_title_in_the_asked_language() -> None:
    card = to_json(build_card(build_document(examples.full())))
    assert orjson.loads(present(card, b"", lang="en"))["title"] == "Moerwijk nature club"


def test_translations_are_cut_off_even_when_a_text_looks_like_them() -> None:
    body = {**examples.full_body(), "takesHome": 'x","translations":{"a":{}}', "title": ',"translations":{}}'}
    resolved = examples.resolve(parse_activity(body))
    item = orjson.loads(item_json(resolved))
    assert item["takesHome"] == body["takesHome"]
    assert "translations" not in item


def test_a_problem_document_holds_every_fault_and_survives_text_that_is_no_unicode() -> None:
    error = InvalidInput([Fault("invalid", "Give q.\ud800", parameter="q"), Fault("required", "Give title.")])
    body = json.loads(problem_body(error, instance="/v1/activities"))
    assert body["type"] == "/problems/invalid-input"
    assert (body["title"], body["status"], body["instance"]) == ("Invalid input", 400, "/v1/activities")
    assert [fault["code"] for fault in body["errors"]] == ["invalid", "required"]
