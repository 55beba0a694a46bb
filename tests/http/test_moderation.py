"""Reviewed organisations, the queue, reports of the public, claims and bulk confirmation, over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, get_args

import httpx
import pytest

from app.deps import Runtime
from app.domain.caller import SYSTEM, Scope
from app.domain.draft import ActivityDraft
from app.domain.ids import activity_id, organisation_id
from app.domain.reporting import PUBLIC_REASONS
from app.schemas.moderation import PublicReason
from app.services.activities import write_activities
from app.store import moderation as store
from app.store.unit_of_work import read_session
from tests.support.keys import bearer, make_key
from tests.support.served import NOW, SOURCE, Inside, check_shape, draft, in_process, write

CLUB, OTHER = organisation_id(SOURCE, "toets"), organisation_id(SOURCE, "ander")
IMPORTED = activity_id(SOURCE, "imported")
LONG_AGO = (NOW - timedelta(days=165)).isoformat()
OWN_PATH = f"/v1/organisations/{CLUB}/activities/robots"
OWN = activity_id(CLUB, "robots")
BODY: dict[str, Any] = {
    "title": "Robotclub",
    "place": {
        "name": "Buurthuis",
        "address": {"addressLocality": "Den Haag"},
        "location": {"lat": 52.0545, "lon": 4.2942},
    },
    "themes": ["making"],
    "kind": "club",
    "audience": ["children"],
    "age": {"min": 6, "max": 12},
    "cost": "free",
    "individual": True,
}
ANOTHER = {"name": "Een ander", "source": {"name": SOURCE, "externalId": "ander"}}
PARTNER_SCOPES = (Scope.ACTIVITIES_WRITE, Scope.ORGANISATION_WRITE)


@dataclass
class World:
    """A server with a coordinator, a partner, another partner, and the partner's rehearsing twin."""

    url: str
    inside: Inside
    runtime: Runtime
    keys: dict[str, str]

    def ask(self, who: str | None, method: str, path: str, body: Any = None, **params: str) -> httpx.Response:
        headers = {} if who is None else bearer(self.keys[who])
        options: dict[str, Any] = {} if body is None else {"json": body}
        return self.inside.request(method, path, headers=headers, params=params, **options)

    def title(self, id_: str = OWN) -> str | None:
        answer = self.inside.get(f"/v1/activities/{id_}")
        return answer.json()["title"] if answer.status_code == 200 else None

    def sync(self, *drafts: ActivityDraft) -> None:
        list(write_activities(self.runtime.engine, drafts, now=NOW, caller=SYSTEM))
        self.runtime.follower.catch_up()


@pytest.fixture
def world(own_catalogue: str) -> Iterator[World]:
    write(
        own_catalogue,
        draft("imported", confirmedAt=LONG_AGO),
        draft("stopped", confirmedAt=LONG_AGO, status="cancelled"),
        draft("other", organisation=ANOTHER),
    )
    keys = {
        "admin": make_key(own_catalogue),
        "partner": make_key(own_catalogue, PARTNER_SCOPES, [CLUB]),
        "other": make_key(own_catalogue, PARTNER_SCOPES, [OTHER]),
        "rehearsal": make_key(own_catalogue, PARTNER_SCOPES, [CLUB], is_test=True),
        "reader": make_key(own_catalogue, (Scope.INSIGHTS_READ,), [CLUB]),
    }
    with in_process(own_catalogue) as (inside, runtime):
        yield World(own_catalogue, inside, runtime, keys)


def review(world: World) -> None:
    answer = world.ask("admin", "PUT", f"/v1/organisations/{CLUB}/trust", {"trust": "reviewed"})
    assert (answer.status_code, answer.json()) == (200, {"organisationId": CLUB, "trust": "reviewed"})
    check_shape("setTrust", answer)


def waiting(world: World, who: str = "admin") -> list[dict[str, Any]]:
    answer = world.ask(who, "GET", "/v1/moderation")
    check_shape("listEdits", answer)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_an_edit_of_a_reviewed_organisation_waits_and_is_public_only_when_approved(world: World) -> None:
    assert world.ask("partner", "PUT", OWN_PATH, BODY).status_code == 201
    review(world)
    sent = world.ask("partner", "PUT", OWN_PATH, {**BODY, "title": "Robotlab"})
    assert (sent.status_code, sent.json()["outcome"]) == (202, "pending")
    assert world.title() == "Robotclub"
    (edit,) = waiting(world)
    assert edit["id"] == sent.json()["pendingEdit"]
    assert edit["changes"]["title"] == ["Robotclub", "Robotlab"]
    assert (edit["action"], edit["isOutdated"], edit["organisation"]["id"]) == ("update", False, CLUB)
    approved = world.ask("admin", "POST", f"/v1/moderation/{edit['id']}/approve")
    check_shape("approveEdit", approved)
    assert approved.status_code == 200, approved.text
    assert world.title() == "Robotlab"
    assert waiting(world) == []
    again = world.ask("admin", "POST", f"/v1/moderation/{edit['id']}/approve")
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")


