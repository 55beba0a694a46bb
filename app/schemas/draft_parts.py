"""The parts of an activity as partners write them; each turns itself into its part of the draft."""

from datetime import UTC, datetime, tzinfo
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.domain import draft_parts as parts
from app.domain.draft import Contact, Texts
from app.domain.vocabulary import (
    Allocation,
    EnrolmentHow,
    EnrolmentStatus,
    OpenTo,
    PassEffect,
    Prerequisite,
    PriceKind,
    PricePer,
    Wheelchair,
)
from app.schemas.base import (
    Count,
    Currency,
    Flag,
    Id,
    Line,
    Many,
    MaybeEmail,
    MaybeLine,
    MaybePhone,
    MaybeSummary,
    MaybeText,
    MaybeUrl,
    Money,
    Months,
    Positive,
    Slug,
    Title,
    Url,
    WallTime,
    Wire,
    Word,
    Years,
    read_money,
)


def to_wall_time(moment: datetime, zone: tzinfo) -> datetime:
    """Local and naive; a time without an offset is local already."""
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def to_utc(moment: datetime, zone: tzinfo) -> datetime:
    """The instant meant; a time without an offset is local."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


class TextsIn(Wire):
    """The texts of one translation."""

    title: Title
    summary: MaybeSummary = None
    description: MaybeText = None
    first_visit: MaybeText = None
    bring: MaybeText = None
    takes_home: MaybeText = None

    def to_draft(self) -> Texts:
        """As in the domain."""
        return Texts(self.title, self.summary, self.description, self.first_visit, self.bring, self.takes_home)


class ContactIn(Wire):
    """Role-based, never a person."""

    email: MaybeEmail = None
    phone: MaybePhone = None
    url: MaybeUrl = None

    def to_draft(self) -> Contact:
        """As in the domain."""
        return Contact(self.email, self.phone, self.url)


class OpenToIn(Wire):
    """Which children may join."""

    kind: OpenTo
    organisation_ids: Many[Id] = ()
    area_codes: Many[Slug] = ()
    note: MaybeText = None

    def to_draft(self) -> parts.OpenToDraft:
        """As in the domain."""
        return parts.OpenToDraft(self.kind, self.organisation_ids, self.area_codes, self.note)


class AgeIn(Wire):
    """Completed years, inclusive ("t/m 12" has max 12, "tot 12" has max 11)."""

    min: Years | None = None
    max: Years | None = None
    min_months: Months | None = None
    max_months: Months | None = None

    def to_draft(self) -> parts.AgeDraft:
        """As in the domain."""
        return parts.AgeDraft(self.min, self.max, self.min_months, self.max_months)


class PriceIn(Wire):
    """One amount and what it buys."""

    amount: Money | None = None
    amount_max: Money | None = None
    currency: Currency | None = None
    per: PricePer
    times: Positive | None = None
    sessions: Positive | None = None
    valid_months: Positive | None = None
    kind: PriceKind | None = None
    is_from: Flag | None = None
    note: MaybeText = None

    def to_draft(self) -> parts.PriceDraft:
        """As in the domain."""
        return parts.PriceDraft(
            amount=self.amount,
            per=self.per,
            kind=self.kind or PriceKind.BASE,
            amount_max=self.amount_max,
            currency=self.currency or "EUR",
            times=self.times,
            sessions=self.sessions,
            valid_months=self.valid_months,
            is_from=bool(self.is_from),
            note=self.note,
        )


class CommitmentIn(Wire):
    """What one signs up for."""

    minimum_months: Count | None = None
    notice_months: Count | None = None
    renews_itself: Flag | None = None

    def to_draft(self) -> parts.CommitmentDraft:
        """As in the domain."""
        return parts.CommitmentDraft(self.minimum_months, self.notice_months, self.renews_itself)


def _read_value(value: Any) -> int:
    """Hundredths of per cent or euro, as the effect says."""
    try:
        return read_money(value)
    except PydanticCustomError:
        raise PydanticCustomError("not-number", "not a number") from None


_PassValue = Annotated[
    int,
    PlainValidator(_read_value),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": 9},
                {"type": "number", "minimum": 0, "maximum": 100_000},
            ],
            "examples": ["2.50", 50],
        }
    ),
]


class AcceptsIn(Wire):
    """What a pass does here. `value`: whole per cent for discount, euro for price."""

    pass_id: Slug
    effect: PassEffect
    value: _PassValue | None = None
    limit: MaybeText = None
    conditions: MaybeText = None
    residents_of: Many[Line] = ()

    def to_draft(self) -> parts.AcceptsDraft:
        """As in the domain."""
        is_discount = self.effect is PassEffect.DISCOUNT
        value = self.value // 100 if self.value is not None and is_discount else self.value
        return parts.AcceptsDraft(self.pass_id, self.effect, value, self.limit, self.conditions, self.residents_of)


class TrialIn(Wire):
    """A first time to try."""

    count: Positive | None = None
    amount: Money | None = None
    book_needed: Flag | None = None

    def to_draft(self) -> parts.TrialDraft:
        """As in the domain."""
        return parts.TrialDraft(self.count, self.amount, self.book_needed)


class EnrolmentIn(Wire):
    """How to join."""

    how: Many[EnrolmentHow] = ()
    url: MaybeUrl = None
    email: MaybeEmail = None
    phone: MaybePhone = None
    opens_at: WallTime | None = None
    closes_at: WallTime | None = None
    start_any_time: Flag | None = None
    allocation: Allocation | None = None
    status: EnrolmentStatus | None = None
    minimum: Count | None = None
    goes_ahead: Flag | None = None
    trial: TrialIn | None = None

    def to_draft(self, zone: tzinfo) -> parts.EnrolmentDraft:
        """As in the domain; times without an offset are local in `zone`."""
        return parts.EnrolmentDraft(
            how=tuple(dict.fromkeys(self.how)),
            url=self.url,
            email=self.email,
            phone=self.phone,
            opens_at=to_utc(self.opens_at, zone) if self.opens_at else None,
            closes_at=to_utc(self.closes_at, zone) if self.closes_at else None,
            start_any_time=self.start_any_time,
            allocation=self.allocation,
            status=self.status,
            minimum=self.minimum,
            goes_ahead=self.goes_ahead,
            trial=self.trial.to_draft() if self.trial else None,
        )


class PrerequisiteIn(Wire):
    """A barrier to show."""

    code: Prerequisite
    note: MaybeText = None

    def to_draft(self) -> parts.PrerequisiteDraft:
        """As in the domain."""
        return parts.PrerequisiteDraft(self.code, self.note)


class AccessibilityIn(Wire):
    """What is recorded."""

    wheelchair: Wheelchair | None = None
    features: Many[Word] = ()
    note: MaybeText = None

    def to_draft(self) -> parts.AccessibilityDraft:
        """As in the domain."""
        return parts.AccessibilityDraft(self.wheelchair or Wheelchair.UNKNOWN, self.features, self.note)


class SupervisionIn(Wire):
    """Who is with the children."""

    by: MaybeLine = None
    note: MaybeText = None


class GroupIn(Wire):
    """How large the group is, and whether it stays together."""

    size: Count | None = None
    together: Flag | None = None


class SchoolIn(Wire):
    """For offers to classes."""

    lessons: Count | None = None
    max_pupils: Count | None = None
    preparation: MaybeText = None
    price_per: MaybeLine = None
    adapted_with: Many[Line] = ()
    booking_windows: Many[Line] = ()

    def to_draft(self) -> parts.SchoolDraft:
        """As in the domain."""
        return parts.SchoolDraft(
            self.lessons, self.max_pupils, self.preparation, self.price_per, self.adapted_with, self.booking_windows
        )


class LoanIn(Wire):
    """For things that are lent."""

    days: Count | None = None
    deposit: Money | None = None
    card_needed: Flag | None = None
    reserve_url: MaybeUrl = None

    def to_draft(self) -> parts.LoanDraft:
        """As in the domain."""
        return parts.LoanDraft(self.days, self.deposit, self.card_needed, self.reserve_url)


class ImageIn(Wire):
    """A picture with what is needed to show it."""

    url: Url
    alt: MaybeText = None
    licence: MaybeLine = None
    creator: MaybeLine = None

    def to_draft(self) -> parts.ImageDraft:
        """As in the domain."""
        return parts.ImageDraft(self.url, self.alt, self.licence, self.creator)
