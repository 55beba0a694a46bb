"""What all pages share: the language, the templates, strict headers. No script, no other server."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.schemas.negotiation import choose_language
from app.web.texts import texts

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
PRIVATE_POLICY = POLICY.replace("frame-ancestors 'self'", "frame-ancestors 'none'")
"""Of pages on which somebody answers: nobody may lay another page over them."""
PRIVATE: Mapping[str, str] = {"Content-Security-Policy": PRIVATE_POLICY, "X-Robots-Tag": "noindex, nofollow"}

templates = Environment(loader=PackageLoader("app.web"), autoescape=select_autoescape(), auto_reload=False)


def page_language(request: Request) -> str:
    """nl or en: what the address says, else what the browser prefers."""
    asked = request.query_params.get("lang")
    chosen = choose_language(asked if asked in ("nl", "en") else None, request.headers.get("accept-language", ""))
    return "en" if chosen.lower().startswith("en") else "nl"


def render_page(
    name: str,
    request: Request,
    lang: str,
    status: int = 200,
    *,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """A page from its template. `t` in it: the sentences all pages share; values may add `words` of its own."""
    words = texts(lang)
    others = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    path = "/" + request.url.path.lstrip("/")  # two slashes would begin the address of another site
    other_url = f"{path}?{urlencode([*others, ('lang', words['other_lang'])])}"
    html = templates.get_template(name).render(lang=lang, t=words, other_language_url=other_url, **values)
    common = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "Content-Language": lang}
    return HTMLResponse(html, status, {**common, **(headers or {})})
