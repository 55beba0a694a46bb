"""Eight writers over two workers: nothing is lost, nothing fails. A killed server: what was acknowledged is there."""

import json
import os
import random
import threading
from typing import Any

import httpx
import pytest

from app.domain.caller import Scope
from app.domain.ids import activity_id
from tests.support.keys import bearer, make_key
from tests.support.served import prepare, server
from tests.support.stored import wait_until
from tests.support.writers import PATCH, Seen, increment, run_together, write_until_stopped

WRITERS, ROUNDS = 8, 4
KILLS = int(os.environ.get("WRITE_KILLS", "2"))
"""`WRITE_KILLS=50 pytest -k killed tests/http/test_writers_together.py` for the long run."""
UNLIMITED = {"WEGWIJZER_WRITES_PER_MINUTE": "0"}
BODY: dict[str, Any] = {"title": "Club", "group": {"size": 0}, "age": {"min": 6}, "cost": "free"}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A prepared catalogue of its own."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("own_catalogue"))
    target: str = request.getfixturevalue("postgres_database")
    prepare(target)
    return target


def organisation_of(client: httpx.Client) -> str:
    return str(client.get("/v1/organisations?limit=1").json()["items"][0]["id"])


def test_eight_writers_over_two_workers_lose_nothing(url: str) -> None:
    key = bearer(make_key(url))
    seen = Seen()
    with (
        server(url, workers=2, env=UNLIMITED) as running,
        httpx.Client(base_url=running.url, headers=key, trust_env=False) as first,
    ):
        mine = organisation_of(first)
        own = f"/v1/organisations/{mine}/activities"
        made = first.put(f"{own}/counter", json=BODY)
        assert made.status_code == 201, made.text
        path = f"/v1/activities/{made.json()['id']}"
        members = ["bring", "summary", "description", "firstVisit", "takesHome", "kind", "stage", "individual"]
        values: list[Any] = ["a", "b", "c", "d", "e", "club", "join", True]

        def work(number: int) -> None:
            with httpx.Client(base_url=running.url, headers=key, trust_env=False, timeout=60) as client:
                for round_ in range(ROUNDS):
                    increment(client, seen, path)
                    body = json.dumps({members[number]: values[number]})
                    assert seen.count(client.patch(path, content=body, headers=PATCH)).status_code == 200
                    put = seen.count(client.put(f"{own}/w{number}-{round_}", json=BODY))
                    assert put.status_code == 201, put.text

        run_together(WRITERS, work)
        last = first.get(path, params={"minSeq": first.get("/v1/status").json()["appliedSeq"]}).json()
        assert last["group"]["size"] == WRITERS * ROUNDS, "an increment was lost"
        assert [last[name] for name in members] == values, "a member of somebody else was lost"
        found = [activity_id(mine, f"w{number}-{round_}") for number in range(WRITERS) for round_ in range(ROUNDS)]
        assert {first.get(f"/v1/activities/{id_}").status_code for id_ in found} == {200}
        assert set(seen.statuses) <= {200, 201, 412}, seen.statuses
        assert "locked" not in running.log_text


def test_what_was_acknowledged_is_there_after_a_killed_server(url: str) -> None:
    key = bearer(make_key(url, (Scope.ADMIN,)))
    chance = random.Random(20261125)
    seen, landed = Seen(), 0
    with server(url, workers=2, env=UNLIMITED) as running:
        with httpx.Client(base_url=running.url, trust_env=False) as client:
            own = f"/v1/organisations/{organisation_of(client)}/activities"
        for kill in range(1, KILLS + 1):
            before, cut, stop = sum(seen.statuses.values()), len(seen.cut), threading.Event()
            paths = [[f"{own}/w{number}-{at}" for at in range(3)] for number in range(4)]
            writers = [make_writer(running.url, key, mine, seen, stop) for mine in paths]
            for writer in writers:
                writer.start()
            enough = before + chance.randrange(5, 60)
            wait_until(lambda enough=enough: sum(seen.statuses.values()) >= enough)  # type: ignore[misc]
            running.kill()
            stop.set()
            for writer in writers:
                writer.join()
            assert len(seen.cut) > cut, "the kill came when nobody was writing"
            running.start()
            check_acknowledged(running.url, seen)
            landed += count_landed(running.url, seen.cut[cut:])
            print(f"kill {kill}: {len(seen.cut) - cut} writes cut off; so far {landed} of {len(seen.cut)} had landed")
    assert set(seen.statuses) <= {200, 201}, seen.statuses


def make_writer(url: str, key: dict[str, str], paths: list[str], seen: Seen, stop: threading.Event) -> threading.Thread:
    options = {"seen": seen, "stop": stop}
    return threading.Thread(target=write_until_stopped, args=(url, key, paths, BODY), kwargs=options)


def count_landed(url: str, cut: list[tuple[str, str]]) -> int:
    """How many writes that got no answer are in the catalogue all the same: those were killed after their commit."""
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        return sum(client.get(path).json().get("title") == title for path, title in cut)


def check_acknowledged(url: str, seen: Seen) -> None:
    """Each activity is whole and at least as new as what was acknowledged; the write that was cut off may be in."""
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        for path, (title, version) in seen.acknowledged.items():
            item = client.get(path).json()
            assert item["version"] >= version, path
            assert item["title"] == title or item["version"] > version, path
            assert (item["cost"], item["age"]["min"]) == ("free", 6)
            listed = client.get("/v1/activities", params={"externalId": path.rpartition("/")[2], "freshness": "*"})
            assert [each["title"] for each in listed.json()["items"]] == [item["title"]]
