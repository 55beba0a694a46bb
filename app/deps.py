"""What a request may ask for: the running parts of this worker, as annotated aliases."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine
from sqlmodel import Session
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from app.catalogue.catalogue import Catalogue
from app.catalogue.compaction import Keeper
from app.catalogue.reference import Reference
from app.catalogue.stemming import stem
from app.domain.caller import Caller
from app.domain.query import Surroundings
from app.errors import Fault, InvalidInput, Unavailable
from app.schemas.caching import REHEARSAL
from app.services.activities import ActivityWriter, open_writer
from app.services.decision_letters import is_undecided, tell_decision
from app.services.directory import Directory
from app.services.facets import FacetWriter
from app.services.finding import Finder
from app.services.following import Delta, Follower
from app.services.geocoding import LookUp, MakeGeocoding
from app.services.help import HelpWriter
from app.services.idempotency import InFlight
from app.services.import_worker import ImportStarter
from app.services.insights import Insights
from app.services.key_ring import KeyRing, refuse
from app.services.missed_steps import MissedSteps
from app.services.next_step_writing import StepWriter
from app.services.next_steps import Guide
from app.services.presenting import Presenter, open_documents
from app.services.reference import AREA, KINDS, load_reference, renew_reference
from app.services.snapshots import Tender, open_catalogue
from app.services.surroundings import make_surroundings
from app.services.turn import Turn
from app.settings import Settings
from app.store.engine import make_engine
from app.store.unit_of_work import read_connection, write_transaction

Result = TypeVar("Result")
PLACE = "place"
"""The kind of change after which the list of places is another, and nothing else that a view holds."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything that is swapped at once when organisations, areas, routes or passes change."""

    reference: Reference
    around: Callable[[int], Surroundings]
    geocoding: LookUp
    finder: Finder
    facets: FacetWriter
    presenter: Presenter
    directory: Directory
    insights: Insights
    guide: Guide
    steps: StepWriter


class Runtime:
    """The running parts of one worker: made by `start_runtime`, ended by `stop`."""

    def __init__(self, settings: Settings, engine: Engine, catalogue: Catalogue, make_geocoding: MakeGeocoding) -> None:
        self.settings = settings
        self.engine = engine
        self.catalogue = catalogue
        self.build = settings.build
        self.is_geocoding_remote = settings.geocoder != "gazetteer"
        self.started_at = time.time()
        self._make_geocoding = make_geocoding
        self._keeper: Keeper | None = None
        self._tender: Tender | None = None
        self._documents = open_documents(engine)
        self.missed = MissedSteps(engine)
        self.keys = KeyRing(engine)
        self.in_flight = InFlight()
        self.imports = ImportStarter(engine, _environment_of(settings))
        self._writer: ActivityWriter | None = None
        self._areas_seen = 0
        self._fixed = None if settings.now is None else settings.clock().timestamp()
        with read_connection(engine) as connection:
            self.view = self._make_view(load_reference(connection))
        self.follower = Follower(
            engine, self._apply, applied_seq=catalogue.applied_seq, interval_s=settings.follow_interval_ms / 1000
        )

    def clock(self) -> float:
        """Seconds since the epoch, or the fixed moment."""
        return time.time() if self._fixed is None else self._fixed

    def now(self) -> datetime:
        """The same in UTC."""
        return datetime.fromtimestamp(self.clock(), UTC)

    def minute(self) -> int:
        """The present minute: what answers are exact for."""
        return int(self.clock()) // 60

    def writer(self) -> ActivityWriter:
        """The write path, with the areas as they are known here; made when it is first needed."""
        seen, writer = self._areas_seen, self._writer
        if writer is None:
            writer = open_writer(self.engine)
            if seen == self._areas_seen:
                self._writer = writer
        return writer

    @contextmanager
    def take_turn(self, caller: Caller, *, rehearse: bool = False) -> Iterator[Turn]:
        """One writing transaction, as `write_transaction`. Raises Unavailable."""
        writer = self.writer()
        with write_transaction(self.engine, rehearse=rehearse) as session:
            yield Turn(session, writer, caller, self.now())

    def show(self, seq: int = 0) -> None:
        """Let this worker see what was committed. It is acknowledged, whether or not it can be shown yet."""
        with suppress(Unavailable):
            self.follower.catch_up(seq)

    def tend_with(self, keeper: Keeper) -> None:
        """Let the keeper keep the base of the catalogue small from now on."""
        self._keeper, self._tender = keeper, Tender(partial(keeper.tend, self.follower.mark_at))
        self._tender.start()

    def stop(self) -> None:
        """Stop following, close what is open."""
        self.follower.stop()
        self.missed.stop()
        self.keys.stop()
        self.imports.stop()
        if self._keeper is not None and self._tender is not None:
            self._tender.stop()
            self._keeper.stop()
        self._documents.close()
        self.engine.dispose()

    def in_step(self, work: Callable[[View], Result]) -> Result:
        """Do some short work on a view whose catalogue and documents are of one state. Raises as `Follower.in_step`."""

        def see(connection: Connection) -> Result:
            return work(replace(self.view, presenter=self.view.presenter.at(connection)))

        return self.follower.in_step(see)

    def _apply(self, delta: Delta) -> None:
        if not delta.kinds.isdisjoint(KINDS):
            reference = renew_reference(delta.connection, self.view.reference, delta.kinds, delta.after, delta.seq)
            self.view = self._make_view(reference)
        elif PLACE in delta.kinds:
            self.view = replace(self.view, directory=self.view.directory.without_places())
        if AREA in delta.kinds:
            self._areas_seen, self._writer = delta.seq, None
        self.catalogue.apply(delta.rows, delta.seq)

    def _make_view(self, reference: Reference) -> View:
        limits = (self.settings.due_days, self.settings.unconfirmed_days, self.settings.stale_days)
        around = make_surroundings(reference, stem, limits)
        geocoding = self._make_geocoding(reference.areas, reference.postcodes)
        base_url = self.settings.base_url
        helper = HelpWriter(reference)
        finder = Finder(self.catalogue, reference, around, geocoding.geocode)
        presenter = Presenter(self.catalogue, reference, self._documents, helper, base_url)
        return View(
            reference=reference,
            around=around,
            geocoding=geocoding,
            finder=finder,
            facets=FacetWriter(reference),
            presenter=presenter,
            directory=Directory(self.engine, reference, base_url),
            insights=Insights(self.catalogue, reference),
            guide=Guide(finder, helper, self._documents),
            steps=StepWriter(reference, presenter, helper, base_url),
        )


