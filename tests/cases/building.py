"""What the hand-written catalogue is built with: the fixed moment, places, dates and one activity as JSON."""

from datetime import datetime
from typing import Any

from app.domain.ids import activity_id, organisation_id, route_id

NOW = datetime.fromisoformat("2026-11-25T13:30:00+01:00")
"""A Wednesday in an ordinary school week."""

SOURCE = "cases"
Draft = dict[str, Any]


def public_id(external_id: str) -> str:
    """The id of an activity of the catalogue."""
    return activity_id(SOURCE, external_id)


def org_id(key: str) -> str:
    """The id of an organisation of the catalogue."""
    return organisation_id(SOURCE, key)


def route(key: str) -> str:
    """The id of a route of the catalogue."""
    return route_id(SOURCE, key)


ORGANISATIONS: dict[str, str] = {
    "ages": "Stichting Wolkenwip",
    "prices": "Stichting Muntmeester",
    "places": "Stichting Hoekhuis",
    "buurten": "Stichting Stoeprand",
    "metres": "Stichting Passer",
    "dates": "Stichting Agendaboek",
    "states": "Stichting Levensloop",
    "stamps": "Stichting Stempelkussen",
    "joining": "Stichting Welkomstmat",
    "groups": "Stichting Kringgesprek",
    "words": "Stichting Lettervreter",
    "glimworm": "Stichting Glimworm",
    "order": "Stichting Volgnummer",
    "town": "Stichting Stadsplattegrond",
    "helper": "Stichting Meehelper",
    "school-west": "Basisschool Westerwiek",
    "school-east": "Basisschool Oosterwiek",
}
"""Key -> name. Most cases ask one organisation, so that its few activities are all there is to think about."""


def organisation(key: str) -> Draft:
    return {"name": ORGANISATIONS[key], "source": {"name": SOURCE, "externalId": key}}


def partner(key: str, role: str) -> Draft:
    return {"id": org_id(key), "name": ORGANISATIONS[key], "role": role}


GEMEENTEN = {
    "GM0518": "'s-Gravenhage",
    "GM0014": "Groningen",
    "GM0855": "Tilburg",
    "GM0546": "Leiden",
}
WIJKEN = {
    "WK051807": "Scheveningen",
    "WK051808": "Duindorp",
    "WK051817": "Loosduinen",
    "WK051818": "Waldeck",
    "WK051828": "Centrum",
    "WK051829": "Schildersbuurt",
    "WK051833": "Bouwlust en Vrederust",
    "WK051834": "Morgenstond",
    "WK051835": "Zuiderpark",
    "WK051836": "Moerwijk",
    "WK051838": "Laakkwartier en Spoorwijk",
    "WK001411": "Beijum e.o.",
    "WK085500": "Centrum",
    "WK054600": "Binnenstad-Zuid",
}

BUURT = ("BU05183601", "Moerwijk-Noord", "WK051836")
"""Code, name and wijk of the one buurt of the catalogue; the gazetteer holds none."""


def place(
    name: str,
    lat: float,
    lon: float,
    wijk: str | None = None,
    *,
    precision: str = "address",
    kind: str = "other",
    **more: Any,
) -> Draft:
    """A place with a point. `more`: gemeente, stadsdeel or buurt code, postalCode."""
    gemeente = more.get("gemeente") or f"GM{(wijk or 'WK0518')[2:6]}"
    return {
        "name": name,
        "kind": kind,
        "address": {"streetAddress": None, "postalCode": more.get("postalCode"), "addressLocality": None},
        "location": {"lat": lat, "lon": lon, "precision": precision},
        "gemeente": {"code": gemeente, "name": GEMEENTEN[gemeente]},
        "stadsdeel": more.get("stadsdeel"),
        "buurt": more.get("buurt"),
        "wijk": None if wijk is None else {"code": wijk, "name": WIJKEN[wijk]},
    }


MOERWIJK = place("Heulpunt", 52.0507, 4.2983, "WK051836", kind="communityCentre")
TILBURG = place("Spoorhuis", 51.5567, 5.085, "WK085500", kind="communityCentre")
BEIJUM = place("Heerdhuis", 53.2505, 6.5685, "WK001411", kind="communityCentre")


def rule(starts_at: str, ends_at: str, rrule: str | None = None) -> Draft:
    """One series. Times are local: "2026-11-25T14:00"; `ends_at` may be the time alone, then of the same day."""
    end = ends_at if "T" in ends_at else f"{starts_at[:10]}T{ends_at}"
    return {"startsAt": f"{starts_at}:00", "endsAt": f"{end}:00", "rrule": rrule}


def exception(original: str, status: str, starts_at: str | None = None, ends_at: str | None = None) -> Draft:
    """What happens to one date; times are local and complete."""
    new = {"startsAt": f"{starts_at}:00", "endsAt": f"{ends_at}:00"} if starts_at else {}
    return {"original": f"{original}:00", "status": status, **new}


def schedule(*rules: Draft, exceptions: tuple[Draft, ...] = (), summary: str | None = None) -> Draft:
    return {"summary": summary, "timezone": "Europe/Amsterdam", "rules": list(rules), "exceptions": list(exceptions)}


def weekly(starts_at: str, ends_at: str, until: str = "20270630", exceptions: tuple[Draft, ...] = ()) -> Draft:
    """Every week from that date up to and including `until`."""
    return schedule(rule(starts_at, ends_at, f"FREQ=WEEKLY;UNTIL={until}"), exceptions=exceptions)


def once(starts_at: str, ends_at: str) -> Draft:
    return schedule(rule(starts_at, ends_at))


def base(amount: str, per: str, **more: Any) -> Draft:
    """An obligatory price."""
    return {"amount": amount, "per": per, "kind": "base", **more}


def activity(external_id: str, title: str, by: str, **members: Any) -> Draft:
    """An open, free, recently confirmed offer on the spot for everyone, of which nothing more is known."""
    known: Draft = {
        "source": {"name": SOURCE, "externalId": external_id},
        "title": title,
        "organisation": organisation(by),
        "place": MOERWIJK,
        "attendance": "onsite",
        "cost": "free",
        "freeTrial": False,
        "status": "open",
        "confirmedAt": "2026-11-20T09:00:00Z",
    }
    return {**known, **members}
