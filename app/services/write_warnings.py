"""What is worth saying of an activity that is written, and never stops it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.domain.links import find_link_fault
from app.domain.readability import read_ease
from app.domain.text import fold_words
from app.domain.vocabulary import Cost, PriceKind, Stage
from app.errors import Fault
from app.schemas.write_texts import warn

Document = Mapping[str, Any]
OF_SCHOOLS = frozenset({"schools", "teachers"})
LEVEL_WORDS = ("talent", "gevorderd", "niveau", "selectie", "hoogbegaafd", "advanced", "gifted")
"""Beginnings of words, folded."""
READ_TEXTS = ("summary", "description", "firstVisit")
MOST_DATES = 10
LINKS = (("contact", "url"), ("enrolment", "url"), ("image", "url"), ("loan", "reserveUrl"), ("source", "url"))


def warn_of_document(document: Document) -> tuple[Fault, ...]:
    """Of the full shape of an activity."""
    return (*_warn_of_gaps(document), *warn_of_contents(document))


def warn_of_contents(document: Document) -> tuple[Fault, ...]:
    """Of what it says; what it does not say is left to its completeness."""
    return (*_warn_of_texts(document), *_warn_of_title(document), *_warn_of_links(document))


def warn_of_dates(before: Document, after: Document, now: datetime) -> tuple[Fault, ...]:
    """Of dates to come that were cancelled, moved or full, and that a write of the whole has put back as planned: it
    would be a family before a closed door when that was not meant."""
    kept = {_name_of(one) for one in after["schedule"]["exceptions"]}
    gone = {_name_of(one) for one in before["schedule"]["exceptions"]} - kept
    shown = [
        one["id"] for one in after["sessions"] if one["id"] in gone and datetime.fromisoformat(one["startsAt"]) >= now
    ]
    return (warn("dates-put-back", "/schedule/exceptions", dates=", ".join(shown[:MOST_DATES])),) if shown else ()


def _name_of(exception: Mapping[str, Any]) -> str:
    return datetime.fromisoformat(exception["original"]).strftime("%Y%m%dT%H%M")


def _warn_of_gaps(document: Document) -> Iterator[Fault]:
    missing = document.get("missing") or ()
    if "age" in missing:
        yield warn("missing-age", "/age")
    if "cost" in missing:
        yield warn("unknown-price", "/prices" if document.get("cost") == "paid" else "/cost")
    if asks_everyone(document):
        yield warn("everyone-check", "/prices")
    if not document.get("firstVisit"):
        yield warn("no-first-visit", "/firstVisit")
    if "howToJoin" in missing:
        yield warn("missing-enrolment", "/enrolment")
    if "where" in missing:
        yield warn("missing-place", "/place")
    if "when" in missing:
        yield warn("missing-time", "/schedule")
    if _is_in_school(document) and not document.get("followUp") and not document.get("routes"):
        yield warn("no-follow-up", "/followUp")


def asks_everyone(document: Document) -> bool:
    """Whether families pay and the provider does not say how a child with little money can join."""
    audience = document.get("audience") or ()
    if document.get("cost") != Cost.PAID or (audience and set(audience) <= OF_SCHOOLS):
        return False
    kinds = {price.get("kind") for price in document.get("prices") or ()}
    return not document.get("accepts") and not kinds & {PriceKind.REDUCED, PriceKind.VOLUNTARY}


def _is_in_school(document: Document) -> bool:
    """Whether children meet it with their class, so that what they can do with it later must be said."""
    audience = document.get("audience") or ()
    return document.get("schoolTime") in ("during", "both") or bool(audience and set(audience) <= OF_SCHOOLS)


def _warn_of_texts(document: Document) -> Iterator[Fault]:
    """Of Dutch texts alone: the measure is made for Dutch."""
    languages = document.get("languages") or ["nl"]
    if languages[0].partition("-")[0] != "nl":
        return
    for name in READ_TEXTS:
        reading = read_ease(document.get(name) or "")
        if reading.is_hard:
            yield warn("hard-to-read", f"/{name}", ease=reading.ease, words=reading.longest)


def _warn_of_title(document: Document) -> Iterator[Fault]:
    """Who thinks that it is not clever enough stays away from a first step."""
    if document.get("stage") == Stage.DISCOVER and any(
        word.startswith(LEVEL_WORDS) for word in fold_words(document.get("title"))
    ):
        yield warn("level-in-title", "/title")


def _warn_of_links(document: Document) -> Iterator[Fault]:
    """Each address once: that of the contact is often that of the source too."""
    seen: set[str] = set()
    for part, name in LINKS:
        url = (document.get(part) or {}).get(name)
        if not url or url in seen:
            continue
        seen.add(url)
        if (why := find_link_fault(url)) is not None:
            yield warn(f"dead-link-{why}", f"/{part}/{name}")
