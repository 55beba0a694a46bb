"""A lost link of a proposal is mailed again, to the address it was proposed from and nowhere else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from app.clients.mail import Letter, Refused
from app.errors import Unavailable
from app.services.proposals import OpenMail, describe_proposal, hash_token, make_token
from app.store import proposals as store
from app.store.unit_of_work import read_session, write_transaction

MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class NewLink:
    """A proposal by its title, with the token of its new link."""

    proposal_id: str
    title: str
    token: str


Write = Callable[[Sequence[NewLink]], tuple[str, str]]
"""Subject and text of the mail."""


def renew_links(engine: Engine, open_mail: OpenMail, email: str, write: Write, now: datetime) -> bool:
    """Mail new links for everything proposed from this address; the old ones end when the mail has gone. False when
    there was nothing to mail or it could not be: only the log of the mail server knows which."""
    links = _make_links(engine, email, now)
    if not links:
        return False
    try:
        with open_mail() as mailer:
            mailer.send(Letter(email, *write(links)))
    except (Unavailable, Refused):
        return False
    with write_transaction(engine) as session:
        for link in links:
            store.replace_token(session, link.proposal_id, hash_token(link.token))
    return True


def _make_links(engine: Engine, email: str, now: datetime) -> list[NewLink]:
    with read_session(engine) as session:
        return [
            NewLink(
                proposal.id,
                str(describe_proposal(session, proposal).body.get("title") or proposal.organisation_name),
                make_token(),
            )
            for proposal in store.list_open_of(session, email, now, MOST_LINKS)
        ]
