"""What makes sample data like real data: gaps, closed groups, other languages, old stamps, every status."""

from datetime import UTC, datetime, time, timedelta

from app.domain.draft import PartnerRef, Texts
from app.domain.draft_parts import (
    AccessibilityDraft,
    AgeDraft,
    EnrolmentDraft,
    OpenToDraft,
    PrerequisiteDraft,
    ScheduleDraft,
)
from app.domain.ids import activity_id
from app.domain.vocabulary import (
    Attendance,
    EnrolmentHow,
    EnrolmentStatus,
    OpenTo,
    Prerequisite,
    Status,
    Wheelchair,
)
from app.services.sample import words
from app.services.sample.city import SOURCE
from app.services.sample.sketch import Sketch

FEATURES = ("quietSpace", "signLanguage", "hearingLoop", "specialNeeds", "adaptedToilet", "assistanceDog")
OLDEST_DAYS = 300


def add_variety(sketch: Sketch, neighbour: str) -> None:
    """Everything a recipe leaves open. `neighbour`: the external id of another activity of the same city."""
    add_place(sketch)
    add_texts(sketch)
    add_access(sketch)
    if sketch.open_to.kind is OpenTo.EVERYONE and sketch.individual:
        close_group(sketch)
    add_relations(sketch, neighbour)
    set_status(sketch, neighbour)
    set_freshness(sketch)
    if sketch.rng.random() < 0.12:
        forget_something(sketch)


def add_place(sketch: Sketch) -> None:
    """At the host, unless it is online or comes to a school; what travels names the areas it serves."""
    rng, host, city = sketch.rng, sketch.host, sketch.city
    if sketch.attendance is Attendance.MOBILE or (sketch.attendance is Attendance.AT_SCHOOL and not sketch.individual):
        count = min(len(city.areas), rng.randint(1, 4))
        sketch.service_area = (city.code,) if rng.random() < 0.5 else tuple(rng.sample(city.areas, count))
    elif sketch.attendance is not Attendance.ONLINE:
        sketch.place = host.place
    sketch.themes = (sketch.subject.theme,) if rng.random() < 0.8 else (sketch.subject.theme, sketch.subject.top)


def add_texts(sketch: Sketch) -> None:
    """Longer texts for most, and the same in other languages for some."""
    rng = sketch.rng
    if rng.random() < 0.7:
        sketch.description = " ".join(rng.sample(words.CLOSING, rng.randint(1, 3)))
    sketch.first_visit = rng.choice(words.FIRST_VISIT) if rng.random() < 0.4 else None
    sketch.bring = rng.choice(words.BRING) if rng.random() < 0.4 else None
    sketch.takes_home = rng.choice(words.TAKES_HOME) if rng.random() < 0.15 else None
    sketch.invites = (rng.choice(words.INVITES),) if rng.random() < 0.08 else ()
    translations = []
    if rng.random() < 0.3:
        translations.append(("en", Texts(f"{sketch.title_en} ({sketch.host.name})", sketch.subject.do_en)))
    if rng.random() < 0.06:
        language = rng.choice(tuple(words.OTHER_LANGUAGES))
        title, summary = words.OTHER_LANGUAGES[language]
        translations.append((language, Texts(title.format(name=sketch.host.name), summary)))
        sketch.spoken_languages = (*sketch.spoken_languages, language)
    sketch.translations = tuple(sorted(translations, key=lambda pair: pair[0]))


