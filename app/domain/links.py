"""Web addresses that cannot lead anywhere, told by their shape alone: nothing is asked of any server."""

from ipaddress import ip_address
from urllib.parse import urlsplit

PLACEHOLDERS = frozenset({"example", "voorbeeld", "domein", "website", "uwsite", "jouwsite", "mijnsite", "xxx", "todo"})
RESERVED_ENDINGS = frozenset({"local", "localhost", "internal", "test", "invalid", "example", "lan"})


def find_link_fault(url: str) -> str | None:
    """Why a well-formed http(s) address is surely dead: placeholder, not-public, no-ending, doubled; None when it may
    live."""
    if url.lower().count("http://") + url.lower().count("https://") > 1 and "?" not in url:
        return "doubled"
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return "no-ending"
    labels = host.split(".")
    try:
        return None if ip_address(host).is_global else "not-public"
    except ValueError:
        pass
    if labels[-1] in RESERVED_ENDINGS:
        return "not-public"
    has_ending = labels[-1].isalpha() or labels[-1].startswith("xn--")
    if len(labels) < 2 or not has_ending:
        return "no-ending"
    named = labels[-2] if labels[0] != "www" or len(labels) > 2 else ""
    return "placeholder" if named in PLACEHOLDERS or not named else None
