"""Chromium as a reader uses it, and what accessibility asks of a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CUT_OFF = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET")


def executable() -> str:
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    raise RuntimeError(f"No Chromium on the PATH: install the package 'chromium' (one of {', '.join(CHROMIUM)}).")


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def axe_violations(page: Any, *rules: str) -> list[str]:
    """Run axe-core over the page as it is now, all rules or some; one line for each element that breaks one."""
    # Without scripts its promise is never kept, and `evaluate` waits without an end.
    assert getattr(page, "runs_scripts", True), "axe needs a page with JavaScript: look at it in another window"
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(_axe())
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {' '.join(node['target'])} {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def assert_axe_clean(page: Any) -> None:
    violations = axe_violations(page)
    assert not violations, f"axe on {page.url}:\n" + "\n".join(violations)


def assert_no_sideways_scrolling(page: Any) -> None:
    width, room = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room, f"{page.url} is {width} px wide in a window of {room} px"


@contextmanager
def window(browser: Any, base_url: str, *, javascript: bool = True, width: int = 1280, language: str = "en",
           dark: bool = False) -> Iterator[Any]:
    """Open a page in a profile of its own; whatever its console complains of fails the test."""
    context = browser.new_context(
        base_url=base_url, java_script_enabled=javascript, viewport={"width": width, "height": 800},
        locale=language, color_scheme="dark" if dark else "light", reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.runs_scripts = javascript
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
        assert not complaints, f"the browser's console says: {complaints}"
    finally:
        context.close()


def _is_complaint(message: Any) -> bool:
    """A refusal (403, 404, 422) is an answer like any other, and a cut network is nobody's fault.

    A blocked script or a broken one is.
    """
    excused = ("server responded with a status of 4", *CUT_OFF)
    return message.type == "error" and not any(text in message.text for text in excused)
