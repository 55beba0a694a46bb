"""The sentence of each reason and barrier: plain Dutch (B1), short and active, with an English twin.

A sentence is made of the parameters of its reason alone; `Names` turns ids into names. PRIVATE ones tell something of
the child or the family and are left out of cards that go from hand to hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.calendar import date_of
from app.domain.label_words import in_sentence, say_groups
from app.domain.reason_labels import DAYS, FEATURES, KINDS, MONTHS, NEEDED, NO_TRAVEL, SCHOOL_TYPES
from app.domain.situation import Reason
from app.domain.travel import say_minutes

GROWN_UP = 21
"""Up to an age from here on, something is not for children alone."""

Words = Callable[[Any, "Names"], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Names:
    """Ids to the names people read. theme, language: in the language of the sentence; lang: nl or en."""

    theme: Callable[[str], str]
    area: Callable[[str], str]
    arrangement: Callable[[str], str]
    title: Callable[[str], str]
    lang: str = "nl"
    language: Callable[[str], str] = str


PRIVATE = frozenset(
    {
        "near",
        "withinReach",
        "nearHome",
        "ownWijk",
        "freeWithPass",
        "withinBudget",
        "allChildren",
        "accessStated",
        "languageStated",
    }
    | {"momentFits", "noTravel", "far", "elsewhere", "notForAll", "askAccess", "languageUnknown", "fetch"}
    | {"timeUnknown", "schoolTypeStated"}
)


def write_reason(reason: Reason, names: Names) -> str:
    """The sentence in the language of the names. Raises KeyError for an unknown code."""
    dutch, english = WORDS[reason.code](reason.params, names)
    return english if names.lang == "en" else dutch


def _day(day: int, at: int) -> str:
    date = date_of(day)
    weekday, month = DAYS[at][date.weekday()], MONTHS[at][date.month - 1]
    return f"{weekday} {date.day} {month}"


def write_euro(cents: int, lang: str = "nl") -> str:
    """€ 6,32 in Dutch, €6.32 in English."""
    whole, rest = divmod(cents, 100)
    return f"€{whole}.{rest:02d}" if lang == "en" else f"€ {whole},{rest:02d}"


def _age(p: Any, n: Names) -> tuple[str, str]:
    low, high = p["min"], p["max"]
    if low is not None and high is not None and high >= GROWN_UP:
        return f"Het is voor iedereen vanaf {low} jaar.", f"It is for everybody from {low} years."
    if high is None:
        return f"Het is voor kinderen vanaf {low} jaar.", f"It is for children from {low} years."
    if low is None:
        return f"Het is voor kinderen tot en met {high} jaar.", f"It is for children up to {high} years."
    return f"Het is voor kinderen van {low} tot en met {high} jaar.", f"It is for children of {low} to {high} years."


def _paid(p: Any, n: Names) -> tuple[str, str]:
    cents = p["priceCents"]
    if cents is None:
        return "Meedoen kost geld. Vraag hoeveel.", "It costs money. Ask how much."
    dutch = f"Meedoen kost ongeveer {write_euro(cents)} per keer."
    return dutch, f"It costs about {write_euro(cents, 'en')} each time."


def _listed(ages: tuple[int, ...], word: str) -> str:
    texts = [str(age) for age in ages]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def _theme(n: Names, theme: str) -> str:
    return in_sentence(n.theme(theme))


def _same(dutch: str, english: str) -> Words:
    return lambda p, n: (dutch, english)


def _far(p: Any, n: Names) -> tuple[str, str]:
    return (
        f"Het is een eind weg: ongeveer {say_minutes(p['walk'])} lopen of {say_minutes(p['bike'])} fietsen.",
        f"It is quite far: about {say_minutes(p['walk'], 'en')} on foot or {p['bike']} by bike.",
    )


def _near(p: Any, n: Names) -> tuple[str, str]:
    return (
        f"Het is dichtbij: ongeveer {say_minutes(p['walk'])} lopen.",
        f"It is close by: about {say_minutes(p['walk'], 'en')} on foot.",
    )


def _soon(p: Any, n: Names) -> tuple[str, str]:
    dutch, english = _moment(p)
    return f"Je kunt al snel: {dutch}.", f"You can go soon: {english}."


def _next_date(p: Any, n: Names) -> tuple[str, str]:
    dutch, english = _moment(p)
    return f"De eerstvolgende keer is {dutch}.", f"The next time is {english}."


def _moment(p: Any) -> tuple[str, str]:
    hour, minute = divmod(p["minute"], 60)
    return f"{_day(p['day'], 0)} om {hour}.{minute:02d} uur", f"{_day(p['day'], 1)} at {hour}:{minute:02d}"


REASONS: Mapping[str, Words] = {
    "nextOnRoute": lambda p, n: (
        f"Dit is de volgende stap op de route ‘{p['title']}’.",
        f"This is the next step on the route ‘{p['title']}’.",
    ),
    "laterOnRoute": lambda p, n: (
        f"Dit komt ook op de route ‘{p['title']}’.",
        f"This is further along the route ‘{p['title']}’.",
    ),
    "followUp": lambda p, n: (
        f"Dit past goed na ‘{n.title(p['after'])}’. Dat zegt de aanbieder zelf.",
        f"This goes well after ‘{n.title(p['after'])}’. The provider says so.",
    ),
    "newEdition": lambda p, n: (
        f"Dit is een nieuwe ronde van ‘{n.title(p['after'])}’. Je kunt nog een keer.",
        f"This is a new round of ‘{n.title(p['after'])}’. You can go again.",
    ),
    "askedTheme": lambda p, n: (f"Dit gaat over wat je leuk vindt: {_theme(n, p['theme'])}.",
                                f"This is about what you like: {_theme(n, p['theme'])}."),
    "sameTheme": lambda p, n: (f"Hier ga je verder met {_theme(n, p['theme'])}.",
                               f"Here you go on with {_theme(n, p['theme'])}."),
    "somethingNew": lambda p, n: (
        f"Dit is weer iets anders: {_theme(n, p['theme'])}. Het past bij {_theme(n, p['beside'])}.",
        f"This is something new: {_theme(n, p['theme'])}. It goes with {_theme(n, p['beside'])}.",
    ),
    "otherTheme": lambda p, n: (f"Hier probeer je iets heel anders: {_theme(n, p['theme'])}.",
                                f"Here you try something quite different: {_theme(n, p['theme'])}."),
    "anyTheme": lambda p, n: (f"Dit gaat over {_theme(n, p['theme'])}.",
                              f"This is about {_theme(n, p['theme'])}."),
    "findOut": _same("Hier ontdek je wat je leuk vindt.", "Here you find out what you like."),
    "canStay": _same("Hier kun je langer blijven meedoen.", "Here you can keep coming."),
    "goesDeeper": _same("Hier leer je er meer over.", "Here you learn more about it."),
    "noTravel": lambda p, n: NO_TRAVEL.get(p["attendance"], NO_TRAVEL["kit"]),
    "ownWijk": lambda p, n: (f"Het is bij jou in de buurt: {n.area(p['wijk'])}.",
                             f"It is in your neighbourhood: {n.area(p['wijk'])}."),
    "near": _near,
    "withinReach": lambda p, n: (
        f"Het is ongeveer {say_minutes(p['walk'])} lopen of {say_minutes(p['bike'])} fietsen.",
        f"It is about {say_minutes(p['walk'], 'en')} on foot or {say_minutes(p['bike'], 'en')} by bike.",
    ),
    "nearHome": _same("Het is dichter bij huis dan bij school.", "It is closer to home than to school."),
    "familiarPlace": lambda p, n: (f"Het is in {KINDS[p['kind']][0]}.", f"It is at {KINDS[p['kind']][1]}."),
    "free": _same("Meedoen is gratis.", "It is free."),
    "freeWithPass": lambda p, n: (f"Met de {n.arrangement(p['pass'])} is het gratis.",
                                  f"It is free with the {n.arrangement(p['pass'])}."),
    "withinBudget": lambda p, n: (
        f"Het kost ongeveer {write_euro(p['priceCents'])} per keer. Dat past bij wat je wilt betalen.",
        f"It costs about {write_euro(p['priceCents'], 'en')} each time. That fits what you want to pay.",
    ),
    "age": _age,
    "schoolGroups": lambda p, n: (f"Het is voor {say_groups(p['first'], p['last'])}.",
                                  f"It is for {say_groups(p['first'], p['last'], 'en')}."),
    "allChildren": _same("Al je kinderen kunnen meedoen.", "All your children can join."),
    "accessStated": lambda p, n: (f"De aanbieder zegt dat dit kan: {_feature(p['feature'])[0]}.",
                                  f"The provider says this is possible: {_feature(p['feature'])[1]}."),
    "schoolTypeStated": lambda p, n: (f"Het is gemaakt voor {SCHOOL_TYPES[p['schoolType']][0]}.",
                                      f"It is made for {SCHOOL_TYPES[p['schoolType']][1]}."),
    "languageStated": lambda p, n: (f"Ze spreken er {n.language(p['language'])}.",
                                    f"They speak {n.language(p['language'])} there."),
    "momentFits": _same("Het is op een moment dat jij kunt.", "It is at a time that suits you."),
    "walkIn": _same("Je kunt zo binnenlopen.", "You can just walk in."),
    "freeTrial": _same("Je mag eerst gratis meedoen, om te proberen.", "You can try it for free first."),
    "soon": _soon,
    "nextDate": _next_date,
}  # fmt: skip

BARRIERS: Mapping[str, Words] = {
    "costUnknown": _same("Wij weten niet wat het kost. Vraag het eerst na.", "We do not know the price. Ask first."),
    "paid": _paid,
    "far": _far,
    "elsewhere": lambda p, n: (
        f"Het is in de wijk {n.area(p['wijk'])}. Kijk of je daar kunt komen.",
        f"It is in the district {n.area(p['wijk'])}. See if you can get there.",
    ),
    "whereUnknown": _same("Wij weten niet precies waar het is. Vraag het na.", "We do not know exactly where. Ask."),
    "fetch": _same("Je haalt het eerst op en brengt het later terug.", "You fetch it first and bring it back later."),
    "oneOff": _same(
        "Dit is één keer. Kies daarna weer een volgende stap.", "This is one time only. Choose a next step after it."
    ),
    "later": lambda p, n: (f"De eerstvolgende keer is pas op {_day(p['day'], 0)}.",
                           f"The next time is not until {_day(p['day'], 1)}."),
    "timeUnknown": _same("Wij weten niet wanneer het is. Vraag het na.", "We do not know when it is. Ask."),
    "opensLater": lambda p, n: (f"Aanmelden kan vanaf {_day(p['day'], 0)}.", f"Sign-up opens on {_day(p['day'], 1)}."),
    "waitlist": _same("Er is een wachtlijst.", "There is a waiting list."),
    "needsSignUps": _same(
        "Het gaat alleen door als genoeg kinderen zich aanmelden.", "It only goes ahead when enough children sign up."
    ),
    "prerequisite": lambda p, n: (f"Je hebt dit nodig: {NEEDED[p['code']][0]}.",
                                  f"You need this: {NEEDED[p['code']][1]}."),
    "askIfOpen": lambda p, n: (
        ("Dit is een voorbeeld. Vraag of het echt bestaat.", "This is an example. Ask if it really exists.")
        if p["example"]
        else ("Dit is lang niet gecontroleerd. Vraag of het doorgaat.", "Not checked lately. Ask if it still runs.")
    ),
    "notForAll": lambda p, n: (f"Dit is niet voor je kind van {_listed(p['ages'], 'en')}.",
                               f"This is not for your child of {_listed(p['ages'], 'and')}."),
    "ageUnknown": _same(
        "Wij weten niet voor welke leeftijd het is. Vraag het na.", "We do not know for which age it is. Ask."
    ),
    "askAccess": lambda p, n: (
        f"Wij weten niet of dit kan: {_feature(p['feature'])[0]}. Vraag het van tevoren.",
        f"We do not know about this: {_feature(p['feature'])[1]}. Ask beforehand.",
    ),
    "schoolTypeUnknown": _same(
        "Wij weten niet of het past bij dit soort school. Vraag het na.",
        "We do not know whether it suits this kind of school. Ask.",
    ),
    "languageUnknown": _same(
        "Wij weten niet welke taal ze er spreken. Vraag het na.", "We do not know which language they speak. Ask."
    ),
}  # fmt: skip

WORDS: Mapping[str, Words] = {**REASONS, **BARRIERS}


def _feature(name: str) -> tuple[str, str]:
    return FEATURES.get(name, (f"‘{name}’", f"‘{name}’"))
