"""Areas by code and name, and what travels or needs no venue (DESIGN 3, Areas)."""

from tests.cases.case import Case, refused

NO_TRAVEL = ("online", "home-in-groningen")
TO_MOERWIJK = ("mobile-moerwijk", "mobile-escamp", "mobile-den-haag")
MOERWIJK = ("at-moerwijk", "at-moerwijk-by-postcode", *TO_MOERWIJK, *NO_TRAVEL)
DEN_HAAG = (
    *MOERWIJK,
    "at-schildersbuurt",
    "at-scheveningen-wijk",
    "at-duindorp",
    "in-stadsdeel-scheveningen",
    "at-loosduinen-wijk",
    "at-waldeck",
    "at-centrum-den-haag",
    "at-bouwlust",
    "in-den-haag",
)

AREA_CASES: tuple[Case, ...] = (
    Case(
        "a wijk holds its places and whoever serves it, wholly or in part",
        "organisation=@places&wijk=Moerwijk",
        MOERWIJK,
        unknown={"area": 3},
        location=("WK051836",),
    ),
    Case("a wijk by its code", "organisation=@places&wijk=WK051836", MOERWIJK, location=("WK051836",)),
    Case("a name in capitals is the same name", "organisation=@places&wijk=MOERWIJK", MOERWIJK),
    Case("a code in any area parameter", "organisation=@places&area=WK051836", MOERWIJK),
    Case(
        "Scheveningen as a wijk is the wijk",
        "organisation=@places&wijk=Scheveningen",
        ["at-scheveningen-wijk", "mobile-den-haag", *NO_TRAVEL],
        unknown={"area": 4},
        location=("WK051807",),
    ),
    Case(
        "Scheveningen as a stadsdeel is the district",
        "organisation=@places&stadsdeel=Scheveningen",
        ["at-scheveningen-wijk", "at-duindorp", "in-stadsdeel-scheveningen", "mobile-den-haag", *NO_TRAVEL],
        unknown={"area": 3},
        location=("SD051807",),
    ),
    Case(
        "Scheveningen without a level is the widest that bears the name",
        "organisation=@places&area=Scheveningen",
        ["at-scheveningen-wijk", "at-duindorp", "in-stadsdeel-scheveningen", "mobile-den-haag", *NO_TRAVEL],
        location=("SD051807",),
    ),
    Case(
        "Loosduinen as a wijk",
        "organisation=@places&wijk=Loosduinen",
        ["at-loosduinen-wijk", "mobile-den-haag", *NO_TRAVEL],
        location=("WK051817",),
    ),
    Case(
        "Loosduinen as a stadsdeel",
        "organisation=@places&stadsdeel=Loosduinen",
        ["at-loosduinen-wijk", "at-waldeck", "mobile-den-haag", *NO_TRAVEL],
        location=("SD051806",),
    ),
    Case(
        "Centrum as a stadsdeel holds more than the wijk Centrum",
        "organisation=@places&stadsdeel=Centrum",
        ["at-centrum-den-haag", "at-schildersbuurt", "mobile-den-haag", *NO_TRAVEL],
        location=("SD051801",),
    ),
    refused(
        "Centrum as a wijk is the name of several", "organisation=@places&wijk=Centrum", ("wijk", "area-ambiguous")
    ),
    Case(
        "the name of a gemeente narrows the names beside it",
        "organisation=@places&wijk=Centrum&gemeente=Den Haag",
        ["at-centrum-den-haag", "mobile-den-haag", *NO_TRAVEL],
        location=("WK051828", "GM0518"),
    ),
    Case(
        "Centrum of another gemeente is another wijk",
        "organisation=@places&wijk=Centrum&gemeente=Tilburg",
        ["at-centrum-tilburg", *NO_TRAVEL],
        location=("WK085500", "GM0855"),
    ),
    Case("a narrowing gemeente adds nothing itself", "organisation=@places&wijk=Moerwijk&gemeente=Den Haag", MOERWIJK),
    Case(
        "the code of a gemeente narrows nothing and joins in",
        "organisation=@places&wijk=Moerwijk&gemeente=GM0518",
        DEN_HAAG,
    ),
    Case(
        "the name of a gemeente beside a code joins in",
        "organisation=@places&wijk=WK051836&gemeente=Den Haag",
        DEN_HAAG,
    ),
    Case(
        "a gemeente holds every place known that far",
        "organisation=@places&gemeente=Den Haag",
        DEN_HAAG,
        unknown={"area": 2},
        location=("GM0518",),
    ),
    Case("Den Haag is 's-Gravenhage", "organisation=@places&gemeente='s-Gravenhage", DEN_HAAG),
    Case("s Gravenhage without the quote is the same", "organisation=@places&gemeente=s gravenhage", DEN_HAAG),
    Case("a gemeente by its code", "organisation=@places&gemeente=GM0518", DEN_HAAG),
    Case(
        "Schilderswijk is Schildersbuurt",
        "organisation=@places&wijk=Schilderswijk",
        ["at-schildersbuurt", "mobile-den-haag", *NO_TRAVEL],
        location=("WK051829",),
    ),
    Case(
        "Bouwlust is half the official name",
        "organisation=@places&wijk=Bouwlust",
        ["at-bouwlust", "mobile-escamp", "mobile-den-haag", *NO_TRAVEL],
        location=("WK051833",),
    ),
    Case(
        "Beijum stands for Beijum and surroundings",
        "organisation=@places&wijk=Beijum",
        ["at-beijum", *NO_TRAVEL],
        unknown={"area": 2},
        location=("WK001411",),
    ),
    Case(
        "a point known to the gemeente is in the gemeente",
        "organisation=@places&gemeente=Leiden",
        ["in-leiden", *NO_TRAVEL],
    ),
    Case(
        "a point known to the gemeente is never in a wijk",
        "organisation=@places&wijk=WK054600",
        NO_TRAVEL,
        unknown={"area": 3},
    ),
    Case(
        "a stadsdeel holds its wijken and whoever serves one of them",
        "organisation=@places&stadsdeel=Escamp",
        [*MOERWIJK, "at-bouwlust"],
        unknown={"area": 3},
    ),
    Case(
        "two wijken are any of both",
        "organisation=@places&wijk=Moerwijk&wijk=Duindorp",
        [*MOERWIJK, "at-duindorp"],
        unknown={"area": 4},
    ),
    Case(
        "a wijk and a stadsdeel are any of both",
        "organisation=@places&wijk=Moerwijk&stadsdeel=Scheveningen",
        [*MOERWIJK, "at-scheveningen-wijk", "at-duindorp", "in-stadsdeel-scheveningen"],
    ),
    Case(
        "home and online are everywhere unless attendance says otherwise",
        "organisation=@places&wijk=Moerwijk&attendance=onsite",
        ["at-moerwijk", "at-moerwijk-by-postcode"],
        unknown={"area": 2},
    ),
    Case(
        "only home can be asked anywhere", "organisation=@places&wijk=Moerwijk&attendance=home", ["home-in-groningen"]
    ),
    Case(
        "what comes to you is found where it serves",
        "organisation=@places&wijk=Waldeck&attendance=mobile",
        ["mobile-den-haag"],
        unknown={"area": 1},
    ),
    Case(
        "an offer that serves elsewhere is not unknown",
        "organisation=@places&gemeente=Leiden&attendance=mobile",
        [],
        unknown={"area": 1},
    ),
    Case(
        "a box holds the points in it",
        "organisation=@places&bbox=4.29,52.045,4.305,52.055",
        ["at-moerwijk", "at-moerwijk-by-postcode"],
    ),
    Case(
        "the edges of a box are in it",
        "organisation=@places&bbox=4.2983,52.0507,4.3024,52.0529",
        ["at-moerwijk", "at-moerwijk-by-postcode"],
    ),
    Case(
        "a coarse point in a box is not on the map",
        "organisation=@places&bbox=4.2,52.0,4.45,52.15&placeKind=outdoors",
        [],
        unknown={"bbox": 1, "placeKind": 0},
    ),
    Case(
        "a kind of place",
        "organisation=@places&placeKind=library",
        ["at-moerwijk-by-postcode", "at-schildersbuurt"],
        unknown={"placeKind": 7},
    ),
    Case(
        "kinds of place are any of them",
        "organisation=@places&placeKind=museum&placeKind=theatre",
        ["at-scheveningen-wijk", "at-centrum-den-haag"],
    ),
    Case("a way of taking part", "organisation=@places&attendance=mobile", [*TO_MOERWIJK, "mobile-anywhere"]),
    Case(
        "area facets ignore every area asked",
        "organisation=@places&wijk=Moerwijk&facets=wijk,stadsdeel,gemeente",
        MOERWIJK,
        facets={
            "wijk": {"WK051836": 2, "WK051829": 1, "WK051807": 1, "WK001411": 1, "WK054600": 0},
            "stadsdeel": {"SD051802": 3, "SD051801": 2, "SD051807": 3, "SD051806": 2},
            "gemeente": {"GM0518": 11, "GM0855": 1, "GM0014": 1, "GM0546": 1},
        },
    ),
    Case(
        "other facets do not ignore the area",
        "organisation=@places&wijk=Moerwijk&facets=attendance",
        MOERWIJK,
        facets={"attendance": {"onsite": 2, "mobile": 3, "home": 1, "online": 1}},
    ),
    Case(
        "an empty wijk says what loosening gives",
        "organisation=@places&wijk=Waldeck&placeKind=library",
        [],
        relax={"wijk": 2, "placeKind": 4},
    ),
    Case(
        "a buurt holds its places and whoever serves it or its wijk",
        "organisation=@buurten&buurt=Moerwijk-Noord",
        ["buurt-known", "buurt-served", "wijk-served"],
        unknown={"area": 1},
        location=("BU05183601",),
    ),
    Case(
        "a buurt by its code",
        "organisation=@buurten&buurt=BU05183601",
        ["buurt-known", "buurt-served", "wijk-served"],
    ),
    Case(
        "a wijk holds its buurten and whoever serves one of them",
        "organisation=@buurten&wijk=Moerwijk",
        ["buurt-known", "buurt-not-known", "buurt-served", "wijk-served"],
        unknown={"area": 0},
    ),
    Case(
        "the buurt facet ignores the areas",
        "organisation=@buurten&wijk=Morgenstond&facets=buurt",
        ["other-wijk-served"],
        facets={"buurt": {"BU05183601": 1}},
    ),
    refused("a wijk is no buurt", "buurt=Moerwijk", ("buurt", "area-unknown")),
    refused("a wijk of another gemeente is not known there", "wijk=Moerwijk&gemeente=Leiden", ("wijk", "area-unknown")),
    refused("a name nobody knows", "wijk=Atlantis", ("wijk", "area-unknown")),
    refused("a code nobody knows", "area=WK999999", ("area", "area-unknown")),
    refused("a wijk is no stadsdeel", "stadsdeel=Moerwijk", ("stadsdeel", "area-unknown")),
    refused(
        "every unknown area is named",
        "wijk=Atlantis&gemeente=Utopia",
        ("gemeente", "area-unknown"),
        ("wijk", "area-unknown"),
    ),
)
