"""Questions families, guides and schools ask, several filters at once."""

from tests.cases.case import Case, ordered, tied

HOME = "near=52.0507,4.2983"
NINE = "&".join(["age=9", HOME, "radius=2500", "weekday=we", "timeFrom=13:30", "timeTo=17:30"])

TOWN_CASES: tuple[Case, ...] = (
    ordered(
        "nine years, near Moerwijk, free, Wednesday afternoon",
        f"organisation=@town&{NINE}&free=true",
        "town-nature-club",
        "town-reading-room",
        unknown={"time": 2, "free": 0},
    ),
    ordered(
        "the same over the whole catalogue",
        f"{NINE}&free=true",
        "town-nature-club",
        *tied("we-1400-1530", "we-drop-in-1100-1830", "today-1430-1500", "today-1431-1531"),
        "town-reading-room",
    ),
    ordered(
        "the same with a pass",
        f"organisation=@town&{NINE}&free=true&passes=ooievaarspas-den-haag",
        "town-nature-club",
        "town-robot-course",
        "town-reading-room",
    ),
    ordered(
        "the same where one can still sign up",
        f"organisation=@town&{NINE}&free=true&passes=ooievaarspas-den-haag&enrolmentOpen=true",
        "town-nature-club",
        "town-reading-room",
    ),
    ordered(
        "technology near home, the loan without travel last",
        f"organisation=@town&age=9&theme=technology&{HOME}",
        "town-robot-course",
        "town-robot-loan",
    ),
    Case(
        "for children in Escamp",
        "organisation=@town&stadsdeel=Escamp&audience=children",
        [
            "town-nature-club",
            "town-robot-course",
            "town-football",
            "town-winter-camp",
            "town-energy-bus",
            "town-online-code",
        ],
    ),
    Case(
        "groep 6 in Moerwijk, lessons and clubs together",
        "organisation=@town&wijk=Moerwijk&schoolGroup=groep6",
        ["town-nature-club", "town-robot-course", "town-school-garden", "town-robot-loan", "town-online-code"],
    ),
    Case("the weekend in the city", "organisation=@town&moment=weekend&gemeente=Den Haag", ["town-museum"]),
    Case(
        "the holidays at nine",
        "organisation=@town&moment=holiday&age=9",
        ["town-winter-camp", "town-museum", "town-reading-room", "town-leiden-stars"],
    ),
    Case(
        "the days before Christmas up to 25 euro a day",
        "organisation=@town&dateFrom=2026-12-21&dateTo=2026-12-23&maxPrice=25",
        ["town-winter-camp", "town-reading-room"],
    ),
    Case(
        "the days before Christmas up to 20 euro a day",
        "organisation=@town&dateFrom=2026-12-21&dateTo=2026-12-23&maxPrice=20",
        ["town-reading-room"],
    ),
    Case(
        "free or first free in sport",
        "organisation=@town&free=true&freeTrial=true&theme=sport",
        ["town-football", "town-girls-skate"],
    ),
    Case("for schools and for one child", "organisation=@town&individual=true&audience=schools", ["town-energy-bus"]),
    Case(
        "facets at nine and free",
        "organisation=@town&age=9&free=true&facets=cost,stage,kind",
        [
            "town-nature-club",
            "town-reading-room",
            "town-school-garden",
            "town-robot-loan",
            "town-beijum-nature",
            "town-leiden-stars",
        ],
        facets={
            "cost": {"free": 6, "paid": 4, "unknown": 0},
            "stage": {"join": 1, "deepen": 1, "discover": 4},
            "kind": {"club": 2, "dropIn": 1, "lesson": 1, "loan": 1, "event": 1, "course": 0},
        },
    ),
    ordered(
        "thirteen and free within two kilometres",
        f"organisation=@town&age=13&free=true&{HOME}&radius=2000",
        "town-girls-skate",
        *tied("town-robot-loan", "town-online-code"),
        "town-reading-room",
    ),
    Case(
        "a club on Wednesday in Groningen",
        "organisation=@town&kind=club&weekday=we&gemeente=Groningen",
        ["town-beijum-nature"],
    ),
    Case("where English is spoken", "organisation=@town&language=en", ["town-robot-course"]),
    Case(
        "joining for at most 2.50 a time",
        "organisation=@town&stage=join&maxPrice=2.50",
        ["town-nature-club", "town-football", "town-girls-skate"],
    ),
    Case(
        "joining for at most 2.49 a time",
        "organisation=@town&stage=join&maxPrice=2.49",
        ["town-nature-club", "town-girls-skate"],
    ),
    Case(
        "a library on Wednesday",
        "organisation=@town&placeKind=library&weekday=we",
        ["town-robot-course", "town-reading-room"],
    ),
    Case("stars over the whole catalogue", "theme=space", ["town-leiden-stars"]),
    Case("digging over the whole catalogue", "theme=archaeology", ["word-archaeology", "town-museum"]),
    Case(
        "an open group with a wheelchair",
        "organisation=@town&accessibility=wheelchair&age=10&openTo=everyone",
        ["town-robot-course"],
    ),
    ordered(
        "the soonest in town",
        "organisation=@town",
        "town-reading-room",
        *tied("town-nature-club", "town-beijum-nature"),
        "town-robot-course",
        "town-football",
        "town-online-code",
        "town-girls-skate",
        "town-leiden-stars",
        "town-museum",
        "town-winter-camp",
        *tied("town-school-garden", "town-robot-loan", "town-energy-bus"),
    ),
    Case(
        "what nobody offers says which filter is in the way",
        "organisation=@town&age=9&kind=camp&weekday=sa&free=true",
        [],
        relax={"kind": 1},
    ),
    ordered(
        "home and school count both",
        f"organisation=@town&{HOME}&near=52.1572,4.4877&radius=100",
        *tied("town-nature-club", "town-leiden-stars"),
        *tied("town-robot-loan", "town-online-code"),
    ),
)
