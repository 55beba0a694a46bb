"""Which addresses are called on somebody else's word."""

import threading

import pytest

from app.clients.addresses import Target, check_url, find_addresses, is_public, read_url
from app.errors import InvalidInput, Unavailable

INSIDE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "100::1",
    "not an address",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_on_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2a02:2770::1", "2606:4700::1111"])
def test_what_is_on_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.org/x", "url-scheme"),
        ("file:///etc/passwd", "url-scheme"),
        ("gopher://example.org/", "url-scheme"),
        ("javascript:alert(1)", "url-scheme"),
        ("//example.org/x", "url-scheme"),
        ("example.org", "url-scheme"),
        ("https://user:pass@example.org/", "url-userinfo"),
        ("https://user@example.org/", "url-userinfo"),
        ("https://example.org:22/", "url-port"),
        ("https://example.org:8080/", "url-port"),
        ("http://2130706433/", "url-host"),
        ("http://0x7f000001/", "url-host"),
        ("http://0x7f.0.0.1/", "url-host"),
        ("http://0177.0.0.1/", "url-host"),
        ("http://127.1/", "url-host"),
        ("http://0/", "url-host"),
        ("http://127.0.0.1./", "url-host"),
        ("http://1.2.3.4.5/", "url-host"),
        ("http://256.1.1.1/", "url-host"),
        ("http://./", "url-host"),
        ("http:///path", "url-host"),
        ("http://[fe80::1%25eth0]/", "url-host"),
        ("http://127.0.0.1/", "private-address"),
        ("http://169.254.169.254/latest/meta-data", "private-address"),
        ("http://127。0。0。1/", "private-address"),
        ("http://[::1]/", "private-address"),
        ("http://[::ffff:10.0.0.1]/", "private-address"),
    ],
)
def test_an_address_of_another_form_is_refused(url: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_url(read_url(url))
    assert {fault.code for fault in refused.value.faults} <= {code, "url-invalid"}
    assert refused.value.faults[0].detail_nl


@pytest.mark.parametrize("url", ["https://a b.org/", "https://a.org\\@evil.org/", " https://a.nl", "a" * 3000])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="web address"):
        read_url(url)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/x?y=1", Target("https", "example.org", 443)),
        ("http://example.org:443/", Target("http", "example.org", 443)),
        ("HTTP://EXAMPLE.org", Target("http", "example.org", 80)),
        ("https://bücherei.example/", Target("https", "xn--bcherei-n2a.example", 443)),
        ("http://93.184.215.14/", Target("http", "93.184.215.14", 80)),
        ("http://[2606:4700::1111]/", Target("http", "2606:4700::1111", 80)),
        ("https://3voor12.nl/", Target("https", "3voor12.nl", 443)),
        ("webcal://example.org/agenda.ics", Target("https", "example.org", 443)),
        ("WebCals://example.org/agenda.ics", Target("https", "example.org", 443)),
    ],
)
def test_a_plain_address_is_taken(url: str, target: Target) -> None:
    assert check_url(read_url(url)) == target


@pytest.mark.parametrize("inside", ["10.0.0.1", "::1", "::ffff:10.0.0.1"])
def test_one_inside_address_among_public_ones_is_enough_to_refuse(inside: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        find_addresses(Target("https", "feed.example", 443), 5, resolve=lambda *_: ["8.8.8.8", inside])
    assert refused.value.faults[0].code == "private-address"
    assert inside not in refused.value.faults[0].detail  # who asks does not learn what lies inside


def test_a_name_that_is_not_known_is_no_fault_of_the_asker() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(Unavailable):
        find_addresses(Target("https", "nowhere.example", 443), 5, resolve=fail)


def test_a_look_up_that_hangs_is_left_behind() -> None:
    never = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        never.wait(30)
        return ["8.8.8.8"]

    with pytest.raises(Unavailable):
        find_addresses(Target("https", "slow.example", 443), 0.05, resolve=hang)
    never.set()


def test_the_operator_may_allow_an_address_inside() -> None:
    url = read_url("http://127.0.0.1:8123/feed")
    target = check_url(url, allow_private=True)
    assert find_addresses(target, 5, resolve=lambda *_: ["127.0.0.1"], allow_private=True) == ["127.0.0.1"]
