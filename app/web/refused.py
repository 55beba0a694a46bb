"""What somebody sees in a browser when a page cannot be shown: the same errors as in the API, in words."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from app.errors import WegwijzerError
from app.web.offer_fields import say_fault
from app.web.rendering import PRIVATE, page_language, render_page

Words = Mapping[int, tuple[str, str]]
"""By status: the heading, and what to do."""
OTHER = 0
NL: Words = {
    403: ("Dit mag hier niet", "Vraag het de coördinator."),
    404: ("Deze pagina is er niet", "Kijk of het adres klopt, of begin opnieuw."),
    405: ("Dit kan hier niet", "Ga terug en probeer het met de knoppen op de pagina."),
    409: ("Dit kan nu niet", "Iemand anders heeft intussen iets veranderd. Ga terug en kijk nog een keer."),
    415: ("Dit formulier kunnen we niet lezen", "Ga terug en verstuur het nog een keer."),
    OTHER: ("Er ging iets mis", "Probeer het straks nog een keer."),
}
EN: Words = {
    403: ("This is not allowed here", "Ask the coordinator."),
    404: ("There is no such page", "Check the address, or start again."),
    405: ("This cannot be done here", "Go back and use the buttons on the page."),
    409: ("This cannot be done now", "Somebody else changed something meanwhile. Go back and look again."),
    415: ("We cannot read this form", "Go back and send it again."),
    OTHER: ("Something went wrong", "Try again later."),
}
HOME = {"nl": "Naar het begin", "en": "To the start"}


def show_refusal(request: Request, error: WegwijzerError) -> Response:
    """The page for an error, in the language of the reader, with the headers of the error."""
    lang = page_language(request)
    words = EN if lang == "en" else NL
    heading, advice = words.get(error.status, words[OTHER])
    sentences = [say_fault(fault, lang) for fault in error.faults] or [advice]
    return render_page(
        "refused.html",
        request,
        lang,
        error.status,
        headers={**PRIVATE, **error.headers},
        heading=heading,
        sentences=sentences,
        home=HOME[lang],
    )
