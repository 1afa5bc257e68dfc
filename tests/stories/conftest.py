"""A real browser: Debian's Chromium, driven by Playwright, allowed to speak to this server only.

A story fails on any error in the console (a breach of the content security policy is one) and on
any request to another host.
"""

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.registry.cooperatives.conftest import make_cooperative, villages

__all__ = ["make_cooperative", "villages"]

# Playwright's event loop runs in this thread; the stories still use the database as usual.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The machine is shared: how long a page takes says nothing about whether it comes.
_PATIENCE_MS = 45_000
expect.set_options(timeout=_PATIENCE_MS)

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.story)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("no system Chromium: `make test` installs it")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield chromium
        chromium.close()


# htmx writes to the console when one request takes the place of another: that is no fault.
_OVERTAKEN = re.compile(r"htmx:(afterRequest|sendAbort)\b")


class Watch:
    """Collects what must not happen on any page."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.allowed_statuses: set[int] = set()

    def attach(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type != "error" or _OVERTAKEN.match(message.text):
            return
        if any(f"status of {status}" in message.text for status in self.allowed_statuses):
            return
        self.faults.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"data", "blob"}:
            return
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"request to another host: {request.url}")


class Answering:
    """How many requests the server is answering: a story may end while one is on its way."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def begin(self, **_signal: Any) -> None:
        with self._changed:
            self._count += 1

    def end(self, **_signal: Any) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 0, timeout=_PATIENCE_MS / 1000)


@pytest.fixture
def answered(live_server: Any) -> Iterator[None]:
    """The database is emptied only after the last answer: the two would wait for each other."""
    answering = Answering()
    request_started.connect(answering.begin)
    request_finished.connect(answering.end)
    yield
    answering.wait()
    request_started.disconnect(answering.begin)
    request_finished.disconnect(answering.end)


@pytest.fixture
def new_page(
    browser: Browser, live_server: Any, watch: Watch, answered: None
) -> Iterator[Callable[..., Page]]:
    """`new_page(PHONE)`: a fresh browser window, signed in as nobody."""
    contexts: list[BrowserContext] = []

    def make(viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport, locale="id-ID", **options
        )  # type: ignore[arg-type]  # a plain dict is what it takes
        context.set_default_timeout(_PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watch.attach(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    watching = Watch(live_server.url)
    yield watching
    assert not watching.faults, "\n".join(watching.faults)


@pytest.fixture
def browser_page(new_page: Callable[..., Page]) -> Page:
    """A desktop window whose faults fail the test."""
    return new_page()


@pytest.fixture
def sign_in() -> Callable[[Page, Any], None]:
    """`sign_in(page, user)`: through the form, as a person does."""

    def enter(page: Page, user: Any) -> None:
        cache.clear()  # the limit on sign-ins counts all stories of a minute together
        page.goto("/akun/masuk/")
        page.get_by_label("Nama pengguna atau surel").fill(user.username)
        page.get_by_label("Kata sandi").fill("rahasia-uji")
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(lambda url: "/akun/" not in url)

    return enter


def accessibility_faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.1 AA. The page's context must bypass the CSP."""
    page.wait_for_load_state()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
    )
    return [
        f"{rule['id']}: {node['html'][:200]} — {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def width_of(page: Page) -> int:
    """How wide the page is; wider than its window means that it must be pushed sideways."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth"))
