"""What somebody sees in a browser when a page cannot be shown: the same errors as in the API, in words."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from app.domain.travel import say_minutes
from app.errors import WegwijzerError
from app.web.offer_fields import say_fault
from app.web.rendering import PRIVATE, page_language, render_page

Words = Mapping[int, tuple[str, str]]
"""By status: the heading, and what to do."""
OTHER = 0
TOO_LARGE, TOO_MANY = 413, 429
MINUTE_S = 60
NL: Words = {
    403: ("Dit mag hier niet", "Vraag het de coördinator."),
    404: ("Deze pagina is er niet", "Kijk of het adres klopt, of begin opnieuw."),
    405: ("Dit kan hier niet", "Ga terug en probeer het met de knoppen op de pagina."),
    408: ("Het duurde te lang", "Uw formulier kwam te langzaam binnen. Ga terug en verstuur het nog een keer."),
    409: ("Dit kan nu niet", "Iemand anders heeft intussen iets veranderd. Ga terug en kijk nog een keer."),
    TOO_LARGE: ("Dit is te groot", "Ga terug en stuur minder: een kortere tekst of een kleiner bestand."),
    415: ("Dit formulier kunnen we niet lezen", "Ga terug en verstuur het nog een keer."),
    TOO_MANY: (
        "Even wachten",
        "Er is te vaak iets verstuurd vanaf deze plek. Probeer het over {minutes} nog een keer.",
    ),
    503: ("Dit lukt nu even niet", "Wacht een minuut en probeer het nog een keer."),
    OTHER: ("Er ging iets mis", "Probeer het straks nog een keer."),
}
EN: Words = {
    403: ("This is not allowed here", "Ask the coordinator."),
    404: ("There is no such page", "Check the address, or start again."),
    405: ("This cannot be done here", "Go back and use the buttons on the page."),
    408: ("It took too long", "Your form came in too slowly. Go back and send it again."),
    409: ("This cannot be done now", "Somebody else changed something meanwhile. Go back and look again."),
    TOO_LARGE: ("This is too large", "Go back and send less: a shorter text or a smaller file."),
    415: ("We cannot read this form", "Go back and send it again."),
    TOO_MANY: ("Wait a moment", "Something was sent too often from this place. Try again in {minutes}."),
    503: ("This does not work right now", "Wait a minute and try again."),
    OTHER: ("Something went wrong", "Try again later."),
}
SAID_PLAINLY = frozenset({408, TOO_LARGE, TOO_MANY, 503})
"""Whose faults speak to programs: of bytes and seconds."""
HOME = {"nl": "Naar het begin", "en": "To the start"}


def show_refusal(request: Request, error: WegwijzerError) -> Response:
    """The page for an error, in the language of the reader, with the headers of the error."""
    lang = page_language(request)
    words = EN if lang == "en" else NL
    heading, advice = words.get(error.status, words[OTHER])
    told = [] if error.status in SAID_PLAINLY else [say_fault(fault, lang) for fault in error.faults]
    return render_page(
        "refused.html",
        request,
        lang,
        error.status,
        headers={**PRIVATE, **error.headers},
        heading=heading,
        sentences=told or [advice.format(minutes=_say_wait(error, lang))],
        home=HOME[lang],
    )


def _say_wait(error: WegwijzerError, lang: str) -> str:
    """The wait in whole minutes, rounded up."""
    return say_minutes(max(1, -(-int(error.headers.get("Retry-After", MINUTE_S)) // MINUTE_S)), lang)
