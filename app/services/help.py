"""What makes a price payable where an activity is: passes, schemes and funds of its own gemeente (DESIGN 3, help)."""

from collections.abc import Iterable

import orjson

from app.catalogue.entries import Hit
from app.catalogue.moments import Moment
from app.catalogue.reference import PassFacts, Reference
from app.schemas.labels import label_language

COUNTRY = "NL"
MOST_SORTS = 20_000
SPORT, CULTURE = "sport", "culture"


class HelpWriter:
    """Writes the `help` member as JSON bytes; the same sentence for every family, kept per gemeente and kind."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._sport = reference.themes.expand("sport") if "sport" in reference.themes else frozenset()
        self._by_sort: dict[tuple[int, tuple[int, bytes, bytes], str], tuple[object, bytes]] = {}
        self._kept: dict[tuple[str | None, bool, str], bytes] = {}

    def write(self, gemeente: str | None, themes: Iterable[str], cost: str, lang: str) -> bytes:
        """A JSON array of {id, name, kind, how, askedBy}; empty for what is free."""
        if cost == "free":
            return b"[]"
        lang = label_language(lang)
        key = (gemeente, not self._sport.isdisjoint(themes), lang)
        kept = self._kept.get(key)
        if kept is None:
            found = self.arrangements(gemeente, SPORT if key[1] else CULTURE)
            kept = orjson.dumps([_to_wire(facts, lang) for facts in found])
            self._kept[key] = kept
        return kept

    def write_for(self, hit: Hit, moment: Moment, lang: str) -> bytes:
        """As `write`, kept per sort of row, so that themes and areas are read once for many cards."""
        key = (id(moment.segment), moment.sort, lang)
        kept = self._by_sort.get(key)
        if kept is None:
            written = self.write(hit.gemeente, hit.themes, hit.cost, lang)
            if len(self._by_sort) >= MOST_SORTS:
                self._by_sort.clear()
            # The segment is kept with it, so that its id cannot come to mean another one.
            self._by_sort[key] = kept = (moment.segment, written)
        return kept[1]

    def arrangements(self, gemeente: str | None, pays: str) -> list[PassFacts]:
        """Those of the gemeente itself, and those of the whole country where the gemeente has none of that name."""
        fitting = [facts for facts in self._reference.passes.values() if pays in facts.pays]
        own = [facts for facts in fitting if gemeente is not None and gemeente in facts.areas]
        known = {facts.arrangement for facts in own}
        return own + [facts for facts in fitting if COUNTRY in facts.areas and facts.arrangement not in known]


def _to_wire(facts: PassFacts, lang: str) -> dict[str, object]:
    how = facts.how_en if lang == "en" else facts.how_nl
    return {"id": facts.id, "name": facts.name, "kind": facts.kind, "how": how, "askedBy": list(facts.asked_by)}
