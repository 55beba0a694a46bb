"""One search, from a typed request to what the answer needs: hits, counts, and how the words were understood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.catalogue.catalogue import Catalogue, Found
from app.catalogue.reference import Reference
from app.catalogue.stemming import stem
from app.domain.query import Query, QueryWord, Surroundings
from app.domain.text import STOP_WORDS, words
from app.errors import Fault, InvalidInput
from app.schemas.cursor import Cursor, decode_cursor, encode_cursor, hash_pairs
from app.schemas.parsing import to_query_pairs
from app.schemas.requests import SearchRequest
from app.schemas.times import stamp_text
from app.services.search import Geocode, Question, interests_of_words, relaxations, understand


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page with everything the list answer says about them. around: the minute it is exact
    for. pairs: the request in canonical form."""

    request: SearchRequest
    question: Question
    found: Found
    around: Surroundings
    pairs: Sequence[tuple[str, str]]
    next_cursor: str | None
    relax: tuple[dict[str, Any], ...]

    def meta(self) -> dict[str, Any]:
        """The `meta` member of the list."""
        return {
            "now": stamp_text(self.around.now * 60),
            "appliedSeq": self.found.applied_seq,
            "interpretedLocation": list(self.question.interpreted_location),
            "interpretedInterest": list(self.question.interpreted_interest),
            "excludedUnknown": name_by_parameter(self.found.excluded_unknown, self.question.query),
            "relax": list(self.relax),
            "facetsLeftOut": self.found.facets_left_out,
        }


def name_by_parameter(excluded: dict[str, int], query: Query) -> dict[str, int]:
    """Who asked for free trials only knows the filter on cost by that name."""
    if "free" not in excluded or query.free is not None:
        return excluded
    return {"freeTrial" if name == "free" else name: number for name, number in excluded.items()}


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches one catalogue with one reference. `around` gives the surroundings of a minute."""

    catalogue: Catalogue
    reference: Reference
    around: Callable[[int], Surroundings]
    geocode: Geocode

    def check(self, request: SearchRequest) -> None:
        """Raises InvalidInput naming every name that is not known, or not clear."""
        self.understand(request)

    def understand(self, request: SearchRequest) -> Question:
        """What the words mean. Raises InvalidInput naming every name that is not known, or not clear."""
        return understand(request, self.reference, self._words, self.geocode)

    def find(self, request: SearchRequest, now: int) -> Answer:
        """Answer a request. Raises InvalidInput naming every fault."""
        question = self.understand(request)
        query, pairs, after = question.query, to_query_pairs(request), None
        if request.cursor is not None:
            cursor = decode_cursor(request.cursor, query_hash=hash_pairs(pairs), sort=query.order)
            now, after = cursor.now, cursor.after
            words = tuple(replace(word, is_fuzzy=at in cursor.fuzzy) for at, word in enumerate(query.words))
            query = replace(query, words=words)
        around = self.around(now)
        found = self.catalogue.search(query, around, limit=request.limit, after=after, facets=request.facets)
        relax: tuple[dict[str, Any], ...] = ()
        if not found.total:
            relax = tuple(relaxations(request, lambda wider: self.count(wider, now)))
            if not request.interest:
                question = replace(question, interpreted_interest=interests_of_words(request, self.reference))
        next_cursor = self._next(pairs, question, found, now)
        return Answer(request, question, found, around, pairs, next_cursor, relax)

    def count(self, request: SearchRequest, now: int) -> int:
        """How many match."""
        question = self.understand(request)
        return self.catalogue.count(question.query, self.around(now))

    def _next(self, pairs: Sequence[tuple[str, str]], question: Question, found: Found, now: int) -> str | None:
        if not found.has_more or not found.hits:
            return None
        fuzzy = tuple(i for i, word in enumerate(found.words) if word.is_fuzzy)
        cursor = Cursor(question.query.order, now, fuzzy, found.hits[-1].sort_key)
        return encode_cursor(cursor, hash_pairs(pairs))

    def _words(self, text: str) -> tuple[QueryWord, ...]:
        """The words of q. A question of stop words alone is searched as it is, so that it does not find everything."""
        asked = words(text)
        kept = [word for word in asked if word not in STOP_WORDS] or asked
        if not kept:
            dutch = "In q staan geen letters of cijfers."
            hint = "Give a word such as q=robot."
            fault = Fault("empty", "q holds no letters or digits.", "q", hint=hint, detail_nl=dutch)
            raise InvalidInput([fault])
        ends_in_word = bool(asked) and kept[-1] == asked[-1]
        last = len(kept) - 1
        return tuple(QueryWord(word, stem(word), index == last and ends_in_word) for index, word in enumerate(kept))
