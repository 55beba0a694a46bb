"""Which activities may come next: a small, generous choice out of the snapshot, without a database.

Every search here asks only what the limits of a next step ask as well, so it loses nothing that could be suggested but
for its own bound: of each kind the nearest few. What people laid out (routes, follow-ups) is always looked at.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import orjson

from app.catalogue.catalogue import Catalogue
from app.catalogue.entries import Entry
from app.catalogue.reference import Reference
from app.catalogue.stemming import stem
from app.domain.ages import months_of_years
from app.domain.listing import Listing, from_row
from app.domain.next_step_choice import is_easy
from app.domain.next_step_limits import GROUP_AUDIENCES, find_broken, role_of
from app.domain.next_step_relation import Ground
from app.domain.query import AreaFilter, Query, QueryWord, Surroundings
from app.domain.situation import Authored, Candidate, Done, Situation
from app.domain.themes import ThemeScheme
from app.domain.vocabulary import Attendance, Cost, Kind, OpenTo, SchoolTime, SortField
from app.services.help import HelpWriter

KEPT_LISTINGS = 4_096
SAME, RELATED, OTHER, COARSE, NO_TRAVEL, WORDED = 24, 16, 24, 12, 6, 6
MOST_WORDS = 4
ENOUGH = 10
"""With so many candidates for each place on the list, what is quite different is not looked at."""
COARSE_BESIDE_NEAR = 8
"""Of a town, when the nearest are looked at as well: only those known to the town alone are of use then."""
BESIDE = 60
"""For a promise of the list that nothing found so far can keep."""
FURTHER, FIRST = ("deepen", "join"), ("discover",)
TWO = 2
MOST_AHEAD = 2
"""Steps of a route behind the next one are looked at as far as this."""
FOR_CLASSES: tuple[dict[str, Any], ...] = (
    {"school_times": (SchoolTime.DURING.value,)},
    {"kinds": (Kind.KIT.value,)},
    {"audiences": tuple(sorted(GROUP_AUDIENCES))},
)
"""What may be for a class, each as a search asks it; `role_of` decides."""
NO_TRAVEL_KINDS = (Attendance.ONLINE.value, Attendance.HOME.value, Attendance.MOBILE.value)


class Gatherer:
    """Finds candidates in one catalogue with one reference; keeps what it read of listings."""

    def __init__(self, catalogue: Catalogue, reference: Reference, helper: HelpWriter) -> None:
        self._catalogue = catalogue
        self._reference = reference
        self._helper = helper
        self._kept: OrderedDict[tuple[int, int, int], tuple[object, Listing]] = OrderedDict()
        self._help: dict[tuple[str | None, tuple[str, ...]], tuple[str, ...]] = {}

    def gather(self, done: Sequence[Done], situation: Situation, around: Surroundings) -> dict[str, Candidate]:
        """Candidates by id, with what the list promises when anything in the catalogue can keep it."""
        found = self.glance(done, situation, around)
        ground = Ground(done, situation, self._reference.themes)
        fitting = [one for one in found.values() if ground.is_new(one) and not find_broken(one, situation, around)]
        if situation.direction != "any":
            fitting = [one for one in fitting if ground.relate(one).sense == situation.direction]
        for query in self._missing(fitting, ground, situation):
            self._add_hits(found, query, BESIDE, situation, around)
        return found

    def glance(self, done: Sequence[Done], situation: Situation, around: Surroundings) -> dict[str, Candidate]:
        """Candidates by id, of each kind the nearest few: to see what another situation would give."""
        found: dict[str, Candidate] = {}
        for authored_id, authored in self._authored(done):
            entry = self._catalogue.get(authored_id)
            if entry is not None:
                found[authored_id] = self._candidate(entry, authored, situation, around)
        for query, most in self._questions(Ground(done, situation, self._reference.themes), situation):
            self._add_hits(found, query, most, situation, around)
        if len(found) < ENOUGH * situation.limit:
            for query in self._places(self._base(situation), situation):
                self._add_hits(found, query, OTHER, situation, around)
        return found

    def _missing(self, fitting: Sequence[Candidate], ground: Ground, situation: Situation) -> Iterator[Query]:
        """What to ask for promises of the list that nothing found so far can keep."""
        base, home = self._base(situation), situation.home
        if situation.direction == "deepen":
            base = replace(base, themes=ground.same)
        own = None if home is None or home.wijk is None else self._reference.areas.get(home.wijk)
        if own is not None and not any(one.listing.wijk == own.code for one in fitting):
            areas = (AreaFilter(own.code, own.level, frozenset({own.code})),)
            yield from self._narrowed(replace(base, areas=areas), situation)
        wanted = list(self._missing_roles(fitting, ground, base, situation))
        if ground.themes:
            senses = {ground.relate(one).sense for one in fitting if not ground.same.isdisjoint(one.listing.themes)}
            beside = frozenset(ground.related) | frozenset(ground.siblings)
            has_beside = any(not beside.isdisjoint(one.listing.themes) for one in fitting)
            wanted += [] if "deepen" in senses else [replace(base, themes=ground.same)]
            wanted += [] if has_beside or "broaden" in senses else [replace(base, themes=beside or ground.same)]
        has_easy = any(is_easy(one.listing, situation) for one in fitting)
        has_lasting = any(not one.listing.is_one_off for one in fitting)
        if not has_easy or not has_lasting or len({one.listing.organisation_id for one in fitting}) < TWO:
            wanted += [base, replace(base, attendances=NO_TRAVEL_KINDS)]
            wanted += [] if has_easy else [replace(base, free=True)]
        for query in wanted:
            for placed in self._places(query, situation):
                yield from self._narrowed(placed, situation)

    def _missing_roles(
        self, fitting: Sequence[Candidate], ground: Ground, base: Query, situation: Situation
    ) -> Iterator[Query]:
        """For a school: what a class can do, or a child after school, when nothing on the subject does that yet."""
        if not situation.for_school:
            return
        subject = ground.same | frozenset(ground.related)
        on_subject = [one for one in fitting if not subject or not subject.isdisjoint(one.listing.themes)]
        roles = {role_of(one.listing, situation) for one in on_subject}
        for query in dict.fromkeys((replace(base, themes=subject), base)):
            if "class" not in roles:
                yield from (replace(query, **only) for only in FOR_CLASSES)
            if "child" not in roles:
                yield replace(query, individual=True)

    def _add_hits(
        self, found: dict[str, Candidate], query: Query, most: int, situation: Situation, around: Surroundings
    ) -> None:
        if query.areas and situation.points and most < BESIDE:
            most = min(most, COARSE_BESIDE_NEAR)
        for hit in self._catalogue.search(query, around, limit=most, want_unknown=False).hits:
            if hit.id not in found:
                found[hit.id] = self._candidate(hit, None, situation, around)

    def _narrowed(self, query: Query, situation: Situation) -> Iterator[Query]:
        """As it is, and with only what is known to be within the budget and at the moments asked."""
        yield query
        narrow = replace(query, time=situation.time, max_price=situation.max_price, passes=situation.passes)
        if situation.time is not None or situation.max_price is not None:
            yield narrow

    def find_without_travel(self, situation: Situation, around: Surroundings) -> dict[str, Candidate]:
        """What needs no travel, on any theme."""
        found: dict[str, Candidate] = {}
        base = replace(self._base(situation), attendances=NO_TRAVEL_KINDS)
        for query in (base, *(replace(base, areas=areas) for areas in self._areas(situation))):
            for hit in self._catalogue.search(query, around, limit=NO_TRAVEL, want_unknown=False).hits:
                found.setdefault(hit.id, self._candidate(hit, None, situation, around))
        return found

    def find_of_organisation(self, organisation: str, situation: Situation, around: Surroundings) -> list[Candidate]:
        """What one organisation has open."""
        query = replace(self._base(situation), organisations=(organisation,))
        found = self._catalogue.search(query, around, limit=COARSE, want_unknown=False)
        return [self._candidate(hit, None, situation, around) for hit in found.hits]

    def has_club(self, wijk: str, themes: frozenset[str], situation: Situation, around: Surroundings) -> bool:
        """Whether anything where one can stay (stage join) is in the wijk, on these themes when any are given."""
        area = self._reference.areas.get(wijk)
        if area is None:
            return False
        areas = (AreaFilter(area.code, area.level, frozenset({area.code})),)
        query = replace(self._base(situation), areas=areas, stages=("join",), themes=themes, attendances=())
        return bool(self._catalogue.count(query, around))

    def _authored(self, done: Sequence[Done]) -> Iterator[tuple[str, Authored]]:
        """The next steps people laid out, nearest ahead first; each activity once."""
        laid: dict[str, Authored] = {}
        for one in done:
            for authored_id, authored in self._laid_out(one):
                held = laid.get(authored_id)
                if held is None or authored.ahead < held.ahead:
                    laid[authored_id] = authored
        yield from laid.items()

    def _laid_out(self, one: Done) -> Iterator[tuple[str, Authored]]:
        for route_id, position in self._reference.routes_of.get(one.id, ()):
            route = self._reference.routes[route_id]
            ahead = zip(route.activity_ids[position:], route.relations[position:], strict=False)
            for steps, (activity_id, relation) in enumerate(ahead, start=1):
                if steps <= MOST_AHEAD:
                    yield activity_id, Authored(one.id, steps, relation, route_id, route.title)
        item = self._catalogue.listing(one.id)
        if item is not None:
            for activity_id in (*item.follow_up, *filter(None, (item.replaced_by,))):
                yield activity_id, Authored(one.id)

    def _questions(self, ground: Ground, situation: Situation) -> Iterator[tuple[Query, int]]:
        """What to ask the snapshot, with how many of each."""
        base = self._base(situation)
        beside = frozenset(ground.related) | frozenset(ground.siblings)
        for themes, most in ((ground.same, SAME), (beside, RELATED)):
            if themes:
                yield from ((query, most) for query in self._places(replace(base, themes=themes), situation))
        for query in self._closer_questions(base, ground, beside, situation):
            yield next(self._places(query, situation)), COARSE
        for word in sorted(situation.words)[:MOST_WORDS]:
            spoken = replace(base, words=(QueryWord(word, stem(word), is_last=False),))
            yield from ((query, WORDED) for query in self._places(spoken, situation))
        yield replace(base, themes=ground.same, attendances=NO_TRAVEL_KINDS), NO_TRAVEL

    def _closer_questions(
        self, base: Query, ground: Ground, beside: frozenset[str], situation: Situation
    ) -> Iterator[Query]:
        """What the nearest few may not hold: a rung further, an entry beside, what is asked, free, or at the time."""
        by_theme = [replace(base, themes=themes) for themes in (ground.same, beside) if themes]
        if ground.same:
            yield replace(by_theme[0], stages=FURTHER)
        if beside:
            yield replace(by_theme[-1], stages=FIRST)
        if ground.asked and ground.done:
            yield replace(base, themes=ground.asked_line)
        for query in by_theme or [base]:
            if situation.max_price == 0:
                yield replace(query, free=True)
            yield from islice(self._narrowed(query, situation), 1, None)
        if situation.accessibility:
            yield replace(base, accessibility=situation.accessibility)
        if situation.home is not None and situation.home.wijk is not None:
            area = self._reference.areas.get(situation.home.wijk)
            if area is not None:
                own = (AreaFilter(area.code, area.level, frozenset({area.code})),)
                yield from (replace(query, areas=own) for query in by_theme or [base])

    def _base(self, situation: Situation) -> Query:
        """What every candidate must be, as far as a search can ask it."""
        ages = situation.ages
        groups = [OpenTo.EVERYONE.value, *sorted(situation.groups)]
        groups += [OpenTo.PUPILS_OF.value, OpenTo.BSO_OF.value] if situation.school is not None else []
        groups += [OpenTo.RESIDENTS_OF.value] if any(place.areas for place in situation.places) else []
        return Query(
            open_to=tuple(dict.fromkeys(groups)),
            age_months=months_of_years(min(ages), max(ages)) if ages else None,
            school_groups=situation.school_groups,
            individual=None if situation.for_school else True,
            free=True if situation.is_free_only else None,
            statuses=frozenset({"open"}),
        )

    def _places(self, query: Query, situation: Situation) -> Iterator[Query]:
        """The nearest within reach, and what is known only to the gemeente or the areas it serves."""
        points = situation.points
        if points:
            near = replace(query, near=points, radius_m=situation.reach_m, school=None)
            yield replace(near, sort=SortField.DISTANCE)
        areas = self._areas(situation)
        yield from (replace(query, areas=filters) for filters in areas)
        if not points and not areas:
            yield query

    def _areas(self, situation: Situation) -> list[tuple[AreaFilter, ...]]:
        """The gemeenten of the child's places."""
        index = self._reference.areas
        codes = dict.fromkeys(place.gemeente for place in situation.places if place.gemeente is not None)
        areas = [index.get(code) for code in codes]
        return [(AreaFilter(area.code, area.level, index.related(area.code)),) for area in areas if area is not None]

    def _candidate(
        self, entry: Entry, authored: Authored | None, situation: Situation, around: Surroundings
    ) -> Candidate:
        item = self._listing(entry, around, is_whole=situation.time is not None)
        return Candidate(
            listing=item,
            authored=authored,
            help_ids=() if item.cost == Cost.FREE else self._help_for(item),
            is_on_route=item.id in self._reference.routes_of,
        )

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

    def _help_for(self, item: Listing) -> tuple[str, ...]:
        key = (item.gemeente, item.themes)
        found = self._help.get(key)
        if found is None:
            found = tuple(facts.id for facts in self._helper.arrangements(item.gemeente, item.themes))
            self._help[key] = found
        return found


def known_themes(done: Iterable[Done], situation: Situation, scheme: ThemeScheme) -> tuple[str, ...]:
    """What was asked, then what was done."""
    named = (*situation.themes, *(theme for one in done for theme in one.themes))
    return tuple(dict.fromkeys(theme for theme in named if theme in scheme))
