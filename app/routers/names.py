"""The names of areas and themes in the parameters of the lists beside the activities."""

from typing import Any

from app.deps import View
from app.domain.areas import AreaIndex
from app.errors import Fault, InvalidInput


def find_gemeente(text: str | None, areas: AreaIndex) -> frozenset[str] | None:
    """The code of a gemeente given by code or name. Raises InvalidInput for an unknown one."""
    if text is None:
        return None
    filters, _ = areas.resolve({"gemeente": (text,)})
    return frozenset(area.code for area in filters)


def check_names(view: View, asked: Any) -> None:
    """Raises InvalidInput naming every area and theme that is not there."""
    faults: list[Fault] = []
    areas, themes = view.reference.areas, view.reference.themes
    parent, broader = getattr(asked, "parent", None), getattr(asked, "broader", None)
    try:
        find_gemeente(getattr(asked, "gemeente", None), areas)
    except InvalidInput as refusal:
        faults += refusal.faults
    if parent is not None and parent not in areas:
        detail, dutch = f"parent={parent} is not known.", f"parent={parent} kennen we niet."
        faults.append(Fault("area-unknown", detail, "parent", detail_nl=dutch))
    if broader is not None and broader not in themes:
        detail, dutch = f"broader={broader} is not a theme.", f"broader={broader} is geen thema."
        faults.append(Fault("unknown-theme", detail, "broader", detail_nl=dutch))
    if faults:
        raise InvalidInput(faults)
