"""Dutch words in other forms: how a word sounds, the roots it may come from, how far two spellings lie apart.

Nothing here claims linguistic truth. Two words are taken for one when they share a form; a wrong form costs little,
because it must also be a word of the list that is searched. All words are folded.
"""

import re
from collections.abc import Iterator

_VOWELS = "aeiou"
_SHORT_ENDINGS = ("el", "er", "en", "em", "ig")
_MIN_ROOT = 3

_SOUNDS = (
    (re.compile(r"sch"), "sg"),
    (re.compile(r"tie(s?)$"), r"sie\1"),
    (re.compile(r"ch"), "g"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"qu"), "kw"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"ij|ei"), "9"),
    (re.compile(r"au|ou"), "8"),
    (re.compile(r"oe|uu"), "u"),
    (re.compile(r"ie|ey|y"), "i"),
    (re.compile(r"z"), "s"),
    (re.compile(r"v"), "f"),
    (re.compile(r"dt?(?=$|[^aeiou89])"), "t"),
    (re.compile(r"b$"), "p"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=..)en$"), "e"),
)


def sound(word: str) -> str:
    """How a child hears it: "kieboord" and "keyboard" come close, "schaken" and "schakke" are the same."""
    for pattern, written in _SOUNDS:
        word = pattern.sub(written, word)
    return word


def roots(word: str) -> Iterator[str]:
    """What may be left of a word without plural, diminutive or verb ending, both readings of an open syllable:
    "armbandjes" gives armband, "schaken" gives schak and schaak, "speelt" gives speel."""
    smaller = list(_without_diminutive(word))
    if smaller:
        yield from smaller
        word = smaller[-1]
    if len(word) <= _MIN_ROOT + 1:
        return
    if word.endswith("en"):
        yield from _bare_roots(word[:-2])
    elif word.endswith("e"):
        yield from _bare_roots(word[:-1])
    elif word.endswith("s") and word[-2] != "s":
        yield word[:-1]
    elif word.endswith(("t", "d")) and word[-2] not in _VOWELS:
        is_participle = word.startswith("ge") and len(word) > _MIN_ROOT + 3
        yield word[2:-1] if is_participle else word[:-1]


def _bare_roots(base: str) -> Iterator[str]:
    if len(base) < _MIN_ROOT - 1:
        return
    if base[-1] == base[-2] and base[-1] not in _VOWELS:
        yield base[:-1]
        return
    hard = base[:-1] + {"z": "s", "v": "f"}.get(base[-1], base[-1])
    yield hard
    is_open = base[-1] not in _VOWELS and base[-2] in "aeou" and (len(base) == 2 or base[-3] not in _VOWELS)
    if is_open and (len(base) <= _MIN_ROOT + 1 or not base.endswith(_SHORT_ENDINGS)):
        yield hard[:-1] + hard[-2] + hard[-1]


def _without_diminutive(word: str) -> Iterator[str]:
    word = word.removesuffix("s") if word.endswith("jes") else word
    if not word.endswith("je") or len(word) < _MIN_ROOT + 2:
        return
    yield word[:-2]
    if word.endswith("etje") and len(word) > _MIN_ROOT + 4:
        base = word[:-4]
        yield base[:-1] if base[-1] == base[-2] else base
    elif word.endswith("mpje") or (word.endswith("tje") and word[-4] in "aeioulnrw"):
        yield word[:-3]


def edit_distance(one: str, other: str, limit: int) -> int:
    """Damerau-Levenshtein distance (adjacent swap counts one); limit + 1 when it is larger than the limit."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row = row, [i, *[0] * len(other)]
        for j, b in enumerate(other, start=1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if before and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
        before = last
    return min(row[-1], limit + 1)
