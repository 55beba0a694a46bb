"""The engine of this process: one per database, made once, with every wait bounded."""

from sqlalchemy import Engine, create_engine

from app.store.dialect import Limits, engine_arguments, find_file, install_listeners, normalise_url


def make_engine(url: str, limits: Limits | None = None) -> Engine:
    """An engine for a SQLite file (made when missing, with its folder) or a PostgreSQL server.

    No connection is opened. Dispose of it when done; never share it over a fork.

    Raises:
        ValueError: the URL names another kind of database, or one in memory.
    """
    chosen = limits or Limits()
    address = normalise_url(url)
    file = find_file(address)
    arguments = engine_arguments(address, chosen)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, **arguments)
    install_listeners(engine, chosen)
    return engine
