"""A search asks the database nothing, whatever is asked of it."""

from collections.abc import Iterator

import pytest

from app.deps import Runtime
from app.schemas.parameter_examples import ORGANISATION, ROUTE, SCHOOL
from app.schemas.parameters import SEARCH
from app.store.documents import VersionedDocument
from tests.support.served import Inside, in_process
from tests.support.statements import count_statements

FACETS = next(",".join(row.values) for row in SEARCH.rows if row.name == "facets")
EACH = [
    f"{row.name}={row.example}"
    for row in SEARCH.rows
    if row.name not in ("radius", "cursor", "format", "minSeq", "sort", "fields", "buurt")
]
TOGETHER = [
    "near=52.0545,4.2942&radius=3000&age=9&free=true&theme=nature&facets=" + FACETS,
    f"facets={FACETS}&facetZeros=true&limit=100",
    "postcode=2531&passes=ooievaarspas-den-haag&maxPrice=5&sort=price&lang=en",
    "place=Moerwijk, Den Haag&sort=distance&limit=100",
    "q=natuurclubb&sort=relevance",
    "wijk=Moerwijk&age=3&q=voetbal&dateFrom=2027-12-01&free=true",
    f"organisation={ORGANISATION}&school={SCHOOL}&route={ROUTE}",
    "format=geojson&limit=100&status=*&freshness=*",
    "fields=title,prices,nextSession,distanceM&limit=50",
]


@pytest.fixture(scope="module")
def inside(sqlite_catalogue: str) -> Iterator[tuple[Inside, Runtime]]:
    """An application that follows nothing and starts no imports, so that only requests could ask the database."""
    with in_process(sqlite_catalogue, response_cache_bytes=0) as (client, runtime):
        runtime.follower.stop()
        runtime.imports.stop()
        yield client, runtime


@pytest.mark.parametrize("query", ["", *EACH, *TOGETHER])
def test_a_search_sends_no_statement(
    query: str, inside: tuple[Inside, Runtime], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, runtime = inside
    read: list[str] = []
    original = runtime.view.presenter.documents.read

    def read_and_tell(name: str) -> VersionedDocument | None:
        read.append(name)
        return original(name)

    monkeypatch.setattr(runtime.view.presenter.documents, "read", read_and_tell)
    with count_statements(runtime.engine) as log:
        response = client.get(f"/v1/activities?{query}")
        assert response.status_code == 200, response.text
        body = dict(pair.split("=", 1) for pair in query.split("&") if pair)
        if not {"facets", "fields"} & body.keys():
            typed = {key: {"true": True, "false": False}.get(value, value) for key, value in body.items()}
            numbers = {"age", "ageMin", "ageMax", "limit", "radius"}
            posted = {key: int(str(value)) if key in numbers else value for key, value in typed.items()}
            assert client.post("/v1/activities/_search", json=posted).status_code == 200
    assert log.statements == []
    assert read == []  # full items are read past the engine's events


def test_the_count_would_see_a_statement(inside: tuple[Inside, Runtime]) -> None:
    client, runtime = inside
    with count_statements(runtime.engine) as log:
        assert client.get("/health/ready").status_code in (200, 503)
        runtime.follower.catch_up()
    assert log.count > 0
