"""From the parameters of next steps to a situation: names to codes, words to themes, places to points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.catalogue.catalogue import Catalogue
from app.catalogue.reference import Reference
from app.catalogue.stemming import stem
from app.domain.ages import groups_of_school_types, months_of_group
from app.domain.nearest import NearestSites
from app.domain.query import Point, TimeFilter
from app.domain.situation import Done, Place, Situation
from app.domain.text import STOP_WORDS, words
from app.domain.travel import AGE_WHEN_UNKNOWN, reach_m
from app.domain.vocabulary import AreaLevel, SchoolType
from app.errors import Fault, InvalidInput
from app.schemas.next_step_requests import StepQuestion
from app.schemas.requests import SearchRequest
from app.services.search import Geocode, understand

MOST_THEMES = 8
SPECIAL_NEEDS = "specialNeeds"
SPECIAL_EDUCATION = frozenset({SchoolType.SO, SchoolType.VSO})


@dataclass(frozen=True, slots=True)
class Understood:
    """The situation and how its words were understood, for `meta`."""

    situation: Situation
    interpreted_location: tuple[dict[str, Any], ...]
    interpreted_interest: tuple[str, ...]
    is_interest_unknown: bool


class SituationReader:
    """Reads requests against one reference."""

    def __init__(self, reference: Reference, geocode: Geocode) -> None:
        self._reference = reference
        self._geocode = geocode
        self._nearest = NearestSites(reference.areas, reference.postcodes)

    def read(self, request: StepQuestion, done: Sequence[Done]) -> Understood:
        """The situation. Raises InvalidInput naming every unknown or ambiguous name at once."""
        faults: list[Fault] = []
        themes = list(request.theme)
        try:
            question = understand(_to_search(request), self._reference, _no_words, self._geocode)
        except InvalidInput as error:
            faults += error.faults
        themes += self._energy_themes(request, faults)
        if faults:
            raise InvalidInput(faults)
        themes += question.interpreted_interest
        places = self._places(request, question.query.areas, question.query.near, done)
        situation = Situation(
            ages=request.age,
            school_groups=request.school_group,
            school_types=request.school_type,
            places=places,
            reach_m=_reach(request),
            school=request.school,
            is_free_only=request.free is True,
            max_price=request.max_price_cents,
            passes=question.query.passes,
            time=_time(request),
            accessibility=_access(request),
            languages=request.language,
            groups=frozenset(request.open_to),
            for_school=request.audience == "schools",
            direction=request.direction,
            themes=tuple(dict.fromkeys(themes))[:MOST_THEMES],
            words=told_words(*request.interest),
            limit=request.limit,
        )
        is_unknown = bool(request.interest) and not question.interpreted_interest
        return Understood(situation, question.interpreted_location, question.interpreted_interest, is_unknown)

    def _energy_themes(self, request: StepQuestion, faults: list[Fault]) -> list[str]:
        found: list[str] = []
        known = [energy.id for energy in self._reference.themes.energies()]
        for name in request.energy:
            themes = self._reference.themes.themes_of_energy(name)
            if not themes:
                hint = f"one of {', '.join(known)}"
                dutch = f"energy={name} kennen wij niet."
                detail = f"energy={name} is not known."
                faults.append(Fault("unknown-energy", detail, "energy", hint=hint, detail_nl=dutch))
            found += themes
        return found

    def _places(
        self, request: StepQuestion, areas: Sequence[Any], points: Sequence[Point], done: Sequence[Done]
    ) -> tuple[Place, ...]:
        """Named areas first, then points in the order given; without any, the gemeente of what was done stands in."""
        gemeente_only = not (request.near or request.postcode or request.place)
        places = [
            self._named(area.code)
            for area in areas
            if area.level is not AreaLevel.GEMEENTE or (gemeente_only and len(areas) == 1)
        ]
        if not places and gemeente_only:
            places = [self._named(area.code) for area in areas]
        located = len(request.near)
        for at, point in enumerate(points):
            text = request.postcode[at - located] if located <= at < located + len(request.postcode) else None
            places.append(self._pointed(point, text))
        if places:
            return tuple(places)
        return stand_in_places(done)

    def _named(self, code: str) -> Place:
        index = self._reference.areas
        area = index.get(code)
        up = frozenset({code, *(above.code for above in index.ancestors(code))})
        is_small = area is not None and area.level in (AreaLevel.WIJK, AreaLevel.BUURT)
        has_point = area is not None and is_small and area.lat is not None and area.lon is not None
        point = Point(area.lat, area.lon) if has_point and area and area.lat and area.lon else None
        return self._place(code, point, up)

    def _place(self, code: str | None, point: Point | None, named: frozenset[str]) -> Place:
        index = self._reference.areas
        return Place(
            point=point,
            gemeente=index.ancestor_at(code, AreaLevel.GEMEENTE),
            stadsdeel=index.ancestor_at(code, AreaLevel.STADSDEEL),
            wijk=index.ancestor_at(code, AreaLevel.WIJK),
            areas=named,
        )

    def _pointed(self, point: Point, postcode: str | None) -> Place:
        """A postcode names where one lives; a bare point only lies somewhere."""
        index = self._reference.areas
        known = self._reference.postcodes.find(postcode) if postcode else None
        if known is not None:
            code = known.wijk or known.gemeente
            named = frozenset({code, known.gemeente, *(above.code for above in index.ancestors(code))})
            return self._place(code, point, named)
        return self._place(self._nearest.find(point.lat, point.lon), point, frozenset())


def stand_in_places(done: Sequence[Done]) -> tuple[Place, ...]:
    """The gemeenten of what was done, where no place was named."""
    gemeenten = dict.fromkeys(one.gemeente for one in done if one.gemeente is not None)
    return tuple(Place(gemeente=code, is_given=False) for code in gemeenten)


def told_words(*texts: str) -> frozenset[str]:
    """The telling words of texts, with their stems, to compare with those of listings."""
    spoken = [word for text in texts for word in words(text) if word not in STOP_WORDS]
    return frozenset(spoken) | frozenset(stem(word) for word in spoken)


def read_done(catalogue: Catalogue, reference: Reference, name: str, title: str) -> Done | None:
    """What the child did, from its listing; None when the catalogue does not hold it."""
    item = catalogue.listing(name)
    if item is None:
        return None
    return Done(
        id=item.id,
        title=title,
        organisation_id=item.organisation_id,
        organisation=reference.organisations.get(item.organisation_id),
        themes=item.themes,
        stage=item.stage,
        gemeente=item.gemeente,
        title_key=item.title_key,
        words=frozenset((*item.title_words, *item.summary_words)),
        replaced_by=item.replaced_by,
        follow_up=item.follow_up,
    )


def _reach(request: StepQuestion) -> int:
    """As asked, else by the youngest child, who comes along."""
    if request.reach_m is not None:
        return request.reach_m
    ages = [*request.age, *(months_of_group(group)[0] // 12 for group in request.school_group)]
    return reach_m(min(ages or _ages_of(request.school_type), default=None), request.mode, request.moment)


def _ages_of(types: Sequence[str]) -> list[int]:
    """A school type says an age where all its pupils are younger or older than who is taken for a pupil when nothing
    is known."""
    spans = [months_of_group(group) for group in groups_of_school_types(types)]
    if not spans:
        return []
    youngest, oldest = min(low for low, _ in spans) // 12, max(high for _, high in spans) // 12
    return [min(max(youngest, AGE_WHEN_UNKNOWN), oldest)]


def _access(request: StepQuestion) -> tuple[str, ...]:
    """What was asked; a school for special education asks for what is made for its pupils."""
    special = () if SPECIAL_EDUCATION.isdisjoint(request.school_type) else (SPECIAL_NEEDS,)
    return tuple(dict.fromkeys((*request.accessibility, *special)))


def _time(request: StepQuestion) -> TimeFilter | None:
    asked = TimeFilter(
        request.from_day,
        request.to_day,
        frozenset(request.weekdays),
        request.time_from,
        request.time_to,
        request.moment,
    )
    return None if asked == TimeFilter() else asked


def _to_search(request: StepQuestion) -> SearchRequest:
    """The part of the request that search understands as well."""
    return SearchRequest(
        area=request.area,
        wijk=request.wijk,
        buurt=request.buurt,
        stadsdeel=request.stadsdeel,
        gemeente=request.gemeente,
        near=request.near,
        postcode=request.postcode,
        place=request.place,
        theme=request.theme,
        interest=request.interest,
        passes=request.passes,
        school=request.school,
    )


def _no_words(text: str) -> tuple[()]:
    return ()
