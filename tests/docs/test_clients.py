"""The example clients do what their page says, against a real server."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.domain.caller import Scope
from app.domain.ids import organisation_id
from tests.docs.reader import make_base_catalogue
from tests.support.keys import make_key
from tests.support.server import REPOSITORY, ServerProcess

ORGANISATION = organisation_id("starter", "natuurmuseum-brabant")
CLIENTS = REPOSITORY / "docs" / "clients"
CLUB = {"title": "Timmerclub", "age": {"min": 8, "max": 12}, "cost": "free", "summary": "Je timmert een kist."}
CHOIR = {"title": "Kinderkoor", "age": {"min": 6, "max": 10}, "cost": "free"}


@dataclass
class Partner:
    """Somebody who follows the page, with a key of their own."""

    url: str
    key: str
    folder: Path

    def run(self, client: str, *words: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WEGWIJZER_")}
        own = {"PARTNER_URL": self.url, "PARTNER_KEY": self.key, "PARTNER_ORGANISATION": ORGANISATION}
        command = [sys.executable, str(CLIENTS / client), *words]
        return subprocess.run(
            command, env=kept | own, cwd=self.folder, check=False, capture_output=True, text=True, timeout=120
        )

    def sync(self, *offers: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        (self.folder / "aanbod.json").write_text(json.dumps(offers), encoding="utf-8")
        return self.run("nightly.py", "aanbod.json")

    def read(self, name: str) -> dict[str, Any]:
        answer = httpx.get(f"{self.url}/v1/organisations/{ORGANISATION}/activities/{name}", trust_env=False, timeout=30)
        item: dict[str, Any] = answer.json()
        return item


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base_catalogue(tmp_path_factory.mktemp("base"))


@pytest.fixture
def partner(base: Path, tmp_path: Path) -> Iterator[Partner]:
    for file in base.parent.glob(f"{base.name}*"):
        shutil.copy(file, tmp_path / file.name)
    url = f"sqlite:///{tmp_path / base.name}"
    key = make_key(url, [Scope.ACTIVITIES_WRITE], [ORGANISATION])
    env = {"WEGWIJZER_NOW": "2026-11-21", "WEGWIJZER_PUBLIC_URL": "https://wegwijzer.invalid"}
    with ServerProcess(url, env=env) as server:
        yield Partner(server.url, key, tmp_path)


def test_one_offer_is_looked_at_written_changed_and_confirmed(partner: Partner) -> None:
    done = partner.run("offer.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("created ")
    assert "updated version 2" in done.stdout
    assert "confirmed" in done.stdout
    assert partner.read("timmerclub")["age"]["max"] == 14
    again = partner.run("offer.py")
    assert again.returncode == 0, again.stderr


def test_the_nightly_script_writes_what_is_there_and_ends_what_is_gone(partner: Partner) -> None:
    first = partner.sync(CLUB | {"id": "club"}, CHOIR | {"id": "koor"})
    assert first.returncode == 0, first.stderr
    assert {"club: created", "koor: created"} <= set(first.stdout.splitlines())
    second = partner.sync(CLUB | {"id": "club"}, CHOIR | {"id": "koor"})
    assert {"club: unchanged", "koor: unchanged"} <= set(second.stdout.splitlines())
    third = partner.sync(CLUB | {"id": "club", "cost": "unknown"})
    assert {"club: updated", "koor: ended"} <= set(third.stdout.splitlines()), third.stderr
    assert partner.read("koor")["status"] == "ended"
    assert partner.sync(CLUB | {"id": "club", "cost": "unknown"}).stdout.count("ended") == 0


def test_an_address_with_a_slash_and_pages_that_name_another_server_are_followed(partner: Partner) -> None:
    """The pages of the list lead to the public address of the server, which a partner may reach by another."""
    partner.url += "/"
    many = [CHOIR | {"id": f"koor{number}"} for number in range(101)]
    assert partner.sync(*many).returncode == 0
    done = partner.sync(*many[:1])
    assert done.stdout.count(": ended") == 100, done.stderr
    assert partner.run("offer.py").returncode == 0


def test_a_refused_offer_is_named_and_the_others_are_written(partner: Partner) -> None:
    done = partner.sync(CLUB | {"id": "club", "age": {"min": 12, "max": 8}}, CHOIR | {"id": "koor"})
    assert done.returncode == 1
    assert "club: /age" in done.stdout
    assert "koor: created" in done.stdout


def test_an_empty_list_ends_nothing(partner: Partner) -> None:
    partner.sync(CLUB | {"id": "club"})
    done = partner.sync()
    assert done.returncode == 1
    assert partner.read("club")["status"] == "open"


def test_the_nightly_script_is_short() -> None:
    lines = (CLIENTS / "nightly.py").read_text(encoding="utf-8").split('"""', 2)[2].splitlines()
    assert len([line for line in lines if line.strip() and not line.startswith(("import", "from"))]) <= 30
