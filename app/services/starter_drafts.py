"""Turns the rows of the starter catalogue into drafts. What a report does not state stays unknown, never guessed."""

import re
from datetime import datetime

from app.domain.draft import (
    AccessibilityDraft,
    ActivityDraft,
    AgeDraft,
    Contact,
    EnrolmentDraft,
    OpenToDraft,
    OrganisationDraft,
    ScheduleDraft,
    SchoolDraft,
    Source,
    Texts,
)
from app.domain.vocabulary import (
    Attendance,
    Audience,
    Cost,
    EnrolmentHow,
    Kind,
    OpenTo,
    SchoolTime,
    SchoolType,
    Stage,
    Status,
)
from app.services.data_files import StarterActivity, StarterOrganisation
from app.services.starter_places import PlaceFinder

SOURCE = "starter"
AUDIENCES = {
    None: (Audience.CHILDREN,),
    "children": (Audience.CHILDREN,),
    "families": (Audience.FAMILIES,),
    "everyone": (Audience.CHILDREN, Audience.FAMILIES),
    "special_needs": (Audience.CHILDREN,),
    "schools": (Audience.SCHOOLS,),
    "teachers": (Audience.TEACHERS,),
}
ONE_TIME = ("Eenmalig", "Eén bijeenkomst", "Eén dag")
MADE_TOGETHER = "Gemaakt samen met "
GROUP_RANGE = re.compile(r"groep (\d)-(\d)")


def build_organisation(row: StarterOrganisation, finder: PlaceFinder) -> OrganisationDraft:
    """An organisation of the reports. Its website is its only contact: the reports name no role-based address."""
    website = None if row.website is None else _with_scheme(row.website)
    return OrganisationDraft(
        name=row.name,
        source=Source(SOURCE, row.key),
        roles=("networkPartner",) if row.role == "network_partner" else ("provider",),
        sector=None if row.sector is None else _camel(row.sector),
        gemeente=finder.find_gemeente(row.city),
        contact=Contact(url=website),
        website=website,
    )


def build_activity(
    row: StarterActivity, organisation: OrganisationDraft | None, finder: PlaceFinder, now: datetime
) -> ActivityDraft:
    """One activity, as example data confirmed at `now`. Raises ValueError for a word the catalogue does not have."""
    audience = AUDIENCES[row.audience]
    place, service_area = finder.find(row)
    groups, school_types, age = _read_groups(row)
    features = ("specialNeeds",) if row.audience == "special_needs" else ()
    return ActivityDraft(
        source=Source(SOURCE, row.key),
        texts=Texts(title=row.title, summary=row.summary, description=_join(row.cost_note, row.registration_note)),
        organisation=organisation,
        place=place,
        attendance=None if row.attendance is None else Attendance(_camel(row.attendance)),
        service_area=service_area,
        themes=row.themes,
        stage=None if row.stage is None else Stage(row.stage),
        kind=None if row.kind is None else Kind(row.kind),
        school_time=None if row.school_time is None else SchoolTime(row.school_time),
        audience=audience,
        individual=row.school_time != "during" and not set(audience) <= {Audience.SCHOOLS, Audience.TEACHERS},
        open_to=_read_open_to(row),
        school_types=school_types,
        school_groups=groups,
        age=age,
        cost=Cost(row.cost),
        schedule=ScheduleDraft(summary=_read_schedule(row)),
        is_one_off=True if (row.schedule_note or "").startswith(ONE_TIME) else None,
        enrolment=EnrolmentDraft(how=_read_how(row)),
        accessibility=AccessibilityDraft(features=features, note=row.accessibility_note),
        part_of_childcare=True if _is_at_childcare(row) else None,
        school=_read_school(row.accessibility_note or ""),
        status=_read_status(row.period or ""),
        is_example=True,
        confirmed_at=now,
    )


def _read_school(note: str) -> SchoolDraft | None:
    _, is_said, schools = note.partition(MADE_TOGETHER)
    return SchoolDraft(adapted_with=(schools.rstrip("."),)) if is_said else None


def _read_status(period: str) -> Status:
    if "gestopt" in period or "niet doorgegaan" in period:
        return Status.ENDED
    return Status.PLANNED if "gepland" in period else Status.OPEN


def _read_open_to(row: StarterActivity) -> OpenToDraft:
    if row.attendance == "at_school" and row.school_time == "outside":
        return OpenToDraft(OpenTo.PUPILS_OF, note="Voor leerlingen van de scholen die meedoen.")
    if _is_at_childcare(row):
        return OpenToDraft(OpenTo.BSO_OF, note=row.registration_note)
    return OpenToDraft()


def _is_at_childcare(row: StarterActivity) -> bool:
    return "naar de BSO gaan" in (row.registration_note or "")


def _read_how(row: StarterActivity) -> tuple[EnrolmentHow, ...]:
    if (row.schedule_note or "").startswith("Open inloop"):
        return (EnrolmentHow.WALK_IN,)
    return (EnrolmentHow.VIA_BSO,) if _is_at_childcare(row) else ()


def _read_groups(row: StarterActivity) -> tuple[tuple[str, ...], tuple[SchoolType, ...], AgeDraft]:
    """School groups, school types and age (completed years) out of the words of the reports."""
    stated, age = row.school_groups, AgeDraft(row.age_min, row.age_max)
    if stated is None:
        return (), (), age
    if stated == "kleuters":
        return ("groep1", "groep2"), (), age
    if stated == "voortgezet onderwijs":
        return (), (), AgeDraft(12, 18)
    if stated == "vmbo en praktijkschool":
        return (), (SchoolType.VMBO, SchoolType.PRO), AgeDraft(12, 16)
    groups = GROUP_RANGE.fullmatch(stated)
    if groups is None:
        raise ValueError(f"{row.key}: unknown school groups: {stated}")
    first, last = int(groups[1]), int(groups[2])
    return tuple(f"groep{number}" for number in range(first, last + 1)), (), age


def _read_schedule(row: StarterActivity) -> str | None:
    if row.period is None:
        return row.schedule_note
    period = f"volgens het rapport: {row.period}"
    return period if row.schedule_note is None else f"{row.schedule_note.rstrip('.')} ({period})"


def _join(*sentences: str | None) -> str | None:
    return " ".join(sentence for sentence in sentences if sentence) or None


def _with_scheme(website: str) -> str:
    return website if website.startswith(("http://", "https://")) else f"https://{website.lower()}"


def _camel(words: str) -> str:
    first, *rest = words.split("_")
    return first + "".join(word.capitalize() for word in rest)
