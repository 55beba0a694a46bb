"""The page of one activity and the API reference: server-rendered, no script, no other server."""

from inspect import cleandoc
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.deps import BodyDep, RuntimeDep
from app.errors import PROBLEMS, NotFound
from app.web import activity_view
from app.web.forms import read_form
from app.web.reference import describe_operations
from app.web.rendering import page_language, render_page

router = APIRouter()

_STATIC = Path(__file__).parent.parent / "web" / "static"


@router.get("/a/{activity_id}", include_in_schema=False)
def show_activity(activity_id: str, request: Request, runtime: RuntimeDep) -> Response:
    """The page behind a short link. Cancelled and ended activities keep theirs."""
    return activity_view.show_activity(activity_id, request, runtime)


@router.post("/a/{activity_id}", include_in_schema=False)
def show_way(activity_id: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """The same page, with how far it is from where somebody says to be: in a form, so that no address holds it."""
    place = read_form(body, request.headers.get("content-type")).get("place", "")
    return activity_view.show_activity(activity_id, request, runtime, place)


@router.get("/docs", include_in_schema=False)
async def show_docs(request: Request) -> Response:
    """The API reference, made from the served OpenAPI document."""
    document = request.app.state.openapi
    operations = describe_operations(document)
    return render_page("docs.html", request, page_language(request), document=document, operations=operations)


@router.get("/problems/{code}", include_in_schema=False)
async def show_problem(code: str, request: Request) -> Response:
    """What the `type` of an error points to."""
    kind = next((kind for kind in PROBLEMS if kind.code == code), None)
    if kind is None:
        raise NotFound("There is no problem of this kind.")
    lang = page_language(request)
    words = (kind.title, cleandoc(kind.__doc__ or "")) if lang == "en" else (kind.title_nl, kind.meaning_nl)
    return render_page("problem.html", request, lang, kind=kind, title=words[0], meaning=words[1])


@router.get("/static/site.css", include_in_schema=False)
async def send_style() -> Response:
    """The one style sheet."""
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response((_STATIC / "site.css").read_bytes(), headers=headers, media_type="text/css")
