"""Random listings, questions and moments for hypothesis: a small world, so that questions often find something."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from app.catalogue.stemming import stem
from app.domain import vocabulary as words
from app.domain.listing import Listing, SessionTime
from app.domain.query import AreaFilter, Box, Point, Query, QueryWord, Surroundings, TimeFilter

DAY = 1440
TODAY = 20_780
NOW = TODAY * DAY + 14 * 60

AREA_TREE: dict[str, tuple[str, str | None]] = {
    "GM1": ("gemeente", None),
    "SD1": ("stadsdeel", "GM1"),
    "WK1": ("wijk", "SD1"),
    "WK2": ("wijk", "SD1"),
    "BU1": ("buurt", "WK1"),
    "BU2": ("buurt", "WK2"),
    "WK3": ("wijk", "GM1"),
    "GM2": ("gemeente", None),
    "WK4": ("wijk", "GM2"),
}
"""Code to (level, parent)."""
PLACES = [(52.05 + 0.01 * n, 4.28 + 0.015 * m) for n in range(4) for m in range(4)] + [(51.4, 5.4), (-52.0, -175.7)]
THEMES = ("nature", "animals", "gardening", "music", "guitar", "sport")
BROADER: Mapping[str, str] = {"animals": "nature", "gardening": "nature", "guitar": "music"}
THEME_WORDS = {
    "nature": ("natuur", "natuurclub"),
    "animals": ("dieren", "konijnen"),
    "gardening": ("moestuin", "tuinieren"),
    "music": ("muziek", "liedjes"),
    "guitar": ("gitaar", "muziekles"),
    "sport": ("sport", "voetballen"),
}
TOKENS = (
    *("natuurclub", "club", "natuur", "voetbal", "voetballen", "zwemmen", "zwemles", "koken", "kookclub", "eten"),
    *("weten", "gitaar", "gitaren", "muziek", "muziekclub", "knutselen", "knutsel", "techniek", "technieklab"),
    *("robot", "robots", "moerwijk", "bibliotheek", "buurthuis", "e1", "a"),
)
ORGANISATIONS = ("org1", "org2", "org3", "school1")
PASSES = ("ooievaarspas", "stadspas")
LANGUAGES = ("nl", "en", "tr")


def related(code: str) -> frozenset[str]:
    """The area itself, what it lies in and what lies in it."""

    def above(at: str | None) -> list[str]:
        return [] if at is None else [at, *above(AREA_TREE[at][1])]

    return frozenset([*above(code), *(other for other in AREA_TREE if code in above(other))])


def levels_of(code: str | None) -> dict[str, str | None]:
    """The areas of a place that lies in this area, as far as they are known."""
    found: dict[str, str | None] = dict.fromkeys(("gemeente", "stadsdeel", "wijk", "buurt"))
    while code is not None:
        level, parent = AREA_TREE[code]
        found[level], code = code, parent
    return found


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The strategy, or not known."""
    return st.none() | strategy


