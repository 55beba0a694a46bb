"""Offers of providers without a key: proposed with a form, decided by a coordinator, kept right through a mailed link.

The link is the login: whoever holds it may change, confirm or withdraw that one offer. Only its hash is stored.
"""

import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Engine
from sqlmodel import Session

from app.clients.mail import Letter, Mailer, Refused
from app.domain.caller import Actor, Caller, Scope
from app.domain.ids import activity_id
from app.domain.merge_patch import merge
from app.domain.moderation import EditAction, EditStatus
from app.errors import Fault, InvalidInput, NotFound, Unavailable
from app.importers.fields import read_email
from app.models.moderation import PendingEdit
from app.models.partner_page import Proposal
from app.services.activities import ActivityWriter, end_activity
from app.services.moderation import find_waiting, hold_edit
from app.services.new_ids import make_id
from app.services.proposal_repeats import find_repeated
from app.services.write_bodies import patched_body, read_draft, stored_body
from app.services.writing import confirm_activities
from app.store import activities, moderation
from app.store import proposals as store
from app.store.activities import KIND, StoredActivity
from app.store.unit_of_work import read_session, write_transaction

SOURCE = "aanmelden"
LASTS = timedelta(days=730)
TOKEN_BYTES = 32
OpenMail = Callable[[], AbstractContextManager[Mailer]]


class State(StrEnum):
    """What became of a proposal so far."""

    WAITING = "waiting"
    PUBLISHED = "published"
    CHANGED = "changed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who proposes: a role address for the coordinator, and the name under which it is offered."""

    email: str
    organisation: str


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A proposal behind its link. body: the offer as last proposed or as it is published; empty when it was rejected.
    version: of the published offer, 0 before. reason: why a coordinator said no."""

    proposal: Proposal
    state: State
    body: Mapping[str, Any]
    version: int
    reason: str | None


def read_proposer(fields: Mapping[str, str]) -> Proposer:
    """Who it is. Raises InvalidInput naming every fault."""
    name, faults, email = fields.get("organisation", "")[:200], list[Fault](), ""
    try:
        email = read_contact_email(fields)
    except InvalidInput as refused:
        faults += refused.faults
    if not name:
        english, dutch = "Say who offers this.", "Zeg wie dit aanbiedt."
        faults.append(Fault("required", english, pointer="/organisation", detail_nl=dutch))
    if faults:
        raise InvalidInput(faults)
    return Proposer(email, name)


def read_contact_email(fields: Mapping[str, str]) -> str:
    """The address that links are mailed to. Raises InvalidInput."""
    email = read_email(fields.get("contactEmail", ""))
    if email is None:
        english, dutch = "Give an e-mail address we can write to.", "Geef een e-mailadres waar wij naar kunnen mailen."
        raise InvalidInput([Fault("not-email", english, pointer="/contactEmail", detail_nl=dutch)])
    return email


def make_token() -> str:
    """The secret of a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def propose(
    engine: Engine,
    writer: ActivityWriter,
    proposer: Proposer,
    members: Mapping[str, Any],
    now: datetime,
    *,
    is_mailing: bool = False,
) -> tuple[str | None, Proposal]:
    """Keep a proposal for the coordinator; the token of its link and what is stored. The same one again is not kept
    twice and has no token when its link goes by mail (is_mailing: mail goes out from here). Raises InvalidInput."""
    external_id, token = make_id(), make_token()
    whole = {
        **members,
        "source": {"name": SOURCE, "externalId": external_id, "url": None},
        "organisation": {"name": proposer.organisation, "roles": ["provider"]},
    }
    _check(whole, writer, now)
    proposal = Proposal(
        id=make_id(),
        token_sha256=hash_token(token),
        activity_id=activity_id(SOURCE, external_id),
        external_id=external_id,
        organisation_name=proposer.organisation,
        contact_email=proposer.email,
        is_mailed=False,
        created_at=now,
        expires_at=now + LASTS,
    )
    with write_transaction(engine) as session:
        held = find_repeated(session, proposer.email, whole, now) if is_mailing else None
        if held is not None:
            return None, held
        store.add_proposal(session, proposal)
        _hold(session, proposal, EditAction.CREATE, None, whole, now)
    return token, proposal


def mail_link(engine: Engine, open_mail: OpenMail, proposal: Proposal, subject: str, text: str) -> bool:
    """Send the link; False when no mail goes out from here, or not to this address: the page then shows it."""
    try:
        with open_mail() as mailer:
            mailer.send(Letter(proposal.contact_email, subject, text))
    except (Unavailable, Refused):
        return False
    with write_transaction(engine) as session:
        held = store.find_by_token(session, proposal.token_sha256)
        if held is not None:
            held.is_mailed = True
    return True


def read_proposal(engine: Engine, token: str, now: datetime) -> OpenProposal:
    """The proposal of a link, in a read: nothing changes by it. Raises NotFound."""
    with read_session(engine) as session:
        return _open(session, token, now)


