"""The tools of the tests do what the tests trust them for."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from tests.support.ports import free_port
from tests.support.postgres import PostgresCluster, find_postgres_bin
from tests.support.server import REPOSITORY, ServerProcess
from tests.support.statements import count_statements


class TestDatabases:
    def test_a_fresh_database_stores_and_returns_rows(self, database_url: str) -> None:
        engine = create_engine(database_url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE visit (id INTEGER PRIMARY KEY, naam TEXT NOT NULL)"))
            connection.execute(text("INSERT INTO visit (id, naam) VALUES (1, 'Moerwijk'), (2, 'Café Zoë')"))
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT id, naam FROM visit ORDER BY id")).all()
        engine.dispose()
        assert [tuple(row) for row in rows] == [(1, "Moerwijk"), (2, "Café Zoë")]

    @pytest.mark.parametrize("turn", [1, 2])
    def test_each_test_gets_an_empty_database(self, database_url: str, turn: int) -> None:
        engine = create_engine(database_url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE only_once (turn INTEGER)"))  # fails when a table is left over
        engine.dispose()

    def test_a_database_is_dropped_even_while_someone_is_connected(self, postgres_cluster: PostgresCluster) -> None:
        admin = create_engine(postgres_cluster.url())
        count = text("SELECT count(*) FROM pg_database WHERE datname LIKE 'test_%'")
        with admin.connect() as connection:
            before = connection.execute(count).scalar_one()
        with postgres_cluster.fresh_database() as url:
            engine = create_engine(url)
            held = engine.connect()
            held.execute(text("SELECT 1"))
        with admin.connect() as connection:
            assert connection.execute(count).scalar_one() == before
        held.invalidate()
        engine.dispose()
        admin.dispose()

    def test_the_cluster_is_a_supported_server_that_is_not_root(self, postgres_url: str) -> None:
        engine = create_engine(postgres_url)
        with engine.connect() as connection:
            version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
            data = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        engine.dispose()
        assert version >= 150000
        assert data.stat().st_uid != 0


class TestMissingPostgres:
    def run_inner(self, tmp_path: Path, required: str) -> subprocess.CompletedProcess[str]:
        # A folder without initdb stands for a machine without PostgreSQL.
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_support.py::TestDatabases"],
            cwd=REPOSITORY, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
            env=os.environ | {"WEGWIJZER_POSTGRES_BIN": str(tmp_path), "WEGWIJZER_REQUIRE_POSTGRES": required},
        )  # fmt: skip

    def test_the_run_says_how_many_tests_did_not_run(self, tmp_path: Path) -> None:
        done = self.run_inner(tmp_path, required="0")
        assert done.returncode == 0, done.stdout
        assert "PostgreSQL not found: 5 tests not run." in done.stdout
        assert done.stdout.rstrip().splitlines()[-1].startswith("=")  # pytest's own summary stays the last line

    def test_the_run_fails_when_the_databases_are_required(self, tmp_path: Path) -> None:
        done = self.run_inner(tmp_path, required="1")
        assert done.returncode == 1, done.stdout
        assert "5 errors" in done.stdout.splitlines()[-1]

    def test_a_folder_without_a_server_is_not_taken_for_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WEGWIJZER_POSTGRES_BIN", str(tmp_path))
        assert find_postgres_bin() is None


class TestServerProcess:
    STAND_IN = textwrap.dedent("""
        import os, sys
        from http.server import BaseHTTPRequestHandler, HTTPServer
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path in ("/health/ready", "/pid") else 404)
                self.end_headers()
                self.wfile.write(f"{os.getpid()} {os.environ['WEGWIJZER_DATABASE_URL']}".encode())
        print("listening", flush=True)
        os.fork()  # two processes on one socket, as a server with workers
        server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler, bind_and_activate=False)
        server.socket.setsockopt(__import__("socket").SOL_SOCKET, __import__("socket").SO_REUSEPORT, 1)
        server.server_bind(); server.server_activate(); server.serve_forever()
    """)

    def stand_in(self, port: int, workers: int) -> Sequence[str]:
        return [sys.executable, "-c", self.STAND_IN, str(port), str(workers)]

    def refuses(self, port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) != 0

    def test_it_answers_inside_the_block_and_is_gone_after_it(self) -> None:
        with ServerProcess("sqlite:///x", command=self.stand_in) as server:
            answer = httpx.get(f"{server.url}/pid")
            assert answer.text.endswith(" sqlite:///x")
            assert "listening" in server.log_text
        assert self.refuses(server.port)

    def test_kill_ends_every_process_of_the_group_and_it_can_start_again(self) -> None:
        with ServerProcess("sqlite:///x", command=self.stand_in) as server:
            assert server.kill() == -signal.SIGKILL
            assert self.refuses(server.port)
            server.start()
            assert httpx.get(f"{server.url}/pid").status_code == 200

    def test_a_server_that_ends_at_once_is_reported_with_its_log(self) -> None:
        server = ServerProcess(
            "sqlite:///x", command=lambda *_: [sys.executable, "-c", "raise SystemExit('no schema')"]
        )
        with pytest.raises(RuntimeError, match="ended with 1:\nno schema"):
            server.start()

    def test_a_server_that_never_gets_ready_is_killed(self) -> None:
        server = ServerProcess(
            "sqlite:///x",
            command=lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"],
            ready_within_s=0.3,
        )
        with pytest.raises(RuntimeError, match="not ready within"):
            server.start()
        with pytest.raises(RuntimeError, match="not running"):
            _ = server.pid


def test_a_free_port_can_be_bound() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", free_port()))


def test_statements_are_counted_only_inside_the_block(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        with count_statements(engine) as log:
            connection.execute(text("SELECT 2"))
            connection.execute(text("SELECT 3"))
        connection.execute(text("SELECT 4"))
    engine.dispose()
    assert log.statements == ["SELECT 2", "SELECT 3"]
    assert log.count == 2
