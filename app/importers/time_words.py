"""Dutch and English words for days, months, repetition and school holidays."""

import re
from typing import Final

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "maandag maandagen maandags maa monday mondays mon ma mo",
            "dinsdag dinsdagen dinsdags din tuesday tuesdays tue tues di tu",
            "woensdag woensdagen woensdags woe wednesday wednesdays wed weds wo we",
            "donderdag donderdagen donderdags don thursday thursdays thu thur thurs do th",
            "vrijdag vrijdagen vrijdags friday fridays fri vr fr",
            "zaterdag zaterdagen zaterdags zat saturday saturdays sat za sa",
            "zondag zondagen zondags sunday sundays sun zo su",
        )
    )
    for name in names.split()
}
PARTS_OF_DAY: Final = "ochtend|morgen|middag|avond|ochtenden|middagen|avonden|nacht"

ORDINALS: Final[dict[str, int]] = {
    "eerste": 1,
    "1e": 1,
    "1ste": 1,
    "first": 1,
    "1st": 1,
    "tweede": 2,
    "2e": 2,
    "2de": 2,
    "second": 2,
    "2nd": 2,
    "derde": 3,
    "3e": 3,
    "3de": 3,
    "third": 3,
    "3rd": 3,
    "vierde": 4,
    "4e": 4,
    "4de": 4,
    "fourth": 4,
    "4th": 4,
    "vijfde": 5,
    "5e": 5,
    "fifth": 5,
    "laatste": -1,
    "last": -1,
}

WORK_DAYS: Final = (0, 1, 2, 3, 4)
DAY_SETS: Final[dict[str, tuple[int, ...]]] = {
    "dagelijks": tuple(range(7)),
    "daily": tuple(range(7)),
    "elke dag": tuple(range(7)),
    "iedere dag": tuple(range(7)),
    "every day": tuple(range(7)),
    "alle dagen": tuple(range(7)),
    "doordeweeks": WORK_DAYS,
    "werkdagen": WORK_DAYS,
    "weekdagen": WORK_DAYS,
    "elke werkdag": WORK_DAYS,
    "iedere werkdag": WORK_DAYS,
    "weekdays": WORK_DAYS,
    "schooldagen": WORK_DAYS,
    "elke schooldag": WORK_DAYS,
    "in het weekend": (5, 6),
    "weekenden": (5, 6),
    "weekends": (5, 6),
    "elk weekend": (5, 6),
    "ieder weekend": (5, 6),
    "weekend": (5, 6),
}

FROM_WORDS: Final = frozenset((
    "vanaf", "from", "start", "starting", "startdatum", "begint", "begin", "sinds", "ingaande", "startend", "starts",
    "per", "start:",
))  # fmt: skip
TO_WORDS: Final = frozenset(["einde", "eind", "eindigt", "eindigend", "einddatum", "end", "ends", "ending"])
LESSONS: Final = frozenset(["les", "bijeenkomst", "keer", "training", "lesdag", "lesson", "session"])
OF_NAMES: Final = frozenset(["groep", "group", "cursus", "club", "bijeenkomst", "training", "bij", "inschrijving"])
"""Behind `gesloten` and `dicht` these say something else: `gesloten groep`, `dicht bij`."""
CLOSED: Final = frozenset(["gesloten", "closed", "dicht", "vrij"])
COUNTED: Final = frozenset((
    "jaar", "jr", "jarigen", "jarige", "lessen", "keer", "weken", "personen", "kinderen", "deelnemers", "maanden",
    "years", "x",
))  # fmt: skip

