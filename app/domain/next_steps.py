"""The next step: what could this child do after this? (DESIGN 5)

Pure and deterministic: the same arguments give the same answer, whatever their order. `next_step_limits` says what is
never violated, `next_step_relation` how one thing follows another, `next_step_weights` what counts how much,
`next_step_choice` what the list promises, and `reasons` why each is there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.domain.next_step_choice import choose
from app.domain.next_step_limits import distance_of, is_allowed, is_of_another_town, role_of
from app.domain.next_step_rank import score
from app.domain.next_step_relation import Ground, Relation
from app.domain.query import Surroundings
from app.domain.reasons import find_barriers, find_reasons
from app.domain.situation import Candidate, Done, Situation, Step, Suggestions
from app.domain.themes import ThemeScheme


def suggest_next_steps(
    done: Sequence[Done],
    candidates: Iterable[Candidate],
    situation: Situation,
    around: Surroundings,
    scheme: ThemeScheme,
) -> Suggestions:
    """At most `situation.limit` steps, best list first, each with its reasons and barriers.

    `candidates` may hold anything: what breaks a limit, or was done, is left out. An empty answer means that nothing
    fits; `loosen` then gives the situations to try. This is the rule: over the whole catalogue the columns of
    `catalogue.step_options` find the same, and tests hold them to it.
    """
    ground = Ground(done, situation, scheme)
    steps = list(judge_candidates(ground, candidates, situation, around))
    chosen = tuple(explain(step, ground, situation, around) for step in choose(steps, situation))
    return Suggestions(chosen, len(steps), sum(step.is_related for step in steps))


def judge_candidates(
    ground: Ground, candidates: Iterable[Candidate], situation: Situation, around: Surroundings
) -> Iterator[Step]:
    """Each candidate once that breaks no limit and leads on in the direction asked, with its score, no reasons yet."""
    done = {one.id for one in ground.done}
    seen: set[str] = set()
    for candidate in candidates:
        name = candidate.listing.id
        if name in done or name in seen:
            continue
        seen.add(name)
        relation = find_relation(candidate, ground, situation, around)
        if relation is not None:
            points = score(candidate, relation, ground, situation, around)
            yield make_step(candidate, relation, points, situation)


def find_relation(candidate: Candidate, ground: Ground, situation: Situation, around: Surroundings) -> Relation | None:
    """How a candidate follows; None when it breaks a limit, or does not lead on in the direction asked."""
    if not is_allowed(candidate, situation, around) or not leads_on(candidate, situation):
        return None
    relation = ground.relate(candidate)
    is_other_way = situation.direction not in ("any", relation.sense)
    is_once_again = relation.direction == "again" and situation.direction != "any"
    return None if is_other_way or is_once_again else relation


def make_step(candidate: Candidate, relation: Relation, points: int, situation: Situation) -> Step:
    """The step without its reasons and barriers."""
    return Step(
        candidate=candidate,
        direction=relation.direction,
        sense=relation.sense,
        relation=relation.weight,
        role=role_of(candidate.listing, situation) or "child",
        score=points,
        distance_m=distance_of(candidate.listing, situation),
    )


def leads_on(candidate: Candidate, situation: Situation) -> bool:
    """What another town put online is no next step, but for what people laid out; it is among what needs no travel."""
    return candidate.authored is not None or not is_of_another_town(candidate.listing, situation)


def explain(step: Step, ground: Ground, situation: Situation, around: Surroundings) -> Step:
    """The step with its reasons and barriers."""
    candidate = step.candidate
    reasons = find_reasons(candidate, ground.relate(candidate), ground, situation, around)
    return replace(step, reasons=reasons, barriers=find_barriers(candidate, situation, around))


def loosen(situation: Situation) -> Iterator[tuple[str, int | None, Situation]]:
    """Each single constraint loosened: its name, the value to try (None leaves it out), and the situation then."""
    if situation.points and situation.reach_m:
        for times in (2, 4, 8):
            yield "reachM", situation.reach_m * times, replace(situation, reach_m=situation.reach_m * times)
    if any(place.is_given for place in situation.places):
        yield "place", None, replace(situation, places=(), reach_m=0)
    if situation.ages or situation.school_groups:
        yield "age", None, replace(situation, ages=(), school_groups=())
    if situation.school_types:
        yield "schoolType", None, replace(situation, school_types=())
    if situation.is_free_only:
        yield "free", None, replace(situation, is_free_only=False)
    if situation.max_price is not None:
        yield "maxPrice", None, replace(situation, max_price=None)
    if situation.time is not None:
        yield "time", None, replace(situation, time=None)
    if situation.accessibility:
        yield "accessibility", None, replace(situation, accessibility=())
    if situation.languages:
        yield "language", None, replace(situation, languages=())
    if situation.direction != "any":
        yield "direction", None, replace(situation, direction="any")
