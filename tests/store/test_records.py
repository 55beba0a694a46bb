"""Organisations, places, routes and passes come back as they were written; each write is in the change log."""

import dataclasses
from datetime import date

from sqlalchemy import Engine

from app.domain.vocabulary import AddressShown, PlaceKind, Precision, WijkBasis
from app.store import organisations, passes, places, routes
from app.store.changes import read_changed_kinds, read_changes
from app.store.unit_of_work import read_connection, read_session, write_transaction
from tests.support.stored import MOMENT, ORGANISATION, make_organisation

PLACE = places.StoredPlace(
    id="place00000000001",
    source_name="place",
    external_id="wijkcentrum|kerkstraat 1|2531ab",
    version=1,
    created_at=MOMENT,
    modified_at=MOMENT,
    organisation_id=ORGANISATION,
    name="Wijkcentrum",
    kind=PlaceKind.COMMUNITY_CENTRE,
    postal_code="2531AB",
    address_shown=AddressShown.ON_ENROLMENT,
    lat=52.054321,
    lon=4.287654,
    precision=Precision.ADDRESS,
    gemeente="GM0518",
    wijk="WK051836",
    wijk_basis=WijkBasis.BOUNDARY,
)
PASS = passes.StoredPass(
    id="ooievaarspas-den-haag",
    arrangement="ooievaarspas",
    name="Ooievaarspas",
    kind="pass",
    version=1,
    created_at=MOMENT,
    modified_at=MOMENT,
    is_published=True,
    is_amount_shown=False,
    area_codes=("GM0518",),
    age_min=4,
    age_max=17,
    checked_on=date(2024, 4, 11),
    texts={"nl": {"how": "Vraag de pas aan bij de gemeente."}},
    facts={"limits": ["1 sport", "1 cultuur"], "budget": None},
)
ROUTE = routes.StoredRoute(
    id="route00000000001",
    source_name="test",
    external_id="lei-drietrapsraket",
    title="Van school naar club",
    version=1,
    created_at=MOMENT,
    modified_at=MOMENT,
    translations={"en": {"title": "From school to club"}},
    organisation_id=ORGANISATION,
    steps=(
        routes.StoredStep("b", "discover"),
        routes.StoredStep("a", "deepen", "na de herfst"),
        routes.StoredStep("b", "join"),
    ),
)


def test_an_organisation_comes_back_with_its_lists(engine: Engine) -> None:
    changed = make_organisation(
        version=2,
        roles=("provider", "networkPartner"),
        hub_for=("nature",),
        guide_for=("WK051836",),
        name="Dé Boerderij",
    )
    with write_transaction(engine) as session:
        given = organisations.upsert_many(session, [changed, make_organisation(id="o2", external_id="2")])
        assert organisations.find_one(session, ORGANISATION) == dataclasses.replace(changed, seq=given[0])
    with read_connection(engine) as connection:
        found = organisations.list_all(connection)
        assert organisations.find_one(connection, "unknown") is None
    assert [row.id for row in found] == ["o2", ORGANISATION]
    assert found[1] == dataclasses.replace(changed, seq=given[0])
    assert found[0].hub_for == ()


def test_a_place_comes_back_with_its_point_and_areas(engine: Engine) -> None:
    with write_transaction(engine) as session:
        given = places.upsert_many(session, [PLACE])
    with read_session(engine) as session:
        assert places.find_many(session, [PLACE.id]) == {PLACE.id: dataclasses.replace(PLACE, seq=given[0])}
        assert places.find_one(session, PLACE.id) == places.list_all(session)[0]


def test_a_pass_comes_back_with_its_texts_and_facts(engine: Engine) -> None:
    with write_transaction(engine) as session:
        given = passes.upsert_many(session, [PASS], key_id="key1")
    with read_connection(engine) as connection:
        assert passes.list_all(connection) == [dataclasses.replace(PASS, seq=given[0])]
        assert passes.find_one(connection, PASS.id) == passes.find_many(connection, [PASS.id])[PASS.id]
        (line,) = read_changes(connection, 1, 10)
    assert (line.kind, line.object_id, line.action, line.key_id) == ("pass", PASS.id, "created", "key1")


def test_a_route_keeps_the_order_of_its_steps_and_replaces_them(engine: Engine) -> None:
    other = dataclasses.replace(ROUTE, id="route00000000002", external_id="2", steps=())
    with write_transaction(engine) as session:
        given = routes.upsert_many(session, [ROUTE, other])
    with read_connection(engine) as connection:
        assert routes.list_all(connection) == [
            dataclasses.replace(ROUTE, seq=given[0]),
            dataclasses.replace(other, seq=given[1]),
        ]
    shorter = dataclasses.replace(ROUTE, version=2, steps=ROUTE.steps[1:2])
    with write_transaction(engine) as session:
        given = routes.upsert_many(session, [shorter])
    with read_connection(engine) as connection:
        assert routes.find_one(connection, ROUTE.id) == dataclasses.replace(shorter, seq=given[0])
        assert set(routes.find_many(connection, [ROUTE.id, other.id, "unknown"])) == {ROUTE.id, other.id}


def test_a_deleted_record_leaves_the_list_but_can_still_be_found(engine: Engine) -> None:
    gone = dataclasses.replace(ROUTE, version=2, is_deleted=True)
    with write_transaction(engine) as session:
        routes.upsert_many(session, [gone])
        assert list(routes.upsert_many(session, [])) == []
    with read_connection(engine) as connection:
        assert routes.list_all(connection) == []
        assert routes.find_one(connection, gone.id) is not None
        assert [line.action for line in read_changes(connection, 1, 10)] == ["deleted"]


def test_the_log_says_which_kinds_changed_in_a_stretch(engine: Engine) -> None:
    with write_transaction(engine) as session:
        places.upsert_many(session, [PLACE])
        routes.upsert_many(session, [ROUTE])
        passes.upsert_many(session, [PASS])
    with read_connection(engine) as connection:
        assert read_changed_kinds(connection, 0, 4) == {"organisation", "place", "route", "pass"}
        assert read_changed_kinds(connection, 1, 3) == {"place", "route"}
        assert read_changed_kinds(connection, 4, 9) == frozenset()
