"""The theme scheme and the interest index from the files a person can edit in `app/data/starter`."""

from collections import defaultdict
from functools import cache

from app.catalogue.stemming import stem
from app.domain.interest import InterestIndex
from app.domain.themes import Energy, Theme, ThemeMatch, ThemeScheme
from app.services.data_files import Row, read_rows, split_list


@cache
def load_themes() -> ThemeScheme:
    """Themes, mappings and energies. Read once. Raises ValueError when the scheme does not hold together."""
    matches = _read_matches()
    themes = [_read_theme(row, tuple(matches[row["id"] or ""])) for row in read_rows("starter/themes.csv")]
    return ThemeScheme(themes, _read_energies())


@cache
def load_interest_index() -> InterestIndex:
    """The index over labels, synonyms and the local aliases (brands and everyday words). Built once."""
    return InterestIndex(load_themes(), stem, load_aliases())


@cache
def load_aliases() -> dict[str, tuple[str, ...]]:
    """Theme id to the words of `local_aliases.csv`. Raises ValueError for a theme that does not exist."""
    scheme = load_themes()
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows("starter/local_aliases.csv"):
        theme = row["theme"] or ""
        if theme not in scheme:
            raise ValueError(f"local_aliases.csv names {theme}, which is no theme")
        found[theme] = (*found.get(theme, ()), *split_list(row["words"]))
    return found


def _read_theme(row: Row, matches: tuple[ThemeMatch, ...]) -> Theme:
    return Theme(
        id=row["id"] or "",
        broader=row["broader"],
        labels={"nl": row["label_nl"] or "", "en": row["label_en"] or ""},
        synonyms={"nl": split_list(row["synonyms_nl"]), "en": split_list(row["synonyms_en"])},
        related=split_list(row["related"]),
        matches=matches,
        domain=row["domain"],
    )


def _read_matches() -> dict[str, list[ThemeMatch]]:
    found: dict[str, list[ThemeMatch]] = defaultdict(list)
    for row in read_rows("starter/theme_mappings.csv"):
        match = ThemeMatch(
            row["vocabulary"] or "", row["external_id"] or "", row["external_label"], row["relation"] or ""
        )
        found[row["theme"] or ""].append(match)
    return found


def _read_energies() -> list[Energy]:
    return [
        Energy(
            row["id"] or "",
            {"nl": row["label_nl"] or "", "en": row["label_en"] or ""},
            split_list(row["themes"]),
        )
        for row in read_rows("starter/energies.csv")
    ]
