"""Schema changes as functions: they work from any folder and from an installed package, and two at once take turns."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from app.errors import Conflict, NotFound
from app.store.dialect import WRITE, Limits, find_broken_references
from app.store.engine import make_engine
from app.store.unit_of_work import translate_faults

# Another process may be migrating a large database; foreign keys are off because SQLite changes a table by copying it.
_LIMITS = Limits(
    lock_timeout_s=120.0,
    statement_timeout_s=0,
    idle_timeout_s=0,
    idle_reader_timeout_s=0,
    pool_size=1,
    has_foreign_keys=False,
)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema to a revision; nothing happens when it is there already. All or nothing.

    Raises:
        Unavailable: another process held the database for two minutes.
        Conflict: the result would leave references that point nowhere.
        NotFound: this release has no way to that revision.
    """
    with migration_connection(url) as connection, _known_revision(revision):
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to a revision, or to `base` (empty): the data of what is dropped is lost. All or nothing.

    Raises:
        Unavailable, Conflict, NotFound: as `upgrade`.
    """
    with migration_connection(url) as connection, _known_revision(revision):
        command.downgrade(_config(connection), revision)


def current(url: str) -> str | None:
    """The revision of this database; None when it was never migrated."""
    engine = make_engine(url, _LIMITS)
    try:
        with translate_faults(), engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head() -> str:
    """The newest revision of this release."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    if found is None:
        raise RuntimeError("this release holds no revisions")
    return found


@contextmanager
def migration_connection(url: str) -> Iterator[Connection]:
    """A connection in a transaction that keeps all other writers out, checked before it commits."""
    engine = make_engine(url, _LIMITS)
    try:
        with (
            translate_faults(),
            engine.connect().execution_options(**{WRITE: True}) as connection,
            connection.begin(),
        ):
            yield connection
            broken = find_broken_references(connection)
            if broken:
                raise Conflict(f"References would point nowhere in: {', '.join(broken)}. Nothing was changed.")
    finally:
        engine.dispose()


@contextmanager
def _known_revision(revision: str) -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise NotFound(f"There is no way to revision {revision} from here: {error}.") from error


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    # The configuration parser reads a percent sign as the start of a reference.
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
