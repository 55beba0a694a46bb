"""What one session costs, so that offers can be compared (DESIGN 3, Cost). Money is integer cents; halves round up.

Compared is the lowest amount of kind `base` in euro:

- `session`: the amount as it stands;
- everything else but `group`: amount × times ÷ sessions, so it needs `sessions`. €24 a month × 10 / 38 lessons = €6.32.
  `times` is one when not stated for what is paid once (course, card, season, year, once); for what returns (month,
  term, half year, week, day, hour) it must be stated, since a price that leaves it out looks cheaper than it is.

Not comparable, hence None: a `group` price (it buys a place for nobody in particular), an amount that is not known,
other currencies, and whatever lacks the numbers above. An "isFrom" amount counts as that amount: the least one pays.
"""

from collections.abc import Iterable

from app.domain.draft import AcceptsDraft, ActivityDraft, PriceDraft
from app.domain.vocabulary import Cost, PassEffect, PriceKind, PricePer

CURRENCY = "EUR"
PAID_ONCE = frozenset({PricePer.COURSE, PricePer.CARD, PricePer.SEASON, PricePer.YEAR, PricePer.ONCE})
NEVER_COMPARABLE = frozenset({PricePer.GROUP})


def session_price(prices: Iterable[PriceDraft], cost: Cost) -> int | None:
    """The lowest comparable base price per session in cents; 0 when free; None when nothing can be compared."""
    if cost == Cost.FREE:
        return 0
    comparable = (price_per_session(price) for price in prices if price.kind == PriceKind.BASE)
    return min((cents for cents in comparable if cents is not None), default=None)


def price_per_session(price: PriceDraft) -> int | None:
    """One amount in cents per session, None when it cannot be compared (see the module)."""
    if price.amount is None or price.currency != CURRENCY or price.per in NEVER_COMPARABLE:
        return None
    if price.per == PricePer.SESSION:
        return price.amount
    times = price.times if price.times is not None else (1 if price.per in PAID_ONCE else None)
    if times is None or not price.sessions:
        return None
    return divide(price.amount * times, price.sessions)


def pass_prices(
    accepts: Iterable[AcceptsDraft], session_price: int | None, cost: Cost
) -> tuple[tuple[str, int | None], ...]:
    """(pass id, cents per session with it) in the order of first mention; the lowest when a pass is named twice.

    None when the pass helps but the amount cannot be compared: a discount on an unknown price, a price without value.
    """
    found: dict[str, int | None] = {}
    for accepted in accepts:
        cents = 0 if cost == Cost.FREE else _price_with(accepted, session_price)
        known = [price for price in (found.get(accepted.pass_id), cents) if price is not None]
        found[accepted.pass_id] = min(known, default=None)
    return tuple(found.items())


def pass_residents(accepts: Iterable[AcceptsDraft]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(pass id, codes of the gemeenten whose residents it is for) of passes that are surely not for anybody else: each
    mention says so, in codes. Names of gemeenten are told, they cannot be compared."""
    codes: dict[str, set[str]] = {}
    for accepted in accepts:
        codes.setdefault(accepted.pass_id, set()).update(accepted.residents_of or ("",))
    are_sure = {name: found for name, found in codes.items() if all(code.startswith("GM") for code in found)}
    return tuple((name, tuple(sorted(found))) for name, found in are_sure.items())


def _price_with(accepted: AcceptsDraft, session_price: int | None) -> int | None:
    match accepted.effect:
        case PassEffect.FREE:
            return 0
        case PassEffect.PRICE:
            return accepted.value
        case PassEffect.DISCOUNT:
            if accepted.value is None or session_price is None:
                return None
            return divide(session_price * (100 - accepted.value), 100)


def is_free_trial(draft: ActivityDraft) -> bool | None:
    """Whether a first time costs nothing: said so, or a trial or trial price of zero. A stated "no" wins; None when
    nothing is said."""
    if draft.free_trial is not None:
        return draft.free_trial
    trial = draft.enrolment.trial
    stated = [price.amount for price in draft.prices if price.kind == PriceKind.TRIAL and price.amount is not None]
    if trial is not None and trial.amount is not None and trial.count != 0:
        stated.append(trial.amount)
    return 0 in stated if stated else None


def write_amount(cents: int) -> str:
    """750 as `7.50`: an amount of the wire and of parameters."""
    return f"{cents // 100}.{cents % 100:02d}"


def divide(cents: int, parts: int) -> int:
    """Cents ÷ parts in whole cents, halves up; for amounts of zero and more."""
    return (2 * cents + parts) // (2 * parts)
