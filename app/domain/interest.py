"""Interest in plain words: "ik wil een film maken met mijn straat" leads to making films (issue B, themes).

All words of a synonym (minus stop words) must be in the query, the longest match wins, a child beats its top. Words are
met in other forms, in compounds, joined or split, as they sound and with a slip of the pen, each at a lower weight. A
synonym met in part counts only where nothing is met in full. What is refused ("niet vechten maar wel judo") counts only
when nothing else is said. English synonyms work as Dutch ones.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log

from app.domain.interest_words import EVERYDAY, split_clauses
from app.domain.text import STOP_WORDS, words
from app.domain.themes import Theme, ThemeScheme
from app.domain.word_finder import WordFinder

MOST_THEMES = 5
MOST_WORDS = 40
SHARE_OF_BEST = 0.4
"""A theme that scores less than this share of the best one is left out."""
Met = dict[str, tuple[float, frozenset[int]]]
"""Words of the list that are met: how well, and by which words of the query."""
EXTRA_WORD_BONUS = 0.3
OTHER_MATCH_SHARE = 0.4
PARTIAL_SHARE = 0.6
SURE_ENOUGH = 0.8
UNMET: tuple[float, frozenset[int]] = (0.0, frozenset())
PARTIAL_THEMES = 2
"""Only words that at most this many themes use say something when the rest of their synonym is missing."""
TOP_SHARE, ENGLISH_SHARE, LABEL_PART_SHARE, EVERYDAY_SHARE = 0.97, 0.9, 0.9, 0.3
ENGLISH_STOP_WORDS = frozenset(
    ["a", "an", "and", "for", "from", "i", "in", "my", "of", "on", "the", "to", "with", "your"]
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One synonym: its telling words and how much the whole counts."""

    theme: str
    words: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Match:
    """A phrase met in the query: its score and which words of the query it took."""

    theme: str
    score: float
    taken: frozenset[int]


