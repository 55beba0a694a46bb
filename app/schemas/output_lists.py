"""Pages of the reference lists."""

from app.schemas.output_base import Count, Links, Many, Output, about
from app.schemas.output_reference import Area, Organisation, Pass, Place, Route, Theme


class AreaList(Output):
    """One page of areas."""

    items: Many[Area] = about("Areas in order.")
    total: Count = about("How many match.", 274)
    links: Links = about("Pages.")


class ThemeList(Output):
    """One page of themes."""

    items: Many[Theme] = about("Themes in the order of the scheme.")
    total: Count = about("How many match.", 128)
    links: Links = about("Pages.")


class OrganisationList(Output):
    """One page of organisations."""

    items: Many[Organisation] = about("Organisations in order.")
    total: Count = about("How many match.", 132)
    links: Links = about("Pages.")


class PlaceList(Output):
    """One page of places."""

    items: Many[Place] = about("Places in order.")
    total: Count = about("How many match.", 96)
    links: Links = about("Pages.")


class RouteList(Output):
    """One page of routes."""

    items: Many[Route] = about("Routes in order.")
    total: Count = about("How many match.", 15)
    links: Links = about("Pages.")


class PassList(Output):
    """One page of passes."""

    items: Many[Pass] = about("Passes in order.")
    total: Count = about("How many match.", 40)
    links: Links = about("Pages.")
