"""What makes a price payable where an activity is: passes, schemes and funds of its own gemeente (DESIGN 3, help)."""

from collections.abc import Iterable

import orjson

from app.catalogue.bitmaps import has_row
from app.catalogue.entries import Entry
from app.catalogue.moments import Moment
from app.catalogue.reference import Reference
from app.catalogue.step_groups import only_for_class
from app.domain.arrangements import ANYBODY, ASK_FIRST, CLASS, Arrangement, PaidAs, Payer, find_help, paid_as
from app.domain.money_texts import language_of
from app.schemas.family_price import write_help

MOST_SORTS = 20_000


class HelpWriter:
    """Writes the `help` member as JSON bytes; the same for every family, kept per gemeente and what may be paid.

    What only a class can do shows what pays for a class.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._broader = {theme.id: theme.broader for theme in reference.themes if theme.broader is not None}
        self._by_sort: dict[tuple[int, tuple[int, bytes, bytes], str, bool], tuple[object, bytes]] = {}
        self._kept: dict[tuple[str | None, PaidAs, str, bool], bytes] = {}
        self._found: dict[tuple[str | None, tuple[str, ...], Payer], tuple[Arrangement, ...]] = {}

    def write(self, gemeente: str | None, themes: Iterable[str], cost: str, lang: str, payer: Payer = ANYBODY) -> bytes:
        """A JSON array of {id, name, kind, how, askedBy, doubt}; empty for what is free."""
        if cost == "free":
            return b"[]"
        lang = language_of(lang)
        paid = paid_as(themes, self._broader)
        key = (gemeente, paid, lang, payer.is_class)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = orjson.dumps(self.list_for(payer, gemeente, themes, lang))
        return kept

    def list_for(self, payer: Payer, gemeente: str | None, themes: Iterable[str], lang: str) -> list[dict[str, object]]:
        """What pays for these children, or for a class; each as in `write`."""
        lang, themes = language_of(lang), tuple(themes)
        is_sure = paid_as(themes, self._broader).is_sure and not payer.is_class
        doubt = None if is_sure else ASK_FIRST[lang]
        return [write_help(facts, lang, doubt) for facts in self.arrangements(gemeente, themes, payer)]

    def write_for(self, entry: Entry, moment: Moment, lang: str) -> bytes:
        """As `write`, kept per sort of row, so that themes and areas are read once for many cards."""
        payer = CLASS if has_row(only_for_class(moment.segment), entry.row) else ANYBODY
        key = (id(moment.segment), moment.sort, lang, payer.is_class)
        kept = self._by_sort.get(key)
        if kept is None:
            written = self.write(entry.gemeente, entry.themes, entry.cost, lang, payer)
            if len(self._by_sort) >= MOST_SORTS:
                self._by_sort.clear()
            # The segment is kept with it, so that its id cannot come to mean another one.
            self._by_sort[key] = kept = (moment.segment, written)
        return kept[1]

    def arrangements(
        self, gemeente: str | None, themes: Iterable[str], payer: Payer = ANYBODY
    ) -> tuple[Arrangement, ...]:
        """The arrangements that may pay an activity with these themes in that gemeente, as facts."""
        key = (gemeente, tuple(themes), payer)
        kept = self._found.get(key)
        if kept is None:
            if len(self._found) >= MOST_SORTS:
                self._found.clear()
            paid = paid_as(key[1], self._broader)
            self._found[key] = kept = find_help(self._reference.passes.values(), paid, gemeente, payer)
        return kept
