"""The short form of an offer: its fields with their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.themes import ThemeScheme
from app.errors import Fault
from app.schemas.labels import label_of

Fields = Mapping[str, str]
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What is asked. kind: text, long, choice, check, date, email, url or tel. autocomplete: for the browser (WCAG
    1.3.5 asks it of fields about the person; these are about the offer)."""

    name: str
    kind: str
    dutch: str
    english: str
    dutch_hint: str = ""
    english_hint: str = ""
    most: int = 300
    is_needed: bool = False
    autocomplete: str = ""


GROUPS: Sequence[tuple[str, str, Sequence[FieldWords]]] = (
    (
        "Wat",
        "What",
        (
            FieldWords("title", "text", "Hoe heet het?", "What is it called?", most=200, is_needed=True),
            FieldWords(
                "summary", "long", "Wat doen kinderen daar?", "What do children do there?",
                "Een of twee korte zinnen. Schrijf zoals u tegen een kind praat.",
                "One or two short sentences. Write as you would speak to a child.", most=1000,
            ),
            FieldWords("theme", "choice", "Onderwerp", "Subject"),
            FieldWords("theme2", "choice", "Tweede onderwerp (mag leeg blijven)", "Second subject (may stay empty)"),
            FieldWords("stage", "choice", "Wat voor stap is het?", "What kind of step is it?"),
        ),
    ),
    (
        "Voor wie",
        "For whom",
        (
            FieldWords(
                "age", "text", "Leeftijd of groep", "Age or school group",
                "Bijvoorbeeld: 8 t/m 12 jaar. Of: groep 5-8.", "For example: 8 to 12 years. Or: groep 5-8.", most=100,
            ),
            FieldWords(
                "supervision", "text", "Wie begeleidt de kinderen?", "Who is with the children?",
                "Bijvoorbeeld: een vakdocent en een vrijwilliger. Geen namen.",
                "For example: a trained teacher and a volunteer. No names.",
            ),
        ),
    ),
    (
        "Wanneer",
        "When",
        (
            FieldWords(
                "when", "text", "Dag en tijd", "Day and time",
                "Bijvoorbeeld: woensdag 14:00-15:30, niet in de vakanties. Of: 12 december 2026 10:00-12:00.",
                "For example: Wednesday 14:00-15:30. Or: 12 December 2026 10:00-12:00.", most=500,
            ),
            FieldWords("firstDay", "date", "Eerste dag (mag leeg blijven)", "First day (may stay empty)"),
            FieldWords("lastDay", "date", "Laatste dag (mag leeg blijven)", "Last day (may stay empty)"),
        ),
    ),
    (
        "Waar",
        "Where",
        (
            FieldWords("attendance", "choice", "Waar gebeurt het?", "Where does it happen?"),
            FieldWords("placeName", "text", "Naam van de plek", "Name of the place", most=200),
            FieldWords("street", "text", "Straat en nummer", "Street and number"),
            FieldWords(
                "postcode", "text", "Postcode", "Postcode", "Bijvoorbeeld: 2531 AB", "For example: 2531 AB", most=10
            ),
            FieldWords("town", "text", "Plaats", "Town", most=100),
            FieldWords(
                "hideAddress", "check", "Toon het adres pas na aanmelden", "Show the address only after signing up",
                "Dan staat alleen de wijk in de gids. Kies dit als het bij iemand thuis is.",
                "The guide then shows the district alone. Choose this when it is at somebody's home.",
            ),
        ),
    ),
    (
        "Kosten en meedoen",
        "Costs and joining",
        (
            FieldWords(
                "costs", "text", "Wat kost het?", "What does it cost?", "Bijvoorbeeld: gratis. Of: € 5 per keer.",
                "For example: free. Or: € 5 per session.", most=200,
            ),
            FieldWords(
                "everyone", "text", "Kan ieder kind meedoen, ook als er weinig geld is? Hoe dan?",
                "Can every child join, also when there is little money? How?",
                "Bijvoorbeeld: vraag ons om een gratis plek. Is er nog niets? Laat het leeg; de coördinator ziet het.",
                "For example: ask us for a free place. Is there nothing yet? Leave it empty; the coordinator sees it.",
            ),
            FieldWords("walkIn", "check", "Je kunt zomaar binnenlopen", "You can just walk in"),
            FieldWords("website", "url", "Website om mee te doen", "Website to join", most=2000),
            FieldWords(
                "email", "email", "E-mailadres om mee te doen", "E-mail address to join",
                "Iedereen kan dit zien. Geef een adres van de organisatie.",
                "Everybody can see this. Give an address of the organisation.", most=200,
            ),
            FieldWords("phone", "tel", "Telefoon om mee te doen", "Phone number to join", most=30),
            FieldWords(
                "firstVisit", "long", "Hoe gaat de eerste keer? (mag leeg blijven)",
                "What is the first time like? (may stay empty)", most=1000,
            ),
        ),
    ),
)  # fmt: skip

