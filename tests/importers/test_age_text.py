"""Ages and school groups in human words, worked out by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importers.age_text import read_age, read_age_bounds

AGES: list[tuple[str, dict[str, int]]] = [
    ("8 t/m 12 jaar", {"min": 8, "max": 12}),
    ("8-12", {"min": 8, "max": 12}),
    ("8 - 12 jr", {"min": 8, "max": 12}),
    ("4 – 12 jaar", {"min": 4, "max": 12}),
    ("8 tm 12", {"min": 8, "max": 12}),
    ("8 tem 12 jaar", {"min": 8, "max": 12}),
    ("8 à 12 jaar", {"min": 8, "max": 12}),
    ("8/12", {"min": 8, "max": 12}),
    ("4 tot en met 12 jaar", {"min": 4, "max": 12}),
    ("8 jaar t/m 12 jaar", {"min": 8, "max": 12}),
    ("van 4 t/m 12", {"min": 4, "max": 12}),
    ("vanaf 4 t/m 12 jaar", {"min": 4, "max": 12}),
    ("tussen 8 en 12 jaar", {"min": 8, "max": 12}),
    ("leeftijd: 8-12", {"min": 8, "max": 12}),
    ("Jeugd 6-18", {"min": 6, "max": 18}),
    ("Kinderen (4-12)", {"min": 4, "max": 12}),
    ("12 t/m 16 jaar", {"min": 12, "max": 16}),
    ("6 tot 12 jaar", {"min": 6, "max": 11}),
    ("0 tot 4 jaar", {"min": 0, "max": 3}),
    ("kinderen van 4 tot 12 jaar", {"min": 4, "max": 11}),
    ("vanaf 4 tot 12 jaar", {"min": 4, "max": 11}),
    ("minimaal 8, maximaal 14 jaar", {"min": 8, "max": 14}),
    ("Jongens en meisjes van 8 tot 14 jaar", {"min": 8, "max": 13}),
    ("van 8 jaar tot 12 jaar", {"min": 8, "max": 11}),
    ("vanaf 6 jaar", {"min": 6}),
    ("6 jaar en ouder", {"min": 6}),
    ("4+", {"min": 4}),
    ("16+", {"min": 16}),
    ("12 jaar+", {"min": 12}),
    ("55 plus", {"min": 55}),
    ("min. 8 jaar", {"min": 8}),
    ("ouder dan 12", {"min": 13}),
    ("18 jaar en ouder", {"min": 18}),
    ("Ages 5+", {"min": 5}),
    ("7 yrs+", {"min": 7}),
    ("tot 12 jaar", {"max": 11}),
    ("t/m 12", {"max": 12}),
    ("tot en met 12 jaar", {"max": 12}),
    ("max. 12 jaar", {"max": 12}),
    ("maximaal 12 jaar", {"max": 12}),
    ("jonger dan 4", {"max": 3}),
    ("onder de 12", {"max": 11}),
    ("under 12", {"max": 11}),
    ("up to 12", {"max": 12}),
    ("12 and under", {"max": 12}),
    ("U12", {"max": 11}),
    ("U11s", {"max": 10}),
    ("JO11-1", {"max": 10}),
    ("6 to 12 years", {"min": 6, "max": 12}),
    ("ages 6-12", {"min": 6, "max": 12}),
    ("9 - 12 years old", {"min": 9, "max": 12}),
    ("16 - 21", {"min": 16, "max": 21}),
    ("8 jaar", {"min": 8, "max": 8}),
    ("8", {"min": 8, "max": 8}),
    ("8 of 9 jaar", {"min": 8, "max": 9}),
    ("7, 8 en 9 jaar", {"min": 7, "max": 9}),
    ("6/7 jaar", {"min": 6, "max": 7}),
    ("46 t/m 85 jaar en 86+", {"min": 46}),
    ("0-100", {"min": 0, "max": 100}),
    ("5-99 jaar", {"min": 5, "max": 99}),
    ("alle leeftijden", {"min": 0}),
    ("Iedereen is welkom", {"min": 0}),
    ("all ages", {"min": 0}),
    ("Voor jong en oud", {"min": 0}),
    ("Alle leeftijden (kinderen onder de 8 onder begeleiding)", {"min": 0}),
    ("6 - 12 jaar (onder begeleiding van een volwassene)", {"min": 6, "max": 12}),
    ("volwassenen", {"min": 18}),
    ("baby's (0-1 jaar)", {"min": 0, "max": 1}),
    ("peuters 2-4 jaar", {"min": 2, "max": 4}),
    ("18 maanden", {"min": 1, "max": 1, "minMonths": 18, "maxMonths": 18}),
    ("vanaf 18 maanden", {"min": 1, "minMonths": 18}),
    ("18 maanden tot 4 jaar", {"min": 1, "max": 3, "minMonths": 18}),
    ("0-18 maanden", {"min": 0, "max": 1, "maxMonths": 18}),
    ("6 weken tot 4 jaar", {"min": 0, "max": 3, "minMonths": 1}),
    ("2,5 - 4 jaar", {"min": 2, "max": 4, "minMonths": 30}),
    ("6 months - 4 years", {"min": 0, "max": 4, "minMonths": 6}),
    ("middelbare school", {"min": 12, "max": 18}),
    ("brugklas", {"min": 12, "max": 13}),
    ("kleuters", {"min": 4, "max": 5}),
    ("peuters", {"min": 2, "max": 3}),
    ("", {}),
    ("-", {}),
    ("onbekend", {}),
    ("n.v.t.", {}),
    ("kinderen", {}),
    ("gezinnen", {}),
]


@pytest.mark.parametrize(("text", "age"), AGES, ids=[case[0] or "empty" for case in AGES])
def test_an_age_is_read_as_a_person_reads_it(text: str, age: dict[str, int]) -> None:
    reading = read_age(text)
    assert reading.to_wire() == age
    assert reading.doubts == ()


GROUPS: list[tuple[str, str]] = [
    ("groep 5-8", "5678"),
    ("groep 3 t/m 5", "345"),
    ("groep 3 tot en met 8", "345678"),
    ("groepen 5, 6 en 7", "567"),
    ("groep 7/8", "78"),
    ("gr. 3-4", "34"),
    ("groep 1-2-3", "123"),
    ("vanaf groep 5", "5678"),
    ("t/m groep 4", "1234"),
    ("groep 5 en hoger", "5678"),
    ("groep 8", "8"),
    ("groep 7 en 8", "78"),
    ("Groep 5 t/m groep 8", "5678"),
    ("basisschool", "12345678"),
    ("basisonderwijs groep 3-4", "34"),
]


@pytest.mark.parametrize(("text", "numbers"), GROUPS)
def test_groups_of_primary_school_stay_groups(text: str, numbers: str) -> None:
    assert read_age(text).school_groups == tuple(f"groep{number}" for number in numbers)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("klas 1 t/m 3", "123"),
        ("1e klas", "1"),
        ("brugklas", "1"),
        ("klas 1, 2 en 3", "123"),
        ("2e t/m 4e klas", "234"),
    ],
)
def test_classes_of_secondary_school(text: str, numbers: str) -> None:
    assert read_age(text).school_groups == tuple(f"klas{number}" for number in numbers)


def test_ages_beside_groups_are_both_kept() -> None:
    reading = read_age("groep 1 t/m 8 (4-12 jaar)")
    assert reading.to_wire() == {"min": 4, "max": 12}
    assert len(reading.school_groups) == 8


@pytest.mark.parametrize(
    ("text", "age", "code"),
    [
        ("12-8", {"min": 8, "max": 12}, "age-swapped"),
        ("8-dec", {"min": 8, "max": 12}, "age-was-date"),
        ("2026-12-08", {"min": 8, "max": 12}, "age-was-date"),
        ("06-aug", {"min": 6, "max": 8}, "age-was-date"),
        ("4 t/m 6 en 10 t/m 12 jaar", {"min": 4, "max": 12}, "age-gap"),
        ("tieners", {"min": 12, "max": 17}, "age-rounded"),
        ("blabla", {}, "age-not-understood"),
        ("geboren in 2015", {}, "age-not-understood"),
        ("onderbouw", {}, "age-not-understood"),
        ("tussen 150 en 200 jaar", {}, "age-out-of-range"),
    ],
)
def test_what_is_not_sure_is_said(text: str, age: dict[str, int], code: str) -> None:
    reading = read_age(text)
    assert reading.to_wire() == age
    assert [doubt.code for doubt in reading.doubts] == [code]


@pytest.mark.parametrize(
    ("low", "high", "age"),
    [
        ("6", "12", {"min": 6, "max": 12}),
        ("0", "100", {"min": 0, "max": 100}),
        ("", "12", {"max": 12}),
        ("6", "", {"min": 6}),
        ("6.0", "12.0", {"min": 6, "max": 12}),
        ("4", "0", {"min": 4}),
        ("18 mnd", "4", {"min": 1, "max": 4, "minMonths": 18}),
        ("4", "999", {"min": 4}),
        ("", "", {}),
        ("-", "n.v.t.", {}),
        ("6 jaar", "12 jaar", {"min": 6, "max": 12}),
    ],
)
def test_two_columns_give_a_range(low: str, high: str, age: dict[str, int]) -> None:
    assert read_age_bounds(low, high).to_wire() == age


@pytest.mark.parametrize(
    ("text", "audience"),
    [("Kinderen en gezinnen", ("children", "families")), ("leerkrachten", ("teachers",)), ("scholen", ("schools",))],
)
def test_who_is_meant_is_read(text: str, audience: tuple[str, ...]) -> None:
    assert read_age(text).audience == audience


def test_school_types_are_read() -> None:
    assert read_age("vmbo, havo en vwo").school_types == ("vmbo", "havo", "vwo")


@given(st.text(alphabet=st.sampled_from("0123456789 -+/,.jartmgoepklsvnbd½"), max_size=50))
def test_any_text_gives_ages_within_bounds(text: str) -> None:
    check_bounds(read_age(text).to_wire())


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_cells_give_ages_within_bounds(low: str, high: str) -> None:
    check_bounds(read_age_bounds(low, high).to_wire())


def check_bounds(age: dict[str, Any]) -> None:
    assert all(0 <= age[name] <= 100 for name in ("min", "max") if name in age)
    assert all(0 <= age[name] <= 1_211 for name in ("minMonths", "maxMonths") if name in age)
    assert not ("min" in age and "max" in age and age["max"] < age["min"])
    assert not ("minMonths" in age and "maxMonths" in age and age["maxMonths"] < age["minMonths"])


@pytest.mark.parametrize("piece", ["8-", "1,", "groep 5 ", "groep 1,2", "(", ",begeleid", "tot ", "8 jaar ", "4+ en "])
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    check_bounds(read_age(piece * 3_000).to_wire())


@pytest.mark.parametrize("text", ["18-", "12 -", "12–"])
def test_a_number_with_a_dash_says_neither_from_nor_till(text: str) -> None:
    reading = read_age(text)
    assert (reading.to_wire(), [doubt.code for doubt in reading.doubts]) == ({}, ["age-not-understood"])


def test_a_lowest_age_above_all_ages_is_left_out() -> None:
    reading = read_age_bounds("B103", "24")
    assert (reading.to_wire(), [doubt.code for doubt in reading.doubts]) == ({"max": 24}, ["age-out-of-range"])


@pytest.mark.parametrize(
    ("text", "years", "groups"),
    [
        ("midden- en bovenbouw", (6, 12), range(3, 9)),
        ("middenbouw en bovenbouw", (6, 12), range(3, 9)),
        ("onderbouw/middenbouw", (4, 9), range(1, 6)),
        ("onder-, midden- en bovenbouw", (4, 12), range(1, 9)),
        ("middenbouw", (6, 9), range(3, 6)),
    ],
)
def test_parts_of_a_primary_school_beside_its_middle_part(text: str, years: tuple[int, int], groups: range) -> None:
    reading = read_age(text)
    assert reading.to_wire() == {"min": years[0], "max": years[1]}
    assert list(reading.school_groups) == [f"groep{number}" for number in groups]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("groep 7, 8 en klas 1", ("groep7", "groep8", "klas1")),
        ("groep 5-8 en klas 1", ("groep5", "groep6", "groep7", "groep8", "klas1")),
        ("groep 8, klas 1 en 2", ("groep8", "klas1", "klas2")),
        ("klas 1, klas 2", ("klas1", "klas2")),
        ("groep 7 / groep 8", ("groep7", "groep8")),
        ("groep 5 t/m groep 7", ("groep5", "groep6", "groep7")),
    ],
)
def test_classes_beside_groups_are_classes(text: str, groups: tuple[str, ...]) -> None:
    assert read_age(text).school_groups == groups
