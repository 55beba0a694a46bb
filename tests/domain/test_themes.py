"""The theme scheme as SKOS, and plain wishes that lead to themes. The scheme here is small and made for the tests."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.interest import InterestIndex
from app.domain.themes import Energy, Theme, ThemeScheme, find_scheme_faults
from app.domain.word_forms import edit_distance, roots, sound


def theme(name: str, broader: str | None, nl: str, words: str, en: str = "", *, related: Iterable[str] = ()) -> Theme:
    synonyms = {"nl": tuple(words.split("|")), "en": tuple(en.split("|"))}
    return Theme(name, broader, {"nl": nl, "en": en.split("|", maxsplit=1)[0]}, synonyms, tuple(related))


THEMES = [
    theme("sport", None, "Sport en bewegen", "sporten|bewegen", "sports", related=["dance"]),
    theme("football", "sport", "Voetbal", "voetballen|straatvoetbal", "soccer|football"),
    theme("martial_arts", "sport", "Vechtsport", "vechten|judo|karate", "judo"),
    theme("board_games", "sport", "Schaken en spelletjes", "schaakclub", "chess"),
    theme("reading", "sport", "Lezen", "niet van lezen houden|leesclub", "reading"),
    theme("dance", None, "Dansen", "dans|leren dansen", "dance", related=["sport"]),
    theme("street_dance", "dance", "Streetdance", "hip hop|hiphop dansen|breakdance", "street dance"),
    theme("making", None, "Maken en bouwen", "maken|bouwen", "making"),
    theme("hut_building", "making", "Hutten bouwen", "hut bouwen|hutbouw|boomhut", "build a hut"),
    theme("robots", "making", "Robots bouwen", "robot|robots|robotica", "robots"),
    theme("baking", "making", "Bakken", "taarten|taart bakken", "cakes"),
    theme("film_making", "making", "Film maken", "film maken met de straat|filmen", "make a film"),
]
SCHEME = ThemeScheme(THEMES, [Energy("move", {"nl": "lekker bewegen"}, ("football", "street_dance"))])


def cut_stem(word: str) -> str:
    """A stand-in for the Dutch stemmer: the ending -en goes."""
    return word.removesuffix("en") if len(word) > 4 else word


INDEX = InterestIndex(SCHEME, cut_stem, {"board_games": ["pokemon"]})


def test_a_theme_includes_its_children_and_knows_its_top() -> None:
    assert SCHEME.expand("dance") == {"dance", "street_dance"}
    assert SCHEME.expand("football") == {"football"}
    assert SCHEME.children("making") == ("hut_building", "robots", "baking", "film_making")
    assert (SCHEME.top_of("robots"), SCHEME.top_of("making")) == ("making", "making")
    assert [top.id for top in SCHEME.tops()] == ["sport", "dance", "making"]
    with pytest.raises(KeyError):
        SCHEME.expand("magic")


def test_labels_fall_back_to_dutch_and_to_the_id() -> None:
    assert SCHEME.label("football", "en") == "soccer"
    assert SCHEME.label("football", "tr") == "Voetbal"
    assert SCHEME.label("magic") == "magic"


def test_search_words_of_a_theme_are_its_labels_and_synonyms_in_all_languages() -> None:
    assert SCHEME.theme_words()["street_dance"] == (
        "streetdance",
        "street",
        "dance",
        "hip",
        "hop",
        "hiphop",
        "dansen",
        "breakdance",
    )


def test_an_energy_leads_to_themes() -> None:
    assert SCHEME.themes_of_energy("move") == ("football", "street_dance")
    assert SCHEME.themes_of_energy("nothing") == ()


@pytest.mark.parametrize(
    ("themes", "fault"),
    [
        ([theme("a", "b", "A", "a")], "lies under b, which is no top"),
        ([theme("a", None, "A", "a"), theme("a", None, "A", "a")], "an id occurs twice"),
        ([theme("a", None, "", "a")], "no Dutch label"),
        ([theme("a", None, "A", "a", related=["z"])], "related to z, which is no theme"),
        ([theme("a", None, "A", "a", related=["b"]), theme("b", None, "B", "b")], "not the other way round"),
        (
            [theme("t", None, "T", "t"), *(theme(one, "t", one, one, related=[two]) for one, two in ("ab", "ba"))],
            "under the same top",
        ),
    ],
)
def test_a_scheme_that_does_not_hold_together_is_refused(themes: list[Theme], fault: str) -> None:
    assert any(fault in sentence for sentence in find_scheme_faults(themes))
    with pytest.raises(ValueError, match=fault):
        ThemeScheme(themes)


def test_an_energy_must_name_themes() -> None:
    with pytest.raises(ValueError, match="energy e names nope"):
        ThemeScheme(THEMES, [Energy("e", {"nl": "E"}, ("nope",))])


@pytest.mark.parametrize(
    ("wish", "best"),
    [
        ("Voetballen!", "football"),
        ("ik wil een FILM maken met mijn straat", "film_making"),
        ("een robot bouwen die kan rijden", "robots"),
        ("ik voetbal graag", "football"),
        ("hutbouwdag", "hut_building"),
        ("huttendag", "hut_building"),
        ("taartenclub", "baking"),
        ("kindervoetbal", "football"),
        ("voetbalkamp voor meisjes", "football"),
        ("hiphop", "street_dance"),
        ("boom hut", "hut_building"),
        ("schakke", "board_games"),
        ("voetbl", "football"),
        ("breekdance", "street_dance"),
        ("strtvoetballen", "football"),
        ("pokemon", "board_games"),
        ("my son likes soccer", "football"),
        ("build a hut with friends", "hut_building"),
        ("dansen", "dance"),
        ("iets bouwen", "making"),
    ],
)
def test_plain_words_lead_to_a_theme(wish: str, best: str) -> None:
    assert INDEX.interpret(wish)[:1] == [best]


def test_all_words_of_a_synonym_are_needed_and_the_longest_match_wins() -> None:
    assert INDEX.interpret("film maken met de straat")[0] == "film_making"
    assert INDEX.interpret("maken") == ["making"]


def test_a_child_beats_its_top() -> None:
    assert INDEX.interpret("robots bouwen")[0] == "robots"
    assert INDEX.interpret("judo en sporten")[0] == "martial_arts"


@pytest.mark.parametrize(
    ("wish", "themes"),
    [
        ("ik wil niet voetballen maar wel judo", ["martial_arts"]),
        ("geen judo, liever voetbal", ["football"]),
        ("not football but judo", ["martial_arts"]),
        ("iets anders dan voetbal: robots", ["robots"]),
    ],
)
def test_what_is_refused_does_not_count_when_something_else_is_said(wish: str, themes: list[str]) -> None:
    assert INDEX.interpret(wish) == themes


@pytest.mark.parametrize(
    "wish", ["hij kan nog niet voetballen", "ze durft niet goed te voetballen", "nog geen voetbal"]
)
def test_what_somebody_cannot_do_yet_is_what_it_wants(wish: str) -> None:
    assert INDEX.interpret(f"{wish} en danst")[:1] == ["football"]


def test_of_four_letters_another_letter_makes_another_word() -> None:
    assert INDEX.interpret("druk") == []
    assert INDEX.interpret("haut") == []


@pytest.mark.parametrize(
    ("wish", "theme"),
    [
        ("mijn kind kan nog niet voetballen", "football"),
        ("mijn zoon houdt niet van lezen", "reading"),
        ("niet alleen voetbal", "football"),
    ],
)
def test_a_refusal_with_nothing_beside_it_is_still_about_that_theme(wish: str, theme: str) -> None:
    assert INDEX.interpret(wish)[0] == theme


@pytest.mark.parametrize("wish", ["", "   ", "???", "ik wil iets leuks doen met mijn zus", "qqqqqqq", "12345"])
def test_nothing_understood_is_an_empty_answer(wish: str) -> None:
    assert INDEX.interpret(wish) == []


@given(st.text(max_size=200))
def test_any_text_gives_at_most_five_known_distinct_themes_and_the_same_again(wish: str) -> None:
    found = INDEX.interpret(wish)
    assert len(found) == len(set(found)) <= 5
    assert all(name in SCHEME for name in found)
    assert InterestIndex(SCHEME, cut_stem, {"board_games": ["pokemon"]}).interpret(wish) == found


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("armbandjes", "armband"),
        ("filmpjes", "film"),
        ("lampjes", "lamp"),
        ("spelletjes", "spel"),
        ("bloemetjes", "bloem"),
        ("schaken", "schaak"),
        ("lezen", "lees"),
        ("zwemmen", "zwem"),
        ("tekenen", "teken"),
        ("danst", "dans"),
        ("gevoetbald", "voetbal"),
        ("robots", "robot"),
    ],
)
def test_a_root_is_found_below_endings(word: str, root: str) -> None:
    assert root in set(roots(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [("schakke", "schaken"), ("fotografie", "photografie"), ("skeetbord", "skeetboord"), ("jiujitsu", "jioejitsu")],
)
def test_words_that_sound_alike_are_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other", "limit", "distance"),
    [
        ("", "", 1, 0),
        ("hut", "hut", 1, 0),
        ("hut", "htu", 1, 1),
        ("hut", "hout", 1, 1),
        ("ab", "ba", 2, 1),
        ("abc", "xyz", 2, 3),
    ],
)
def test_an_adjacent_swap_is_one_edit(one: str, other: str, limit: int, distance: int) -> None:
    assert edit_distance(one, other, limit) == edit_distance(other, one, limit) == distance


def plain_distance(one: str, other: str) -> int:
    """Optimal string alignment, written straight from its definition."""
    table = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            is_other = one[i - 1] != other[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + is_other)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 3))
def test_edit_distance_is_that_of_the_definition_cut_off_at_the_limit(one: str, other: str, limit: int) -> None:
    assert edit_distance(one, other, limit) == min(plain_distance(one, other), limit + 1)
