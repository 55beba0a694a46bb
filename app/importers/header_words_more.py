"""More columns by what they hold: money, time, links, contact, room, pictures, access and state."""

from typing import Final

MORE_COLUMNS: Final[dict[str, str]] = {
    "price": "prijs|kosten|cost|costs|price|prices|tarief|tarieven|event cost|entree|toegang|bijdrage|"
    "eigen bijdrage|prijs per deelnemer|kosten deelname|deelnamekosten|prijzen|fee|fees|"
    "bedrag|contributie|entreeprijs|toegangsprijs|ticketprijs|ticket price|lesgeld|"
    "cursusprijs|cursusgeld|kosten per keer|prijs per keer|kosten per les|prijs per les|cost "
    "amount|kosten per persoon|prijs p p|prijs euro|kosten euro|prijs in euro|kosten in euro|"
    "prijs eur|wat kost het|price eur|event price|inschrijfprijs|deelnameprijs|kosten "
    "deelnemer|prijs per kind|kosten per kind|kosten activiteit|price info|priceinfo",
    "priceName": "ticket type|tickettype|ticket name|ticketnaam|ticketsoort|soort ticket|soort kaart|kaartsoort|"
    "kaarttype|naam ticket|tariefnaam|naam tarief|tariefsoort|soort tarief|prijscategorie|prijsgroep|"
    "prijssoort|rate name|price type|price name|prijstype",
    "priceUnit": "kosten per|prijs per|eenheid|per eenheid|cost type|price per|prijseenheid|kosteneenheid|per",
    "priceNote": "toelichting kosten|kosten toelichting|toelichting prijs|prijs toelichting|cost option|"
    "price description|prijsinformatie|opmerking kosten|event cost description|kosten "
    "opmerking",
    "priceReduced": "prijs met korting|gereduceerd tarief|kortingsprijs|prijs met stadspas|prijs met pas|"
    "ledenprijs|prijs leden|kosten leden|reduced price|tarief leden|prijs ooievaarspas",
    "priceRegistration": "inschrijfgeld|inschrijfkosten|registration fee|administratiekosten",
    "priceMaterials": "materiaalkosten|kosten materiaal|material costs",
    "priceMin": "minimumprijs|prijs vanaf|prijs van|min price|price min|minprice|prijs min",
    "priceMax": "maximumprijs|prijs tot|prijs t m|prijs tot en met|max price|price max|maxprice|prijs max",
    "currency": "currency|valuta|munt|event currency code|event currency symbol|munteenheid|event currency position",
    "isFree": "gratis|free|is gratis|is free|kosteloos|gratis activiteit|isaccessibleforfree|is "
    "accessible for free|gratis ja nee|gratis toegankelijk",
    "freeTrial": "proefles|gratis proefles|free trial|proefles mogelijk|kennismakingsles|gratis "
    "kennismaken|proefles gratis",
    "passes": "stadspas|pas|passen|kortingspas|ooievaarspas|u pas|uitpas|passes",
    "schedule": "wanneer|when|datum en tijd|datum tijd|tijden|dagen en tijden|dag en tijd|dag tijd|dagen "
    "tijden|rooster|schema|schedule|lesdagen|speeldagen|data|planning|tijdstip|tijdstippen|"
    "data en tijden|lestijden|openingstijden|opening hours|dag en tijdstip|dag s en tijd en|"
    "moment|momenten|trainingstijden|trainingsdagen en tijden|calendar summary|"
    "calendarsummary|calendar|kalender|dates|datums|dates and times|periode en tijd|date and "
    "time|date time|dagen en tijdstippen|dag en tijden|wanneer is het|speelmomenten|"
    "speeltijden",
    "weekday": "dag|dagen|weekdag|weekdagen|day|days|dag van de week|day of week|scheduled weekday|"
    "weekday|lesdag|trainingsdag|trainingsdagen|day of the week|speeldag|dagdeel|byday|op "
    "welke dag|dag en",
    "date": "datum|date|startdatum|start date|startdate|begindatum|event start date|datum van|datum "
    "start|datum begin|start datum|eerste les|datum eerste les|van datum|eventdate|event "
    "date|datum activiteit|begin datum|vanaf datum|datum vanaf|aanvangsdatum|ingangsdatum|"
    "first date|startdag|startdatum activiteit|start day|eerste bijeenkomst",
    "endDate": "einddatum|end date|enddate|event end date|datum tot|datum eind|eind datum|laatste les|"
    "datum laatste les|datum einde|tot datum|datum t m|einddatum activiteit|until|last date|"
    "eindedatum|end day|tot en met datum",
    "start": "start|begin|starts at|startsat|start date time|startdatetime|event start|start datetime|"
    "dtstart|start utc|start date and time|begin datum tijd|startmoment|aanvang datum tijd|"
    "startdatum en tijd|start datum tijd|start local|starts|start date time local|begindatum "
    "en tijd",
    "end": "finish|eind|einde|ends at|endsat|end|end date time|enddatetime|event end|end datetime|dtend|"
    "end utc|end date and time|eindmoment|einddatum en tijd|eind datum tijd|end local|ends",
    "startTime": "starttijd|begintijd|aanvangstijd|start time|starttime|event start time|tijd van|tijd "
    "start|van|aanvang|begin tijd|start tijd|tijd begin|schedules opens at|opens at|opens|"
    "tijd vanaf|van tijd|from time|from|vanaf|starttijdstip|begintijdstip|starts at time|"
    "openingstijd",
    "endTime": "eindtijd|end time|endtime|event end time|tijd tot|tijd eind|tot|eind tijd|tijd einde|"
    "sluitingstijd|schedules closes at|closes at|closes|tot tijd|to time|to|t m|eindtijdstip|"
    "tot en met",
    "time": "uren|tijd|time|tijd van tot|uur|lestijd|trainingstijd|hours|time slot|tijdslot|tijd "
    "activiteit|hoe laat|tijdsduur van tot",
    "duration": "duur|duration|tijdsduur|lesduur|duur in minuten|duration minutes|duur minuten|length",
    "allDay": "hele dag|all day|allday|all day event|event all day|de hele dag|duurt hele dag|"
    "hele dag durende gebeurtenis|gebeurtenis duurt hele dag",
    "timezone": "timezone|event timezone|tijdzone|tijd zone|time zone",
    "frequency": "frequentie|frequency|herhaling|hoe vaak|recurrence|repeat|interval|repeats|event "
    "recurrence|event recur|terugkerend",
    "rrule": "rrule|recurrence rule|ical rule",
    "season": "periode|seizoen|season|period|looptijd|looptijd periode",
    "sessionsCount": "aantal lessen|aantal keren|aantal bijeenkomsten|number of sessions|aantal|sessions|"
    "aantal sessies|lessen aantal|aantal weken",
    "holidays": "vakantie|in vakantie|ook in vakanties|vakanties|schoolvakanties|in de vakantie|holidays",
    "url": "url|website|link|webadres|web|event website|meer informatie|meer info|page url|"
    "permalink|website activiteit|internet|webpagina|homepage|site url|links url|link naar "
    "website|event url|url activiteit|website url|internetadres|www|webpage|weblink|"
    "informatie url|more info|learn more link|website link|url website|sameas",
    "enrolUrl": "aanmeldlink|inschrijflink|aanmelden url|inschrijven url|registration url|booking url|"
    "ticket url|tickets|ticketlink|link aanmelden|link inschrijven|link om aan te melden|"
    "aanmeldurl|inschrijfurl|booking link|signup url|sign up link|aanmeldpagina|reserveer "
    "url|reserveren url|tickets url|ticket link|registration link|inschrijfpagina|book url",
    "enrolment": "aanmelden|inschrijven|inschrijving|aanmelding|hoe aanmelden|registration|booking|"
    "aanmelden via|wijze van aanmelden|how to book|reserveren|opgeven|inschrijven via|how to "
    "start|application process|hoe inschrijven|aanmelding nodig|aanmelden nodig|aanmelden "
    "verplicht|booking required|registratie|how to join|registration required|aanmelden vereist|inschrijven nodig|"
    "inschrijven verplicht|reserveren nodig|reserveren verplicht|inschrijving nodig|inschrijving verplicht|"
    "aanmelding verplicht|aanmelding vereist",
    "enrolOpens": "inschrijving opent|inschrijven vanaf|aanmelden vanaf|registration opens|start "
    "inschrijving|inschrijving start|aanmelding opent",
    "enrolCloses": "inschrijven voor|aanmelden voor|registration closes|sluiting inschrijving|deadline|"
    "inschrijving sluit|uiterste inschrijfdatum|aanmelden tot|inschrijven tot|uiterste "
    "aanmelddatum|aanmelddeadline|deadline aanmelden|registration deadline",
    "email": "email|e mail|mail|emailadres|e mailadres|e mail adres|contact email|contact e mail|"
    "organizer email|contactemail|mailadres|email address|email contact|contact email "
    "address|email organisatie|emailadres contact",
    "phone": "telefoon|telefoonnummer|phone|tel|contact phone|telephone|phone number|mobiel|telnr|tel "
    "nr|organizer phone|telefoon contact|contact telefoon|gsm|contact number|contact "
    "telephone|venue phone|tel nummer",
    "contact": "contact|contactgegevens|contact details|contact info|contactinformatie|contact "
    "information|informatie en aanmelden|info en aanmelden|aanmelden en informatie",
    "person": "contactpersoon|contact name|naam contactpersoon|docent|trainer|begeleider|leraar|"
    "contact person|leerkracht|instructor|teacher|coach|leader|voornaam|achternaam|first "
    "name|last name|trainers|contactpersoon naam|workshopleider|kunstenaar|speaker|author|"
    "auteur|contact title|presenter|spreker|presentator",
    "contactVisible": "contact visible|contact zichtbaar",
    "placeVisible": "location visible|locatie zichtbaar",
    "hideAddress": "mask exact address|adres verbergen|adres niet tonen|adres geheim|hide address",
    "showAddress": "adres tonen|toon adres|adres zichtbaar|adres openbaar|adres publiceren|show address|"
    "address visible",
    "isVisible": "visible|zichtbaar|approved|goedgekeurd|gepubliceerd|published|is published",
    "mayPublish": "publiceren|toestemming publicatie|mag op website|toestemming website",
    "capacity": "capaciteit|max deelnemers|maximum aantal deelnemers|aantal plaatsen|capacity|maximum "
    "deelnemers|groepsgrootte|aantal deelnemers|max aantal deelnemers|maximum aantal|max "
    "aantal|group size|plaatsen|maximumattendeecapacity|spaces|seats",
    "minimum": "minimum aantal deelnemers|min deelnemers|minimum deelnemers|minimum aantal|min aantal "
    "deelnemers|min aantal",
    "placesLeft": "vrije plaatsen|beschikbare plaatsen|places left|plaatsen vrij|remaining spaces|spaces "
    "left|aantal vrije plaatsen|remainingattendeecapacity|seats remaining|"
    "seats available|seats left|quantity available",
    "image": "afbeelding|foto|image|image url|afbeelding url|picture|event featured image|featured "
    "image|foto url|thumbnail|logo|plaatje|image link|afbeeldingen|images|photo",
    "imageAlt": "alt|alt tekst|image alt|afbeelding beschrijving|afbeelding alt",
    "imageCredit": "fotograaf|copyright|credits|image credit|copyright foto",
    "wheelchair": "rolstoeltoegankelijk|rolstoel|wheelchair|wheelchair accessible|rolstoelvriendelijk|"
    "rolstoeltoegankelijkheid",
    "accessibility": "toegankelijkheid|accessibility|voorzieningen|facilities|location accessibilities|"
    "amenity feature|amenityfeature|faciliteiten|accessibilities",
    "needs": "beperking|geschikt voor beperking|suitabilities|send needs support|aangepast|handicap|"
    "doelgroep beperking",
    "language": "taal|language|voertaal|talen|languages|inlanguage|gesproken taal",
    "status": "status|event status|activiteitstatus|publish status|event status label|state|post status|event state",
    "isCancelled": "geannuleerd|cancelled|afgelast|vervalt|canceled",
    "isFull": "vol|full|uitverkocht|volgeboekt|sold out",
    "isDeleted": "verwijderd|deleted|is deleted",
    "isOnline": "online|is online|virtueel|virtual|online event|isvirtual|event is virtual",
    "temporarilyClosed": "temporarily closed|tijdelijk gesloten",
    "gender": "geslacht|gender|jongens meisjes|gender restriction|m v|man vrouw",
    "level": "niveau|level|moeilijkheid|ervaring",
    "prerequisites": "vereisten|voorwaarden|prerequisites|requirements|toelatingseisen|voorkennis",
}
