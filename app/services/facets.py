"""Facet counts as they leave: value, a word people read, count; largest first, then by value."""

from collections.abc import Iterable, Mapping
from operator import itemgetter

import orjson

from app.catalogue.reference import Reference
from app.domain.vocabulary import SCHOOL_GROUPS, AreaLevel
from app.schemas.labels import LABELS, label_language, label_of

_COUNT = itemgetter(1)
AREA_FACETS = frozenset(level.value for level in AreaLevel)


class FacetWriter:
    """Writes facets as JSON bytes. Labels are looked up once per value and language and kept as bytes."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._heads: dict[tuple[str, str], dict[str, bytes]] = {}

    def write(self, facets: Mapping[str, Mapping[str, int]], lang: str, *, has_zeros: bool) -> bytes:
        """{"name":[{"value","label","count"}]}; with zeros every known value of a closed list or the areas is there."""
        parts = []
        lang = label_language(lang)
        for name, counts in facets.items():
            if has_zeros:
                counts = dict.fromkeys(self.known_values(name), 0) | dict(counts)  # noqa: PLW2901
            ordered = sorted(counts.items())
            ordered.sort(key=_COUNT, reverse=True)  # stable: equal counts stay in the order of their values
            heads = self._heads.setdefault((name, lang), {})
            items = [(heads.get(value) or self._head(name, value, lang)) + b"%d}" % count for value, count in ordered]
            parts.append(b'"%b":[%b]' % (name.encode(), b",".join(items)))
        return b"{" + b",".join(parts) + b"}"

    def known_values(self, name: str) -> Iterable[str]:
        """The values a facet can have, for zeros; open lists (organisation, language) have none."""
        if name in AREA_FACETS:
            return [area.code for area in self._reference.areas.all() if area.level == name]
        if name == "theme":
            return self._reference.themes.ids()
        return SCHOOL_GROUPS if name == "schoolGroup" else LABELS.get(name, {})

    def _head(self, name: str, value: str, lang: str) -> bytes:
        label = self.label(name, value, lang)
        head = b'{"value":%b,"label":%b,"count":' % (orjson.dumps(value), orjson.dumps(label))
        self._heads[name, lang][value] = head
        return head

    def label(self, name: str, value: str, lang: str) -> str:
        """The word for one facet value; the value itself when nothing better is known."""
        if name in AREA_FACETS:
            return self._reference.areas.name_of(value) or value
        if name == "theme":
            return self._reference.themes.label(value, lang)
        if name == "organisation":
            return self._reference.organisations.get(value, value)
        return label_of(name, value, lang)
