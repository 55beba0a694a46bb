"""How hard a Dutch text reads: the reading ease of Flesch, made fit for Dutch by Douma (1960).

    ease = 206.84 - 0.93 × words per sentence - 77 × syllables per word

About 100 is very easy, 0 very hard; B1 is "plain Dutch" (DESIGN 1). A formula sees the length of words and sentences
and nothing else, so it only ever warns. It says nothing about fewer than 20 words: one long name would decide.
"""

import re
from dataclasses import dataclass

LEAST_WORDS = 20
B1_EASE = 60.0
"""Below this we warn: Douma calls 60 to 70 "standard", and every text of the starter catalogue lies above it."""

_SENTENCE_END = re.compile(r"(?<![.!?…:;])[.!?…:;]++(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"aai|aau|eeu|ieu|oei|ooi|uu|aa|ee|oo|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàâäèéêëìíîïòóôöùúûü]")


@dataclass(frozen=True, slots=True)
class Reading:
    """ease: of Flesch-Douma; None for a text too short to say. longest: words in its longest sentence."""

    ease: float | None
    longest: int

    @property
    def is_hard(self) -> bool:
        """Whether it reads harder than B1, as far as the formula can say."""
        return self.ease is not None and self.ease < B1_EASE


def read_ease(text: str) -> Reading:
    """Of a text of any length; linear in it."""
    sentences = [_WORD.findall(sentence) for sentence in _SENTENCE_END.split(text)]
    lengths = [len(words) for words in sentences if words]
    total = sum(lengths)
    if total < LEAST_WORDS:
        return Reading(None, max(lengths, default=0))
    syllables = sum(count_syllables(word) for words in sentences for word in words)
    ease = 206.84 - 0.93 * total / len(lengths) - 77 * syllables / total
    return Reading(round(ease, 1), max(lengths))


def count_syllables(word: str) -> int:
    """Groups of Dutch vowels, at least one: kinderboerderij has five."""
    return max(1, len(_VOWELS.findall(word.lower())))
