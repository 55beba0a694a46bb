"""Words around a wish: what everybody says, what surrounds an activity, and how people say what they do not want."""

import re

from app.domain.text import STOP_WORDS, fold, words

_EVERYDAY = """
    gastles gastlessen leskist leskisten lesproject schoolproject
    a aanbieders aanbod about acht actie activiteiten after all alles am an and any anything are at avond be
    been beetje before begin beginnen beginner best beste beter bezig bezoek big bij blijven boven boy boys
    brengen broer buren can child children class club clubje could cursus daar daarna dag dagje daughter
    dichtbij ding dingen dinsdag do docent docenten dochter does doing donderdag drie echt echte eerst eerste
    eigen eind enkel erg everything fijn find for friend friends from fun gebruiken geef geeft geven gewoon
    gezellig girl girls go goed gratis groep groepje groot grote groter group haal haalt had halen has have hebt
    hele help her herfst his hobby hoeveel hoog hou houd houden houdt how i idee ideeen iemand if in is it jaar
    jongen jongens jongste juf kant keer kennen kennismaken keuze kid kids kiezen kijken kind kinderen klaar
    klas klassen klein kleine kleuter kleuters know kom komen komt kort kost kosten krijg krijgen krijgt kunnen laat
    laatste laten learn learning leeftijd leer leerkracht leerkrachten leerling leerlingen leert lekker lenen
    lente leren les lesje lessen lesson lessons leuk leuke leuker leukste liefst liever like likes locatie love
    maak maakt maandag maanden make maken making mama man many me medewerkers meedoen meedoet meer meester
    meiden meisje meisjes mensen middag mijne minder moeder moeilijk mooi mooie more morgen much naam negen
    nemen new nieuw nieuwe ochtend oefenen of old on onderwijs ons open opvang or oud oude ouder ouders our paar
    papa passen past peuter peuters plaats play playing plek probeer proberen programma project rond samen
    scholen school should some something son soort spannend spannende spelen staan staat stad start stoer straat
    super than that the their then thing things this thuis tien tiener tieners to too training try twee uitje
    uur uurtje vader vakantie vandaag vanmiddag verder verschillende very vier vijf vind vinden vindt vraag
    vragen vriend vrienden vriendin vriendje vriendjes vrijdag vrije vroeg waarmee wachten wanneer want wants
    was week weekend weet wegwijzer were werken werkt weten what who wijk with woensdag woensdagmiddag wonen
    woont worden workshop would year years yes you your zaterdag zeggen zegt zelfs zes zet zetten zeven zien zit
    zitten zoals zoek zoeken zoekt zondag zoon zus
"""
_HEADS = """
    academie activiteit atelier avond bende bijeenkomst cafe challenge clinic club clubje competitie cursus
    cursussen dag dagen event excursie feest feestje festival groep groepje instuif kamp kampen klas klasje klub
    kring lab les lesje lessen maandag middag ochtend opleiding project quest safari school show spel spelletje
    team toernooi training uur uurtje vereniging wedstrijd week weekend workshop
"""
_FRONTS = """
    basis beginners buurt familie gezins jeugd jongens junior juniors kids kinder kleuter mama meiden meisjes
    mini ouderkind peuter school tiener vakantie weekend wijk winter zomer
"""

EVERYDAY: frozenset[str] = frozenset(_EVERYDAY.split())
"""Words that stand in many wishes, Dutch and English: they count little and are taken as spelled only."""

UNTELLING: frozenset[str] = STOP_WORDS | EVERYDAY


def _longest_first(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split(), key=lambda word: (-len(word), word)))


HEADS = _longest_first(_HEADS)
"""What a Dutch compound ends in when its first part says what it is about: huttendag, taartenclub."""

FRONTS = _longest_first(_FRONTS)
"""What a compound begins with when its last part says what it is about: kinderyoga, schoolmoestuin."""

_CLAUSE_END = re.compile(r"[,.;:!?()\n]+")
_REFUSALS = frozenset(["niet", "geen", "zonder", "behalve", "not", "no", "without", "dont", "nooit"])
_TURNS = frozenset(["maar", "wel", "but", "liever", "rather"])
_CANNOT = frozenset(["begrijpt", "durf", "durft", "kan", "kent", "kunnen", "praat", "snapt", "spreekt", "verstaat"])
"""What somebody cannot do yet is what it came for: "spreekt geen Nederlands", "durft niet te zwemmen"."""
_BETWEEN = frozenset(["nog", "goed", "heel", "erg", "zo"])
_NOT_ONLY = frozenset(["alleen", "only", "just"])


def split_clauses(text: str) -> tuple[list[str], list[bool]]:
    """The words without stop words, and for each whether it is refused: after "niet", "geen", "zonder" or "anders dan",
    up to "maar", "wel" or a mark. "Niet alleen" refuses nothing."""
    said: list[str] = []
    refused: list[bool] = []
    for clause in _CLAUSE_END.split(fold(text).replace("don't", "dont")):
        is_refused = False
        spoken = words(clause)
        for at, word in enumerate(spoken):
            following = spoken[at + 1] if at + 1 < len(spoken) else ""
            if word in _REFUSALS:
                is_refused = following not in _NOT_ONLY and not _tells_of_a_lack(spoken[:at])
            elif word in _TURNS:
                is_refused = False
            elif word == "anders" and following == "dan":
                is_refused = True
            if word not in STOP_WORDS:
                said.append(word)
                refused.append(is_refused)
    return said, refused


def _tells_of_a_lack(before: list[str]) -> bool:
    """Whether the words before a refusal make it something that somebody cannot do yet."""
    if before[-1:] == ["nog"]:
        return True
    verb = next((word for word in reversed(before) if word not in _BETWEEN), "")
    return verb in _CANNOT
