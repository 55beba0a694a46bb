"""Words as the search rule sees them (DESIGN 4, q): folded, split on everything that is no letter or digit."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

_WORD = re.compile(r"[^\W_]+")

_STOP_WORDS = """
    aan al alle allemaal als altijd andere bij dan dat de deze die dit doe doen doet door dus een eens elk elke en er
    ergens even gaan gaat ga geen graag haar had hadden heb hebben hebt heeft heel hem hen het hier hij hoe hun ie
    ieder iedere iemand iets ik in is ja je jij jou jouw jullie kan kon kun kunnen kunt maar me mee meer men met mezelf
    mij mijn moet moeten mocht mag mogen na naar naast net niet niets nog nou nu of om omdat onder ons onze ook op over
    per s soms steeds straks t te tegen tijdens toch toe toen tot tussen u uit uw van vaak vanaf veel via voor waar
    waarom want waren was wat we wel welke werd wie wij wil willen wilt word worden wordt zal ze zelf zich zij zijn zo
    zonder zou zouden zulke
"""
STOP_WORDS: frozenset[str] = frozenset(_STOP_WORDS.split())
"""Dutch words that say nothing about what an activity is. All folded."""


def fold(text: str) -> str:
    """Letters without case and marks (NFKD, no marks, casefold): "Café Ücretsiz" becomes "cafe ucretsiz"."""
    if text.isascii():
        return text.lower()
    bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    folded = normalize("NFKD", bare.casefold())
    return "".join(letter for letter in folded if not combining(letter))


def words(text: str) -> list[str]:
    """The folded words in order, stop words included: "Foto's maken!" becomes foto, s, maken."""
    return _WORD.findall(fold(text))


def fold_words(*texts: str | None) -> tuple[str, ...]:
    """The distinct words of the texts in order of first mention, stop words left out; None counts as empty."""
    found = dict.fromkeys(word for text in texts if text for word in words(text))
    return tuple(word for word in found if word not in STOP_WORDS)


@lru_cache(maxsize=4096)
def title_key(text: str) -> str:
    """What titles are ordered by: their words, so that quotes, marks and capitals do not decide."""
    return " ".join(words(text)) or fold(text).strip()
