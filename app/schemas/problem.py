"""Problem documents (RFC 9457): the one shape in which every error leaves."""

import re
from collections.abc import Sequence
from typing import Any

import orjson

from app.errors import WegwijzerError
from app.schemas.negotiation import choose_language

DUTCH, ENGLISH = "nl", "en"
_ASKED = re.compile(rb"(?:^|&)lang=(nl|en)(?:&|$)")
ANY_LANGUAGE = ("", "*")


def problem_language(query: bytes, headers: Sequence[tuple[bytes, bytes]]) -> str:
    """nl or en: what `lang` says, else what `Accept-Language` prefers, else English, which programs read."""
    if (asked := _ASKED.search(query)) is not None:
        return asked[1].decode()
    accepted = ", ".join(value.decode("latin-1") for name, value in headers if name == b"accept-language").strip()
    is_dutch = accepted not in ANY_LANGUAGE and choose_language(None, accepted) == DUTCH
    return DUTCH if is_dutch else ENGLISH


def build_problem(error: WegwijzerError, *, instance: str | None = None, lang: str = ENGLISH) -> dict[str, Any]:
    """type (a relative reference to the page of this code), title, status, detail, instance and `errors[]`.

    lang: of `title` and of every `detail`; `detailNl` is there either way.
    """
    is_dutch = lang == DUTCH
    faults = [fault.to_wire() for fault in error.faults]
    if is_dutch:
        faults = [fault | {"detail": fault.get("detailNl", fault["detail"])} for fault in faults]
    return {
        "type": f"/problems/{error.code}",
        "title": error.title_nl if is_dutch else error.title,
        "status": error.status,
        "detail": error.detail_nl if is_dutch else error.detail,
        "detailNl": error.detail_nl,
        "instance": instance,
        "errors": faults,
    }


def problem_body(error: WegwijzerError, *, instance: str | None = None, lang: str = ENGLISH) -> bytes:
    """The same as JSON bytes. Text that is no Unicode (a lone surrogate echoed from a request) is replaced."""
    problem = build_problem(error, instance=instance, lang=lang)
    try:
        return orjson.dumps(problem)
    except TypeError:
        return orjson.dumps(_replace_surrogates(problem))


def _replace_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_replace_surrogates(name): _replace_surrogates(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_replace_surrogates(member) for member in value]
    return value
