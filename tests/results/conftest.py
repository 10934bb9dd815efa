"""Visitors of these tests read English unless they say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.clients import Browser


@pytest.fixture
def new_client(app: Any) -> Callable[..., Browser]:
    def open_browser(other: Any = None) -> Browser:
        browser = Browser(other or app)
        browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return browser

    return open_browser
