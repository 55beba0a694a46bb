"""One sample activity while it is being made: who, what and where are drawn, a recipe fills in the rest."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from app.domain.draft import ActivityDraft, Contact, PartnerRef, PlaceDraft, Source, Texts
from app.domain.draft_parts import (
    AccessibilityDraft,
    AgeDraft,
    EnrolmentDraft,
    LoanDraft,
    OpenToDraft,
    PrerequisiteDraft,
    ScheduleDraft,
    SchoolDraft,
)
from app.domain.vocabulary import (
    Attendance,
    Audience,
    Kind,
    RunsInHolidays,
    SchoolTime,
    SchoolType,
    Stage,
    Status,
)
from app.services.sample.city import SOURCE, City, Host
from app.services.sample.money import Money
from app.services.sample.times import Year
from app.services.sample.words import Subject

STAYS_TOGETHER = {Kind.CLUB: True, Kind.COURSE: True, Kind.DROP_IN: False}


@dataclass(slots=True)
class Sketch:
    """The drawn parts and what a recipe decides; unset means not stated."""

    rng: Random
    city: City
    year: Year
    subject: Subject
    host: Host
    external_id: str
    title: str = ""
    title_en: str = ""
    more: str = ""
    description: str | None = None
    kind: Kind | None = None
    stage: Stage | None = None
    attendance: Attendance | None = None
    school_time: SchoolTime | None = SchoolTime.OUTSIDE
    audience: tuple[Audience, ...] = (Audience.CHILDREN,)
    individual: bool | None = True
    open_to: OpenToDraft = field(default_factory=OpenToDraft)
    school_types: tuple[SchoolType, ...] = ()
    school_groups: tuple[str, ...] = ()
    age: AgeDraft = field(default_factory=AgeDraft)
    money: Money = field(default_factory=Money)
    schedule: ScheduleDraft = field(default_factory=ScheduleDraft)
    season: tuple[date, date] | None = None
    runs_in_holidays: RunsInHolidays | None = None
    is_one_off: bool | None = False
    enrolment: EnrolmentDraft = field(default_factory=EnrolmentDraft)
    prerequisites: tuple[PrerequisiteDraft, ...] = ()
    accessibility: AccessibilityDraft = field(default_factory=AccessibilityDraft)
    spoken_languages: tuple[str, ...] = ("nl",)
    translations: tuple[tuple[str, Texts], ...] = ()
    first_visit: str | None = None
    bring: str | None = None
    takes_home: str | None = None
    invites: tuple[str, ...] = ()
    no_experience_needed: bool | None = None
    parents_may_stay: bool | None = None
    group_size: int | None = None
    part_of_childcare: bool | None = None
    school: SchoolDraft | None = None
    loan: LoanDraft | None = None
    partners: tuple[PartnerRef, ...] = ()
    place: PlaceDraft | None = None
    service_area: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    replaced_by: str | None = None
    status: Status = Status.OPEN
    is_example: bool = True
    confirmed_at: datetime | None = None

    def finish(self) -> ActivityDraft:
        """The draft."""
        return ActivityDraft(
            source=Source(SOURCE, self.external_id),
            texts=Texts(
                title=self.title,
                summary=f"{self.subject.do_nl} {self.more}".strip(),
                description=self.description,
                first_visit=self.first_visit,
                bring=self.bring,
                takes_home=self.takes_home,
            ),
            organisation=self.host.organisation,
            translations=self.translations,
            partners=self.partners,
            place=self.place,
            attendance=self.attendance,
            service_area=self.service_area,
            themes=self.themes,
            stage=self.stage,
            kind=self.kind,
            school_time=self.school_time,
            audience=self.audience,
            individual=self.individual,
            open_to=self.open_to,
            invites=self.invites,
            school_types=self.school_types,
            school_groups=self.school_groups,
            age=self.age,
            cost=self.money.cost,
            prices=self.money.prices,
            commitment=self.money.commitment,
            free_trial=self.money.free_trial,
            accepts=self.money.accepts,
            schedule=self.schedule,
            season_from=self.season[0] if self.season else None,
            season_to=self.season[1] if self.season else None,
            runs_in_holidays=self.runs_in_holidays,
            is_one_off=self.is_one_off,
            enrolment=self.enrolment,
            prerequisites=self.prerequisites,
            accessibility=self.accessibility,
            spoken_languages=self.spoken_languages,
            no_experience_needed=self.no_experience_needed,
            parents_may_stay=self.parents_may_stay,
            group_size=self.group_size,
            group_together=None if self.kind is None else STAYS_TOGETHER.get(self.kind),
            part_of_childcare=self.part_of_childcare,
            school=self.school,
            loan=self.loan,
            follow_up=self.follow_up,
            replaced_by=self.replaced_by,
            contact=Contact(email=self.host.organisation.contact.email),
            status=self.status,
            is_example=self.is_example,
            confirmed_at=self.confirmed_at,
        )
