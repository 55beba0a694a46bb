"""What one activity costs, line by line: nothing that must be paid is left out, and unknown is never free."""

from collections.abc import Mapping
from typing import Any

from app.domain.money_texts import MONEY_SENTENCE, language_of, write_euros
from app.domain.pricing import session_price
from app.domain.vocabulary import Cost
from app.schemas.draft_parts import PriceIn
from app.schemas.labels import label_of
from app.web.activity_words import PRICE_KINDS, count_words, page_words
from app.web.cards import PER, say

Wire = Mapping[str, Any]


def tell_cost(item: Wire, pass_names: Mapping[str, str], area_names: Mapping[str, str], lang: str) -> list[str]:
    """Every stated amount, what it comes to each time, what a pass does, and what one signs up for."""
    words = page_words(lang)
    lines = [label_of("cost", item["cost"], lang)] if not _states_base(item) else []
    lines += [_tell_price(price, lang) for price in item["prices"]]
    lines += _tell_per_time(item, lang)
    if item["freeTrial"]:
        lines.append(words["free_trial"])
    trial = item["enrolment"]["trial"]
    if trial is not None and trial["count"] and trial["amount"] is not None and not item["freeTrial"]:
        lines.append(words["trial"].format(count=trial["count"], amount=euros(trial["amount"], lang)))
    lines += [_tell_pass(accepted, pass_names, area_names, lang) for accepted in item["accepts"]]
    lines += _tell_commitment(item["commitment"] or {}, lang)
    return lines


def tell_help(item: Wire, lang: str) -> list[str]:
    """The same sentence for every family, then each way to have it paid: what it is, how to ask and who asks."""
    words = page_words(lang)
    lines = [] if item["cost"] == Cost.FREE else [MONEY_SENTENCE[language_of(lang)]]
    for helping in item["help"]:
        asked = [words[f"asked_{who}"] for who in helping["askedBy"] if f"asked_{who}" in words]
        parts = [f"{helping['name']}.", helping["how"], *asked, helping["doubt"] or ""]
        lines.append(" ".join(part for part in parts if part))
    return lines


def euros(amount: str, lang: str) -> str:
    """An amount of the wire, such as 7.50, as people write it."""
    return write_euros(round(float(amount) * 100), lang)


def _states_base(item: Wire) -> bool:
    return any(price["kind"] == "base" and price["amount"] is not None for price in item["prices"])


def _tell_price(price: Wire, lang: str) -> str:
    kind = PRICE_KINDS.get(price["kind"])
    if price["amount"] is None and price["note"] and kind is not None:
        return f"{say(lang, *kind)}: {price['note']}"
    amount = label_of("cost", "unknown", lang) if price["amount"] is None else euros(price["amount"], lang)
    if price["amountMax"] is not None:
        amount += say(lang, " tot ", " to ") + euros(price["amountMax"], lang)
    start = say(lang, "vanaf ", "from ") if price["isFrom"] else ""
    told = f"{start}{amount} {say(lang, *PER.get(price['per'], ('', '')))}".strip()
    if price["sessions"] and price["per"] != "session":
        told += say(lang, f" ({price['sessions']} keer)", f" ({price['sessions']} times)")
    told = told[0].upper() + told[1:] if kind is None else f"{say(lang, *kind)}: {told}"
    return f"{told}. {price['note']}" if price["note"] else f"{told}."


def _tell_per_time(item: Wire, lang: str) -> list[str]:
    """What cannot be compared is not made up."""
    base = [price for price in item["prices"] if price["kind"] == "base"]
    if item["cost"] != Cost.PAID or all(price["per"] == "session" for price in base):
        return []
    cents = session_price([PriceIn.model_validate(price).to_draft() for price in base], Cost.PAID)
    return [] if cents is None else [page_words(lang)["per_time"].format(amount=write_euros(cents, lang))]


def _tell_pass(accepted: Wire, names: Mapping[str, str], areas: Mapping[str, str], lang: str) -> str:
    effect, value = accepted["effect"], accepted["value"]
    shown = euros(value, lang) if effect == "price" and value is not None else value
    name = names.get(accepted["passId"], accepted["passId"])
    told = [page_words(lang)[f"with_pass_{effect}"].format(name=name, value=shown)]
    if accepted["limit"]:
        told.append(say(lang, "Grens: ", "Limit: ") + accepted["limit"].rstrip(".") + ".")
    if accepted["conditions"]:
        told.append(accepted["conditions"])
    if accepted["residentsOf"]:
        places = ", ".join(areas.get(code, code) for code in accepted["residentsOf"])
        told.append(say(lang, f"Alleen voor wie woont in {places}.", f"Only for who lives in {places}."))
    return " ".join(told)


def _tell_commitment(commitment: Wire, lang: str) -> list[str]:
    words, told = page_words(lang), []
    if commitment.get("minimumMonths"):
        told.append(words["minimum_months"].format(months=count_words("months", commitment["minimumMonths"], lang)))
    if commitment.get("noticeMonths"):
        told.append(words["notice_months"].format(months=count_words("months", commitment["noticeMonths"], lang)))
    if commitment.get("renewsItself"):
        told.append(words["renews"])
    return told
