"""How fast the catalogue answers inside one process: `python -m bench.catalogue_bench --activities 200000`.

Makes a fictional country (towns of very different size), builds a base from it, and prints microseconds per question.
"""

import argparse
import gc
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

import orjson
import psutil

from app.catalogue.builder import build, find_generation, open_segment
from app.catalogue.catalogue import Catalogue
from app.catalogue.parts import StoredRow
from app.catalogue.stemming import stem
from app.domain.facets import FACETS
from app.domain.listing import Listing, SessionTime, to_row
from app.domain.query import AreaFilter, Point, Query, QueryWord, Surroundings, TimeFilter
from app.domain.vocabulary import (
    SCHOOL_GROUPS,
    AreaLevel,
    Attendance,
    Audience,
    Kind,
    Moment,
    PlaceKind,
    SortField,
    Stage,
)

DAY, TODAY = 1440, 20_780
NOW = TODAY * DAY + 13 * 60
TOPS, UNDER = 15, 6
THEMES = [f"top{t}_sub{s}" if s else f"top{t}" for t in range(TOPS) for s in range(UNDER + 1)]
BROADER = {theme: theme.split("_")[0] for theme in THEMES if "_" in theme}
SYLLABLES = (
    *("ba", "ko", "mi", "ra", "tu", "ze", "lo", "ni", "fa", "du", "wij", "kin"),
    *("der", "mu", "ziek", "spo", "ort", "tui", "ne", "bi", "er", "ta"),
)
HIGH, WIDE = 0.011, 0.017
"""Degrees: a wijk is a rectangle of about 1.2 km a side."""
ALL_FACETS = tuple(name for name in FACETS if name not in ("status", "freshness", "weekday", "organisation", "buurt"))


def make_words(rng: random.Random, count: int) -> list[str]:
    return list({"".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(count)})


class Country:
    """Towns with wijken; the larger ones with stadsdelen."""

    def __init__(self, rng: random.Random) -> None:
        self.wijken: list[tuple[str, str | None, str, float, float]] = []
        self.weights: list[float] = []
        for town in range(345):
            share = 1 / (town + 2)
            lat, lon = rng.uniform(51.0, 53.2), rng.uniform(4.0, 6.9)
            if town == 0:
                lat, lon = 52.07, 4.30
            wijken = max(2, int(60 * share * 4))
            side = max(1, round(wijken**0.5))
            for wijk in range(wijken):
                code = f"GM{town:04d}"
                stadsdeel = f"SD{town:04d}{wijk % 8}" if town < 6 else None
                north, east = wijk // side - side / 2, wijk % side - side / 2
                self.wijken.append((code, stadsdeel, f"WK{town:04d}{wijk:02d}", lat + HIGH * north, lon + WIDE * east))
                self.weights.append(share / wijken * rng.uniform(0.3, 2))


def make_listings(count: int, seed: int = 1) -> Iterator[Listing]:
    rng = random.Random(seed)
    country, words = Country(rng), make_words(rng, 20_000)
    places = rng.choices(country.wijken, country.weights, k=count)
    for number in range(count):
        yield make_listing(rng, number, places[number], words)


def some(rng: random.Random, values: list[str], most: int) -> tuple[str, ...]:
    return tuple(rng.sample(values, rng.randint(1, most)))


