"""`wegwijzer areas`: bring in areas with boundaries, and look things up in them."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import fail, make_progress, open_engine
from app.domain.vocabulary import AreaLevel

if TYPE_CHECKING:
    from app.services.area_import import ImportReport
    from app.services.areas import AreaLocator

areas_app = typer.Typer(name="areas", help="Areas and their boundaries.", no_args_is_help=True)

SHOWN = 10
"""Codes of one kind listed in a report; the count is always whole."""

Level = Annotated[AreaLevel | None, typer.Option(help="Read the features as areas of this level.")]


@areas_app.command("import")
def import_command(
    source: Annotated[str, typer.Argument(help="URL of an OGC API (root, collection or items), or a file.")],
    *,
    collection: Annotated[str | None, typer.Option(help="Collection or layer, such as wijken or buurten.")] = None,
    year: Annotated[int | None, typer.Option(min=1990, max=2100, help="Year of the codes, if not stated.")] = None,
    gemeente: Annotated[list[str] | None, typer.Option(help="Only this gemeente (code or name); repeat.")] = None,
    level: Level = None,
    allow_private: Annotated[bool, typer.Option(help="Also call addresses that are not public.")] = False,
) -> None:
    """Import CBS/PDOK "Wijken en Buurten" from an OGC API, a GeoJSON file or a GeoPackage."""
    from app.clients.areas_source import read_areas
    from app.services.activities import relocate_places
    from app.services.area_import import import_areas
    from app.services.areas import load_gazetteer
    from app.settings import get_settings
    from app.store.unit_of_work import write_transaction

    engine, moved = open_engine(), 0
    with make_progress() as bar:
        task = bar.add_task("reading areas", total=None)

        def show(read: int, expected: int | None) -> None:
            bar.update(task, completed=read, total=expected)

        features = list(
            read_areas(source, collection=collection, level=level, allow_private=allow_private, progress=show)
        )
        bar.update(task, description="writing areas", total=len(features), completed=len(features))
        with write_transaction(engine) as session:
            load_gazetteer(session)
            report = import_areas(session, features, gemeenten=gemeente or (), year=year)
        bar.update(task, description="locating places", total=None, completed=0)
        for looked_up, changed in relocate_places(engine, now=get_settings().clock()):
            bar.advance(task, looked_up)
            moved += changed
    for line in describe_report(report):
        typer.echo(line)
    typer.echo(f"{moved} activities are in another wijk or buurt than before, or now for certain.")


def describe_report(report: "ImportReport") -> list[str]:
    """The report of an import in lines a person reads."""
    years = ", ".join(map(str, report.years))
    lines = [
        f"{report.read} features read, {report.kept} kept (year {years}):"
        f" {len(report.new)} new, {len(report.changed)} changed, {len(report.unchanged)} unchanged."
    ]
    counts = (
        (report.other_gemeente, "in other gemeenten"),
        (report.water, "water, left out"),
        (report.without_code, "without a code we know"),
        (report.merged, "joined to another part of the same area"),
    )
    lines += [f"{count} {what}." for count, what in counts if count]
    codes = (
        (report.matched, "were in the catalogue already"),
        (report.added_gemeenten, "gemeenten added from their wijken"),
        (report.without_geometry, "without a boundary"),
        (report.repaired, "boundaries repaired"),
        (report.missing_parents, "lie in an area that is not known"),
        (report.unmatched, "are in the catalogue but not in the source"),
    )
    return lines + [_listed(found, what) for found, what in codes if found]


def _listed(codes: list[str], what: str) -> str:
    shown = ", ".join(codes[:SHOWN]) + (", ..." if len(codes) > SHOWN else "")
    return f"{len(codes)} {what}: {shown}"


@areas_app.command("list")
def list_command(
    parent: Annotated[str | None, typer.Option(help="Only what lies right below this code.")] = None,
    level: Annotated[AreaLevel | None, typer.Option(help="Only this level.")] = None,
) -> None:
    """List areas: code, level, name, gemeente, year, other names; tab-separated."""
    areas = _read_locator(with_boundaries=False).areas
    if parent is not None and parent.upper() not in areas:
        fail(f"There is no area {parent}.")
    for area in areas.children(parent.upper()) if parent is not None else areas.all():
        if level is None or area.level == level:
            gemeente = areas.name_of(area.gemeente) or area.gemeente
            typer.echo("\t".join((area.code, area.level, area.name, gemeente, str(area.year), ", ".join(area.aliases))))


@areas_app.command("locate")
def locate_command(
    lat: Annotated[float, typer.Argument(min=-90, max=90)], lon: Annotated[float, typer.Argument(min=-180, max=180)]
) -> None:
    """Say in which gemeente, stadsdeel, wijk and buurt a point lies, and on what that rests."""
    from app.domain.draft import Location, PlaceDraft

    locator = _read_locator()
    found = locator.locate_place(PlaceDraft(location=Location(lat, lon)))
    for what, code in (
        ("gemeente", found.gemeente),
        ("stadsdeel", found.stadsdeel),
        ("wijk", found.wijk),
        ("buurt", found.buurt),
    ):
        typer.echo(f"{what}\t{code or '-'}\t{locator.areas.name_of(code) or '-'}")
    typer.echo(f"basis\t{found.basis or '-'}")


@areas_app.command("postcode")
def postcode_command(postcode: str) -> None:
    """Say in which wijk a postcode (2531 or 2531AB) mostly lies, and where."""
    locator = _read_locator(with_boundaries=False)
    found = locator.postcodes.find(postcode)
    if found is None:
        fail(f"Postcode {postcode} is not in the table.")
    wijk = locator.areas.name_of(found.wijk) or "-"
    gemeente = locator.areas.name_of(found.gemeente) or found.gemeente
    typer.echo(f"{found.code}\t{found.wijk or '-'}\t{wijk}\t{gemeente}\t{found.lat}\t{found.lon}")


def _read_locator(*, with_boundaries: bool = True) -> "AreaLocator":
    from app.services.areas import make_locator
    from app.store.unit_of_work import read_session

    with read_session(open_engine()) as session:
        return make_locator(session, with_boundaries=with_boundaries)
