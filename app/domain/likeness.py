"""Whether two titles may name the same activity."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.domain.text import fold_words, words

SAME_WORDS = 0.6
SAME_LETTERS = 0.85
LONG, BEGINNING = 8, 5
"""Letters of a word that others may write as two, and of the first of those."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A title made ready to compare with many others. words: the telling ones, folded. letters: of all its words.
    counts: how often each letter stands in it."""

    words: frozenset[str]
    letters: str
    counts: Counter[str]

    @classmethod
    def of(cls, title: str) -> "Likeness":
        """Of a title."""
        letters = "".join(words(title))
        return cls(frozenset(fold_words(title)), letters, Counter(letters))

    def is_like(self, other: "Likeness") -> bool:
        """As the function of this name."""
        shared = len(self.words & other.words)
        if self.words and other.words and shared >= SAME_WORDS * len(self.words | other.words):
            return True
        if not self.letters:
            return False
        least = SAME_LETTERS * (len(self.letters) + len(other.letters)) / 2
        # Two upper bounds of the letters in common, far quicker than what they spare.
        if min(len(self.letters), len(other.letters)) < least or self._count_shared(other) < least:
            return False
        return SequenceMatcher(None, self.letters, other.letters, autojunk=False).ratio() >= SAME_LETTERS

    def _count_shared(self, other: "Likeness") -> int:
        theirs = other.counts
        return sum(min(count, theirs[letter]) for letter, count in self.counts.items() if letter in theirs)


def is_like(title: str, other: str) -> bool:
    """Most of their telling words are the same, or nearly all of their letters: "Robotclub 8-12" and "Robot club"."""
    return Likeness.of(title).is_like(Likeness.of(other))


def telling_part(title: str) -> str:
    """What to look for to find others like it: its longest word, of a long one the beginning, as "Robotclub" may stand
    there as "Robot club". Empty for a title without letters or digits.

    As it is written, marks included: that is how it stands in what is looked into.
    """
    parts = ("".join(letter for letter in part if letter.isalnum()) for part in title.split())
    longest = max(parts, key=len, default="")
    return longest if len(longest) < LONG else longest[:BEGINNING]
