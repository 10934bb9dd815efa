"""Long lists in pages: the address keeps search and order, and a page beyond the end is the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of a list, as the macro `ui.pagination` takes it."""

    items: list[Any]
    total: int
    page: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    def cut(self) -> list[Any]:
        """Return this page's part of a list that was read whole."""
        return self.items[(self.page - 1) * self.size : self.page * self.size]

    def url_for(self, number: int) -> str:
        """Return the address of another page of the same list."""
        kept = {name: value for name, value in request.args.items() if name not in ("page", "lang")}
        return url_for(request.endpoint or "", **{**(request.view_args or {}), **kept, "page": number})


def wanted_page() -> int:
    """Return the page that the address asks for; nonsense counts as the first."""
    text = request.args.get("page", "1")
    return max(1, min(int(text), 100_000)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def shown(items: list[Any], total: int, size: int = SIZE) -> Page:
    """Return the page that the address asks for; one beyond the end is the last."""
    return Page(items, total, min(wanted_page(), max(1, -(-total // size))), size)


def sort_url(name: str, current: str) -> str:
    """Return the address of the same list in another order; the same column again turns it round."""
    kept = {key: value for key, value in request.args.items() if key not in ("page", "lang", "sort")}
    wanted = f"-{name}" if current == name else name
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **kept, "sort": wanted})


def direction(name: str, current: str) -> str | None:
    """Say how a column is sorted, in the words of `aria-sort`."""
    return {name: "ascending", f"-{name}": "descending"}.get(current)
