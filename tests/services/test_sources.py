"""Feeds on a schedule: the last good state stays, what fails is tried later, what shrinks is held for a person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from app.clients.safe_fetch import FetchLimits, SafeClient
from app.domain.caller import OPERATOR
from app.domain.ids import activity_id
from app.errors import Conflict, InvalidInput, NotFound
from app.models.imports import ImportReport
from app.services.import_orders import ImportOrder
from app.services.import_reading import KNOWN_FORMATS
from app.services.import_worker import work_off_queue
from app.services.imports import run_import
from app.services.source_rehearsals import ask_rehearsal, rehearse_source
from app.services.sources import (
    Run,
    Source,
    SourceDraft,
    add_source,
    find_source,
    release_hold,
    remove_source,
    run_due,
    run_source,
)
from app.services.starter import load_foundation
from app.store import activities, imports, migrations, organisations
from app.store.changes import current_seq
from app.store.unit_of_work import read_session, write_transaction
from tests.support.stored import make_organisation, open_engine
from tests.support.stub_http import Answer, Stub, serve_stub

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
ORGANISATION = "organisationaaaa"
CLIENT = SafeClient(FetchLimits(allow_private=True, max_bytes=100_000))
DAY = timedelta(days=1)


class Feed:
    """What the stub answers; tests change it between runs."""

    def __init__(self) -> None:
        self.titles: list[str] = ["Een", "Twee", "Drie", "Vier", "Vijf"]
        self.answer: Answer | None = None
        self.tag: str | None = None
        self.stub: Stub = Stub(self.respond)

    def respond(self, path: str, query: dict[str, list[str]]) -> Answer:
        if self.answer is not None:
            return self.answer
        rows = [f"{title.lower()};{title};Den Haag" for title in self.titles]
        headers = {"Content-Type": "text/csv"} | ({"ETag": self.tag} if self.tag else {})
        return Answer("\n".join(["id;Titel;Plaats", *rows]).encode(), headers=headers)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    migrations.upgrade(database_url)
    with open_engine(database_url) as engine:
        with write_transaction(engine) as session:
            load_foundation(session, now=NOW)
            organisations.upsert_many(session, [make_organisation(id=ORGANISATION)])
        yield engine


@pytest.fixture
def feed(engine: Engine) -> Iterator[Feed]:
    made = Feed()
    with serve_stub(made.respond) as stub:
        made.stub = stub
        follow(engine, f"{stub.url}/agenda.csv")
        yield made


def follow(engine: Engine, url: str, name: str = "agenda", **changes: Any) -> Source:
    draft = SourceDraft(name, url, ORGANISATION, **changes)
    with write_transaction(engine) as session:
        return add_source(session, draft, caller=OPERATOR, now=NOW, formats=KNOWN_FORMATS, allow_private=True)


def run(engine: Engine, now: datetime = NOW, name: str = "agenda") -> Run:
    return run_source(engine, name, CLIENT, now=now)


def counts(done: Run) -> dict[str, int]:
    assert done.report is not None
    named = ("created", "updated", "unchanged", "rejected", "ended")
    return {name: found for name in named if (found := getattr(done.report, f"{name}_count"))}


def find(engine: Engine, external_id: str) -> activities.StoredActivity:
    with read_session(engine) as session:
        found = activities.records.find_one(session, activity_id("agenda", external_id))
    assert found is not None
    return found


def source(engine: Engine) -> Source:
    with read_session(engine) as session:
        return find_source(session, "agenda")


def test_a_run_writes_what_is_new_and_ends_what_has_gone(engine: Engine, feed: Feed) -> None:
    assert counts(run(engine)) == {"created": 5}
    feed.titles = ["Een", "Twee", "Drie", "Vier"]
    assert counts(run(engine)) == {"unchanged": 4, "ended": 1}
    assert find(engine, "vijf").is_deleted
    assert find(engine, "een").organisation_id == ORGANISATION
    held = source(engine)
    assert (held.item_count, held.failure_count, held.last_error, held.held_reason) == (4, 0, None, None)
    assert held.next_run_at == NOW + DAY


class TestHeld:
    @pytest.mark.parametrize(("left", "outcome"), [(0, "held"), (3, "held"), (4, "done")])
    def test_a_feed_that_is_empty_or_shrunk_by_more_than_30_percent_changes_nothing(
        self, engine: Engine, feed: Feed, left: int, outcome: str
    ) -> None:
        run(engine)
        with read_session(engine) as session:
            before = current_seq(session)
        feed.titles = feed.titles[:left]
        done = run(engine, NOW + timedelta(hours=1))
        assert done.outcome == outcome
        if outcome == "done":
            return
        with read_session(engine) as session:
            assert current_seq(session) == before
        assert done.report is not None
        assert (done.report.status, done.report.message_nl is None) == ("held", False)
        held = source(engine)
        assert f"{left}" in str(held.held_reason) or "empty" in str(held.held_reason)
        assert (held.item_count, held.succeeded_at) == (5, NOW)

    def test_it_goes_on_by_itself_when_the_feed_is_whole_again(self, engine: Engine, feed: Feed) -> None:
        run(engine)
        feed.titles, whole = [], feed.titles
        run(engine)
        feed.titles = whole
        assert counts(run(engine)) == {"unchanged": 5}
        assert source(engine).held_reason is None

    def test_a_person_releases_it(self, engine: Engine, feed: Feed) -> None:
        feed.tag = '"1"'
        run(engine)
        feed.titles, feed.tag = [], '"2"'
        assert run(engine).outcome == "held"
        with write_transaction(engine) as session:
            release_hold(session, find_source(session, "agenda"), now=NOW)
        assert counts(run(engine)) == {"ended": 5}
        assert source(engine).item_count == 0


class TestUnchanged:
    def test_only_what_changed_since_is_fetched_and_the_rest_is_confirmed(self, engine: Engine, feed: Feed) -> None:
        feed.tag = '"1"'
        run(engine)
        feed.answer = Answer(status=304)
        later = NOW + timedelta(days=100)
        done = run(engine, later)
        assert (done.outcome, done.report) == ("unchanged", None)
        assert find(engine, "een").confirmed_at.date() == later.date()
        assert source(engine).succeeded_at == later

    def test_a_source_that_does_not_confirm_leaves_the_days_as_they_were(self, engine: Engine, feed: Feed) -> None:
        follow(engine, f"{feed.stub.url}/agenda.csv", "still", is_confirming=False)
        feed.tag = '"1"'
        run(engine, name="still")
        feed.answer = Answer(status=304)
        run(engine, NOW + timedelta(days=100), "still")
        with read_session(engine) as session:
            found = activities.records.find_one(session, activity_id("still", "een"))
        assert found is not None
        assert found.confirmed_at == NOW

    def test_a_304_nobody_asked_for_is_a_failure(self, engine: Engine, feed: Feed) -> None:
        feed.answer = Answer(status=304)
        assert run(engine).outcome == "failed"


class TestFailing:
    def test_it_is_tried_again_ever_later_and_the_last_good_state_stays(self, engine: Engine, feed: Feed) -> None:
        run(engine)
        feed.answer = Answer(b"oops", status=500)
        waits = []
        for _ in range(12):
            assert run(engine).outcome == "failed"
            waits.append((source(engine).next_run_at or NOW) - NOW)
        assert waits[:4] == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
        assert waits[-1] == DAY
        held = source(engine)
        assert (held.failure_count, held.item_count) == (12, 5)
        assert "500" in str(held.last_error)
        assert not find(engine, "een").is_deleted
        feed.answer = None
        run(engine)
        assert (source(engine).failure_count, source(engine).last_error) == (0, None)

    def test_who_asks_for_patience_gets_it(self, engine: Engine, feed: Feed) -> None:
        feed.answer = Answer(status=429, headers={"Retry-After": "7200"})
        run(engine)
        assert source(engine).next_run_at == NOW + timedelta(hours=2)

    @pytest.mark.parametrize("body", [b"%PDF-1.7", b"", b"x" * 100_001])
    def test_what_cannot_be_read_is_told_and_changes_nothing(self, engine: Engine, feed: Feed, body: bytes) -> None:
        run(engine)
        feed.answer = Answer(body)
        assert run(engine).outcome == "failed"
        assert source(engine).last_error
        assert not find(engine, "een").is_deleted

    def test_one_that_fails_stops_no_other(self, engine: Engine, feed: Feed) -> None:
        follow(engine, "http://127.0.0.1:9/nothing", "broken")
        assert {done.source.name: done.outcome for done in run_due(engine, CLIENT, now=NOW)} == {
            "agenda": "done",
            "broken": "failed",
        }
        assert run_due(engine, CLIENT, now=NOW + timedelta(minutes=1)) == []
        assert [done.source.name for done in run_due(engine, CLIENT, now=NOW + timedelta(minutes=6))] == ["broken"]


class TestPages:
    """An RPDE feed: pages that point on until one repeats itself."""

    @staticmethod
    def item(number: int, state: str = "updated", title: str | None = None) -> dict[str, Any]:
        data = {
            "@context": "https://openactive.io/", "type": "SessionSeries", "@id": f"https://e.org/{number}",
            "name": title or f"Les {number}", "startDate": "2026-12-05T10:00:00+01:00",
            "location": {"type": "Place", "name": "Zaal",
                         "address": {"type": "PostalAddress", "addressLocality": "Den Haag"}},
        }  # fmt: skip
        item = {"id": str(number), "kind": "SessionSeries", "modified": number, "state": state}
        return item if state == "deleted" else item | {"data": data}

    def test_every_page_is_read_and_the_latest_version_counts(self, engine: Engine) -> None:
        pages = {
            "": ([self.item(1), self.item(2)], "2"),
            "2": ([self.item(3), self.item(1, title="Les een")], "3"),
            "3": ([self.item(2, "deleted")], "4"),
            "4": ([], "4"),
        }
        with serve_stub(lambda path, query: Answer(self.page(pages, query))) as stub:
            follow(engine, f"{stub.url}/rpde")
            done = run(engine)
            assert done.report is not None
            assert (done.outcome, done.report.format, source(engine).item_count) == ("done", "rpde", 2)
            assert counts(done)["created"] == 2
            asked = len(stub.asked)
            assert run(engine).outcome == "unchanged"
            assert len(stub.asked) == asked + 1  # only the last page
            pages["4"] = ([self.item(1, "deleted")], "5")
            pages["5"] = ([], "5")
            done = run(engine)
            assert (done.outcome, counts(done).get("ended")) == ("held", None)  # one of two is left
            with write_transaction(engine) as session:
                release_hold(session, find_source(session, "agenda"), now=NOW)
            assert counts(run(engine))["ended"] == 1

    @staticmethod
    def page(pages: dict[str, tuple[list[dict[str, Any]], str]], query: dict[str, list[str]]) -> dict[str, Any]:
        items, following = pages[query.get("after", [""])[0]]
        return {"items": items, "next": f"/rpde?after={following}", "license": "https://e.org/"}

    def test_a_page_that_fails_changes_nothing(self, engine: Engine) -> None:
        def respond(path: str, query: dict[str, list[str]]) -> Answer:
            body = {"items": [self.item(1)], "next": "/rpde?after=2", "license": "https://e.org/"}
            return Answer(status=500) if query else Answer(body)

        with serve_stub(respond) as stub:
            follow(engine, f"{stub.url}/rpde")
            assert run(engine).outcome == "failed"
        with read_session(engine) as session:
            assert imports.list_external_ids(session, "agenda") == {}

    def test_pages_without_an_end_are_broken_off(self, engine: Engine) -> None:
        def respond(path: str, query: dict[str, list[str]]) -> Answer:
            number = int(query.get("after", ["0"])[0]) + 1
            return Answer({"items": [self.item(number)], "next": f"/rpde?after={number}", "license": "https://e.org/"})

        with serve_stub(respond) as stub:
            follow(engine, f"{stub.url}/rpde")
            assert run(engine).outcome == "failed"
        assert "larger" in str(source(engine).last_error)


def test_a_run_that_was_killed_goes_on_or_gives_way(
    engine: Engine, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services import import_runs

    monkeypatch.setattr(import_runs, "BATCH", 2)
    for titles, ended in ((None, ["done"]), (["Een", "Twee", "Drie", "Anders"], ["done", "failed"])):
        feed.titles = ["Een", "Twee", "Drie", "Vier", "Vijf"]

        def stop(done: int, total: int) -> None:
            if done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run_source(engine, "agenda", CLIENT, now=NOW, progress=stop)
        feed.titles = titles or feed.titles
        assert run(engine, NOW + timedelta(minutes=1)).outcome == "done"
        with read_session(engine) as session:
            reports = imports.list_reports(session, None, before=None, limit=10)
        assert sorted({report.status for report in reports}) == ended


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"name": "a b", "url": "ftp://x.org", "interval_minutes": 1, "format": "fax"},
         ["/name", "/format", "/intervalMinutes", "/url"]),
        ({"url": "http://10.0.0.1:22/"}, ["/url"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_source_is_told_at_once(
    engine: Engine, changes: dict[str, Any], pointers: list[str]
) -> None:
    draft = SourceDraft(**({"name": "x", "url": "https://example.org/"} | changes))
    with pytest.raises(InvalidInput) as refused, write_transaction(engine) as session:
        add_source(session, draft, caller=OPERATOR, now=NOW, formats=KNOWN_FORMATS)
    assert [fault.pointer for fault in refused.value.faults] == pointers


def test_a_name_is_taken_once_and_free_again_after(engine: Engine, feed: Feed) -> None:
    run(engine)
    with pytest.raises(Conflict):
        follow(engine, "https://example.org/")
    with write_transaction(engine) as session:
        remove_source(session, find_source(session, "agenda"))
    with pytest.raises(NotFound):
        source(engine)
    assert not find(engine, "een").is_deleted
    follow(engine, "https://example.org/")


def test_rows_of_the_latest_fetches_are_kept(engine: Engine, feed: Feed) -> None:
    reports = [run(engine, NOW + timedelta(hours=hour)).report for hour in range(8)]
    with read_session(engine) as session:
        kept = [bool(report and imports.list_rows(session, report.id, after=0, limit=1)) for report in reports]
    assert kept == [False] * 2 + [True] * 6


class TestRehearsal:
    """`sources run --dry-run` and `POST /v1/sources/{name}/dry-run`."""

    def tell(self, engine: Engine, report: ImportReport | None) -> list[tuple[Any, ...]]:
        """The report and its rows as a person reads them."""
        assert report is not None
        with read_session(engine) as session:
            rows = imports.list_rows(session, report.id, after=0, limit=1_000)
            now = imports.find_report(session, report.id)
        assert now is not None
        told = [(row.location, row.outcome, row.activity_id, row.faults, row.warnings, row.gaps) for row in rows]
        return [(now.status, now.message, now.total_rows, now.done_rows, now.name), *told]

    def rehearse(self, engine: Engine, way: str) -> Run:
        if way == "command":
            return rehearse_source(engine, "agenda", CLIENT, now=NOW)
        report = ask_rehearsal(engine, OPERATOR, "agenda", NOW)
        assert (report.status, report.is_dry_run) == ("waiting", True)
        work_off_queue(engine, CLIENT, lambda: NOW)
        with read_session(engine) as session:
            return Run(find_source(session, "agenda"), "asked", imports.find_report(session, report.id))

    @pytest.mark.parametrize("way", ["command", "queue"])
    @pytest.mark.parametrize("titles", [["Een", "Twee", "Drie", "Zes", ""], ["Een"], []])
    def test_it_tells_what_the_run_will_and_changes_nothing(
        self, engine: Engine, feed: Feed, way: str, titles: list[str]
    ) -> None:
        run(engine)
        feed.titles = titles
        before = source(engine).model_dump()
        with read_session(engine) as session:
            seq = current_seq(session)
        rehearsed = self.rehearse(engine, way).report
        assert source(engine).model_dump() == before
        with read_session(engine) as session:
            assert current_seq(session) == seq
        real = run(engine, NOW + timedelta(minutes=1)).report
        assert self.tell(engine, rehearsed) == self.tell(engine, real)

    def test_what_goes_wrong_is_told_and_not_kept(self, engine: Engine, feed: Feed) -> None:
        run(engine)
        feed.answer = Answer(b"", status=500)
        told = self.rehearse(engine, "command")
        assert (told.outcome, told.source.last_error) == ("failed", "The address answers 500.")
        report = self.rehearse(engine, "queue").report
        assert report is not None
        assert (report.status, report.message) == ("failed", "The address answers 500.")
        assert (source(engine).last_error, source(engine).failure_count) == (None, 0)

    def test_a_feed_that_did_not_change_says_so(self, engine: Engine, feed: Feed) -> None:
        feed.tag = '"1"'
        run(engine)
        feed.answer = Answer(b"", status=304)
        assert self.rehearse(engine, "command").outcome == "unchanged"
        report = self.rehearse(engine, "queue").report
        assert report is not None
        assert (report.status, report.message) == ("done", "Nothing has changed since the last fetch.")

    def test_a_rehearsal_that_waits_is_not_broken_off_by_a_run(self, engine: Engine, feed: Feed) -> None:
        report = ask_rehearsal(engine, OPERATOR, "agenda", NOW)
        run(engine)
        with read_session(engine) as session:
            waiting = imports.find_report(session, report.id)
        assert waiting is not None
        assert waiting.status == "waiting"

    def test_the_worker_leaves_what_a_command_is_doing_alone(self, engine: Engine, feed: Feed) -> None:
        seen: list[int] = []

        def look(done: int, total: int) -> None:
            with read_session(engine) as session:
                seen.append(imports.count_queued(session))

        rehearse_source(engine, "agenda", CLIENT, now=NOW, progress=look)
        order = ImportOrder(OPERATOR, ORGANISATION, url=f"{feed.stub.url}/agenda.csv")
        run_import(engine, order, b"id;Titel\n1;Een", now=NOW, progress=look)
        assert set(seen) == {0}
