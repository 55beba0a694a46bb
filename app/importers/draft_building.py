"""Gathers one draft: every value is cleaned and bounded as the wire wants it, and what does not fit is left out with a
warning instead of costing the row."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.draft_parts import RuleDraft, ScheduleDraft
from app.domain.recurrence import is_bounded, local_until
from app.domain.schedule import bounds_end
from app.domain.text import words
from app.errors import Fault, InvalidInput
from app.importers.feed_notes import note
from app.importers.feed_text import (
    MOST_LINE,
    MOST_SUMMARY,
    MOST_TEXT,
    MOST_TITLE,
    read_email,
    read_line,
    read_phone,
    read_text,
    read_url,
    shorten_text,
)
from app.importers.free_text import complete_from_text
from app.importers.moments import Moment, find_zone, write_local
from app.importers.original import bound_original
from app.importers.reading import ReadContext, ReadRow
from app.importers.title_state import read_state

ONE_HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)
LONG_DAYS = 31
MOST_DATES = 1_000
MOST_THEMES = 6
_LIMITS = {"title": MOST_TITLE, "summary": MOST_SUMMARY}


def content_identity(*parts: object) -> str:
    """A stable name for what has no id of its own: the same words, the same place, the same time."""
    folded = "\x1f".join(" ".join(words(str(part))) if part else "" for part in parts)
    return "content-" + hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:24]


class DraftBuilder:
    """The members and warnings of one row. `pointer` is where the row stands in the file."""

    def __init__(self, context: ReadContext, pointer: str | None = None) -> None:
        self.context = context
        self.pointer = pointer
        self.zone = find_zone(context.timezone) or ZoneInfo("Europe/Amsterdam")
        self.members: dict[str, Any] = {"organisation": None}
        self.warnings: list[Fault] = []
        self.faults: list[Fault] = []

    def warn(self, code: str, **words: object) -> None:
        """Adds a warning, each once."""
        found = note(code, self.pointer, **words)
        if found not in self.warnings and len(self.warnings) < 40:
            self.warnings.append(found)

    def fail(self, code: str, **words: object) -> None:
        """Adds a fault; the row then has no draft."""
        self.faults.append(note(code, self.pointer, **words))

    # --- texts

    def set_title(self, value: object) -> str | None:
        """The title on one line, without the mark that it is off or full, which stays in the draft; a row without a
        title is at fault."""
        title = read_line(value)
        if not title:
            self.fail("title-missing")
            return None
        bare, state = read_state(title)
        if state is not None:
            self.warn("state-from-title", value=value)
            self._merge("enrolment", {"status": "full"} if state == "full" else {})
            self.members |= {"status": "cancelled"} if state == "cancelled" else {}
        self.members["title"] = self._fit("title", title)
        return bare

    def set_description(self, value: object, title: str | None = None) -> None:
        """A text that only repeats the title says nothing; a short one is the summary, a longer one the description."""
        text = read_text(value)
        if not text or text == title:
            return
        member = "summary" if len(text) <= MOST_LINE and "\n\n" not in text else "description"
        self.members.setdefault(member, self._fit(member, text))

    def _fit(self, member: str, text: str) -> str:
        most = _LIMITS.get(member, MOST_TEXT)
        if len(text) > most:
            self.warn("text-shortened", value=member)
        return shorten_text(text, most)

    # --- who

    def set_organisation(self, name: object) -> None:
        """The provider by name."""
        line = read_line(name)
        if line:
            self.members["organisation"] = {"name": self._fit("title", line)}

    def set_contact(self, *, url: object = None, email: object = None, phone: object = None) -> None:
        """What is given and readable; what is not is left out with a warning."""
        self._merge("contact", self.read_ways({"url": url, "email": email, "phone": phone}))

    def set_enrolment(self, **given: object) -> None:
        """Ways to join (url, email, phone) and other members of `enrolment` as they are."""
        ways = self.read_ways({name: given.pop(name, None) for name in ("url", "email", "phone")})
        self._merge("enrolment", {**ways, **{name: value for name, value in given.items() if value is not None}})

    def read_ways(self, given: Mapping[str, object]) -> dict[str, Any]:
        """The readable ones of url, email and phone."""
        found: dict[str, Any] = {}
        for name, value in given.items():
            if value is None or value == "":
                continue
            read = (
                read_url(value, self.context.url)
                if name == "url"
                else (read_email(value) if name == "email" else read_phone(value))
            )
            if read is None:
                self.warn("value-unreadable", value=value, member=name)
            else:
                found[name] = read
        return found

    def _merge(self, member: str, values: Mapping[str, Any]) -> None:
        if values:
            self.members[member] = {**self.members.get(member, {}), **values}

    def set_image(self, url: object, alt: object = None, creator: object = None, licence: object = None) -> None:
        """The picture, when its address is one."""
        address = read_url(url, self.context.url)
        if address is None:
            if url:
                self.warn("value-unreadable", value=url, member="image")
            return
        image: dict[str, Any] = {"url": address}
        for name, value in (("alt", alt), ("creator", creator), ("licence", licence)):
            line = read_line(value)
            if line:
                image[name] = line[:MOST_LINE]
        self.members["image"] = image

    def set_age(self, low: int | None, high: int | None) -> None:
        """Completed years, inclusive; None is open. What no child or adult can be is open too."""
        low, high = (age if age is not None and 0 <= age <= 100 else None for age in (low, high))
        if low is not None and high is not None and high < low:
            self.warn("value-unreadable", value=f"{low}-{high}", member="age")
            return
        if low is not None or high is not None:
            self.members["age"] = {"min": low, "max": high}

    def add_themes(self, themes: Iterable[str], phrases: Iterable[object] = ()) -> None:
        """Themes by id, and by words that the catalogue knows as exactly one theme (`ReadContext.themes`)."""
        known = self.context.themes
        found = [theme for phrase in phrases if (theme := known.get(" ".join(words(read_line(phrase) or ""))))]
        listed = list(dict.fromkeys([*self.members.get("themes", ()), *themes, *found]))[:MOST_THEMES]
        if listed:
            self.members["themes"] = listed

    # --- when

    def add_session(self, start: Moment, end: Moment | None, **more: Any) -> None:
        """One date; `more` are members of a session (status, movedFrom, placesLeft)."""
        starts_at, ends_at = self.read_span(start, end)
        sessions = self.members.setdefault("sessions", [])
        if len(sessions) >= MOST_DATES:
            self.warn("too-many-dates", value=MOST_DATES)
            return
        sessions.append({"startsAt": write_local(starts_at), "endsAt": write_local(ends_at), **more})

    def read_span(self, start: Moment, end: Moment | None) -> tuple[datetime, datetime]:
        """Local start and end, the end after the start: a day without a time lasts all day, an end that is not known is
        an hour later, swapped ones are swapped back."""
        if start.is_damaged or (end is not None and end.is_damaged):
            self.warn("time-unreadable", value=(start if start.is_damaged else end or start).day)
        starts_at = start.local(self.zone)
        if start.at is None:
            self.warn("time-unknown")
            last = max(start.day, end.day) if end is not None else start.day
            if end is not None and end.day < start.day:
                self.warn("end-before-start")
                starts_at = datetime.combine(end.day, datetime.min.time())
            ends_at = datetime.combine(last, datetime.min.time()) + ONE_DAY
        elif end is None or end.at is None:
            if end is not None and end.day > start.day:
                ends_at = datetime.combine(end.day, datetime.min.time()) + ONE_DAY
            else:
                self.warn("end-unknown")
                ends_at = starts_at + ONE_HOUR
        else:
            starts_at, ends_at = self.order(starts_at, end.local(self.zone))
        if ends_at - starts_at > LONG_DAYS * ONE_DAY:
            self.warn("long-session", value=(ends_at - starts_at).days)
        return starts_at, ends_at

    def order(self, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
        """Both, the earlier first; a date without length lasts an hour."""
        if ends_at < starts_at:
            self.warn("end-before-start")
            starts_at, ends_at = ends_at, starts_at
        if ends_at.replace(second=0) <= starts_at.replace(second=0):
            self.warn("end-unknown")
            ends_at = starts_at + ONE_HOUR
        return starts_at, ends_at

    # --- the row

    def set_schedule(self, **members: Any) -> None:
        """Members of `schedule`; empty ones are left out."""
        if isinstance(summary := members.get("summary"), str):
            members["summary"] = self._fit("summary", summary)
        self._merge("schedule", {name: value for name, value in members.items() if value})

    def row(
        self, number: int, location: str, external_id: str | None, original: Mapping[str, Any], content_id: str | None
    ) -> ReadRow:
        """The finished row; past dates only is a warning."""
        if not self.faults:
            complete_from_text(self)
            self.members.setdefault("schedule", {}).setdefault("timezone", str(self.zone))
            if _is_over(self.members, self.zone, self.context.now):
                self.warn("over")
        return ReadRow(
            number=number,
            location=location[:MOST_LINE],
            external_id=fit_id(external_id) if external_id else content_id,
            draft=None if self.faults else self.members,
            faults=tuple(self.faults),
            warnings=tuple(self.warnings),
            original=bound_original(original),
            content_id=content_id,
        )


def fit_id(text: str) -> str:
    """An external id of at most 200 plain characters; what is longer or odd is named by its digest."""
    line = text.strip()
    if 0 < len(line) <= 200 and line.isprintable():
        return line
    return "sha256-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _is_over(members: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> bool:
    """Whether every date lies before `now`; a schedule that cannot be worked out is not called over."""
    schedule = members.get("schedule", {})
    rules = [*_rules(schedule.get("rules", ())), *_rules(members.get("sessions", ()))]
    if not rules:
        last_day = members.get("season", {}).get("to")
        return last_day is not None and str(last_day) < now.astimezone(zone).date().isoformat()
    timezone = schedule.get("timezone", "Europe/Amsterdam")
    if any(rule.rrule and _goes_on(rule.rrule, zone, now) for rule in rules):
        return False
    changed = [read_wall(item["endsAt"]) for item in schedule.get("exceptions", ()) if item.get("endsAt")]
    if any(moment > now.astimezone(zone).replace(tzinfo=None) for moment in changed):
        return False
    try:
        end = bounds_end(ScheduleDraft(None, timezone, tuple(rules), ()), None)
    except (InvalidInput, ValueError, OverflowError):
        return False
    return end is not None and end < now.astimezone(UTC)


def _goes_on(rule: str, zone: ZoneInfo, now: datetime) -> bool:
    """Whether the rule says itself that it goes on: no end, or an end that is not past."""
    until = local_until(rule, zone)
    if until is not None:
        return until >= now.astimezone(zone).replace(tzinfo=None)
    return not is_bounded(rule)


def _rules(given: Iterable[Mapping[str, Any]]) -> list[RuleDraft]:
    return [RuleDraft(read_wall(item["startsAt"]), read_wall(item["endsAt"]), item.get("rrule")) for item in given]


def read_wall(text: str) -> datetime:
    """Wall time as `write_local` writes it."""
    return datetime.fromisoformat(text).replace(second=0)
