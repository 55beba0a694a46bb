"""How each form of activity is made. A recipe decides kind, rung, times, price and enrolment of a sketch."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from app.domain.calendar import AMSTERDAM
from app.domain.draft_parts import (
    AgeDraft,
    EnrolmentDraft,
    LoanDraft,
    OpenToDraft,
    ScheduleDraft,
    SchoolDraft,
    TrialDraft,
)
from app.domain.vocabulary import (
    Allocation,
    Attendance,
    Audience,
    EnrolmentHow,
    EnrolmentStatus,
    Kind,
    OpenTo,
    RunsInHolidays,
    SchoolTime,
    SchoolType,
    Stage,
)
from app.services.sample import money as m
from app.services.sample import times as t
from app.services.sample.sketch import Sketch

AGES = ((4, 6), (4, 12), (6, 9), (6, 12), (7, 10), (8, 12), (9, 12), (10, 14), (12, 15), (12, 18), (6, None), (3, 99))
SIGN_UP = (EnrolmentHow.FORM, EnrolmentHow.MAIL, EnrolmentHow.PHONE, EnrolmentHow.WHATSAPP)


def draw_age(sketch: Sketch) -> None:
    """Years for most, school groups for some, nothing for a few."""
    rng, chance = sketch.rng, sketch.rng.random()
    if chance < 0.10:
        return
    if chance < 0.25:
        first = rng.randint(1, 6)
        sketch.school_groups = tuple(f"groep{number}" for number in range(first, first + rng.randint(2, 3)))
    elif chance < 0.30:
        sketch.school_groups = tuple(f"klas{number}" for number in range(1, rng.randint(3, 6)))
    else:
        sketch.age = AgeDraft(*rng.choice(AGES))


def draw_enrolment(sketch: Sketch, *, start_any_time: bool | None = None) -> None:
    """Sign-up in every state; a few say when it opens and closes."""
    rng, today = sketch.rng, sketch.year.today
    statuses = (EnrolmentStatus.OPEN, EnrolmentStatus.FULL, EnrolmentStatus.WAITLIST, EnrolmentStatus.CLOSED, None)
    status = rng.choices(statuses, (60, 10, 10, 5, 15))[0]
    opens = closes = None
    if rng.random() < 0.15:
        opens = datetime.combine(today + timedelta(days=rng.randint(-40, 20)), time(9, 0), AMSTERDAM)
        closes = opens + timedelta(days=rng.randint(14, 90))
        if status is EnrolmentStatus.OPEN:  # it says that it is open, so its window says so too
            opens = min(opens, opens.replace(year=today.year, month=today.month, day=today.day) - timedelta(days=1))
            closes = max(closes, opens + timedelta(days=120))
    site, contact = sketch.host.organisation.website, sketch.host.organisation.contact
    sketch.enrolment = EnrolmentDraft(
        how=tuple(rng.sample(SIGN_UP, rng.randint(1, 2))),
        url=f"{site}/aanmelden",
        email=contact.email,
        opens_at=opens,
        closes_at=closes,
        start_any_time=start_any_time,
        allocation=rng.choice((Allocation.FIRST_COME, Allocation.LOTTERY, Allocation.INTAKE, None, None)),
        status=status,
        minimum=6 if rng.random() < 0.1 else None,
        goes_ahead=rng.choice((True, None)),
        trial=TrialDraft(1, rng.choice((0, 0, 500)), rng.choice((True, None))) if rng.random() < 0.2 else None,
    )


def make_club(sketch: Sketch) -> None:
    """A weekly club in the school year: the rung to stay on."""
    slot = t.pick_slot(sketch.rng)
    sketch.kind, sketch.stage, sketch.attendance = Kind.CLUB, Stage.JOIN, Attendance.ONSITE
    sketch.title = f"{sketch.subject.compound('club')} {sketch.host.name}"
    sketch.title_en = f"Club: {sketch.subject.en}"
    sketch.more = "Je komt elke week terug bij dezelfde groep."
    sketch.schedule = t.make_weekly(sketch.year, slot)
    if sketch.rng.random() < 0.15:
        sketch.schedule = t.upset(sketch.rng, sketch.year, sketch.schedule, slot)
    sketch.season = (sketch.year.first, sketch.year.last)
    sketch.runs_in_holidays = RunsInHolidays.NO
    sketch.money = m.draw_money(sketch.rng, m.price_club(sketch.rng), sketch.city.passes, free=0.3)
    draw_age(sketch)
    draw_enrolment(sketch, start_any_time=sketch.rng.choice((True, False, None)))


def make_course(sketch: Sketch) -> None:
    """Some weeks with the same group."""
    times = sketch.rng.choice((4, 5, 6, 6, 8, 8, 10, 12))
    slot = t.pick_slot(sketch.rng)
    sketch.kind, sketch.stage, sketch.attendance = Kind.COURSE, Stage.DEEPEN, Attendance.ONSITE
    sketch.title = f"Cursus {sketch.subject.nl} in {times} lessen"
    sketch.title_en = f"Course: {sketch.subject.en} in {times} lessons"
    sketch.more = f"Je leert het in {times} keer."
    sketch.schedule = t.make_course(sketch.rng, sketch.year, slot, times)
    if sketch.rng.random() < 0.1:
        sketch.schedule = t.upset(sketch.rng, sketch.year, sketch.schedule, slot)
    sketch.runs_in_holidays = RunsInHolidays.NO
    sketch.money = m.draw_money(sketch.rng, m.price_course(sketch.rng, times), sketch.city.passes)
    draw_age(sketch)
    draw_enrolment(sketch)


def make_workshop(sketch: Sketch) -> None:
    """Once, to see whether it is something for you."""
    slot = t.pick_slot(sketch.rng, minutes=(60, 90, 120))
    sketch.kind, sketch.stage, sketch.attendance = Kind.WORKSHOP, Stage.DISCOVER, Attendance.ONSITE
    endings = (f"Workshop {sketch.subject.nl}", f"{sketch.subject.compound('middag')} in {sketch.host.wijk_name}")
    sketch.title = sketch.rng.choice(endings)
    sketch.title_en = f"Workshop: {sketch.subject.en}"
    sketch.more = "Je maakt er in één keer kennis mee."
    sketch.is_one_off = True
    sketch.schedule = t.make_single(sketch.rng, sketch.year, slot, past=sketch.rng.random() < 0.06)
    sketch.money = m.draw_money(sketch.rng, m.price_session(sketch.rng), sketch.city.passes)
    draw_age(sketch)
    draw_enrolment(sketch)


def make_drop_in(sketch: Sketch) -> None:
    """Every week, walk in when you like, also in holidays."""
    slot = t.pick_slot(sketch.rng, minutes=(120, 150, 180))
    sketch.kind, sketch.attendance = Kind.DROP_IN, Attendance.ONSITE
    sketch.stage = sketch.rng.choice((Stage.DISCOVER, Stage.DEEPEN, None))
    sketch.title = f"{sketch.subject.compound('inloop')} {sketch.host.name}"
    sketch.title_en = f"Drop in: {sketch.subject.en}"
    sketch.more = "Je loopt binnen wanneer je wilt."
    sketch.schedule = t.make_weekly(sketch.year, slot, is_endless=True)
    sketch.runs_in_holidays = sketch.rng.choice((RunsInHolidays.YES, RunsInHolidays.SOME, None))
    sketch.money = m.draw_money(sketch.rng, m.price_session(sketch.rng), sketch.city.passes, free=0.7)
    sketch.enrolment = EnrolmentDraft(how=(EnrolmentHow.WALK_IN,), start_any_time=True)
    draw_age(sketch)


def make_event(sketch: Sketch) -> None:
    """A festival of one or two days."""
    days = sketch.rng.choice((1, 1, 2))
    slot = t.Slot(5, time(11, 0), 300)
    sketch.kind, sketch.stage, sketch.attendance = Kind.EVENT, Stage.DISCOVER, Attendance.ONSITE
    sketch.title = f"{sketch.subject.compound('festival')} {sketch.host.wijk_name}"
    sketch.title_en = f"Festival: {sketch.subject.en}"
    sketch.more = "Er is van alles te zien en te proberen."
    sketch.audience = (Audience.CHILDREN, Audience.FAMILIES)
    sketch.is_one_off = True
    sketch.schedule = t.make_single(sketch.rng, sketch.year, slot, days=days, past=sketch.rng.random() < 0.1)
    sketch.money = m.draw_money(sketch.rng, m.price_session(sketch.rng), sketch.city.passes, free=0.7)
    sketch.enrolment = EnrolmentDraft(how=(EnrolmentHow.WALK_IN,))


def make_open_day(sketch: Sketch) -> None:
    """A free look behind the door."""
    sketch.kind, sketch.stage, sketch.attendance = Kind.OPEN_DAY, Stage.DISCOVER, Attendance.ONSITE
    sketch.title, sketch.title_en = f"Open dag {sketch.host.organisation.name}", "Open day"
    sketch.more = "Je mag overal kijken en vragen stellen."
    sketch.audience = (Audience.CHILDREN, Audience.FAMILIES)
    sketch.is_one_off = True
    sketch.schedule = t.make_single(sketch.rng, sketch.year, t.Slot(6, time(12, 0), 240))
    sketch.money = m.FREE
    sketch.enrolment = EnrolmentDraft(how=(EnrolmentHow.WALK_IN,))


def make_camp(sketch: Sketch) -> None:
    """Some days of a school holiday; without known holidays no dates yet."""
    days, holiday = sketch.rng.choice((2, 3, 4, 5)), sketch.year.coming_holiday(sketch.rng)
    sketch.kind, sketch.attendance = Kind.CAMP, Attendance.ONSITE
    sketch.stage = sketch.rng.choice((Stage.DISCOVER, Stage.DEEPEN))
    sketch.title = f"{sketch.subject.compound('kamp')} {sketch.host.name}"
    sketch.title_en = f"Holiday camp: {sketch.subject.en}"
    sketch.more = "Je bent de hele dag bezig. Neem zelf eten mee."
    sketch.is_one_off = True
    sketch.schedule = ScheduleDraft("In de vakantie.") if holiday is None else t.make_camp(holiday, days)
    sketch.runs_in_holidays = RunsInHolidays.YES
    sketch.money = m.draw_money(sketch.rng, m.price_camp(sketch.rng, days), sketch.city.passes, free=0.25)
    draw_age(sketch)
    draw_enrolment(sketch)


def make_lesson(sketch: Sketch) -> None:
    """A lesson a school books, in class or at the host."""
    first = sketch.rng.randint(1, 6)
    is_secondary = sketch.rng.random() < 0.15
    sketch.kind, sketch.stage = sketch.rng.choice(((Kind.LESSON, Stage.DISCOVER), (Kind.PROGRAMME, Stage.DEEPEN)))
    sketch.attendance = sketch.rng.choice((Attendance.AT_SCHOOL, Attendance.ONSITE, Attendance.MOBILE))
    sketch.school_time, sketch.audience, sketch.individual = SchoolTime.DURING, (Audience.SCHOOLS,), False
    sketch.title, sketch.title_en = f"Les voor de klas: {sketch.subject.nl}", f"Class: {sketch.subject.en}"
    sketch.more = "Een les voor de hele klas."
    numbers = range(1, 4) if is_secondary else range(first, first + 3)
    sketch.school_groups = tuple(f"{'klas' if is_secondary else 'groep'}{number}" for number in numbers)
    sketch.school_types = (SchoolType.VMBO, SchoolType.HAVO, SchoolType.VWO) if is_secondary else (SchoolType.PO,)
    sketch.schedule = ScheduleDraft("In overleg, onder schooltijd.")
    sketch.money = m.draw_money(sketch.rng, m.price_class(sketch.rng), (), free=0.4)
    sketch.enrolment = EnrolmentDraft(how=(EnrolmentHow.MAIL,), email=sketch.host.organisation.contact.email)
    sketch.school = SchoolDraft(sketch.rng.randint(1, 6), 30, "Een kwartier lezen.", "group", (), ("september",))


def make_kit(sketch: Sketch) -> None:
    """A box of things for the class."""
    make_lesson(sketch)
    sketch.kind, sketch.attendance, sketch.stage = Kind.KIT, Attendance.AT_SCHOOL, None
    sketch.audience = sketch.rng.choice(((Audience.SCHOOLS,), (Audience.TEACHERS,)))
    sketch.title, sketch.title_en = f"Leskist {sketch.subject.nl}", f"Class kit: {sketch.subject.en}"
    sketch.more = "Een kist vol spullen, met uitleg voor de leerkracht."


def make_loan(sketch: Sketch) -> None:
    """Something to take home for a while."""
    thing = sketch.subject.loan or f"Doekist {sketch.subject.nl}"
    sketch.kind, sketch.attendance = Kind.LOAN, Attendance.HOME
    sketch.stage = sketch.rng.choice((Stage.DISCOVER, None))
    sketch.title, sketch.title_en = f"{thing} lenen", f"Borrow a kit: {sketch.subject.en}"
    sketch.more = "Je neemt het mee naar huis en brengt het later terug."
    sketch.audience = (Audience.CHILDREN, Audience.FAMILIES)
    sketch.schedule = ScheduleDraft("Ophalen wanneer het open is.")
    sketch.money = m.draw_money(sketch.rng, m.price_loan(sketch.rng), sketch.city.passes, free=0.6)
    sketch.enrolment = EnrolmentDraft(how=(EnrolmentHow.WALK_IN,), start_any_time=True)
    sketch.loan = LoanDraft(sketch.rng.choice((7, 14, 21)), sketch.rng.choice((None, 2000)), True, None)


def make_online(sketch: Sketch) -> None:
    """Over the internet, some in a weekly group, some whenever one likes."""
    sketch.kind, sketch.attendance = sketch.rng.choice((Kind.COURSE, Kind.WORKSHOP)), Attendance.ONLINE
    sketch.stage = sketch.rng.choice((Stage.DISCOVER, Stage.DEEPEN))
    sketch.title, sketch.title_en = f"Online: {sketch.subject.nl}", f"Online: {sketch.subject.en}"
    sketch.more = "Je doet mee via internet, gewoon thuis."
    sketch.service_area = (sketch.city.code,)
    slot = t.pick_slot(sketch.rng, minutes=(45, 60))
    endless = ScheduleDraft("Wanneer je wilt.")
    sketch.schedule = t.make_course(sketch.rng, sketch.year, slot, 6) if sketch.rng.random() < 0.6 else endless
    sketch.money = m.draw_money(sketch.rng, m.price_course(sketch.rng, 6), (), free=0.6)
    sketch.spoken_languages = sketch.rng.choice((("nl",), ("nl", "en"), ("en",)))
    draw_age(sketch)
    draw_enrolment(sketch)


def make_after_school(sketch: Sketch) -> None:
    """A club at a school or a BSO, only for its own children."""
    is_childcare = sketch.host.kind == "childcare"
    slot = t.Slot(sketch.rng.randrange(5), sketch.rng.choice((time(14, 15), time(14, 30), time(15, 0))), 60)
    sketch.kind, sketch.stage = Kind.CLUB, sketch.rng.choice((Stage.JOIN, Stage.DEEPEN))
    sketch.attendance = Attendance.ONSITE if is_childcare else Attendance.AT_SCHOOL
    sketch.title = f"{sketch.subject.compound('club')} na school bij {sketch.host.organisation.name}"
    sketch.title_en = f"After school: {sketch.subject.en}"
    sketch.more = "De club is meteen na school."
    kind = OpenTo.BSO_OF if is_childcare else OpenTo.PUPILS_OF
    sketch.open_to = OpenToDraft(kind, (sketch.host.id,))
    sketch.part_of_childcare = is_childcare
    sketch.schedule = t.make_weekly(sketch.year, slot)
    sketch.season = (sketch.year.first, sketch.year.last)
    sketch.runs_in_holidays = RunsInHolidays.NO
    sketch.money = m.draw_money(sketch.rng, m.price_club(sketch.rng), sketch.city.passes, free=0.75)
    first = sketch.rng.randint(3, 6)
    sketch.school_groups = tuple(f"groep{number}" for number in range(first, first + 3))
    how = EnrolmentHow.VIA_BSO if is_childcare else EnrolmentHow.VIA_SCHOOL
    sketch.enrolment = EnrolmentDraft(how=(how,), status=EnrolmentStatus.OPEN)


def make_toddlers(sketch: Sketch) -> None:
    """For under fours, with ages in months, parents stay."""
    slot = t.Slot(sketch.rng.choice((1, 2, 3, 4)), sketch.rng.choice((time(9, 30), time(10, 0))), 45)
    low = sketch.rng.choice((3, 6, 12, 18, 24, 30))
    high = min(47, low + sketch.rng.choice((11, 17, 23)))
    sketch.kind, sketch.attendance = Kind.DROP_IN, Attendance.ONSITE
    sketch.stage = Stage.DISCOVER
    sketch.title, sketch.title_en = f"Peuters: {sketch.subject.nl}", f"Toddlers: {sketch.subject.en}"
    sketch.more = "Samen met je vader, moeder of oppas."
    sketch.audience = (Audience.FAMILIES,)
    sketch.age = AgeDraft(low // 12, high // 12, low, high)
    sketch.parents_may_stay = True
    sketch.schedule = t.make_weekly(sketch.year, slot)
    sketch.season = (sketch.year.first, sketch.year.last)
    sketch.runs_in_holidays = RunsInHolidays.NO
    sketch.money = m.draw_money(sketch.rng, m.price_session(sketch.rng), sketch.city.passes, free=0.6)
    sketch.enrolment = EnrolmentDraft(how=(EnrolmentHow.WALK_IN,), start_any_time=True)


Recipe = Callable[[Sketch], None]
ANYWHERE = ("community", "workshop", "museum", "theatre", "farm", "outdoors", "sports", "library", "person")
RECIPES: tuple[tuple[int, Recipe, tuple[str, ...]], ...] = (
    (21, make_club, ("sports", "community", "theatre", "workshop", "outdoors", "farm", "person")),
    (16, make_course, ANYWHERE),
    (15, make_workshop, ANYWHERE),
    (10, make_drop_in, ("community", "library", "workshop", "farm")),
    (5, make_event, ANYWHERE),
    (2, make_open_day, ANYWHERE),
    (5, make_camp, ("sports", "farm", "outdoors", "theatre", "workshop")),
    (6, make_lesson, ("museum", "farm", "library", "workshop", "theatre")),
    (2, make_kit, ("museum", "library", "farm")),
    (4, make_loan, ("library", "workshop", "museum")),
    (3, make_online, ("library", "workshop", "person")),
    (7, make_after_school, ("school", "school", "childcare")),
    (4, make_toddlers, ("library", "community", "farm")),
)
"""(how many of a hundred, recipe, the hosts that do it)."""
