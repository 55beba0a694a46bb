"""Sends what a documented `curl` line would send, so that the pages can be tested where curl is not installed."""

import shlex
from argparse import ArgumentParser
from pathlib import Path
from urllib.parse import quote

import httpx

DOCUMENTED = "http://localhost:8000"
"""Where the pages say the server is; the tests run it on another port."""


def _make_parser() -> ArgumentParser:
    parser = ArgumentParser(prog="curl", add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("url")
    for short, name in (("-s", "silent"), ("-G", "get"), ("-i", "include"), ("-I", "head")):
        parser.add_argument(short, dest=name, action="store_true")
    parser.add_argument("--compressed", action="store_true")
    parser.add_argument("-X", dest="method")
    parser.add_argument("-H", dest="headers", action="append", default=[])
    parser.add_argument("-d", dest="data", action="append", default=[])
    parser.add_argument("--data-urlencode", dest="encoded", action="append", default=[])
    parser.add_argument("-F", dest="form", action="append", default=[])
    parser.add_argument("--json")
    parser.add_argument("--etag-save")
    parser.add_argument("--etag-compare")
    return parser


def send(command: str, server: str, folder: Path) -> httpx.Response:
    """The answer of `server` to a curl command; `folder` is where it runs.

    Raises ValueError for an address or option the pages do not use.
    """
    asked, unknown = _make_parser().parse_known_args(shlex.split(command)[1:])
    if unknown or not asked.url.startswith(DOCUMENTED + "/"):
        raise ValueError(f"{command}: {unknown or asked.url} is not used in the pages")
    data = "&".join([*asked.data, *(_encode(part) for part in asked.encoded)])
    url = server + asked.url.removeprefix(DOCUMENTED)
    if asked.get and data:
        url += ("&" if "?" in url else "?") + data
    headers = {"Accept": "*/*", "Accept-Encoding": "gzip" if asked.compressed else "identity", "User-Agent": "curl/8"}
    body = None if asked.get else (data or None)
    if asked.json is not None:
        body, headers["Accept"], headers["Content-Type"] = asked.json, "application/json", "application/json"
    elif body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    given = [line if line[:1] != "@" else (folder / line[1:]).read_text(encoding="utf-8") for line in asked.headers]
    headers |= {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in given)}
    if asked.etag_compare is not None:
        headers["If-None-Match"] = (folder / asked.etag_compare).read_text(encoding="utf-8").strip()
    files, fields = _read_form(asked.form, folder)
    has_body = body is not None or bool(asked.form)
    method = asked.method or ("HEAD" if asked.head else "POST" if has_body else "GET")
    with httpx.Client(trust_env=False, timeout=30.0, headers={}) as client:
        answer = client.request(method, url, content=body, data=fields or None, files=files or None, headers=headers)
    if asked.etag_save is not None:
        (folder / asked.etag_save).write_text(answer.headers["ETag"] + "\n", encoding="utf-8")
    return answer


def _read_form(parts: list[str], folder: Path) -> tuple[dict[str, tuple[str, bytes]], dict[str, str]]:
    """The files (`name=@path`) and the other fields of a form."""
    named = [(name, value) for name, _, value in (part.partition("=") for part in parts)]
    paths = {name: folder / value[1:] for name, value in named if value[:1] == "@"}
    fields = {name: value for name, value in named if value[:1] != "@"}
    return {name: (path.name, path.read_bytes()) for name, path in paths.items()}, fields


def _encode(part: str) -> str:
    name, _, value = part.partition("=")
    return f"{name}={quote(value, safe='')}"