def change_proposal(
    engine: Engine, writer: ActivityWriter, token: str, patch: Mapping[str, Any], now: datetime
) -> bool:
    """Propose a change; the published offer stays as it is until a coordinator decides. False when nothing changes.

    Raises NotFound, InvalidInput.
    """
    with write_transaction(engine) as session:
        opened = _open(session, token, now)
        if opened.state is State.WITHDRAWN:
            raise _unknown()
        row = _find_row(session, opened.proposal)
        is_published = row is not None and find_waiting(session, KIND, opened.proposal.activity_id) is None
        whole, faults = patched_body(opened.body, patch) if is_published else (merge(dict(opened.body), patch), [])
        if faults:
            raise InvalidInput(faults)
        if whole == opened.body:
            return False
        _check(whole, writer, now)
        action = EditAction.CREATE if row is None else EditAction.UPDATE
        _hold(session, opened.proposal, action, row, whole, now)
        return True


def confirm_proposal(engine: Engine, token: str, now: datetime) -> None:
    """The published offer is still right. Raises NotFound."""
    with write_transaction(engine) as session:
        proposal = _open(session, token, now).proposal
        row = _find_row(session, proposal)
        if row is None:
            raise _unknown()
        confirm_activities(session, _holder(row), [row.id], now)


def withdraw_proposal(engine: Engine, token: str, now: datetime) -> None:
    """It no longer waits, and what was published has ended. Twice is once. Raises NotFound."""
    with write_transaction(engine) as session:
        opened = _open(session, token, now)
        for edit in moderation.list_waiting_on(session, KIND, opened.proposal.activity_id):
            edit.status = EditStatus.WITHDRAWN
            edit.decided_at = now
        row = _find_row(session, opened.proposal)
        if row is not None:
            end_activity(session, row.id, now=now, caller=_holder(row))
        if opened.proposal.withdrawn_at is None:
            opened.proposal.withdrawn_at = now
        session.flush()


def _open(session: Session, token: str, now: datetime) -> OpenProposal:
    proposal = store.find_by_token(session, hash_token(token))
    if proposal is None or proposal.expires_at <= now:
        raise _unknown()
    return describe_proposal(session, proposal)


def describe_proposal(session: Session, proposal: Proposal) -> OpenProposal:
    """How it stands."""
    row = _find_row(session, proposal)
    waiting = find_waiting(session, KIND, proposal.activity_id)
    last = waiting or moderation.find_last_on(session, KIND, proposal.activity_id)
    reason = None if last is None else last.reason
    return OpenProposal(
        proposal=proposal,
        state=_state_of(proposal, row, waiting, last),
        body=waiting.draft if waiting is not None else _body_of(row, last),
        version=0 if row is None else row.version,
        reason=reason,
    )


def _state_of(
    proposal: Proposal, row: StoredActivity | None, waiting: PendingEdit | None, last: PendingEdit | None
) -> State:
    if proposal.withdrawn_at is not None:
        return State.WITHDRAWN
    if waiting is not None:
        return State.WAITING if row is None else State.CHANGED
    if row is not None:
        return State.PUBLISHED
    return State.REJECTED if last is not None and last.status == EditStatus.REJECTED else State.WITHDRAWN


def _body_of(row: StoredActivity | None, last: PendingEdit | None) -> Mapping[str, Any]:
    if row is not None:
        return stored_body(row)
    return {} if last is None else last.draft


def _find_row(session: Session, proposal: Proposal) -> StoredActivity | None:
    row = activities.find_many(session, [proposal.activity_id]).get(proposal.activity_id)
    return None if row is None or row.is_deleted else row


def _hold(  # noqa: PLR0917
    session: Session,
    proposal: Proposal,
    action: EditAction,
    row: StoredActivity | None,
    whole: Mapping[str, Any],
    now: datetime,
) -> None:
    hold_edit(
        session,
        Caller(Actor.LINK),
        KIND,
        proposal.activity_id,
        action,
        organisation_id=None if row is None else row.organisation_id,
        base_version=None if row is None else row.version,
        draft=orjson.loads(orjson.dumps(whole)),
        now=now,
        contact_email=proposal.contact_email,
    )


def _check(whole: Mapping[str, Any], writer: ActivityWriter, now: datetime) -> None:
    draft = read_draft(whole, writer=writer, now=now)
    if faults := list(writer.find_faults(draft)):
        raise InvalidInput(faults)


def _holder(row: StoredActivity) -> Caller:
    """Whoever holds the link, for this offer's organisation alone."""
    own = frozenset() if row.organisation_id is None else frozenset({row.organisation_id})
    return Caller(Actor.LINK, scopes=frozenset({Scope.ACTIVITIES_WRITE}), organisation_ids=own)


def hash_token(token: str) -> str:
    """What is stored of a link."""
    return sha256(token.encode()).hexdigest()


def _unknown() -> NotFound:
    return NotFound("This link is not known.")
