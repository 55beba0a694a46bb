"""JSON-LD as content systems really print it, in one pass and linear time: comments, trailing commas and semicolons,
line breaks and wrong escapes inside strings, entities instead of quotes, CDATA marks, quotes that are not escaped.
"""

import html
import json
import re
from typing import Any

_MARKS = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->")
_SPACE = " \t\r\n\u00a0\ufeff"
_AFTER_STRING = frozenset(",:}]")
_ESCAPES = frozenset('"\\/bfnrtu')
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_BETWEEN = re.compile(r"}[ \t\r\n]{0,50}{")
_EUROS = re.compile(r"(\d{1,6}),(\d\d)(?=\s{0,9}[,}\r\n])")
_HEX = re.compile(r"[0-9a-fA-F]{4}")
MOST_REPAIRED, MOST_OPEN = 5_000_000, 500


def read_loose_json(text: str) -> tuple[Any, str | None]:
    """(the data, what had to be repaired or None). Raises ValueError when it cannot be repaired, or is too long to be
    repaired letter by letter."""
    body = text.strip(_SPACE)
    for repair, told in _REPAIRS if len(body) <= MOST_REPAIRED else _AT_ONCE:
        try:
            changed = repair(body)
            if changed is None:
                continue
            return json.loads(changed, strict=False), told
        except RecursionError:
            raise ValueError("nested too deeply") from None
        except ValueError:
            continue
    _check(body)
    return None, "empty"


def _check(body: str) -> None:
    """Says what is wrong with the original."""
    try:
        json.loads(body, strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _as_it_is(body: str) -> str | None:
    return body


def _without_marks(body: str) -> str | None:
    """Without CDATA and comment marks of HTML, a semicolon at the end and an assignment in front."""
    bare = _MARKS.sub("", body).strip(_SPACE).rstrip(";" + _SPACE)
    starts = [at for at in (bare.find("{"), bare.find("[")) if at >= 0]
    if starts and 0 < min(starts) < 80 and "=" in bare[: min(starts)]:
        bare = bare[min(starts) :]
    return bare


def _scanned(body: str) -> str | None:
    return _scan(_without_marks(body) or "", closes_strictly=False)


def _scanned_with_loose_quotes(body: str) -> str | None:
    return _scan(_without_marks(body) or "", closes_strictly=True)


def _from_entities(body: str) -> str | None:
    return _scan(html.unescape(_without_marks(body) or ""), closes_strictly=True) if "&quot;" in body else None


def _joined(body: str) -> str | None:
    """Several objects one after the other, as some templates print them."""
    bare = _scan(_without_marks(body) or "", closes_strictly=False)
    return "[" + _BETWEEN.sub("},{", bare) + "]" if bare.startswith("{") else None


_AT_ONCE = ((_as_it_is, None), (_without_marks, "marks"))
_REPAIRS = (
    *_AT_ONCE,
    (_scanned, "comments, commas or escapes"),
    (_from_entities, "entities"),
    (_scanned_with_loose_quotes, "quotes"),
    (_joined, "several objects"),
)


def _scan(text: str, *, closes_strictly: bool) -> str:
    """The text with what JSON does not know put right. `closes_strictly`: a quote ends a string only where something
    can follow that follows a string."""
    out: list[str] = []
    closers: list[str] = []
    at, end = 0, len(text)
    while at < end:
        letter = text[at]
        if letter in "\"'":
            _add_comma(out)
            at = _copy_string(text, at, out, closes_strictly)
        elif letter == "/" and text[at + 1 : at + 2] in ("/", "*"):
            at = _skip_comment(text, at)
        elif letter in "{[":
            _add_comma(out)
            if len(closers) >= MOST_OPEN:
                raise ValueError("nested too deeply")
            closers.append("}" if letter == "{" else "]")
            out.append(letter)
            at += 1
        elif letter in "}]":
            _close(out, closers, letter)
            at += 1
        elif letter == ",":
            _copy_comma(out)
            at += 1
        else:
            at = _copy_word(text, at, out)
    while closers:
        _close(out, closers, closers[-1])
    return "".join(out)


def _copy_word(text: str, at: int, out: list[str]) -> int:
    """A number, a bare word or a mark."""
    letter = text[at]
    euros = _EUROS.match(text, at) if letter.isdigit() and _last(out) == ":" else None
    if euros is not None:
        out.append(f"{euros[1]}.{euros[2]}")
        return euros.end()
    if not (letter.isalpha() or letter in "_$"):
        out.append(" " if letter in _SPACE else letter)
        return at + 1
    word = _WORD.match(text, at)
    name = word.group() if word else letter
    is_exponent = name[0] in "eE" and _last(out).isdigit()
    known = name in ("true", "false", "null") or is_exponent
    out.append(name if known else "null" if name in _NOTHING else json.dumps(name))
    return at + len(name)


def _add_comma(out: list[str]) -> None:
    """Between two values that have none between them."""
    if _last(out) in ('"', "}", "]"):
        out.append(",")


def _copy_comma(out: list[str]) -> None:
    last = _last(out)
    if last == ":":
        out.append("null")
    if last not in (",", "[", "{", ""):
        out.append(",")


def _close(out: list[str], closers: list[str], letter: str) -> None:
    """Closes what is open; a bracket that closes nothing is left out."""
    if letter not in closers:
        return
    while closers:
        _drop_comma(out)
        if _last(out) == ":":
            out.append("null")
        closer = closers.pop()
        out.append(closer)
        if closer == letter:
            return


_NOTHING = frozenset({"undefined", "NaN", "None", "Infinity", "nil"})


def _skip_comment(text: str, at: int) -> int:
    mark, more = ("\n", 1) if text[at + 1] == "/" else ("*/", 2)
    found = text.find(mark, at + 2)
    return len(text) if found < 0 else found + more


def _last(out: list[str]) -> str:
    """The last piece that is not a space. Spaces are trimmed, so that no piece is looked at twice."""
    while out and out[-1] == " ":
        out.pop()
    return out[-1][-1:] if out else ""


def _drop_comma(out: list[str]) -> None:
    while _last(out) == "," and out[-1] == ",":
        out.pop()


def _copy_string(text: str, at: int, out: list[str], closes_strictly: bool) -> int:
    """Copies the string that starts at `at` and gives where it stops; one that does not end runs to the end."""
    quote, piece, at = text[at], ['"'], at + 1
    while at < len(text):
        letter = text[at]
        if letter == "\\":
            following = text[at + 1 : at + 2]
            is_whole = following != "u" or _HEX.match(text, at + 2) is not None
            piece.append(letter + following if following in _ESCAPES and following and is_whole else following)
            at += 2
            continue
        if letter == quote:
            if not closes_strictly or _can_end(text, at + 1):
                break
            piece.append('\\"' if quote == '"' else quote)
        elif letter == '"':
            piece.append('\\"')
        else:
            piece.append(letter if letter >= " " else json.dumps(letter)[1:-1])
        at += 1
    piece.append('"')
    out.append("".join(piece))
    return at + 1


def _can_end(text: str, at: int) -> bool:
    """Whether something follows that follows a string; looks at most 200 characters far."""
    most = min(len(text), at + 200)
    while at < most and text[at] in _SPACE:
        at += 1
    if at >= len(text):
        return True
    if text[at] != ",":
        return text[at] in _AFTER_STRING
    at += 1
    while at < most and text[at] in _SPACE:
        at += 1
    return at >= len(text) or text[at] in '"{[}]-0123456789tfn'
