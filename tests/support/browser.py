"""A visitor at the Chromium of this machine, for tests of what people see."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONFORMANCE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def run_chromium(path: str) -> Iterator[Browser]:
    """One browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Somebody at a browser: a page, and what it asked elsewhere or was forbidden."""

    context: BrowserContext
    base_url: str
    strayed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("console", lambda message: self._listen(message.text))

    def _note(self, url: str) -> None:
        if not url.startswith((self.base_url, "data:", "about:")):
            self.strayed.append(url)

    def _listen(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.strayed.append(text)

    def go(self, path: str) -> Page:
        """The page at this path of the site."""
        self.page.goto(self.base_url + path)
        return self.page

    def find_barriers(self) -> list[str]:
        """What axe finds on the page as it is, and whether it is wider than the screen."""
        options = {"runOnly": {"type": "tag", "values": CONFORMANCE}, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options).response["violations"]
        barriers = [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [*barriers, *([f"{wide} pixels too wide"] if wide > 0 else [])]


@contextmanager
def visit(
    browser: Browser, base_url: str, *, script: bool = False, width: int = 1000, lang: str = "nl-NL", dark: bool = False
) -> Iterator[Visitor]:
    """A fresh visitor without cookies."""
    context = browser.new_context(
        java_script_enabled=script,
        viewport={"width": width, "height": 800},
        locale=lang,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(15_000)
    try:
        yield Visitor(context, base_url)
    finally:
        context.close()
