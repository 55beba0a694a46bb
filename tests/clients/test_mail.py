"""Mail goes out over a real connection; what a server refuses is told apart from a server that is away."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pydantic import SecretStr

from app.clients.mail import Letter, Refused, open_mailer
from app.errors import Unavailable
from app.settings import Settings
from tests.support.ports import free_port
from tests.support.smtp import PASSWORD, mail_server, text_of

LETTER = Letter("info@club.example", "Klopt het\nnog?", "Beste club,\n\nÉén vraag.\n", "<p>Eén vraag.</p>")


def test_a_letter_arrives_with_its_text_its_html_and_one_line_of_subject() -> None:
    with mail_server() as (postbox, options), open_mailer(Settings(**options)) as mailer:
        mailer.send(LETTER)
    (letter,) = postbox.letters
    assert postbox.recipients == ["info@club.example"]
    assert letter["Subject"] == "Klopt het nog?"
    assert letter["From"] == "Wegwijzer <wegwijzer@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@example.org>")
    assert text_of(letter) == LETTER.text
    html = letter.get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == LETTER.html


def test_a_refused_address_leaves_the_connection_for_the_next_letter() -> None:
    with (
        mail_server(refused=frozenset({"weg@club.example"})) as (postbox, options),
        open_mailer(Settings(**options)) as mailer,
    ):
        with pytest.raises(Refused):
            mailer.send(Letter("weg@club.example", "x", "x"))
        mailer.send(LETTER)
    assert postbox.recipients == ["info@club.example"]


@pytest.mark.parametrize("to", ["", "geen adres", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example"])
def test_what_is_no_single_address_is_refused_before_it_is_sent(to: str) -> None:
    with mail_server() as (postbox, options), open_mailer(Settings(**options)) as mailer, pytest.raises(Refused):
        mailer.send(Letter(to, "x", "x"))
    assert postbox.letters == []


def test_it_logs_in_when_a_name_is_set() -> None:
    with mail_server(has_login=True) as (postbox, options):
        right = Settings(**options, smtp_user="wegwijzer", smtp_password=SecretStr(PASSWORD))
        with open_mailer(right) as mailer:
            mailer.send(LETTER)
        wrong = Settings(**options, smtp_user="wegwijzer", smtp_password=SecretStr("fout"))
        with pytest.raises(Unavailable), open_mailer(wrong):
            pass
    assert set(postbox.logins) == {"wegwijzer"}
    assert len(postbox.letters) == 1


def test_a_server_without_encryption_is_not_used_when_encryption_is_asked() -> None:
    with (
        mail_server() as (_, options),
        pytest.raises(Unavailable),
        open_mailer(Settings(**{**options, "smtp_security": "starttls"})),
    ):
        pass


@contextmanager
def silent_server() -> Iterator[int]:
    """Accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []
        threading.Thread(target=lambda: held.append(server.accept()[0]), daemon=True).start()
        yield server.getsockname()[1]
        for connection in held:
            connection.close()


def test_a_server_that_is_away_silent_or_not_set_is_an_error_in_words() -> None:
    with (
        pytest.raises(Unavailable, match="cannot be reached"),
        open_mailer(Settings(smtp_host="127.0.0.1", smtp_port=free_port())),
    ):
        pass
    with (
        silent_server() as port,
        pytest.raises(Unavailable, match="cannot be reached"),
        open_mailer(Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", smtp_timeout_s=0.2)),
    ):
        pass
    with pytest.raises(Unavailable, match="WEGWIJZER_SMTP_HOST"), open_mailer(Settings()):
        pass
