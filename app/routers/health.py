"""For the operator: is the process alive, does it serve, how far behind is it. Outside /v1, never cached."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, RuntimeDep
from app.routers.answers import Answer, dump_json, private

router = APIRouter()

SILENT_LIMIT_S = 10.0


@router.get("/health/live", include_in_schema=False)
async def answer_live() -> Response:
    """200 as long as the process answers at all."""
    return private(dump_json({"status": "live"}))


@router.get("/health/ready", include_in_schema=False)
async def answer_ready(runtime: RuntimeDep) -> Response:
    """200 when searches can be answered and the change log is being followed, else 503; with the lag either way."""
    status = runtime.follower.status()
    is_silent = status.silent_s is None or status.silent_s > SILENT_LIMIT_S
    is_ready = status.error is None and not is_silent
    body = {
        "status": "ready" if is_ready else "notReady",
        "appliedSeq": status.applied_seq,
        "lagChanges": status.lag_changes,
        "silentSeconds": None if status.silent_s is None else round(status.silent_s, 3),
        "error": status.error,
        "activities": runtime.catalogue.size,
    }
    return private(dump_json(body), status=200 if is_ready else 503)


class RuntimeCollector(Collector):
    """Metrics of this worker, read when they are asked for: counting costs the requests nothing."""

    def __init__(self, runtime: Runtime, counters: Mapping[str, tuple[str, Callable[[], int]]]) -> None:
        self._runtime = runtime
        self._counters = counters

    def collect(self) -> list[Metric]:
        """The present values."""
        runtime, status = self._runtime, self._runtime.follower.status()
        gauges = {
            "wegwijzer_activities": ("Activities in the catalogue", runtime.catalogue.size),
            "wegwijzer_applied_seq": ("Last applied change number", status.applied_seq),
            "wegwijzer_lag_changes": ("Changes seen but not yet applied", status.lag_changes),
            "wegwijzer_follower_silent_seconds": ("Seconds since the change log was read", status.silent_s or 0.0),
            "wegwijzer_started_timestamp_seconds": ("When this worker started", runtime.started_at),
        }
        found: list[Metric] = [GaugeMetricFamily(name, text, value=value) for name, (text, value) in gauges.items()]
        found += [CounterMetricFamily(name, text, value=read()) for name, (text, read) in self._counters.items()]
        return found


@router.get("/metrics", include_in_schema=False)
async def answer_metrics(request: Request, runtime: RuntimeDep) -> Response:
    """Prometheus text of the worker that answers."""
    registry: CollectorRegistry = request.app.state.metrics
    return Answer(generate_latest(registry), [(b"content-type", CONTENT_TYPE_LATEST.encode())])
