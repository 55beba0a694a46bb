"""What makes a price payable where an activity is: passes, schemes and funds of its own gemeente (DESIGN 3, help)."""

from collections.abc import Iterable

import orjson

from app.catalogue.entries import Entry
from app.catalogue.moments import Moment
from app.catalogue.reference import Reference
from app.domain.arrangements import ASK_FIRST, Arrangement, PaidAs, find_help, paid_as
from app.domain.money_texts import language_of
from app.schemas.family_price import write_help

MOST_SORTS = 20_000


class HelpWriter:
    """Writes the `help` member as JSON bytes; the same for every family, kept per gemeente and what may be paid."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._broader = {theme.id: theme.broader for theme in reference.themes if theme.broader is not None}
        self._by_sort: dict[tuple[int, tuple[int, bytes, bytes], str], tuple[object, bytes]] = {}
        self._kept: dict[tuple[str | None, PaidAs, str], bytes] = {}

    def write(self, gemeente: str | None, themes: Iterable[str], cost: str, lang: str) -> bytes:
        """A JSON array of {id, name, kind, how, askedBy, doubt}; empty for what is free."""
        if cost == "free":
            return b"[]"
        lang = language_of(lang)
        paid = paid_as(themes, self._broader)
        key = (gemeente, paid, lang)
        kept = self._kept.get(key)
        if kept is None:
            doubt = None if paid.is_sure else ASK_FIRST[lang]
            found = find_help(self._reference.passes.values(), paid, gemeente)
            kept = orjson.dumps([write_help(facts, lang, doubt) for facts in found])
            self._kept[key] = kept
        return kept

    def list_for_residents(
        self, residence: str, gemeente: str | None, themes: Iterable[str], lang: str
    ) -> list[dict[str, object]]:
        """What pays for a child that lives in another gemeente than that of the activity."""
        lang = language_of(lang)
        paid = paid_as(themes, self._broader)
        doubt = None if paid.is_sure else ASK_FIRST[lang]
        found = find_help(self._reference.passes.values(), paid, gemeente, residence=residence)
        return [write_help(facts, lang, doubt) for facts in found]

    def write_for(self, entry: Entry, moment: Moment, lang: str) -> bytes:
        """As `write`, kept per sort of row, so that themes and areas are read once for many cards."""
        key = (id(moment.segment), moment.sort, lang)
        kept = self._by_sort.get(key)
        if kept is None:
            written = self.write(entry.gemeente, entry.themes, entry.cost, lang)
            if len(self._by_sort) >= MOST_SORTS:
                self._by_sort.clear()
            # The segment is kept with it, so that its id cannot come to mean another one.
            self._by_sort[key] = kept = (moment.segment, written)
        return kept[1]

    def arrangements(
        self, gemeente: str | None, themes: Iterable[str], *, residence: str | None = None, age: int | None = None
    ) -> tuple[Arrangement, ...]:
        """The arrangements that may pay an activity with these themes in that gemeente, as facts."""
        paid = paid_as(themes, self._broader)
        return find_help(self._reference.passes.values(), paid, gemeente, residence=residence, age=age)
