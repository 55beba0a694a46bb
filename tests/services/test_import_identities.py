"""Offers keep the id they came in under, though their feed makes new ones at every fetch."""

import pytest

from app.importers.reading import ReadRow
from app.services.import_reading import keep_identities


def rows(*ids: tuple[str, str | None]) -> list[ReadRow]:
    """(id of the source, what it says)."""
    return [ReadRow(at, one, one, {}, content_id=says) for at, (one, says) in enumerate(ids, start=1)]


@pytest.mark.parametrize(
    ("known", "given", "kept"),
    [
        ({"old": "chess"}, [("new", "chess")], ["old"]),
        ({"old": "chess"}, [("new", "draughts")], ["new"]),
        ({"old": "chess"}, [("old", "draughts"), ("new", "chess")], ["old", "new"]),
        ({"a": "chess", "b": "chess"}, [("y", "chess"), ("x", "chess")], ["a", "b"]),
        ({"a": "chess", "b": "chess"}, [("x", "chess")], ["x"]),
        ({"a": "chess"}, [("x", "chess"), ("y", "chess")], ["x", "y"]),
        ({"a": "chess", "b": "chess"}, [("b", "chess"), ("x", "chess")], ["b", "a"]),
        ({"a": "chess"}, [("x", None)], ["x"]),
    ],
)
def test_a_new_id_gives_way_when_it_is_certain_which_one_it_was(
    known: dict[str, str], given: list[tuple[str, str | None]], kept: list[str]
) -> None:
    assert [row.external_id for row in keep_identities(rows(*given), known)] == kept