OWN_FIELDS = (
    FieldWords(
        "organisation", "text", "Wie biedt dit aan?", "Who offers this?",
        "De naam van uw organisatie, club of atelier. Zo staat het in de gids.",
        "The name of your organisation, club or studio. So it stands in the guide.", most=200, is_needed=True,
        autocomplete="organization",
    ),
    FieldWords(
        "contactEmail", "email", "Uw e-mailadres", "Your e-mail address",
        "Alleen voor de coördinator en voor uw link. Dit adres staat niet in de gids.",
        "For the coordinator and your link alone. This address does not stand in the guide.", most=200,
        is_needed=True, autocomplete="email",
    ),
)  # fmt: skip
"""What a provider without a key is asked besides."""
FIELDS_BY_NAME: Mapping[str, FieldWords] = {
    field.name: field for field in (*(field for _, _, fields in GROUPS for field in fields), *OWN_FIELDS)
}
DEFAULTS: Fields = {"attendance": "onsite"}
STAGES = (
    ("discover", "Kennismaken: een keer proberen", "Discover: try it once"),
    ("deepen", "Verdiepen: een paar keer leren", "Deepen: learn for some weeks"),
    ("join", "Erbij blijven: elke week, lid worden", "Join: every week, become a member"),
)


def lay_out(fields: Fields, faults: Mapping[str, str], scheme: ThemeScheme, lang: str) -> list[dict[str, object]]:
    """The groups of the form with what was filled in and what is wrong with it."""
    is_english = lang == "en"
    options = list_options(scheme, lang)
    return [
        {
            "legend": english if is_english else dutch,
            "fields": [lay_out_field(one, fields, faults, lang, options.get(one.name, ())) for one in asked],
        }
        for dutch, english, asked in GROUPS
    ]


def lay_out_own(fields: Fields, faults: Mapping[str, str], lang: str) -> list[dict[str, object]]:
    """The fields about the proposer."""
    return [lay_out_field(one, fields, faults, lang) for one in OWN_FIELDS]


def lay_out_field(
    one: FieldWords, fields: Fields, faults: Mapping[str, str], lang: str, options: Sequence[Option] = ()
) -> dict[str, object]:
    """One field with what was filled in and what is wrong with it."""
    is_english = lang == "en"
    return {
        "name": one.name,
        "kind": one.kind,
        "label": one.english if is_english else one.dutch,
        "hint": one.english_hint if is_english else one.dutch_hint,
        "most": one.most,
        "is_needed": one.is_needed,
        "autocomplete": one.autocomplete,
        "value": fields.get(one.name, ""),
        "fault": faults.get(one.name, ""),
        "options": options,
    }


def list_options(scheme: ThemeScheme, lang: str) -> dict[str, list[Option]]:
    """What can be chosen, by field."""
    themes = list_themes(scheme, lang)
    ways = ("onsite", "atSchool", "mobile", "home", "online")
    return {
        "theme": themes,
        "theme2": themes,
        "stage": [(value, english if lang == "en" else dutch) for value, dutch, english in STAGES],
        "attendance": [(value, label_of("attendance", value, lang)) for value in ways],
    }


def list_themes(scheme: ThemeScheme, lang: str) -> list[Option]:
    """Every theme by its label, those of one top together."""
    found: list[Option] = []
    tops = sorted((theme for theme in scheme if theme.broader is None), key=lambda one: scheme.label(one.id, lang))
    for top in tops:
        found.append((top.id, scheme.label(top.id, lang)))
        inner = [theme.id for theme in scheme if theme.broader == top.id]
        labelled = sorted((scheme.label(name, lang), name) for name in inner)
        found += [(name, f"{scheme.label(top.id, lang)}: {label}") for label, name in labelled]
    return found


def say_fault(fault: Fault, lang: str) -> str:
    """The sentence in the language of the page."""
    return fault.detail_nl if lang != "en" and fault.detail_nl else fault.detail
