"""What an organisation sees and does on its own page: its offers, how fresh and complete they are, and those around."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Engine

from app.domain.caller import Caller
from app.domain.completeness import Completeness, assess
from app.domain.listing import Listing, from_row
from app.domain.precondition import Precondition
from app.domain.query import Surroundings
from app.domain.state import effective_status, freshness_state
from app.domain.text import fold
from app.errors import NotFound
from app.models.moderation import PendingEdit
from app.schemas.parsing import parse_search
from app.services.activities import ActivityWriter
from app.services.finding import Finder
from app.services.new_ids import make_id
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing import confirm_activities, end_activity, patch_activity, put_activity
from app.store import activities, moderation, organisations
from app.store.organisations import StoredOrganisation
from app.store.unit_of_work import read_session, write_transaction

NEAR_M = 2_500
MOST_AROUND = 6
LOOKED_AT = 40
MOST_ORGANISATIONS = 30
SOON_MIN = 60 * 24 * 60
"""Two offers clash when they meet at one time within so many minutes from now."""


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """One offer of the organisation. document: as it is stored. state: fresh, due, unconfirmed or stale."""

    id: str
    version: int
    document: Mapping[str, Any]
    listing: Listing
    status: str
    state: str
    confirmed_at: datetime
    completeness: Completeness


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything on the page of one organisation."""

    organisation: StoredOrganisation
    offers: Sequence[OwnOffer]
    waiting: Sequence[PendingEdit]


@dataclass(frozen=True, slots=True)
class Around:
    """Something that others offer nearby for the same age and theme. clashes: at the same time as ours."""

    id: str
    distance_m: int | None
    clashes: bool


def read_own_page(engine: Engine, organisation_id: str, around: Surroundings) -> OwnPage:
    """What most needs a look first: stale before fresh, then by title. Raises NotFound."""
    with read_session(engine) as session:
        organisation = organisations.find_one(session, organisation_id)
        if organisation is None or organisation.is_deleted:
            raise NotFound("There is no organisation with this id.", detail_nl="Er is geen organisatie met dit id.")
        rows = activities.find_by_organisation(session, organisation_id)
        waiting = moderation.list_edits(session, "waiting", organisation_ids=[organisation_id])
    offers = [_own_offer(row, around) for row in rows]
    states = ("stale", "unconfirmed", "due", "fresh")
    offers.sort(key=lambda offer: (states.index(offer.state), offer.document["title"].casefold(), offer.id))
    return OwnPage(organisation, offers, waiting)


def read_own_offer(engine: Engine, organisation_id: str, activity_id: str, around: Surroundings) -> OwnOffer:
    """One offer of the organisation. Raises NotFound for another's, too."""
    with read_session(engine) as session:
        row = activities.find_many(session, [activity_id]).get(activity_id)
    if row is None or row.is_deleted or row.organisation_id != organisation_id:
        raise NotFound("There is no offer of yours with this id.")
    return _own_offer(row, around)


def _own_offer(row: activities.StoredActivity, around: Surroundings) -> OwnOffer:
    listing, document = from_row(orjson.loads(row.listing)), orjson.loads(row.document)
    return OwnOffer(
        id=row.id,
        version=row.version,
        document=document,
        listing=listing,
        status=effective_status(listing, around.now).value,
        state=freshness_state(listing, around).value,
        confirmed_at=row.confirmed_at,
        completeness=assess(document),
    )


def add_offer(  # noqa: PLR0917
    engine: Engine,
    writer: ActivityWriter,
    caller: Caller,
    organisation_id: str,
    members: Mapping[str, Any],
    now: datetime,
) -> WriteReport:
    """A new offer under an id of its own. Raises as `writing.put_activity`."""
    with write_transaction(engine, rehearse=caller.is_test) as session:
        return put_activity(Turn(session, writer, caller, now), organisation_id, make_id(), members)


def change_offer(  # noqa: PLR0917
    engine: Engine,
    writer: ActivityWriter,
    caller: Caller,
    activity_id: str,
    patch: Mapping[str, Any],
    version: int,
    now: datetime,
) -> WriteReport:
    """Change what the patch names, unless somebody else changed the offer since. Raises as `writing.patch_activity`."""
    seen = Precondition(versions=frozenset({version}))
    with write_transaction(engine, rehearse=caller.is_test) as session:
        return patch_activity(Turn(session, writer, caller, now), activity_id, patch, precondition=seen)


def confirm_offers(engine: Engine, caller: Caller, ids: Sequence[str], now: datetime) -> list[WriteReport]:
    """Say of these that they are still right. Raises NotFound, Forbidden."""
    with write_transaction(engine, rehearse=caller.is_test) as session:
        return confirm_activities(session, caller, ids, now)


def end_offer(engine: Engine, writer: ActivityWriter, caller: Caller, activity_id: str, now: datetime) -> WriteReport:
    """It has stopped. Raises NotFound, Forbidden."""
    with write_transaction(engine, rehearse=caller.is_test) as session:
        return end_activity(Turn(session, writer, caller, now), activity_id)


def find_around(offer: OwnOffer, finder: Finder, minute: int) -> list[Around]:
    """What others offer near it for the same age and theme, those at the same time first, then the nearest."""
    item = offer.listing
    if item.lat is None or item.lon is None:
        return []
    asked = [("near", f"{item.lat},{item.lon}"), ("radius", str(NEAR_M)), ("limit", str(LOOKED_AT))]
    asked += [("theme", theme) for theme in item.themes]
    age = offer.document["age"]
    if age["min"] is not None or age["max"] is not None:
        asked += [("ageMin", str(age["min"] or 0)), ("ageMax", str(min(99, age["max"] or 99)))]
    found = []
    for hit in finder.find(parse_search(asked), minute).found.hits:
        other = finder.catalogue.listing(hit.id)
        if other is not None and other.organisation_id != item.organisation_id:
            found.append(Around(hit.id, hit.distance_m, _clashes(item, other, minute)))
    found.sort(key=lambda one: not one.clashes)
    return found[:MOST_AROUND]


def _clashes(mine: Listing, other: Listing, minute: int) -> bool:
    """Whether they meet at one time soon."""
    soon = [one for one in mine.sessions if minute <= one.starts_at < minute + SOON_MIN and one.status != "cancelled"]
    return any(
        one.starts_at < theirs.ends_at and theirs.starts_at < one.ends_at
        for one in soon
        for theirs in other.sessions
        if theirs.status != "cancelled"
    )


def find_organisations(engine: Engine, own: Collection[str], name: str) -> list[StoredOrganisation]:
    """Those somebody may write for: the own ones, or for a coordinator those whose name holds these words."""
    wanted = fold(name)
    with read_session(engine) as session:
        if own:
            found = list(organisations.find_many(session, own).values())
        else:
            found = [one for one in organisations.list_all(session) if wanted and wanted in fold(one.name)]
    kept = [one for one in found if not one.is_deleted]
    return sorted(kept, key=lambda one: (one.name.casefold(), one.id))[:MOST_ORGANISATIONS]
