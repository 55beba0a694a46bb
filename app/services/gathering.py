"""The next steps out of the whole catalogue, without a database and without reading more than is shown.

`domain.next_steps.suggest_next_steps` over every activity is what the answer must be. The snapshot narrows it down
(`catalogue.step_options`); what people laid out (routes, follow-ups) and what may be a new edition of what was done is
read, and judged by the rule itself; the choice is that of the rule; and every step shown is judged by it again.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence

import orjson

from app.catalogue.catalogue import Catalogue
from app.catalogue.entries import Entry
from app.catalogue.reference import Reference
from app.catalogue.step_help import HelpedRows
from app.catalogue.step_options import StepFinder
from app.domain.listing import Listing, from_row
from app.domain.next_step_choice import Option, choose_options, make_option
from app.domain.next_step_limits import is_open, is_open_to, payer_of, role_of
from app.domain.next_step_relation import Ground
from app.domain.next_steps import explain, find_relation, judge_candidates, make_step
from app.domain.query import Surroundings
from app.domain.situation import Authored, Candidate, Counts, Done, Situation, Step, Suggestions
from app.domain.themes import ThemeScheme
from app.domain.vocabulary import Cost
from app.services.help import HelpWriter

KEPT_LISTINGS = 1_024
MOST_AHEAD = 2
"""Steps of a route behind the next one are looked at as far as this."""


class Gatherer:
    """Suggests out of one catalogue with one reference; keeps what it read of listings."""

    def __init__(self, catalogue: Catalogue, reference: Reference, helper: HelpWriter) -> None:
        self._catalogue = catalogue
        self._reference = reference
        self._helper = helper
        broader = {theme.id: theme.broader for theme in reference.themes if theme.broader is not None}
        self._steps = StepFinder(
            catalogue, reference.routes_of.keys(), HelpedRows(reference.passes.values(), broader).find
        )
        self._kept: OrderedDict[tuple[int, int, int], tuple[object, Listing]] = OrderedDict()

    def suggest(self, done: Sequence[Done], situation: Situation, around: Surroundings) -> Suggestions:
        """As `suggest_next_steps` with everything in the catalogue for candidates."""
        ground = Ground(done, situation, self._reference.themes)
        authored = self._authored(done)
        laid_out = {step.candidate.listing.id: step for step in self._judge_apart(ground, authored, situation, around)}
        narrowed = self._steps.narrow(ground, situation, around, self._apart(done, authored))
        options = [*narrowed.options, *(make_option(step, situation) for step in laid_out.values())]
        chosen = [
            laid_out.get(option.id) or self._judge_one(option, ground, situation, around)
            for option in choose_options(options, situation)
        ]
        related = narrowed.related + sum(step.is_related for step in laid_out.values())
        steps = tuple(explain(step, ground, situation, around) for step in chosen if step is not None)
        return Suggestions(steps, narrowed.allowed + len(laid_out), related)

    def count(self, done: Sequence[Done], situation: Situation, around: Surroundings) -> Counts:
        """How many break no limit and lead on, and how many of those follow from what was done or asked."""
        ground = Ground(done, situation, self._reference.themes)
        authored = self._authored(done)
        laid_out = list(self._judge_apart(ground, authored, situation, around))
        related = sum(step.is_related for step in laid_out)
        asked = sum(not ground.asked_line.isdisjoint(step.candidate.listing.themes) for step in laid_out)
        found = self._steps.count(ground, situation, around, self._apart(done, authored))
        return found + Counts(len(laid_out), related, asked)

    def find_without_travel(
        self, done: Sequence[Done], situation: Situation, around: Surroundings, but: Collection[str], most: int
    ) -> tuple[Candidate, ...]:
        """The best that need no travel, by rank."""
        ground = Ground(done, situation, self._reference.themes)
        names = self._steps.best_without_travel(ground, situation, around, but, most)
        return tuple(self._read(names, {}, situation, around))

    def goes_on(self, one: Done, situation: Situation, around: Surroundings) -> bool:
        """Whether the organisation has anything else that one child can join, however far."""
        return self._steps.goes_on(one.organisation_id, situation, around, (one.id,))

    def is_still_there(self, one: Done, situation: Situation, around: Surroundings) -> bool:
        """Whether what the child did goes on, for any child to join; of a single time nothing is left."""
        entry = self._catalogue.get(one.id)
        if entry is None:
            return False
        item = self._listing(entry, around, is_whole=False)
        is_joinable = is_open(item, around) and role_of(item, situation) == "child" and is_open_to(item, situation)
        return is_joinable and not item.is_one_off

    def has_club(self, wijk: str, themes: frozenset[str], situation: Situation, around: Surroundings) -> bool:
        """Whether anything where one can stay (stage join) is in the wijk, on these themes when any are given."""
        return self._steps.has_club(wijk, themes, situation, around)

    def _judge_one(self, option: Option, ground: Ground, situation: Situation, around: Surroundings) -> Step | None:
        """The step of an option, whose limits the rule itself judges again."""
        for candidate in self._read((option.id,), {}, situation, around):
            relation = find_relation(candidate, ground, situation, around)
            if relation is not None:
                return make_step(candidate, relation, -option.lowered, situation)
        return None

    def _judge_apart(
        self, ground: Ground, authored: dict[str, Authored], situation: Situation, around: Surroundings
    ) -> Iterator[Step]:
        candidates = self._read(self._apart(ground.done, authored), authored, situation, around)
        return judge_candidates(ground, candidates, situation, around)

    def _apart(self, done: Sequence[Done], authored: dict[str, Authored]) -> frozenset[str]:
        """Ids of what is judged apart from all that only themes, place and the rest tell about."""
        return self._steps.find_editions(done) | authored.keys()

    def _read(
        self, names: Iterable[str], authored: dict[str, Authored], situation: Situation, around: Surroundings
    ) -> Iterator[Candidate]:
        for name in names:
            entry = self._catalogue.get(name)
            if entry is not None:
                item = self._listing(entry, around, is_whole=situation.time is not None)
                help_ids = () if item.cost == Cost.FREE else self._help_for(item, situation)
                yield Candidate(item, authored.get(name), help_ids, is_on_route=name in self._reference.routes_of)

    def _authored(self, done: Sequence[Done]) -> dict[str, Authored]:
        """The next steps people laid out, by id; of several ways to one the shortest."""
        laid: dict[str, Authored] = {}
        for one in done:
            for authored_id, authored in self._laid_out(one):
                held = laid.get(authored_id)
                if held is None or authored.ahead < held.ahead:
                    laid[authored_id] = authored
        return laid

    def _laid_out(self, one: Done) -> Iterator[tuple[str, Authored]]:
        for route_id, position in self._reference.routes_of.get(one.id, ()):
            route = self._reference.routes[route_id]
            ahead = zip(route.activity_ids[position:], route.relations[position:], strict=False)
            for steps, (activity_id, relation) in enumerate(ahead, start=1):
                if steps <= MOST_AHEAD:
                    yield activity_id, Authored(one.id, steps, relation, route_id, route.title)
        for activity_id in (*one.follow_up, *filter(None, (one.replaced_by,))):
            yield activity_id, Authored(one.id)

    def _listing(self, entry: Entry, around: Surroundings, *, is_whole: bool) -> Listing:
        """The listing of an entry, with all its dates when they are asked about, else with the next one alone. Kept
        with its segment, so that the id of that cannot come to mean another one."""
        key = (id(entry.segment), entry.row, 0 if is_whole else around.now)
        kept = self._kept.get(key)
        if kept is not None:
            return kept[1]
        if is_whole:
            item = entry.listing
        else:
            coming = entry.dynamic(around).next_session
            row = orjson.loads(entry.segment.documents.listing(entry.row))
            item = from_row(row, () if coming is None else (coming,))
        self._kept[key] = (entry.segment, item)
        if len(self._kept) > KEPT_LISTINGS:
            self._kept.popitem(last=False)
        return item

    def _help_for(self, item: Listing, situation: Situation) -> tuple[str, ...]:
        found = self._helper.arrangements(item.gemeente, item.themes, payer_of(item, situation))
        return tuple(facts.id for facts in found)


def known_themes(done: Iterable[Done], situation: Situation, scheme: ThemeScheme) -> tuple[str, ...]:
    """What was asked, then what was done."""
    named = (*situation.themes, *(theme for one in done for theme in one.themes))
    return tuple(dict.fromkeys(theme for theme in named if theme in scheme))
