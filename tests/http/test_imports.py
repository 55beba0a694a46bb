"""Imports over HTTP: small files at once, others by the worker, and nobody sees what is not theirs."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.domain.caller import Scope
from app.domain.ids import organisation_id
from tests.support.keys import bearer, make_key
from tests.support.served import BASE, SOURCE, check_shape, draft, prepare, server, write
from tests.support.server import ServerProcess
from tests.support.stored import wait_until
from tests.support.stub_http import Answer, serve_stub

IMPORTS = frozenset({Scope.IMPORTS_WRITE})
SMALL = (
    "Titel;Leeftijd;Plaats;Prijs\r\nTimmeren;8 t/m 12 jaar;Den Haag;gratis\r\n;6-8;Den Haag;\r\n=SOM(1);9;Den Haag;\r\n"
)


@dataclass
class Place:
    """A server with two organisations and the keys of the first."""

    client: httpx.Client
    url: str
    own: str
    other: str
    key: str
    process: ServerProcess

    def send(
        self, content: str | bytes, key: str | None = None, name: str = "aanbod.csv", **fields: Any
    ) -> httpx.Response:
        headers = bearer(key or self.key)
        return self.client.post(
            "/v1/imports", files={"file": (name, content, "text/csv")}, data=fields, headers=headers
        )

    def ask(self, path: str, key: str | None = None) -> httpx.Response:
        return self.client.get(path.removeprefix(BASE), headers=bearer(key or self.key))

    def finish(self, answer: httpx.Response, key: str | None = None) -> dict[str, Any]:
        """The report once the worker is done."""
        path = answer.headers["location"]
        seen: list[dict[str, Any]] = []

        def is_done() -> bool:
            seen.append(self.ask(path, key).json())
            return seen[-1]["finishedAt"] is not None

        wait_until(is_done, within_s=60)
        return seen[-1]


_numbers = count(1)


def make_place(url: str, process: ServerProcess, client: httpx.Client) -> Place:
    """Two new organisations and a key of the first."""
    own, other = (f"club {next(_numbers)}" for _ in range(2))
    for name in (own, other):
        organisation = {"name": name, "source": {"name": SOURCE, "externalId": name}}
        seq = write(url, draft(name, organisation=organisation))[0].seq or 0
    wait_until(lambda: client.get("/v1/status").json()["appliedSeq"] >= seq)
    ids = [organisation_id(SOURCE, name) for name in (own, other)]
    return Place(client, url, ids[0], ids[1], make_key(url, IMPORTS, ids[:1]), process)


@contextmanager
def serve(url: str, **env: str) -> Iterator[Place]:
    settings = {"WEGWIJZER_FETCH_PRIVATE": "true", "WEGWIJZER_MAX_UPLOAD_BYTES": "2000000", **env}
    with (
        server(url, env=settings) as process,
        httpx.Client(base_url=process.url, trust_env=False, timeout=60) as client,
    ):
        yield make_place(url, process, client)


@pytest.fixture(scope="module")
def everyone(sqlite_catalogue: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server for this file; each test has organisations of its own."""
    target = tmp_path_factory.mktemp("imports") / "own.sqlite"
    with sqlite3.connect(sqlite_catalogue.removeprefix("sqlite:///")) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    with serve(f"sqlite:///{target}") as found:
        yield found


@pytest.fixture
def here(everyone: Place) -> Place:
    return make_place(everyone.url, everyone.process, everyone.client)


@pytest.fixture
def on_postgres(postgres_database: str) -> Iterator[Place]:
    prepare(postgres_database)
    with serve(postgres_database) as found:
        yield found


def big_file(count: int = 400) -> str:
    rows = [f"Club {number};6 t/m 9;Den Haag;gratis" for number in range(count)]
    return "\r\n".join(["Titel;Leeftijd;Plaats;Prijs", *rows])


