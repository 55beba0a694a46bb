"""Finds which words of a list a typed word can mean, and how surely: from exact spelling to two slips of the pen."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from app.domain.interest_words import FRONTS, HEADS, UNTELLING
from app.domain.word_forms import deletions, edit_distance, roots, sound

Hits = tuple[tuple[str, float], ...]

EXACT, SAME_FORM, SAME_SOUND, COMPOUND, LOOSE_COMPOUND, ONE_EDIT, TWO_EDITS = 1.0, 0.95, 0.85, 0.9, 0.7, 0.65, 0.5
MIN_PART, MIN_REST = 4, 2
MIN_EDIT, MIN_TWO_EDITS = 4, 8
MOST_KEPT = 50_000
LONGEST = 40


class WordFinder:
    """Prepared once from the list. `alone`: words that mean something by themselves. `find` remembers its answers."""

    def __init__(self, listed: Iterable[str], alone: set[str], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._alone = alone
        self._by_spelling = frozenset(listed)
        self._by_form: dict[str, set[str]] = defaultdict(set)
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        self._by_part: dict[str, set[str]] = defaultdict(set)
        self._by_deletion: dict[str, set[str]] = defaultdict(set)
        for word in sorted(self._by_spelling):
            self._add(word)
        self._kept: dict[str, Hits] = {}

    def _add(self, word: str) -> None:
        for form in self._forms(word):
            self._by_form[form].add(word)
            self._by_sound[sound(form)].add(word)
            if len(form) >= MIN_PART - 1 and word not in UNTELLING:
                self._by_part[form].add(word)
        if len(word) >= MIN_EDIT and word not in UNTELLING:
            heard = sound(word)
            for left in deletions(heard, 2 if len(word) >= MIN_TWO_EDITS else 1):
                self._by_deletion[left].add(word)

    def _forms(self, word: str) -> set[str]:
        return {word, self._stem(word), *roots(word)}

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
        found = self._same(word) | exact
        if not self._alone.isdisjoint(found):
            return found
        for attempt in (self._without_head, self._parts, self._slips):
            more = attempt(word)
            if more:
                return more | found
        return found

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
                    hits = hits or self._parts(bare) or self._slips(bare)
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
        near: dict[str, int] = {}
        for left in deletions(heard, limit):
            for hit in self._by_deletion.get(left, ()):
                if hit not in near:
                    near[hit] = edit_distance(heard, sound(hit), limit)
        best = min(near.values(), default=limit + 1)
        quality = {0: SAME_SOUND, 1: ONE_EDIT, 2: TWO_EDITS}
        return {
            hit: quality[distance]
            for hit, distance in near.items()
            if distance == best <= limit and (hit[0] == word[0] or len(heard) > MIN_EDIT + 1)
        }
