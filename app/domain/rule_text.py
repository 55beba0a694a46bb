"""The part of the matching rule about words (DESIGN 4, q): which words match, and how strongly.

A query word matches a token of a listing on (a) the same stem, (b) for the last word typed: a prefix, (c) from four
letters on: a compound, the token starts or ends with the word or its stem and at least three letters remain, (d) only
when a-c find nothing anywhere and from five letters on: one edit, same first letter.
"""

from collections.abc import Iterable

from app.domain.listing import Listing
from app.domain.query import QueryWord, Surroundings

TITLE, THEME, ORGANISATION, PLACE, SUMMARY = 8, 6, 4, 3, 2
COMPOUND_PENALTY, EDIT_PENALTY = 1, 2
COMPOUND_LETTERS, COMPOUND_REMAINDER, EDIT_LETTERS = 4, 3, 5


def match_penalty(asked: QueryWord, token: str, stem: str) -> int | None:
    """0 for stem or prefix, 1 for a compound, 2 for one edit; None when the word does not match the token.

    `stem` is the stem of the token.
    """
    if asked.stem == stem or (asked.is_last and token.startswith(asked.word)):
        return 0
    if is_compound(token, asked.word) or is_compound(token, asked.stem):
        return COMPOUND_PENALTY
    if asked.is_fuzzy and len(asked.word) >= EDIT_LETTERS and is_one_edit(asked.word, token):
        return EDIT_PENALTY
    return None


def is_compound(token: str, part: str) -> bool:
    """Whether the token begins or ends with the part and at least three letters remain: club finds natuurclub."""
    if len(part) < COMPOUND_LETTERS or len(token) < len(part) + COMPOUND_REMAINDER:
        return False
    return token.startswith(part) or token.endswith(part)


def is_one_edit(word: str, token: str) -> bool:
    """Damerau-Levenshtein distance (adjacent swap counts one) of exactly one, same first letter."""
    if word[:1] != token[:1] or word == token or abs(len(word) - len(token)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, token, strict=False)) if a != b), min(len(word), len(token)))
    if len(word) == len(token):
        is_swap = word[at : at + 2] == token[at : at + 2][::-1] and word[at + 2 :] == token[at + 2 :]
        return word[at + 1 :] == token[at + 1 :] or is_swap
    longer, shorter = (word, token) if len(word) > len(token) else (token, word)
    return longer[at + 1 :] == shorter[at:]


def score_words(listing: Listing, words: tuple[QueryWord, ...], around: Surroundings) -> int | None:
    """Relevance: the best field weight less penalty per word, summed; None when a word matches nothing here."""
    fields = _weighted_fields(listing, around)
    total = 0
    for word in words:
        scores = [
            score for weight, tokens in fields if (score := _best_in_field(word, weight, tokens, around)) is not None
        ]
        if not scores:
            return None
        total += max(scores)
    return total


def _weighted_fields(listing: Listing, around: Surroundings) -> list[tuple[int, Iterable[str]]]:
    themes = [word for theme in listing.themes for word in around.theme_words.get(theme, ())]
    return [
        (TITLE, listing.title_words),
        (THEME, themes),
        (ORGANISATION, listing.organisation_words),
        (PLACE, listing.place_words),
        (SUMMARY, listing.summary_words),
    ]


def _best_in_field(word: QueryWord, weight: int, tokens: Iterable[str], around: Surroundings) -> int | None:
    """The weight less the smallest penalty; None when nothing matches. One edit in a summary is a match of 0."""
    penalties = [p for token in tokens if (p := match_penalty(word, token, around.stem(token))) is not None]
    return weight - min(penalties) if penalties else None
