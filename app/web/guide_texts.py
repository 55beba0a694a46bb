"""The sentences of searching, the next step and the card, Dutch (B1) and English."""

from collections.abc import Iterable

NL: dict[str, str] = {
    "heading": "Wat kun je doen, bij jou in de buurt?",
    "intro": "Zoek iets leuks, kijk wat de volgende stap is en neem een kaartje mee. Het kost één minuut.",
    "place_label": "Waar woon je?",
    "place_hint": "Een wijk, plaats of postcode. Bijvoorbeeld: Moerwijk of 2531.",
    "age_label": "Hoe oud ben je?",
    "age_hint": "Een getal. Bijvoorbeeld: 9.",
    "q_label": "Wat vind je leuk?",
    "q_hint": "Mag leeg blijven. Bijvoorbeeld: dansen, dieren of robots.",
    "when_label": "Wanneer kun je?",
    "when_any": "Maakt niet uit",
    "free_label": "Alleen gratis",
    "search": "Zoek",
    "results_title": "Dit kun je doen",
    "found_one": "1 activiteit gevonden",
    "found": "{total} activiteiten gevonden",
    "nearest_first": "Wat het dichtst bij {place} is, staat bovenaan.",
    "as_interest": "We zochten op: {themes}.",
    "nothing_found": "We vonden niets dat past. Dit helpt:",
    "nothing_else": "We vonden niets dat past. Verander de vraag en zoek nog een keer.",
    "without": "Zoek zonder “{name}” ({total})",
    "free_unknown": "Van {count} andere activiteiten weten we de prijs niet.",
    "show_these": "Laat die ook zien",
    "more": "Laat meer zien",
    "others_one": "Nog 1 activiteit van {who}",
    "others": "Nog {count} activiteiten van {who}",
    "further": "Verder weg",
    "far_too": "Laat alles zien, ook verder weg",
    "choose_help": "Moeilijk kiezen? Wij zoeken drie dingen die passen.",
    "choose_button": "Kies drie voor mij",
    "on_card": "Zet op het kaartje",
    "next_button": "Wat komt hierna?",
    "make_card": "Maak een kaartje",
    "make_card_hint": "Kies hierboven een, twee of drie activiteiten. Op het kaartje staat niets over het kind.",
    "next_title": "De volgende stap",
    "next_after": "Na: {titles}",
    "next_intro": "Dit past bij wat je zei. Zet een vinkje bij wat op het kaartje mag.",
    "why": "Waarom past dit?",
    "note": "Let op:",
    "help": "Hulp met betalen: {names}",
    "travel": "Ongeveer {walk} lopen of {bike} fietsen",
    "relax_title": "Dan is er meer",
    "relax_place": "Zoek niet alleen in de buurt ({total})",
    "relax_reachM": "Zoek verder weg ({total})",
    "relax_age": "Zoek zonder leeftijd ({total})",
    "relax_free": "Ook als het geld kost ({total})",
    "relax_q": "Zoek ook iets anders ({total})",
    "no_travel": "Hiervoor hoef je niet te reizen",
    "guides": "Hier helpen mensen je verder",
    "questions": "Vragen om samen te stellen",
    "change": "Verander de vraag",
    "step_search": "Zoek de volgende stap",
    "paper": "Hoe groot is het papier?",
    "a6": "A6, zo groot als een ansichtkaart",
    "a5": "A5, een half vel",
    "size_now": "Dit kaartje is {size}.",
    "other_size": "Maak het {size}",
    "print_hint": "Printen: kies Afdrukken in uw browser (Ctrl + P). Alleen het kaartje komt op papier.",
    "send_title": "Bericht voor ouders",
    "send_hint": "Kopieer deze tekst in een mail of app.",
    "back_home": "Begin opnieuw",
    "nothing_chosen": "Kies eerst een activiteit voor het kaartje.",
    "too_many": "Op een kaartje passen drie activiteiten. Haal een vinkje weg.",
    "gone": "Deze activiteit is er niet meer. Begin opnieuw.",
    "fault_place": "Die plek kennen we niet. Schrijf een wijk, plaats of postcode, bijvoorbeeld Moerwijk of 2531.",
    "fault_age": "Schrijf de leeftijd als een getal van 0 tot en met 99, bijvoorbeeld 9.",
    "fault_q": "Schrijf een woord, bijvoorbeeld dansen of dieren.",
    "fault_when": "Kies een moment uit de lijst.",
    "fault_free": "Zet een vinkje of laat het leeg.",
    "fault_start": "Vul in waar je woont of wat je leuk vindt.",
    "fault_other": "Dit adres klopt niet helemaal. Zoek nog een keer met het formulier.",
    "try_heading": "Voor makers",
    "about": "Wegwijzer is een open gids. Iedereen mag de gegevens gebruiken op een eigen site of in een app.",
    "examples": "Probeer een voorbeeld",
}

