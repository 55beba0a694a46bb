"""`wegwijzer serve`: the web server."""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.commands.common import bulk_work, fail, open_engine

SHUTDOWN_S = 20
"""How long running requests may take to end after a stop signal."""

WORKER_CHECK_S = 120
"""How long a worker may be too busy to answer its supervisor: a cold start builds the whole search snapshot."""

Host = Annotated[str | None, typer.Option(help="Address to listen on (WEGWIJZER_HOST).")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on (WEGWIJZER_PORT).")]
Workers = Annotated[int | None, typer.Option(min=1, max=64, help="Processes (WEGWIJZER_WORKERS).")]
Prepare = Annotated[
    bool, typer.Option("--prepare", help="First bring the schema up to date and fill an empty catalogue.")
]


def snapshot() -> None:
    """Build the search snapshot when there is none, so that workers start at once."""
    from app.services.snapshots import ensure_snapshot
    from app.settings import get_settings

    with bulk_work():
        generation = ensure_snapshot(open_engine(), get_settings().snapshot_dir())
    typer.echo(f"The search snapshot holds everything up to change {generation.seq}.")


def serve(host: Host = None, port: Port = None, workers: Workers = None, is_prepared_first: Prepare = False) -> None:
    """Serve the API and the pages until stopped. SIGHUP replaces the workers one by one."""
    import uvicorn

    from app.settings import get_settings

    if is_prepared_first:
        from app.commands.catalogue import prepare

        prepare()
    if port is not None:
        os.environ["WEGWIJZER_PORT"] = str(port)  # the workers read it for their links
        get_settings.cache_clear()
    settings = get_settings()
    open_engine().dispose()
    address = host or settings.host
    _check_port(address, settings.port)
    _check_room(settings.snapshot_dir())
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=address,
        port=settings.port,
        workers=workers or settings.workers,
        loop="uvloop",
        http="httptools",
        ws="none",
        access_log=False,
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=SHUTDOWN_S,
        timeout_worker_healthcheck=WORKER_CHECK_S,
    )


def _check_port(host: str, port: int) -> None:
    """The same for an address that is taken, or not of this machine."""
    import socket

    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        fail(
            f"Port {port} of {host} cannot be listened on: {error.strerror}. Name another with PORT=, --port or --host."
        )


def _check_room(folder: Path) -> None:
    """Rather one sentence here than the failed start of every worker."""
    from app.catalogue.builder import lock

    try:
        with lock(folder, is_patient=False):
            pass
    except OSError as error:
        fail(f"The search snapshot cannot be made in {folder}: {error.strerror}.")
