"""What the commands share: the engine of the settings, expected failures without a traceback, counts and progress."""

import gc
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from app.errors import WegwijzerError

if TYPE_CHECKING:
    from rich.progress import Progress
    from sqlalchemy import Engine

EXPECTED = 2
"""Exit code of a failure that the operator can mend; 1 means that some of the input was refused."""


_opened: list["Engine"] = []
"""Engines of the running command."""


class CalmGroup(TyperGroup):
    """Tells an expected failure in one line instead of a traceback, and closes what a command has opened."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        from pydantic import ValidationError
        from sqlalchemy.exc import OperationalError

        try:
            return super().invoke(ctx)
        except ValidationError as error:
            if error.title != "Settings":
                raise
            fail("; ".join(_describe_setting(fault) for fault in error.errors()))
        except OperationalError as error:
            fail(f"The database cannot be used: {str(error.orig).splitlines()[0]}")
        except WegwijzerError as error:
            faults = [
                " ".join(filter(None, (fault.pointer or fault.parameter, fault.detail, fault.hint)))
                for fault in error.faults
            ]
            fail("\n".join(faults or [error.detail + _reason_of(error)]))
        except BrokenPipeError:
            # Whoever read our output has seen enough; closing here keeps Python from complaining about it at exit.
            sys.stderr.close()
            raise typer.Exit(1) from None
        finally:
            while _opened:
                _opened.pop().dispose()


def _reason_of(error: WegwijzerError) -> str:
    """What the database said, for whoever can mend it."""
    said = str(getattr(error.__cause__, "orig", None) or "").strip()
    return f" It says: {said.splitlines()[0]}" if said else ""


def _describe_setting(fault: Mapping[str, Any]) -> str:
    name = "_".join(str(part) for part in fault["loc"]).upper()
    return f"WEGWIJZER_{name}: {fault['msg'].removeprefix('Value error, ')}"


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with 2."""
    typer.echo(f"wegwijzer: {message}", err=True)
    raise typer.Exit(EXPECTED)


@contextmanager
def usable_database() -> Iterator[None]:
    """End the command when the block finds that its database is none of ours, or cannot be opened."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (OSError, ValueError, SQLAlchemyError) as error:
        fail(f"The database cannot be used: {str(error).splitlines()[0]}")


def open_engine() -> "Engine":
    """The engine of the database in the settings; ends the command when its schema is not this release's."""
    from app.settings import get_settings
    from app.store import migrations
    from app.store.dialect import find_file
    from app.store.engine import make_engine

    url = get_settings().database_url
    with usable_database():
        file = find_file(url)
        if file is not None and not file.exists():
            fail(f"There is no database at {file} yet. Run: wegwijzer db upgrade")
        revision, newest = migrations.current(url), migrations.head()
        engine = make_engine(url)
        _opened.append(engine)
    if revision != newest:
        fail(
            f"The database is at revision {revision or 'base'}, this release needs {newest}. Run: wegwijzer db upgrade"
        )
    return engine


@contextmanager
def bulk_work() -> Iterator[None]:
    """Millions of short-lived objects and few cycles: look for cycles less often while it lasts."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def make_progress() -> "Progress":
    """A progress bar on standard error, shown only to a person."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    return Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal)


def describe_counts(counts: Mapping[Any, int]) -> str:
    """12 created, 3 unchanged."""
    listed = Counter({str(name): count for name, count in counts.items()})
    return ", ".join(f"{count} {name}" for name, count in sorted(listed.items())) or "nothing"
