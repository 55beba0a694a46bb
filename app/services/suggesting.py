"""Type-ahead: themes, areas, places, organisations and titles for what was typed so far."""

from collections.abc import Iterator
from typing import Any

import orjson

from app.catalogue.catalogue import Catalogue
from app.catalogue.reference import Reference
from app.catalogue.stemming import stem
from app.domain.query import Query, QueryWord, Surroundings
from app.domain.text import words
from app.schemas.requests import SuggestRequest
from app.services.directory import Asked, Directory, Row, select_rows

Suggestion = dict[str, Any]
LEVELS = {
    "gemeente": ("gemeente", "municipality"),
    "stadsdeel": ("stadsdeel in {}", "borough in {}"),
    "wijk": ("wijk in {}", "district in {}"),
    "buurt": ("buurt in {}", "neighbourhood in {}"),
}
PER_KIND = 5
INTEREST_LETTERS = 5


def suggest(  # noqa: PLR0917
    asked: SuggestRequest,
    reference: Reference,
    directory: Directory,
    catalogue: Catalogue,
    around: Surroundings,
    lang: str,
) -> list[Suggestion]:
    """At most `limit` suggestions: of each kind its best first, the kinds in turn, so that none crowds out another."""
    if not words(asked.q):
        return []  # signs alone name nothing
    sources = {
        "theme": lambda: _themes(asked.q, reference, lang),
        "area": lambda: _areas(asked.q, reference, lang),
        "organisation": lambda: _rows(asked.q, directory.organisations, "organisation", "organisation"),
        "activity": lambda: _titles(asked.q, catalogue, reference, around),
        "place": lambda: _rows(asked.q, directory.places, "place", "place"),
    }
    wanted = [name for name in sources if not asked.kind or name in asked.kind]
    share = asked.limit if len(wanted) == 1 else PER_KIND
    columns = [[item for item, _ in zip(sources[name](), range(share), strict=False)] for name in wanted]
    rounds = (column[at] for at in range(share) for column in columns if at < len(column))
    return [item for item, _ in zip(rounds, range(asked.limit), strict=False)]


def _themes(text: str, reference: Reference, lang: str) -> Iterator[Suggestion]:
    """Labels, then synonyms, that begin so; only when there are none, what the words mean."""
    typed = " ".join(words(text))
    found = [*_begun(typed, reference, "labels"), *_begun(typed, reference, "synonyms")] if typed else []
    if not found and len(typed) >= INTEREST_LETTERS:
        found = reference.interests.interpret(text)
    for theme in dict.fromkeys(found):
        broader = reference.themes[theme].broader
        detail = reference.themes.label(broader, lang) if broader else None
        yield _suggestion("theme", theme, reference.themes.label(theme, lang), detail, "theme", theme)


def _begun(typed: str, reference: Reference, part: str) -> Iterator[str]:
    for theme in reference.themes:
        texts = theme.labels.values() if part == "labels" else (one for many in theme.synonyms.values() for one in many)
        if any(f" {' '.join(words(text))}".find(f" {typed}") >= 0 for text in texts):
            yield theme.id


def _areas(text: str, reference: Reference, lang: str) -> Iterator[Suggestion]:
    for area in reference.areas.suggest(text, PER_KIND):
        form = LEVELS[area.level.value][lang == "en"]
        gemeente = reference.areas.name_of(area.gemeente) or area.gemeente
        yield _suggestion("area", area.code, area.name, form.format(gemeente), area.level.value, area.code)


def _rows(text: str, rows: dict[str, Row], kind: str, parameter: str) -> Iterator[Suggestion]:
    for row in select_rows(rows.values(), Asked(words=tuple(words(text)))):
        wire = row.wire("nl")
        town = (wire["gemeente"] or {}).get("name")
        if kind == "place":
            yield _suggestion("place", row.id, wire["name"], town, "place", _findable(wire))
        else:
            detail = ", ".join(part for part in (wire["sector"], town) if part) or None
            yield _suggestion(kind, row.id, wire["name"], detail, parameter, row.id)


def _findable(wire: dict[str, Any]) -> str:
    """What `place=` understands of a place: its postcode, wijk or town."""
    address, wijk, gemeente = wire["address"], wire["wijk"], wire["gemeente"]
    named = [address["postalCode"], wijk and wijk["name"], gemeente and gemeente["name"], wire["name"]]
    return next(str(name) for name in named if name)


def _titles(text: str, catalogue: Catalogue, reference: Reference, around: Surroundings) -> Iterator[Suggestion]:
    typed = words(text)
    last = len(typed) - 1
    asked = tuple(QueryWord(word, stem(word), at == last) for at, word in enumerate(typed))
    if not asked:
        return
    found = catalogue.search(Query(words=asked), around, limit=PER_KIND * 4, want_unknown=False)
    for hit in found.hits:
        title = orjson.loads(hit.card)["title"]
        if all(any(part.startswith(word) for part in words(title)) for word in typed):
            yield _suggestion("activity", hit.id, title, reference.areas.name_of(hit.gemeente), "q", title)


def _suggestion(  # noqa: PLR0917
    kind: str, id_: str, label: str, detail: str | None, parameter: str, value: str
) -> Suggestion:
    return {"kind": kind, "id": id_, "label": label, "detail": detail, "parameter": parameter, "value": value[:100]}
