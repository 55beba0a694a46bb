"""What every importer yields: one row of a foreign file, as the writable subset of the wire shape."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from app.errors import Fault

FORMATS = ("csv", "xlsx", "icalendar", "jsonld", "rpde", "hsds", "uitdatabank", "geojson")
"""Every format by the name that reports and saved sources use; `sniffing.READERS` has a reader for each."""


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a reader may know beside the bytes.

    now: decides what is past. timezone: of times without one. url: where the file came from, for relative links.
    locality: the town of places that name none. mapping: column or member of the source -> member of ours, settled by
    the partner; it goes before what the reader would guess. themes: folded words of people -> theme
    id, as `theme_words.theme_phrases` makes them; a category that is not in here is no theme. level_of: whether a name
    is that of a `wijk`, `stadsdeel` or `buurt`, None when it is none: a heading or sheet of that name is about it.
    """

    now: datetime
    timezone: str = "Europe/Amsterdam"
    url: str | None = None
    locality: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    level_of: Callable[[str], str | None] = lambda _: None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One offer of the source.

    number: counts rows from 1 in the order of the source. location: where a person finds it: `line 12`, a JSON Pointer,
    a UID. draft: members as `PUT …/activities/{externalId}` takes them, without `source`; None when nothing could be
    made of the row, and then `faults` says why. external_id: stable over fetches. original: what was read, for the
    report, bounded. is_deleted: the source says that the offer has gone. A row without draft and faults, but with
    warnings, was left out on purpose (a to-do in a calendar): nothing is wrong, and the report says so. content_id: the
    identity by what it says (title, place, rule or first start), for sources whose ids change at every fetch.
    """

    number: int
    location: str
    external_id: str | None
    draft: Mapping[str, Any] | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    original: Mapping[str, Any] = field(default_factory=dict)
    is_deleted: bool = False
    content_id: str | None = None


class Reader(Protocol):
    """A reader of one foreign format.

    Raises InvalidInput when the whole file cannot be read; a row that cannot is yielded with its faults instead.
    """

    def __call__(self, content: bytes, context: ReadContext) -> Iterator[ReadRow]:
        """The rows of the file, one at a time."""
        ...
