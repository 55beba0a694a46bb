"""From a draft and what it names to the row that is stored: dates, listing, document and card."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import orjson

from app.domain.calendar import AMSTERDAM, HolidayCalendar
from app.domain.draft import ActivityDraft
from app.domain.listing import SessionTime, to_row
from app.domain.listing_of import listing_of
from app.domain.resolved import OrganisationFacts, PlaceFacts, Resolved
from app.domain.schedule import bounds_end, expand_sessions, session_window
from app.domain.vocabulary import RunsInHolidays, Status
from app.schemas.activity import build_card, build_document, to_json
from app.schemas.drafts import parse_activity
from app.services.areas import AreaLocator
from app.store.activities import StoredActivity

EXPANDED_FOR = timedelta(days=7)
"""How old the dates of an activity may grow before a write that changes nothing else renews them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft with what it names. `gemeente`: where school holidays are looked up."""

    id: str
    draft: ActivityDraft
    organisation: OrganisationFacts | None
    partners: tuple[tuple[OrganisationFacts, str], ...]
    place: PlaceFacts | None
    gemeente: str | None


@dataclass(frozen=True, slots=True)
class Stamps:
    """What a row says of itself rather than of the activity."""

    version: int
    created_at: datetime
    modified_at: datetime
    confirmed_at: datetime
    expanded_on: date


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders rows at `now`."""

    locator: AreaLocator
    calendar: HolidayCalendar
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(AMSTERDAM).date()

    def render(self, subject: Subject, held: StoredActivity | None) -> StoredActivity:
        """The row as it should be; `held` itself when there is nothing to write.

        A later confirmation or newer dates alone give a row with the same version. Raises InvalidInput for a schedule
        that cannot be expanded.
        """
        confirmed_at = subject.draft.confirmed_at
        if held is None:
            return self.build(subject, Stamps(1, self.now, self.now, confirmed_at or self.now, self.today))
        as_held = Stamps(held.version, held.created_at, held.modified_at, held.confirmed_at, held.expanded_on)
        if self._is_over(subject.draft, held):
            subject = replace(subject, draft=replace(subject.draft, status=held.status))
        if held.is_deleted or replace(self.build(subject, as_held), seq=held.seq) != held:
            confirmed_at = confirmed_at or held.confirmed_at
            return self.build(subject, Stamps(held.version + 1, held.created_at, self.now, confirmed_at, self.today))
        is_old = self.today - held.expanded_on > EXPANDED_FOR
        is_confirmed = confirmed_at is not None and confirmed_at > held.confirmed_at and not subject.draft.is_example
        if not is_old and not is_confirmed:
            return held
        confirmed = confirmed_at if confirmed_at is not None and is_confirmed else held.confirmed_at
        return self.build(subject, replace(as_held, confirmed_at=confirmed, expanded_on=self.today))

    def _is_over(self, draft: ActivityDraft, held: StoredActivity) -> bool:
        """Whether the draft calls ended what time alone has ended, as a dumped item does: that is no edit."""
        if draft.status is not Status.ENDED or held.status in (Status.ENDED, Status.CANCELLED):
            return False
        ends_at = bounds_end(draft.schedule, draft.season_to)
        return ends_at is not None and ends_at <= self.now

    def build(self, subject: Subject, stamps: Stamps) -> StoredActivity:
        """The row with these stamps."""
        draft = subject.draft
        resolved = Resolved(
            id=subject.id,
            draft=draft,
            organisation=subject.organisation,
            place=subject.place,
            sessions=self._expand(subject, stamps.expanded_on),
            version=stamps.version,
            created_at=stamps.created_at,
            modified_at=stamps.modified_at,
            partners=subject.partners,
        )
        place_gemeente = subject.place.gemeente.code if subject.place and subject.place.gemeente else None
        region = self.locator.holiday_region_of(place_gemeente)
        listing = listing_of(resolved, confirmed_at=stamps.confirmed_at, holiday_region=region and region.value)
        document = build_document(resolved)
        return StoredActivity(
            id=subject.id,
            source_name=draft.source.name,
            external_id=draft.source.external_id,
            organisation_id=subject.organisation.id if subject.organisation else None,
            place_id=subject.place.id if subject.place else None,
            status=draft.status,
            version=stamps.version,
            is_example=draft.is_example,
            is_deleted=False,
            created_at=stamps.created_at,
            modified_at=stamps.modified_at,
            confirmed_at=stamps.confirmed_at,
            expanded_on=stamps.expanded_on,
            listing=orjson.dumps(to_row(listing)).decode(),
            card=to_json(build_card(document)).decode(),
            document=to_json(document).decode(),
        )

    def _expand(self, subject: Subject, day: date) -> tuple[SessionTime, ...]:
        draft = subject.draft
        if not draft.schedule.rules and not draft.schedule.exceptions:
            return ()
        first, last = session_window(day, draft.season_from, draft.season_to)
        region = self.locator.holiday_region_of(subject.gemeente)
        is_off = draft.runs_in_holidays is RunsInHolidays.NO
        skip = self.calendar.days_off(region and region.value, first, last) if is_off else ()
        return expand_sessions(draft.schedule, first_day=first, last_day=last, skip=skip)


_NO_PARTNERS = '"partners":[]'


def read_partner_ids(row: StoredActivity) -> list[str]:
    """The organisations that take part in a stored activity."""
    if _NO_PARTNERS in row.document:
        return []
    return [part["id"] for part in orjson.loads(row.document).get("partners", ())]


def read_back(row: StoredActivity) -> tuple[ActivityDraft, tuple[tuple[OrganisationFacts, str], ...]]:
    """The draft a stored row was made of, without its place, and its partners."""
    document = orjson.loads(row.document)
    partners = tuple((OrganisationFacts(part["id"], part["name"]), part["role"]) for part in document["partners"])
    draft = parse_activity(document | {"status": row.status.value, "place": None})
    return replace(draft, confirmed_at=row.confirmed_at), partners
