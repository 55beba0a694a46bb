"""Cards and items as they leave: stored bytes joined with the moment, the routes, and help with paying."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine

from app.catalogue.catalogue import Catalogue
from app.catalogue.entries import Dynamic, Entry, Hit
from app.catalogue.reference import Reference
from app.domain.query import Surroundings
from app.schemas import served
from app.services.help import HelpWriter
from app.store.documents import DocumentReader

BASE_LANGUAGE = "nl"
NO_ROUTES = b"[]"

CARD_FIELDS = frozenset(
    {"id", "url", "title", "summary", "organisation", "attendance", "themes", "stage", "kind", "audience"}
    | {"individual", "openTo", "age", "schoolGroups", "cost", "prices", "freeTrial", "help", "schedule.summary"}
    | {"nextSession", "sessionCount", "enrolment.status", "status", "freshness", "missing", "isExample", "image"}
    | {"distanceM"}
)
"""What a card holds whole: a choice of these needs no database. A card's place is shorter than the full one."""


def open_documents(engine: Engine) -> DocumentReader:
    """The reader of full items for the life of a worker."""
    return DocumentReader(engine)


@dataclass(frozen=True, slots=True)
class Item:
    """One full item as JSON bytes. members: the part that depends on the moment; with version and language it tells
    whether the item is the same as before."""

    version: int
    members: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Presenter:
    """Writes what a list or item shows. Reads SQL for full items only: one row by primary key."""

    catalogue: Catalogue
    reference: Reference
    documents: DocumentReader
    help: HelpWriter
    base_url: str

    def cards(
        self, hits: Iterable[Hit], around: Surroundings, lang: str = BASE_LANGUAGE, fields: tuple[str, ...] = ()
    ) -> list[bytes]:
        """The cards of a page in the asked language; `fields` choose from the full shape instead."""
        if fields:
            return [self._chosen(hit, around, lang, fields) for hit in hits]
        return [self.card(hit, around, lang) for hit in hits]

    def card(self, hit: Hit, around: Surroundings, lang: str = BASE_LANGUAGE) -> bytes:
        """One card as JSON."""
        stored, members = hit.card, self._card_members(hit, around, lang)
        if lang == BASE_LANGUAGE or not served.has_translations(stored):
            return served.join(served.public_part(stored), members)
        return served.present(stored, members, lang=lang)

    def _card_members(self, hit: Hit, around: Surroundings, lang: str) -> bytes:
        now = hit.dynamic(around)
        return served.card_members(
            self.base_url,
            hit.id,
            next_session=now.next_session,
            status=now.status,
            confirmed_at=hit.confirmed_at,
            freshness=now.freshness,
            help_json=self.help.write(hit.gemeente, hit.themes, hit.cost, lang),
            distance_m=hit.distance_m,
        )

    def item(self, activity_id: str, around: Surroundings, lang: str, fields: tuple[str, ...] = ()) -> Item | None:
        """The full item; None when there never was one. A deleted one keeps its page and says that it has ended."""
        stored = self.documents.read(activity_id)
        if stored is None:
            return None
        entry = self.catalogue.get(activity_id)
        members = self._members(activity_id, entry, around, lang)
        document = stored.document.encode()
        if not fields and (lang == BASE_LANGUAGE or not served.has_translations(document)):
            body = served.join(served.public_part(document), members)
        else:
            body = served.present(document, members, lang=lang, fields=fields)
        return Item(stored.version, members, body)

    def full(self, hits: Iterable[Hit], around: Surroundings, lang: str) -> Iterator[bytes]:
        """The full items of a page, for representations that need more than a card."""
        for hit in hits:
            stored = self.documents.read(hit.id)
            if stored is not None:
                members = self._members(hit.id, hit, around, lang) + _distance(hit)
                yield served.present(stored.document.encode(), members, lang=lang)

    def _members(self, activity_id: str, entry: Entry | None, around: Surroundings, lang: str) -> bytes:
        """What the moment adds to a full item; one that is gone from the catalogue has ended."""
        now = entry.dynamic(around) if entry is not None else GONE
        gemeente, themes, cost = (entry.gemeente, entry.themes, entry.cost) if entry else (None, (), "free")
        return served.item_members(
            self.base_url,
            activity_id,
            next_session=now.next_session,
            status=now.status,
            confirmed_at=entry.confirmed_at if entry else 0,
            freshness=now.freshness,
            routes_json=self._routes(activity_id, lang),
            help_json=self.help.write(gemeente, themes, cost, lang),
        )

    def _routes(self, activity_id: str, lang: str) -> bytes:
        places = self.reference.routes_of.get(activity_id)
        if not places:
            return NO_ROUTES
        facts = [(self.reference.routes[route], position) for route, position in places]
        return served.routes_json(
            (route.id, (route.title_en if lang == "en" else None) or route.title, position, len(route.activity_ids))
            for route, position in facts
        )

    def _chosen(self, hit: Hit, around: Surroundings, lang: str, fields: tuple[str, ...]) -> bytes:
        """Members of the full shape for a list. What a card holds needs no database."""
        if CARD_FIELDS.issuperset(fields):
            return served.present(hit.card, self._card_members(hit, around, lang), lang=lang, fields=fields)
        stored = self.documents.read(hit.id)
        document = stored.document.encode() if stored is not None else hit.card
        members = self._members(hit.id, hit, around, lang) + _distance(hit)
        return served.present(document, members, lang=lang, fields=fields)


def _distance(hit: Hit) -> bytes:
    return b',"distanceM":null' if hit.distance_m is None else b',"distanceM":%d' % hit.distance_m


GONE = Dynamic(None, "ended", "fresh")
