"""What HSDS says about money: cost options with amounts, and fees in words."""

from collections.abc import Mapping
from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import first_text
from app.importers.hsds_tables import Record, records
from app.importers.moments import read_moment
from app.importers.money_text import unit_of
from app.importers.price_reading import (
    add_price,
    kind_of_tariff,
    read_cents,
    read_currency,
    says_nothing,
    set_price_text,
    settle_cost,
)

_WORDS = ("option", "amount_description", "description")


def set_costs(item: Mapping[str, Any], said: list[str], builder: DraftBuilder) -> None:
    """Amounts of the cost options that hold today; else the fees in words, `said` being those of attributes."""
    for option in records(item.get("cost_options")):
        _add_option(option, builder)
    if builder.members.get("prices"):
        settle_cost(builder)
        return
    words = dict.fromkeys(
        [*(text for name in ("fees_description", "fees") if (text := first_text(item.get(name)))), *said]
    )
    for text in words:
        if not says_nothing(text):
            set_price_text(builder, text, "session")


def _add_option(option: Record, builder: DraftBuilder) -> None:
    cents, name = read_cents(option.get("amount")), first_text(*(option.get(one) for one in _WORDS))
    last = read_moment(first_text(option.get("valid_to")))
    if last is not None and last.day < builder.context.now.date():
        builder.warn("price-over", value=f"{option.get('amount')} {name or ''}".strip(), used=last.day)
        return
    if cents is None:
        if name:
            set_price_text(builder, name, "session")
        elif option.get("amount") not in (None, ""):
            builder.warn("price-unreadable", value=option.get("amount"))
        return
    lines = [text for one in _WORDS if (text := first_text(option.get(one)))]
    per = next((unit for text in lines if (unit := unit_of(text.lower()))), "session")
    currency = read_currency(option.get("currency"))
    add_price(builder, cents, per=per, kind=kind_of_tariff(name), currency=currency, name=name)