class InterestIndex:
    """Prepared once from the theme scheme; `interpret` is a pure function of its text."""

    def __init__(
        self,
        scheme: ThemeScheme,
        stem: Callable[[str], str],
        aliases: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """`stem`: folded word to its Dutch stem. `aliases`: theme to more words, such as brand names."""
        self._order = {theme: number for number, theme in enumerate(scheme.ids())}
        self._is_top = {theme.id: theme.is_top for theme in scheme}
        self._top = {theme.id: scheme.top_of(theme.id) for theme in scheme}
        self._phrases = tuple(
            phrase for theme in scheme for phrase in _phrases_of(theme, (aliases or {}).get(theme.id, ()))
        )
        self._holding: dict[str, list[int]] = defaultdict(list)
        users: dict[str, set[str]] = defaultdict(set)
        for number, phrase in enumerate(self._phrases):
            for word in phrase.words:
                self._holding[word].append(number)
                users[word].add(phrase.theme)
        self._users = {word: len(themes) for word, themes in users.items()}
        self._weights = {word: _weight(word, count) for word, count in self._users.items()}
        alone = {phrase.words[0] for phrase in self._phrases if len(phrase.words) == 1}
        self._finder = WordFinder(self._weights, alone, stem)

    def interpret(self, text: str) -> list[str]:
        """Theme ids, best first, at most five; empty when nothing is understood. Keeps nothing of the text."""
        said, refused = split_clauses(text)
        said, refused = said[:MOST_WORDS], refused[:MOST_WORDS]
        scores = self._score([word for word, is_refused in zip(said, refused, strict=True) if not is_refused])
        if not scores and any(refused):
            scores = self._score(said)
        self._lift_children(scores)
        best = max(scores.values(), default=0.0)
        ranked = sorted(scores, key=lambda theme: (-scores[theme], self._is_top[theme], self._order[theme]))
        return [theme for theme in ranked if scores[theme] >= SHARE_OF_BEST * best][:MOST_THEMES]

    def _lift_children(self, scores: dict[str, float]) -> None:
        """A child beats its top: the best child that is met scores at least what its top does."""
        children = sorted(theme for theme in scores if not self._is_top[theme])
        for child in sorted(children, key=lambda theme: scores[theme], reverse=True):
            top = self._top[child]
            if scores.get(top, 0.0) > scores[child] and not any(
                self._top[other] == top and scores[other] >= scores[top] for other in children
            ):
                scores[child] = scores[top]

    def _score(self, said: list[str]) -> dict[str, float]:
        met = self._meet(said)
        counts: dict[int, int] = defaultdict(int)
        for word in met:
            for number in self._holding[word]:
                counts[number] += 1
        full = [phrase for number, count in counts.items() if len((phrase := self._phrases[number]).words) == count]
        matches = [self._full_match(phrase, met) for phrase in full]
        taken = frozenset().union(*(match.taken for match in matches))
        telling = {word for word in met if self._tells_in_part(word, met, taken)}
        in_part = {number for word in telling for number in self._holding[word]}
        partial = [self._partial_match(self._phrases[number], met, telling) for number in sorted(in_part)]
        return _sum_scores([*matches, *partial])

    def _meet(self, said: list[str]) -> Met:
        """Words of the list that are met: how well, and by which words of the query."""
        met: Met = {}
        found = [(frozenset((at,)), self._finder.find(word)) for at, word in enumerate(said)]
        joined = enumerate(pairwise(said))
        found += [(frozenset((at, at + 1)), self._finder.find_joined(one + other)) for at, (one, other) in joined]
        for taken, hits in found:
            for word, quality in hits:
                if quality > met.get(word, UNMET)[0]:
                    met[word] = (quality, taken)
        return met

    def _full_match(self, phrase: _Phrase, met: Met) -> _Match:
        hits = [met[word] for word in phrase.words]
        taken = frozenset().union(*(hit[1] for hit in hits))
        score = sum(self._weights[word] * met[word][0] for word in phrase.words)
        score *= (1 + EXTRA_WORD_BONUS * (min(len(hits), len(taken)) - 1)) * phrase.share
        return _Match(phrase.theme, score, taken)

    def _tells_in_part(self, word: str, met: Met, taken: frozenset[int]) -> bool:
        """Whether the word says something though the rest of its synonym is missing: surely meant, used by few themes,
        and of no use to a full match."""
        quality, at = met[word]
        return (
            self._users[word] <= PARTIAL_THEMES and quality >= SURE_ENOUGH and word not in EVERYDAY and not at & taken
        )

    def _partial_match(self, phrase: _Phrase, met: Met, telling: set[str]) -> _Match:
        hits = [word for word in phrase.words if word in telling]
        weight = sum(self._weights[word] * met[word][0] for word in hits)
        share = sum(self._weights[word] for word in hits) / sum(self._weights[word] for word in phrase.words)
        taken = frozenset().union(*(met[word][1] for word in hits))
        return _Match(phrase.theme, PARTIAL_SHARE * weight * share * phrase.share, taken)


def _sum_scores(matches: list[_Match]) -> dict[str, float]:
    """Per theme the best match, and a part of those that took other words of the query."""
    by_theme: dict[str, list[_Match]] = defaultdict(list)
    for match in sorted(matches, key=lambda match: -match.score):
        by_theme[match.theme].append(match)
    scores = {}
    for theme, ranked in by_theme.items():
        score, taken = ranked[0].score, ranked[0].taken
        for match in ranked[1:]:
            if not match.taken & taken:
                score += OTHER_MATCH_SHARE * match.score
                taken |= match.taken
        scores[theme] = score
    return scores


def _weight(word: str, users: int) -> float:
    """Long words that few themes use tell most."""
    weight = (0.5 + min(len(word), 10) / 20) / (1 + 0.7 * log(users))
    return weight * EVERYDAY_SHARE if word in EVERYDAY else weight


def _phrases_of(theme: Theme, aliases: Iterable[str]) -> Iterable[_Phrase]:
    """Labels and synonyms as phrases, each set of words once, at its highest share."""
    share = TOP_SHARE if theme.is_top else 1.0
    found: dict[tuple[str, ...], float] = {}
    texts = [(text, share) for text in (theme.labels["nl"], *theme.synonyms.get("nl", ()), *aliases)]
    texts += [(part, share * LABEL_PART_SHARE) for part in _label_parts(theme.labels["nl"], " en ")]
    english = [(text, share * ENGLISH_SHARE) for text in (theme.labels.get("en", ""), *theme.synonyms.get("en", ()))]
    english += [(part, share * ENGLISH_SHARE) for part in _label_parts(theme.labels.get("en", ""), " and ")]
    for stop_words, group in ((STOP_WORDS, texts), (ENGLISH_STOP_WORDS, english)):
        for text, share_of_text in group:
            for told in _told_words(text, stop_words):
                found[told] = max(share_of_text, found.get(told, 0.0))
    return [_Phrase(theme.id, told, share_of_text) for told, share_of_text in found.items()]


def _label_parts(label: str, joiner: str) -> list[str]:
    parts = [part for piece in label.split(",") for part in piece.split(joiner)]
    return parts if len(parts) > 1 else []


def _told_words(text: str, stop_words: frozenset[str]) -> Iterable[tuple[str, ...]]:
    """The telling words, and of two words also their compound: "hip hop" is met as hiphop."""
    spoken = words(text)
    told = tuple(word for word in spoken if word not in stop_words) or tuple(spoken)
    if len(set(told)) == len(told) and not all(len(word) == 1 for word in told):
        yield told
    if len(spoken) == 2 and len(told) == 2:
        yield ("".join(told),)
