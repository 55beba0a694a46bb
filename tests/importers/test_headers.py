"""Names of columns as people and systems write them."""

import pytest

from app.importers.header_words import COLUMNS, TARGETS
from app.importers.headers import guess_loosely, guess_target, read_columns
from app.importers.table_head import find_head
from app.importers.table_rows import RawRow


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Titel", "title"),
        ("TITEL", "title"),
        ("titel:", "title"),
        (" Titel ", "title"),
        ("Naam activiteit", "title"),
        ("naam_activiteit", "title"),
        ("NaamActiviteit", "title"),
        ("Event Name", "title"),
        ("EVENT NAME", "title"),
        ("event_name", "title"),
        ("Titel (max. 80 tekens)", "title"),
        ("Omschrijving", "description"),
        ("Beschrijving activiteit", "description"),
        ("Korte omschrijving", "summary"),
        ("Organisatie", "organisation"),
        ("Aanbieder", "organisation"),
        ("Event Organizer Name", "organisation"),
        ("Vereniging", "organisation"),
        ("Locatie", "place"),
        ("Event Venue Name", "place"),
        ("location_name", "place"),
        ("Adres", "address"),
        ("Straat + huisnummer", "streetAddress"),
        ("Postcode", "postalCode"),
        ("Plaats", "locality"),
        ("Woonplaats", "locality"),
        ("Latitude", "lat"),
        ("lng", "lon"),
        ("Wijk", "wijk"),
        ("Leeftijd", "age"),
        ("Doelgroep", "age"),
        ("Leeftijd van", "ageMin"),
        ("min_age", "ageMin"),
        ("Leeftijd t/m", "ageMax"),
        ("MaxAge", "ageMax"),
        ("Groep/klas", "schoolGroups"),
        ("Kosten", "price"),
        ("Prijs (€)", "price"),
        ("Event Cost", "price"),
        ("Eigen bijdrage", "price"),
        ("Gratis?", "isFree"),
        ("Inschrijfgeld", "priceRegistration"),
        ("Wanneer", "schedule"),
        ("Dag en tijd", "schedule"),
        ("Dag", "weekday"),
        ("Datum", "date"),
        ("Startdatum", "date"),
        ("Event Start Date", "date"),
        ("Einddatum", "endDate"),
        ("Starttijd", "startTime"),
        ("Aanvang", "startTime"),
        ("Van", "startTime"),
        ("Tot", "endTime"),
        ("Tijd", "time"),
        ("Duur", "duration"),
        ("All Day Event", "allDay"),
        ("Periode", "season"),
        ("Website", "url"),
        ("Event Website", "url"),
        ("E-mail", "email"),
        ("E-mailadres", "email"),
        ("Telefoonnummer", "phone"),
        ("Tel.", "phone"),
        ("Contactpersoon", "person"),
        ("Aanmelden", "enrolment"),
        ("Aanmeldlink", "enrolUrl"),
        ("Categorieën", "themes"),
        ("Event Category", "themes"),
        ("Soort activiteit", "kind"),
        ("Id", "externalId"),
        ("cdbid", "externalId"),
        ("import_id_reference", "parentId"),
        ("Rolstoeltoegankelijk", "wheelchair"),
        ("Maandag", "dag:0"),
        ("Zo", "dag:6"),
        ("Wednesday", "dag:2"),
        ("Kleur", None),
        ("Sticky", None),
        ("", None),
        ("x" * 200, None),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str, target: str | None) -> None:
    assert guess_target(name) == target


@pytest.mark.parametrize(
    ("question", "target"),
    [
        ("Wat is de naam van de activiteit?", "title"),
        ("Voor welke leeftijd is de activiteit bedoeld?", "age"),
        ("Wat zijn de kosten voor deelname?", "price"),
        ("Op welke dag vindt het plaats?", "weekday"),
        ("Hoe laat begint het?", "startTime"),
        ("Hoe laat is het afgelopen?", "endTime"),
        ("Waar vindt de activiteit plaats?", "place"),
        ("Hoe kunnen kinderen zich aanmelden?", "enrolment"),
        ("Wat is jullie e-mailadres?", "email"),
        ("Vanaf welke leeftijd?", "ageMin"),
        ("Vertel iets over de activiteit", "description"),
        ("Akkoord met de voorwaarden", None),
    ],
)
def test_a_question_of_a_form_is_understood(question: str, target: str | None) -> None:
    assert guess_loosely(question) == target


def test_every_member_is_a_header_itself() -> None:
    assert {target: guess_target(target) for target in TARGETS} == {target: target for target in TARGETS}


def test_no_name_means_two_things() -> None:
    listed = [word for words in COLUMNS.values() for word in words.split("|")]
    twice = {word for word in listed if listed.count(word) > 1}
    assert twice <= {"state"}


def test_a_mapping_is_proposed_with_what_is_left_over() -> None:
    columns = read_columns(["Titel", "Kleur", "Leeftijd"], {})
    assert columns.targets == ("title", None, "age")
    assert columns.unused == ("Kleur",)


@pytest.mark.parametrize("written", ["title", "Titel", "naam activiteit"])
def test_a_mapping_may_name_members_in_many_ways(written: str) -> None:
    assert read_columns(["Kop A"], {"kop a": written}).targets == ("title",)


def test_a_mapping_may_name_members_of_the_wire() -> None:
    columns = read_columns(["A", "B", "C"], {"A": "title", "B": "place.name", "C": "age.min"})
    assert columns.targets == ("title", "place", "ageMin")


def test_the_name_of_the_club_gives_way_to_that_of_the_activity() -> None:
    columns = read_columns(["Naam", "Activiteit", "Kosten"], {})
    assert columns.targets == ("organisation", "title", "price")


def test_a_number_beside_a_street_is_that_of_the_house() -> None:
    assert read_columns(["Titel", "Straat", "Nr"], {}).targets == ("title", "streetAddress", "houseNumber")
    assert read_columns(["Nr", "Titel"], {}).targets == ("externalId", "title")


def test_a_table_without_a_name_for_its_offers_has_no_header() -> None:
    assert find_head([RawRow(1, ("Kleur", "Maat")), RawRow(2, ("rood", "XL"))], {}) is None


@pytest.mark.parametrize(
    ("names", "targets"),
    [
        (["Sport", "Club", "Leeftijd"], ("title", "organisation", "age")),
        (["Club", "Sport", "Leeftijd"], ("organisation", "title", "age")),
        (["Clubnaam", "Team", "Leeftijd"], ("organisation", "title", "age")),
        (["Team", "Leeftijd"], ("title", "age")),
        (["Club", "Leeftijd"], ("title", "age")),
        (["Sport", "Club", "Vereniging"], ("title", None, "organisation")),
        (["Titel", "Vestiging"], ("title", "place")),
        (["Titel", "Locatie", "Vestiging"], ("title", "place", None)),
        (["Hoe heet uw activiteit?", "Wat kost het?"], ("title", "price")),
    ],
)
def test_lists_of_clubs_libraries_and_forms_say_who_what_and_where(
    names: list[str], targets: tuple[str | None, ...]
) -> None:
    assert read_columns(names, {}).targets == targets
