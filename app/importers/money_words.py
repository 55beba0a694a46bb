"""The Dutch and English words around amounts: what an amount buys, what it is for, and what is no amount at all."""

import re
from typing import Final

UNITS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (per, re.compile(pattern))
    for per, pattern in (
        ("halfYear", r"\b(?:half\s?jaar|halfjaar|halfjaarlijks|zes maanden|6 maanden|half year)\b"),
        (
            "term",
            r"\b(?:kwartaal|per kwart|trimester|per blok|per periode|(?:3|drie) (?:maanden|mnd|mndn)|"
            r"quarter(?:ly)?|per term|/term|a term)\b",
        ),
        ("season", r"\b(?:seizoen|schooljaar|per jaargang|season|school year)\b"),
        (
            "month",
            r"(?:\b(?:per|a|each|every|de|/)?\s?(?:maand|mnd|month|mth)\b|\bp/?\.?m\b\.?|"
            r"\bmaandelijks|\bmaandabonnement|\bmaandcontributie|\bmaandlidmaatschap|\bmonthly)",
        ),
        (
            "week",
            r"(?:\b(?:per|a|each|elke|/)\s?(?:hele\s)?week\b|/\s?week\b|\bp/w\b|\bweekly\b|\bvoor de "
            r"hele week\b)",
        ),
        (
            "year",
            r"(?:\bper jaar\b|\bp/?\.?j\b\.?|/\s?(?:jaar|year|jr)\b|\bjaarlijks|\b(?:per|a) (?:year|"
            r"annum|jr)\b|\bannual|\byearly|\bjaarcontributie|\bjaarlidmaatschap|\bvoor een jaar\b|"
            r"\bjaarkaart\b|\bjaarabonnement\b)",
        ),
        (
            "card",
            r"(?:\bstrippen\s?kaart|\brittenkaart|\b\d{1,3}[- ]?(?:ritten|badenkaart|strippen|"
            r"lessenkaart|beurtenkaart)|\bkaart voor \d|\b\d{1,3}[- ]?x[- ]?kaart|\bbadenkaart|"
            r"\blessenkaart|\bbeurtenkaart|\bpunch card|\b\d{1,3}[- ]?class pass|\btienrittenkaart)",
        ),
        (
            "session",
            r"(?:\b(?:per|a|each|/)\s?(?:\w{1,12}\s)?(?:les|lesje|keer|x|sessie|middag|avond|ochtend|"
            r"bijeenkomst|workshop|training|bezoek|activiteit|bezoekje|dagdeel|half day|session|class|"
            r"lesson|visit|time|entree|toegang|kaartje|ticket|voorstelling|film|concert|clinic|"
            r"wandeling|speurtocht|rondleiding|evenement|event|weekend|optreden|beurt|instuif|"
            r"proefles|zwembeurt|baantje|baan|rit)\b|\bp/?k\b|\b(?:entree|toegang|toegangsprijs|entry|"
            r"admission|entreeprijs|losse les|losse kaart|ticket(?:prijs)?|dagkaart|dagkaartje)\b|"
            r"/\s?(?:les|keer|sessie|session|class)\b)",
        ),
        ("day", r"(?:\b(?:per|a|each|/)\s?(?:kamp)?(?:dag|day)\b|/\s?(?:dag|day)\b|\bp/d\b|\bper nacht\b|\bdaily\b)"),
        ("hour", r"(?:\b(?:per|a|an|each|/)\s?(?:half\s?)?(?:uur|hour|hr)\b|/\s?(?:uur|hour|hr)\b|\bp/?u\b)"),
        (
            "group",
            r"(?:\b(?:per|a|each|voor een|/)\s?(?:groep|klas|school|gezin|team|familie|groepje|group|"
            r"family|household|partij|kinderfeestje|huishouden|schoolklas)\b|\bgezinnen\b|"
            r"\bgezinskaart|\bfamily ticket|\bgroepsprijs|\bfamilieticket|\bgezinslidmaatschap)",
        ),
        (
            "course",
            r"(?:\b(?:per|hele|volledige|gehele|totale|a|whole|full|/|deze|the)\s?(?:cursus|reeks|"
            r"serie|lessenserie|lessenreeks|programma|course|kamp|traject|cyclus|project|serie lessen|"
            r"lesblok|series|camp)\b|\bcursusgeld|\bcursusprijs|\blesgeld|\bcursuskosten|\bkosten "
            r"kamp|\bvoor (?:de |alle )?\d{1,3} (?:\w{1,12} )?(?:lessen|keer|bijeenkomsten|middagen|"
            r"avonden|sessies|workshops|weken|trainingen|ochtenden|dagen)|\bfor \d{1,3} (?:\w{1,12} "
            r")?(?:lessons|sessions|classes|weeks))",
        ),
        ("once", r"\b(?:eenmalig|ineens|one[- ]off|once)\b"),
    )
)
"""What one amount buys; the first that is found counts. The order matters: a half year before a year."""

KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "registration",
            r"inschrijf|aanmeldkosten|aanmeldingskosten|administratie|registratie|registration|"
            r"joining fee|sign-?up fee|entreegeld|inleggeld",
        ),
        ("deposit", r"\bborg\b|borgsom|statiegeld|waarborg|\bdeposit"),
        (
            "materials",
            r"materia(?:al|len)|leermiddel|lesboek|lesmateriaal|\bmaterials?\b|grondstoff|"
            r"ingredi[eë]nt|\bboekje\b|\bboeken\b",
        ),
        ("equipment", r"\bkleding|\btenue|\bpak\b|\bjudopak|uitrusting|\bhuur|\bhire\b|\brental\b|equipment|\bshirt"),
        (
            "trial",
            r"proef\s?les|proef\s?training|proefperiode|proefmaand|kennismaking|\b(?:eerste|1e) "
            r"(?:\w{1,12} )?(?:les|lessen|keer|training|trainingen|maand)\b|first (?:\w{1,12} "
            r")?(?:lesson|session|class|visit|time|month)|\btrial\b|taster|try-?out|\bproberen\b",
        ),
        (
            "secondChild",
            r"(?:tweede|2e|derde|volgende?|elk volgend) kind|broertje|zusje|\bbroer\b|\bzus\b|sibling|"
            r"second child",
        ),
        (
            "voluntary",
            r"vrijwillig|donatie|\bgift\b|fooienpot|\bfooi\b|donation|pay what you|vrije bijdrage|"
            r"naar draagkracht|betaal wat|contribution welcome|\bvrije gift",
        ),
        (
            "reduced",
            r"(?<!niet-)(?<!niet )(?<!non-)(?<!non )(?<!geen )\b(?:leden|lid|members?|abonnee|"
            r"abonnees|kaarthouders|pashouders)\b|korting|reductie|gereduceerd|\bcjp\b|stadspas|"
            r"\bpas\b|\w{2,14}pas\b|minima|student|early bird|vroegboek|concession|reduced|uitpas|"
            r"museumkaart|museumjaarkaart|rotterdampas|ooievaarspas|meedoen|laag inkomen|low income|"
            r"65\+|senioren|mantelzorg|kansentarief|sociaal tarief",
        ),
    )
)
"""What an amount is for; the first that is found counts, none is base."""

INCLUDED: Final = re.compile(
    r"\b(?:incl(?:usief|uding)?|inbegrepen|included|zonder|exclusief|excl(?:uding)?)\b\.?[^,;.&+\n]{0,60}"
    r"|(?:\+|\bplus\b)\s?[^\d€,;.&+\n]{3,60}$"
)
"""`inclusief materiaal` says what is in the price, and `+ materiaal` what comes on top, not what the price is for."""

FREE: Final = re.compile(
    r"\b(?:gratis|kosteloos|kosteloze|kostenloos|for free|free of charge|free|geen kosten|"
    r"geen toegangsprijs|geen entree|vrije? entree|vrije toegang|(?:entree|toegang):? vrij"
    r"|no charge|no cost|no fee|gratuit|kosten:? geen|nul euro|nihil|zonder kosten)\b(?!\s?(?:parkeren|parkeer|"
    r"wifi|koffie|drinken|parking|verzending|lance|running|play))"
)
NOT_FREE: Final = re.compile(r"\b(?:niet|not|nooit)\s+(?:gratis|kosteloos|free)\b")
NO_PRICE: Final = re.compile(
    r"(?:n\.?v\.?t\.?|n\.?t\.?b\.?|n/?a|-+|–|—|\?+|\.+|x|onbekend|unknown|geen|nvt|tba|tbd|"
    r"none|null|nan|niet van toepassing|n\.?n\.?b\.?|nog niet bekend|nader te bepalen|wisselend|varieert|divers)\.?"
)
"""Cells that say only that nothing is said."""

ELSEWHERE: Final = re.compile(
    r"op aanvraag|zie (?:de )?(?:web)?site|zie website|neem contact|in overleg|op aanvraag|on "
    r"request|see website|contact us|wisselend|verschilt|variabel|varieert|afhankelijk"
)

FOR_SOME: Final = re.compile(
    r"^\W{0,3}(?:voor|bij|met|t/m|tot|onder|vanaf|indien|als|op vertoon|for|with|under|"
    r"if)\b(?!\s+(?:iedereen|alle|allen|everyone|all|kinderen(?!\s*(?:t/m|tot|onder|vanaf|van|"
    r"jonger|tussen|met|\d))|jongeren\s*$|kids\s*$|children\s*$|het hele gezin|jong en oud|"
    r"deelnemers))"
)
"""`gratis voor leden`: free under a condition. `gratis voor kinderen` is not one: here children are asked about."""

SESSIONS: Final = re.compile(
    r"\b(\d{1,3})(?:\s|-)?(?:x\b|keer\b|(?:\w{1,12}\s)?(?:lessen|les\b|bijeenkomsten|sessies|"
    r"middagen|avonden|workshops|trainingen|ochtenden|lessons|sessions|classes|woensdagen|"
    r"zaterdagen|maandagen|dinsdagen|donderdagen|vrijdagen|zondagen|dagen|dagdelen)\b|"
    r"(?:-?\s?)?(?:rittenkaart|strippenkaart|badenkaart|lessenkaart|beurtenkaart|ritten|"
    r"strippen)\b)"
)
OFTEN: Final = re.compile(r"\b\d{1,2}\s?(?:x|×|keer|maal|dagen|lessen)\s?(?:per|p/?|in de|a|/)\s?week\b")
"""`€ 38 voor 2x per week` is no price of a week."""
FROM: Final = re.compile(r"(?:\bvanaf|\bv\.?a\.?|\bstarting at|\bfrom|\bminimaal|\bal vanaf|\bmin\.)\s*$")
