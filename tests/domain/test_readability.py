"""Plain Dutch passes, official Dutch is warned about, and too little text says nothing."""

import pytest

from app.domain.readability import LEAST_WORDS, count_syllables, read_ease

PLAIN = (
    "Je leert een robot bouwen. Daarna laat je hem dansen. Je hoeft nog niets te kunnen. Wij helpen je. "
    "Neem kleren mee die vies mogen worden.",
    "Kinderen van 8 tot en met 12 jaar leren programmeren. We werken elke week aan een eigen spelletje op de computer. "
    "Aan het eind van de cursus laat je het zien aan je ouders.",
    "Elke woensdag zoek je met een groepje naar dieren in het park. Je leert hoe ze heten en waar ze wonen. "
    "Doe oude kleren aan, want soms is het nat.",
)
HARD = (
    "Tijdens deze interdisciplinaire masterclass verkennen deelnemers op associatieve wijze de mogelijkheden van "
    "hedendaagse beeldende technieken, waarbij talentontwikkeling en persoonlijke expressie centraal staan in een "
    "inspirerende leeromgeving.",
    "Door middel van een gedifferentieerd curriculum wordt de participatie van jeugdigen in vrijetijdsactiviteiten "
    "gestimuleerd, teneinde maatschappelijke achterstanden structureel terug te dringen en zelfredzaamheid te "
    "bevorderen.",
)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_dutch_is_not_hard(text: str) -> None:
    assert not read_ease(text).is_hard


@pytest.mark.parametrize("text", HARD)
def test_official_dutch_is_hard(text: str) -> None:
    reading = read_ease(text)
    assert reading.is_hard
    assert reading.longest > 20


def test_the_formula_is_that_of_douma() -> None:
    text = "De kat zit op de mat. " * 4
    assert read_ease(text).ease == round(206.84 - 0.93 * 6 - 77 * 1, 1)
    assert not read_ease(text).is_hard


def test_a_few_words_say_nothing() -> None:
    assert read_ease("Interdisciplinaire talentontwikkeling " * (LEAST_WORDS // 2 - 1)).ease is None
    assert read_ease("").ease is None


@pytest.mark.parametrize(
    ("word", "count"),
    [("kinderboerderij", 5), ("fietsen", 2), ("leeuwen", 2), ("school", 1), ("tv", 1), ("water", 2), ("buiten", 2)],
)
def test_syllables_are_groups_of_dutch_vowels(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_a_shout_ends_a_sentence_once_however_long_it_is() -> None:
    shouted = f"Kom je ook spelen{'!' * 100_000} We zijn er elke week{'?' * 100_000}"
    assert read_ease(shouted + "x") == read_ease("Kom je ook spelen! We zijn er elke week?x")
