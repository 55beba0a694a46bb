"""What a place name in a search means (DESIGN 3, Areas)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.area_names import name_key, short_names
from app.domain.areas import Area, AreaIndex
from app.domain.vocabulary import AreaLevel
from app.errors import Fault, InvalidInput

G, S, W, B = AreaLevel.GEMEENTE, AreaLevel.STADSDEEL, AreaLevel.WIJK, AreaLevel.BUURT


def area(code: str, name: str, parent: str | None, gemeente: str, *aliases: str, year: int = 2016) -> Area:
    level = {"GM": G, "SD": S, "WK": W, "BU": B}[code[:2]]
    return Area(code, level, name, parent, gemeente, 52.0, 4.3, year, aliases)


AREAS = (
    area("GM0518", "'s-Gravenhage", None, "GM0518", "Den Haag"),
    area("SD051801", "Centrum", "GM0518", "GM0518"),
    area("SD051802", "Escamp", "GM0518", "GM0518"),
    area("SD051807", "Scheveningen", "GM0518", "GM0518"),
    area("WK051807", "Scheveningen", "SD051807", "GM0518"),
    area("WK051809", "Geuzen- en Statenkwartier", "SD051807", "GM0518"),
    area("WK051828", "Centrum", "SD051801", "GM0518"),
    area("WK051829", "Schildersbuurt", "SD051801", "GM0518", "Schilderswijk"),
    area("WK051833", "Bouwlust en Vrederust", "SD051802", "GM0518"),
    area("WK051836", "Moerwijk", "SD051802", "GM0518"),
    area("BU05183637", "Moerwijk-Oost", "WK051836", "GM0518"),
    area("GM0014", "Groningen", None, "GM0014"),
    area("WK001401", "Schilders- en Zeeheldenwijk", "GM0014", "GM0014"),
    area("WK001411", "Beijum e.o.", "GM0014", "GM0014"),
    area("GM0855", "Tilburg", None, "GM0855"),
    area("WK085500", "Centrum", "GM0855", "GM0855"),
    area("GM0473", "Zandvoort", None, "GM0473"),
    area("WK047304", "Zandvoort", "GM0473", "GM0473"),
)
INDEX = AreaIndex(AREAS)


def resolve(**names: list[str]) -> list[str]:
    return [found.code for found in INDEX.resolve(names)[0]]


def faults_of(**names: list[str]) -> tuple[Fault, ...]:
    with pytest.raises(InvalidInput) as caught:
        INDEX.resolve(names)
    return caught.value.faults


@pytest.mark.parametrize(
    ("parameter", "text", "code"),
    [
        ("wijk", "Moerwijk", "WK051836"),
        ("wijk", "moerWIJK ", "WK051836"),
        ("wijk", "wk051836", "WK051836"),
        ("wijk", "Schilderswijk", "WK051829"),
        ("wijk", "Schildersbuurt", "WK051829"),
        ("wijk", "Bouwlust", "WK051833"),
        ("wijk", "Vrederust", "WK051833"),
        ("wijk", "Statenkwartier", "WK051809"),
        ("wijk", "Beijum", "WK001411"),
        ("wijk", "Beijum e.o.", "WK001411"),
        ("wijk", "Centrum, Den Haag", "WK051828"),
        ("wijk", "Centrum (Tilburg)", "WK085500"),
        ("gemeente", "Den Haag", "GM0518"),
        ("gemeente", "'s-Gravenhage", "GM0518"),
        ("gemeente", "s gravenhage", "GM0518"),
        ("buurt", "Moerwijk Oost", "BU05183637"),
        ("area", "Moerwijk", "WK051836"),
        ("area", "BU05183637", "BU05183637"),
    ],
)
def test_a_code_name_alias_or_short_name_finds_its_area(parameter: str, text: str, code: str) -> None:
    assert resolve(**{parameter: [text]}) == [code]


@pytest.mark.parametrize(
    ("parameter", "code", "other"),
    [("wijk", "WK051807", "SD051807"), ("stadsdeel", "SD051807", "WK051807"), ("area", "SD051807", "WK051807")],
)
def test_a_name_that_is_wijk_and_stadsdeel_follows_the_parameter_and_the_record_names_the_other(
    parameter: str, code: str, other: str
) -> None:
    filters, records = INDEX.resolve({parameter: ["Scheveningen"]})
    assert [found.code for found in filters] == [code]
    levels = {"WK051807": "wijk", "SD051807": "stadsdeel"}
    named = {"name": "Scheveningen", "gemeente": "'s-Gravenhage"}
    assert records == [
        {
            "parameter": parameter,
            "asked": "Scheveningen",
            "code": code,
            "level": levels[code],
            **named,
            "alternatives": [{"code": other, "level": levels[other], **named}],
        }
    ]


def test_in_area_a_name_of_gemeente_and_wijk_is_the_wider_one() -> None:
    filters, records = INDEX.resolve({"area": ["Zandvoort"]})
    assert filters[0].code == "GM0473"
    assert [other["code"] for other in records[0]["alternatives"]] == ["WK047304"]


def test_several_texts_and_parameters_are_one_group_in_which_any_may_hold() -> None:
    assert resolve(wijk=["Moerwijk", "Schilderswijk"], stadsdeel=["Escamp"]) == ["WK051836", "WK051829", "SD051802"]


def test_the_same_area_asked_twice_is_one_filter() -> None:
    assert resolve(wijk=["Moerwijk", "WK051836"]) == ["WK051836"]


def test_a_gemeente_name_narrows_the_names_in_the_others() -> None:
    filters, records = INDEX.resolve({"wijk": ["Centrum"], "gemeente": ["Den Haag"]})
    assert [found.code for found in filters] == ["WK051828"]
    assert [(record["parameter"], record["code"]) for record in records] == [
        ("wijk", "WK051828"),
        ("gemeente", "GM0518"),
    ]


def test_a_short_name_that_is_a_full_name_elsewhere_is_found_in_the_gemeente_named() -> None:
    assert resolve(wijk=["Schilderswijk"], gemeente=["Groningen"]) == ["WK001401"]


def test_a_gemeente_code_adds_its_whole_area() -> None:
    assert resolve(wijk=["Moerwijk"], gemeente=["GM0855"]) == ["WK051836", "GM0855"]


def test_a_gemeente_name_beside_codes_only_adds_its_whole_area() -> None:
    assert resolve(wijk=["WK085500"], gemeente=["Den Haag"]) == ["WK085500", "GM0518"]


def test_two_gemeente_names_give_the_wijk_in_each_that_has_it() -> None:
    assert resolve(wijk=["Centrum", "Moerwijk"], gemeente=["Den Haag", "Tilburg"]) == [
        "WK051828",
        "WK085500",
        "WK051836",
    ]


def test_a_name_in_several_gemeenten_is_refused_with_its_candidates() -> None:
    (fault,) = faults_of(wijk=["Centrum"])
    assert (fault.code, fault.parameter) == ("area-ambiguous", "wijk")
    assert "WK051828" in str(fault.hint)
    assert "WK085500" in str(fault.hint)
    assert "SD051801" not in str(fault.hint)


def test_an_unknown_name_is_refused_with_names_that_look_like_it() -> None:
    (fault,) = faults_of(wijk=["Moerwik"])
    assert (fault.code, fault.parameter) == ("area-unknown", "wijk")
    assert "Moerwijk" in str(fault.hint)


def test_whoever_asks_for_a_town_that_is_not_here_hears_which_are() -> None:
    (fault,) = faults_of(gemeente=["Rotterdam"])
    assert "'s-Gravenhage" in str(fault.hint)


def test_a_name_of_another_level_is_refused_and_the_hint_says_what_it_is() -> None:
    (fault,) = faults_of(wijk=["Escamp"])
    assert "SD051802 (stadsdeel Escamp" in str(fault.hint)


def test_a_wijk_of_another_gemeente_is_unknown_in_the_one_named() -> None:
    (fault,) = faults_of(wijk=["Moerwijk"], gemeente=["Tilburg"])
    assert fault.code == "area-unknown"
    assert "Tilburg" in fault.detail
    assert "WK051836" in str(fault.hint)


def test_every_fault_is_named_at_once() -> None:
    faults = faults_of(wijk=["Nergensland", "WK999999"], stadsdeel=["Moerwijk"], gemeente=["Atlantis"])
    assert [(fault.parameter, fault.code) for fault in faults] == [
        ("gemeente", "area-unknown"),
        ("wijk", "area-unknown"),
        ("wijk", "area-unknown"),
        ("stadsdeel", "area-unknown"),
    ]


def test_with_an_unknown_gemeente_the_wijk_it_would_have_told_apart_is_no_second_fault() -> None:
    assert [fault.parameter for fault in faults_of(wijk=["Centrum"], gemeente=["Den Hag"])] == ["gemeente"]


def test_of_one_wijk_under_codes_of_two_years_the_newest_is_meant() -> None:
    index = AreaIndex([*AREAS, area("WK0518AB", "Moerwijk", "GM0518", "GM0518", year=2024)])
    filters, records = index.resolve({"wijk": ["Moerwijk"]})
    assert [found.code for found in filters] == ["WK0518AB"]
    assert [other["code"] for other in records[0]["alternatives"]] == ["WK051836"]


def test_related_is_the_area_with_what_holds_it_and_what_it_holds() -> None:
    assert INDEX.related("WK051836") == {"WK051836", "SD051802", "GM0518", "BU05183637"}
    assert INDEX.related("SD051802") == {"SD051802", "GM0518", "WK051833", "WK051836", "BU05183637"}
    assert INDEX.related("GM0473") == {"GM0473", "WK047304"}


def test_the_tree_leads_up_and_down() -> None:
    assert [found.code for found in INDEX.ancestors("BU05183637")] == ["WK051836", "SD051802", "GM0518"]
    assert [found.code for found in INDEX.children("SD051802")] == ["WK051833", "WK051836"]
    assert [found.code for found in INDEX.children("GM0518")] == ["SD051801", "SD051802", "SD051807"]
    assert INDEX.ancestor_at("BU05183637", S) == "SD051802"
    assert INDEX.ancestor_at("GM0014", W) is None


def test_an_area_whose_parent_is_not_known_hangs_under_its_gemeente() -> None:
    index = AreaIndex([area("GM0518", "Den Haag", None, "GM0518"), area("WK051836", "Moerwijk", "SD051802", "GM0518")])
    assert [found.code for found in index.ancestors("WK051836")] == ["GM0518"]
    assert [found.code for found in index.children("GM0518")] == ["WK051836"]


def test_type_ahead_finds_the_beginning_of_any_word_and_puts_whole_names_first() -> None:
    assert [found.code for found in INDEX.suggest("centrum")] == ["SD051801", "WK051828", "WK085500"]
    assert [found.code for found in INDEX.suggest("vrede")] == ["WK051833"]
    assert [found.code for found in INDEX.suggest("haag")] == ["GM0518"]
    assert INDEX.suggest("") == []
    assert len(INDEX.suggest("s", 2)) == 2


def test_a_gemeente_name_that_two_gemeenten_have_is_not_chosen_silently() -> None:
    index = AreaIndex([area("GM0373", "Bergen", None, "GM0373"), area("GM0893", "Bergen", None, "GM0893")])
    assert index.gemeente_by_name("Bergen") is None
    with pytest.raises(InvalidInput):
        index.resolve({"gemeente": ["Bergen"]})


@pytest.mark.parametrize("text", ["", "   ", "%", "'", "\u0000", "WK", "GM05181", "x" * 500])
def test_text_that_names_nothing_is_unknown_and_not_an_error(text: str) -> None:
    assert faults_of(area=[text])[0].code == "area-unknown"


TEXTS = st.lists(st.one_of(st.text(max_size=30), st.sampled_from([area.name for area in AREAS])), max_size=3)


@given(st.dictionaries(st.sampled_from(["area", "wijk", "buurt", "stadsdeel", "gemeente"]), TEXTS))
def test_any_texts_are_resolved_or_each_one_is_named_as_a_fault(names: dict[str, list[str]]) -> None:
    asked = {(parameter, text) for parameter, texts in names.items() for text in texts}
    faults: tuple[Fault, ...] = ()
    try:
        filters, records = INDEX.resolve(names)
    except InvalidInput as refused:
        faults, filters, records = refused.faults, (), []
    assert {fault.parameter for fault in faults} <= {parameter for parameter, _ in asked}
    assert faults or {(record["parameter"], record["asked"]) for record in records} == asked
    assert {found.code for found in filters} <= {record["code"] for record in records}
    assert all(found.related == INDEX.related(found.code) for found in filters)


def test_names_are_compared_without_case_marks_and_punctuation() -> None:
    assert name_key("'s-Gravenhage") == name_key("S Gravenhage") == "sgravenhage"
    assert name_key("Súdwest-Fryslân") == "sudwestfryslan"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Beijum e.o.", ("Beijum",)),
        ("Wijk 00 Appingedam", ("Appingedam",)),
        ("Stadsdeel Strijp", ("Strijp",)),
        ("Nieuwmarkt/Lastage", ("Nieuwmarkt", "Lastage")),
        ("Bomen- en Bloemenbuurt", ("Bomenbuurt", "Bloemenbuurt")),
        ("Wijk 10", ()),
        ("Moerwijk", ()),
    ],
)
def test_short_names_are_what_people_say(name: str, short: tuple[str, ...]) -> None:
    assert short_names(name) == short
