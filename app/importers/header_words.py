"""The columns people and systems write, by what they hold. Folded: no case, marks, punctuation or underscores.

`TARGETS` are the members a mapping may name. The names come from lists of clubs, libraries and municipalities, and
from the exports of The Events Calendar, EventON, Eventbrite, Outpost, OpenActive, UiT and Open Referral.
"""

import re
from typing import Final

from app.domain.text import words
from app.importers.header_words_more import MORE_COLUMNS
from app.importers.header_words_systems import SYSTEM_COLUMNS

_LISTED: Final[dict[str, str]] = MORE_COLUMNS | {
    "externalId": "id|externalid|external id|extern id|externe id|uid|uuid|identifier|identificatie|nummer|"
    "activiteitnummer|activiteit id|activiteitid|activity id|event id|eventid|import id|code|"
    "volgnr|rijnummer|"
    "regelnummer|cursuscode|activiteitcode|ref|reference|referentie|record id|recordid|objectid|guid|sku|"
    "service id|cdbid|nr|volgnummer|aanbod id|aanbodid|program id|course id|cursusnummer|key|"
    "sleutel",
    "seriesId": "series id|serie id|reeks id|reeksid|reeksnummer|serienummer|event series id|recurrence id|"
    "recurring event id|recurring id|series|event series",
    "parentId": "import id reference|parent id|parentid|hoort bij|ouder id",
    "title": "titel|title|naam|name|activiteit|activiteitnaam|naam activiteit|naam van de activiteit|"
    "activiteitsnaam|activiteit naam|event name|eventname|event title|event|evenement|naam "
    "evenement|onderwerp|subject|summary title|titel activiteit|activiteitentitel|cursus|"
    "cursusnaam|naam cursus|workshop|les|lesnaam|programma|aanbod|naam aanbod|aanbod naam|"
    "service name|post title|activity|activity name|activity title|course|course name|class|"
    "class name|session name|programme|program name|what|wat|kop|titel nl|title nl|naam nl|"
    "name nl|sport|team|teamnaam|sportactiviteit|activiteit titel|naam van activiteit|event naam|"
    "evenementnaam|naam workshop|titel workshop|club|clubnaam|voorstelling|voorstellingen|kamp|vakantiekamp|"
    "clinic|excursie|titel voorstelling|naam voorstelling",
    "titleExtra": "subtitel|subtitle|ondertitel|evcal subtitle",
    "summary": "samenvatting|korte omschrijving|korte beschrijving|korte tekst|intro|introductie|"
    "inleiding|kort|excerpt|event excerpt|short description|teaser|lead|kernachtige "
    "omschrijving|summary|abstract|wervende tekst|omschrijving kort|beschrijving kort|"
    "uittreksel|post excerpt",
    "description": "omschrijving|beschrijving|description|event description|toelichting|tekst|inhoud|"
    "details|content|lange omschrijving|lange beschrijving|uitgebreide omschrijving|"
    "uitgebreide beschrijving|long description|omschrijving activiteit|beschrijving "
    "activiteit|activiteit omschrijving|activiteitomschrijving|full description|body|wat ga "
    "je doen|over|about|post content|informatie|info|omschrijving aanbod|omschrijving nl|"
    "omschrijving lang|activity description|wat gaan we doen|service description|"
    "beschrijving lang",
    "note": "opmerking|opmerkingen|bijzonderheden|notitie|notities|extra informatie|extra info|"
    "aanvullende informatie|overig|remarks|notes|comments|aanvullend|overige informatie|meer "
    "informatie tekst|additional information",
    "firstVisit": "eerste keer|eerste bezoek|first visit|wat gebeurt er de eerste keer",
    "bring": "meenemen|mee te nemen|meebrengen|wat neem je mee|what to bring|zelf meenemen|"
    "benodigdheden|bring|wat meenemen|kleding",
    "takesHome": "mee naar huis|takes home|resultaat",
    "organisation": "organisatie|organisation|organization|organisator|organizer|organiser|aanbieder|"
    "provider|vereniging|naam vereniging|verenigingsnaam|club naam|naam organisatie|"
    "organisatienaam|naam aanbieder|event organizer name|organizer name|organiser name|"
    "stichting|instelling|partner|event organizer|organisatie naam|naam van de organisatie|"
    "organisatie aanbieder|aanbiedende organisatie|uitvoerder|host|hosted by|by|aangeboden "
    "door|door|sportaanbieder|sportvereniging|cultuuraanbieder|instantie|organizers|"
    "uitvoerende organisatie|gezelschap|naam club|naam stichting|verzorgd door|door wie",
    "organisationUrl": "website organisatie|website aanbieder|organizer website|organisation url|organisatie "
    "website|organisation website|website vereniging",
    "place": "locatie|location|plek|venue|venue name|event venue name|location name|locatienaam|naam "
    "locatie|plaats van de activiteit|waar|where|accommodatie|accommodatienaam|gebouw|"
    "sporthal|zaal|zaal locatie|speellocatie|event location|activity location|locatie naam|"
    "naam van de locatie|plaats activiteit|event venue|sportlocatie|sportaccommodatie|"
    "wijkcentrum|buurthuis|facility|site|place|place name|trainingslocatie|ruimte|location "
    "venue|naam accommodatie|locatie activiteit|school",
    "placeKind": "soort locatie|type locatie|locatietype|soort accommodatie|location type",
    "address": "adres|address|volledig adres|full address|adresgegevens|locatie adres|adres locatie|"
    "bezoekadres|adres activiteit|venue address full|event location address|locatieadres|"
    "adres van de locatie|location address|adres gegevens",
    "streetAddress": "straat|street|straatnaam|street address|streetaddress|venue address|address 1|address1|"
    "address line 1|location address 1|adres 1|adresregel 1|address line1|straat en "
    "huisnummer|straat huisnummer|straat nummer|straat nr",
    "streetAddress2": "venue address 2|address 2|address2|address line 2|location address 2|adresregel 2",
    "houseNumber": "huisnummer|house number|nummer huis|huisnr|housenumber|huis nummer",
    "houseNumberAddition": "toevoeging|huisnummertoevoeging|huisletter|huisnummer toevoeging|huisnr toevoeging|"
    "house number addition",
    "postalCode": "postcode|postal code|postalcode|zip|zip code|zipcode|venue zip|location postcode|pc|"
    "post code|postcode locatie|venue postal code|postkode",
    "locality": "plaats|woonplaats|plaatsnaam|stad|city|town|venue city|location city|addresslocality|"
    "locality|vestigingsplaats|dorp|kern|plaats locatie",
    "lat": "lat|latitude|breedtegraad|location latitude|venue latitude|y wgs84|breedte|geo lat|latitude wgs84",
    "lon": "lon|lng|long|longitude|lengtegraad|location longitude|venue longitude|x wgs84|lengte|"
    "geo lon|geo lng|longitude wgs84",
    "latlon": "coordinaten|coordinates|latlon|lat lon|latlng|lat lng|geo|geopoint|geo point|geo point "
    "2d|gps|point|wkt|shape",
    "gemeente": "gemeente|municipality|gemeentenaam|gemeente naam",
    "stadsdeel": "stadsdeel|borough|deelgemeente|stadsdeelnaam|gebied",
    "wijk": "wijk|wijknaam|district|wijk naam|wijkcode",
    "buurt": "buurt|buurtnaam|neighbourhood|neighborhood|buurtcode",
    "themes": "thema|themas|theme|themes|categorie|categorieen|category|categories|event category|"
    "rubriek|soort sport|sporttak|discipline|disciplines|onderwerpen|tags|interesse|"
    "interesses|subject area|tak van sport|activiteitsoort|sporten|domein|cultuurdiscipline|"
    "event categories|service taxonomies|taxonomies|taxonomy ids|activity type|activiteit "
    "type|hoofdcategorie|subcategorie|genre|labels thema|trefwoorden|keywords|event type|"
    "kunstdiscipline|event tags|typering",
    "kind": "soort|soort activiteit|type|type activiteit|vorm|activiteitstype|activiteitentype|kind|"
    "soort aanbod|type aanbod|aanbodvorm|format|soort evenement|activiteitvorm",
    "stage": "fase|stap|stage|niveau van deelname|trede",
    "audience": "voor wie|audience|publiek",
    "schoolTime": "schooltijd|binnenschools buitenschools|binnen of buiten schooltijd|binnen buiten schooltijd|"
    "school time",
    "age": "leeftijd|leeftijden|age|ages|leeftijdscategorie|leeftijdsgroep|leeftijdsgroepen|age "
    "range|agerange|leeftijdsindicatie|doelgroep|doelgroepen|target group|leeftijd "
    "deelnemers|leeftijdsklasse|age group|typical age range|typicalagerange|leeftijd "
    "doelgroep|doelgroep leeftijd|leeftijd van tot|voor welke leeftijd|age restriction|age "
    "groups|categorie leeftijd|leeftijdcategorie|leeftijdsbereik",
    "ageMin": "min leeftijd|minimum leeftijd|minimumleeftijd|leeftijd van|leeftijd vanaf|vanaf "
    "leeftijd|age min|min age|minage|agemin|minimum age|leeftijd min|age from|leeftijd "
    "minimum|leeftijd minimaal|minimale leeftijd|agefrom|start age|jongste leeftijd|van "
    "leeftijd|leeftijd begin|lowest age|minimumage",
    "ageMax": "max leeftijd|maximum leeftijd|maximumleeftijd|leeftijd tot|tot leeftijd|age max|max age|"
    "maxage|agemax|maximum age|leeftijd max|age to|leeftijd maximum|leeftijd maximaal|"
    "maximale leeftijd|leeftijd t m|ageto|end age|oudste leeftijd|t m leeftijd|leeftijd tot "
    "en met|tot en met leeftijd|leeftijd eind|highest age|maximumage",
    "schoolGroups": "groep|groepen|schoolgroep|schoolgroepen|groep klas|leerjaar|leerjaren|klas|klassen|"
    "school groups|geschikt voor groep|bestemd voor groep",
    "schoolTypes": "schooltype|schooltypen|schoolsoort|onderwijstype|onderwijssoort|soort onderwijs|school "
    "type|school types|onderwijsniveau",
}
COLUMNS: Final[dict[str, str]] = {
    target: "|".join(filter(None, (_LISTED.get(target), SYSTEM_COLUMNS.get(target))))
    for target in (*_LISTED, *SYSTEM_COLUMNS)
}
_IGNORED_LISTED = (
    "provincie|province|state|region|county|addressregion|regio|venue state province|venue state|"
    "venue province|land|country|addresscountry|venue country|location country|visible to|"
    "zichtbaar tot|publicatie einddatum|visible from|zichtbaar vanaf|publicatie startdatum|"
    "event show map link|event show map|hide|sticky|comment status|ping status|"
    "event hide from upcoming|event sticky|event featured|featured|menu order|post author|post type|"
    "color|publish date|event gmap|event phone|created|created at|aangemaakt|gewijzigd|modified|"
    "modified at|updated|updated at|laatst gewijzigd|last updated|datum toegevoegd|timestamp|"
    "tijdstempel|created by|aangemaakt door|preferred for post|event dateline|needs referral|"
    "links label|labels|is local offer|lft|rgt|version|versie|slug|event show google map|"
    "event currency position|"
    "submission date|submitted at|date submitted|ingezonden op|datum inzending|datum ingevuld|invuldatum|inzenddatum|"
    "ingevuld op|created date|date created|created time|last modified|last modified time|laatst bewerkt|"
    "datum gewijzigd|datum aangemaakt|wijzigingsdatum|aanmaakdatum|tijd van voltooien|completion time"
)
IGNORED: Final = frozenset(_IGNORED_LISTED.split("|"))

