"""The parts an activity draft is made of: prices, times, enrolment, access and the like."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.vocabulary import (
    Allocation,
    EnrolmentHow,
    EnrolmentStatus,
    OpenTo,
    PassEffect,
    Prerequisite,
    PriceKind,
    PricePer,
    SessionStatus,
    Wheelchair,
)


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
    """What happens to the occurrence that would start at `original` (local, naive). `starts_at` set = moved or
    added."""

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
