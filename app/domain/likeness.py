"""Whether two titles may name the same activity."""

from difflib import SequenceMatcher

from app.domain.text import fold_words, words

SAME_WORDS = 0.6
SAME_LETTERS = 0.85


def is_like(title: str, other: str) -> bool:
    """Most of their telling words are the same, or nearly all of their letters: "Robotclub 8-12" and "Robot club"."""
    mine, theirs = set(fold_words(title)), set(fold_words(other))
    if mine and theirs and len(mine & theirs) >= SAME_WORDS * len(mine | theirs):
        return True
    first, second = "".join(words(title)), "".join(words(other))
    return bool(first) and SequenceMatcher(None, first, second, autojunk=False).ratio() >= SAME_LETTERS


def longest_word(title: str) -> str:
    """The word by which to look for others like it; empty for a title without letters or digits.

    As it is written, marks included: that is how it stands in what is looked into.
    """
    return max(("".join(letter for letter in part if letter.isalnum()) for part in title.split()), key=len, default="")
