"""What is said about a write, English and Dutch (B1): warnings, and what would make an activity more complete.

Each says what to do. Values are not repeated, except numbers.
"""

from collections.abc import Mapping

from app.errors import Fault

WARNINGS: Mapping[str, tuple[str, str]] = {
    "missing-age": (
        "Say for which age or school group this is: give age or schoolGroups.",
        "Zeg voor welke leeftijd of groep dit is: vul age of schoolGroups in.",
    ),
    "unknown-price": (
        "Say what it costs: cost free, or paid with prices. Many families look no further without it.",
        "Zeg wat het kost: cost free (gratis), of paid met prices. Zonder prijs haken gezinnen af.",
    ),
    "everyone-check": (
        "Can every child join, also when there is little money? Say how: in accepts, or as a price of kind reduced or "
        "voluntary.",
        "Kan ieder kind meedoen, ook als er weinig geld is? Zeg hoe: in accepts, of als prijs met kind reduced of "
        "voluntary.",
    ),
    "no-first-visit": (
        "Tell in firstVisit what a child can expect the first time.",
        "Vertel in firstVisit wat een kind de eerste keer kan verwachten.",
    ),
    "missing-enrolment": (
        "Say how to join: fill in enrolment.",
        "Zeg hoe je meedoet: vul enrolment in.",
    ),
    "missing-place": (
        "Say where it is: fill in place, or serviceArea when you come to the child.",
        "Zeg waar het is: vul place in, of serviceArea als u naar het kind toe komt.",
    ),
    "missing-time": (
        "Say when it is: fill in schedule or sessions.",
        "Zeg wanneer het is: vul schedule of sessions in.",
    ),
    "no-follow-up": (
        "Say in followUp what a child can do after this in its own time: the ids of activities.",
        "Zeg in followUp wat een kind hierna in zijn vrije tijd kan doen: de id's van activiteiten.",
    ),
    "level-in-title": (
        "Leave words about level or talent out of the title: this is a first step, for everybody.",
        "Laat woorden over niveau of talent uit de titel: dit is een eerste stap, voor iedereen.",
    ),
    "dates-put-back": (
        "These dates were changed one by one and are as planned again: {dates}. Send schedule.exceptions to keep that.",
        "Deze datums waren apart veranderd en staan nu weer als gepland: {dates}. Stuur schedule.exceptions mee om dat "
        "te houden.",
    ),
    "unknown-follow-up": (
        "Nothing has this id (yet): families do not see this step until it is there.",
        "Dit id is er (nog) niet: gezinnen zien deze stap pas als het er is.",
    ),
    "hard-to-read": (
        "Write shorter words and sentences: this reads harder than B1 (ease {ease}, at least 60 is plain; the longest "
        "sentence has {words} words).",
        "Schrijf kortere woorden en zinnen: dit is moeilijker dan B1 (score {ease}, vanaf 60 is het goed te lezen; de "
        "langste zin heeft {words} woorden).",
    ),
    "dead-link-placeholder": (
        "Put the real address in place of this example address.",
        "Zet het echte webadres in plaats van dit voorbeeld.",
    ),
    "dead-link-not-public": (
        "Give an address that works on the internet: this one only works inside your own network.",
        "Geef een webadres dat op internet werkt. Dit adres werkt alleen binnen uw eigen netwerk.",
    ),
    "dead-link-no-ending": (
        "Check this address: its name has no ending such as .nl.",
        "Kijk dit webadres na: er mist een einde, zoals .nl.",
    ),
    "dead-link-doubled": (
        "Check this address: https:// stands in it twice.",
        "Kijk dit webadres na: https:// staat er twee keer in.",
    ),
    "likely-duplicate": (
        "This looks like an activity that is there already. Is it the same? Then change that one.",
        "Dit lijkt op een activiteit die er al is. Is het dezelfde? Pas dan die aan.",
    ),
}

GAIN_TEXTS: Mapping[str, tuple[str, str]] = {
    "summary": ("Say in one or two sentences what children do.", "Zeg in een of twee zinnen wat kinderen doen."),
    "schedule": ("Say when it is.", "Zeg wanneer het is."),
    "place": ("Say where it is.", "Zeg waar het is."),
    "age": ("Say for which age or group it is.", "Zeg voor welke leeftijd of groep het is."),
    "cost": ("Say what it costs, or that it is free.", "Zeg wat het kost, of dat het gratis is."),
    "enrolment": ("Say how to join.", "Zeg hoe je meedoet."),
    "themes": ("Choose one or more themes.", "Kies een of meer thema's."),
    "firstVisit": ("Tell what the first time is like.", "Vertel hoe de eerste keer gaat."),
    "supervision": ("Say who is with the children.", "Zeg wie de kinderen begeleidt."),
    "stage": ("Choose: discover, deepen or join.", "Kies: kennismaken, verdiepen of lid worden."),
    "kind": ("Choose what kind it is, such as club or workshop.", "Kies wat het is, zoals club of workshop."),
    "contact": ("Say where people can ask.", "Zeg waar mensen iets kunnen vragen."),
    "individual": ("Say whether one child can simply join.", "Zeg of één kind zomaar mee kan doen."),
    "accessibility": ("Say whether a wheelchair can get in.", "Zeg of je er met een rolstoel in kunt."),
    "bring": ("Say what to bring, or that nothing is needed.", "Zeg wat je meeneemt, of dat niets nodig is."),
    "noExperienceNeeded": ("Say whether a beginner can join.", "Zeg of een beginner mee kan doen."),
    "image": ("Add a picture with a description.", "Zet er een foto bij, met een beschrijving."),
}


def warn(code: str, pointer: str, **values: object) -> Fault:
    """One of `WARNINGS` at a place in the body. The kinds of dead link share the code `dead-link`."""
    english, dutch = WARNINGS[code]
    named = "dead-link" if code.startswith("dead-link-") else code
    return Fault(named, english.format(**values), pointer=pointer, detail_nl=dutch.format(**values))


def warn_of_duplicate(url: str) -> Fault:
    """With the address of what it looks like."""
    english, dutch = WARNINGS["likely-duplicate"]
    return Fault("likely-duplicate", english, pointer="/title", hint=url, detail_nl=dutch)