EN: dict[str, str] = {
    "heading": "What can you do, close to home?",
    "intro": "Find something fun, see the next step and take a card along. It takes one minute.",
    "place_label": "Where do you live?",
    "place_hint": "A neighbourhood, town or postcode. For example: Moerwijk or 2531.",
    "age_label": "How old are you?",
    "age_hint": "A number. For example: 9.",
    "q_label": "What do you like?",
    "q_hint": "May stay empty. For example: dancing, animals or robots.",
    "when_label": "When can you go?",
    "when_any": "Any time",
    "free_label": "Only free things",
    "search": "Search",
    "results_title": "What you can do",
    "found_one": "1 activity found",
    "found": "{total} activities found",
    "nearest_first": "What is nearest to {place} comes first.",
    "as_interest": "We searched for: {themes}.",
    "nothing_found": "We found nothing that fits. This helps:",
    "nothing_else": "We found nothing that fits. Change the question and search once more.",
    "without": "Search without “{name}” ({total})",
    "free_unknown": "Of {count} other activities we do not know the price.",
    "show_these": "Show those too",
    "more": "Show more",
    "others_one": "1 more activity of {who}",
    "others": "{count} more activities of {who}",
    "further": "Further away",
    "far_too": "Show everything, further away too",
    "choose_help": "Hard to choose? We look for three things that fit.",
    "choose_button": "Choose three for me",
    "on_card": "Put on the card",
    "next_button": "What comes after this?",
    "make_card": "Make a card",
    "make_card_hint": "Choose one, two or three activities above. The card says nothing about the child.",
    "next_title": "The next step",
    "next_after": "After: {titles}",
    "next_intro": "This fits what you said. Tick what may go on the card.",
    "why": "Why does this fit?",
    "note": "Note:",
    "help": "Help with paying: {names}",
    "travel": "About {walk} on foot or {bike} by bike",
    "relax_title": "Then there is more",
    "relax_place": "Do not look close by only ({total})",
    "relax_reachM": "Look further away ({total})",
    "relax_age": "Search without an age ({total})",
    "relax_free": "Also when it costs money ({total})",
    "relax_q": "Look for something else too ({total})",
    "no_travel": "No travel needed for these",
    "guides": "People here help you on",
    "questions": "Questions to ask together",
    "change": "Change the question",
    "step_search": "Find the next step",
    "paper": "How large is the paper?",
    "a6": "A6, as large as a postcard",
    "a5": "A5, half a sheet",
    "size_now": "This card is {size}.",
    "other_size": "Make it {size}",
    "print_hint": "To print: choose Print in your browser (Ctrl + P). Only the card goes on paper.",
    "send_title": "Message for parents",
    "send_hint": "Copy this text into a mail or a chat.",
    "back_home": "Start again",
    "nothing_chosen": "First choose an activity for the card.",
    "too_many": "Three activities fit on a card. Untick one.",
    "gone": "This activity is no longer there. Start again.",
    "fault_place": "We do not know that place. Write a neighbourhood, town or postcode, such as Moerwijk or 2531.",
    "fault_age": "Write the age as a number from 0 to 99, such as 9.",
    "fault_q": "Write a word, such as dancing or animals.",
    "fault_when": "Choose a moment from the list.",
    "fault_free": "Tick it or leave it empty.",
    "fault_start": "Fill in where you live or what you like.",
    "fault_other": "Something in this address is not right. Search once more with the form.",
    "try_heading": "For makers",
    "about": "Wegwijzer is an open guide. Anyone may use the data on a site or in an app.",
    "examples": "Try an example",
}

DIRECTIONS: dict[str, tuple[str, str]] = {
    "route": ("De volgende stap op deze route", "The next step on this route"),
    "deepen": ("Verder met hetzelfde", "Further with the same"),
    "broaden": ("Iets nieuws proberen", "Try something new"),
    "again": ("Nog een keer", "Once more"),
}


MOMENTS: dict[str, tuple[str, str]] = {
    "today": ("Vandaag", "Today"),
    "afterSchool": ("Na school", "After school"),
    "mo": ("Maandag na school", "Monday after school"),
    "tu": ("Dinsdag na school", "Tuesday after school"),
    "we": ("Woensdagmiddag", "Wednesday afternoon"),
    "th": ("Donderdag na school", "Thursday after school"),
    "fr": ("Vrijdag na school", "Friday after school"),
    "weekend": ("In het weekend", "In the weekend"),
    "holiday": ("In de vakantie", "In the holidays"),
}
"""Free moments of a child: names of the API, and school days for the afternoon of that day."""


def list_moments(lang: str) -> list[tuple[str, str]]:
    """Each with its words."""
    return [(name, words[lang == "en"]) for name, words in MOMENTS.items()]


def ask_moment(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a form asks, with `when` in the parameters of the API."""
    asked: list[tuple[str, str]] = []
    for name, value in pairs:
        if name != "when":
            asked.append((name, value))
        elif len(value) == len("mo"):
            asked += [("weekday", value), ("moment", "afterSchool")]
        else:
            asked.append(("moment", value))
    return asked


def guide_texts(lang: str) -> dict[str, str]:
    """The sentences in English for `en`, else in Dutch."""
    return EN if lang == "en" else NL
