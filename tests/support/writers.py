"""Partners that write at once, and a server that is killed while they do."""

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

PATCH = {"Content-Type": "application/merge-patch+json"}


@dataclass
class Seen:
    """What the writers were told. statuses: how often each. acknowledged: the last title of each activity that was
    acknowledged, with its version. cut: the writes under way that got no answer, path and title."""

    statuses: dict[int, int] = field(default_factory=dict)
    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    cut: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, response: httpx.Response) -> httpx.Response:
        """Remember the status."""
        with self.lock:
            self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
        return response


def increment(client: httpx.Client, seen: Seen, path: str) -> None:
    """Add one to `group.size` of what is read, on the version that was read, until it works."""
    while True:
        read = seen.count(client.get(path))
        size = read.json()["group"]["size"] + 1
        headers = {**PATCH, "If-Match": read.headers["etag"]}
        answer = seen.count(client.patch(path, content=json.dumps({"group": {"size": size}}), headers=headers))
        if answer.status_code != 412:
            assert answer.status_code == 200, answer.text
            return


def run_together(count: int, work: Callable[[int], None]) -> None:
    """Each number in a thread of its own; raises what any of them raises."""
    with ThreadPoolExecutor(count) as threads:
        for done in [threads.submit(work, number) for number in range(count)]:
            done.result()


def write_until_stopped(
    url: str, key: dict[str, str], paths: list[str], body: dict[str, Any], *, seen: Seen, stop: threading.Event
) -> None:
    """PUT one title after another to each path, and remember what was acknowledged; a cut connection ends it."""
    number = 0
    with httpx.Client(base_url=url, headers=key, timeout=30, trust_env=False) as client:
        while not stop.is_set():
            path, number = paths[number % len(paths)], number + 1
            title = f"{path.rpartition('/')[2]} {number} {time.monotonic_ns()}"
            try:
                answer = seen.count(client.put(path, json={**body, "title": title}))
            except (httpx.ReadError, httpx.RemoteProtocolError):
                with seen.lock:
                    seen.cut.append((path, title))
                return
            except httpx.TransportError:
                return
            if answer.status_code in (200, 201):
                with seen.lock:
                    seen.acknowledged[path] = (title, answer.json()["version"])
