"""Ages and prices that stand only in running text: in a title such as `Knutselen 6-9 jaar` or `Judo (8+)`, or in a
sentence of the description such as `Kosten: € 5 per keer`.

Only phrases that can hardly mean something else are taken, and the row says which words were used. The readers of
columns (`age_text`, `money_text`) read the phrases; a sentence about money that they cannot read is doubted aloud.
"""

import re
from collections.abc import Iterator
from typing import Any, Protocol

from app.importers.age_text import read_age
from app.importers.feed_text import shorten_text
from app.importers.money_text import MoneyReading, read_money

MOST_TEXT = 6_000
MOST_PHRASES = 6
MOST_SENTENCE = 400
_NUMBER = r"\d{1,2}(?:[.,]5|½)?"
_UNIT = r"(?:jaar|jr\b\.?|-?\s?jarigen?|years?(?:[- ]olds?)?|yrs?\b\.?|y/?o\b|maanden|mnd\b\.?|months?)"
_TILL = r"(?:-|–|—|t/?m|tot en met|tot|/|à|en|to|and)"
_GROUP = r"(?:groep(?:en)?|klas(?:sen)?|gr\.?)"
_AGE = re.compile(
    "|".join(
        (
            rf"\b{_NUMBER}(?:\s?{_UNIT}|-(?=\sen\s))?\s?{_TILL}\s?{_NUMBER}\s?{_UNIT}",
            rf"(?<![\w.,€$£:+-])(?<![€$£]\s){_NUMBER}\s?\+(?!\w)(?:\s?{_UNIT})?",
            rf"\b{_NUMBER}\s?{_UNIT}\s?(?:\+|en ouder|of ouder|and (?:up|over|older)|or older)",
            rf"\b(?:vanaf|v\.a\.|t/?m|tot en met|tot|from|up to|under|onder de)\s{_NUMBER}\s?{_UNIT}",
            rf"\b(?:leeftijd(?:en|sgroep|scategorie)?|age[sd]?)\b\s?:?\s{_NUMBER}"
            rf"(?:\s?{_TILL}\s?{_NUMBER})?(?:\s?\+|\sand (?:up|over|older))?(?:\s?{_UNIT})?",
            rf"\b{_GROUP}\s?\d\s?(?:-|–|t/?m|tot en met|tot|/|en|\+)\s?(?:{_GROUP}\s?)?\d(?!\d)",
            rf"\b(?:vanaf|t/?m|tot en met|voor|uit)\s(?:leerlingen\s|kinderen\s)?(?:uit\s|van\s)?{_GROUP}\s?\d(?!\d)"
            rf"(?:\s?(?:-|–|t/?m|tot en met|tot|/|en|\+)\s?(?:{_GROUP}\s?)?\d(?!\d))?",
            rf"\(\s?{_GROUP}\s?\d(?!\d)\s?\)",
            r"\b(?:jo|mo)-?(?:[6-9]|1\d)(?:-\d)?\b",
        )
    ),
    re.IGNORECASE,
)
_AGE_WORDS = re.compile(
    r"\b(?:peuter|kleuter|dreumes)[^\W\d_]*|\bbaby'?s\b|\bbasisschool(?:kinderen|leerlingen|jeugd)\b|\bbrugklas\w*",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:leeftijd|kinderen|kids|kind|jongeren|jeugd|meiden|meisjes|jongens|tieners|deelnemers|leerlingen|iedereen|"
    r"voor|doelgroep|age[sd]?|children|jarigen)\b|\bgroep",
    re.IGNORECASE,
)
_NOT_WHO = re.compile(
    r"\b(?:ervaring|geleden|bestaa[tn]|jubileum|contract|lang|garantie|gratis|korting|betal\w*|experience|ago)\b|[€£$]",
    re.IGNORECASE,
)
_GUIDED = re.compile(r"\b(?:begeleid\w*|accompan\w*|samen met)\b", re.IGNORECASE)
_UP_TO = re.compile(r"(?:t/?m|tot|onder|up to|under)\b", re.IGNORECASE)
MOST_AGE = 18
_BRACKETED = re.compile(r"\(\s?(\d{1,2})\s?(?:-|–|t/m)\s?(\d{1,2})\s?\)\s*$")
_SENTENCE = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-Z€(])|\s[|•·]\s")
_ASKS = re.compile(
    r"\b(?:kost|kosten|kostprijs|prijs|prijzen|entree\w*|toegang\w*|deelname\w*|bijdrage|tarie(?:f|ven)|contributie|"
    r"inschrijfgeld|lesgeld|cursusgeld|tickets?|kaartjes?|kaarten|betaal|betalen|meedoen|costs?|price|fee|admission|"
    r"entry|p\.?p)\b|\bper (?:keer|les|kind|persoon|middag|ochtend|avond|dag|week|maand|jaar|seizoen|workshop|cursus|"
    r"deelnemer|session|child|person)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"€|\beuro\b|\beur\b|\d,-|\d,–|£|\b(?:kosten|prijs|entree|bijdrage|contributie|tarief)\s?:?\s\d{1,4}[.,]\d\d\b",
    re.IGNORECASE,
)
_EUROS = re.compile(r"€\s?\d|\d\s?euro\b", re.IGNORECASE)
# fmt: off
_HINTS = ("€", "eur", "£", ",-", ",–", "gratis", "kosteloo", "free", "vrij", "geen", "none", "kosten", "prijs",
          "entree", "bijdrage", "contributie", "tarief")
