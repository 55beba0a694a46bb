"""`wegwijzer`: everything an operator does, from the first start to the nightly work."""

import typer

from app.commands.areas import areas_app
from app.commands.catalogue import catalogue_app, starter_app
from app.commands.common import CalmGroup
from app.commands.db import db_app
from app.commands.docs import docs_app, openapi_document
from app.commands.imports import import_file, imports_app
from app.commands.judge import judge
from app.commands.keys import keys_app
from app.commands.remind import remind_app
from app.commands.serve import serve, snapshot
from app.commands.sources import sources_app

app = typer.Typer(
    cls=CalmGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Wegwijzer: the open catalogue of what a child can do, and the next step.",
)
app.command()(serve)
app.command()(snapshot)
for command in catalogue_app.registered_commands:
    app.registered_commands.append(command)
app.command("openapi")(openapi_document)
app.command()(judge)
app.command("import")(import_file)
app.add_typer(imports_app, name="imports")
app.add_typer(sources_app, name="sources")
app.add_typer(starter_app, name="starter")
app.add_typer(db_app, name="db")
app.add_typer(areas_app, name="areas")
app.add_typer(docs_app, name="docs")
app.add_typer(remind_app, name="remind")
app.add_typer(keys_app, name="keys")

if __name__ == "__main__":
    app()
