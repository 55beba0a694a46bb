"""Dutch and English words for ages and school groups, and what each means in completed years or groups."""

import re
from typing import Final

GROUPS: Final = tuple(f"groep{number}" for number in range(1, 9))
CLASSES: Final = tuple(f"klas{number}" for number in range(1, 7))

ALL_AGES: Final = re.compile(
    r"\b(?:alle leeftijden|alle leeftijd|iedereen|jong en oud|voor jong & oud|all ages|"
    r"everyone|any age|elke leeftijd|ongeacht leeftijd|van jong tot oud"
    r"|van 0 tot 100|0 tot 100|geen leeftijdsgrens|geen minimumleeftijd|no age limit|anyone|"
    r"tout public|hele gezin|alle kinderen)\b"
)
NOTHING: Final = re.compile(
    r"(?:n\.?v\.?t\.?|n/?a|-+|–|—|\?+|x|onbekend|unknown|nvt|tba|tbd|none|null|nan|"
    r"n\.?t\.?b\.?|nader te bepalen|leeftijd)\.?"
)

_PRIMARY = r"(?:basisschool|basisonderwijs|po\b|primair onderwijs)"
_AND = r"\W{0,3}(?:(?:en|t/m|tot en met|of)\W{1,3})?"
WORDS: Final[tuple[tuple[re.Pattern[str], tuple[int, int | None] | None, tuple[str, ...], bool], ...]] = tuple(
    (re.compile(pattern), years, groups, is_sure)
    for pattern, years, groups, is_sure in (
        # pattern, years (first, last), school groups, whether the word has fixed ages
        (
            rf"\bonderbouw\W{{0,3}}(?:van (?:de|het) )?{_PRIMARY}|{_PRIMARY}\W{{0,3}}onderbouw",
            (4, 8),
            GROUPS[:4],
            False,
        ),
        (rf"\bonder(?:bouw)?{_AND}midden(?:bouw)?{_AND}bovenbouw\b", (4, 12), GROUPS, False),
        (rf"\bonder(?:bouw)?{_AND}middenbouw\b", (4, 9), GROUPS[:5], False),
        (rf"\bmidden(?:bouw)?{_AND}bovenbouw\b", (6, 12), GROUPS[2:], False),
        (r"\bmiddenbouw\b", (6, 9), GROUPS[2:5], False),
        (
            rf"\bbovenbouw\W{{0,3}}(?:van (?:de|het) )?{_PRIMARY}|{_PRIMARY}\W{{0,3}}bovenbouw",
            (8, 12),
            GROUPS[4:],
            False,
        ),
        (r"\bbaby'?s?\b|\bzuigeling", (0, 1), (), True),
        (r"\bdreumes", (1, 2), (), True),
        (r"\bpeuter|\bpreschool|\btoddlers?\b|\bvoorschool", (2, 3), ("peuters",), True),
        (r"\bkleuter", (4, 5), GROUPS[:2], True),
        (
            r"\bbasisschool\w*|\bbasisonderwijs|\bprimair onderwijs|\bprimary (?:school|education)|"
            r"\blagere school|\b(?<!s)bo\b",
            (4, 12),
            GROUPS,
            True,
        ),
        (r"\bschoolkind|\bbso\b", (4, 12), (), True),
        (r"\bbrugklas\w*|\bbrugger", (12, 13), CLASSES[:1], True),
        (
            r"\bmiddelbare\s?schol\w*|\bmiddelbare\s?school|\bvoortgezet onderwijs|\bsecondary "
            r"(?:school|education)|\bhigh school|\bvo\b",
            (12, 18),
            CLASSES,
            True,
        ),
        (r"\btieners?\b|\bteens?\b|\bteenagers?\b|\bpubers?\b", (12, 17), (), False),
        (r"\bjongeren\b|\byouth\b|\byoung people\b", (12, 23), (), False),
        (r"\bvolwassenen?\b|\badults?\b", (18, None), (), True),
        (r"\bsenioren\b|\bouderen\b|\bseniors?\b|\bolder people\b", (55, None), (), False),
    )
)

VAGUE: Final = re.compile(
    r"\b(?:kinderen|kind|kids|children|jeugd|junioren|pupillen|jongens|meisjes|meiden|"
    r"leerlingen|scholieren|studenten|families|family|gezin|gezinnen|ouders?|beginners?|"
    r"gevorderden"
    r"|iedereen die|leden|bewoners|buurtbewoners|mantelzorgers|vrouwen|mannen|dames|heren|men|"
    r"women|girls|boys|parents|scholen|groepen|docenten|leerkrachten|ouder en kind|"
    r"ouder-kind)\b"
)
"""Words that say who but not how old: no reason to doubt."""

AUDIENCE: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "children",
        re.compile(
            r"\b(?:kinderen|kids|children|jeugd|jongeren|tieners?|peuters?|kleuters?|jongens|meisjes|"
            r"meiden|pupillen|teens?|youth)\b"
        ),
    ),
    (
        "families",
        re.compile(
            r"\b(?:gezin|gezinnen|families|family|familie|ouder(?:s)? (?:en|met|&) (?:hun "
            r")?kind(?:eren)?|ouder-kind|jong en oud)\b"
        ),
    ),
    ("schools", re.compile(r"\b(?:scholen|schoolklassen|klassen|schools|school groups|schoolgroepen)\b")),
    ("teachers", re.compile(r"\b(?:docenten|leerkrachten|leraren|teachers|onderwijzers)\b")),
)

SCHOOL_TYPES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b"))
    for name, pattern in (
        ("vve", r"vve|voor- en vroegschoolse educatie"),
        ("po", r"po|primair onderwijs|basisonderwijs|basisschool|basisscholen"),
        ("sbo", r"sbo|speciaal basisonderwijs"),
        ("so", r"so|speciaal onderwijs"),
        ("vso", r"vso|voortgezet speciaal onderwijs"),
        ("pro", r"pro|praktijkonderwijs"),
        ("vmbo", r"vmbo(?:-[btkg]l?)?"),
        ("havo", r"havo"),
        ("vwo", r"vwo|gymnasium|atheneum"),
        ("isk", r"isk|schakelklas(?:sen)?"),
        ("mbo", r"mbo"),
    )
)