# fmt: on
"""What every sentence about money holds one of."""
_DIGIT = re.compile(r"\d")
_NOT_ASKED = re.compile(
    r"\b(?:win|winnen|gewonnen|prijzenpot|opbrengst|opgehaald|opgeleverd|subsidie|boete|waarde|t\.w\.v|cadeaubon|"
    r"sponsor\w*|goede doel|parke\w+|zakgeld|kluis\w*|lunch|drankje|consumpties?|borg)\b",
    re.IGNORECASE,
)
_THING = (
    r"(?:toegang|toegankelijk|entree|deelname|deelnemen|meedoen|activiteit(?:en)?|workshops?|inloop|less?(?:en)?|cursus|"
    r"evenement|training(?:en)?|middag|ochtend|entry|admission|event)"
)
_FREE = re.compile(
    rf"\b(?:gratis|kosteloze?|kosteloos|vrije?|free)\s{_THING}\b|\bgratis (?:mee|te bezoeken|bij te wonen)\b"
    rf"|\b(?:{_THING}|kosten|prijs|cost|price)\s?(?:is|zijn|:|=)?\s?(?:dan |ook )?"
    r"(?:helemaal |geheel |altijd |volledig )?(?:gratis|kosteloos|vrij|geen|free|none)\b"
    r"|^\W*(?:helemaal |geheel |altijd )?(?:gratis|kosteloos|free)\W*$"
    r"|^\W*(?:gratis|kosteloos)(?:\s?[,!(]|\s(?:en|voor kinderen|voor iedereen)\b)",
    re.IGNORECASE,
)


class Draft(Protocol):
    """What is gathered of a row, with a way to say something about it."""

    members: dict[str, Any]

    def warn(self, code: str, **words: object) -> None:
        """Adds a warning."""
        ...


def complete_from_text(draft: Draft) -> None:
    """Age and price from title, summary and description, where the source says them in no other way."""
    members = draft.members
    title = str(members.get("title") or "")
    text = "\n".join(str(members[name]) for name in ("summary", "description") if members.get(name))[:MOST_TEXT]
    if not members.get("age") and not members.get("schoolGroups"):
        _set_age(title, text, draft)
    if members.get("cost") != "free" and not members.get("prices"):
        _set_price(f"{title}\n{text}", draft)


def _set_age(title: str, text: str, draft: Draft) -> None:
    phrases = find_ages(title) or _find_bracketed(title) or find_age_words(title)
    phrases = phrases or [phrase for sentence in split_sentences(text) for phrase in _ages_in(sentence)]
    said = "; ".join(phrases[:MOST_PHRASES])
    reading = read_age(said) if said else None
    if reading is None or not (reading.to_wire() or reading.school_groups):
        return
    if reading.to_wire():
        draft.members["age"] = reading.to_wire()
    if reading.school_groups:
        draft.members["schoolGroups"] = list(reading.school_groups)
    draft.warn("age-from-text", value=said)


def _ages_in(sentence: str) -> list[str]:
    """The ages in a sentence that speaks of who may come, or that says nothing else."""
    if not _DIGIT.search(sentence):
        return []
    if _NOT_WHO.search(sentence):
        clauses = re.split(r",\s|\s[–-]\s", sentence)
        return [phrase for clause in clauses for phrase in _ages_in(clause)] if len(clauses) > 1 else []
    is_guided = _GUIDED.search(sentence) is not None
    found = [phrase for phrase in find_ages(sentence) if not (is_guided and _UP_TO.match(phrase))]
    is_all = sum(len(phrase) for phrase in found) * 2 >= len(sentence)
    return found if is_all or _WHO.search(sentence) else []


def _find_bracketed(title: str) -> list[str]:
    """`Dans (6-10)`: two ages behind a title, the lower first; `(4-6)` is hardly a day of June there."""
    found = _BRACKETED.search(title)
    return [f"{found[1]} t/m {found[2]} jaar"] if found and int(found[1]) < int(found[2]) <= MOST_AGE else []


def find_age_words(title: str) -> list[str]:
    """Words with fixed ages in a title: peuters, kleuters, babies, the years of a school."""
    return [found.group() for found in _AGE_WORDS.finditer(title)]


def find_ages(text: str) -> list[str]:
    """The phrases that state an age or a school group."""
    found = (match.group().strip("()").replace("- en ", " en ") for match in _AGE.finditer(text[:MOST_TEXT]))
    return [" ".join(phrase.split()) for phrase in found]


def split_sentences(text: str) -> Iterator[str]:
    """Sentences and lines; a point behind a short word ends none."""
    for sentence in _SENTENCE.split(text[:MOST_TEXT]):
        if sentence.strip():
            yield sentence.strip()


def _set_price(text: str, draft: Draft) -> None:
    said = [
        sentence
        for at, sentence in enumerate(split_sentences(text))
        if _is_about_money(sentence) or (at == 0 and _is_price_in_title(sentence))
    ][:MOST_PHRASES]
    if not said:
        return
    joined = " | ".join(shorten_text(sentence, MOST_SENTENCE) for sentence in said)
    reading = read_money(joined)
    if draft.members.get("cost") == "paid" and not reading.prices:
        return
    if reading.cost is None and not reading.prices:
        if not reading.free_trial:
            draft.warn("price-unreadable", value=joined)
        return
    _take_over(reading, draft)
    draft.warn("price-from-text", value=joined)


def _is_about_money(sentence: str) -> bool:
    lower = sentence.lower()
    if not any(hint in lower for hint in _HINTS) or _NOT_ASKED.search(sentence):
        return False
    return bool(_AMOUNT.search(sentence) and _ASKS.search(sentence)) or bool(_FREE.search(sentence))


def _is_price_in_title(title: str) -> bool:
    return _EUROS.search(title) is not None and not _NOT_ASKED.search(title)


def _take_over(reading: MoneyReading, draft: Draft) -> None:
    if reading.cost:
        draft.members.setdefault("cost", reading.cost)
    if reading.prices:
        draft.members["prices"] = [price.to_wire("session") for price in reading.prices]
