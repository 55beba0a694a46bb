"""Every pair of parameters that cannot go together, in one place. A tomorrow's contradiction is one row."""

from app.schemas.parameter import ANY_VALUE, BAD, Contradiction, Given

PLACES = ("near", "postcode", "place")
AGES = ("age", "ageMin", "ageMax", "schoolGroup")
MAX_PLACES = 2


def _is_given(given: Given, *names: str) -> bool:
    return any(name in given for name in names)


def _exceeds(given: Given, low: str, high: str, *, or_equals: bool = False) -> bool:
    """Whether `low` lies above `high`; values that were missing or could not be read contradict nothing."""
    first, second = given.get(low, BAD), given.get(high, BAD)
    if first is BAD or second is BAD:
        return False
    return bool(first >= second) if or_equals else bool(first > second)


def _count_ages(given: Given) -> int:
    return _is_given(given, "age") + _is_given(given, "ageMin", "ageMax") + _is_given(given, "schoolGroup")


def _count_places(given: Given) -> int:
    return sum(1 if given[name] is BAD else len(given[name]) for name in PLACES if name in given)


def _mixes_any(given: Given, name: str) -> bool:
    values = given.get(name, BAD)
    return values is not BAD and ANY_VALUE in values and len(values) > 1


SEARCH_CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        AGES,
        "exclusive",
        lambda given: _count_ages(given) > 1,
        "Ask one of age, ageMin with ageMax, or schoolGroup, not several.",
        "Vraag één van age, ageMin met ageMax, of schoolGroup. Niet meer dan één.",
    ),
    Contradiction(
        ("ageMin", "ageMax"),
        "wrong-order",
        lambda given: _exceeds(given, "ageMin", "ageMax"),
        "ageMin must not be above ageMax.",
        "ageMin mag niet hoger zijn dan ageMax.",
    ),
    Contradiction(
        ("dateFrom", "dateTo"),
        "wrong-order",
        lambda given: _exceeds(given, "dateFrom", "dateTo"),
        "dateFrom must not be after dateTo.",
        "dateFrom mag niet na dateTo liggen.",
    ),
    Contradiction(
        ("timeFrom", "timeTo"),
        "wrong-order",
        lambda given: _exceeds(given, "timeFrom", "timeTo", or_equals=True),
        "timeFrom must be before timeTo.",
        "timeFrom moet voor timeTo liggen.",
    ),
    Contradiction(
        ("radius",),
        "needs-place",
        lambda given: not _is_given(given, *PLACES),
        "A radius needs a place: add near, postcode or place.",
        "Een straal (radius) kan alleen met een plek: geef near, postcode of place.",
    ),
    Contradiction(
        PLACES,
        "too-many-places",
        lambda given: _count_places(given) > MAX_PLACES,
        "Ask at most two places in all with near, postcode and place.",
        "Vraag samen niet meer dan twee plekken met near, postcode en place.",
    ),
    Contradiction(
        ("sort",),
        "needs-place",
        lambda given: given["sort"] == "distance" and not _is_given(given, *PLACES),
        "sort=distance needs a place: add near, postcode or place.",
        "Sorteren op afstand kan alleen met een plek: geef near, postcode of place.",
    ),
    Contradiction(
        ("sort",),
        "needs-words",
        lambda given: given["sort"] == "relevance" and not _is_given(given, "q"),
        "sort=relevance needs words: add q.",
        "Sorteren op relevantie kan alleen met zoekwoorden: geef q.",
    ),
    *(
        Contradiction(
            (name,),
            "any-with-others",
            lambda given, name=name: _mixes_any(given, name),  # type: ignore[misc]
            f"{name}=* means every value, so it cannot be combined with others.",
            f"{name}=* betekent elke waarde. Geef er dus geen andere bij.",
        )
        for name in ("status", "freshness")
    ),
)
"""Of `GET /v1/activities` and its POST twin."""

ORIGINS = ("q", "postcode", "near")
GEOCODE_CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        ORIGINS,
        "exclusive",
        lambda given: sum(name in given for name in ORIGINS) > 1,
        "Ask one of q, postcode or near, not several.",
        "Vraag één van q, postcode of near. Niet meer dan één.",
    ),
    Contradiction(
        (),
        "required",
        lambda given: not _is_given(given, *ORIGINS),
        "Ask one of q, postcode or near.",
        "Vraag één van q, postcode of near.",
    ),
)
"""Of `GET /v1/geocode`. Without names a row is always asked."""
