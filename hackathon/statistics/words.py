"""What is counted, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.accounts.forms import CATEGORIES, GENDERS
from hackathon.statistics import queries
from hackathon.web.countries import country_name
from hackathon.web.wording import plain

STATES = {
    queries.REGISTERED: _l("Registered"), queries.IN_TEAM: _l("In a team"), queries.SUBMITTED: _l("Handed in"),
}  # fmt: skip
ENDED = {
    queries.REGISTERED: _l("Registered, in no team"), queries.IN_TEAM: _l("In a team that handed nothing in"),
    queries.SUBMITTED: _l("In a team that handed in"),
}  # fmt: skip
KINDS = {
    queries.COUNTRY: _l("Country of the institution"), queries.INSTITUTION: _l("Institution"),
    queries.GENDER: _l("Gender"), queries.CATEGORY: _l("Category"),
}  # fmt: skip


def label(kind: str, value: Any, names: Mapping[int, Any]) -> str:
    """Name one line of a table."""
    if kind == queries.COUNTRY:
        return str(country_name(value)) if value else _("Not in the register")
    if kind == queries.INSTITUTION:
        return plain(names[value]) if value in names else _("Not in the register")
    if kind == queries.GENDER:
        return str(GENDERS[value]) if value in GENDERS else _("Other or not stated")
    return str(CATEGORIES[value])


def table(numbers: queries.Numbers, kind: str, names: Mapping[int, Any]) -> list[tuple[str, list[int]]]:
    """Return exact lines: a label, and how many came at least as far as each state."""
    columns = [numbers.reached(state, kind) for state in queries.STATES]
    order = sorted(columns[0], key=lambda value: (-columns[0][value], label(kind, value, names)))
    return [(label(kind, value, names), [column[value] for column in columns]) for value in order]