def test_something_new_of_a_reviewed_organisation_is_nowhere_until_approved(world: World) -> None:
    review(world)
    assert world.ask("partner", "PUT", OWN_PATH, BODY).status_code == 202
    assert world.title() is None
    (edit,) = waiting(world)
    assert (edit["action"], edit["baseVersion"], edit["title"]) == ("create", None, "Robotclub")
    assert world.ask("admin", "POST", f"/v1/moderation/{edit['id']}/approve").status_code == 200
    assert world.title() == "Robotclub"


def test_a_rejected_edit_changes_nothing_and_its_organisation_reads_why(world: World) -> None:
    review(world)
    world.ask("partner", "PUT", OWN_PATH, BODY)
    (edit,) = waiting(world)
    path = f"/v1/moderation/{edit['id']}"
    assert world.ask("admin", "POST", f"{path}/reject", {}).status_code == 400
    rejected = world.ask("admin", "POST", f"{path}/reject", {"reason": "Bel ons even."})
    check_shape("rejectEdit", rejected)
    assert world.title() is None
    own = world.ask("partner", "GET", path).json()
    assert (own["status"], own["reason"], own["contactEmail"]) == ("rejected", "Bel ons even.", None)
    assert world.ask("admin", "POST", f"{path}/approve").status_code == 409
    assert world.ask("admin", "GET", "/v1/moderation", status="rejected").json()["items"] == [
        world.ask("admin", "GET", path).json()
    ]


def test_a_newer_edit_of_the_same_activity_takes_the_place_of_the_one_that_waits(world: World) -> None:
    review(world)
    world.ask("partner", "PUT", OWN_PATH, BODY)
    (first,) = waiting(world)
    world.ask("partner", "PUT", OWN_PATH, {**BODY, "title": "Robotlab"})
    (second,) = waiting(world)
    assert second["id"] != first["id"]
    assert world.ask("admin", "GET", f"/v1/moderation/{first['id']}").json()["status"] == "superseded"
    assert world.ask("admin", "POST", f"/v1/moderation/{first['id']}/approve").status_code == 409


def test_what_changed_underneath_is_shown_and_never_overwritten_in_silence(world: World) -> None:
    world.ask("partner", "PUT", OWN_PATH, BODY)
    review(world)
    world.ask("partner", "PUT", OWN_PATH, {**BODY, "title": "Robotlab"})
    patch = {"headers": {**bearer(world.keys["admin"]), "content-type": "application/merge-patch+json"}}
    assert world.inside.request("PATCH", f"/v1/activities/{OWN}", json={"title": "Nieuw"}, **patch).status_code == 200
    (edit,) = waiting(world)
    assert (edit["isOutdated"], edit["changes"]["title"]) == (True, ["Nieuw", "Robotlab"])
    path = f"/v1/moderation/{edit['id']}/approve"
    refused = world.ask("admin", "POST", path)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["code"] == "edit-outdated"
    assert world.title() == "Nieuw"
    approved = world.ask("admin", "POST", path, {"baseVersion": edit["currentVersion"]})
    assert approved.status_code == 200
    assert world.title() == "Robotlab"


def test_ending_an_activity_of_a_reviewed_organisation_waits_too(world: World) -> None:
    world.ask("partner", "PUT", OWN_PATH, BODY)
    review(world)
    assert world.ask("partner", "DELETE", f"/v1/activities/{OWN}").status_code == 202
    assert world.inside.get(f"/v1/activities/{OWN}").json()["status"] == "open"
    (edit,) = waiting(world)
    assert world.ask("admin", "POST", f"/v1/moderation/{edit['id']}/approve").status_code == 200
    assert world.inside.get(f"/v1/activities/{OWN}").json()["status"] == "ended"


def test_an_edit_can_be_withdrawn_by_its_organisation_only(world: World) -> None:
    review(world)
    world.ask("partner", "PUT", OWN_PATH, BODY)
    (edit,) = waiting(world, "partner")
    path = f"/v1/moderation/{edit['id']}"
    assert waiting(world, "other") == []
    assert world.ask("other", "GET", path).status_code == 404
    assert world.ask("other", "POST", f"{path}/withdraw").status_code in (403, 404)
    withdrawn = world.ask("partner", "POST", f"{path}/withdraw")
    check_shape("withdrawEdit", withdrawn)
    assert withdrawn.json()["status"] == "withdrawn"
    assert waiting(world) == []


