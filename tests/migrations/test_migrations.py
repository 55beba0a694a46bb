"""The one lineage of migrations: up, down and up again with data, by several processes at once, from anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, inspect, text
from typer.testing import CliRunner

from app.commands.db import db_app
from app.models.registry import metadata
from app.store import activities, imports, migrations
from app.store.changes import current_seq
from app.store.unit_of_work import read_connection, read_session, write_transaction
from tests.support.server import REPOSITORY
from tests.support.stored import MOMENT, make_activity, migrated_engine, open_engine


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_up_down_and_up_again_with_data(database_url: str) -> None:
    for _ in range(2):
        with migrated_engine(database_url) as engine:
            assert migrations.current(database_url) == migrations.head()
            with write_transaction(engine) as session:
                activities.upsert_many(session, [make_activity(number) for number in range(20)])
            with read_connection(engine) as connection:
                assert (activities.count_activities(connection), current_seq(connection)) == (20, 21)
        migrations.downgrade(database_url, "base")
        assert migrations.current(database_url) is None
        with open_engine(database_url) as engine:
            assert tables(engine) == {"alembic_version"}


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database_url: str) -> None:
    with migrated_engine(database_url) as engine:
        migrations.upgrade(database_url)
        with read_connection(engine) as connection:
            assert current_seq(connection) == 1


def compare(connection: Connection, wanted: MetaData) -> list[Any]:
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), wanted))


def test_the_migrated_schema_equals_the_models(database_url: str) -> None:
    with migrated_engine(database_url) as engine, engine.connect() as connection:
        assert compare(connection, metadata) == []
        other = MetaData()
        Table("change_counter", other, Column("id", Integer, primary_key=True), Column("seq", Integer))
        assert compare(connection, other), "the comparison sees nothing"


def describe(engine: Engine) -> dict[str, Any]:
    """Everything a database says about its tables, names of constraints included."""
    seen = inspect(engine)
    return {
        table: {
            "columns": [(found["name"], str(found["type"]), found["nullable"], found.get("default")) for found in
                        seen.get_columns(table)],
            "primary key": seen.get_pk_constraint(table),
            "foreign keys": sorted(seen.get_foreign_keys(table), key=lambda found: str(found["name"])),
            "unique": sorted(seen.get_unique_constraints(table), key=lambda found: str(found["name"])),
            "indices": sorted(seen.get_indexes(table), key=lambda found: str(found["name"])),
            "checks": seen.get_check_constraints(table),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }  # fmt: skip


def test_names_orders_and_defaults_equal_those_of_the_models_too(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with migrated_engine(database_url) as engine:
        migrated = describe(engine)
    migrations.downgrade(database_url, "base")
    with open_engine(database_url) as engine:
        metadata.create_all(engine)
        assert describe(engine) == migrated
    assert len(migrated) == len(metadata.tables)


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None and not getattr(constraint, "_type_bound", False)
    ]
    assert unnamed == []


def test_a_migration_that_fails_leaves_nothing_behind(database_url: str) -> None:
    with open_engine(database_url) as engine:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE problem_report (x integer)"))
        with pytest.raises(Exception, match="problem_report"):
            migrations.upgrade(database_url)
        assert tables(engine) == {"problem_report"}
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE problem_report"))
        migrations.upgrade(database_url)
        assert set(metadata.tables) < tables(engine)


def test_several_processes_may_upgrade_at_once_from_any_folder(database_url: str, tmp_path: Path) -> None:
    program = "import sys; from app.store.migrations import upgrade; upgrade(sys.argv[1])"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, database_url],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    for process in started:
        _, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
    assert migrations.current(database_url) == migrations.head()
    with open_engine(database_url) as engine, read_connection(engine) as connection:
        assert current_seq(connection) == 0


def test_old_reports_of_imports_lose_what_they_kept_of_persons(database_url: str) -> None:
    """Which cells those were cannot be told afterwards; what became of each row stays."""
    private = {"code": "person-left-out", "detail": "Line 2, column Docent (“Fatima Jansen”): left out.",
               "detailNl": "Regel 2, kolom Docent (“Fatima Jansen”): weggelaten."}  # fmt: skip
    other = {"code": "age-unclear", "detail": "Line 2 (“vanaf klein”): unclear."}
    cells = json.dumps({"Naam": "Sami Jansen", "Tel": "0612345678"})
    kept: dict[str, Any] = {"report": "r", "faults": "[]", "original": cells}
    rows = [
        kept | {"number": 1, "warnings": json.dumps([private, other], ensure_ascii=False)},
        kept | {"number": 2, "warnings": "[]", "original": None},
    ]
    migrations.upgrade(database_url, "0002")
    with open_engine(database_url) as engine:
        with engine.begin() as connection:
            connection.execute(text(OLD_REPORT), {"moment": MOMENT})
            connection.execute(text(OLD_ROW), rows)
        migrations.upgrade(database_url)
        with read_session(engine) as session:
            first, second = imports.list_rows(session, "r", after=0, limit=10)
    assert [(row.outcome, row.location, row.original) for row in (first, second)] == [("rejected", "line 2", None)] * 2
    said = {"detail": "Line 2, column Docent: left out.", "detailNl": "Regel 2, kolom Docent: weggelaten."}
    assert first.warnings == ({"code": "person-left-out", **said}, other)


OLD_REPORT = """INSERT INTO import_report (id, source_name, mapping, is_dry_run, is_confirming, is_full, status,
    attempts, done_rows, created_count, updated_count, unchanged_count, pending_count, rejected_count, ended_count,
    skipped_count, warning_count, started_at)
    VALUES ('r', 's', '{}', false, false, false, 'done', 0, 2, 0, 0, 0, 0, 2, 0, 0, 1, :moment)"""
OLD_ROW = """INSERT INTO import_row (report_id, row_number, location, outcome, faults, warnings, original)
    VALUES (:report, :number, 'line 2', 'rejected', :faults, :warnings, :original)"""


def test_references_that_point_nowhere_undo_a_migration(sqlite_database: str) -> None:
    from app.errors import Conflict

    with migrated_engine(sqlite_database) as engine:
        with (  # noqa: PT012
            pytest.raises(Conflict, match="activity"),
            migrations.migration_connection(sqlite_database) as connection,
        ):
            connection.execute(text("DELETE FROM organisation"))
            connection.execute(text(ORPHAN))
        with read_connection(engine) as connection:
            assert connection.execute(text("SELECT count(*) FROM organisation")).scalar_one() == 1


ORPHAN = """INSERT INTO activity VALUES ('a', 's', 'e', 'gone', NULL, 'open', 1, 0, 0, 1,
    '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01', '', '', '')"""


def test_the_commands_upgrade_tell_and_go_back(database_url: str) -> None:
    def run(*arguments: str, answer: str = "") -> tuple[int, str]:
        result = CliRunner().invoke(db_app, [*arguments, "--url", database_url], input=answer)
        return result.exit_code, result.output.strip()

    newest = migrations.head()
    assert run("current") == (1, f"base (this release is at {newest})")
    assert run("upgrade") == (0, f"Schema: base -> {newest}.")
    assert run("upgrade") == (0, f"Schema: {newest}.")
    assert run("current") == (0, f"{newest} (up to date)")
    assert run("downgrade", "base", answer="n\n")[0] == 1
    assert run("current")[0] == 0
    assert run("downgrade", "base", answer="y\n")[0] == 0
    assert run("upgrade")[0] == 0
    assert run("downgrade", "base", "--yes") == (0, f"Schema: {newest} -> base.")


def test_a_new_revision_can_be_written_and_would_be_empty(tmp_path: Path, sqlite_database: str) -> None:
    """The developer's way in (alembic.ini) sees the same models and finds nothing to change."""
    migrations.upgrade(sqlite_database)
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "-c", str(REPOSITORY / "migrations" / "alembic.ini"), "check"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY), "WEGWIJZER_DATABASE_URL": sqlite_database},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No new upgrade operations" in done.stdout
