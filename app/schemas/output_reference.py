"""Areas, themes, organisations, places, routes and passes, and the answers of the small services."""

from typing import Literal

from pydantic import Field

from app.domain import vocabulary as words
from app.schemas.freshness_report import FreshnessSummary
from app.schemas.output_base import (
    AreaName,
    Code,
    Contact,
    Count,
    Day,
    Id,
    Language,
    Latitude,
    Line,
    Longitude,
    Many,
    Output,
    Small,
    Stamp,
    Text,
    Url,
    about,
)
from app.schemas.output_parts import Address, Location, SourceOfRecord, WijkName

Role = Literal["provider", "networkPartner"]
Relation = Literal["discover", "deepen", "broaden", "join"]
SuggestionKind = Literal["theme", "area", "place", "organisation", "activity"]


class Point(Output):
    """A point in WGS84."""

    lat: Latitude = about("Degrees north.")
    lon: Longitude = about("Degrees east.")


class Area(Output):
    """A gemeente, stadsdeel, wijk or buurt."""

    code: Code = about("CBS code, or SD for a stadsdeel.", "WK051838")
    level: words.AreaLevel = about("Level.", "wijk")
    name: Line = about("Name people use.", "Moerwijk")
    parent: Code | None = about("Code of the area it lies in.", "SD051802")
    gemeente: Line | None = about("Name of its gemeente.", "Den Haag")
    point: Point | None = about("A point in it.")
    year: Small = about("Year of the code.", 2016)
    aliases: Many[Line] = about("Other names.", ["Moerwijk Den Haag"])
    url: Url = about("This area.", "https://example.org/v1/areas/WK051838")


class ThemeMatch(Output):
    """The same or a nearby notion elsewhere."""

    vocabulary: Line = about("Whose notion.", "publiq")
    id: Line = about("Id there.", "1.64.0.0.0")
    label: Line | None = about("Label there.", "Natuur")
    relation: Code = about("exact, close, broad or narrow (SKOS).", "close")


class Theme(Output):
    """A theme of the two-level scheme."""

    id: Code = about("Id.", "nature")
    label: Line = about("In the asked language.", "Natuur en dieren")
    labels: dict[str, Line] = about("In every language.", {"nl": "Natuur en dieren", "en": "Nature and animals"})
    synonyms: Many[Line] = about("People's own words, in the asked language.", ["natuurclub", "naar buiten"])
    broader: Code | None = about("Top it belongs to; null for a top.")
    narrower: Many[Code] = about("Children of a top.", ["animals", "insects"])
    related: Many[Code] = about("Themes to broaden to.", ["sustainability"])
    matches: Many[ThemeMatch] = about("Notions of other vocabularies.")
    url: Url = about("This theme.", "https://example.org/v1/themes/nature")


class Organisation(Output):
    """An organisation of the network."""

    id: Id = about("Id; stays the same for good.")
    name: Line = about("Name.", "De Wijkboerderij")
    roles: Many[Role] = about("What it does in the network.", ["provider"])
    sector: Line | None = about("Sector.", "nature")
    gemeente: AreaName | None = about("Municipality.")
    summary: Text | None = about("In a few words.")
    referral_role: Line | None = about("What it can be asked for.")
    contact: Contact = about("Who to ask.")
    website: Url | None = about("Website.", "https://example.org")
    hub_for: Many[Code] = about("Themes it is the hub for.", ["nature"])
    guide_for: Many[Code] = about("Areas it guides in.", ["WK051838"])
    offers: Many[Line] = about("What it can contribute.", ["ruimte"])
    activity_count: Count = about("Activities of it that a default search can find.", 4)
    is_example: bool = about("Whether it is an example.", False)
    source: SourceOfRecord = about("Where the record comes from.")
    created_at: Stamp = about("First seen.")
    modified_at: Stamp = about("Last changed.")
    version: Count = about("Goes up with every change.", 1)
    url: Url = about("This organisation.", "https://example.org/v1/organisations/qvodkudq4wtqldqd")


class Place(Output):
    """A place where things happen."""

    id: Id = about("Id.")
    name: Line | None = about("Name.", "Buurthuis Moerwijk")
    kind: words.PlaceKind | None = about("Kind of place.", "communityCentre")
    address: Address = about("Address.")
    address_shown: words.AddressShown = about("onEnrolment: the address is told after enrolment only.", "full")
    location: Location | None = about("Point; of the wijk when the address is hidden.")
    gemeente: AreaName | None = about("Municipality.")
    stadsdeel: AreaName | None = about("Borough.")
    wijk: WijkName | None = about("District.")
    buurt: AreaName | None = about("Neighbourhood.")
    is_example: bool = about("Whether it is an example.", False)
    version: Count = about("Goes up with every change.", 1)
    url: Url = about("This place.", "https://example.org/v1/places/3nkyl4ruqn7q5hji")


class RoutePartner(Output):
    """An organisation that offers a step or takes part in one."""

    id: Id = about("Id of the organisation.")
    name: Line = about("Name.", "De Wijkboerderij")


class RouteStep(Output):
    """One step of a route. The activity may have gone; then its title and organisation are null."""

    position: Small = about("From 1.", 1)
    activity_id: Id = about("Id of the activity.")
    title: Line | None = about("Title of the activity.", "Natuurclub van 4 weken")
    organisation: RoutePartner | None = about("Who offers it.")
    relation: Relation | None = about("To the step before.", "deepen")
    note: Text | None = about("In words.")
    url: Url = about("The activity.", "https://example.org/v1/activities/x77bvj3pbl5dqqak")


