"""Dates, weekdays, hours and free moments (DESIGN 3, Time). It is Wednesday 25 November 2026, 13:30."""

from tests.cases.case import Case, ordered, tied

WEDNESDAYS = ("we-1400-1530", "we-1215-1315", "we-drop-in-1100-1830")
LATER_TODAY = ("we-1400-1530", "we-drop-in-1100-1830", "today-1300-1500", "today-1430-1500", "today-1431-1531")
WEEKENDS = (
    "sa-drop-in-1000-1300",
    "sa-1000-1100-cancelled-28-nov",
    "su-1400-1500-moved-29-to-30-nov",
    "su-0030-0130",
    "su-1000-1100-all-year",
)
FEBRUARY = ("15-feb-den-haag", "15-feb-tilburg")


def _on(day: str) -> str:
    return f"organisation=@dates&dateFrom={day}&dateTo={day}"


TIME_CASES: tuple[Case, ...] = (
    Case(
        "now is running, or starting within the hour to the minute",
        "organisation=@dates&moment=now",
        ["we-1400-1530", "we-drop-in-1100-1830", "today-1300-1500", "today-1430-1500"],
        unknown={"time": 1},
    ),
    Case("today is what has not ended yet", "organisation=@dates&moment=today", LATER_TODAY),
    Case(
        "after school is Wednesday from noon and other school days from two, until six, for fixed dates within",
        "organisation=@dates&moment=afterSchool",
        [
            "we-1400-1530",
            "we-1215-1315",
            "we-drop-in-1100-1830",
            "mo-1530-1630",
            "today-1300-1500",
            "today-1430-1500",
            "today-1431-1531",
            "fr-1600-1700-full-27-nov",
            "fr-1400-1800",
            "15-feb-den-haag",
            "mo-morning-and-th-afternoon",
        ],
        unknown={"time": 1},
    ),
    Case(
        "after school on a Friday ends at six sharp",
        "organisation=@dates&moment=afterSchool&weekday=fr",
        ["fr-1600-1700-full-27-nov", "fr-1400-1800"],
    ),
    Case(
        "a holiday of the region has no after school and another region may have one",
        "organisation=@dates&moment=afterSchool&dateFrom=2027-02-15&dateTo=2027-02-15",
        ["15-feb-den-haag", "mo-1530-1630"],
    ),
    Case("the weekend is Saturday and Sunday of the day it starts", "organisation=@dates&moment=weekend", WEEKENDS),
    Case(
        "a holiday is that of the region of the place, and of all regions where that is not known",
        "organisation=@dates&moment=holiday",
        [
            "we-1215-1315",
            "22-dec-1000",
            "15-feb-tilburg",
            "su-1000-1100-all-year",
            "sa-drop-in-1000-1300",
            "22-dec-1500-online",
        ],
        unknown={"time": 1},
    ),
    Case(
        "a moment and hours hold for one and the same date",
        "organisation=@dates&moment=weekend&timeFrom=09:00&timeTo=12:00",
        ["sa-drop-in-1000-1300", "sa-1000-1100-cancelled-28-nov", "su-1000-1100-all-year"],
    ),
    Case(
        "a moment and days hold for one and the same date",
        "organisation=@dates&moment=weekend&dateFrom=2026-11-28&dateTo=2026-11-29",
        ["sa-drop-in-1000-1300", "su-1000-1100-all-year"],
    ),
    Case(
        "today from half past two",
        "organisation=@dates&moment=today&timeFrom=14:30",
        ["we-drop-in-1100-1830", "today-1430-1500", "today-1431-1531"],
    ),
    Case(
        "after school between three and five",
        "organisation=@dates&moment=afterSchool&timeFrom=15:00&timeTo=17:00",
        [
            "mo-1530-1630",
            "fr-1600-1700-full-27-nov",
            "15-feb-den-haag",
            "mo-morning-and-th-afternoon",
            "we-drop-in-1100-1830",
        ],
    ),
    Case("a cancelled date does not count", _on("2026-11-28"), ["sa-drop-in-1000-1300"]),
    Case(
        "the next date of the same series does",
        _on("2026-12-05"),
        ["sa-drop-in-1000-1300", "sa-1000-1100-cancelled-28-nov"],
    ),
    Case("a moved date is not on its old day", _on("2026-11-29"), ["su-1000-1100-all-year"]),
    Case(
        "a moved date is on its new day",
        _on("2026-11-30"),
        ["su-1400-1500-moved-29-to-30-nov", "mo-1530-1630", "mo-morning-and-th-afternoon"],
    ),
    Case(
        "a moved date has its new hours",
        "organisation=@dates&dateFrom=2026-11-30&dateTo=2026-11-30&timeFrom=19:00",
        ["su-1400-1500-moved-29-to-30-nov"],
    ),
    Case("a full date goes ahead", _on("2026-11-27"), ["fr-1600-1700-full-27-nov", "fr-1400-1800", "fr-1700-1830"]),
    Case("a single date that is cancelled leaves nothing", _on("2026-12-02"), WEDNESDAYS),
    Case("what rests in the holidays has no date there", _on("2026-12-23"), ["we-1215-1315"]),
    Case(
        "and what does not rest has",
        "organisation=@dates&dateFrom=2026-12-24&dateTo=2026-12-31",
        ["we-1215-1315", "sa-drop-in-1000-1300", "su-1000-1100-all-year"],
    ),
    Case("after the holidays it starts again", _on("2027-01-04"), ["mo-1530-1630"]),
    Case("asked by date the whole of today counts", _on("2026-11-25"), ["we-1215-1315", *LATER_TODAY]),
    Case("up to today without a first day is what has not ended", "organisation=@dates&dateTo=2026-11-25", LATER_TODAY),
    Case("a past day can be asked by its date", _on("2026-11-18"), WEDNESDAYS),
    Case("a night belongs to the day it starts", _on("2026-12-04"), ["fr-1600-1700-full-27-nov", "fr-night-2000-0800"]),
    Case(
        "half past midnight is the local day and not that of UTC",
        _on("2026-12-06"),
        ["su-0030-0130", "su-1000-1100-all-year", "su-1400-1500-moved-29-to-30-nov"],
    ),
    Case(
        "ten o'clock stays ten o'clock in summer time",
        f"{_on('2027-03-28')}&timeFrom=10:00&timeTo=11:00",
        ["su-1000-1100-all-year"],
    ),
    Case(
        "ten o'clock is ten o'clock on the day the clock goes back",
        f"{_on('2026-10-25')}&timeFrom=10:00&timeTo=11:00",
        ["su-1000-1100-all-year"],
    ),
    Case("a weekday", "organisation=@dates&weekday=th", ["th-1330-1430", "mo-morning-and-th-afternoon"]),
    Case("two weekdays are any of both", "organisation=@dates&weekday=sa&weekday=su", WEEKENDS),
    Case(
        "weekday and hour hold for one and the same date",
        "organisation=@dates&weekday=mo&timeFrom=15:00",
        ["mo-1530-1630", "su-1400-1500-moved-29-to-30-nov", *FEBRUARY],
    ),
    Case(
        "the other date of the two has that hour",
        "organisation=@dates&weekday=th&timeFrom=15:00&timeTo=16:00",
        ["mo-morning-and-th-afternoon"],
    ),
    Case(
        "a fixed date lies inside the hours and drop-in overlaps them",
        "organisation=@dates&weekday=we&timeFrom=14:00&timeTo=15:30",
        ["we-1400-1530", "we-drop-in-1100-1830", "today-1430-1500"],
    ),
    Case(
        "drop-in overlaps the last half hour", "organisation=@dates&weekday=we&timeFrom=18:00", ["we-drop-in-1100-1830"]
    ),
    Case("drop-in that has just closed does not overlap", "organisation=@dates&weekday=we&timeFrom=18:30", []),
    Case("drop-in overlaps the first hour", "organisation=@dates&weekday=we&timeTo=12:00", ["we-drop-in-1100-1830"]),
    Case("drop-in that has yet to open does not overlap", "organisation=@dates&weekday=we&timeTo=11:00", []),
    Case(
        "a night has no end of the day unless one is asked",
        "organisation=@dates&weekday=fr&timeFrom=19:00",
        ["fr-night-2000-0800"],
    ),
    Case("a night does not fit before midnight", "organisation=@dates&weekday=fr&timeFrom=19:00&timeTo=24:00", []),
    Case(
        "a date that is over counts when its day is asked",
        f"{_on('2026-11-25')}&timeTo=13:30",
        ["we-1215-1315", "we-drop-in-1100-1830"],
    ),
    Case(
        "days, weekday and hours together",
        "organisation=@dates&dateFrom=2026-11-30&dateTo=2026-12-04&weekday=we&timeTo=14:00",
        ["we-1215-1315", "we-drop-in-1100-1830"],
    ),
    Case(
        "only once",
        "organisation=@dates&oneOff=true",
        [
            "fr-1400-1800",
            "fr-1700-1830",
            "today-1300-1500",
            "today-1430-1500",
            "today-1431-1531",
            "2-dec-cancelled",
            "fr-night-2000-0800",
            "su-0030-0130",
            "22-dec-1000",
            "22-dec-1500-online",
            *FEBRUARY,
        ],
        unknown={"oneOff": 1},
    ),
    Case(
        "more than once",
        "organisation=@dates&oneOff=false&weekday=th",
        ["th-1330-1430", "mo-morning-and-th-afternoon"],
        unknown={"oneOff": 0, "time": 0},
    ),
    Case(
        "a year without dates says what asking no dates gives",
        "organisation=@dates&dateFrom=2027-09-01",
        [],
        relax={"dateFrom": 24},
    ),
    Case(
        "the weekday facet counts coming dates that go ahead",
        "organisation=@dates&weekday=tu&facets=weekday",
        ["22-dec-1000", "22-dec-1500-online"],
        facets={"weekday": {"mo": 5, "tu": 2, "we": 6, "th": 2, "fr": 4, "sa": 2, "su": 3}},
    ),
    Case(
        "a weekday counts only when a date on it satisfies the rest of the question",
        "organisation=@dates&moment=weekend&weekday=mo&facets=weekday",
        [],
        facets={"weekday": {"sa": 2, "su": 3}},
    ),
    ordered(
        "without a place or words the next date comes first, running first, none last",
        "organisation=@dates",
        "we-drop-in-1100-1830",
        "today-1300-1500",
        "we-1400-1530",
        "today-1430-1500",
        "today-1431-1531",
        "th-1330-1430",
        "fr-1400-1800",
        "fr-1600-1700-full-27-nov",
        "fr-1700-1830",
        "sa-drop-in-1000-1300",
        "su-1000-1100-all-year",
        "mo-morning-and-th-afternoon",
        "mo-1530-1630",
        "su-1400-1500-moved-29-to-30-nov",
        "we-1215-1315",
        "fr-night-2000-0800",
        "sa-1000-1100-cancelled-28-nov",
        "su-0030-0130",
        "22-dec-1000",
        "22-dec-1500-online",
        *tied(*FEBRUARY),
        *tied("2-dec-cancelled", "no-dates"),
    ),
)
