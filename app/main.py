"""The application: middleware, error handlers, routers, and what starts and stops with a worker; nothing else."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from app.clients.geocoders import make_geocoding
from app.clients.mail import open_mailer
from app.deps import Runtime, start_runtime
from app.front import Front
from app.lifeline import end_with_parent
from app.limits import BodyLimits, WriteLimits, make_form_check
from app.logs import configure_logs
from app.middleware import ErrorWatch, Headers, Options, constant_headers
from app.problems import add_problem_handlers, refuse_early
from app.routers import (
    activities,
    activities_writing,
    audit,
    freshness,
    health,
    imports,
    insights,
    keys,
    moderation,
    next_steps,
    records_writing,
    reference,
    service,
    sources,
)
from app.routers.health import RuntimeCollector
from app.schemas.openapi import API_VERSION, build_document
from app.schemas.operations import OPERATIONS
from app.settings import Settings, get_settings
from app.shortcut import Shortcut
from app.web import (
    guiding,
    home,
    pages,
    partner,
    partner_files,
    partner_offers,
    partner_queue,
    propose,
    report_form,
    step_cards,
    still_right,
)
from app.web.refused import show_refusal

NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""A trace would hold the query string, and that may describe a child."""

FORM_PAGES = (
    "/a/{id}/melden",
    "/aanmelden",
    "/aanmelden/{token}",
    "/aanmelden/{token}/{step}",
    "/klopt-het/{token}",
    "/partner/inloggen",
)
"""Pages that anyone may send a form to."""

MULTIPART_ROOM = 64 * 1024
"""Bytes of a multipart body beside its file."""


def create_app() -> ASGIApp:
    """The ASGI application of one worker, with the cache in front."""
    settings = get_settings()
    configure_logs(settings.log_level)
    return wrap(make_api(settings), settings)


def make_api(settings: Settings) -> FastAPI:
    """FastAPI without its own documents: the served OpenAPI document is made of our tables."""

    @asynccontextmanager
    async def run(app: FastAPI) -> AsyncIterator[None]:
        end_with_parent()
        runtime = start_runtime(settings, partial(make_geocoding, settings))
        app.state.runtime = runtime
        app.state.metrics = CollectorRegistry()
        app.state.metrics.register(RuntimeCollector(runtime, app.state.counters))
        collect_garbage_seldom()
        try:
            yield
        finally:
            runtime.stop()

    api = FastAPI(
        lifespan=run,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
    )
    api.state.openapi = build_document()
    api.state.write_card = step_cards.write_card
    api.state.open_mail = partial(open_mailer, settings)
    api.state.show_refusal = show_refusal
    plain = [*next_steps.ROUTES, *step_cards.ROUTES, *activities.ROUTES]
    api.router.routes.extend(plain)
    api.state.known_routes = list(plain)
    for module in (
        reference,
        insights,
        freshness,
        service,
        health,
        home,
        guiding,
        pages,
        report_form,
        still_right,
        moderation,
        keys,
        audit,
        records_writing,
        activities_writing,
        imports,
        sources,
        partner,
        partner_offers,
        partner_queue,
        partner_files,
        propose,
    ):
        api.include_router(module.router)
        api.state.known_routes += module.router.routes  # in `api.routes` a whole router stands as one
    add_problem_handlers(api)
    return api


def limit_requests(app: FastAPI, settings: Settings) -> ASGIApp:
    """How large and slow a body may be, and how often one may write."""
    refuse = partial(refuse_early, app)
    bodies = BodyLimits(app, refuse, settings.max_body_bytes, _larger_bodies(settings), settings.body_patience_s)
    open_operations = [f"/v1{each.path}" for each in OPERATIONS if each.is_open and each.method == "post"]
    return WriteLimits(
        bodies,
        refuse,
        writes_a_minute=settings.writes_per_minute,
        forms_an_hour=settings.forms_per_hour,
        is_form=make_form_check([*open_operations, *FORM_PAGES]),
    )


def _larger_bodies(settings: Settings) -> dict[str, int]:
    """Paths that take files: the file and a little around it."""
    return dict.fromkeys(("/v1/imports", "/partner/bestand"), settings.max_upload_bytes + MULTIPART_ROOM)


def collect_garbage_seldom() -> None:
    """What a worker was started with stays; requests make many short-lived objects and few cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def wrap(api: FastAPI, settings: Settings) -> ASGIApp:
    """Everything an answer passes through; the cache outermost, so that a hit costs next to nothing."""

    def find_runtime() -> Runtime:
        runtime: Runtime = api.state.runtime
        return runtime

    watch = ErrorWatch(Shortcut(Options(limit_requests(api, settings), api.state.known_routes), api))
    front = Front(
        Headers(watch, constant_headers(API_VERSION, is_https=settings.base_url.startswith("https://"))),
        applied_seq=lambda: find_runtime().catalogue.applied_seq,
        clock=lambda: find_runtime().clock(),
        max_bytes=settings.response_cache_bytes,
    )
    api.state.counters = {
        "wegwijzer_cache_hits": ("Answers served from memory", lambda: front.hits),
        "wegwijzer_cache_misses": ("Answers worked out", lambda: front.misses),
        "wegwijzer_server_errors": ("Answers of 500 and up", lambda: watch.count),
    }
    return front
