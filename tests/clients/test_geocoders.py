"""Geocoders: the gazetteer alone, and PDOK and Nominatim over a local server of their shape."""

import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from geopy.exc import GeocoderParseError, GeocoderServiceError

from app.clients.gazetteer_geocoder import GazetteerGeocoder
from app.clients.geocoders import Remembering, Turns, make_geocoding
from app.clients.geocoding import Found, Geocoding
from app.clients.locatieserver import PdokLocatieserver
from app.domain.areas import AreaIndex
from app.domain.postcodes import PostcodeTable
from app.domain.vocabulary import Precision
from app.errors import Unavailable
from app.services.gazetteer import starter_area_index
from app.settings import Settings
from tests.support.gazetteer import starter_postcode_table
from tests.support.stub_http import Answer, Stub, serve_stub

PATH = "/bzk/locatieserver/search/v3_1"

STOKELAAN = {
    "id": "adr-1",
    "weergavenaam": "Melis Stokelaan 11, 2541GA 's-Gravenhage",
    "type": "adres",
    "score": 17.1,
    "postcode": "2541GA",
    "straatnaam": "Melis Stokelaan",
    "huis_nlt": "11",
    "woonplaatsnaam": "'s-Gravenhage",
    "centroide_ll": "POINT(4.2899 52.0501)",
    "buurtcode": "BU05183433",
    "wijkcode": "WK051834",
    "gemeentecode": "0518",
    "gemeentenaam": "'s-Gravenhage",
    "provincienaam": "Zuid-Holland",
}


def doc(**changes: Any) -> dict[str, Any]:
    return {**STOKELAAN, **changes}


STREET = doc(type="weg", huis_nlt=None, postcode=None, weergavenaam="Melis Stokelaan, 's-Gravenhage")
TOWN = {
    "weergavenaam": "'s-Gravenhage, 's-Gravenhage, Zuid-Holland",
    "type": "woonplaats",
    "score": 20,
    "woonplaatsnaam": "'s-Gravenhage",
    "gemeentecode": "0518",
    "centroide_ll": "POINT(4.3 52.07)",
}


def answer(*docs: dict[str, Any]) -> Answer:
    return Answer({"response": {"numFound": len(docs), "start": 0, "docs": list(docs)}})


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serve_stub(lambda path, query: answer(STOKELAAN)) as served:
        yield served


def pdok(stub: Stub, **settings: Any) -> Geocoding:
    given = Settings(geocoder="pdok", geocoder_url=f"{stub.url}{PATH}", **settings)
    return make_geocoding(given, starter_area_index(), starter_postcode_table())


def locatieserver(stub: Stub) -> PdokLocatieserver:
    return PdokLocatieserver(scheme="http", domain=stub.url.removeprefix("http://"), user_agent="test", timeout=5)


# --- the geopy geocoder -----------------------------------------------------------------------------------------------


def test_free_asks_the_service_and_reads_longitude_before_latitude(stub: Stub) -> None:
    location = locatieserver(stub).geocode("Melis Stokelaan 11")
    assert (location.latitude, location.longitude) == (52.0501, 4.2899)
    assert (location.address, location.raw) == (STOKELAAN["weergavenaam"], STOKELAAN)
    path, query = stub.asked[0]
    assert (path, query["q"], query["rows"]) == (f"{PATH}/free", ["Melis Stokelaan 11"], ["10"])
    assert query["fq"] == ["type:(adres OR postcode OR weg OR woonplaats OR gemeente OR wijk OR buurt)"]


def test_free_gives_several_on_request_and_none_when_there_are_none(stub: Stub) -> None:
    stub.respond = lambda path, query: answer(STOKELAAN, STREET)
    assert len(locatieserver(stub).geocode("Melis Stokelaan", exactly_one=False)) == 2
    stub.respond = lambda path, query: answer()
    assert locatieserver(stub).geocode("nergens") is None
    assert locatieserver(stub).geocode("nergens", exactly_one=False) is None


def test_suggest_gives_ids_that_lookup_turns_into_places(stub: Stub) -> None:
    def respond(path: str, query: dict[str, list[str]]) -> Answer:
        if path == f"{PATH}/suggest":
            return answer({"id": "adr-1", "weergavenaam": "Melis Stokelaan 11", "type": "adres", "score": 9})
        return answer(STOKELAAN) if query["id"] == ["adr-1"] else answer()

    stub.respond = respond
    geocoder = locatieserver(stub)
    assert geocoder.suggest("melis st") == [("adr-1", "Melis Stokelaan 11")]
    assert geocoder.lookup("adr-1").latitude == 52.0501
    assert geocoder.lookup("adr-2") is None
    assert [path for path, _ in stub.asked] == [f"{PATH}/suggest", f"{PATH}/lookup", f"{PATH}/lookup"]


