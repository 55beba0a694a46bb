"""Asking organisations whether their offers are still right: who is asked, and a link that works for two weeks.

A reminder is stored before it leaves, with only the SHA-256 of its token: a run that is killed in between is taken up
again by the next one with a new token, and two runs at once do not ask twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from secrets import token_urlsafe

import orjson
from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.calendar import AMSTERDAM, date_of, minutes
from app.domain.listing import Listing, from_row
from app.domain.reminding import (
    LINK_DAYS,
    RECENT_DAYS,
    Asked,
    FreshnessClock,
    Occasion,
    Offer,
    plan_question,
    school_year,
)
from app.domain.state import effective_status
from app.domain.vocabulary import Freshness, Status
from app.models.moderation import Reminder
from app.services.new_ids import make_id
from app.store import organisations
from app.store import reminders as store
from app.store.organisations import StoredOrganisation
from app.store.unit_of_work import read_connection, write_transaction

TOKEN_BYTES = 32
MOST_OFFERS = 200
"""On one page; the others come with the next reminder."""
LOOK_BACK = timedelta(days=400)
IN_FLIGHT = timedelta(hours=1)
"""How long a run may take to hand over a reminder before the next one takes it up."""
ASKED_STATUSES = frozenset({Status.OPEN, Status.PLANNED})


class Channel(StrEnum):
    """How a reminder leaves."""

    MAIL = "mail"
    WEBHOOK = "webhook"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class AskedOffer:
    """An offer in a reminder. `state`: today."""

    id: str
    title: str
    confirmed_on: date
    state: Freshness


@dataclass(frozen=True, slots=True)
class Planned:
    """What one organisation is to be asked, most urgent first."""

    organisation: StoredOrganisation
    occasion: Occasion
    offers: tuple[AskedOffer, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A reminder that may leave now. `token`: only known here and to whoever gets the link."""

    id: str
    planned: Planned
    channel: Channel
    token: str
    expires_at: datetime


def hash_token(token: str) -> str:
    """What is stored of a link."""
    return sha256(token.encode()).hexdigest()


def plan_reminders(
    engine: Engine, clock: FreshnessClock, *, now: datetime, only: frozenset[str] = frozenset()
) -> Iterator[Planned]:
    """Whom to ask today, by organisation id; `only` these organisations when any are named."""
    today = now.astimezone(AMSTERDAM).date()
    with read_connection(engine) as connection:
        past = _by_organisation(store.list_past(connection, now - LOOK_BACK), now)
        known = {each.id: each for each in organisations.list_all(connection)}
        rows = store.iterate_offers(connection, now - timedelta(days=RECENT_DAYS - 1))
        for organisation_id, group in groupby(rows, key=lambda row: row.organisation_id):
            organisation = known.get(organisation_id)
            if organisation is None or organisation.is_example or (only and organisation_id not in only):
                continue
            offers = {row.id: row for row in group}
            listings = [listing for row in offers.values() if (listing := _read_running(row, now)) is not None]
            asked = [_offer_of(listing) for listing in listings]
            question = plan_question(asked, past.get(organisation_id, ()), clock, today)
            if question is None:
                continue
            chosen = [
                AskedOffer(
                    offer.id,
                    orjson.loads(offers[offer.id].card)["title"],
                    offer.confirmed_on,
                    clock.state(offer, today),
                )
                for offer in asked
                if offer.id in question.offer_ids
            ]
            chosen.sort(key=lambda offer: (offer.confirmed_on, offer.title, offer.id))
            yield Planned(organisation, question.occasion, tuple(chosen[:MOST_OFFERS]))


def _read_running(row: store.OfferRow, now: datetime) -> Listing | None:
    """The listing of an offer that runs or is planned."""
    listing = from_row(orjson.loads(row.listing), sessions=())
    return listing if effective_status(listing, minutes(now)) in ASKED_STATUSES else None


def _offer_of(listing: Listing) -> Offer:
    return Offer(listing.id, date_of(listing.confirmed_day), listing.holiday_region)


def _by_organisation(past: Iterable[store.PastReminder], now: datetime) -> dict[str, list[Asked]]:
    """What was asked before; a reminder that never left and is not under way was not asked."""
    found: dict[str, list[Asked]] = {}
    for one in past:
        if one.sent_at is not None or now - one.created_at < IN_FLIGHT:
            asked = Asked(one.created_at.astimezone(AMSTERDAM).date(), frozenset(one.activity_ids))
            found.setdefault(one.organisation_id, []).append(asked)
    return found


def choose_channel(organisation: StoredOrganisation, *, has_mail: bool, has_webhook: bool) -> Channel:
    """Mail where there is an address, else the webhook, else the printed list."""
    if has_mail and organisation.contact_email:
        return Channel.MAIL
    return Channel.WEBHOOK if has_webhook else Channel.LIST


def prepare_reminder(engine: Engine, planned: Planned, channel: Channel, *, now: datetime) -> Ready | None:
    """Store the reminder and make its link; None when another run just asked the same organisation."""
    token = token_urlsafe(TOKEN_BYTES)
    expires_at = now + timedelta(days=LINK_DAYS)
    organisation_id = planned.organisation.id
    with write_transaction(engine) as session:
        for one in store.list_past(session, now - timedelta(days=LINK_DAYS), organisation_id):
            if one.sent_at is not None or now - one.created_at < IN_FLIGHT:
                return None
            _forget(session, one.id)
        made = Reminder(
            id=make_id(),
            organisation_id=organisation_id,
            channel=channel,
            occasion=planned.occasion,
            school_year=school_year(now.astimezone(AMSTERDAM).date()),
            token_sha256=hash_token(token),
            activity_ids=tuple(offer.id for offer in planned.offers),
            answers={},
            created_at=now,
            expires_at=expires_at,
        )
        store.add_reminder(session, made)
    return Ready(made.id, planned, channel, token, expires_at)


def mark_sent(engine: Engine, reminder_id: str, *, now: datetime) -> None:
    """The reminder has left."""
    with write_transaction(engine) as session:
        reminder = store.find_reminder(session, reminder_id)
        if reminder is not None:
            reminder.sent_at = now


def drop_reminder(engine: Engine, reminder_id: str) -> None:
    """The reminder was not taken: it does not count, and the next run asks again."""
    with write_transaction(engine) as session:
        _forget(session, reminder_id)


def _forget(session: Session, reminder_id: str) -> None:
    reminder = store.find_reminder(session, reminder_id)
    if reminder is not None:
        store.delete_reminder(session, reminder)
