"""What people read about money: Dutch at B1 with an English twin. Amounts as they are written in each language."""

from collections.abc import Mapping

from app.domain.family_cost import FamilyPrice, NotApplied, PassApplied
from app.domain.vocabulary import Cost, PassEffect

MONEY_SENTENCE: Mapping[str, str] = {
    "nl": "Geld hoeft geen reden te zijn om niet mee te doen. Vraag ernaar: vaak betaalt een pas of een fonds mee.",
    "en": "Money need not be a reason to miss out. Ask about it: often a pass or a fund helps to pay.",
}
"""The same for every family, whatever it costs and whatever was named (DESIGN 1, Privacy)."""

CLASS_SENTENCE: Mapping[str, str] = {
    "nl": "Vraag de aanbieder wat het kost voor de hele klas.",
    "en": "Ask the provider what it costs for the whole class.",
}
FREE_CLASS_SENTENCE: Mapping[str, str] = {
    "nl": "Vraag de aanbieder of er andere kosten zijn, zoals de reis.",
    "en": "Ask the provider whether there are other costs, such as travel.",
}
"""In its place for what a class does: passes and funds of families pay nothing there."""

INDICATIVE: Mapping[str, str] = {
    "nl": "Dit is een indicatie. Vraag de prijs na bij de aanbieder.",
    "en": "This is an indication. Check the price with the provider.",
}

NOT_APPLIED: Mapping[NotApplied, Mapping[str, str]] = {
    NotApplied.NOT_ACCEPTED: {
        "nl": "Van deze pas weten we niet of je hem hier kunt gebruiken. Vraag het de aanbieder.",
        "en": "We do not know whether you can use this pass here. Ask the provider.",
    },
    NotApplied.OTHER_RESIDENTS: {
        "nl": "Deze pas geldt hier alleen voor mensen uit een andere gemeente.",
        "en": "Here this pass is only for people from another municipality.",
    },
    NotApplied.NO_GAIN: {
        "nl": "Met deze pas wordt het hier niet goedkoper.",
        "en": "This pass does not make it cheaper here.",
    },
}

_EFFECT: Mapping[PassEffect, Mapping[str, str]] = {
    PassEffect.FREE: {"nl": "Gratis met {name}.", "en": "Free with {name}."},
    PassEffect.DISCOUNT: {"nl": "Korting met {name}.", "en": "Discount with {name}."},
    PassEffect.PRICE: {"nl": "Vaste prijs met {name}.", "en": "Fixed price with {name}."},
}


def class_sentence(cost: str, lang: str) -> str:
    """What a teacher must ask about money."""
    return (FREE_CLASS_SENTENCE if cost == Cost.FREE else CLASS_SENTENCE)[language_of(lang)]


def language_of(lang: str) -> str:
    """The language these sentences exist in."""
    return "en" if lang == "en" else "nl"


def write_euros(cents: int, lang: str) -> str:
    """€ 7,50 in Dutch, €7.50 in English; whole euros without cents."""
    euros, rest = divmod(cents, 100)
    if lang == "en":
        return f"€{euros}.{rest:02d}" if rest else f"€{euros}"
    return f"€ {euros},{rest:02d}" if rest else f"€ {euros}"


def write_price(price: FamilyPrice, lang: str) -> str:
    """One to three short sentences: what it costs per session, over a season, and with the pass. Always indicative."""
    lang = language_of(lang)
    parts = [_write_amount(price, lang)]
    if price.applied is not None:
        parts.append(_EFFECT[price.applied.accepted.effect][lang].format(name=name_of(price.applied)))
    if price.cost != Cost.FREE:
        parts.append(INDICATIVE[lang])
    return " ".join(parts)


def name_of(applied: PassApplied) -> str:
    """The name of the pass, its id when it is not known."""
    return applied.accepted.pass_id if applied.facts is None else applied.facts.name


def _write_amount(price: FamilyPrice, lang: str) -> str:
    is_english = lang == "en"
    if price.cost == Cost.FREE:
        return "It is free." if is_english else "Het is gratis."
    if price.per_session is None and price.per_season is None:
        if price.cost == Cost.PAID:
            return "It costs money. We do not know how much." if is_english else "Het kost geld. We weten niet hoeveel."
        return "We do not know what it costs." if is_english else "We weten niet wat het kost."
    if price.per_session == 0:
        return "For you it costs nothing." if is_english else "Voor jullie kost het niets."
    least = ("at least " if is_english else "minstens ") if price.is_from else ""
    told = []
    if price.per_session is not None:
        told.append(f"{least}{write_euros(price.per_session, lang)} {'a time' if is_english else 'per keer'}")
    if price.per_season is not None:
        told.append(f"{least}{write_euros(price.per_season, lang)} {'in all' if is_english else 'in totaal'}")
    return f"{'About' if is_english else 'Ongeveer'} {', '.join(told)}."
