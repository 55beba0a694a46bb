"""What an activity costs a family, as readers get it."""

from app.domain import vocabulary as words
from app.domain.family_cost import NotApplied
from app.schemas.output_base import Code, Line, Many, Money, Output, Small, Text, about


class Amounts(Output):
    """What it comes to; null where that cannot be told, which is never zero."""

    per_session: Money | None = about("Per session.", "6.32")
    per_season: Money | None = about("Over the whole season or course.", "240.00")


class PriceLine(Amounts):
    """One stated amount and what it comes to."""

    kind: words.PriceKind = about("What it is for.", "base")
    amount: Money | None = about("Amount.", "24.00")
    amount_max: Money | None = about("Highest amount of a range.")
    per: words.PricePer = about("What one amount buys.", "month")
    times: Small | None = about("How many such terms a season.", 10)
    sessions: Small | None = about("How many sessions it buys.", 38)
    is_from: bool = about("Whether this is the lowest of several.", False)
    note: Text | None = about("In words.")


class PassInUse(Output):
    """A pass the caller named and the provider takes."""

    id: Code = about("Id of the pass.", "ooievaarspas-den-haag")
    name: Line = about("Name.", "Ooievaarspas")
    effect: words.PassEffect = about("free, discount or price.", "free")
    limits: Text | None = about("How often.", "1 sport en 1 keer cultuur")
    conditions: Text | None = about("What one must do.", "Laat de pas zien.")
    residents_of: Many[Line] = about("Only for residents of these areas.", ["GM0518"])
    confidence: Line | None = about("How sure the facts about the pass are.", "verified in a stored page")
    checked_on: Line | None = about("When they were last checked: a day, month or year.", "2024-04-11")
    doubt: Text | None = about("Why it may be different now.")


class PassNotInUse(Output):
    """A named pass that changes nothing here."""

    pass_id: Code = about("Id of the pass.", "u-pas-utrecht")
    reason: NotApplied = about("Why.", "notAccepted")
    text: Line = about("The same in words.", "Met deze pas wordt het hier niet goedkoper.")


class FamilyPrice(Amounts):
    """What it costs this family: an indication, out of what the provider stated and what the caller named."""

    cost: words.Cost = about("free, paid or unknown; unknown is never free.", "paid")
    currency: Code = about("ISO 4217.", "EUR")
    is_indicative: bool = about("Always true: ask the provider.", True)
    is_from: bool = about("Whether it is the least one pays.", False)
    without_pass: Amounts = about("The same without any pass.")
    # `pass` is a word of the language, hence the alias.
    pass_: PassInUse | None = about("The named pass that helps most.", alias="pass")
    not_applied: Many[PassNotInUse] = about("Named passes that change nothing.")
    lines: Many[PriceLine] = about("Prices of taking part.")
    apart: Many[PriceLine] = about("Paid beside it: registration, deposit, materials, equipment.")
    text: Text = about("In words.", "Ongeveer € 6,32 per keer, € 240 in totaal. Dit is een indicatie.")
    note: Text = about("About help with money; the same for every family.")
