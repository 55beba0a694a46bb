"""What is said about each fault in a body, English and Dutch (B1). `{name}` is the member, `{limit}` its bound.

Values are never repeated: they may describe a person.
"""

from app.schemas import base

SENTENCES: dict[str, tuple[str, str]] = {
    "required": ("Give {name}.", "Vul {name} in."),
    "unknown-member": ("Leave out {name}: it has no meaning here.", "Laat {name} weg: dat betekent hier niets."),
    "read-only": ("Leave out {name}: the catalogue works it out.", "Laat {name} weg: dat bepaalt de catalogus zelf."),
    "invalid": ("Write {name} as the documentation says.", "Schrijf {name} zoals in de uitleg staat."),
    "not-text": ("Give {name} as text without control characters.", "Geef {name} als tekst zonder stuurtekens."),
    "not-line": ("Give {name} as one line of text.", "Geef {name} als één regel tekst."),
    "not-unicode": ("Give {name} as valid Unicode text.", "Geef {name} als geldige Unicode-tekst."),
    "not-object": ("Give {name} as an object.", "Geef {name} als object."),
    "not-list": ("Give {name} as a list.", "Geef {name} als lijst."),
    "not-boolean": (
        "Give {name} as true or false, without quotes.",
        "Geef {name} als true of false, zonder aanhalingstekens.",
    ),
    "not-whole": (
        "Give {name} as a whole number, without quotes.",
        "Geef {name} als heel getal, zonder aanhalingstekens.",
    ),
    "not-number": ("Give {name} as a number.", "Geef {name} als getal."),
    "not-money": (
        "Give {name} in euro, 0 to 100000 with at most two decimals, such as 7.50.",
        "Geef {name} in euro, 0 tot en met 100000 met hooguit twee decimalen, zoals 7.50.",
    ),
    "not-date": ("Give {name} as a date such as 2026-11-25.", "Geef {name} als datum, zoals 2026-11-25."),
    "not-date-time": (
        "Give {name} as a date and time such as 2026-11-25T14:00:00+01:00.",
        "Geef {name} als datum met tijd, zoals 2026-11-25T14:00:00+01:00.",
    ),
    "offset-missing": (
        "Add the offset from UTC to {name}, such as Z or +01:00.",
        "Zet achter {name} het verschil met UTC, zoals Z of +01:00.",
    ),
    "not-area": ("Give {name} as a name, a code, or {{code, name}}.", "Geef {name} als naam, code, of {{code, name}}."),
    "not-id": ("Give {name} as an id of 16 characters a-z and 2-7.", "Geef {name} als id van 16 tekens a-z en 2-7."),
    "not-slug": (
        "Give {name} as an id of letters, digits, point, hyphen and underscore.",
        "Geef {name} als id van letters, cijfers, punt, streepje en laag streepje.",
    ),
    "not-url": (
        "Give {name} as a web address that begins with https://.",
        "Geef {name} als webadres dat begint met https://.",
    ),
    "not-email": (
        "Give {name} as a mail address such as info@example.org.",
        "Geef {name} als mailadres, zoals info@example.org.",
    ),
    "not-phone": (
        "Give {name} as a phone number such as 070 123 45 67.",
        "Geef {name} als telefoonnummer, zoals 070 123 45 67.",
    ),
    "not-language": (
        "Give {name} as a language tag such as nl or en-GB.",
        "Geef {name} als taalcode, zoals nl of en-GB.",
    ),
    "not-currency": ("Give {name} as a currency code such as EUR.", "Geef {name} als munteenheid, zoals EUR."),
    "not-postcode": ("Give {name} as a postcode such as 2531 AB.", "Geef {name} als postcode, zoals 2531 AB."),
    "not-allowed": ("Choose one of the known values for {name}.", "Kies voor {name} een van de bekende waarden."),
    "out-of-range": ("Give {name} within its bounds: {limit}.", "Houd {name} binnen de grens: {limit}."),
    "empty": ("Give {name}: it is empty.", "Vul {name} in: het is leeg."),
    "too-long": ("Shorten {name} to at most {limit} characters.", "Maak {name} korter: hooguit {limit} tekens."),
    "too-many": ("Give at most {limit} values for {name}.", "Geef hooguit {limit} waarden voor {name}."),
    "too-few": ("Give at least {limit} for {name}.", "Geef voor {name} ten minste {limit}."),
    "range-order": (
        "Give {name} a value that is not below {other}.",
        "Geef {name} een waarde die niet lager is dan {other}.",
    ),
    "time-order": ("Let {name} be later than {other}.", "Zet {name} later dan {other}."),
    "date-order": ("Let {name} not be before {other}.", "Zet {name} niet vóór {other}."),
    "amount-missing": ("Give the amount of this price.", "Vul het bedrag van deze prijs in."),
    "free-with-price": (
        "Choose: cost free has no obligatory price, so remove this price or set cost to paid.",
        "Kies: gratis heeft geen verplichte prijs. Haal deze prijs weg of maak van cost paid.",
    ),
    "value-missing": ("Give the value of this effect.", "Vul in wat de pas hier waard is."),
    "value-unexpected": ("Leave out value: the effect is free.", "Laat value weg: met de pas is het gratis."),
    "not-per-cent": ("Give value as whole per cent, 1 to 100.", "Geef value in hele procenten, 1 tot en met 100."),
    "invalid-rrule": (
        "Correct the rule of repetition: {problem}",
        "Verbeter de regel van herhaling (rrule): {problem_nl}",
    ),
    "rrule-too-long": ("Shorten the rule of repetition.", "Maak de regel van herhaling (rrule) korter."),
    "unknown-zone": (
        "Give timezone as a name such as Europe/Amsterdam.",
        "Geef timezone als naam, zoals Europe/Amsterdam.",
    ),
    "new-time-missing": (
        "Say when the moved date takes place: give {name}.",
        "Zeg wanneer de verplaatste datum is: vul {name} in.",
    ),
    "places-when-full": (
        "Leave out {name}, or give 0: the date is full.",
        "Laat {name} weg, of geef 0: de datum is vol.",
    ),
    "base-language": (
        "Leave out this translation: the texts above are in that language already.",
        "Laat deze vertaling weg: de teksten hierboven zijn al in die taal.",
    ),
    "step-activity": (
        "Give the step one activity: activityId or externalId.",
        "Geef de stap één activiteit: activityId of externalId.",
    ),
}

