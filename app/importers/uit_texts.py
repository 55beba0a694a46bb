"""Texts of UiTdatabank: in several languages, or plain in older documents."""

from collections.abc import Mapping
from typing import Any

from app.importers.feed_text import read_text


def in_language(value: Any, language: str) -> str | None:
    """The text in that language, else in the first that has one; older documents hold plain text."""
    if isinstance(value, Mapping):
        return read_text(value.get(language)) or next(
            (text for item in value.values() if (text := read_text(item))), None
        )
    return read_text(value)
