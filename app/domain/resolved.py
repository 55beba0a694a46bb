"""A draft with everything looked up (identities, names, areas, dates): what the stored representations are made of."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.draft import ActivityDraft, Location
from app.domain.listing import SessionTime
from app.domain.vocabulary import AddressShown, PlaceKind, Precision, WijkBasis


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area by code with the name people use."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation as an activity shows it."""

    id: str
    name: str
    roles: tuple[str, ...] = ("provider",)
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place with its areas resolved. `wijk_point`: (lat, lon) of the representative point of the wijk."""

    id: str
    name: str | None = None
    kind: PlaceKind | None = None
    street_address: str | None = None
    postal_code: str | None = None
    address_locality: str | None = None
    address_shown: AddressShown = AddressShown.FULL
    location: Location | None = None
    gemeente: NamedArea | None = None
    stadsdeel: NamedArea | None = None
    wijk: NamedArea | None = None
    wijk_basis: WijkBasis | None = None
    buurt: NamedArea | None = None
    wijk_point: tuple[float, float] | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether the address is told only to who has enrolled."""
        return self.address_shown is AddressShown.ON_ENROLMENT

    @property
    def shown_location(self) -> Location | None:
        """The point that may leave the catalogue. A hidden address is known no better than its wijk: a listing must
        carry this point too, or distances from three sides would give the address away."""
        if not self.is_hidden or self.location is None:
            return self.location
        if self.location.precision in (Precision.STADSDEEL, Precision.GEMEENTE):
            return self.location
        return Location(*self.wijk_point, Precision.WIJK) if self.wijk_point else None

    @property
    def shown_buurt(self) -> NamedArea | None:
        """The buurt, unless the address is hidden."""
        return None if self.is_hidden else self.buurt


@dataclass(frozen=True, slots=True)
class Resolved:
    """`organisation` None = not known. `partners`: with their role. `sessions`: expanded, sorted. Stamps are aware."""

    id: str
    draft: ActivityDraft
    organisation: OrganisationFacts | None
    place: PlaceFacts | None
    sessions: tuple[SessionTime, ...]
    version: int
    created_at: datetime
    modified_at: datetime
    partners: tuple[tuple[OrganisationFacts, str], ...] = ()
