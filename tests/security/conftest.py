"""The world of these tests, made once for each database and put back before every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.security.house import House
from tests.security.walk import Walk, walk


@pytest.fixture(scope="session")
def _houses(_databases: Callable[[str], Any]) -> Iterator[Callable[[str], House]]:
    built: dict[str, House] = {}

    def house(backend: str) -> House:
        if backend not in built:
            built[backend] = House(_databases(backend))
        return built[backend]

    yield house
    for each in built.values():
        each.close()


@pytest.fixture
def house(backend: str, _houses: Callable[[str], House]) -> House:
    """Hand over the world as it was made."""
    found = _houses(backend)
    found.restore()
    return found


@pytest.fixture
def walked(house: House) -> Walk:
    """Hand over what everybody got on every page."""
    if house.walked is None:
        house.walked = walk(house)
    return house.walked
