"""One query over one segment: which rows match, which one filter alone keeps out, and what each facet counts over."""

from dataclasses import dataclass, field
from functools import partial

from app.catalogue.bitmaps import Rows, Words, count, distinct_words, from_rows, rows_of
from app.catalogue.facets import Counted, FacetCounts, count_values
from app.catalogue.filters import FILTERS, Asked, judge_time, near_window
from app.catalogue.tallies import Tally, tally_organisations
from app.domain.facets import IGNORED_FILTERS, query_for_facet
from app.domain.query import Query

ORGANISATION = "organisation"
CLOCKED = frozenset({"status", "freshness"})
"""Facets, and filters, that time changes; a default search asks both."""


@dataclass(slots=True)
class Outcome:
    """match: one word per word of the window (of the segment when window is None)."""

    match: Words
    window: Rows | None
    total: int
    excluded: dict[str, int] = field(default_factory=dict)

    _rows: Rows | None = None

    def rows(self) -> Rows:
        """The matching rows."""
        if self._rows is None:
            self._rows = rows_of(self.match, self.window)
        return self._rows


@dataclass(slots=True)
class _Judged:
    """One asked filter on the words of the window."""

    name: str
    yes: Words
    unknown: Words | None


def asked_filters(query: Query) -> list[str]:
    """Names of the filters that `FILTERS` judges and the query asks."""
    return [name for name, (is_asked, _) in FILTERS.items() if is_asked(query)]


