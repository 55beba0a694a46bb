"""Organisations, places, routes, passes, areas and themes in wire shape. Every member is always there."""

from collections.abc import Mapping
from typing import Any

from app.domain.areas import Area, AreaIndex
from app.domain.themes import ThemeScheme

Wire = dict[str, Any]
COUNTRY = "NL"


def write_area(area: Area, areas: AreaIndex, base_url: str) -> Wire:
    """One gemeente, stadsdeel, wijk or buurt."""
    has_point = area.lat is not None and area.lon is not None
    return {
        "code": area.code,
        "level": area.level.value,
        "name": area.name,
        "parent": area.parent,
        "gemeente": areas.name_of(area.gemeente),
        "point": {"lat": area.lat, "lon": area.lon} if has_point else None,
        "year": area.year,
        "aliases": list(area.aliases),
        "url": f"{base_url}/v1/areas/{area.code}",
    }


def write_area_name(code: str | None, areas: AreaIndex) -> Wire | None:
    """Code and name; the code again when the area is not known."""
    return None if code is None else {"code": code, "name": areas.name_of(code) or code}


def write_theme(theme_id: str, themes: ThemeScheme, lang: str, base_url: str) -> Wire:
    """One theme of the scheme, labels in every language, synonyms in the asked one."""
    theme = themes[theme_id]
    language = lang if lang in theme.synonyms else "nl"
    return {
        "id": theme.id,
        "label": themes.label(theme.id, lang),
        "labels": dict(theme.labels),
        "synonyms": list(theme.synonyms.get(language, ())),
        "broader": theme.broader,
        "narrower": list(themes.children(theme.id)),
        "related": list(theme.related),
        "matches": [
            {"vocabulary": match.vocabulary, "id": match.external_id, "label": match.label, "relation": match.relation}
            for match in theme.matches
        ],
        "url": f"{base_url}/v1/themes/{theme.id}",
    }


def pick_text(texts: Mapping[str, Mapping[str, str]], lang: str, name: str) -> str | None:
    """A text in the asked language, else in Dutch."""
    return texts.get(lang, {}).get(name) or texts.get("nl", {}).get(name)
