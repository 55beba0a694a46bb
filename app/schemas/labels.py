"""What people read for each code of the wire: Dutch (B1) first, English beside it."""

LABELS: dict[str, dict[str, tuple[str, str]]] = {
    "stage": {
        "discover": ("Kennismaken", "Discover"),
        "deepen": ("Verdiepen", "Go deeper"),
        "join": ("Erbij blijven", "Join"),
    },
    "kind": {
        "workshop": ("Workshop", "Workshop"),
        "course": ("Cursus", "Course"),
        "club": ("Club", "Club"),
        "event": ("Evenement", "Event"),
        "dropIn": ("Inloop", "Drop-in"),
        "openDay": ("Open dag", "Open day"),
        "camp": ("Kamp", "Camp"),
        "lesson": ("Les", "Lesson"),
        "programme": ("Programma", "Programme"),
        "kit": ("Leskist", "Lesson kit"),
        "loan": ("Lenen", "To borrow"),
    },
    "schoolTime": {
        "during": ("Onder schooltijd", "During school"),
        "outside": ("Buiten schooltijd", "Outside school"),
        "both": ("Onder en buiten schooltijd", "During and outside school"),
    },
    "attendance": {
        "onsite": ("Op een plek", "At a place"),
        "atSchool": ("Op school", "At school"),
        "mobile": ("Komt naar je toe", "Comes to you"),
        "home": ("Thuis", "At home"),
        "online": ("Online", "Online"),
    },
    "audience": {
        "children": ("Kinderen", "Children"),
        "families": ("Gezinnen", "Families"),
        "schools": ("Scholen", "Schools"),
        "teachers": ("Leerkrachten", "Teachers"),
    },
    "openTo": {
        "everyone": ("Voor iedereen", "Everyone"),
        "pupilsOf": ("Leerlingen van een school", "Pupils of a school"),
        "bsoOf": ("Kinderen van een BSO", "Children of one after-school care"),
        "membersOf": ("Leden", "Members"),
        "residentsOf": ("Bewoners van een buurt", "Residents of an area"),
        "girls": ("Meisjes", "Girls"),
        "boys": ("Jongens", "Boys"),
        "disability": ("Kinderen met een beperking", "Children with a disability"),
    },
    "cost": {"free": ("Gratis", "Free"), "paid": ("Betaald", "Paid"), "unknown": ("Prijs onbekend", "Price unknown")},
    "freeTrial": {"true": ("Gratis proefles", "Free trial"), "false": ("Geen gratis proefles", "No free trial")},
    "placeKind": {
        "school": ("School", "School"),
        "library": ("Bibliotheek", "Library"),
        "communityCentre": ("Buurthuis", "Community centre"),
        "museum": ("Museum", "Museum"),
        "cityFarm": ("Kinderboerderij", "City farm"),
        "sports": ("Sportplek", "Sports venue"),
        "outdoors": ("Buiten", "Outdoors"),
        "workshop": ("Werkplaats", "Workshop"),
        "theatre": ("Theater", "Theatre"),
        "other": ("Andere plek", "Other place"),
    },
    "individual": {
        "true": ("Je kunt alleen meedoen", "Join on your own"),
        "false": ("Alleen met een groep", "Groups only"),
    },
    "oneOff": {"true": ("Eén keer", "One time"), "false": ("Vaker", "More than once")},
    "together": {
        "true": ("Steeds dezelfde groep", "Always the same group"),
        "false": ("Wisselende groep", "Changing group"),
    },
    "adapted": {
        "true": ("Aangepast voor speciaal onderwijs", "Adapted for special education"),
        "false": ("Niet aangepast voor speciaal onderwijs", "Not adapted for special education"),
    },
    "example": {"true": ("Voorbeeld", "Example"), "false": ("Echt aanbod", "Real offer")},
    "enrolment": {
        "open": ("Je kunt je aanmelden", "Open for sign-up"),
        "waitlist": ("Wachtlijst", "Waiting list"),
        "full": ("Vol", "Full"),
        "closed": ("Aanmelden kan niet meer", "Sign-up closed"),
        "interest": ("Laat weten dat je wilt meedoen", "Tell us you are interested"),
    },
    "status": {
        "planned": ("Gepland", "Planned"),
        "open": ("Gaat door", "Open"),
        "cancelled": ("Gaat niet door", "Cancelled"),
        "ended": ("Gestopt", "Ended"),
    },
    "freshness": {
        "fresh": ("Pas gecontroleerd", "Checked recently"),
        "due": ("Controle is nodig", "Due for a check"),
        "unconfirmed": ("Lang niet gecontroleerd", "Not confirmed lately"),
        "stale": ("Waarschijnlijk verouderd", "Probably out of date"),
    },
    "schoolType": {
        "vve": ("Voorschool", "Pre-school"),
        "po": ("Basisschool", "Primary school"),
        "sbo": ("Speciaal basisonderwijs", "Special primary education"),
        "so": ("Speciaal onderwijs", "Special education"),
        "vso": ("Voortgezet speciaal onderwijs", "Secondary special education"),
        "pro": ("Praktijkonderwijs", "Practical education"),
        "vmbo": ("Vmbo", "Pre-vocational (vmbo)"),
        "havo": ("Havo", "General secondary (havo)"),
        "vwo": ("Vwo", "Pre-university (vwo)"),
        "isk": ("Internationale schakelklas", "International transition class"),
        "mbo": ("Mbo", "Vocational (mbo)"),
    },
    "missing": {
        "what": ("wat je doet", "what you do"),
        "age": ("voor welke leeftijd", "for which age"),
        "when": ("wanneer", "when"),
        "where": ("waar", "where"),
        "cost": ("wat het kost", "what it costs"),
        "howToJoin": ("hoe je meedoet", "how to join"),
    },
}


def label_language(lang: str) -> str:
    """The language of our own words for an asked language: `en` for English, else `nl`."""
    return "en" if lang == "en" else "nl"


def label_of(list_name: str, value: str, lang: str) -> str:
    """The word for a code: English for `en`, else Dutch; the code itself when no word is known."""
    words = LABELS.get(list_name, {}).get(value)
    if words is None:
        return value
    return words[1] if lang == "en" else words[0]
