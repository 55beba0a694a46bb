"""A reader who does what a page says, from its first line to its last, in a folder of their own."""

import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Self

import httpx
import yaml

from tests.docs import curl
from tests.docs.blocks import Block, Command, read_commands
from tests.docs.compare import differences, header_differences, missing_lines
from tests.support.server import REPOSITORY, ServerProcess

NOW = "2026-11-21"
"""The day on which the shown answers were made; README and docs say so."""

POSTGRES_URL = "postgresql://wegwijzer:secret@db.example.org/wegwijzer"
"""The PostgreSQL of the pages; the tests put their own in its place."""

PDOK_URL = "https://api.pdok.nl/cbs/wijken-en-buurten-2024/ogc/v1"
"""The areas of the pages; the tests never call it."""

NOT_RUN = ("text", "cron", "ini", "diff")
"""Kinds of blocks that are no commands and no answers; what they show is tested elsewhere, or is a drawing."""

BYTE_ORDER_MARK = "\ufeff"

_EXPORT = re.compile(r"export (\w+)=([^\s$]\S*)")
_EXPORT_OUTPUT = re.compile(r"export (\w+)=\$\((.+)\)")


def make_base_catalogue(folder: Path) -> Path:
    """The catalogue a first `make serve` makes on that day: the starter catalogue and the sample city."""
    file = folder / "base.db"
    subprocess.run([_install_command(folder), "prepare"], env=_environment(folder, file), check=True, cwd=folder)
    return file


def _install_command(folder: Path) -> Path:
    """A `wegwijzer` on the path that is the code under test."""
    file = folder / "bin" / "wegwijzer"
    if not file.exists():
        file.parent.mkdir()
        file.write_text(f'#!/bin/sh\nPYTHONPATH={REPOSITORY} exec {sys.executable} -m app.cli "$@"\n')
        file.chmod(0o755)
    return file


def _environment(folder: Path, database: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WEGWIJZER_")}
    path = os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), kept["PATH"]])
    return kept | {"PATH": path, "WEGWIJZER_NOW": NOW, "WEGWIJZER_DATABASE_URL": f"sqlite:///{database}"}


