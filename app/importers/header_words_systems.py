"""Names of columns in exports of booking systems and theatres, in lists of passes and in timetables, beside those of
`header_words` and `header_words_more`; a member that is only here has no other name."""

from typing import Final

SYSTEM_COLUMNS: Final[dict[str, str]] = {
    "freeTrial": "trial|trial lesson|trial class|taster|taster session|proeftraining|proefles gratis ja nee",
    "externalId": "programmaid|programma id|voorstelling id|voorstellingid|cursus id|cursusid|productie id|"
    "eventnummer|aanbiedingsnummer|les id|cursusnr|cursus nr|activiteitnr|activiteitsnummer|"
    "workshopnr|lesnr|aanbodnr|workshopcode|rooster id",
    "title": "naam aanbieding|aanbieding|titel aanbieding|lesvorm|dienst|dienstnaam|naam dienst|"
    "titel programma|programma titel|naam programma|programmanaam|titel les|naam les|training|"
    "naam training|product|productnaam|film|filmtitel|lezing|concert|kamp naam|naam kamp|"
    "naam voorziening|voorziening|onderdeel|activiteitomschrijving kort|titel evenement|"
    "naam event|lesnaam kort|naam sport|titel cursus|optreden|omschrijving activiteit kort|"
    "activiteiten|lessen|cursussen|workshops|museumles|naam museumles|project|projectnaam|"
    "titel project",
    "organisation": "museum naam|museumname|naam museum|organiserende partij|aanbod van|wie organiseert|"
    "aangeboden door organisatie|naam school of organisatie|sportclub|naam sportclub|instituut|"
    "zorgaanbieder",
    "place": "zwembad|sportcomplex|badlocatie|locatie en zaal|sportzaal|gymzaal|sportpark|locatie les|"
    "leslocatie|speelplek|vertrekpunt|verzamelplaats|ontmoetingsplek|naam gebouw|"
    "location venue name",
    "address": "locatie en adres|plaats en adres|adres en plaats|adres postcode plaats|"
    "adres postcode en plaats|straat huisnummer postcode plaats",
    "streetAddress": "straat en nr|straat en nummer|straat huisnr|adresregel|straat nr nummer|location street",
    "postalCode": "postcode plaats|postcode en plaats|postcode woonplaats|pc plaats|locatie postcode",
    "locality": "location town|town city|plaats stad|plaats gemeente",
    "summary": "meta description|metadescription|korte samenvatting|in het kort|omschrijving in het kort",
    "description": "long text|longtext|verhaal|programma omschrijving|inhoud les|lesinhoud|event content",
    "price": "normale prijs|prijs normaal|reguliere prijs|regulier tarief|standaardprijs|standaard prijs|"
    "volle prijs|vol tarief|normaal tarief|prijs niet leden|prijs niet lid|kosten niet leden|"
    "tarief niet leden|basisprijs|prijs blok|kosten blok|kosten per blok|prijs per blok|"
    "kosten per klas|prijs per klas|kosten per groep|prijs per groep|kosten per leerling|"
    "prijs per leerling|prijs per cursus|kosten per cursus|prijs per seizoen|kosten per seizoen|"
    "contributie per jaar|contributie per maand|contributie per seizoen|kosten per jaar|"
    "prijs per jaar|kosten per maand|prijs per maand|prijs voorverkoop|voorverkoop|prijs deur|"
    "deurprijs|prijs kind|prijs kinderen|kinderprijs|kosten kind|kosten kinderen|"
    "prijs volwassene|prijs volwassenen|price per session|price per class|price per lesson|"
    "price per child|cost per session|cost per class|kosten per deelnemer|"
    "prijs per strippenkaart|entree kinderen|entree volwassenen|ticket prijs|"
    "eigen bijdrage per keer",
    "priceReduced": "stadspasprijs|ooievaarspasprijs|pasprijs|prijs met ooievaarspas|kosten met ooievaarspas|"
    "kosten met stadspas|kosten met pas|tarief met pas|tarief ooievaarspas|tarief stadspas|"
    "ooievaarspastarief|stadspastarief|kortingstarief|prijs lid|tarief lid|prijs stadspas|"
    "prijs pashouders|kosten lid|member price|prijs u pas|prijs met u pas",
    "priceRegistration": "eenmalig inschrijfgeld|inschrijfgeld eenmalig|aanmeldkosten",
    "priceMaterials": "materiaalgeld|materiaalbijdrage|kosten materialen",
    "priceName": "prijssoort naam|rang|rangnaam",
    "schedule": "opkomst|opkomsten|opkomsttijd|opkomsttijden|repetitie|repetities|clubtijden|clubtijd|"
    "openingsuren|dagen en uren|lesmomenten|dag datum tijd|dag en uur|dag en lestijd|data tijd|"
    "datum s en tijd en|speeldata|lesdag en tijd|lesdag en lestijd|wanneer en hoe laat|"
    "rooster tijden|dag uur|trainingsmomenten|training tijden|day and time|days and times|"
    "day time|days times|dates times|trainingen",
    "date": "geldig van|geldig vanaf|valid from|startdate overview|startdateoverview|datum les|"
    "lesdatum|speeldatum|begin periode|aanvangsdatum cursus|datum uitvoering|valid from date|"
    "datum evenement",
    "endDate": "geldig tot|geldig t m|geldig tot en met|valid to|valid until|enddateoverview|"
    "valid through|einde periode|laatste datum",
    "startTime": "tijd aanvang|aanvang tijd|start uur|beginuur|startuur|lestijd van|begin les",
    "endTime": "einduur|eind uur|lestijd tot|einde les|tijd einde les|einde tijd",
    "season": "term dates|termdates|term|lesperiode|cursusperiode|seizoensperiode|periode van tot",
    "frequency": "freq|recurrence type|repeat type|herhalingspatroon|event recurring type",
    "interval": "recurrence interval|repeat interval|freq interval|herhaal elke",
    "sessionsCount": "recurrence count|repeat count|aantal dagen|lesaantal|nr of sessions|number of lessons|"
    "aantal trainingen|aantal middagen",
    "except": "geen les op|geen les|geen lessen op|niet op|uitgezonderd|uitzonderingen|uitzonderingsdata|"
    "vrije dagen|lesvrije dagen|lesvrije data|lesvrij|vervalt op|valt uit op|uitval|"
    "geen training op|geen activiteit op|vrij op|behalve op|gaat niet door op|exdate|exdates|"
    "excluded dates|exceptions|no class on|not on|geen school",
    "isPrivate": "private|prive|privaat|besloten|private event|intern|alleen intern|niet publiceren|vertrouwelijk|"
    "niet gepubliceerd|mag niet gepubliceerd worden|niet openbaar|niet op website|niet op de website|niet online|"
    "niet tonen|niet tonen op website|niet op website plaatsen|niet op website tonen|do not publish",
    "holidays": "in schoolvakanties|tijdens schoolvakanties|ook in schoolvakanties|gaat door in vakanties|"
    "door in vakantie|gaat door in de vakantie|ook in vakantie|in vakanties|tijdens vakanties|"
    "schoolvakantie",
    "capacity": "max aantal leerlingen|maximum inschrijvingen|max inschrijvingen|max|maximaal|"
    "max leerlingen|maximum aantal leerlingen|aantal leerlingen|max kinderen|"
    "maximum aantal kinderen|max groepsgrootte|maximale groepsgrootte|event rsvp spaces|"
    "rsvp spaces|event spaces|max plaatsen|aantal plekken|plekken|max plekken|max capacity|"
    "max pers|max personen",
    "placesLeft": "vrij|nog vrij|plekken vrij|vrije plekken|plekken over|plaatsen over|beschikbare plekken|"
    "available spaces|nog beschikbaar|aantal vrij",
    "enrolment": "inschrijven verplicht ja nee|opgave|opgeven via|aanmelden bij|boeken via|reservering|"
    "hoe opgeven|inschrijfwijze|reservation|rsvp|event rsvp|how to sign up|sign up",
    "enrolUrl": "inschrijf link|aanmeld link|bestellink|shop url|shoplink|bestel url|reservatie url|"
    "reserveerlink|reserveringslink|boekingslink|link tickets|link inschrijving|link aanmelding",
    "enrolCloses": "event rsvp date|aanmelden uiterlijk|aanmelden voor datum|inschrijven tot en met|"
    "aanmelden t m|inschrijven t m|opgeven voor|uiterlijk aanmelden",
    "email": "email aanmelding|e mail aanmelding|mail aanmelden|email informatie",
    "ageMin": "age from years|van jaar|leeftijdsgrens",
    "age": "geschikt voor|leeftijd groep|target ages|targetages|wie mag meedoen|leeftijd jaar|"
    "leeftijd jaren|leeftijd in jaren|leeftijd kinderen|leeftijdsgroep jaar",
    "schoolGroups": "groep en|groepen klassen|klas groep|voor groep|doelgroep groep|groep klas leerjaar",
    "gender": "jongen meisje|m v x|j m",
    "houseNumberAddition": "toev|toevoeging huisnummer",
    "wijk": "wijk buurt|wijk dorp|stadswijk",
    "status": "verkoopstatus|inschrijfstatus|status inschrijving|status activiteit",
    "person": "trainer s|docenten|begeleiders|beweegcoach|buurtsportcoach|sportcoach|vakdocent|"
    "organizer name person|contactpersonen|aanspreekpunt|docentcode|ingevuld door|naam invuller|"
    "vrijwilliger|vrijwilligers|naam docent|naam trainer|naam begeleider|door docent",
    "image": "image of movie|visual|header image|banner|poster|flyer",
}
