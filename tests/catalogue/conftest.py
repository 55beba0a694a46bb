"""The catalogue takes other ways for few rows than for many; small catalogues must be able to take both."""

from collections.abc import Iterator

import pytest

from app.catalogue import bitmaps, catalogue, facets, filters, layout, nearness, ordering, text_index


@pytest.fixture(params=["few", "many"], scope="module")
def ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """`many`: the ways for large catalogues are taken from the first row on. Make the catalogue inside the test."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "few":
            patch.setattr(text_index, "SORTED_SHARE", 0)
        if request.param == "many":
            patch.setattr(bitmaps, "FEW_WORDS", 0)
            patch.setattr(catalogue, "WORTH_KEEPING", 0)
            patch.setattr(facets, "ROWS_PER_WORD", 0)
            patch.setattr(facets, "ROWS_PER_CHOSEN_WORD", 0)
            patch.setattr(facets, "SETS_AT_A_TIME", 2)
            patch.setattr(filters, "ROWS_WORTH_A_SCAN", 10**9)
            patch.setattr(ordering, "FEW", 0)
            patch.setattr(ordering, "CHUNK", 3)
            patch.setattr(ordering, "FIRST_LEAVES", 1)
            patch.setattr(nearness, "FEW_LEAVES", 0)
            patch.setattr(layout, "GROUP", 2)
            patch.setattr(nearness, "GROUP", 2)
            patch.setattr(nearness, "_IN_GROUP", nearness._IN_GROUP[:2])
        yield
