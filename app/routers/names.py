"""The names of areas and themes in the parameters of the lists beside the activities."""

from dataclasses import replace
from typing import Any

from app.deps import View
from app.domain.areas import AreaIndex
from app.domain.themes import ThemeScheme
from app.errors import Fault, InvalidInput


def find_gemeente(text: str | None, areas: AreaIndex) -> frozenset[str] | None:
    """The code of a gemeente given by code or name. Raises InvalidInput for an unknown one."""
    if text is None:
        return None
    filters, _ = areas.resolve({"gemeente": (text,)})
    return frozenset(area.code for area in filters)


def find_guided(text: str | None, gemeente: str | None, areas: AreaIndex) -> frozenset[str] | None:
    """The codes that a guide of this area may name: the area, what it lies in and what lies in it. The name of a
    gemeente tells areas of one name apart. Raises InvalidInput for an unknown or ambiguous one."""
    if text is None:
        return None
    named = {} if gemeente is None else {"gemeente": (gemeente,)}
    try:
        filters, _ = areas.resolve({"area": (text,), **named})
    except InvalidInput as refusal:
        raise InvalidInput([replace(fault, parameter="guideFor") for fault in refusal.faults]) from refusal
    return frozenset().union(*(area.related for area in filters))


def find_hub_themes(theme: str | None, themes: ThemeScheme) -> frozenset[str] | None:
    """The themes a hub for this one may name: itself, its parent and its children. Raises KeyError for an unknown."""
    return None if theme is None else themes.expand(theme) | {themes.top_of(theme)}


def check_names(view: View, asked: Any) -> None:
    """Raises InvalidInput naming every area and theme that is not there."""
    faults: list[Fault] = []
    areas, themes = view.reference.areas, view.reference.themes
    parent = getattr(asked, "parent", None)
    gemeente = getattr(asked, "gemeente", None)
    try:
        find_gemeente(gemeente, areas)
    except InvalidInput as refusal:
        faults += refusal.faults
        gemeente = None
    try:
        find_guided(getattr(asked, "guide_for", None), gemeente, areas)
    except InvalidInput as refusal:
        faults += refusal.faults
    if parent is not None and parent not in areas:
        detail, dutch = f"parent={parent} is not known.", f"parent={parent} kennen we niet."
        faults.append(Fault("area-unknown", detail, "parent", detail_nl=dutch))
    for name, member in (("broader", "broader"), ("hubFor", "hub_for")):
        theme = getattr(asked, member, None)
        if theme is not None and theme not in themes:
            detail, dutch = f"{name}={theme} is not a theme.", f"{name}={theme} is geen thema."
            faults.append(Fault("unknown-theme", detail, name, detail_nl=dutch))
    if faults:
        raise InvalidInput(faults)
