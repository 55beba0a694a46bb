"""Ages and prices that stand only in a title or a sentence."""

from typing import Any

import pytest

from app.importers.draft_building import DraftBuilder
from app.importers.free_text import complete_from_text
from tests.importers.feeds import CONTEXT


def complete(title: str, description: str = "") -> tuple[dict[str, Any], list[str]]:
    builder = DraftBuilder(CONTEXT)
    builder.set_title(title)
    builder.set_description(description)
    complete_from_text(builder)
    return builder.members, [warning.code for warning in builder.warnings]


@pytest.mark.parametrize(
    ("title", "age", "groups"),
    [
        ("Knutselen 6-9 jaar", {"min": 6, "max": 9}, None),
        ("Judo (8+)", {"min": 8}, None),
        ("Schaken voor groep 5-8", None, ["groep5", "groep6", "groep7", "groep8"]),
        ("Typecursus groep 7/8", None, ["groep7", "groep8"]),
        ("Musical (groep 8)", None, ["groep8"]),
        ("Koken vanaf groep 6", None, ["groep6", "groep7", "groep8"]),
        ("Kinderyoga 4 t/m 6 jaar", {"min": 4, "max": 6}, None),
        ("Dans | 10–14 jr.", {"min": 10, "max": 14}, None),
        ("Peuterdans (18 maanden - 4 jaar)", {"min": 1, "max": 4, "minMonths": 18}, None),
        ("Zwemmen vanaf 5 jaar", {"min": 5}, None),
        ("Voorlezen tot 6 jaar", {"max": 5}, None),
        ("Toneel voor 8- en 9-jarigen", {"min": 8, "max": 9}, None),
        ("Street dance 12 jaar en ouder", {"min": 12}, None),
        ("Coding club ages 9-12", {"min": 9, "max": 12}, None),
        ("Walking football 55+", {"min": 55}, None),
        ("Training JO11-2", {"max": 10}, None),
        ("Kleutergym", {"min": 4, "max": 5}, ["groep1", "groep2"]),
        ("Peuter- en kleuterdans", {"min": 2, "max": 5}, ["peuters", "groep1", "groep2"]),
    ],
)
def test_a_title_may_say_for_whom_it_is(title: str, age: dict[str, int] | None, groups: list[str] | None) -> None:
    members, told = complete(title)
    assert (members.get("age"), members.get("schoolGroups")) == (age, groups)
    assert told == ["age-from-text"]


@pytest.mark.parametrize(
    "title",
    ["Toernooi 2026-2027", "Zwemles B 3-4", "Koor bestaat 10 jaar", "Opening 3/4", "Disco 19:00-21:00 uur",
     "Top 40 feest", "2+2 is 5 toneel", "Groep 7 Rotterdam: wandeling", "Kerst 24-12", "Editie 12"],
)  # fmt: skip
def test_other_numbers_in_a_title_are_no_age(title: str) -> None:
    members, told = complete(title)
    assert ("age" in members, "schoolGroups" in members, told) == (False, False, [])


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("Voor kinderen van 6 t/m 12 jaar.", {"min": 6, "max": 12}),
        ("Elke week een nieuw thema. Leeftijd: 8-12 jaar", {"min": 8, "max": 12}),
        ("Onze vereniging bestaat 10 tot 12 jaar.", None),
        ("De trainer heeft 5-6 jaar ervaring met kinderen.", None),
        ("Kinderen onder begeleiding, tot 8 jaar begeleid door een ouder.", None),
        ("Kinderen tot 4 jaar gratis.", None),
        ("Voor kinderen vanaf 4 jaar, onder begeleiding van een volwassene.", {"min": 4}),
        ("Voor kinderen (6-12 jaar) en volwassenen.", {"min": 6, "max": 12}),
        ("Samen bouwen.\n6-12 jaar", {"min": 6, "max": 12}),
        ("Neem een schort mee. De hal staat er al 6-12 jaar en gaat in de winter dicht.", None),
    ],
)
def test_a_sentence_may_say_it_when_it_speaks_of_who(sentence: str, age: dict[str, int] | None) -> None:
    assert complete("Knutselclub", sentence)[0].get("age") == age


@pytest.mark.parametrize(
    ("sentence", "cost", "amounts"),
    [
        ("We gaan tekenen. Kosten: € 5 per keer, inclusief materiaal.", "paid", [("5.00", "session")]),
        ("Deelname kost 7,50 euro per les.", "paid", [("7.50", "session")]),
        ("Entree €3,-", "paid", [("3.00", "session")]),
        ("Kosten: 7,50 per les", "paid", [("7.50", "session")]),
        ("De toegang is gratis.", "free", []),
        ("Kinderen doen gratis mee.", "free", []),
        ("Gratis!", "free", []),
        ("Kosten: geen", "free", []),
        ("Deelname is gratis, aanmelden verplicht", "free", []),
        ("Contributie € 24 per maand. Inschrijfgeld € 10.", "paid", [("24.00", "month"), ("10.00", "once")]),
        ("Gratis parkeren bij de hal.", None, None),
        ("Win € 50 met de quiz!", None, None),
        ("De opbrengst was € 1.200, kosten niet meegerekend.", None, None),
        ("Eerste les gratis.", None, None),
        ("Neem € 2 mee voor de kluisjes.", None, None),
        ("Er is gratis koffie.", None, None),
        ("We zijn vrij op woensdag.", None, None),
    ],
)
def test_a_sentence_about_money_gives_the_price(
    sentence: str, cost: str | None, amounts: list[tuple[str, str]] | None
) -> None:
    members, _ = complete("Knutselclub", sentence)
    found = [(price["amount"], price["per"]) for price in members.get("prices", [])]
    assert (members.get("cost"), found) == (cost, amounts or [])


def test_a_price_may_stand_in_the_title() -> None:
    assert complete("Pannenkoeken bakken (€ 3,50)")[0]["prices"][0]["amount"] == "3.50"
    assert "cost" not in complete("Sponsorloop: € 1.000 opgehaald")[0]


def test_a_free_activity_may_say_so_in_its_title() -> None:
    assert complete("Gratis workshop graffiti")[0]["cost"] == "free"
    assert "cost" not in complete("Gratis proefles judo")[0]
    assert "cost" not in complete("Free running")[0]


def test_the_words_that_were_used_are_said() -> None:
    builder = DraftBuilder(CONTEXT)
    builder.set_title("Knutselen 6-9 jaar")
    builder.set_description("Kosten: € 5 per keer")
    complete_from_text(builder)
    assert [warning.code for warning in builder.warnings] == ["age-from-text", "price-from-text"]
    assert "6-9 jaar" in builder.warnings[0].detail
    assert "€ 5 per keer" in builder.warnings[1].detail


def test_what_the_source_states_itself_goes_first() -> None:
    builder = DraftBuilder(CONTEXT)
    builder.set_title("Knutselen 6-9 jaar")
    builder.set_description("Kosten: € 5 per keer")
    builder.members |= {"age": {"min": 4, "max": 8}, "cost": "free"}
    complete_from_text(builder)
    assert (builder.members["age"], builder.members["cost"], builder.warnings) == ({"min": 4, "max": 8}, "free", [])
