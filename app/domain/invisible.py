"""Characters nobody sees: some make a name in another script or an emoji what it is, the others only mislead.

Text is copied from web pages and word processors with soft hyphens and zero-width spaces in it. That is nobody's fault,
so those are taken out without a word. So are the marks that turn the direction of text around (Unicode UAX #9), with
which a title can be made to read as another: Arabic and Hebrew are shown right without them.
"""

import re
from unicodedata import bidirectional

_NEVER = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc"
    "\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
"""Soft hyphen, fillers, zero-width spaces, operators nobody sees, annotations, turns of direction, noncharacters."""
_JOINERS = re.compile("[\u200c\u200d]")
"""Between two letters of another script (Persian, Hindi) or two parts of an emoji they mean something."""
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")
"""Beside Arabic or Hebrew they put a full stop or a number at the right end."""
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
"""Letters nobody sees, but for the end of a flag such as that of Wales."""
_LINE_ENDS = re.compile("[\u2028\u2029]")
_ANY = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e007f]"
)
RIGHT_TO_LEFT = frozenset({"R", "AL"})
LAST_ASCII = "\x7f"


def take_out_invisible(text: str) -> str:
    """The text without characters that are not seen and mean nothing where they stand; other text as it is.

    A line or paragraph separator (U+2028, U+2029) becomes the end of a line.
    """
    if text.isascii() or _ANY.search(text) is None:
        return text
    tidy = _TAGS.sub("", _NEVER.sub("", _LINE_ENDS.sub("\n", text)))
    if not any(bidirectional(letter) in RIGHT_TO_LEFT for letter in tidy if letter not in "\u200f\u061c"):
        tidy = _DIRECTION_MARKS.sub("", tidy)
    return _JOINERS.sub(_keep_joiner, tidy)


def _keep_joiner(found: re.Match[str]) -> str:
    whole, at = found.string, found.start()
    before, after = whole[at - 1 : at], whole[at + 1 : at + 2]
    return found[0] if _joins(before) and _joins(after) else ""


def _joins(letter: str) -> bool:
    return letter > LAST_ASCII and not letter.isspace() and _JOINERS.match(letter) is None
