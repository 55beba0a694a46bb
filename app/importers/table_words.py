"""Words in cells that mean one of the fixed words of the catalogue; whole cells or parts of a list, folded."""

from typing import Final


def _table(pairs: dict[str, str]) -> dict[str, str]:
    return {word: value for value, words in pairs.items() for word in words.split("|")}


KINDS: Final = _table(
    {
        "workshop": "workshop|workshops|masterclass|clinic|sportclinic|creatieve workshop",
        "course": "cursus|cursussen|course|lessenserie|cursus of workshop|lessenreeks|reeks|korte cursus|"
        "jaarcursus|cursus "
        "workshop|les of cursus|courseinstance|cursus met open sessies",
        "club": "club|vereniging|clubs|sportvereniging|lidmaatschap|team|koor|orkest",
        "event": "evenement|event|events|evenementen|voorstelling|concert|festival|theatervoorstelling|"
        "film|toernooi|wedstrijd|feest|lezing|markt of braderie|begeleide uitstap of rondleiding|"
        "spel of quiz|tentoonstelling|eenmalig|eenmalige activiteit",
        "dropIn": "inloop|vrije inloop|inloopactiviteit|instuif|drop in|dropin|open inloop|vrij spelen|spelinloop",
        "openDay": "open dag|opendag|open day|open huis|kijkdag",
        "camp": "kamp|kamp of vakantie|camp|vakantiekamp|zomerkamp|sportkamp|dagkamp|kampen",
        "lesson": "les|lessen|lesson|gastles|wekelijkse les|training|trainingen|proefles|sportles|class|"
        "kennismakingsles",
        "programme": "programma|programme|program|project|traject|schoolproject|lesprogramma",
        "kit": "leskist|kit|leskoffer|lespakket",
        "loan": "uitleen|lenen|loan",
    }
)
STAGES: Final = _table(
    {
        "discover": "kennismaken|discover|ontdekken|kennismaking|orienteren|proeven",
        "deepen": "verdiepen|deepen|verdieping|ontwikkelen",
        "join": "erbij blijven|lid worden|join|meedoen|doorstromen|deelnemen|vervolg",
    }
)
STATUSES: Final = _table(
    {
        "open": "open|actief|active|definitief|gaat door|publish|published|gepubliceerd|live|scheduled|gepland|"
        "bevestigd|confirmed|eventscheduled|goedgekeurd|approved|lopend|online|available|public|started|"
        "ready for validation",
        "planned": "planned|concept|draft|pending|in voorbereiding|future|wacht op goedkeuring|private|"
        "verwacht|tentative",
        "cancelled": "geannuleerd|cancelled|canceled|afgelast|vervallen|gaat niet door|eventcancelled|afgezegd",
        "ended": "ended|beeindigd|gestopt|inactief|inactive|afgelopen|completed|gesloten|closed|defunct|"
        "archived|gearchiveerd|verlopen|trash|voorbij|temporarily closed",
    }
)
ENROLMENT_STATUSES: Final = _table(
    {
        "full": "vol|full|uitverkocht|volgeboekt|sold out|soldout|vol geboekt",
        "waitlist": "wachtlijst|waitlist|waiting list|reservelijst",
        "interest": "interesse|belangstelling|interest",
        "open": "nog plek|nog plekken|nog plaats|nog plaatsen vrij|plaatsen vrij|plek|plekken vrij|beschikbaar|te koop|"
        "in verkoop|on sale|inschrijving open|open voor inschrijving|aanmelden mogelijk|nog beschikbaar|nog plaatsen",
    }
)
ENROLMENT_WORDS: Final = (
    (
        "walkIn",
        (
            "inloop",
            "loop gewoon",
            "kom langs",
            "kom gewoon",
            "niet nodig",
            "zonder aanmelden",
            "zonder inschrijving",
            "geen aanmelding",
            "geen inschrijving",
            "loop binnen",
            "drop in",
            "drop-in",
            "vrij toegankelijk",
            "aanmelden niet",
            "not required",
            "ter plaatse",
            "aan de deur",
            "turn up",
            "just come",
            "no booking",
            "niet verplicht",
        ),
    ),
    (
        "form",
        (
            "formulier",
            "via de website",
            "via website",
            "via de site",
            "online",
            " form",
            "webshop",
            "ticket",
            "aanmeldlink",
            "http",
            "www.",
            "via link",
        ),
    ),
    ("phone", ("telefo", "bel ", "bellen", "phone", "call")),
    ("mail", ("mail", "@")),
    ("whatsapp", ("whatsapp", "app ", "appje")),
    (
        "viaSchool",
        (
            "via school",
            "via de school",
            "via de leerkracht",
            "through school",
            "bij de leerkracht",
            "bij de juf",
            "via parro",
            "via de groepsleerkracht",
            "bij de groepsleerkracht",
            "schoolapp",
            "via social schools",
            "op school",
        ),
    ),
    ("viaBso", ("via de bso", "via bso")),
)
PLACE_KINDS: Final = _table(
    {
        "school": "school|basisschool|schoolgebouw|middelbare school|brede school|kindcentrum",
        "library": "bibliotheek|library|bieb",
        "museum": "museum",
        "cityFarm": "kinderboerderij|stadsboerderij|city farm|boerderij",
        "communityCentre": "wijkcentrum|buurthuis|buurtcentrum|community centre|community center|dorpshuis|"
        "jongerencentrum|speeltuin gebouw|wijkgebouw|ontmoetingscentrum|huis van de wijk|"
        "cultureel centrum",
        "sports": "sporthal|sportzaal|gymzaal|sportpark|zwembad|sports|sportveld|sportcentrum|sportschool|"
        "dojo|tennisbaan|manege|sportaccommodatie|sportlocatie|ijsbaan|voetbalveld",
        "outdoors": "buiten|park|outdoors|plein|speeltuin|bos|strand|natuur|openbare ruimte|trapveld",
        "workshop": "werkplaats|atelier|workshop|makerspace|fablab|studio",
        "theatre": "theater|theatre|poppodium|bioscoop|schouwburg|concertzaal",
    }
)
LANGUAGES: Final = _table(
    {
        "nl": "nl|nederlands|dutch|nl nl|nederlandstalig",
        "en": "en|engels|english|en gb|en us|gb",
        "tr": "tr|turks|turkish",
        "ar": "ar|arabisch|arabic",
        "pl": "pl|pools|polish",
        "uk": "uk|oekraiens|ukrainian",
        "de": "de|duits|german",
        "fr": "fr|frans|french",
        "es": "es|spaans|spanish",
        "fy": "fy|fries|frisian",
        "pap": "pap|papiaments|papiamento",
        "so": "so|somalisch|somali",
        "ti": "ti|tigrinya",
        "ru": "ru|russisch|russian",
        "bg": "bg|bulgaars|bulgarian",
        "pt": "pt|portugees|portuguese",
        "it": "it|italiaans|italian",
        "fa": "fa|farsi|perzisch",
        "zh": "zh|chinees|chinese",
    }
)
GENDERS: Final = _table(
    {
        "girls": "meisjes|meiden|girls|vrouwen|v|vrouw|female|femaleonly|f|dames|alleen meisjes|alleen meiden",
        "boys": "jongens|boys|mannen|m|man|male|maleonly|heren|alleen jongens",
        "": "gemengd|mixed|alle|beide|both|iedereen|m v|mv|jongens en meisjes|none|nogenderrestriction|all",
    }
)
ONLINE: Final = frozenset(
    [
        "online",
        "digitaal",
        "virtueel",
        "via zoom",
        "zoom",
        "teams",
        "via teams",
        "online via zoom",
        "livestream",
        "thuis online",
        "virtual",
    ]
)
HOME: Final = frozenset(["thuis", "at home", "home", "bij jou thuis", "bij u thuis", "aan huis", "bij het gezin thuis"])
AT_SCHOOL: Final = frozenset(["op school", "at school", "eigen school", "op jouw school", "in de klas", "op de school"])
MOBILE: Final = frozenset(
    [
        "op locatie bij u",
        "bij u op locatie",
        "mobiel",
        "op aanvraag op locatie",
        "komt naar je toe",
        "wisselende locaties op school",
    ]
)
