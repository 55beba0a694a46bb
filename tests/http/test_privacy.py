"""Nothing that describes a child is ever written down: not in logs, not in cookies, not in links of the twin."""

import sqlite3
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from tests.support.served import prepare, server
from tests.support.server import ServerProcess

SECRETS = [
    "52.054321", "4.294321", "2531zx", "2531ZX", "geheimepas", "Geheimstraat", "zoekgeheim", "groep7",
    "vso", "tigrinya",    "rolstoelgeheim", "qqqqqqqqqqqqqqqq", "wensgeheim",
]  # fmt: skip
QUERIES = [
    "age=17&near=52.054321,4.294321&radius=4321",
    "age=17&postcode=2531ZX",
    "passes=geheimepas&free=true",
    "place=Geheimstraat+77,+Den+Haag&ageMin=16&ageMax=17",
    "q=zoekgeheim&schoolGroup=groep7&schoolType=vso",
    "language=tigrinya&accessibility=rolstoelgeheim",
    "school=qqqqqqqqqqqqqqqq&interest=wensgeheim",
    "age=seventeen&near=52.054321",
    "near=52.054321,4.294321&format=csv",
]


def ask_everything(client: httpx.Client) -> list[httpx.Response]:
    answers = [client.get(f"/v1/activities?{query}") for query in QUERIES]
    for query in QUERIES:
        pairs = httpx.QueryParams(query)
        body = {name: int(value) if value.isdigit() else value for name, value in pairs.items()}
        answers.append(client.post("/v1/activities/_search", json=body))
    answers += [
        client.get("/v1/geocode?q=Geheimstraat+77"),
        client.get("/v1/geocode?near=52.054321,4.294321"),
        client.get("/?place=Geheimstraat&age=17&q=zoekgeheim"),
        client.get("/v1/suggest?q=zoekgeheim"),
        client.get("/v1/zoekgeheim?age=17"),
        client.post("/v1/activities?age=17&near=52.054321,4.294321"),
        client.post(
            "/v1/activities/_search", content=b'{"near":"52.054321,4.29', headers={"Content-Type": "text/plain"}
        ),
    ]
    return answers


def check_log(log: str) -> None:
    assert [secret for secret in SECRETS if secret in log] == []
    assert "age=" not in log
    assert "seventeen" not in log


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """A prepared database of each kind, to be broken."""
    if request.param == "sqlite":
        yield request.getfixturevalue("own_catalogue")
        return
    with request.getfixturevalue("postgres_cluster").fresh_database() as url:
        prepare(url)
        yield url


def run_sql(url: str, statement: str) -> None:
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        with connection:
            connection.execute(statement)
        connection.close()
        return
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as session:
        session.execute(statement)


def test_searches_leave_no_trace_in_the_log_and_set_no_cookies(own_catalogue: str) -> None:
    with server(own_catalogue, env={"WEGWIJZER_LOG_LEVEL": "DEBUG"}) as running:
        with httpx.Client(base_url=running.url, trust_env=False) as client:
            answers = ask_everything(client)
        assert {answer.status_code for answer in answers} == {200, 400, 404, 405, 415}
        assert not [answer for answer in answers if "set-cookie" in answer.headers]
        check_log(running.log_text)
        assert "/v1/activities" not in running.log_text  # no access log


def test_an_answer_that_breaks_tells_the_log_where_but_not_what_was_asked(own_database: str) -> None:
    run_sql(own_database, "UPDATE activity SET document = 'geen json'")
    with server(own_database) as running:
        with httpx.Client(base_url=running.url, trust_env=False) as client:
            item = client.get("/v1/activities?limit=1").json()["items"][0]["id"]
            broken = client.get(f"/v1/activities/{item}?lang=en")
            assert broken.status_code == 500
            assert broken.headers["content-type"] == "application/problem+json"
            assert broken.headers["api-version"]
            assert "Traceback" not in broken.text
            answers = [
                client.get("/v1/activities?age=17&near=52.054321,4.294321&format=csv"),
                client.post("/v1/activities/_search", json={"near": "52.054321,4.294321", "fields": ["description"]}),
            ]
            assert [answer.status_code for answer in answers] == [500, 500]
            ask_everything(client)
        check_log(running.log_text)
        assert '"message": "unexpected error"' in running.log_text
        assert "presenting.py" in running.log_text


def test_a_database_that_is_gone_stops_items_for_a_while_and_searches_not_at_all(own_database: str) -> None:
    with server(own_database) as running, httpx.Client(base_url=running.url, trust_env=False) as client:
        first, second = client.get("/v1/activities?limit=2").json()["items"]
        assert client.get(f"/v1/activities/{first['id']}").status_code == 200
        for table in ("activity", "change_counter"):
            run_sql(own_database, f"ALTER TABLE {table} RENAME TO {table}_gone")
        lost = client.get(f"/v1/activities/{second['id']}?lang=en")
        assert lost.status_code == 503
        assert lost.headers["content-type"] == "application/problem+json"
        assert lost.headers["retry-after"]
        assert client.get("/v1/activities?age=17&near=52.054321,4.294321").status_code == 200
        assert client.get("/v1/activities?age=17&minSeq=9007199254740991").status_code == 503
        ask_everything(client)
        _expect_not_ready(running, client)
        for table in ("activity", "change_counter"):
            run_sql(own_database, f"ALTER TABLE {table}_gone RENAME TO {table}")
        assert client.get(f"/v1/activities/{second['id']}?lang=en").status_code == 200
        check_log(running.log_text)


def _expect_not_ready(running: ServerProcess, client: httpx.Client) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["error"]
    assert client.get("/health/live").status_code == 200
    assert running.log_text
