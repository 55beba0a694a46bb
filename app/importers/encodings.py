"""The text in bytes of unknown encoding: UTF-8, UTF-16, Windows-1252, the old Mac and DOS pages, and mixtures."""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = ("cp1252", "mac_roman", "cp850")
_DUTCH = frozenset("éèëêïîöôüûáàäâíìóòúùçñÉËÈÏÖÜÁ€’‘“”–—…°½²´·•®©ß")
_ODD = re.compile(r"(?<=[A-Za-z])[\u0080-\u00bf\u0152-\u2122†‡‰Š‹ŒŽ](?=[a-z])")
_SAMPLE = 200_000
_MIXED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, how it was read, and whether letters were lost."""

    text: str
    encoding: str
    is_damaged: bool = False


def decode_text(content: bytes) -> Decoded | None:
    """The text without its byte order mark; None when these bytes are no text (an image, an archive)."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, errors="replace")
            return _checked(text, encoding, "\ufffd" in text)
    if guessed := _guess_wide(content):
        text = content.decode(guessed, errors="replace")
        return _checked(text, guessed, "\ufffd" in text)
    if content.count(b"\x00") > len(content) // 100 + 8:
        return None
    try:
        return _checked(content.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        return _decode_old(content)


def _guess_wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    sample = content[:4_000]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.6 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def _decode_old(content: bytes) -> Decoded | None:
    if _MIXED.search(content):
        return _checked(content.decode("utf-8", errors="wegwijzer_cp1252"), "utf-8+cp1252", False)
    scored = [(_score(content[:_SAMPLE], encoding), -place, encoding) for place, encoding in enumerate(_OLD)]
    encoding = max(scored)[2]
    return _checked(_decode_page(content, encoding), encoding, False)


def _score(sample: bytes, encoding: str) -> int:
    text = _decode_page(sample, encoding)
    foreign = [letter for letter in text if not letter.isascii()]
    return sum(3 if letter in _DUTCH else -1 for letter in foreign) - 4 * len(_ODD.findall(text))


def _decode_page(content: bytes, encoding: str) -> str:
    return content.decode(encoding, errors="wegwijzer_cp1252")


def _checked(text: str, encoding: str, is_damaged: bool) -> Decoded | None:
    controls = sum(text.count(chr(code)) for code in (*range(1, 9), *range(14, 27)))
    if controls > len(text) // 50 + 8:
        return None
    return Decoded(text.replace("\x00", ""), encoding, is_damaged)


def _replace_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 is a letter of Windows-1252; what that page leaves open stays as it is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", errors="ignore") or chr(byte[0]), error.start + 1


codecs.register_error("wegwijzer_cp1252", _replace_byte)