def test_reverse_asks_by_latitude_and_longitude(stub: Stub) -> None:
    assert locatieserver(stub).reverse((52.05, 4.29)).address == STOKELAAN["weergavenaam"]
    path, query = stub.asked[0]
    assert (path, query["lat"], query["lon"], query["type"]) == (f"{PATH}/reverse", ["52.05"], ["4.29"], ["adres"])


@pytest.mark.parametrize("body", [{}, [], {"response": None}, {"response": {"docs": 3}}])
def test_an_answer_of_another_shape_is_a_parse_error(stub: Stub, body: Any) -> None:
    stub.respond = lambda path, query: Answer(body)
    with pytest.raises(GeocoderParseError):
        locatieserver(stub).geocode("x")


def test_a_failing_service_raises_what_geopy_raises(stub: Stub) -> None:
    stub.respond = lambda path, query: Answer({}, 500)
    with pytest.raises(GeocoderServiceError):
        locatieserver(stub).geocode("x")


def test_a_document_without_a_point_is_left_out(stub: Stub) -> None:
    stub.respond = lambda path, query: answer(doc(centroide_ll=None), doc(centroide_ll="POINT EMPTY"), STREET)
    assert [found.raw["type"] for found in locatieserver(stub).geocode("x", exactly_one=False)] == ["weg"]


# --- PDOK as a source: only answers that explain what was asked -------------------------------------------------------


def test_an_address_is_found_with_all_the_source_says(stub: Stub) -> None:
    assert pdok(stub).geocode("Melis Stokelaan 11, Den Haag") == Found(
        lat=52.0501,
        lon=4.2899,
        precision=Precision.ADDRESS,
        label="Melis Stokelaan 11, 2541GA 's-Gravenhage",
        source="pdok",
        street="Melis Stokelaan",
        house_number="11",
        postcode="2541GA",
        town="'s-Gravenhage",
        gemeente="GM0518",
        wijk="WK051834",
        buurt="BU05183433",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Melis Stokelaan 11 2541 GA Den Haag",
        "melis stokelaan 11, 's-gravenhage",
        "2541ga 11",
        "2541 GA",
        "Melis Stokelaan 11, 2541 The Hague",
        "Melis Stokelaan 11, Den Haag, Zuid-Holland, Nederland",
        "Stokelaan 11 Den Haag",
    ],
)
def test_an_answer_that_explains_every_word_counts(stub: Stub, text: str) -> None:
    found = pdok(stub).geocode(text)
    assert found is not None
    assert found.source == "pdok"


@pytest.mark.parametrize(
    "text",
    [
        "Melis Stokelaan 11, Rotterdam",  # another town
        "Melis Stokestraat 11, Den Haag",  # another street
        "Melis Stokelaan 13, Den Haag",  # another number
        "Melis Stokelaan 1, Den Haag",  # not the 11 it is the beginning of
        "Melis Stokelaan 11a, Den Haag",  # a door that is not there
        "Melis Stokelaan 11, 2541GB Den Haag",  # another postcode
        "Melis Stokelaan 11, 2542 Den Haag",
        "Den Haag, Nederland 2599ZZ",
    ],
)
def test_an_answer_that_differs_in_postcode_street_number_or_town_is_refused(stub: Stub, text: str) -> None:
    assert pdok(stub).geocode(text) is None


def test_the_score_is_no_guard_so_a_later_answer_that_fits_is_taken(stub: Stub) -> None:
    elsewhere = doc(woonplaatsnaam="Rijswijk", gemeentenaam="Rijswijk", weergavenaam="elsewhere", score=99)
    stub.respond = lambda path, query: answer(elsewhere, STOKELAAN)
    found = pdok(stub).geocode("Melis Stokelaan 11, Den Haag")
    assert found is not None
    assert found.town == "'s-Gravenhage"


def test_a_street_of_several_towns_without_a_town_asked_is_no_answer(stub: Stub) -> None:
    elsewhere = doc(woonplaatsnaam="Rijswijk", gemeentenaam="Rijswijk", weergavenaam="elsewhere")
    stub.respond = lambda path, query: answer(STOKELAAN, elsewhere)
    assert pdok(stub).geocode("Melis Stokelaan 11") is None


def test_a_street_without_its_number_is_less_precise(stub: Stub) -> None:
    stub.respond = lambda path, query: answer(STREET)
    found = pdok(stub).geocode("Melis Stokelaan 11, Den Haag")
    assert found is not None
    assert found.precision == Precision.POSTCODE


