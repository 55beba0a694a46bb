"""Every fault of a question in one answer: of how it is written, and of the names in what is sound of it."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, runtime_of
from app.errors import InvalidInput
from app.schemas.parameter_faults import place_in_body
from app.schemas.parsing import PartlyRead

Endpoint = Callable[[Request], Awaitable[Response]]
Check = Callable[[Runtime, Any], object]


def names_every_fault(check: Check, *, is_in_body: bool = False) -> Callable[[Endpoint], Endpoint]:
    """An endpoint whose refusal of some parameters names also what `check` finds wrong with the others.

    check: raises InvalidInput for names that are not known; it may ask an outside geocoder, so it runs in a thread.
    is_in_body: the parameters are members of the body.
    """

    def decorate(endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        async def answer(request: Request) -> Response:
            try:
                return await endpoint(request)
            except PartlyRead as refusal:
                whole = await run_in_threadpool(complete, refusal, partial(check, runtime_of(request)), is_in_body)
                raise whole from None

        return answer

    return decorate


def complete(refusal: PartlyRead, check: Callable[[Any], object], is_in_body: bool = False) -> InvalidInput:
    """The refusal with what `check` finds wrong with what is sound of the request."""
    if refusal.sound is None:
        return refusal
    try:
        check(refusal.sound)
    except InvalidInput as more:
        found = place_in_body(more).faults if is_in_body else more.faults
        return InvalidInput(dict.fromkeys([*refusal.faults, *found]))
    return refusal
