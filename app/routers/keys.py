"""`/v1/keys`: partner keys for an administrator, and for everyone the key they hold."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

import app.routers.paths  # noqa: F401  # registers the convertor of the paths below
from app.deps import BodyDep, CallerDep, Runtime, RuntimeDep, SessionDep, need_caller
from app.domain.caller import SYSTEM, Caller, Scope
from app.routers.activities import read_pairs
from app.routers.answers import dump_json, private
from app.routers.writes import check_parameters, parse_nothing
from app.schemas.bodies import read_body, read_optional_body
from app.schemas.keys import KeyIn, LeakIn, RevocationIn, RotationIn
from app.services import keys
from app.services.keys import MadeKey, WantedKey

router = APIRouter(prefix="/v1/keys", dependencies=[Depends(check_parameters)])


async def need_admin(caller: Annotated[Caller, Depends(need_caller)]) -> Caller:
    """Whoever may manage keys. Raises Unauthorized or Forbidden."""
    keys.require(caller, Scope.ADMIN)
    return caller


AdminDep = Annotated[Caller, Depends(need_admin)]


@router.get("", include_in_schema=False)
def list_keys(caller: AdminDep, runtime: RuntimeDep) -> Response:
    """Every key, without secrets."""
    items = [keys.write_key(key, runtime.now()) for key in keys.read_keys(runtime.engine)]
    return private(dump_json({"items": items, "total": len(items)}))


@router.post("", include_in_schema=False)
def create_key(request: Request, caller: AdminDep, body: BodyDep, session: SessionDep, runtime: RuntimeDep) -> Response:
    """A new key; its secret is shown in this answer and nowhere else."""
    asked = read_body(KeyIn, body, request.headers.get("content-type"))
    wanted = WantedKey(
        asked.label, frozenset(asked.scopes), frozenset(asked.organisation_ids), asked.is_test, asked.expires_at
    )
    return _show_made(runtime, keys.create_key(session, wanted, caller=caller, now=runtime.now()))


@router.get("/me", include_in_schema=False)
def get_own_key(caller: CallerDep, runtime: RuntimeDep) -> Response:
    """What the key of this request may do."""
    return private(dump_json(keys.write_key(keys.read_key(runtime.engine, str(caller.key_id)), runtime.now())))


@router.post("/report-leaked", include_in_schema=False)
def report_leaked(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Revoke a key that somebody found in public."""
    parse_nothing.parse_pairs(read_pairs(request))
    asked = read_body(LeakIn, body, request.headers.get("content-type"))
    keys.report_leaked(runtime.engine, asked.key, caller=SYSTEM, now=runtime.now())
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.get("/{key_id:key}", include_in_schema=False)
def get_key(key_id: str, caller: AdminDep, runtime: RuntimeDep) -> Response:
    """One key, without its secret."""
    return private(dump_json(keys.write_key(keys.read_key(runtime.engine, key_id), runtime.now())))


@router.post("/{key_id:key}/rotate", include_in_schema=False)
def rotate_key(
    request: Request, key_id: str, *, caller: AdminDep, body: BodyDep, session: SessionDep, runtime: RuntimeDep
) -> Response:
    """A second key with the same rights; the first goes on for a while."""
    asked = read_optional_body(RotationIn, body, request.headers.get("content-type"))
    overlap = timedelta(days=asked.overlap_days)
    return _show_made(runtime, keys.rotate_key(session, key_id, caller=caller, now=runtime.now(), overlap=overlap))


@router.post("/{key_id:key}/revoke", include_in_schema=False)
def revoke_key(
    request: Request, key_id: str, *, caller: AdminDep, body: BodyDep, session: SessionDep, runtime: RuntimeDep
) -> Response:
    """End a key for good."""
    asked = read_optional_body(RevocationIn, body, request.headers.get("content-type"))
    ended = keys.revoke_key(session, key_id, caller=caller, now=runtime.now(), reason=asked.reason)
    return private(dump_json(keys.write_key(ended, runtime.now())))


def _show_made(runtime: Runtime, made: MadeKey) -> Response:
    wire = keys.write_key(made.key, runtime.now()) | {"key": made.secret.text}
    answer = private(dump_json(wire), status=201)
    answer.raw_headers.append((b"location", f"{runtime.settings.base_url}/v1/keys/{made.key.id}".encode()))
    return answer
