"""From listings to the columns of one segment. Used for the base on disk and for the small segments in memory alike."""

from array import array
from collections.abc import Mapping
from hashlib import blake2b
from itertools import chain
from typing import Any

import numpy as np

from app.catalogue.bitmaps import Array, Rows
from app.catalogue.columns import KEY_COLUMNS, NEVER
from app.catalogue.layout import AreaKey, make_places, make_runs, order_rows
from app.catalogue.slots import make_slots
from app.catalogue.values import ValueCollector
from app.catalogue.words import WordCollector
from app.domain.listing import Listing
from app.domain.rule import NO_TRAVEL
from app.domain.vocabulary import SessionStatus

KEY_BYTES = 30
OLDEST = 32767
STATES: tuple[str, ...] = tuple(SessionStatus)
NUMBERS: dict[str, Any] = {
    "version": np.int32,
    "seq": np.int64,
    "age_min": np.int16,
    "age_max": np.int16,
    "price": np.int32,
    "ends_at": np.int32,
    "opens_at": np.int32,
    "closes_at": np.int32,
    "confirmed_day": np.int32,
    "confirmed_at": np.int64,
    "modified_at": np.int64,
}


def key_of(value: str) -> bytes:
    """The value in at most 31 bytes: itself when it is short, as ids and codes are, else 120 bits of its hash."""
    raw = value.encode("utf-8", "surrogatepass")
    is_plain = len(raw) <= KEY_BYTES and b"\0" not in raw and not raw.startswith(b"#")
    return raw if is_plain else b"#" + blake2b(raw, digest_size=KEY_BYTES // 2).hexdigest().encode()


class Encoder:
    """Takes rows one by one (`add`), gives all columns at once (`finish`)."""

    def __init__(self, broader: Mapping[str, str]) -> None:
        """`broader`: theme to its parent, for facets."""
        self.ids: list[str] = []
        self._titles: list[str] = []
        self._numbers = array("q")
        self._points = array("d")
        self._placed = array("b")
        self._combos: dict[AreaKey, int] = {}
        self._combo = array("i")
        self._values = ValueCollector(broader)
        self._keys: dict[str, tuple[list[bytes], array[int]]] = {name: ([], array("i")) for name in KEY_COLUMNS}
        self._pass_cents = array("q")
        self._sessions = array("i")
        self._words = WordCollector()

    def add(self, item: Listing, version: int, seq: int) -> None:
        """The next row."""
        row = len(self.ids)
        self.ids.append(item.id)
        self._titles.append(item.title_key)
        self._numbers.extend(_numbers(item, version, seq))
        has_point = item.lat is not None and item.lon is not None
        self._points.extend((item.lat, item.lon) if has_point else (np.nan, np.nan))  # type: ignore[arg-type]
        self._placed.append(has_point and item.attendance not in NO_TRAVEL)
        area = (item.gemeente, item.stadsdeel, item.wijk, item.buurt)
        self._combo.append(self._combos.setdefault(area, len(self._combos)))
        self._values.add(item)
        for name, read in KEY_COLUMNS.items():
            keys, rows = self._keys[name]
            for value in read(item):
                if value is not None:
                    keys.append(key_of(value))
                    rows.append(row)
        self._pass_cents.extend(cents for _, cents in item.pass_prices if cents is not None)
        self._add_sessions(row, item)
        self._words.add(item)

    def _add_sessions(self, row: int, item: Listing) -> None:
        extend = self._sessions.extend
        for session in item.sessions:
            if session.is_cancelled:
                continue
            length = session.ends_at - session.starts_at
            moved = -1 if session.moved_from is None else session.moved_from
            left = -1 if session.places_left is None else session.places_left
            state = STATES.index(session.status)
            extend((row, session.starts_at, length, session.offset_min, state, moved, left))

    def finish(self) -> tuple[dict[str, Array], dict[str, Any], Rows]:
        """(arrays, what goes beside them as JSON, arrival number of each row)."""
        combos = list(self._combos)
        combo = np.array(self._combo, dtype=np.int32)
        points = np.array(self._points, dtype=np.float64).reshape(-1, 2)
        placed = np.array(self._placed, dtype=np.bool_)
        order = order_rows(points[:, 0], points[:, 1], placed, combo, combos)
        row_of = np.empty(order.size, dtype=np.int64)
        row_of[order] = np.arange(order.size)
        numbers = np.array(self._numbers, dtype=np.int64).reshape(-1, len(NUMBERS))[order]
        arrays: dict[str, Array] = {
            name: numbers[:, at].astype(kind) for at, (name, kind) in enumerate(NUMBERS.items())
        }
        runs, areas = make_runs(combo[order], combos)
        arrays |= runs | make_places(points[order, 0], points[order, 1])
        value_arrays, value_meta = self._values.finish(row_of, runs["row_area"], areas)
        arrays |= value_arrays | self._finish_keys(row_of) | self._finish_sessions(row_of)
        word_arrays, vocabulary = self._words.finish(row_of)
        arrays |= word_arrays
        arrays |= _make_orders([self.ids[at] for at in order], [self._titles[at] for at in order], arrays)
        unplaced = int(np.count_nonzero(~placed))
        meta = {"rows": int(order.size), "unplaced": unplaced, "areas": areas, "words": vocabulary, **value_meta}
        return arrays, meta, order

    def _finish_keys(self, row_of: Rows) -> dict[str, Array]:
        """For each key column its keys in order, the bounds of each in the list of rows, and that list."""
        out: dict[str, Array] = {}
        for name, (keys, rows) in self._keys.items():
            named = np.array(keys, dtype=f"S{KEY_BYTES + 1}")
            order = np.argsort(named, kind="stable")
            distinct, firsts = np.unique(named[order], return_index=True)
            out[f"key_{name}"] = distinct
            out[f"key_{name}_start"] = np.append(firsts, len(keys)).astype(np.int64)
            out[f"key_{name}_row"] = row_of[np.array(rows, dtype=np.int64)[order]].astype(np.int32)
            if name == "pass":
                out["pass_cents"] = np.array(self._pass_cents, dtype=np.int64)[order]
        return out

    def _finish_sessions(self, row_of: Rows) -> dict[str, Array]:
        table = np.frombuffer(self._sessions, dtype=np.int32).reshape(-1, 7)
        owner = row_of[table[:, 0]]
        order = np.argsort(owner, kind="stable")
        return make_slots(owner[order], table[order, 1:], row_of.size)


def _numbers(item: Listing, version: int, seq: int) -> tuple[int, ...]:
    return (
        version,
        seq,
        -1 if item.age_min_months is None else item.age_min_months,
        OLDEST if item.age_max_months is None else item.age_max_months,
        NEVER if item.session_price is None else item.session_price,
        NEVER if item.ends_at is None else item.ends_at,
        -NEVER if item.enrolment_opens_at is None else item.enrolment_opens_at,
        NEVER if item.enrolment_closes_at is None else item.enrolment_closes_at,
        item.confirmed_day,
        item.confirmed_at,
        item.modified_at,
    )


def _make_orders(ids: list[str], titles: list[str], arrays: dict[str, Array]) -> dict[str, Array]:
    """id, id_rank (place of each row in the order of ids), id_row (the inverse); order_* and rank_* for the fixed
    orders, and the titles as text with bounds."""
    named = np.array([name.encode() for name in ids], dtype=np.bytes_) if ids else np.zeros(0, dtype="S16")
    id_row = np.argsort(named, kind="stable")
    out: dict[str, Array] = {"id": named, "id_row": id_row.astype(np.int32), "id_rank": _inverse(id_row)}
    by_title = np.array(sorted(range(len(ids)), key=lambda row: (titles[row], ids[row])), dtype=np.int64)
    orders = {
        "modified": np.lexsort((out["id_rank"], -arrays["modified_at"])),
        "price": np.lexsort((out["id_rank"], arrays["price"])),
        "title": by_title,
    }
    for name, order in orders.items():
        out[f"order_{name}"], out[f"rank_{name}"] = order.astype(np.int32), _inverse(order)
    encoded = [title.encode("utf-8", "surrogatepass") for title in titles]
    bounds = np.fromiter(chain((0,), (len(text) for text in encoded)), dtype=np.int64)
    out["title_start"] = np.cumsum(bounds)
    out["title_text"] = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    return out


def _inverse(order: Array) -> Array:
    rank = np.empty(order.size, dtype=np.int32)
    rank[order] = np.arange(order.size, dtype=np.int32)
    return rank
