"""Reminders and what organisations answer: on both databases, with the real write path."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import Engine

from app.domain.caller import SYSTEM
from app.domain.draft import ActivityDraft
from app.domain.ids import activity_id, organisation_id
from app.domain.listing import from_row
from app.domain.reminding import Answer, FreshnessClock, Occasion
from app.domain.vocabulary import Freshness, Status
from app.errors import NotFound
from app.services.activities import end_activity, write_activities
from app.services.holidays import load_calendar
from app.services.reminder_answers import Choice, give_answers, open_reminder
from app.services.reminders import (
    Channel,
    Planned,
    Ready,
    choose_channel,
    drop_reminder,
    hash_token,
    mark_sent,
    plan_reminders,
    prepare_reminder,
)
from app.store import activities, moderation, organisations
from app.store.activities import StoredActivity
from app.store.unit_of_work import read_session, write_transaction
from tests.support.gazetteer import engine_with_areas
from tests.support.served import SOURCE, draft

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
LONG_AGO = (NOW - timedelta(days=160)).isoformat()
CLUB = organisation_id(SOURCE, "toets")
DUE = activity_id(SOURCE, "due")
LATELY = activity_id(SOURCE, "lately")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with engine_with_areas(database_url) as engine:
        write(
            engine,
            draft("due", confirmedAt=LONG_AGO),
            draft("lately", confirmedAt=(NOW - timedelta(days=3)).isoformat()),
        )
        yield engine


def write(engine: Engine, *drafts: ActivityDraft) -> None:
    results = list(write_activities(engine, drafts, now=NOW))
    assert [fault for result in results for fault in result.faults] == []


def plan(engine: Engine, now: datetime = NOW) -> list[Planned]:
    return list(plan_reminders(engine, FreshnessClock(load_calendar()), now=now))


def remind(engine: Engine, now: datetime = NOW) -> Ready:
    (planned,) = plan(engine, now)
    ready = prepare_reminder(engine, planned, Channel.MAIL, now=now)
    assert ready is not None
    mark_sent(engine, ready.id, now=now)
    return ready


def read(engine: Engine, id_: str = DUE) -> StoredActivity:
    with read_session(engine) as session:
        return activities.find_many(session, [id_])[id_]


def answer(engine: Engine, ready: Ready, choice: Choice, id_: str = DUE, now: datetime = NOW) -> frozenset[str]:
    with write_transaction(engine) as session:
        return give_answers(session, open_reminder(session, ready.token, now), {id_: choice}, now)


def test_only_what_was_not_confirmed_lately_is_asked(engine: Engine) -> None:
    (planned,) = plan(engine)
    assert planned.organisation.id == CLUB
    assert planned.occasion is Occasion.DUE
    assert [(offer.id, offer.title, offer.state) for offer in planned.offers] == [(DUE, "Knutselclub", Freshness.DUE)]


def test_examples_ended_offers_and_offers_of_nobody_are_not_asked(engine: Engine) -> None:
    write(engine, draft("due", confirmedAt=LONG_AGO, status="cancelled"))
    write(engine, draft("example", confirmedAt=LONG_AGO, isExample=True))
    write(engine, draft("nobody", confirmedAt=LONG_AGO, organisation=None))
    write(engine, draft("gone", confirmedAt=LONG_AGO))
    with write_transaction(engine) as session:
        end_activity(session, activity_id(SOURCE, "gone"), now=NOW)
    assert plan(engine) == []


def test_a_link_is_stored_only_as_its_hash_and_two_runs_ask_once(engine: Engine) -> None:
    (planned,) = plan(engine)
    ready = prepare_reminder(engine, planned, Channel.MAIL, now=NOW)
    assert ready is not None
    assert prepare_reminder(engine, planned, Channel.MAIL, now=NOW) is None
    assert plan(engine) == []
    with read_session(engine) as session:
        stored = open_reminder(session, ready.token, NOW).reminder
        assert stored.token_sha256 == hash_token(ready.token)
        assert ready.token not in stored.model_dump_json()
        with pytest.raises(NotFound):
            open_reminder(session, ready.token[:-1], NOW)


def test_a_run_that_was_killed_is_taken_up_again_with_a_new_link(engine: Engine) -> None:
    (planned,) = plan(engine)
    first = prepare_reminder(engine, planned, Channel.MAIL, now=NOW)
    assert first is not None
    later = NOW + timedelta(hours=2)
    second = prepare_reminder(engine, plan(engine, later)[0], Channel.MAIL, now=later)
    assert second is not None
    with read_session(engine) as session, pytest.raises(NotFound):
        open_reminder(session, first.token, later)


def test_a_reminder_that_was_not_taken_does_not_count(engine: Engine) -> None:
    (planned,) = plan(engine)
    ready = prepare_reminder(engine, planned, Channel.MAIL, now=NOW)
    assert ready is not None
    drop_reminder(engine, ready.id)
    assert plan(engine) == [planned]


def test_still_right_confirms_and_can_be_taken_back(engine: Engine) -> None:
    before, ready = read(engine), remind(engine)
    answer(engine, ready, Choice(Answer.STILL_RIGHT))
    confirmed = read(engine)
    assert (confirmed.confirmed_at, confirmed.version) == (NOW, before.version)
    assert from_row(orjson.loads(confirmed.listing)).confirmed_at == int(NOW.timestamp())
    answer(engine, ready, Choice(None), now=NOW + timedelta(days=2))
    assert replace(read(engine), seq=before.seq) == before


def test_taking_back_leaves_a_later_confirmation_alone(engine: Engine) -> None:
    ready = remind(engine)
    answer(engine, ready, Choice(Answer.STILL_RIGHT))
    later = NOW + timedelta(days=1)
    write(engine, draft("due", confirmedAt=later.isoformat()))
    answer(engine, ready, Choice(None), now=later)
    assert read(engine).confirmed_at == later


@pytest.mark.parametrize("then", [None, Answer.STILL_RIGHT, Answer.NOT_RIGHT])
def test_stopped_ends_the_offer_and_can_be_taken_back_or_changed(engine: Engine, then: Answer | None) -> None:
    before, ready = read(engine), remind(engine)
    answer(engine, ready, Choice(Answer.STOPPED))
    ended = read(engine)
    assert (ended.is_deleted, ended.status) == (True, Status.ENDED)
    answer(engine, ready, Choice(then), now=NOW + timedelta(days=13))
    back = read(engine)
    assert (back.is_deleted, back.status, back.version) == (False, before.status, before.version + 2)
    listing = from_row(orjson.loads(back.listing))
    assert (listing.version, listing.status) == (back.version, before.status.value)
    assert orjson.loads(back.document)["version"] == back.version
    assert (back.confirmed_at > before.confirmed_at) is (then is Answer.STILL_RIGHT)


def test_what_was_stopped_is_not_brought_back_by_a_sync_until_it_is_taken_back(engine: Engine) -> None:
    ready = remind(engine)
    changed = draft("due", title="Nieuwe titel", confirmedAt=LONG_AGO)
    answer(engine, ready, Choice(Answer.STOPPED))
    list(write_activities(engine, [changed], now=NOW, caller=SYSTEM))
    assert read(engine).is_deleted
    answer(engine, ready, Choice(None))
    list(write_activities(engine, [changed], now=NOW, caller=SYSTEM))
    assert not read(engine).is_deleted
    assert orjson.loads(read(engine).document)["title"] == "Nieuwe titel"


def test_not_right_opens_a_report_that_goes_when_it_is_taken_back(engine: Engine) -> None:
    ready = remind(engine)
    answer(engine, ready, Choice(Answer.NOT_RIGHT, "De tijd is nu\n15.00 uur."))
    with read_session(engine) as session:
        (report,) = moderation.list_open_on(session, DUE)
        assert (report.reason, report.note) == ("notRight", "De tijd is nu 15.00 uur.")
        assert open_reminder(session, ready.token, NOW).answers == {DUE: Answer.NOT_RIGHT}
    answer(engine, ready, Choice(None))
    with read_session(engine) as session:
        assert moderation.list_open_on(session, DUE) == []
        assert open_reminder(session, ready.token, NOW).answers == {}


def test_only_what_was_asked_and_still_belongs_to_the_organisation_can_be_answered(engine: Engine) -> None:
    before, ready = read(engine, LATELY), remind(engine)
    assert answer(engine, ready, Choice(Answer.STOPPED), LATELY) == frozenset()
    assert read(engine, LATELY) == before
    write(engine, draft("due", organisation={"name": "Een ander", "source": {"name": SOURCE, "externalId": "ander"}}))
    assert answer(engine, ready, Choice(Answer.STOPPED)) == {DUE}
    assert not read(engine).is_deleted


def test_an_offer_that_ended_meanwhile_is_told_and_stays_as_it_is(engine: Engine) -> None:
    ready = remind(engine)
    with write_transaction(engine) as session:
        end_activity(session, DUE, now=NOW)
    before = read(engine)
    assert answer(engine, ready, Choice(Answer.STILL_RIGHT)) == {DUE}
    assert read(engine) == before


def test_a_link_works_for_fourteen_days(engine: Engine) -> None:
    ready = remind(engine)
    answer(engine, ready, Choice(Answer.NOT_RIGHT), now=NOW + timedelta(days=14, seconds=-1))
    with pytest.raises(NotFound):
        answer(engine, ready, Choice(Answer.STOPPED), now=NOW + timedelta(days=14))
    assert not read(engine).is_deleted


def test_mail_goes_before_the_webhook_and_the_list_is_for_who_has_neither(engine: Engine) -> None:
    with read_session(engine) as session:
        club = organisations.find_one(session, CLUB)
    assert club is not None
    reachable = replace(club, contact_email="info@club.example")
    assert choose_channel(reachable, has_mail=True, has_webhook=True) is Channel.MAIL
    assert choose_channel(reachable, has_mail=False, has_webhook=True) is Channel.WEBHOOK
    assert choose_channel(club, has_mail=True, has_webhook=False) is Channel.LIST
