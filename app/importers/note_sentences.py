"""What a reader of tables can say about a cell, row or file: English and Dutch (B1); `{part}` is what it is about."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # money
    "price-not-understood": (
        "this price is not understood, so the cost stays unknown. Write for instance € 7,50 per les.",
        "deze prijs begrijpen we niet. De kosten blijven dus onbekend. Schrijf bijvoorbeeld € 7,50 per les.",
    ),
    "price-unit-missing": (
        "it is not said what the price buys; it is shown as one payment. Add for instance per les or per maand.",
        "er staat niet waarvoor de prijs is. We tonen hem als één bedrag. Schrijf erbij: per les of per maand.",
    ),
    "price-elsewhere": (
        "the price is to be found elsewhere, so the cost stays unknown. Give it here too.",
        "de prijs staat ergens anders. De kosten blijven dus onbekend. Zet de prijs ook hier.",
    ),
    "price-for-some": (
        "it is free for some people only; the price of the others is not known.",
        "het is maar voor een deel van de mensen gratis. De prijs voor de anderen is niet bekend.",
    ),
    "price-contradiction": (
        "both free and a price are given; it counts as paid.",
        "er staat gratis én een prijs. We rekenen het als betaald.",
    ),
    "price-too-high": ("this amount is too high to be right.", "dit bedrag is te hoog om te kloppen."),
    "other-currency": ("the amount is not in euro; it stays in {part}.", "het bedrag is niet in euro, maar in {part}."),
    # age
    "age-not-understood": (
        "this age is not understood, so it stays unknown. Write for instance 8 t/m 12 jaar.",
        "deze leeftijd begrijpen we niet. Die blijft dus onbekend. Schrijf bijvoorbeeld 8 t/m 12 jaar.",
    ),
    "age-out-of-range": ("ages lie from 0 to 100 years.", "een leeftijd ligt van 0 tot en met 100 jaar."),
    "age-swapped": (
        "the highest age came first; the two are swapped.",
        "de hoogste leeftijd stond voorop. We hebben ze omgedraaid.",
    ),
    "age-gap": (
        "there is a gap between these ages; the whole range from youngest to oldest is taken.",
        "tussen deze leeftijden zit een gat. We nemen alles van jongst tot oudst.",
    ),
    "age-rounded": (
        "this word has no fixed ages; give the ages in years to be found better.",
        "dit woord zegt niet precies hoe oud. Geef de leeftijd in jaren, dan vinden mensen je beter.",
    ),
    "age-was-date": (
        "a spreadsheet has made a date of this age; it is read as {part}. Please check.",
        "een spreadsheet heeft van deze leeftijd een datum gemaakt. We lezen {part}. Controleer dit.",
    ),
    # time
    "time-not-understood": (
        "no date or time is understood here; the words are shown as they are.",
        "we begrijpen hier geen datum of tijd. We laten de woorden zien zoals ze zijn.",
    ),
    "date-not-understood": (
        "this is not a date that exists. Write for instance 25-11-2026.",
        "dit is geen bestaande datum. Schrijf bijvoorbeeld 25-11-2026.",
    ),
    "clock-not-understood": (
        "this is not a time. Write for instance 14:30.",
        "dit is geen tijd. Schrijf bijvoorbeeld 14:30.",
    ),
    "year-assumed": ("the year is missing; {part} is assumed.", "het jaar ontbreekt. We denken aan {part}."),
    "weekday-differs": (
        "the weekday and the date do not agree; the date is kept.",
        "de weekdag en de datum kloppen niet met elkaar. We houden de datum aan.",
    ),
    "date-order-assumed": (
        "day and month can be read both ways; {part} is assumed. Write 2026-11-25 to be sure.",
        "dag en maand kunnen omgewisseld zijn. We denken aan {part}. Schrijf 2026-11-25 om zeker te zijn.",
    ),
    "end-assumed": (
        "the end is missing; one hour is assumed.",
        "de eindtijd ontbreekt. We rekenen een uur.",
    ),
    "end-before-start": (
        "the end lies before the start; one hour is assumed.",
        "het einde ligt vóór het begin. We rekenen een uur.",
    ),
    "afternoon-assumed": (
        "the afternoon is assumed; write 14:00 for two in the afternoon.",
        "we denken dat dit 's middags is. Schrijf 14:00 voor twee uur 's middags.",
    ),
    "clock-missing": (
        "the time of day is missing; the whole day is taken.",
        "de tijd ontbreekt. We nemen de hele dag.",
    ),
    "weekly-assumed": (
        "several lessons from one first day: every week is assumed.",
        "meer lessen vanaf één eerste dag. We denken dat het elke week is.",
    ),
    "column-guessed": (
        "by what its cells say this column is read as {part}. Name it so, or say it in the mapping.",
        "aan de cellen zien we dat dit {part} is. Noem de kolom zo, of zeg het bij de koppeling.",
    ),
    "weeks-unclear": (
        "not every week, but it is not said which weeks: no dates are made of it.",
        "niet elke week, maar er staat niet welke weken. We maken er geen data van.",
    ),
    "all-past": (
        "every date is over; it is taken over as ended.",
        "alle data zijn voorbij. We nemen het over als afgelopen.",
    ),
    "days-without-times": (
        "the days are known but not the times: no dates are made of it. Write for instance 14:00-15:30.",
        "de dagen zijn bekend, maar de tijden niet. We maken er geen data van. Schrijf bijvoorbeeld 14:00-15:30.",
    ),
    "period-without-days": (
        "a period without days or times: it is kept as the season.",
        "een periode zonder dagen of tijden. We bewaren die als seizoen.",
    ),
    "too-many-dates": (
        "these are too many dates; the first {part} are kept.",
        "dit zijn te veel data. We houden de eerste {part}.",
    ),
    # other cells
    "not-url": ("this is not a web address; it is left out.", "dit is geen webadres. We laten het weg."),
    "not-email": ("this is not a mail address; it is left out.", "dit is geen mailadres. We laten het weg."),
    "not-phone": ("this is not a phone number; it is left out.", "dit is geen telefoonnummer. We laten het weg."),
    "not-postcode": (
        "this is not a Dutch postcode; it is kept in the address.",
        "dit is geen Nederlandse postcode. We zetten hem bij het adres.",
    ),
    "not-number": ("this is not a whole number; it is left out.", "dit is geen heel getal. We laten het weg."),
    "not-yes-no": ("this is neither yes nor no; it is left out.", "dit is geen ja of nee. We laten het weg."),
    "not-location": (
        "this is not a point on the map; it is left out.",
        "dit is geen punt op de kaart. We laten het weg.",
    ),
    "location-swapped": (
        "latitude and longitude were swapped; they are put right.",
        "breedte en lengte waren verwisseld. We hebben ze goed gezet.",
    ),
    "word-unknown": (
        "this word is not known here, so it is left out: {part}.",
        "dit woord kennen we hier niet, dus we laten het weg: {part}.",
    ),
    "text-shortened": ("this text is too long; it is cut.", "deze tekst is te lang. We korten hem in."),
    "person-left-out": (
        "a personal name is never taken over; use a role, such as the desk.",
        "we nemen nooit de naam van een persoon over. Gebruik een rol, zoals de balie.",
    ),
    "private-left-out": (
        "the source keeps this private; it is left out.",
        "de bron houdt dit verborgen. We laten het weg.",
    ),
    "hidden-at-source": (
        "the source does not show this offer; it is taken over as planned.",
        "de bron laat dit aanbod niet zien. We nemen het over als gepland.",
    ),
    "formula-error": (
        "the spreadsheet shows an error here; the cell is empty.",
        "de spreadsheet geeft hier een fout. De cel telt als leeg.",
    ),
    # rows and files
    "title-missing": ("there is no title. Give each offer a name.", "er is geen titel. Geef elk aanbod een naam."),
    "columns-not-used": (
        "these columns are not used: {part}. Say in the mapping what they hold.",
        "deze kolommen gebruiken we niet: {part}. Zeg bij de koppeling wat erin staat.",
    ),
    "cell-not-used": (
        "nothing can be done with this here, so it is left out.",
        "hier kunnen we niets mee, dus we laten het weg.",
    ),
    "row-too-long": (
        "there are more cells than columns; what is left over is not used.",
        "er zijn meer cellen dan kolommen. Wat over is, gebruiken we niet.",
    ),
    "row-no-offer": (
        "this row is a heading, a total or a remark and no offer; it is left out.",
        "deze regel is een kop, een totaal of een opmerking en geen aanbod. We slaan de regel over.",
    ),
    "rows-above": (
        "these lines stand above the header and are not read: {part}.",
        "deze regels staan boven de kop en lezen we niet: {part}.",
    ),
    "table-turned": (
        "the table lies on its side: each column is an offer, and a line here is a column.",
        "de tabel ligt op zijn kant: elke kolom is een aanbod. Een regel is hier een kolom.",
    ),
    "title-column-assumed": (
        "no column is called title; the names are taken from the column {part}.",
        "geen kolom heet titel. We nemen de namen uit de kolom {part}.",
    ),
    "filled-from-above": (
        "an empty cell takes what the rows above say: {part}.",
        "een lege cel neemt over wat erboven staat: {part}.",
    ),
    "empty-not-filled": (
        "empty cells of {part} stay empty, here and further on: it is not sure that what stands above holds.",
        "lege cellen van {part} blijven leeg, hier en verderop: niet zeker is of geldt wat erboven staat.",
    ),
    "state-unsure": (
        "this title begins as one that says it is full, but that may be its name: {part}. Write VOL: in front if so.",
        "deze titel begint alsof het vol is, maar het kan ook de naam zijn: {part}. Zet er VOL: voor als het vol is.",
    ),
    "state-from-title": (
        "the title says that it is off or full: {part}.",
        "in de titel staat dat het niet doorgaat of vol is: {part}.",
    ),
    "age-from-text": (
        "the age is read from the text: {part}. Give it a column of its own.",
        "de leeftijd komt uit de tekst: {part}. Geef die een eigen kolom.",
    ),
    "price-from-text": (
        "the price is read from the text: {part}. Give it a column of its own.",
        "de prijs komt uit de tekst: {part}. Geef die een eigen kolom.",
    ),
    "price-unreadable": (
        "the text speaks of a price that is not understood: {part}.",
        "in de tekst staat een prijs die we niet begrijpen: {part}.",
    ),
    "clock-was-date": (
        "a spreadsheet has made a date of this time; it is read as {part}. Please check.",
        "een spreadsheet heeft van deze tijd een datum gemaakt. We lezen {part}. Controleer dit.",
    ),
    "event-private": (
        "the source keeps this private, so it is not published.",
        "de bron houdt dit besloten. We publiceren het niet.",
    ),
    "rows-merged": (
        "lines {part} are the same offer on other dates: they are one offer now.",
        "de regels {part} zijn hetzelfde aanbod op andere data. Ze zijn nu één aanbod.",
    ),
    "rows-differ": (
        "lines {part} say something else here; what the first line says is kept.",
        "de regels {part} zeggen hier iets anders. We houden wat de eerste regel zegt.",
    ),
    "dates-apart": (
        "lines {part} differ in their id and dates only and stay apart. Give them one id to make one offer of them.",
        "de regels {part} verschillen alleen in id en datum. Ze blijven los. Geef ze één id voor één aanbod.",
    ),
    "days-assumed": (
        "from one day to another: the same times are assumed on each day.",
        "van de ene dag tot de andere. We denken dat de tijden elke dag gelden.",
    ),
    "rows-repeated": (
        "lines {part} say the same; they count once.",
        "de regels {part} zeggen hetzelfde. Ze tellen één keer.",
    ),
    "same-name": (
        "line {part} has the same title, organisation and place but says other things: both are kept. Add a column id.",
        "regel {part} heeft dezelfde titel, organisatie en plek, maar zegt iets anders. We "
        "houden beide. Voeg een kolom id toe.",
    ),
    "id-repeated": (
        "line {part} has the same id for another offer; here the id is not used.",
        "regel {part} heeft hetzelfde id voor ander aanbod. We gebruiken het id hier niet.",
    ),
    "child-row": ("this belongs to the offer of line {part}.", "dit hoort bij het aanbod van regel {part}."),
    "parent-missing": (
        "this belongs to {part}, which is not in the file.",
        "dit hoort bij {part}, en dat staat niet in het bestand.",
    ),
    "more-places": (
        "there is another place too: {part}. Only the first is shown.",
        "er is nog een plek: {part}. Alleen de eerste staat erbij.",
    ),
    "quote-repaired": (
        "a quotation mark is missing or too many; please check this line.",
        "er ontbreekt een aanhalingsteken, of er is er een te veel. Controleer deze regel.",
    ),
    "text-damaged": (
        "some letters could not be read; save the file as UTF-8.",
        "sommige letters zijn niet te lezen. Bewaar het bestand als UTF-8.",
    ),
    "row-hidden": (
        "this row is hidden in the sheet; it is read all the same. Delete it if it is no offer.",
        "deze rij is verborgen in het blad. We lezen hem wel. Haal hem weg als het geen aanbod is.",
    ),
    "sheet-hidden": (
        "the sheet {part} is hidden; it is not read.",
        "het blad {part} is verborgen. We lezen het niet.",
    ),
    "table-not-used": (
        "a table below the offers holds only names and how to reach them; it is not read.",
        "een tabel onder het aanbod heeft alleen namen en contactgegevens. We lezen die tabel niet.",
    ),
    "sheet-not-used": (
        "the sheet {part} has no column with titles; it is not read.",
        "het blad {part} heeft geen kolom met titels. We lezen het niet.",
    ),
}
