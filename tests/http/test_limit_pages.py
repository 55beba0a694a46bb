"""Too large, too slow and too often: a page for somebody with a browser, in the same style and in the own language."""

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.support.served import draft, server, write
from tests.support.server import ServerProcess

STRICT = {
    "WEGWIJZER_MAX_BODY_BYTES": "20000",
    "WEGWIJZER_MAX_UPLOAD_BYTES": "20000",
    "WEGWIJZER_BODY_PATIENCE_S": "1",
    "WEGWIJZER_FORMS_PER_HOUR": "3",
}
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LARGE = b"title=" + b"a" * 30_000


@pytest.fixture
def strict(own_catalogue: str) -> Iterator[tuple[ServerProcess, str]]:
    (result,) = write(own_catalogue, draft("club", "Timmerclub"))
    with server(own_catalogue, env=STRICT) as running:
        yield running, result.id


@pytest.fixture
def asker(strict: tuple[ServerProcess, str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=strict[0].url, trust_env=False, timeout=30) as client:
        yield client


def forms(activity_id: str) -> list[str]:
    return [
        "/aanmelden",
        f"/aanmelden/{'x' * 43}",
        f"/klopt-het/{'x' * 43}",
        f"/a/{activity_id}/melden",
        "/partner/inloggen",
        "/partner/aanbod/nieuw",
        "/partner/bestand",
        "/partner/klopt",
        "/kaart",
        "/volgende",
    ]


def check_page(page: httpx.Response, status: int, words: str, lang: str = "nl") -> None:
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    assert f"<h1>{words}</h1>" in page.text
    assert f'<html lang="{lang}">' in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "bytes" not in page.text


def test_a_form_that_is_too_large_gets_a_page(strict: tuple[ServerProcess, str], asker: httpx.Client) -> None:
    for path in forms(strict[1]):
        if path.startswith("/partner/bestand"):
            continue
        for content in (LARGE, iter([LARGE[:15_000], LARGE[15_000:]])):
            source = {"X-Forwarded-For": f"203.0.113.{len(path)}"}
            page = asker.post(path, content=content, headers=BROWSER | FORM | source)
            if page.status_code != 429:
                check_page(page, 413, "Dit is te groot")
        document = asker.post(path, content=LARGE, headers=FORM | {"X-Forwarded-For": f"203.0.114.{len(path)}"})
        assert document.headers["content-type"] == "application/problem+json"


def test_a_file_that_is_too_large_gets_a_page(asker: httpx.Client) -> None:
    page = asker.post("/partner/bestand?lang=en", files={"file": ("a.csv", b"a" * 200_000)}, headers=BROWSER)
    check_page(page, 413, "This is too large", "en")


def test_forms_that_come_too_often_get_a_page_that_says_when(
    strict: tuple[ServerProcess, str], asker: httpx.Client
) -> None:
    for number, path in enumerate(path for path in forms(strict[1]) if not path.startswith(("/kaart", "/volgende"))):
        if path.startswith("/partner/") and path != "/partner/inloggen":
            continue  # who is signed in is counted by no address
        source = {"X-Forwarded-For": f"203.0.115.{number}"}
        pages = [asker.post(path, data={"lang": "x"}, headers=BROWSER | source) for _ in range(4)]
        assert 429 not in {page.status_code for page in pages[:3]}, path
        check_page(pages[3], 429, "Even wachten")
        assert "over 20 minuten" in pages[3].text
        assert int(pages[3].headers["retry-after"]) > 60
        english = asker.post(path, data={}, headers=BROWSER | source | {"Accept-Language": "en"})
        check_page(english, 429, "Wait a moment", "en")


def test_the_card_and_the_next_step_are_no_writes_and_never_run_out(asker: httpx.Client) -> None:
    assert {asker.post("/volgende", data={"place": "Moerwijk"}).status_code for _ in range(6)} == {200}


def test_a_form_that_comes_in_too_slowly_gets_a_page(strict: tuple[ServerProcess, str]) -> None:
    lines = ["POST /aanmelden HTTP/1.1", "Host: x", "Accept: text/html", *(f"{k}: {v}" for k, v in FORM.items())]
    with socket.create_connection(("127.0.0.1", strict[0].port), timeout=10) as connection:
        connection.sendall("\r\n".join([*lines, "Content-Length: 4000", "", "title="]).encode())
        time.sleep(1.5)
        answer = b""
        while b"</html>" not in answer and (piece := connection.recv(65536)):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "Het duurde te lang" in answer.decode()
