"""What a guide can ask the child: two or three questions per theme and stage, from `guide_questions.csv`."""

from functools import cache

from app.catalogue.reference import Reference
from app.domain.situation import Done
from app.services.data_files import read_rows

MOST = 3
FIRST_STAGE = "discover"
ANYWHERE = (
    ("Wat vond je het leukst?", "What did you like best?"),
    ("Wat wil je hierna proberen?", "What do you want to try next?"),
)
"""When no theme is known."""


@cache
def load_questions() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """(top theme, stage) to (Dutch, English) questions in order."""
    found: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    for row in read_rows("starter/guide_questions.csv"):
        key = (row["theme"] or "", row["stage"] or "")
        entry = (int(row["position"] or 0), row["question_nl"] or "", row["question_en"] or "")
        found.setdefault(key, []).append(entry)
    return {key: tuple((nl, en) for _, nl, en in sorted(rows)) for key, rows in found.items()}


def choose_questions(themes: tuple[str, ...], done: tuple[Done, ...], reference: Reference, lang: str) -> list[str]:
    """At most three, for the first theme that has any, at the stage of what was done."""
    stage = next((one.stage for one in done if one.stage is not None), FIRST_STAGE)
    for theme in themes:
        questions = load_questions().get((reference.themes.top_of(theme), stage))
        if questions:
            return [pair[lang == "en"] for pair in questions[:MOST]]
    return [pair[lang == "en"] for pair in ANYWHERE]
