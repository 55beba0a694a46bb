"""`/v1/audit`: who changed what, for whoever it belongs to."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.deps import CallerDep, RuntimeDep
from app.routers.activities import read_pairs
from app.routers.answers import dump_json, private
from app.schemas.audit import AUDIT, AuditRequest
from app.schemas.cursor import decode_list_cursor, encode_list_cursor, hash_text
from app.schemas.parsing import Parser
from app.services.audit_pages import read_page

router = APIRouter(prefix="/v1/audit")
_parser = Parser(AUDIT)
NOT_THE_QUESTION = frozenset({"cursor", "limit"})


@router.get("", include_in_schema=False)
def list_audit(request: Request, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """One page of changes, newest first."""
    asked: AuditRequest = _parser.parse_pairs(read_pairs(request))
    question = hash_text("audit" + urlencode(_parser.to_pairs(asked, without=NOT_THE_QUESTION)))
    before = int(decode_list_cursor(asked.cursor, query_hash=question)) if asked.cursor else None
    items, last = read_page(runtime.engine, caller, asked, before)
    path = f"{runtime.settings.base_url}/v1/audit"
    following = None
    if last is not None:
        rest = _parser.to_pairs(asked, without=frozenset({"cursor"}))
        following = f"{path}?{urlencode([*rest, ('cursor', encode_list_cursor(str(last), question))])}"
    own = urlencode(_parser.to_pairs(asked))
    return private(dump_json({"items": items, "links": {"self": f"{path}?{own}" if own else path, "next": following}}))