def _environment_of(settings: Settings) -> dict[str, str]:
    """What a process beside this one needs to work with the same settings."""
    names = ("database_url", "public_url", "max_upload_bytes", "fetch_timeout_s", "fetch_private", "log_level")
    chosen = {name: str(getattr(settings, name)) for name in names}
    if settings.now is not None:
        chosen["now"] = settings.now.isoformat()
    return {**os.environ, **{f"WEGWIJZER_{name.upper()}": value for name, value in chosen.items()}}


def start_runtime(settings: Settings, make_geocoding: MakeGeocoding) -> Runtime:
    """Open the database and the catalogue and begin to follow. Raises Unavailable when the database is not ready."""
    engine = make_engine(settings.database_url)
    catalogue, keeper = open_catalogue(engine, settings.snapshot_dir(), settings.database_url)
    runtime = Runtime(settings, engine, catalogue, make_geocoding)
    runtime.follower.catch_up()
    runtime.follower.start()
    runtime.tend_with(keeper)
    runtime.missed.start()
    runtime.keys.start()
    runtime.imports.start()
    return runtime


def plan_letter(request: Request, edit_id: str, *, is_rehearsal: bool) -> BackgroundTask | None:
    """What mails the decision about an edit, to be asked before it is made and done after the answer: no coordinator
    waits for a mail server. None when it was decided before, or when no mail goes out."""
    runtime = runtime_of(request)
    if is_rehearsal or runtime.settings.smtp_host is None or not is_undecided(runtime.engine, edit_id):
        return None
    open_mail, base_url = request.app.state.open_mail, runtime.settings.base_url
    return BackgroundTask(tell_decision, runtime.engine, open_mail, edit_id, base_url)


def runtime_of(request: Request) -> Runtime:
    """The runtime of this worker."""
    runtime: Runtime = request.app.state.runtime
    return runtime


async def find_caller(request: Request) -> Caller | None:
    """Who asks; None without an Authorization header. Raises Unauthorized for a key that does not hold."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    runtime = runtime_of(request)
    return runtime.keys.peek(header, runtime.now()) or await run_in_threadpool(
        runtime.keys.identify, header, runtime.now()
    )


OptionalCallerDep = Annotated[Caller | None, Depends(find_caller)]


async def need_caller(caller: OptionalCallerDep) -> Caller:
    """Who asks. Raises Unauthorized when there is no key, or one that does not hold."""
    if caller is None:
        raise refuse("key-missing")
    return caller


CallerDep = Annotated[Caller, Depends(need_caller)]


async def read_rehearsal(request: Request, caller: OptionalCallerDep) -> bool:
    """Whether this request only rehearses: a test key, or dryRun=true. Raises InvalidInput for another dryRun."""
    stated = request.query_params.get("dryRun", "false")
    if stated not in ("true", "false"):
        detail, dutch = "Write dryRun as true or false.", "Schrijf dryRun als true of false."
        raise InvalidInput([Fault("not-boolean", detail, "dryRun", detail_nl=dutch)])
    is_rehearsal = stated == "true" or (caller is not None and caller.is_test)
    if is_rehearsal:
        request.scope[REHEARSAL] = True
    return is_rehearsal


RehearsalDep = Annotated[bool, Depends(read_rehearsal)]


async def read_whole_body(request: Request) -> bytes:
    """The whole body, before a transaction begins: a slow sender never keeps other writers waiting."""
    return await request.body()


BodyDep = Annotated[bytes, Depends(read_whole_body)]


def open_unit_of_work(request: Request, is_rehearsal: RehearsalDep, _body: BodyDep) -> Iterator[Session]:
    """One transaction per writing request, committed (or taken back) before the answer is sent (scope="function")."""
    with write_transaction(runtime_of(request).engine, rehearse=is_rehearsal) as session:
        yield session


RuntimeDep = Annotated[Runtime, Depends(runtime_of)]
SessionDep = Annotated[Session, Depends(open_unit_of_work, scope="function")]
