"""Three answers, because "we do not know" must never look like "no"."""

from enum import Enum


class Verdict(Enum):
    """Of one filter over one listing. UNKNOWN drops the listing and is counted in `meta.excludedUnknown`."""

    YES = 1
    NO = 0
    UNKNOWN = -1


def of(is_match: bool) -> Verdict:
    """YES or NO."""
    return Verdict.YES if is_match else Verdict.NO


def any_of(asked: tuple[str, ...], stated: str | None) -> Verdict:
    """One stated value against any of the asked; not stated is UNKNOWN."""
    return Verdict.UNKNOWN if stated is None else of(stated in asked)


def any_shared(asked: tuple[str, ...], stated: tuple[str, ...]) -> Verdict:
    """Several stated values against any of the asked; none stated is UNKNOWN."""
    return of(not set(asked).isdisjoint(stated)) if stated else Verdict.UNKNOWN


def equals(asked: bool, stated: bool | None) -> Verdict:
    """A stated yes or no against the asked one; not stated is UNKNOWN."""
    return Verdict.UNKNOWN if stated is None else of(stated is asked)


def all_of(*verdicts: Verdict) -> Verdict:
    """NO when one says no, else UNKNOWN when one does not know."""
    if Verdict.NO in verdicts:
        return Verdict.NO
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.YES


def either(*verdicts: Verdict) -> Verdict:
    """YES when one says yes, else UNKNOWN when one does not know."""
    if Verdict.YES in verdicts:
        return Verdict.YES
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.NO
