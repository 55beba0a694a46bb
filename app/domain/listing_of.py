"""From a resolved draft to its listing: everything search needs to know, computed once, at write time."""

from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from app.domain.calendar import amsterdam_day, minutes
from app.domain.draft_parts import AgeDraft, EnrolmentDraft, ScheduleDraft, SchoolDraft
from app.domain.listing import Listing
from app.domain.pricing import is_free_trial, pass_prices, pass_residents, session_price
from app.domain.resolved import NamedArea, PlaceFacts, Resolved
from app.domain.schedule import bounds_end
from app.domain.text import fold_words, title_key
from app.domain.vocabulary import Precision

COARSE = (Precision.STADSDEEL, Precision.GEMEENTE)
"""A point known no better than this gives no distance."""


def listing_of(resolved: Resolved, *, confirmed_at: datetime, holiday_region: str | None) -> Listing:
    """The listing. `confirmed_at` is aware; `holiday_region`: of the gemeente of the place, None when not known.

    A hidden address counts as its wijk, so that no series of distances gives it away. Raises InvalidInput for a
    schedule that cannot be expanded.
    """
    draft = resolved.draft
    low, high = age_in_months(draft.age)
    price = session_price(draft.prices, draft.cost)
    return Listing(
        id=resolved.id,
        version=resolved.version,
        source_name=draft.source.name,
        external_id=draft.source.external_id,
        organisation_id=resolved.organisation.id if resolved.organisation else "",
        partner_ids=tuple(facts.id for facts, _ in resolved.partners),
        attendance=_value(draft.attendance),
        **_where(resolved.place),
        holiday_region=holiday_region,
        service_areas=draft.service_area,
        themes=draft.themes,
        stage=_value(draft.stage),
        kind=_value(draft.kind),
        school_time=_value(draft.school_time),
        audience=_values(draft.audience),
        individual=draft.individual,
        open_to=draft.open_to.kind.value,
        open_to_organisations=draft.open_to.organisation_ids,
        open_to_areas=draft.open_to.area_codes,
        school_types=_values(draft.school_types),
        school_groups=draft.school_groups,
        age_min_months=low,
        age_max_months=high,
        cost=draft.cost.value,
        has_free_trial=is_free_trial(draft),
        session_price=price,
        pass_prices=pass_prices(draft.accepts, price, draft.cost),
        pass_residents=pass_residents(draft.accepts),
        spoken_languages=draft.spoken_languages,
        wheelchair=draft.accessibility.wheelchair.value,
        accessibility=draft.accessibility.features,
        is_one_off=draft.is_one_off,
        status=draft.status.value,
        ends_at=_end_of(draft.schedule, draft.season_to),
        sessions=resolved.sessions,
        **_enrolment_of(draft.enrolment),
        confirmed_at=int(confirmed_at.timestamp()),
        confirmed_day=amsterdam_day(confirmed_at),
        is_example=draft.is_example,
        modified_at=int(resolved.modified_at.timestamp() * 1000),
        title_key=title_key(draft.texts.title),
        **_words_of(resolved),
        follow_up=draft.follow_up,
        replaced_by=draft.replaced_by,
        prerequisites=tuple(needed.code.value for needed in draft.prerequisites),
        is_together=draft.group_together,
        is_adapted=_is_adapted(draft.school),
    )


def _enrolment_of(enrolment: EnrolmentDraft) -> dict[str, Any]:
    """The members about joining."""
    return {
        "enrolment_how": _values(enrolment.how),
        "enrolment_status": _value(enrolment.status),
        "enrolment_opens_at": _minutes(enrolment.opens_at),
        "enrolment_closes_at": _minutes(enrolment.closes_at),
        "needs_sign_ups": enrolment.minimum is not None and enrolment.goes_ahead is not True,
    }


def _is_adapted(school: SchoolDraft | None) -> bool | None:
    """No visit for schools: no. Nobody named who helped to adapt it: not known."""
    return school is not None and (bool(school.adapted_with) or None)


def _where(place: PlaceFacts | None) -> dict[str, Any]:
    """The members about the place, only what may be shown of it."""
    if place is None:
        return dict.fromkeys(("place_id", "place_kind", "lat", "lon", "gemeente", "stadsdeel", "wijk", "buurt"))
    location = place.shown_location
    has_distance = location is not None and location.precision not in COARSE
    return {
        "place_id": place.id,
        "place_kind": _value(place.kind),
        "lat": location.lat if location and has_distance else None,
        "lon": location.lon if location and has_distance else None,
        "gemeente": _code(place.gemeente),
        "stadsdeel": _code(place.stadsdeel),
        "wijk": _code(place.wijk),
        "buurt": _code(place.shown_buurt),
    }


def _words_of(resolved: Resolved) -> dict[str, Any]:
    """The searchable words; titles and summaries in every language, since people search in their own."""
    draft, place = resolved.draft, resolved.place
    texts = [draft.texts, *(translated for _, translated in draft.translations)]
    return {
        "title_words": _fold(*(text.title for text in texts)),
        "summary_words": _fold(*(text.summary for text in texts)),
        "organisation_words": _fold(resolved.organisation.name) if resolved.organisation else (),
        "place_words": _fold(place.name, place.address_locality, *_area_names(place)) if place else (),
    }


def _area_names(place: PlaceFacts) -> tuple[str, ...]:
    """People look for their part of town by name, also where the address does not say it."""
    areas = (place.shown_buurt, place.wijk, place.stadsdeel, place.gemeente)
    return tuple(area.name for area in areas if area is not None)


def age_in_months(age: AgeDraft) -> tuple[int | None, int | None]:
    """Inclusive bounds: months where stated, else completed years ("t/m 12" runs to the eve of turning thirteen)."""
    low = age.min_months if age.min_months is not None else (None if age.min is None else 12 * age.min)
    high = age.max_months if age.max_months is not None else (None if age.max is None else 12 * age.max + 11)
    return low, high


def _code(area: NamedArea | None) -> str | None:
    return None if area is None else area.code


# Bulk loads repeat names, texts and schedules; what was worked out once is kept.
_fold = lru_cache(maxsize=16_384)(fold_words)


@lru_cache(maxsize=4096)
def _end_of(schedule: ScheduleDraft, season_to: date | None) -> int | None:
    return _minutes(bounds_end(schedule, season_to))


def _minutes(moment: datetime | None) -> int | None:
    return None if moment is None else minutes(moment)


def _value(word: StrEnum | None) -> str | None:
    return None if word is None else word.value


def _values(words: tuple[StrEnum, ...]) -> tuple[str, ...]:
    return tuple(word.value for word in words)