def test_a_town_does_not_stand_in_for_a_street(stub: Stub) -> None:
    stub.respond = lambda path, query: answer(TOWN)
    assert pdok(stub).geocode("Melis Stokelaan 11, Den Haag") is None


def test_what_the_gazetteer_knows_is_not_asked_outside(stub: Stub) -> None:
    found = pdok(stub).geocode("Moerwijk, Den Haag")
    assert found is not None
    assert (found.source, found.wijk) == ("gazetteer", "WK051836")
    assert stub.asked == []


def test_a_postcode_with_letters_is_asked_outside_and_falls_back_to_its_digits(stub: Stub) -> None:
    stub.respond = lambda path, query: answer(doc(type="postcode", postcode="2531AB", huis_nlt=None))
    exact = pdok(stub).geocode("2531 AB")
    stub.respond = lambda path, query: Answer({}, 500)
    rough = pdok(stub).geocode("2531 AB")
    assert exact is not None
    assert rough is not None
    assert (exact.source, exact.postcode) == ("pdok", "2531AB")
    assert (rough.source, rough.postcode) == ("gazetteer", "2531")


def test_answers_are_remembered_also_that_there_is_none(stub: Stub) -> None:
    geocoding = pdok(stub)
    for text in (
        "Melis Stokelaan 11, Den Haag",
        " melis stokelaan 11, den haag",
        "Kerkweg 1, Delft",
        "kerkweg 1, delft",
    ):
        geocoding.geocode(text)
    assert len(stub.asked) == 2


def test_a_source_that_fails_is_unavailable_and_not_remembered(stub: Stub) -> None:
    geocoding = pdok(stub)
    stub.respond = lambda path, query: Answer({}, 500)
    with pytest.raises(Unavailable):
        geocoding.geocode("Melis Stokelaan 11, Den Haag")
    stub.respond = lambda path, query: answer(STOKELAAN)
    assert geocoding.geocode("Melis Stokelaan 11, Den Haag") is not None


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_source_is_not_waited_for(stub: Stub, status: int) -> None:
    stub.respond = lambda path, query: Answer({}, status, {"Retry-After": "3600"})
    with pytest.raises(Unavailable):
        pdok(stub).geocode("Melis Stokelaan 11, Den Haag")
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b"<html>", b"\xff", [1], {"response": {"docs": [doc(centroide_ll="POINT(999 999)")]}}]
)
def test_an_answer_of_any_other_shape_is_no_answer(stub: Stub, body: Any) -> None:
    stub.respond = lambda path, query: Answer(body)
    with pytest.raises(Unavailable):
        pdok(stub).geocode("Melis Stokelaan 11, Den Haag")


def test_members_of_another_kind_are_read_as_text_or_not_at_all(stub: Stub) -> None:
    odd = doc(huis_nlt=11, gemeentecode=518, wijkcode=None, buurtcode=["BU"], gemeentenaam=7)
    stub.respond = lambda path, query: answer(odd)
    found = pdok(stub).geocode("Melis Stokelaan 11, Den Haag")
    assert found is not None
    assert (found.house_number, found.gemeente, found.wijk, found.buurt) == ("11", "GM0518", None, None)


def test_a_body_that_stops_halfway_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def respond() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")

        thread = Thread(target=respond)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}{PATH}"
        settings = Settings(geocoder="pdok", geocoder_url=url)
        with pytest.raises(Unavailable):
            make_geocoding(settings, starter_area_index(), starter_postcode_table()).geocode("Kerkstraat 5, Delft")
        thread.join()


def test_a_source_that_hangs_is_given_up(stub: Stub) -> None:
    from threading import Event

    release = Event()

    def respond(path: str, query: dict[str, list[str]]) -> Answer:
        release.wait(20)
        return answer(STOKELAAN)

    stub.respond = respond
    with pytest.raises(Unavailable):
        pdok(stub, geocoder_timeout_s=0.05).geocode("Melis Stokelaan 11, Den Haag")
    release.set()


@pytest.mark.parametrize("text", ["", "  ", "Nederland", "de"])
def test_text_that_says_nothing_finds_nothing(stub: Stub, text: str) -> None:
    assert pdok(stub).geocode(text) is None


def test_reverse_falls_back_to_the_gazetteer(stub: Stub) -> None:
    near = pdok(stub).reverse(52.0501, 4.2899)
    assert near is not None
    assert near.label == STOKELAAN["weergavenaam"]
    stub.respond = lambda path, query: Answer({}, 500)
    rough = pdok(stub).reverse(52.0505, 4.3005)
    assert rough is not None
    assert (rough.source, rough.wijk) == ("gazetteer", "WK051836")