def test_only_a_coordinator_decides(world: World) -> None:
    review(world)
    world.ask("partner", "PUT", OWN_PATH, BODY)
    (edit,) = waiting(world)
    path = f"/v1/moderation/{edit['id']}"
    for who in ("partner", "other", "rehearsal", "reader"):
        assert world.ask(who, "POST", f"{path}/approve").status_code == 403
        assert world.ask(who, "POST", f"{path}/reject", {"reason": "Nee"}).status_code == 403
        assert world.ask(who, "PUT", f"/v1/organisations/{CLUB}/trust", {"trust": "trusted"}).status_code == 403
    assert world.ask(None, "GET", "/v1/moderation").status_code == 401
    assert len(waiting(world)) == 1


def test_a_rehearsed_approval_says_the_same_and_changes_nothing(world: World) -> None:
    review(world)
    world.ask("partner", "PUT", OWN_PATH, BODY)
    (edit,) = waiting(world)
    answer = world.ask("admin", "POST", f"/v1/moderation/{edit['id']}/approve", dryRun="true")
    assert (answer.status_code, answer.json()["outcome"], answer.json()["dryRun"]) == (200, "created", True)
    assert world.title() is None
    assert [each["id"] for each in waiting(world)] == [edit["id"]]


def test_the_queue_is_read_in_pages(world: World) -> None:
    review(world)
    for number in range(5):
        world.ask("partner", "PUT", f"{OWN_PATH}{number}", {**BODY, "title": f"Club {number}"})
    titles, following = [], "/v1/moderation?limit=2"
    while following:
        page = world.ask("admin", "GET", following).json()
        titles += [item["title"] for item in page["items"]]
        following = (page["links"]["next"] or "").removeprefix("http://catalogue.test")
    assert sorted(titles) == [f"Club {number}" for number in range(5)]
    assert world.ask("admin", "GET", "/v1/moderation", cursor="onzin").status_code == 400
    assert world.ask("admin", "GET", "/v1/moderation", organisation=OTHER).json()["items"] == []
    assert world.ask("partner", "GET", "/v1/moderation", organisation=OTHER).status_code == 403


def reports(world: World, who: str = "admin", **params: str) -> list[dict[str, Any]]:
    answer = world.ask(who, "GET", "/v1/reports", **params)
    check_shape("listReports", answer)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_anybody_reports_a_problem_and_a_coordinator_handles_it(world: World) -> None:
    path = f"/v1/activities/{IMPORTED}/reports"
    sent = world.ask(None, "POST", path, {"reason": "wrongTime", "note": "Het begint\n om 15.00 uur."})
    assert (sent.status_code, sent.json()) == (201, {"status": "received"})
    check_shape("reportProblem", sent)
    world.ask(None, "POST", path, {"reason": "wrongTime", "note": "Het begint om 15.00 uur."})
    (report,) = reports(world)
    assert (report["activityId"], report["reason"], report["note"]) == (
        IMPORTED, "wrongTime", "Het begint om 15.00 uur."
    )  # fmt: skip
    assert [each["id"] for each in reports(world, "partner")] == [report["id"]]
    assert reports(world, "other") == []
    handle = f"/v1/reports/{report['id']}/handle"
    assert world.ask("partner", "POST", handle, {"resolution": "fixed"}).status_code == 403
    handled = world.ask("admin", "POST", handle, {"resolution": "fixed"})
    check_shape("handleReport", handled)
    assert (handled.json()["status"], handled.json()["note"]) == ("handled", None)
    assert world.ask("admin", "POST", handle, {"resolution": "spam"}).status_code == 409
    assert reports(world) == []
    assert len(reports(world, status="handled")) == 1


def test_a_report_must_name_a_reason_of_the_list_and_an_activity_that_is_there(world: World) -> None:
    path = f"/v1/activities/{IMPORTED}/reports"
    for body in ({}, {"reason": "notRight"}, {"reason": "onzin"}, {"reason": "full", "note": "x" * 501},
                 {"reason": "full", "naam": "Jan"}):  # fmt: skip
        assert world.ask(None, "POST", path, body).status_code == 400, body
    assert world.ask(None, "POST", "/v1/activities/aaaaaaaaaaaaaaaa/reports", {"reason": "full"}).status_code == 404
    assert reports(world) == []


def test_the_reasons_of_the_wire_are_those_of_the_domain() -> None:
    assert get_args(PublicReason) == tuple(reason.value for reason in PUBLIC_REASONS)


def test_robots_that_fill_in_the_trap_and_rehearsals_leave_nothing_behind(world: World) -> None:
    path = f"/v1/activities/{IMPORTED}/reports"
    trapped = world.ask(None, "POST", path, {"reason": "full", "website": "http://spam.example"})
    assert (trapped.status_code, trapped.json()) == (201, {"status": "received"})
    assert world.ask(None, "POST", path, {"reason": "full"}, dryRun="true").status_code == 201
    assert reports(world) == []


