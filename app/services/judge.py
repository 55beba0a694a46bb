"""The offline judge: asks a catalogue for next steps, and says how good the answers are.

Every question goes the way a question over HTTP goes (`services.next_steps.Guide`). What is wrong is looked for apart
from the rule that made the answer (`judge_checks`); what exists is looked for in the whole catalogue.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from random import Random
from statistics import mean, median

from app.catalogue.catalogue import Catalogue
from app.domain.listing import Listing
from app.domain.next_step_limits import distance_of, find_broken, is_open
from app.domain.next_step_relation import Ground
from app.domain.reasons import holds
from app.domain.situation import Candidate
from app.domain.themes import ThemeScheme
from app.schemas.next_step_parameters import NEXT_STEPS
from app.schemas.parsing import Parser
from app.services.judge_cases import Case, Question
from app.services.judge_checks import find_violations
from app.services.judge_promises import PROMISES, TOP, find_fitting, weigh_promises
from app.services.next_steps import Advice, Guide

SHUFFLES = 200
FEW = 5
"""A wijk that was asked about less often says nothing."""

_parser = Parser(NEXT_STEPS)


@dataclass
class Tally:
    """What was counted. examples: the first question in which each violation, untrue reason or broken promise was seen.
    promised, kept: of `judge_promises.PROMISES`. ended_in: questions without a step that follows from what was done or
    asked. top_three: answers with a step."""

    questions: int = 0
    steps: int = 0
    violations: Counter[str] = field(default_factory=Counter)
    reasons: int = 0
    untrue: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Question] = field(default_factory=dict)
    promised: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    asked_in: Counter[str] = field(default_factory=Counter)
    ended_in: Counter[str] = field(default_factory=Counter)
    providers: Counter[str] = field(default_factory=Counter)
    top_three: int = 0

    @property
    def dead_end_shares(self) -> dict[str, float]:
        """Share of dead ends by wijk asked often enough."""
        return {wijk: self.ended_in[wijk] / asked for wijk, asked in self.asked_in.items() if asked >= FEW}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """faults: what the case asks and the answer does not do. ndcg: of the answer, of nearest first and of chance, when
    the case has grades."""

    id: str
    faults: tuple[str, ...]
    ndcg: tuple[float, float, float] | None


class Judge:
    """Judges the answers of one guide over one catalogue at one minute (since the epoch)."""

    def __init__(self, guide: Guide, catalogue: Catalogue, scheme: ThemeScheme, now: int) -> None:
        self._guide, self._scheme, self._now = guide, scheme, now
        self.listings: tuple[Listing, ...] = tuple(sorted(catalogue.listings(), key=lambda item: item.id))
        open_now = guide.around(now)
        self._open = tuple(item for item in self.listings if is_open(item, open_now))
        self._by_external: Mapping[str, str] = {item.external_id: item.id for item in self.listings}
        self._ids = frozenset(item.id for item in self.listings)
        self.tally = Tally()

    def judge_questions(self, questions: Iterable[Question], done: Callable[[], None] = lambda: None) -> Tally:
        """Ask them all; `done` is called after each."""
        for question in questions:
            self._weigh(question, self._ask(question))
            done()
        return self.tally

    def judge_case(self, case: Case) -> CaseResult:
        """Ask one case, and count it like any other question. Raises InvalidInput for a parameter that is wrong and
        NotFound for an activity that is not there."""
        given = dict(case.given)
        after = given.get("after", ())
        given["after"] = [self._id_of(name) for name in ([after] if isinstance(after, str) else after)]
        if not given["after"]:
            del given["after"]
        advice = self._ask(given)
        self._weigh(given, advice)
        shown = [step.candidate.listing.id for step in advice.steps]
        faults = [f"{name} is missing" for name in case.expect if self._id_of(name) not in shown]
        faults += [f"{name} is shown" for name in case.never if self._id_of(name) in shown]
        if case.first is not None and shown[:1] != [self._id_of(case.first)]:
            faults.append(f"{case.first} is not first")
        ndcg = self._measure(case, advice, shown) if case.grades else None
        return CaseResult(case.id, tuple(faults), ndcg)

    def _id_of(self, name: str) -> str:
        return self._by_external.get(name, name)

    def _ask(self, question: Question) -> Advice:
        asked = _parser.parse_body(question)
        return self._guide.advise(asked, asked.after, self._now)

    def _weigh(self, question: Question, advice: Advice) -> None:
        tally, situation = self.tally, advice.situation
        tally.questions += 1
        done = frozenset(one.id for one in advice.done)
        ground = Ground(advice.done, situation, self._scheme)
        for step in advice.steps:
            tally.steps += 1
            for name in find_violations(step, situation, advice.around, done):
                tally.violations[name] += 1
                tally.examples.setdefault(name, question)
            for reason in (*step.reasons, *step.barriers):
                tally.reasons += 1
                if not holds(reason, step.candidate, ground, situation, advice.around):
                    tally.untrue[reason.code] += 1
                    tally.examples.setdefault(reason.code, question)
        first = advice.steps[:TOP]
        tally.providers.update({step.candidate.listing.organisation_id for step in first})
        tally.top_three += bool(first)
        wijk = next((place.wijk for place in situation.places if place.wijk), None)
        if wijk is not None:
            tally.asked_in[wijk] += 1
            fits = advice.suggestions.has_related if advice.themes else bool(advice.steps)
            tally.ended_in[wijk] += not fits
        if situation.direction == "any" and situation.limit >= TOP and not situation.for_school:
            there = find_fitting(self._open, advice, ground)
            for name, is_kept in weigh_promises(advice.steps, there, situation).items():
                tally.promised[name] += 1
                tally.kept[name] += is_kept
                if not is_kept:
                    tally.examples.setdefault(name, question)

    def _measure(self, case: Case, advice: Advice, shown: Sequence[str]) -> tuple[float, float, float]:
        """nDCG of the answer, of the nearest that can be joined first, and of what can be joined at random."""
        grades = {self._id_of(name): grade for name, grade in case.grades.items()}
        done, situation = {one.id for one in advice.done}, advice.situation
        pool = [
            item
            for item in self.listings
            if item.id not in done and not find_broken(Candidate(item), situation, advice.around)
        ]
        size = situation.limit
        nearest = sorted(pool, key=lambda item: (_distance(item, advice), item.id))
        random, names = Random(case.id), [item.id for item in pool]
        chance = [measure_ndcg(random.sample(names, min(size, len(names))), grades, size) for _ in range(SHUFFLES)]
        by_distance = [item.id for item in nearest]
        return measure_ndcg(shown, grades, size), measure_ndcg(by_distance, grades, size), mean(chance)


def _distance(item: Listing, advice: Advice) -> float:
    found = distance_of(item, advice.situation)
    return float("inf") if found is None else found


def measure_ndcg(shown: Sequence[str], grades: Mapping[str, int], size: int) -> float:
    """Normalised discounted cumulative gain of the first `size`, gain 2^grade − 1 (Järvelin and Kekäläinen 2002; the
    exponential gain of Burges et al. 2005). 1 is the best order there is; 1 as well when no grade is above zero."""
    best = _gain(sorted(grades.values(), reverse=True)[:size])
    return _gain([grades.get(name, 0) for name in shown[:size]]) / best if best else 1.0


def _gain(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))


def write_tally(tally: Tally, name_of: Callable[[str], str]) -> list[str]:
    """The report in lines: name, tab, value. `name_of`: the name of a wijk or organisation."""
    shares = sorted(tally.dead_end_shares.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [
        f"questions\t{tally.questions}",
        f"steps\t{tally.steps}",
        f"hard violations\t{tally.violations.total()}",
        *(f"  {name}\t{count}\t{dict(tally.examples[name])}" for name, count in tally.violations.most_common()),
        f"reasons and barriers\t{tally.reasons}",
        f"untrue\t{tally.untrue.total()}",
        *(f"  {name}\t{count}\t{dict(tally.examples[name])}" for name, count in tally.untrue.most_common()),
        *_write_promises(tally),
    ]
    if shares:
        worst, share = shares[0]
        lines.append(f"dead ends, median wijk\t{median(value for _, value in shares):.1%}")
        lines.append(f"dead ends, worst wijk\t{share:.1%}\t{name_of(worst)}")
    lines.append(f"providers in the first three\t{len(tally.providers)}")
    most = tally.providers.most_common(1)
    if most:
        lines.append(f"most shown provider\t{_per_cent(most[0][1], tally.top_three)}\t{name_of(most[0][0])}")
    return lines


def _write_promises(tally: Tally) -> Iterator[str]:
    """Of each promise: how many of the first three keep it, where anything in the catalogue could."""
    for name in PROMISES:
        lost = f"\t{dict(tally.examples[name])}" if name in tally.examples else ""
        yield f"{name}\t{_per_cent(tally.kept[name], tally.promised[name])}\tof {tally.promised[name]}{lost}"


def _per_cent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"
