"""Which column holds what: forgiving names in Dutch and English, settled by a mapping where a partner made one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.text import words
from app.importers.header_words import IGNORED, LOOSE, TARGETS, WIRE_NAMES, WORDS

MAX_HEADER = 80
MAX_QUESTION = 160
LEFT_OUT = frozenset({"", "-", "ignore", "negeer", "skip", "geen"})
MANY = frozenset(
    {
        "schedule",
        "description",
        "note",
        "themes",
        "price",
        "age",
        "person",
        "contact",
        "streetAddress2",
        "accessibility",
        "needs",
        "isVisible",
        "mayPublish",
        "secret",
    }
)
"""What several columns may hold together; of everything else the first column counts."""
_PREFIXES = ("event ", "activiteit ", "activity ", "service ", "post ", "meta ", "nl ", "course ")
_SUFFIXES = (" nl", " activiteit", " 1", " van de activiteit", " nederlands", " evenement", " event")
_LOOSE = tuple((target, re.compile(pattern)) for target, pattern in LOOSE)
_SECRET = re.compile(
    r"\b(?:niet|not)\W+(?:\w+\W+){0,2}?(?:gepubliceerd|publiceren|published|openbaar|gedeeld|shared)"
    r"|\b(?:alleen|only|voor|for)\W+intern|\bvertrouwelijk|\bconfidential",
    re.IGNORECASE,
)
"""`Uw naam en telefoonnummer (wordt niet gepubliceerd)`."""
_PERSONAL = re.compile(
    r"\b(?:geboortedatum|geb datum|geboorte datum|date of birth|birth ?date|bsn)\b|"
    r"\b(?:naam|name|telefoon\w*|tel|mobiel|e ?mail\w*|mail|adres)\b.{0,12}"
    r"\b(?:ouder|verzorger|deelnemer|leerling|kind|lid|child|parent|participant|attendee|"
    r"(?<!voor )(?<!for )(?:ouders|verzorgers|deelnemers|parents))\b(?! ?organisatie)"
)
"""`Naam deelnemer`, `Telefoon ouder`: the rows are persons; `E-mail voor ouders` is where those can ask."""
_PRIVATE_OF_PEOPLE = frozenset(
    {"email", "phone", "contact", "address", "streetAddress", "postalCode", "houseNumber", "person"}
)
_FORM_DONE = frozenset({"tijd van voltooien", "tijd van voltooiing", "voltooiingstijd", "completion time"})
_FORM_TIMES = _FORM_DONE | {"begintijd", "starttijd", "start time", "tijd laatste wijziging", "last modified time"}
_FORM_PERSON = frozenset({"e mail", "email", "naam", "name"})
_ROOMS = frozenset({"zaal", "ruimte", "sportzaal", "gymzaal"})
_NUMBERS = frozenset({"nummer", "nr", "number", "no"})
"""Beside a street this is the number of the house, elsewhere that of the offer."""
_PRICED = re.compile(r"(?:prijs|prijzen|tarief|kosten|price|cost)\b", re.IGNORECASE)
"""`Tarief t/m 20 jaar; Tarief 21+`: each is a price; `Toelichting op de kosten` is none."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OF_OTHERS = re.compile(
    r"\b(?:subsid|budget|begro|kostenplaats|grootboek|omzet|opbrengst|vergoed|honorari|gage|salari|uurloon|uurtarief|factu|"
    r"declar|inkoop|inhuur|huur|sponsor|fonds|gemeentelijke|bijdrage (?:van )?(?:de )?(?:gemeente|fonds)|grant|funding|"
    r"overhead|uitvoeringskosten|docent(?:en)?kosten|zaal(?:huur|kosten)|reiskosten|personeel|loonkosten)|budget\b|"
    r"\bkosten (?:van |voor )?(?:de |het )?(?:docent|trainer|zaal|huur|gemeente|project|organisatie|uitvoering)"
)
_OF_FAMILIES = re.compile(r"\b(?:ouder|deelnemer|kind|gezin|leerling|leden|lid|eigen)")
"""`Uitvoeringskosten` and `Budget wijk` go between others; `Kosten voor ouders na subsidie` do not."""
_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_WEEKDAY_HEADERS = {
    name: number
    for number, names in enumerate(
        (
            "maandag ma monday mon",
            "dinsdag di tuesday tue",
            "woensdag wo wednesday wed",
            "donderdag do thursday thu",
            "vrijdag vr friday fri",
            "zaterdag za saturday sat",
            "zondag zo sunday sun",
        )
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds. `targets` by position, None = not used. `unused`: names of columns nobody reads."""

    names: tuple[str, ...]
    targets: tuple[str | None, ...]
    unused: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """How many columns are understood."""
        return sum(target is not None for target in self.targets)

    def has(self, *targets: str) -> bool:
        """Whether one of these is there."""
        return any(target in self.targets for target in targets)


@lru_cache(maxsize=4_096)
def fold_header(name: str) -> str:
    """`Event_StartDate`, `event start date:` and `EVENT START-DATE` are the same."""
    return " ".join(words(_CAMEL.sub(" ", name.strip())[:200])).replace("lokatie", "locatie")


@lru_cache(maxsize=4_096)
def guess_target(name: str) -> str | None:
    """What a column of this name holds; None when nobody knows. `dag:2` stands for a column of Wednesdays."""
    if not name.strip() or len(name) > MAX_HEADER:
        return "secret" if len(name) <= MAX_QUESTION and _SECRET.search(name) else None
    folded = fold_header(name)
    if folded not in WORDS and _SECRET.search(name):
        return "secret"
    bare = _BRACKETS.sub(" ", name)
    spelled = (folded, " ".join(words(name)), fold_header(bare), " ".join(words(bare)), folded.replace(" ", ""))
    if any(candidate in IGNORED for candidate in spelled[:2]):
        return None
    shortened = [folded.removeprefix(prefix) for prefix in _PREFIXES if folded.startswith(prefix)]
    shortened += [folded.removesuffix(suffix) for suffix in _SUFFIXES if folded.endswith(suffix)]
    for candidate in (*spelled, *shortened):
        if candidate in WORDS:
            return WORDS[candidate]
        if candidate in _WEEKDAY_HEADERS:
            return f"dag:{_WEEKDAY_HEADERS[candidate]}"
    return None


def is_of_others(name: str) -> bool:
    """Whether a column holds money that families do not pay."""
    folded = fold_header(name)
    return _OF_OTHERS.search(folded) is not None and _OF_FAMILIES.search(folded) is None


@lru_cache(maxsize=1_024)
def guess_loosely(name: str) -> str | None:
    """What a longer header is about: `Voor welke leeftijd is de activiteit?`."""
    folded = fold_header(name)
    if not 3 < len(folded) <= MAX_QUESTION or folded in IGNORED:
        return None
    if is_of_others(name):
        return None
    return next((target for target, pattern in _LOOSE if pattern.search(folded)), None)


def read_columns(headers: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """What the columns hold. A mapping (column to member; empty or `-` = leave out) goes before the guess.

    The same header twice: the second one is used only where several columns may hold the same together.
    """
    settled = {fold_header(name): target for name, target in mapping.items()}
    targets: list[str | None] = []
    unused: list[str] = []
    taken: set[str] = {known for target in settled.values() if (known := _known(target))}
    used: set[str] = set()
    of_form = _find_form_columns(headers)
    if _is_of_people(headers):
        personal = _PRIVATE_OF_PEOPLE
        of_form |= {at: "secret" for at, header in enumerate(headers) if guess_target(header) in personal}
        of_form |= {at: "secret" for at, header in enumerate(headers) if _PERSONAL.search(fold_header(header))}
    for at, header in enumerate(headers):
        folded = fold_header(header)
        if folded in settled and settled[folded].strip().lower() in LEFT_OUT:
            targets.append(None)
            continue
        if at in of_form and folded not in settled:
            targets.append(of_form[at])
            continue
        target = _known(settled[folded]) if folded in settled else guess_target(header)
        if folded == "max" and any(fold_header(name) == "min" for name in headers):
            target = None  # ages or the size of a group: nobody knows
        if folded in _NUMBERS and targets and targets[-1] == "streetAddress" and folded not in settled:
            target = "houseNumber"
        if target == "place" and "place" in used and "address" not in used | taken and folded not in settled:
            target = None if folded in _ROOMS else "address"
        is_repeated = target in used or (target in taken and folded not in settled)
        if target is None or (is_repeated and target not in MANY and not target.startswith("dag:")):
            targets.append(None)
            if header.strip():
                unused.append(header.strip())
            continue
        targets.append(target)
        used.add(target)
    for at, header in enumerate(headers):
        if targets[at] is None and header.strip() in unused and fold_header(header) not in settled:
            loose = guess_loosely(header)
            if loose is not None and (loose not in used or (loose == "price" and _PRICED.match(header.strip()))):
                targets[at] = loose
                used.add(loose)
                unused.remove(header.strip())
    names = tuple(header.strip() or f"kolom {number}" for number, header in enumerate(headers, start=1))
    return _settle_clubs(_settle_titles(Columns(names, tuple(targets), tuple(unused))))


def _is_of_people(headers: Sequence[str]) -> bool:
    """Whether the rows are persons: a list of members or of who signed up."""
    return any(_PERSONAL.search(fold_header(header)) for header in headers)


def _find_form_columns(headers: Sequence[str]) -> dict[int, str | None]:
    """What a form of Microsoft notes of who filled it in and when: that says nothing of an offer."""
    folded = [fold_header(header) for header in headers]
    found: dict[int, str | None] = {}
    done = next((at for at, name in enumerate(folded) if name in _FORM_DONE), None)
    if done is not None:
        found = {at: "secret" for at, name in enumerate(folded[: done + 4]) if name in _FORM_PERSON}
        found |= {at: None for at, name in enumerate(folded[: done + 4]) if name in _FORM_TIMES}
    return found


def _known(target: str) -> str | None:
    name = target.strip()
    return name if name in TARGETS else WIRE_NAMES.get(name) or WORDS.get(fold_header(name))


_WEAK_TITLES_LISTED = (
    "naam|name|sport|team|club|clubnaam|event|les|wat|what|aanbod|naam nl|name nl|kop|"
    "programma|class|subject|workshop|cursus|voorstelling|kamp|vakantiekamp|clinic|excursie|"
    "project|projectnaam|product|film|training|onderdeel|dienst|activiteiten|lessen|workshops|"
    "cursussen|lesvorm|aanbieding|lezing|concert|optreden|voorziening"
)
_WEAK_TITLES = frozenset(_WEAK_TITLES_LISTED.split("|"))
_STRONG_TITLES_LISTED = (
    "titel|title|activiteit|activiteitnaam|naam activiteit|naam van de activiteit|activiteitsnaam|"
    "event name|titel activiteit|activity name|activity|activiteit naam|event title|"
    "naam van activiteit|activity title"
)
_STRONG_TITLES = frozenset(_STRONG_TITLES_LISTED.split("|"))


def _settle_titles(columns: Columns) -> Columns:
    """`Naam` gives way to `Activiteit` further on, and is the organisation then when no other column is."""
    weak = columns.targets.index("title") if "title" in columns.targets else None
    names = [fold_header(name) for name in columns.names]
    if weak is None or names[weak] not in _WEAK_TITLES:
        return _settle_missing_title(columns)
    strong = next((at for at, name in enumerate(names) if name in _STRONG_TITLES and columns.targets[at] is None), None)
    if strong is None:
        return columns
    targets = list(columns.targets)
    is_organisation = names[weak] in {"naam", "name", "club", "clubnaam"} and "organisation" not in targets
    targets[strong], targets[weak] = "title", "organisation" if is_organisation else None
    unused = tuple(name for name in columns.unused if name != columns.names[strong])
    return Columns(columns.names, tuple(targets), unused if is_organisation else (*unused, columns.names[weak]))


_CLUBS = frozenset({"club", "clubnaam"})
_OF_CLUBS = frozenset({"sport", "team", "teamnaam"})


def _settle_clubs(columns: Columns) -> Columns:
    """`Sport; Club` and `Club; Team`: the club is who offers it, when no other column says that."""
    names = [fold_header(name) for name in columns.names]
    club = next((at for at, name in enumerate(names) if name in _CLUBS), None)
    if club is None or columns.has("organisation", "title+organisation"):
        return columns
    targets = list(columns.targets)
    read = {columns.names[club]}
    if targets[club] == "title":
        offered = next((at for at, name in enumerate(names) if name in _OF_CLUBS and targets[at] is None), None)
        if offered is None:
            return columns
        targets[offered] = "title"
        read.add(columns.names[offered])
    elif targets[club] is not None or "title" not in targets:
        return columns
    targets[club] = "organisation"
    return Columns(columns.names, tuple(targets), tuple(name for name in columns.unused if name not in read))


_OFFERS = frozenset({"age", "ageMin", "price", "schedule", "weekday", "date", "start", "time", "schoolGroups"})
"""A list of organisations alone offers nothing: a child is never sent to one as if it did."""


def _settle_missing_title(columns: Columns) -> Columns:
    """Without a title a column of kinds or sports names the offer: lists of clubs often have nothing else."""
    if "title" in columns.targets:
        return columns
    is_calendar = any(fold_header(name) == "summary" for name in columns.names)
    for substitute in (*("summary",) * is_calendar, "kind", "themes", "organisation", "summary"):
        if substitute == "organisation" and not columns.has(*_OFFERS):
            continue
        if substitute in columns.targets:
            at = columns.targets.index(substitute)
            targets = (*columns.targets[:at], "title", *columns.targets[at + 1 :])
            if substitute == "organisation":
                targets = (*columns.targets[:at], "title+organisation", *columns.targets[at + 1 :])
            return Columns(columns.names, targets, columns.unused)
    return columns
