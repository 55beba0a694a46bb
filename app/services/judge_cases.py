"""What the judge asks: cases of a file, and random situations. Every question is one of the parameters of the API."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import yaml

from app.domain.areas import Area, AreaIndex
from app.domain.listing import Listing
from app.domain.vocabulary import AreaLevel
from app.errors import Fault, InvalidInput

Question = Mapping[str, Any]
MEMBERS = frozenset({"id", "given", "expect", "never", "first", "grades"})
HIGHEST_GRADE = 3


@dataclass(frozen=True, slots=True)
class Case:
    """given: parameters of `GET /v1/next-steps`, activities by external id or id. expect: must be in the answer; never:
    must not; first: must come first. grades: 0 to 3, how good each would be."""

    id: str
    given: Question
    expect: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    first: str | None = None
    grades: Mapping[str, int] = field(default_factory=dict)


def read_cases(text: str) -> tuple[Case, ...]:
    """The cases of a YAML list. Raises InvalidInput naming every fault."""
    try:
        listed = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidInput([Fault("bad-yaml", f"The file is not YAML: {error}".replace("\n", " "))]) from error
    if not isinstance(listed, list):
        raise InvalidInput([Fault("wrong-type", "The file must hold a list of cases.")])
    faults = [fault for at, case in enumerate(listed) for fault in _find_faults(case, at)]
    if faults:
        raise InvalidInput(faults)
    return tuple(
        Case(
            id=str(case["id"]),
            given=case["given"],
            expect=tuple(case.get("expect") or ()),
            never=tuple(case.get("never") or ()),
            first=case.get("first"),
            grades=case.get("grades") or {},
        )
        for case in listed
    )


def _find_faults(case: object, at: int) -> Iterator[Fault]:
    where = f"/{at}"
    if not isinstance(case, dict):
        yield Fault("wrong-type", "A case is a mapping.", pointer=where)
        return
    for name in sorted(str(name) for name in case.keys() - MEMBERS):
        yield Fault("unknown-member", f"A case has no {name}.", pointer=f"{where}/{name}")
    if "id" not in case:
        yield Fault("required", "A case needs an id.", pointer=where)
    if not isinstance(case.get("given"), dict):
        yield Fault("required", "A case needs given: the parameters to ask.", pointer=f"{where}/given")
    for name in ("expect", "never"):
        if not isinstance(case.get(name) or [], list):
            yield Fault("wrong-type", f"{name} is a list of activities.", pointer=f"{where}/{name}")
    grades = case.get("grades") or {}
    is_graded = isinstance(grades, dict) and all(
        type(grade) is int and 0 <= grade <= HIGHEST_GRADE for grade in grades.values()
    )
    if not is_graded:
        yield Fault("wrong-type", f"grades are 0 to {HIGHEST_GRADE} by activity.", pointer=f"{where}/grades")


def draw_questions(
    count: int, seed: int, areas: AreaIndex, listings: Sequence[Listing], themes: Sequence[str]
) -> Iterator[Question]:
    """Random situations: wijk × age × budget × way to travel × what was done. The same seed gives the same ones."""
    random = Random(seed)
    wijken = _wijken_with_offer(areas, listings)
    by_town: dict[str, list[str]] = {}
    for item in sorted(listings, key=lambda item: item.id):
        by_town.setdefault(item.gemeente or "", []).append(item.id)
    for _ in range(count if wijken else 0):
        wijk = random.choice(wijken)
        question: dict[str, Any] = {"wijk": wijk.code, "age": random.randint(4, 17), "limit": random.choice((3, 3, 5))}
        subject = random.random()
        if subject < 0.7:
            question["after"] = [random.choice(by_town[wijk.gemeente or ""])]
        elif subject < 0.9:
            question["theme"] = [random.choice(themes)]
        question |= random.choice(({}, {"free": True}, {"maxPrice": "0"}, {"maxPrice": "5"}, {}))
        question |= random.choice(({}, {"mode": "walk"}, {"mode": "bike"}, {"mode": "transit"}))
        question |= random.choice(({}, {}, {"moment": "weekend"}))
        if "after" in question or "theme" in question:
            question |= random.choice(({}, {}, {}, {"direction": "deepen"}, {"direction": "broaden"}))
        yield question


def _wijken_with_offer(areas: AreaIndex, listings: Sequence[Listing]) -> list[Area]:
    towns = {item.gemeente for item in listings if item.gemeente is not None}
    wijken = [area for area in areas.all() if area.level is AreaLevel.WIJK and area.gemeente in towns]
    return sorted((area for area in wijken if area.lat is not None), key=lambda area: area.code)
