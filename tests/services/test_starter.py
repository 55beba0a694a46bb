"""The starter catalogue: every row comes in, by the rules its makers wrote, and nothing is guessed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine

from app.domain.draft import ActivityDraft
from app.domain.ids import activity_id, organisation_id
from app.domain.listing import Listing, from_row
from app.domain.vocabulary import Attendance, Audience, Cost, OpenTo, SchoolType, Status
from app.services.activities import Outcome
from app.services.data_files import read_activities, read_passes, read_steps
from app.services.starter import StarterReport, build_drafts, load_starter
from app.services.starter_passes import build_pass
from app.store import activities, migrations, organisations, passes, routes
from app.store.activities import StoredActivity
from app.store.changes import current_seq
from app.store.unit_of_work import read_connection, read_session
from tests.support.stored import open_engine

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def drafts() -> dict[str, ActivityDraft]:
    return {draft.source.external_id: draft for draft in build_drafts(NOW)}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, StarterReport]]:
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('starter')) / 'wegwijzer.sqlite'}"
    migrations.upgrade(url)
    with open_engine(url) as engine:
        yield engine, load_starter(engine, now=NOW)


def stored(engine: Engine, key: str) -> StoredActivity:
    with read_connection(engine) as connection:
        id_ = activity_id("starter", key)
        return activities.find_many(connection, [id_])[id_]


def listing(engine: Engine, key: str) -> Listing:
    return from_row(orjson.loads(stored(engine, key).listing))


def document(engine: Engine, key: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(stored(engine, key).document)
    return found


def test_everything_comes_in(loaded: tuple[Engine, StarterReport]) -> None:
    engine, report = loaded
    assert report.activities == Counter({Outcome.CREATED: 134})
    assert report.organisations == Counter({Outcome.CREATED: 132})
    assert report.routes == Counter({Outcome.CREATED: 15})
    assert report.passes == Counter({Outcome.CREATED: 54})
    assert report.refused == ()
    with read_session(engine) as session:
        assert activities.count_activities(session) == 134
        assert len(organisations.list_all(session)) == 132
        assert len(routes.list_all(session)) == 15


def test_a_second_load_changes_nothing(sqlite_database: str) -> None:
    migrations.upgrade(sqlite_database)
    with open_engine(sqlite_database) as engine:
        load_starter(engine, now=NOW)
        with read_connection(engine) as connection:
            before = current_seq(connection)
        report = load_starter(engine, now=NOW + timedelta(days=3))
        with read_connection(engine) as connection:
            assert current_seq(connection) == before
    for counts, total in (
        (report.activities, 134),
        (report.organisations, 132),
        (report.routes, 15),
        (report.passes, 54),
    ):
        assert counts == Counter({Outcome.UNCHANGED: total})


def test_it_loads_on_the_other_database_too(postgres_database: str) -> None:
    migrations.upgrade(postgres_database)
    with open_engine(postgres_database) as engine:
        assert load_starter(engine, now=NOW).activities == Counter({Outcome.CREATED: 134})
        assert load_starter(engine, now=NOW).activities == Counter({Outcome.UNCHANGED: 134})


def test_every_row_is_example_data_confirmed_now(drafts: dict[str, ActivityDraft]) -> None:
    assert all(draft.is_example and draft.confirmed_at == NOW for draft in drafts.values())
    assert {draft.source.name for draft in drafts.values()} == {"starter"}


AUDIENCES = {
    "everyone": (Audience.CHILDREN, Audience.FAMILIES),
    "special_needs": (Audience.CHILDREN,),
    "families": (Audience.FAMILIES,),
    "schools": (Audience.SCHOOLS,),
    "teachers": (Audience.TEACHERS,),
    "children": (Audience.CHILDREN,),
    None: (Audience.CHILDREN,),
}


def test_audience_individual_group_and_period_follow_the_rules(drafts: dict[str, ActivityDraft]) -> None:
    for row in read_activities():
        draft = drafts[row.key]
        assert draft.audience == AUDIENCES[row.audience], row.key
        assert ("specialNeeds" in draft.accessibility.features) == (row.audience == "special_needs"), row.key
        is_for_schools = row.school_time == "during" or row.audience in ("schools", "teachers")
        assert draft.individual is not is_for_schools, row.key
        is_own_school = row.attendance == "at_school" and row.school_time == "outside"
        assert (draft.open_to.kind is OpenTo.PUPILS_OF) == is_own_school, row.key
        period = row.period or ""
        if "gestopt" in period or "niet doorgegaan" in period:
            assert draft.status is Status.ENDED, row.key
        else:
            assert draft.status is (Status.PLANNED if "gepland" in period else Status.OPEN), row.key
        if period:
            assert f"volgens het rapport: {period}" in (draft.schedule.summary or ""), row.key


def test_what_the_reports_do_not_say_stays_unknown(drafts: dict[str, ActivityDraft]) -> None:
    for row in read_activities():
        draft = drafts[row.key]
        assert draft.prices == (), row.key
        assert (draft.kind is None) == (row.kind is None), row.key
        assert (draft.stage is None) == (row.stage is None), row.key
        assert (draft.attendance is None) == (row.attendance is None), row.key
        assert draft.themes == row.themes, row.key
        assert draft.cost.value == row.cost, row.key
        assert (draft.organisation is None) == (row.organisation_key is None), row.key
        if row.age_min is None and row.school_groups is None:
            assert (draft.age.min, draft.age.max, draft.school_groups) == (None, None, ()), row.key


def test_groups_are_read(drafts: dict[str, ActivityDraft]) -> None:
    assert drafts["dh-moerwijk-taal"].school_groups == ("groep1", "groep2")
    assert drafts["til-natuurclub-wekelijks"].school_groups == ("groep5", "groep6", "groep7")
    assert (drafts["haa-hit"].age.min, drafts["haa-hit"].age.max) == (12, 18)
    secondary = drafts["haa-cultuur023"]
    assert secondary.school_types == (SchoolType.VMBO, SchoolType.PRO)
    assert (secondary.age.min, secondary.age.max) == (12, 16)


def test_a_word_nobody_knows_is_refused(drafts: dict[str, ActivityDraft]) -> None:
    from app.services.data_files import read_gazetteer, read_named_areas, read_places
    from app.services.starter_drafts import build_activity
    from app.services.starter_places import PlaceFinder

    finder = PlaceFinder(read_gazetteer(), read_named_areas(), read_places())
    with pytest.raises(ValueError, match="unknown school groups"):
        build_activity(replace(read_activities()[0], school_groups="de groten"), None, finder, NOW)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("til-natuurclub-wekelijks", ("GM0855", None, None, "gemeente")),  # binnen de Ringbanen
        ("til-ontdekclub", ("GM0855", None, "WK085500", "wijk")),  # centrum
        ("til-natuurclub-museum", ("GM0855", None, "WK085500", "address")),
        ("gro-roots-science-club", ("GM0014", None, "WK001411", "wijk")),  # Beijum
        ("gro-levend-leren-suiker", ("GM0014", None, "WK001400", "address")),
        ("dh-octopus-workshops", ("GM0518", "SD051801", "WK051829", "wijk")),  # Schilderswijk
        ("dh-moerwijk-taal", ("GM0518", "SD051802", "WK051836", "wijk")),
        ("dh-vrienden-hobby-app", ("GM0518", "SD051802", None, "stadsdeel")),  # Escamp
        ("zwo-hutten-bouwen", ("GM0193", None, None, "gemeente")),  # Zwolle-Zuid is no area of the gazetteer
        ("den-wetenschapsclub", ("GM1774", None, None, "gemeente")),  # Denekamp
    ],
)
def test_places_are_as_exact_as_the_reports(
    loaded: tuple[Engine, StarterReport], key: str, expected: tuple[str, str | None, str | None, str]
) -> None:
    gemeente, stadsdeel, wijk, precision = expected
    place = document(loaded[0], key)["place"]
    found = listing(loaded[0], key)
    assert (found.gemeente, found.stadsdeel, place["location"]["precision"]) == (gemeente, stadsdeel, precision)
    if precision == "address":
        assert place["wijk"]["basis"] == "nearest", "without boundaries the wijk of a point is a guess, and says so"
    else:
        assert found.wijk == wijk
    assert found.has_point == (precision in ("address", "wijk"))


@pytest.mark.parametrize(
    ("key", "areas"),
    [
        ("dh-jeugdparticipatie-workshops", {"SD051801", "SD051802", "SD051803", "SD051807", "SD051808"}),
        ("haa-cultuurmenu", {"GM0392", "GM0397", "GM0473"}),  # regio Kennemerland
        ("haa-culturele-kookpot", {"GM0392", "GM0397", "GM0473"}),
        ("haa-netwerk-cultuurcoordinatoren", {"GM0392", "GM0397", "GM0473"}),
        ("gro-wormenboekje", {"GM1969"}),
    ],
)
def test_a_list_of_areas_becomes_the_service_area(
    loaded: tuple[Engine, StarterReport], key: str, areas: set[str]
) -> None:
    assert set(listing(loaded[0], key).service_areas) == areas


def test_ordinary_rows_have_no_service_area(drafts: dict[str, ActivityDraft]) -> None:
    with_areas = {key for key, draft in drafts.items() if draft.service_area}
    assert with_areas == {
        "dh-jeugdparticipatie-workshops",
        "haa-cultuurmenu",
        "haa-culturele-kookpot",
        "haa-netwerk-cultuurcoordinatoren",
        "haa-cultuurcoaches",
        "gro-wormenboekje",
        "gro-e-labs-bibliotheek",
    }


def test_the_facts_of_the_next_step_cases_are_there(loaded: tuple[Engine, StarterReport]) -> None:
    engine = loaded[0]
    assert listing(engine, "til-appeloogst-un-bietje-groen").is_one_off is True
    assert listing(engine, "til-natuurclub-4-6weken").cost == Cost.FREE
    paid = document(engine, "til-ontdekclub")
    assert (paid["cost"], paid["prices"]) == ("paid", [])
    assert "Betaald" in paid["description"]
    assert listing(engine, "til-naschools-cultuurcoaches").cost == Cost.FREE
    assert listing(engine, "til-leskist-buitenles").individual is False
    assert stored(engine, "gro-roots-science-club").status is Status.ENDED
    assert document(engine, "haa-teylers-so")["school"]["adaptedWith"] == ["drie scholen"]
    loan = listing(engine, "gro-leen-microscoop")
    assert (loan.attendance, loan.kind, loan.cost) == (Attendance.HOME, "loan", "unknown")
    assert listing(engine, "gro-leskoffers-vakland").gemeente == "GM1966"
    for key, stage in (("kennismaken", "discover"), ("verdiepen", "deepen"), ("club", "join")):
        assert listing(engine, f"lei-vodh-{key}").stage == stage
    octopus = document(engine, "dh-octopus-workshops")
    assert "kinderen en volwassenen samen" in octopus["accessibility"]["note"]
    assert octopus["accessibility"]["features"] == ["specialNeeds"]


def test_a_club_in_childcare_hours_is_not_open_to_all(drafts: dict[str, ActivityDraft]) -> None:
    assert drafts["zwo-buitengeluk"].open_to.kind is OpenTo.BSO_OF
    assert drafts["zwo-buitengeluk"].part_of_childcare is True


def test_organisations_have_roles_sector_and_no_person(loaded: tuple[Engine, StarterReport]) -> None:
    with read_connection(loaded[0]) as connection:
        rows = {row.external_id: row for row in organisations.list_all(connection)}
    assert rows["natuurmuseum-brabant"].roles == ("provider",)
    assert rows["natuurmuseum-brabant"].website == "https://www.natuurmuseum-brabant.nl"
    assert rows["t-primair"].roles == ("networkPartner",)
    assert rows["ontdekstation013"].sector == "scienceTechnology"
    assert rows["binnenbuiten"].gemeente == "GM0518"
    assert rows["spark-tech-lab"].gemeente is None, "Weert is not in the gazetteer"
    assert all(row.contact_email is None and row.contact_phone is None for row in rows.values())
    assert rows["lkca"].id == organisation_id("starter", "lkca")


def test_routes_keep_their_order(loaded: tuple[Engine, StarterReport]) -> None:
    with read_connection(loaded[0]) as connection:
        rows = {row.external_id: row for row in routes.list_all(connection)}
    assert sum(len(row.steps) for row in rows.values()) == len(read_steps()) == 46
    steps = rows["til-natuur-om-de-hoek"].steps
    assert [step.activity_id for step in steps] == [
        activity_id("starter", key)
        for key in (
            "til-leskist-buitenles",
            "til-promotiefilm-natuurclub",
            "til-natuurclub-4-6weken",
            "til-natuurclub-museum",
        )
    ]
    assert [step.relation for step in steps] == ["discover", "discover", "deepen", "join"]
    assert rows["til-natuur-om-de-hoek"].gemeente == "GM0855"


def test_passes_show_amounts_only_where_they_may_and_say_when_they_are_in_doubt() -> None:
    for row in read_passes():
        found = build_pass(row, NOW)
        assert found.is_published == (row["status"] != "not-found"), found.id
        for texts in found.texts.values():
            if row["amount_safe_to_show"] == "with-date":
                assert (row["checked_on"] or row["looked_up_on"] or "?") in texts["amounts"], found.id
            else:
                assert "amounts" not in texts, found.id
                assert not any(" euro" in text for text in texts.values()), found.id
            assert ("doubt" in texts) == (row["status"] in ("changing", "may-be-outdated")), found.id


def test_passes_name_their_areas_and_effect(loaded: tuple[Engine, StarterReport]) -> None:
    with read_connection(loaded[0]) as connection:
        found = passes.find_one(connection, "ooievaarspas-den-haag")
    assert found is not None
    assert (found.arrangement, found.kind, found.effect) == ("ooievaarspas", "pass", "free")
    assert (found.area_codes, found.age_min, found.age_max) == (("GM0518",), 4, 17)
    assert found.pays == ("swimming", "sport", "culture")
    assert found.texts["nl"]["how"].startswith("1. Vraag de pas aan")