def make_listing(
    rng: random.Random, number: int, place: tuple[str, str | None, str, float, float], words: list[str]
) -> Listing:
    gemeente, stadsdeel, wijk, lat, lon = place
    attendance = rng.choices([None, *Attendance], [1, 80, 8, 4, 2, 5])[0]
    is_placed = attendance not in (Attendance.HOME, Attendance.ONLINE) and rng.random() > 0.03
    kind = rng.choice(list(Kind))
    low = rng.choice((4, 6, 8, 10, 12))
    has_age = rng.random() < 0.85
    cost = rng.choices(["free", "paid", "unknown"], [35, 55, 10])[0]
    minute = rng.choice((9, 13, 14, 15, 16, 19)) * 60 + rng.choice((0, 15, 30))
    first, dates = TODAY - rng.randint(0, 60), rng.randint(0, 40)
    sessions = tuple(
        SessionTime((first + 7 * n) * DAY + minute - 60, (first + 7 * n) * DAY + minute + 30, 60) for n in range(dates)
    )
    themes = tuple(dict.fromkeys(rng.choices(THEMES, k=rng.randint(1, 3))))
    north, east = rng.random(), rng.random()
    buurt = f"{wijk.replace('WK', 'BU')}{int(north * 3)}{int(east * 3)}"
    return Listing(
        id=f"{rng.getrandbits(80):020x}"[:16],
        version=1,
        source_name="bench",
        external_id=f"ext-{number}",
        organisation_id=f"org{rng.randint(0, 20_000):013d}",
        partner_ids=(),
        attendance=attendance,
        place_id=None,
        place_kind=rng.choice(list(PlaceKind)) if is_placed else None,
        lat=round(lat + HIGH * north, 6) if is_placed else None,
        lon=round(lon + WIDE * east, 6) if is_placed else None,
        gemeente=gemeente,
        stadsdeel=stadsdeel if is_placed else None,
        wijk=wijk if is_placed else None,
        buurt=buurt if is_placed and rng.random() < 0.9 else None,
        holiday_region=rng.choice(("noord", "midden", "zuid")),
        service_areas=(gemeente,) if attendance == Attendance.MOBILE else (),
        themes=themes,
        stage=rng.choice([None, *Stage]),
        kind=kind,
        school_time=rng.choice((None, "during", "outside", "outside", "both")),
        audience=some(rng, list(Audience), 2),
        individual=rng.choice((True, True, None)),
        open_to=rng.choice(("everyone",) * 8 + ("pupilsOf", "girls")),
        open_to_organisations=(),
        open_to_areas=(),
        school_types=("po",) if rng.random() < 0.3 else (),
        school_groups=some(rng, list(SCHOOL_GROUPS), 3) if rng.random() < 0.2 else (),
        age_min_months=low * 12 if has_age else None,
        age_max_months=(low + rng.randint(2, 8)) * 12 + 11 if has_age else None,
        cost=cost,
        has_free_trial=rng.choice((True, False, None)),
        session_price=0 if cost == "free" else rng.choice((None, 250, 500, 750, 1200)),
        pass_prices=(("ooievaarspas", 0),) if rng.random() < 0.1 else (),
        spoken_languages=("nl",),
        wheelchair=rng.choice(("yes", "no", "unknown", "unknown")),
        accessibility=(),
        is_one_off=dates == 1,
        status=rng.choices(["open", "planned", "cancelled", "ended"], [92, 3, 2, 3])[0],
        ends_at=sessions[-1].ends_at if sessions else None,
        sessions=sessions,
        enrolment_how=("form",),
        enrolment_status=rng.choice((None, "open", "full", "waitlist")),
        enrolment_opens_at=None,
        enrolment_closes_at=None,
        confirmed_at=0,
        confirmed_day=TODAY - rng.randint(0, 200),
        is_example=False,
        modified_at=1_790_000_000_000 + rng.randint(0, 10**9),
        title_key=" ".join(rng.choices(words, k=3)),
        title_words=tuple(rng.choices(words, k=3)),
        summary_words=tuple(dict.fromkeys(rng.choices(words, k=15))),
        organisation_words=tuple(rng.choices(words, k=2)),
        place_words=tuple(rng.choices(words, k=3)),
    )


def stored(item: Listing, seq: int) -> StoredRow:
    return StoredRow(item.id, 1, seq, orjson.dumps(to_row(item)), orjson.dumps({"id": item.id, "title": "x" * 1200}))


def surroundings(now: int = NOW) -> Surroundings:
    today = now // DAY
    limits = (today - 90, today - 120, today - 180)
    theme_words = {theme: (theme, theme[::-1]) for theme in THEMES}
    return Surroundings(now, 60, {}, dict.fromkeys(("", "noord", "midden", "zuid"), limits), theme_words, stem)


