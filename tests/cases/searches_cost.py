"""Cost, trials, passes and prices per session (DESIGN 3, Cost)."""

from tests.cases.case import Case, ordered, tied
from tests.cases.catalogue_cost import PRICES

FREE = ("cost-free", "cost-free-with-deposit", "cost-free-with-gift")
UNKNOWN = ("cost-unknown", "cost-unknown-free-trial", "cost-unknown-free-with-pass")
INCOMPARABLE = ("cost-course-80", "cost-month-20", "cost-hour-8", "cost-group-100", "cost-registration-only")
TRIALS = ("cost-unknown-free-trial", "cost-trial-9")
UP_TO_5 = (
    *FREE,
    "cost-session-5",
    "cost-card-45-for-10",
    "cost-month-20-ten-times-40",
    "cost-year-120-for-40",
    "cost-term-30-three-times-36",
    "cost-course-10-for-3",
    "cost-with-registration",
)
EVERY = tuple(draft["source"]["externalId"] for draft in PRICES)
PAID = tuple(name for name in EVERY if name not in FREE + UNKNOWN)
PASS, OTHER_PASS = "passes=ooievaarspas-den-haag", "passes=stadjerspas-groningen"

COST_CASES: tuple[Case, ...] = (
    Case(
        "free is what is stated free, deposits and gifts aside",
        "organisation=@prices&free=true",
        FREE,
        unknown={"free": 3},
    ),
    Case("not free is what is stated paid", "organisation=@prices&free=false", PAID, unknown={"free": 3}),
    Case(
        "with a pass free also means free with that pass",
        f"organisation=@prices&free=true&{PASS}",
        [*FREE, "cost-pass-free-10", "cost-unknown-free-with-pass"],
        unknown={"free": 2},
    ),
    Case(
        "a pass may be asked by the name of its arrangement",
        "organisation=@prices&free=true&passes=ooievaarspas",
        [*FREE, "cost-pass-free-10", "cost-unknown-free-with-pass"],
    ),
    Case(
        "another pass helps elsewhere",
        f"organisation=@prices&free=true&{OTHER_PASS}",
        [*FREE, "cost-other-pass-free-13"],
        unknown={"free": 3},
    ),
    Case(
        "two passes help both",
        f"organisation=@prices&free=true&{PASS}&{OTHER_PASS}",
        [*FREE, "cost-pass-free-10", "cost-unknown-free-with-pass", "cost-other-pass-free-13"],
    ),
    Case("a pass alone filters nothing", f"organisation=@prices&{PASS}", EVERY),
    Case(
        "a free trial is added to free",
        "organisation=@prices&free=true&freeTrial=true",
        [*FREE, *TRIALS],
        unknown={"free": 3},
    ),
    Case(
        "a free trial alone asks for one",
        "organisation=@prices&freeTrial=true",
        TRIALS,
        unknown={"freeTrial": 1, "free": 0},
    ),
    Case(
        "no free trial can be asked too",
        "organisation=@prices&freeTrial=false",
        [name for name in EVERY if name not in (*TRIALS, "cost-trial-unsaid-9")],
        unknown={"freeTrial": 1},
    ),
    Case(
        "paid with a free trial is both at once",
        "organisation=@prices&free=false&freeTrial=true",
        ["cost-trial-9"],
        unknown={"free": 2},
    ),
    Case(
        "the highest price is inclusive and compares per session",
        "organisation=@prices&maxPrice=5",
        UP_TO_5,
        unknown={"maxPrice": 8},
    ),
    Case(
        "a cent less leaves out what costs exactly five",
        "organisation=@prices&maxPrice=4.99",
        [name for name in UP_TO_5 if name not in ("cost-session-5", "cost-month-20-ten-times-40")],
    ),
    Case(
        "a course is divided by its sessions and the lowest of two ways to pay counts",
        "organisation=@prices&maxPrice=6",
        [*UP_TO_5, "cost-course-60-for-10", "cost-lowest-of-two"],
    ),
    Case(
        "a third of ten euro is 3.33",
        "organisation=@prices&maxPrice=3.33",
        [*FREE, "cost-year-120-for-40", "cost-term-30-three-times-36", "cost-course-10-for-3"],
    ),
    Case(
        "a third of ten euro is more than 3.32",
        "organisation=@prices&maxPrice=3.32",
        [*FREE, "cost-year-120-for-40", "cost-term-30-three-times-36"],
    ),
    Case("a reduced price is not the price", "organisation=@prices&maxPrice=7.99&externalId=cost-reduced", []),
    Case(
        "registration is shown and not compared",
        "organisation=@prices&maxPrice=4&externalId=cost-with-registration",
        ["cost-with-registration"],
    ),
    Case(
        "a month without the number of months cannot be compared",
        "organisation=@prices&maxPrice=100&externalId=cost-month-20",
        [],
        unknown={"maxPrice": 1},
    ),
    Case("nothing to pay is not unknown cost", "organisation=@prices&maxPrice=0", FREE, unknown={"maxPrice": 8}),
    Case(
        "a pass can bring the price to nothing",
        f"organisation=@prices&maxPrice=0&{PASS}",
        [*FREE, "cost-unknown-free-with-pass", "cost-pass-free-10"],
        unknown={"maxPrice": 7},
    ),
    Case(
        "a fixed price with a pass is compared",
        f"organisation=@prices&maxPrice=5&{PASS}",
        [*UP_TO_5, "cost-unknown-free-with-pass", "cost-pass-free-10", "cost-pass-price-12"],
    ),
    Case(
        "half of eleven is 5.50",
        f"organisation=@prices&maxPrice=5.50&{PASS}",
        [
            *UP_TO_5,
            "cost-unknown-free-with-pass",
            "cost-pass-free-10",
            "cost-pass-price-12",
            "cost-pass-half-of-11",
            "cost-lowest-of-two",
        ],
    ),
    Case("free and a highest price are both asked", "organisation=@prices&free=true&maxPrice=5", FREE),
    Case(
        "a free trial does not lower the price",
        "organisation=@prices&free=true&freeTrial=true&maxPrice=5",
        FREE,
        unknown={"maxPrice": 1, "free": 0},
    ),
    ordered(
        "price goes up and what cannot be compared is last",
        "organisation=@prices&sort=price",
        *tied(*FREE),
        "cost-term-30-three-times-36",
        "cost-year-120-for-40",
        "cost-course-10-for-3",
        "cost-with-registration",
        "cost-card-45-for-10",
        *tied("cost-session-5", "cost-month-20-ten-times-40"),
        "cost-lowest-of-two",
        "cost-course-60-for-10",
        "cost-reduced",
        *tied("cost-trial-9", "cost-trial-unsaid-9"),
        "cost-pass-free-10",
        "cost-pass-half-of-11",
        "cost-pass-price-12",
        "cost-other-pass-free-13",
        *tied(*UNKNOWN, *INCOMPARABLE),
    ),
    Case(
        "the cost facet ignores free, freeTrial and maxPrice",
        "organisation=@prices&free=true&freeTrial=true&maxPrice=5&facets=cost",
        FREE,
        facets={"cost": {"free": 3, "paid": 21, "unknown": 3}},
    ),
    Case(
        "other facets do not ignore the cost",
        "organisation=@prices&free=true&facets=openTo,attendance",
        FREE,
        facets={"openTo": {"everyone": 3}, "attendance": {"onsite": 3, "home": 0}},
    ),
    Case(
        "an empty list says which filter to loosen",
        "organisation=@prices&free=true&stage=join",
        [],
        unknown={"stage": 3, "free": 0},
        relax={"stage": 3, "organisation": 10, "free": 0},
    ),
)
