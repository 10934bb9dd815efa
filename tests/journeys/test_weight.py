"""The first look at a public page costs little: whoever pays for each megabyte can still read it."""

from __future__ import annotations

import pytest

from hackathon import clock
from hackathon.demo import loading, plans
from tests.support.browser import window

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # the database is not sent to the reader

KILOBYTES, REQUESTS = 120, 10
PAGES = ("/", "/kz-2026/", "/kz-2026/challenges/bazaar-food", "/kz-2026/results")


def first_load(browser, url, path, language):
    """Open a page with an empty cache; count what came over the wire, headers and fonts included."""
    with window(browser, url, width=360, language=language) as page:
        finished = []
        page.on("requestfinished", lambda request: finished.append(request))
        page.goto(path, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        sizes = [request.sizes() for request in finished]
    return len(sizes), sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) / 1000


@pytest.mark.parametrize("language", ["ru"])
def test_public_pages_are_light(app, browser, live_server, language):
    loading.load_demo([plan for plan in plans.FIVE if plan.key == "kz-2026"], seed=1, now=clock.now())
    loads = {path: first_load(browser, live_server.url, path, language) for path in PAGES}
    heavy = {path: load for path, load in loads.items() if load[0] >= REQUESTS or load[1] > KILOBYTES}
    assert not heavy, f"(requests, kB), at most {REQUESTS - 1} and {KILOBYTES}: {heavy}"
    assert all(load[1] > 5 for load in loads.values()), f"nothing was measured: {loads}"