class TestSmall:
    def test_it_is_done_at_once_and_found_at_once(self, here: Place) -> None:
        answer = here.send(SMALL)
        assert answer.status_code == 201, answer.text
        check_shape("createImport", answer)
        report = answer.json()
        assert (report["status"], report["organisationId"], report["format"]) == ("done", here.own, "csv")
        assert [row["outcome"] for row in report["rows"]] == ["created", "rejected", "created"]
        assert report["rows"][1]["errors"][0]["detailNl"]
        found = here.client.get(f"/v1/activities/{report['rows'][0]['activityId']}").json()
        assert (found["title"], found["age"]["min"], found["age"]["max"], found["cost"]) == ("Timmeren", 8, 12, "free")
        assert found["organisation"]["id"] == here.own
        assert here.client.get("/v1/activities", params={"q": "timmeren"}).json()["total"] >= 1
        again = here.send(SMALL).json()
        assert again["counts"] | {"warning": 0} == report["counts"] | {"created": 0, "unchanged": 2, "warning": 0}

    def test_its_report_is_kept(self, here: Place) -> None:
        made = here.send(SMALL).json()
        kept = here.ask(made["url"])
        check_shape("getImport", kept)
        assert kept.json() == made | {"rows": None}
        rows = here.ask(made["links"]["rows"])
        check_shape("listImportRows", rows)
        assert rows.json()["items"] == made["rows"]
        listed = here.ask("/v1/imports")
        check_shape("listImports", listed)
        assert listed.json()["items"] == [made | {"rows": None}]

    def test_rows_come_in_pages_and_by_outcome(self, here: Place) -> None:
        made = here.send(SMALL).json()
        path: str | None = f"{made['links']['rows']}?limit=1&outcome=created"
        seen = []
        while path is not None:
            page = here.ask(path).json()
            seen += [row["row"] for row in page["items"]]
            path = page["links"]["next"]
        assert seen == [1, 3]

    def test_rows_come_as_csv_that_no_spreadsheet_runs(self, here: Place) -> None:
        made = here.send(SMALL).json()
        answer = here.ask(f"{made['links']['rows']}?format=csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        table = list(csv.DictReader(io.StringIO(answer.text)))
        assert [line["outcome"] for line in table] == ["created", "rejected", "created"]
        assert table[1]["errors"]
        assert not [cell for line in table for cell in line.values() if cell.startswith(("=", "+", "@"))]

    def test_imports_come_in_pages(self, here: Place) -> None:
        made = [here.send(SMALL).json()["id"] for _ in range(3)]
        path: str | None = "/v1/imports?limit=2"
        seen = []
        while path is not None:
            page = here.ask(path).json()
            assert page["total"] == 3
            seen += [item["id"] for item in page["items"]]
            path = page["links"]["next"]
        assert sorted(seen) == sorted(made)


class TestRehearsal:
    def test_a_test_key_and_dry_run_tell_all_and_change_nothing(self, here: Place) -> None:
        seq = here.client.get("/v1/status").json()["appliedSeq"]
        test_key = make_key(here.url, IMPORTS, [here.own], is_test=True)
        answers = [
            here.send(SMALL, test_key),
            here.send(SMALL, dryRun="true"),
            here.client.post("/v1/imports?dryRun=true", files={"file": SMALL.encode()}, headers=bearer(here.key)),
        ]
        assert {answer.status_code for answer in answers} == {201}
        assert [answer.json()["dryRun"] for answer in answers] == [True] * 3
        assert here.client.get("/v1/status").json()["appliedSeq"] == seq
        real = here.send(SMALL).json()
        for answer in answers:
            assert answer.json()["counts"] == real["counts"]
            assert answer.json()["rows"] == real["rows"]


class TestLarge:
    def test_the_worker_does_it_and_the_server_shows_it(self, here: Place) -> None:
        self.check(here)

    def test_the_worker_does_it_on_postgresql(self, on_postgres: Place) -> None:
        self.check(on_postgres)

    def check(self, here: Place) -> None:
        answer = here.send(big_file())
        assert answer.status_code == 202, answer.text
        check_shape("createImport", answer)
        assert (answer.json()["status"], answer.json()["rows"]) == ("waiting", None)
        report = here.finish(answer)
        assert (report["status"], report["doneRows"], report["counts"]["created"]) == ("done", 400, 400)
        rows = list(csv.DictReader(io.StringIO(here.ask(f"{report['links']['rows']}?format=csv").text)))
        assert len(rows) == 400
        id_ = rows[-1]["activityId"]
        wait_until(lambda: here.client.get(f"/v1/activities/{id_}").status_code == 200)

    def test_after_a_kill_the_next_server_goes_on(self, own_catalogue: str) -> None:
        with serve(own_catalogue) as here:
            answer = here.send(big_file(1500))
            wait_until(lambda: here.ask(answer.headers["location"]).json()["doneRows"] > 0, within_s=60)
            here.process.kill()
            here.process.start()
            report = here.finish(answer)
        assert (report["status"], report["doneRows"], report["counts"]["created"]) == ("done", 1500, 1500)

    def test_a_rehearsal_of_a_large_file_changes_nothing(self, here: Place) -> None:
        seq = here.client.get("/v1/status").json()["appliedSeq"]
        report = here.finish(here.send(big_file(), dryRun="true"))
        assert (report["dryRun"], report["counts"]["created"]) == (True, 400)
        assert here.client.get("/v1/status").json()["appliedSeq"] == seq


class TestAddress:
    def post(self, here: Place, **body: Any) -> httpx.Response:
        return here.client.post("/v1/imports", json=body, headers=bearer(here.key))

    def test_it_is_fetched_by_the_worker(self, here: Place) -> None:
        with serve_stub(lambda path, query: Answer(SMALL.encode(), headers={"Content-Type": "text/csv"})) as stub:
            answer = self.post(here, url=f"{stub.url}/agenda.csv", organisation=here.own)
            assert answer.status_code == 202
            report = here.finish(answer)
        assert (report["status"], report["counts"]["created"], report["name"]) == ("done", 2, "agenda.csv")

    def test_an_address_without_an_answer_is_told_in_the_report(self, here: Place) -> None:
        with serve_stub(lambda path, query: Answer(status=404)) as stub:
            report = here.finish(self.post(here, url=stub.url))
        assert report["status"] == "failed"
        assert "404" in report["message"]

    @pytest.mark.parametrize("url", ["file:///etc/passwd", "https://user@example.org/", "http://0x7f.1/", "nonsense"])
    def test_an_address_of_a_form_that_is_not_called_is_refused_at_once(self, here: Place, url: str) -> None:
        answer = self.post(here, url=url)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["pointer"] == "/url"

    def test_an_address_inside_is_not_called(self, own_catalogue: str) -> None:
        with serve(own_catalogue, WEGWIJZER_FETCH_PRIVATE="false") as here:
            report = here.finish(self.post(here, url="http://localhost/latest/meta-data"))
        assert report["status"] == "failed"
        assert "public internet" in report["message"]


class TestRefused:
    @pytest.mark.parametrize(
        ("send", "status"),
        [
            (lambda here: here.send("%PDF-1.7 niets"), 400),
            (lambda here: here.send(""), 400),
            (lambda here: here.send(SMALL, format="fax"), 400),
            (lambda here: here.send(SMALL, mapping="{"), 400),
            (lambda here: here.send(SMALL, mapping="[1]"), 400),
            (lambda here: here.send(SMALL, dryRun="maybe"), 400),
            (lambda here: here.send(SMALL, what="x"), 400),
            (lambda here: here.send(SMALL, organisation="nobodynobodynobo"), 403),
            (lambda here: here.send(SMALL, source="nothing"), 404),
            (lambda here: here.send(b"x" * 2_100_000), 413),
            (lambda here: here.client.post("/v1/imports", files={"other": b"x"}, headers=bearer(here.key)), 400),
            (lambda here: here.client.post("/v1/imports", content=b"x", headers=bearer(here.key)), 415),
            (lambda here: here.client.post("/v1/imports", json={"what": 1}, headers=bearer(here.key)), 400),
            (lambda here: here.client.post("/v1/imports?what=1", json={}, headers=bearer(here.key)), 400),
            (
                lambda here: here.client.post(
                    "/v1/imports",
                    content=b"no parts",
                    headers={**bearer(here.key), "content-type": "multipart/form-data; boundary=x"},
                ),
                400,
            ),
            (
                lambda here: here.client.post(
                    "/v1/imports", content=b"x", headers={**bearer(here.key), "content-type": "multipart/form-data"}
                ),
                400,
            ),
        ],
    )
    def test_what_cannot_be_done_is_told(
        self, here: Place, send: Callable[[Place], httpx.Response], status: int
    ) -> None:
        answer = send(here)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        check_shape("createImport", answer)
        assert here_is_well(here)

    def test_who_may_not_is_refused(self, here: Place) -> None:
        report = here.send(SMALL).json()
        stranger = make_key(here.url, IMPORTS, [here.other])
        without = make_key(here.url, [Scope.ACTIVITIES_WRITE], [here.own])
        admin = make_key(here.url)
        for key, status in ((stranger, 403), (without, 403), (admin, 200)):
            assert here.ask(report["url"], key).status_code == status
            assert here.ask(report["links"]["rows"], key).status_code == status
            assert here.ask(f"/v1/imports?organisation={here.own}", key).status_code == status
        assert here.ask("/v1/imports", stranger).json()["total"] == 0
        assert here.client.get("/v1/imports").status_code == 401
        assert here.client.post("/v1/imports", files={"file": SMALL.encode()}).status_code == 401
        assert here.send(SMALL, stranger, organisation=here.own).status_code == 403
        assert here.send(SMALL, admin).status_code == 400
        assert here.send(SMALL, admin, organisation=here.own).status_code == 201
        assert here.ask("/v1/imports/aaaaaaaaaaaaaaaa").status_code == 404

    def test_a_zip_bomb_is_refused(self, here: Place, tmp_path: Path) -> None:
        bomb = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                for _ in range(150):
                    sheet.write(bytes(1_000_000))
        answer = here.send(bomb.read_bytes(), name="bomb.xlsx")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "zip-bomb")


