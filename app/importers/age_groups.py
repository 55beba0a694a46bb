"""School groups and classes in a text: `groep 5-8`, `t/m groep 4`, `klas 1 t/m 3`, `brugklas`."""

import re

from app.importers.age_words import CLASSES, GROUPS

_GROUP_LIST = re.compile(
    r"\b(?P<word>(?P<primary>groep(?:en)?|gr\.?)|klas(?:sen)?|leerjaar|leerjaren|jaar van de (?:brugklas|middelbare))"
    r"\s?:?\s?"
    r"(?P<numbers>\d(?:\s?(?:,|/|\+|&|-|–|—|t/?m|tot en met|tot|en|of|to|and)\s?"
    r"(?(primary)(?:groep |gr\.? ?)?|(?:klas )?)\d(?!\d|\s?(?:jaar|jr)))*)(?P<plus>\s?\+|\s?(?:en|of) hoger)?"
)
_GROUP_UP_TO = re.compile(r"\b(?P<word>vanaf|v\.a\.|t/?m|tot en met|tot)\s?(?P<kind>groep|gr\.?|klas)\s?(?P<number>\d)")
_CLASS_OF_TYPE = re.compile(
    r"\b(?:vmbo|mavo|havo|vwo|gymnasium|vo)(?:\s?/\s?(?:vmbo|mavo|havo|vwo|gymnasium))*\s"
    r"(?P<numbers>[1-6](?:\s?(?:,|/|&|-|–|t/?m|en|of)\s?[1-6])*)(?!\d|\s?(?:jaar|jr|-|t/?m))"
)
"""`vmbo 1 en 2` are classes and no ages."""
_ORDINAL_CLASS = re.compile(r"\b([1-6])(?:e|ste|de)\s?(?:t/m\s?([1-6])(?:e|ste|de)\s?)?(?:klas(?:sers?)?|jaars)\b")


def take_groups(lower: str) -> tuple[tuple[str, ...], str]:
    """The school groups that are named, and the text without them."""
    found: set[str] = set()
    rest = lower
    for match in _GROUP_UP_TO.finditer(lower):
        row, number = _row_of(match["kind"]), int(match["number"])
        if lower[: match.start()].rstrip()[-1:].isdigit():
            continue
        if match.end() < len(lower) and re.match(r"\s?(?:-|t/?m|tot|/|,)\s?(?:groep |klas )?\d", lower[match.end() :]):
            continue
        last = number - (match["word"] == "tot")
        found |= set(row[number - 1 :] if match["word"] in {"vanaf", "v.a."} else row[:last])
        rest = rest.replace(match.group(), " ")
    for match in _GROUP_LIST.finditer(rest):
        row, numbers = _row_of(match["word"]), _expand(match["numbers"])
        if match["plus"] and numbers:
            numbers = list(range(numbers[0], len(row) + 1))
        found |= {row[number - 1] for number in numbers if 1 <= number <= len(row)}
    rest = _GROUP_LIST.sub(" ", rest)
    for match in _CLASS_OF_TYPE.finditer(rest):
        found |= {CLASSES[number - 1] for number in _expand(match["numbers"])}
        rest = rest.replace(match["numbers"], " ", 1)
    for match in _ORDINAL_CLASS.finditer(rest):
        found |= set(CLASSES[int(match[1]) - 1 : int(match[2] or match[1])])
    rest = _ORDINAL_CLASS.sub(" ", rest)
    return tuple(group for group in ("peuters", *GROUPS, *CLASSES) if group in found), rest


def _row_of(word: str) -> tuple[str, ...]:
    return GROUPS if word.startswith("gr") else CLASSES


def _expand(numbers: str) -> list[int]:
    listed: list[int] = []
    parts = re.findall(r"\d|-|–|—|t/?m|tot en met|tot|to\b", numbers)
    is_range = False
    for part in parts:
        if not part.isdigit():
            is_range = True
        elif is_range and listed:
            listed += range(listed[-1] + 1, int(part) + 1)
            is_range = False
        else:
            listed.append(int(part))
    return listed
