"""From a resolved draft to its listing: everything search needs to know, computed once, at write time."""

from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from app.domain.calendar import amsterdam_day, minutes
from app.domain.draft import ActivityDraft
from app.domain.draft_parts import AgeDraft, ScheduleDraft
from app.domain.listing import Listing
from app.domain.pricing import is_free_trial, pass_prices, session_price
from app.domain.resolved import PlaceFacts, Resolved
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
    draft, place = resolved.draft, resolved.place
    point = _point_of(place)
    low, high = age_in_months(draft.age)
    price = session_price(draft.prices, draft.cost)
    titles, summaries = _texts_of(draft)
    return Listing(
        id=resolved.id,
        version=resolved.version,
        source_name=draft.source.name,
        external_id=draft.source.external_id,
        organisation_id=resolved.organisation.id if resolved.organisation else "",
        partner_ids=tuple(facts.id for facts, _ in resolved.partners),
        attendance=_value(draft.attendance),
        place_id=place.id if place else None,
        place_kind=_value(place.kind) if place else None,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        gemeente=place.gemeente.code if place and place.gemeente else None,
        stadsdeel=place.stadsdeel.code if place and place.stadsdeel else None,
        wijk=place.wijk.code if place and place.wijk else None,
        buurt=place.shown_buurt.code if place and place.shown_buurt else None,
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
        spoken_languages=draft.spoken_languages,
        wheelchair=draft.accessibility.wheelchair.value,
        accessibility=draft.accessibility.features,
        is_one_off=draft.is_one_off,
        status=draft.status.value,
        ends_at=_end_of(draft.schedule, draft.season_to),
        sessions=resolved.sessions,
        enrolment_how=_values(draft.enrolment.how),
        enrolment_status=_value(draft.enrolment.status),
        enrolment_opens_at=_minutes(draft.enrolment.opens_at),
        enrolment_closes_at=_minutes(draft.enrolment.closes_at),
        confirmed_at=int(confirmed_at.timestamp()),
        confirmed_day=amsterdam_day(confirmed_at),
        is_example=draft.is_example,
        modified_at=int(resolved.modified_at.timestamp() * 1000),
        title_key=title_key(draft.texts.title),
        title_words=_fold(*titles),
        summary_words=_fold(*summaries),
        organisation_words=_fold(resolved.organisation.name) if resolved.organisation else (),
        place_words=_fold(place.name, place.address_locality) if place else (),
    )


def age_in_months(age: AgeDraft) -> tuple[int | None, int | None]:
    """Inclusive bounds: months where stated, else completed years ("t/m 12" runs to the eve of turning thirteen)."""
    low = age.min_months if age.min_months is not None else (None if age.min is None else 12 * age.min)
    high = age.max_months if age.max_months is not None else (None if age.max is None else 12 * age.max + 11)
    return low, high


def _point_of(place: PlaceFacts | None) -> tuple[float, float] | None:
    location = place.shown_location if place else None
    return None if location is None or location.precision in COARSE else (location.lat, location.lon)


def _texts_of(draft: ActivityDraft) -> tuple[list[str | None], list[str | None]]:
    """Titles and summaries in every language: people search in their own."""
    texts = [draft.texts, *(translated for _, translated in draft.translations)]
    return [text.title for text in texts], [text.summary for text in texts]


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