def one_or_more(values: Any, most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some values, at least one."""
    return st.lists(st.sampled_from(tuple(values)), min_size=1, max_size=most, unique=True).map(tuple)


def plain(enum: Any) -> tuple[str, ...]:
    """The wire values of a word list."""
    return tuple(item.value for item in enum)


def make_sessions(random: Random) -> tuple[SessionTime, ...]:
    """Weekly or irregular dates around now; now and then a long one, a cancelled or a moved one."""
    found = []
    for _ in range(random.randint(0, 2)):
        first = TODAY + random.randint(-20, 20)
        minute = random.choice((0, 9 * 60, 12 * 60, 14 * 60, 15 * 60 + 30, 17 * 60, 23 * 60 + 30))
        length = random.choice((0, 30, 60, 90, 180, 480, 3 * DAY, 9 * DAY))
        step = random.choice((1, 7, 7, 14))
        for number in range(random.randint(1, 4)):
            offset = random.choice((60, 60, 120))
            start = (first + number * step) * DAY + minute - offset
            status = random.choice(("scheduled", "scheduled", "scheduled", "cancelled", "moved", "full"))
            moved = start - DAY if status == "moved" else None
            found.append(SessionTime(start, start + length, offset, status, moved, 0 if status == "full" else None))
    return tuple(sorted(found, key=lambda session: session.starts_at))


IDS = tuple(f"{letter}{number:03d}" for letter in "abcxyz" for number in range(40))


def few(random: Random, values: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """A few distinct values, often none."""
    known = tuple(values)
    return tuple(random.sample(known, random.randint(0, min(most, len(known)))))


def make_listing(random: Random) -> Listing:
    """Any listing, also of combinations that no writer would make."""

    def one(values: Iterable[Any]) -> Any:
        return random.choice((None, *values))

    area = levels_of(one(AREA_TREE))
    point = one(PLACES)
    low, high = (one(range(200)), one(range(230))) if random.random() < 0.7 else (None, None)
    cost = random.choice(plain(words.Cost))
    return Listing(
        id=random.choice(IDS),
        version=random.randint(1, 9),
        source_name="test",
        external_id=random.choice(("e1", "e2", "a very long external id, longer than the columns hold")),
        organisation_id=random.choice((*ORGANISATIONS, "")),
        partner_ids=few(random, ORGANISATIONS, 2),
        attendance=one(plain(words.Attendance)),
        place_id=None,
        place_kind=one(plain(words.PlaceKind)[:4]),
        lat=point and point[0],
        lon=point and point[1],
        gemeente=area["gemeente"],
        stadsdeel=area["stadsdeel"],
        wijk=area["wijk"] if random.random() < 0.9 else one(("WK1", "WK4")),
        buurt=area["buurt"],
        holiday_region=one(("midden", "noord")),
        service_areas=few(random, AREA_TREE, 2) if random.random() < 0.4 else (),
        themes=few(random, THEMES),
        stage=one(plain(words.Stage)),
        kind=one(("workshop", "club", "dropIn", "dropIn")),
        school_time=one(plain(words.SchoolTime)),
        audience=few(random, plain(words.Audience)),
        individual=one((True, False)),
        open_to=random.choice(("everyone", "everyone", *plain(words.OpenTo)[:5])),
        open_to_organisations=few(random, ORGANISATIONS, 2),
        open_to_areas=(),
        school_types=few(random, plain(words.SchoolType)[:3]),
        school_groups=few(random, words.SCHOOL_GROUPS),
        age_min_months=low,
        age_max_months=high,
        cost=cost,
        has_free_trial=one((True, False)),
        session_price=0 if cost == "free" else one(range(0, 900, 100)),
        pass_prices=tuple((random.choice(PASSES), one((0, 150, 400))) for _ in range(random.randint(0, 2))),
        spoken_languages=few(random, LANGUAGES),
        wheelchair=random.choice(plain(words.Wheelchair)),
        accessibility=few(random, ("hearingLoop", "quietRoom", "wheelchair"), 2),
        is_one_off=one((True, False)),
        is_together=one((True, False)),
        is_adapted=one((True, False)),
        status=random.choice(("open", "open", "open", *plain(words.Status))),
        ends_at=one(range(NOW - 180, NOW + 181, 60)),
        sessions=make_sessions(random),
        enrolment_how=few(random, ("walkIn", "form"), 2),
        enrolment_status=one(plain(words.EnrolmentStatus)),
        enrolment_opens_at=one(range(NOW - 120, NOW + 121, 60)),
        enrolment_closes_at=one(range(NOW - 120, NOW + 121, 60)),
        confirmed_at=random.randrange(10**9),
        confirmed_day=TODAY - random.choice((0, 10, 89, 90, 91, 119, 120, 121, 150)),
        is_example=random.random() < 0.25,
        modified_at=1_790_000_000_000 + random.randint(0, 5),
        title_key=random.choice(("natuurclub", "zwemles", "étude", "a", "")),
        title_words=few(random, TOKENS, 4),
        summary_words=few(random, TOKENS, 4),
        organisation_words=few(random, TOKENS, 4),
        place_words=few(random, TOKENS, 4),
    )


def listings() -> st.SearchStrategy[Listing]:
    """Listings from a seed: quick to make, so that there can be many."""
    return st.integers(0, 2**32).map(lambda seed: make_listing(Random(seed)))


def as_query_words(texts: list[str]) -> tuple[QueryWord, ...]:
    """Words as the parser gives them."""
    return tuple(QueryWord(text, stem(text), at == len(texts) - 1) for at, text in enumerate(texts))


query_words = st.lists(
    st.sampled_from((*TOKENS, "club", "natu", "voetbl", "muzeik", "knutsl", "boerderij", "konijntje", "tuin", "zwem")),
    min_size=1,
    max_size=2,
).map(as_query_words)

points = st.sampled_from(
    [Point(52.051, 4.281), Point(52.0712, 4.31), Point(51.4, 5.4), Point(52.05, 4.28), Point(52.0001, 4.3)]
)
theme_sets = st.sampled_from(
    [
        frozenset({"nature", "animals", "gardening"}),
        frozenset({"guitar"}),
        frozenset({"music", "guitar"}),
        frozenset({"?"}),
    ]
)
time_filters = st.builds(
    TimeFilter,
    from_day=maybe(st.integers(TODAY - 5, TODAY + 8)),
    to_day=maybe(st.integers(TODAY - 3, TODAY + 10)),
    weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    time_from=maybe(st.sampled_from((0, 540, 720, 840, 1020))),
    time_to=maybe(st.sampled_from((720, 1020, 1080, 1440))),
    moment=maybe(st.sampled_from(tuple(words.Moment))),
)
_code = st.sampled_from(tuple(AREA_TREE))

PARTS: dict[str, st.SearchStrategy[Any]] = {
    "words": query_words,
    "areas": st.lists(_code, min_size=1, max_size=2).map(
        lambda codes: tuple(AreaFilter(code, words.AreaLevel(AREA_TREE[code][0]), related(code)) for code in codes)
    ),
    "near": st.lists(points, min_size=1, max_size=2).map(tuple),
    "radius_m": st.sampled_from((0, 500, 1113, 1500, 3000, 20_000, 500_000, 25_000_000)),
    "bbox": st.sampled_from((Box(4.28, 52.05, 4.295, 52.07), Box(4.0, 51.0, 6.0, 53.0), Box(-180.0, -90.0, 0.0, 0.0))),
    "age_months": st.sampled_from(((108, 119), (72, 155), (0, 11), (0, 1199), (36, 47))),
    "school_groups": one_or_more(words.SCHOOL_GROUPS),
    "school_types": one_or_more(plain(words.SchoolType)[:3]),
    "school": st.sampled_from(ORGANISATIONS),
    "themes": theme_sets,
    "theme_all": st.lists(theme_sets, min_size=1, max_size=2).map(tuple),
    "interest": theme_sets,
    "free": st.booleans(),
    "free_trial": st.booleans(),
    "max_price": st.sampled_from((0, 200, 500)),
    "passes": one_or_more(PASSES),
    "stages": one_or_more(plain(words.Stage)),
    "kinds": one_or_more(("workshop", "club", "dropIn", "kit")),
    "school_times": one_or_more(plain(words.SchoolTime)),
    "attendances": one_or_more(plain(words.Attendance)),
    "audiences": one_or_more(plain(words.Audience)),
    "individual": st.booleans(),
    "languages": one_or_more(LANGUAGES),
    "accessibility": st.sampled_from((("wheelchair",), ("hearingLoop",), ("wheelchair", "quietRoom"))),
    "open_to": one_or_more(plain(words.OpenTo)),
    "organisations": one_or_more((*ORGANISATIONS, "nobody")),
    "route_activities": st.frozensets(st.sampled_from(IDS), max_size=60),
    "place_kinds": one_or_more(plain(words.PlaceKind)[:4]),
    "one_off": st.booleans(),
    "together": st.booleans(),
    "adapted": st.booleans(),
    "external_ids": one_or_more(("e1", "a very long external id, longer than the columns hold", "none")),
    "example": st.booleans(),
    "time": time_filters,
    "enrolment_open": st.booleans(),
    "statuses": st.frozensets(st.sampled_from(plain(words.Status)), max_size=2),
    "freshness": st.frozensets(st.sampled_from(plain(words.Freshness)), max_size=2),
    "sort": st.sampled_from(tuple(words.SortField)),
}
"""A strategy for every field of a query."""


@st.composite
def queries(draw: st.DrawFn, most: int = 4) -> Query:
    """A few of the parameters together, also ones that contradict each other."""
    names = draw(st.lists(st.sampled_from(tuple(PARTS)), max_size=most, unique=True))
    if "radius_m" in names and "near" not in names and draw(st.integers(0, 3)):
        names.append("near")
    return Query(**{name: draw(PARTS[name]) for name in names})


def surroundings(now: int = NOW) -> Surroundings:
    """The moment, with school holidays of two regions and the usual thresholds."""
    today = (now + 60) // DAY
    limits = (today - 90, today - 120, today - 150)
    return Surroundings(
        now=now,
        now_offset_min=60,
        holidays={
            "": ((TODAY + 8, TODAY + 9),),
            "midden": ((TODAY - 9, TODAY - 2), (TODAY + 5, TODAY + 9)),
            "noord": ((TODAY, TODAY + 3), (TODAY + 8, TODAY + 10)),
        },
        stale_days={"": limits, "midden": limits, "noord": (today - 80, today - 110, today - 140)},
        theme_words=THEME_WORDS,
        stem=stem,
    )


moments = st.sampled_from((0, 0, 0, 1, 45, 61, 600, 1440, 10_080, -30, -3000)).map(
    lambda step: surroundings(NOW + step)
)


def changed(item: Listing, other: Listing) -> Listing:
    """The other listing written over the id of the first."""
    return replace(other, id=item.id)
