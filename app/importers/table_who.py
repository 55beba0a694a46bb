"""Texts, organisation, contact and enrolment of a row."""

import re
from collections.abc import Mapping
from typing import Any

from app.domain.text import words
from app.importers.fields import read_count, read_email, read_flag, read_phone, read_url
from app.importers.notes import Doubt
from app.importers.table_rows import Row
from app.importers.table_texts import find_hidden
from app.importers.table_words import ENROLMENT_STATUSES, ENROLMENT_WORDS, GENDERS, LANGUAGES, STATUSES

_ASKS = re.compile(r"nodig|verplicht|vereist|required|needed|^\W*(?:reserver(?:en|ing)|aanmelden|opgeven|opgave)\W*$")
"""Headers that ask whether one has to sign up: no means walk in."""
_SPAN = re.compile(r"\d{1,4}\s?(?:-|–|t/?m|tot|à)\s?(\d{1,4})\b\D{0,20}")
"""`8-10 kinderen`: the size of a group is the most."""
_PHONE_DIGITS = 9
_NO_COUNT = frozenset({"", "geen", "n v t", "nvt", "onbeperkt", "onbekend", "unlimited", "n a", "geen maximum"})
_MORE_WORDS = ("cancelled", "waitlist", "full")
MAX_TITLE, MAX_SUMMARY, MAX_TEXT, MAX_LINE = 200, 1_000, 10_000, 300


def fill_texts(row: Row, draft: dict[str, Any]) -> None:
    """Title, summary, description, first visit and what to bring."""
    title = row.get("title")
    if extra := row.get("titleExtra"):
        title = f"{title}: {extra}" if title else extra
    draft["title"] = _cut(row, "title", title, MAX_TITLE)
    summary = row.get_text("summary")
    parts = [row.get_text("description"), row.get_text("note"), _list_extras(row)]
    if len(summary) > MAX_SUMMARY:
        parts.insert(0, summary)
        summary = f"{summary[: MAX_SUMMARY - 1].rsplit(' ', 1)[0]}…"
    description = "\n\n".join(part for part in dict.fromkeys(parts) if part)
    for name, target, text, limit in (
        ("summary", "summary", summary, MAX_SUMMARY),
        ("description", "description", description, MAX_TEXT),
        ("firstVisit", "firstVisit", row.get_text("firstVisit"), MAX_TEXT),
        ("bring", "bring", row.get_text("bring"), MAX_TEXT),
        ("takesHome", "takesHome", row.get_text("takesHome"), MAX_TEXT),
    ):
        if text:
            draft[name] = _cut(row, target, text, limit)
    for entry in row.all("person")[:1]:
        row.note([Doubt("person-left-out")], entry.column)
    for entry in row.all("secret"):
        row.note([Doubt("private-left-out")], entry.column)


def _list_extras(row: Row) -> str:
    """What has no member of its own stays readable in the description, with its header."""
    targets: tuple[str, ...] = ("level", "prerequisites", "needs", "passes", "priceNote", "frequency")
    if row.has("url") and row.has("organisationUrl"):
        targets = (*targets, "organisationUrl")
    shown = [entry for target in targets for entry in row.all(target) if target != "frequency" or row.has("rrule")]
    return "\n".join(f"{entry.column}: {entry.text}" for entry in shown if read_flag(entry.text) is None)


