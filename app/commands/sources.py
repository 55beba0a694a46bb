"""`wegwijzer sources`: feeds that are fetched on a schedule."""

from typing import Annotated

import typer

from app.commands.common import fail, open_engine
from app.commands.imports import find_organisation_id, make_client, read_mapping

sources_app = typer.Typer(no_args_is_help=True, help="Feeds that are fetched on a schedule.")

Private = Annotated[bool, typer.Option(help="Also fetch from addresses that are not public.")]


@sources_app.command("add")
def add_command(
    name: Annotated[str, typer.Argument(help="Under which the ids of its items are known.")],
    url: Annotated[str, typer.Argument(help="Where it is.")],
    *,
    organisation: Annotated[
        str | None, typer.Option(help="Id or name of the organisation whose offers it holds.")
    ] = None,
    format_: Annotated[str | None, typer.Option("--format", help="Read it as this; else what it looks like.")] = None,
    mapping: Annotated[str | None, typer.Option(help="JSON, or a file with JSON.")] = None,
    every: Annotated[int, typer.Option(min=15, help="Minutes between two fetches.")] = 1440,
    confirm: Annotated[bool, typer.Option(help="A good fetch confirms what it holds.")] = True,
    allow_private: Private = False,
) -> None:
    """Follow a feed from now on; `sources run` fetches it."""
    from app.domain.caller import OPERATOR
    from app.importers.reading import FORMATS
    from app.services.sources import SourceDraft, add_source
    from app.settings import get_settings
    from app.store.unit_of_work import write_transaction

    engine, settings = open_engine(), get_settings()
    own = find_organisation_id(engine, organisation)
    draft = SourceDraft(name, url, own, format_, read_mapping(mapping), every, confirm)
    private = allow_private or settings.fetch_private
    with write_transaction(engine) as session:
        add_source(session, draft, caller=OPERATOR, now=settings.clock(), formats=FORMATS, allow_private=private)
    typer.echo(f"{name} is followed. Fetch it now: wegwijzer sources run {name}")


@sources_app.command("list")
def list_command() -> None:
    """List sources: name, state, last good fetch, items, next fetch, address; tab-separated."""
    from app.store import sources as store
    from app.store.unit_of_work import read_session

    with read_session(open_engine()) as session:
        found = store.list_sources(session)
    for source in found:
        state = "held" if source.held_reason else "failing" if source.last_error else "good"
        if source.succeeded_at is None and state == "good":
            state = "new"
        succeeded, following = (
            "-" if moment is None else moment.isoformat(timespec="seconds")
            for moment in (source.succeeded_at, source.next_run_at)
        )
        items = "-" if source.item_count is None else str(source.item_count)
        typer.echo("\t".join((source.name, state, succeeded, items, following, source.url)))
        for reason in filter(None, (source.held_reason, source.last_error)):
            typer.echo(f"\t{reason}")


@sources_app.command("run")
def run_command(
    names: Annotated[
        list[str] | None, typer.Argument(help="These now; without names those whose turn has come.")
    ] = None,
    *,
    runs_all: Annotated[bool, typer.Option("--all", help="All of them now.")] = False,
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what a run would do.")] = False,
    allow_private: Private = False,
) -> None:
    """Fetch feeds and write what is new. Run it every few minutes; ends with 1 when one failed or is held."""
    from app.services.source_rehearsals import rehearse_source
    from app.services.sources import run_source
    from app.settings import get_settings
    from app.store import sources as store
    from app.store.dialect import hold_work
    from app.store.unit_of_work import read_session

    engine, settings = open_engine(), get_settings()
    with hold_work(engine, "sources") as is_mine:
        if not is_mine:
            fail("Another run is going on.")
        with read_session(engine) as session:
            listed = store.list_sources(session) if runs_all else store.list_due(session, settings.clock())
        chosen = names or [source.name for source in listed]
        client, went_wrong = make_client(allow_private=allow_private), False
        for name in chosen:
            do = rehearse_source if is_dry_run else run_source
            run = do(engine, name, client, now=settings.clock())
            why = run.source.last_error or run.source.held_reason  # a held source can fail, too
            typer.echo(f"{name}\t{run.outcome}\t{why or _describe(run.report)}")
            if is_dry_run and run.report is not None:
                typer.echo(f"\tNothing was written. Row by row: wegwijzer imports show {run.report.id} --all")
            went_wrong |= run.outcome in ("held", "failed")
    raise typer.Exit(1 if went_wrong else 0)


def _describe(report: object) -> str:
    from app.commands.common import describe_counts
    from app.commands.imports import count_rows
    from app.models.imports import ImportReport

    if not isinstance(report, ImportReport):
        return "nothing new"
    return f"{'would be: ' if report.is_dry_run else ''}{describe_counts(count_rows(report))}"


@sources_app.command("hold-release")
def release_command(name: str) -> None:
    """Somebody has looked: the feed is right as it is, however small. The next run takes it."""
    from app.services.sources import find_source, release_hold
    from app.settings import get_settings
    from app.store.unit_of_work import write_transaction

    with write_transaction(open_engine()) as session:
        source = find_source(session, name)
        if source.held_reason is None:
            fail(f"{name} is not held.")
        release_hold(session, source, now=get_settings().clock())
    typer.echo(f"{name} is released. Fetch it now: wegwijzer sources run {name}")


@sources_app.command("remove")
def remove_command(name: str) -> None:
    """Follow a feed no longer; what it brought stays."""
    from app.services.sources import find_source, remove_source
    from app.store.unit_of_work import write_transaction

    with write_transaction(open_engine()) as session:
        remove_source(session, find_source(session, name))
    typer.echo(f"{name} is not followed any more.")
