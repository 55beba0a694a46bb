"""Which columns a segment has: for each the values one listing states. A tomorrow's column is one row here."""

from collections.abc import Callable, Iterable

from app.domain.facets import STATED_FACETS
from app.domain.listing import Listing

Values = Callable[[Listing], Iterable[str | None]]


def _flag(value: bool | None) -> tuple[str | None]:
    return (None if value is None else "true" if value else "false",)


VALUE_COLUMNS: dict[str, Values] = {
    **STATED_FACETS,
    "individual": lambda i: _flag(i.individual),
    "oneOff": lambda i: _flag(i.is_one_off),
    "together": lambda i: _flag(i.is_together),
    "adapted": lambda i: _flag(i.is_adapted),
    "example": lambda i: _flag(i.is_example),
    "freeTrial": lambda i: _flag(i.has_free_trial),
    "status": lambda i: (i.status,),
    "enrolment": lambda i: (i.enrolment_status,),
    "walkIn": lambda i: _flag(i.is_walk_in),
    "wheelchair": lambda i: (i.wheelchair,),
    "region": lambda i: (i.holiday_region,),
    "sessions": lambda i: _flag(bool(i.sessions)),
    "ageRange": lambda i: _flag(i.has_age_range),
    "serviceAreas": lambda i: _flag(bool(i.service_areas)),
    "openToOrganisations": lambda i: _flag(bool(i.open_to_organisations)),
    "freeWith": lambda i: (name for name, cents in i.pass_prices if cents == 0),
    "prerequisites": lambda i: _flag(bool(i.prerequisites)),
    "signUps": lambda i: _flag(i.needs_sign_ups),
}
"""Columns of few distinct values: each value becomes one bitmap."""


ANYWHERE = "*"
"""Stands beside a pass that counts for the residents of some gemeenten only, before their codes."""


def pass_for(name: str, gemeente: str) -> str:
    """The key of a pass that counts for residents of this gemeente."""
    return f"{name} {gemeente}"


WITH_BROADER = "theme with broader"
"""One more column of that kind: the themes and their parents, as the facet counts them."""

FACET_COLUMNS: tuple[str, ...] = tuple(WITH_BROADER if name == "theme" else name for name in STATED_FACETS)
"""The columns that facets count by row."""

FACET_OF = {WITH_BROADER: "theme"}
COLUMN_OF = {"theme": WITH_BROADER}
"""Where the names of a facet and of its column differ."""

FACET_TABLES = ("facet_values", "facet_themes")


def facet_table(column: str) -> str:
    """The table that holds a facet column per row: themes, of which a row has several, lie apart."""
    return "facet_themes" if column == WITH_BROADER else "facet_values"


KEY_COLUMNS: dict[str, Values] = {
    "organisation": lambda i: (i.organisation_id or None, *i.partner_ids),
    "externalId": lambda i: (i.external_id,),
    "openToOrganisation": lambda i: i.open_to_organisations,
    "serviceArea": lambda i: i.service_areas,
    "pass": lambda i: (name for name, cents in i.pass_prices if cents is not None),
    "owner": lambda i: (i.organisation_id or None,),
    "openToArea": lambda i: i.open_to_areas,
    "passFor": lambda i: (pass_for(name, code) for name, codes in i.pass_residents for code in (ANYWHERE, *codes)),
}
"""Columns of many distinct values: each value becomes a list of rows."""

TEXT_FIELDS: tuple[tuple[str, Callable[[Listing], tuple[str, ...]]], ...] = (
    ("title", lambda i: i.title_words),
    ("organisation", lambda i: i.organisation_words),
    ("place", lambda i: i.place_words),
    ("summary", lambda i: i.summary_words),
)
"""Words that lie in the text index; the words of themes are found through the themes."""

NEVER = 2**31 - 1
"""Stands for a moment that does not come and for a price that is not known (both 32 bits)."""
