"""What is wrong with a form of an offer, in the words of the form: the label of the field, and what to write there.

The validation behind it speaks to programs: it names members of the wire. Here a code becomes a sentence.
"""

from collections.abc import Iterable, Mapping

from app.errors import Fault
from app.web.offer_fields import FIELDS_BY_NAME, FieldWords

WHOLE = ""
"""The name under which stands what belongs to no field."""

FIELD_OF_MEMBER: Mapping[str, str] = {
    "title": "title", "summary": "summary", "description": "summary", "themes": "theme", "stage": "stage",
    "age": "age", "schoolGroups": "age", "attendance": "attendance", "place": "placeName", "schedule": "when",
    "sessions": "when", "season": "when", "runsInHolidays": "when", "prices": "costs", "cost": "costs",
    "freeTrial": "costs", "supervision": "supervision", "enrolment": "website", "contact": "website",
    "firstVisit": "firstVisit",
}  # fmt: skip
FIELD_OF_TAIL: Mapping[str, str] = {
    "postalCode": "postcode", "streetAddress": "street", "addressLocality": "town", "email": "email",
    "phone": "phone", "url": "website",
}  # fmt: skip

Said = Mapping[str, tuple[str, str]]
OF_CODE: Said = {
    "required": ("Vul “{label}” in.", "Fill in “{label}”."),
    "empty": ("Vul “{label}” in.", "Fill in “{label}”."),
    "too-long": (
        "Maak “{label}” korter: ten hoogste {most} tekens.",
        "Make “{label}” shorter: at most {most} characters.",
    ),
    "not-line": ("Schrijf “{label}” op één regel.", "Write “{label}” on one line."),
    "not-allowed": ("Kies bij “{label}” iets uit de lijst.", "Choose something from the list at “{label}”."),
    "unknown-theme": ("Kies bij “{label}” iets uit de lijst.", "Choose something from the list at “{label}”."),
    "range-order": ("Zet bij “{label}” de laagste leeftijd eerst.", "Put the lowest age first at “{label}”."),
    "time-order": ("Kijk “{label}” na: het einde is vóór het begin.", "Check “{label}”: it ends before it begins."),
    "ends-before-start": (
        "Kijk “{label}” na: het einde is vóór het begin.",
        "Check “{label}”: it ends before it begins.",
    ),
    "date-out-of-range": (
        "Kies bij “{label}” een dag die niet zo ver weg is.",
        "Choose a day that is nearer at “{label}”.",
    ),
    "too-many-sessions": (
        "Dit zijn te veel keren. Schrijf bij “{label}” een vaste dag en een laatste dag.",
        "These are too many times. Write a fixed day and a last day at “{label}”.",
    ),
    "date-order": (
        "Kijk “{label}” na: de laatste dag is vóór de eerste.",
        "Check “{label}”: the last day is before the first.",
    ),
    "age-not-understood": (
        "We begrijpen “{label}” niet. Schrijf bijvoorbeeld: 8 t/m 12 jaar. Of: groep 5-8.",
        "We do not understand “{label}”. Write for example: 8 to 12 years. Or: groep 5-8.",
    ),
    "price-not-understood": (
        "We begrijpen “{label}” niet. Schrijf bijvoorbeeld: gratis. Of: € 5 per keer.",
        "We do not understand “{label}”. Write for example: free. Or: € 5 per session.",
    ),
    "time-not-understood": (
        "We begrijpen “{label}” niet. Schrijf bijvoorbeeld: woensdag 14:00-15:30.",
        "We do not understand “{label}”. Write for example: Wednesday 14:00-15:30.",
    ),
    "date-not-understood": (
        "De datum bij “{label}” bestaat niet. Schrijf bijvoorbeeld: 25-11-2026.",
        "The date at “{label}” does not exist. Write for example: 25-11-2026.",
    ),
    "clock-not-understood": (
        "De tijd bij “{label}” bestaat niet. Schrijf bijvoorbeeld: 14:30.",
        "The time at “{label}” does not exist. Write for example: 14:30.",
    ),
    "not-url": (
        "“{label}” is geen webadres. Schrijf bijvoorbeeld: https://www.atelier.nl.",
        "“{label}” is not a web address. Write for example: https://www.atelier.nl.",
    ),
    "not-email": (
        "“{label}” is geen e-mailadres. Schrijf bijvoorbeeld: info@atelier.nl.",
        "“{label}” is not an e-mail address. Write for example: info@atelier.nl.",
    ),
    "not-phone": (
        "“{label}” is geen telefoonnummer. Schrijf bijvoorbeeld: 070 123 45 67.",
        "“{label}” is not a phone number. Write for example: 070 123 45 67.",
    ),
    "not-postcode": (
        "“{label}” is geen Nederlandse postcode. Schrijf bijvoorbeeld: 2531 AB.",
        "“{label}” is not a Dutch postcode. Write for example: 2531 AB.",
    ),
    "unknown-place": ("We kennen de plek bij “{label}” niet.", "We do not know the place at “{label}”."),
}
OTHERWISE = (
    "Bij “{label}” klopt nog iets niet. Kijk het na, of laat het leeg.",
    "Something is not right at “{label}”. Check it, or leave it empty.",
)
NOWHERE = (
    "Er klopt nog iets niet. Kijk het formulier na en verstuur het nog een keer.",
    "Something is not right yet. Check the form and send it again.",
)


def sort_faults(faults: Iterable[Fault], lang: str) -> dict[str, str]:
    """Field -> what to do about it, the first fault of each; what belongs to no field stands under `WHOLE`."""
    found: dict[str, str] = {}
    for fault in faults:
        name = field_of(fault.pointer)
        found.setdefault(name, _say(fault, FIELDS_BY_NAME.get(name), lang))
    return found


def field_of(pointer: str | None) -> str:
    """The field to mend for a fault at this JSON Pointer."""
    parts = (pointer or "").strip("/").split("/")
    if parts[0] in FIELDS_BY_NAME:
        return parts[0]
    if parts[-1] in FIELD_OF_TAIL:
        return FIELD_OF_TAIL[parts[-1]]
    return FIELD_OF_MEMBER.get(parts[0], WHOLE)


def _say(fault: Fault, field: FieldWords | None, lang: str) -> str:
    at = int(lang == "en")
    if field is None:
        return NOWHERE[at]
    label = (field.english if at else field.dutch).rstrip("?")
    if fault.code in OF_CODE:
        return OF_CODE[fault.code][at].format(label=label, most=field.most)
    return OTHERWISE[at].format(label=label)
