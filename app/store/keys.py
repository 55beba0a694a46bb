"""Partner keys in the database: only their SHA-256, never the key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Table, insert, or_, select, update
from sqlmodel import Session

from app.models.partner import PartnerKey
from app.store.unit_of_work import Database, connection_of

_table: Table = PartnerKey.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StoredKey:
    """One row, as `models.partner.PartnerKey` explains."""

    id: str
    sha256: str
    hint: str
    label: str
    is_test: bool
    scopes: tuple[str, ...]
    organisation_ids: tuple[str, ...]
    created_at: datetime
    replaces: str | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_reason: str | None = None
    last_used_on: date | None = None


_COLUMNS = [_table.c[name] for name in StoredKey.__dataclass_fields__]


def add_key(session: Session, key: StoredKey) -> None:
    """A new key. Raises IntegrityError when its id or hash is there already."""
    values = {name: getattr(key, name) for name in StoredKey.__dataclass_fields__}
    connection_of(session).execute(insert(_table).values(**values))


def find_by_hash(database: Database, sha256: str) -> StoredKey | None:
    """The key with this hash, whatever its state; None when there is none."""
    row = connection_of(database).execute(select(*_COLUMNS).where(_table.c.sha256 == sha256)).one_or_none()
    return None if row is None else StoredKey(*row)


def find_by_id(database: Database, key_id: str) -> StoredKey | None:
    """The key with this public name; None when there is none."""
    row = connection_of(database).execute(select(*_COLUMNS).where(_table.c.id == key_id)).one_or_none()
    return None if row is None else StoredKey(*row)


def list_keys(database: Database) -> list[StoredKey]:
    """Every key that ever was, oldest first."""
    rows = connection_of(database).execute(select(*_COLUMNS).order_by(_table.c.created_at, _table.c.id))
    return [StoredKey(*row) for row in rows]


def list_successors(database: Database, key_id: str, now: datetime) -> list[StoredKey]:
    """The living keys that replace this one."""
    is_alive = _table.c.revoked_at.is_(None) & or_(_table.c.expires_at.is_(None), _table.c.expires_at > now)
    rows = connection_of(database).execute(select(*_COLUMNS).where(_table.c.replaces == key_id, is_alive))
    return [StoredKey(*row) for row in rows]


def set_expiry(session: Session, key_id: str, expires_at: datetime) -> None:
    """Let the key end at this moment."""
    connection_of(session).execute(update(_table).where(_table.c.id == key_id).values(expires_at=expires_at))


def revoke_key(session: Session, key_id: str, revoked_at: datetime, reason: str | None) -> None:
    """End the key for good; the first revocation stands."""
    values = {"revoked_at": revoked_at, "revoked_reason": reason}
    condition = (_table.c.id == key_id, _table.c.revoked_at.is_(None))
    connection_of(session).execute(update(_table).where(*condition).values(**values))


def mark_used(session: Session, days: Mapping[str, date]) -> None:
    """Note the day each key was last used; an earlier day never overwrites a later one."""
    connection = connection_of(session)
    for key_id, day in days.items():
        is_later = or_(_table.c.last_used_on.is_(None), _table.c.last_used_on < day)
        connection.execute(update(_table).where(_table.c.id == key_id, is_later).values(last_used_on=day))
