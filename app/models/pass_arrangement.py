"""Passes, schemes and funds that make a price payable, as public facts per area; nothing about any family."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.models.base import JsonText, Seq, UtcDateTime


class PassArrangement(SQLModel, table=True):
    """One arrangement of one issuer. kind: pass, scheme or fund. arrangement: the family it belongs to, which is what a
    caller names. area_codes: gemeenten it is claimed for, no others. age_*: completed years. effect, effect_percent:
    what it does by default. is_published, is_amount_shown: how sure the facts are. texts: {name: {nl, en}} for
    people. facts: the rest of the source row (limits, provenance) as it was read."""

    __tablename__ = "pass_arrangement"

    id: str = Field(primary_key=True)
    arrangement: str = Field(index=True)
    name: str
    kind: str
    issuer: str | None = None
    area_codes: tuple[str, ...] = Field(sa_type=JsonText)
    age_min: int | None = None
    age_max: int | None = None
    pays: tuple[str, ...] = Field(sa_type=JsonText)
    effect: str | None = None
    effect_percent: int | None = None
    asked_by: str | None = None
    paid_to: str | None = None
    website: str | None = None
    is_published: bool
    is_amount_shown: bool
    confidence: str | None = None
    checked_on: date | None = None
    texts: dict[str, dict[str, str]] = Field(sa_type=JsonText)
    facts: dict[str, Any] = Field(sa_type=JsonText)
    version: int
    is_deleted: bool = False
    seq: int = Field(sa_type=Seq, index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    modified_at: datetime = Field(sa_type=UtcDateTime)