def here_is_well(place: Place) -> bool:
    return place.client.get("/health/ready").status_code == 200


class TestSources:
    def post(self, here: Place, key: str | None = None, **body: Any) -> httpx.Response:
        return here.client.post("/v1/sources", json=body, headers=bearer(key or here.key))

    def test_a_partner_follows_looks_and_stops(self, here: Place) -> None:
        made = self.post(here, name="bieb", url="https://example.org/agenda.ics", mapping={"Wat": "title"})
        assert made.status_code == 201, made.text
        check_shape("createSource", made)
        assert made.headers["location"] == made.json()["url"]
        got, listed = here.ask(made.json()["url"]), here.ask("/v1/sources")
        check_shape("getSource", got)
        check_shape("listSources", listed)
        assert listed.json()["items"] == [got.json()] == [made.json()]
        assert self.post(here, name="bieb", url="https://example.org/x").status_code == 409
        released = here.client.post("/v1/sources/bieb/release", headers=bearer(here.key))
        check_shape("releaseSource", released)
        assert released.json()["nextRunAt"]
        mapped = here.send("Wat;Waar\r\nZagen;Den Haag\r\n", source="bieb").json()
        assert (mapped["counts"]["created"], mapped["sourceName"]) == (1, "bieb")
        gone = here.client.delete("/v1/sources/bieb", headers=bearer(here.key))
        assert gone.status_code == 204
        assert here.ask("/v1/sources").json()["items"] == []

    def test_a_test_key_follows_nothing(self, here: Place) -> None:
        test_key = make_key(here.url, IMPORTS, [here.own], is_test=True)
        assert self.post(here, test_key, name="proef", url="https://example.org/").status_code == 201
        assert here.ask("/v1/sources/proef").status_code == 404

    def test_every_fault_is_named(self, here: Place) -> None:
        answer = self.post(here, name="a b", url="ftp://example.org", intervalMinutes=1, format="fax")
        assert answer.status_code == 400
        check_shape("createSource", answer)
        pointers = [error["pointer"] for error in answer.json()["errors"]]
        assert "/name" in pointers
        assert "/intervalMinutes" in pointers
        answer = self.post(here, name="ab", url="ftp://example.org", format="fax")
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/format", "/url"]

    def test_nobody_touches_the_source_of_another(self, here: Place) -> None:
        self.post(here, name="bieb", url="https://example.org/agenda.ics")
        stranger = make_key(here.url, IMPORTS, [here.other])
        assert self.post(here, stranger, name="x", url="https://example.org/", organisation=here.own).status_code == 403
        headers = bearer(stranger)
        assert here.ask("/v1/sources/bieb", stranger).status_code == 403
        assert here.client.post("/v1/sources/bieb/release", headers=headers).status_code == 403
        assert here.client.delete("/v1/sources/bieb", headers=headers).status_code == 403
        assert here.ask("/v1/sources", stranger).json() == {"items": [], "total": 0}


def test_original_values_come_back_as_json(here: Place) -> None:
    rows = here.send(SMALL).json()["rows"]
    assert json.loads(json.dumps(rows[1]["original"]))
    assert "6-8" in json.dumps(rows[1]["original"])
