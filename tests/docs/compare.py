"""Compares what a page shows with what really came: a page may leave members out, but what it shows is so."""

from collections.abc import Sequence
from typing import Any

import httpx

ELLIPSIS = "..."


def differences(shown: Any, real: Any, at: str = "") -> list[str]:
    """Where the shown JSON is not what came. Objects may leave members out, lists of objects their tail."""
    if isinstance(shown, dict) and isinstance(real, dict):
        missing = [f"{at}/{name} is not in the answer" for name in shown if name not in real]
        parts = [differences(value, real[name], f"{at}/{name}") for name, value in shown.items() if name in real]
        return [*missing, *(line for part in parts for line in part)]
    if isinstance(shown, list) and isinstance(real, list):
        is_open = bool(shown) and isinstance(shown[0], dict)
        if len(shown) > len(real) or (not is_open and len(shown) != len(real)):
            return [f"{at} has {len(real)} members, shown are {len(shown)}: {real!r:.300}"]
        parts = [differences(one, other, f"{at}/{i}") for i, (one, other) in enumerate(zip(shown, real, strict=False))]
        return [line for part in parts for line in part]
    is_same = type(shown) is type(real) and _fits(shown, real)
    return [] if is_same else [f"{at}: shown {shown!r}, came {real!r:.300}"]


def _fits(shown: Any, real: Any) -> bool:
    """Equal; a text may leave out its end with three points."""
    if isinstance(shown, str) and shown.endswith(ELLIPSIS):
        return str(real).startswith(shown.removesuffix(ELLIPSIS))
    return bool(shown == real)


def missing_lines(shown: Sequence[str], real: str) -> list[str]:
    """Shown lines that did not come, or not in this order; a line `...` stands for any lines, also at a line's end."""
    lines, at = real.splitlines(), 0
    for line in shown:
        if line.strip() in ("", ELLIPSIS):
            continue
        found = next((i for i in range(at, len(lines)) if _fits(line.rstrip(), lines[i].rstrip())), None)
        if found is None:
            return [f"{line!r} did not come (in this order) in:\n{real[:3000]}"]
        at = found + 1
    return []


def header_differences(shown: str, response: httpx.Response) -> list[str]:
    """Where a shown status line and headers are not those of the answer."""
    first, *rest = shown.strip().splitlines()
    wrong = []
    if first.split()[1] != str(response.status_code):
        wrong.append(f"shown {first}, came {response.status_code}")
    for line in rest:
        name, _, value = line.partition(":")
        real = response.headers.get(name.strip())
        if real is None or not _fits(value.strip(), real):
            wrong.append(f"shown {line}, came {real!r}")
    return wrong
