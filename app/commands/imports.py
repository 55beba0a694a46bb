"""`wegwijzer import` and `wegwijzer imports`: foreign files into the catalogue, and what became of them."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.common import bulk_work, describe_counts, fail, make_progress, open_engine

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.clients.safe_fetch import SafeClient
    from app.models.imports import ImportReport, ImportRow

imports_app = typer.Typer(no_args_is_help=True, help="Reports of imports, and the queue of the server.")

Organisation = Annotated[str | None, typer.Option(help="Id or exact name of the organisation it is for.")]
Mapping = Annotated[str | None, typer.Option(help="JSON, or a file with JSON: column of the file -> member of ours.")]


def import_file(
    file: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A file, a web address, or - for standard input.")],
    *,
    organisation: Organisation = None,
    source: Annotated[
        str | None, typer.Option(help="Name under which its ids are known; else the organisation.")
    ] = None,
    format_: Annotated[str | None, typer.Option("--format", help="Read it as this; else what it looks like.")] = None,
    mapping: Mapping = None,
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
    confirm: Annotated[bool, typer.Option(help="What it holds is confirmed as of today.")] = True,
    resume: Annotated[bool, typer.Option(help="Go on where an import of the same bytes was broken off.")] = True,
    shows_all: Annotated[bool, typer.Option("--all", help="Tell of every row, not only of those to look at.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON: one row a line, the report last.")] = False,
    allow_private: Annotated[bool, typer.Option(help="Also fetch from addresses that are not public.")] = False,
) -> None:
    """Import activities from CSV, Excel, iCalendar, JSON-LD, RPDE, HSDS, UiTdatabank or GeoJSON.

    Ends with 1 when a row was refused, with 2 when the file cannot be read.
    """
    from app.domain.caller import OPERATOR
    from app.services.import_orders import ImportOrder
    from app.services.imports import run_import
    from app.settings import get_settings
    from app.store.imports import FAILED

    engine = _open_with_foundation()
    content, name, media_type, url = _read(file, allow_private=allow_private)
    order = ImportOrder(
        OPERATOR,
        organisation_id=find_organisation_id(engine, organisation),
        source_name=source or (None if organisation else name),
        file_name=name,
        media_type=media_type,
        format=format_,
        mapping=read_mapping(mapping),
        url=url,
        is_dry_run=is_dry_run,
        is_confirming=confirm,
    )
    with bulk_work(), make_progress() as bar:
        task = bar.add_task("import", total=None)
        report = run_import(
            engine,
            order,
            content,
            now=get_settings().clock(),
            may_resume=resume,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if report.status == FAILED:
        fail(report.message or "The file cannot be read.")
    print_report(engine, report, shows_all=shows_all, as_json=as_json)
    raise typer.Exit(1 if report.rejected_count else 0)


def _open_with_foundation() -> "Engine":
    """The engine, with the gazetteer and passes in the database."""
    from app.services.starter import load_foundation
    from app.settings import get_settings
    from app.store.unit_of_work import write_transaction

    engine = open_engine()
    with write_transaction(engine) as session:
        load_foundation(session, now=get_settings().clock())
    return engine


def make_client(*, allow_private: bool) -> "SafeClient":
    """Fetches within the bounds of the settings."""
    from dataclasses import replace

    from app.clients.safe_fetch import SafeClient, limits_of
    from app.settings import get_settings

    limits = limits_of(get_settings())
    return SafeClient(replace(limits, allow_private=limits.allow_private or allow_private))


def _read(file: str, *, allow_private: bool) -> tuple[bytes, str | None, str | None, str | None]:
    """Content, name, media type and address."""
    from urllib.parse import urlsplit

    from app.services.feeds import fetch_feed

    if urlsplit(file).scheme in ("http", "https", "webcal", "webcals"):
        fetched = fetch_feed(make_client(allow_private=allow_private), file)
        parts = urlsplit(fetched.url)
        name = parts.path.rpartition("/")[2] or parts.hostname
        return fetched.content or b"", name, fetched.media_type, fetched.url
    if file == "-":
        return sys.stdin.buffer.read(), None, None, None
    try:
        return Path(file).read_bytes(), Path(file).name, None, None
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


def find_organisation_id(engine: "Engine", named: str | None) -> str | None:
    """The id of an organisation given by id or name; ends the command when there is none or more than one."""
    from app.store import organisations
    from app.store.unit_of_work import read_session

    if named is None:
        return None
    with read_session(engine) as session:
        if organisations.records.find_one(session, named) is not None:
            return named
        same = [one for one in organisations.records.list_all(session) if one.name.casefold() == named.casefold()]
    if len(same) == 1:
        return same[0].id
    if same:
        fail(f"Several organisations are called {named}; give an id: {', '.join(one.id for one in same)}.")
    fail(f"There is no organisation {named}.")


def read_mapping(given: str | None) -> dict[str, str]:
    """A mapping written as JSON or in a file; ends the command when it is none."""
    if given is None:
        return {}
    try:
        text = given if given.lstrip().startswith("{") else Path(given).read_text(encoding="utf-8")
        mapping = json.loads(text)
    except (OSError, ValueError) as error:
        fail(f"The mapping cannot be read: {error}")
    if not isinstance(mapping, dict) or not all(isinstance(value, str) for value in mapping.values()):
        fail('The mapping is a JSON object of texts: {"Naam": "title", "Wanneer": "schedule"}.')
    return mapping


def print_report(engine: "Engine", report: "ImportReport", *, shows_all: bool, as_json: bool) -> None:
    """Rows on standard output, the counts on standard error."""
    from app.services.import_reports import iterate_rows

    for row in iterate_rows(engine, report.id):
        if as_json or shows_all or row.faults or row.warnings:
            for line in _describe_row(row, as_json=as_json):
                sys.stdout.write(f"{line}\n")
    if as_json:
        sys.stdout.write(f"{_write_report(report)}\n")
    sys.stdout.flush()
    if report.message:
        typer.echo(report.message, err=True)
    rehearsed = "would be: " if report.is_dry_run else ""
    typer.echo(f"{report.format}: {rehearsed}{describe_counts(count_rows(report))}", err=True)


def count_rows(report: "ImportReport") -> Counter[str]:
    """Rows of each outcome, those that occur."""
    from app.services.import_batches import OUTCOMES

    named = {name: getattr(report, f"{name}_count") for name in (*OUTCOMES, "warning")}
    return Counter({name: count for name, count in named.items() if count})


def _write_report(report: "ImportReport") -> str:
    import orjson

    from app.services.import_reports import write_report
    from app.settings import get_settings

    return orjson.dumps(write_report(report, get_settings().base_url)).decode()


def _describe_row(row: "ImportRow", *, as_json: bool) -> Iterator[str]:
    if as_json:
        import orjson

        from app.services.import_reports import write_row
        from app.settings import get_settings

        yield orjson.dumps(write_row(row, get_settings().base_url)).decode()
        return
    yield f"{row.row_number} {row.outcome} {row.activity_id or '-'} {row.location or ''}".rstrip()
    named: list[tuple[str, tuple[dict[str, Any], ...]]] = [("error", row.faults), ("warning", row.warnings)]
    for kind, faults in named:
        for fault in faults:
            hint = f" {fault['hint']}" if fault["code"] == "likely-duplicate" else ""
            yield f"  {kind} {fault.get('pointer', '-')} {fault['detail']}{hint}"


@imports_app.command("list")
def list_command(organisation: Organisation = None, limit: Annotated[int, typer.Option(min=1, max=1000)] = 20) -> None:
    """List imports, the latest first: id, status, started, organisation, name, counts; tab-separated."""
    from app.store import imports as store
    from app.store.unit_of_work import read_session

    engine = open_engine()
    own = find_organisation_id(engine, organisation)
    with read_session(engine) as session:
        reports = store.list_reports(session, None if own is None else {own}, before=None, limit=limit)
    for report in reports:
        started = report.started_at.isoformat(timespec="seconds")
        whose, name = report.organisation_id or report.source_name, report.name or report.url or "-"
        typer.echo("\t".join((report.id, report.status, started, whose, name, describe_counts(count_rows(report)))))


@imports_app.command("show")
def show_command(
    report_id: str,
    shows_all: Annotated[bool, typer.Option("--all", help="Tell of every row.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON: one row a line, the report last.")] = False,
) -> None:
    """Show what became of an import."""
    from app.store import imports as store
    from app.store.unit_of_work import read_session

    engine = open_engine()
    with read_session(engine) as session:
        report = store.find_report(session, report_id)
    if report is None:
        fail(f"There is no import {report_id}.")
    print_report(engine, report, shows_all=shows_all, as_json=as_json)


@imports_app.command("work")
def work_command() -> None:
    """Do the imports that wait, one after another; the server starts this by itself.

    Ends at once when another process is at it.
    """
    import os

    from app.logs import configure_logs
    from app.services.import_worker import NICENESS, work_off_queue
    from app.settings import get_settings

    settings = get_settings()
    configure_logs(settings.log_level)
    os.nice(NICENESS)
    with bulk_work():
        work_off_queue(open_engine(), make_client(allow_private=False), settings.clock)
