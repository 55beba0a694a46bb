"""`wegwijzer docs`: pages and documents that are made from the code."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.common import fail

docs_app = typer.Typer(no_args_is_help=True, help="Write the pages that are made from the code.")

Output = Annotated[Path | None, typer.Option("--output", "-o", help="A file; without it the page is printed.")]


@docs_app.command("parameters")
def parameters_markdown(output: Output = None) -> None:
    """Write the page with every query parameter (docs/parameters.md)."""
    from app.schemas.parameter_docs import write_parameters_page

    _deliver(write_parameters_page(), output)


@docs_app.command("weights")
def weights_markdown(output: Output = None) -> None:
    """Write the page about how next steps are chosen (docs/next-step-weights.md)."""
    from app.schemas.weights_page import write_weights_page

    _deliver(write_weights_page(), output)


def openapi_document(output: Output = None) -> None:
    """Write the OpenAPI document (openapi/wegwijzer-v1.json); `wegwijzer openapi`."""
    import json

    from app.schemas.openapi import build_document

    _deliver(json.dumps(build_document(), indent=2, ensure_ascii=False) + "\n", output)


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}.")
