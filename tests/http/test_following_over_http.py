"""Two workers follow what another process writes: soon, whole, and whatever happens to a worker."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import psutil
import pytest

from tests.support.served import FIXED, draft, prepare, server, write
from tests.support.server import REPOSITORY, ServerProcess
from tests.support.stored import wait_until

ROUNDS = 60
PAIR = "/v1/activities?externalId=pair-a&externalId=pair-b&sort=title"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A prepared database of each kind, with the twins in it."""
    with contextlib.ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('following') / 'wegwijzer.sqlite'}"
        else:
            url = stack.enter_context(request.getfixturevalue("postgres_cluster").fresh_database())
        prepare(url)
        texts = {"summary": "Ronde 0.", "description": "Dit is ronde 0."}
        write(url, *(draft(f"pair-{name}", "Tweeling 0", **texts) for name in "ab"))
        yield url


@pytest.fixture(scope="module")
def running(database: str) -> Iterator[ServerProcess]:
    with server(database, workers=2) as started:
        yield started


@contextlib.contextmanager
def one_connection_to_each_worker(running: ServerProcess) -> Iterator[list[httpx.Client]]:
    """A kept connection stays with the worker that took it; workers are told apart by the moment they started."""
    with contextlib.ExitStack() as stack:
        found: dict[str, httpx.Client] = {}
        deadline = time.monotonic() + 120
        while len(found) < 2:
            assert time.monotonic() < deadline, "only one worker answers"
            client = stack.enter_context(httpx.Client(base_url=running.url, trust_env=False, timeout=30))
            found.setdefault(_identity(client), client)
        yield list(found.values())


def _identity(client: httpx.Client) -> str:
    lines = client.get("/metrics").text.splitlines()
    return next(line for line in lines if line.startswith("wegwijzer_started_timestamp_seconds"))


