"""What an activity costs the family that asks, out of its document or card."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.catalogue.reference import Reference
from app.domain.arrangements import Payer
from app.domain.family_cost import FamilyPrice, FamilySituation, price_for_family
from app.domain.vocabulary import Cost
from app.schemas.draft_parts import AcceptsIn, PriceIn
from app.services.help import HelpWriter

Wire = Mapping[str, Any]


def make_situation(
    reference: Reference, passes: Iterable[str] = (), *, gemeente: str | None = None, age: int | None = None
) -> FamilySituation:
    """What the caller named. A pass by its id or by the name of its arrangement (ooievaarspas): then every pass of that
    arrangement, since which gemeente issued it decides what it does."""
    ids = dict.fromkeys(found for named in passes for found in (reference.pass_ids(named) or (named,)))
    return FamilySituation(tuple(ids), gemeente, age)


def price_activity(item: Wire, helper: HelpWriter, situation: FamilySituation) -> FamilyPrice:
    """The price of a stored or served document; of a card too, which knows nothing of accepted passes."""
    place = item.get("place") or {}
    gemeente = (place.get("gemeente") or {}).get("code")
    return price_for_family(
        [PriceIn.model_validate(price).to_draft() for price in item["prices"]],
        Cost(item["cost"]),
        [AcceptsIn.model_validate(accepted).to_draft() for accepted in item.get("accepts", ())],
        helper.arrangements(gemeente, item["themes"], _payer_of(situation)),
        situation,
    )


def _payer_of(situation: FamilySituation) -> Payer:
    return Payer(situation.gemeente, () if situation.age is None else (situation.age,))
