"""Calls to addresses that others give: pinned, judged at every step, bounded in size and time; over real sockets."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import httpcore
import pytest

from app.clients.safe_fetch import FetchLimits, SafeClient
from app.errors import InvalidInput, Unavailable
from tests.support.stub_http import Answer, Stub, serve_stub

OPEN = FetchLimits(allow_private=True, timeout_s=10)
HOST = "feed.example"


@contextmanager
def serve_bytes(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does with each connection what the test says; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    answer(connection)
                except OSError:
                    pass

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def serve_packed(body: bytes, encoding: str) -> AbstractContextManager[Stub]:
    return serve_stub(lambda path, query: Answer(body, headers={"Content-Encoding": encoding}))


def fetch(port: int, limits: FetchLimits = OPEN) -> bytes:
    return SafeClient(limits).get(f"http://127.0.0.1:{port}/").content


def test_the_answer_comes_with_its_headers_and_address() -> None:
    with serve_stub(lambda path, query: Answer(b"hello", headers={"ETag": '"1"'})) as stub:
        answer = SafeClient(OPEN).get(f"{stub.url}/feed?x=1")
    assert (answer.status, answer.content, answer.headers["etag"]) == (200, b"hello", '"1"')
    assert answer.url == f"{stub.url}/feed?x=1"
    assert stub.asked == [("/feed", {"x": ["1"]})]


def test_an_address_inside_is_not_called() -> None:
    with serve_stub(lambda path, query: Answer(b"secret")) as stub:
        port = int(stub.url.rpartition(":")[2])
        inside = SafeClient(FetchLimits(), resolve=lambda *_: ["127.0.0.1"])
        for url in ("http://127.0.0.1/", "http://[::1]/", "http://localhost/", f"http://{HOST}/", f"{stub.url}/"):
            with pytest.raises(InvalidInput):
                inside.get(url)
        with pytest.raises(InvalidInput):
            inside.post(f"http://{HOST}:{port}/", b"{}")
    assert stub.asked == []


def test_the_name_is_looked_up_once_and_that_very_address_is_called() -> None:
    answers = [["127.0.0.1"], ["192.0.2.1"]]
    with serve_stub(lambda path, query: Answer(b"pinned")) as stub:
        port = stub.url.rpartition(":")[2]
        client = SafeClient(OPEN, resolve=lambda *_: answers.pop(0))
        assert client.get(f"http://{HOST}:{port}/").content == b"pinned"
    assert answers == [["192.0.2.1"]]


def test_the_server_is_told_the_name_not_the_address() -> None:
    heard: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        connection, _ = listener.accept()
        with connection:
            heard.append(connection.recv(65536))
            answer(connection)

    thread = threading.Thread(target=accept)
    thread.start()
    port = listener.getsockname()[1]
    SafeClient(OPEN, resolve=lambda *_: ["127.0.0.1"]).get(f"http://{HOST}:{port}/x")
    thread.join()
    listener.close()
    assert f"\r\nHost: {HOST}:{port}\r\n".encode() in heard[0]


class TestRedirects:
    def test_they_are_followed(self) -> None:
        def respond(path: str, query: dict[str, list[str]]) -> Answer:
            return Answer(b"there") if path == "/b/c" else Answer(status=302, headers={"Location": "b/c#part"})

        with serve_stub(respond) as stub:
            answer = SafeClient(OPEN).get(f"{stub.url}/a")
        assert (answer.content, answer.url) == (b"there", f"{stub.url}/b/c")

    def test_each_is_judged_anew(self) -> None:
        asked: list[str] = []

        def resolve(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"]

        def respond(path: str, query: dict[str, list[str]]) -> Answer:
            return Answer(status=307, headers={"Location": query["to"][0]})

        with serve_stub(respond) as stub:
            for to in ("file:///etc/passwd", "http://0x7f.1/", "http://user@other.example/", "http://[::ffff:7f00:1"):
                with pytest.raises(InvalidInput):
                    SafeClient(OPEN, resolve=resolve).get(f"{stub.url}/?to={to}")
        assert set(asked) == {"127.0.0.1"}

    def test_one_that_leads_inside_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        addresses = {HOST: "8.8.8.8", "inside.example": "10.1.2.3"}
        called: list[tuple[str, int]] = []
        connect = httpcore.SyncBackend.connect_tcp

        def respond(path: str, query: dict[str, list[str]]) -> Answer:
            return Answer(status=301, headers={"Location": "http://inside.example/admin"})

        with serve_stub(respond) as stub:

            def stand_in(self: httpcore.SyncBackend, host: str, port: int, *rest: Any) -> httpcore.NetworkStream:
                called.append((host, port))
                return connect(self, "127.0.0.1", int(stub.url.rpartition(":")[2]), *rest)

            monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", stand_in)
            with pytest.raises(InvalidInput) as refused:
                SafeClient(resolve=lambda host, port: [addresses[host]]).get(f"http://{HOST}/")
        assert refused.value.faults[0].code == "private-address"
        assert called == [("8.8.8.8", 80)]

    def test_a_ring_ends(self) -> None:
        with serve_stub(lambda path, query: Answer(status=302, headers={"Location": "/"})) as stub:
            with pytest.raises(InvalidInput) as refused:
                SafeClient(OPEN).get(f"{stub.url}/")
            assert refused.value.faults[0].code == "too-many-redirects"
            assert len(stub.asked) == OPEN.max_redirects + 1

    def test_a_message_is_never_sent_on(self) -> None:
        def answer(connection: socket.socket) -> None:
            connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://other.example/\r\nContent-Length: 0\r\n\r\n")

        with serve_bytes(answer) as port:
            assert SafeClient(OPEN).post(f"http://127.0.0.1:{port}/", b"{}").status == 302


class TestSize:
    LIMITS = FetchLimits(max_bytes=1000, allow_private=True)

    @pytest.mark.parametrize("size", [1000, 1001])
    def test_a_body_above_the_limit_is_refused(self, size: int) -> None:
        with serve_stub(lambda path, query: Answer(b"x" * size)) as stub:
            if size <= self.LIMITS.max_bytes:
                assert len(SafeClient(self.LIMITS).get(stub.url).content) == size
                return
            with pytest.raises(InvalidInput) as refused:
                SafeClient(self.LIMITS).get(stub.url)
        assert refused.value.faults[0].code == "too-large"

    def test_a_body_without_an_end_is_broken_off(self) -> None:
        sent = 0

        def answer(connection: socket.socket) -> None:
            nonlocal sent
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while sent < 50_000_000:
                connection.sendall(b"x" * 10_000)
                sent += 10_000

        with serve_bytes(answer) as port, pytest.raises(InvalidInput):
            fetch(port, self.LIMITS)
        assert sent < 50_000_000

    @pytest.mark.parametrize("encoding", ["gzip", "deflate"])
    def test_what_is_packed_is_unpacked(self, encoding: str) -> None:
        text = b"feed " * 100_000
        packed = gzip.compress(text) if encoding == "gzip" else zlib.compress(text)
        with serve_packed(packed, encoding) as stub:
            assert SafeClient(OPEN).get(stub.url).content == text

    def test_a_gzip_bomb_is_broken_off(self) -> None:
        bomb = gzip.compress(bytes(200_000_000), 9)
        limits = FetchLimits(max_bytes=1_000_000, allow_private=True)
        with serve_packed(bomb, "gzip") as stub, pytest.raises(InvalidInput) as refused:
            SafeClient(limits).get(stub.url)
        assert len(bomb) < limits.max_bytes
        assert refused.value.faults[0].code == "too-large"

    @pytest.mark.parametrize(
        "body",
        [b"no gzip at all", gzip.compress(b"cut off in the middle" * 50, mtime=0)[:-12]],
        ids=["not packed", "cut off"],
    )
    def test_a_broken_package_is_no_answer(self, body: bytes) -> None:
        with serve_packed(body, "gzip") as stub, pytest.raises(Unavailable):
            SafeClient(OPEN).get(stub.url)

    def test_another_way_of_packing_is_refused(self) -> None:
        with serve_packed(b"x", "br") as stub, pytest.raises(InvalidInput):
            SafeClient(OPEN).get(stub.url)


class TestTime:
    """A stand-in clock makes the deadline pass; the servers would go on for hours."""

    @pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"])
    def test_a_server_that_drips_is_left(self, start: bytes) -> None:
        def answer(connection: socket.socket) -> None:
            connection.sendall(start)
            for byte in b"X-Slow: yes" * 100_000:
                connection.sendall(bytes([byte]))
                time.sleep(0.01)

        with serve_bytes(answer) as port, pytest.raises(Unavailable):
            fetch(port, FetchLimits(timeout_s=0.3, allow_private=True))

    def test_a_server_that_is_silent_is_left(self) -> None:
        silence = threading.Event()

        def hush(connection: socket.socket) -> None:
            silence.wait(30)

        with serve_bytes(hush) as port:
            with pytest.raises(Unavailable):
                fetch(port, FetchLimits(stall_s=0.1, allow_private=True))
            silence.set()

    def test_redirects_share_the_deadline(self) -> None:
        ticks = iter(range(1000))

        def respond(path: str, query: dict[str, list[str]]) -> Answer:
            return Answer(status=302, headers={"Location": "/"})

        with serve_stub(respond) as stub:
            client = SafeClient(FetchLimits(timeout_s=8, allow_private=True), clock=lambda: float(next(ticks)))
            with pytest.raises(Unavailable):
                client.get(stub.url)


@pytest.mark.parametrize("body", [b"", b"no http\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"])
def test_what_is_no_whole_answer_is_told_as_such(body: bytes) -> None:
    with serve_bytes(lambda connection: connection.sendall(body)) as port, pytest.raises(Unavailable):
        fetch(port)


def test_where_nobody_listens_there_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unavailable):
        fetch(port)
