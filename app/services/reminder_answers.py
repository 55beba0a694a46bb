"""What an organisation answers on the page behind its link. Every answer can be changed or taken back while the link
works; an answer that is taken back leaves the offer as it was before, unless somebody else changed it since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.caller import Actor, Caller, Scope
from app.domain.claims import ClaimOutcome
from app.domain.reminding import Answer
from app.domain.reporting import Reason
from app.domain.vocabulary import Status
from app.errors import NotFound
from app.models.moderation import Reminder
from app.services import claims
from app.services.activities import end_activity
from app.services.problem_reports import report_problem, withdraw_report
from app.services.reminders import hash_token
from app.services.restating import restate
from app.store import activities, organisations
from app.store import claims as claim_store
from app.store import reminders as store
from app.store.activities import StoredActivity
from app.store.unit_of_work import read_session, write_transaction


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one offer. answer: None takes the earlier answer back. note: what is not right, in words."""

    answer: Answer | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OpenReminder:
    """A reminder behind a link. answers: by activity. is_expired: it can be read, no longer answered."""

    reminder: Reminder
    organisation_name: str
    answers: Mapping[str, Answer]
    is_expired: bool

    @property
    def activity_ids(self) -> Sequence[str]:
        """What is asked about."""
        return self.reminder.activity_ids


def open_reminder(session: Session, token: str, now: datetime) -> OpenReminder:
    """The reminder a link belongs to.

    Raises:
        NotFound: there is none.
    """
    reminder = store.find_by_token(session, hash_token(token))
    if reminder is None:
        raise NotFound("This link is not known.")
    organisation = organisations.find_one(session, reminder.organisation_id)
    answers = {id_: Answer(given["answer"]) for id_, given in reminder.answers.items()}
    name = "" if organisation is None else organisation.name
    return OpenReminder(reminder, name, answers, now >= reminder.expires_at)


def give_answers(
    session: Session, opened: OpenReminder, choices: Mapping[str, Choice], now: datetime
) -> frozenset[str]:
    """Carry out what was chosen, in one transaction; the offers that are no longer there to answer for.

    Raises:
        NotFound: the link no longer works.
    """
    if opened.is_expired:
        raise NotFound("This link no longer works.")
    reminder = opened.reminder
    caller = Caller(
        Actor.LINK,
        scopes=frozenset({Scope.ACTIVITIES_WRITE}),
        organisation_ids=frozenset({reminder.organisation_id}),
    )
    answers: dict[str, Any] = dict(reminder.answers)
    gone = set()
    for id_, choice in choices.items():
        if id_ not in reminder.activity_ids:
            continue
        earlier = answers.get(id_)
        if earlier is not None and choice.answer == earlier["answer"] and not choice.note:
            continue
        row = _find(session, id_, caller)
        if row is None:
            gone.add(id_)
            continue
        if earlier is not None:
            row = _take_back(session, row, earlier, caller, now)
            del answers[id_]
        if choice.answer is not None:
            given = _carry_out(session, row, choice.answer, caller, now, note=choice.note)
            if given is None:
                gone.add(id_)
            else:
                answers[id_] = given
    reminder.answers = answers
    session.flush()
    return frozenset(gone)


def _find(session: Session, id_: str, caller: Caller) -> StoredActivity | None:
    """The activity, when it still belongs to the organisation that was asked."""
    row = activities.find_many(session, [id_], for_update=True).get(id_)
    return row if row is not None and caller.owns(row.organisation_id) else None


def _carry_out(
    session: Session, row: StoredActivity, answer: Answer, caller: Caller, now: datetime, *, note: str | None
) -> dict[str, Any] | None:
    """Do it, and remember how it was; None for an activity that has ended already."""
    if row.is_deleted:
        return None
    claim = claim_store.find_many(session, [row.id]).get(row.id)
    given: dict[str, Any] = {
        "answer": answer.value,
        "at": _text(now),
        "status": row.status.value,
        "confirmedAt": _text(row.confirmed_at),
        "claim": None if claim is None else claim.outcome,
        "report": None,
    }
    if answer is Answer.STILL_RIGHT:
        restate(session, row, status=row.status, confirmed_at=max(now, row.confirmed_at), now=now, caller=caller)
    elif answer is Answer.STOPPED:
        end_activity(session, row.id, now=now, caller=caller)
    else:
        given["report"] = report_problem(session, row.id, Reason.NOT_RIGHT, note, now)
    return given


def _take_back(
    session: Session, row: StoredActivity, given: Mapping[str, Any], caller: Caller, now: datetime
) -> StoredActivity:
    """The activity as it was before the answer, unless it changed since."""
    answer, given_at = Answer(given["answer"]), datetime.fromisoformat(given["at"])
    before, status = datetime.fromisoformat(given["confirmedAt"]), Status(given["status"])
    if answer is Answer.NOT_RIGHT:
        if given["report"] is not None:
            withdraw_report(session, given["report"])
        return row
    if answer is Answer.STILL_RIGHT:
        if row.is_deleted or row.confirmed_at != given_at:
            return row
        return restate(session, row, status=row.status, confirmed_at=before, now=now, caller=caller)
    if not row.is_deleted:
        return row
    if given["claim"] is None:
        claims.release(session, row.id)
    else:
        claims.save_claim(session, row, ClaimOutcome(given["claim"]), caller, now)
    return restate(session, row, status=status, confirmed_at=before, now=now, caller=caller)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def read_reminder(engine: Engine, token: str, now: datetime) -> OpenReminder:
    """As `open_reminder`, in a read of its own: nothing can be changed by it."""
    with read_session(engine) as session:
        return open_reminder(session, token, now)


def answer_reminder(engine: Engine, token: str, choices: Mapping[str, Choice], now: datetime) -> frozenset[str]:
    """As `give_answers`, in a transaction of its own."""
    with write_transaction(engine) as session:
        return give_answers(session, open_reminder(session, token, now), choices, now)
