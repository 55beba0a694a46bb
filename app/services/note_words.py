"""What an answer says beside its steps, in plain Dutch (B1) with an English twin; and the message for parents."""

from collections.abc import Sequence
from typing import Any

from app.domain.label_words import in_sentence
from app.domain.reason_words import Names
from app.domain.situation import Reason

Wire = dict[str, Any]

HONEST = ("nothing", "onlyOther", "onlyRelated", "partnerHasNothing", "partnerHasNothingElse")
"""Codes of what must be said for everybody: nothing fits, or not what was asked, or the partner itself ends here."""
NOTES: dict[str, tuple[str, str]] = {
    "nothing": (
        "Wij weten nu geen volgende stap die past.",
        "We do not know a next step that fits right now.",
    ),
    "onlyOther": (
        "Wij vonden niets over wat je leuk vindt dat ook past. Dit is iets anders.",
        "We found nothing on what you like that also fits. This is something else.",
    ),
    "onlyRelated": (
        "Wij vonden niets over {theme} dat past. Dit lijkt er een beetje op.",
        "We found nothing on {theme} that fits. This is a bit like it.",
    ),
    "interestUnknown": (
        "Wij begrijpen nog niet wat je leuk vindt. Zeg het met andere woorden.",
        "We do not understand yet what you like. Say it in other words.",
    ),
    "partnerHasNothing": (
        "Bij {organisation} is nu niets waar een kind zelf aan kan meedoen.",
        "{organisation} has nothing right now that a child can join alone.",
    ),
    "partnerHasNothingElse": (
        "Bij {organisation} is nu niets anders waar een kind zelf aan kan meedoen.",
        "{organisation} has nothing else right now that a child can join alone.",
    ),
    "nothingForClass": (
        "Wij weten nu niets dat past om met de klas te doen.",
        "We know nothing right now that fits for the class.",
    ),
    "nothingAfterSchool": (
        "Wij weten nu niets dat past voor een kind na school.",
        "We know nothing right now that fits for a child after school.",
    ),
    "noClub": (
        "In {wijk} is nu geen vaste club voor dit onderwerp. Wij geven dat door.",
        "There is no club for this in {wijk} right now. We pass that on.",
    ),
}
ROLE_WORDS: dict[str, tuple[str, str]] = {
    "guide": ("Deze plek wijst kinderen in de wijk de weg.", "This place helps children in the district on."),
    "hub": (
        "Hier kun je alles vragen over dit onderwerp in de stad.",
        "Here you can ask anything about this subject in the city.",
    ),
    "networkPartner": ("Deze partner denkt mee over de volgende stap.", "This partner thinks along about a next step."),
}


def write_note(note: Reason, names: Names) -> Wire:
    """Code, parameters and sentence."""
    words = dict(note.params)
    if words.get("wijk") is not None:
        words["wijk"] = names.area(str(words["wijk"]))
    if "theme" in words:
        words["theme"] = in_sentence(names.theme(str(words["theme"])))
    text = NOTES[note.code][names.lang == "en"].format(**words)
    return {"code": note.code, "params": dict(note.params), "text": text}


def write_parents_text(titles: Sequence[str], link: str, lang: str) -> str:
    """A message a teacher can send on: nothing in it tells of one child."""
    listed = "\n".join(f"- {title}" for title in titles)
    if lang == "en":
        return (
            "Dear parent,\n\nYour child did something nice with us. Does your child want to go on? "
            f"These are good next steps:\n{listed}\n\nSee here how to join: {link}\n"
            "Do you have a question? Ask us. We are happy to help."
        )
    return (
        "Beste ouder,\n\nJe kind deed bij ons iets leuks. Wil je kind verder? "
        f"Dit zijn goede volgende stappen:\n{listed}\n\nHier zie je hoe je meedoet: {link}\n"
        "Heb je een vraag? Stel hem gerust. Wij helpen graag."
    )
