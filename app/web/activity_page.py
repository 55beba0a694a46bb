"""The page of one activity: everything known about it in plain words, a part for parents, and what comes after it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale

from app.domain.label_words import say_group
from app.domain.query import Point
from app.domain.reason_labels import NEEDED
from app.domain.travel import transit_url
from app.domain.vocabulary import EXACT
from app.schemas.labels import label_of
from app.web.activity_costs import euros, tell_cost, tell_help
from app.web.activity_times import day_text, tell_times
from app.web.activity_words import FEATURES, HOW, OPEN_TO, SOMEBODY, count_words, page_words
from app.web.cards import describe_age, describe_card, describe_where, say

Wire = Mapping[str, Any]
Fact = tuple[str, str, list[str]]
"""The name of its picture, its heading, and its lines."""
AT_NO_PLACE = ("home", "online", "mobile")


@dataclass(frozen=True, slots=True)
class PageNames:
    """Ids to names. organisations, areas and passes: those we know."""

    organisations: Mapping[str, str]
    areas: Mapping[str, str]
    passes: Mapping[str, str]


def describe_activity(item: Wire, names: PageNames, now: datetime, lang: str) -> dict[str, Any]:
    """What the template shows. Everything is text; the template escapes it. now: aware."""
    words = page_words(lang)
    unknown = [label_of("missing", name, lang) for name in item["missing"]]
    card = describe_card({**item, "distanceM": None}, lang)
    return {
        "id": item["id"],
        "title": item["title"],
        "labels": card["labels"],
        "summary": item["summary"],
        "description": item["description"],
        "notes": _notes(item, lang),
        "is_over": item["status"] in ("ended", "cancelled"),
        "facts": _kept(_facts(item, names, now, lang)),
        "parents": _kept(_for_parents(item, lang)),
        "missing": say(lang, "Nog niet bekend: ", "Not known yet: ") + ", ".join(unknown) + "." if unknown else "",
        "links": _links(item, lang),
        "transit": _transit(item),
        "no_travel": words[f"no_travel_{item['attendance']}"] if item["attendance"] in AT_NO_PLACE else "",
    }


def _kept(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    return [{"icon": icon, "name": name, "lines": lines} for icon, name, lines in facts if lines]


def _facts(item: Wire, names: PageNames, now: datetime, lang: str) -> list[Fact]:
    words = page_words(lang)
    return [
        ("cost", words["cost"], tell_cost(item, names.passes, names.areas, lang)),
        ("who", words["who"], _who(item, names, lang)),
        ("where", words["where"], _where(item, lang)),
        ("when", words["when"], tell_times(item, now, lang)),
        ("join", words["join"], _join(item, lang)),
        ("", words["first"], _texts(item["firstVisit"])),
        ("", words["bring"], _texts(item["bring"])),
        ("", words["takes_home"], _texts(item["takesHome"])),
        ("", words["needed"], [_needed(one, lang) for one in item["prerequisites"]]),
        ("", words["access"], _access(item["accessibility"], lang)),
        ("", words["languages"], _languages(item["spokenLanguages"], lang)),
        ("", words["loan"], _loan(item["loan"] or {}, lang)),
        ("", words["class"], _school(item, lang)),
        ("people", words["people"], _people(item)),
        ("", words["routes"], [words["step_of"].format(**route) for route in item["routes"]]),
    ]


def _for_parents(item: Wire, lang: str) -> list[Fact]:
    words, group = page_words(lang), item["group"]
    stay = item["parentsMayStay"]
    supervision = _texts(item["supervision"]["by"], item["supervision"]["note"]) or [words["supervision_unknown"]]
    size = [words["group_size"].format(size=group["size"])] if group["size"] else []
    return [
        ("", words["supervision"], supervision if "children" in item["audience"] or not item["audience"] else []),
        ("", words["group"], size + ([words["together"]] if group["together"] else [])),
        ("", words["stay"], [] if stay is None else [words["yes" if stay else "no"]]),
        ("", words["help"], tell_help(item, lang)),
        ("", words["contact"], _texts(item["contact"]["phone"])),
        ("", words["checked"], [words["checked_on"].format(day=day_text(item["freshness"]["confirmedAt"], lang))]),
    ]


def _texts(*texts: str | None) -> list[str]:
    return [text for text in texts if text]


def _notes(item: Wire, lang: str) -> list[str]:
    """What must be said before anything else, most important first."""
    words = page_words(lang)
    named = (
        ("ended", item["status"] == "ended"),
        ("cancelled", item["status"] == "cancelled"),
        ("planned", item["status"] == "planned"),
        ("stale", item["freshness"]["state"] == "stale" and item["status"] == "open"),
        ("example", item["isExample"]),
        ("one_off", bool(item["isOneOff"]) and item["status"] == "open"),
        ("beginner", bool(item["noExperienceNeeded"]) and item["status"] != "ended"),
        ("childcare", bool(item["partOfChildcare"])),
    )
    return [*(words[name] for name, holds in named if holds), *item["invites"]]


def _who(item: Wire, names: PageNames, lang: str) -> list[str]:
    has_age = any(item["age"][end] is not None for end in ("min", "max"))
    lines = [] if item["schoolGroups"] and not has_age else [describe_age(item["age"], lang)]
    if item["schoolGroups"]:
        lines.append(_join_words([say_group(name) for name in item["schoolGroups"]], lang) + ".")
    if item["schoolTypes"]:
        lines.append(_join_words([label_of("schoolType", one, lang) for one in item["schoolTypes"]], lang) + ".")
    open_to = item["openTo"]
    if open_to["kind"] in OPEN_TO:
        known = [names.organisations.get(one) for one in open_to["organisationIds"]]
        known += [names.areas.get(code) for code in open_to["areaCodes"]]
        told = [name for name in known if name] or [say(lang, *SOMEBODY.get(open_to["kind"], ("", "")))]
        lines.append(say(lang, *OPEN_TO[open_to["kind"]]).format(names=_join_words(told, lang)))
    elif item["individual"]:
        lines.append(label_of("openTo", "everyone", lang) + ".")
    lines += _texts(open_to["note"])
    if item["individual"] is False:
        lines.append(label_of("individual", "false", lang) + ".")
    return lines


def _join_words(words: Sequence[str], lang: str) -> str:
    listed = [word[0].upper() + word[1:] if at == 0 else word for at, word in enumerate(words) if word]
    return f"{', '.join(listed[:-1])} {say(lang, 'en', 'and')} {listed[-1]}" if len(listed) > 1 else "".join(listed)


def _where(item: Wire, lang: str) -> list[str]:
    place = item["place"]
    lines = _texts(describe_where({**item, "distanceM": None}, lang))
    if place is None:
        return lines
    address = place["address"]
    if place["addressShown"] == "onEnrolment":
        return [*lines, page_words(lang)["on_enrolment"]]
    town = " ".join(_texts(address["postalCode"], address["addressLocality"]))
    return lines + _texts(", ".join(_texts(address["streetAddress"], town)) if address["streetAddress"] else None)


def _join(item: Wire, lang: str) -> list[str]:
    words, enrolment = page_words(lang), item["enrolment"]
    lines = [say(lang, *HOW[how]) for how in enrolment["how"] if how in HOW]
    if enrolment["status"] in ("full", "waitlist", "closed", "interest"):
        lines.append(label_of("enrolment", enrolment["status"], lang) + ".")
    for name in ("opens", "closes"):
        if enrolment[f"{name}At"] is not None:
            lines.append(words[name].format(day=day_text(enrolment[f"{name}At"], lang)))
    if enrolment["goesAhead"]:
        lines.append(words["goes_ahead"])
    elif enrolment["minimum"]:
        lines.append(words["minimum"].format(count=enrolment["minimum"]))
    if enrolment["startAnyTime"] and enrolment["how"] != ["walkIn"]:
        lines.append(words["start_any"])
    if enrolment["allocation"] in ("lottery", "intake"):
        lines.append(words[enrolment["allocation"]])
    return lines + _texts(enrolment["phone"])


def _needed(prerequisite: Wire, lang: str) -> str:
    told = say(lang, *NEEDED[prerequisite["code"]])
    return f"{told[0].upper()}{told[1:]}." + (f" {prerequisite['note']}" if prerequisite["note"] else "")


def _access(accessibility: Wire, lang: str) -> list[str]:
    words, wheelchair = page_words(lang), accessibility["wheelchair"]
    lines = [words[f"wheelchair_{wheelchair}"]] if wheelchair != "unknown" else []
    features = [say(lang, *FEATURES.get(name, (name, name))) for name in accessibility["features"]]
    return lines + _texts(_join_words(features, lang) + "." if features else None, accessibility["note"])


def _languages(tags: Sequence[str], lang: str) -> list[str]:
    """By name; a tag without a name as it is."""
    known = Locale(lang).languages
    return _texts(_join_words([str(known.get(tag.partition("-")[0], tag)) for tag in tags], lang) or None)


def _loan(loan: Wire, lang: str) -> list[str]:
    words, lines = page_words(lang), []
    if loan.get("days"):
        lines.append(words["days"].format(days=count_words("days", loan["days"], lang)))
    if loan.get("deposit") is not None:
        lines.append(words["deposit"].format(amount=euros(loan["deposit"], lang)))
    if loan.get("cardNeeded"):
        lines.append(words["card_needed"])
    return lines


def _school(item: Wire, lang: str) -> list[str]:
    words, school = page_words(lang), item["school"] or {}
    told = (
        ("lessons", "count", school.get("lessons")),
        ("max_pupils", "count", school.get("maxPupils")),
        ("preparation", "text", school.get("preparation")),
        ("adapted", "names", ", ".join(school.get("adaptedWith") or ())),
        ("booking", "text", ", ".join(school.get("bookingWindows") or ())),
    )
    return [words[name].format(**{field: value}) for name, field, value in told if value]


def _people(item: Wire) -> list[str]:
    """Everybody who takes part, the same for each."""
    named = [item["organisation"]["name"]] if item["organisation"] else []
    return list(dict.fromkeys([*named, *(partner["name"] for partner in item["partners"])]))


def _links(item: Wire, lang: str) -> list[dict[str, str]]:
    """Where to sign up, to ask or to read more, each address once."""
    words, enrolment, contact, loan = page_words(lang), item["enrolment"], item["contact"], item["loan"] or {}
    found = [
        (enrolment["url"], words["form"]),
        (loan.get("reserveUrl"), words["reserve"]),
        (f"mailto:{enrolment['email']}" if enrolment["email"] else None, enrolment["email"]),
        (f"mailto:{contact['email']}" if contact["email"] else None, contact["email"]),
        (contact["url"], "Website"),
        (item["source"]["url"], "Website"),
    ]
    texts: dict[str, str] = {}
    for href, text in found:
        if href and text and (text != "Website" or "Website" not in texts.values()):
            texts.setdefault(href, text)
    return [{"href": href, "text": text} for href, text in texts.items()]


def _transit(item: Wire) -> str:
    """A planner with the public point of the place; nothing of who asks goes with it."""
    location = (item["place"] or {}).get("location")
    if location is None or location["precision"] not in EXACT or item["attendance"] in AT_NO_PLACE:
        return ""
    return transit_url(None, Point(location["lat"], location["lon"]))
