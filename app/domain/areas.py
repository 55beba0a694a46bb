"""The tree of areas, and what a place name in a search means (DESIGN 3, Areas).

The parameters area, wijk, buurt, stadsdeel and gemeente are one group: any of them may hold. Only a gemeente given by
*name* narrows the names in the others instead of adding its whole area.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.area_names import LEVEL_ORDER, Area, NameTable, is_area_code
from app.domain.query import AreaFilter
from app.domain.vocabulary import AreaLevel
from app.errors import Fault, InvalidInput

__all__ = ["AREA_PARAMETERS", "Area", "AreaIndex"]

AREA_PARAMETERS: tuple[str, ...] = ("area", "wijk", "buurt", "stadsdeel", "gemeente")
MAX_CANDIDATES = 10
MAX_GEMEENTEN = 40

_QUALIFIED = re.compile(r"(?P<name>.+?)\s*(?:,\s*(?P<after>[^,()]+)|\((?P<within>[^()]+)\))\s*")


@dataclass(slots=True)
class _Resolution:
    """What is gathered while the names of one request are resolved."""

    filters: dict[str, AreaFilter] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class AreaIndex:
    """All areas of the catalogue, by code, tree and name. Immutable after it is made."""

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        self._areas = {area.code: area for area in areas}
        self._children: dict[str, list[str]] = {}
        for area in self._areas.values():
            for holder in dict.fromkeys((area.parent, area.gemeente)):
                if holder is not None and holder != area.code:
                    self._children.setdefault(holder, []).append(area.code)
        self._former = {code: area.code for area in self._areas.values() for code, _ in area.former}
        for code, holder in self._former.items():
            self._children.setdefault(holder, []).append(code)
        self._names = NameTable(self._areas.values())
        self._related: dict[str, frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._areas)

    def __contains__(self, code: object) -> bool:
        return code in self._areas

    def all(self) -> tuple[Area, ...]:
        """Every area, in the order given."""
        return tuple(self._areas.values())

    def get(self, code: str | None) -> Area | None:
        """The area of that code, in upper case; the code of a merged gemeente is that of today's. None when it is not
        known."""
        if code is None:
            return None
        return self._areas.get(code) or self._areas.get(self._former.get(code, ""))

    def name_of(self, code: str | None) -> str | None:
        """The official name; None when the code is not known."""
        area = self.get(code)
        return area.name if area is not None else None

    def children(self, code: str) -> tuple[Area, ...]:
        """The areas right below this one."""
        held = (self._areas[child] for child in self._children.get(code, ()) if child in self._areas)
        return tuple(area for area in held if self._parent_of(area) == code)

    def _parent_of(self, area: Area) -> str | None:
        known = area.parent in self._areas or area.parent == area.gemeente
        parent = area.parent if known else area.gemeente
        return None if parent == area.code else parent

    def ancestors(self, code: str) -> tuple[Area, ...]:
        """The areas that hold this one, nearest first; a gemeente has none."""
        found: dict[str, Area] = {}
        area = self.get(code)
        while area is not None:
            area = self.get(self._parent_of(area))
            if area is None or area.code in found:
                break
            found[area.code] = area
        return tuple(found.values())

    def ancestor_at(self, code: str | None, level: AreaLevel) -> str | None:
        """The code at that level which is or holds this area; None when there is none."""
        area = self.get(code)
        if area is None or area.level == level:
            return area.code if area is not None else None
        return next((holder.code for holder in self.ancestors(area.code) if holder.level == level), None)

    def related(self, code: str) -> frozenset[str]:
        """The code itself, what holds it and all it holds: the codes a serviceArea may name to match."""
        if code not in self._related:
            found = {code, *(area.code for area in self.ancestors(code))}
            below = [code]
            while below:
                children = [child for child in self._children.get(below.pop(), ()) if child not in found]
                found.update(children)
                below += children
            self._related[code] = frozenset(found)
        return self._related[code]

    def gemeente_by_name(self, name: str) -> Area | None:
        """The gemeente of that code, name or alias; None when there is none, or two have the name (Bergen)."""
        if is_area_code(name):
            area = self.get(name.strip().upper())
            return area if area is not None and area.level == AreaLevel.GEMEENTE else None
        found = self._names.find(name, AreaLevel.GEMEENTE)
        return found[0] if len(found) == 1 else None

    def find(self, name: str, level: AreaLevel | None = None, gemeente: str | None = None) -> list[Area]:
        """The areas a code or name can mean, widest and newest first; `gemeente` is the code to look in.

        "Centrum, Den Haag" and "Centrum (Den Haag)" are understood as well.
        """
        if is_area_code(name):
            area = self.get(name.strip().upper())
            return [area] if area is not None and level in (None, area.level) else []
        return self._find_named(name, level, (gemeente,) if gemeente is not None else ())

    def _find_named(self, name: str, level: AreaLevel | None, gemeenten: Sequence[str]) -> list[Area]:
        found = self._names.find(name, level, gemeenten)
        qualified = _QUALIFIED.fullmatch(name) if not found else None
        if qualified is None:
            return found
        gemeente = self.gemeente_by_name(qualified["after"] or qualified["within"])
        if gemeente is None or (gemeenten and gemeente.code not in gemeenten):
            return []
        return self._names.find(qualified["name"], level, (gemeente.code,))

    def suggest(self, prefix: str, limit: int = 10) -> list[Area]:
        """Type-ahead: areas of which a word starts so; whole names first, then the widest, then by name."""
        best: dict[str, bool] = {}
        for is_whole, area in self._names.starting_with(prefix):
            best[area.code] = best.get(area.code, False) or is_whole
        areas = [self._areas[code] for code in best]
        areas.sort(key=lambda area: (not best[area.code], LEVEL_ORDER[area.level], area.name, area.code))
        return areas[:limit]

    def resolve(self, names: Mapping[str, Sequence[str]]) -> tuple[tuple[AreaFilter, ...], list[dict[str, Any]]]:
        """What the area parameters mean: the filters, any of which may hold, and `meta.interpretedLocation`.

        `names` maps parameters of `AREA_PARAMETERS` to the texts asked. One record for each text: parameter, asked,
        code, name, level, gemeente (name), alternatives [{code, name, level, gemeente}]. A gemeente name that narrows
        others has a record, no filter. Raises InvalidInput with one fault for each text that is unknown, of another
        level or ambiguous.
        """
        result = _Resolution()
        others = [(parameter, text) for parameter in AREA_PARAMETERS[:-1] for text in names.get(parameter, ())]
        has_names = any(not is_area_code(text) for _, text in others)
        gemeenten = [self._one(result, "gemeente", text, ()) for text in names.get("gemeente", ())]
        named = [
            area.code
            for area, text in zip(gemeenten, names.get("gemeente", ()), strict=True)
            if area is not None and not is_area_code(text)
        ]
        gemeente_records, result.records = result.records, []
        narrowing = tuple(dict.fromkeys(named)) if has_names else ()
        is_scope_known = all(area is not None for area in gemeenten)
        for parameter, text in others:
            for area in self._each(result, parameter, text, narrowing, is_scope_known):
                result.filters.setdefault(area.code, self._filter(area))
        for gemeente in gemeenten:
            if gemeente is not None and gemeente.code not in narrowing:
                result.filters.setdefault(gemeente.code, self._filter(gemeente))
        if result.faults:
            raise InvalidInput(result.faults)
        return tuple(result.filters.values()), result.records + gemeente_records

    def _filter(self, area: Area) -> AreaFilter:
        return AreaFilter(area.code, area.level, self.related(area.code))

    def _each(
        self, result: _Resolution, parameter: str, text: str, narrowing: Sequence[str], is_scope_known: bool
    ) -> list[Area]:
        """The areas of one text: one, or with several gemeenten named, one in each that has it."""
        if is_area_code(text) or len(narrowing) < 2:
            before = len(result.faults)
            area = self._one(result, parameter, text, narrowing)
            if not is_scope_known and len(result.faults) > before and result.faults[-1].code == "area-ambiguous":
                result.faults.pop()  # the fault of the gemeente is the cause
            return [area] if area is not None else []
        level = None if parameter == "area" else AreaLevel(parameter)
        scopes = [code for code in narrowing if self._find_named(text, level, (code,))]
        if not scopes:
            self._one(result, parameter, text, narrowing)
            return []
        found = [self._one(result, parameter, text, (code,)) for code in scopes]
        return [area for area in found if area is not None]

    def _one(self, result: _Resolution, parameter: str, text: str, gemeenten: Sequence[str]) -> Area | None:
        """The one area a text means; a record or a fault is added."""
        level = None if parameter == "area" else AreaLevel(parameter)
        is_code = is_area_code(text)
        found = self.find(text, level) if is_code else self._find_named(text, level, gemeenten)
        if not found:
            result.faults.append(self._unknown(parameter, text, level, gemeenten))
            return None
        best = found[0]
        rivals = [area for area in found if _is_rival(area, best)]
        if len(rivals) > 1:
            result.faults.append(self._ambiguous(parameter, text, rivals))
            return None
        namesakes = [] if is_code else self._find_named(text, None, gemeenten)
        result.records.append(
            {
                "parameter": parameter,
                "asked": text,
                **self._describe(best),
                "alternatives": [self._describe(area) for area in namesakes if area.code != best.code][:MAX_CANDIDATES],
            }
        )
        return best

    def _describe(self, area: Area) -> dict[str, str | None]:
        gemeente = self.name_of(area.gemeente) or area.gemeente
        return {"code": area.code, "name": area.name, "level": area.level.value, "gemeente": gemeente}

    def _listed(self, areas: Sequence[Area]) -> str:
        shown = [
            f"{area.code} ({area.level.value} {area.name}, {self.name_of(area.gemeente) or area.gemeente})"
            for area in areas[:MAX_CANDIDATES]
        ]
        more = len(areas) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more else "")

    def _ambiguous(self, parameter: str, text: str, rivals: Sequence[Area]) -> Fault:
        return Fault(
            code="area-ambiguous",
            parameter=parameter,
            detail=f"{text!r} is the name of {len(rivals)} areas; ask one by its code, or add gemeente=<name>.",
            detail_nl=f"{len(rivals)} gebieden heten {text!r}. Kies er een met de code, of zeg de gemeente erbij.",
            hint=self._listed(rivals),
        )

    def tell_known(self) -> str | None:
        """Where this catalogue reaches, for who asks about elsewhere; None when it knows no gemeente."""
        names = sorted(area.name for area in self._areas.values() if area.level == AreaLevel.GEMEENTE)
        shown = f"{', '.join(names[:MAX_GEMEENTEN])}{' and more' if len(names) > MAX_GEMEENTEN else ''}"
        return f"This catalogue knows areas in: {shown}. See /v1/areas." if names else None

    def _unknown(self, parameter: str, text: str, level: AreaLevel | None, gemeenten: Sequence[str]) -> Fault:
        what, wat = (level.value, level.value) if level is not None else ("area", "gebied")
        elsewhere = self.find(text) or self._find_named(text, None, ())
        where = " in " + ", ".join(self.name_of(code) or code for code in gemeenten) if gemeenten else ""
        near = self._names.near(text)
        hint = None
        if elsewhere:
            hint = f"Known by that name: {self._listed(elsewhere)}."
        elif near:
            hint = f"Did you mean: {', '.join(near)}?"
        else:
            hint = self.tell_known()
        return Fault(
            code="area-unknown",
            parameter=parameter,
            detail=f"No {what} {text!r} is known{where}.",
            detail_nl=f"We kennen geen {wat} {text!r}{where}.",
            hint=hint,
        )


def _is_rival(area: Area, best: Area) -> bool:
    """Whether a namesake makes the name ambiguous: it lies elsewhere, or is another of the same level and year."""
    return area.gemeente != best.gemeente or (area.level == best.level and area.year == best.year)
