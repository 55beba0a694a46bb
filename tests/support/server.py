"""The real server in a process of its own, for what must cross HTTP."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import psutil

from tests.support.ports import free_port

REPOSITORY = Path(__file__).resolve().parents[2]


def _wegwijzer_command(port: int, workers: int) -> list[str]:
    return [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--workers", str(workers)]


def _has_living_member(group: int) -> bool:
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                return True
    return False


class ServerProcess:
    """`wegwijzer serve` on a free port; ready to answer inside the `with` block, stopped after it.

    Args:
        database_url: the SQLAlchemy URL it serves; the schema must exist.
        workers: number of worker processes.
        env: further environment variables, such as `WEGWIJZER_NOW`.
        ready_within_s: how long a start may take before it counts as failed.
        command: another command line to run, given port and workers.
        ready_path: what answers 200 as soon as the server is ready.
    """

    def __init__(
        self,
        database_url: str,
        *,
        workers: int = 1,
        env: Mapping[str, str] | None = None,
        ready_within_s: float = 60.0,
        command: Callable[[int, int], Sequence[str]] = _wegwijzer_command,
        ready_path: str = "/health/ready",
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = command(self.port, workers)
        self._env = {**os.environ, "WEGWIJZER_DATABASE_URL": database_url, **(env or {})}
        self._ready_within_s = ready_within_s
        self._ready_path = ready_path
        self._log = tempfile.NamedTemporaryFile("w+", prefix="wegwijzer-server-", suffix=".log")  # noqa: SIM115
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()
        self._log.close()

    @property
    def pid(self) -> int:
        """The process id of the parent, which is also its process group."""
        if self._process is None:
            raise RuntimeError("the server is not running")
        return self._process.pid

    @property
    def log_text(self) -> str:
        """Everything the server has written to standard output and error, over all its starts."""
        return Path(self._log.name).read_text(errors="replace")

    def start(self) -> None:
        """Start (again, on the same port) and wait until it is ready.

        Raises:
            RuntimeError: it ended or was not ready in time; the message holds its log.
        """
        if self._process is not None:
            raise RuntimeError("the server is already running")
        self._process = subprocess.Popen(
            self._command, env=self._env, cwd=REPOSITORY, start_new_session=True, text=True,
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            self._wait_until_ready(self._process)
        except BaseException:
            self.kill()
            raise

    def stop(self, within_s: float = 15.0) -> int | None:
        """Ask the server to end (SIGTERM), kill the whole group if it does not, and return its exit status."""
        if self._process is None:
            return None
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(within_s)
        return self.kill()

    def kill(self) -> int | None:
        """End parent and workers at once (SIGKILL) and return the parent's exit status."""
        if self._process is None:
            return None
        group = self._process.pid
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        status = self._process.wait()
        self._process = None
        # The parent is gone; a worker may still be dying, holding the port and its files.
        while _has_living_member(group):
            time.sleep(0.01)
        return status

    def _wait_until_ready(self, process: subprocess.Popen[str]) -> None:
        deadline = time.monotonic() + self._ready_within_s
        with httpx.Client(base_url=self.url, timeout=5.0, trust_env=False) as client:
            while time.monotonic() < deadline:
                if process.poll() is not None:
                    raise RuntimeError(f"the server ended with {process.returncode}:\n{self.log_text}")
                with contextlib.suppress(httpx.TransportError):
                    if client.get(self._ready_path).status_code == httpx.codes.OK:
                        return
                time.sleep(0.05)
        raise RuntimeError(f"the server was not ready within {self._ready_within_s} s:\n{self.log_text}")
