"""`wegwijzer judge`: how good the next steps of this catalogue are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import bulk_work, fail, make_progress, open_engine

if TYPE_CHECKING:
    from app.deps import View
    from app.services.judge import CaseResult
    from app.services.judge_cases import Case


def judge(
    cases: Annotated[list[Path] | None, typer.Option("--cases", help="A YAML file with cases; repeat.")] = None,
    random: Annotated[int, typer.Option(min=0, max=10_000_000, help="How many random situations.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed asks the same.")] = 1,
) -> None:
    """Replay cases and random situations and print how the answers do. Ends with 1 when an answer breaks a hard
    constraint, tells an untrue reason, or fails a case."""
    from functools import partial

    from app.clients.geocoders import make_geocoding
    from app.deps import start_runtime
    from app.services.judge import Judge, write_tally
    from app.services.judge_cases import draw_questions
    from app.settings import get_settings

    listed = [case for file in cases or () for case in _read(file)]
    open_engine().dispose()
    settings = get_settings()
    runtime = start_runtime(settings, partial(make_geocoding, settings))
    try:
        view = runtime.view
        results: list[CaseResult] = []
        themes = view.reference.themes
        judging = Judge(view.guide, runtime.catalogue, themes, runtime.minute())
        with bulk_work(), make_progress() as bar:
            task = bar.add_task("judge", total=len(listed) + random)
            for case in listed:
                results.append(judging.judge_case(case))
                bar.advance(task)
            asked = draw_questions(random, seed, view.reference.areas, judging.listings, themes.ids())
            tally = judging.judge_questions(asked, lambda: bar.advance(task))
        names = view.reference.organisations
        for line in [*_describe(results), *write_tally(tally, lambda code: names.get(code) or _area(view, code))]:
            typer.echo(line)
    finally:
        runtime.stop()
    is_wrong = tally.violations or tally.untrue or any(result.faults for result in results)
    raise typer.Exit(1 if is_wrong else 0)


def _read(file: Path) -> "tuple[Case, ...]":
    from app.services.judge_cases import read_cases

    try:
        return read_cases(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file} cannot be read: {error}.")


def _describe(results: "list[CaseResult]") -> list[str]:
    """One line a case, and the means of those with grades."""
    lines = []
    for result in results:
        grade = "" if result.ndcg is None else f"\tnDCG {result.ndcg[0]:.3f}"
        lines.append(f"case {result.id}\t{'; '.join(result.faults) or 'ok'}{grade}")
    graded = [result.ndcg for result in results if result.ndcg is not None]
    for at, name in enumerate(("nDCG", "nDCG, nearest first", "nDCG, random")):
        if graded:
            lines.append(f"{name}\t{sum(ndcg[at] for ndcg in graded) / len(graded):.3f}")
    return lines


def _area(view: "View", code: str) -> str:
    return view.reference.areas.name_of(code) or code
