"""An offer that its organisation took over, through nights of a scheduled feed that says otherwise."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from app.clients.safe_fetch import FetchLimits, SafeClient
from app.domain.caller import OPERATOR, Actor, Caller, Scope
from app.domain.ids import activity_id
from app.services.activities import make_writer
from app.services.claiming import claim_activity, release_activity
from app.services.import_reading import KNOWN_FORMATS
from app.services.sources import Run, SourceDraft, add_source, run_source
from app.services.starter import load_foundation
from app.services.turn import Turn
from app.services.writing import end_activity, patch_activity
from app.store import activities, migrations, organisations
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.stored import make_organisation, open_engine
from tests.support.stub_http import Answer, serve_stub

START = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
ORGANISATION = "organisationaaaa"
PARTNER = Caller(Actor.KEY, scopes=frozenset({Scope.ACTIVITIES_WRITE}), organisation_ids=frozenset({ORGANISATION}))
CLIENT = SafeClient(FetchLimits(allow_private=True, max_bytes=100_000))
IDS = {name: activity_id("agenda", name) for name in ("een", "twee", "drie", "vier", "vijf", "zes")}


@dataclass
class Nights:
    """A feed of six offers and the nights it is fetched."""

    engine: Engine
    titles: dict[str, str] = field(default_factory=lambda: {name: name.title() for name in IDS})
    passed: int = 0

    def answer(self, path: str, query: dict[str, list[str]]) -> Answer:
        rows = [f"{name};{title};Den Haag" for name, title in self.titles.items()]
        return Answer("\n".join(["id;Titel;Plaats", *rows]).encode(), headers={"Content-Type": "text/csv"})

    @property
    def now(self) -> datetime:
        return START + timedelta(days=self.passed)

    def pass_one(self) -> Run:
        self.passed += 1
        return run_source(self.engine, "agenda", CLIENT, now=self.now)

    def do(self, work: Any, *words: Any, **options: Any) -> Any:
        with write_transaction(self.engine) as session:
            return work(Turn(session, make_writer(session), PARTNER, self.now), *words, **options)

    def read(self, name: str) -> tuple[str, bool, int]:
        """Title, whether it ended, version."""
        with read_connection(self.engine) as connection:
            row = activities.find_many(connection, [IDS[name]])[IDS[name]]
        return json.loads(row.document)["title"], row.is_deleted, row.version


@pytest.fixture
def nights(database_url: str) -> Iterator[Nights]:
    migrations.upgrade(database_url)
    with open_engine(database_url) as engine:
        made = Nights(engine)
        with serve_stub(made.answer) as stub:
            draft = SourceDraft("agenda", f"{stub.url}/agenda.csv", ORGANISATION)
            with write_transaction(engine) as session:
                load_foundation(session, now=START)
                organisations.upsert_many(session, [make_organisation(id=ORGANISATION)])
                add_source(session, draft, caller=OPERATOR, now=START, formats=KNOWN_FORMATS, allow_private=True)
            made.pass_one()
            yield made


def test_what_was_taken_over_survives_every_night_until_it_is_given_back(nights: Nights) -> None:
    nights.do(claim_activity, IDS["een"])
    nights.do(patch_activity, IDS["een"], {"title": "Van de club zelf"})
    nights.titles["een"], nights.titles["twee"] = "Van de feed", "Ook van de feed"
    for _ in range(2):
        assert nights.pass_one().outcome == "done"
        assert nights.read("een") == ("Van de club zelf", False, 2)
    assert nights.read("twee")[0] == "Ook van de feed"
    nights.do(release_activity, IDS["een"])
    nights.titles["drie"] = "Weer iets anders"
    nights.pass_one()
    assert nights.read("een") == ("Van de feed", False, 3)


def test_what_was_taken_over_stays_when_the_feed_drops_it(nights: Nights) -> None:
    nights.do(claim_activity, IDS["een"])
    for name in ("een", "zes"):
        del nights.titles[name]
        assert nights.pass_one().outcome == "done"
        assert nights.read("een")[1] is False
    assert nights.read("zes")[1] is True, "what nobody took over ends with the feed"


def test_what_was_taken_away_stays_away_however_often_the_feed_has_it(nights: Nights) -> None:
    nights.do(end_activity, IDS["een"])
    for title in ("Terug", "Nog eens terug"):
        nights.titles["een"] = title
        nights.pass_one()
        assert nights.read("een") == ("Een", True, 2)
