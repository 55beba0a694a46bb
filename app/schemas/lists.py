"""The list answer, put together from bytes that already exist (DESIGN 4)."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson


def write_list(
    cards: Iterable[bytes], *, total: int, facets: bytes, meta: Mapping[str, Any], self_url: str, next_url: str | None
) -> bytes:
    """{"items","total","facets","meta","links":{self,next}} as JSON bytes. `facets` is already JSON."""
    links = orjson.dumps({"self": self_url, "next": next_url})
    return b'{"items":[%s],"total":%d,"facets":%s,"meta":%s,"links":%s}' % (
        b",".join(cards),
        total,
        facets,
        orjson.dumps(meta),
        links,
    )
