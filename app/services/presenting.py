"""Cards and items as they leave: stored bytes joined with the moment, the routes, and help with paying."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

from sqlalchemy import Connection, Engine

from app.catalogue.catalogue import Catalogue
from app.catalogue.entries import Entry, Hit
from app.catalogue.moments import Moment, look_at, look_at_one
from app.catalogue.reference import Reference
from app.domain.query import Surroundings
from app.domain.vocabulary import Freshness, Status
from app.errors import Unavailable
from app.schemas import served
from app.services.help import HelpWriter
from app.services.kept_cards import KeptCards, end_of_day
from app.store.documents import DocumentReader, Documents, DocumentsAt

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
    """One full item as JSON bytes. state: changes whenever anything in the item does, dates that were expanded anew and
    the moment included, though the version may stay. is_current: its document and what the catalogue says of it are of
    one version."""

    version: int
    state: int
    body: bytes
    is_current: bool


class CatalogueBehind(Unavailable):
    """The database holds a newer version of a hit than the catalogue that found it: apply the news and search again."""


@dataclass(frozen=True, slots=True)
class Presenter:
    """Writes what a list or item shows. Reads SQL for full items only: one row by primary key."""

    catalogue: Catalogue
    reference: Reference
    documents: Documents
    help: HelpWriter
    base_url: str
    kept: KeptCards = field(default_factory=KeptCards)

    def at(self, connection: Connection) -> "Presenter":
        """The same, with the documents of one transaction."""
        return replace(self, documents=DocumentsAt(connection))

    def cards(
        self, hits: Sequence[Hit], around: Surroundings, lang: str = BASE_LANGUAGE, fields: tuple[str, ...] = ()
    ) -> list[bytes]:
        """The cards of a page in the asked language; `fields` choose from the full shape instead."""
        if fields:
            if CARD_FIELDS.issuperset(fields):
                whole = self._whole_cards(hits, around, lang)
                return [served.choose(card, fields) for card in whole]
            return [self._chosen(hit, around, lang, fields) for hit in hits]
        return self._whole_cards(hits, around, lang)

    def _whole_cards(self, hits: Sequence[Hit], around: Surroundings, lang: str) -> list[bytes]:
        """All but the distance is kept for each row until the moment it changes."""
        kept = self.kept.get_page(hits, lang, around.now)
        missing = [at for at, card in enumerate(kept) if card is None]
        moments = look_at([hits[at] for at in missing], around) if missing else []
        for at, moment in zip(missing, moments, strict=True):
            card = kept[at] = self._write(hits[at], moment, lang)
            until = min(moment.until, end_of_day(around))
            self.kept.keep(hits[at], lang, card, since=around.now, until=until)
        return [
            b"%b%b}" % (card, served.distance_member(hit.distance_m))
            for hit, card in zip(hits, kept, strict=True)
            if card
        ]

    def _write(self, hit: Hit, moment: Moment, lang: str) -> bytes:
        """A card without its distance and closing brace."""
        members = served.card_members(
            self.base_url,
            hit.id,
            next_session=moment.next_session,
            status=moment.status,
            confirmed_at=moment.confirmed_at,
            freshness=moment.freshness,
            help_json=self.help.write_for(hit, moment, lang),
        )
        card = hit.card
        if lang == BASE_LANGUAGE or not served.has_translations(card):
            return served.public_part(card) + members
        return served.present(card, members, lang=lang)[:-1]

    def item(self, activity_id: str, around: Surroundings, lang: str, fields: tuple[str, ...] = ()) -> Item | None:
        """The full item; None when there never was one. A deleted one keeps its page and says that it has ended."""
        stored = self.documents.read(activity_id)
        if stored is None:
            return None
        entry = self.catalogue.get(activity_id)
        document = stored.document.encode()
        if entry is None:
            members = self._members_of_ended(activity_id, document, lang)
        else:
            members = self._members(activity_id, entry, around, lang)
        if not fields and (lang == BASE_LANGUAGE or not served.has_translations(document)):
            body = served.join(served.public_part(document), members)
        else:
            body = served.present(document, members, lang=lang, fields=fields)
        is_current = entry is not None and entry.version == stored.version
        return Item(stored.version, crc32(members, crc32(document)), body, is_current)

    def full(self, hits: Iterable[Hit], around: Surroundings, lang: str) -> Iterator[bytes]:
        """The full items of a page, for representations that need more than a card."""
        for hit in hits:
            members = self._members(hit.id, hit, around, lang) + served.distance_member(hit.distance_m)
            yield served.present(self._document(hit), members, lang=lang)

    def _document(self, hit: Hit) -> bytes:
        """The document of a hit. Raises CatalogueBehind when it is not the one that was found: a page of several
        versions would show half a transaction."""
        stored = self.documents.read(hit.id)
        if stored is None or stored.version != hit.version:
            raise CatalogueBehind("The catalogue is being brought up to date.", headers={"Retry-After": "1"})
        return stored.document.encode()

    def _members_of_ended(self, activity_id: str, document: bytes, lang: str) -> bytes:
        """What a full item gets that is gone from the catalogue: it has ended, as was last said when it went."""
        return served.item_members(
            self.base_url,
            activity_id,
            next_session=None,
            status=Status.ENDED,
            confirmed_at=served.modified_at(document),
            freshness=Freshness.FRESH,
            routes_json=self._routes(activity_id, lang),
        )

    def _members(self, activity_id: str, entry: Entry, around: Surroundings, lang: str) -> bytes:
        """What the moment adds to a full item."""
        moment = look_at_one(entry, around)
        return served.item_members(
            self.base_url,
            activity_id,
            next_session=moment.next_session,
            status=moment.status,
            confirmed_at=moment.confirmed_at,
            freshness=moment.freshness,
            routes_json=self._routes(activity_id, lang),
            help_json=self.help.write_for(entry, moment, lang),
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
        """Members of the full shape for a list, which is read from the database."""
        members = self._members(hit.id, hit, around, lang) + served.distance_member(hit.distance_m)
        return served.present(self._document(hit), members, lang=lang, fields=fields)
