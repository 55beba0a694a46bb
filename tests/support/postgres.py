"""A throwaway PostgreSQL cluster for one test run.

The server is the machine's own (Debian keeps it in /usr/lib/postgresql/<version>/bin, which is not on PATH);
`WEGWIJZER_POSTGRES_BIN` names another folder. PostgreSQL refuses to run as root, so root starts it as user `postgres`.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.ports import free_port

NOT_FOUND = "PostgreSQL not found (apt-get install postgresql-15, or set WEGWIJZER_POSTGRES_BIN)"
OLDEST_VERSION = 15
ADMIN = "wegwijzer"

# Nothing here survives a crash of the machine, nor has to: the cluster is thrown away. A killed server or client
# process loses nothing by it, so tests of durability under kill -9 stay honest.
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "200", "shared_buffers": "64MB"}


@dataclass(frozen=True)
class PostgresCluster:
    """A running server, reachable only from this machine."""

    port: int
    socket_dir: Path

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://{ADMIN}@127.0.0.1:{self.port}/{database}"

    @contextlib.contextmanager
    def fresh_database(self) -> Iterator[str]:
        """Create an empty database, yield its URL, and drop it whoever is still connected."""
        name = f"test_{uuid.uuid4().hex}"
        self._run_admin(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self._run_admin(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run_admin(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=ADMIN, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


def find_postgres_bin() -> Path | None:
    """Return the folder with `initdb` of the newest installed server that is new enough, or None."""
    stated = os.environ.get("WEGWIJZER_POSTGRES_BIN")
    if stated is not None:
        return Path(stated) if (Path(stated) / "initdb").is_file() else None
    installed = [
        (int(initdb.parts[-3]), initdb.parent)
        for initdb in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if initdb.parts[-3].isdigit() and int(initdb.parts[-3]) >= OLDEST_VERSION
    ]
    if installed:
        return max(installed)[1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def run_cluster(bin_dir: Path) -> Iterator[PostgresCluster]:
    """Make a cluster in a temporary folder, start it on a free port, and remove both afterwards.

    Raises:
        RuntimeError: a step failed; the message holds what PostgreSQL said.
    """
    # Not below TMPDIR: user postgres may be unable to reach it, and a socket's path must be short.
    home = Path(tempfile.mkdtemp(prefix="wegwijzer-pg-", dir="/tmp"))
    try:
        tools = _Tools(bin_dir, home, _give_to_postgres(home))
        tools.run("initdb", f"--username={ADMIN}", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        port = _start(tools)
        try:
            yield PostgresCluster(port, home)
        finally:
            tools.run("pg_ctl", "--mode=immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _give_to_postgres(home: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    owner = pwd.getpwnam("postgres")
    os.chown(home, owner.pw_uid, owner.pw_gid)
    return owner.pw_name


def _start(tools: "_Tools") -> int:
    # Another process may take the free port before the server does.
    attempts = 3
    for attempt in range(1, attempts + 1):
        port = free_port()
        address = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": str(tools.home)}
        lines = [f"{name} = '{value}'\n" for name, value in (_SETTINGS | address).items()]
        (tools.data / "postgresql.auto.conf").write_text("".join(lines))
        try:
            tools.run("pg_ctl", f"--log={tools.log}", "-w", "start")
        except RuntimeError:
            if attempt == attempts:
                raise
        else:
            return port
    raise AssertionError("unreachable")


@dataclass(frozen=True)
class _Tools:
    """PostgreSQL's own commands on one cluster, run as its owner."""

    bin_dir: Path
    home: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def run(self, program: str, *arguments: str) -> None:
        # The server outlives pg_ctl and inherits its streams, so output goes to a file: a pipe would never close.
        groups: list[int | str] | None = [] if self.user else None
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self.bin_dir / program), f"--pgdata={self.data}", *arguments],
                user=self.user, group=self.user, extra_groups=groups, cwd=self.home,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "HOME": str(self.home)},
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False, timeout=120,
            )  # fmt: skip
            if done.returncode != 0:
                output.seek(0)
                server_log = self.log.read_text() if self.log.exists() else ""
                raise RuntimeError(f"{program} ended with {done.returncode}:\n{output.read()}\n{server_log}")
