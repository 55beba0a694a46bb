"""The opaque cursor of a list: where the next page begins, for one question only.

It holds no parameters, only a hash of the question, so that a cursor in a log tells nothing about a child. A checksum
finds accidents and tinkering; it is no signature, since a forged cursor shows nothing that a search would not show.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NoReturn

import orjson

from app.domain.order import SortKey
from app.domain.vocabulary import SortField
from app.errors import Fault, InvalidInput
from app.schemas.parsing import Pairs, identify_search

VERSION = 1
MAX_CURSOR_LENGTH = 2000
_CHECKSUM_BYTES, _HASH_BYTES = 4, 9
_MAX_INTEGER, _MAX_ID_LENGTH, _MAX_WORDS = 2**53, 64, 200


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a next page needs to go on where the last one stopped.

    sort: the order in force. now: the minute (since the epoch) of the first page, which the following pages keep.
    fuzzy: positions of the words of q for which one edit was forgiven on the first page. after: the last sort key.
    """

    sort: SortField
    now: int
    fuzzy: tuple[int, ...]
    after: SortKey


def hash_pairs(pairs: Pairs) -> str:
    """The hash of the question: equal for equal lists in equal order, whatever the page or the representation."""
    return hash_text(identify_search(pairs))


def hash_text(text: str) -> str:
    """12 URL-safe characters; for the canonical form of any list's question."""
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=_HASH_BYTES).digest()).decode()


def encode_cursor(cursor: Cursor, query_hash: str) -> str:
    """The cursor as URL-safe text. `query_hash` is that of `hash_pairs`."""
    fit, missing, value, last_id = cursor.after
    return _pack([VERSION, query_hash, cursor.sort.value, cursor.now, list(cursor.fuzzy), fit, missing, value, last_id])


def decode_cursor(text: str, *, query_hash: str, sort: SortField) -> Cursor:
    """The cursor of this very question. Raises InvalidInput when it was changed or belongs to another one."""
    parts = _unpack(text)
    if len(parts) != 9 or parts[0] != VERSION:
        refuse_cursor()
    _, made_for, made_sort, now, fuzzy, fit, missing, value, last_id = parts
    if made_for != query_hash or made_sort != sort.value:
        refuse_cursor(
            "The cursor belongs to another question or sort: begin again without it.", "cursor-of-other-query"
        )
    is_key = _is_flag(fit) and _is_flag(missing) and _is_value(value, sort, bool(missing)) and _is_id(last_id)
    if not (is_key and _is_integer(now, 0) and _are_positions(fuzzy)):
        refuse_cursor()
    return Cursor(sort, now, tuple(fuzzy), (fit, missing, value, last_id))


def encode_list_cursor(last_id: str, query_hash: str) -> str:
    """The cursor of a list that is ordered by id only (areas, places, organisations, routes, passes)."""
    return _pack([VERSION, query_hash, last_id])


def decode_list_cursor(text: str, *, query_hash: str) -> str:
    """The last id seen. Raises InvalidInput when it was changed or belongs to another list."""
    parts = _unpack(text)
    if len(parts) != 3 or parts[0] != VERSION or not _is_id(parts[2]):
        refuse_cursor()
    if parts[1] != query_hash:
        refuse_cursor("The cursor belongs to another list: begin again without it.", "cursor-of-other-query")
    return str(parts[2])


def _pack(parts: list[Any]) -> str:
    payload = orjson.dumps(parts)
    return _encode(_checksum(payload) + payload)


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _unpack(text: str) -> list[Any]:
    if len(text) > MAX_CURSOR_LENGTH:
        refuse_cursor()
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        parts = orjson.loads(raw[_CHECKSUM_BYTES:])
    except (UnicodeError, Base64Error, orjson.JSONDecodeError):
        refuse_cursor()
    is_ours = _checksum(raw[_CHECKSUM_BYTES:]) == raw[:_CHECKSUM_BYTES] and _encode(raw) == text
    if not is_ours or not isinstance(parts, list):
        refuse_cursor()
    return parts


def _checksum(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_CHECKSUM_BYTES, person=b"ww-cursor").digest()


def _is_integer(value: object, minimum: int = -_MAX_INTEGER, maximum: int = _MAX_INTEGER) -> bool:
    return type(value) is int and minimum <= value <= maximum


def _is_flag(value: object) -> bool:
    return _is_integer(value, 0, 1)


def _is_value(value: object, sort: SortField, is_missing: bool) -> bool:
    """Titles are ordered by text, everything else by number; a missing value stands as 0."""
    if is_missing:
        return type(value) is int and value == 0
    return isinstance(value, str) if sort is SortField.TITLE else _is_integer(value)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _MAX_ID_LENGTH


def _are_positions(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MAX_WORDS and all(_is_integer(n, 0, _MAX_WORDS) for n in value)


def refuse_cursor(
    detail: str = "The cursor is not one of ours: begin again without it.", code: str = "cursor"
) -> NoReturn:
    """Raises InvalidInput for a cursor that cannot be gone on with."""
    dutch = "Deze cursor past niet bij deze vraag. Begin opnieuw zonder cursor."
    raise InvalidInput([Fault(code, detail, parameter="cursor", hint="use links.next unchanged", detail_nl=dutch)])
