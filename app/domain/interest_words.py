"""Words around a wish: what everybody says, what surrounds an activity, and how people say what they do not want."""

import re

from app.domain.text import STOP_WORDS, fold, words

_EVERYDAY = """
    a about after all am an and any anything are at avond be been before best big bij boy boys broer can child
    children class club clubje could cursus dag dagje daughter ding dingen do dochter does doing echt echte
    eerst eigen erg everything fijn find for friend friends from fun gezellig girl girls go goed groep groepje
    groot grote group had has have hele help her his hou houd houden houdt how i ideeen iemand if in is it jaar
    jongen jongens kid kids kijken kind kinderen klas klein kleine kleuter kleuters know kunnen learn learning
    leer leerling leerlingen leert lekker leren les lesje lessen lesson lessons leuk leuke leuker leukste like
    likes love maak maakt make maken making mama man many me meedoen meedoet meer meiden meisje meisjes mensen
    middag moeder mooi mooie more much new nieuw nieuwe ochtend of old on ons open or oud oude ouder ouders our
    papa peuter peuters plaats play playing plek samen school should some something son spannend spannende stad
    start stoer straat super than that the their then thing things this thuis tiener tieners to too try uur
    uurtje vader verder very vind vinden vindt vriend vrienden vriendin vriendje vriendjes wanneer want wants
    was week weekend weet were werken werkt weten what who wijk with worden workshop would year years yes you
    your zien zit zitten zoek zoeken zoekt zoon zus
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
                is_refused = following not in _NOT_ONLY
            elif word in _TURNS:
                is_refused = False
            elif word == "anders" and following == "dan":
                is_refused = True
            if word not in STOP_WORDS:
                said.append(word)
                refused.append(is_refused)
    return said, refused
