"""Categories of other systems as themes of ours: only when the words are the same, else a person has to say it."""

import re
from collections.abc import Mapping, Sequence

from app.domain.text import words
from app.domain.themes import ThemeScheme

_PARTS = re.compile(r"[,;|/>\n•&+]|\s-\s|\ben\b|\band\b")


def fold_phrase(text: str) -> str:
    """What phrases are compared by."""
    return " ".join(words(text))


def theme_phrases(scheme: ThemeScheme, aliases: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """Every label, synonym and alias that means one theme. Of a word of two themes a label wins, then nobody."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for theme in scheme:
        for label in (theme.id.replace("_", " "), *theme.labels.values()):
            found.setdefault(fold_phrase(label), theme.id)
    labels = frozenset(found)
    for theme in scheme:
        synonyms = [word for listed in theme.synonyms.values() for word in listed]
        for word in (*synonyms, *(aliases or {}).get(theme.id, ())):
            phrase = fold_phrase(word)
            if phrase in labels or found.setdefault(phrase, theme.id) == theme.id:
                continue
            doubtful.add(phrase)
    return {phrase: theme for phrase, theme in found.items() if phrase and phrase not in doubtful}


def split_list(text: str) -> list[str]:
    """The entries of a list of categories."""
    return [part.strip() for part in re.split(r"[,;|\n•>]", text) if part.strip()]


def find_themes(text: str, phrases: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The themes in a list of categories, and the categories that are none of ours."""
    whole = phrases.get(fold_phrase(text))
    if whole:
        return (whole,), ()
    themes: dict[str, None] = {}
    unknown: list[str] = []
    for part in split_list(text):
        found = phrases.get(fold_phrase(part))
        pieces = (
            [found] if found else [phrases.get(fold_phrase(piece)) for piece in _PARTS.split(part) if piece.strip()]
        )
        known = [piece for piece in pieces if piece]
        themes.update(dict.fromkeys(known))
        if not known:
            unknown.append(part.strip())
    return tuple(themes), tuple(dict.fromkeys(unknown))
