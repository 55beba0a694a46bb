"""Days and times in human words, worked out by hand. Today is Saturday 21 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importers.date_text import DateOrder, find_order, nearest_year, read_serial
from app.importers.schedule_building import plan_times
from app.importers.table_cells import read_clock, read_minutes, read_months
from app.importers.time_text import read_times

TODAY = date(2026, 11, 21)
MO, TU, WE, TH, FR, SA, SU = "MO", "TU", "WE", "TH", "FR", "SA", "SU"


def starts_of(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> list[str]:
    """Every date as start/end, every rule as rrule start-end."""
    plan = plan_times(read_times(text, TODAY, order), TODAY)
    dates = [f"{starts:%Y-%m-%d %H:%M}-{ends:%H:%M}" for starts, ends in sorted(plan.dates)]
    rules = [f"{rule['rrule']} {rule['startsAt'][11:]}-{rule['endsAt'][11:]}" for rule in plan.rules]
    return dates + rules


def weekly(*days: str) -> str:
    return f"FREQ=WEEKLY;BYDAY={','.join(days)}"


RULES: list[tuple[str, list[str]]] = [
    ("elke woensdag van 14.00 tot 15.30 uur", [f"{weekly(WE)} 14:00-15:30"]),
    ("wo 14:00-15:30", [f"{weekly(WE)} 14:00-15:30"]),
    ("Woensdagmiddag 13.00 - 14.30", [f"{weekly(WE)} 13:00-14:30"]),
    ("wo 14-16", [f"{weekly(WE)} 14:00-16:00"]),
    ("woe 14-16 uur", [f"{weekly(WE)} 14:00-16:00"]),
    ("ma t/m vr 9u-17u", [f"{weekly(MO, TU, WE, TH, FR)} 09:00-17:00"]),
    ("ma-wo-vr 13:00 tot 17:00", [f"{weekly(MO, WE, FR)} 13:00-17:00"]),
    ("Ma-Vr: 09:00-17:00", [f"{weekly(MO, TU, WE, TH, FR)} 09:00-17:00"]),
    ("di. en do. van 18u30 tot 19u45", [f"{weekly(TU, TH)} 18:30-19:45"]),
    ("Tuesdays and Thursdays 15:30–17:00", [f"{weekly(TU, TH)} 15:30-17:00"]),
    ("Every Wednesday 2-4pm", [f"{weekly(WE)} 14:00-16:00"]),
    ("Monday 1pm-3pm", [f"{weekly(MO)} 13:00-15:00"]),
    ("Mondays 6:30pm - 8pm", [f"{weekly(MO)} 18:30-20:00"]),
    ("maandag 1600-1700", [f"{weekly(MO)} 16:00-17:00"]),
    ("dagelijks 10:00 - 17:00", [f"{weekly(MO, TU, WE, TH, FR, SA, SU)} 10:00-17:00"]),
    ("werkdagen 9.00-12.00", [f"{weekly(MO, TU, WE, TH, FR)} 09:00-12:00"]),
    ("in het weekend 10.00-16.00", [f"{weekly(SA, SU)} 10:00-16:00"]),
    ("ma en wo 15.00-16.00, vr 9-10", [f"{weekly(MO, WE)} 15:00-16:00", f"{weekly(FR)} 09:00-10:00"]),
    ("wo 14:00-15:30, vr 16:00-17:00", [f"{weekly(WE)} 14:00-15:30", f"{weekly(FR)} 16:00-17:00"]),
    ("woensdag 14.00-15.30/16.00-17.30", [f"{weekly(WE)} 14:00-15:30", f"{weekly(WE)} 16:00-17:30"]),
    ("woensdag 14.00-15.30 en 15.45-17.00 uur", [f"{weekly(WE)} 14:00-15:30", f"{weekly(WE)} 15:45-17:00"]),
    ("14.00-15.30 op woensdag, 16.00-17.00 op vrijdag", [f"{weekly(WE)} 14:00-15:30", f"{weekly(FR)} 16:00-17:00"]),
    ("9.30-11.00 uur ma/di/do", [f"{weekly(MO, TU, TH)} 09:30-11:00"]),
    ("ma: 10.00-11.00; di: 11.00-12.00; wo: gesloten", [f"{weekly(MO)} 10:00-11:00", f"{weekly(TU)} 11:00-12:00"]),
    ("Maandag 15:30 - 16:30 | Dinsdag 15:30 - 16:30", [f"{weekly(MO)} 15:30-16:30", f"{weekly(TU)} 15:30-16:30"]),
    (
        "Zaterdag: 10:00-12:00 (4-6 jaar), 12:00-14:00 (7-12 jaar)",
        [f"{weekly(SA)} 10:00-12:00", f"{weekly(SA)} 12:00-14:00"],
    ),
    ("zaterdag 9.30 uur, 90 minuten", [f"{weekly(SA)} 09:30-11:00"]),
    ("wekelijks op woensdag om 15:00", [f"{weekly(WE)} 15:00-16:00"]),
    ("vrijdag 19:00 tot 01:00", [f"{weekly(FR)} 19:00-01:00"]),
    ("iedere eerste zaterdag van de maand 10-12 uur", ["FREQ=MONTHLY;BYDAY=1SA 10:00-12:00"]),
    ("elke 2e en 4e vrijdag van de maand 14.00-16.00 uur", ["FREQ=MONTHLY;BYDAY=2FR,4FR 14:00-16:00"]),
    ("laatste zondag van de maand, 11.00 tot 13.00 uur", ["FREQ=MONTHLY;BYDAY=-1SU 11:00-13:00"]),
    ("first Saturday of the month 10am-12pm", ["FREQ=MONTHLY;BYDAY=1SA 10:00-12:00"]),
    ("even weken op donderdag 15.30-16.30", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TH 15:30-16:30"]),
    (
        "elke woensdag vanaf 2 september 2026 t/m 30 juni 2027 van 15.00 tot 16.00",
        [f"{weekly(WE)};UNTIL=20270630T235959 15:00-16:00"],
    ),
    (
        "woensdag 4 november 2026 t/m woensdag 16 december 2026 15:30-16:30",
        [f"{weekly(WE)};UNTIL=20261216T235959 15:30-16:30"],
    ),
    ("van 1 sept 26 t/m 1 juni 27 wo 15-16", [f"{weekly(WE)};UNTIL=20270601T235959 15:00-16:00"]),
    ("wo 15-16 van 1 sept 26 tot 1 juni '27", [f"{weekly(WE)};UNTIL=20270601T235959 15:00-16:00"]),
    ("van 1 sept t/m 1 juni, wo 15-16", [f"{weekly(WE)};UNTIL=20270601T235959 15:00-16:00"]),
    ("van 1-9 t/m 1-6, wo 15-16", [f"{weekly(WE)};UNTIL=20270601T235959 15:00-16:00"]),
    ("elke dag 10-12, woensdag gesloten", [f"{weekly(MO, TU, TH, FR, SA, SU)} 10:00-12:00"]),
    ("woensdag gesloten, elke dag 10-12", [f"{weekly(MO, TU, TH, FR, SA, SU)} 10:00-12:00"]),
    ("dagelijks 10-17, maandag en dinsdag gesloten", [f"{weekly(WE, TH, FR, SA, SU)} 10:00-17:00"]),
    ("dagelijks 10-17 (gesloten: maandag)", [f"{weekly(TU, WE, TH, FR, SA, SU)} 10:00-17:00"]),
    ("gesloten op ma en di, wo 10-12", [f"{weekly(WE)} 10:00-12:00"]),
    ("ma t/m vr 9-17, za en zo gesloten", [f"{weekly(MO, TU, WE, TH, FR)} 09:00-17:00"]),
    ("woensdag vrij, donderdag 10-12", [f"{weekly(TH)} 10:00-12:00"]),
    ("woensdag vrij zwemmen 14-16", [f"{weekly(WE)} 14:00-16:00"]),
    ("dinsdag gesloten groep 14-16", [f"{weekly(TU)} 14:00-16:00"]),
    ("elke dag 10-12, gesloten ma t/m wo", [f"{weekly(TH, FR, SA, SU)} 10:00-12:00"]),
]


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("elke dag 10-17, 25 december gesloten", ["2026-12-25"]),
        ("elke dag 10-17 (gesloten op 25 december en 1 januari)", ["2026-12-25", "2027-01-01"]),
        ("3 t/m 5 mei gesloten, ma t/m zo 10-17", ["2027-05-03", "2027-05-04", "2027-05-05"]),
        ("gesloten van 3 t/m 5 mei, ma t/m zo 10-17", ["2027-05-03", "2027-05-04", "2027-05-05"]),
    ],
)
def test_days_on_which_it_is_closed_are_left_out_of_the_others(text: str, excluded: list[str]) -> None:
    reading = read_times(text, TODAY)
    assert [day.isoformat() for day in reading.excluded] == excluded
    assert starts_of(text) == [f"{weekly(MO, TU, WE, TH, FR, SA, SU)} 10:00-17:00"]
    assert reading.season_from is None


@pytest.mark.parametrize(
    ("text", "first"),
    [("van 1 sept 26 t/m 1 juni 27 wo 15-16", "2026-09-01"), ("van 1 sept t/m 1 juni, wo 15-16", "2026-09-01"),
     ("van 1-9 t/m 1-6, wo 15-16", "2026-09-01"), ("1 jan t/m 31 dec, wo 15-16", "2026-01-01")],
)  # fmt: skip
def test_a_period_without_years_is_the_one_that_runs(text: str, first: str) -> None:
    assert str(read_times(text, TODAY).season_from) == first


@pytest.mark.parametrize(("text", "rules"), RULES)
def test_a_series_is_read_as_a_person_reads_it(text: str, rules: list[str]) -> None:
    assert starts_of(text) == rules


DATES: list[tuple[str, list[str]]] = [
    ("za 21 november 2026 14.00 uur", ["2026-11-21 14:00-15:00"]),
    ("zaterdag 21 november 2026 van 13:00 uur tot 16:00 uur", ["2026-11-21 13:00-16:00"]),
    ("21-11-2026 14:00-15:30", ["2026-11-21 14:00-15:30"]),
    ("21/11/2026 13:00 t/m 15:00", ["2026-11-21 13:00-15:00"]),
    ("21.11.2026", ["2026-11-21 00:00-00:00"]),
    ("21-11-26", ["2026-11-21 00:00-00:00"]),
    ("2026/11/21", ["2026-11-21 00:00-00:00"]),
    ("2026-11-21T14:00:00+01:00", ["2026-11-21 14:00-15:00"]),
    ("20261121T140000Z", ["2026-11-21 15:00-16:00"]),
    ("2026-07-01 10:00 - 2026-07-01 12:00", ["2026-07-01 10:00-12:00"]),
    ("Nov 21, 2026 2:00 PM", ["2026-11-21 14:00-15:00"]),
    ("Saturday 21st November 2026, 10am to 12pm", ["2026-11-21 10:00-12:00"]),
    ("19-Nov-2026", ["2026-11-19 00:00-00:00"]),
    ("11/21/2026", ["2026-11-21 00:00-00:00"]),
    ("21 november", ["2026-11-21 00:00-00:00"]),
    ("za 21 nov 14 uur", ["2026-11-21 14:00-15:00"]),
    ("7, 14 en 21 november 2026, 13.30 - 15.00 uur", [f"2026-11-{day} 13:30-15:00" for day in ("07", "14", "21")]),
    ("za 21 en zo 22 november 2026 van 10 tot 16 uur", ["2026-11-21 10:00-16:00", "2026-11-22 10:00-16:00"]),
    (
        "za 28 nov., 5 en 12 dec. 14.00-16.00 uur",
        ["2026-11-28 14:00-16:00", "2026-12-05 14:00-16:00", "2026-12-12 14:00-16:00"],
    ),
    ("ma 26 t/m wo 28 oktober 2026 9.00-16.00", [f"2026-10-{day} 09:00-16:00" for day in (26, 27, 28)]),
    ("26 oktober - 27 oktober 2026", ["2026-10-26 00:00-00:00", "2026-10-27 00:00-00:00"]),
    ("21 t/m 22 februari 2027", ["2027-02-21 00:00-00:00", "2027-02-22 00:00-00:00"]),
    ("10:00-12:00 and 13:00-15:00 on 21 Nov 2026", ["2026-11-21 10:00-12:00", "2026-11-21 13:00-15:00"]),
    ("21/11 14:00", ["2026-11-21 14:00-15:00"]),
    ("5 t/m 6 en 12 t/m 13 december 14-16 uur", [f"2026-12-{day} 14:00-16:00" for day in ("05", "06", "12", "13")]),
    ("16 december 10-12", ["2026-12-16 10:00-12:00"]),
]


@pytest.mark.parametrize(("text", "dates"), DATES)
def test_dates_are_read_as_a_person_reads_them(text: str, dates: list[str]) -> None:
    assert starts_of(text) == dates


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("blabla", "time-not-understood"),
        ("30-02-2026", "date-not-understood"),
        ("21 november", "year-assumed"),
        ("van 2 tot 4 uur", "afternoon-assumed"),
        ("vrijdag 20 november 2026 en zaterdag 22 november 2026", "weekday-differs"),
    ],
)
def test_what_is_not_sure_is_said(text: str, code: str) -> None:
    assert code in [doubt.code for doubt in read_times(text, TODAY).doubts]


@pytest.mark.parametrize(
    "text",
    [
        "1 oktober t/m 31 maart ma-vr 9-16, 1 april t/m 30 september ma-vr 9-17",
        "zomer: dagelijks 10-18, winter: dagelijks 10-17",
        "zomer (1 mei - 1 okt) dagelijks 10-18, winter dagelijks 10-17",
    ],
)
def test_times_of_two_seasons_are_told_and_not_added_up(text: str) -> None:
    reading = read_times(text, TODAY)
    assert (reading.slots, reading.season_from) == ((), None)
    assert "time-not-understood" in [doubt.code for doubt in reading.doubts]


def test_one_day_of_the_month_that_is_closed_takes_no_other_weeks_away() -> None:
    text = "elke dag 10-12, eerste woensdag van de maand gesloten"
    reading = read_times(text, TODAY)
    assert reading.slots[0].weekdays == list(range(7))
    assert "time-not-understood" in [doubt.code for doubt in reading.doubts]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("om de week op dinsdag 19.00-20.30", "weeks-unclear"),
        ("1x per maand op zaterdag 10-12u", "weeks-unclear"),
        ("elke woensdag", "days-without-times"),
        ("1 september 2026 - 31 december 2026", "period-without-days"),
        ("21-11-2026", "clock-missing"),
        ("21-11-2026 14:00", "end-assumed"),
        ("14:00-15:00", "time-not-understood"),
    ],
)
def test_no_dates_are_made_up(text: str, code: str) -> None:
    assert code in [doubt.code for doubt in plan_times(read_times(text, TODAY), TODAY).doubts]


@pytest.mark.parametrize(
    "text", ["op afspraak", "hele jaar door", "tijdens schooltijd", "in de herfstvakantie", "1 uur per week", "", "-"]
)
def test_words_that_say_enough_give_no_doubt(text: str) -> None:
    assert read_times(text, TODAY).doubts == ()


@pytest.mark.parametrize(
    ("text", "holidays", "school_time"),
    [
        ("tijdens schooltijd", None, "during"),
        ("na schooltijd", None, "outside"),
        ("naschools op woensdag 14-15", None, "outside"),
        ("in de herfstvakantie", "yes", None),
        ("woensdag 15.30 - 16.30, niet in de schoolvakanties", "no", None),
        ("elke dag 10-17, ook in de vakantie", "yes", None),
        ("term time only", "no", None),
    ],
)
def test_holidays_and_school_time_are_read(text: str, holidays: str | None, school_time: str | None) -> None:
    reading = read_times(text, TODAY)
    assert (reading.runs_in_holidays, reading.school_time) == (holidays, school_time)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("7:30:00", "07:30"),
        ("14.00 uur", "14:00"),
        ("14u", "14:00"),
        ("14u30", "14:30"),
        ("1400", "14:00"),
        ("930", "09:30"),
        ("2 PM", "14:00"),
        ("2:00:PM", "14:00"),
        ("2:30 pm", "14:30"),
        ("12:00 AM", "00:00"),
        ("12 pm", "12:00"),
        ("9", "09:00"),
        ("0.5833333", "14:00"),
        ("14,5", "14:30"),
        ("1899-12-30T14:00", "14:00"),
        ("24:00", "23:59"),
        ("hh:mm:ss", None),
        ("x", None),
        ("25:00", None),
    ],
)
def test_a_clock_cell_is_read(text: str, clock: str | None) -> None:
    found = read_clock(text)
    assert (found.strftime("%H:%M") if found else None) == clock


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("60", 60), ("1,5 uur", 90), ("01:30", 90), ("90 min", 90), ("2", 120), ("1 uur", 60), ("kort", None)],
)
def test_a_duration_is_read(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


def test_one_date_tells_the_order_of_a_column() -> None:
    assert find_order(["11/10/2014", "11/19/2014"]).order is DateOrder.MONTH_FIRST
    assert find_order(["11/10/2014", "19/11/2014"]).order is DateOrder.DAY_FIRST
    assert not find_order(["11/10/2014"]).is_sure
    assert starts_of("11/10/2014", DateOrder.MONTH_FIRST) == ["2014-11-10 00:00-00:00"]


def test_a_serial_number_is_a_day_of_a_spreadsheet() -> None:
    assert str(read_serial("46347")) == "2026-11-21 00:00:00"
    assert str(read_serial("46347.583333")) == "2026-11-21 14:00:00"
    assert str(read_serial("44885", is_1904=True)) == "2026-11-21 00:00:00"
    assert read_serial("12") is None


def test_the_weekday_tells_the_year() -> None:
    assert nearest_year(21, 11, TODAY, weekday=6) == date(2027, 11, 21)
    assert nearest_year(5, 1, TODAY) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("september t/m juni", "2026-09-01", "2027-06-30"),
        ("sept 2026 - mei 2027", "2026-09-01", "2027-05-31"),
        ("januari tot en met februari", "2027-01-01", "2027-02-28"),
        ("oktober - maart 2027", "2026-10-01", "2027-03-31"),
    ],
)
def test_months_make_a_season(text: str, first: str, last: str) -> None:
    period = read_months(text, TODAY)
    assert period is not None
    assert [day.isoformat() for day in period] == [first, last]


def test_a_rule_stays_the_same_all_year() -> None:
    november = plan_times(read_times("wo 14-16", TODAY), TODAY).rules
    march = plan_times(read_times("wo 14-16", date(2027, 3, 3)), date(2027, 3, 3)).rules
    assert november == march


@given(st.text(alphabet=st.sampled_from("0123456789 -:.,/utmwoensdagjvrizf+TZ"), max_size=60))
def test_any_text_gives_moments_in_order(text: str) -> None:
    plan = plan_times(read_times(text, TODAY), TODAY)
    assert all(starts < ends for starts, ends in plan.dates)
    assert all(rule["startsAt"] < rule["endsAt"] for rule in plan.rules)


@given(st.text(max_size=200))
def test_nothing_raises(text: str) -> None:
    read_times(text, TODAY)
    read_clock(text)
    read_minutes(text)
    read_months(text, TODAY)


@pytest.mark.parametrize(
    "piece", ["1", "1-", "1, ", "14:00-", "ma ", "1 en ", "21 nov ", "t/m ", "1/", "eerste ", "niet ", " "]
)
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    read_times(piece * 2_000, TODAY)


def test_one_day_beside_every_day_takes_no_other_days_away() -> None:
    (first, *_) = read_times("dagelijks 10-17 en zondag", date(2026, 11, 21)).slots
    assert first.weekdays == list(range(7))
