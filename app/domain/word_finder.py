"""Finds which words of a list a typed word can mean, and how surely: from exact spelling to two slips of the pen."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.domain.interest_words import FRONTS, HEADS, UNTELLING
from app.domain.word_forms import edit_distance, roots, sound

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found", bound=Hashable)
Hits = tuple[tuple[str, float], ...]

EXACT, SAME_FORM, SAME_SOUND, COMPOUND, LOOSE_COMPOUND, ONE_EDIT, TWO_EDITS = 1.0, 0.95, 0.85, 0.9, 0.7, 0.65, 0.5
SURENESS = (SAME_SOUND, ONE_EDIT, TWO_EDITS)
"""By number of edits."""
MIN_PART, MIN_REST = 4, 2
MIN_EDIT, MIN_TWO_EDITS = 4, 8
MOST_KEPT = 50_000
LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Heard:
    """A listed word as it sounds, with its letters as bits."""

    word: str
    sound: str
    letters: int


class WordFinder:
    """Prepared once from the list. `alone`: words that mean something by themselves. `find` remembers its answers."""

    def __init__(self, listed: Iterable[str], alone: set[str], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._alone = alone
        self._by_spelling = dict.fromkeys(sorted(set(listed)))
        self._by_form = _gather((form, word) for word in self._by_spelling for form in self._forms(word))
        self._by_sound = _gather((sound(form), word) for form, found in self._by_form.items() for word in found)
        self._by_part = {
            form: told
            for form, found in self._by_form.items()
            if len(form) >= MIN_PART - 1 and (told := tuple(word for word in found if word not in UNTELLING))
        }
        heard = [_Heard(word, key, _letters(key)) for word in self._by_spelling if len(key := sound(word)) >= MIN_EDIT]
        heard = sorted((one for one in heard if one.word not in UNTELLING), key=lambda one: one.word)
        self._by_start = _gather(((one.sound[0], len(one.sound)), one) for one in heard)
        self._by_tail = _gather((one.sound[1:], one) for one in heard)
        self._kept: dict[str, Hits] = {}

    def _forms(self, word: str) -> dict[str, None]:
        return dict.fromkeys((word, self._stem(word), *roots(word)))

    def find(self, word: str) -> Hits:
        """Words of the list with how surely they are meant (0-1), in a fixed order; empty when nothing comes near."""
        found = self._kept.get(word)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[word] = tuple(sorted(self._look_up(word[:LONGEST]).items()))
        return found

    def find_joined(self, word: str) -> Hits:
        """The same for two words written apart that may be one: only as spelled or in another form."""
        found = {word: EXACT} if word in self._by_spelling else {}
        if len(word) > MIN_EDIT:
            found = {**dict.fromkeys(self._by_form.get(word, ()), SAME_FORM), **found}
        return tuple(sorted(found.items()))

    def _look_up(self, word: str) -> dict[str, float]:
        exact = {word: EXACT} if word in self._by_spelling else {}
        if word in UNTELLING or word.isdigit():
            return exact
        if exact and len(word) <= MIN_PART and word in self._alone:
            return exact
        found = self._same(word) | exact
        if not self._alone.isdisjoint(found):
            return found
        return (self._without_head(word) or self._slips(word) | self._parts(word)) | found

    def _same(self, word: str) -> dict[str, float]:
        """In another form, else the same by ear."""
        forms = self._forms(word)
        found = {hit for form in forms for hit in self._by_form.get(form, ())}
        if found:
            return dict.fromkeys(found, SAME_FORM)
        heard = {sound(form) for form in forms if len(form) >= MIN_EDIT - 1}
        return dict.fromkeys((hit for key in heard for hit in self._by_sound.get(key, ())), SAME_SOUND)

    def _without_head(self, word: str) -> dict[str, float]:
        """huttendag without dag, kinderyoga without kinder; the rest may itself be misspelled."""
        for head in HEADS:
            if word.endswith(head) and len(word) - len(head) >= MIN_PART - 1:
                rest = word[: -len(head)]
                for bare in (rest, rest.removesuffix("s")):
                    hits = self._same(bare) | ({bare: EXACT} if bare in self._by_spelling else {})
                    hits = hits or self._slips(bare) | self._parts(bare)
                    if hits:
                        return {hit: quality * COMPOUND for hit, quality in hits.items()}
        for front in FRONTS:
            rest = word[len(front) :]
            if word.startswith(front) and len(rest) >= MIN_PART - 1:
                hits = self._same(rest) or self._without_head(rest) or self._parts(rest)
                if hits:
                    return {hit: quality * COMPOUND for hit, quality in hits.items()}
        return {}

    def _parts(self, word: str) -> dict[str, float]:
        """The longest listed word it begins with and the longest it ends with; surest when they are all of it."""
        longest = len(word) - MIN_REST
        first = next((word[:size] for size in range(longest, MIN_PART - 1, -1) if word[:size] in self._by_part), "")
        last = next((word[-size:] for size in range(longest, MIN_PART - 1, -1) if word[-size:] in self._by_part), "")
        if len(last) == MIN_PART and len(first) + len(last) < len(word) - 1:
            last = ""
        if not first and not last:
            return {}
        is_whole = len(first) + len(last) >= len(word) - 1
        quality = COMPOUND if is_whole else LOOSE_COMPOUND
        found: dict[str, float] = {}
        for part in (first, last):
            overlaps = len(first) + len(last) > len(word) and len(part) < max(len(first), len(last))
            if part and not overlaps:
                covered = len(part) / len(word)
                found |= dict.fromkeys(self._by_part[part], quality * (0.7 + 0.3 * covered))
        return found

    def _slips(self, word: str) -> dict[str, float]:
        """One edit by ear from four letters on, two from eight on; the first sound of short words is never wrong."""
        if len(word) < MIN_EDIT:
            return {}
        limit = 2 if len(word) >= MIN_TWO_EDITS else 1
        heard = sound(word)
        if len(heard) < MIN_EDIT:
            return {}
        letters = _letters(heard)
        near: dict[str, int] = {}
        for one in self._candidates(heard, limit):
            is_other_word = len(heard) == len(one.sound) == MIN_EDIT and one.letters != letters
            if (one.letters ^ letters).bit_count() <= 2 * limit and not is_other_word:
                near[one.word] = edit_distance(heard, one.sound, limit)
        best = min(near.values(), default=limit + 1)
        if best > limit:
            return {}
        return {hit: SURENESS[distance] for hit, distance in near.items() if distance == best}

    def _candidates(self, heard: str, limit: int) -> Iterator[_Heard]:
        for length in range(len(heard) - limit, len(heard) + limit + 1):
            yield from self._by_start.get((heard[0], length), ())
        if len(heard) > MIN_EDIT + 1:
            yield from self._by_tail.get(heard[1:], ())
            yield from self._by_tail.get(heard, ())
            yield from self._by_start.get((heard[1], len(heard) - 1), ())


def _gather(pairs: Iterable[tuple[Key, Found]]) -> dict[Key, tuple[Found, ...]]:
    """What belongs to each key, once, in the order of arrival."""
    found: dict[Key, dict[Found, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _letters(word: str) -> int:
    """Which letters occur, as bits: one edit changes at most two of them."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits
