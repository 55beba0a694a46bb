"""Passes, schemes and funds out of the data file: what may be published, and which amounts may be shown."""

import re
from datetime import date, datetime

from app.services.data_files import Row, split_list
from app.store.passes import StoredPass

NOT_PUBLISHED = "not-found"
DOUBTS = {
    "may-be-outdated": ("Dit kan inmiddels anders zijn.", "This may have changed."),
    "changing": ("Deze regeling verandert.", "This arrangement is changing."),
}
TEXTS = {
    "forWhom": "for_whom",
    "residentsOf": "residents_of",
    "limits": "limits",
    "how": "how_to",
    "providerNote": "provider_note",
    "summary": "summary",
}
"""Name of a text and the stem of its two columns."""

_AMOUNT = re.compile(r"\d+ euro|€ ?\d", re.IGNORECASE)


def build_pass(row: Row, now: datetime) -> StoredPass:
    """One arrangement. Amounts are left out unless the row says they may be shown, and then they carry their date."""
    is_shown = row["amount_safe_to_show"] == "with-date"
    host = row["website_host"]
    return StoredPass(
        id=row["id"] or "",
        arrangement=row["arrangement"] or "",
        name=row["name"] or "",
        kind=row["kind"] or "",
        version=1,
        created_at=now,
        modified_at=now,
        is_published=row["status"] != NOT_PUBLISHED,
        is_amount_shown=is_shown,
        issuer=row["issuer"],
        area_codes=split_list(row["area_gm_codes"], ";"),
        age_min=_whole(row["age_min"]),
        age_max=_whole(row["age_max"]),
        pays=split_list(row["pays"], ";"),
        effect=row["effect"],
        effect_percent=_whole(row["effect_percent"]),
        asked_by=row["asked_by"],
        paid_to=row["paid_to"],
        website=f"https://{host}" if host else None,
        confidence=row["confidence"],
        checked_on=_day(row["checked_on"]),
        texts={language: _texts(row, language, is_shown=is_shown) for language in ("nl", "en")},
        facts=_facts(row, is_shown=is_shown),
    )


def _texts(row: Row, language: str, *, is_shown: bool) -> dict[str, str]:
    """The texts there are; one that mentions an amount which may not be shown is left out whole."""
    stated = {name: row[f"{stem}_{language}"] for name, stem in TEXTS.items()}
    texts = {name: text for name, text in stated.items() if text and (is_shown or not _AMOUNT.search(text))}
    amounts = row[f"amounts_{language}"]
    if is_shown and amounts:
        day = row["checked_on"] or row["looked_up_on"]
        texts["amounts"] = f"{amounts} ({'nagekeken' if language == 'nl' else 'checked'}: {day})"
    doubt = DOUBTS.get(row["status"] or "")
    if doubt is not None:
        texts["doubt"] = doubt[0] if language == "nl" else doubt[1]
    return texts


def _facts(row: Row, *, is_shown: bool) -> dict[str, object]:
    """Provenance and the rest, as the file states it."""
    return {
        "status": row["status"],
        "forActivities": row["for_activities"] == "yes",
        "needsIntermediary": _answer(row["needs_intermediary"]),
        "providerMustJoin": _answer(row["provider_must_join"]),
        "validPeriod": row["valid_period"],
        "areaNames": row["area_names"],
        "ageNote": row["age_note"],
        "budgetPerYear": row["budget_eur_per_year"] if is_shown else None,
        "unverified": list(split_list(row["unverified_fields"], ";")),
        "source": {"site": row["source_site"], "title": row["source_title"], "url": row["source_url"]},
        "checkedOn": row["checked_on"],
        "lookedUpOn": row["looked_up_on"],
    }


def _answer(word: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(word or "")


def _whole(text: str | None) -> int | None:
    return None if text is None else int(text)


def _day(text: str | None) -> date | None:
    """A full date; a year or month alone stays in `facts.checkedOn`."""
    return date.fromisoformat(text) if text is not None and len(text) == len("2026-11-21") else None
