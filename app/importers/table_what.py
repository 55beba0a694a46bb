"""Themes, kind, ages, money and image of a row."""

import re
from collections.abc import Sequence
from typing import Any

from app.domain.text import words
from app.importers.age_text import AgeReading, read_age, read_age_bounds
from app.importers.age_words import GROUPS
from app.importers.fields import read_count, read_url
from app.importers.notes import Doubt
from app.importers.table_rows import Row
from app.importers.table_who import read_enrolment_status
from app.importers.table_words import KINDS, STAGES
from app.importers.theme_words import find_themes, fold_phrase, split_list

MAX_THEMES = 8
_PER_ALL = frozenset({"course", "card", "season", "year", "once"})
_NO_NUMBER = frozenset({"", "geen", "n v t", "nvt", "onbeperkt", "onbekend"})
_LESSONS = re.compile(
    r"(?<![\d.,:/-])([2-9]|[1-9]\d)\s?(?:x|×|keer|(?:wekelijkse )?lessen|bijeenkomsten|"
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dagen)(?=[\s,:;().]|$)"
    r"(?!\s?(?:per|in de|in een|p/|/|a))"
)
"""`4x op wo vanaf 4 november`, but not `2x per week`."""
_NO_THEME = frozenset({"camp", "dropIn", "course", "club", "workshop", "lesson", "programme", "openDay"})
"""Words for these forms are no themes, whatever else they may mean: a camp is not always scouting."""


def fill_kind(row: Row, draft: dict[str, Any]) -> None:
    """Themes and kind, only from words that are sure."""
    themes: list[str] = []
    unknown: list[str] = []
    kind = None
    for target in ("kind", "themes"):
        for entry in row.all(target):
            found, strange = find_themes(_without_forms(entry.text), row.context.themes)
            forms = [form for word in split_list(entry.text) if (form := KINDS.get(fold_phrase(word)))]
            kind = kind or next(iter(forms), None)
            themes += found
            for word in strange:
                folded = " ".join(words(word))
                kind = kind or KINDS.get(folded)
                if folded not in KINDS:
                    unknown.append(word)
    if themes:
        draft["themes"] = list(dict.fromkeys(themes))[:MAX_THEMES]
    if kind:
        draft["kind"] = kind
    if unknown:
        row.doubt(
            "themes" if row.has("themes") else "kind", Doubt("word-unknown", ", ".join(dict.fromkeys(unknown))[:160])
        )
    if row.has("stage"):
        stage = STAGES.get(" ".join(words(row.get("stage"))))
        if stage:
            draft["stage"] = stage
        else:
            row.doubt("stage", Doubt("word-unknown", row.get("stage")[:60]))


def _without_forms(text: str) -> str:
    """The list without words that only name a form."""
    return ", ".join(word for word in split_list(text) if KINDS.get(fold_phrase(word)) not in _NO_THEME)


def fill_ages(row: Row, draft: dict[str, Any]) -> None:
    """Ages, school groups, school types and audience."""
    groups: list[str] = []
    audience: list[str] = []
    types: list[str] = []
    age: dict[str, int] = {}
    if row.has("ageMin") or row.has("ageMax"):
        bounds = read_age_bounds(row.get("ageMin"), row.get("ageMax"))
        age = bounds.to_wire()
        row.doubt("ageMin" if row.has("ageMin") else "ageMax", *bounds.doubts)
    for target in ("age", "schoolGroups", "audience", "schoolTypes"):
        for entry in row.all(target):
            reading = _read_age_cell(target, entry.text)
            groups += reading.school_groups
            audience += reading.audience
            types += reading.school_types
            if not age and (target != "schoolGroups" or _holds_ages(entry.text)):
                age = reading.to_wire()
            row.note(reading.doubts, entry.column, entry.text)
    for name, found in (("schoolGroups", groups), ("audience", audience), ("schoolTypes", types)):
        if found:
            draft[name] = list(dict.fromkeys(found))
    if age:
        draft["age"] = age


