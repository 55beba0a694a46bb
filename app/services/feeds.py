"""Fetching a feed: only what changed since, all pages of a paged one, and all feeds of an OpenActive data set, as one
document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import orjson

from app.clients.safe_fetch import Answer, SafeClient
from app.errors import Fault, InvalidInput, Unavailable
from app.importers.openactive_dataset import LEFT_OUT, MOST_FEEDS, find_feeds

MAX_PAGES = 5000
ACCEPT = (
    "text/calendar, application/json, application/ld+json, text/csv, application/geo+json, text/html;q=0.8, */*;q=0.5"
)
_OK, _NOT_MODIFIED = 200, 304


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the last good fetch: its entity tag and date; of paged feeds the last pages, spaces between."""

    etag: str | None = None
    last_modified: str | None = None
    cursor: str | None = None


NEVER = Seen()


@dataclass(frozen=True, slots=True)
class Fetched:
    """content: None when nothing changed since."""

    content: bytes | None
    media_type: str | None
    url: str
    seen: Seen


class FeedRefused(Unavailable):
    """The feed answered, but not with itself. `retry_after_s`: how long it asks to wait."""

    def __init__(self, detail: str, retry_after_s: int | None = None) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


def fetch_feed(client: SafeClient, url: str, seen: Seen = NEVER) -> Fetched:
    """The feed, or that it did not change. The limit of the client holds for all pages together.

    Raises InvalidInput for an address that is not called or a feed that is too large, Unavailable for no answer.
    """
    lasts = (seen.cursor or "").split()
    if lasts and all(_is_still_last(client, last) for last in lasts):
        return Fetched(None, None, url, seen)
    answer = _get(client, url, {} if lasts else _conditions(seen))
    if answer.status == _NOT_MODIFIED:
        return Fetched(None, None, url, seen)
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower() or None
    page = _read_page(answer.content)
    if page is not None:
        items, cursor, _ = _read_pages(client, answer.url, page)
        return Fetched(_one_page(page, items), "application/json", answer.url, Seen(cursor=cursor))
    if feeds := find_feeds(answer.content, answer.url):
        return _read_feeds(client, answer.url, feeds)
    now_seen = Seen(answer.headers.get("etag"), answer.headers.get("last-modified"))
    return Fetched(answer.content, media_type, answer.url, now_seen)


def _conditions(seen: Seen) -> dict[str, str]:
    named = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified}
    return {name: value for name, value in named.items() if value}


def _get(client: SafeClient, url: str, headers: Mapping[str, str]) -> Answer:
    answer = client.get(url, {"Accept": ACCEPT, **headers})
    if answer.status == _OK or (answer.status == _NOT_MODIFIED and headers):
        return answer
    wait = answer.headers.get("retry-after", "")
    raise FeedRefused(
        f"The address answers {answer.status}.", int(wait) if wait.isdecimal() and len(wait) < 7 else None
    )


def _is_still_last(client: SafeClient, cursor: str) -> bool:
    last = _read_page(_get(client, cursor, {}).content)
    return last is not None and not last["items"] and urljoin(cursor, last["next"]) == cursor


def _read_feeds(client: SafeClient, url: str, feeds: Sequence[str]) -> Fetched:
    """All items of all feeds as one page: a series and its dates often stand in two."""
    items: list[Any] = []
    cursors: list[str] = []
    size = 0
    for feed in feeds[:MOST_FEEDS]:
        answer = _get(client, feed, {})
        page = _read_page(answer.content)
        if page is None:
            raise Unavailable(f"The feed {feed[:200]} cannot be read.")
        found, cursor, size = _read_pages(client, answer.url, page, size)
        items += found
        cursors.append(cursor)
    left_out = {LEFT_OUT: feeds[MOST_FEEDS:]} if len(feeds) > MOST_FEEDS else {}
    joined = _one_page({"next": url, **left_out}, items)
    return Fetched(joined, "application/json", url, Seen(cursor=" ".join(cursors)))


def _one_page(page: Mapping[str, Any], items: list[Any]) -> bytes:
    return orjson.dumps({**page, "items": items})


def _check_size(client: SafeClient, size: int) -> None:
    max_bytes = client.limits.max_bytes
    if size > max_bytes:
        detail = f"The pages together are larger than {max_bytes} bytes."
        dutch = f"De pagina's zijn samen groter dan {max_bytes} bytes."
        raise InvalidInput([Fault("too-large", detail, detail_nl=dutch)])


def _read_page(content: bytes) -> dict[str, Any] | None:
    """An RPDE page: an object with items and the address of the next page; None for anything else."""
    if content.lstrip()[:1] != b"{":
        return None
    try:
        page = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    is_page = isinstance(page, dict) and isinstance(page.get("items"), list) and isinstance(page.get("next"), str)
    return page if is_page else None


def _read_pages(client: SafeClient, url: str, page: dict[str, Any], size: int = 0) -> tuple[list[Any], str, int]:
    """(all items, the latest version of each; the address of the last page; how large everything read is).

    size: of what was read before. The end is a page without items, or one whose `next` is where we have been.
    """
    items: dict[object, Any] = {}
    been = {url}
    while True:
        for at, item in enumerate(page["items"]):
            key = (str(item.get("kind")), str(item.get("id"))) if isinstance(item, dict) else (url, at)
            items.pop(key, None)
            items[key] = item
        size += sum(len(orjson.dumps(item)) for item in page["items"])
        _check_size(client, size)
        following = urljoin(url, page["next"])
        if not page["items"] or following in been:
            return list(items.values()), following, size
        if len(been) >= MAX_PAGES:
            detail, dutch = f"The feed has over {MAX_PAGES} pages.", f"De feed heeft meer dan {MAX_PAGES} pagina's."
            raise InvalidInput([Fault("too-many-pages", detail, detail_nl=dutch)])
        been.add(following)
        read = _read_page(_get(client, following, {}).content)
        if read is None:
            raise Unavailable("A later page of the feed cannot be read.")
        url, page = following, read
