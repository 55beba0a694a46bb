"""The order of a list: public, total (id breaks every tie) and blind to who runs the platform."""

from app.domain.listing import Listing
from app.domain.query import Query, Surroundings
from app.domain.rule import distance_of, price_with
from app.domain.rule_text import score_words
from app.domain.state import next_session
from app.domain.vocabulary import SortField

SortKey = tuple[int, int, int | str, str]
"""(0 stated age fit | 1 no range at all, 0 value | 1 no value, value ascending, id)."""


def sort_value(item: Listing, query: Query, around: Surroundings) -> int | str | None:
    """The value ordered by, smaller first; None sorts last."""
    match query.order:
        case SortField.DISTANCE:
            return distance_of(item, query)
        case SortField.RELEVANCE:
            score = score_words(item, query.words, around)
            return None if score is None else -score
        case SortField.START:
            session = next_session(item, around.now)
            return None if session is None else session.starts_at
        case SortField.MODIFIED:
            return -item.modified_at
        case SortField.PRICE:
            return price_with(item, query.passes)
        case SortField.TITLE:
            return item.title_key


def sort_key(item: Listing, query: Query, around: Surroundings) -> SortKey:
    """Orders a list by `sorted(items, key=...)`: stated fit (default order only), nulls last, value, id."""
    is_unfit = query.ranks_age_fit and not item.has_age_range and not item.school_groups
    value = sort_value(item, query, around)
    return (int(is_unfit), int(value is None), 0 if value is None else value, item.id)
