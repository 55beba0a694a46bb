"""Phrases about time that are put in order before the pieces are read: spoken clocks, doors that open earlier, days it
does not take place."""

import re

_HOURS = {
    name: str(number)
    for number, name in enumerate(
        ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"), start=1
    )
}
_HOUR = rf"(?P<hour>1[0-2]|[1-9]|{'|'.join(_HOURS)})"
_SPOKEN = re.compile(rf"\b(?P<part>half|kwart over|kwart voor)\s{_HOUR}\b(?!\s?(?:jaar|jr|maand|[.:]\d))(?:\s?uur)?")
_ONE_CLOCK = r"\d{1,2}(?:[:.]\d\d|\s?u(?:ur)?\b|\s?[uh]\d\d)(?:\s?uur|\s?u\b)?"
_DOORS = re.compile(
    r"[(,;]?\s?\b(?:inloop|zaal|deuren?|kassa|ontvangst|verzamelen|doors)\b(?: is| gaat| gaan)?(?: open)?"
    r"(?: vanaf| om| op)?"
    rf"\s?:?\s?{_ONE_CLOCK}(?: open)?(?!\s?(?:-|–|tot\b|t/m|\d))\s?\)?"
)
_CLOCK = re.compile(_ONE_CLOCK)
_BETWEEN = re.compile(rf"\b(?:tussen|between)\s(\d{{1,2}}|{_ONE_CLOCK})\s(?:en|and)\s(?=\d)")
_ZONE = re.compile(r"\((?:gmt|utc|cet|cest)[^()]{0,12}\)")
_EXCLUDED = re.compile(
    r"[(,;]?\s?\b(?:niet op|niet|behalve op|behalve|m\.?u\.?v\.?|met uitzondering van|uitgezonderd|"
    r"geen (?:les|lessen|club|training|activiteit|bijeenkomst)(?: op)?|vervalt op|except(?: on)?|not on)"
    r"\s(?=(?:[a-z]{2,9}\.?\s)?\d{1,2}[\s,/-])(?P<days>[^();]{3,120})\)?"
)


def write_spoken_clocks(lower: str) -> str:
    """`half 4` is 3:30, `kwart over 2` is 2:15."""
    return _SPOKEN.sub(_write_clock, lower)


def _write_clock(found: re.Match[str]) -> str:
    hour = int(_HOURS.get(found["hour"], found["hour"]))
    if found["part"] == "kwart over":
        return f"{hour}:15"
    before = hour - 1 or 12
    return f"{before}:30" if found["part"] == "half" else f"{before}:45"


def leave_out_doors(lower: str) -> str:
    """Without when the doors open, as long as another time is there to begin at."""
    rest = _DOORS.sub(" ", lower)
    return rest if rest != lower and _CLOCK.search(rest) else lower


def write_between(lower: str) -> str:
    """`tussen 14.00 en 16.00` is from two to four, and no two starts."""
    return _BETWEEN.sub(r"\1 tot ", lower)


def leave_out_zone(lower: str) -> str:
    """Without `(GMT+1)`, as Notion writes it behind a time."""
    return _ZONE.sub(" ", lower)


def take_excluded(lower: str) -> tuple[str, str]:
    """The text without the days it does not take place, and those days; both as they were when it names none."""
    found = _EXCLUDED.search(lower)
    if found is None:
        return lower, ""
    return f"{lower[: found.start()]} {lower[found.end() :]}", found["days"]
