"""The order of the rows in a segment, and what it gives: areas as runs of rows, places as small bounded leaves.

Rows that no distance can exclude (no point, or no travel) come first; then the placed ones, gemeente by gemeente
along a space-filling curve, so that neighbours share words of the bitmaps."""

from typing import Any

import numpy as np

from app.catalogue.bitmaps import WORD, Array, Rows, words_for

AreaKey = tuple[str | None, str | None, str | None, str | None]
LEVELS: tuple[str, ...] = ("gemeente", "stadsdeel", "wijk", "buurt")
GROUP = 64
"""Leaves per group: a query looks at groups of leaves first."""


def order_rows(lat: Array, lon: Array, is_placed: Array, combo: Array, combos: list[AreaKey]) -> Rows:
    """The rows in the order of the segment. `combo`: number of each row's areas in `combos`."""
    has_point = ~np.isnan(lat)
    curve = _curve(np.where(has_point, lat, 0.0), np.where(has_point, lon, 0.0))
    rank = np.empty(len(combos), dtype=np.int64)
    rank[_order_areas(curve, has_point, combo, combos)] = np.arange(len(combos))
    order: Rows = np.lexsort((curve, rank[combo], is_placed))
    return order


def _curve(lat: Array, lon: Array) -> Array:
    """Morton code of a point, 16 bits a side over the Netherlands; points outside are clipped to its edge."""
    x = np.clip((lon - 3.2) / 4.2, 0, 1) * 65535
    y = np.clip((lat - 50.7) / 3.0, 0, 1) * 65535
    code: Array = _spread(x.astype(np.int64)) | (_spread(y.astype(np.int64)) << 1)
    return code


def _spread(value: Array) -> Array:
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = np.bitwise_and(value | (value << shift), mask)
    return value


def _order_areas(curve: Array, has_point: Array, combo: Array, combos: list[AreaKey]) -> Array:
    """Numbers of the area combinations: gemeenten along the curve, within each the stadsdelen, then the wijken."""
    weight = np.bincount(combo, weights=has_point, minlength=len(combos))
    total = np.bincount(combo, weights=np.where(has_point, curve, 0), minlength=len(combos))
    sums: dict[AreaKey, list[float]] = {}
    for number, key in enumerate(combos):
        for depth in range(1, 5):
            entry = sums.setdefault(_head(key, depth), [0.0, 0.0])
            entry[0] += total[number]
            entry[1] += weight[number]

    def place(key: AreaKey) -> tuple[Any, ...]:
        path: list[Any] = []
        for depth in range(1, 5):
            mean, count = sums[_head(key, depth)]
            path += [mean / count if count else 0.0, key[depth - 1] or ""]
        return tuple(path)

    return np.array(sorted(range(len(combos)), key=lambda number: place(combos[number])), dtype=np.int64)


def _head(key: AreaKey, depth: int) -> AreaKey:
    parts = [*key[:depth], None, None, None, None]
    return (parts[0], parts[1], parts[2], parts[3])


def make_runs(combo: Array, combos: list[AreaKey]) -> tuple[dict[str, Array], list[list[str]]]:
    """Runs of rows with the same areas: run_start [R+1] and run_area [levels, R], numbers in the lists of codes that
    are returned, one list per level; 0 = not known. row_area [rows, levels]: the same per row.

    Per level also <level>_start and <level>_number: the runs of rows with the same area at that level.
    """
    starts = np.diff(combo, prepend=-1).nonzero()[0]
    table = np.zeros((len(LEVELS), len(combos)), dtype=np.int32)
    lists = []
    for level in range(len(LEVELS)):
        codes = sorted({code for key in combos if (code := key[level]) is not None})
        number = {code: at for at, code in enumerate(codes, 1)}
        table[level] = [number.get(key[level] or "", 0) for key in combos]
        lists.append(["", *codes])
    row_area = table[:, combo]
    arrays: dict[str, Array] = {
        "run_start": np.append(starts, combo.size).astype(np.int32),
        "run_area": table[:, combo[starts]],
        "row_area": np.ascontiguousarray(row_area.T),
    }
    for name, numbers in zip(LEVELS, row_area, strict=True):
        changes = np.diff(numbers, prepend=-1).nonzero()[0]
        arrays[f"{name}_start"] = np.append(changes, combo.size).astype(np.int32)
        arrays[f"{name}_number"] = numbers[changes]
    return arrays, lists


def make_places(lat: Array, lon: Array) -> dict[str, Array]:
    """Points as unit vectors, and a bounding ball per leaf (the 64 rows of a word) and per group of leaves.

    leaf_centre [L, 3], leaf_square [L] (1 + squared length of the centre), leaf_reach [L] and the same for groups are
    in lengths of the unit sphere; reach -1 = no point."""
    leaves = words_for(lat.size)
    has_point = ~np.isnan(lat)
    phi, theta = np.radians(np.where(has_point, lat, 0.0)), np.radians(np.where(has_point, lon, 0.0))
    sphere = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
    sphere[~has_point] = np.nan
    padded = np.full((leaves * WORD, 3), np.nan)
    padded[: lat.size] = sphere
    out: dict[str, Array] = {"sphere": padded, "point_lat": lat.astype(np.float64), "point_lon": lon.astype(np.float64)}
    out["leaf_centre"], out["leaf_square"], out["leaf_reach"] = _balls(padded.reshape(leaves, WORD, 3))
    groups = -(-leaves // GROUP)
    whole = np.full((groups * GROUP * WORD, 3), np.nan)
    whole[: padded.shape[0]] = padded
    out["group_centre"], out["group_square"], out["group_reach"] = _balls(whole.reshape(groups, GROUP * WORD, 3))
    return out


def _balls(points: Array) -> tuple[Array, Array, Array]:
    known = ~np.isnan(points[:, :, 0])
    count = known.sum(axis=1)
    centre = np.where(known[:, :, None], points, 0.0).sum(axis=1) / np.maximum(count, 1)[:, None]
    apart = np.sqrt(((points - centre[:, None, :]) ** 2).sum(axis=2))
    reach = np.where(known, apart, -1.0).max(axis=1, initial=-1.0)
    return centre, 1.0 + (centre**2).sum(axis=1), np.where(count > 0, reach, -1.0)
