"""The Dutch stem of a word, by Snowball's `dutch_porter` (DESIGN 4, q)."""

from threading import Lock

import Stemmer

_STEMMER = Stemmer.Stemmer("dutch_porter")
_ONE_AT_A_TIME = Lock()
_KNOWN: dict[str, str] = {}
_MOST_KNOWN = 200_000


def stem(word: str) -> str:
    """The stem of a folded word, kept for next time within bounds."""
    known = _KNOWN.get(word)
    if known is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        with _ONE_AT_A_TIME:
            known = _KNOWN[word] = str(_STEMMER.stemWord(word))
    return known
