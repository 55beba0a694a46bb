"""The public page about next steps (docs/next-step-weights.md), made from the tables the code works with."""

from app.domain.next_step_choice import FIRST, PROMISES
from app.domain.next_step_weights import FAR_FROM_M, FAR_SHARE, GROUPS
from app.domain.travel import DETOUR_PER_CENT, METRES_PER_MINUTE, REACH_M, WEEKEND_PER_CENT, WIDER_PER_CENT

_TOP = """\
# How next steps are chosen

Made from the code by `wegwijzer docs weights`; a test keeps the two equal.

A next step is chosen in three turns. First everything that breaks a limit is left out: closed, stale, only for groups,
not for this child, out of reach, dearer than asked, or put online for another town (that is shown only among what needs
no travel). Then every step that is left gets a score: the sum of the
weights below that hold for it. Then the first {first} of the list are chosen together, so that they keep the
promises below.

Popularity, and who runs the platform, are not in it. The same question over the same catalogue gives the same answer;
equal scores go by id.
"""

_DEAD_ENDS = """\
## Dead ends

A question that finds nothing that follows is counted by week, wijk, age band, theme and what stood in the way
(`GET /v1/next-steps/dead-ends`); nothing of the question itself is kept. Such an answer is never kept by our own cache,
so every question counts, asked by GET or by POST, as JSON or as a card. What a browser or a proxy of the asker keeps
for half a minute is not counted again. Below five the number shows as "<5".
"""


def write_weights_page() -> str:
    """The page as Markdown."""
    return "\n".join([_TOP.format(first=FIRST), _write_weights(), _write_promises(), _write_reach(), _DEAD_ENDS])


def _write_weights() -> str:
    lines = ["## Weights", ""]
    for title, weights in GROUPS:
        lines += [f"### {title}", "", "| weight | points | when |", "|---|---:|---|"]
        lines += [f"| `{weight.name}` | {weight.value} | {weight.meaning} |" for weight in weights]
        lines.append("")
    far = f"From {FAR_SHARE:.0%} of the reach on, and beyond {FAR_FROM_M} m, a step is called far."
    return "\n".join([*lines, far, ""])


def _write_promises() -> str:
    lines = ["## What the first three promise", "", "The greater one first: it never gives way to one below it.", ""]
    lines += [f"{at}. `{name}`: {meaning}" for at, (name, meaning) in enumerate(PROMISES.items(), start=1)]
    lines += [
        "",
        "All are kept whenever any three of what fits can keep them together. For a family, as many children as",
        "possible are served then; then the highest sum of points wins.",
        "",
    ]
    return "\n".join(lines)


def _write_reach() -> str:
    lines = ["## Reach and minutes", "", "| age | metres, as the crow flies |", "|---|---:|"]
    lines += [f"| from {age} | {metres} |" for age, metres in reversed(REACH_M)]
    wider = ", ".join(f"{mode.value} {per_cent} %" for mode, per_cent in WIDER_PER_CENT.items())
    pace = ", ".join(f"{metres} m a minute by {mode.value}" for mode, metres in METRES_PER_MINUTE.items())
    lines += ["", f"By `mode`: {wider}. In the weekend {WEEKEND_PER_CENT} %. Minutes are about: the way is"]
    lines += [f"{DETOUR_PER_CENT} % of the straight line, at {pace}.", ""]
    return "\n".join(lines)
