"""An activity as it leaves: stored JSON joined with what depends on the moment, the asker and this server's address.

On the hot path nothing is parsed: `public_part` cuts the translations off once, `item_members` or `card_members` write
the rest, `join` puts the two together. Another language or a choice of `fields` takes the slower `present`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from app.domain.listing import SessionTime
from app.schemas.times import session_json, stamp_text

_TRANSLATIONS = b',"translations":{'
_NONE = b',"translations":{}}'
Wire = dict[str, Any]
Tree = dict[str, "Tree"]


def public_part(stored: bytes) -> bytes:
    """Stored JSON without its closing brace and without `translations`, which is its last member.

    Inside a text the marker would have its quotes escaped, and no language tag is that long, so the last one is it.
    """
    return stored[: -len(_NONE)] if stored.endswith(_NONE) else stored[: stored.rindex(_TRANSLATIONS)]


def has_translations(stored: bytes) -> bool:
    """Whether another language than the base one can be asked for."""
    return not stored.endswith(_NONE)


def card_members(
    base_url: str,
    activity_id: str,
    *,
    next_session: SessionTime | None,
    status: str,
    confirmed_at: int,
    freshness: str,
    help_json: bytes = b"[]",
) -> bytes:
    """The members a card gets when it is served, as JSON beginning with a comma; `distance_member` follows.

    base_url has no slash at its end; confirmed_at: seconds since the epoch; help_json: a JSON array.
    """
    session = "null" if next_session is None else session_json(next_session)
    head = (
        f',"url":"{base_url}/v1/activities/{activity_id}","nextSession":{session},"status":"{status}",'
        f'"freshness":{{"confirmedAt":"{stamp_text(confirmed_at)}","state":"{freshness}"}},"help":'
    )
    return b"%b%b" % (head.encode(), help_json)


def distance_member(distance_m: int | None) -> bytes:
    """The last member of a card: whole metres, null without a place asked or known."""
    return b',"distanceM":null' if distance_m is None else b',"distanceM":%d' % distance_m


def item_members(
    base_url: str,
    activity_id: str,
    *,
    next_session: SessionTime | None,
    status: str,
    confirmed_at: int,
    freshness: str,
    routes_json: bytes = b"[]",
    help_json: bytes = b"[]",
) -> bytes:
    """The members a full item gets when it is served, as `card_members`; routes_json: [{id,title,position,of}]."""
    session = "null" if next_session is None else session_json(next_session)
    head = (
        f',"url":"{base_url}/v1/activities/{activity_id}","shortUrl":"{base_url}/a/{activity_id}",'
        f'"nextSession":{session},"status":"{status}",'
        f'"freshness":{{"confirmedAt":"{stamp_text(confirmed_at)}","state":"{freshness}"}},"routes":'
    )
    return b'%b%b,"help":%b' % (head.encode(), routes_json, help_json)


def modified_at(document: bytes) -> int:
    """When a stored document was last changed, in whole seconds since the epoch."""
    return int(datetime.fromisoformat(orjson.loads(document)["modifiedAt"]).timestamp())


def routes_json(routes: Iterable[tuple[str, str, int, int]]) -> bytes:
    """(id, title, position from 1, number of steps) of each route an activity is on."""
    return orjson.dumps([{"id": key, "title": title, "position": at, "of": of} for key, title, at, of in routes])


def join(public: bytes, members: bytes) -> bytes:
    """One JSON object of `public_part` and the members of the moment."""
    return b"%b%b}" % (public, members)


def dump_item(stored: bytes, members: bytes) -> bytes:
    """One JSON object with the translations in it: what `wegwijzer dump` prints and `load` reads back."""
    return b"%b%b}" % (stored[:-1], members)


def present(stored: bytes, members: bytes, *, lang: str | None = None, fields: Iterable[str] = ()) -> bytes:
    """The slow path: texts in the asked language where they exist, else in the base language; and only the asked
    members. `fields` are names or dotted paths that exist (`schemas.parameters`); none means everything."""
    wire: Wire = orjson.loads(dump_item(stored, members))
    translations: dict[str, Wire] = wire.pop("translations")
    language = match_language(lang, translations) if lang else None
    if language is not None:
        wire.update({name: text for name, text in translations[language].items() if text is not None})
    return orjson.dumps(_pick(wire, _tree_of(fields)))


def choose(item: bytes, fields: Iterable[str]) -> bytes:
    """Only the asked members of a served card or item."""
    return orjson.dumps(_pick(orjson.loads(item), _tree_of(fields)))


def match_language(asked: str, available: Iterable[str]) -> str | None:
    """RFC 4647 lookup: fr-BE is answered with fr-BE, else fr; and fr with a kind of it. Case does not count."""
    by_tag = {tag.lower(): tag for tag in sorted(available)}
    wanted = asked.lower()
    while wanted:
        if wanted in by_tag:
            return by_tag[wanted]
        wanted = wanted.rpartition("-")[0]
    return next((tag for key, tag in by_tag.items() if key.startswith(asked.lower() + "-")), None)


def _tree_of(fields: Iterable[str]) -> Tree:
    tree: Tree = {}
    for path in sorted(fields, key=len, reverse=True):
        branch = tree
        *parents, last = path.split(".")
        for name in parents:
            branch = branch.setdefault(name, {})
        branch[last] = {}
    return tree


def _pick(value: Any, tree: Tree) -> Any:
    """Only the named members, in the order of the shape; a name without children takes all below it."""
    if not tree:
        return value
    if isinstance(value, dict):
        return {name: _pick(part, tree[name]) for name, part in value.items() if name in tree}
    if isinstance(value, list):
        return [_pick(part, tree) for part in value]
    return value
