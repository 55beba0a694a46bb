"""What a draft is checked for against the catalogue itself: themes and areas must exist, the rest gives a warning."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from app.domain.draft import ActivityDraft
from app.domain.pricing import is_free_trial
from app.domain.vocabulary import AreaLevel
from app.errors import Fault
from app.services.areas import AreaLocator

FINEST_FIRST = (AreaLevel.WIJK, AreaLevel.STADSDEEL, AreaLevel.GEMEENTE, AreaLevel.BUURT)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with names of areas turned into codes, or what is wrong with it. Warnings never stop a write."""

    draft: ActivityDraft
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def check_draft(draft: ActivityDraft, locator: AreaLocator, themes: Collection[str]) -> Checked:
    """Every fault at once. `themes`: the ids of the scheme. What the draft says of a free trial in its prices or its
    enrolment is said in `free_trial` too, so that the wire shows what search goes by."""
    if draft.free_trial is None and (free_trial := is_free_trial(draft)) is not None:
        draft = replace(draft, free_trial=free_trial)
    faults = [
        Fault(
            "unknown-theme",
            "Choose a theme of /v1/themes: this one is not there.",
            pointer=f"/themes/{at}",
            hint=", ".join(get_close_matches(theme, themes, n=3)) or "See /v1/themes.",
            detail_nl="Kies een thema uit /v1/themes: dit thema bestaat niet.",
        )
        for at, theme in enumerate(draft.themes)
        if theme not in themes
    ]
    if not draft.service_area and not draft.open_to.area_codes:
        return Checked(draft, tuple(faults))
    gemeente = draft.place.gemeente if draft.place is not None else None
    service_area = _find_codes(draft.service_area, "/serviceArea", gemeente, locator, faults)
    open_areas = _find_codes(draft.open_to.area_codes, "/openTo/areaCodes", gemeente, locator, faults)
    if faults:
        return Checked(draft, tuple(faults))
    if (service_area, open_areas) != (draft.service_area, draft.open_to.area_codes):
        draft = replace(draft, service_area=service_area, open_to=replace(draft.open_to, area_codes=open_areas))
    return Checked(draft)


def _find_codes(
    names: Iterable[str], pointer: str, gemeente: str | None, locator: AreaLocator, faults: list[Fault]
) -> tuple[str, ...]:
    """Codes of areas given by code or name; within the stated gemeente where a name occurs more than once."""
    town = locator.areas.gemeente_by_name(gemeente) if gemeente else None
    codes = []
    for at, name in enumerate(names):
        found = locator.areas.find(name)
        here = [area for area in found if town is None or area.gemeente == town.code] or found
        if not here:
            hint = "Give a code such as GM0518 or WK051836, or a name."
            detail, dutch = "Choose a known area: this one is not there.", "Kies een bekend gebied: dit bestaat niet."
            faults.append(Fault("unknown-area", detail, pointer=f"{pointer}/{at}", hint=hint, detail_nl=dutch))
            continue
        if len({area.gemeente for area in here}) > 1:
            hint = ", ".join(f"{area.code} {area.name}" for area in here[:10])
            detail, dutch = (
                "Give the code of the area: several have this name.",
                "Geef de code van het gebied: er zijn er meer met deze naam.",
            )
            faults.append(Fault("ambiguous-area", detail, pointer=f"{pointer}/{at}", hint=hint, detail_nl=dutch))
            continue
        codes.append(min(here, key=lambda area: FINEST_FIRST.index(area.level)).code)
    return tuple(dict.fromkeys(codes))


def warn_of_place(unresolved: Iterable[str]) -> tuple[Fault, ...]:
    """The stated areas of a place that no known area fits."""
    return tuple(
        Fault(
            "unknown-area",
            f"Check the {member} of the place: it is not known and was left out.",
            pointer=f"/place/{member}",
            detail_nl=f"Kijk de {member} van de plek na: die is niet bekend en is weggelaten.",
        )
        for member in unresolved
    )