def _read_age_cell(target: str, text: str) -> AgeReading:
    if (
        target == "schoolGroups"
        and re.match(r"\s*(?:(?:vanaf|t/m|tot en met|tot)\s)?\d", text)
        and not _holds_ages(text)
    ):
        word = re.match(r"\s*(vanaf|t/m|tot en met|tot)\s", text)
        return read_age(f"{word[1]} groep {text[word.end() :].strip()}" if word else f"groep {text.strip()}")
    reading = read_age(text)
    if target in {"audience", "schoolTypes"}:
        kept = tuple(doubt for doubt in reading.doubts if doubt.code != "age-not-understood")
        return AgeReading(
            reading.min,
            reading.max,
            reading.min_months,
            reading.max_months,
            reading.school_groups,
            reading.audience,
            reading.school_types,
            kept,
        )
    return reading


def _holds_ages(text: str) -> bool:
    """`6 t/m 12` or `4-7 jaar` in a column of groups: there is no group above 8."""
    if re.search(r"\d\s?(?:jaar|jarigen?|jr)\b", text.lower()):
        return True
    numbers = [int(number) for number in re.findall(r"\d{1,3}", text)]
    other_words = re.sub(r"t/?m|tot|en|jaar|jr|[\d\s.,/&+–-]", "", text.lower())
    return not other_words and max(numbers, default=0) > len(GROUPS)


def add_counts(row: Row, draft: dict[str, Any]) -> None:
    """The number of lessons makes the price of a course comparable; places left belong to the only date."""
    if row.has("sessionsCount"):
        count = read_count(row.get("sessionsCount"))
        rules = draft.get("schedule", {}).get("rules", ())
        courses = [price for price in draft.get("prices", ()) if price["kind"] == "base" and price["per"] in _PER_ALL]
        if not count:
            row.doubt("sessionsCount", Doubt("not-number"))
        elif courses or _bound_series(rules, draft, count):
            for price in courses:
                price.setdefault("sessions", count)
            _bound_series(rules, draft, count)
        else:
            row.doubt("sessionsCount", Doubt("cell-not-used"))
    elif counted := _LESSONS.search(row.get("schedule").lower()):
        _bound_series(draft.get("schedule", {}).get("rules", ()), draft, int(counted[1]))
    if row.has("placesLeft"):
        left, sessions = read_count(row.get("placesLeft")), draft.get("sessions", ())
        if left is None and read_enrolment_status(row):
            return
        if left is None:
            row.doubt("placesLeft", *_doubt_number(row.get("placesLeft")))
        elif len(sessions) == 1:
            sessions[0]["placesLeft"] = left
        elif not any("placesLeft" in session for session in sessions):
            row.doubt("placesLeft", Doubt("cell-not-used"))


def _doubt_number(text: str) -> tuple[Doubt, ...]:
    return () if " ".join(words(text)) in _NO_NUMBER else (Doubt("not-number"),)


def _bound_series(rules: Sequence[dict[str, Any]], draft: dict[str, Any], count: int) -> bool:
    """Ten lessons from a known first day end by themselves."""
    if len(rules) != 1 or "from" not in draft.get("season", {}):
        return False
    rule = rules[0].get("rrule", "")
    if rule and "UNTIL" not in rule and "COUNT" not in rule:
        rules[0]["rrule"] = f"{rule};COUNT={min(count, 400)}"
    return True


def fill_image(row: Row, draft: dict[str, Any]) -> None:
    """A picture by its web address."""
    if not row.has("image"):
        return
    url = read_url(row.get("image"))
    if url is None:
        row.doubt("image", Doubt("not-url"))
        return
    image: dict[str, Any] = {"url": url}
    if alt := row.get("imageAlt"):
        image["alt"] = alt[:2_000]
    if credit := row.get("imageCredit"):
        image["creator"] = credit[:300]
    draft["image"] = image
