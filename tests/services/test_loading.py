"""Loading and dumping: good lines land when others fail, and a dump loads into an empty database as it was."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.domain.draft import ActivityDraft
from app.services.activities import Outcome, write_activities
from app.services.dumping import dump_activities
from app.services.loading import MAX_LINE_BYTES, LineReport, load_lines, read_line
from app.services.sample import generate
from app.services.starter import load_foundation, load_starter
from app.store import migrations
from app.store.activities import count_activities
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.server import REPOSITORY
from tests.support.stored import open_engine

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
BASE = "https://wegwijzer.example.org"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with prepared(database_url) as engine:
        yield engine


@contextmanager
def prepared(url: str) -> Iterator[Engine]:
    """A migrated database with areas and passes and no activities."""
    migrations.upgrade(url)
    with open_engine(url) as engine:
        with write_transaction(engine) as session:
            load_foundation(session, now=NOW)
        yield engine


def make_line(number: int, **changes: Any) -> bytes:
    body = {
        "source": {"name": "file", "externalId": f"a{number}"},
        "title": f"Robotclub {number}",
        "organisation": {"name": "Werkplaats De Das"},
        "themes": ["robots"],
    }
    return orjson.dumps(body | changes)


def load(engine: Engine, *lines: bytes, batch: int = 1000) -> list[LineReport]:
    return list(load_lines(engine, lines, now=NOW, batch=batch))


def dump(engine: Engine, now: datetime = NOW) -> list[dict[str, Any]]:
    lines = dump_activities(engine, now=now, base_url=BASE, freshness_days=(90, 120, 180))
    return [orjson.loads(line) for line in lines]


def test_each_line_is_reported_with_its_number(engine: Engine) -> None:
    assert [(r.line, r.outcome) for r in load(engine, make_line(1), b"", make_line(2))] == [
        (1, Outcome.CREATED),
        (3, Outcome.CREATED),
    ]
    again = load(engine, make_line(1), make_line(2, title="Robotclub nieuw"))
    assert [r.outcome for r in again] == [Outcome.UNCHANGED, Outcome.UPDATED]


def test_good_lines_land_when_others_fail(engine: Engine) -> None:
    bad = make_line(2, themes=["nonsense"], stage="begin", age={"min": 9, "max": 4})
    reports = load(engine, make_line(1), b"{", bad, make_line(4, themes=["nonsense"]), make_line(5), batch=2)
    assert [report.outcome.value for report in reports] == ["created", "rejected", "rejected", "rejected", "created"]
    assert reports[1].faults[0].code == "invalid-json"
    assert [fault.pointer for fault in reports[2].faults] == ["/stage", "/age/max"]
    assert [fault.pointer for fault in reports[3].faults] == ["/themes/0"]
    with read_connection(engine) as connection:
        assert count_activities(connection) == 2


def test_a_byte_order_mark_is_read_past(engine: Engine) -> None:
    assert load(engine, b"\xef\xbb\xbf" + make_line(1))[0].outcome is Outcome.CREATED


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"[1]", "not-an-object"),
        (b"null", "not-an-object"),
        (b'"\xff"', "invalid-json"),
        (b'"' + b"a" * (MAX_LINE_BYTES + 1) + b'"', "too-large"),
        (b'{"title": "\\ud800"}', "invalid-json"),
    ],
)
def test_what_is_no_object_is_refused(line: bytes, code: str) -> None:
    faults = read_line(line)
    assert not isinstance(faults, ActivityDraft)
    assert [fault.code for fault in faults] == [code]


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_bytes_break_the_reader(line: bytes) -> None:
    faults = read_line(line)
    assert isinstance(faults, ActivityDraft) or faults


@given(
    st.dictionaries(
        st.sampled_from(["title", "source", "organisation", "themes", "age", "schedule", "place", "prices", "status"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
            max_leaves=8,
        ),
    )
)
def test_no_object_breaks_the_reader(body: dict[str, Any]) -> None:
    faults = read_line(orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS) if _fits(body) else b"{}")
    assert isinstance(faults, ActivityDraft) or all(fault.code and fault.detail for fault in faults)


def _fits(body: dict[str, Any]) -> bool:
    try:
        orjson.dumps(body)
    except TypeError:
        return False
    return True


def test_lines_are_read_as_they_come(engine: Engine) -> None:
    taken = 0

    def lines() -> Iterator[bytes]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield make_line(number)

    assert len(list(islice(load_lines(engine, lines(), now=NOW, batch=10), 10))) == 10
    assert taken == 10


def test_a_dump_holds_the_whole_wire_shape_with_its_moment(engine: Engine) -> None:
    load_starter(engine, now=NOW)
    list(write_activities(engine, generate(1, 200, ["GM0518"], TODAY), now=NOW))
    items = dump(engine)
    assert len(items) == 334
    assert [item["id"] for item in items] == sorted(item["id"] for item in items)
    for item in items:
        assert item["url"] == f"{BASE}/v1/activities/{item['id']}"
        assert item["status"] in ("planned", "open", "cancelled", "ended")
        assert item["freshness"]["state"] in ("fresh", "due", "unconfirmed", "stale")
        assert (item["freshness"]["state"] == "fresh") or not item["isExample"]
        assert {"shortUrl", "nextSession", "routes", "help", "sessions", "missing", "version"} <= item.keys()
    assert any(item["status"] == "ended" and item["source"]["name"] == "sample" for item in items)
    assert {item["freshness"]["state"] for item in items} == {"fresh", "due", "unconfirmed", "stale"}
    assert any(item["routes"] for item in items)
    assert any(item["help"] for item in items)
    assert any(item["nextSession"] for item in items)


def test_a_dump_loads_into_an_empty_database_and_dumps_the_same(
    sqlite_database: str, tmp_path: Path, postgres_database: str
) -> None:
    with prepared(sqlite_database) as engine:
        load_starter(engine, now=NOW)
        list(write_activities(engine, generate(1, 1500, [], TODAY), now=NOW))
        first = dump(engine)
    for url in (f"sqlite:///{tmp_path / 'second.sqlite'}", postgres_database):
        with prepared(url) as engine:
            reports = load(engine, *(orjson.dumps(item) for item in first))
            assert {report.outcome for report in reports} == {Outcome.CREATED}
            second = dump(engine)
            again = load(engine, *(orjson.dumps(item) for item in second))
            assert {report.outcome for report in again} == {Outcome.UNCHANGED}
        # Routes are no part of an activity, so a dump of activities does not bring them.
        left_out = {"createdAt", "modifiedAt", "version", "routes"}
        assert _without(second, left_out) == _without(first, left_out)


def _without(items: list[dict[str, Any]], names: set[str]) -> list[dict[str, Any]]:
    return [{name: value for name, value in item.items() if name not in names} for item in items]


def test_a_dump_shows_one_moment(engine: Engine) -> None:
    load(engine, *(make_line(number) for number in range(5)))
    lines = dump_activities(engine, now=NOW, base_url=BASE, freshness_days=(90, 120, 180))
    first = orjson.loads(next(lines))
    load(engine, *(make_line(number, title="Anders") for number in range(8)))
    rest = [orjson.loads(line) for line in lines]
    assert len(rest) == 4
    assert all(item["title"].startswith("Robotclub") for item in [first, *rest])


def test_what_was_reported_survives_a_kill(engine: Engine, tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "many.jsonl"
    file.write_bytes(b"\n".join(make_line(number) for number in range(30_000)))
    environment = {**os.environ, "WEGWIJZER_DATABASE_URL": database_url, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "app.cli", "load", str(file)]
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        reported = [line.split() for line in islice(process.stdout, 1500)]
        process.send_signal(signal.SIGKILL)
    with read_connection(engine) as connection:
        stored = count_activities(connection)
    assert len(reported) == 1500
    assert {line[1] for line in reported} == {"created"}
    assert 1500 <= stored < 30_000
    assert stored % 1000 == 0, "only whole batches"
    assert {item["id"] for item in dump(engine)} >= {line[2] for line in reported}
