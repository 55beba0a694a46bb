"""The parts of an activity as readers get them."""

from pydantic import Field

from app.domain import vocabulary as words
from app.schemas.output_base import (
    AreaName,
    Code,
    Id,
    Latitude,
    Line,
    Longitude,
    Many,
    Money,
    Output,
    Small,
    Stamp,
    Text,
    Url,
    about,
)


class OrganisationRef(Output):
    """The organisation of an activity."""

    id: Id = about("Id of the organisation.")
    name: Line = about("Name.", "De Wijkboerderij")
    roles: Many[Code] = about("provider, networkPartner.", ["provider"])
    sector: Line | None = about("Sector it works in.", "nature")


class Partner(Output):
    """An organisation that takes part."""

    id: Id = about("Id of the organisation.")
    name: Line = about("Name.", "Basisschool De Linde")
    role: Code = about("host or coOrganiser.", "host")


class Address(Output):
    """A postal address; street and postcode are null while the address is told on enrolment only."""

    street_address: Line | None = about("Street and number.", "Heeswijkplein 12")
    postal_code: Code | None = about("Dutch postcode.", "2531 AB")
    address_locality: Line | None = about("Town.", "Den Haag")


class Location(Output):
    """A point in WGS84."""

    lat: Latitude = about("Degrees north.")
    lon: Longitude = about("Degrees east.")
    precision: words.Precision = about("How well it is known; stadsdeel and gemeente give no distance.", "address")


class WijkName(AreaName):
    """A wijk, and where that knowledge comes from."""

    basis: words.WijkBasis | None = about("boundary, stated, postcode or nearest.", "boundary")


class ActivityPlace(Output):
    """Where it is."""

    id: Id = about("Id of the place.")
    name: Line | None = about("Name.", "Buurthuis Moerwijk")
    kind: words.PlaceKind | None = about("Kind of place.", "communityCentre")
    address: Address = about("Address.")
    address_shown: words.AddressShown = about("onEnrolment: the address is told after enrolment only.", "full")
    location: Location | None = about("Point; of the wijk when the address is hidden.")
    gemeente: AreaName | None = about("Municipality.")
    stadsdeel: AreaName | None = about("Borough, in cities that have them.")
    wijk: WijkName | None = about("District.")
    buurt: AreaName | None = about("Neighbourhood.")


class CardPlace(Output):
    """Where it is, in short."""

    name: Line | None = about("Name.", "Buurthuis Moerwijk")
    location: Location | None = about("Point.")
    gemeente: AreaName | None = about("Municipality.")
    wijk: WijkName | None = about("District.")


class OpenTo(Output):
    """Which children may join."""

    kind: words.OpenTo = about("everyone, or which closed group.", "everyone")
    organisation_ids: Many[Id] = about("Whose pupils, children or members.", [])
    area_codes: Many[Code] = about("Whose residents.", [])
    note: Text | None = about("In words.")


class Age(Output):
    """Completed years, inclusive; null is open. Months refine it for under fours."""

    min: Small | None = about("From this age.", 8)
    max: Small | None = about("Up to and including this age.", 12)
    min_months: Small | None = about("From this age in months.")
    max_months: Small | None = about("Up to and including this age in months.")


class Price(Output):
    """One amount and what it buys."""

    amount: Money | None = about("Amount.")
    amount_max: Money | None = about("Highest amount of a range.")
    currency: Code = about("ISO 4217.", "EUR")
    per: words.PricePer = about("What one amount buys.", "month")
    times: Small | None = about("How many such terms a season.", 10)
    sessions: Small | None = about("How many sessions it buys.")
    valid_months: Small | None = about("How long a card is valid.")
    kind: words.PriceKind = about("What it is for; base is the price of taking part.", "base")
    is_from: bool = about("Whether this is the lowest of several.", False)
    note: Text | None = about("In words.")


class Commitment(Output):
    """What one signs up for."""

    minimum_months: Small | None = about("At least so long.", 3)
    notice_months: Small | None = about("To cancel so long before.", 1)
    renews_itself: bool | None = about("Whether it goes on by itself.", False)


class Accepts(Output):
    """What a pass does here."""

    pass_id: Code = about("Id of the pass.", "ooievaarspas-den-haag")
    effect: words.PassEffect = about("free, discount or price.", "free")
    value: Small | Money | None = Field(
        description="Per cent (a number) for discount, euro (a text) for price, null for free.", examples=[50]
    )
    limit: Text | None = about("How often.", "1 sport en 1 keer cultuur")
    conditions: Text | None = about("What one must do.", "Laat de pas zien.")
    residents_of: Many[Line] = about("Only for residents of these areas.", ["GM0518"])


class Help(Output):
    """What makes a price payable here."""

    id: Code = about("Id of the pass, scheme or fund.", "ooievaarspas-den-haag")
    name: Line = about("Name.", "Ooievaarspas")
    kind: Code = about("pass, scheme, fund or programme.", "pass")
    how: Text = about("How to ask for it, in plain words.", "Laat de pas zien bij de aanbieder.")
    asked_by: Many[Code] = about("parent, intermediary or school.", ["parent"])
    doubt: Text | None = about("Why it may be different; null when it is sure.", "Dit kan inmiddels anders zijn.")


class PrerequisiteNeeded(Output):
    """A barrier, shown and never asked."""

    code: words.Prerequisite = about("What is needed.", "ownBike")
    note: Text | None = about("In words.")


class Accessibility(Output):
    """What is recorded."""

    wheelchair: words.Wheelchair = about("Whether a wheelchair user can take part.", "yes")
    features: Many[Code] = about("What there is.", ["quietRoom"])
    note: Text | None = about("In words.")


class Supervision(Output):
    """Who is with the children."""

    by: Line | None = about("Role.", "Een boswachter")
    note: Text | None = about("In words.")


class Group(Output):
    """The group."""

    size: Small | None = about("How many children.", 12)
    together: bool | None = about("Whether it stays together.", True)


class SchoolOffer(Output):
    """For offers to classes."""

    lessons: Small | None = about("Number of lessons.", 4)
    max_pupils: Small | None = about("Most pupils.", 30)
    preparation: Text | None = about("What to do before.")
    price_per: Line | None = about("What the price is for.", "class")
    adapted_with: Many[Line] = about("Who helped to adapt it.", [])
    booking_windows: Many[Line] = about("When to book.", ["september"])


class Loan(Output):
    """For things that are lent."""

    days: Small | None = about("For so long.", 21)
    deposit: Money | None = about("Deposit.", "10.00")
    card_needed: bool | None = about("Whether a library card is needed.", True)
    reserve_url: Url | None = about("Where to reserve.")


class ActivityRoute(Output):
    """A learning route this activity is on."""

    id: Id = about("Id of the route.")
    title: Line = about("Title.", "Van school naar club")
    position: Small = about("Which step, from 1.", 2)
    of: Small = about("How many steps.", 3)


class Image(Output):
    """A picture."""

    url: Url = about("Address.", "https://example.org/club.jpg")
    alt: Text | None = about("What it shows.", "Kinderen bij een sloot")
    licence: Line | None = about("Licence.", "CC BY 4.0")
    creator: Line | None = about("Maker.")


class Freshness(Output):
    """How long ago somebody said it is still right."""

    confirmed_at: Stamp = about("Last confirmed.")
    state: words.Freshness = about("fresh, due, unconfirmed or stale.", "fresh")


class SourceOfRecord(Output):
    """Where the record comes from."""

    name: Line = about("Name of the source.", "starter")
    external_id: Line = about("Id within the source.", "til-natuurclub-wekelijks")
    url: Url | None = about("Web page.")
