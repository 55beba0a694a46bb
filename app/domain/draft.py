"""Drafts: what a partner, an importer or the operator offers to the catalogue; the writable subset of the wire shape.

Values are already validated and bounded (`app.schemas.drafts`); names follow the wire in snake_case. Local times are
naive datetimes in `schedule.timezone`, stamps are aware. Money is integer cents.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.vocabulary import (
    AddressShown,
    Allocation,
    Attendance,
    Audience,
    Cost,
    EnrolmentHow,
    EnrolmentStatus,
    Kind,
    OpenTo,
    PassEffect,
    PlaceKind,
    Precision,
    Prerequisite,
    PriceKind,
    PricePer,
    RunsInHolidays,
    SchoolTime,
    SchoolType,
    SessionStatus,
    Stage,
    Status,
    Wheelchair,
    WijkBasis,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the record comes from; (name, external_id) is its identity and gives the public id."""

    name: str
    external_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an activity in one language (BCP 47)."""

    title: str
    summary: str | None = None
    description: str | None = None
    first_visit: str | None = None
    bring: str | None = None
    takes_home: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Role-based, never a personal name."""

    email: str | None = None
    phone: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """`id` names an existing organisation or the id to keep; else `external_id` with the source, else the name, is the
    identity. `roles` of provider, networkPartner. `hub_for`: theme ids; `guide_for`: wijk or gemeente codes.
    `offers`: what it can contribute to the network (space, guides, knowledge, materials)."""

    name: str
    id: str | None = None
    source: Source | None = None
    roles: tuple[str, ...] = ("provider",)
    sector: str | None = None
    gemeente: str | None = None
    summary: str | None = None
    referral_role: str | None = None
    contact: Contact = field(default_factory=Contact)
    website: str | None = None
    hub_for: tuple[str, ...] = ()
    guide_for: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerRef:
    """An organisation that takes part in somebody else's activity."""

    organisation: OrganisationDraft
    role: str


@dataclass(frozen=True, slots=True)
class Location:
    """WGS84 degrees, six decimals at most."""

    lat: float
    lon: float
    precision: Precision = Precision.ADDRESS


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """Where. `gemeente`, `stadsdeel`, `wijk`, `buurt` are codes or names as stated by the partner."""

    name: str | None = None
    id: str | None = None
    source: Source | None = None
    kind: PlaceKind | None = None
    street_address: str | None = None
    postal_code: str | None = None
    address_locality: str | None = None
    address_shown: AddressShown = AddressShown.FULL
    location: Location | None = None
    gemeente: str | None = None
    stadsdeel: str | None = None
    wijk: str | None = None
    wijk_basis: WijkBasis | None = None
    buurt: str | None = None


@dataclass(frozen=True, slots=True)
class OpenToDraft:
    """Which children may join."""

    kind: OpenTo = OpenTo.EVERYONE
    organisation_ids: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AgeDraft:
    """Completed years, inclusive; months refine them for under fours. None = open."""

    min: int | None = None
    max: int | None = None
    min_months: int | None = None
    max_months: int | None = None


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """One amount in cents. `times`: how many such terms a season; `sessions`: how many sessions it buys."""

    amount: int | None
    per: PricePer
    kind: PriceKind = PriceKind.BASE
    amount_max: int | None = None
    currency: str = "EUR"
    times: int | None = None
    sessions: int | None = None
    valid_months: int | None = None
    is_from: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """What one signs up for."""

    minimum_months: int | None = None
    notice_months: int | None = None
    renews_itself: bool | None = None


@dataclass(frozen=True, slots=True)
class AcceptsDraft:
    """What a pass does here. `value`: per cent for discount, cents for price."""

    pass_id: str
    effect: PassEffect
    value: int | None = None
    limit: str | None = None
    conditions: str | None = None
    residents_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """One series: first start and end (local, naive) and an RFC 5545 RRULE without DTSTART; no rrule = one date."""

    starts_at: datetime
    ends_at: datetime
    rrule: str | None = None


