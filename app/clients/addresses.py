"""Which addresses may be called on somebody else's word: those of the public internet, under a plain name, no others.

Whoever gives us an address decides what this server calls. So every form that could lead inside is refused: private,
local and reserved ranges, the same wrapped in IPv6 (mapped, translated, tunnelled), numbers that only some programs
read as an address, names that resolve to any of these.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from app.errors import Fault, InvalidInput, Unavailable

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL_LENGTH = 2000
MAX_ADDRESSES = 4
"""How many addresses of one host are tried, one after another."""

Resolve = Callable[[str, int], list[str]]
"""From host and port to its addresses as text; raises OSError when the name is not known."""

_IPv6 = ipaddress.IPv6Network
_WRAPPED = (
    _IPv6("::/96"),  # IPv4-compatible, long out of use
    _IPv6("::ffff:0:0/96"),  # IPv4-mapped
    _IPv6("::ffff:0:0:0/96"),  # IPv4-translated
    _IPv6("64:ff9b::/96"),  # NAT64
    _IPv6("64:ff9b:1::/48"),  # NAT64 of one network
    _IPv6("2001::/32"),  # Teredo
    _IPv6("2002::/16"),  # 6to4
    _IPv6("fec0::/10"),  # site-local, long out of use
)
_RELAYS = ipaddress.IPv4Network("192.88.99.0/24")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
_QUAD = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_CALENDAR = re.compile(r"^webcals?://", re.IGNORECASE)
"""Calendar programs hand out such addresses; they say nothing but that a calendar lies there."""
_NAME = re.compile(r"[a-z0-9._-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: scheme `http` or `https`, host without brackets, port."""

    scheme: str
    host: str
    port: int


def refuse(code: str, detail: str, dutch: str) -> InvalidInput:
    """The fault of an address that is not called."""
    return InvalidInput([Fault(code, detail, detail_nl=dutch)])


def read_url(url: str) -> httpx.URL:
    """The address in its normal form; that of a calendar to subscribe to is fetched over https. Raises InvalidInput for
    what is no address."""
    try:
        if len(url) > MAX_URL_LENGTH or not url.isprintable() or " " in url or "\\" in url:
            raise httpx.InvalidURL("not a plain address")
        return httpx.URL(_CALENDAR.sub("https://", url))
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise refuse("url-invalid", "This is no web address.", "Dit is geen webadres.") from error


def check_url(url: httpx.URL, *, allow_private: bool = False) -> Target:
    """Where the address leads, judged by its form alone: a number that is no public address is refused here already.

    allow_private: also other ports, as a source in one's own network may have. Raises InvalidInput.
    """
    if url.scheme not in DEFAULT_PORTS:
        raise refuse("url-scheme", "Give an address that begins with https://.", "Geef een adres met https:// ervoor.")
    if url.userinfo:
        detail = "Leave the user name and password out of the address."
        raise refuse("url-userinfo", detail, "Laat gebruikersnaam en wachtwoord weg uit het adres.")
    host = url.raw_host.decode("ascii").removeprefix("[").removesuffix("]")
    if not host.strip(".") or not _is_plain(host):
        raise refuse("url-host", "Give the name of the host, such as www.example.org.", "Geef de naam van de website.")
    port = url.port or DEFAULT_PORTS[url.scheme]
    if port not in DEFAULT_PORTS.values() and not allow_private:
        raise refuse("url-port", "Only the ports 80 and 443 are called.", "Alleen poort 80 en 443 worden opgehaald.")
    if not allow_private and _is_number(host) and not is_public(host):
        raise _refuse_inside(host)
    return Target(url.scheme, host, port)


def _refuse_inside(host: str) -> InvalidInput:
    detail = f"{host} is not on the public internet, so it is not called."
    return refuse("private-address", detail, f"{host} staat niet op het openbare internet.")


def _is_number(host: str) -> bool:
    return ":" in host or _QUAD.fullmatch(host) is not None


def _is_plain(host: str) -> bool:
    """Not a number in another form than four decimals: 2130706433, 0x7f.1, 0177.0.0.1, 127.1."""
    if ":" in host:
        return "%" not in host
    if _NAME.fullmatch(host) is None:
        return False
    labels = host.rstrip(".").split(".")
    return _NUMBER.fullmatch(labels[-1]) is None or _QUAD.fullmatch(host) is not None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None or any(ip in network for network in _WRAPPED):
            return False
    elif ip in _RELAYS:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_addresses(
    target: Target, timeout_s: float, *, resolve: Resolve = look_up, allow_private: bool = False
) -> list[str]:
    """The addresses of the target, looked up once; call these and look up nothing again.

    Raises InvalidInput when any of them is not public, Unavailable when the name is not known in time.
    """
    found: list[str] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            found.extend(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    # A look-up cannot be broken off; one that hangs is left behind.
    thread = threading.Thread(target=ask, name="look-up", daemon=True)
    thread.start()
    thread.join(timeout_s)
    addresses = list(found)
    if failed or thread.is_alive() or not addresses:
        raise Unavailable(f"The host {target.host} is not found.")
    if not allow_private and not all(map(is_public, addresses)):
        raise _refuse_inside(target.host)
    return addresses[:MAX_ADDRESSES]
