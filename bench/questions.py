"""What is asked: many distinct questions drawn around activities that exist, so that no answer is empty."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from app.domain.facets import FACETS
from app.domain.listing import Listing, from_row
from bench.shown import shown_at

ANCHORS = 5_000
RADIUS_M = 3_000
WANDER_DEG = 0.01
"""How far from an activity someone stands who asks for what is near: about a kilometre."""
AGES = range(4, 17)
MIN_WORD = 4


@dataclass(frozen=True, slots=True)
class Question:
    """One search in words of its own, so that every server can be asked the same."""

    near: tuple[float, float] | None = None
    radius_m: int | None = None
    age: int | None = None
    themes: tuple[str, ...] = ()
    is_free: bool = False
    words: tuple[str, ...] = ()
    has_facets: bool = False
    asks_next_step: bool = False


Draw = Callable[[Random, Sequence[Listing], Sequence[str]], Iterator[Question]]
"""Chance, activities to ask around, top themes -> an endless or finite stream of questions."""


def read_anchors(database: Path, now: int, count: int = ANCHORS) -> list[Listing]:
    """Random activities that a default search shows. `now`: minutes since the epoch."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        last = connection.execute("SELECT max(rowid) FROM activity").fetchone()[0]
        chosen = Random(1).sample(range(1, last + 1), min(2 * count, last))
        marks = json.dumps(chosen)
        rows = connection.execute(
            "SELECT listing FROM activity WHERE rowid IN (SELECT value FROM json_each(?)) AND NOT is_deleted", [marks]
        )
        listings = [from_row(json.loads(row)) for (row,) in rows]
    connection.close()
    shown = list(filter(shown_at(now), listings))
    Random(2).shuffle(shown)
    return shown[:count]


def draw_near(rng: Random, anchors: Sequence[Listing], _themes: Sequence[str]) -> Iterator[Question]:
    """Random points, everything sorted by distance."""
    placed = [anchor for anchor in anchors if anchor.has_point]
    while True:
        yield Question(near=_step_away(rng, rng.choice(placed)))


def draw_near_within(rng: Random, anchors: Sequence[Listing], themes: Sequence[str]) -> Iterator[Question]:
    """Random points with a radius of 3 km."""
    return (replace(question, radius_m=RADIUS_M) for question in draw_near(rng, anchors, themes))


def draw_combined(rng: Random, anchors: Sequence[Listing], _themes: Sequence[str]) -> Iterator[Question]:
    """Age, theme, free and within 3 km: each fits at least the activity it is drawn around."""
    fitting = [
        anchor for anchor in anchors if anchor.has_point and anchor.cost == "free" and anchor.themes and ages_of(anchor)
    ]
    while fitting:
        anchor = rng.choice(fitting)
        yield Question(
            near=_step_away(rng, anchor),
            radius_m=RADIUS_M,
            age=rng.choice(ages_of(anchor)),
            themes=(rng.choice(anchor.themes),),
            is_free=True,
        )


def draw_combined_with_facets(rng: Random, anchors: Sequence[Listing], themes: Sequence[str]) -> Iterator[Question]:
    """The same with every facet."""
    return (replace(question, has_facets=True) for question in draw_combined(rng, anchors, themes))


def draw_broad(rng: Random, _anchors: Sequence[Listing], themes: Sequence[str]) -> Iterator[Question]:
    """One or two top themes, an age and free or not, in the whole country, with every facet: large results."""
    groups = [*((theme,) for theme in themes), *combinations(themes, 2), ()]
    found = [
        Question(themes=group, age=age, is_free=is_free, has_facets=True)
        for group in groups
        for age in (*AGES, None)
        for is_free in (True, False)
        if group or age is not None or is_free
    ]
    rng.shuffle(found)
    return iter(found)


def draw_everything(_rng: Random, _anchors: Sequence[Listing], _themes: Sequence[str]) -> Iterator[Question]:
    """No filter: there is only one such question."""
    return iter([Question()])


def draw_text(rng: Random, anchors: Sequence[Listing], _themes: Sequence[str]) -> Iterator[Question]:
    """Two words of one activity: of its title, its summary, its organisation or its place."""
    while True:
        anchor = rng.choice(anchors)
        fields = (anchor.title_words, anchor.summary_words, anchor.organisation_words, anchor.place_words)
        words = sorted({word for field in fields for word in field if len(word) >= MIN_WORD})
        if len(words) > 1:
            yield Question(words=tuple(rng.sample(words, 2)))


def draw_next_step(rng: Random, anchors: Sequence[Listing], themes: Sequence[str]) -> Iterator[Question]:
    """What a child could do next, who lives near an activity that fits its age and likes its theme."""
    combined = draw_combined(rng, anchors, themes)
    return (replace(question, radius_m=None, is_free=False, asks_next_step=True) for question in combined)


def draw_distinct(questions: Iterator[Question], most: int) -> list[Question]:
    """Up to `most` different questions; gives up after ten times as many draws."""
    return list(dict.fromkeys(islice(questions, 10 * most)))[:most]


def search_path(question: Question) -> str:
    """The question as asked of Wegwijzer."""
    pairs: list[tuple[str, str]] = []
    if question.near is not None:
        pairs.append(("near", f"{question.near[0]},{question.near[1]}"))
    if question.radius_m is not None:
        pairs.append(("radius", str(question.radius_m)))
    if question.age is not None:
        pairs.append(("age", str(question.age)))
    pairs += [("theme", theme) for theme in question.themes]
    if question.is_free:
        pairs.append(("free", "true"))
    if question.words:
        pairs.append(("q", " ".join(question.words)))
    if question.has_facets:
        pairs.append(("facets", ",".join(FACETS)))
    query, path = urlencode(pairs, safe=","), "/v1/next-steps" if question.asks_next_step else "/v1/activities"
    return f"{path}?{query}" if query else path


def item_path(anchor: Listing) -> str:
    """One activity of Wegwijzer."""
    return f"/v1/activities/{anchor.id}"


def _step_away(rng: Random, anchor: Listing) -> tuple[float, float]:
    lat, lon = anchor.lat or 0.0, anchor.lon or 0.0
    return (
        round(lat + rng.uniform(-WANDER_DEG, WANDER_DEG), 5),
        round(lon + rng.uniform(-WANDER_DEG, WANDER_DEG), 5),
    )


def ages_of(listing: Listing) -> list[int]:
    """The ages asked about that surely fit: inside the stated range, or all when nothing limits them."""
    if not listing.has_age_range:
        return [] if listing.school_groups else list(AGES)
    youngest, oldest = listing.age_min_months or 0, listing.age_max_months
    return [age for age in AGES if youngest <= 12 * age and (oldest is None or 12 * age <= oldest)]