TARGETS: Final = frozenset(COLUMNS)
WORDS: Final[dict[str, str]] = {word: target for target, listed in COLUMNS.items() for word in listed.split("|")} | {
    " ".join(words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", target))): target for target in TARGETS
}

WIRE_NAMES: Final[dict[str, str]] = {
    "organisation.name": "organisation",
    "place.name": "place",
    "place.kind": "placeKind",
    "place.address": "address",
    "place.address.streetAddress": "streetAddress",
    "place.address.postalCode": "postalCode",
    "place.address.addressLocality": "locality",
    "place.location.lat": "lat",
    "place.location.lon": "lon",
    "place.gemeente": "gemeente",
    "place.wijk": "wijk",
    "place.buurt": "buurt",
    "place.stadsdeel": "stadsdeel",
    "age.min": "ageMin",
    "age.max": "ageMax",
    "prices": "price",
    "cost": "price",
    "prices.amount": "price",
    "contact.email": "email",
    "contact.phone": "phone",
    "contact.url": "url",
    "source.url": "url",
    "source.externalId": "externalId",
    "enrolment.url": "enrolUrl",
    "enrolment.how": "enrolment",
    "enrolment.opensAt": "enrolOpens",
    "enrolment.closesAt": "enrolCloses",
    "enrolment.minimum": "minimum",
    "image.url": "image",
    "image.alt": "imageAlt",
    "schedule.summary": "schedule",
    "sessions": "schedule",
    "schedule.rules": "rrule",
    "spokenLanguages": "language",
    "sessions.startsAt": "start",
    "sessions.endsAt": "end",
    "startsAt": "start",
    "endsAt": "end",
    "id": "externalId",
    "accessibility.wheelchair": "wheelchair",
    "accessibility.features": "accessibility",
    "group.size": "capacity",
    "season.from": "date",
    "season.to": "endDate",
    "runsInHolidays": "holidays",
}
"""Members of the wire that a saved mapping may name as well."""

LOOSE: Final[tuple[tuple[str, str], ...]] = (
    ("weekday", r"welke dag|which day"),
    (
        "ageMin",
        r"^(?:jeugd|kinderen|kind) vanaf\b|"
        r"(?:min\w*|vanaf|jongste|laagste).{0,20}leeftijd|leeftijd.{0,20}(?:min|vanaf|van$)|(?:min|lowest)\w* age",
    ),
    ("ageMax", r"(?:max\w*|oudste|hoogste).{0,20}leeftijd|leeftijd.{0,20}(?:max|tot|t m)|(?:max|highest)\w* age"),
    ("endTime", r"eindtijd|end time|hoe laat.{0,20}(?:klaar|afgelopen|eindig)|tijd.{0,12}(?:eind|tot)"),
    ("startTime", r"starttijd|begintijd|start time|hoe laat.{0,20}begin|aanvangstijd|tijd.{0,12}(?:begin|start)"),
    ("endDate", r"einddatum|end date|laatste (?:les|datum|dag)|datum.{0,12}(?:eind|tot)"),
    ("date", r"startdatum|start date|begindatum|eerste (?:les|datum|dag)|\bdatum\b|\bdate\b"),
    (
        "enrolUrl",
        r"(?:aanmeld|inschrijf|registrati\w*|ticket|book\w*).{0,20}(?:link|url|pagina)|link.{0,20}(?:aanmeld|inschrij)",
    ),
    ("email", r"\be ?mail|\bmailadres"),
    ("phone", r"telefoon|\bphone|\bmobiel"),
    (
        "person",
        r"contactpersoon|naam.{0,12}(?:contact|docent|trainer|begeleider)|contact person|uw naam|je naam|your name",
    ),
    ("organisationUrl", r"website.{0,20}(?:organisatie|vereniging|aanbieder|club)"),
    ("image", r"afbeelding|\bfoto|\bimage|\bpicture"),
    (
        "mayPublish",
        r"^(?!.*\b(?:foto|beeld|naam|tel|mail|e mail|adres|gegevens|datum|link|url|pagina|tekst|titel))(?:"
        r".*\b(?:publiceren|publicatie|gepubliceerd)\b|"
        r".*\b(?:mag|toestemming|akkoord|tonen|getoond|plaatsen|geplaatst|zetten|zichtbaar|vermeld\w*|delen)\b"
        r".*\b(?:website|site|online|internet)\b|.*\b(?:website|online)\b.*\b(?:tonen|zichtbaar|plaatsen|zetten)\b)",
    ),
    ("url", r"website|webadres|\blink\b|\burl\b|webpagina"),
    ("postalCode", r"postcode|postal code|zip code"),
    ("streetAddress", r"straat|street"),
    ("address", r"\badres|\baddress"),
    ("freeTrial", r"proefles|gratis kennismak"),
    ("place", r"\bwaar\b|\bwhere\b|\blocatie"),
    ("locality", r"woonplaats|plaatsnaam|\bplaats\b|\bcity\b|\btown\b"),
    ("wijk", r"\bwijk(?:en|naam)?\b"),
    ("stadsdeel", r"stadsdeel"),
    (
        "title",
        r"naam.{0,24}(?:activiteit|aanbod|evenement|cursus|workshop|les\b)|titel|"
        r"hoe heet.{0,24}(?:activiteit|aanbod|evenement|cursus|workshop|les\b)|(?:name|title) "
        r"of.{0,12}(?:activity|event|course)|(?:activity|event|course) (?:name|title)",
    ),
    ("summary", r"kort\w* (?:omschrij|beschrij)|samenvat|short desc"),
    ("description", r"omschrij|beschrij|descri|wat (?:ga|gaan|kun|doe)|vertel.{0,20}over"),
    (
        "organisation",
        r"organisatie|organiseert|vereniging|aanbieder|organi[sz]er|organi[sz]ation|naam.{0,12}(?:club|stichting|instelling)",
    ),
    (
        "price",
        r"kost(?!enplaats)|prijs|\bprijzen|tarief|contributie|\bprice|\bcost|\bfee\b|"
        r"(?<!gemeentelijke )bijdrage(?! (?:van )?(?:de )?(?:gemeente|fonds))",
    ),
    ("schoolGroups", r"welke groep|groep\w* \d|\bgroepen\b"),
    ("age", r"leeftijd|doelgroep|voor wie|hoe oud|\bages?\b|target group"),
    ("weekday", r"welke dag|\bdag\b|\bdagen\b|\bweekday|which day"),
    ("time", r"welke tijd|\btijd\b|hoe laat|what time|\btijden"),
    ("schedule", r"wanneer|rooster|schema|\bwhen\b"),
    ("enrolment", r"aanmeld|inschrij|opgeven|registrati|sign ?up"),
    ("place", r"locatie|\bwaar\b|accommodatie|\bvenue|\blocation|\bwhere\b|sporthal|gebouw"),
    ("place", r"\bvestiging\b|\bfiliaal"),
    ("capacity", r"(?:max\w*|aantal).{0,16}(?:deelnemers|kinderen|plaatsen)"),
    ("themes", r"categorie|thema|categor"),
    ("accessibility", r"toegankelijk|accessib|voorzieningen"),
    ("bring", r"meenemen|meebrengen|to bring"),
    ("note", r"opmerking|bijzonderhe|toelichting|remarks|extra info"),
)
"""Words inside longer headers (the questions of a form); tried only when the whole name is not known."""
