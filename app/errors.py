"""Every error this product raises on purpose: HTTP status and stable code per class.

    WegwijzerError
    ├── InvalidInput          400  every fault named, all at once
    ├── Unauthorized          401
    ├── Forbidden             403
    ├── NotFound              404
    ├── MethodNotAllowed      405
    ├── NotAcceptable         406
    ├── RequestTimeout        408
    ├── Conflict              409
    ├── PreconditionFailed    412
    ├── PayloadTooLarge       413
    ├── UnsupportedMediaType  415
    ├── Unprocessable         422
    ├── PreconditionRequired  428
    ├── TooManyRequests       429
    └── Unavailable           503

This module imports nothing of ours, so that every room may raise from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the input.

    `parameter` names a query parameter, `pointer` a JSON Pointer (RFC 6901) into the body; at most one is set.
    `code` is stable and for programs, `detail` says in one English sentence what to do, `hint` adds what is allowed.
    """

    code: str
    detail: str
    parameter: str | None = None
    pointer: str | None = None
    hint: str | None = None
    detail_nl: str | None = None

    def to_wire(self) -> dict[str, str]:
        """The member of `errors[]` in a problem document; absent parts are left out."""
        parts = {
            "parameter": self.parameter,
            "pointer": self.pointer,
            "code": self.code,
            "detail": self.detail,
            "detailNl": self.detail_nl,
            "hint": self.hint,
        }
        return {name: value for name, value in parts.items() if value is not None}


class WegwijzerError(Exception):
    """Base of the tree. `detail` is shown to the caller, so it never holds secrets or personal data."""

    status = 500
    code = "internal"
    title = "Internal error"

    def __init__(
        self, detail: str = "", *, faults: Iterable[Fault] = (), headers: dict[str, str] | None = None
    ) -> None:
        self.detail = detail or self.title
        self.faults = tuple(faults)
        self.headers = headers or {}
        super().__init__(self.detail)


class InvalidInput(WegwijzerError):
    """The request is understood but wrong; `faults` names every fault."""

    status, code, title = 400, "invalid-input", "Invalid input"

    def __init__(self, faults: Iterable[Fault], detail: str = "") -> None:
        listed = tuple(faults)
        super().__init__(detail or "; ".join(fault.detail for fault in listed[:3]), faults=listed)


class Unauthorized(WegwijzerError):
    """No key, or a key that is not known, expired or revoked."""

    status, code, title = 401, "unauthorized", "Unauthorized"


class Forbidden(WegwijzerError):
    """The key is known but may not do this."""

    status, code, title = 403, "forbidden", "Forbidden"


class NotFound(WegwijzerError):
    """No such path or object."""

    status, code, title = 404, "not-found", "Not found"


class MethodNotAllowed(WegwijzerError):
    """The path exists, the method does not; `Allow` lists those that do."""

    status, code, title = 405, "method-not-allowed", "Method not allowed"


class NotAcceptable(WegwijzerError):
    """None of the formats asked for exists here."""

    status, code, title = 406, "not-acceptable", "Not acceptable"


class RequestTimeout(WegwijzerError):
    """The body came in too slowly."""

    status, code, title = 408, "request-timeout", "Request timeout"


class Conflict(WegwijzerError):
    """The state of the object does not allow this."""

    status, code, title = 409, "conflict", "Conflict"


class PreconditionFailed(WegwijzerError):
    """`If-Match` names another version than the present one."""

    status, code, title = 412, "precondition-failed", "Precondition failed"


class PayloadTooLarge(WegwijzerError):
    """The body is larger than the limit."""

    status, code, title = 413, "payload-too-large", "Payload too large"


class UnsupportedMediaType(WegwijzerError):
    """The body is of a kind not read here."""

    status, code, title = 415, "unsupported-media-type", "Unsupported media type"


class Unprocessable(WegwijzerError):
    """An Idempotency-Key that was used for another request."""

    status, code, title = 422, "unprocessable", "Unprocessable"


class PreconditionRequired(WegwijzerError):
    """The write needs `If-Match`."""

    status, code, title = 428, "precondition-required", "Precondition required"


class TooManyRequests(WegwijzerError):
    """Above the rate limit; `Retry-After` says when to try again."""

    status, code, title = 429, "too-many-requests", "Too many requests"


class Unavailable(WegwijzerError):
    """A passing fault: a lock that was not got in time, a dependency that does not answer, a catalogue still
    loading."""

    status, code, title = 503, "unavailable", "Unavailable"


PROBLEMS: tuple[type[WegwijzerError], ...] = (WegwijzerError, *WegwijzerError.__subclasses__())
"""Every kind of problem, each with a page of its own at /problems/{code}."""
