"""How much the catalogue holds, for the operator."""

from sqlalchemy import Engine

from app.store import activities, areas, organisations, passes, places, routes
from app.store.changes import current_seq
from app.store.unit_of_work import read_session


def count_catalogue(engine: Engine) -> dict[str, int]:
    """Counts by name, all of one moment. Raises Unavailable when the database is away."""
    with read_session(engine) as session:
        return {
            "activities": activities.count_activities(session),
            "activities that are no example": activities.count_activities(session, with_examples=False),
            "organisations": len(organisations.list_all(session)),
            "places": len(places.list_all(session)),
            "routes": len(routes.list_all(session)),
            "passes": len(passes.list_all(session)),
            "areas": len(areas.list_areas(session)),
            "changes": current_seq(session),
        }
