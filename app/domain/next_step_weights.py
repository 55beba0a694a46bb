"""THE weights of next steps: one public table. A higher sum ranks higher; ties go by id.

Popularity, and who runs the platform, are not in it and never will be (DESIGN 5).
"""

WEIGHTS: dict[str, int] = {
    # How it goes on from what the child did: exactly one of these counts.
    "route": 1000,  # the next step of a created route, or the follow-up the provider names
    "laterOnRoute": 700,  # further along such a route
    "nextRung": 600,  # the same theme, one rung on
    "skippedRung": 480,  # the same theme, a rung skipped
    "unknownRung": 420,  # the same theme, stage not stated
    "sameRung": 300,  # the same theme at the same rung
    "lowerRung": 240,  # the same theme at an earlier rung
    "relatedEntry": 400,  # a related theme, to get to know
    "relatedUnknown": 330,  # a related theme, stage not stated
    "relatedLater": 260,  # a related theme, at a later rung
    "siblingTheme": 220,  # another child of the same top
    "anyTheme": 60,  # nothing is known of what the child likes
    "themeUnknown": 60,  # it states no theme
    "otherTheme": -300,  # something quite different: only where little else fits
    "again": -2000,  # a new edition of what the child did: last
    # What was asked.
    "askedTheme": 250,
    "askedNearTheme": 150,  # its parent or child in the scheme
    "askedWord": 300,  # a word of the interest in title or summary, at most twice
    "sharedWord": 15,  # a word in common with what the child did, at most five times
    "closeness": 20,  # share of its themes that the child knows
    "higherRung": 100,  # an authored step that is also a rung on
    "onRoute": 40,  # part of a created route
    # Where.
    "near": 150,  # full at the door, nothing at the edge of the reach
    "ownWijk": 120,
    "nearHome": 80,  # of two places: nearer to the first one, home
    "noTravel": 130,
    "online": -150,  # a screen is not the neighbourhood
    "fromElsewhere": -450,  # online, but made for another town
    "whereUnknown": -60,
    "familiarPlace": 40,  # school, library, community centre, city farm
    # What it costs.
    "free": 90,
    "freeWithPass": 80,
    "costUnknown": -20,
    "paid": -60,
    "freeWithoutBudget": 210,  # beside `free`, when nothing may be spent
    "unknownWithoutBudget": -60,
    "paidWithoutBudget": -90,
    # When and how.
    "soonDays14": 40,
    "soonDays42": 20,
    "momentFits": 80,
    "momentUnknown": -40,
    "easyStart": 25,  # walk in, drop in, or a free trial
    "statedAge": 30,
    "everyChild": 60,  # of several children, all fit
    "accessStated": 100,
    "languageStated": 60,
    "forDisability": -150,  # made for children with a disability, which nobody asked
    "waitlist": -120,
    "prerequisite": -60,
    "needsSignUps": -30,
    "unconfirmed": -40,
}

FAR_SHARE = 0.6
"""From this share of the reach on, and at least `FAR_FROM_M`, a step is called far."""
FAR_FROM_M = 1_000

RUNGS = {"discover": 0, "deepen": 1, "join": 2}
FAMILIAR_PLACES = ("school", "library", "communityCentre", "cityFarm")
