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


FAULTS_IN_DETAIL = 3


class WegwijzerError(Exception):
    """Base of the tree. `detail` and its Dutch twin are shown to the caller, so they never hold secrets or personal
    data. A detail without a twin says what its faults say in Dutch, else what the class means."""

    status = 500
    code = "internal"
    title = "Internal error"
    title_nl = "Fout bij ons"
    meaning_nl = "Er ging iets mis aan onze kant."

    def __init__(
        self,
        detail: str = "",
        *,
        detail_nl: str = "",
        faults: Iterable[Fault] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        self.detail = detail or self.title
        self.faults = tuple(faults)
        said = [fault.detail_nl for fault in self.faults[:FAULTS_IN_DETAIL] if fault.detail_nl]
        self.detail_nl = detail_nl or " ".join(said) or self.meaning_nl
        self.headers = headers or {}
        super().__init__(self.detail)


class InvalidInput(WegwijzerError):
    """The request is understood but wrong; `faults` names every fault."""

    status, code, title = 400, "invalid-input", "Invalid input"
    title_nl = "Ongeldige invoer"
    meaning_nl = "Het verzoek is te lezen, maar er klopt iets niet. `errors` noemt alles wat niet klopt."

    def __init__(self, faults: Iterable[Fault], detail: str = "") -> None:
        listed = tuple(faults)
        super().__init__(detail or " ".join(fault.detail for fault in listed[:FAULTS_IN_DETAIL]), faults=listed)


class Unauthorized(WegwijzerError):
    """No key, or a key that is not known, expired or revoked."""

    status, code, title = 401, "unauthorized", "Unauthorized"
    title_nl = "Geen geldige sleutel"
    meaning_nl = "Er is geen sleutel gestuurd, of een sleutel die onbekend, verlopen of ingetrokken is."


class Forbidden(WegwijzerError):
    """The key is known but may not do this."""

    status, code, title = 403, "forbidden", "Forbidden"
    title_nl = "Dit mag niet"
    meaning_nl = "De sleutel is bekend, maar mag dit niet."


class NotFound(WegwijzerError):
    """No such path or object."""

    status, code, title = 404, "not-found", "Not found"
    title_nl = "Niet gevonden"
    meaning_nl = "Dit adres of dit onderdeel is er niet."


class MethodNotAllowed(WegwijzerError):
    """The path exists, the method does not; `Allow` lists those that do."""

    status, code, title = 405, "method-not-allowed", "Method not allowed"
    title_nl = "Dit kan hier niet"
    meaning_nl = "Het adres bestaat, maar niet met deze methode. `Allow` noemt wat wel kan."


class NotAcceptable(WegwijzerError):
    """None of the formats asked for exists here."""

    status, code, title = 406, "not-acceptable", "Not acceptable"
    title_nl = "Deze vorm is er niet"
    meaning_nl = "Geen van de gevraagde vormen is er."


class RequestTimeout(WegwijzerError):
    """The body came in too slowly."""

    status, code, title = 408, "request-timeout", "Request timeout"
    title_nl = "Te langzaam"
    meaning_nl = "De inhoud kwam te langzaam binnen."


class Conflict(WegwijzerError):
    """The state of the object does not allow this."""

    status, code, title = 409, "conflict", "Conflict"
    title_nl = "Dit kan nu niet"
    meaning_nl = "Zoals het er nu voor staat, kan dit niet."


class PreconditionFailed(WegwijzerError):
    """`If-Match` names another version than the present one."""

    status, code, title = 412, "precondition-failed", "Precondition failed"
    title_nl = "Intussen veranderd"
    meaning_nl = "`If-Match` noemt een andere versie dan de huidige."


class PayloadTooLarge(WegwijzerError):
    """The body is larger than the limit."""

    status, code, title = 413, "payload-too-large", "Payload too large"
    title_nl = "Te groot"
    meaning_nl = "De inhoud is groter dan mag."


class UnsupportedMediaType(WegwijzerError):
    """The body is of a kind not read here."""

    status, code, title = 415, "unsupported-media-type", "Unsupported media type"
    title_nl = "Deze soort inhoud kunnen we niet lezen"
    meaning_nl = "De inhoud is van een soort die hier niet gelezen wordt."


class Unprocessable(WegwijzerError):
    """An Idempotency-Key that was used for another request."""

    status, code, title = 422, "unprocessable", "Unprocessable"
    title_nl = "Sleutel al gebruikt"
    meaning_nl = "Deze Idempotency-Key is al gebruikt voor een ander verzoek."


class PreconditionRequired(WegwijzerError):
    """The write needs `If-Match`."""

    status, code, title = 428, "precondition-required", "Precondition required"
    title_nl = "Voorwaarde nodig"
    meaning_nl = "Deze wijziging heeft `If-Match` nodig."


class TooManyRequests(WegwijzerError):
    """Above the rate limit; `Retry-After` says when to try again."""

    status, code, title = 429, "too-many-requests", "Too many requests"
    title_nl = "Te veel verzoeken"
    meaning_nl = "Er komen te veel verzoeken. `Retry-After` zegt wanneer het weer kan."


class Unavailable(WegwijzerError):
    """A passing fault: a lock that was not got in time, a dependency that does not answer, a catalogue still
    loading."""

    status, code, title = 503, "unavailable", "Unavailable"
    title_nl = "Even niet beschikbaar"
    meaning_nl = "Dit gaat vanzelf over: een andere dienst antwoordt niet, of de catalogus wordt nog geladen."


PROBLEMS: tuple[type[WegwijzerError], ...] = (WegwijzerError, *WegwijzerError.__subclasses__())
"""Every kind of problem, each with a page of its own at /problems/{code}."""
