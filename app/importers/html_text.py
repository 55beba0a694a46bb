"""Plain text out of what content systems and spreadsheets leave in a cell.

Tags and entities (also escaped twice), UTF-8 that was read as Windows-1252 (`CafÃ©`), spaces that do not break,
zero-width marks, control characters and short codes of page builders.
"""

import html
import re
from unicodedata import normalize

import nh3

_TAG = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9]{0,15}(?=[\s/>])|/[a-zA-Z]|!--|!\[CDATA\[|!doctype)", re.IGNORECASE)
_BREAK = re.compile(
    r"<\s{0,3}/?\s{0,3}(?:br|p|div|li|ul|ol|tr|h[1-6]|table|section|blockquote)\b[^<>]{0,500}>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BARE_ENTITY = re.compile(r"&(euro|nbsp|amp|quot|eacute|euml|iuml)(?![A-Za-z0-9;])")
_SHORT_CODE = re.compile(r"\[/?(?:vc_|et_pb_|su_|fusion_|caption|gallery|embed|button)[^\[\]]{0,500}\]", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NEWLINES = re.compile(r"\n{3,}")
_MANGLED = re.compile(
    "[ÂÃÄÅÎÏÐÑâãïð][\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]+"
)
_UNDEFINED = {0x81: 0x81, 0x8D: 0x8D, 0x8F: 0x8F, 0x90: 0x90, 0x9D: 0x9D}
"""Bytes that Windows-1252 leaves undefined and programs pass through as they are."""


def repair_mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252, once or twice, put right: `CafÃ©` is Café. Other text stays as it is."""
    for _ in range(2):
        if text.isascii() or not _MANGLED.search(text):
            return text
        repaired = _MANGLED.sub(lambda found: _decode_again(found.group()), text)
        if repaired == text:
            return text
        text = repaired
    return text


def _decode_again(mangled: str) -> str:
    try:
        return b"".join(_to_byte(letter) for letter in mangled).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return mangled


def _to_byte(letter: str) -> bytes:
    if ord(letter) in _UNDEFINED:
        return bytes([ord(letter)])
    return letter.encode("cp1252")


def clean_text(raw: str) -> str:
    """Readable text with its paragraphs: lines end in one newline, at most one empty line between two paragraphs."""
    if raw.isascii() and raw.isprintable() and not ("<" in raw or "&" in raw or "[" in raw):
        return _SPACES.sub(" ", raw).strip() if "  " in raw else raw.strip()
    text = repair_mojibake(raw)
    if "<" in text or "&" in text or "[" in text:
        text = _strip_markup(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    if not text.isascii() or not text.isprintable():
        text = _INVISIBLE.sub("", _CONTROL.sub("", normalize("NFC", text)))
    text = _SPACES.sub(" ", text)
    if "\n" in text:
        text = _NEWLINES.sub("\n\n", "\n".join(line.strip() for line in text.split("\n")))
    return text.strip()


def clean_line(raw: str) -> str:
    """The same as one line."""
    return " ".join(clean_text(raw).split())


def _strip_markup(text: str) -> str:
    # Escaped markup shows its tags only after the entities are resolved, and some systems escape twice.
    for _ in range(3):
        before = text
        if _TAG.search(text):
            text = _strip_tags(text)
        if "&" in text:
            text = html.unescape(_BARE_ENTITY.sub(r"&\1;", text))
        if text == before or not (_TAG.search(text) or _ENTITY.search(text)):
            break
    return _SHORT_CODE.sub("", text) if "[" in text else text


def _strip_tags(text: str) -> str:
    broken = _BREAK.sub("\n", text)
    return html.unescape(nh3.clean(broken, tags=set(), clean_content_tags={"script", "style"}))
