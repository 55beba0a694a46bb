"""Imported offers that their organisation took over or took away: an import leaves them alone, a person does not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from app.domain.caller import OPERATOR, SYSTEM, Actor, Caller, Scope
from app.domain.claims import ClaimOutcome
from app.services import claims
from app.store import activities
from app.store.unit_of_work import write_transaction
from tests.support.stored import MOMENT, ORGANISATION, make_activity, migrated_engine

PARTNER = Caller(Actor.KEY, scopes=frozenset({Scope.ACTIVITIES_WRITE}), organisation_ids=frozenset({ORGANISATION}))
ADMIN = Caller(Actor.KEY, scopes=frozenset({Scope.ADMIN}))
LINK = Caller(Actor.LINK, organisation_ids=frozenset({ORGANISATION}))
IMPORTED = make_activity(1)
OWN = make_activity(2, source_name=ORGANISATION)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with migrated_engine(database_url) as engine:
        with write_transaction(engine) as session:
            activities.upsert_many(session, [IMPORTED, OWN])
        yield engine


@pytest.mark.parametrize("outcome", list(ClaimOutcome))
def test_imports_the_operator_and_the_system_leave_a_claimed_offer_alone(engine: Engine, outcome: ClaimOutcome) -> None:
    with write_transaction(engine) as session:
        claims.save_claim(session, IMPORTED, outcome, PARTNER, MOMENT)
    with write_transaction(engine) as session:
        for caller in (OPERATOR, SYSTEM, replace(PARTNER, import_id="import"), replace(ADMIN, import_id="import")):
            withheld = claims.find_withheld(session, [IMPORTED.id, OWN.id], caller)
            assert {id_: fault.code for id_, fault in withheld.items()} == {IMPORTED.id: outcome.value}
            assert withheld[IMPORTED.id].detail_nl
        for caller in (PARTNER, ADMIN, LINK):
            assert claims.find_withheld(session, [IMPORTED.id], caller) == {}


def test_what_a_person_ended_is_kept_from_imports_until_it_is_released(engine: Engine) -> None:
    with write_transaction(engine) as session:
        claims.keep_removed(session, IMPORTED, LINK, MOMENT)
        claims.keep_removed(session, IMPORTED, LINK, MOMENT)
        assert list(claims.find_withheld(session, [IMPORTED.id], SYSTEM)) == [IMPORTED.id]
        assert claims.release(session, IMPORTED.id)
        assert not claims.release(session, IMPORTED.id)
        assert claims.find_withheld(session, [IMPORTED.id], SYSTEM) == {}


def test_what_an_import_ended_or_the_organisation_wrote_itself_is_not_kept(engine: Engine) -> None:
    with write_transaction(engine) as session:
        claims.keep_removed(session, IMPORTED, replace(PARTNER, import_id="import"), MOMENT)
        claims.keep_removed(session, OWN, PARTNER, MOMENT)
        assert claims.find_withheld(session, [IMPORTED.id, OWN.id], SYSTEM) == {}
