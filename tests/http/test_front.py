"""The cache in front, seen from inside: bounded memory, and never an answer of another state."""

import asyncio
import random
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from app.front import Front
from app.schemas.caching import STAMP, Stamp

BODY = bytes(random.Random(1).randbytes(3000))


class Source:
    """An application whose answers are as long as the number in their path."""

    def __init__(self) -> None:
        self.seq, self.asked = 1, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        assert scope["method"] == "GET"
        body = BODY * int(scope["path"].strip("/"))
        scope[STAMP] = Stamp(self.seq, 100.0)
        headers = [(b"etag", b'"%d"' % self.seq), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def ask(front: Front, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict[bytes, bytes]]:
    sent: list[Message] = []
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": pairs,
    }  # fmt: skip

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("a read has no body")

    asyncio.run(front(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]), dict(sent[0]["headers"])


def make_front(source: Source, max_bytes: int, now: float = 0.0) -> Front:
    return Front(source, applied_seq=lambda: source.seq, max_bytes=max_bytes, clock=lambda: now)


def test_answers_too_large_to_keep_leave_room_for_the_others() -> None:
    source = Source()
    front = make_front(source, 100_000)
    for _ in range(50):
        assert ask(front, "/8", accept_encoding="gzip")[0] == 200
    for path in ("/1", "/2", "/1", "/2"):
        assert ask(front, path, accept_encoding="gzip")[0] == 200
    assert front.hits == 2


def test_memory_stays_bounded_however_many_answers_there_are() -> None:
    source = Source()
    front = make_front(source, 100_000)
    for round_ in range(400):
        coding = {"accept_encoding": "gzip"} if round_ % 2 else {}
        assert ask(front, f"/{round_ % 3 + 1}", accept=f"text/{round_}", **coding)[0] == 200
    kept = sum(entry.size for entry in front._entries.values())
    assert kept == front._bytes <= 110_000


def test_nothing_is_kept_when_there_is_no_room() -> None:
    source = Source()
    front = make_front(source, 0)
    for _ in range(3):
        assert ask(front, "/1", accept_encoding="gzip")[0] == 200
    assert source.asked == 3


def test_an_answer_is_kept_until_its_state_is_over() -> None:
    source = Source()
    front = make_front(source, 100_000)
    ask(front, "/1")
    ask(front, "/1", "HEAD")
    assert source.asked == 1
    source.seq = 2
    assert ask(front, "/1")[2][b"etag"] == b'"2"'
    assert source.asked == 2


def test_an_answer_is_kept_until_its_moment_is_over() -> None:
    source = Source()
    front = make_front(source, 100_000, now=100.0)
    ask(front, "/1")
    ask(front, "/1")
    assert source.asked == 2


def test_a_head_that_came_first_serves_the_get_that_follows() -> None:
    source = Source()
    front = make_front(source, 100_000)
    status, body, headers = ask(front, "/1", "HEAD")
    assert (status, body, headers[b"content-length"]) == (200, b"", b"3000")
    assert ask(front, "/1")[1] == BODY
    assert source.asked == 1


def test_the_one_who_holds_the_compressed_form_is_told_its_own_tag() -> None:
    front = make_front(Source(), 100_000)
    tag = ask(front, "/1", accept_encoding="gzip")[2][b"etag"]
    status, body, headers = ask(front, "/1", accept_encoding="gzip", if_none_match=tag.decode())
    assert (status, body, headers[b"etag"]) == (304, b"", tag)
