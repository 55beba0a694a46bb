"""Which steps make the list and in what order (DESIGN 5, The list).

The first three are chosen together: of a small pool every combination is looked at, and the one that keeps the most
important promises wins, then the highest sum of scores, then the ids. So the shape holds whenever the pool can give it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.next_step_limits import best_price, fits_child, needs_no_travel
from app.domain.reasons import costs_money, is_far
from app.domain.situation import Situation, Step
from app.domain.vocabulary import Cost

FIRST = 3
BEST = 6
POOL = 20
DEEPEN, BROADEN, OWN_WIJK, LASTING, AUTHORED, EASY, COSTLY, ONE_OFF, UNHELPED = (1 << at for at in range(9))
CHILD = 1 << 9
PROMISES = ("neverAlone", "lasting", "deepen", "broaden", "organisations", "ownWijk", "authored")
"""What the first three promise; each outweighs all behind it, and all outweigh how many of the children fit."""
CHILD_BITS = 6
UNRELATED = ("otherTheme", "themeUnknown")


@dataclass(frozen=True, slots=True)
class _Option:
    """A step with its marks as bits."""

    step: Step
    marks: int
    organisation: str


def choose(steps: Iterable[Step], situation: Situation) -> tuple[Step, ...]:
    """At most `situation.limit` steps in the order shown; new editions last and only where there is room."""
    options = [_mark(step, situation) for step in steps]
    options.sort(key=_rank)
    fresh = [option for option in options if option.step.direction != "again"]
    first = _choose_first(fresh, min(FIRST, situation.limit), situation)
    taken = {option.step.candidate.listing.id for option in first}
    rest = [option for option in options if option.step.candidate.listing.id not in taken]
    rest.sort(key=lambda option: option.step.direction == "again")
    chosen = [option.step for option in _in_order(first, situation)]
    chosen += [option.step for option in rest[: max(0, situation.limit - len(chosen))]]
    if any(_mark(step, situation).marks & EASY for step in chosen):
        return tuple(chosen)
    return tuple(step for step in chosen if not _mark(step, situation).marks & UNHELPED)


def _rank(option: _Option) -> tuple[int, str]:
    return (-option.step.score, option.step.candidate.listing.id)


def _mark(step: Step, situation: Situation) -> _Option:
    item, home = step.candidate.listing, situation.home
    is_own_wijk = home is not None and home.wijk is not None and item.wijk == home.wijk
    needs_none = needs_no_travel(item, situation)
    is_costly = costs_money(item, situation)
    goes_far = step.distance_m is not None and not needs_none and is_far(step.distance_m, situation)
    is_free = item.cost == Cost.FREE or best_price(item, situation) == 0
    is_near = needs_none or is_own_wijk or (step.distance_m is not None and not goes_far)
    marks = {
        DEEPEN: step.sense == "deepen",
        BROADEN: step.sense == "broaden" and step.relation not in UNRELATED,
        OWN_WIJK: is_own_wijk,
        LASTING: not item.is_one_off,
        AUTHORED: step.direction == "route",
        EASY: not is_costly and not goes_far and (is_free or is_near),
        COSTLY: is_costly or goes_far,
        ONE_OFF: item.is_one_off is True,
        UNHELPED: is_costly and not step.candidate.help_ids,
    }
    found = sum(bit for bit, is_on in marks.items() if is_on)
    found |= sum(CHILD << at for at, age in enumerate(situation.ages) if fits_child(item, age))
    return _Option(step, found, item.organisation_id)


def _choose_first(options: Sequence[_Option], size: int, situation: Situation) -> tuple[_Option, ...]:
    if len(options) <= size:
        return tuple(options)
    there = 0
    for option in options:
        there |= option.marks
    children = sum(CHILD << at for at in range(len(situation.ages)))
    best: tuple[int, int] | None = None
    found: tuple[_Option, ...] = ()
    for group in combinations(_pool(options), size):
        kept = _promises_kept(group, there, children), sum(option.step.score for option in group)
        if best is None or kept > best:
            best, found = kept, group
    return found


def _promises_kept(group: Sequence[_Option], there: int, children: int) -> int:
    """The promises that this group keeps, as one number to compare. What exists nowhere is not promised."""
    marks, is_helped = 0, True
    for option in group:
        marks |= option.marks
        is_helped = is_helped and not option.marks & UNHELPED
    kept = {
        "neverAlone": not marks & COSTLY or marks & EASY or (is_helped and not there & EASY),
        "lasting": not marks & ONE_OFF or marks & LASTING,
        "deepen": marks & DEEPEN or len(group) < FIRST,
        "broaden": marks & BROADEN or len(group) < FIRST,
        "organisations": len({option.organisation for option in group}) > 1,
        "ownWijk": marks & OWN_WIJK,
        "authored": marks & AUTHORED,
    }
    number = 0
    for name in PROMISES:
        number = number << 1 | bool(kept[name])
    return (number << CHILD_BITS) + (marks & children).bit_count()


def _pool(options: Sequence[_Option]) -> list[_Option]:
    """The best few, and the best of each kind and of each pair of kinds, from two organisations where there are."""
    chosen = {id(option): option for option in options[:BEST]}
    bits = (AUTHORED, DEEPEN, BROADEN, OWN_WIJK, EASY, LASTING)
    wanted = [*bits, *(one | other for one, other in combinations(bits, 2)), DEEPEN | OWN_WIJK | EASY]
    wanted += [CHILD << at for at in range(8)]
    for marks in wanted:
        owners: set[str] = set()
        for option in options:
            if option.marks & marks == marks and option.organisation not in owners:
                owners.add(option.organisation)
                chosen.setdefault(id(option), option)
                if len(owners) > 1 or len(chosen) >= POOL:
                    break
        if len(chosen) >= POOL:
            break
    return sorted(chosen.values(), key=_rank)


def _in_order(group: Sequence[_Option], situation: Situation) -> list[_Option]:
    """For a school what the class does comes first. With nothing to spend free comes first, then what may cost."""

    def place(option: _Option) -> tuple[int, int, int, str]:
        tier = 0
        if situation.max_price == 0:
            item = option.step.candidate.listing
            tier = 2 if costs_money(item, situation) else int(item.cost == Cost.UNKNOWN)
        return (int(option.step.role != "class" if situation.for_school else False), tier, *_rank(option))

    return sorted(group, key=place)
