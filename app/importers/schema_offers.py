"""Offers of schema.org and OpenActive: one, a list, from–to, with the price in another object, or only a word."""

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import read_line
from app.importers.price_reading import (
    add_price,
    kind_of_tariff,
    read_cents,
    read_currency,
    says_more,
    set_price_text,
    settle_cost,
)
from app.importers.schema_nodes import Node, as_list, as_nodes, bare_name, member_text, text_of, url_of
from app.importers.schema_units import unit_of_offer

SOLD_OUT = frozenset({"SoldOut", "OutOfStock", "Discontinued"})
MOST_OFFERS = 60


def set_offers(node: Node, builder: DraftBuilder, per: str, *, is_part: bool = False) -> None:
    """Prices, cost and whether it is full. `per`: what an amount buys when the offer does not say. `is_part`: one date
    of several, which does not fill them all."""
    offers = _offers_of(node)
    for offer in offers:
        _add_offer(offer, builder, per)
    for text in (item for item in as_list(node.get("offers")) if isinstance(item, str | int | float)):
        _add_plain(text, builder, per)
    stated = [_read_flag(source.get("isAccessibleForFree")) for source in (node, *offers)]
    is_free = True if True in stated and False not in stated else (False if stated[0] is False else None)
    if any(text_of(offer.get("category")) in ("Free", "free") for offer in offers):
        is_free = True
    settle_cost(builder, is_free)
    if not is_part:
        _set_availability(offers, node, builder)


def _offers_of(node: Node) -> list[Node]:
    return [offer for name in ("offers", "offer") for offer in _flat(node.get(name))][:MOST_OFFERS]


def is_sold_out(node: Node) -> bool:
    """Whether every offer says that nothing is left."""
    states = [bare_name(text_of(offer.get("availability")) or "") for offer in _offers_of(node)]
    return bool(states) and all(state in SOLD_OUT for state in states)


def _flat(value: object) -> list[Node]:
    """The offers that hold a price; an aggregate gives its own offers when they have prices."""
    found: list[Node] = []
    for offer in as_nodes(value)[:MOST_OFFERS]:
        inner = [one for one in as_nodes(offer.get("offers")) if _price_text(one) is not None]
        found.extend(inner or [offer])
    return found


def _price_text(offer: Node) -> object:
    """The value of the first member that states an amount."""
    sources = [offer, *as_nodes(offer.get("priceSpecification"))]
    for source in sources:
        for name in ("price", "lowPrice", "minPrice", "highPrice", "maxPrice"):
            value = source.get(name)
            if value is not None and value != "" and not isinstance(value, dict | list):
                return value
    return None


def _add_offer(offer: Node, builder: DraftBuilder, per: str) -> None:
    given = _price_text(offer)
    if given is None or not read_line(given):
        return
    specifications = as_nodes(offer.get("priceSpecification"))
    cents = read_cents(given)
    name = member_text(offer, "name", "description")
    if cents is None:
        _add_plain(given, builder, per)
        return
    if says_more(given):
        set_price_text(builder, given, per)
        return
    tops = [source.get(member) for source in (offer, *specifications) for member in ("highPrice", "maxPrice")]
    most = next((top for value in tops if (top := read_cents(value)) is not None), None)
    currency = next(
        (source["priceCurrency"] for source in (offer, *specifications) if source.get("priceCurrency")), None
    )
    kind = "reduced" if _is_for_the_old(offer) else kind_of_tariff(name)
    per = unit_of_offer(offer) or per
    add_price(
        builder, cents, per=per, most=most, kind=kind, currency=read_currency(text_of(currency), given), name=name
    )


def _add_plain(value: object, builder: DraftBuilder, per: str) -> None:
    """An amount or words in place of an offer; a link says nothing about the price."""
    cents, line = read_cents(value), read_line(value)
    if cents is not None and not says_more(value):
        add_price(builder, cents, per=per, currency=read_currency(None, value))
    elif line and "://" not in line:
        set_price_text(builder, line, per)


def _is_for_the_old(offer: Node) -> bool:
    """A tariff from an age that no child has."""
    limits = [limit.get("minValue") for limit in as_nodes(offer.get("ageRestriction"))]
    return any(isinstance(limit, int | float) and limit >= 18 for limit in limits)


def _read_flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    word = bare_name(value).lower() if isinstance(value, str) else ""
    return {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}.get(word)


def _set_availability(offers: list[Node], node: Node, builder: DraftBuilder) -> None:
    states = {bare_name(text_of(offer.get("availability")) or "") for offer in offers}
    if is_sold_out(node):
        builder.set_enrolment(status="full")
    elif states == {"BackOrder"}:
        builder.set_enrolment(status="waitlist")
    link = next((address for offer in offers if (address := url_of(offer.get("url")))), None)
    if link and link != url_of(node.get("url")):
        builder.set_enrolment(url=link)
