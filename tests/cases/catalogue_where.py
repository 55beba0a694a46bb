"""Places known well and badly, offers that travel or need no venue, and points at measured distances."""

from tests.cases.building import BEIJUM, BUURT, TILBURG, Draft, activity, org_id, place

PLACES: list[Draft] = [
    activity("at-moerwijk", "Hoek een", "places"),
    activity(
        "at-moerwijk-by-postcode",
        "Hoek twee",
        "places",
        place=place("Postbus", 52.0529, 4.3024, precision="postcode", postalCode="2531", kind="library"),
    ),
    activity(
        "at-schildersbuurt",
        "Hoek drie",
        "places",
        place=place("Penseel", 52.0673, 4.3065, "WK051829", precision="wijk", kind="library"),
    ),
    activity(
        "at-scheveningen-wijk",
        "Hoek vier",
        "places",
        place=place("Vuurtoren", 52.1031, 4.2746, "WK051807", kind="museum"),
    ),
    activity("at-duindorp", "Hoek vijf", "places", place=place("Duinhuis", 52.0927, 4.2557, "WK051808", kind="sports")),
    activity(
        "in-stadsdeel-scheveningen",
        "Hoek zes",
        "places",
        place=place("Ergens aan zee", 52.1035, 4.2897, precision="stadsdeel", stadsdeel="SD051807", kind="outdoors"),
    ),
    activity("at-loosduinen-wijk", "Hoek zeven", "places", place=place("Tuinhuis", 52.0514, 4.2473, "WK051817")),
    activity("at-waldeck", "Hoek acht", "places", place=place("Notenhuis", 52.0608, 4.2405, "WK051818")),
    activity(
        "at-centrum-den-haag",
        "Hoek negen",
        "places",
        place=place("Torenzaal", 52.0789, 4.3118, "WK051828", kind="theatre"),
    ),
    activity(
        "at-bouwlust", "Hoek tien", "places", place=place("Stadsboer", 52.0377, 4.2562, "WK051833", kind="cityFarm")
    ),
    activity("in-den-haag", "Hoek elf", "places", place=place("Ergens", 52.0684, 4.3002, precision="gemeente")),
    activity("at-centrum-tilburg", "Hoek twaalf", "places", place=TILBURG),
    activity("at-beijum", "Hoek dertien", "places", place=BEIJUM),
    activity(
        "in-leiden",
        "Hoek veertien",
        "places",
        place=place("Ergens", 52.155, 4.4851, precision="gemeente", gemeente="GM0546"),
    ),
    activity("online", "Hoek vijftien", "places", attendance="online", place=None),
    activity("home-in-groningen", "Hoek zestien", "places", attendance="home", place=None, serviceArea=["GM0014"]),
    activity("mobile-moerwijk", "Hoek zeventien", "places", attendance="mobile", place=None, serviceArea=["WK051836"]),
    activity("mobile-escamp", "Hoek achttien", "places", attendance="mobile", place=None, serviceArea=["SD051802"]),
    activity("mobile-den-haag", "Hoek negentien", "places", attendance="mobile", place=None, serviceArea=["GM0518"]),
    activity("mobile-anywhere", "Hoek twintig", "places", attendance="mobile", place=None),
    activity("nowhere", "Hoek eenentwintig", "places", place=None),
]

BUURTEN: list[Draft] = [
    activity(
        "buurt-known",
        "Stoep een",
        "buurten",
        place=place("Stoepje", 52.0527, 4.2987, "WK051836", buurt=BUURT[0]),
    ),
    activity("buurt-not-known", "Stoep twee", "buurten"),
    activity("buurt-served", "Stoep drie", "buurten", attendance="mobile", place=None, serviceArea=[BUURT[0]]),
    activity("wijk-served", "Stoep vier", "buurten", attendance="mobile", place=None, serviceArea=["WK051836"]),
    activity("other-wijk-served", "Stoep vijf", "buurten", attendance="mobile", place=None, serviceArea=["WK051834"]),
]


def _at(lat: float, **more: str) -> Draft:
    return place("Passerpunt", lat, 4.3, "WK051836", **more)


METRES: list[Draft] = [
    activity("metres-0", "Pas een", "metres", place=_at(52.05)),
    activity("metres-500", "Pas twee", "metres", place=_at(52.0545)),
    activity("metres-1001", "Pas drie", "metres", place=_at(52.059)),
    activity("metres-1001-too", "Pas vier", "metres", place=_at(52.059), age={"min": 6, "max": 12}),
    activity(
        "metres-3002-at-school-west",
        "Pas vijf",
        "metres",
        attendance="atSchool",
        openTo={"kind": "pupilsOf", "organisationIds": [org_id("school-west")]},
        place=_at(52.077, kind="school"),
    ),
    activity(
        "metres-3002-at-school-east",
        "Pas zes",
        "metres",
        attendance="atSchool",
        openTo={"kind": "pupilsOf", "organisationIds": [org_id("school-east")]},
        place=_at(52.077, kind="school"),
    ),
    activity(
        "metres-unknown-in-gemeente", "Pas zeven", "metres", place=place("Ergens", 52.05, 4.3, precision="gemeente")
    ),
    activity("metres-none-online", "Pas acht", "metres", attendance="online", place=None),
    activity("metres-none-home", "Pas negen", "metres", attendance="home", place=None),
    activity("metres-unknown-mobile", "Pas tien", "metres", attendance="mobile", place=None, serviceArea=["GM0518"]),
]

WHERE: list[Draft] = PLACES + BUURTEN + METRES
