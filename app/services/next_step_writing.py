"""Next steps in wire shape: cards as they lie in the catalogue, every reason with its sentence."""

from collections.abc import Sequence
from typing import Any

import orjson
from babel import Locale

from app.catalogue.entries import Hit
from app.catalogue.reference import GuideFacts, Reference
from app.domain.listing import Listing
from app.domain.money_texts import class_sentence, language_of
from app.domain.next_step_limits import needs_no_travel, payer_of
from app.domain.query import Point
from app.domain.reason_words import Names, write_reason
from app.domain.situation import Candidate, Reason, Situation, Step
from app.domain.travel import transit_url, travel_minutes
from app.domain.vocabulary import EXACT, Cost
from app.schemas.family_price import write_family_price
from app.schemas.times import money_text, stamp_text
from app.services.family_prices import make_situation, price_activity
from app.services.guide_questions import choose_questions
from app.services.help import HelpWriter
from app.services.next_steps import Advice
from app.services.note_words import HONEST, ROLE_WORDS, write_note, write_parents_text
from app.services.presenting import Presenter

Wire = dict[str, Any]


class StepWriter:
    """Writes answers for one reference."""

    def __init__(self, reference: Reference, presenter: Presenter, helper: HelpWriter, base_url: str) -> None:
        self._catalogue = presenter.catalogue
        self._reference = reference
        self._presenter = presenter
        self._helper = helper
        self._base = base_url

    def names(self, advice: Advice, lang: str) -> Names:
        """Ids to names in one language."""
        reference = self._reference
        titles = {one.id: one.title for one in advice.done}

        def arrangement(name: str) -> str:
            found = reference.passes.get(name)
            return name if found is None else found.name

        return Names(
            theme=lambda theme: reference.themes.label(theme, lang),
            area=lambda code: reference.areas.name_of(code) or code,
            arrangement=arrangement,
            title=lambda name: titles.get(name, name),
            lang=language_of(lang),
            language=lambda tag: name_language(tag, language_of(lang)),
        )

    def write(self, advice: Advice, lang: str) -> bytes:
        """The whole answer as JSON."""
        names = self.names(advice, lang)
        notes = [write_note(note, names) for note in advice.notes]
        value = {
            "items": self.write_items(advice, lang, names),
            "none": _none_sentence(notes),
            "notes": notes,
            "relax": [{"constraint": one.constraint, "value": one.value, "total": one.total} for one in advice.relax],
            "noTravel": [orjson.Fragment(card) for card in self._cards(advice.no_travel, advice, lang)],
            "guides": [self._guide(facts, role, lang) for facts, role in advice.guides],
            "questions": self.questions(advice, lang),
            "messageForParents": self._message(advice, lang) if advice.situation.for_school else None,
            "meta": self._meta(advice),
        }
        return orjson.dumps(value)

    def write_items(self, advice: Advice, lang: str, names: Names) -> list[Wire]:
        """Each step with its card as bytes."""
        cards = self._cards([step.candidate for step in advice.steps], advice, lang)
        return [
            self._item(step, card, advice.situation, names, lang)
            for step, card in zip(advice.steps, cards, strict=True)
        ]

    def _item(self, step: Step, card: bytes, situation: Situation, names: Names, lang: str) -> Wire:
        item = orjson.loads(card)
        minutes = None if step.distance_m is None else travel_minutes(step.distance_m)
        helping = self._help(step.candidate.listing, situation, lang)
        return {
            # The card tells what pays for a child; to a class it tells what pays for a class.
            "activity": {**item, "help": helping} if step.role == "class" else orjson.Fragment(card),
            "direction": step.direction,
            "role": step.role,
            "reasons": [_sentence(reason, names) for reason in step.reasons],
            "barriers": [_sentence(barrier, names) for barrier in step.barriers],
            "help": helping,
            "distanceM": step.distance_m,
            "travelMinutes": None if minutes is None else {"walk": minutes.walk, "bike": minutes.bike},
            "transitUrl": _transit_link(step, item, situation),
            "price": self._price(step, item, situation, lang),
        }

    def _help(self, listing: Listing, situation: Situation, lang: str) -> list[Wire]:
        """What makes it payable for these children, or for the class: what a town has for its residents, or for
        schools, is for nobody else."""
        if listing.cost == Cost.FREE:
            return []
        return self._helper.list_for(payer_of(listing, situation), listing.gemeente, listing.themes, lang)

    def _price(self, step: Step, item: Wire, situation: Situation, lang: str) -> Wire:
        """What it costs this family, out of the card and what the listing knows of the named passes."""
        listing = step.candidate.listing
        residents = dict(listing.pass_residents)
        accepts = [
            {
                "passId": name,
                "effect": "price" if cents else "free",
                "value": money_text(cents) if cents else None,
                "residentsOf": list(residents.get(name, ())),
            }
            for name, cents in listing.pass_prices
            if cents is not None and name in situation.passes
        ]
        home = situation.home
        family = make_situation(
            self._reference,
            situation.passes,
            gemeente=home.gemeente if home is not None else None,
            age=min(situation.ages, default=None),
        )
        price = write_family_price(price_activity({**item, "accepts": accepts}, self._helper, family), lang)
        return {**price, "note": class_sentence(listing.cost, lang)} if step.role == "class" else price

    def _cards(self, candidates: Sequence[Candidate], advice: Advice, lang: str) -> list[bytes]:
        distances = {step.candidate.listing.id: step.distance_m for step in advice.steps}
        hits = []
        for candidate in candidates:
            name = candidate.listing.id
            entry = self._catalogue.get(name)
            if entry is not None:
                hits.append(Hit(entry.segment, entry.row, (0, 0, 0, name), distances.get(name), entry.tick))
        return self._presenter.cards(hits, advice.around, lang)

    def _guide(self, facts: GuideFacts, role: str, lang: str) -> Wire:
        return {
            "id": facts.id,
            "name": facts.name,
            "role": role,
            "text": facts.referral_role or ROLE_WORDS[role][lang == "en"],
            "contact": dict(facts.contact),
            "url": f"{self._base}/v1/organisations/{facts.id}",
        }

    def _message(self, advice: Advice, lang: str) -> str | None:
        titles = [
            orjson.loads(card)["title"]
            for card in self._cards([s.candidate for s in advice.steps if s.role == "child"], advice, lang)
        ]
        return write_parents_text(titles, self.short_link(advice), lang) if titles else None

    def questions(self, advice: Advice, lang: str) -> list[str]:
        """What a guide can ask the child."""
        return choose_questions(advice.themes, advice.done, self._reference, lang)

    def short_link(self, advice: Advice) -> str:
        """The page of these activities, and of nothing else."""
        return f"{self._base}/k/{'.'.join(step.candidate.listing.id for step in advice.steps)}"

    def _meta(self, advice: Advice) -> Wire:
        understood = advice.understood
        return {
            "now": stamp_text(advice.around.now * 60),
            "appliedSeq": advice.applied_seq,
            "interpretedLocation": list(understood.interpreted_location),
            "interpretedInterest": list(understood.interpreted_interest),
            "themes": list(advice.themes),
            "reachM": advice.situation.reach_m if advice.situation.points else None,
            "considered": advice.suggestions.allowed,
        }


def name_language(tag: str, lang: str) -> str:
    """What a language (BCP 47) is called; a tag without a name as it is."""
    return str(Locale(lang).languages.get(tag.partition("-")[0], tag))


def _transit_link(step: Step, card: Wire, situation: Situation) -> str | None:
    """The way by public transport to the public point of the place. Where the child is never goes into a link
    (DESIGN 1): the planner asks for it."""
    location = (card["place"] or {}).get("location")
    if location is None or location["precision"] not in EXACT or needs_no_travel(step.candidate.listing, situation):
        return None
    return transit_url(None, Point(location["lat"], location["lon"]))


def _sentence(reason: Reason, names: Names) -> Wire:
    return {"code": reason.code, "params": dict(reason.params), "text": write_reason(reason, names)}


def _none_sentence(notes: Sequence[Wire]) -> str | None:
    """The honest sentence when nothing fits, nothing on the subject does, or the partner itself has nothing more."""
    return " ".join(note["text"] for note in notes if note["code"] in HONEST) or None
