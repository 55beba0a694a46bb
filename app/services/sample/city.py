"""A fictional city on the real map: organisations and places near the points of real wijken, popular wijken first."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from app.domain.draft import Contact, Location, OrganisationDraft, PlaceDraft, Source
from app.domain.ids import organisation_id
from app.domain.vocabulary import AddressShown, PlaceKind, Precision
from app.services.data_files import GazetteerRow, PostcodeRow, Row, StadsdeelRow, split_list
from app.services.sample.words import make_name, make_slug, read_names

SOURCE = "sample"
PRECISIONS = (Precision.ADDRESS, Precision.POSTCODE, Precision.WIJK, Precision.STADSDEEL, Precision.GEMEENTE)
PRECISION_WEIGHTS = (82, 7, 5, 3, 3)
MANY = 3
"""Four-digit postcodes of a large wijk: where more people live, more is on offer."""

LETTERS = "BCDEGHJKLMNPRTVWXZ"


@dataclass(frozen=True, slots=True)
class HostKind:
    """A kind of organisation. `share`: how many of a hundred; `themes`: top themes it is the hub for when it is one."""

    prefix: str
    sector: str
    place: PlaceKind
    share: int
    hub_for: tuple[str, ...] = ()


HOST_KINDS = {
    "library": HostKind("Bibliotheek", "library", PlaceKind.LIBRARY, 9, ("literature", "language")),
    "community": HostKind("Buurthuis", "social", PlaceKind.COMMUNITY_CENTRE, 14, ("wellbeing",)),
    "school": HostKind("Basisschool", "education", PlaceKind.SCHOOL, 17),
    "museum": HostKind("Museum", "culture", PlaceKind.MUSEUM, 5, ("heritage", "science")),
    "farm": HostKind("Stadsboerderij", "nature", PlaceKind.CITY_FARM, 6, ("nature", "food")),
    "sports": HostKind("Sportclub", "sport", PlaceKind.SPORTS, 16, ("sport",)),
    "workshop": HostKind("Werkplaats", "scienceTechnology", PlaceKind.WORKSHOP, 8, ("technology", "making", "digital")),
    "theatre": HostKind("Theaterhuis", "culture", PlaceKind.THEATRE, 6, ("theatre", "dance", "music")),
    "outdoors": HostKind("Natuurgroep", "nature", PlaceKind.OUTDOORS, 5, ("sustainability",)),
    "childcare": HostKind("BSO", "childcare", PlaceKind.OTHER, 5),
    "person": HostKind("Atelier", "culture", PlaceKind.OTHER, 9, ("visual_arts",)),
}


@dataclass(frozen=True, slots=True)
class Host:
    """An organisation with its own place. `name` is the part of its name without the kind."""

    kind: str
    name: str
    organisation: OrganisationDraft
    id: str
    place: PlaceDraft
    wijk: str | None
    wijk_name: str


@dataclass(frozen=True, slots=True)
class City:
    """Everything a generated activity of one gemeente can refer to."""

    code: str
    name: str
    hosts: dict[str, tuple[Host, ...]]
    weights: dict[str, tuple[float, ...]]
    areas: tuple[str, ...]
    passes: tuple[Row, ...]

    def pick(self, rng: Random, kinds: tuple[str, ...]) -> Host:
        """A host of one of the kinds, popular wijken far more often."""
        present = [kind for kind in kinds if kind in self.hosts] or list(self.hosts)
        kind = rng.choice(present)
        return rng.choices(self.hosts[kind], cum_weights=self.weights[kind])[0]


@dataclass(frozen=True, slots=True)
class Map:
    """The gazetteer by gemeente."""

    gemeenten: tuple[GazetteerRow, ...]
    wijken: dict[str, tuple[GazetteerRow, ...]]
    stadsdelen: dict[str, GazetteerRow]
    postcodes: dict[str, tuple[PostcodeRow, ...]]
    passes: dict[str, tuple[Row, ...]]


def build_map(
    gazetteer: tuple[GazetteerRow, ...], stadsdelen: list[StadsdeelRow], postcodes: list[PostcodeRow], passes: list[Row]
) -> Map:
    """Group the rows of the data files. `stadsdelen` of the answer: by code of the wijk in it."""
    gemeenten = tuple(row for row in gazetteer if row.level == "gemeente")
    by_code = {row.code: row for row in gazetteer}
    shown = [row for row in passes if row["status"] != "not-found" and row["effect"] in ("free", "discount")]
    return Map(
        gemeenten=gemeenten,
        wijken={
            gemeente.code: tuple(row for row in gazetteer if row.level == "wijk" and row.code[2:6] == gemeente.code[2:])
            for gemeente in gemeenten
        },
        stadsdelen={row.wijk_code: by_code[row.stadsdeel_code] for row in stadsdelen},
        postcodes={
            code: tuple(row for row in postcodes if row.wijk_code == code)
            for code in {row.wijk_code for row in postcodes if row.wijk_code is not None}
        },
        passes={
            gemeente.code: tuple(row for row in shown if gemeente.code in split_list(row["area_gm_codes"], ";"))
            for gemeente in gemeenten
        },
    )


def build_city(seed: int, gemeente: GazetteerRow, atlas: Map, activities: int) -> City:
    """A city large enough for that many activities: about one organisation for every seven."""
    rng = Random(f"{seed}:city:{gemeente.code}:{activities}")
    areas = sorted(
        atlas.wijken[gemeente.code] or [gemeente],
        key=lambda area: len(atlas.postcodes.get(area.code, ())[:MANY]) + 2 * rng.random(),
        reverse=True,
    )
    popularity = {area.code: 1.0 / (1 + rank * 12 / len(areas)) for rank, area in enumerate(areas)}
    hosts = _build_hosts(rng, atlas, areas, max(len(HOST_KINDS), activities // 7))
    weights = {
        kind: tuple(accumulate(popularity[host.wijk or gemeente.code] for host in listed))
        for kind, listed in hosts.items()
    }
    return City(
        code=gemeente.code,
        name=_common_name(gemeente.name),
        hosts={kind: tuple(listed) for kind, listed in hosts.items()},
        weights=weights,
        areas=tuple(area.code for area in areas),
        passes=atlas.passes[gemeente.code],
    )


def _build_hosts(rng: Random, atlas: Map, areas: list[GazetteerRow], count: int) -> dict[str, list[Host]]:
    """One of each kind first, then by share; every wijk gets some before any gets many."""
    kinds, shares = list(HOST_KINDS), [traits.share for traits in HOST_KINDS.values()]
    hosts: dict[str, list[Host]] = {kind: [] for kind in kinds}
    guided: set[str] = set()
    for number in range(count):
        kind = kinds[number] if number < len(kinds) else rng.choices(kinds, shares)[0]
        area = areas[number % len(areas)] if number < 2 * len(areas) else rng.choice(areas)
        is_guide = kind in ("library", "community") and area.level == "wijk" and area.code not in guided
        if is_guide:
            guided.add(area.code)
        external_id = f"GM{area.code[2:6]}-{kind}-{number}"
        organisation = _build_organisation(rng, external_id, area, is_guide=is_guide, is_hub=not hosts[kind])
        hosts[kind].append(
            Host(
                kind=kind,
                name=organisation.name.partition(" ")[2],
                organisation=organisation,
                id=organisation_id(SOURCE, external_id),
                place=_build_place(rng, organisation, HOST_KINDS[kind].place, area, atlas),
                wijk=area.code if area.level == "wijk" else None,
                wijk_name=area.name,
            )
        )
    return hosts


def _build_organisation(
    rng: Random, external_id: str, area: GazetteerRow, *, is_guide: bool, is_hub: bool
) -> OrganisationDraft:
    gemeente, kind, number = external_id.split("-")
    traits, name = HOST_KINDS[kind], make_name(rng)
    site = f"{make_slug(name, int(number))}.example.org"
    return OrganisationDraft(
        name=f"{traits.prefix} {name}",
        source=Source(SOURCE, external_id),
        roles=("provider", "networkPartner") if rng.random() < 0.2 else ("provider",),
        sector=traits.sector,
        gemeente=gemeente,
        summary=f"Een verzonnen organisatie in {area.name}, als voorbeeld.",
        referral_role="Kijkt met je mee wat bij je past" if is_guide else None,
        contact=Contact(email=f"info@{site}", url=f"https://{site}"),
        website=f"https://{site}",
        hub_for=traits.hub_for if is_hub else (),
        guide_for=(area.code,) if is_guide else (),
        offers=("space",) if kind in ("library", "community", "school") and rng.random() < 0.5 else (),
    )


def _build_place(
    rng: Random, organisation: OrganisationDraft, kind: PlaceKind, area: GazetteerRow, atlas: Map
) -> PlaceDraft:
    """Where the host is: within some hundreds of metres of the point of the wijk, known more or less exactly."""
    stadsdeel = atlas.stadsdelen.get(area.code)
    precision = _pick_precision(rng, area, has_stadsdeel=stadsdeel is not None)
    is_exact = precision in (Precision.ADDRESS, Precision.POSTCODE)
    spread = 0.0035 if is_exact else 0.0
    has_wijk = area.level == "wijk" and (is_exact or precision is Precision.WIJK)
    codes = atlas.postcodes.get(area.code, ()) if is_exact else ()
    is_home = kind is PlaceKind.OTHER and rng.random() < 0.5
    return PlaceDraft(
        name=organisation.name,
        source=organisation.source,
        kind=kind,
        street_address=_make_address(rng) if precision is Precision.ADDRESS else None,
        postal_code=f"{rng.choice(codes).pc4} {rng.choice(LETTERS)}{rng.choice(LETTERS)}" if codes else None,
        address_locality=_common_name(area.gemeente),
        address_shown=AddressShown.ON_ENROLMENT if is_home else AddressShown.FULL,
        location=Location(
            round(area.lat + rng.gauss(0, spread), 5), round(area.lon + rng.gauss(0, 1.6 * spread), 5), precision
        ),
        gemeente=f"GM{area.code[2:6]}",
        stadsdeel=stadsdeel.code if stadsdeel is not None and precision is not Precision.GEMEENTE else None,
        wijk=area.code if has_wijk else None,
    )


def _pick_precision(rng: Random, area: GazetteerRow, *, has_stadsdeel: bool) -> Precision:
    precision = rng.choices(PRECISIONS, PRECISION_WEIGHTS)[0]
    if precision is Precision.STADSDEEL and not has_stadsdeel:
        return Precision.ADDRESS
    is_unknown_wijk = area.level == "gemeente" and precision is Precision.WIJK
    return Precision.GEMEENTE if is_unknown_wijk else precision


def _make_address(rng: Random) -> str:
    return f"{rng.choice(read_names('street'))} {rng.randint(1, 180)}"


def _common_name(name: str) -> str:
    return "Den Haag" if name == "'s-Gravenhage" else name
