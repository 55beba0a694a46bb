"""If-Match is about the version of an item; the tag of any representation carries it."""

import pytest

from app.domain.precondition import NO_CONDITION, Precondition
from app.errors import InvalidInput, PreconditionFailed, PreconditionRequired


@pytest.mark.parametrize("header", ['"3"', '"3-9baeeb65"', 'W/"3-9baeeb65-gz"', '"1", "3-x"', "*"])
def test_a_known_version_passes(header: str) -> None:
    Precondition.read(header, None).check(3)


@pytest.mark.parametrize("header", ['"2"', '"33"', '"x-3"', "3", '"5d1c9a-3"'])
def test_another_version_fails_and_names_the_present_one(header: str) -> None:
    with pytest.raises(PreconditionFailed) as refused:
        Precondition.read(header, None).check(3)
    assert refused.value.headers["ETag"] == '"3"'
    assert refused.value.faults[0].detail_nl


def test_a_version_of_nothing_fails() -> None:
    for header in ('"1"', "*"):
        with pytest.raises(PreconditionFailed):
            Precondition.read(header, None).check(None)
    Precondition.read(None, "*").check(None)
    NO_CONDITION.check(None)


def test_only_what_is_new_can_be_asked_for() -> None:
    with pytest.raises(PreconditionFailed):
        Precondition.read(None, "*").check(1)
    with pytest.raises(InvalidInput):
        Precondition.read(None, '"1"')
    with pytest.raises(InvalidInput):
        Precondition.read('"1\x9b"', None)


def test_a_condition_is_required_only_where_it_is() -> None:
    assert Precondition.read(None, None) == NO_CONDITION
    with pytest.raises(PreconditionRequired):
        Precondition.read(None, None, is_required=True)
    Precondition.read(None, "*", is_required=True).check(None)
