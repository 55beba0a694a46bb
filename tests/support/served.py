"""A prepared catalogue (starter and sample city) behind the real server or in this process, at one fixed moment."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any

import httpx
import jsonschema  # type: ignore[import-untyped]
from anyio.from_thread import BlockingPortal, start_blocking_portal

from app.deps import Runtime
from app.domain.draft import ActivityDraft
from app.main import make_api, wrap
from app.schemas.drafts import parse_activity
from app.schemas.openapi import build_document
from app.services.activities import WriteResult, write_activities
from app.settings import Settings
from tests.support.server import REPOSITORY, ServerProcess
from tests.support.stored import open_engine

NOW = datetime.fromisoformat("2026-11-25T13:30:00+01:00")
"""A Wednesday in an ordinary school week."""

FIXED = {"WEGWIJZER_NOW": NOW.isoformat()}
SOURCE = "http-tests"
BASE = "http://catalogue.test"


def prepare(url: str) -> None:
    """`wegwijzer prepare`, as an operator runs it."""
    env = {**os.environ, **FIXED, "WEGWIJZER_DATABASE_URL": url}
    command = [sys.executable, "-m", "app.cli", "prepare"]
    subprocess.run(command, cwd=REPOSITORY, env=env, check=True, capture_output=True)


def server(url: str, *, workers: int = 1, env: Mapping[str, str] | None = None) -> ServerProcess:
    """The real server at the fixed moment, its links beginning with BASE."""
    return ServerProcess(url, workers=workers, env={**FIXED, "WEGWIJZER_PUBLIC_URL": BASE, **(env or {})})


class Inside:
    """Asks an application in this process, from outside its event loop."""

    def __init__(self, portal: BlockingPortal, client: httpx.AsyncClient) -> None:
        self._portal, self._client = portal, client

    def get(self, path: str, **options: Any) -> httpx.Response:
        """The answer to GET."""
        return self._portal.call(partial(self._client.get, path, **options))

    def post(self, path: str, **options: Any) -> httpx.Response:
        """The answer to POST."""
        return self._portal.call(partial(self._client.post, path, **options))

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to any method."""
        return self._portal.call(partial(self._client.request, method, path, **options))


@contextlib.contextmanager
def in_process(url: str, **settings: Any) -> Iterator[tuple[Inside, Runtime]]:
    """The whole application in this process, for what must be seen from inside."""
    chosen = Settings(database_url=url, now=NOW, public_url=BASE, **settings)
    api = make_api(chosen)
    transport = httpx.ASGITransport(wrap(api, chosen), raise_app_exceptions=False)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(api.router.lifespan_context(api)):
        client = httpx.AsyncClient(transport=transport, base_url="http://here.test")
        with portal.wrap_async_context_manager(client):
            yield Inside(portal, client), api.state.runtime


def follow(client: httpx.Client, link: str) -> httpx.Response:
    """The answer behind a link the server made."""
    assert link.startswith(BASE), link
    return client.get(link.removeprefix(BASE))


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document; a test of its own compares it with the served one."""
    return build_document()


@cache
def _validator(operation_id: str, status: str, media_type: str) -> jsonschema.protocols.Validator:
    operations = (operation for path in document()["paths"].values() for operation in path.values())
    operation = next(each for each in operations if each.get("operationId") == operation_id)
    response = operation["responses"][status]
    if "$ref" in response:
        response = document()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schema = response["content"][media_type]["schema"]
    return jsonschema.Draft202012Validator(
        {**schema, "components": document()["components"]}, format_checker=jsonschema.FormatChecker()
    )


def check_shape(operation_id: str, response: httpx.Response) -> None:
    """The answer has a documented status, media type and shape."""
    media_type = response.headers["content-type"].partition(";")[0]
    value = response.json() if "json" in media_type else response.text
    _validator(operation_id, str(response.status_code), media_type).validate(value)


def draft(external_id: str, title: str = "Knutselclub", **changes: Any) -> ActivityDraft:
    """A small activity in Moerwijk that a default search finds."""
    values: dict[str, Any] = {
        "title": title,
        "source": {"name": SOURCE, "externalId": external_id},
        "organisation": {"name": "Stichting Toets", "source": {"name": SOURCE, "externalId": "toets"}},
        "place": {
            "name": "Buurthuis Toets",
            "kind": "communityCentre",
            "address": {"streetAddress": "Toetsstraat 1", "postalCode": "2531AB", "addressLocality": "Den Haag"},
            "location": {"lat": 52.0545, "lon": 4.2942, "precision": "address"},
        },
        "attendance": "onsite",
        "themes": ["making"],
        "kind": "club",
        "audience": ["children"],
        "individual": True,
        "age": {"min": 6, "max": 12},
        "cost": "free",
        "confirmedAt": NOW.isoformat(),
    }
    return parse_activity(values | changes)


def write(url: str, *drafts: ActivityDraft) -> list[WriteResult]:
    """Write in one transaction, from another process than the server's."""
    with open_engine(url) as engine:
        return list(write_activities(engine, drafts, now=NOW))
