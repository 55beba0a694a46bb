"""Bytes of a feed to text, whatever wrote them: UTF-8 with or without BOM, UTF-16, Windows-1252, or a mixture."""

import codecs
import json
from typing import Any

from app.importers.feed_notes import refuse

MOST_BYTES = 64 * 1024 * 1024
MOST_DEPTH = 60
_FALLBACK = "wegwijzer-cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8, one by one, as Windows-1252 has them (what it has not, as Latin-1)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    letters = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong)
    return "".join(letters), error.end


codecs.register_error(_FALLBACK, _as_cp1252)


def decode_text(content: bytes) -> str:
    """The text without BOM. A file that is no clean UTF-8 is read byte by byte where it is not. Raises InvalidInput
    when the file is too large."""
    if len(content) > MOST_BYTES:
        raise refuse("file-too-large", "The file is too large to read.", "Het bestand is te groot om te lezen.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").lstrip("\ufeff")
    head = content[:200]
    if len(head) >= 4 and head.count(0) > len(head) // 3:
        wide = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return content.decode(wide, "replace").lstrip("\ufeff")
    return content.decode("utf-8", _FALLBACK).lstrip("\ufeff")


def load_json(content: bytes) -> Any:
    """The JSON in a file; control characters in strings are let through. Raises InvalidInput when it is broken, too
    deep or too large."""
    return parse_json(decode_text(content))


def parse_json(text: str) -> Any:
    """As `load_json`, of text."""
    try:
        data = json.loads(text.strip(), strict=False)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        english = f"This is not readable JSON: {str(error)[:120]}."
        raise refuse("json-unreadable", english, "Dit is geen leesbare JSON.") from None
    if depth_of(data) > MOST_DEPTH:
        raise _too_deep()
    return data


def _too_deep() -> Exception:
    return refuse("too-deep", "The data are nested too deeply.", "De gegevens zijn te diep genest.")


def depth_of(data: Any) -> int:
    """How many objects and lists lie in each other; stops counting one beyond what is allowed."""
    level, depth = ([data] if isinstance(data, dict | list) else []), 0
    while level and depth <= MOST_DEPTH:
        depth += 1
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
    return depth
