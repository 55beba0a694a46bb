"""Medians with what lies around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """The median of some measurements and the outermost ones."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{show(self.middle)} ({show(self.low)}–{show(self.high)})"


def spread_of(values: Iterable[float]) -> Spread:
    """Raises ValueError when there are none."""
    held = sorted(values)
    if not held:
        raise ValueError("nothing was measured")
    return Spread(median(held), held[0], held[-1])


def ratios(measured: Sequence[float], yardstick: Sequence[float]) -> Spread:
    """Each measurement over the yardstick of its own round. Raises ValueError when the rounds differ in number."""
    return spread_of(mine / unit for mine, unit in zip(measured, yardstick, strict=True))


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest value with at least that share at or below it (nearest rank). Raises ValueError without values."""
    held = sorted(values)
    if not held:
        raise ValueError("nothing was measured")
    return held[max(0, -(-len(held) * percent // 100).__int__() - 1)]


def show(value: float) -> str:
    """Three significant digits, never in powers of ten."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3g}"