@dataclass(frozen=True, slots=True)
class ExceptionDraft:
    """What happens to the occurrence that would start at `original` (local, naive). `starts_at` set = moved or added."""

    original: datetime
    status: SessionStatus
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    places_left: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    """When. `summary` is for people and may be all there is."""

    summary: str | None = None
    timezone: str = "Europe/Amsterdam"
    rules: tuple[RuleDraft, ...] = ()
    exceptions: tuple[ExceptionDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialDraft:
    """A free or cheap first time: how many, what it costs (cents), whether one must book."""

    count: int | None = None
    amount: int | None = None
    book_needed: bool | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentDraft:
    """How to join."""

    how: tuple[EnrolmentHow, ...] = ()
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    start_any_time: bool | None = None
    allocation: Allocation | None = None
    status: EnrolmentStatus | None = None
    minimum: int | None = None
    goes_ahead: bool | None = None
    trial: TrialDraft | None = None


@dataclass(frozen=True, slots=True)
class PrerequisiteDraft:
    """A barrier to show."""

    code: Prerequisite
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AccessibilityDraft:
    """What is recorded, nothing promised beyond it."""

    wheelchair: Wheelchair = Wheelchair.UNKNOWN
    features: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SchoolDraft:
    """For offers to classes."""

    lessons: int | None = None
    max_pupils: int | None = None
    preparation: str | None = None
    price_per: str | None = None
    adapted_with: tuple[str, ...] = ()
    booking_windows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoanDraft:
    """For things that are lent. `deposit` in cents."""

    days: int | None = None
    deposit: int | None = None
    card_needed: bool | None = None
    reserve_url: str | None = None


@dataclass(frozen=True, slots=True)
class ImageDraft:
    """A picture with what is needed to show it lawfully and accessibly."""

    url: str
    alt: str | None = None
    licence: str | None = None
    creator: str | None = None


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """One activity as offered. `language` is the language of `texts`, `translations` holds the others by tag.

    `organisation` None = not known (a report that names none): null on the wire, "" in the listing."""

    source: Source
    texts: Texts
    organisation: OrganisationDraft | None
    language: str = "nl"
    translations: tuple[tuple[str, Texts], ...] = ()
    partners: tuple[PartnerRef, ...] = ()
    place: PlaceDraft | None = None
    attendance: Attendance | None = None
    service_area: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    stage: Stage | None = None
    kind: Kind | None = None
    school_time: SchoolTime | None = None
    audience: tuple[Audience, ...] = ()
    individual: bool | None = None
    open_to: OpenToDraft = field(default_factory=OpenToDraft)
    invites: tuple[str, ...] = ()
    school_types: tuple[SchoolType, ...] = ()
    school_groups: tuple[str, ...] = ()
    age: AgeDraft = field(default_factory=AgeDraft)
    cost: Cost = Cost.UNKNOWN
    prices: tuple[PriceDraft, ...] = ()
    commitment: CommitmentDraft | None = None
    free_trial: bool | None = None
    accepts: tuple[AcceptsDraft, ...] = ()
    schedule: ScheduleDraft = field(default_factory=ScheduleDraft)
    season_from: date | None = None
    season_to: date | None = None
    runs_in_holidays: RunsInHolidays | None = None
    is_one_off: bool | None = None
    enrolment: EnrolmentDraft = field(default_factory=EnrolmentDraft)
    prerequisites: tuple[PrerequisiteDraft, ...] = ()
    accessibility: AccessibilityDraft = field(default_factory=AccessibilityDraft)
    spoken_languages: tuple[str, ...] = ()
    no_experience_needed: bool | None = None
    parents_may_stay: bool | None = None
    supervision_by: str | None = None
    supervision_note: str | None = None
    group_size: int | None = None
    group_together: bool | None = None
    part_of_childcare: bool | None = None
    school: SchoolDraft | None = None
    loan: LoanDraft | None = None
    follow_up: tuple[str, ...] = ()
    replaced_by: str | None = None
    image: ImageDraft | None = None
    contact: Contact = field(default_factory=Contact)
    status: Status = Status.OPEN
    is_example: bool = False
    confirmed_at: datetime | None = None
