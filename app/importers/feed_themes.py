"""Themes of the catalogue for terms of other vocabularies, only where the tables call it the same or narrower."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_SURE = frozenset({"exact", "close", "narrow"})


def _read_table(name: str) -> list[dict[str, str]]:
    text = files("app").joinpath("data/starter", name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def openactive_themes() -> Mapping[str, tuple[str, ...]]:
    """Activity of the OpenActive activity list, by id and by label in lower case, to themes."""
    found: dict[str, list[str]] = {}
    for row in _read_table("theme_mappings.csv"):
        if row["vocabulary"] == "openactive" and row["relation"] in _SURE:
            for key in (row["external_id"], row["external_label"].casefold()):
                found.setdefault(key, []).append(row["theme"])
    return {key: tuple(dict.fromkeys(themes)) for key, themes in found.items()}


@lru_cache(maxsize=1)
def publiq_themes() -> Mapping[str, str]:
    """Term of UiTdatabank (id) to its theme; terms without one are left out."""
    return {row["term_id"]: row["theme"] for row in _read_table("publiq_themes.csv") if row["theme"]}
