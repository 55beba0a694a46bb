"""What is worth saying of an activity that is written, and never stops it."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.links import find_link_fault
from app.domain.readability import read_ease
from app.errors import Fault
from app.schemas.write_texts import warn

Document = Mapping[str, Any]
READ_TEXTS = ("summary", "description", "firstVisit")
LINKS = (("contact", "url"), ("enrolment", "url"), ("image", "url"), ("loan", "reserveUrl"), ("source", "url"))


def warn_of_document(document: Document) -> tuple[Fault, ...]:
    """Of the full shape of an activity."""
    return (*_warn_of_gaps(document), *warn_of_contents(document))


def warn_of_contents(document: Document) -> tuple[Fault, ...]:
    """Of what it says; what it does not say is left to its completeness."""
    return (*_warn_of_texts(document), *_warn_of_links(document))


def _warn_of_gaps(document: Document) -> Iterator[Fault]:
    missing = document.get("missing") or ()
    if "age" in missing:
        yield warn("missing-age", "/age")
    if "cost" in missing:
        yield warn("unknown-price", "/prices" if document.get("cost") == "paid" else "/cost")
    if not document.get("firstVisit"):
        yield warn("no-first-visit", "/firstVisit")
    if "howToJoin" in missing:
        yield warn("missing-enrolment", "/enrolment")
    if "where" in missing:
        yield warn("missing-place", "/place")
    if "when" in missing:
        yield warn("missing-time", "/schedule")


def _warn_of_texts(document: Document) -> Iterator[Fault]:
    """Of Dutch texts alone: the measure is made for Dutch."""
    languages = document.get("languages") or ["nl"]
    if languages[0].partition("-")[0] != "nl":
        return
    for name in READ_TEXTS:
        reading = read_ease(document.get(name) or "")
        if reading.is_hard:
            yield warn("hard-to-read", f"/{name}", ease=reading.ease, words=reading.longest)


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
