"""Written cards are kept while they hold, within a bound (DESIGN 8: cards are joined with the moment)."""

import gc
from typing import Any

from app.catalogue.entries import Hit
from app.services.kept_cards import OVERHEAD, KeptCards

CARD = b"x" * 100
NIGHT = 10**6


class _Segment:
    """Stands for a segment: only which one it is counts here."""


def hit(segment: Any, row: int) -> Hit:
    return Hit(segment, row, (0, 0, 0, str(row)), None, lambda around: None)  # type: ignore[arg-type,return-value]


def held(cards: KeptCards, segment: Any, row: int) -> bool:
    return cards.get_page([hit(segment, row)], "nl", 5)[0] is not None


def test_a_card_holds_from_its_minute_up_to_the_one_it_changes_in_its_own_language() -> None:
    cards, segment = KeptCards(), _Segment()
    cards.keep(hit(segment, 1), "nl", CARD, since=10, until=20)
    page = [hit(segment, 1), hit(segment, 2)]
    assert [cards.get_page(page, "nl", now)[0] for now in (9, 10, 19, 20)] == [None, CARD, CARD, None]
    assert cards.get_page(page, "nl", 10)[1] is None
    assert cards.get_page(page, "en", 10) == [None, None]


def test_what_is_asked_often_stays_and_the_rest_is_forgotten() -> None:
    cards, segment = KeptCards(10 * (len(CARD) + OVERHEAD)), _Segment()
    for row in range(50):
        cards.keep(hit(segment, row), "nl", CARD, since=0, until=NIGHT)
        assert held(cards, segment, 0)
        assert held(cards, segment, row)
    assert sum(held(cards, segment, row) for row in range(50)) <= 12


def test_a_card_goes_with_its_segment() -> None:
    cards, segment, other = KeptCards(), _Segment(), _Segment()
    cards.keep(hit(segment, 1), "nl", CARD, since=0, until=NIGHT)
    cards.keep(hit(other, 1), "nl", b"other", since=0, until=NIGHT)
    del segment
    gc.collect()
    assert len(cards._young) == 1
    assert cards.get_page([hit(other, 1)], "nl", 5) == [b"other"]
