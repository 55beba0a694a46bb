"""What the feed readers say about a row: stable codes with one sentence in English and one in Dutch (B1)."""

from collections.abc import Mapping

from app.errors import Fault, InvalidInput

_TEXTS: Mapping[str, tuple[str, str]] = {
    # what makes a row unusable
    "title-missing": ("Give it a title.", "Geef een titel."),
    "start-missing": ("Give a start date.", "Vul in wanneer het begint."),
    "start-unreadable": (
        "The start “{value}” is not a date from 1970 on; write 2026-11-25T14:00.",
        "De begintijd “{value}” is geen datum vanaf 1970; schrijf 2026-11-25T14:00.",
    ),
    "private-event": (
        "The calendar marks this as private, so it is not published.",
        "In de agenda staat dit als privé; we publiceren het niet.",
    ),
    "script-unreadable": (
        "This block of JSON-LD is broken and could not be repaired: {value}.",
        "Dit blok JSON-LD is kapot en konden we niet herstellen: {value}.",
    ),
    "not-published": (
        "The source says that this is not published ({value}).",
        "De bron zegt dat dit niet is gepubliceerd ({value}).",
    ),
    "parent-elsewhere": (
        "This date belongs to a series that is not in this feed ({value}); give the page that names all feeds.",
        "Deze datum hoort bij een reeks die niet in deze feed staat ({value}); geef de pagina die alle feeds noemt.",
    ),
    "geometry-missing": ("Give a place on the map.", "Geef een plek op de kaart."),
    "too-deep": ("The data are nested too deeply.", "De gegevens zijn te diep genest."),
    "not-an-object": ("An object is expected here.", "Hier hoort een object te staan."),
    "title-assumed": (
        "There is no title; the first line of the description is used.",
        "Er is geen titel; we gebruiken de eerste regel van de beschrijving.",
    ),
    "end-missing": (
        "The item is not closed; what was there is used. Was the file cut off?",
        "Dit onderdeel is niet afgesloten; we gebruiken wat er staat. Is het bestand afgebroken?",
    ),
    # what was left out on purpose
    "not-an-offer": (
        "{value} is not something to join, so it is left out.",
        "{value} is geen activiteit en is overgeslagen.",
    ),
    "editions-apart": (
        "The editions of {value} stand in the file as items of their own.",
        "De edities van {value} staan los in het bestand.",
    ),
    "only-links": (
        "The page only links to its events ({value}); give a calendar, a feed or the page of an event.",
        "De pagina verwijst alleen naar activiteiten ({value}). Geef een agenda, een feed of één pagina.",
    ),
    "repeated": (
        "This stands in the file more than once; it is read once.",
        "Dit staat er vaker in; we lezen het één keer.",
    ),
    "too-many": (
        "Only the first {value} items of a file are read; split the file.",
        "We lezen de eerste {value} onderdelen van een bestand; splits het bestand.",
    ),
    "feeds-left-out": (
        "Of this data set the first {used} feeds are read; not read: {value}. Give these as sources of their own.",
        "Van deze dataset lezen we de eerste {used} feeds; niet gelezen: {value}. Geef die op als eigen bronnen.",
    ),
    "place-affiliated": (
        "It is online; {value} is the place it belongs to and not one to go to, so it is left out.",
        "Dit is online; {value} is de plek waar het bij hoort en niet waar je heen gaat. We laten die weg.",
    ),
    "more-pages": (
        "This is one page of a list ({value}); send all pages.",
        "Dit is één pagina van een lijst ({value}); stuur alle pagina's.",
    ),
    "older-revision": ("An older version of this item is left out.", "Een oudere versie hiervan is overgeslagen."),
    "series-joined": (
        "It stands in the file as {value} parts of one series; they are read as one.",
        "Dit staat in het bestand als {value} delen van één reeks; we lezen ze als één.",
    ),
    # when
    "over": ("The last date is over.", "De laatste datum is voorbij."),
    "time-unknown": ("There is a date but no time.", "Er staat een datum, maar geen tijd."),
    "time-unreadable": (
        "The time in “{value}” could not be read; only the date is used.",
        "De tijd in “{value}” kunnen we niet lezen; we gebruiken alleen de datum.",
    ),
    "end-unknown": (
        "The end is not given; one hour is assumed.",
        "Er staat niet wanneer het stopt; we gaan uit van een uur.",
    ),
    "end-unreadable": ("The end “{value}” could not be read.", "De eindtijd “{value}” kunnen we niet lezen."),
    "end-before-start": (
        "The end lies before the start; the two are swapped.",
        "De eindtijd ligt vóór de begintijd; we hebben ze omgewisseld.",
    ),
    "long-session": (
        "One date lasts {value} days; is it a season?",
        "Eén datum duurt {value} dagen; is het een seizoen?",
    ),
    "start-assumed": (
        "The series has no first date; it is counted from {value}.",
        "De reeks heeft geen eerste datum; we tellen vanaf {value}.",
    ),
    "zone-unknown": (
        "The time zone “{value}” is not known; {used} is used.",
        "De tijdzone “{value}” kennen we niet; we gebruiken {used}.",
    ),
    "rule-repaired": (
        "The repetition “{value}” breaks the standard; read as {used}.",
        "De herhaling “{value}” klopt niet; gelezen als {used}.",
    ),
    "rule-unreadable": (
        "The repetition “{value}” cannot be used; only the dates that are named are kept.",
        "De herhaling “{value}” kunnen we niet gebruiken; alleen de genoemde datums blijven staan.",
    ),
    "exception-without-time": (
        "The exception {value} names a day or another time; the date of that day is taken out.",
        "De uitzondering {value} noemt een dag of een andere tijd; de datum van die dag vervalt.",
    ),
    "exception-unmatched": (
        "Dates are taken out that were not planned ({value}); they change nothing.",
        "Er vervallen datums die niet gepland waren ({value}); dat verandert niets.",
    ),
    "exceptions-dropped": (
        "{value} exceptions could not be read and are left out.",
        "{value} uitzonderingen konden we niet lezen; ze zijn weggelaten.",
    ),
    "exclusion-rule": (
        "The rule for dates that do not take place (EXRULE “{value}”) is worked out until {used}.",
        "De regel voor datums die niet doorgaan (EXRULE “{value}”) is uitgewerkt tot {used}.",
    ),
    "exclusion-unreadable": (
        "The rule for dates that do not take place (EXRULE “{value}”) could not be read.",
        "De regel voor datums die niet doorgaan (EXRULE “{value}”) kunnen we niet lezen.",
    ),
    "later-differs": (
        "From {value} on it says something else ({used}); only the times are used.",
        "Vanaf {value} staat er iets anders ({used}); we gebruiken alleen de tijden.",
    ),
    "range-exception": (
        "A change of this and all later dates is used for {value} only.",
        "Een wijziging voor deze en alle latere datums gebruiken we alleen voor {value}.",
    ),
    "master-missing": (
        "Single dates of a series without the series itself.",
        "Losse datums van een reeks, zonder de reeks zelf.",
    ),
    "too-many-dates": ("Only the first {value} dates are kept.", "Alleen de eerste {value} datums blijven staan."),
    "dates-differ": (
        "The dates of this item could not be told apart: {value}.",
        "De datums hiervan zijn niet duidelijk: {value}.",
    ),
    "postponed": ("It is postponed and has no new date yet.", "Het is uitgesteld; er is nog geen nieuwe datum."),
    # what, where, how much
    "text-shortened": ("{value} was too long and is shortened.", "{value} was te lang en is ingekort."),
    "value-unreadable": (
        "“{value}” could not be read as {member}; it is left out.",
        "“{value}” kunnen we niet lezen als {member}; we laten het weg.",
    ),
    "postcode-abroad": (
        "{value} is not a Dutch postcode; it is left out.",
        "{value} is geen Nederlandse postcode; we laten hem weg.",
    ),
    "point-outside": (
        "The point {value} does not exist; it is left out.",
        "Het punt {value} bestaat niet; we laten het weg.",
    ),
    "point-swapped": (
        "Latitude and longitude were swapped ({value}).",
        "Breedte en lengte waren omgewisseld ({value}).",
    ),
    "place-unknown": (
        "The place is only referred to: {value}.",
        "De plek wordt alleen genoemd met een verwijzing: {value}.",
    ),
    "more-organisers": (
        "Others organise it too ({value}); only {used} is kept.",
        "Er zijn meer organisatoren ({value}); we gebruiken alleen {used}.",
    ),
    "state-from-title": (
        "The title says that it is off or full: “{value}”.",
        "In de titel staat dat het niet doorgaat of vol is: “{value}”.",
    ),
    "age-from-text": (
        "The age is read from the text: “{value}”.",
        "De leeftijd komt uit de tekst: “{value}”.",
    ),
    "price-from-text": (
        "The price is read from the text: “{value}”.",
        "De prijs komt uit de tekst: “{value}”.",
    ),
    "more-places": (
        "It also takes place elsewhere ({value}); only {used} is kept. Make an offer of each place.",
        "Het is ook op een andere plek ({value}); we gebruiken alleen {used}. Maak er per plek een activiteit van.",
    ),
    "departure-places": (
        "People leave together from other places ({value}); write that in the description.",
        "Mensen vertrekken samen vanaf andere plekken ({value}); zet dat in de beschrijving.",
    ),
    "price-unreadable": (
        "The price “{value}” could not be read; the price is unknown.",
        "De prijs “{value}” kunnen we niet lezen; de prijs is onbekend.",
    ),
    "price-over": (
        "The price “{value}” held until {used}; it is left out.",
        "De prijs “{value}” gold tot {used}; we laten hem weg.",
    ),
    "price-contradiction": (
        "It is called free, but {value} is asked too.",
        "Er staat dat het gratis is, maar ook dat het {value} kost.",
    ),
    "free-public-space": (
        "No price is given; a spot in public space is taken as free.",
        "Er staat geen prijs; een plek in de openbare ruimte rekenen we als gratis.",
    ),
    "json-repaired": (
        "The JSON was slightly broken ({value}) and was repaired.",
        "De JSON was een beetje kapot ({value}) en is hersteld.",
    ),
    "id-missing": (
        "It has no id of its own; it is known by its title, place and time.",
        "Het heeft geen eigen nummer; we herkennen het aan titel, plek en tijd.",
    ),
    "id-changes": (
        "Its id is made anew at every fetch; it is known by its title, place and time.",
        "Het nummer verandert elke keer; we herkennen het aan titel, plek en tijd.",
    ),
    "closed-group": (
        "Only for a closed group ({value}).",
        "Alleen voor een besloten groep ({value}).",
    ),
}


CODES = tuple(_TEXTS)
"""Every code a feed reader gives, in the order of the documentation."""


def note(code: str, pointer: str | None = None, **words: object) -> Fault:
    """The fault or warning of that code. Values are shortened, so that a report never holds a whole file."""
    english, dutch = _TEXTS[code]
    short = {name: shorten(str(value)) for name, value in words.items()}
    return Fault(code, english.format(**short), pointer=pointer, detail_nl=dutch.format(**short))


def refuse(code: str, english: str, dutch: str) -> InvalidInput:
    """The error for a file that cannot be read at all."""
    return InvalidInput([Fault(code, english, detail_nl=dutch)])


def shorten(text: str, most: int = 120) -> str:
    """On one line, at most so many characters."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"
