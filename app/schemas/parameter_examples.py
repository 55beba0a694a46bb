"""Ids that really exist: examples in the OpenAPI document and the docs name records of the starter catalogue."""

from app.domain.ids import activity_id, organisation_id, place_id, route_id

STARTER = "starter"
EXTERNAL_ID = "dh-wetenschapsclub-mandelaplein"
ACTIVITY = activity_id(STARTER, EXTERNAL_ID)
ORGANISATION = organisation_id(STARTER, "bibliotheek-bouwlust")
SCHOOL = organisation_id(STARTER, "basisschool-de-driestam")
PLACE = place_id(STARTER, "forum-groningen")
ROUTE = route_id(STARTER, "dh-meedenken-bibliotheek")
WIJK = "WK051836"  # Moerwijk, Den Haag