@dataclass
class Reader:
    """Runs blocks in order and collects what is not as shown in `wrong`.

    A server is started at the first call and answers the following ones; it looks at the reader's own catalogue.
    instead: what stands in for addresses of the pages. more_path: where further programs are.
    """

    folder: Path
    base: Path
    instead: Mapping[str, str] = field(default_factory=dict)
    more_path: Path | None = None
    wrong: list[str] = field(default_factory=list)
    commands: int = 0
    answers: int = 0
    response: httpx.Response | None = None
    _stack: ExitStack = field(default_factory=ExitStack)
    _server: ServerProcess | None = None

    def __post_init__(self) -> None:
        _install_command(self.folder)
        (self.folder / "docs").symlink_to(REPOSITORY / "docs")
        self.database = self.folder / "wegwijzer.db"
        with sqlite3.connect(self.base) as source, sqlite3.connect(self.database) as copy:
            source.backup(copy)
        source.close()
        copy.close()
        self._environment = _environment(self.folder, self.database)
        if self.more_path is not None:
            self._environment["PATH"] += os.pathsep + str(self.more_path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._stack.close()

    def follow(self, block: Block) -> None:
        """Do what a block says, or look whether what it shows came."""
        if block.kind == "console":
            for command in read_commands(block):
                self.commands += 1
                self.wrong += [f"{block} $ {command.text}: {line}" for line in self._run(command)]
        elif block.kind in ("json", "http", "csv", "ics"):
            self.answers += 1
            self.wrong += [f"{block} {line}" for line in self._look(block)]

    def _run(self, command: Command) -> list[str]:
        export = _EXPORT.fullmatch(command.text)
        output = _EXPORT_OUTPUT.fullmatch(command.text)
        if output is not None:
            return self._keep_output(output[1], output[2])
        program = shlex.split(command.text.partition("|")[0])[0]
        if export is not None:
            value = self._place(export[2]).replace("sqlite:///", f"sqlite:///{self.folder}/")
            self._environment[export[1]] = value
            return []
        if program == "curl":
            return self._call(command)
        if program == "docker":
            return _check_docker(command.text)
        if command.text.startswith("wegwijzer serve"):
            return self._start_and_stop(shlex.split(command.text)[2:])
        if program == "make":
            return self._run_shell(f"make -n -C {REPOSITORY} {command.text.removeprefix('make')}", command.shown)
        return self._run_shell(self._place(command.text), command.shown)

    def _place(self, text: str) -> str:
        for shown, used in self.instead.items():
            text = text.replace(shown, used)
        return text

    def _run_shell(self, text: str, shown: tuple[str, ...]) -> list[str]:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", text], cwd=self.folder, env=self._environment, check=False,
            capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        output = done.stdout + done.stderr
        if done.returncode != 0:
            return [f"ended with {done.returncode}: {output[-2000:]}"]
        return missing_lines(shown, output)

    def _keep_output(self, name: str, text: str) -> list[str]:
        """`export NAME=$(command)`: what the command prints, for later lines that say $NAME."""
        done = subprocess.run(
            ["bash", "-c", text], cwd=self.folder, env=self._environment, check=False, capture_output=True, text=True
        )
        self._environment[name] = done.stdout.strip()
        return [] if done.returncode == 0 else [f"ended with {done.returncode}: {done.stderr[-2000:]}"]

    def _call(self, command: Command) -> list[str]:
        text = Template(command.text).safe_substitute(self._environment)
        self.response = curl.send(text, self._find_server().url, self.folder)
        return missing_lines(command.shown, self.response.text)

    def _find_server(self) -> ServerProcess:
        if self._server is None:
            self._server = self._stack.enter_context(ServerProcess(self._url(), env=self._server_environment()))
        return self._server

    def _url(self) -> str:
        return self._environment["WEGWIJZER_DATABASE_URL"]

    def _server_environment(self) -> dict[str, str]:
        """Links begin as the pages show them, whatever the port of the test."""
        return {"WEGWIJZER_NOW": NOW, "WEGWIJZER_PUBLIC_URL": curl.DOCUMENTED}

    def _start_and_stop(self, arguments: list[str]) -> list[str]:
        """Whether a server started with these arguments answers."""
        make_command = partial(_serve_command, arguments)
        with ServerProcess(self._url(), env=self._server_environment(), command=make_command) as server:
            answer = httpx.get(f"{server.url}/v1/status", trust_env=False)
        return [] if answer.status_code == httpx.codes.OK else [f"/v1/status answered {answer.status_code}"]

    def _look(self, block: Block) -> list[str]:
        if self.response is None:
            return ["shows an answer before any call"]
        if block.kind == "http":
            return header_differences(block.text, self.response)
        if block.kind == "json":
            return differences(json.loads(block.text), self.response.json())
        return missing_lines(block.text.splitlines(), self.response.text.lstrip(BYTE_ORDER_MARK))


def _serve_command(arguments: list[str], port: int, workers: int) -> list[str]:
    kept = list(arguments)
    if "--port" in kept:
        at = kept.index("--port")
        del kept[at : at + 2]
    return [sys.executable, "-m", "app.cli", "serve", "--port", str(port), *kept]


def _check_docker(text: str) -> list[str]:
    """Docker is not on the machine of the tests: look whether what the line names is there."""
    words = shlex.split(text)
    if words[:2] == ["docker", "build"]:
        return [] if (REPOSITORY / "Dockerfile").is_file() and words[-1] == "." else ["there is no Dockerfile"]
    if words[:2] == ["docker", "compose"]:
        services = yaml.safe_load((REPOSITORY / "compose.yaml").read_text())["services"]
        named = words[words.index("app") :] if "app" in words else []
        return [] if not named or "app" in services else ["compose.yaml has no service app"]
    volume = re.search(r"VOLUME (\S+)", (REPOSITORY / "Dockerfile").read_text())
    mounted = re.search(r":(/\S+)", text.replace(":8000", ""))
    is_same = volume is not None and mounted is not None and volume[1] == mounted[1]
    return [] if is_same else ["the volume is not that of the image"]
