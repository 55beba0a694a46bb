"""The theme files that ship with the product, and how well wishes in plain words find their theme with them."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from app.domain.calendar import HolidayCalendar
from app.domain.interest import InterestIndex
from app.services.holidays import load_calendar
from app.services.themes import load_aliases, load_interest_index, load_themes

PHRASES = Path(__file__).parents[1] / "domain" / "interest_phrases.csv"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "queries.csv"


def read_phrases(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find_misses(index: InterestIndex, phrases: list[dict[str, str]]) -> list[str]:
    """Phrases none of whose expected themes is among the first three."""
    return [
        f"{row['query']}: {found}"
        for row in phrases
        if set(row["expected_themes"].split("|")).isdisjoint(found := index.interpret(row["query"])[:3])
    ]


def test_the_scheme_has_two_levels_and_both_labels() -> None:
    scheme = load_themes()
    assert len(scheme.tops()) == 18
    assert len(scheme) == 128
    assert all(theme.labels["en"] and theme.labels["nl"] for theme in scheme)
    assert all(scheme[child].broader == top.id for top in scheme.tops() for child in scheme.children(top.id))
    assert sum(len(theme.matches) for theme in scheme) > 200


def test_every_energy_leads_somewhere() -> None:
    assert len(load_themes().energies()) == 20
    assert all(energy.themes for energy in load_themes().energies())


def test_every_theme_has_words_for_search_and_only_words_of_its_own_file() -> None:
    words = load_themes().theme_words()
    assert all(words[theme.id] for theme in load_themes())
    assert "minecraft" not in words["gaming"]


def test_local_aliases_belong_to_themes_and_repeat_no_synonym() -> None:
    scheme = load_themes()
    for theme, words in load_aliases().items():
        assert set(words).isdisjoint(scheme[theme].synonyms["nl"]), theme


def test_every_label_leads_to_its_own_theme() -> None:
    scheme, index = load_themes(), load_interest_index()
    missed = [
        theme.id for theme in scheme for lang in ("nl", "en") if theme.id not in index.interpret(theme.labels[lang])[:3]
    ]
    assert missed == []


def test_every_dutch_synonym_leads_to_its_own_theme() -> None:
    """A wish made of nothing but a synonym is the easiest there is; shared words may push a few out of three."""
    scheme, index = load_themes(), load_interest_index()
    synonyms = [(theme.id, words) for theme in scheme for words in theme.synonyms["nl"]]
    missed = [f"{words} ({theme})" for theme, words in synonyms if theme not in index.interpret(words)[:3]]
    assert len(missed) <= len(synonyms) // 100, missed


@pytest.mark.parametrize("part", ["develop", "held_out", "blind"])
def test_wishes_find_their_theme_among_the_first_three(part: str) -> None:
    phrases = [row for row in read_phrases(PHRASES) if row["set"] == part]
    misses = find_misses(load_interest_index(), phrases)
    assert len(phrases) > 100
    assert len(misses) <= len(phrases) // 20, misses


@pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not part of the project")
def test_the_shared_wishes_find_their_theme_among_the_first_three() -> None:
    phrases = read_phrases(SHARED)
    assert len(phrases) == 60
    assert find_misses(load_interest_index(), phrases) == []


def test_titles_of_real_activities_lead_to_their_top_theme_more_often_than_not() -> None:
    """Written by others and full of project names, so a check that nothing here was fitted to."""
    scheme, index = load_themes(), load_interest_index()
    rows = csv.DictReader(files("app").joinpath("data/starter/activities.csv").read_text("utf-8").splitlines())
    titled = [(row["title_nl"], set(row["themes"].split("|"))) for row in rows if row["themes"]]
    met = [
        not stated.isdisjoint({name for theme in index.interpret(title)[:3] for name in (theme, scheme.top_of(theme))})
        for title, stated in titled
    ]
    assert sum(met) >= 0.8 * len(met)


def test_the_holidays_of_three_regions_are_known_with_their_summers() -> None:
    calendar = load_calendar()
    assert isinstance(calendar, HolidayCalendar)
    assert set(calendar.periods) == {"midden", "noord", "zuid"}
    assert all(len(calendar.summer(region)) >= 3 for region in calendar.periods)
