"""Settings: where things lie and what is read from the environment."""

import os
from pathlib import Path

import pytest

from app.settings import Settings


def test_the_snapshot_lies_beside_a_sqlite_file(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/city.db")
    assert settings.snapshot_dir().parent == tmp_path / ".wegwijzer"


def test_two_databases_never_share_a_snapshot(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path}/city.db", f"sqlite:///{tmp_path}/town.db", "postgresql://host/city"]
    assert len({Settings(database_url=url).snapshot_dir() for url in urls}) == len(urls)


def test_users_of_one_machine_do_not_share_a_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(database_url="postgresql://host/city")
    mine = settings.snapshot_dir()
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert settings.snapshot_dir().parent != mine.parent


def test_a_stated_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert Settings(cache_dir=tmp_path).snapshot_dir() == tmp_path
