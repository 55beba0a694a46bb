"""What a coordinator decided goes by mail to whoever proposed or sent it, when mail is set up here."""

from dataclasses import dataclass

from sqlalchemy import Engine

from app.clients.mail import Letter, Refused
from app.domain.moderation import EditStatus
from app.errors import Unavailable
from app.services.new_ids import is_id
from app.services.proposals import OpenMail
from app.store import moderation, organisations
from app.store.unit_of_work import read_session

TOLD = (EditStatus.APPROVED, EditStatus.REJECTED)
SUBJECT = "De coördinator heeft besloten: {title}"
APPROVED = "Goed nieuws. Dit staat nu zo in de gids: {title}."
REJECTED = "De coördinator heeft dit niet in de gids gezet: {title}."
REASON = "Dit zei de coördinator: {reason}"
BY_LINK = "Wilt u iets veranderen? Gebruik de link uit onze eerste mail. Link kwijt? {base_url}/aanmelden/nieuwe-link"
BY_KEY = "Wilt u iets veranderen? Ga naar {base_url}/partner"
IN_ENGLISH = {
    EditStatus.APPROVED: "In English: this is in the guide now.",
    EditStatus.REJECTED: "In English: the coordinator did not put this in the guide.",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is told, and to whom."""

    to: str
    title: str
    status: EditStatus
    reason: str | None
    is_proposal: bool


def is_undecided(engine: Engine, edit_id: str) -> bool:
    """Whether it still waits: only then is a decision news."""
    with read_session(engine) as session:
        edit = moderation.find_edit(session, edit_id) if is_id(edit_id) else None
        return edit is not None and edit.status == EditStatus.WAITING


def tell_decision(engine: Engine, open_mail: OpenMail, edit_id: str, base_url: str) -> bool:
    """Mail it to the role address of the provider, else of its organisation. False when there is nobody to tell, or
    mail does not go out: the page behind the link says it too."""
    decision = _find(engine, edit_id)
    if decision is None:
        return False
    try:
        with open_mail() as mailer:
            mailer.send(write_letter(decision, base_url))
    except (Unavailable, Refused):
        return False
    return True


def _find(engine: Engine, edit_id: str) -> Decision | None:
    with read_session(engine) as session:
        edit = moderation.find_edit(session, edit_id) if is_id(edit_id) else None
        if edit is None or EditStatus(edit.status) not in TOLD:
            return None
        held = organisations.find_one(session, edit.organisation_id) if edit.organisation_id else None
        to = edit.contact_email or (None if held is None else held.contact_email)
        title = str(edit.draft.get("title") or edit.draft.get("name") or ("" if held is None else held.name))
        if not to:
            return None
        return Decision(to, title, EditStatus(edit.status), edit.reason, bool(edit.contact_email))


def write_letter(decision: Decision, base_url: str) -> Letter:
    """Dutch, with a line of English."""
    said = APPROVED if decision.status is EditStatus.APPROVED else REJECTED
    lines = [
        said.format(title=decision.title),
        *([REASON.format(reason=decision.reason)] if decision.reason else []),
        (BY_LINK if decision.is_proposal else BY_KEY).format(base_url=base_url),
        IN_ENGLISH[decision.status],
    ]
    return Letter(decision.to, SUBJECT.format(title=decision.title), "Dag,\n\n" + "\n\n".join(lines) + "\n")
