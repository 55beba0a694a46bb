"""What sample activities cost: free, unknown, and every kind of price, with passes of the city where they fit."""

from dataclasses import dataclass
from random import Random

from app.domain.draft_parts import AcceptsDraft, CommitmentDraft, PriceDraft
from app.domain.vocabulary import Cost, PassEffect, PriceKind, PricePer
from app.services.data_files import Row

LESSONS = 38
"""Lessons in a season of a weekly club, school holidays left out."""


@dataclass(frozen=True, slots=True)
class Money:
    """The part of a draft about money; cents."""

    cost: Cost = Cost.UNKNOWN
    prices: tuple[PriceDraft, ...] = ()
    commitment: CommitmentDraft | None = None
    free_trial: bool | None = None
    accepts: tuple[AcceptsDraft, ...] = ()


FREE = Money(Cost.FREE)


def draw_money(rng: Random, prices: tuple[PriceDraft, ...], passes: tuple[Row, ...], *, free: float = 0.45) -> Money:
    """Free, unknown or the given prices, with extras and passes."""
    chance = rng.random()
    if chance < free:
        voluntary = PriceDraft(None, PricePer.SESSION, PriceKind.VOLUNTARY, note="Een vrije gift mag.")
        return Money(Cost.FREE, (voluntary,)) if rng.random() < 0.05 else FREE
    if chance < free + 0.12:
        return Money()
    if rng.random() < 0.06:
        return Money(Cost.PAID)
    return Money(
        cost=Cost.PAID,
        prices=(*prices, *_draw_extras(rng, prices[0])),
        commitment=_draw_commitment(rng, prices[0]),
        free_trial=rng.choice((True, False, None)),
        accepts=_draw_accepts(rng, passes),
    )


def price_session(rng: Random) -> tuple[PriceDraft, ...]:
    """A single visit, or a card for ten beside it."""
    amount = rng.randrange(100, 1500, 50)
    single = PriceDraft(amount, PricePer.SESSION)
    if rng.random() < 0.75:
        return (single,)
    return (single, PriceDraft(8 * amount, PricePer.CARD, sessions=10, valid_months=rng.choice((3, 6, 12))))


def price_course(rng: Random, times: int) -> tuple[PriceDraft, ...]:
    """A whole course; some say "from"."""
    amount = times * rng.randrange(400, 1600, 50)
    is_from = rng.random() < 0.1
    return (PriceDraft(amount, PricePer.COURSE, sessions=times, is_from=is_from),)


def price_club(rng: Random) -> tuple[PriceDraft, ...]:
    """Clubs ask their money in many ways: by month, term, half year, season or year."""
    yearly = rng.randrange(6000, 36000, 500)
    return rng.choice(
        (
            (PriceDraft(yearly // 10, PricePer.MONTH, times=10, sessions=LESSONS),),
            (PriceDraft(yearly // 12, PricePer.MONTH, times=12, sessions=LESSONS),),
            (PriceDraft(yearly // 4, PricePer.TERM, times=4, sessions=LESSONS),),
            (PriceDraft(yearly // 2, PricePer.HALF_YEAR, times=2, sessions=LESSONS),),
            (PriceDraft(yearly, PricePer.SEASON, sessions=LESSONS),),
            (PriceDraft(yearly, PricePer.YEAR),),
            (PriceDraft(yearly // 10, PricePer.MONTH),),
            (PriceDraft(yearly, PricePer.SEASON, amount_max=2 * yearly, sessions=LESSONS, is_from=True),),
        )
    )


def price_camp(rng: Random, days: int) -> tuple[PriceDraft, ...]:
    """A camp costs an amount for the week or for a day."""
    daily = rng.randrange(1500, 5000, 250)
    if rng.random() < 0.5:
        return (PriceDraft(daily * days, PricePer.WEEK, times=1, sessions=days),)
    return (PriceDraft(daily, PricePer.DAY, times=days, sessions=days),)


def price_class(rng: Random) -> tuple[PriceDraft, ...]:
    """Schools pay for a group, or by the hour."""
    if rng.random() < 0.8:
        return (PriceDraft(rng.randrange(4000, 20000, 500), PricePer.GROUP),)
    return (PriceDraft(rng.randrange(3000, 9000, 500), PricePer.HOUR, times=1, sessions=1),)


def price_loan(rng: Random) -> tuple[PriceDraft, ...]:
    """Once, with a deposit that comes back."""
    deposit = PriceDraft(rng.randrange(1000, 5000, 500), PricePer.ONCE, PriceKind.DEPOSIT, note="Je krijgt dit terug.")
    return (PriceDraft(rng.randrange(100, 800, 50), PricePer.ONCE, sessions=1), deposit)


def _draw_extras(rng: Random, base: PriceDraft) -> tuple[PriceDraft, ...]:
    """What comes on top or goes off; most activities have none of it."""
    amount = base.amount or 0
    offered = (
        (0.12, PriceDraft(amount // 2, base.per, PriceKind.REDUCED, note="Met een laag inkomen.")),
        (0.10, PriceDraft(rng.randrange(500, 2500, 250), PricePer.ONCE, PriceKind.REGISTRATION)),
        (0.08, PriceDraft(rng.randrange(250, 1500, 250), PricePer.ONCE, PriceKind.MATERIALS)),
        (0.05, PriceDraft(rng.randrange(1500, 8000, 500), PricePer.ONCE, PriceKind.EQUIPMENT, note="Kleding.")),
        (0.05, PriceDraft(amount * 3 // 4, base.per, PriceKind.SECOND_CHILD)),
        (0.05, PriceDraft(rng.choice((0, 250, 500)), PricePer.SESSION, PriceKind.TRIAL)),
    )
    return tuple(price for chance, price in offered if rng.random() < chance)


def _draw_commitment(rng: Random, base: PriceDraft) -> CommitmentDraft | None:
    if base.per not in (PricePer.MONTH, PricePer.YEAR, PricePer.SEASON) or rng.random() < 0.5:
        return None
    return CommitmentDraft(rng.choice((None, 3, 6, 12)), rng.choice((1, 2)), rng.choice((True, False, None)))


def _draw_accepts(rng: Random, passes: tuple[Row, ...]) -> tuple[AcceptsDraft, ...]:
    if not passes or rng.random() < 0.4:
        return ()
    return tuple(_accept(rng, row) for row in rng.sample(passes, 1 if rng.random() < 0.85 else min(2, len(passes))))


def _accept(rng: Random, row: Row) -> AcceptsDraft:
    """Mostly what the pass itself says; outings ask a small amount or give something off."""
    pass_id = row["id"] or ""
    if row["effect"] == "free" and rng.random() < 0.7:
        return AcceptsDraft(pass_id, PassEffect.FREE, limit=rng.choice((None, "één per jaar")))
    if rng.random() < 0.3:
        return AcceptsDraft(pass_id, PassEffect.PRICE, rng.choice((100, 200, 250)))
    return AcceptsDraft(pass_id, PassEffect.DISCOUNT, rng.choice((25, 50, 75)))
