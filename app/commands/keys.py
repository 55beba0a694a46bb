"""`wegwijzer keys`: partner keys, from the machine itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import open_engine
from app.domain.caller import OPERATOR, Scope

if TYPE_CHECKING:
    from sqlmodel import Session

keys_app = typer.Typer(name="keys", help="Partner keys: make, list, rotate, revoke.", no_args_is_help=True)

KeyId = Annotated[str, typer.Argument(help="Public name of the key: key_… (see `keys list`).")]
SHOWN_ONCE = "Keep it where passwords are kept: it cannot be shown again."


@contextmanager
def _writing() -> Iterator["Session"]:
    """One transaction on the database of the settings."""
    from app.store.unit_of_work import write_transaction

    engine = open_engine()
    try:
        with write_transaction(engine) as session:
            yield session
    finally:
        engine.dispose()


@keys_app.command("create")
def create(
    label: Annotated[str, typer.Argument(help="What it is for, in words.")],
    *,
    scope: Annotated[list[Scope], typer.Option("--scope", help="What it may do; repeat.")],
    organisation: Annotated[list[str] | None, typer.Option("--organisation", help="Id it writes for; repeat.")] = None,
    is_test: Annotated[bool, typer.Option("--test", help="A test key: works everywhere and changes nothing.")] = False,
    days: Annotated[int | None, typer.Option(min=1, max=3660, help="Days until it ends. Default: no end.")] = None,
) -> None:
    """Make a key and print it, this once. Only the key itself goes to standard output."""
    from app.services.keys import WantedKey, create_key
    from app.settings import get_settings

    now = get_settings().clock()
    ends_at = None if days is None else now + timedelta(days=days)
    wanted = WantedKey(label, frozenset(scope), frozenset(organisation or ()), is_test, ends_at)
    with _writing() as session:
        made = create_key(session, wanted, caller=OPERATOR, now=now)
    typer.echo(made.secret.text)
    typer.echo(f"{made.key.id}: {label}. {SHOWN_ONCE}", err=True)


@keys_app.command("list")
def list_(
    organisation: Annotated[str | None, typer.Option("--organisation", help="Only keys of this one.")] = None,
    is_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Every key: what it may do, for whom, and the day it was last used. No secrets."""
    import orjson

    from app.services.keys import read_keys, write_key
    from app.settings import get_settings

    now = get_settings().clock()
    engine = open_engine()
    keys = [write_key(key, now) for key in read_keys(engine)]
    engine.dispose()
    shown = [key for key in keys if organisation is None or organisation in key["organisationIds"]]
    if is_json:
        typer.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())
        return
    for key in shown:
        whose = ", ".join(key["organisationIds"]) or "every organisation"
        kind = "test" if key["isTest"] else "live"
        used = f"last used {key['lastUsedOn']}" if key["lastUsedOn"] else "never used"
        until = f", until {key['expiresAt']}" if key["expiresAt"] else ""
        typer.echo(f"{key['id']}  …{key['hint']}  {kind} {key['state']}{until}  {used}  {key['label']}")
        typer.echo(f"    {' '.join(key['scopes'])} for {whose}")
    if not shown:
        typer.echo("No keys yet. Make one: wegwijzer keys create LABEL --scope activities:write --organisation ID")


@keys_app.command("rotate")
def rotate(
    key_id: KeyId,
    overlap_days: Annotated[int, typer.Option(min=0, max=90, help="Days the old key goes on beside it.")] = 7,
) -> None:
    """Make a second key with the same rights and print it; the old one ends after the overlap."""
    from app.services.keys import rotate_key
    from app.settings import get_settings

    now, overlap = get_settings().clock(), timedelta(days=overlap_days)
    with _writing() as session:
        made = rotate_key(session, key_id, caller=OPERATOR, now=now, overlap=overlap)
    typer.echo(made.secret.text)
    typer.echo(f"{made.key.id} replaces {key_id}. {SHOWN_ONCE}", err=True)


@keys_app.command("revoke")
def revoke(
    key_id: KeyId, reason: Annotated[str | None, typer.Option(help="Why; kept in the audit trail.")] = None
) -> None:
    """End a key for good; running servers refuse it within a second."""
    from app.services.keys import revoke_key
    from app.settings import get_settings

    with _writing() as session:
        revoke_key(session, key_id, caller=OPERATOR, now=get_settings().clock(), reason=reason)
    typer.echo(f"{key_id} is revoked.")
