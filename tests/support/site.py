"""One running application with an organisation in it, to write to over HTTP."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from app.domain.caller import Scope
from app.domain.ids import activity_id
from tests.support.keys import bearer, make_key
from tests.support.served import Inside, in_process

SCOPES = (Scope.ACTIVITIES_WRITE, Scope.ROUTES_WRITE, Scope.ORGANISATION_WRITE)
PATCH = {"Content-Type": "application/merge-patch+json"}
CLUB: dict[str, Any] = {
    "title": "Natuurclub De Linde",
    "summary": "Elke woensdag zoek je dieren in het park.",
    "age": {"min": 6, "max": 9},
    "cost": "free",
    "themes": ["nature"],
    "attendance": "onsite",
    "place": {"name": "Speeltuin De Linde", "gemeente": "Den Haag", "wijk": "Moerwijk"},
    "schedule": {
        "rules": [{"startsAt": "2026-11-25T14:00", "endsAt": "2026-11-25T15:30", "rrule": "FREQ=WEEKLY;COUNT=10"}]
    },
}


@dataclass
class Site:
    """One running application with an organisation in it and keys to write with."""

    inside: Inside
    organisation: str
    partner: dict[str, str]
    test: dict[str, str]
    admin: dict[str, str]

    @property
    def own(self) -> str:
        return f"/v1/organisations/{self.organisation}/activities"

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """As the partner; a PATCH as merge patch."""
        sent = {**self.partner, **(PATCH if method == "PATCH" else {}), **headers}
        if body is None:
            return self.inside.request(method, path, headers={**self.partner, **headers})
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.inside.request(method, path, content=content, headers={"Content-Type": "application/json", **sent})

    def put(self, name: str = "club", body: Any = None, query: str = "", **headers: str) -> httpx.Response:
        return self.send("PUT", f"{self.own}/{name}{query}", CLUB if body is None else body, **headers)

    def item(self, name: str = "club") -> httpx.Response:
        return self.inside.get(f"/v1/activities/{activity_id(self.organisation, name)}")


@contextmanager
def open_site(catalogue: str) -> Iterator[Site]:
    """A site on a catalogue of one's own."""
    admin = make_key(catalogue)
    with in_process(catalogue) as (inside, _):
        made = inside.request("POST", "/v1/organisations", json={"name": "Speeltuin De Linde"}, headers=bearer(admin))
        assert made.status_code == 201, made.text
        mine = made.json()["id"]
        partner = bearer(make_key(catalogue, SCOPES, [mine]))
        test = bearer(make_key(catalogue, SCOPES, [mine], is_test=True))
        yield Site(inside, mine, partner, test, bearer(admin))


def code_of(response: httpx.Response) -> str:
    """The code of the first fault, which has a Dutch sentence too."""
    assert response.headers["content-type"] == "application/problem+json"
    fault = response.json()["errors"][0]
    assert fault["detailNl"]
    return str(fault["code"])
