"""What is for one child and what for a class, over a segment: `domain.next_step_limits.role_of`."""

from collections.abc import Iterable
from functools import partial

from app.catalogue.bitmaps import Words
from app.catalogue.segment import Segment
from app.domain.next_step_limits import GROUP_AUDIENCES, TEACHING_KINDS
from app.domain.situation import Situation
from app.domain.vocabulary import Audience, Kind, SchoolTime


def is_joinable(segment: Segment, situation: Situation) -> Words:
    """What one child can simply join; for a school what a class can do as well."""
    child: Words = segment.derived("for a child", partial(_for_child, segment))
    return child | for_class(segment) if situation.for_school else child


def _for_child(segment: Segment) -> Words:
    for_groups = segment.stated("audience") & ~_other_audience(segment, GROUP_AUDIENCES)
    refused = for_groups | segment.value("kind", Kind.KIT) | segment.value("schoolTime", SchoolTime.DURING)
    return segment.value("individual", "true") & ~refused


def for_class(segment: Segment) -> Words:
    """In lessons, or lent to or made for classes."""

    def find() -> Words:
        during = segment.value("schoolTime", SchoolTime.DURING)
        teachers: Words = segment.value("audience", Audience.TEACHERS) & ~_other_audience(
            segment, {Audience.TEACHERS.value}
        )
        taught: Words = segment.any_value("kind", tuple(sorted(TEACHING_KINDS))) | during
        lent: Words = during | segment.value("kind", Kind.KIT) | segment.value("audience", Audience.SCHOOLS)
        classes: Words = (teachers & taught) | (lent & ~teachers)
        return classes

    found: Words = segment.derived("for a class", find)
    return found


def only_for_class(segment: Segment) -> Words:
    """What no child can join alone."""
    found: Words = segment.derived("only for a class", lambda: for_class(segment) & ~_for_child(segment))
    return found


def _other_audience(segment: Segment, known: Iterable[str]) -> Words:
    others = [segment.values[at][1] for at in segment.span["audience"] if segment.values[at][1] not in known]
    return segment.any_value("audience", tuple(others))