PYDANTIC_CODES: dict[str, str] = {
    "missing": "required",
    "extra_forbidden": "unknown-member",
    "string_type": "not-text",
    "string_unicode": "not-unicode",
    "string_too_long": "too-long",
    "string_too_short": "empty",
    "model_type": "not-object",
    "model_attributes_type": "not-object",
    "dict_type": "not-object",
    "tuple_type": "not-list",
    "list_type": "not-list",
    "too_long": "too-many",
    "too_short": "too-few",
    "bool_type": "not-boolean",
    "int_type": "not-whole",
    "int_from_float": "not-whole",
    "float_type": "not-number",
    "finite_number": "not-number",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "enum": "not-allowed",
    "literal_error": "not-allowed",
}
"""Our codes for pydantic's error types; what is not here keeps its own (the custom ones of `base`) or is `invalid`."""

PATTERN_CODES: dict[str, str] = {
    base.LINE_PATTERN: "not-line",
    base.TEXT_PATTERN: "not-text",
    base.ID_PATTERN: "not-id",
    base.SLUG_PATTERN: "not-slug",
    base.URL_PATTERN: "not-url",
    base.EMAIL_PATTERN: "not-email",
    base.PHONE_PATTERN: "not-phone",
    base.LANGUAGE_PATTERN: "not-language",
    base.CURRENCY_PATTERN: "not-currency",
    base.POSTCODE_PATTERN: "not-postcode",
    base.SCHOOL_GROUP_PATTERN: "not-allowed",
}
