"""What a fetch of a source asks for and imports, and whether what it holds is to be believed."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from app.domain.caller import SYSTEM
from app.errors import Fault, WegwijzerError
from app.importers.reading import ReadRow
from app.models.imports import Source
from app.services.feeds import Fetched, Seen
from app.services.import_orders import ImportOrder

KEPT_SHARE = 0.7
"""A feed that holds less than this part of what it held is held back."""


def seen_of(source: Source) -> Seen:
    """What the last good fetch saw."""
    return Seen(source.etag, source.last_modified, source.cursor)


def make_order(source: Source, fetched: Fetched) -> ImportOrder:
    """What a fetch of a source imports."""
    return ImportOrder(
        SYSTEM,
        organisation_id=source.organisation_id,
        source_name=source.name,
        source_id=source.id,
        file_name=urlsplit(fetched.url).path.rpartition("/")[2][:200] or None,
        media_type=fetched.media_type,
        format=source.format,
        mapping=source.mapping,
        url=fetched.url,
        is_confirming=source.is_confirming,
        is_full=True,
    )


def count_items(rows: Sequence[ReadRow]) -> int:
    """How many offers a feed holds."""
    return sum(not row.is_deleted and (row.draft is not None or bool(row.faults)) for row in rows)


def judge_rows(source: Source, rows: Sequence[ReadRow]) -> Fault | None:
    """Whether so few items are to be believed."""
    before, count = source.item_count, count_items(rows)
    if before is None or before == 0 or count >= before * KEPT_SHARE:
        return None
    code, detail, dutch = (
        "feed-shrunk",
        f"It held {before} items and now {count}.",
        f"Er waren {before} items, nu {count}.",
    )
    if count == 0:
        code, detail, dutch = (
            "feed-empty",
            f"It held {before} items and is now empty.",
            f"Er waren {before} items, nu geen.",
        )
    return Fault(code, f"{detail} Nothing was changed.", detail_nl=f"{dutch} Er is niets veranderd.")


def say(error: WegwijzerError) -> str:
    """Why a fetch went wrong."""
    return " ".join(fault.detail for fault in error.faults) or error.detail