def _cut(row: Row, target: str, text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    row.doubt(target, Doubt("text-shortened"))
    return text[: limit - 1].rstrip() + "…"


def fill_organisation(row: Row, draft: dict[str, Any]) -> None:
    """The organisation by its name; None when the row names none."""
    name = row.get("organisation")
    draft["organisation"] = {"name": _cut(row, "organisation", name, MAX_TITLE)} if name else None


def fill_contact(row: Row, draft: dict[str, Any]) -> None:
    """Contact of a role: mail, phone, website. What the source keeps private is left out."""
    if row.has("contactVisible") and read_flag(row.get("contactVisible")) is False:
        for entry in (*row.all("email"), *row.all("phone"), *row.all("contact")):
            row.note([Doubt("private-left-out")], entry.column)
        contact: dict[str, Any] = {}
    else:
        contact = _read_contact(row)
    if url := _read_link(row, "url", contact) or _read_link(row, "organisationUrl"):
        contact["url"] = url
    if contact:
        draft["contact"] = contact


def _read_contact(row: Row) -> dict[str, Any]:
    contact: dict[str, Any] = {}
    free = row.get("contact")
    for target, read, code in (("email", read_email, "not-email"), ("phone", read_phone, "not-phone")):
        text = row.get(target)
        found = read(text) if text else read(free) if free else None
        if found:
            contact[target] = found
        elif text and read_flag(text) is None and not _take_strange(text, contact):
            row.doubt(target, Doubt(code))
    if free and not contact and (url := read_url(free)):
        contact["url"] = url
    elif free and not contact:
        row.note([Doubt("person-left-out")], row.all("contact")[0].column)
    return contact


def _take_strange(text: str, contact: dict[str, Any]) -> bool:
    """A mail address among the phone numbers, or the other way round, is what it is; whether it was any of these."""
    for member, read in (("email", read_email), ("phone", read_phone), ("url", read_url)):
        if found := read(text):
            contact.setdefault(member, found)
            return True
    return False


def _read_link(row: Row, target: str, contact: dict[str, Any] | None = None) -> str | None:
    text = row.get(target)
    if not text or text.lower() in {"-", "geen", "n.v.t.", "nvt"}:
        return None
    url = read_url(text)
    if url is None and (contact is None or not _take_strange(text, contact)):
        row.doubt(target, Doubt("not-url"))
    return url


def fill_enrolment(row: Row, draft: dict[str, Any]) -> None:
    """How to join, where, and whether there is room."""
    enrolment: dict[str, Any] = {}
    text = row.get("enrolment")
    how = (
        [
            name
            for name, marks in ENROLMENT_WORDS
            if any(mark in f" {text.lower()} ".replace("inform", "-") for mark in marks)
        ]
        if text
        else []
    )
    url = _read_link(row, "enrolUrl") or (read_url(text) if text else None)
    if url:
        enrolment["url"] = url
        how.append("form")
    if email := read_email(text) if text else None:
        enrolment["email"] = email
    if phone := read_phone(text) if text and sum(map(str.isdigit, text)) >= _PHONE_DIGITS else None:
        enrolment["phone"] = phone
    if read_flag(text) is False and _ASKS.search(row.entries["enrolment"][0].column.lower()):
        how.append("walkIn")
    if "walkIn" in how:
        how = [name for name in how if name == "walkIn" or (name == "form" and url)]
    if how:
        enrolment["how"] = list(dict.fromkeys(how))
    if text and not enrolment and read_flag(text) is None and _fold(text) not in ENROLMENT_STATUSES:
        row.doubt("enrolment", Doubt("word-unknown", text[:60]))
    for name, target in (("minimum", "minimum"),):
        if row.has(target) and (count := _read_count(row, target)) is not None:
            enrolment[name] = count
    if status := read_enrolment_status(row):
        enrolment["status"] = status
    if enrolment:
        draft["enrolment"] = enrolment
    if row.has("capacity") and (size := _read_count(row, "capacity")):
        draft["group"] = {"size": size}


def read_enrolment_status(row: Row) -> str | None:
    """Full, a waiting list or interest; None when the row says nothing of it."""
    if row.has("isFull") and (read_flag(row.get("isFull")) or says_full(row.get("isFull"))):
        return "full"
    if row.has("placesLeft") and read_count(row.get("placesLeft")) == 0:
        return "full"
    if row.has("placesLeft") and (state := _find_state(_fold(row.get("placesLeft")), ENROLMENT_STATUSES)):
        return state
    text = _fold(row.get("status"))
    said = ENROLMENT_STATUSES.get(text) or _find_state(text, ENROLMENT_STATUSES)
    return said or ENROLMENT_STATUSES.get(_fold(row.get("enrolment")))


def says_full(text: str) -> bool:
    """Whether a cell for a number of places says `vol` instead."""
    return ENROLMENT_STATUSES.get(_fold(text)) == "full"


def _find_state(text: str, known: Mapping[str, str]) -> str | None:
    """`geannuleerd wegens ziekte`, `vol wachtlijst`: the words that say that one cannot come, among others."""
    found = {state for words_, state in known.items() if f" {words_} " in f" {text} "}
    return next((state for state in _MORE_WORDS if state in found), None)


def _read_count(row: Row, target: str) -> int | None:
    text = row.get(target)
    span = _SPAN.fullmatch(text)
    count = int(span[1]) if span else read_count(text)
    if count is None and _fold(text) not in _NO_COUNT:
        row.doubt(target, Doubt("not-number"))
    return count


def fill_status(row: Row, draft: dict[str, Any]) -> None:
    """Whether it goes on, and whether the source itself shows it."""
    status = read_status(row)
    if row.has("status") and status is None and read_enrolment_status(row) is None:
        row.doubt("status", Doubt("word-unknown", row.get("status")[:60]))
    if row.has("isCancelled") and read_flag(row.get("isCancelled")):
        status = "cancelled"
    hidden = find_hidden(row)
    if hidden is not None and status not in {"cancelled", "ended"}:
        status = "planned"
        row.note([Doubt("hidden-at-source")], hidden.column, hidden.text)
    if row.has("temporarilyClosed") and read_flag(row.get("temporarilyClosed")):
        status = "cancelled"
    if status and status != "open":
        draft["status"] = status


def read_status(row: Row) -> str | None:
    """The status that a column names, None when it names none that is known."""
    text = _fold(row.get("status"))
    return (STATUSES.get(text) or _find_state(text, STATUSES)) if text else None


def fill_languages(row: Row, draft: dict[str, Any]) -> None:
    """Spoken languages by their names or codes."""
    if not row.has("language"):
        return
    parts = row.get("language").replace("/", ",").replace(" en ", ",").replace(";", ",").replace("|", ",").split(",")
    folded = [_fold(part) for part in parts if part.strip()]
    known = [LANGUAGES[part] for part in folded if part in LANGUAGES]
    if known:
        draft["spokenLanguages"] = list(dict.fromkeys(known))
    if len(known) < len(folded):
        row.doubt("language", Doubt("word-unknown", ", ".join(part for part in folded if part not in LANGUAGES)[:80]))


def fill_open_to(row: Row, draft: dict[str, Any]) -> None:
    """Girls or boys only, when a column says so."""
    if not row.has("gender"):
        return
    kind = GENDERS.get(_fold(row.get("gender")))
    if kind is None:
        row.doubt("gender", Doubt("word-unknown", row.get("gender")[:60]))
    elif kind:
        draft["openTo"] = {"kind": kind}


def _fold(text: str) -> str:
    return " ".join(words(text))
