"""Single values in the form the catalogue takes: web and mail addresses, phone numbers, postcodes, numbers, yes and no.

Each function gives None for what is not such a value; nothing raises.
"""

import re

_URL = re.compile(r"https?://[^\s/?#\"<>\\^`{|}]+[^\s\"<>\\^`{|}]*", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.)?[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z]{2,24}(?:[/?#][^\s\"<>\\^`{|}]*)?", re.IGNORECASE)
_WWW = re.compile(rf"(?<![\w@./-])(?=www\.){_HOST.pattern}", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_PHONE = re.compile(r"\+?[0-9(][0-9 ()/.-]{4,38}")
_POSTCODE = re.compile(r"\b([1-9][0-9]{3})\s{0,2}([A-Za-z]{2})?\b")
_WHOLE_POSTCODE = re.compile(r"([1-9][0-9]{3})\s{0,3}-?\s{0,3}([A-Za-z]{2})?")
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,12})?")

YES = frozenset(
    [
        "ja",
        "yes",
        "y",
        "j",
        "true",
        "waar",
        "x",
        "1",
        "1.0",
        "v",
        "✓",
        "✔",
        "√",
        "on",
        "aan",
        "oui",
        "vrai",
        "checked",
        "☑",
        "✅",
    ]
)
NO = frozenset(
    ["nee", "no", "n", "false", "onwaar", "0", "0.0", "-", "off", "uit", "non", "faux", "geen", "unchecked", "☐", "❌"]
)


def read_flag(text: str) -> bool | None:
    """Yes or no, as people and programs write it; None for everything else."""
    word = text.strip().rstrip(".!").lower()
    return True if word in YES else False if word in NO else None


def read_url(text: str) -> str | None:
    """The first web address; `www.club.nl` gets https:// in front, also in a sentence."""
    if found := _URL.search(text):
        return _cut_url(found.group())
    word = text.strip().strip("<>()").rstrip(".,;")
    if "@" not in word and _HOST.fullmatch(word):
        return f"https://{word}"
    if found := _WWW.search(text):
        return _cut_url(f"https://{found.group()}")
    return None


def _cut_url(url: str) -> str | None:
    url = url.rstrip(".,;:)'")
    scheme, _, rest = url.partition("://")
    return f"{scheme.lower()}://{rest}" if rest and len(url) <= 2_000 else None


def read_email(text: str) -> str | None:
    """The first mail address."""
    found = _EMAIL.search(text.removeprefix("mailto:"))
    return found.group().rstrip(".-") if found and found.group().rstrip(".-").count("@") == 1 else None


def read_phone(text: str) -> str | None:
    """The first phone number, as written but for other marks."""
    plain = text.replace("\u2011", "-").replace("–", "-").replace("(0)", "").removeprefix("tel:")
    found = _PHONE.search(plain)
    if found is None:
        return None
    number = " ".join(found.group().strip(" ./-(").split())
    digits = sum(letter.isdigit() for letter in number)
    starts_well = number.removeprefix("+")[:1].isdigit()
    return number if starts_well and 6 <= digits <= 15 else None


def read_postcode(text: str) -> str | None:
    """A Dutch postcode that is the whole text: 2531 AB or 2531."""
    found = _WHOLE_POSTCODE.fullmatch(text.strip())
    if found is None:
        return None
    return f"{found[1]} {found[2].upper()}" if found[2] else found[1]


def split_address(text: str) -> tuple[str | None, str | None, str | None]:
    """Street, postcode and town of one line such as `Dorpsstraat 1, 2531 AB Den Haag`."""
    found = None
    for candidate in _POSTCODE.finditer(text):
        if candidate[2] and (candidate[2].isupper() or candidate[2].islower()):
            found = candidate
            break
    if found is None:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        is_street_and_town = len(parts) == 2 and any(map(str.isdigit, parts[0])) and not any(map(str.isdigit, parts[1]))
        return (parts[0], None, parts[1]) if is_street_and_town else (text.strip() or None, None, None)
    street = text[: found.start()].strip(" ,;-\n") or None
    town = text[found.end() :].strip(" ,;-\n").split(",")[0].split("\n")[0].strip() or None
    return street, f"{found[1]} {found[2].upper()}", town


def read_number(text: str) -> float | None:
    """A number with point or comma before its decimals."""
    word = text.strip()
    return float(word.replace(",", ".")) if _NUMBER.fullmatch(word) else None


def read_count(text: str) -> int | None:
    """A whole number from 0 to 100 000; `12 kinderen` and `max. 12` count as 12."""
    numbers = re.findall(r"\d{1,9}(?:[.,]\d{1,3})?", text)
    if len(numbers) != 1:
        return None
    value = float(numbers[0].replace(",", "."))
    return int(value) if value.is_integer() and value <= 100_000 else None
