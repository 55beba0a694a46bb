"""What an activity costs a family, and what may pay it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.arrangements import (
    CLASS,
    PAID_AFTER_ASKING,
    Arrangement,
    PaidAs,
    Payer,
    find_help,
    find_paid_words,
    paid_as,
    put_named_first,
)
from app.domain.draft_parts import AcceptsDraft, PriceDraft
from app.domain.family_cost import FamilyPrice, FamilySituation, NotApplied, price_for_family
from app.domain.money_texts import MONEY_SENTENCE, write_price
from app.domain.pricing import session_price
from app.domain.vocabulary import Cost, PassEffect, PriceKind, PricePer

MONTHLY = PriceDraft(2400, PricePer.MONTH, times=10, sessions=38)
OOIEVAARS = AcceptsDraft("ooievaarspas-den-haag", PassEffect.FREE, limit="1 sport en 1 keer cultuur")


def fund(name: str = "jeugdfonds", **changes: Any) -> Arrangement:
    values: dict[str, Any] = {
        "id": name, "arrangement": name, "name": name.title(), "kind": "fund", "areas": ("NL",),
        "pays": ("sport", "culture"), "asked_by": ("intermediary",),
    }  # fmt: skip
    return Arrangement(**(values | changes))


def price(*prices: PriceDraft, cost: Cost = Cost.PAID, accepts: Any = (), **named: Any) -> FamilyPrice:
    return price_for_family(prices, cost, accepts, (fund(),), FamilySituation(**named))


def test_a_month_is_compared_per_session_and_told_per_season() -> None:
    found = price(MONTHLY)
    assert (found.per_session, found.per_season) == (632, 24_000)
    assert write_price(found, "nl") == (
        "Ongeveer € 6,32 per keer, € 240 in totaal. Dit is een indicatie. Vraag de prijs na bij de aanbieder."
    )


@pytest.mark.parametrize(
    ("line", "session", "season"),
    [
        (PriceDraft(750, PricePer.SESSION), 750, None),
        (PriceDraft(750, PricePer.SESSION, sessions=10), 750, 7500),
        (PriceDraft(6000, PricePer.COURSE, sessions=8), 750, 6000),
        (PriceDraft(5000, PricePer.CARD, sessions=10), 500, None),
        (PriceDraft(12_000, PricePer.SEASON), None, 12_000),
        (PriceDraft(9000, PricePer.TERM, times=3, sessions=30), 900, 27_000),
        (PriceDraft(2400, PricePer.MONTH), None, None),
        (PriceDraft(None, PricePer.COURSE, sessions=8), None, None),
        (PriceDraft(10_000, PricePer.GROUP), None, None),
        (PriceDraft(6000, PricePer.COURSE, sessions=8, currency="GBP"), None, None),
    ],
)
def test_each_kind_of_price_comes_to_so_much(line: PriceDraft, session: int | None, season: int | None) -> None:
    found = price(line)
    assert (found.per_session, found.per_season) == (session, season)


def test_registration_deposit_and_materials_stand_apart() -> None:
    beside = [PriceDraft(1500, PricePer.ONCE, kind) for kind in (PriceKind.REGISTRATION, PriceKind.DEPOSIT)]
    found = price(MONTHLY, *beside, PriceDraft(500, PricePer.ONCE, PriceKind.MATERIALS))
    assert found.per_season == 24_000
    assert [line.price.amount for line in found.apart] == [1500, 1500, 500]
    assert [line.price for line in found.lines] == [MONTHLY]


def test_unknown_cost_is_never_free_and_what_is_free_needs_no_help() -> None:
    unknown = price(cost=Cost.UNKNOWN)
    assert unknown.per_session is None
    assert unknown.help == (fund(),)
    assert write_price(unknown, "nl").startswith("We weten niet wat het kost.")
    free = price(cost=Cost.FREE)
    assert (free.per_session, free.per_season, free.help) == (0, 0, ())


def test_a_named_pass_that_is_taken_counts_and_its_limit_is_told() -> None:
    found = price(MONTHLY, accepts=(OOIEVAARS,), passes=("ooievaarspas-den-haag",))
    assert (found.per_session, found.per_season) == (0, 0)
    assert (found.full_per_session, found.full_per_season) == (632, 24_000)
    assert found.applied is not None
    assert found.applied.accepted.limit == "1 sport en 1 keer cultuur"


def test_a_pass_nobody_named_or_the_provider_does_not_take_changes_nothing() -> None:
    assert price(MONTHLY, accepts=(OOIEVAARS,)).per_session == 632
    found = price(MONTHLY, passes=("u-pas-utrecht",))
    assert (found.per_session, found.applied) == (632, None)
    assert found.not_applied == (("u-pas-utrecht", NotApplied.NOT_ACCEPTED),)


def test_a_pass_for_residents_is_not_given_to_others() -> None:
    accepted = (replace(OOIEVAARS, residents_of=("GM0518",)),)
    passes = ("ooievaarspas-den-haag",)
    assert price(MONTHLY, accepts=accepted, passes=passes, gemeente="GM0518").per_session == 0
    refused = price(MONTHLY, accepts=accepted, passes=passes, gemeente="GM0603")
    assert refused.per_session == 632
    assert refused.not_applied == (("ooievaarspas-den-haag", NotApplied.OTHER_RESIDENTS),)


@pytest.mark.parametrize(
    ("effect", "value", "session", "season"),
    [
        (PassEffect.DISCOUNT, 50, 316, 12_000),
        (PassEffect.DISCOUNT, None, 632, 24_000),
        (PassEffect.PRICE, 100, 100, 3800),
        (PassEffect.PRICE, 900, 632, 24_000),
        (PassEffect.FREE, None, 0, 0),
    ],
)
def test_each_effect_of_a_pass(effect: PassEffect, value: int | None, session: int, season: int) -> None:
    found = price(MONTHLY, accepts=(AcceptsDraft("pas", effect, value),), passes=("pas",))
    assert (found.per_session, found.per_season) == (session, season)


def test_the_pass_that_helps_most_is_used_and_the_other_is_told_to_add_nothing() -> None:
    accepts = (AcceptsDraft("half", PassEffect.DISCOUNT, 50), AcceptsDraft("one", PassEffect.PRICE, 100))
    found = price(MONTHLY, accepts=accepts, passes=("half", "one"))
    assert found.per_session == 100
    assert found.not_applied == (("half", NotApplied.NO_GAIN),)


AMOUNTS = st.integers(0, 50_000)
PRICES = st.lists(
    st.builds(
        PriceDraft,
        amount=st.none() | AMOUNTS,
        per=st.sampled_from(PricePer),
        kind=st.sampled_from(PriceKind),
        times=st.none() | st.integers(1, 12),
        sessions=st.none() | st.integers(1, 45),
    ),
    max_size=4,
)
ACCEPTS = st.lists(
    st.one_of(
        st.builds(AcceptsDraft, st.sampled_from("abc"), st.just(PassEffect.FREE)),
        st.builds(AcceptsDraft, st.sampled_from("abc"), st.just(PassEffect.DISCOUNT), st.integers(0, 100)),
        st.builds(AcceptsDraft, st.sampled_from("abc"), st.just(PassEffect.PRICE), AMOUNTS),
    ),
    max_size=4,
)
COSTS = st.sampled_from(Cost)
NAMED = st.lists(st.sampled_from("abcd"), unique=True).map(tuple)


@given(PRICES, COSTS, ACCEPTS, NAMED)
def test_no_amount_is_below_free_and_every_amount_is_whole_cents(
    prices: list[PriceDraft], cost: Cost, accepts: list[AcceptsDraft], named: tuple[str, ...]
) -> None:
    found = price(*prices, cost=cost, accepts=accepts, passes=named)
    for cents in (found.per_session, found.per_season, found.full_per_session, found.full_per_season):
        assert cents is None or (type(cents) is int and cents >= 0)
    assert found.full_per_session == session_price(prices, cost)
    if cost != Cost.FREE:
        assert found.help
    if cost == Cost.UNKNOWN and not prices and found.applied is None:
        assert found.per_session is None


@given(PRICES, COSTS, ACCEPTS, NAMED, st.sampled_from("abcd"))
def test_naming_one_more_pass_never_makes_it_dearer(
    prices: list[PriceDraft], cost: Cost, accepts: list[AcceptsDraft], named: tuple[str, ...], more: str
) -> None:
    before = price(*prices, cost=cost, accepts=accepts, passes=named)
    after = price(*prices, cost=cost, accepts=accepts, passes=tuple(dict.fromkeys((*named, more))))
    if before.per_session is not None:
        assert after.per_session is not None
        assert after.per_session <= before.per_session
    assert after.full_per_session == before.full_per_session


@given(st.integers(0, 50_000), st.integers(0, 5_000), ACCEPTS, NAMED)
def test_a_higher_price_is_never_cheaper_for_the_family(
    amount: int, more: int, accepts: list[AcceptsDraft], named: tuple[str, ...]
) -> None:
    line = PriceDraft(amount, PricePer.COURSE, sessions=9)
    low = price(line, accepts=accepts, passes=named)
    high = price(replace(line, amount=amount + more), accepts=accepts, passes=named)
    assert low.per_session is not None
    assert high.per_session is not None
    assert low.per_session <= high.per_session


@given(PRICES, COSTS, ACCEPTS, NAMED)
def test_every_named_pass_is_either_used_or_explained(
    prices: list[PriceDraft], cost: Cost, accepts: list[AcceptsDraft], named: tuple[str, ...]
) -> None:
    found = price(*prices, cost=cost, accepts=accepts, passes=named)
    told = [name for name, _ in found.not_applied]
    used = [] if found.applied is None else [found.applied.accepted.pass_id]
    assert sorted(told + used) == sorted(named)


def test_the_sentence_about_money_is_one_for_all() -> None:
    assert set(MONEY_SENTENCE) == {"nl", "en"}


BROADER = {"football": "sport", "swimming": "sport", "singing": "music", "robots": "technology"}


@pytest.mark.parametrize(
    ("themes", "words"),
    [
        (("football",), ("sport",)),
        (("sport",), ("sport",)),
        (("swimming",), ("swimming", "sport")),
        (("singing", "football"), ("culture", "sport")),
        (("robots", "singing"), ("culture",)),
    ],
)
def test_a_theme_says_under_which_words_it_is_paid(themes: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert paid_as(themes, BROADER).words == words
    assert paid_as(themes, BROADER).is_sure


@pytest.mark.parametrize("themes", [(), ("robots",)])
def test_where_no_arrangement_names_the_theme_it_has_to_be_asked(themes: tuple[str, ...]) -> None:
    assert paid_as(themes, BROADER).words == PAID_AFTER_ASKING
    assert not paid_as(themes, BROADER).is_sure


SPORT = paid_as(("sport",), {})
HAGUE = fund("ooievaarspas", kind="pass", areas=("GM0518",))
RIJSWIJK = fund("ooievaarspas", id="ooievaarspas-rijswijk", kind="pass", areas=("GM0603",))
LOCAL = fund("jeugdfonds", id="jeugdfonds-den-haag", areas=("GM0518",))
COUNTRY = fund("jeugdfonds")


def test_no_arrangement_of_one_municipality_is_claimed_for_another() -> None:
    everything = (HAGUE, RIJSWIJK, LOCAL, COUNTRY)
    assert find_help(everything, SPORT, "GM0518") == (HAGUE, LOCAL)
    assert find_help(everything, SPORT, "GM0603") == (RIJSWIJK, COUNTRY)
    assert find_help(everything, SPORT, None) == (COUNTRY,)


def test_a_fund_follows_the_child_and_a_pass_the_provider() -> None:
    assert find_help((HAGUE, LOCAL, COUNTRY), SPORT, "GM0603", Payer("GM0518")) == (LOCAL,)
    assert find_help((RIJSWIJK, COUNTRY), SPORT, "GM0603", Payer("GM0518")) == (COUNTRY,)


def test_help_fits_the_age_and_is_about_taking_part() -> None:
    adults = fund("volwassenen", age_min=18)
    box = fund("jarige-job", is_for_activities=False)
    at_school = fund("school", kind="programme", effect="free")
    young = fund("klein", age_max=4)
    offered = (adults, box, at_school, young, COUNTRY)
    assert find_help(offered, SPORT, None) == (young, COUNTRY)
    assert find_help(offered, SPORT, None, Payer(ages=(9,))) == (COUNTRY,)
    assert find_help(offered, SPORT, None, Payer(ages=(18,))) == (adults, COUNTRY)


def test_of_several_children_help_for_any_of_them_counts() -> None:
    young, old = fund("klein", age_max=4), fund("groot", age_min=12, age_max=17)
    assert find_help((young, old), SPORT, None, Payer(ages=(3, 9))) == (young,)
    assert find_help((young, old), SPORT, None, Payer(ages=(3, 12))) == (young, old)
    assert find_help((young, old), SPORT, None, Payer(ages=(8, 9))) == ()


def test_money_for_schools_is_for_a_class_and_that_for_families_is_not() -> None:
    school = fund("schoolfonds", asked_by=("school",), pays=("school",), is_for_activities=False, age_min=4, age_max=12)
    culture = fund("cultuur-op-school", asked_by=("school",), pays=("culture",), areas=("GM0518",))
    professional = fund("kinderhulp", asked_by=("intermediary", "school"), pays=("sport", "school"))
    free = fund("rijke-schooldag", asked_by=("school",), pays=("school",), kind="programme", effect="free")
    offered = (school, culture, professional, free, HAGUE, COUNTRY)
    assert find_help(offered, SPORT, "GM0518", CLASS) == (school,)
    assert find_help(offered, paid_as(("music",), BROADER), "GM0518", CLASS) == (culture, school)
    assert find_help(offered, SPORT, "GM0518", Payer(ages=(11, 12), is_class=True)) == (school,)
    assert find_help(offered, SPORT, "GM0518", Payer(ages=(12, 13), is_class=True)) == (), "klas 1"
    assert find_help(offered, SPORT, "GM0518") == (HAGUE, professional, COUNTRY)
    assert find_help(offered, paid_as(("homework",), BROADER), "GM0518") == (professional,)


@pytest.mark.parametrize("payer", [Payer(), CLASS, Payer("GM0603"), Payer("GM0518", (3, 9)), Payer(ages=(19,))])
@pytest.mark.parametrize("gemeente", ["GM0518", "GM0603", None])
def test_the_words_that_are_paid_are_those_for_which_help_is_found(payer: Payer, gemeente: str | None) -> None:
    offered = (
        *(HAGUE, RIJSWIJK, LOCAL, COUNTRY, fund("klein", age_max=4, pays=("school",))),
        fund("schoolfonds", asked_by=("school",), pays=("outings",)),
        fund("volwassenen", age_min=18, pays=("culture",), areas=("GM0603",)),
    )
    held = find_paid_words(offered, gemeente, payer)
    for word in ("sport", "school", "outings", "culture"):
        paid = {word, "school"} if payer.is_class else {word}
        assert bool(find_help(offered, PaidAs((word,), True), gemeente, payer)) is bool(held & paid)


def test_what_the_caller_named_is_shown_first() -> None:
    assert put_named_first((COUNTRY, HAGUE), ("ooievaarspas",)) == (HAGUE, COUNTRY)
