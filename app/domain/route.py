"""Learning routes: ordered steps over activities of several organisations, as offered."""

from dataclasses import dataclass, field

from app.domain.draft import Contact, Source


@dataclass(frozen=True, slots=True)
class RouteStepDraft:
    """One step. The activity by its public `activity_id`, or by `external_id` within the source of the route; exactly
    one is set. `relation` to the step before: discover, deepen, broaden or join."""

    activity_id: str | None = None
    external_id: str | None = None
    relation: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RouteDraft:
    """`translations`: (language, title, summary) beside the base texts. `organisation_id`: the one contact point.
    `copied_from`: the id of the route this one was taken over from. `gemeente`: code or name."""

    source: Source
    title: str
    steps: tuple[RouteStepDraft, ...]
    language: str = "nl"
    summary: str | None = None
    translations: tuple[tuple[str, str, str | None], ...] = ()
    gemeente: str | None = None
    organisation_id: str | None = None
    contact: Contact = field(default_factory=Contact)
    copied_from: str | None = None
    is_example: bool = False
