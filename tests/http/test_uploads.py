"""A multipart body counts as a whole or not at all: half a file is no file, and a rehearsal stays a rehearsal."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from app.domain.caller import Scope
from app.domain.ids import organisation_id
from tests.support.keys import bearer, make_key
from tests.support.served import SOURCE, Inside, check_shape, draft, in_process, write

OWN = organisation_id(SOURCE, "toets")
TABLE = "id;titel\r\nx1;Timmeren\r\n"


def part(name: str, value: str, file_name: str | None = None) -> str:
    named = "" if file_name is None else f'; filename="{file_name}"'
    return f'--XX\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n{value}\r\n'


FILE, END = part("file", TABLE, "aanbod.csv"), "--XX--\r\n"
REHEARSED = part("dryRun", "true")


@dataclass
class Here:
    inside: Inside
    key: str

    def send(self, body: str) -> httpx.Response:
        headers = {**bearer(self.key), "content-type": "multipart/form-data; boundary=XX"}
        return self.inside.post("/v1/imports", content=body.encode(), headers=headers)


@pytest.fixture
def here(own_catalogue: str) -> Iterator[Here]:
    write(own_catalogue, draft("club", "Timmerclub"))
    with in_process(own_catalogue) as (inside, _):
        yield Here(inside, make_key(own_catalogue, [Scope.IMPORTS_WRITE], [OWN]))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(FILE + REHEARSED, "cut-off", id="the last boundary is missing"),
        pytest.param(FILE + REHEARSED[:-9], "cut-off", id="cut off in a field"),
        pytest.param(FILE[:-9], "cut-off", id="cut off in the file"),
        pytest.param(FILE + REHEARSED + part("dryRun", "false") + END, "repeated-member", id="yes and no at once"),
        pytest.param(part("dryRun", "true", "true.txt") + END, "not-a-field", id="a field sent as a file"),
        pytest.param(part("file", "") + FILE + END, "repeated-member", id="a file and a field of its name"),
    ],
)
def test_what_is_not_whole_or_not_clear_is_refused(body: str, code: str, here: Here) -> None:
    answer = here.send(body)
    assert answer.status_code == 400, answer.text
    assert code in [fault["code"] for fault in answer.json()["errors"]]
    check_shape("createImport", answer)
    assert here.inside.get("/v1/imports", headers=bearer(here.key)).json()["total"] == 0


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("C:\\fakepath\\aanbod.csv", "aanbod.csv"), ("../../etc/aanbod.csv", "aanbod.csv"), ("a\0b.csv", "ab.csv")],
)
def test_the_name_of_a_file_is_a_name_and_no_path(sent: str, kept: str, here: Here) -> None:
    answer = here.send(part("file", TABLE, sent) + REHEARSED + END)
    assert (answer.status_code, answer.json()["dryRun"], answer.json()["name"]) == (201, True, kept)
