"""What an activity costs this family, as an answer shows it: amounts in euro, what they come from, and in words."""

from typing import Any

from app.domain.arrangements import Arrangement
from app.domain.family_cost import FamilyPrice, PassApplied, PriceLine
from app.domain.money_texts import MONEY_SENTENCE, NOT_APPLIED, language_of, write_price
from app.schemas.times import money_text

Wire = dict[str, Any]


def write_family_price(price: FamilyPrice, lang: str) -> Wire:
    """The member `price` of a next step (`output_money.FamilyPrice`). `help` stands beside it, not in it."""
    lang = language_of(lang)
    return {
        "cost": price.cost,
        "currency": "EUR",
        "isIndicative": True,
        "isFrom": price.is_from,
        "perSession": money_text(price.per_session),
        "perSeason": money_text(price.per_season),
        "withoutPass": {
            "perSession": money_text(price.full_per_session),
            "perSeason": money_text(price.full_per_season),
        },
        "pass": None if price.applied is None else _pass(price.applied, lang),
        "notApplied": [
            {"passId": pass_id, "reason": reason, "text": NOT_APPLIED[reason][lang]}
            for pass_id, reason in price.not_applied
        ],
        "lines": [_line(line) for line in price.lines],
        "apart": [_line(line) for line in price.apart],
        "text": write_price(price, lang),
        "note": MONEY_SENTENCE[lang],
    }


def _line(line: PriceLine) -> Wire:
    price = line.price
    return {
        "kind": price.kind,
        "amount": money_text(price.amount),
        "amountMax": money_text(price.amount_max),
        "per": price.per,
        "times": price.times,
        "sessions": price.sessions,
        "isFrom": price.is_from,
        "note": price.note,
        "perSession": money_text(line.per_session),
        "perSeason": money_text(line.per_season),
    }


def _pass(applied: PassApplied, lang: str) -> Wire:
    accepted, facts = applied.accepted, applied.facts
    return {
        "id": accepted.pass_id,
        "name": accepted.pass_id if facts is None else facts.name,
        "effect": accepted.effect,
        "limits": accepted.limit or (facts.limits.get(lang) if facts else None),
        "conditions": accepted.conditions,
        "residentsOf": list(accepted.residents_of),
        "confidence": facts.confidence if facts else None,
        "checkedOn": facts.checked_on if facts else None,
        "doubt": facts.doubt.get(lang) if facts else None,
    }


def write_help(facts: Arrangement, lang: str, doubt: str | None = None) -> Wire:
    """One way to have something paid (`output_parts.Help`). `doubt`: a further reason to ask first."""
    lang = language_of(lang)
    doubts = [text for text in (doubt, facts.doubt.get(lang)) if text]
    return {
        "id": facts.id,
        "name": facts.name,
        "kind": facts.kind,
        "how": facts.how.get(lang) or facts.how.get("nl") or "",
        "askedBy": list(facts.asked_by),
        "doubt": " ".join(doubts) or None,
    }
