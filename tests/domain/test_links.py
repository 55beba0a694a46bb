"""An address that cannot work anywhere is told by its shape; one that may is left alone."""

import pytest

from app.domain.likeness import is_like, telling_part
from app.domain.links import find_link_fault


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://localhost/aanmelden", "not-public"),
        ("https://192.168.1.4/club", "not-public"),
        ("https://intranet.school.local/x", "not-public"),
        ("https://www.voorbeeld.nl/club", "placeholder"),
        ("https://example.com", "placeholder"),
        ("https://bibliotheek", "no-ending"),
        ("https://bibliotheek.1", "no-ending"),
        ("https://http://bibliotheek.nl", "doubled"),
        ("https://bibliotheek.nl/activiteit?id=3", None),
        ("https://a.nl/r?u=https://b.nl", None),
        ("https://xn--caf-dma.nl", None),
        ("https://93.184.216.34/x", None),
    ],
)
def test_a_dead_shape_is_recognised(url: str, fault: str | None) -> None:
    assert find_link_fault(url) == fault


@pytest.mark.parametrize(
    ("title", "other", "wanted"),
    [
        ("Robotclub", "Robot club", True),
        ("Natuurclub De Linde", "De Linde: natuurclub!", True),
        ("Schaken voor beginners", "Schaken voor beginners (8-12 jaar)", True),
        ("Schaken voor beginners", "Dansen voor beginners", False),
        ("Knutselen", "Koken", False),
        ("!!!", "Koken", False),
    ],
)
def test_titles_are_alike_by_words_or_letters(title: str, other: str, wanted: bool) -> None:
    assert is_like(title, other) is is_like(other, title) is wanted


def test_the_longest_word_is_looked_for_as_it_stands_a_long_one_by_its_beginning() -> None:
    assert telling_part("Café De Vos!") == "Café"
    assert telling_part("De Robotclub") == "Robot"
    assert telling_part("!!!") == ""
