"""Imports: every row is told what became of it, none is lost, a second time changes nothing, a crash loses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from app.domain.caller import OPERATOR, Actor, Caller, Scope
from app.domain.ids import activity_id
from app.errors import InvalidInput, NotFound, TooManyRequests, Unavailable
from app.importers.reading import Reader
from app.models.imports import ImportReport, ImportRow
from app.services import import_batches, import_runs, imports
from app.services.activities import ActivityWriter, make_writer
from app.services.import_orders import ImportOrder
from app.services.import_reports import write_row
from app.services.import_runs import run_report
from app.services.imports import run_import, start_import
from app.services.starter import load_foundation
from app.services.turn import Turn
from app.services.writing import put_activity
from app.store import activities, keys, migrations, organisations
from app.store import imports as store
from app.store.changes import current_seq
from app.store.keys import StoredKey
from app.store.moderation import list_waiting_on
from app.store.unit_of_work import read_session, write_transaction
from tests.support.imports import lines, offer, read_lines
from tests.support.stored import make_organisation, open_engine

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
ORGANISATION, OTHER = "organisationaaaa", "organisationbbbb"
KEY = Caller(Actor.KEY, "partner", frozenset({Scope.IMPORTS_WRITE}), frozenset({ORGANISATION}))
ORDER = ImportOrder(OPERATOR, ORGANISATION, file_name="offers.lines")


@pytest.fixture(autouse=True)
def own_format(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(content: bytes, **hints: Any) -> tuple[str, Reader]:
        return "lines", read_lines

    for module in (imports, import_runs):
        monkeypatch.setattr(module, "find_reader", find)


@contextmanager
def prepared(url: str) -> Iterator[Engine]:
    migrations.upgrade(url)
    with open_engine(url) as engine:
        with write_transaction(engine) as session:
            load_foundation(session, now=NOW)
            made = [make_organisation(id=ORGANISATION), make_organisation(id=OTHER, external_id="other", name="Andere")]
            organisations.upsert_many(session, made)
            keys.add_key(session, StoredKey("partner", "0" * 64, "hint", "Partner", False, (), (ORGANISATION,), NOW))
        yield engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with prepared(database_url) as engine:
        yield engine


@pytest.fixture
def sqlite_engine(sqlite_database: str) -> Iterator[Engine]:
    with prepared(sqlite_database) as engine:
        yield engine


def rows_of(engine: Engine, report: ImportReport) -> list[ImportRow]:
    with read_session(engine) as session:
        return store.list_rows(session, report.id, after=0, limit=10_000)


def outcomes(engine: Engine, report: ImportReport) -> list[str]:
    return [row.outcome for row in rows_of(engine, report)]


def told(engine: Engine, report: ImportReport) -> list[tuple[Any, ...]]:
    """The rows as a person reads them, to compare two reports."""
    return [
        (row.row_number, row.location, row.outcome, row.activity_id, row.faults, row.warnings, row.original)
        for row in rows_of(engine, report)
    ]


def counts(report: ImportReport) -> dict[str, int]:
    named = {name: getattr(report, f"{name}_count") for name in (*import_batches.OUTCOMES, "warning")}
    return {name: count for name, count in named.items() if count}


def find(engine: Engine, external_id: str, source: str = ORGANISATION) -> activities.StoredActivity | None:
    with read_session(engine) as session:
        return activities.records.find_one(session, activity_id(source, external_id))


def seq(engine: Engine) -> int:
    with read_session(engine) as session:
        return current_seq(session)


def start(engine: Engine, content: bytes, order: ImportOrder = ORDER, now: datetime = NOW) -> ImportReport:
    return start_import(engine, order, content, now=now)


FILE = lines(
    offer("a"),
    offer("b", themes=["nonsense"]),
    offer("c", title=""),
    offer("d", faults=["no-title"]),
    offer("e", warnings=["odd-price"]),
    {"id": "f", "draft": None, "warnings": ["to-do"]},
    offer("g", deleted=True),
    offer("h", organisation={"name": "Iemand anders"}),
    offer(None, "Zonder kenmerk"),
)
BECAME = ["created", "rejected", "rejected", "rejected", "created", "skipped", "unchanged", "created", "created"]


def test_every_row_is_told_what_became_of_it(engine: Engine) -> None:
    report = start(engine, FILE)
    assert (report.status, report.total_rows, report.done_rows, report.format) == ("done", 9, 9, "lines")
    rows = rows_of(engine, report)
    assert [row.outcome for row in rows] == BECAME
    assert counts(report) == {"created": 4, "unchanged": 1, "rejected": 3, "skipped": 1, "warning": 3}
    assert [row.location for row in rows] == [f"line {number}" for number in range(1, 10)]
    assert [[fault["code"] for fault in row.faults] for row in rows[1:4]] == [
        ["unknown-theme"],
        ["empty"],
        ["no-title"],
    ]
    assert [row.warnings[0]["code"] for row in rows if row.warnings] == ["odd-price", "to-do", "other-organisation"]
    assert rows[1].original is not None
    assert "nonsense" in rows[1].original["line"]
    held = find(engine, "h")
    assert held is not None
    assert held.organisation_id == ORGANISATION


def put_by_hand(engine: Engine, external_id: str, title: str, **changes: Any) -> str:
    """An activity of the organisation that no file brought; its id."""
    body = {"title": title, "themes": ["robots"], "place": {"name": "Buurthuis"}, **changes}
    with write_transaction(engine) as session:
        turn = Turn(session, make_writer(session), OPERATOR, NOW)
        return put_activity(turn, ORGANISATION, external_id, body).id


@pytest.mark.parametrize("is_dry_run", [True, False])
def test_a_row_is_told_what_it_looks_like_and_how_complete_it_is(engine: Engine, is_dry_run: bool) -> None:
    there = put_by_hand(engine, "hand", "Robotclub Moerwijk")
    file = lines(
        offer("a", "Robotclub Moerwijk!", age={"min": 8}, cost="free", contact={"url": "https://voorbeeld.local/x"}),
        offer("b", "Robotclub Moerwijk 2"),
        offer("c", "Zingen"),
        offer("d", title=""),
    )
    rows = rows_of(engine, start(engine, file, replace(ORDER, is_dry_run=is_dry_run)))
    wires = [write_row(row, "https://catalogus.test") for row in rows]
    alike = [[one["hint"] for one in wire["warnings"] if one["code"] == "likely-duplicate"] for wire in wires]
    url = f"https://catalogus.test/v1/activities/{there}"
    assert alike == [[url], [url], [], []]
    assert [one["code"] for one in wires[0]["warnings"]] == ["dead-link", "likely-duplicate"]
    scores = [wire["completeness"] and wire["completeness"]["score"] for wire in wires]
    assert scores == [44, 18, 18, None]
    assert [one["member"] for one in wires[0]["completeness"]["raise"]][:2] == ["summary", "schedule"]


def test_rows_of_one_file_are_never_called_alike_and_neither_is_what_it_brought_before(engine: Engine) -> None:
    file = lines(*[offer(f"nr-{number}", f"Robotclub {number}") for number in range(3)])
    first, again = start(engine, file), start(engine, file)
    assert counts(first) == {"created": 3}
    assert counts(again) == {"unchanged": 3}
    renamed = lines(*[offer(f"nieuw-{number}", f"Robotclub {number}") for number in range(3)])
    assert counts(start(engine, renamed)) == {"created": 3, "warning": 3}
    full = replace(ORDER, is_full=True)
    once_more = lines(*[offer(f"vol-{number}", f"Robotclub {number}") for number in range(3)])
    report = run_import(engine, full, once_more, now=NOW)
    assert counts(report) == {"created": 3, "ended": 6}


def test_every_fault_of_a_row_is_told_at_once(engine: Engine) -> None:
    report = start(engine, lines(offer("a", title="", themes=["nonsense"])))
    (row,) = rows_of(engine, report)
    assert {fault["pointer"] for fault in row.faults} == {"/title", "/themes/0"}


@pytest.mark.parametrize("run", [start, lambda engine, content: run_import(engine, ORDER, content, now=NOW)])
def test_the_same_file_again_changes_nothing(engine: Engine, run: Any) -> None:
    run(engine, FILE)
    before = seq(engine)
    again = run(engine, FILE)
    assert seq(engine) == before
    assert outcomes(engine, again) == [name.replace("created", "unchanged") for name in BECAME]


def test_two_spellings_of_a_place_and_an_organisation_in_a_file_do_not_take_turns(engine: Engine) -> None:
    spelled = (("Buurthuis De Kei", "Stichting De Kei"), ("buurthuis - de kei", "stichting De Kei!"))
    content = lines(
        *(
            offer(name, f"Club {name}", place={"name": place}, organisation={"name": who})
            for name, (place, who) in zip("ab", spelled, strict=True)
        )
    )
    order = replace(ORDER, organisation_id=None, source_name="feed")
    run_import(engine, order, content, now=NOW)
    before = seq(engine)
    assert outcomes(engine, run_import(engine, order, content, now=NOW)) == ["unchanged", "unchanged"]
    assert seq(engine) == before


def test_another_version_of_a_row_updates_it(engine: Engine) -> None:
    start(engine, FILE)
    report = start(engine, lines(offer("a", "Robotclub nieuw"), offer("h")))
    assert outcomes(engine, report) == ["updated", "unchanged"]


def test_an_id_that_comes_twice_never_takes_the_place_of_the_first(engine: Engine) -> None:
    content = lines(offer("a", "Een"), offer("a", "Twee"), offer("a", "Een"))
    first = start(engine, content)
    assert outcomes(engine, first) == ["created", "rejected", "unchanged"]
    fault = rows_of(engine, first)[1].faults[0]
    assert fault["code"] == "duplicate-id"
    assert "line 1" in fault["detail"]
    assert outcomes(engine, start(engine, content)) == ["unchanged", "rejected", "unchanged"]


def test_an_item_that_gets_a_new_id_at_every_fetch_is_recognised_by_what_it_says(engine: Engine) -> None:
    start(engine, lines(offer("x1", "Een", says="een"), offer("x2", "Twee", says="twee")))
    report = start(engine, lines(offer("y1", "Een", says="een"), offer("y2", "Twee nieuw", says="twee")))
    assert outcomes(engine, report) == ["unchanged", "updated"]
    assert find(engine, "y1") is None
    third = start(engine, lines(offer("z1", "Een", says="een"), offer("z2", "Ook een", says="een")))
    assert outcomes(engine, third) == ["created", "created"]  # which of the two is meant nobody knows


class TestDryRun:
    def test_it_tells_exactly_what_would_happen_and_changes_nothing(self, engine: Engine) -> None:
        before = seq(engine)
        rehearsed = start(engine, FILE, ImportOrder(OPERATOR, ORGANISATION, is_dry_run=True))
        assert seq(engine) == before
        assert find(engine, "a") is None
        real = start(engine, FILE)
        assert told(engine, rehearsed) == told(engine, real)
        assert counts(rehearsed) == counts(real)

    def test_it_does_so_over_many_batches(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(import_runs, "BATCH", 2)
        place = {"name": "Buurthuis", "id": "placeplaceplacea"}
        start(engine, lines(offer("old", "Oud", place=place)))
        content = lines(
            offer("a", place={**place, "kind": "school"}),
            offer("b", place=place),
            offer("b", "Anders", place=place),
            offer("old", "Oud", place={**place, "kind": "school"}),
            offer("a", place={**place, "kind": "school"}),
            offer("c", place=place),
        )
        dry = ImportOrder(OPERATOR, ORGANISATION, is_dry_run=True)
        rehearsed = run_import(engine, dry, content, now=NOW)
        real = run_import(engine, ORDER, content, now=NOW)
        assert told(engine, rehearsed) == told(engine, real)
        assert outcomes(engine, real) == ["created", "created", "rejected", "unchanged", "unchanged", "created"]


class TestWholeFile:
    @pytest.mark.parametrize("content", [b"", b"  \n ", b"! not ours"])
    def test_a_file_that_cannot_be_read_is_refused_and_leaves_no_report(self, engine: Engine, content: bytes) -> None:
        with pytest.raises(InvalidInput) as refused:
            start(engine, content)
        assert refused.value.faults[0].detail_nl
        with read_session(engine) as session:
            assert store.count_reports(session, None) == 0

    def test_a_reader_that_fails_says_so_in_plain_words(self, engine: Engine) -> None:
        with pytest.raises(InvalidInput) as refused:
            start(engine, lines(offer("a"), {"crash": True}))
        assert refused.value.faults[0].code == "not-readable"

    def test_in_the_queue_it_ends_as_failed(self, engine: Engine) -> None:
        report = run_import(engine, ORDER, b"! not ours", now=NOW)
        assert (report.status, report.message) == ("failed", "This is not our format.")
        assert report.message_nl == "Dit formaat kennen we niet."

    def test_an_organisation_that_is_not_there_is_not_found(self, engine: Engine) -> None:
        with pytest.raises(NotFound):
            start(engine, FILE, ImportOrder(OPERATOR, "nobodynobodynobo"))

    def test_an_order_for_nobody_is_refused(self, engine: Engine) -> None:
        with pytest.raises(InvalidInput):
            start(engine, FILE, ImportOrder(OPERATOR))

    def test_a_file_without_rows_is_done(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(imports, "find_reader", lambda content, **hints: ("lines", lambda *_: iter(())))
        assert start(engine, b"nothing in it").status == "done"


class TestLarge:
    CONTENT = lines(*(offer(f"n{number}", f"Club {number}") for number in range(imports.SMALL_ROWS + 1)))

    def test_a_large_file_waits_for_the_worker_with_its_bytes(self, engine: Engine) -> None:
        report = start(engine, self.CONTENT)
        assert (report.status, report.done_rows) == ("waiting", 0)
        with read_session(engine) as session:
            queued = store.find_queued(session)
            assert queued is not None
            assert queued.id == report.id
            assert store.read_content(session, report.id) == self.CONTENT
        done = run_report(engine, report, self.CONTENT, now=NOW)
        assert (done.status, done.created_count) == ("done", imports.SMALL_ROWS + 1)
        with read_session(engine) as session:
            assert store.find_queued(session) is None
            assert store.read_content(session, report.id) is None

    def test_too_many_that_wait_are_refused(self, engine: Engine) -> None:
        for _ in range(imports.MAX_QUEUED):
            start(engine, self.CONTENT)
        with pytest.raises(TooManyRequests):
            start(engine, self.CONTENT)
        assert start(engine, self.CONTENT, ImportOrder(OPERATOR, OTHER)).status == "waiting"


class TestBrokenOff:
    """Broken off between two batches, as a kill does; kills at any moment have a file of their own."""

    CONTENT = lines(*(offer(f"n{number}", f"Club {number}") for number in range(10)), offer("n3", "Dubbel"))

    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(import_runs, "BATCH", 3)

    def break_off(self, engine: Engine, order: ImportOrder = ORDER, after: int = 6) -> None:
        def stop(done: int, total: int) -> None:
            if done >= after:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run_import(engine, order, self.CONTENT, now=NOW, progress=stop)

    def test_it_goes_on_after_the_last_batch(self, engine: Engine) -> None:
        self.break_off(engine)
        seen: list[int] = []
        later = NOW + timedelta(hours=1)
        report = run_import(engine, ORDER, self.CONTENT, now=later, progress=lambda done, total: seen.append(done))
        assert seen[0] == 6
        assert (report.status, report.started_at) == ("done", NOW)
        assert outcomes(engine, report) == ["created"] * 10 + ["rejected"]
        assert run_import(engine, ORDER, self.CONTENT, now=later).unchanged_count == 10

    def test_another_organisation_or_mapping_begins_its_own(self, engine: Engine) -> None:
        self.break_off(engine)
        later = NOW + timedelta(hours=1)
        for order in (ImportOrder(OPERATOR, OTHER), ImportOrder(OPERATOR, ORGANISATION, mapping={"a": "b"})):
            report = run_import(engine, order, self.CONTENT, now=later)
            assert (report.status, report.started_at, report.done_rows) == ("done", later, 11)

    def test_a_rehearsal_begins_again(self, engine: Engine) -> None:
        order = ImportOrder(OPERATOR, ORGANISATION, is_dry_run=True)
        with write_transaction(engine) as session:
            report = import_runs_report(order)
            report.done_rows = report.created_count = 6
            store.add_report(session, report, self.CONTENT)
        done = run_report(engine, report, self.CONTENT, now=NOW)
        assert outcomes(engine, done) == ["created"] * 10 + ["rejected"]
        assert done.created_count == 10

    def test_two_at_once_do_not_write_a_row_twice(self, engine: Engine) -> None:
        self.break_off(engine, after=3)
        with read_session(engine) as session:
            held = store.find_broken_off(
                session,
                content_sha256=import_runs_report(ORDER, self.CONTENT).content_sha256 or "",
                source_name=ORGANISATION,
            )
        assert held is not None

        def overtake(done: int, total: int) -> None:
            if done == 6:
                run_report(engine, held, self.CONTENT, now=NOW)

        with pytest.raises(Exception, match="Another process"):
            run_import(engine, ORDER, self.CONTENT, now=NOW, progress=overtake)
        assert outcomes(engine, held) == ["created"] * 10 + ["rejected"]


def import_runs_report(order: ImportOrder, content: bytes = b"x") -> ImportReport:
    from hashlib import sha256

    return ImportReport(
        id="reportreportrepo", organisation_id=order.organisation_id, source_name=order.organisation_id or "",
        mapping={}, is_dry_run=order.is_dry_run, status="running", started_at=NOW,
        content_sha256=sha256(content).hexdigest(),
    )  # fmt: skip


class TestFaultsOfOurs:
    def test_a_row_that_breaks_the_write_path_stops_no_other(
        self, engine: Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = ActivityWriter.write

        def break_on(self: ActivityWriter, session: Any, drafts: Any, **options: Any) -> Any:
            if any(draft.texts.title == "Breekt" for draft in drafts):
                raise RuntimeError("a fault of ours")
            return write(self, session, drafts, **options)

        monkeypatch.setattr(ActivityWriter, "write", break_on)
        content = lines(*(offer(f"n{number}", "Breekt" if number == 4 else f"Club {number}") for number in range(9)))
        report = start(engine, content)
        assert outcomes(engine, report) == ["created"] * 4 + ["rejected"] + ["created"] * 4
        assert (report.status, report.done_rows) == ("done", 9)
        assert rows_of(engine, report)[4].faults[0]["code"] == "internal"

    def test_a_database_that_stays_busy_is_told_and_the_rest_waits(
        self, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(import_batches, "BUSY_WAITS_S", (0.0,))
        tries: list[int] = []

        def busy(self: ActivityWriter, *_: Any, **options: Any) -> Any:
            tries.append(1)
            raise Unavailable("busy")

        monkeypatch.setattr(ActivityWriter, "write", busy)
        with pytest.raises(Unavailable):
            run_import(sqlite_engine, ORDER, FILE, now=NOW)
        assert len(tries) == 2
        monkeypatch.undo()


@pytest.mark.parametrize("is_dry_run", [True, False])
def test_an_organisation_whose_edits_are_looked_at_first_has_them_wait(engine: Engine, is_dry_run: bool) -> None:
    start(engine, lines(offer("a"), offer("b"), offer("c")))
    with write_transaction(engine) as session:
        organisations.upsert_many(session, [make_organisation(id=ORGANISATION, version=2, is_reviewed=True)])
    content = lines(
        offer("a"), offer("b", "Nieuwe naam"), offer("d"), offer("c", deleted=True), offer("e", themes=["x"])
    )
    before = seq(engine)
    report = start(engine, content, ImportOrder(KEY, ORGANISATION, is_dry_run=is_dry_run, is_confirming=False))
    assert outcomes(engine, report) == ["unchanged", "pending", "pending", "pending", "rejected"]
    assert seq(engine) == before
    waiting = []
    with read_session(engine) as session:
        for external_id in "abcd":
            edits = list_waiting_on(session, "activity", activity_id(ORGANISATION, external_id))
            waiting += [(external_id, edit.action, edit.base_version, edit.draft.get("title")) for edit in edits]
    held = [("b", "update", 1, "Nieuwe naam"), ("c", "delete", 1, None), ("d", "create", None, "Robotclub")]
    assert waiting == ([] if is_dry_run else held)
    live = start(engine, content)
    assert outcomes(engine, live) == ["unchanged", "updated", "created", "ended", "rejected"]  # the operator's own file


def test_what_it_holds_is_confirmed_once_a_day(engine: Engine) -> None:
    start(engine, lines(offer("a")))
    later = NOW + timedelta(days=100)
    report = start(engine, lines(offer("a")), now=later)
    held = find(engine, "a")
    assert outcomes(engine, report) == ["unchanged"]
    assert held is not None
    assert held.confirmed_at.date() == later.date()
    before = seq(engine)
    start(engine, lines(offer("a")), now=later + timedelta(hours=2))
    assert seq(engine) == before


def test_one_that_does_not_confirm_leaves_the_day_as_it_was(engine: Engine) -> None:
    order = ImportOrder(OPERATOR, ORGANISATION, is_confirming=False)
    start(engine, lines(offer("a")), order)
    start(engine, lines(offer("a")), order, NOW + timedelta(days=100))
    held = find(engine, "a")
    assert held is not None
    assert held.confirmed_at == NOW


def test_what_a_full_feed_no_longer_holds_has_ended(engine: Engine) -> None:
    order = ImportOrder(OPERATOR, ORGANISATION, source_name="feed", is_full=True)
    run_import(engine, order, lines(offer("a"), offer("b"), offer("c")), now=NOW)
    report = run_import(engine, order, lines(offer("a"), offer("b", themes=["nonsense"])), now=NOW)
    rows = rows_of(engine, report)
    assert [(row.outcome, row.row_number) for row in rows] == [("unchanged", 1), ("rejected", 2), ("ended", 3)]
    ended, kept = find(engine, "c", "feed"), find(engine, "b", "feed")
    assert ended is not None
    assert kept is not None
    assert (ended.is_deleted, kept.is_deleted) == (True, False)
    back = run_import(engine, order, lines(offer("a"), offer("b"), offer("c")), now=NOW)
    assert outcomes(engine, back) == ["unchanged", "unchanged", "created"]


def test_text_that_no_database_takes_is_kept_out(engine: Engine) -> None:
    content = lines(offer("\ud800\u0000x", "Gewoon"), offer("y" * 500, "Lang"), offer("z", "Nul\u0000"))
    report = start(engine, content)
    assert outcomes(engine, report) == ["created", "created", "rejected"]
    assert outcomes(engine, start(engine, content)) == ["unchanged", "unchanged", "rejected"]


def test_rows_of_files_that_were_sent_are_kept_for_a_season(engine: Engine) -> None:
    days = [-91, -89, 0, 0]
    reports = [start(engine, lines(offer("a")), now=NOW + timedelta(days=day)) for day in days]
    assert [len(rows_of(engine, report)) for report in reports] == [0, 1, 1, 1]
    with read_session(engine) as session:
        assert store.count_reports(session, None) == len(reports)
