"""Text of a feed as the catalogue keeps it: no tags, no entities, no control characters, bounded."""

import html
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from app.importers import fields
from app.importers.html_text import clean_text

MOST_TEXT, MOST_SUMMARY, MOST_LINE, MOST_TITLE = 10_000, 1_000, 300, 200
_URL = re.compile(r"https?://[^\s/?#\x00-\x20\"<>\\^`{|}]+[^\s\x00-\x20\"<>\\^`{|}]*")


def read_text(value: object, most: int = MOST_TEXT) -> str | None:
    """Plain text with its paragraphs; None when nothing is left. Numbers are text too."""
    text = _as_text(value)
    if text is None:
        return None
    return clean_text(text[: 8 * most]) or None


def read_line(value: object) -> str | None:
    """Plain text on one line; None when nothing is left."""
    text = read_text(value)
    return " ".join(text.split()) if text else None


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(value)[:40]


def shorten_text(text: str, most: int) -> str:
    """At most so many characters, cut at a word where one ends near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ", most - 60)
    return (cut[:space] if space > 0 else cut).rstrip(" ,;:-") + "…"


def read_url(value: object, base: str | None = None) -> str | None:
    """An absolute http(s) address; a relative one is resolved against `base`. None when it is none."""
    if not isinstance(value, str) or not 0 < len(value) <= 2_000:
        return None
    text = html.unescape(value.strip()).replace(" ", "%20")
    if not text.isprintable():
        return None
    if text.lower().startswith("www."):
        text = f"https://{text}"
    try:
        if "://" not in text[:12] and base:
            text = urljoin(base, text)
        parts = urlsplit(text)
    except ValueError:
        return None
    text = parts.scheme.lower() + text[len(parts.scheme) :]
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return text if is_web and len(text) <= 2_000 and _URL.fullmatch(text) else None


def read_email(value: object) -> str | None:
    """A mail address, also behind mailto:; None when it is none."""
    return fields.read_email(value.strip()[:300]) if isinstance(value, str) else None


def read_phone(value: object) -> str | None:
    """A telephone number, also behind tel:; None when it is none."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return fields.read_phone(text.strip()[:80]) if isinstance(text, str) else None


def read_number(value: object) -> float | None:
    """A finite number, also as text and with a decimal comma; None when it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and len(value) <= 40:
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if not isinstance(value, int | float) or not -1e15 < value < 1e15:
        return None
    return float(value)


def first_text(*values: Any) -> str | None:
    """The first value that holds a line of text."""
    return next((line for value in values if (line := read_line(value))), None)
