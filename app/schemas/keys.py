"""Partner keys on the wire: what is sent to make one, and what is shown of one."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.domain.caller import Scope
from app.schemas.base import Flag, Many, MaybeLine, Stamp, Wire
from app.schemas.base import Id as IdIn
from app.schemas.base import Line as LineIn
from app.schemas.output_base import Code, Day, Id, Line, Output, about
from app.schemas.output_base import Stamp as StampOut

KeyText = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
Overlap = Annotated[int, Field(strict=True, ge=0, le=90)]
Scopes = Annotated[tuple[Scope, ...], Field(max_length=len(Scope))]


class KeyIn(Wire):
    """A key to make: for whom, what for, until when. Without `expiresAt` it holds until it is revoked."""

    label: LineIn
    scopes: Scopes
    organisation_ids: Many[IdIn] = ()
    is_test: Flag = False
    expires_at: Stamp | None = None


class RotationIn(Wire):
    """How many days the old key goes on beside the new one."""

    overlap_days: Overlap = 7


class RevocationIn(Wire):
    """Why a key ends; kept in the audit trail."""

    reason: MaybeLine = None


class LeakIn(Wire):
    """The key that was found."""

    key: KeyText


class PartnerKey(Output):
    """A key, without its secret."""

    id: Code = about("Public name of the key.", "key_7qk5m2zpd3xfu")
    label: Line = about("What it is for, in words.", "Bibliotheek, nachtelijke aanlevering")
    hint: Code = about("Its last characters, to tell keys apart.", "q2lb")
    state: Literal["active", "expired", "revoked"] = about("Whether it holds.", "active")
    is_test: bool = about("Works everywhere and changes nothing.", False)
    scopes: Annotated[list[Scope], Field(max_length=len(Scope))] = about("What it may do.", ["activities:write"])
    organisation_ids: Annotated[list[Id], Field(max_length=1_000)] = about("Whose objects it may write; empty: all.")
    created_at: StampOut = about("When it was made.")
    expires_at: StampOut | None = about("When it ends; null: when it is revoked.")
    revoked_at: StampOut | None = about("When it was withdrawn.")
    revoked_reason: Line | None = about("Why it was withdrawn.")
    replaces: Code | None = about("The key it was made to replace.")
    last_used_on: Day | None = about("The day it was last used; within about ten seconds of its first use that day.")


class MadeKey(PartnerKey):
    """A new key. `key` is shown this once."""

    key: Line = about("The secret: keep it where passwords are kept.", "ww_test_…")


class PartnerKeyList(Output):
    """Every key, oldest first."""

    items: Annotated[list[PartnerKey], Field(max_length=100_000)] = about("The keys.")
    total: Annotated[int, Field(ge=0, le=100_000)] = about("How many.", 3)