@contextlib.contextmanager
def flipping(url: str, rounds: int, pause_s: float) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.support.flipper", url, str(rounds), str(pause_s)]
    process = subprocess.Popen(command, cwd=REPOSITORY, env={**os.environ, **FIXED}, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


class Watcher(threading.Thread):
    """Notes when each change number is first shown on one connection."""

    def __init__(self, client: httpx.Client, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._client, self._stopping = client, stop
        self.seen: list[tuple[int, float]] = []

    def run(self) -> None:
        while not self._stopping.is_set():
            seq = self._client.get("/v1/status").json()["appliedSeq"]
            if not self.seen or seq > self.seen[-1][0]:
                self.seen.append((seq, time.monotonic()))
            time.sleep(0.004)


def test_a_write_of_another_process_shows_in_every_worker(
    database: str, running: ServerProcess, record_property: Any
) -> None:
    stop = threading.Event()
    with one_connection_to_each_worker(running) as clients, flipping(database, ROUNDS, 0.02) as writer:
        watchers = [Watcher(client, stop) for client in clients]
        for watcher in watchers:
            watcher.start()
        assert writer.stdout is not None
        commits = [(int(seq), float(at)) for _, seq, at in (line.split() for line in writer.stdout)]
        assert len(commits) == ROUNDS
        last = commits[-1][0]
        wait_until(lambda: all(watcher.seen and watcher.seen[-1][0] >= last for watcher in watchers), 30)
        stop.set()
        for watcher in watchers:
            watcher.join()
        for client in clients:
            titles = [item["title"] for item in client.get(PAIR).json()["items"]]
            assert titles == [f"Tweeling {ROUNDS}"] * 2
    lags = sorted(
        next(at for shown, at in watcher.seen if shown >= seq) - committed
        for watcher in watchers
        for seq, committed in commits
    )
    figures = {"median_ms": lags[len(lags) // 2], "p99_ms": lags[int(len(lags) * 0.99)], "worst_ms": lags[-1]}
    for name, value in figures.items():
        record_property(name, round(value * 1000, 1))
    print(f"\nwrite to visible, {database.partition(':')[0]}:", {k: round(v * 1000, 1) for k, v in figures.items()})


SHAPES = ["", "&fields=title,summary,description", "&format=geojson", "&format=csv", "&format=jsonld"]


def test_no_list_ever_shows_half_a_transaction(database: str, running: ServerProcess) -> None:
    halves: list[str] = []
    asked = 0
    with one_connection_to_each_worker(running) as clients, flipping(database, 10_000, 0.0):
        began = time.monotonic()
        while time.monotonic() - began < 4:
            shape = SHAPES[asked % len(SHAPES)]
            response = clients[asked % 2].get(f"{PAIR}{shape}&limit={2 + asked // 2 % 90}")
            asked += 1
            assert response.status_code == 200, response.text
            rounds = {part.split('"')[0].split(",")[0].strip() for part in response.text.split("Tweeling ")[1:]}
            told = {part.partition(".")[0] for part in response.text.split("onde ")[1:]}
            if len(rounds) != 1 or not told <= rounds:
                halves.append(f"{shape}: {sorted(rounds)} {sorted(told)}")
    assert halves == []
    assert asked > 50


def test_an_item_is_of_one_version_while_it_is_written(database: str, running: ServerProcess) -> None:
    with one_connection_to_each_worker(running) as clients, flipping(database, 10_000, 0.0):
        item = clients[0].get(PAIR).json()["items"][0]["id"]
        for turn in range(120):
            found = clients[turn % 2].get(f"/v1/activities/{item}").json()
            round_ = found["title"].removeprefix("Tweeling ")
            assert (found["summary"], found["description"]) == (f"Ronde {round_}.", f"Dit is ronde {round_}.")


def test_who_names_a_change_gets_an_answer_with_it_or_none(database: str, running: ServerProcess) -> None:
    with one_connection_to_each_worker(running) as clients:
        for turn in range(8):
            result = write(database, draft("named", f"Genoemd {turn}"))[0]
            for client in clients:
                listed = client.get(f"/v1/activities?externalId=named&minSeq={result.seq}").json()
                assert [item["title"] for item in listed["items"]] == [f"Genoemd {turn}"]
                assert listed["meta"]["appliedSeq"] >= (result.seq or 0)
                item = client.get(f"/v1/activities/{result.id}?minSeq={result.seq}").json()
                assert item["title"] == f"Genoemd {turn}"
        never = clients[0].get(f"/v1/activities?minSeq={(result.seq or 0) + 1000}")
        assert never.status_code == 400
        assert [fault["code"] for fault in never.json()["errors"]] == ["never-made"]


def test_a_killed_worker_is_replaced_and_the_server_keeps_answering(database: str, running: ServerProcess) -> None:
    def workers() -> list[psutil.Process]:
        found = []
        for child in psutil.Process(running.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # it died meanwhile, and nobody has buried it yet
                if "resource_tracker" not in " ".join(child.cmdline()):
                    found.append(child)
        return found

    before = {worker.pid for worker in workers()}
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    result = write(database, draft("after", "Na de klap"))[0]
    answered = 0
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (answered > 50 and len({w.pid for w in workers()} - before) == 1):
        # A connection the dead worker had taken may break; a new one must not.
        with contextlib.suppress(httpx.TransportError):
            response = httpx.get(f"{running.url}/v1/activities?externalId=after&minSeq={result.seq}", timeout=30)
            assert response.status_code == 200
            assert response.json()["total"] == 1
            answered += 1
    assert answered > 50
    with one_connection_to_each_worker(running) as clients:
        for client in clients:
            assert client.get(f"/v1/activities/{result.id}?minSeq={result.seq}").json()["title"] == "Na de klap"


def test_workers_end_with_a_parent_that_was_killed_so_that_the_port_is_free_again(database: str) -> None:
    with server(database, workers=2) as alone:
        children = psutil.Process(alone.pid).children(recursive=True)
        assert len(children) >= 2
        os.kill(alone.pid, signal.SIGKILL)
        _, left = psutil.wait_procs(children, timeout=60)
        assert not left
        alone.kill()
        alone.start()
        assert httpx.get(f"{alone.url}/health/ready", timeout=30).status_code == 200
