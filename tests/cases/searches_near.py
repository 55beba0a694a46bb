"""Distance: radius, two places, travel-free offers and the order by distance (DESIGN 3, Distance)."""

from tests.cases.case import Case, ordered, tied

HERE = "near=52.05,4.3"
NO_TRAVEL = ("metres-none-online", "metres-none-home")
FAR = ("metres-3002-at-school-west", "metres-3002-at-school-east")
BOTH_1001 = ("metres-1001", "metres-1001-too")
NO_DISTANCE = (*NO_TRAVEL, "metres-unknown-in-gemeente", "metres-unknown-mobile")

NEAR_CASES: tuple[Case, ...] = (
    ordered(
        "a place sorts by distance and cuts nothing",
        f"organisation=@metres&{HERE}",
        "metres-0",
        "metres-500",
        *tied(*BOTH_1001),
        *tied(*FAR),
        *tied(*NO_DISTANCE),
    ),
    Case(
        "the radius is inclusive in whole metres",
        f"organisation=@metres&{HERE}&radius=500",
        ["metres-0", "metres-500", *NO_TRAVEL],
        unknown={"radius": 2},
    ),
    Case("a metre less leaves it out", f"organisation=@metres&{HERE}&radius=499", ["metres-0", *NO_TRAVEL]),
    Case("1000.76 metres is 1001", f"organisation=@metres&{HERE}&radius=1000", ["metres-0", "metres-500", *NO_TRAVEL]),
    Case(
        "and 1001 is within 1001",
        f"organisation=@metres&{HERE}&radius=1001",
        ["metres-0", "metres-500", *BOTH_1001, *NO_TRAVEL],
    ),
    Case("a radius of nothing is the spot itself", f"organisation=@metres&{HERE}&radius=0", ["metres-0", *NO_TRAVEL]),
    Case("an offer at a school has a distance", f"organisation=@metres&{HERE}&radius=3002&attendance=atSchool", FAR),
    Case(
        "for its own pupils the school is no travel",
        f"organisation=@metres&{HERE}&radius=1000&school=@school-west",
        ["metres-0", "metres-500", "metres-3002-at-school-west", *NO_TRAVEL],
    ),
    Case(
        "home and online are within every radius unless attendance says otherwise",
        f"organisation=@metres&{HERE}&radius=600&attendance=onsite",
        ["metres-0", "metres-500"],
        unknown={"radius": 1},
    ),
    Case(
        "an offer that comes along has no distance",
        f"organisation=@metres&{HERE}&radius=100000&attendance=mobile",
        [],
        unknown={"radius": 1},
    ),
    Case(
        "of two places the nearest counts",
        f"organisation=@metres&{HERE}&near=52.077,4.3&radius=1000",
        ["metres-0", "metres-500", *FAR, *NO_TRAVEL],
    ),
    ordered(
        "two places sort by the nearest",
        f"organisation=@metres&{HERE}&near=52.077,4.3",
        *tied("metres-0", *FAR),
        "metres-500",
        *tied(*BOTH_1001),
        *tied(*NO_DISTANCE),
    ),
    ordered(
        "a postcode is a place",
        "organisation=@metres&postcode=2531",
        "metres-500",
        "metres-0",
        *tied(*BOTH_1001),
        *tied(*FAR),
        *tied(*NO_DISTANCE),
    ),
    Case(
        "a postcode takes a radius",
        "organisation=@metres&postcode=2531&radius=400",
        ["metres-0", "metres-500", *NO_TRAVEL],
    ),
    Case(
        "a full postcode is read as written",
        "organisation=@metres&postcode=2531 ab&radius=400",
        ["metres-0", "metres-500", *NO_TRAVEL],
    ),
    Case("the name of a wijk is a place", "organisation=@metres&place=Moerwijk&radius=200", ["metres-0", *NO_TRAVEL]),
    ordered(
        "a stated age comes before a shorter way",
        f"organisation=@metres&{HERE}&age=9",
        "metres-1001-too",
        "metres-0",
        "metres-500",
        "metres-1001",
        *tied(*FAR),
        *tied(*NO_DISTANCE),
    ),
    ordered(
        "distance asked by name is distance alone",
        f"organisation=@metres&{HERE}&age=9&sort=distance",
        "metres-0",
        "metres-500",
        *tied(*BOTH_1001),
        *tied(*FAR),
        *tied(*NO_DISTANCE),
    ),
    ordered(
        "another order than distance can be asked",
        f"organisation=@metres&{HERE}&sort=title",
        "metres-none-online",
        "metres-1001",
        "metres-0",
        "metres-none-home",
        "metres-unknown-mobile",
        "metres-500",
        "metres-1001-too",
        "metres-3002-at-school-west",
        "metres-3002-at-school-east",
        "metres-unknown-in-gemeente",
    ),
    ordered(
        "a box and a place go together",
        f"organisation=@metres&{HERE}&bbox=4.29,52.049,4.31,52.055",
        "metres-0",
        "metres-500",
    ),
    Case(
        "a radius and a wijk go together",
        f"organisation=@metres&{HERE}&radius=600&wijk=Moerwijk",
        ["metres-0", "metres-500", *NO_TRAVEL],
        unknown={"radius": 1, "area": 0},
    ),
    Case(
        "too small a radius says what a wider one gives",
        "organisation=@metres&near=52.052,4.3&radius=100&attendance=onsite",
        [],
        relax={"radius": 2, "attendance": 2},
    ),
)