class Evaluation:
    """Judges every filter once; then tells matches, exclusions and facets. `text`: the rows that match the words,
    ascending; no other row is looked at, since no facet ignores them."""

    def __init__(
        self, asked: Asked, live: Words, names: list[str], text: Rows | None, facets: tuple[str, ...] = ()
    ) -> None:
        self._asked, self._facets = asked, facets
        self.window: Rows | None = None
        self._judged: list[_Judged] = []
        if asked.query.radius_m is not None:
            self.window, verdicts = near_window(asked)
            self._judged.append(_Judged("radius", *verdicts))
        elif text is not None:
            self.window = distinct_words(text)
        if text is not None:
            self._judged.append(_Judged("q", self._cut(from_rows(text, asked.segment.words)), None))
        for name in names:
            yes, unknown = FILTERS[name][1](asked)
            self._judged.append(_Judged(name, self._cut(yes), None if unknown is None else self._cut(unknown)))
        self._held = self._cut(live)
        self._base = self._held & self._cut(asked.tick.shown(asked.query))
        self._fail_once: Words | None = None
        self._fail_more: Words | None = None
        for judged in self._judged:
            self._add(judged.yes)
        if asked.query.time is not None:
            self._judge_time()

    def _cut(self, words: Words) -> Words:
        return words if self.window is None else words.take(self.window)

    def _add(self, yes: Words) -> None:
        fail = ~yes
        if self._fail_once is None:
            self._fail_once = fail
            return
        both = self._fail_once & fail
        self._fail_more = both if self._fail_more is None else self._fail_more | both
        self._fail_once = self._fail_once | fail

    def _judge_time(self) -> None:
        """Last, and only for rows where it decides: those that pass all other filters, those that one alone keeps out
        for lack of data, and those that a filter alone keeps out which a facet ignores. There are many sessions."""
        time = self._asked.query.time
        assert time is not None
        wanted = self._base
        if self._fail_once is not None:
            ignored = frozenset[str]().union(*(IGNORED_FILTERS[name] for name in self._facets))
            wanted = self._base & ~self._fail_once
            only = self._only()
            for judged in self._judged:
                if judged.name in ignored:
                    wanted = wanted | (only & ~judged.yes)
                elif judged.unknown is not None:
                    wanted = wanted | (only & judged.unknown)
        yes, unknown = judge_time(self._asked, time, wanted, self.window)
        self._judged.append(_Judged("time", yes, unknown))
        self._add(yes)

    def outcome(self, *, want_unknown: bool) -> Outcome:
        """The matches, and how many rows each filter alone keeps out for lack of data."""
        match = self._base if self._fail_once is None else self._base & ~self._fail_once
        outcome = self._outcome = Outcome(match, self.window, count(match))
        if want_unknown and self._fail_once is not None:
            only = self._only()
            for judged in self._judged:
                if judged.unknown is not None:
                    outcome.excluded[judged.name] = count(only & judged.unknown)
        return outcome

    def _only(self) -> Words:
        """Rows that exactly one filter keeps out."""
        assert self._fail_once is not None
        fail = self._base & self._fail_once
        return fail if self._fail_more is None else fail & ~self._fail_more

    def facets(self) -> FacetCounts:
        """The count of each value for each facet but that of organisations, its own filters left out. Call `outcome`
        first."""
        names = tuple(name for name in self._facets if name != ORGANISATION)
        if self._is_out_of_reach():
            return {name: {} for name in names}
        ignored = {name: IGNORED_FILTERS[name] for name in names}
        asked = {judged.name for judged in self._judged}
        plain = tuple(name for name in names if not self._is_special(name, ignored[name] & asked))
        total = self._outcome.total
        counts: FacetCounts = {name: {} for name in plain}
        if plain and total:
            counted = Counted(self._outcome.match, self.window, total, self._outcome.rows)
            count_values(self._asked, counted, counts)
        groups: dict[frozenset[str], list[str]] = {}
        for name in names:
            if name not in plain:
                groups.setdefault(ignored[name] if name != "weekday" else frozenset({"weekday"}), []).append(name)
        for filters, members in groups.items():
            mask = self._mask_without(filters & asked | (filters & (CLOCKED | {"weekday"})))
            some: FacetCounts = {name: {} for name in members}
            counted = Counted(mask, self.window, count(mask), partial(rows_of, mask, self.window))
            count_values(self._asked, counted, some)
            counts |= some
        return counts

    def _is_out_of_reach(self) -> bool:
        """Whether each row is kept out by a filter that no facet ignores. In the small segment of what was written
        lately that is how most questions end."""
        if self._outcome.total:
            return False
        ignored = frozenset[str]().union({"time"}, *(IGNORED_FILTERS[name] for name in self._facets))
        reach = self._held
        for judged in self._judged:
            if judged.name not in ignored:
                reach = reach & judged.yes
        return not reach.any()

    def organisations(self) -> Tally | None:
        """The facet of organisations, when it is asked. Call `outcome` first."""
        if ORGANISATION not in self._facets:
            return None
        if any(judged.name == ORGANISATION for judged in self._judged):
            rows = rows_of(self._mask_without(IGNORED_FILTERS[ORGANISATION]), self.window)
        else:
            rows = self._outcome.rows()
        return tally_organisations(self._asked.segment, rows)

    def _is_special(self, name: str, ignored: frozenset[str]) -> bool:
        if name == "weekday":
            return self._asked.query.time is not None and bool(self._asked.query.time.weekdays)
        return name in CLOCKED or bool(ignored)

    def _mask_without(self, filters: frozenset[str]) -> Words:
        """Rows that all filters but these let through."""
        if len(filters) == 1 and not filters & (CLOCKED | {"weekday"}):
            (name,) = filters
            judged = next(judged for judged in self._judged if judged.name == name)
            return self._outcome.match | (self._only() & ~judged.yes)
        mask = self._base
        if filters & CLOCKED:
            shown = self._asked.tick.shown(
                self._asked.query, by_status="status" not in filters, by_freshness="freshness" not in filters
            )
            mask = self._held & self._cut(shown)
            if filters <= CLOCKED and self._asked.query.time is None:
                return mask if self._fail_once is None else mask & ~self._fail_once
        for judged in self._judged:
            if judged.name not in filters and not (judged.name == "time" and self._needs_time_again(filters)):
                mask = mask & judged.yes
        if self._needs_time_again(filters):
            query = query_for_facet("weekday", self._asked.query) if "weekday" in filters else self._asked.query
            if query.time is not None:
                mask = mask & judge_time(self._asked, query.time, mask, self.window)[0]
        return mask

    def _needs_time_again(self, filters: frozenset[str]) -> bool:
        """The verdicts on time hold only for the rows they were asked for: not for those that two filters keep out."""
        is_wider = len(filters) > 1 or bool(filters & (CLOCKED | {"weekday"}))
        return self._asked.query.time is not None and is_wider
