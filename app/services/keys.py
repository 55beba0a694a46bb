"""Partner keys: made, rotated, withdrawn; and who may do what with one. The secret is returned once and never kept."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.api_keys import ENTROPY_BYTES, ID_ENTROPY_BYTES, KeySecret, form_key, form_key_id, parse_key
from app.domain.auditing import AuditAction
from app.domain.caller import Caller, Scope
from app.errors import Conflict, Fault, Forbidden, InvalidInput, NotFound
from app.services.audit import AuditEntry, record
from app.services.key_ring import REFUSALS
from app.store import keys as store
from app.store import organisations
from app.store.keys import StoredKey
from app.store.unit_of_work import Database, read_connection, write_transaction

KIND = "key"
USUAL_OVERLAP = timedelta(days=7)
LEAKED = "reported leaked"

SCOPE_NEEDED = (
    "This key may not do this: it needs the scope {scope}. Ask the coordinator.",
    "Deze sleutel mag dit niet: het recht {scope} ontbreekt. Vraag het de coördinator.",
)
NOT_YOURS = (
    "This belongs to another organisation than the ones of this key.",
    "Dit hoort bij een andere organisatie dan die van deze sleutel.",
)


@dataclass(frozen=True, slots=True)
class WantedKey:
    """A key to make. expires_at: None = it holds until it is revoked."""

    label: str
    scopes: frozenset[Scope]
    organisation_ids: frozenset[str] = frozenset()
    is_test: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MadeKey:
    """What was made. `secret` is shown to its holder now and can never be shown again."""

    key: StoredKey
    secret: KeySecret


def require(caller: Caller, scope: Scope, organisation_id: str | None = None) -> None:
    """Let pass who holds the scope, and, for an object of an organisation, who may write for that organisation.

    Raises:
        Forbidden: `insufficient-scope` or `not-yours`.
    """
    if not caller.has(scope):
        english, dutch = (text.format(scope=scope.value) for text in SCOPE_NEEDED)
        raise Forbidden(english, faults=[Fault("insufficient-scope", english, hint=scope.value, detail_nl=dutch)])
    if organisation_id is not None and not caller.owns(organisation_id):
        raise refuse_foreign()


def refuse_foreign() -> Forbidden:
    """The 403 for an object of another organisation."""
    english, dutch = NOT_YOURS
    return Forbidden(english, faults=[Fault("not-yours", english, detail_nl=dutch)])


def create_key(session: Session, wanted: WantedKey, *, caller: Caller, now: datetime) -> MadeKey:
    """A new key for organisations that exist, or an admin key for none.

    Raises:
        InvalidInput: no scope, an unknown organisation, an admin key with organisations, another key without, or an
            end that is past; every fault at once.
    """
    if faults := list(_find_faults(session, wanted, now)):
        raise InvalidInput(faults)
    made = _make(wanted, now)
    store.add_key(session, made.key)
    _record(session, made.key, AuditAction.CREATED, caller=caller, now=now)
    return made


def rotate_key(
    session: Session, key_id: str, *, caller: Caller, now: datetime, overlap: timedelta = USUAL_OVERLAP
) -> MadeKey:
    """A second key with the same rights; the first one ends after the overlap, or at its own end when that is sooner.

    The new key lives as long as the old one was made for.

    Raises:
        NotFound: there is no such key.
        Conflict: it is revoked or expired, or was rotated already: `key-ended`, `key-rotating`.
    """
    held = find_key(session, key_id)
    if state_of(held, now) in ("revoked", "expired"):
        raise _conflict(
            "key-ended", "This key has ended: make a new one.", "Deze sleutel geldt niet meer: maak een nieuwe."
        )
    if store.list_successors(session, key_id, now):
        english = "This key was rotated already: revoke one of both first."
        raise _conflict("key-rotating", english, "Deze sleutel wordt al vervangen: trek eerst een van beide in.")
    ends_at = now + overlap
    lifetime = None if held.expires_at is None else now + (held.expires_at - held.created_at)
    scopes = frozenset(Scope(scope) for scope in held.scopes)
    wanted = WantedKey(held.label, scopes, frozenset(held.organisation_ids), held.is_test, lifetime)
    made = _make(wanted, now, replaces=held.id)
    store.add_key(session, made.key)
    store.set_expiry(session, held.id, ends_at if held.expires_at is None else min(ends_at, held.expires_at))
    _record(session, held, AuditAction.ROTATED, caller=caller, now=now)
    _record(session, made.key, AuditAction.CREATED, caller=caller, now=now)
    return made


def revoke_key(session: Session, key_id: str, *, caller: Caller, now: datetime, reason: str | None = None) -> StoredKey:
    """End a key for good, at once; revoking it again changes nothing. Raises NotFound."""
    held = find_key(session, key_id)
    if held.revoked_at is not None:
        return held
    store.revoke_key(session, key_id, now, reason)
    _record(session, held, AuditAction.REVOKED, caller=caller, now=now, reason=reason)
    return replace(held, revoked_at=now, revoked_reason=reason)


def revoke_leaked(session: Session, text: str, *, caller: Caller, now: datetime) -> StoredKey:
    """End a key that somebody found: who holds it may end it.

    Raises:
        InvalidInput: `key-typo`: it is no key of ours.
        NotFound: this installation never gave it out.
    """
    secret = parse_key(text.strip())
    if secret is None:
        english, dutch = REFUSALS["key-typo"]
        raise InvalidInput([Fault("key-typo", english, pointer="/key", detail_nl=dutch)])
    held = store.find_by_hash(session, secret.sha256)
    if held is None:
        raise _not_found()
    return revoke_key(session, held.id, caller=caller, now=now, reason=LEAKED)


def find_key(database: Database, key_id: str) -> StoredKey:
    """One key. Raises NotFound."""
    found = store.find_by_id(database, key_id)
    if found is None:
        raise _not_found()
    return found


def read_key(engine: Engine, key_id: str) -> StoredKey:
    """As `find_key`, in a read of its own."""
    with read_connection(engine) as connection:
        return find_key(connection, key_id)


def read_keys(engine: Engine) -> list[StoredKey]:
    """Every key, oldest first; ended ones too."""
    with read_connection(engine) as connection:
        return store.list_keys(connection)


def report_leaked(engine: Engine, text: str, *, caller: Caller, now: datetime) -> StoredKey:
    """As `revoke_leaked`, committed at once: a leaked key is never only rehearsed."""
    with write_transaction(engine) as session:
        return revoke_leaked(session, text, caller=caller, now=now)


def state_of(key: StoredKey, now: datetime) -> str:
    """revoked, expired or active."""
    if key.revoked_at is not None:
        return "revoked"
    return "expired" if key.expires_at is not None and key.expires_at <= now else "active"


def write_key(key: StoredKey, now: datetime) -> dict[str, Any]:
    """The wire shape of a key: all but the secret and its hash."""
    return {
        "id": key.id,
        "label": key.label,
        "hint": key.hint,
        "state": state_of(key, now),
        "isTest": key.is_test,
        "scopes": list(key.scopes),
        "organisationIds": list(key.organisation_ids),
        "createdAt": _stamp(key.created_at),
        "expiresAt": _stamp(key.expires_at),
        "revokedAt": _stamp(key.revoked_at),
        "revokedReason": key.revoked_reason,
        "replaces": key.replaces,
        "lastUsedOn": None if key.last_used_on is None else key.last_used_on.isoformat(),
    }


def _find_faults(session: Session, wanted: WantedKey, now: datetime) -> list[Fault]:
    faults = []

    def add(code: str, pointer: str, english: str, dutch: str, hint: str | None = None) -> None:
        faults.append(Fault(code, english, pointer=pointer, hint=hint, detail_nl=dutch))

    is_admin = Scope.ADMIN in wanted.scopes
    if not wanted.scopes:
        add("required", "/scopes", "Give at least one scope.", "Geef minstens één recht (scope).")
    if is_admin and wanted.organisation_ids:
        add(
            "admin-for-all", "/organisationIds", "Leave out the organisations: an admin key writes for all of them.",
            "Laat de organisaties weg: een beheersleutel schrijft voor allemaal.",
        )  # fmt: skip
    needs_organisation = not is_admin and wanted.scopes - {Scope.INSIGHTS_READ}
    if needs_organisation and not wanted.organisation_ids:
        add(
            "required", "/organisationIds", "Give at least one organisation: a key writes for nobody else.",
            "Geef minstens één organisatie: een sleutel schrijft voor niemand anders.",
        )  # fmt: skip
    found = organisations.find_many(session, wanted.organisation_ids)
    if missing := sorted(id_ for id_ in wanted.organisation_ids if id_ not in found or found[id_].is_deleted):
        add(
            "unknown-organisation", "/organisationIds", "Give organisations that exist.",
            "Geef organisaties die bestaan.", f"unknown: {', '.join(missing)}",
        )  # fmt: skip
    if wanted.expires_at is not None and wanted.expires_at <= now:
        add("past", "/expiresAt", "Give an end that is yet to come.", "Geef een einddatum die nog moet komen.")
    return faults


def _make(wanted: WantedKey, now: datetime, replaces: str | None = None) -> MadeKey:
    secret = form_key(secrets.token_bytes(ENTROPY_BYTES), is_test=wanted.is_test)
    key = StoredKey(
        id=form_key_id(secrets.token_bytes(ID_ENTROPY_BYTES)),
        sha256=secret.sha256,
        hint=secret.hint,
        label=wanted.label,
        is_test=wanted.is_test,
        scopes=tuple(sorted(wanted.scopes)),
        organisation_ids=tuple(sorted(wanted.organisation_ids)),
        created_at=now,
        replaces=replaces,
        expires_at=wanted.expires_at,
    )
    return MadeKey(key, secret)


def _record(
    session: Session, key: StoredKey, action: AuditAction, *, caller: Caller, now: datetime, reason: str | None = None
) -> None:
    """One line for each organisation of the key, so that each can read what happened to it."""
    entries = [
        AuditEntry(KIND, key.id, action, organisation_id=organisation_id, reason=reason)
        for organisation_id in key.organisation_ids or (None,)
    ]
    record(session, entries, caller=caller, now=now)


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _conflict(code: str, english: str, dutch: str) -> Conflict:
    return Conflict(english, faults=[Fault(code, english, detail_nl=dutch)])


def _not_found() -> NotFound:
    return NotFound("There is no such key.", detail_nl="Deze sleutel is er niet.")
