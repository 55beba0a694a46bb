"""The whole hand-written catalogue: drafts in the wire shape, and the routes over them."""

from tests.cases.building import SOURCE, Draft
from tests.cases.catalogue_cost import PRICES
from tests.cases.catalogue_state import STATE
from tests.cases.catalogue_town import TOWN
from tests.cases.catalogue_when import DATES
from tests.cases.catalogue_where import WHERE
from tests.cases.catalogue_who import WHO
from tests.cases.catalogue_words import ORDER, WORDS

CATALOGUE: list[Draft] = [*WHO, *PRICES, *WHERE, *DATES, *STATE, *WORDS, *ORDER, *TOWN]

ROUTES: list[Draft] = [
    {
        "source": {"name": SOURCE, "externalId": "outdoors"},
        "title": "Van sloot naar park",
        "steps": [
            {"externalId": "town-reading-room"},
            {"externalId": "town-nature-club", "relation": "deepen"},
            {"externalId": "town-winter-camp", "relation": "deepen"},
        ],
    },
    {
        "source": {"name": SOURCE, "externalId": "machines"},
        "title": "Van tas naar cursus",
        "steps": [
            {"externalId": "town-robot-loan"},
            {"externalId": "town-robot-course", "relation": "deepen"},
        ],
    },
]
