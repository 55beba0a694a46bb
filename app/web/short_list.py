"""A short list for a child: a handful of cards, one provider a card, its other offers folded in it.

Nothing leaves the order of the search: a card stands where the first offer of its provider stands, and the next page
begins after the last offer shown, so that turning the pages shows each offer once.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.deps import Runtime
from app.schemas.parsing import parse_search
from app.services.finding import Answer
from app.web.cards import describe_card

Pairs = Sequence[tuple[str, str]]
MOST_CARDS = 5
WINDOW = 100
"""Offers looked through for so many providers."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one provider has here, in order: the first as a card, the others folded in it. who: its name."""

    who: str
    offers: tuple[dict[str, Any], ...]

    def without(self, ids: Container[str]) -> "Shelf":
        """What is left when these stand elsewhere."""
        return Shelf(self.who, tuple(offer for offer in self.offers if offer["id"] not in ids))


@dataclass(frozen=True, slots=True)
class ShortList:
    """answer: of exactly the offers on the shelves."""

    shelves: tuple[Shelf, ...]
    answer: Answer

    @property
    def total(self) -> int:
        """How many match in all."""
        return self.answer.found.total


def find_short(runtime: Runtime, pairs: Pairs, lang: str, *, cursor: str = "", most: int = MOST_CARDS) -> ShortList:
    """At most so many cards for a question without `limit`. Raises InvalidInput naming every fault."""
    begun = [*pairs, *([("cursor", cursor)] if cursor else [])]
    answer = _find(runtime, begun, WINDOW)
    found = answer.found
    items = [orjson.loads(card) for card in runtime.view.presenter.cards(found.hits, answer.around, lang)]
    shelves, shown = _fold(items, most)
    if shown < len(items):
        answer = _find(runtime, begun, shown)
    return ShortList(tuple(_describe(shelf, lang) for shelf in shelves), answer)


def ids_on(shelves: Iterable[Shelf]) -> set[str]:
    """Every offer on them."""
    return {offer["id"] for shelf in shelves for offer in shelf.offers}


def _find(runtime: Runtime, pairs: Pairs, limit: int) -> Answer:
    return runtime.view.finder.find(parse_search([*pairs, ("limit", str(limit))]), runtime.minute())


def _fold(items: Sequence[Mapping[str, Any]], most: int) -> tuple[list[list[Mapping[str, Any]]], int]:
    """Offers by provider in the order of their first, and how many stand before the provider that is one too many."""
    shelves: dict[str, list[Mapping[str, Any]]] = {}
    for at, item in enumerate(items):
        owner = (item["organisation"] or item)["id"]
        if owner not in shelves and len(shelves) == most:
            return list(shelves.values()), at
        shelves.setdefault(owner, []).append(item)
    return list(shelves.values()), len(items)


def _describe(items: Sequence[Mapping[str, Any]], lang: str) -> Shelf:
    who = (items[0]["organisation"] or {}).get("name") or ""
    return Shelf(who, tuple(describe_card(dict(item), lang) for item in items))
