"""The next step as a service: read the situation, gather, suggest, and say what there is when nothing fits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import orjson

from app.catalogue.reference import GuideFacts
from app.domain.listing import Listing
from app.domain.next_step_relation import line_of
from app.domain.next_steps import loosen
from app.domain.query import Surroundings
from app.domain.situation import Candidate, Done, Place, Reason, Situation, Step, Suggestions
from app.domain.text import fold_words, title_key
from app.errors import NotFound
from app.schemas.next_step_requests import StepQuestion
from app.services.finding import Finder
from app.services.gathering import Gatherer, known_themes
from app.services.help import HelpWriter
from app.services.missed_steps import Missed, band_of, week_of
from app.services.situations import SituationReader, Understood, read_done, stand_in_places
from app.store.documents import DocumentReader

MOST_NO_TRAVEL, MOST_GUIDES = 3, 3
ROLES = ("guide", "hub", "networkPartner")
ROLE_NOTES = {"class": "nothingForClass", "child": "nothingAfterSchool"}
"""For a school: role that no step has -> the note that says so."""
DEAD_ENDS = {
    "nothing": "nothing",
    "onlyOther": "theme",
    "partnerHasNothing": "noFollowUp",
    "partnerHasNothingElse": "noFollowUp",
    "noClub": "noClub",
}
"""Note to the constraint that is counted, when no single one is to loosen."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """One constraint to loosen: its value to try (None leaves it out) and how many activities then fit."""

    constraint: str
    value: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything an answer is made of. notes: what must be said honestly, as reasons with codes of `note_words`."""

    done: tuple[Done, ...]
    understood: Understood
    suggestions: Suggestions
    themes: tuple[str, ...]
    notes: tuple[Reason, ...]
    relax: tuple[Relaxed, ...]
    no_travel: tuple[Candidate, ...]
    guides: tuple[tuple[GuideFacts, str], ...]
    around: Surroundings
    applied_seq: int

    @property
    def situation(self) -> Situation:
        """The situation asked."""
        return self.understood.situation

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is suggested."""
        return self.suggestions.steps


class Guide:
    """Answers questions for a next step from one catalogue with one reference; touches no database, but for what was
    done and then deleted."""

    def __init__(self, finder: Finder, helper: HelpWriter, documents: DocumentReader) -> None:
        self._catalogue = finder.catalogue
        self._reference = finder.reference
        self.around = finder.around
        self._documents = documents
        self._situations = SituationReader(finder.reference, finder.geocode)
        self._gatherer = Gatherer(finder.catalogue, finder.reference, helper)
        self._guides_of = _index_guides(finder.reference.guides)

    def check(self, request: StepQuestion) -> None:
        """Raises InvalidInput naming every unknown name."""
        self._situations.read(request, ())

    def advise(self, request: StepQuestion, after: Sequence[str], now: int) -> Advice:
        """Raises NotFound for an activity that never was, InvalidInput naming every unknown name."""
        applied_seq = self._catalogue.applied_seq
        done = tuple(self._read_done(name) for name in after)
        understood = self._situations.read(request, done)
        around, situation = self.around(now), understood.situation
        suggestions = self._gatherer.suggest(done, situation, around)
        themes = known_themes(done, situation, self._reference.themes)
        advice = Advice(
            done=done,
            understood=understood,
            suggestions=suggestions,
            themes=themes,
            notes=tuple(self._notes(done, understood, suggestions, around)),
            relax=self._relax(done, situation, around, suggestions),
            no_travel=self._no_travel(suggestions, done, situation, around),
            guides=self._guides(situation, themes),
            around=around,
            applied_seq=applied_seq,
        )
        return advice

    def _read_done(self, name: str) -> Done:
        entry = self._catalogue.get(name)
        if entry is not None:
            title = orjson.loads(entry.card)["title"]
            found = read_done(self._catalogue, self._reference, name, title)
            if found is not None:
                return found
        stored = self._documents.read(name)
        if stored is None:
            raise NotFound("There is no activity with this id.")
        return _from_document(orjson.loads(stored.document))

    def _notes(
        self, done: Sequence[Done], understood: Understood, suggestions: Suggestions, around: Surroundings
    ) -> list[Reason]:
        situation = understood.situation
        notes = []
        if not suggestions.steps:
            notes.append(Reason("nothing", {}))
        elif not _is_on_subject(suggestions, known_themes(done, situation, self._reference.themes)):
            notes.append(Reason("onlyOther", {}))
        elif self._misses_asked(situation, suggestions):
            notes.append(Reason("onlyRelated", {"theme": situation.themes[0]}))
        if understood.is_interest_unknown:
            notes.append(Reason("interestUnknown", {}))
        notes += [] if situation.for_school else self._partner_notes(done, situation, around)
        if situation.for_school and suggestions.steps:
            roles = {step.role for step in suggestions.steps}
            notes += [Reason(ROLE_NOTES[role], {}) for role in ROLE_NOTES if role not in roles and situation.limit > 1]
        if self._lacks_club(done, situation, suggestions, around):
            home = situation.home
            notes.append(Reason("noClub", {"wijk": home.wijk if home else None}))
        return notes

    def _partner_notes(self, done: Sequence[Done], situation: Situation, around: Surroundings) -> Iterator[Reason]:
        """Each partner that has nothing else that one child can join."""
        for one in done:
            if one.organisation is not None and not self._gatherer.goes_on(one, situation, around):
                is_there = self._gatherer.is_still_there(one, situation, around)
                code = "partnerHasNothingElse" if is_there else "partnerHasNothing"
                yield Reason(code, {"organisation": one.organisation, "after": one.id})

    def _lacks_club(
        self, done: Sequence[Done], situation: Situation, suggestions: Suggestions, around: Surroundings
    ) -> bool:
        """Whether the child could go on, but the own wijk has no place to stay (stage join) on these themes."""
        home = situation.home
        if home is None or home.wijk is None or not (done or situation.themes):
            return False
        if any(step.candidate.listing.stage == "join" for step in suggestions.steps):
            return False
        themes = known_themes(done, situation, self._reference.themes)
        line = frozenset(name for theme in themes for name in line_of(theme, self._reference.themes))
        return not self._gatherer.has_club(home.wijk, line, situation, around)

    def _misses_asked(self, situation: Situation, suggestions: Suggestions) -> bool:
        """Whether a theme was asked for, and what is shown is only like it."""
        if not situation.themes or situation.direction == "broaden":
            return False
        asked = frozenset(name for theme in situation.themes for name in line_of(theme, self._reference.themes))
        return not any(_is_about(step.candidate.listing, asked, situation.words) for step in suggestions.steps)

    def _relax(
        self, done: Sequence[Done], situation: Situation, around: Surroundings, suggestions: Suggestions
    ) -> tuple[Relaxed, ...]:
        """What loosening each one constraint gives, most first; of the reach the least that gives something. Nothing
        where something fits on what was asked, or follows from what was done."""
        themes = known_themes(done, situation, self._reference.themes)
        is_on_subject = _is_on_subject(suggestions, themes)
        if is_on_subject and not self._misses_asked(situation, suggestions):
            return ()
        found: dict[str, Relaxed] = {}
        for name, value, looser in loosen(situation):
            if name in found or (name == "place" and not _has_subject(done, situation)):
                continue
            asked = replace(looser, places=stand_in_places(done)) if name == "place" else looser
            counts = self._gatherer.count(done, asked, around)
            total = counts.asked if is_on_subject else counts.related if themes else counts.allowed
            if total:
                found[name] = Relaxed(name, value, total)
        return tuple(sorted(found.values(), key=lambda one: (-one.total, one.constraint)))

    def _no_travel(
        self, suggestions: Suggestions, done: Sequence[Done], situation: Situation, around: Surroundings
    ) -> tuple[Candidate, ...]:
        """What needs no travel beside a list that is short or holds something far."""
        steps = suggestions.steps
        is_far = any(barrier.code == "far" for step in steps for barrier in step.barriers)
        if len(steps) >= situation.limit and not is_far:
            return ()
        but = {step.candidate.listing.id for step in steps} | {one.id for one in done}
        return self._gatherer.find_without_travel(done, situation, around, but, MOST_NO_TRAVEL)

    def _guides(self, situation: Situation, themes: Sequence[str]) -> tuple[tuple[GuideFacts, str], ...]:
        """Guides of the wijk, hubs for the themes in the town, then network partners there."""
        tops = {self._reference.themes.top_of(theme) for theme in themes} | set(themes)
        found: dict[str, tuple[GuideFacts, str]] = {}
        for place in situation.places:
            codes = {code for code in (place.wijk, place.stadsdeel, place.gemeente) if code is not None} | place.areas
            keys = [("guide", code, "") for code in sorted(codes)]
            keys += [("hub", place.gemeente or "", theme) for theme in sorted(tops)]
            keys.append(("networkPartner", place.gemeente or "", ""))
            for key in keys:
                for facts in self._guides_of.get(key, ()):
                    found.setdefault(facts.id, (facts, key[0]))
        ranked = sorted(found.values(), key=lambda pair: (ROLES.index(pair[1]), pair[0].name, pair[0].id))
        return tuple(ranked[:MOST_GUIDES])


def _index_guides(guides: Sequence[GuideFacts]) -> dict[tuple[str, str, str], list[GuideFacts]]:
    """(role, area code, theme of a hub) to who has that role there."""
    found: dict[tuple[str, str, str], list[GuideFacts]] = {}
    for facts in guides:
        keys = [("guide", code, "") for code in facts.guide_for]
        if facts.gemeente is not None:
            keys += [("hub", facts.gemeente, theme) for theme in facts.hub_for]
            keys += [("networkPartner", facts.gemeente, "")] if facts.is_partner else []
        for key in keys:
            found.setdefault(key, []).append(facts)
    return found


def _is_about(item: Listing, themes: frozenset[str], words: frozenset[str]) -> bool:
    """On one of the themes, or with one of the words in its title or summary."""
    return not themes.isdisjoint(item.themes) or not words.isdisjoint((*item.title_words, *item.summary_words))


def _has_subject(done: Sequence[Done], situation: Situation) -> bool:
    """Whether the question still says where to start when it names no place."""
    return bool(done or situation.themes or situation.words)


def _is_on_subject(suggestions: Suggestions, themes: Sequence[str]) -> bool:
    """Whether something fits, and follows from a theme when one is known."""
    return suggestions.has_related if themes else bool(suggestions.steps)


def find_missed(advice: Advice, scheme_top: Callable[[str], str]) -> Missed | None:
    """What to count when this was a dead end; None when it was not."""
    codes = {note.code for note in advice.notes}
    if codes.isdisjoint(DEAD_ENDS):
        return None
    situation = advice.situation
    place = situation.places[0] if situation.places else Place()
    if advice.relax:
        constraint = advice.relax[0].constraint
    else:
        constraint = next(DEAD_ENDS[code] for code in DEAD_ENDS if code in codes)
    return Missed(
        week=week_of(advice.around.today),
        wijk=place.wijk or place.gemeente or "",
        age_band=band_of(min(situation.years, default=None)),
        theme=scheme_top(advice.themes[0]) if advice.themes else "",
        constraint=constraint,
    )


def _from_document(document: dict[str, object]) -> Done:
    """What the child did when it was deleted since: its page still tells."""
    item = dict[str, object](document)
    organisation = item.get("organisation")
    place = item.get("place")
    gemeente = place.get("gemeente") if isinstance(place, dict) else None
    themes = item.get("themes")
    title = str(item.get("title") or "")
    follow_up = item.get("followUp")
    return Done(
        id=str(item["id"]),
        title=title,
        organisation_id=str(organisation["id"]) if isinstance(organisation, dict) else "",
        organisation=str(organisation["name"]) if isinstance(organisation, dict) else None,
        themes=tuple(map(str, themes)) if isinstance(themes, list) else (),
        stage=str(item["stage"]) if item.get("stage") else None,
        gemeente=str(gemeente["code"]) if isinstance(gemeente, dict) else None,
        title_key=title_key(title),
        words=frozenset(fold_words(title, str(item.get("summary") or ""))),
        replaced_by=str(item["replacedBy"]) if item.get("replacedBy") else None,
        follow_up=tuple(map(str, follow_up)) if isinstance(follow_up, list) else (),
    )
