"""Mail by SMTP: one connection for a batch, every step timed out, TLS checked.

Python's own smtplib and email: whoever sends (a command, a worker's thread) waits for the answer anyway, so a library
for asyncio would add nothing but itself.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from app.errors import Unavailable
from app.settings import Settings

MAX_TEXT = 200_000
"""Characters of one part: a mail of ours is never larger, so a larger one is a mistake."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one role address. text: plain, always there. html: the same for readers who prefer it."""

    to: str
    subject: str
    text: str
    html: str | None = None


class Refused(Exception):
    """The mail server does not take this letter; the others may still go."""


class Mailer:
    """Sends over one open connection."""

    def __init__(self, connection: smtplib.SMTP, settings: Settings) -> None:
        self._connection, self._settings = connection, settings

    def send(self, letter: Letter) -> None:
        """Hand one letter to the server.

        Raises:
            Refused: the address or the letter is not accepted.
            Unavailable: the server went away.
        """
        message = write_message(letter, self._settings)
        try:
            self._connection.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise Refused("the mail server refused it") from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("the mail server cannot write to this address") from error
        except (OSError, smtplib.SMTPException) as error:
            raise _unavailable() from error


def write_message(letter: Letter, settings: Settings) -> EmailMessage:
    """The letter as it goes out. Raises Refused for an address that is none, or a text that is too long."""
    if max(len(letter.text), len(letter.html or "")) > MAX_TEXT:
        raise Refused("the letter is too long")
    message = EmailMessage()
    try:
        message["To"] = Address(addr_spec=letter.to)
        message["From"] = settings.mail_from
        message["Subject"] = " ".join(letter.subject.split())
    except (ValueError, IndexError) as error:
        raise Refused("the address cannot be used") from error
    message["Date"] = format_datetime(settings.clock())
    message["Message-ID"] = make_msgid(domain=_domain(settings))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    return message


@contextmanager
def open_mailer(settings: Settings) -> Iterator[Mailer]:
    """A connection to the mail server of the settings, greeted, encrypted and logged in as they say.

    Raises:
        Unavailable: no mail server is set, or it cannot be reached, or it refuses us.
    """
    if settings.smtp_host is None:
        raise Unavailable("No mail server is set: give WEGWIJZER_SMTP_HOST.")
    try:
        connection = _connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise _unavailable() from error
    try:
        yield Mailer(connection, settings)
    finally:
        _leave(connection)


def _connect(settings: Settings) -> smtplib.SMTP:
    host, port, timeout_s = str(settings.smtp_host), settings.smtp_port, settings.smtp_timeout_s
    context = ssl.create_default_context()
    name = _domain(settings)
    connection: smtplib.SMTP
    if settings.smtp_security == "tls":
        connection = smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=timeout_s, context=context)
    else:
        connection = smtplib.SMTP(host, port, local_hostname=name, timeout=timeout_s)
    try:
        if settings.smtp_security == "starttls":
            connection.starttls(context=context)
        if settings.smtp_user is not None and settings.smtp_password is not None:
            connection.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except BaseException:
        connection.close()
        raise
    return connection


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _domain(settings: Settings) -> str:
    """What we call ourselves; asking the machine for its name may wait for a name server."""
    return settings.mail_from.rpartition("@")[2].strip("> ") or "localhost"


def _unavailable() -> Unavailable:
    return Unavailable("The mail server cannot be reached or refuses us.")
