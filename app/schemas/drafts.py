"""The writable wire shape: JSON as partners and files give it, to drafts; every fault named at once.

A record printed by `wegwijzer dump` is accepted as it is: what the catalogue itself works out is read past.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field

from app.domain.draft import ActivityDraft, Contact, OrganisationDraft, PlaceDraft, Texts
from app.domain.draft_parts import AccessibilityDraft, AgeDraft, EnrolmentDraft, OpenToDraft
from app.domain.route import RouteDraft
from app.domain.vocabulary import (
    Attendance,
    Audience,
    Cost,
    Kind,
    PriceKind,
    RunsInHolidays,
    SchoolTime,
    SchoolType,
    Stage,
    Status,
)
from app.errors import Fault, InvalidInput
from app.schemas.base import (
    Dates,
    Flag,
    Id,
    LanguageTag,
    Line,
    Many,
    MaybeSummary,
    MaybeText,
    SchoolGroup,
    Slug,
    Stamp,
    Title,
    Wire,
)
from app.schemas.draft_parts import (
    AcceptsIn,
    AccessibilityIn,
    AgeIn,
    CommitmentIn,
    ContactIn,
    EnrolmentIn,
    GroupIn,
    ImageIn,
    LoanIn,
    OpenToIn,
    PrerequisiteIn,
    PriceIn,
    SchoolIn,
    SupervisionIn,
    TextsIn,
)
from app.schemas.draft_places import OrganisationIn, OrganisationRefIn, PartnerIn, PlaceIn, SourceIn
from app.schemas.draft_routes import RouteIn, check_route
from app.schemas.draft_rules import check_activity
from app.schemas.draft_schedule import ScheduleIn, SeasonIn, SessionIn, build_schedule, find_zone
from app.schemas.faults import Problem, read_wire

T = TypeVar("T")
# fmt: off
READ_ONLY = frozenset({
    "id", "url", "shortUrl", "languages", "nextSession", "sessionCount", "help", "routes", "freshness", "missing",
    "createdAt", "modifiedAt", "version", "distanceM",
})
# fmt: on
"""Members of the full shape that the catalogue works out itself."""


class ActivityIn(Wire):
    """One activity, the writable subset of the wire shape. What is left out or null is unknown."""

    source: SourceIn
    language: LanguageTag | None = None
    title: Title
    summary: MaybeSummary = None
    description: MaybeText = None
    first_visit: MaybeText = None
    bring: MaybeText = None
    takes_home: MaybeText = None
    translations: dict[LanguageTag, TextsIn] | None = Field(default=None, max_length=40)
    organisation: OrganisationRefIn | None
    partners: Many[PartnerIn] = ()
    place: PlaceIn | None = None
    attendance: Attendance | None = None
    service_area: Many[Line] = ()
    themes: Many[Slug] = ()
    stage: Stage | None = None
    kind: Kind | None = None
    school_time: SchoolTime | None = None
    audience: Many[Audience] = ()
    individual: Flag | None = None
    open_to: OpenToIn | None = None
    invites: Many[Line] = ()
    school_types: Many[SchoolType] = ()
    school_groups: Many[SchoolGroup] = ()
    age: AgeIn | None = None
    cost: Cost | None = None
    prices: Many[PriceIn] = ()
    commitment: CommitmentIn | None = None
    free_trial: Flag | None = None
    accepts: Many[AcceptsIn] = ()
    schedule: ScheduleIn | None = None
    sessions: Dates[SessionIn] = ()
    season: SeasonIn | None = None
    runs_in_holidays: RunsInHolidays | None = None
    is_one_off: Flag | None = None
    enrolment: EnrolmentIn | None = None
    prerequisites: Many[PrerequisiteIn] = ()
    accessibility: AccessibilityIn | None = None
    spoken_languages: Many[LanguageTag] = ()
    no_experience_needed: Flag | None = None
    parents_may_stay: Flag | None = None
    supervision: SupervisionIn | None = None
    group: GroupIn | None = None
    part_of_childcare: Flag | None = None
    school: SchoolIn | None = None
    loan: LoanIn | None = None
    follow_up: Many[Id] = ()
    replaced_by: Id | None = None
    image: ImageIn | None = None
    contact: ContactIn | None = None
    status: Status | None = None
    is_example: Flag | None = None
    confirmed_at: Stamp | None = None

    def to_draft(self) -> ActivityDraft:
        """As in the domain; null becomes the default of the draft."""
        zone = find_zone(self.schedule.timezone if self.schedule else None) or ZoneInfo("Europe/Amsterdam")
        season, supervision, group = self.season or SeasonIn(), self.supervision, self.group
        return ActivityDraft(
            source=self.source.to_draft(),
            texts=Texts(self.title, self.summary, self.description, self.first_visit, self.bring, self.takes_home),
            organisation=self.organisation.to_draft() if self.organisation else None,
            language=self.language or "nl",
            translations=tuple(
                (language, texts.to_draft()) for language, texts in sorted((self.translations or {}).items())
            ),
            partners=tuple(partner.to_draft() for partner in self.partners),
            place=self.place.to_draft() if self.place else None,
            attendance=self.attendance,
            service_area=_distinct(self.service_area),
            themes=_distinct(self.themes),
            stage=self.stage,
            kind=self.kind,
            school_time=self.school_time,
            audience=_distinct(self.audience),
            individual=self.individual,
            open_to=self.open_to.to_draft() if self.open_to else OpenToDraft(),
            invites=self.invites,
            school_types=_distinct(self.school_types),
            school_groups=_distinct(self.school_groups),
            age=self.age.to_draft() if self.age else AgeDraft(),
            cost=self.cost or self._cost_of_prices(),
            prices=tuple(price.to_draft() for price in self.prices),
            commitment=self.commitment.to_draft() if self.commitment else None,
            free_trial=self.free_trial,
            accepts=tuple(accepted.to_draft() for accepted in self.accepts),
            schedule=build_schedule(self.schedule, self.sessions, zone),
            season_from=season.from_,
            season_to=season.to,
            runs_in_holidays=self.runs_in_holidays,
            is_one_off=self.is_one_off,
            enrolment=self.enrolment.to_draft(zone) if self.enrolment else EnrolmentDraft(),
            prerequisites=tuple(needed.to_draft() for needed in self.prerequisites),
            accessibility=self.accessibility.to_draft() if self.accessibility else AccessibilityDraft(),
            spoken_languages=_distinct(self.spoken_languages),
            no_experience_needed=self.no_experience_needed,
            parents_may_stay=self.parents_may_stay,
            supervision_by=supervision.by if supervision else None,
            supervision_note=supervision.note if supervision else None,
            group_size=group.size if group else None,
            group_together=group.together if group else None,
            part_of_childcare=self.part_of_childcare,
            school=self.school.to_draft() if self.school else None,
            loan=self.loan.to_draft() if self.loan else None,
            follow_up=_distinct(self.follow_up),
            replaced_by=self.replaced_by,
            image=self.image.to_draft() if self.image else None,
            contact=self.contact.to_draft() if self.contact else Contact(),
            status=self.status or Status.OPEN,
            is_example=bool(self.is_example),
            confirmed_at=self.confirmed_at,
        )

    def _cost_of_prices(self) -> Cost:
        """Who states a base price above nothing and no cost has said that it is paid; nothing else can be concluded."""
        is_paid = any(price.amount for price in self.prices if price.kind in (None, PriceKind.BASE))
        return Cost.PAID if is_paid else Cost.UNKNOWN


def _check_nothing(_wire: Wire) -> Iterator[Problem]:
    """Organisations and places have no rules between their fields."""
    return iter(())


def _distinct(items: tuple[T, ...]) -> tuple[T, ...]:
    """In the order given, each once."""
    return tuple(dict.fromkeys(items)) if len(items) > 1 else items


_SPARE_ACTIVITY: Mapping[str, Any] = {
    "source": {"name": "?", "externalId": "?"},
    "title": "?",
    "organisation": None,
}
_SPARE: Mapping[str, Any] = {
    "source": {"name": "?", "externalId": "?"},
    "title": "?",
    "organisation": None,
    "name": "?",
    "steps": [],
}


def parse_activity(data: Mapping[str, Any], *, ignore_read_only: bool = True) -> ActivityDraft:
    """The draft in a JSON object. Raises InvalidInput naming every fault.

    With `ignore_read_only` a full item of the catalogue is accepted: what it works out itself is read past, the base
    language and the day of confirmation are taken from `languages` and `freshness`. Otherwise such a member is a fault.
    """
    body = _writable(data) if ignore_read_only and isinstance(data, Mapping) else data
    return read_wire(ActivityIn, body, check_activity, _SPARE, READ_ONLY).to_draft()


def find_known_faults(data: Mapping[str, Any], find: Callable[[ActivityDraft], Iterable[Fault]]) -> list[Fault]:
    """What `find` (which knows the themes and areas there are) says of the sound themes and areas in a body that has
    other faults, so that neither hides the other."""
    parts = {name: data.get(name) for name in ("themes", "serviceArea", "openTo")}
    found: list[Fault] = []
    for name, part in parts.items():
        try:
            draft = parse_activity({**_SPARE_ACTIVITY, name: part})
        except InvalidInput:
            continue
        found += find(draft)
    return found


def _writable(data: Mapping[str, Any]) -> dict[str, Any]:
    body = {name: value for name, value in data.items() if name not in READ_ONLY}
    languages, freshness, schedule = data.get("languages"), data.get("freshness"), data.get("schedule")
    if "language" not in body and isinstance(languages, list) and languages:
        body["language"] = languages[0]
    if "confirmedAt" not in body and isinstance(freshness, dict):
        body["confirmedAt"] = freshness.get("confirmedAt")
    if isinstance(schedule, dict) and schedule.get("rules"):
        body.pop("sessions", None)
    return body


def parse_organisation(data: Mapping[str, Any]) -> OrganisationDraft:
    """The draft in a JSON object. Raises InvalidInput naming every fault."""
    return read_wire(OrganisationIn, data, _check_nothing, _SPARE).to_draft()


def parse_place(data: Mapping[str, Any]) -> PlaceDraft:
    """The draft in a JSON object. Raises InvalidInput naming every fault."""
    return read_wire(PlaceIn, data, _check_nothing, _SPARE).to_draft()


def parse_route(data: Mapping[str, Any]) -> RouteDraft:
    """The draft in a JSON object. Raises InvalidInput naming every fault."""
    return read_wire(RouteIn, data, check_route, _SPARE).to_draft()
