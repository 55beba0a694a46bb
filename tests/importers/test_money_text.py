"""Prices in human words, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importers.money_text import read_money

# text, cost, prices as (amount, per, kind), codes of doubt
CASES: list[tuple[str, str | None, list[tuple[str | None, str | None, str]], list[str]]] = [
    ("€ 5,-", "paid", [("5.00", None, "base")], []),
    ("€5,--", "paid", [("5.00", None, "base")], []),
    ("€ 5.-", "paid", [("5.00", None, "base")], []),
    ("€ 5,=", "paid", [("5.00", None, "base")], []),
    ("10,-", "paid", [("10.00", None, "base")], []),
    ("5 euro", "paid", [("5.00", None, "base")], []),
    ("5 Euro's", "paid", [("5.00", None, "base")], []),
    ("EUR 17.50", "paid", [("17.50", None, "base")], []),
    ("17,50 EUR", "paid", [("17.50", None, "base")], []),
    ("€17,50", "paid", [("17.50", None, "base")], []),
    ("€1.250,00", "paid", [("1250.00", None, "base")], []),
    ("€ 1.250", "paid", [("1250.00", None, "base")], []),
    ("1,250.00 euro", "paid", [("1250.00", None, "base")], []),
    ("50 cent", "paid", [("0.50", None, "base")], []),
    ("twee euro", "paid", [("2.00", None, "base")], []),
    ("76", "paid", [("76.00", None, "base")], []),
    ("12.5", "paid", [("12.50", None, "base")], []),
    ("12,5", "paid", [("12.50", None, "base")], []),
    ("vanaf 7,50 per les", "paid", [("7.50", "session", "base")], []),
    ("2,50 p.p.", "paid", [("2.50", None, "base")], []),
    ("€ 5 per kind per keer", "paid", [("5.00", "session", "base")], []),
    ("€ 4 per middag", "paid", [("4.00", "session", "base")], []),
    ("€2 entree", "paid", [("2.00", "session", "base")], []),
    ("Losse les: € 8, maandabonnement: € 25", "paid", [("8.00", "session", "base"), ("25.00", "month", "base")], []),
    ("€ 24 per maand", "paid", [("24.00", "month", "base")], []),
    ("€ 12,50 p/m", "paid", [("12.50", "month", "base")], []),
    ("€ 12 / maand", "paid", [("12.00", "month", "base")], []),
    ("€ 150 per jaar", "paid", [("150.00", "year", "base")], []),
    ("€ 60 per half jaar", "paid", [("60.00", "halfYear", "base")], []),
    ("€ 46 per kwartaal", "paid", [("46.00", "term", "base")], []),
    ("Contributie € 200 per seizoen", "paid", [("200.00", "season", "base")], []),
    ("€ 180 per schooljaar", "paid", [("180.00", "season", "base")], []),
    ("€ 35 per dag", "paid", [("35.00", "day", "base")], []),
    ("€ 20 per uur", "paid", [("20.00", "hour", "base")], []),
    ("€ 95 per groep", "paid", [("95.00", "group", "base")], []),
    ("€ 250,- voor het hele kamp", "paid", [("250.00", "course", "base")], []),
    ("€ 60 voor 10 lessen", "paid", [("60.00", "course", "base")], []),
    ("10-rittenkaart € 75", "paid", [("75.00", "card", "base")], []),
    ("strippenkaart 10x € 75,-", "paid", [("75.00", "card", "base")], []),
    ("€ 5 p.p. / € 20 per gezin", "paid", [("5.00", None, "base"), ("20.00", "group", "base")], []),
    ("£3.50 per session", "paid", [("3.50", "session", "base")], ["other-currency"]),
    ("$10", "paid", [("10.00", None, "base")], ["other-currency"]),
    ("€ 60 + € 10 materiaalkosten", "paid", [("60.00", None, "base"), ("10.00", "once", "materials")], []),
    ("€ 60 inclusief materiaal", "paid", [("60.00", None, "base")], []),
    (
        "€ 46,58 per kwartaal & 7,50 inschrijfgeld",
        "paid",
        [("46.58", "term", "base"), ("7.50", "once", "registration")],
        [],
    ),
    ("€ 30 per maand, borg € 20", "paid", [("30.00", "month", "base"), ("20.00", "once", "deposit")], []),
    ("€ 10 inschrijfgeld € 5 per les", "paid", [("10.00", "once", "registration"), ("5.00", "session", "base")], []),
    ("€ 10 inschrijfgeld € 5", "paid", [("10.00", None, "base"), ("5.00", "once", "registration")], []),
    ("€ 4 met pas € 2", "paid", [("4.00", None, "base"), ("2.00", None, "reduced")], []),
    ("€ 8 per les, proefles € 4", "paid", [("8.00", "session", "base"), ("4.00", "session", "trial")], []),
    ("leden € 3, niet-leden € 5 per keer", "paid", [("3.00", "session", "reduced"), ("5.00", "session", "base")], []),
    ("€ 3 leden € 5 niet-leden", "paid", [("3.00", None, "reduced"), ("5.00", None, "base")], []),
    ("leden gratis, niet-leden € 3", "paid", [("0.00", None, "reduced"), ("3.00", None, "base")], []),
    ("€ 7,50 (met Ooievaarspas gratis)", "paid", [("7.50", None, "base"), ("0.00", None, "reduced")], []),
    ("gratis met Stadspas, anders € 5", "paid", [("0.00", None, "reduced"), ("5.00", None, "base")], []),
    ("kinderen € 3, volwassenen € 5", "paid", [("3.00", None, "base"), ("5.00", None, "base")], []),
    ("€ 3 + materiaal", "paid", [("3.00", None, "base")], []),
    ("€ 180 per jaar plus inschrijfgeld", "paid", [("180.00", "year", "base")], []),
    ("€ 10 + € 2 materiaal", "paid", [("10.00", None, "base"), ("2.00", "once", "materials")], []),
    ("€ 12, tweede kind € 6", "paid", [("12.00", None, "base"), ("6.00", None, "secondChild")], []),
    ("gratis", "free", [], []),
    ("Gratis!", "free", [], []),
    ("Gratis toegang", "free", [], []),
    ("vrij entree", "free", [], []),
    ("Toegang vrij", "free", [], []),
    ("€ 15,- incl. materialen en drinken", "paid", [("15.00", None, "base")], []),
    ("Kinderen tot 12 jaar: €3,50 - Volwassenen: €7,-", "paid", [("3.50", None, "base"), ("7.00", None, "base")], []),
    ("kosteloos", "free", [], []),
    ("geen kosten", "free", [], []),
    ("free", "free", [], []),
    ("Free of charge", "free", [], []),
    ("0", "free", [], []),
    ("€ 0,00", "free", [], []),
    ("Gratis (aanmelden verplicht)", "free", [], []),
    ("gratis voor kinderen", "free", [], []),
    ("gratis voor iedereen", "free", [], []),
    ("vrijwillige bijdrage", "free", [(None, "session", "voluntary")], []),
    ("gratis / vrijwillige bijdrage", "free", [(None, None, "voluntary")], []),
    ("vrijwillige bijdrage van € 2", "free", [("2.00", None, "voluntary")], []),
    ("Gratis, materiaalkosten € 5", "paid", [("5.00", "once", "materials")], []),
    ("gratis / € 5", "paid", [("0.00", None, "reduced"), ("5.00", None, "base")], ["price-contradiction"]),
    ("Gratis voor leden", None, [("0.00", None, "reduced")], ["price-for-some"]),
    ("Gratis voor kinderen t/m 12 jaar", None, [("0.00", None, "reduced")], ["price-for-some"]),
    ("niet gratis", "paid", [], ["price-not-understood"]),
    ("", None, [], []),
    ("-", None, [], []),
    ("n.v.t.", None, [], []),
    ("onbekend", None, [], []),
    ("op aanvraag", None, [], ["price-elsewhere"]),
    ("zie website", None, [], ["price-elsewhere"]),
    ("Gratis parkeren", None, [], ["price-not-understood"]),
    ("12 lessen", None, [], ["price-not-understood"]),
    ("8 t/m 12 jaar", None, [], ["price-not-understood"]),
    ("redelijk geprijsd", None, [], ["price-not-understood"]),
    ("€ 5 (14.00-15.30)", "paid", [("5.00", None, "base")], []),
    ("12-16 jaar € 5", "paid", [("5.00", None, "base")], []),
    ("€ 9999999", None, [], ["price-too-high"]),
    ("13 euro per les. We bieden ook strippenkaarten aan.", "paid", [("13.00", "session", "base")], []),
    ("gratis proefles", None, [], []),
    ("Ontdek gratis", None, [], []),
    ("eerste les gratis, daarna € 8 per les", "paid", [("8.00", "session", "base")], []),
]


@pytest.mark.parametrize(("text", "cost", "prices", "doubts"), CASES, ids=[case[0] or "empty" for case in CASES])
def test_a_price_is_read_as_a_person_reads_it(
    text: str, cost: str | None, prices: list[tuple[str | None, str | None, str]], doubts: list[str]
) -> None:
    reading = read_money(text)
    written = [price.to_wire("?") for price in reading.prices]
    assert reading.cost == cost
    assert [
        (price.get("amount"), None if price["per"] == "?" else price["per"], price["kind"]) for price in written
    ] == prices
    assert [doubt.code for doubt in reading.doubts] == doubts


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tussen 5 en 10 euro", "5.00", "10.00"),
        ("€ 5 - € 10", "5.00", "10.00"),
        ("€5-10", "5.00", "10.00"),
        ("5 tot 10 euro", "5.00", "10.00"),
        ("€ 7,50 tot € 12,50 per les", "7.50", "12.50"),
    ],
)
def test_a_range_has_a_lowest_and_a_highest_amount(text: str, low: str, high: str) -> None:
    (price,) = read_money(text).prices
    assert (price.to_wire()["amount"], price.to_wire()["amountMax"]) == (low, high)


@pytest.mark.parametrize(
    "text", ["gratis proefles", "Ontdek gratis", "eerste les gratis, daarna € 8", "proefles gratis"]
)
def test_a_free_first_time_is_not_a_free_offer(text: str) -> None:
    reading = read_money(text)
    assert reading.free_trial is True
    assert reading.cost != "free"


@pytest.mark.parametrize(
    ("text", "count"), [("€ 60 voor 10 lessen", 10), ("10-rittenkaart € 75", 10), ("€ 60,- (8 lessen)", 8)]
)
def test_the_number_of_lessons_is_kept(text: str, count: int) -> None:
    assert read_money(text).prices[0].sessions == count


@pytest.mark.parametrize("text", ["vanaf 7,50 per les", "v.a. € 6,00", "Al vanaf € 5", "from £3"])
def test_from_is_kept(text: str) -> None:
    assert read_money(text).prices[0].is_from


def test_another_currency_is_kept_and_said() -> None:
    reading = read_money("£3.50")
    assert reading.prices[0].to_wire()["currency"] == "GBP"
    assert reading.doubts[0].part == "GBP"


@given(st.text(alphabet=st.sampled_from("€5,.- 10pergratislesvtmud()/&+\n1234567890%£"), max_size=60))
def test_any_text_gives_amounts_within_bounds(text: str) -> None:
    for price in read_money(text).prices:
        assert price.amount is None or 0 <= price.amount <= 10_000_000


@given(st.text(max_size=300))
def test_free_is_never_guessed(text: str) -> None:
    lower = text.lower()
    if read_money(text).cost == "free":
        said = (
            "gratis",
            "free",
            "kosteloos",
            "kosten",
            "0",
            "entree",
            "vrijwillig",
            "charge",
            "cost",
            "fee",
            "gift",
            "donat",
            "fooi",
        )
        assert any(word in lower for word in said) or any(letter.isdigit() for letter in lower)


@pytest.mark.parametrize("piece", ["€", "5,", "1.", "gratis ", "(", "5-", "tot ", "€ 5 - ", "10 lessen ", "& ", " "])
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    assert len(read_money(piece * 5_000).prices) <= 12


def test_more_prices_than_are_read_are_told() -> None:
    reading = read_money("; ".join(f"groep {number}: € {number + 10}" for number in range(1, 15)))
    assert len(reading.prices) == 12
    assert "price-not-understood" in [doubt.code for doubt in reading.doubts]
