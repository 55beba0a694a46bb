"""The audit trail over HTTP: own data for a partner, all for an administrator, page by page."""

from collections.abc import Iterator

import httpx
import pytest

from app.domain.auditing import AuditAction
from app.domain.caller import OPERATOR, Scope
from app.services.audit import AuditEntry, record
from app.store.unit_of_work import write_transaction
from tests.support.keys import bearer, make_key
from tests.support.served import NOW, check_shape, follow, server
from tests.support.stored import open_engine


@pytest.fixture
def asker(own_catalogue: str) -> Iterator[httpx.Client]:
    with server(own_catalogue) as running, httpx.Client(base_url=running.url, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def owners(asker: httpx.Client, own_catalogue: str) -> tuple[str, str]:
    """Two organisations with five changes each, in turn."""
    first, second = (item["id"] for item in asker.get("/v1/organisations?limit=2").json()["items"])
    with open_engine(own_catalogue) as engine, write_transaction(engine) as session:
        for number in range(10):
            owner = (first, second)[number % 2]
            said = {"title": ["oud", "nieuw"]}
            entry = AuditEntry("activity", f"object{number}", AuditAction.RESTORED, owner, 2, said)
            record(session, [entry], caller=OPERATOR, now=NOW)
    return first, second


def numbers(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    check_shape("listAudit", response)
    return [item["objectId"] for item in response.json()["items"]]


def test_a_partner_reads_its_own_changes_and_an_administrator_all(
    asker: httpx.Client, owners: tuple[str, str], own_catalogue: str
) -> None:
    partner = bearer(make_key(own_catalogue, [Scope.ACTIVITIES_WRITE], owners[:1]))
    assert numbers(asker.get("/v1/audit?action=restored", headers=partner)) == [f"object{n}" for n in (8, 6, 4, 2, 0)]
    admin = bearer(make_key(own_catalogue))
    assert len(numbers(asker.get("/v1/audit?action=restored", headers=admin))) == 10
    assert numbers(asker.get(f"/v1/audit?organisation={owners[1]}&action=restored", headers=admin))[0] == "object9"
    line = asker.get("/v1/audit?objectId=object8", headers=partner).json()["items"][0]
    assert (line["actor"], line["diff"], line["at"]) == (
        "operator",
        {"title": ["oud", "nieuw"]},
        "2026-11-25T12:30:00Z",
    )


def test_the_changes_of_another_are_refused_by_name_and_absent_by_filter(
    asker: httpx.Client, owners: tuple[str, str], own_catalogue: str
) -> None:
    partner = bearer(make_key(own_catalogue, [Scope.ACTIVITIES_WRITE], owners[:1]))
    refused = asker.get(f"/v1/audit?organisation={owners[1]}", headers=partner)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (403, "not-yours")
    assert numbers(asker.get("/v1/audit?objectId=object9", headers=partner)) == []
    nobody = bearer(make_key(own_catalogue, [Scope.INSIGHTS_READ]))
    assert asker.get("/v1/audit", headers=nobody).json()["items"] == []


def test_pages_follow_each_other_without_gaps_or_repeats(
    asker: httpx.Client, owners: tuple[str, str], own_catalogue: str
) -> None:
    admin = bearer(make_key(own_catalogue))
    whole = numbers(asker.get("/v1/audit?action=restored", headers=admin))
    seen, page = [], asker.get("/v1/audit?action=restored&limit=3", headers=admin)
    while True:
        seen += numbers(page)
        following = page.json()["links"]["next"]
        if following is None:
            break
        with httpx.Client(base_url=asker.base_url, headers=admin, trust_env=False) as keyed:
            page = follow(keyed, following)
    assert seen == whole == [f"object{n}" for n in range(9, -1, -1)]


def test_a_cursor_belongs_to_its_question_and_days_are_local(
    asker: httpx.Client, owners: tuple[str, str], own_catalogue: str
) -> None:
    admin = bearer(make_key(own_catalogue))
    following = asker.get("/v1/audit?action=restored&limit=3", headers=admin).json()["links"]["next"]
    cursor = following.partition("cursor=")[2]
    wrong = asker.get(f"/v1/audit?action=created&cursor={cursor}", headers=admin)
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (400, "cursor-of-other-query")
    that_day = "/v1/audit?action=restored&dateFrom=2026-11-25&dateTo=2026-11-25"
    assert len(numbers(asker.get(that_day, headers=admin))) == 10
    assert numbers(asker.get("/v1/audit?action=restored&dateFrom=2026-11-26", headers=admin)) == []
    assert numbers(asker.get("/v1/audit?action=restored&dateTo=2026-11-24", headers=admin)) == []
    unknown = asker.get("/v1/audit?colour=red", headers=admin)
    assert unknown.json()["errors"][0]["code"] == "unknown-parameter"


def test_a_kind_or_action_that_does_not_exist_is_refused_with_those_that_do(
    asker: httpx.Client, own_catalogue: str
) -> None:
    refused = asker.get("/v1/audit?kind=onzin&action=niets", headers=bearer(make_key(own_catalogue)))
    assert refused.status_code == 400
    found = {fault["parameter"]: (fault["code"], fault["hint"]) for fault in refused.json()["errors"]}
    assert found["kind"] == ("not-allowed", "one of activity, organisation, place, route, key")
    assert found["action"][0] == "not-allowed"
    assert "confirmed" in found["action"][1]
