"""The words of a query, found through an index instead of word by word."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.stemming import stem
from app.catalogue.vocabulary import Vocabulary
from app.domain.query import Query, QueryWord
from app.domain.rule_text import match_penalty
from tests.support import strategies as world
from tests.support.twin import Twin

letters = st.text("aebklorst", min_size=1, max_size=9)


@settings(max_examples=300)
@given(st.lists(letters, unique=True, max_size=40), letters, st.booleans(), st.booleans())
def test_the_vocabulary_finds_what_the_rule_finds(known: list[str], text: str, is_last: bool, is_fuzzy: bool) -> None:
    asked = QueryWord(text, stem(text), is_last, is_fuzzy)
    vocabulary = Vocabulary(sorted(known))
    found: dict[str, int] = {}
    for penalty, numbers in enumerate(vocabulary.find(asked)):
        for number in numbers.tolist():
            found.setdefault(vocabulary.words[number], penalty)
    expected = {word: match_penalty(asked, word, stem(word)) for word in known}
    assert found == {word: penalty for word, penalty in expected.items() if penalty is not None}


@pytest.mark.parametrize("texts", [["voetbl"], ["natuur", "muzeik"], ["club"], ["konijnen"], ["natu"], ["xyzzy"]])
def test_words_are_weighed_as_the_rule_does(texts: list[str]) -> None:
    twin, random = Twin(), Random(4)
    twin.write(world.make_listing(random) for _ in range(60))
    query = Query(words=world.as_query_words(texts), statuses=frozenset(), freshness=frozenset())
    twin.check(query, world.surroundings(), limit=60)


def test_a_word_of_deleted_activities_only_is_forgiven_one_edit() -> None:
    twin, random = Twin(), Random(5)
    twin.write(world.make_listing(random) for _ in range(60))
    query = Query(words=world.as_query_words(["robot"]), statuses=frozenset(), freshness=frozenset())
    assert not twin.check(query, world.surroundings()).words[0].is_fuzzy
    fields = ("title_words", "summary_words", "organisation_words", "place_words")
    texts = {item.id: [word for name in fields for word in getattr(item, name)] for item in twin.items.values()}
    twin.write([], [name for name, held in texts.items() if any(word.startswith("robot") for word in held)])
    assert twin.check(query, world.surroundings()).words[0].is_fuzzy
