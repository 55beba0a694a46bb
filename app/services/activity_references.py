"""The organisations and places of one batch: read once, brought up to date, written before the activities."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from app.domain.caller import OPERATOR, Caller
from app.domain.draft import ActivityDraft, OrganisationDraft, PlaceDraft
from app.domain.resolved import OrganisationFacts, PlaceFacts
from app.errors import Fault, InvalidInput
from app.services.activity_access import (
    find_owner,
    identify_named_place,
    refuse_organisation,
    refuse_unknown,
    settle_foreign_place,
)
from app.services.activity_checks import warn_of_place
from app.services.activity_rendering import Subject, read_back, read_partner_ids
from app.services.areas import AreaLocator
from app.services.audit import AuditEntry
from app.services.recording import describe_record
from app.services.registry import (
    Identity,
    complete_place,
    identify_organisation,
    organisation_facts,
    place_facts,
    relocate_place,
    update_organisation,
    update_place,
)
from app.store import activities, organisations, places
from app.store.activities import StoredActivity
from app.store.organisations import StoredOrganisation
from app.store.places import StoredPlace

Site = tuple[PlaceDraft, str | None]


class References:
    """Belongs to one transaction. What the caller may not write is only referred to."""

    def __init__(self, session: Session, locator: AreaLocator, now: datetime, caller: Caller = OPERATOR) -> None:
        self._session = session
        self._locator = locator
        self._now = now
        self._caller = caller
        self._stored: dict[str, StoredOrganisation | StoredPlace] = {}
        self._organisations: dict[str, StoredOrganisation] = {}
        self._places: dict[str, StoredPlace] = {}
        self._before: dict[str, OrganisationFacts | PlaceFacts] = {}
        self._changed: set[str] = set()
        self._used: set[str] = set()
        self._identities: dict[tuple[OrganisationDraft, str], Identity] = {}
        self._sites: dict[Site, Identity] = {}
        self._known_organisations: dict[tuple[OrganisationDraft, str], str] = {}
        self._known_places: dict[Site, tuple[str, tuple[Fault, ...]]] = {}
        self._facts: dict[str, PlaceFacts] = {}

    def load(self, drafts: Sequence[ActivityDraft]) -> None:
        """Read what is stored of everything the drafts name; only these drafts can be resolved."""
        named = {(one, draft.source.name) for draft in drafts for one in _organisations_of(draft)}
        self._identities |= {key: identify_organisation(*key) for key in named}
        stated = {self._site_of(draft, draft.place) for draft in drafts if draft.place is not None}
        self._sites |= {site: identify_named_place(self._caller, *site) for site in stated}
        self._read([one.id for one in self._identities.values()], [one.id for one in self._sites.values()])

    def load_rows(self, rows: Sequence[StoredActivity]) -> None:
        """Read the organisations, partners and places of stored activities."""
        named = {row.organisation_id for row in rows if row.organisation_id is not None}
        named.update(id_ for row in rows for id_ in read_partner_ids(row))
        self._read(named, {row.place_id for row in rows if row.place_id is not None})

    def _read(self, organisation_ids: Collection[str], place_ids: Collection[str]) -> None:
        missing = set(organisation_ids) - self._organisations.keys()
        found = organisations.find_many(self._session, missing)
        sites = places.find_many(self._session, set(place_ids) - self._places.keys())
        self._organisations |= found
        self._places |= sites
        self._stored |= found
        self._stored |= sites

    def resolve(self, id_: str, draft: ActivityDraft) -> tuple[Subject, tuple[Fault, ...]]:
        """The draft with its organisation, partners and place looked up, and what could not be."""
        organisation = None if draft.organisation is None else self._resolve_organisation(draft, draft.organisation)
        partners = tuple(
            (self._resolve_partner(draft, partner.organisation, at), partner.role)
            for at, partner in enumerate(draft.partners)
        )
        place_id, warnings = (None, ()) if draft.place is None else self._resolve_place(draft, draft.place)
        place = None if place_id is None else self._facts_of(place_id)
        gemeente = _gemeente_of(draft, place, self._locator)
        facts = None if organisation is None else organisation_facts(organisation)
        return Subject(id_, draft, facts, partners, place, gemeente), warnings

    def read_again(self, row: StoredActivity) -> Subject:
        """A stored activity with its present organisation and place."""
        draft, partners = read_back(row)
        organisation = None if row.organisation_id is None else self._organisations[row.organisation_id]
        place = None if row.place_id is None else self._facts_of(row.place_id)
        facts = None if organisation is None else organisation_facts(organisation)
        partners = tuple((self._present_name(partner), role) for partner, role in partners)
        return Subject(row.id, draft, facts, partners, place, _gemeente_of(draft, place, self._locator))

    def _present_name(self, partner: OrganisationFacts) -> OrganisationFacts:
        stored = self._organisations.get(partner.id)
        return partner if stored is None else OrganisationFacts(stored.id, stored.name)

    def keep(self, subject: Subject) -> None:
        """The activity is accepted, so what it names is written too; what only refused drafts name is not."""
        if subject.organisation is not None:
            self._used.add(subject.organisation.id)
        if subject.place is not None:
            self._used.add(subject.place.id)
        self._used.update(facts.id for facts, _ in subject.partners)

    def relocate(self, place_ids: Collection[str]) -> None:
        """Look up these places in the boundaries again; `save` and `find_affected` do the rest."""
        self._read((), place_ids)
        for id_ in place_ids:
            wanted = relocate_place(self._places[id_], self._locator, self._now)
            if wanted is not self._places[id_]:
                self._before.setdefault(id_, self._facts_of(id_))
                self._replace_place(wanted)
                self._used.add(id_)

    def save(self) -> list[AuditEntry]:
        """Write what changed; its lines for the audit log."""
        changed = sorted(self._changed & self._used)
        rows = [self._organisations[id_] for id_ in changed if id_ in self._organisations]
        organisations.upsert_many(self._session, rows, key_id=self._caller.key_id)
        sites = [self._places[id_] for id_ in changed if id_ in self._places]
        places.upsert_many(self._session, sites, key_id=self._caller.key_id)
        changed_records: list[StoredOrganisation | StoredPlace] = [*rows, *sites]
        return [describe_record(self._stored.get(row.id), row) for row in changed_records]

    def is_hidden(self, place_id: str) -> bool:
        """Whether the address of this place is told after enrolment only."""
        return self._facts_of(place_id).is_hidden

    def find_affected(self, exclude: Collection[str]) -> Iterator[StoredActivity]:
        """Other activities that show what changed: those of the same organisation or place."""
        found: dict[str, StoredActivity] = {}
        for id_, before in self._before.items():
            if id_ not in self._used:
                continue
            if isinstance(before, OrganisationFacts):
                is_same = before == organisation_facts(self._organisations[id_])
                rows = [] if is_same else activities.find_by_organisation(self._session, id_)
                if before.name != self._organisations[id_].name:
                    rows += activities.find_by_partner(self._session, id_)
            else:
                is_same = before == self._facts_of(id_)
                rows = [] if is_same else activities.find_by_place(self._session, id_)
            found.update((row.id, row) for row in rows if row.id not in exclude)
        self.load_rows(list(found.values()))
        yield from found.values()

    def change_organisation(self, wanted: StoredOrganisation) -> None:
        """Write this organisation as it is here; `save` and `find_affected` do the rest."""
        self._read([wanted.id], ())
        held = self._organisations.get(wanted.id)
        if held is not None:
            self._before.setdefault(wanted.id, organisation_facts(held))
        self._organisations[wanted.id] = wanted
        self._changed.add(wanted.id)
        self._used.add(wanted.id)

    def change_place(self, wanted: StoredPlace) -> None:
        """Write this place as it is here; `save` and `find_affected` do the rest."""
        self._read((), [wanted.id])
        if wanted.id in self._places:
            self._before.setdefault(wanted.id, self._facts_of(wanted.id))
        self._replace_place(wanted)
        self._used.add(wanted.id)

    def _resolve_organisation(self, activity: ActivityDraft, draft: OrganisationDraft) -> StoredOrganisation:
        """A partner's activities belong to its own organisations, and only say which one: they change none."""
        identity = self._identities[draft, activity.source.name]
        if not self._caller.owns(identity.id):
            raise InvalidInput([refuse_organisation()])
        held = self._organisations.get(identity.id)
        return held if held is not None and not self._caller.is_admin else self._make_organisation(activity, draft)

    def _make_organisation(self, activity: ActivityDraft, draft: OrganisationDraft) -> StoredOrganisation:
        key = (draft, activity.source.name)
        known = self._known_organisations.get(key)
        if known is None:
            identity = self._identities[key]
            held = self._organisations.get(identity.id)
            wanted = update_organisation(draft, identity, held, self._now, self._locator)
            self._known_organisations[key] = known = self._keep_organisation(activity, identity, held, wanted)
        return self._organisations[known]

    def _resolve_partner(self, activity: ActivityDraft, draft: OrganisationDraft, at: int) -> OrganisationFacts:
        """A partner is made when it is new, but only its own activities change it."""
        identity = self._identities[draft, activity.source.name]
        held = self._organisations.get(identity.id)
        if held is None and draft.id is not None and not self._caller.is_admin:
            raise InvalidInput([refuse_unknown("organisation", f"/partners/{at}/id")])
        return organisation_facts(held or self._make_organisation(activity, draft))

    def _keep_organisation(
        self, activity: ActivityDraft, identity: Identity, held: StoredOrganisation | None, wanted: StoredOrganisation
    ) -> str:
        if wanted is not held:
            if held is not None:
                self._before.setdefault(identity.id, organisation_facts(held))
            is_new = held is None
            self._organisations[identity.id] = replace(wanted, is_example=activity.is_example) if is_new else wanted
            self._changed.add(identity.id)
        return identity.id

    def _site_of(self, activity: ActivityDraft, place: PlaceDraft) -> "Site":
        """A place with the organisation that speaks of it; for who may change every place that makes no difference."""
        if self._caller.is_admin or activity.organisation is None:
            return place, None
        return place, self._identities[activity.organisation, activity.source.name].id

    def _resolve_place(self, activity: ActivityDraft, draft: PlaceDraft) -> tuple[str, tuple[Fault, ...]]:
        site = self._site_of(activity, draft)
        known = self._known_places.get(site)
        if known is not None:
            return known
        identity = self._sites[site]
        held = self._places.get(identity.id)
        if held is None and draft.id is not None and not self._caller.is_admin:
            raise InvalidInput([refuse_unknown("place", "/place/id")])
        stated = complete_place(draft, held)
        located = self._locator.locate_place(stated)
        wanted = update_place(stated, identity, held, self._now, located)
        warnings = warn_of_place(located.unresolved)
        if held is None:
            wanted = replace(wanted, is_example=activity.is_example, organisation_id=find_owner(self._caller, identity))
        elif not self._caller.owns(held.organisation_id):
            wanted, kept = settle_foreign_place(held, wanted, self._now)
            warnings = (*warnings, *kept)
        if wanted is not held:
            if held is not None:
                self._before.setdefault(identity.id, self._facts_of(identity.id))
            self._replace_place(wanted)
        known = self._known_places[site] = (identity.id, warnings)
        return known

    def _replace_place(self, place: StoredPlace) -> None:
        self._places[place.id] = place
        self._facts.pop(place.id, None)
        self._changed.add(place.id)

    def _facts_of(self, place_id: str) -> PlaceFacts:
        facts = self._facts.get(place_id)
        if facts is None:
            facts = self._facts[place_id] = place_facts(self._places[place_id], self._locator)
        return facts


def _gemeente_of(draft: ActivityDraft, place: PlaceFacts | None, locator: AreaLocator) -> str | None:
    """Whose school holidays count: those of the place, else of the first area served."""
    if place is not None and place.gemeente is not None:
        return place.gemeente.code
    served = locator.areas.get(draft.service_area[0]) if draft.service_area else None
    return served.gemeente if served is not None else None


def _organisations_of(draft: ActivityDraft) -> list[OrganisationDraft]:
    own = [] if draft.organisation is None else [draft.organisation]
    return own + [partner.organisation for partner in draft.partners]
