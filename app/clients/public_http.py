"""HTTP to hosts on the public internet only: the address is looked up once, judged, and that very address is called."""

import socket

import httpx

from app.clients.addresses import is_public
from app.errors import Fault, InvalidInput, Unavailable

USER_AGENT = "Wegwijzer/1 (open catalogue of children's activities)"


def find_public_address(host: str, port: int) -> str:
    """An IP address of the host. Raises InvalidInput when any of its addresses is private, local or reserved,
    Unavailable when the name is not known."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable(f"The host {host} is not found.") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address):
            detail = f"{host} is at {address}, which is not a public address."
            dutch, hint = f"{host} heeft geen openbaar adres.", "For a source of your own: --allow-private."
            raise InvalidInput([Fault("private-address", detail, hint=hint, detail_nl=dutch)])
    return addresses[0]


class PublicTransport(httpx.BaseTransport):
    """Calls the judged address itself, so that a second look-up cannot lead elsewhere; TLS still checks the name."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises as `find_public_address`, and what httpx raises."""
        host = request.url.host
        address = find_public_address(host, request.url.port or (443 if request.url.scheme == "https" else 80))
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def make_client(*, timeout_s: float, allow_private: bool = False) -> httpx.Client:
    """A client that follows no redirects and takes no proxy from the environment (it would do its own look-up)."""
    transport = httpx.HTTPTransport() if allow_private else PublicTransport()
    return httpx.Client(transport=transport, timeout=timeout_s, trust_env=False, headers={"User-Agent": USER_AGENT})
