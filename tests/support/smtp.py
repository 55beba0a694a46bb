"""A real mail server in this process that keeps what it gets."""

import contextlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.ports import free_port

PASSWORD = "geheim"


class Postbox:
    """What arrived, in order. refused: addresses that are turned away."""

    def __init__(self, refused: frozenset[str] = frozenset()) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.refused = refused
        self.logins: list[str] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients += envelope.rcpt_tos
        return "250 taken"

    def check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        """Whether the login holds."""
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


@contextlib.contextmanager
def mail_server(
    *, refused: frozenset[str] = frozenset(), has_login: bool = False
) -> Iterator[tuple[Postbox, dict[str, Any]]]:
    """A postbox, and the settings that lead to it."""
    postbox = Postbox(refused)
    options: dict[str, Any] = {"authenticator": postbox.check, "auth_require_tls": False} if has_login else {}
    port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield postbox, {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    finally:
        controller.stop()


def text_of(letter: EmailMessage) -> str:
    """The plain part."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