# --- Nominatim --------------------------------------------------------------------------------------------------------


def test_nominatim_is_asked_within_the_country_and_its_answer_is_judged_too() -> None:
    place = {
        "lat": "52.0501",
        "lon": "4.2899",
        "display_name": "11, Melis Stokelaan, Den Haag, Zuid-Holland, 2541GA, Nederland",
        "name": "",
        "address": {
            "house_number": "11",
            "road": "Melis Stokelaan",
            "city": "Den Haag",
            "postcode": "2541 GA",
            "country": "Nederland",
        },
    }
    with serve_stub(lambda path, query: Answer([place])) as stub:
        settings = Settings(geocoder="nominatim", geocoder_url=stub.url)
        geocoding = make_geocoding(settings, AreaIndex(), PostcodeTable())
        found = geocoding.geocode("Melis Stokelaan 11, 2541GA Den Haag")
        assert stub.asked[0][0] == "/search"
        assert stub.asked[0][1]["countrycodes"] == ["nl"]
    assert found is not None
    assert (found.source, found.precision, found.town) == ("nominatim", Precision.ADDRESS, "Den Haag")
    assert (found.lat, found.lon, found.postcode) == (52.0501, 4.2899, "2541GA")


# --- the gazetteer alone ----------------------------------------------------------------------------------------------

GAZETTEER = GazetteerGeocoder(starter_area_index(), starter_postcode_table())


@pytest.mark.parametrize(
    ("text", "precision", "code"),
    [
        ("Moerwijk", Precision.WIJK, "WK051836"),
        ("moerwijk, den haag", Precision.WIJK, "WK051836"),
        ("Moerwijk Den Haag", Precision.WIJK, "WK051836"),
        ("Schilderswijk", Precision.WIJK, "WK051829"),
        ("Beijum", Precision.WIJK, "WK001411"),
        ("Scheveningen", Precision.WIJK, "WK051807"),
        ("WK051836", Precision.WIJK, "WK051836"),
        ("2531", Precision.POSTCODE, "WK051836"),
        ("2531AB", Precision.POSTCODE, "WK051836"),
        ("2531 ab Den Haag", Precision.POSTCODE, "WK051836"),
        ("Melis Stokelaan 11, 2531AB Den Haag", Precision.POSTCODE, "WK051836"),
        ("Escamp", Precision.STADSDEEL, None),
        ("Den Haag", Precision.GEMEENTE, None),
    ],
)
def test_the_gazetteer_finds_areas_and_postcodes(text: str, precision: Precision, code: str | None) -> None:
    found = GAZETTEER.geocode(text)
    assert found is not None
    assert (found.precision, found.wijk, found.source) == (precision, code, "gazetteer")


@pytest.mark.parametrize(
    "text", ["Centrum", "Melis Stokelaan 11, Den Haag", "2531 Groningen", "9999", "5217", "Atlantis", ""]
)
def test_the_gazetteer_does_not_guess(text: str) -> None:
    assert GAZETTEER.geocode(text) is None


def test_the_gazetteer_completes_a_beginning() -> None:
    labels = [found.label for found in GAZETTEER.search("moer", 3)]
    assert labels == ["Moerwijk, 's-Gravenhage"]
    assert len(GAZETTEER.search("s", 3)) == 3


def test_the_gazetteer_names_the_wijk_at_a_point_and_nothing_far_away() -> None:
    found = GAZETTEER.reverse(52.0505, 4.3005)
    assert found is not None
    assert found.wijk == "WK051836"
    assert GAZETTEER.reverse(50.85, 5.69) is None


def test_the_gazetteer_alone_is_the_default() -> None:
    assert isinstance(make_geocoding(Settings(), AreaIndex(), PostcodeTable()), GazetteerGeocoder)


# --- bounds -----------------------------------------------------------------------------------------------------------


class Counting:
    """A source that counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def geocode(self, text: str) -> Found | None:
        self.asked.append(text)
        return None

    def search(self, text: str, limit: int) -> list[Found]:
        return []

    def reverse(self, lat: float, lon: float) -> Found | None:
        return None


def test_the_memory_is_bounded_and_forgets_the_longest_unused() -> None:
    source = Counting()
    memory = Remembering([source], [source], size=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        memory.geocode(text)
    assert source.asked == ["a", "b", "c", "b"]


def test_too_many_at_once_are_told_to_come_back() -> None:
    turns = Turns(delay_s=60.0, max_wait_s=1.0)
    turns.wait()
    with pytest.raises(Unavailable, match="busy"):
        turns.wait()
