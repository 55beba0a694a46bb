"""Cards and items in words for a page: what it costs, for whom, where and when. Plain Dutch, English beside it."""

from datetime import datetime
from typing import Any

from babel.dates import format_date

from app.domain.label_words import say_groups
from app.schemas.labels import label_of

Wire = dict[str, Any]

PER = {
    "session": ("per keer", "each time"),
    "course": ("voor de hele cursus", "for the whole course"),
    "card": ("voor een kaart", "for a card"),
    "month": ("per maand", "a month"),
    "term": ("per blok", "a term"),
    "halfYear": ("per half jaar", "per half year"),
    "season": ("per seizoen", "a season"),
    "year": ("per jaar", "a year"),
    "week": ("per week", "a week"),
    "day": ("per dag", "a day"),
    "hour": ("per uur", "an hour"),
    "group": ("per groep", "per group"),
    "once": ("eenmalig", "once"),
}


def say(lang: str, dutch: str, english: str) -> str:
    """The sentence in the language of the page."""
    return english if lang == "en" else dutch


def describe_card(card: Wire, lang: str) -> Wire:
    """What the list of the first page shows of one card."""
    labels = []
    if card["isExample"]:
        labels.append(say(lang, "Voorbeeld", "Example"))
    if card["status"] != "open":
        labels.append(label_of("status", card["status"], lang))
    if card["freshness"]["state"] in ("unconfirmed", "stale"):
        labels.append(label_of("freshness", card["freshness"]["state"], lang))
    if card["enrolment"]["status"] in ("full", "waitlist"):
        labels.append(label_of("enrolment", card["enrolment"]["status"], lang))
    return {
        "id": card["id"],
        "title": card["title"],
        "summary": card["summary"],
        "cost": describe_cost(card, lang),
        "is_free": card["cost"] == "free",
        "age": describe_for_whom(card, lang),
        "where": describe_where(card, lang),
        "when": describe_when(card, lang),
        "labels": labels,
    }


def describe_cost(card: Wire, lang: str) -> str:
    """Unknown is never shown as free; the first price is shown as it is stated."""
    if card["cost"] != "paid":
        return label_of("cost", card["cost"], lang)
    base = next((price for price in card["prices"] if price["kind"] == "base" and price["amount"]), None)
    if base is None:
        return label_of("cost", "paid", lang)
    amount = base["amount"] if lang == "en" else base["amount"].replace(".", ",")
    start = say(lang, "vanaf ", "from ") if base["isFrom"] else ""
    words = PER.get(base["per"], ("", ""))
    return f"{start}€ {amount} {say(lang, *words)}".strip()


def describe_for_whom(card: Wire, lang: str) -> str:
    """The age, or the groups of a school where only those are stated."""
    groups, age = card["schoolGroups"], card["age"]
    if not groups or age["min"] is not None or age["max"] is not None:
        return describe_age(age, lang)
    told = say_groups(groups[0], groups[-1], lang)
    return told[0].upper() + told[1:]


def describe_age(age: Wire, lang: str) -> str:
    """Completed years, inclusive; open ends in words."""
    low, high = age["min"], age["max"]
    if low is None and high is None:
        return say(lang, "Leeftijd niet bekend", "Age not known")
    if high is None:
        return say(lang, f"Vanaf {low} jaar", f"From {low} years")
    if low is None:
        return say(lang, f"Tot en met {high} jaar", f"Up to and including {high} years")
    return say(lang, f"{low} tot en met {high} jaar", f"{low} to {high} years")


def describe_where(card: Wire, lang: str) -> str:
    """Name, wijk, town and about how far."""
    if card["attendance"] in ("home", "online"):
        return label_of("attendance", card["attendance"], lang)
    place = card["place"] or {}
    parts = [place.get("name"), (place.get("wijk") or {}).get("name"), (place.get("gemeente") or {}).get("name")]
    text = ", ".join(dict.fromkeys(part for part in parts if part))
    metres = card.get("distanceM")
    if metres is not None:
        near = max(100, round(metres, -2))
        far = f"{near} m" if near < 1000 else f"{metres / 1000:.1f} km".replace(".", "," if lang != "en" else ".")
        text += say(lang, f" (ongeveer {far})", f" (about {far})")
    return text


def describe_when(card: Wire, lang: str) -> str:
    """The next date, else the schedule in the provider's own words."""
    session = card["nextSession"]
    if session is None:
        return str(card["schedule"]["summary"] or "")
    start, end = datetime.fromisoformat(session["startsAt"]), datetime.fromisoformat(session["endsAt"])
    day = format_date(start, "EEEE d MMMM", locale=lang)
    return say(lang, f"{day}, {start:%H:%M} tot {end:%H:%M}", f"{day}, {start:%H:%M} to {end:%H:%M}")


def describe_item(item: Wire, lang: str) -> Wire:
    """What the page of one activity shows. Everything is text; the template escapes it."""
    facts = [
        (say(lang, "Wat kost het?", "What does it cost?"), describe_cost(item, lang)),
        (say(lang, "Voor wie?", "For whom?"), describe_for_whom(item, lang)),
        (say(lang, "Waar?", "Where?"), describe_where(item, lang)),
        (say(lang, "Wanneer?", "When?"), describe_when(item, lang)),
        (say(lang, "Wie doet dit?", "Who runs it?"), (item["organisation"] or {}).get("name") or ""),
        (say(lang, "De eerste keer", "The first visit"), item["firstVisit"] or ""),
        (say(lang, "Meenemen", "Bring"), item["bring"] or ""),
    ]
    for helping in item["help"][:5]:
        facts.append((say(lang, "Hulp met betalen", "Help with paying"), f"{helping['name']}. {helping['how'] or ''}"))
    described = describe_card({**item, "distanceM": None}, lang)
    unknown = [label_of("missing", name, lang) for name in item["missing"]]
    return described | {
        "description": item["description"],
        "facts": [(name, value) for name, value in facts if value],
        "website": next((url for url in (item["enrolment"]["url"], item["contact"]["url"]) if url), None),
        "missing": say(lang, "Nog niet bekend: ", "Not known yet: ") + ", ".join(unknown) + "." if unknown else "",
    }
