"""What makes a price payable: public facts about passes, schemes and funds, and which of them fit an activity.

Nothing is claimed beyond its own area. Who lives where decides about schemes and funds, since they belong to a child;
a pass also needs a provider of its own area, since that is where it is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

COUNTRY: Final = "NL"
ADULT_YEARS = 18

Text = Mapping[str, str]
"""A text by language, `nl` and `en`; empty when there is none."""

SWIMMING, SPORT, CULTURE, SCHOOL, OUTINGS = "swimming", "sport", "culture", "school", "outings"

PAID_AS: Mapping[str, tuple[str, ...]] = {
    "swimming": (SWIMMING, SPORT),
    "sport": (SPORT,),
    "dance": (CULTURE,),
    "music": (CULTURE,),
    "theatre": (CULTURE,),
    "visual_arts": (CULTURE,),
    "literature": (CULTURE,),
    "film_photo": (CULTURE,),
    "making": (CULTURE,),
    "media": (CULTURE,),
    "heritage": (CULTURE,),
    "homework": (SCHOOL,),
    "dutch_practice": (SCHOOL,),
}
"""Theme -> the words arrangements use for what they pay (`pays` in passes_and_funds.csv). A child theme that is not
here counts as its top. Reading of the sources: funds for "culture" name dance, music, drawing, theatre, circus, film
and fashion lessons; swimming lessons stand apart, and count as sport where nothing is said about them."""

PAID_AFTER_ASKING = (CULTURE, SPORT, OUTINGS)
"""For every other theme (nature, science, technology, cooking …) no arrangement says yes or no: those that pay for
things like it are named, with the advice to ask."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One pass, scheme, fund or programme that may be shown.

    areas: gemeente codes it holds for, `NL` for the whole country. age_*: completed years, inclusive. effect: free,
    discount or budget. checked_on: a date, month or year, as sure as the source is. doubt: why it may be different now,
    empty when it is sure. is_for_activities: it pays for taking part in something.
    """

    id: str
    arrangement: str
    name: str
    kind: str
    areas: tuple[str, ...]
    pays: tuple[str, ...]
    asked_by: tuple[str, ...]
    effect: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    must_provider_join: bool | None = None
    is_for_activities: bool = True
    confidence: str | None = None
    checked_on: str | None = None
    how: Text = field(default_factory=dict)
    for_whom: Text = field(default_factory=dict)
    limits: Text = field(default_factory=dict)
    doubt: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Payer:
    """For whom it must be paid: children of these ages in completed years (none named: anybody under eighteen) who live
    in `residence` (None: where the activity is), or a class."""

    residence: str | None = None
    ages: tuple[int, ...] = ()
    is_class: bool = False


ANYBODY, CLASS = Payer(), Payer(is_class=True)


@dataclass(frozen=True, slots=True)
class PaidAs:
    """The words under which an activity may be paid. is_sure: its theme says so; else it has to be asked."""

    words: tuple[str, ...]
    is_sure: bool


def paid_as(themes: Iterable[str], broader: Mapping[str, str]) -> PaidAs:
    """Under which words arrangements may pay for an activity with these themes. `broader`: child theme -> its top."""
    found: dict[str, None] = {}
    for theme in themes:
        words = PAID_AS.get(theme) or PAID_AS.get(broader.get(theme, theme), ())
        found.update(dict.fromkeys(words))
    return PaidAs(tuple(found), True) if found else PaidAs(PAID_AFTER_ASKING, False)


def find_help(
    arrangements: Iterable[Arrangement], paid: PaidAs, gemeente: str | None, payer: Payer = ANYBODY
) -> tuple[Arrangement, ...]:
    """The arrangements that may pay for something in `gemeente` (None: nowhere, as at home), local ones first.

    What a class does is a matter of school, whatever its theme. A national arrangement is left out where a local one
    carries its name.
    """
    words = {*paid.words, SCHOOL} if payer.is_class else set(paid.words)
    fitting = [each for each in arrangements if is_meant_for(each, payer) and not words.isdisjoint(each.pays)]
    local = [each for each in fitting if _holds_for(each, gemeente, payer)]
    known = {each.arrangement for each in local}
    return (*local, *(each for each in fitting if COUNTRY in each.areas and each.arrangement not in known))


def find_paid_words(
    arrangements: Iterable[Arrangement], gemeente: str | None, payer: Payer = ANYBODY
) -> frozenset[str]:
    """The words under which anything in `gemeente` may be paid: `find_help` finds something for these and no others."""
    fitting = [each for each in arrangements if is_meant_for(each, payer)]
    held = [each for each in fitting if COUNTRY in each.areas or _holds_for(each, gemeente, payer)]
    return frozenset(word for each in held for word in each.pays)


def is_meant_for(facts: Arrangement, payer: Payer) -> bool:
    """Whether it pays for any child of these ages to take part; for a class, whether it is money for schools like this.

    What only the school can ask for is for schools and for no family. What is free at some schools (a programme with
    effect free) is an offer of its own, not a way to pay for another.
    """
    if facts.kind == "programme" and facts.effect == "free":
        return False
    if payer.is_class is not (facts.asked_by == ("school",)) or not (payer.is_class or facts.is_for_activities):
        return False
    if not payer.ages:
        return facts.age_min is None or facts.age_min < ADULT_YEARS
    low, high = facts.age_min or 0, facts.age_max
    fitting = [low <= age and (high is None or age <= high) for age in payer.ages]
    return all(fitting) if payer.is_class else any(fitting)


def _holds_for(facts: Arrangement, gemeente: str | None, payer: Payer) -> bool:
    return (payer.residence or gemeente) in facts.areas and _holds_at(facts, gemeente)


def _holds_at(facts: Arrangement, gemeente: str | None) -> bool:
    return facts.kind != "pass" or gemeente is None or gemeente in facts.areas


def put_named_first(arrangements: Sequence[Arrangement], named: Iterable[str]) -> tuple[Arrangement, ...]:
    """Those the caller named before the others; their order is otherwise kept."""
    wanted = frozenset(named)
    return tuple(sorted(arrangements, key=lambda each: each.id not in wanted))


ASK_FIRST: Text = {
    "nl": "Vraag eerst of dit ook voor deze activiteit geldt.",
    "en": "Ask first whether this also holds for this activity.",
}
