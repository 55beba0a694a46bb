"""What every write over HTTP has in common: who, rehearsal, conditions, repeats, one transaction, and a visible result.

The transaction is committed before the answer is made, and what it wrote is shown by this worker before that is sent.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from app.deps import BodyDep, CallerDep, RehearsalDep, Runtime, RuntimeDep
from app.domain.caller import Caller
from app.domain.precondition import Precondition, tag_of_version
from app.routers.activities import read_pairs
from app.routers.answers import dump_json, private
from app.schemas.json_body import JSON, read_json_object
from app.schemas.list_parameters import NONE
from app.schemas.parsing import Parser
from app.schemas.requests import NoParameters
from app.schemas.write_parameters import END, END_ORGANISATION, WRITE, WriteRequest
from app.services.activities import Outcome
from app.services.idempotency import Kept, Repeatable, digest_request, find_answer, keep_answer, read_idempotency_key
from app.services.turn import Turn
from app.services.write_report import WriteReport

parse_nothing: Parser[NoParameters] = Parser(NONE)
parse_write, parse_end, parse_end_organisation = Parser(WRITE), Parser(END), Parser(END_ORGANISATION)
REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Done:
    """What a write answers. seq: the last change it made, None when it made none."""

    status: int
    wire: Mapping[str, Any]
    seq: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writing:
    """One request that writes."""

    request: Request
    runtime: Runtime
    caller: Caller
    is_rehearsal: bool
    content: bytes

    @property
    def base_url(self) -> str:
        """Of every link in the answer."""
        return self.runtime.settings.base_url

    def read_body(self, kinds: tuple[str, ...] = (JSON,), *, is_optional: bool = False) -> dict[str, Any]:
        """The JSON object that was sent; empty when nothing was and that is allowed. Raises InvalidInput, 415."""
        if is_optional and not self.content.strip():
            return {}
        return read_json_object(self.content, self.request.headers.get("content-type"), kinds)

    def read_precondition(self) -> Precondition:
        """`If-Match` and `If-None-Match`. Raises InvalidInput, PreconditionRequired."""
        headers = self.request.headers
        return Precondition.read(
            ", ".join(headers.getlist("if-match")) if "if-match" in headers else None,
            ", ".join(headers.getlist("if-none-match")) if "if-none-match" in headers else None,
            is_required=self.runtime.settings.requires_if_match,
        )

    def read_parameters(self, parser: Parser[WriteRequest] = parse_write) -> WriteRequest:
        """The query. Raises InvalidInput naming every parameter that has no meaning here."""
        return parser.parse_pairs(read_pairs(self.request))

    def perform(self, work: Callable[[Turn], Done], body: Mapping[str, Any] | None = None) -> Response:
        """Do the work in one transaction and answer. body: makes the request repeatable by its Idempotency-Key."""
        repeat = None if body is None else self._find_repeatable(body)
        with nullcontext() if repeat is None else self.runtime.in_flight.enter(repeat):
            answer, seq = self._write(work, repeat)
        if seq is not None and not self.is_rehearsal:
            self.runtime.show(seq)
        return _send(answer)

    def _write(self, work: Callable[[Turn], Done], repeat: Repeatable | None) -> tuple[Kept, int | None]:
        with self.runtime.take_turn(self.caller, rehearse=self.is_rehearsal) as turn:
            known = None if repeat is None else find_answer(turn.session, repeat, turn.now)
            if known is not None:
                return Kept(known.status, {**known.headers, REPLAYED: "true"}, known.body), None
            done = work(turn)
            answer = Kept(done.status, done.headers, dump_json(done.wire))
            if repeat is not None:
                keep_answer(turn.session, repeat, answer, turn.now)
        return answer, done.seq

    def _find_repeatable(self, body: Mapping[str, Any]) -> Repeatable | None:
        key = read_idempotency_key(self.request.headers.getlist("idempotency-key"))
        if key is None:
            return None
        digest = digest_request(self.request.method, self.request.scope["path"], body)
        return Repeatable(str(self.caller.key_id), key, digest)

    def report(self, report: WriteReport, *, is_new_path: bool = False) -> Done:
        """The answer to one write. is_new_path: 201 with its address when it is new."""
        is_created = is_new_path and report.outcome is Outcome.CREATED
        status = 202 if report.outcome is Outcome.PENDING else 201 if is_created else 200
        headers = {"Location": f"{self.base_url}{report.path}"}
        if report.version:
            headers["ETag"] = tag_of_version(report.version)
        wire = report.to_wire(self.base_url, is_rehearsal=self.is_rehearsal)
        return Done(status, wire, report.seq, headers)


def _send(answer: Kept) -> Response:
    response = private(answer.body, status=answer.status)
    response.raw_headers += [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    return response


async def check_parameters(request: Request, _is_rehearsal: RehearsalDep) -> None:
    """The query of what has no parameters of its own: a write takes `dryRun`, a read nothing. Raises InvalidInput."""
    parser: Parser[Any] = parse_nothing if request.method in ("GET", "HEAD") else parse_write
    parser.parse_pairs(read_pairs(request))


def read_writing(
    request: Request, runtime: RuntimeDep, caller: CallerDep, is_rehearsal: RehearsalDep, content: BodyDep
) -> Writing:
    """The request, with its body read before any transaction begins."""
    return Writing(request, runtime, caller, is_rehearsal, content)


WritingDep = Annotated[Writing, Depends(read_writing)]
