"""How Alembic reaches the database: on the connection and in the transaction of `app.store.migrations`, or its own."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from app.models.base import JsonText, UtcDateTime
from app.models.registry import metadata
from app.settings import get_settings
from app.store.migrations import migration_connection


def render_type(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are in the database: a revision must not change when the code does."""
    if kind == "type" and isinstance(item, JsonText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "AutoString":
        return f"sa.String(length={item.impl.length})" if item.impl.length else "sa.String()"
    if kind == "type" and type(item).__name__ == "Enum":
        return f"sa.String(length={item.length})"
    return False


def run(connection: Connection) -> None:
    """Run what the command asks; DDL is part of the transaction on both databases."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        render_item=render_type,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with migration_connection(get_settings().database_url) as own:
        run(own)
