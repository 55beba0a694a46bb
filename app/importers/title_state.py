"""Titles in which people write that something is off or full: `AFGELAST: Judo`, `Knutselclub (vol)`."""

import re

_AMBIGUOUS = r"vol|full"
"""Words that names begin with too: `Vol - Verwachting`, `Full: body workout`."""
_WORDS = {
    "cancelled": r"geannull?eerd|afgelast|gecanceld|gaat niet door|vervallen|vervalt|cancell?ed",
    "full": r"volgeboekt|vol geboekt|uitverkocht|sold out|fully booked",
}
_MARKS = (
    *(
        (state, re.compile(rf"^\s*[\[(*!]*\s*(?:{words})\s*(?:[\])*!:|]+|\s[-–—]\s)\s*(?=\S)", re.IGNORECASE))
        for state, words in _WORDS.items()
    ),
    ("full", re.compile(rf"^\s*[\[(*!]+\s*(?:{_AMBIGUOUS})\s*[\])*!:|]+\s*(?=\S)", re.IGNORECASE)),
    ("full", re.compile(r"^\s*(?:VOL|FULL)\s*(?:[*!:|]+|\s[-–—]\s)\s*(?=\S)")),
    ("full", re.compile(r"^\s*[Vv]ol\s*[*!:|]+\s*(?=[A-Z0-9])")),
    *(
        (state, re.compile(pattern, re.IGNORECASE))
        for state, words in (*_WORDS.items(), ("full", _AMBIGUOUS))
        for pattern in (
            rf"\s*[\[(]\s*(?:{words})\s*!*[\])]\s*$",
            rf"\s+[-–—|*!]+\s*(?:{words})\s*[!*]*\s*$",
        )
    ),
)
"""In front of a name `vol` and `full` count when brackets are round them or they are shouted, `vol` also before a colon
and a capital."""
_UNSURE = re.compile(rf"^\s*(?:{_AMBIGUOUS})\s*(?::|\s[-–—]\s)\s*\S", re.IGNORECASE)
_SHOUTED = re.compile(r"^\s*(?:AFGELAST|GEANNULL?EERD|VERVALT|CANCELL?ED)\s+(?=\S)")
_BEHIND = tuple(
    (state, re.compile(pattern))
    for state, pattern in (
        (
            "cancelled",
            r"\s+(?:AFGELAST|GEANNULL?EERD|VERVALT|(?i:gaat niet door)|(?i:is (?:afgelast|geannull?eerd)))[!.]*\s*$",
        ),
        ("full", r"\s+(?:VOLGEBOEKT|UITVERKOCHT|(?i:is (?:vol|volgeboekt|uitverkocht)))[!.]*\s*$"),
    )
)
"""Behind a title without a mark: only what is shouted or a whole sentence, since names end in such words too."""


_NOTHING = re.compile(
    r"^(?!.{0,60}\b(?:wel|maar|in plaats (?:daar)?van|i\.?p\.?v\.?)\b)"
    r"geen\s+(?:activiteit(?:en)?|training(?:en)?|club|repetitie|opkomst|bijeenkomst|\w*les(?:sen)?)"
    r"(?:\s*$|\s*[!.:;,(\[–—-]|\s+(?:i\.?\s?v\.?\s?m|wegens|vanwege|in verband|door|op|tijdens|vandaag|deze))",
    re.IGNORECASE,
)
"""A note in a calendar that nothing takes place, as clubs write it; not `Geen training: wel voetbalkijken`."""


def read_state(title: str) -> tuple[str, str | None]:
    """(the title on one line and without the mark, `cancelled`, `full` or None)."""
    # Runs of white space would be tried again from each of their letters.
    title = " ".join(title.split())
    for state, pattern in _MARKS:
        bare = pattern.sub("", title, count=1).strip()
        if bare and bare != title:
            return bare, state
    for state, pattern in _BEHIND:
        bare = pattern.sub("", title).strip()
        if bare and bare != title:
            return bare, state
    bare = _SHOUTED.sub("", title)
    return (bare, "cancelled") if bare != title or _NOTHING.match(title) else (title, None)


def may_be_full(title: str) -> bool:
    """Whether a name without a state begins as one that says that it is full: nobody can know."""
    return read_state(title)[1] is None and _UNSURE.match(title) is not None
