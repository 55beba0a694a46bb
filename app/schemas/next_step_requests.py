"""What the parameters of next steps become: typed and bounded, names not yet resolved (`services.situations` does
that)."""

from dataclasses import dataclass

from app.domain.query import Point
from app.domain.vocabulary import Moment

DEFAULT_STEPS, MOST_STEPS = 3, 5


@dataclass(frozen=True, slots=True)
class StepQuestion:
    """What every question for a next step may say; alone it is that of one activity.

    near keeps its order: the first place is home. age: one per child. Days count from 1970-01-01, times are minutes of
    the local day, money is cents a session.
    """

    interest: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    energy: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    wijk: tuple[str, ...] = ()
    buurt: tuple[str, ...] = ()
    stadsdeel: tuple[str, ...] = ()
    gemeente: tuple[str, ...] = ()
    near: tuple[Point, ...] = ()
    postcode: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    age: tuple[int, ...] = ()
    school_group: tuple[str, ...] = ()
    school_type: tuple[str, ...] = ()
    school: str | None = None
    audience: str | None = None
    language: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    mode: str | None = None
    reach_m: int | None = None
    free: bool | None = None
    max_price_cents: int | None = None
    passes: tuple[str, ...] = ()
    from_day: int | None = None
    to_day: int | None = None
    weekdays: tuple[int, ...] = ()
    time_from: int | None = None
    time_to: int | None = None
    moment: Moment | None = None
    direction: str = "any"
    limit: int = DEFAULT_STEPS
    lang: str | None = None
    min_seq: int | None = None

    @property
    def has_place(self) -> bool:
        """Whether the caller said where."""
        areas = (self.area, self.wijk, self.buurt, self.stadsdeel, self.gemeente)
        return bool(self.near or self.postcode or self.place or any(areas))


@dataclass(frozen=True, slots=True)
class NextStepsRequest(StepQuestion):
    """`GET /v1/next-steps` and its POST twin."""

    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardRequest(NextStepsRequest):
    """`GET /v1/next-steps/card` and its POST twin."""

    size: str = "a6"
    format: str | None = None


@dataclass(frozen=True, slots=True)
class MissedRequest:
    """`GET /v1/next-steps/dead-ends`: what was asked and not found, in aggregate. `gemeente`: code or name."""

    gemeente: str | None = None
    wijk: str | None = None
    lang: str | None = None
    min_seq: int | None = None
