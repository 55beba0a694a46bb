"""Keys for tests: made in the database, sent in a header."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine

from app.domain.caller import OPERATOR, Scope
from app.services.keys import MadeKey, WantedKey, create_key
from app.store.unit_of_work import write_transaction
from tests.support.stored import open_engine


def add_key(  # noqa: PLR0917
    engine: Engine,
    scopes: Iterable[Scope] = (Scope.ADMIN,),
    organisation_ids: Iterable[str] = (),
    is_test: bool = False,
    expires_at: datetime | None = None,
    now: datetime | None = None,
) -> MadeKey:
    """A key in this database. The organisations must exist."""
    wanted = WantedKey("toets", frozenset(scopes), frozenset(organisation_ids), is_test, expires_at)
    with write_transaction(engine) as session:
        return create_key(session, wanted, caller=OPERATOR, now=now or datetime.fromisoformat("2026-11-25T12:00:00Z"))


def make_key(
    url: str,
    scopes: Iterable[Scope] = (Scope.ADMIN,),
    organisation_ids: Iterable[str] = (),
    *,
    is_test: bool = False,
    expires_at: datetime | None = None,
) -> str:
    """The secret of a new key in the database at this URL."""
    with open_engine(url) as engine:
        return add_key(engine, scopes, organisation_ids, is_test, expires_at).secret.text


def bearer(secret: str) -> dict[str, str]:
    """The header that sends it."""
    return {"Authorization": f"Bearer {secret}"}