def add_access(sketch: Sketch) -> None:
    """What is recorded about access, barriers and the first time; often nothing."""
    rng = sketch.rng
    sketch.accessibility = AccessibilityDraft(
        wheelchair=rng.choices((Wheelchair.YES, Wheelchair.LIMITED, Wheelchair.NO, Wheelchair.UNKNOWN), (3, 1, 1, 7))[
            0
        ],
        features=tuple(rng.sample(FEATURES, rng.randint(1, 2))) if rng.random() < 0.15 else (),
        note="Er is een drempel bij de deur." if rng.random() < 0.04 else None,
    )
    sketch.no_experience_needed = True if rng.random() < 0.4 else None
    if sketch.parents_may_stay is None:
        sketch.parents_may_stay = rng.choice((True, False)) if rng.random() < 0.25 else None
    sketch.group_size = rng.choice((8, 10, 12, 15, 20)) if rng.random() < 0.4 else None
    if sketch.subject.theme in ("water_sports", "swimming") and rng.random() < 0.5:
        sketch.prerequisites = (PrerequisiteDraft(Prerequisite.SWIM_DIPLOMA_A),)
    elif rng.random() < 0.04:
        sketch.prerequisites = (PrerequisiteDraft(rng.choice(list(Prerequisite))),)
    if rng.random() < 0.1:
        sketch.spoken_languages = ()


def close_group(sketch: Sketch) -> None:
    """A few are for some children only."""
    rng = sketch.rng
    if rng.random() >= 0.08:
        return
    areas = tuple(rng.sample(sketch.city.areas, 1))
    school = sketch.city.pick(rng, ("school",))
    sketch.open_to = rng.choice(
        (
            OpenToDraft(OpenTo.GIRLS),
            OpenToDraft(OpenTo.BOYS),
            OpenToDraft(OpenTo.DISABILITY, note="Voor kinderen met een beperking."),
            OpenToDraft(OpenTo.RESIDENTS_OF, area_codes=areas),
            OpenToDraft(OpenTo.MEMBERS_OF, organisation_ids=(sketch.host.id,)),
            OpenToDraft(OpenTo.PUPILS_OF, (school.id,)),
        )
    )
    if sketch.open_to.kind is OpenTo.PUPILS_OF and school.id != sketch.host.id:
        sketch.partners = (PartnerRef(school.organisation, "host"),)


def add_relations(sketch: Sketch, neighbour: str) -> None:
    """A partner that takes part, a next activity."""
    rng = sketch.rng
    if rng.random() < 0.12:
        partner = sketch.city.pick(rng, ("community", "school", "library"))
        if partner.id != sketch.host.id and not sketch.partners:
            sketch.partners = (PartnerRef(partner.organisation, rng.choice(("host", "coOrganiser"))),)
    if rng.random() < 0.08:
        sketch.follow_up = (activity_id(SOURCE, neighbour),)


def set_status(sketch: Sketch, neighbour: str) -> None:
    """Most are open. Planned ones have no dates yet; half of them ask who is interested."""
    rng, chance = sketch.rng, sketch.rng.random()
    if chance < 0.04:
        sketch.status, sketch.schedule = Status.PLANNED, ScheduleDraft("Begint als er genoeg kinderen zijn.")
        if rng.random() < 0.5:
            sketch.enrolment = EnrolmentDraft(
                how=(EnrolmentHow.FORM,), status=EnrolmentStatus.INTEREST, minimum=8, goes_ahead=False
            )
    elif chance < 0.07:
        sketch.status = Status.CANCELLED
    elif chance < 0.10:
        sketch.status = Status.ENDED
        sketch.replaced_by = activity_id(SOURCE, neighbour) if rng.random() < 0.5 else None


def set_freshness(sketch: Sketch) -> None:
    """Most is example data. The rest ages like real data does: some is due, some unconfirmed, some stale."""
    rng = sketch.rng
    sketch.is_example = rng.random() < 0.8
    days = rng.randint(0, 60) if sketch.is_example else rng.randint(0, OLDEST_DAYS)
    day = sketch.year.today - timedelta(days=days)
    sketch.confirmed_at = datetime.combine(day, time(8, 0), UTC)


def forget_something(sketch: Sketch) -> None:
    """One thing that parents need is missing."""
    match sketch.rng.randrange(6):
        case 0:
            sketch.age, sketch.school_groups = AgeDraft(), ()
        case 1:
            sketch.schedule, sketch.season = ScheduleDraft(), None
        case 2:
            sketch.place = None
        case 3:
            sketch.stage = sketch.kind = None
        case 4:
            sketch.themes = ()
        case _:
            sketch.enrolment, sketch.attendance = EnrolmentDraft(), None
