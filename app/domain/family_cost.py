"""What an activity costs this family: itemised, in integer cents, indicative (DESIGN 3, Cost; issue B, point 4).

The amount per session is that of `domain.pricing`, so that a search, a list and a next step never disagree.
Registration, deposit, materials and equipment stand apart: they are paid beside it, and a deposit comes back. A pass
counts only when the caller named it and the provider says what it does here; what else could pay is named as help,
never counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.arrangements import Arrangement, put_named_first
from app.domain.draft_parts import AcceptsDraft, PriceDraft
from app.domain.pricing import CURRENCY, PAID_ONCE, divide, pass_prices, price_per_session, session_price
from app.domain.vocabulary import Cost, PassEffect, PriceKind, PricePer

APART = frozenset({PriceKind.REGISTRATION, PriceKind.DEPOSIT, PriceKind.MATERIALS, PriceKind.EQUIPMENT})
"""Kinds that are paid beside taking part."""

NOT_A_SEASON = frozenset({PricePer.CARD, PricePer.HOUR, PricePer.DAY, PricePer.GROUP})
"""What is paid per session of this kind says nothing about a whole season, unless it says how many times."""


@dataclass(frozen=True, slots=True)
class FamilySituation:
    """What the caller named, and nothing else: ids of passes, the gemeente it lives in, the child's completed years."""

    passes: tuple[str, ...] = ()
    gemeente: str | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One stated amount, with what it comes to per session and per season in cents, None when that cannot be told."""

    price: PriceDraft
    per_session: int | None = None
    per_season: int | None = None


class NotApplied(StrEnum):
    """Why a named pass changes nothing here."""

    NOT_ACCEPTED = "notAccepted"
    OTHER_RESIDENTS = "otherResidents"
    NO_GAIN = "noGain"


@dataclass(frozen=True, slots=True)
class PassApplied:
    """A named pass that the provider takes. facts: what is public about it, None for a pass we do not know."""

    accepted: AcceptsDraft
    facts: Arrangement | None


@dataclass(frozen=True, slots=True)
class FamilyPrice:
    """An indication. Amounts in cents; None = cannot be told, which is never zero.

    per_session, per_season: for this family, with the pass that helps most. full_*: without any pass.
    lines: the prices of taking part; apart: what is paid beside it. counted: the line the amounts come from.
    not_applied: named passes that change nothing, and why. help: ways to have it paid, empty only for what is free.
    """

    cost: Cost
    per_session: int | None
    per_season: int | None
    full_per_session: int | None
    full_per_season: int | None
    lines: tuple[PriceLine, ...]
    apart: tuple[PriceLine, ...]
    counted: PriceLine | None
    applied: PassApplied | None
    not_applied: tuple[tuple[str, NotApplied], ...]
    help: tuple[Arrangement, ...]

    @property
    def is_from(self) -> bool:
        """Whether the amount is the least one pays."""
        return self.counted is not None and self.counted.price.is_from


def price_for_family(
    prices: Iterable[PriceDraft],
    cost: Cost,
    accepts: Iterable[AcceptsDraft],
    arrangements: Sequence[Arrangement],
    situation: FamilySituation,
) -> FamilyPrice:
    """What it costs a family that named these passes. `arrangements`: those that may pay here
    (`arrangements.find_help`); they are named as help and describe an accepted pass, they never change an amount."""
    stated = tuple(prices)
    lines = tuple(_line(price) for price in stated if price.kind not in APART)
    counted = _cheapest(lines)
    full_session = session_price(stated, cost)
    full_season = 0 if cost == Cost.FREE else (None if counted is None else counted.per_season)
    sessions = None if counted is None else counted.price.sessions
    accepted, refused = _sort_out(tuple(accepts), situation, full_session, cost)
    applied = None
    session, season = full_session, full_season
    if accepted is not None:
        facts = next((each for each in arrangements if each.id == accepted.pass_id), None)
        applied = PassApplied(accepted, facts)
        session, season = _with_pass(accepted, full_session, full_season, sessions)
    return FamilyPrice(
        cost=cost,
        per_session=session,
        per_season=season,
        full_per_session=full_session,
        full_per_season=full_season,
        lines=lines,
        apart=tuple(PriceLine(price) for price in stated if price.kind in APART),
        counted=counted,
        applied=applied,
        not_applied=refused,
        help=() if cost == Cost.FREE else put_named_first(arrangements, situation.passes),
    )


def _line(price: PriceDraft) -> PriceLine:
    if price.currency != CURRENCY:
        return PriceLine(price)
    return PriceLine(price, price_per_session(price), _per_season(price))


def _per_season(price: PriceDraft) -> int | None:
    """Amount × times; a price a session × sessions."""
    if price.amount is None:
        return None
    if price.per == PricePer.SESSION:
        return price.amount * price.sessions if price.sessions else None
    if price.times is not None:
        return price.amount * price.times
    return price.amount if price.per in PAID_ONCE - NOT_A_SEASON else None


def _cheapest(lines: Iterable[PriceLine]) -> PriceLine | None:
    """The base line with the lowest price per session; when none can be compared, the first one with a season."""
    base = [line for line in lines if line.price.kind == PriceKind.BASE]
    compared = [line for line in base if line.per_session is not None]
    if compared:
        return min(compared, key=lambda line: line.per_session or 0)
    return next((line for line in base if line.per_season is not None), None)


def _sort_out(
    accepts: Sequence[AcceptsDraft], situation: FamilySituation, full: int | None, cost: Cost
) -> tuple[AcceptsDraft | None, tuple[tuple[str, NotApplied], ...]]:
    """The accepted pass that helps most, and why each other named one changes nothing."""
    reasons: dict[str, NotApplied] = dict.fromkeys(situation.passes, NotApplied.NOT_ACCEPTED)
    best: AcceptsDraft | None = None
    best_cents: int | None = full
    for accepted in accepts:
        if accepted.pass_id not in reasons:
            continue
        if _is_for_others(accepted.residents_of, situation.gemeente):
            if reasons[accepted.pass_id] is NotApplied.NOT_ACCEPTED:
                reasons[accepted.pass_id] = NotApplied.OTHER_RESIDENTS
            continue
        reasons[accepted.pass_id] = NotApplied.NO_GAIN
        if cost == Cost.FREE:
            continue
        cents = pass_prices((accepted,), full, cost)[0][1]
        if cents is None:
            best = accepted if best is None else best
        elif best_cents is None or cents < best_cents:
            best, best_cents = accepted, cents
    if best is not None:
        reasons.pop(best.pass_id)
    return best, tuple(reasons.items())


def _is_for_others(residents_of: Sequence[str], gemeente: str | None) -> bool:
    """Whether it is surely for residents of elsewhere: only codes of gemeenten can be compared, names are told."""
    are_codes = all(code.startswith("GM") for code in residents_of)
    return bool(residents_of) and gemeente is not None and are_codes and gemeente not in residents_of


def _with_pass(
    accepted: AcceptsDraft, session: int | None, season: int | None, sessions: int | None
) -> tuple[int | None, int | None]:
    """Per session and per season with the pass; never more than without it."""
    match accepted.effect:
        case PassEffect.FREE:
            return 0, 0
        case PassEffect.PRICE:
            if accepted.value is None:
                return session, season
            whole = None if sessions is None else accepted.value * sessions
            return _least(session, accepted.value), season if whole is None else _least(season, whole)
        case PassEffect.DISCOUNT:
            if accepted.value is None:
                return session, season
            left = 100 - accepted.value
            return _part(session, left), _part(season, left)


def _part(cents: int | None, per_cent: int) -> int | None:
    return None if cents is None else divide(cents * per_cent, 100)


def _least(known: int | None, other: int) -> int:
    return other if known is None else min(known, other)