def questions(rng: random.Random, words: list[str]) -> dict[str, Callable[[], tuple[Query, tuple[str, ...]]]]:
    def near() -> tuple[Point, ...]:
        return (Point(rng.gauss(52.07, 0.03), rng.gauss(4.30, 0.04)),)

    def theme() -> frozenset[str]:
        top = rng.randrange(TOPS)
        return frozenset(name for name in THEMES if name.split("_")[0] == f"top{top}")

    def age() -> tuple[int, int]:
        years = rng.randint(4, 16)
        return years * 12, years * 12 + 11

    def word(is_last: bool) -> QueryWord:
        text = rng.choice(words)
        return QueryWord(text, stem(text), is_last)

    def wijk() -> tuple[AreaFilter, ...]:
        code = f"WK0000{rng.randrange(60):02d}"
        return (AreaFilter(code, AreaLevel.WIJK, frozenset({code, "GM0000"})),)

    def combined() -> Query:
        return Query(age_months=age(), themes=theme(), free=True, near=near(), radius_m=3000)

    wednesday = TimeFilter(weekdays=frozenset({2}), time_from=720, time_to=1080)
    return {
        "combined + facets": lambda: (combined(), ALL_FACETS),
        "combined, no facets": lambda: (combined(), ()),
        "combined, wednesday": lambda: (Query(free=True, near=near(), radius_m=3000, time=wednesday), ()),
        "near": lambda: (Query(near=near()), ()),
        "near + age": lambda: (Query(near=near(), age_months=age()), ()),
        "radius + facets": lambda: (Query(near=near(), radius_m=3000), ALL_FACETS),
        "wijk + age": lambda: (Query(areas=wijk(), age_months=age()), ()),
        "wijk + age + facets": lambda: (Query(areas=wijk(), age_months=age()), ALL_FACETS),
        "broad free + facets": lambda: (Query(free=True), ALL_FACETS),
        "broad theme + facets": lambda: (Query(themes=theme()), ALL_FACETS),
        "broad theme + free + facets": lambda: (Query(themes=theme(), free=True), ALL_FACETS),
        "broad free": lambda: (Query(free=True), ()),
        "no filter": lambda: (Query(), ()),
        "no filter + facets": lambda: (Query(), ALL_FACETS),
        "text one word": lambda: (Query(words=(word(True),)), ()),
        "text two words": lambda: (Query(words=(word(False), word(True))), ()),
        "broad after school": lambda: (Query(time=TimeFilter(moment=Moment.AFTER_SCHOOL)), ()),
        "sort title": lambda: (Query(free=True, sort=SortField.TITLE), ()),
        "organisation": lambda: (Query(organisations=(f"org{rng.randint(0, 20_000):013d}",)), ()),
    }


def measure(catalogue: Catalogue, only: str, rounds: int) -> None:
    rng, around = random.Random(5), surroundings()
    words = make_words(random.Random(1), 20_000)
    for name, make in questions(rng, words).items():
        if only and only not in name:
            continue
        took = []
        for _ in range(rounds):
            query, facets = make()
            start = time.perf_counter()
            found = catalogue.search(query, around, limit=20, facets=facets)
            for hit in found.hits:
                hit.dynamic(around)
            took.append((time.perf_counter() - start) * 1e6)
        cuts = quantiles(took, n=100)
        print(f"{name:30} median {median(took):8.0f}  p99 {cuts[98]:8.0f}  max {max(took):8.0f}  total {found.total}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, default=None, help="keep the files here for a next run")
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=300)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="catalogue-bench-"))
    try:
        if find_generation(folder) is None:
            start = time.perf_counter()
            build(folder, (stored(item, 1) for item in make_listings(asked.activities)), 1, broader=BROADER)
            print(f"made and built in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        generation = find_generation(folder)
        assert generation is not None
        catalogue = Catalogue(BROADER)
        catalogue.adopt(open_segment(generation), generation.seq)
        catalogue.search(Query(), surroundings(), limit=20)
        print(f"opened in {time.perf_counter() - start:.2f} s")
        gc.collect()
        gc.freeze()
        measure(catalogue, asked.only, asked.rounds)
        memory = psutil.Process().memory_full_info()
        print(f"USS {memory.uss / 1e6:.0f} MB, RSS {memory.rss / 1e6:.0f} MB")
    finally:
        if asked.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
