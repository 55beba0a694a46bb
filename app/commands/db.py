"""`wegwijzer db`: the schema of the database."""

from typing import Annotated

import typer

from app.commands.common import bulk_work, make_progress, usable_database

db_app = typer.Typer(no_args_is_help=True, help="Bring the database's schema to a release, or back.")

Url = Annotated[str | None, typer.Option("--url", help="Another database than WEGWIJZER_DATABASE_URL.")]


@db_app.command()
def upgrade(revision: Annotated[str, typer.Argument(help="The revision to reach.")] = "head", url: Url = None) -> None:
    """Bring the schema, and what is stored rendered, up to date; safe to run twice, and by several at once."""
    from app.store import migrations

    address = _address(url)
    with usable_database():
        before = migrations.current(address)
        migrations.upgrade(address, revision)
        reached = migrations.current(address)
        _report(before, reached)
        if reached == migrations.head():
            _render_again(address)


@db_app.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="The revision to go back to; `base` empties the database.")],
    url: Url = None,
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take the schema back; what the newer schema held is lost."""
    from app.store import migrations

    address = _address(url)
    with usable_database():
        before = migrations.current(address)
        if not is_sure:
            typer.confirm(f"Go back from {before or 'base'} to {revision}? Data of what is dropped is lost", abort=True)
        migrations.downgrade(address, revision)
        _report(before, migrations.current(address))


@db_app.command()
def current(url: Url = None) -> None:
    """Say at which revision the database is; ends with 1 when that is not this release's."""
    from app.store import migrations

    address = _address(url)
    with usable_database():
        revision, newest = migrations.current(address), migrations.head()
    typer.echo(f"{revision or 'base'} ({'up to date' if revision == newest else f'this release is at {newest}'})")
    raise typer.Exit(0 if revision == newest else 1)


def _address(url: str | None) -> str:
    from app.settings import get_settings

    return url or get_settings().database_url


def _render_again(address: str) -> None:
    """An upgraded database answers like a fresh one."""
    from app.services.rendering_again import render_again
    from app.settings import get_settings
    from app.store.engine import make_engine

    engine, seen = make_engine(address), 0
    try:
        with bulk_work(), make_progress() as bar:
            task = bar.add_task("render again", total=None)
            for size in render_again(engine, now=get_settings().clock()):
                seen += size
                bar.advance(task, size)
    finally:
        engine.dispose()
    if seen:
        typer.echo(f"{seen} activities are stored in the shape of this release.")


def _report(before: str | None, after: str | None) -> None:
    typer.echo(
        f"Schema: {before or 'base'} -> {after or 'base'}." if before != after else f"Schema: {after or 'base'}."
    )
