"""From a failed validation to faults people can act on: pointer, stable code, one English and one Dutch sentence.

Every fault is found at once. Field faults come from pydantic; the rules between fields then run on what is left when
the faulty parts are taken out, so that neither kind hides the other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.errors import Fault, InvalidInput
from app.schemas.fault_texts import PATTERN_CODES, PYDANTIC_CODES, SENTENCES
from app.schemas.member_names import suggest_member

Loc = tuple[int | str, ...]
W = TypeVar("W", bound=BaseModel)
MAX_ROUNDS = 8
MAX_FAULTS = 500
"""A body with more faults than this is no honest mistake; the problem document stays bounded."""
MAX_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule at a place in the body; `params` fill the sentence."""

    loc: Loc
    code: str
    params: Mapping[str, object] | None = None
    hint: str | None = None

    def to_fault(self) -> Fault:
        """With its sentences."""
        name = _name_of(self.loc)
        english, dutch = SENTENCES[self.code]
        values = {"name": name, **(self.params or {})}
        return Fault(
            code=self.code,
            detail=english.format(**values),
            detail_nl=dutch.format(**values),
            pointer=to_pointer(self.loc),
            hint=self.hint,
        )


def _name_of(loc: Loc) -> str:
    """The member as people call it: title, themes[0], the body."""
    if not loc:
        return "body"
    if isinstance(loc[-1], int):
        return f"{_name_of(loc[:-1])}[{loc[-1]}]"
    return loc[-1][:60]


def to_pointer(loc: Loc) -> str:
    """RFC 6901; the empty pointer is the whole body."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in loc)


def read_wire(
    model: type[W],
    data: Any,
    check: Callable[[W], Iterable[Problem]],
    spare: Mapping[str, Any],
    read_only: frozenset[str] = frozenset(),
) -> W:
    """The validated model. Raises InvalidInput with every fault.

    `spare`: harmless values of the members the model cannot do without, to go on checking when they are faulty.
    `read_only`: members that exist but are not written.
    """
    try:
        wire = model.model_validate(data)
    except ValidationError as error:
        found = _explain_all(model, error, read_only)
        problems = _without_echoes({(problem.loc, problem.code): problem for problem in found}.values())
        problems += _check_the_rest(model, data, check, spare, problems)
    else:
        problems = list(check(wire))
    if problems:
        raise InvalidInput([problem.to_fault() for problem in problems[:MAX_FAULTS]])
    return wire


def _without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """Without lists that are too short only because what is in them is at fault."""
    found = list(problems)
    deeper = {problem.loc[:size] for problem in found for size in range(len(problem.loc))}
    return [problem for problem in found if problem.code != "too-few" or problem.loc not in deeper]


def _explain_all(
    model: type[BaseModel], error: ValidationError, read_only: frozenset[str] = frozenset()
) -> list[Problem]:
    problems = [_explain(each, read_only) for each in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]]
    unknown = [index for index, problem in enumerate(problems) if problem.code == "unknown-member"]
    for index in unknown[:MAX_SUGGESTIONS]:
        problems[index] = replace(problems[index], hint=suggest_member(model, problems[index].loc))
    return problems


def _explain(error: Mapping[str, Any], read_only: frozenset[str]) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    loc = tuple(part for part in error["loc"] if part != "[key]")
    code = PYDANTIC_CODES.get(kind, kind)
    if kind == "string_pattern_mismatch":
        code = PATTERN_CODES.get(context["pattern"], "not-text")
    if code == "unknown-member" and len(loc) == 1 and loc[0] in read_only:
        return Problem(loc, "read-only")
    if code not in SENTENCES:
        code = "invalid"
    limit = next((context[name] for name in ("max_length", "min_length", "ge", "le") if name in context), "")
    hint = f"one of {context['expected']}" if "expected" in context else context.get("hint")
    return Problem(
        loc, code, {"limit": limit} | {name: context.get(name, "") for name in ("problem", "problem_nl")}, hint
    )


def _check_the_rest(
    model: type[W],
    data: Any,
    check: Callable[[W], Iterable[Problem]],
    spare: Mapping[str, Any],
    known: list[Problem],
) -> list[Problem]:
    """The broken rules among the parts that are sound."""
    if not isinstance(data, dict) or len(known) >= MAX_FAULTS:
        return []
    body = {**data}
    removed: set[Loc] = set()
    faulty = [(problem.loc, problem.code) for problem in known]
    for _ in range(MAX_ROUNDS):
        for loc, code in faulty:
            hole = loc[:-1] if code == "required" else loc
            if len(hole) <= 1 and loc and loc[0] in spare:
                body[str(loc[0])] = spare[str(loc[0])]
            else:
                removed.add(hole)
        try:
            wire = model.model_validate(_without(body, (), removed))
        except ValidationError as error:
            found = _explain_all(model, error)
            faulty = [(_original_loc(problem.loc, removed), problem.code) for problem in found]
            continue
        places = {problem.loc for problem in known}
        relocated = [
            Problem(_original_loc(each.loc, removed), each.code, each.params, each.hint) for each in check(wire)
        ]
        return [each for each in relocated if not any(each.loc[: len(place)] == place for place in places)]
    return []


def _without(value: Any, loc: Loc, removed: set[Loc]) -> Any:
    if isinstance(value, dict):
        return {
            name: _without(part, (*loc, name), removed) for name, part in value.items() if (*loc, name) not in removed
        }
    if isinstance(value, list):
        return [
            _without(part, (*loc, index), removed) for index, part in enumerate(value) if (*loc, index) not in removed
        ]
    return value


def _original_loc(loc: Loc, removed: set[Loc]) -> Loc:
    """Where a part of the reduced body stood in the body as sent."""
    original: Loc = ()
    for part in loc:
        place = _original_index(part, original, removed) if isinstance(part, int) else part
        original = (*original, place)
    return original


def _original_index(index: int, of_list: Loc, removed: set[Loc]) -> int:
    gone = {hole[-1] for hole in removed if hole[:-1] == of_list}
    return next(islice((place for place in count() if place not in gone), index, None))