class Route(Output):
    """A learning route: ordered steps over activities of several organisations."""

    id: Id = about("Id; stays the same for good.")
    title: Line = about("Title.", "Van school naar club")
    summary: Text | None = about("In a few words.")
    languages: Many[Language] = about("Languages the texts exist in; the first is the base.", ["nl"])
    gemeente: AreaName | None = about("Municipality.")
    organisation_id: Id | None = about("The one contact point.")
    contact: Contact = about("Who to ask.")
    copied_from: Id | None = about("Route this one was taken over from.")
    steps: Many[RouteStep] = about("In order.")
    partners: Many[RoutePartner] = about("Everybody who offers a step or takes part in one, by name: nobody first.")
    is_example: bool = about("Whether it is an example.", True)
    source: SourceOfRecord = about("Where the record comes from.")
    created_at: Stamp = about("First seen.")
    modified_at: Stamp = about("Last changed.")
    version: Count = about("Goes up with every change.", 1)
    url: Url = about("This route.", "https://example.org/v1/routes/cuzz2y4tjmeiybmt")


class PassSource(Output):
    """Where the facts about a pass come from."""

    site: Line | None = about("Whose site.", "leergeld.nl")
    title: Line | None = about("Title of the page.", "Werkwijze")
    url: Url | None = about("The page.", "https://example.org/pas")


class Pass(Output):
    """A pass, scheme or fund that makes a price payable, with how sure the facts are."""

    id: Code = about("Id.", "ooievaarspas-den-haag")
    arrangement: Code = about("Family it belongs to.", "ooievaarspas")
    name: Line = about("Name.", "Ooievaarspas")
    kind: Code = about("pass, scheme, fund or programme.", "pass")
    issuer: Line | None = about("Who issues it.", "Gemeente Den Haag")
    areas: Many[AreaName] = about("Where it holds; empty for the whole country.")
    age_min: Small | None = about("From this age.", 4)
    age_max: Small | None = about("Up to and including this age.", 17)
    for_whom: Text | None = about("For whom, in plain words.")
    pays: Many[Code] = about("What it pays.", ["sport", "culture"])
    effect: words.PassEffect | None = about("What it usually does.", "free")
    summary: Text | None = about("In plain words.")
    how: Text | None = about("How to ask for it.")
    limits: Text | None = about("Limits.")
    asked_by: Many[Code] = about("parent, intermediary or school.", ["parent"])
    website: Url | None = about("Where to read more.", "https://ooievaarspas.nl")
    status: Code | None = about("listed, changing or may-be-outdated.", "listed")
    confidence: Line | None = about("How sure it is.", "verified")
    checked_on: Day | None = about("When the facts were last checked.", "2026-11-21")
    residents_of: Line | None = about("Whose residents may have it, in words.", "Den Haag")
    amounts: Text | None = about("Amounts with their date; null where they may not be shown.")
    provider_must_join: bool | None = about("Whether it only works with providers that take part.", True)
    provider_note: Text | None = about("For providers.")
    needs_intermediary: bool | None = about("Whether somebody else must ask for it.", False)
    valid_period: Line | None = about("For how long.", "one year")
    doubt: Text | None = about("Why it may be different now; null when nothing says so.")
    unverified: Many[Line] = about("What was not verified.", ["amounts"])
    stated_on: Line | None = about("Date of the source: a day, month or year.", "2024-04")
    looked_up_on: Line | None = about("When we looked it up: a day, month or year.", "2026-11-21")
    source: PassSource | None = about("Where the facts come from.")
    url: Url = about("This pass.", "https://example.org/v1/passes/ooievaarspas-den-haag")


class Suggestion(Output):
    """One suggestion while typing. `parameter` and `value` are what to search with."""

    kind: SuggestionKind = about("What it is.", "theme")
    id: Line = about("Id or code.", "nature")
    label: Line = about("In words.", "Natuur en dieren")
    detail: Line | None = about("What tells it apart.", "wijk in Den Haag")
    parameter: Code = about("Parameter to search with.", "theme")
    value: Line = about("Value of that parameter.", "nature")


class SuggestionList(Output):
    """Suggestions, best first."""

    items: list[Suggestion] = Field(description="Suggestions, best first.", max_length=20)


class Geocoded(Output):
    """One place found."""

    label: Line = about("What was found.", "Moerwijk, Den Haag")
    lat: Latitude = about("Degrees north.")
    lon: Longitude = about("Degrees east.")
    precision: words.Precision = about("How well it is known.", "wijk")
    gemeente: AreaName | None = about("Municipality.")
    stadsdeel: AreaName | None = about("Borough.")
    wijk: WijkName | None = about("District.")
    buurt: AreaName | None = about("Neighbourhood.")
    source: Line = about("Who knows: the gazetteer or an outside service.", "gazetteer")


class GeocodeResult(Output):
    """Places found, best first."""

    items: list[Geocoded] = Field(description="Places, best first.", max_length=10)


class ServiceStatus(Output):
    """State of this service."""

    status: Code = about("ok while it answers.", "ok")
    version: Code = about("Version of the software.", "0.1.0")
    now: Stamp = about("Minute answers are exact for.")
    applied_seq: Count = about("Last change applied.", 1234, le=9_000_000_000_000_000)
    activities: Count = about("Activities in the catalogue.", 734)
    organisations: Count = about("Organisations in the catalogue.", 132)
    places: Count = about("Places in the catalogue.", 96)
    routes: Count = about("Routes in the catalogue.", 15)
    freshness: FreshnessSummary = about("How fresh the activities are, per organisation and wijk; numbers only.")
    data_licence: Line = about("Licence of the data.", "CC BY 4.0")