def test_a_flood_of_reports_on_one_activity_is_bounded(world: World) -> None:
    with read_session(world.runtime.engine) as session:
        assert store.list_open_on(session, IMPORTED) == []
    for number in range(60):
        answer = world.ask(None, "POST", f"/v1/activities/{IMPORTED}/reports", {"reason": "other", "note": str(number)})
        if answer.status_code == 429:
            break
        assert answer.status_code == 201
    assert len(reports(world, limit="200")) <= 50


def test_a_claimed_offer_is_left_alone_by_syncs_and_kept_by_its_organisation(world: World) -> None:
    claimed = world.ask("partner", "POST", f"/v1/activities/{IMPORTED}/claim")
    check_shape("claimActivity", claimed)
    assert (claimed.status_code, claimed.json()["claim"]) == (200, "claimed")
    world.sync(draft("imported", "Van de sync"))
    assert world.title(IMPORTED) == "Knutselclub"
    headers = {**bearer(world.keys["partner"]), "content-type": "application/merge-patch+json"}
    patched = world.inside.request(
        "PATCH", f"/v1/activities/{IMPORTED}", json={"title": "Van de club"}, headers=headers
    )
    assert patched.status_code == 200, patched.text
    world.sync(draft("imported", "Van de sync"))
    assert world.title(IMPORTED) == "Van de club"
    assert world.inside.get(f"/v1/activities/{IMPORTED}").json()["source"]["name"] == SOURCE
    released = world.ask("partner", "DELETE", f"/v1/activities/{IMPORTED}/claim")
    check_shape("releaseActivity", released)
    world.sync(draft("imported", "Van de sync"))
    assert world.title(IMPORTED) == "Van de sync"


def test_a_removed_offer_is_not_brought_back_by_a_sync(world: World) -> None:
    assert world.ask("partner", "DELETE", f"/v1/activities/{IMPORTED}").status_code == 200
    world.sync(draft("imported", "Terug"))
    assert world.inside.get(f"/v1/activities/{IMPORTED}").json()["status"] == "ended"


def test_nobody_claims_what_is_not_theirs_and_a_coordinator_hands_it_over(world: World) -> None:
    path = f"/v1/activities/{IMPORTED}/claim"
    assert world.ask("other", "POST", path).status_code == 403
    assert world.ask("other", "DELETE", path).status_code == 403
    assert world.ask("partner", "POST", path, {"organisationId": OTHER}).status_code == 403
    assert world.ask("reader", "POST", path).status_code == 403
    assert world.ask("rehearsal", "POST", path).status_code == 200
    world.sync(draft("imported", "Nog van de sync"))
    assert world.title(IMPORTED) == "Nog van de sync"
    given = world.ask("admin", "POST", path, {"organisationId": OTHER})
    assert (given.status_code, given.json()["organisationId"]) == (200, OTHER)
    item = world.inside.get(f"/v1/activities/{IMPORTED}").json()
    assert (item["organisation"]["id"], item["title"], item["place"]["name"]) == (
        OTHER, "Nog van de sync", "Buurthuis Toets"
    )  # fmt: skip
    world.sync(draft("imported", "Te laat"))
    assert world.title(IMPORTED) == "Nog van de sync"


def test_what_an_organisation_wrote_itself_cannot_be_claimed(world: World) -> None:
    world.ask("partner", "PUT", OWN_PATH, BODY)
    assert world.ask("partner", "POST", f"/v1/activities/{OWN}/claim").status_code == 409


def test_one_call_confirms_everything_that_runs(world: World) -> None:
    path = f"/v1/organisations/{CLUB}/confirm"
    assert world.ask("other", "POST", path).status_code == 403
    assert world.ask("reader", "POST", path).status_code == 403
    rehearsed = world.ask("rehearsal", "POST", path).json()
    assert (rehearsed["confirmed"], rehearsed["dryRun"]) == (1, True)
    assert world.inside.get(f"/v1/activities/{IMPORTED}").json()["freshness"]["state"] != "fresh"
    left_out = world.ask("partner", "POST", path, {"exclude": [IMPORTED]}).json()
    assert (left_out["confirmed"], left_out["leftOut"]) == (0, 2)
    assert world.ask("partner", "POST", path, {"exclude": ["aaaaaaaaaaaaaaaa"]}).status_code == 400
    done = world.ask("partner", "POST", path)
    check_shape("confirmOrganisation", done)
    assert (done.json()["confirmed"], done.json()["leftOut"]) == (1, 1)
    assert world.inside.get(f"/v1/activities/{IMPORTED}").json()["freshness"]["state"] == "fresh"
    found = world.ask(None, "GET", "/v1/activities", organisation=CLUB, freshness="fresh").json()
    assert [item["id"] for item in found["items"]] == [IMPORTED]
    assert world.ask("partner", "POST", path).json()["unchanged"] == 1
