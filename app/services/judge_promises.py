"""What the list of next steps promises (DESIGN 5, The list), held against everything in the catalogue that fits.

A promise counts where it can be kept: where something in the whole catalogue, not only in what was gathered for the
answer, could keep it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.domain.listing import Listing
from app.domain.next_step_choice import is_easy
from app.domain.next_step_limits import is_allowed
from app.domain.next_step_relation import Ground
from app.domain.next_steps import leads_on
from app.domain.situation import UNRELATED, Candidate, Situation, Step
from app.services.next_steps import Advice

PROMISES = ("deepen and broaden", "two organisations", "own wijk", "something easy")
TOP = 3


class Fitting(NamedTuple):
    """Something in the catalogue that may follow. sense: deepen or broaden, None when it is quite different."""

    listing: Listing
    sense: str | None


def find_fitting(listings: Iterable[Listing], advice: Advice, ground: Ground) -> list[Fitting]:
    """Everything that breaks no limit and is neither done nor a new edition of it."""
    done = {one.id for one in advice.done}
    found = []
    for candidate in map(Candidate, listings):
        if candidate.listing.id in done or not is_allowed(candidate, advice.situation, advice.around):
            continue
        relation = ground.relate(candidate)
        if relation.direction != "again" and leads_on(candidate, advice.situation):
            found.append(Fitting(candidate.listing, None if relation.weight in UNRELATED else relation.sense))
    return found


def weigh_promises(steps: Sequence[Step], there: Sequence[Fitting], situation: Situation) -> dict[str, bool]:
    """Of each promise that can be kept for this question: whether the first three keep it."""
    shown = steps[:TOP]
    home = situation.home
    wijk = None if home is None else home.wijk
    senses = {"deepen", "broaden"}
    can = {
        "deepen and broaden": senses <= {one.sense for one in there},
        "two organisations": len({one.listing.organisation_id for one in there}) > 1,
        "own wijk": wijk is not None and any(one.listing.wijk == wijk for one in there),
        "something easy": any(is_easy(one.listing, situation) for one in there) and any(map(_is_hard, shown)),
    }
    does = {
        "deepen and broaden": senses <= {step.sense for step in shown},
        "two organisations": len({step.candidate.listing.organisation_id for step in shown}) > 1,
        "own wijk": any(step.candidate.listing.wijk == wijk for step in shown),
        "something easy": any(is_easy(step.candidate.listing, situation) for step in shown),
    }
    return {name: does[name] for name in PROMISES if can[name]}


def _is_hard(step: Step) -> bool:
    """Far, or paid with nothing that pays it."""
    codes = {barrier.code for barrier in step.barriers}
    return "far" in codes or ("paid" in codes and not step.candidate.help_ids)
