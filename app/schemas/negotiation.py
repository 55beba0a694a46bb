"""Which representation and language an answer gets. `format` and `lang` win over the headers."""

from collections.abc import Mapping
from functools import lru_cache

from app.errors import NotAcceptable

MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "jsonld": "application/ld+json",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
}
LANGUAGE_DEFAULT = "nl"


def choose_format(asked: str | None, accept: str, available: tuple[str, ...]) -> str:
    """The name of the representation. Raises NotAcceptable when `Accept` allows none of those there are.

    The first available one is the default, also for browsers, which accept anything.
    """
    return asked if asked is not None else _by_accept(accept, available)


@lru_cache(maxsize=512)
def _by_accept(accept: str, available: tuple[str, ...]) -> str:
    if not accept.strip():
        return available[0]
    weights = {name: _weight(MEDIA_TYPES[name].partition(";")[0], accept) for name in available}
    best = max(available, key=lambda name: weights[name])
    if weights[best] <= 0:
        offered = ", ".join(MEDIA_TYPES[name].partition(";")[0] for name in available)
        raise NotAcceptable(f"This path offers {offered}.", detail_nl=f"Dit adres geeft {offered}.")
    return best


def _weight(media_type: str, accept: str) -> float:
    """The quality the header gives a media type; the most exact range decides (RFC 9110, 12.5.1)."""
    found: tuple[int, float] = (-1, 0.0)
    for part in accept.split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        exactness = _exactness(media_range.lower(), media_type)
        if exactness > found[0]:
            found = (exactness, _quality(parameters))
    return found[1] if found[0] >= 0 else 0.0


def _exactness(media_range: str, media_type: str) -> int:
    if media_range == media_type:
        return 2
    if media_range == media_type.partition("/")[0] + "/*":
        return 1
    return 0 if media_range == "*/*" else -1


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


@lru_cache(maxsize=512)
def choose_language(asked: str | None, accept_language: str) -> str:
    """A BCP 47 tag: the asked one, else the best of the header, else Dutch. A kind of Dutch or English is just that."""
    if asked is not None:
        return _plain(asked)
    best, weight = LANGUAGE_DEFAULT, 0.0
    for part in accept_language.split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if tag and tag != "*" and quality > weight and tag.replace("-", "").isalnum():
            best, weight = tag, quality
    return _plain(best)


def _plain(tag: str) -> str:
    primary = tag.partition("-")[0].lower()
    return primary if primary in ("nl", "en") else tag
