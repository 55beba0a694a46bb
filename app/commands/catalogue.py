"""`wegwijzer starter|sample|load|dump|refresh|status|bootstrap|prepare`: the contents of the catalogue."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from app.commands.common import bulk_work, describe_counts, fail, make_progress, open_engine

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.services.loading import LineReport

starter_app = typer.Typer(no_args_is_help=True, help="The starter catalogue: facts from published reports.")
catalogue_app = typer.Typer(no_args_is_help=True, help="The contents of the catalogue.")

SUGGESTED = 5


@starter_app.command("load")
def load_starter_command() -> None:
    """Load the starter catalogue; a second time nothing changes."""
    from app.services.starter import load_starter
    from app.settings import get_settings

    report = load_starter(open_engine(), now=get_settings().clock())
    for name in ("activities", "organisations", "routes", "passes"):
        typer.echo(f"{name}: {describe_counts(getattr(report, name))}")
    for line in report.refused:
        typer.echo(line, err=True)
    raise typer.Exit(1 if report.refused else 0)


@catalogue_app.command()
def sample(
    activities: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many.")] = 600,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same catalogue.")] = 1,
    gemeente: Annotated[
        list[str] | None, typer.Option(help="Code or name; repeat. None = the whole gazetteer.")
    ] = None,
) -> None:
    """Generate fictional activities around today (or WEGWIJZER_NOW).

    Most are marked as examples; the others are there so that some go stale, as real ones do.
    """
    from app.domain.calendar import AMSTERDAM
    from app.services.activities import Outcome, write_activities
    from app.services.sample import generate
    from app.settings import get_settings

    codes = [_find_gemeente(name) for name in gemeente or ()]
    engine, now = _open_with_foundation(), get_settings().clock()
    counts: Counter[Outcome] = Counter()
    with bulk_work(), make_progress() as bar:
        task = bar.add_task("sample", total=activities)
        drafts = generate(seed, activities, codes, now.astimezone(AMSTERDAM).date())
        for result in write_activities(engine, drafts, now=now):
            counts[result.outcome] += 1
            bar.advance(task)
    typer.echo(f"activities: {describe_counts(counts)}")
    raise typer.Exit(1 if counts[Outcome.REJECTED] else 0)


def _open_with_foundation() -> "Engine":
    """The engine, with the gazetteer and passes in the database: without them no place or pass is known."""
    from app.services.starter import load_foundation
    from app.settings import get_settings
    from app.store.unit_of_work import write_transaction

    engine = open_engine()
    with write_transaction(engine) as session:
        load_foundation(session, now=get_settings().clock())
    return engine


def _find_gemeente(name: str) -> str:
    from difflib import get_close_matches

    from app.domain.vocabulary import AreaLevel
    from app.services.gazetteer import starter_area_index

    index = starter_area_index()
    found = index.gemeente_by_name(name)
    if found is not None:
        return found.code
    known = {
        label.casefold(): label
        for area in index.all()
        if area.level is AreaLevel.GEMEENTE
        for label in (area.name, *area.aliases)
    }
    near = [known[key] for key in get_close_matches(name.casefold(), known, SUGGESTED, cutoff=0.5)]
    hint = f"Did you mean: {', '.join(near)}?" if near else f"It knows: {', '.join(sorted(known.values()))}."
    fail(f"There is no gemeente {name} in the gazetteer. {hint}")


@catalogue_app.command()
def load(
    file: Annotated[str, typer.Argument(help="A file with one JSON object a line, or - for standard input.")],
    *,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Report only what was refused.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON, one object a line.")] = False,
) -> None:
    """Write drafts or full items (as `dump` prints them); ends with 1 when a line was refused."""
    from app.services.activities import Outcome
    from app.services.loading import load_lines
    from app.settings import get_settings

    engine = _open_with_foundation()
    counts: Counter[Outcome] = Counter()
    with bulk_work(), _open_input(file) as lines, make_progress() as bar:
        task = bar.add_task("load", total=None)
        for report in load_lines(engine, lines, now=get_settings().clock()):
            counts[report.outcome] += 1
            bar.advance(task)
            if not quiet or report.faults:
                for text in _describe_line(report, as_json=as_json):
                    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
    typer.echo(describe_counts(counts), err=True)
    raise typer.Exit(1 if counts[Outcome.REJECTED] else 0)


@contextmanager
def _open_input(file: str) -> Iterator[BinaryIO]:
    with ExitStack() as stack:
        try:
            stream = sys.stdin.buffer if file == "-" else stack.enter_context(Path(file).open("rb"))
        except OSError as error:
            fail(f"{file} cannot be read: {error.strerror}.")
        yield stream


def _describe_line(report: "LineReport", *, as_json: bool) -> list[str]:
    """One line; for a person one for each fault and warning."""
    if as_json:
        import orjson

        return [orjson.dumps(report.to_wire()).decode()]
    if report.faults:
        return [
            f"{report.line} rejected {fault.pointer or '-'} {fault.code}: {fault.detail}" for fault in report.faults
        ]
    warnings = [f"{report.line} warning {warning.pointer or '-'} {warning.detail}" for warning in report.warnings]
    return [f"{report.line} {report.outcome.value} {report.id}", *warnings]


@catalogue_app.command()
def dump() -> None:
    """Print every activity in full, one JSON object a line, all as they are at one moment."""
    from app.services.dumping import dump_activities
    from app.settings import get_settings

    settings = get_settings()
    limits = (settings.due_days, settings.unconfirmed_days, settings.stale_days)
    lines = dump_activities(open_engine(), now=settings.clock(), base_url=settings.base_url, freshness_days=limits)
    for line in lines:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


@catalogue_app.command()
def refresh(
    days: Annotated[int, typer.Option(min=1, help="Renew what was expanded at least so many days ago.")] = 1,
) -> None:
    """Work out the coming dates of all activities again, as time passes. Run it every night.

    Places that were only mentioned by activities that are elsewhere now go.
    """
    from app.services.activities import refresh_sessions
    from app.services.unused_places import bury_unused_places
    from app.settings import get_settings

    engine, renewed = open_engine(), 0
    with bulk_work(), make_progress() as bar:
        task = bar.add_task("refresh", total=None)
        for size in refresh_sessions(engine, now=get_settings().clock(), older_than=timedelta(days=days)):
            renewed += size
            bar.advance(task, size)
    typer.echo(f"activities: {renewed} renewed")
    left = sum(bury_unused_places(engine, now=get_settings().clock()))
    if left:
        typer.echo(f"places: {left} without activities taken away")


@catalogue_app.command()
def status() -> None:
    """Say what the catalogue holds."""
    from app.services.counting import count_catalogue

    for name, count in count_catalogue(open_engine()).items():
        typer.echo(f"{name}\t{count}")


@catalogue_app.command()
def bootstrap() -> None:
    """Load the starter catalogue and a sample city when the catalogue is empty; otherwise do nothing."""
    from app.services.bootstrap import fill_empty_catalogue
    from app.settings import get_settings

    made = fill_empty_catalogue(open_engine(), now=get_settings().clock())
    typer.echo(f"Loaded {made} activities: the starter catalogue and a sample city." if made else "Nothing to load.")


@catalogue_app.command()
def prepare() -> None:
    """Bring the schema up to date and fill an empty catalogue: everything `serve` needs."""
    from app.commands.db import upgrade

    upgrade()
    bootstrap()
