"""Calls addresses that somebody else gave: feeds, files, webhooks. Safe for our own network, bounded in size and time.

The address is looked up once and judged, and that very address is called (TLS and the Host header keep the name), so
that a second look-up cannot lead elsewhere; every redirect is judged anew. One deadline holds for everything together,
also for a server that sends a byte a second; what is packed is unpacked no further than the limit.
"""

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

from app.clients.addresses import Resolve, Target, check_url, find_addresses, look_up, read_url, refuse
from app.clients.public_http import USER_AGENT
from app.errors import Unavailable
from app.settings import Settings

REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 64 * 1024
_ANY_ZLIB = 47
"""Window bits with which zlib reads gzip as well as zlib streams."""

_FAILURES = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    ssl.SSLError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Upper bounds of one call, redirects included.

    max_bytes: of the body, packed and unpacked. timeout_s: for everything together. stall_s: for each step without a
    byte. allow_private: also call addresses of one's own network and other ports, when the operator says so.
    """

    max_bytes: int = 20 * 1024 * 1024
    timeout_s: float = 30.0
    stall_s: float = 10.0
    max_redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. url: where it was at last. headers: names in lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    content: bytes


def limits_of(settings: Settings) -> FetchLimits:
    """The bounds in the settings."""
    return FetchLimits(
        max_bytes=settings.max_upload_bytes,
        timeout_s=settings.fetch_timeout_s,
        allow_private=settings.fetch_private,
    )


class SafeClient:
    """Makes calls; nothing is shared between them: no connections, cookies or proxies from the environment."""

    def __init__(
        self,
        limits: FetchLimits | None = None,
        *,
        resolve: Resolve = look_up,
        ssl_context: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or FetchLimits()
        self._resolve = resolve
        self._ssl_context = ssl_context
        self._clock = clock

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to GET, redirects followed and judged.

        Raises InvalidInput for an address that is not called or an answer that is too large, Unavailable when there is
        no answer in time.
        """
        deadline, at = self._clock() + self.limits.timeout_s, read_url(url)
        for _ in range(self.limits.max_redirects + 1):
            answer = self._call("GET", at, headers or {}, None, deadline)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            at = self._follow(at, answer.headers["location"])
        raise refuse(
            "too-many-redirects",
            f"The address leads on more than {self.limits.max_redirects} times.",
            f"Het adres verwijst meer dan {self.limits.max_redirects} keer door.",
        )

    def post(self, url: str, content: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to POST; a redirect is an answer, not a way to go. Raises as `get`."""
        return self._call("POST", read_url(url), headers or {}, content, self._clock() + self.limits.timeout_s)

    def _follow(self, at: httpx.URL, location: str) -> httpx.URL:
        try:
            return read_url(str(at.join(location).copy_with(fragment=None)))
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise refuse("url-invalid", "It leads on to no web address.", "Het verwijst naar geen webadres.") from error

    def _call(
        self, method: str, url: httpx.URL, headers: Mapping[str, str], content: bytes | None, deadline: float
    ) -> Answer:
        target = check_url(url, allow_private=self.limits.allow_private)
        backend = _Network(self, target, deadline)
        context = self._ssl_context or (httpx.create_ssl_context(trust_env=False) if url.scheme == "https" else None)
        sent = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip", **headers}
        steps = dict.fromkeys(("connect", "read", "write", "pool"), self.limits.stall_s)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=context, network_backend=backend, retries=0) as pool,
                pool.stream(
                    method, str(url), headers=list(sent.items()), content=content, extensions={"timeout": steps}
                ) as response,
            ):
                found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                body = b""
                if response.status not in REDIRECTS:
                    body = b"".join(self._unpack(response.iter_stream(), found.get("content-encoding", "")))
                return Answer(response.status, str(url), found, body)
        except _FAILURES as error:
            raise Unavailable(f"{target.host} does not answer as it should ({type(error).__name__}).") from error

    def find(self, target: Target, deadline: float) -> list[str]:
        """The judged addresses of a target."""
        wait = min(self.limits.stall_s, max(deadline - self._clock(), 0.001))
        return find_addresses(target, wait, resolve=self._resolve, allow_private=self.limits.allow_private)

    def left(self, deadline: float, timeout: float | None) -> float:
        """Seconds for the next step. Raises httpcore.ReadTimeout when time is up."""
        rest = deadline - self._clock()
        if rest <= 0:
            raise httpcore.ReadTimeout("the whole call took too long")
        return min(rest, timeout if timeout is not None else self.limits.stall_s)

    def _unpack(self, chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
        """The body, unpacked; never more of it in memory than the limit and one chunk."""
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            detail = f"The answer is packed as {name[:20]}, which is not read."
            raise refuse("content-encoding", detail, "Het antwoord is ingepakt op een manier die niet gelezen wordt.")
        packed = unpacked = 0
        opener = zlib.decompressobj(_ANY_ZLIB) if name not in ("", "identity") else None
        for chunk in chunks:
            packed += len(chunk)
            self._check_size(packed)
            if opener is None:
                yield chunk
                continue
            rest = chunk
            while rest:
                piece = _inflate(opener, rest)
                unpacked += len(piece)
                self._check_size(unpacked)
                yield piece
                rest = opener.unconsumed_tail
        if opener is not None and packed and not opener.eof:
            raise Unavailable("The answer broke off in the middle.")

    def _check_size(self, size: int) -> None:
        limit = self.limits.max_bytes
        if size > limit:
            detail = f"The answer is larger than {limit} bytes."
            raise refuse("too-large", detail, f"Het antwoord is groter dan {limit} bytes.")


def _inflate(opener: Any, chunk: bytes) -> bytes:
    try:
        piece: bytes = opener.decompress(chunk, CHUNK)
    except zlib.error as error:
        raise Unavailable("The answer is packed in a way that cannot be read.") from error
    return piece


class _Network(httpcore.NetworkBackend):
    """Connects to the judged addresses of one target, whatever name it is asked for."""

    def __init__(self, client: SafeClient, target: Target, deadline: float) -> None:
        self._client, self._target, self._deadline = client, target, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """The first address that takes the connection."""
        last: Exception = httpcore.ConnectError("no address")
        for address in self._client.find(self._target, self._deadline):
            wait = self._client.left(self._deadline, timeout)
            try:
                stream = self._inner.connect_tcp(address, self._target.port, wait, local_address, socket_options)
                return _Stream(stream, self._client, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise httpcore.ConnectError("no sockets of this machine")


class _Stream(httpcore.NetworkStream):
    """Every step within the one deadline."""

    def __init__(self, inner: httpcore.NetworkStream, client: SafeClient, deadline: float) -> None:
        self._inner, self._client, self._deadline = inner, client, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come in."""
        return self._inner.read(max_bytes, self._client.left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send it all."""
        self._inner.write(buffer, self._client.left(self._deadline, timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same with TLS, checked against the name."""
        wait = self._client.left(self._deadline, timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, wait), self._client, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """As the connection says."""
        return self._inner.get_extra_info(info)

    def close(self) -> None:
        """End it."""
        self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()
