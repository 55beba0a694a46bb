"""From the pieces of a text about time to slots, from left to right."""

from datetime import date, time, timedelta

from app.importers.notes import Doubt
from app.importers.time_slots import Slot, Span, days_between, narrow_days, spread_spans
from app.importers.time_tokens import Token
from app.importers.time_words import CLOSED, COUNTED, FROM_WORDS, LESSONS, OF_NAMES, TO_WORDS

NOON = time(12)
_TIMES = ("clock", "number", "short")


class Parser:
    """Puts the pieces together from left to right; each piece is looked at once."""

    def __init__(self, tokens: list[Token], doubts: list[Doubt]) -> None:
        self.tokens = tokens
        self.doubts = doubts
        self.slots: list[Slot] = []
        self.season_from: date | None = None
        self.season_to: date | None = None
        self._slot = Slot()
        self._is_time_first = False
        self._nth: list[int] = []
        self.excluded: list[date] = []
        self._free: list[int] = []
        self._seasons = 0
        self._has_weekdays = any(
            token.kind == "days" or (token.kind == "weekday" and not self._next_date(at))
            for at, token in enumerate(tokens)
        )
        self._has_clock = any(token.kind == "clock" for token in tokens)
        self._has_named_days = any(token.kind in {"weekday", "date"} for token in tokens)

    def run(self) -> None:
        """Fills `slots`, the season and the doubts."""
        at = 0
        while at < len(self.tokens):
            at += self._take(at)
        self._close()
        self.slots = spread_spans(narrow_days(self.slots))
        for slot in self.slots:
            slot.weekdays = [day for day in slot.weekdays if day not in self._free] or slot.weekdays
        self.slots = [slot for slot in self.slots if slot.has_days or slot.spans]
        if self._seasons > 1:
            self.doubts.append(Doubt("time-not-understood"))
            self.slots, self.season_from, self.season_to = [], None, None

    def _take(self, at: int) -> int:
        token = self.tokens[at]
        match token.kind:
            case "weekday" | "days":
                return self._take_days(at)
            case "nth":
                self._nth.append(token.value)
            case "date":
                return self._take_date(at)
            case "clock" | "number" | "short":
                return self._take_clock(at)
            case "word" if self._is_closed(at):
                return self._take_closed(at)
        return 1

    def _take_closed(self, at: int) -> int:
        """`woensdag gesloten` and `gesloten op woensdag` take a day from the others."""
        if self._slot.has_days and not self._slot.spans:
            if self._slot.nth:
                self.doubts.append(Doubt("time-not-understood"))
            else:
                self._free += self._slot.weekdays
            self.excluded += self._slot.dates
            self._slot = Slot()
            return 1
        start, following = at, at + 1 + (self._peek(at + 1, "word") is not None)
        while day := self._peek(following, "weekday", "date", "days"):
            end = self._find_period_end(following) or self._find_last_day(following)
            if self._peek(end + 1, *_TIMES):
                break
            if day.kind == "date":
                self.excluded += days_between(day.value, self.tokens[end].value)
            elif day.kind == "days":
                self._free += day.value
            elif not self._is_adornment(following):
                self._free += _days_until(day.value, self.tokens[end].value)
            at, following = end, end + 1 + (self._peek(end + 1, "mark") is not None)
        return at - start + 1

    def _find_last_day(self, at: int) -> int:
        """Where `ma t/m vr` ends; the place itself when it is one day."""
        is_range = self._peek(at, "weekday") and self._peek(at + 1, "till") and self._peek(at + 2, "weekday")
        return at + 2 if is_range else at

    def _next_date(self, at: int) -> int | None:
        """Where the date stands that a weekday only adorns: `za 21 november`."""
        following = at + 1 + (self._peek(at + 1, "mark") is not None)
        return following if self._peek(following, "date") else None

    def _is_end(self, before: Token) -> bool:
        return before.kind == "till" or before.text in TO_WORDS

    def _is_adornment(self, at: int) -> bool:
        """Whether here stands a weekday that belongs to the date behind it."""
        return self._peek(at, "weekday") is not None and self._next_date(at) is not None

    def _peek(self, at: int, *kinds: str) -> Token | None:
        token = self.tokens[at] if 0 <= at < len(self.tokens) else None
        return token if token is not None and token.kind in kinds else None

    def _is_closed(self, at: int) -> bool:
        """Whether a word says there that it is not open; `vrij zwemmen` and `gesloten groep` say no such thing."""
        word, behind = self._peek(at, "word"), self._peek(at + 1, "word", "number", "clock")
        if word is None or word.value not in CLOSED:
            return False
        return behind is None or (word.value != "vrij" and behind.value not in OF_NAMES)

    def _begin_days(self, at: int) -> None:
        """Days after times begin a new slot, unless the text puts times first or names another day at once."""
        first = at - 1 if self._peek(at, "date") and self._is_adornment(at - 1) else at
        before = first - 1 - (self._peek(first - 1, "mark") is not None)
        follows_day = self._slot.has_days and self._peek(before, "weekday", "date", "days")
        if self._slot.spans and not follows_day and not (self._is_time_first and not self._slot.has_days):
            self._close()

    def _close(self) -> None:
        if self._slot.has_days or self._slot.spans:
            self.slots.append(self._slot)
        self._is_time_first = bool(self.slots) and self._is_time_first
        self._slot = Slot()

    def _take_days(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind == "days":
            if self._has_named_days and "weekend" in token.text:
                return 1
            self._begin_days(at)
            self._slot.weekdays += [day for day in token.value if day not in self._slot.weekdays]
            return 1
        if (following := self._next_date(at)) is not None:
            if self.tokens[following].value.weekday() != token.value:
                self.doubts.append(Doubt("weekday-differs"))
            return following - at
        days = self._chain(at)
        used = 2 * len(days) - 1
        if len(days) < 3:
            days, used = [token.value], 1
        if used == 1 and self._peek(at + 1, "till") and (last := self._peek(at + 2, "weekday")):
            days = _days_until(token.value, last.value)
            used = 3
        self._begin_days(at)
        self._slot.weekdays += [day for day in days if day not in self._slot.weekdays]
        self._slot.nth += self._nth
        self._nth = []
        return used

    def _chain(self, at: int) -> list[int]:
        """`ma-wo-vr`: three days or more with hyphens are a list, no range."""
        days = [self.tokens[at].value]
        while self._peek(at + 1, "till") and (following := self._peek(at + 2, "weekday")):
            days.append(following.value)
            at += 2
        return days

    def _take_date(self, at: int) -> int:
        token = self.tokens[at]
        last = self._find_period_end(at)
        if last is not None and self._is_closed(last + 1):
            self.excluded += days_between(token.value, self.tokens[last].value)
            return last - at + 2
        if last is not None and self.tokens[last].value > token.value:
            self._take_period(at, last)
            return last - at + 1
        before = self._peek(at - 1 - self._is_adornment(at - 1), "word", "till")
        slot = self._slot
        if before and before.kind == "till" and slot.spans and slot.spans[-1].ends is None and slot.dates:
            slot.ends_on = token.value
            return 1
        ordinal = self._peek(at - 2, "nth") if before and before.text in LESSONS else None
        if before and self._has_weekdays and (before.text in FROM_WORDS or (ordinal and ordinal.value == 1)):
            self.season_from, self._nth = token.value, []
        elif before and self._has_weekdays and (self._is_end(before) or (ordinal and ordinal.value == -1)):
            self._nth = []
            self.season_to = token.value
        else:
            self._begin_days(at)
            if token.value not in self._slot.dates:
                self._slot.dates.append(token.value)
        return 1

    def _find_period_end(self, at: int) -> int | None:
        """Where the second date of `date t/m [weekday] date` stands."""
        if not self._peek(at + 1, "till"):
            return None
        second = at + 2 + (self._peek(at + 2, "weekday") is not None)
        return second if self._peek(second, "date") else None

    def _take_period(self, at: int, until: int) -> None:
        first, last = self.tokens[at].value, self.tokens[until].value
        days = [token.value for place in (at - 1, until - 1) if (token := self._peek(place, "weekday"))]
        is_weekly = len(days) == 2 and days[0] == days[1] and last - first >= timedelta(days=7)
        is_named = len(days) == 1 and {first.weekday(), last.weekday()} == set(days)
        is_weekly = is_weekly or (is_named and last - first >= timedelta(days=14))
        if self._has_weekdays or is_weekly:
            self._seasons += (self.season_from, self.season_to) != (first, last)
            self.season_from, self.season_to = first, last
            self._slot.weekdays += days[:1] if is_weekly and days[0] not in self._slot.weekdays else []
        else:
            self._begin_days(at)
            self._slot.period = (first, last)

    def _take_clock(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind == "short":
            return self._take_short(at)
        second = self._peek(at + 2, "clock", "number") if self._peek(at + 1, "till") else None
        if token.kind == "number":
            if second is None or not self._is_hours(at, second):
                return 1
        elif second is not None and second.kind == "number" and second.value > 24:
            second = None
        if second is None:
            self._take_single(at, token)
            return 1
        self._add_span(*self._settle_pair(token, second))
        return 3

    def _is_hours(self, at: int, second: Token) -> bool:
        first = self.tokens[at]
        if first.value > 24 or (second.kind == "number" and second.value > 24):
            return False
        if (after := self._peek(at + 3, "word")) and after.value in COUNTED:
            return False
        return second.kind == "clock" or (self._slot.has_days and not self._slot.spans and first.value < second.value)

    def _take_short(self, at: int) -> int:
        """`wo 14-16` are hours, `zo 21-11` and `21/11 14:00` are days."""
        token = self.tokens[at]
        first, second, day = token.value
        is_bare_day = bool(self._slot.weekdays or self._peek(at - 1, "date")) and not self._slot.spans
        if first < second <= 24 and "-" in token.text and (second > 12 or is_bare_day):
            pair = Token("number", first, str(first)), Token("number", second, str(second))
            self._add_span(*self._settle_pair(*pair))
        elif day is not None and (self._has_clock or self._peek(at - 1, "weekday")):
            if self._peek(at - 1, "weekday") and self._slot.weekdays:
                self._slot.weekdays.pop()
            self._begin_days(at)
            self._slot.dates.append(day)
            self.doubts.append(Doubt("year-assumed", str(day.year)))
        return 1

    def _take_single(self, at: int, token: Token) -> None:
        clock = _to_clock(token)
        slot = self._slot
        is_end = self._peek(at - 1, "till") or (self._peek(at - 1, "word") and self._peek(at - 2, "till"))
        if slot.spans and slot.spans[-1].ends is None and (is_end or slot.ends_on):
            slot.spans[-1] = Span(slot.spans[-1].starts, clock)
        elif is_end and self._peek(at - 1, "till"):
            self.doubts.append(Doubt("clock-not-understood"))
        else:
            self._add_span(self._afternoon(token, clock), None)

    def _add_span(self, starts: time, ends: time | None) -> None:
        if not self._slot.has_days and not self._slot.spans:
            self._is_time_first = not self.slots
        elif self._is_time_first and self._slot.has_days:
            self._close()
            self._is_time_first = True
        self._slot.spans.append(Span(starts, ends))

    def _settle_pair(self, first: Token, second: Token) -> tuple[time, time]:
        starts, ends = _to_clock(first), _to_clock(second)
        if second.is_pm and first.is_pm is None and starts < NOON and _later(starts) <= ends:
            return _later(starts), ends
        starts = self._afternoon(first, starts)
        if ends <= starts and ends < NOON and _later(ends) > starts and second.is_pm is None:
            if starts <= NOON:
                self.doubts.append(Doubt("afternoon-assumed"))
            ends = _later(ends)
        return starts, ends

    def _afternoon(self, token: Token, clock: time) -> time:
        """Two o'clock without a zero in front is the afternoon: no child joins at night."""
        if 1 <= clock.hour <= 6 and token.is_pm is None and not token.text.startswith("0"):
            self.doubts.append(Doubt("afternoon-assumed"))
            return _later(clock)
        return clock


def _days_until(first: int, last: int) -> list[int]:
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _to_clock(token: Token) -> time:
    if token.kind == "number":
        return time(23, 59) if token.value == 24 else time(token.value)
    return token.value  # type: ignore[no-any-return]


def _later(clock: time) -> time:
    return clock.replace(hour=(clock.hour + 12) % 24)
