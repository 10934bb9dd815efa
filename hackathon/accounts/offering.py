"""Which institutions somebody is offered who looks for their own."""

from __future__ import annotations

from dataclasses import dataclass

from hackathon.accounts import register
from hackathon.accounts.register import Entry

MOST_FOUND, MOST_OF_A_COUNTRY, SMALL_REGISTER = 8, 40, 12


@dataclass(frozen=True)
class Offer:
    """What is offered for a text and a country; `found` are those that fit the text."""

    text: str
    country: str
    chosen: Entry | None
    found: tuple[Entry, ...]
    listed: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return what is shown: the one that was chosen before stays."""
        shown = self.found or self.listed
        return shown if self.chosen is None or self.chosen in shown else (self.chosen, *shown)


def offer(text: str, country: str, chosen_id: int | None) -> Offer:
    """Look a text up; without one list a country, or the whole register if it is small."""
    known = register.current()
    chosen = known.entry(chosen_id)
    found = known.find(text, country=country, limit=MOST_FOUND) if text.strip() else []
    listed: list[Entry] = []
    if not found and country and (chosen is None or chosen.country != country):
        listed = known.of_country(country)[:MOST_OF_A_COUNTRY]
    elif not found and len(known.current) <= SMALL_REGISTER:
        listed = list(known.current)
    return Offer(text, country, chosen, tuple(found), tuple(listed))


def countries() -> list[str]:
    """Return the countries that have institutions in the register, hosts first."""
    return list(dict.fromkeys(entry.country for entry in register.current().current))
