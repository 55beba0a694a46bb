"""Texts for the words rule, and titles, prices and dates for the orders."""

from tests.cases.building import Draft, activity, base, once, place


def _words(external_id: str, title: str, summary: str | None = None, **members: object) -> Draft:
    return activity(external_id, title, "words", summary=summary, **members)


WORDS: list[Draft] = [
    _words("word-club", "Club Zevenster"),
    _words("word-natuurclub", "Natuurclub Kwartelnest"),
    _words("word-nature-theme", "Kriebels", themes=["nature"]),
    _words("word-club-in-summary", "Zandkasteel", "Een club voor bouwers."),
    _words("word-weten", "Weten waarom"),
    _words("word-eten", "Eten uit de tuin"),
    _words("word-kruidentuin", "Kruidentuin"),
    _words("word-cafe", "Café Ücük"),
    _words("word-vogels", "Vogels tellen"),
    _words("word-thuis", "Kwakel thuis"),
    _words("word-boomhuis", "Kwakel boomhuis"),
    _words("word-kwaken", "Kwaken met eenden"),
    _words("word-race-in-title", "Zeepkistenrace"),
    _words("word-race-in-summary", "Steile helling", "Oefenen met een zeepkistenrace."),
    _words("word-race-in-place", "Remmen los", place=place("Zeepkistenrace", 52.0507, 4.2983, "WK051836")),
    _words("word-mummies", "Mummies in verband"),
    _words("word-archaeology", "Kuilengravers", themes=["archaeology"]),
    _words("word-two-themes", "Bouwdoos", themes=["robots", "castles_buildings"]),
    _words("word-english", "Schudbol", translations={"en": {"title": "Snowglobe workshop", "summary": "Shake it."}}),
    _words("word-in-description", "Houtverbinding", description="Je maakt een zwaluwstaart."),
    _words("word-quiz", "Foto's & film-quiz 2027"),
    _words("glimworm-title", "Glimworm"),
    activity("glimworm-organisation", "Nachtkijkers", "glimworm"),
    _words("glimworm-place", "Schemerspel", place=place("Glimworm", 52.0507, 4.2983, "WK051836")),
    _words("glimworm-summary", "Donkerte", "Op zoek naar een glimworm."),
]

ORDER: list[Draft] = [
    activity(
        "order-eclair",
        "Éclair bakken",
        "order",
        cost="paid",
        prices=[base("4.00", "session")],
        schedule=once("2026-12-03T15:00", "16:00"),
        age={"min": 8, "max": 12},
    ),
    activity("order-eend", "eend voeren", "order"),
    activity(
        "order-koffie",
        "10 uur koffie",
        "order",
        cost="unknown",
        schedule=once("2026-11-26T10:00", "11:00"),
        age={"min": 8, "max": 12},
    ),
    activity(
        "order-zwemmen",
        "Zwemmen",
        "order",
        cost="paid",
        prices=[base("7.00", "session")],
        schedule=once("2026-12-03T15:00", "16:00"),
    ),
    activity(
        "order-paard",
        "'t Paard",
        "order",
        cost="paid",
        prices=[base("4.00", "session")],
        schedule=once("2026-12-01T15:00", "16:00"),
        schoolGroups=["groep6"],
    ),
]