HOLIDAYS: Final = re.compile(
    r"\b(?:herfst|kerst|voorjaars|krokus|mei|zomer|pinkster|paas|school)?(?:vakantie|"
    r"vakanties|vakantieperiode|vakantieweek|vakantieweken)\b|\b(?:half term|school holidays?|"
    r"summer holidays?|autumn break)\b"
)
NOT_IN_HOLIDAYS: Final = re.compile(
    r"\b(?:niet|geen|behalve|uitgezonderd|buiten|m\.?u\.?v|met uitzondering van|except|"
    r"excluding|not|no|exclusief|tenzij)\b\.?[^.;\n]{0,40}(?:vakantie|holiday|half term)|term[- "
    r"]time only|\bterm time\b"
)
ALSO_IN_HOLIDAYS: Final = re.compile(r"\b(?:ook|zowel|including|inclusief|door)\b[^.;\n]{0,30}(?:vakantie|holiday)")
DURING_SCHOOL: Final = re.compile(
    r"\b(?:tijdens|onder|binnen|in) (?:de )?(?:schooltijd|schooltijden|lestijd|schooluren)\b|"
    r"\bonder schooltijd\b|\bduring school\b|\bbinnenschools"
)
AFTER_SCHOOL: Final = re.compile(
    r"\b(?:na|buiten) (?:de )?(?:school|schooltijd|schooltijden|lestijd)\b|\bnaschools|"
    r"\bbuitenschools|\bafter[- ]?school\b|\bvrije tijd\b"
)
NO_TIMES: Final = re.compile(
    r"\b(?:op afspraak|in overleg|op aanvraag|n\.?t\.?b\.?|nader te bepalen|volgt|wisselend|"
    r"diverse|verschillende|hele jaar|heel het jaar|jaarrond|doorlopend|het hele seizoen|by "
    r"appointment|tba|tbc|on request|flexibel|variabel"
    r"|zie (?:de )?(?:web)?site|meerdere|zelf (?:te )?bepalen|altijd|openbaar|24/7|24 uur)\b"
)
EVERY_OTHER: Final = re.compile(
    r"\b(?:om de (?:andere )?week|tweewekelijkse?|2-wekelijkse?|twee ?wekelijks|"
    r"(?:1x|1 keer|eens|een keer|één keer|eenmaal|om) "
    r"(?:per|in|in de|de) (?:2|twee|14|veertien) (?:weken|dagen)|om de 14 dagen|om de 2 weken|"
    r"om de twee weken|every other|biweekly|fortnightly|every (?:2|two) weeks|elke (?:2|twee) weken|1x per 2 weken)\b"
)
EVERY_SO_MANY: Final = re.compile(
    r"\b(?:(?P<word>drie|vier|vijf|zes)|(?P<number>[3-8]))[- ]?wekelijkse?\b"
    r"|\b(?:om de|elke|iedere|per|every)\s(?:(?P<word2>drie|vier|vijf|zes|three|four|five|six)|(?P<number2>[3-8]))\s"
    r"(?:weken|weeks)\b"
)
"""`elke 3 weken`, `vierwekelijks`."""
SO_MANY: Final = {"drie": 3, "vier": 4, "vijf": 5, "zes": 6, "three": 3, "four": 4, "five": 5, "six": 6}
EVEN_WEEKS: Final = re.compile(r"\b(on)?even (?:weken|week)\b|\b(odd) weeks\b")
_ANY_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_ANY_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
OF_THE_MONTH: Final = re.compile(
    r"\bmaand(?:elijks)?\b|\bmnd\b|\bmonth(?:ly)?\b"
    rf"|(?<!vanaf )(?<!vanaf de )(?<!start )(?<!from the )\b(?:{_ANY_ORDINAL})\s(?:{_ANY_DAY})\b"
)
"""`de eerste zaterdag` comes back every month; `vanaf de eerste zaterdag` is a beginning."""
IN_HOLIDAYS_ONLY: Final = re.compile(
    r"\b(?:in|tijdens|gedurende|alleen in) (?:de |elke |alle )?"
    r"(?:herfst|kerst|voorjaars|krokus|mei|zomer|paas|school)vakanties?\b"
    r"|^(?:herfst|kerst|voorjaars|krokus|mei|zomer|paas)vakantie\b"
)
_DATE_BEHIND = rf"\s?\d{{1,2}}\s?(?:/|(?:{'|'.join(MONTHS)})\b)|\s?(?:1[3-9]|2\d|3[01])-(?:0?[1-9]|1[0-2])\b"
EXCEPT_DAYS: Final = re.compile(
    r"[(,;]?\s?\b(?:behalve|m\.?u\.?v\.?|met uitzondering van|uitgezonderd|maar niet|niet|except|not)\s"
    rf"(?:op\s|on\s|de\s)*(?P<days>(?:{_ANY_DAY})\b\.?(?:\s?(?:,|/|&|en|and)\s?(?:{_ANY_DAY})\b\.?)*)"
    rf"(?!{_DATE_BEHIND})\s?\)?"
)
"""`behalve maandag`, but not `niet op ma 23 december`."""

SUMMER: Final = re.compile(r"\b(?:zomer(?:seizoen|tijd|maanden|periode)?|summer)\b")
WINTER: Final = re.compile(r"\b(?:winter(?:seizoen|tijd|maanden|periode)?)\b")
