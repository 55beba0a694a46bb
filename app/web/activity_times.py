"""When one activity is: in words, its coming dates with what becomes of them, and how many there are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_date

from app.domain.calendar import AMSTERDAM
from app.web.activity_words import count_words, page_words
from app.web.cards import say

Wire = Mapping[str, Any]
MOST_DATES = 4
ENDS = ("COUNT=", "UNTIL=")


def tell_times(item: Wire, now: datetime, lang: str) -> list[str]:
    """The schedule in the provider's own words, then the first dates to come. now: aware."""
    words = page_words(lang)
    coming = [one for one in item["sessions"] if datetime.fromisoformat(one["endsAt"]) > now]
    lines = [item["schedule"]["summary"]] if item["schedule"]["summary"] else []
    lines += [_tell_date(one, lang) for one in coming[:MOST_DATES]]
    lines += _tell_count(item, coming, lang)
    if item["runsInHolidays"] is not None and item["status"] != "ended":
        lines.append(words[f"holidays_{item['runsInHolidays']}"])
    return lines


def day_text(stamp: str, lang: str) -> str:
    """Of a moment of the wire, in Dutch time: Wednesday 25 November 2026."""
    return format_date(datetime.fromisoformat(stamp).astimezone(AMSTERDAM), "EEEE d MMMM y", locale=lang)


def _tell_date(session: Wire, lang: str) -> str:
    words = page_words(lang)
    start, end = datetime.fromisoformat(session["startsAt"]), datetime.fromisoformat(session["endsAt"])
    told = f"{format_date(start, 'EEEE d MMMM', locale=lang)}, {start:%H:%M} {say(lang, 'tot', 'to')} {end:%H:%M}"
    if session["status"] != "scheduled":
        told += f": {words['session_' + session['status']]}"
    elif session["placesLeft"] is not None:
        told += f": {words['places'].format(places=count_words('places', session['placesLeft'], lang))}"
    return told[0].upper() + told[1:]


def _tell_count(item: Wire, coming: Sequence[Wire], lang: str) -> list[str]:
    """How often one comes, of what has an end. A weekly drop-in that goes on for good asks no number of times."""
    rules = item["schedule"]["rules"]
    if not rules or any(rule["rrule"] and not any(end in rule["rrule"] for end in ENDS) for rule in rules):
        return []
    words, held = page_words(lang), [one for one in item["sessions"] if one["status"] != "cancelled"]
    first = min(datetime.fromisoformat(rule["startsAt"]) for rule in rules)
    if item["sessions"] and datetime.fromisoformat(item["sessions"][0]["startsAt"]) <= first:
        return [words["in_all"].format(count=len(held))] if len(held) > 1 else []
    left = [one for one in coming if one["status"] != "cancelled"]
    return [words["left"].format(count=len(left))] if len(left) > 1 else []
