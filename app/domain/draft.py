"""Drafts: what a partner, an importer or the operator offers to the catalogue; the writable subset of the wire shape.

Values are already validated and bounded (`app.schemas.drafts`); names follow the wire in snake_case. Local times are
naive datetimes in `schedule.timezone`, stamps are aware. Money is integer cents.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.draft_parts import (
    AcceptsDraft,
    AccessibilityDraft,
    AgeDraft,
    CommitmentDraft,
    EnrolmentDraft,
    ExceptionDraft,
    ImageDraft,
    LoanDraft,
    OpenToDraft,
    PrerequisiteDraft,
    PriceDraft,
    RuleDraft,
    ScheduleDraft,
    SchoolDraft,
    TrialDraft,
)
from app.domain.vocabulary import (
    AddressShown,
    Attendance,
    Audience,
    Cost,
    Kind,
    PlaceKind,
    Precision,
    RunsInHolidays,
    SchoolTime,
    SchoolType,
    Stage,
    Status,
    WijkBasis,
)

__all__ = [
    "AcceptsDraft",
    "AccessibilityDraft",
    "ActivityDraft",
    "AgeDraft",
    "CommitmentDraft",
    "Contact",
    "EnrolmentDraft",
    "ExceptionDraft",
    "ImageDraft",
    "LoanDraft",
    "Location",
    "OpenToDraft",
    "OrganisationDraft",
    "PartnerRef",
    "PlaceDraft",
    "PrerequisiteDraft",
    "PriceDraft",
    "RuleDraft",
    "ScheduleDraft",
    "SchoolDraft",
    "Source",
    "Texts",
    "TrialDraft",
]


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
