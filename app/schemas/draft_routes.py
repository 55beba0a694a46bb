"""A learning route as its maker writes it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from app.domain.draft import Contact
from app.domain.route import RouteDraft, RouteStepDraft
from app.schemas.base import ExternalId, Flag, Id, LanguageTag, Many, MaybeSummary, MaybeText, Title, Wire
from app.schemas.draft_parts import ContactIn
from app.schemas.draft_places import AreaName, SourceIn
from app.schemas.faults import Problem

Relation = Literal["discover", "deepen", "broaden", "join"]


class StepIn(Wire):
    """One step: an activity by its id, or by its external id within the source of the route."""

    activity_id: Id | None = None
    external_id: ExternalId | None = None
    relation: Relation | None = None
    note: MaybeText = None


class RouteTextsIn(Wire):
    """Title and summary in one other language."""

    title: Title
    summary: MaybeSummary = None


class RouteIn(Wire):
    """A route with its steps in order."""

    source: SourceIn
    language: LanguageTag | None = None
    title: Title
    summary: MaybeSummary = None
    translations: dict[LanguageTag, RouteTextsIn] | None = Field(default=None, max_length=40)
    gemeente: AreaName = None
    organisation_id: Id | None = None
    contact: ContactIn | None = None
    copied_from: Id | None = None
    is_example: Flag | None = None
    steps: Many[StepIn]

    def to_draft(self) -> RouteDraft:
        """As in the domain."""
        translations = sorted((self.translations or {}).items())
        return RouteDraft(
            source=self.source.to_draft(),
            title=self.title,
            steps=tuple(
                RouteStepDraft(step.activity_id, step.external_id, step.relation, step.note) for step in self.steps
            ),
            language=self.language or "nl",
            summary=self.summary,
            translations=tuple((language, texts.title, texts.summary) for language, texts in translations),
            gemeente=self.gemeente,
            organisation_id=self.organisation_id,
            contact=self.contact.to_draft() if self.contact else Contact(),
            copied_from=self.copied_from,
            is_example=bool(self.is_example),
        )


def check_route(wire: RouteIn) -> Iterator[Problem]:
    """A step names exactly one activity; the base language is no translation."""
    base_language = wire.language or "nl"
    if wire.translations and base_language in wire.translations:
        yield Problem(("translations", base_language), "base-language")
    for index, step in enumerate(wire.steps):
        if (step.activity_id is None) == (step.external_id is None):
            yield Problem(("steps", index), "step-activity")
