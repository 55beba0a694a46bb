"""Token buckets: how many requests somebody may still make. Pure: the clock is an argument."""

import math
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one request was told. most: requests in `window_s` seconds; left: still allowed now; full_in_s: seconds
    until all are again; wait_s: seconds until the next one, 0 when this one was allowed."""

    name: str
    most: int
    window_s: int
    left: int
    full_in_s: int
    wait_s: int

    @property
    def is_allowed(self) -> bool:
        """Whether this request may go on."""
        return self.wait_s == 0


class Buckets:
    """A bucket for each of at most `most_kept` holders: it holds `most` tokens and fills in `window_s` seconds."""

    def __init__(self, name: str, most: int, window_s: int, most_kept: int = 10_000) -> None:
        self._name, self._most, self._window_s, self._most_kept = name, most, window_s, most_kept
        self._rate = most / window_s
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, holder: str, now_s: float) -> Allowance:
        """Take one token. Whoever was not seen for longest is forgotten first when there are too many holders."""
        level, at_s = self._levels.pop(holder, (float(self._most), now_s))
        level = min(float(self._most), level + max(0.0, now_s - at_s) * self._rate)
        is_allowed = level >= 1
        if is_allowed:
            level -= 1
        self._levels[holder] = (level, now_s)
        if len(self._levels) > self._most_kept:
            self._levels.popitem(last=False)
        wait_s = 0 if is_allowed else max(1, math.ceil((1 - level) / self._rate))
        full_in_s = math.ceil((self._most - level) / self._rate)
        return Allowance(self._name, self._most, self._window_s, int(level), full_in_s, wait_s)

    def clear(self) -> None:
        """Forget everyone."""
        self._levels.clear()
